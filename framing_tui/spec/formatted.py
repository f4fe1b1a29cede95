"""Texts in several lines as HTML: lists stay lists, and nothing in them can do anything.

Why so little of Markdown: an answer was typed to be read. Links, images, headings and tags would
let a text act, or take the page's own shape on.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from framing_tui.model.clean import clean
from framing_tui.spec.room import unwrapped

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# The parser drops what is nested deeper without a word; so deep, a text is shown line by line.
_DEEPEST = 20
_LONGEST = 20_000
_RULES = ("list", "emphasis", "backticks", "escape", "newline")


def formatted(text: str) -> Markup:
    """Return a text in several lines as HTML, with every word that it holds."""
    plain = unwrapped(clean(text, multiline=True)).strip("\n")
    if len(plain) > _LONGEST:
        return _line_by_line(plain)
    made = _parser().render(plain)
    shown = Markup(made)
    # Whatever a parser may leave out, no answer is lost.
    return shown if _letters(shown.striptags()) == _letters(plain) else _line_by_line(plain)


def _line_by_line(text: str) -> Markup:
    lines = [escape(line.strip()) for line in text.split("\n") if line.strip()]
    return Markup("<p>{}</p>").format(Markup("<br>\n").join(lines))


def _letters(text: str) -> str:
    """Return what of a text says something: a mark of a list or of emphasis may become a shape."""
    return "".join(char for char in text if char.isalpha())


@cache
def _parser() -> MarkdownIt:
    # Imported here: only the page in HTML needs it.
    from markdown_it import MarkdownIt

    options = {"html": False, "linkify": False, "breaks": True, "maxNesting": _DEEPEST}
    return MarkdownIt("zero", options).enable(list(_RULES))
