"""What the main screen does differently from the toolkit, in one place.

Every name of the toolkit that is not public is used here and in `driver.py`, and nowhere else in
this folder. What each of them buys is in docs/decisions.md; `tests/pilot/test_toolkit.py` tells
when one of them has changed.
"""

from __future__ import annotations

import os
from typing import ClassVar

# Read when the toolkit is imported: a key is then painted within 8 ms, not within 16.
os.environ.setdefault("TEXTUAL_FPS", "120")

from textual import events, messages
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from framing_tui.drawing.colours import Colours
from framing_tui.tui.blocks import Spot
from framing_tui.tui.inks import pen


class Drawn(Widget):
    """A widget that is a list of rows; after a change only rows that differ are painted again.

    Why: nothing in it is mounted, styled or laid out, which is what a form of widgets spends its
    time on.
    """

    can_focus = False

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._rows: list[Strip] | None = None
        self.spots: list[Spot] = []

    def draw(self, width: int, height: int) -> list[Strip]:
        """Return the rows; what answers to a click goes into `spots`."""
        raise NotImplementedError

    @property
    def colours(self) -> Colours:
        """The colours of the theme."""
        return self.app.colours  # type: ignore[attr-defined, no-any-return]

    @property
    def is_placed(self) -> bool:
        """Whether it has a place on the screen."""
        return self.id in self.screen.places.put  # type: ignore[attr-defined]

    def show(self) -> None:
        """Draw again, and paint the rows that differ."""
        if not self.is_placed:
            # It is drawn anew when it gets a place.
            self.forget()
            return
        before = self._rows
        self._draw()
        after = self._rows or []
        if before is None or after is before:
            return
        both = min(len(before), len(after))
        differ = [y for y in range(both) if before[y] != after[y]]
        differ += range(both, max(len(before), len(after)))
        if differ:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in differ))

    def forget(self) -> None:
        """Draw anew when it is next painted, as after a change of theme."""
        self._rows = None
        if self.is_placed:
            self.refresh()
        else:
            self._styles_cache.clear()

    def _draw(self) -> None:
        self.spots = []
        self._rows = self.draw(*self.size)

    def render_line(self, y: int) -> Strip:
        """Return one row, drawn when it is first painted."""
        if self._rows is None:
            self._draw()
        rows = self._rows or []
        if y < len(rows):
            return rows[y]
        return Strip.blank(self.size.width, pen(self.colours, "plain", "screen"))

    def notify_style_update(self) -> None:
        """Do nothing: styles say nothing here, and a change of focus must not repaint it."""

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        if size != self._size:
            # The first paint is then already the whole picture.
            self._rows = None
        # Whoever gave it the size paints it: asking for that once more would be a second paint.
        return super()._size_updated(size, virtual_size, container_size, layout=False)

    def on_click(self, event: events.Click) -> None:
        """Call what stands where the click fell; what was drawn last lies on top."""
        for spot in reversed(self.spots):
            if spot.row == event.y and spot.start <= event.x < spot.end:
                event.stop()
                spot.act()
                return


class Places(Layout):
    """Puts the parts of a screen in place from the size of the window alone.

    Why no style sheet: the first layout is already the right one, and asks no widget for its size.
    Why places are kept until a layout is due: the toolkit asks for them whenever it looks for what
    it does not show, and what had moved meanwhile would never be painted, as nothing seems to move.
    """

    name = "places"

    def __init__(self) -> None:
        self.is_stale = self.is_due = False
        self.put: dict[str, Region] = {}
        self._orders: dict[str, int] = {}

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Return where each child stands; a child without a place is not shown."""
        if not children:
            return []
        if self.is_due or not self.put:
            self.put, self._orders = parent.places_for(size)  # type: ignore[attr-defined]
        return [
            WidgetPlacement(
                self.put[child.id],
                NULL_OFFSET,
                NULL_SPACING,
                child,
                order=self._orders.get(child.id, 0),
            )
            for child in children
            if child.id in self.put
        ]


class OnePaint(Screen[None]):
    """A screen that is painted once at its start, and laid out only where it asks for that.

    `places_for` tells where each of its parts stands, and which of them lie above or below others.
    """

    AUTO_FOCUS: ClassVar[str | None] = ""
    # Rows show no selection, and each click would begin one and paint the whole screen for it.
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self.places = Places()
        self._was_sized = False

    @property
    def layout(self) -> Layout:
        """The places; the style sheet knows only layouts of the toolkit's own."""
        return self.places

    def places_for(self, size: Size) -> tuple[dict[str, Region], dict[str, int]]:
        """Return the region of each part by its id, and the order of those that overlap."""
        raise NotImplementedError

    def take_focus(self, widget: Widget) -> None:
        """Put the focus on a widget without painting the whole screen, which nothing shows."""
        self.set_reactive(Screen.focused, widget)
        widget.post_message(events.Focus())

    def paint_together(self) -> None:
        """Have all that has changed painted in one frame.

        Why: each part tells of its change by a message of its own, and a frame that comes in
        between shows a letter without what it did.
        """
        for part in self.children:
            if part._repaint_required:
                part._repaint_required = False
                if part.id in self.places.put:
                    self._dirty_widgets.add(part)
        self.check_idle()

    def lay_out_again(self, child: Widget) -> None:
        """Have the places asked for anew; `child` is one of the parts."""
        self.places.is_stale = True
        # On the child: the screen alone would answer from what it remembers.
        child.refresh(repaint=False, layout=True)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """At the start neither style nor paint twice: the size report that follows does it."""
        if not self.stack_updates:
            event.prevent_default()
            self.stack_updates = 1

    async def _on_resize(self, event: events.Resize) -> None:
        await super()._on_resize(event)
        event.prevent_default()
        if not self._was_sized:
            self._was_sized = True
            # What mounting has asked for has just been painted.
            self._layout_required = self._repaint_required = False

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Take up new places: only here."""
        self._clear_arrangement_cache()
        self.places.is_due = True
        try:
            super()._refresh_layout(size, scroll)
        finally:
            self.places.is_due = False

    async def _on_layout(self, message: messages.Layout) -> None:
        """Pass over the parts that ask for a layout: none of them decides where it stands."""
        asks = message.widget
        if self.places.is_stale:
            self.places.is_stale = False
        elif asks.parent is self and isinstance(asks, Widget):
            known = asks.id in self.places.put
            if known or not (asks.children or asks.size):
                message.stop()
                message.prevent_default()
