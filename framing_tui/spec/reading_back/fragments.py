"""What stands under one label, taken apart: fragments with what is said before them.

Why at these signs: our page sets “ · ” or “; ” between the parts of a field and a word with a colon
before each; whoever fills a form by hand uses the same signs, or a line for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from framing_tui.model.named_tuple import NamedTuple
from framing_tui.spec.reading_back.labels import folded
from framing_tui.spec.reading_back.pieces import Piece
from framing_tui.spec.room import GOES_ON

CHAIN = " · "
_LIST = re.compile(r";\s+")
_LEAD = re.compile(r"([^:;·]{2,40}):\s+(?=\S)")
# What the form prints behind a label for whoever fills it in, and what says that it is open.
_HINTS = frozenset(
    (
        "threshold top k hitl",
        "latency p99 precision floor safety",
        "yes no",
        "baseline 1 10 50 100",
        "tbd",
        "todo",
        "to be filled in",
        "left open",
    )
)
_NOTHING = frozenset(("", "-", "–", "—", "…", "...", "?", "_", "n/a"))
_MOST_WORDS = 4
_OPEN = re.compile(r"(?i)open: ")


class Fragment(NamedTuple):
    """Some words of a field, the word before them, and their line."""

    line: int
    lead: str
    text: str

    @property
    def whole(self) -> str:
        """The words with what is said before them."""
        return f"{self.lead}: {self.text}" if self.lead else self.text


def fragments(
    pieces: Iterable[Piece],
    leads: Collection[str],
    whole: Mapping[str, str],
    stands_alone: Callable[[str], bool],
) -> Iterator[Fragment]:
    """Return the fragments of some pieces; `leads` are the words that may stand before them.

    `stands_alone` tells of words that they are a part by themselves, whatever is beside them, and
    `whole` are the texts that were too long for their place, by what they are about.
    """
    for piece in pieces:
        before = folded(piece.lead)
        for part in piece.text.split(CHAIN):
            for lead, text in _led(part, leads, stands_alone):
                said = lead or before
                if text.endswith(GOES_ON):
                    about = folded(f"{piece.field}: {said}" if said else piece.field)
                    text = whole.get(about, text.removesuffix(GOES_ON))
                if not is_open(text):
                    yield Fragment(piece.line, said, text)


def in_full(pieces: Iterable[Piece]) -> dict[str, str]:
    """Return the texts that were too long for the page, by what they are about."""
    found: dict[str, str] = {}
    for piece in pieces:
        if piece.field == "In full" and not piece.is_title:
            about = folded(piece.lead)
            found[about] = f"{found[about]}\n{piece.text}" if about in found else piece.text
    return found


def is_open(text: str) -> bool:
    """Tell whether words say nothing: a hint of the form, a dash, or that it is open."""
    bare = text.strip().strip("*_` ")
    if bare.lower() in _NOTHING or _OPEN.match(bare):
        return True
    words = "".join(char if char.isalnum() else " " for char in bare.lower())
    return " ".join(words.split()) in _HINTS


def without_hint(text: str) -> str:
    """Return the words behind the hint that the form prints in brackets after a label."""
    found = re.match(r"\s*\(([^()]*)\)\s*", text)
    return text[found.end() :] if found and is_open(found[1]) else text


def listed(text: str) -> list[str]:
    """Return the items of a list that stands in one line: by semicolons, else by commas."""
    by = ";" if ";" in text else ","
    items = [item.strip() for item in text.split(by) if item.strip()]
    # “238 million messages, of which 153 million without a reply” is one thing.
    is_sentence = by == "," and any(len(item.split()) > _MOST_WORDS for item in items)
    return [text.strip()] if is_sentence and text.strip() else items


def _led(
    text: str, leads: Collection[str], stands_alone: Callable[[str], bool]
) -> Iterator[tuple[str, str]]:
    """Return the words of a part by what is said before them, “” where nothing is."""
    lead: str = ""
    kept: list[str] = []
    for part in _LIST.split(without_hint(text)):
        found = _LEAD.match(part)
        said = folded(found[1]) if found else ""
        is_led = found is not None and said in leads
        is_alone = not is_led and stands_alone(part.strip())
        if (is_led or is_alone) and kept:
            yield lead, "; ".join(kept).strip()
            lead, kept = "", []
        if is_alone:
            yield "", part.strip()
        elif found is not None and is_led:
            lead, kept = said, [part[found.end() :]]
        else:
            kept.append(part)
    if kept:
        yield lead, "; ".join(kept).strip()
