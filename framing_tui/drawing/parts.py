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
InkedPart = tuple[str, str]
SLACK: InkedPart = ("", "")
InkedLine = tuple[InkedPart, ...]
# What is drawn: lines one under the other.
InkedRows = tuple[InkedLine, ...]


@lru_cache(8192)
def printable(text: str) -> str:
    """Return one line of text as the terminal may have it: no control codes, glyphs it can draw."""
    flat = text if text.isprintable() else clean(text)
    return drawable(flat)


@lru_cache(4096)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """Return the lines into which a text is wrapped, cell by cell; line breaks stay.

    A word that is longer than a line is broken. A last word alone on its line gets another one
    beside it where that takes no line more: alone, it looks like a mistake.
    """
    width = max(width, 2)
    lines: list[str] = []
    for paragraph in drawable(clean(text, multiline=True)).split("\n"):
        lines.extend(_even(paragraph.lstrip(" "), width))
    return tuple(lines)


@lru_cache(1024)
def filled(text: str, width: int) -> tuple[str, ...]:
    """Return the lines of a text with as much on each as it takes, for where few lines fit."""
    return tuple(_greedy(drawable(clean(text)).lstrip(" "), max(width, 2)))


def clipped(text: str, width: int, most: int) -> tuple[str, ...]:
    """Return a text filled into a number of lines at most, the last one cut where more follows."""
    lines = filled(text, width)
    if len(lines) <= most:
        return tuple(_even(drawable(clean(text)).lstrip(" "), max(width, 2)))
    return *lines[: most - 1], cropped(" ".join(lines[most - 1 :]), width)


def wrapped_rows(rows: InkedRows, width: int, *, hangs: bool = False) -> InkedRows:
    """Return rows wrapped for a width; line breaks in them stay, and so do blanks before a line.

    What `hangs` goes on under the text of its line, and its last word is not alone. Why: marks
    stand at the beginning of most lines, and whoever looks down the column for the next mark must
    not read the rest of a sentence there.
    """
    return tuple(line for row in rows for line in _wrapped_row(row, max(width, 2), hangs))


@lru_cache(2048)
def _wrapped_row(parts: InkedLine, width: int, hangs: bool) -> InkedRows:
    parts = tuple((drawable(clean(text, multiline=True)), ink) for text, ink in parts)
    text = text_of(parts).rstrip(" ")
    mark = text[: len(text) - len(text.lstrip(" ")) + 2]
    indent = cell_len(mark)
    if not hangs or cell_len(text) <= width or width - indent <= indent:
        return _cut_as(parts, [line for each in text.split("\n") for line in _even(each, width)])
    first, *rest = _even(text[len(mark) :], width - indent)
    head, *below = _cut_as(parts, [mark + first, *rest])
    return head, *(((" " * indent, "plain"), *line) for line in below)


def parted(parts: InkedLine) -> InkedRows:
    """Return parts with a row for each of their lines."""
    text = clean(text_of(parts), multiline=True)
    cleaned = tuple((clean(part, multiline=True), ink) for part, ink in parts)
    return _cut_as(cleaned, text.split("\n"))


def _cut_as(parts: InkedLine, lines: list[str]) -> InkedRows:
    """Return parts cut into lines as their text has been; each keeps its ink."""
    text, found, at = text_of(parts), [], 0
    for line in lines:
        at = text.index(line, at)
        found.append(_between(parts, at, at + len(line)))
        at += len(line)
    return tuple(found)


def _between(parts: InkedLine, start: int, end: int) -> InkedLine:
    """Return what stands between two places in the text of parts."""
    found: list[InkedPart] = []
    at = 0
    for text, ink in parts:
        if kept := text[max(0, start - at) : max(0, end - at)]:
            found.append((kept, ink))
        at += len(text)
    return tuple(found)


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
    return [line for paragraph in text.split("\n") for line in _full(paragraph, width)]


def _full(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    body = text.lstrip(" ")
    # A dot between two things ends no line.
    first, *rest = _glued(body.split(" "))
    for word in (text[: len(text) - len(body)] + first, *rest):
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


def _glued(words: list[str]) -> list[str]:
    """Return words with each dot that stands alone before what follows it."""
    if "·" not in words[:-1]:
        return words
    found: list[str] = []
    for word in words:
        if found and found[-1] == "·":
            found[-1] = f"· {word}"
        else:
            found.append(word)
    return found


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
    flat = printable(text)
    if cell_len(flat) <= width:
        return flat
    if width < 2:
        return ""
    head = cut_off(flat, width - 1)
    return (head if cell_len(head) < width else "") + drawable("…")


def fitted(text: str, width: int) -> str:
    """Return one line of text in exactly a width of cells: cropped, or filled up with blanks.

    Why not a format: a wide character counts as one there, and takes two cells.
    """
    short = cropped(text, width)
    return short + " " * (width - cell_len(short))


def text_of(parts: Sequence[InkedPart]) -> str:
    """Return the text of parts of a row, without their inks."""
    return "".join(text for text, _ in parts)


def cells_of(parts: Sequence[InkedPart]) -> int:
    """Return how many cells parts of a row take."""
    return sum(cell_len(printable(text)) for text, _ in parts)
