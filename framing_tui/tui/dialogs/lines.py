"""Text in dialogs: rows as the toolkit's widgets show them, in the inks of the main screen."""

from __future__ import annotations

from functools import lru_cache

from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from framing_tui.drawing.colours import Colours
from framing_tui.drawing.parts import InkedLine, InkedRows, wrapped_rows
from framing_tui.tui.inks import pen


class Lines(Widget):
    """Rows of text, wrapped for the width that there is; with `hangs`, indented under their mark.

    Text is only ever text here: none of it is read as markup, and control codes are made visible.
    """

    def __init__(self, *rows: InkedLine, hangs: bool = False, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._rows: InkedRows = rows
        self._hangs = hangs

    def say(self, words: str, ink: str) -> None:
        """Say something else, on a line of its own."""
        self._rows = (((words, ink),),)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the rows take in a width."""
        return len(wrapped_rows(self._rows, width, hangs=self._hangs)) if width else 0

    def render(self) -> Content:
        """Return the rows for the width that there is."""
        colours = self.app.colours  # type: ignore[attr-defined]
        rows = wrapped_rows(self._rows, self.size.width, hangs=self._hangs)
        lines = [[(text, _style(colours, ink)) for text, ink in parts] for parts in rows]
        return Content("\n").join([Content.assemble(*parts) for parts in lines])


@lru_cache(256)
def _style(colours: Colours, ink: str) -> Style:
    return Style.from_rich_style(pen(colours, ink, "panel"))
