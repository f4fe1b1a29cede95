"""The one way from text to the screen.

Why one helper: most widgets of the toolkit read square brackets in a string as markup, which can
crash the screen or run an action. A `Content` made here holds text and styles, never markup.
"""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip

from framing_tui.drawing.glyphs import drawable
from framing_tui.model.clean import clean
from framing_tui.rules.finding import Level

# State by glyph and word, so that no state rests on its colour alone.
CELL_GLYPHS = {"green": "✓", "red": "✗", "contested": "!", "amber": "~", "open": "·"}
CELL_STYLES = {
    "green": "$success",
    "red": "bold $text-error",
    "contested": "bold $text-error",
    "amber": "$text-warning",
    "open": "$foreground-muted",
}
KILLER_GLYPHS = {"blocking": "✗", "contested": "!", "watch": "~", "clear": "✓", "open": "·"}
KILLER_STYLES = {
    "blocking": CELL_STYLES["red"],
    "contested": CELL_STYLES["contested"],
    "watch": CELL_STYLES["amber"],
    "clear": CELL_STYLES["green"],
    "open": CELL_STYLES["open"],
}
LEVEL_GLYPHS = {Level.RED: "✗", Level.WARN: "~", Level.NOTE: "i"}
LEVEL_STYLES = {
    Level.RED: "$text-error",
    Level.WARN: "$text-warning",
    Level.NOTE: "$foreground-muted",
}


def plain(text: str, style: str = "") -> Content:
    """Return text as it is, in one style; control characters are made visible."""
    content = Content(drawable(clean(text, multiline=True)))
    return content.stylize(style) if style else content


def joined(*parts: tuple[str, str] | str) -> Content:
    """Return parts of text one after the other, each with its style."""
    pieces = [plain(part) if isinstance(part, str) else plain(*part) for part in parts]
    return Content("").join(pieces)


def stacked(lines: list[Content]) -> Content:
    """Return lines one under the other."""
    return Content("\n").join(lines)


def blank_lines(area: Region) -> list[Strip]:
    """Return nothing at all, in the size of an area."""
    return [Strip.blank(area.width)] * area.height


def cut(text: str, width: int) -> str:
    """Return one line of text that fits a width, with an ellipsis where it was cut."""
    flat = " ".join(clean(text).split())
    if width < 1:
        return ""
    return drawable(Content(flat).truncate(width, ellipsis=True).plain)


def fitted(text: str, width: int) -> str:
    """Return one line of text in exactly a width of cells: cut, or filled up with blanks.

    Why not a format: a wide character counts as one there, and takes two cells.
    """
    short = cut(text, width)
    return short + " " * (width - cells(short))


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines into which a text is wrapped."""
    flat = drawable(" ".join(clean(text).split()))
    return [line.plain.rstrip() for line in Content(flat).wrap(max(width, 2))]


def clipped(text: str, width: int, most: int) -> list[str]:
    """Return a text wrapped into a number of lines at most, the last one cut where more follows."""
    flat = " ".join(clean(text).split())
    lines = wrapped(text, width)
    if len(lines) <= most:
        return lines
    rest = flat
    for line in lines[: most - 1]:
        rest = rest[len(line) :].lstrip()
    return [*lines[: most - 1], cut(rest, width)]


def cells(text: str) -> int:
    """Return how many cells of the terminal a text takes."""
    return Content(text).cell_length
