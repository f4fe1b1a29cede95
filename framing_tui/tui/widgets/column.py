"""The column of fields: a scrolled list that keeps the focused question whole.

Why more than Textual's own scrolling to the focus: a help line comes and goes with the focus and
findings come with the answers, so a field moves after it was brought into view.
"""

from __future__ import annotations

from textual import events
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from framing_tui.tui.fields import Field


class Column(VerticalScroll, can_focus=False):
    """Fields below each other, the focused one in view with all its lines."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        # The question that was brought into view, and where it stood then.
        self._in_view: tuple[Field, Region] | None = None

    def on_mount(self) -> None:
        self.screen.screen_layout_refresh_signal.subscribe(self, self._follow_the_layout)

    def on_unmount(self) -> None:
        self.screen.screen_layout_refresh_signal.unsubscribe(self)

    @property
    def fields(self) -> list[Field]:
        """The fields that are shown, from the top."""
        return [field for field in self.query(Field) if field.display]

    @property
    def focused_field(self) -> Field | None:
        """The field that has the focus."""
        focused = self.screen.focused
        if focused is None:
            return None
        return next((w for w in focused.ancestors_with_self if isinstance(w, Field)), None)

    @property
    def has_picture_below(self) -> bool:
        """Whether something worth seeing stands below the last question."""
        return False

    def picture_below(self, field: Field) -> Widget | None:
        """The picture that stands right below a question, and shows what it says."""
        return None

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        field = self.focused_field
        if field is not None:
            self.bring_into_view(field)
        elif event.widget.parent is self:
            self._in_view = None
            self.call_after_refresh(self.scroll_to_widget, event.widget, animate=False)

    def bring_into_view(self, field: Field) -> None:
        """Scroll to a field as soon as it has its place."""
        self._in_view = None
        self.call_after_refresh(self._show_whole, field)

    def _follow_the_layout(self, _: Screen[object]) -> None:
        field = self.focused_field
        if field is not None and self._in_view != (field, self._region_of(field)):
            self._show_whole(field)

    def _region_of(self, field: Field) -> Region:
        """Return where a field stands, with the picture below it where both fit."""
        region = field.virtual_region
        picture = self.picture_below(field)
        if picture is None or not picture.virtual_region.size:
            return region
        # The blank line under the picture is the first thing to do without.
        both = region.union(picture.virtual_region.shrink(picture.styles.padding))
        return both if both.height <= self.size.height else region

    def _show_whole(self, field: Field) -> None:
        """Scroll by as little as shows a field, but beyond the first and the last one all."""
        region = self._region_of(field)
        fields = self.fields
        # Asked for a while ago; meanwhile a key may have led to another section.
        if not field.virtual_region.size or field not in fields:
            return
        self._in_view = field, region
        if field is fields[0] and region.bottom <= self.size.height:
            self.scroll_home(animate=False, immediate=True)
        else:
            is_last = self.has_picture_below and field is fields[-1]
            top = is_last or self.picture_below(field) is not None
            if region != field.virtual_region:
                self.scroll_to_region(region, animate=False, immediate=True)
            else:
                self.scroll_to_widget(field, animate=False, top=top, immediate=True)
