"""A picture in the form, drawn from the session as wide as it stands, and only when it changed.

Why a function that draws and one widget for all of them: what is drawn can then be tested without
a screen, and comparing before repainting is written once.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from framing_tui.assessment import Assessment
from framing_tui.model.framing import Framing

# Draws a framing with its assessment in a number of columns; nothing where there is nothing to see.
Draw = Callable[[Framing, Assessment, int], Content]

# Before the layout has said how wide it is: whether a picture is blank does not hang on that.
_ANY_WIDTH = 75


class Picture(Widget):
    """What a function draws, as wide as the form."""

    def __init__(self, draw: Draw) -> None:
        super().__init__(classes="picture")
        self._draw = draw
        self._shown: tuple[Framing, Assessment] | None = None
        self._by_width: dict[int, Content] = {}
        self._width = _ANY_WIDTH

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to see."""
        return not self._at(self._width).plain

    def show(self, framing: Framing, assessment: Assessment) -> None:
        """Draw a framing, if it does not look the same already."""
        before = self._at(self._width)
        self._shown = (framing, assessment)
        self._by_width = {}
        drawn = self._at(self._width)
        if not drawn.is_same(before):
            self.refresh(layout=self._height(drawn) != self._height(before))

    def render(self) -> Content:
        """Return the picture as wide as it stands there."""
        self._width = self.size.width or self._width
        return self._at(self._width)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the room that there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that it takes at a width."""
        return self._at(width).get_height({}, width) if width else 0

    def _height(self, drawn: Content) -> int:
        return drawn.get_height({}, self._width)

    def _at(self, width: int) -> Content:
        if self._shown is None:
            return Content("")
        if width not in self._by_width:
            self._by_width[width] = self._draw(*self._shown, width)
        return self._by_width[width]
