"""The five cells across the full width, filled with their colour, to be seen from afar."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from framing_tui.assessment.cells import CellState
from framing_tui.drawing.parts import cropped, filled, fitted, printable
from framing_tui.drawing.states import GLYPHS
from framing_tui.tui.blocks import Spot
from framing_tui.tui.inks import Colours, pen

GAP = 1


def word_of(cell: CellState, *, is_short: bool) -> str:
    """Return the word of a cell's state; a green without evidence is only claimed."""
    if cell.state == "amber" and cell.claimed == "green" and not cell.codes:
        return "claimed"
    if cell.state == "contested":
        # The glyph tells it from a plain red where there is no room for the word.
        return "red" if is_short else "contested"
    return cell.state


def draw_chips(
    colours: Colours,
    cells: tuple[CellState, ...],
    width: int,
    height: int,
    tentative: frozenset[str],
    go: Callable[[CellState], object],
) -> tuple[list[Strip], list[Spot]]:
    """Return the rows of the cells, and where a click on one of them goes.

    A cell that a number still being typed has turned is dimmed.
    """
    rows: list[list[Segment]] = [[] for _ in range(height)]
    spots: list[Spot] = []
    edges = [round(at * (width + GAP) / len(cells)) for at in range(len(cells) + 1)]
    for cell, start, end in zip(cells, edges, edges[1:], strict=False):
        wide = end - start - GAP
        ink, ground = colours.fill(cell.state)
        is_dim = bool(tentative.intersection(cell.codes))
        for y in range(height):
            spots.append(Spot(y, start, start + wide, lambda cell=cell: go(cell)))  # type: ignore[misc]
        for y, (text, bold) in enumerate(_texts(cell, wide, height)):
            style = pen(
                colours, f"{ink}{'!' if bold and not is_dim else '-' if is_dim else ''}", ground
            )
            rows[y].append(Segment(text, style))
            if end - GAP < width:
                rows[y].append(Segment(" " * GAP, pen(colours, "plain", "screen")))
    return [Strip(row).adjust_cell_length(width) for row in rows], spots


def _texts(cell: CellState, wide: int, height: int) -> list[tuple[str, bool]]:
    """Return the rows of one cell: glyph, name and word first, then why."""
    head = f" {GLYPHS[cell.state]} {cell.title.upper()}"
    word = f"{word_of(cell, is_short=wide < 22)} "
    if cell_len(head) + cell_len(word) + 1 > wide:
        head, word = head[1:], word.rstrip()
    if cell_len(head) + cell_len(word) + 1 > wide:
        # Half a word would be misread; the glyph says it, too.
        word = ""
    if cell.state == "open":
        word = cell.state
    between = max(0, wide - cell_len(head) - cell_len(word))
    # Of an offer, the colour is what can be seen from afar.
    told = f"{cell.offered} is offered" if cell.state == "open" and cell.offered else cell.why
    why = filled(told, max(wide - 4, 4)) if told else ()
    room = max(0, height - 1 - (height > 3))
    if len(why) > room and room:
        why = (*why[: room - 1], cropped(f"{why[room - 1]}…", wide - 4))
    below = [fitted(f"   {line}", wide) for line in why[:room]]
    if cell.state == "open":
        return _outlined(head, word, below, wide, height)
    texts = [(head + " " * between + word, True)]
    if height > 3:
        texts.insert(0, (" " * wide, False))
    texts += [(text, False) for text in below]
    texts += [(" " * wide, False)] * (height - len(texts))
    return [(fitted(text, wide), bold) for text, bold in texts[:height]]


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
