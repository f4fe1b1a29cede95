"""How much fits the page: what is longer ends in “…” there, and goes on whole in the appendix.

Why counted in characters: the page is Markdown first, and how wide a line is printed is decided
elsewhere; two lines of print hold about so many.
"""

from __future__ import annotations

import re

from framing_tui.spec.shape import InFull, Line, Part

# Two lines of print beside a label, and one in a list, a little generously.
LEAD, ITEM, CELL = 200, 150, 170
MOST_ITEMS = 8
# So long a line was broken because it was full.
_FULL = 60
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s")
GOES_ON = "… (in full below)"


class Overflow:
    """Collects what did not fit, so that nothing is cut."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], InFull] = {}

    @property
    def in_full(self) -> tuple[InFull, ...]:
        """All that did not fit, in the order of the page."""
        return tuple(self._held.values())

    def fit(self, label: str, text: str, room: int) -> str:
        """Return a text as one line that fits, and keep it whole where it does not."""
        flat = on_one_line(text)
        if len(flat) <= room:
            return flat
        self.keep(label, text)
        return shortened(flat, room)

    def keep(self, label: str, text: str) -> None:
        """Keep a text whole, under what it is about."""
        lines = lines_of(text)
        self._held.setdefault((label, text), InFull(label, lines, text))

    def lines(self, label: str, parts: tuple[Part, ...]) -> tuple[Line, ...]:
        """Return the parts of a field as lines that fit the page."""
        grouped = [line for whole in _grouped(parts) for line in _apart(whole)]
        items = [line for line in grouped if line.is_item]
        if len(items) > MOST_ITEMS:
            kept = items[: MOST_ITEMS - 1]
            rest = items[len(kept) :]
            self.keep(label, "\n".join(on_one_line(line.words) for line in rest))
            more = Line((Part(f"and {len(rest)} more {GOES_ON}"),), is_item=True)
            grouped = [*(line for line in grouped if not line.is_item), *kept, more]
        return tuple(self._fitted(label, line) for line in grouped)

    def _fitted(self, label: str, line: Line) -> Line:
        room = ITEM if line.is_item else LEAD
        flat = [part._replace(text=on_one_line(part.text)) for part in line.parts]
        # The longest part gives way first: what is short is a figure or a name.
        for at in sorted(range(len(flat)), key=lambda at: len(flat[at].text), reverse=True):
            over = len(Line(tuple(flat), line.is_item).words) - room
            if over <= 0:
                break
            part = line.parts[at]
            kept = max(len(flat[at].text) - over, room // 4)
            about = f"{label}: {part.label}" if part.label else label
            flat[at] = part._replace(text=self.fit(about, part.text, kept))
        return Line(tuple(flat), line.is_item)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that were meant: what was broken only because a line was full is one."""
    return tuple(line.strip() for line in unwrapped(text).split("\n") if line.strip())


def unwrapped(text: str) -> str:
    """Return a text without the line breaks of lines that were full, lists left as they are."""
    lines: list[str] = []
    for line in text.split("\n"):
        goes_on = lines and len(lines[-1]) >= _FULL and line.strip() and not _ITEM.match(line)
        if goes_on:
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
    return "\n".join(lines)


def on_one_line(text: str) -> str:
    """Return a text without its line breaks, which on a page are where a terminal was full."""
    lines = (line.strip() for line in text.split("\n"))
    return " ".join(line for line in lines if line) or text.strip("\n")


def shortened(text: str, room: int, sign: str = GOES_ON) -> str:
    """Return the beginning of a text, up to the end of a word, and the sign that it goes on."""
    start = text[: max(room - len(sign), 1)]
    words, _, cut_off = start.rpartition(" ")
    # A text without blanks is cut where it is.
    begun = words if words and len(cut_off) < len(start) // 2 else start
    return f"{begun.rstrip(' ,;:.')}{sign}"


def _apart(line: Line) -> list[Line]:
    """Return an item whose parts do not fit beside each other as an item for each."""
    if not line.is_item or len(line.words) <= ITEM:
        return [line]
    return [Line((part,), is_item=True) for part in line.parts]


def _grouped(parts: tuple[Part, ...]) -> list[Line]:
    lines: list[list[Part]] = []
    for part in parts:
        if part.place == "table":
            continue
        if part.place == "item" or not lines:
            lines.append([])
        lines[-1].append(part)
    return [Line(tuple(line), line[0].place == "item") for line in lines]
