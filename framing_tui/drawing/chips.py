"""The words of the five cells across the full width: how wide each is, and what stands in it."""

from __future__ import annotations

from rich.cells import cell_len

from framing_tui.assessment.cells import CellState
from framing_tui.drawing.parts import clipped, filled, fitted, printable
from framing_tui.drawing.states import GLYPHS
from framing_tui.rules.titles import title_of

# So many blanks stand between two cells.
GAP = 1


def chip_edges(cells: tuple[CellState, ...], width: int, height: int) -> list[int]:
    """Return where each cell begins, and where one more would.

    On one row a longer name has more room, so that each cell has its word and a blank at each side.
    """
    if height > 1:
        return [round(at * (width + GAP) / len(cells)) for at in range(len(cells) + 1)]
    names = [cell_len(cell.title) for cell in cells]
    share = (width + GAP - sum(names)) / len(cells)
    return [sum(names[:at]) + round(at * share) for at in range(len(cells) + 1)]


def chip_texts(cell: CellState, wide: int, height: int) -> list[tuple[str, bool]]:
    """Return the rows of one cell: glyph, name and word first, then why."""
    head = f" {GLYPHS[cell.state]} {cell.title.upper()}"
    word = f"{_word_of(cell, is_short=False)} "
    if cell_len(head) + cell_len(word) + 1 > wide:
        word = f"{_word_of(cell, is_short=True)} "
    if cell_len(head) + cell_len(word) + 1 > wide:
        # Half a word would be misread; the glyph says it, too.
        word = ""
    if cell.state == "open":
        word = cell.state
    between = max(0, wide - cell_len(head) - cell_len(word))
    # Of an offer, the colour is what can be seen from afar.
    below = [
        fitted(f"   {line}", wide)
        for line in _why(cell, max(wide - 4, 4), max(0, height - 1 - (height > 3)))
    ]
    if cell.state == "open":
        return _outlined(head, word, below, wide, height)
    texts = [(head + " " * between + word, True)]
    if height > 3:
        texts.insert(0, (" " * wide, False))
    texts += [(text, False) for text in below]
    texts += [(" " * wide, False)] * (height - len(texts))
    return [(fitted(text, wide), bold) for text, bold in texts[:height]]


def _why(cell: CellState, wide: int, room: int) -> tuple[str, ...]:
    """Return why a cell is what it is: what the finding is called, then what it says.

    Why so: a message may begin with an answer in quotes, and be cut before it says anything.
    """
    if room < 1:
        return ()
    if cell.state == "open" and cell.offered:
        return clipped(f"{cell.offered} is offered", wide, room)
    if cell.cause is None or cell.state == "open":
        return clipped(cell.why, wide, room) if cell.why else ()
    head = clipped(title_of(cell.cause.name), wide, room)
    left = room - len(head)
    if not left:
        return head
    says = filled(cell.why, wide)
    if len(says) > left and "“" in cell.why:
        # What it is about is worth more than the beginning of a sentence.
        says = (f"“{cell.why.partition('“')[2].partition('”')[0]}”",)
    return *head, *clipped(" ".join(says), wide, left)


def _outlined(
    head: str, word: str, below: list[str], wide: int, height: int
) -> list[tuple[str, bool]]:
    """Return an open cell: no ground, its name in its border, or in brackets on one row."""
    title = head.strip()
    name = title[2:]
    if height == 1:
        inner = _longest((f"{title} {word}", f"{name} {word}", title, name), wide - 2)
        name, _, last = inner.rpartition(" ")
        gap = " " * (wide - 2 - cell_len(name) - cell_len(last))
        return [(fitted(printable(f"[{name}{gap}{last}]"), wide), False)]
    left = _longest((f" {title} ", f" {name} ", name), wide - 2)
    right = f" {word} " if cell_len(left) + cell_len(word) + 3 <= wide - 2 else ""
    if not right:
        below = [f"   {word}", *below]
    line = "─" * (wide - 2 - cell_len(left) - cell_len(right))
    rows = [(fitted(printable(f"╭{left}{line}{right}╮"), wide), False)]
    for at in range(height - 2):
        text = below[at] if at < len(below) else " " * wide
        rows.append((printable("│") + fitted(text[1:].rstrip(), wide - 2) + printable("│"), False))
    rows.append((printable(f"╰{'─' * (wide - 2)}╯"), False))
    return rows


def _longest(texts: tuple[str, ...], wide: int) -> str:
    """Return the first of some texts that fits a width, or the last of them."""
    return next((text for text in texts if cell_len(text) <= wide), texts[-1])


def _word_of(cell: CellState, *, is_short: bool) -> str:
    """Return the word of a cell's state; a green without evidence is only claimed."""
    if cell.state == "amber" and cell.claimed == "green" and not cell.codes:
        return "amber" if is_short else "claimed"
    if cell.state == "contested":
        # The glyph tells it from a plain red where there is no room for the word.
        return "red" if is_short else "contested"
    return cell.state
