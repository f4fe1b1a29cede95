"""Text as a terminal has room for it: parts in inks, wrapped and cut cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len

from framing_tui.drawing.glyphs import drawable
from framing_tui.model.clean import clean

# What makes one sign of several.
_JOINERS = "\u200c\u200d"
# A part of a row: its text, and its ink. The part ("", "") takes the blanks that are left over.
Part = tuple[str, str]
SLACK: Part = ("", "")


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
