"""Rows of text in colours: how everything on the main screen is drawn.

Why rows and not widgets: a section of forty questions is then one widget whatever its length, and
after a change only the rows that differ are painted again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from framing_tui.model.clean import clean
from framing_tui.tui.glyphs import drawable
from framing_tui.tui.inks import Palette, pen

# What makes one sign of several.
_JOINERS = "\u200c\u200d"
# A part of a row: its text, and its ink. The part ("", "") takes the blanks that are left over.
Part = tuple[str, str]
SLACK: Part = ("", "")
Act = Callable[[], object]


class Spot(NamedTuple):
    """A place that answers to a click: a row, the columns from and to, and what to call."""

    row: int
    start: int
    end: int
    act: Act


@lru_cache(8192)
def shown(text: str) -> str:
    """Return one line of text as the terminal may have it: no control codes, glyphs it can draw."""
    flat = text if text.isprintable() else clean(text)
    return drawable(flat)


@lru_cache(4096)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """Return the lines into which a text is wrapped, cell by cell; line breaks stay.

    A word that is longer than a line is broken. A last word alone on its line is given company
    where that takes no line more: it looks like something that was forgotten.
    """
    width = max(width, 2)
    lines: list[str] = []
    for paragraph in drawable(clean(text, multiline=True)).split("\n"):
        lines.extend(_even(paragraph, width))
    return tuple(lines)


@lru_cache(1024)
def filled(text: str, width: int) -> tuple[str, ...]:
    """Return the lines of a text with as much on each as it takes, for where few lines fit."""
    return tuple(_greedy(drawable(clean(text)), max(width, 2)))


def _even(text: str, width: int) -> list[str]:
    lines = _greedy(text, width)
    if len(lines) < 2 or len(lines[-1]) > 10:
        return lines
    for narrower in range(width - 1, max(width - 12, 10), -1):
        tried = _greedy(text, narrower)
        if len(tried) > len(lines):
            break
        if len(tried[-1]) > 10:
            return tried
    return lines


def _greedy(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        wide = cell_len(word)
        if line and used + 1 + wide <= width:
            line, used = f"{line} {word}", used + 1 + wide
            continue
        if line:
            lines.append(line)
        while wide > width:
            head = cut_off(word, width)
            lines.append(head)
            word = word[len(head) :]
            wide = cell_len(word)
        line, used = word, wide
    lines.append(line)
    return [line.rstrip() for line in lines]


def cut_off(text: str, width: int) -> str:
    """Return as much of a text as fits a width, without a sign that it goes on; one at least.

    Why not character by character: joined or varied, several may take more cells than each alone,
    and what is joined stays together where it fits at all.
    """
    for end in range(2, len(text) + 1):
        if cell_len(text[:end]) > width:
            whole = range(end - 1, 0, -1)
            return text[: next((at for at in whole if not _joins(text, at)), end - 1)]
    return text


def _joins(text: str, at: int) -> bool:
    """Tell whether what stands before and behind a place in a text is one sign."""
    return text[at - 1] in _JOINERS or text[at] in _JOINERS


def cropped(text: str, width: int) -> str:
    """Return a text that fits a width, ending in an ellipsis where it was cut."""
    flat = shown(text)
    if cell_len(flat) <= width:
        return flat
    if width < 2:
        return ""
    head = cut_off(flat, width - 1)
    return (head if cell_len(head) < width else "") + drawable("…")


def cells_of(parts: Sequence[Part]) -> int:
    """Return how many cells parts of a row take."""
    return sum(cell_len(shown(text)) for text, _ in parts)


@lru_cache(512)
def blank(palette: Palette, width: int, ground: str) -> Strip:
    """Return a row without anything on it."""
    return Strip([Segment(" " * width, pen(palette, "plain", ground))] if width > 0 else [])


def row(palette: Palette, width: int, parts: Sequence[Part], ground: str = "screen") -> Strip:
    """Return one row of exactly a width: parts from the left, `SLACK` between them.

    Text is only ever text here: nothing parses markup, and control codes are made visible.
    """
    if not parts:
        return blank(palette, width, ground)
    texts = [(shown(text), ink) for text, ink in parts]
    used = sum(cell_len(text) for text, _ in texts)
    left = width - used
    segments: list[Segment] = []
    has_slack = False
    for text, ink in texts:
        if not text and not ink:
            if not has_slack and left > 0:
                segments.append(Segment(" " * left, pen(palette, "plain", ground)))
            has_slack = True
        elif text:
            segments.append(Segment(text, pen(palette, ink, ground)))
    if not has_slack and left > 0:
        segments.append(Segment(" " * left, pen(palette, "plain", ground)))
    strip = Strip(segments)
    return strip.crop(0, width) if left < 0 else strip


class Block:
    """Rows that are being drawn one under the other, with the places that answer to a click."""

    def __init__(self, palette: Palette, width: int, ground: str = "screen") -> None:
        self.palette = palette
        self.width = width
        self.ground = ground
        self.rows: list[Strip] = []
        self.spots: list[Spot] = []

    def add(self, *parts: Part, act: Act | None = None, ground: str | None = None) -> None:
        """Add a row; a click anywhere on it calls `act`."""
        if act is not None:
            self.spots.append(Spot(len(self.rows), 0, self.width, act))
        self.rows.append(row(self.palette, self.width, parts, ground or self.ground))

    def gap(self) -> None:
        """Add an empty row."""
        self.add()

    def take(self, other: Block, *, left: int = 0) -> None:
        """Add the rows of another block, with its places, so many columns further right."""
        at = len(self.rows)
        self.rows += other.rows
        self.spots += [
            Spot(spot.row + at, spot.start + left, spot.end + left, spot.act)
            for spot in other.spots
        ]

    def pad_to(self, height: int) -> None:
        """Add empty rows up to a height, and drop those beyond it."""
        while len(self.rows) < height:
            self.gap()
        del self.rows[height:]
