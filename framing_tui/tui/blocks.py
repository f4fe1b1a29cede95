"""Rows of text in colours: how everything on the main screen is drawn.

Why rows and not widgets: a section of forty questions is then one widget whatever its length, and
after a change only the rows that differ are painted again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from framing_tui.drawing.colours import Colours
from framing_tui.drawing.parts import InkedPart, printable
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.tui.inks import pen

Act = Callable[[], object]


class Spot(NamedTuple):
    """A place that answers to a click: a row, the columns from and to, and what to call."""

    row: int
    start: int
    end: int
    act: Act


@lru_cache(512)
def blank(colours: Colours, width: int, ground: str) -> Strip:
    """Return a row without anything on it."""
    return Strip([Segment(" " * width, pen(colours, "plain", ground))] if width > 0 else [])


def row(colours: Colours, width: int, parts: Sequence[InkedPart], ground: str = "screen") -> Strip:
    """Return one row of exactly a width: parts from the left, `SLACK` between them.

    Text is only ever text here: nothing parses markup, and control codes are made visible.
    """
    if not parts:
        return blank(colours, width, ground)
    return _row(colours, width, tuple(parts), ground)


# As many as a few windows have: after a letter, nearly all are what they were.
@lru_cache(512)
def _row(colours: Colours, width: int, parts: tuple[InkedPart, ...], ground: str) -> Strip:
    texts = [(printable(text), ink) for text, ink in parts]
    used = sum(cell_len(text) for text, _ in texts)
    left = width - used
    segments: list[Segment] = []
    has_slack = False
    for text, ink in texts:
        if not text and not ink:
            if not has_slack and left > 0:
                segments.append(Segment(" " * left, pen(colours, "plain", ground)))
            has_slack = True
        elif text:
            segments.append(Segment(text, pen(colours, ink, ground)))
    if not has_slack and left > 0:
        segments.append(Segment(" " * left, pen(colours, "plain", ground)))
    strip = Strip(segments)
    return strip.crop(0, width) if left < 0 else strip


class Block:
    """Rows that are being drawn one under the other, with the places that answer to a click.

    `field` is where the editor stands in them, if anywhere.
    """

    def __init__(self, colours: Colours, width: int, ground: str = "screen") -> None:
        self.colours = colours
        self.width = width
        self.ground = ground
        self.rows: list[Strip] = []
        self.spots: list[Spot] = []
        self.field: Region | None = None

    def add(self, *parts: InkedPart, act: Act | None = None, ground: str | None = None) -> None:
        """Add a row; a click anywhere on it calls `act`."""
        if act is not None:
            self.spot(0, self.width, act)
        self.rows.append(row(self.colours, self.width, parts, ground or self.ground))

    def spot(self, start: int, end: int, act: Act) -> None:
        """Let a click on columns of the next row call something."""
        self.spots.append(Spot(len(self.rows), start, end, act))

    def gap(self) -> None:
        """Add an empty row."""
        self.add()

    def take(self, rows: list[Strip], spots: list[Spot]) -> None:
        """Add rows that are drawn already, with their places."""
        at = len(self.rows)
        self.rows += rows
        self.spots += [spot._replace(row=spot.row + at) for spot in spots]

    def pad_to(self, height: int) -> None:
        """Add empty rows up to a height, and drop those beyond it."""
        while len(self.rows) < height:
            self.gap()
        del self.rows[height:]


def one_row(colours: Colours, width: int, *parts: InkedPart, act: Act | None = None) -> Block:
    """Return a block of one row; a click anywhere on it calls `act`."""
    block = Block(colours, width)
    block.add(*parts, act=act)
    return block
