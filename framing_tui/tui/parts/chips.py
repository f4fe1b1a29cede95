"""The five cells across the full width, filled with their colour, to be seen from afar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rich.segment import Segment
from textual.strip import Strip

from framing_tui.assessment.cells import CellState
from framing_tui.drawing.chips import GAP, chip_edges, chip_texts
from framing_tui.drawing.colours import Colours
from framing_tui.drawing.parts import printable
from framing_tui.tui.blocks import Block, Spot
from framing_tui.tui.inks import pen

# A filled cell that is not red is a tint with an edge in its colour.
_EDGE = "▌"
_EDGED = ("amber", "green")


def draw_chips(
    colours: Colours,
    cells: tuple[CellState, ...],
    width: int,
    height: int,
    tentative: frozenset[str],
    go: Callable[[str], object],
) -> Block:
    """Return the cells; a click on one of them goes to what would change it.

    A cell that a number still being typed has turned is dimmed.
    """
    rows: list[list[Segment]] = [[] for _ in range(height)]
    block = Block(colours, width)
    edges = chip_edges(cells, width, height)
    for cell, start, end in zip(cells, edges, edges[1:], strict=False):
        wide = end - start - GAP
        ink, ground = colours.fill(cell.state)
        is_dim = bool(tentative.intersection(cell.codes))
        for y, (text, bold) in enumerate(chip_texts(cell, wide, height)):
            block.spots.append(Spot(y, start, start + wide, partial(go, cell.jump)))
            style = pen(colours, f"{ink}{'-' if is_dim else '!' if bold else ''}", ground)
            if cell.state in _EDGED and height > 1 and text.startswith(" "):
                rows[y].append(Segment(printable(_EDGE), pen(colours, cell.state, ground)))
                text = text[1:]
            rows[y].append(Segment(text, style))
            if end - GAP < width:
                rows[y].append(Segment(" " * GAP, pen(colours, "plain", "screen")))
    block.rows = [Strip(row).adjust_cell_length(width) for row in rows]
    return block
