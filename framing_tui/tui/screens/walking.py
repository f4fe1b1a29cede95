"""Walking from field to field with the arrows, Enter and Tab.

Why priority bindings: over a slow link keys arrive in bursts. A key that moves the focus must do so
before the next key is handed out, or that one lands in the field that was just left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.screen import Screen

from framing_tui.tui.fields.choice import Options
from framing_tui.tui.fields.entry import Entry
from framing_tui.tui.fields.long import LongEntry
from framing_tui.tui.fields.rows import RowList
from framing_tui.tui.widgets.more import More

if TYPE_CHECKING:
    _Screen = Screen[None]
else:
    # A second screen among the bases would hide the styles of the first.
    _Screen = object


class Walking(_Screen):
    """What screens with fields share: the keys that move the focus."""

    WALKING: ClassVar[list[BindingType]] = [
        Binding("tab", "walk(1)", show=False, priority=True),
        Binding("shift+tab", "walk(-1)", show=False, priority=True),
        Binding("down", "arrow(1)", show=False, priority=True),
        Binding("up", "arrow(-1)", show=False, priority=True),
        Binding("enter", "enter", show=False, priority=True),
    ]

    def action_walk(self, step: int) -> None:
        """Go to the next field, or the one before."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_arrow(self, step: int) -> None:
        """Go to the next field where the arrow has nothing to do inside this one."""
        focused = self.focused
        if isinstance(focused, LongEntry):
            at_edge = focused.cursor_at_last_line if step > 0 else focused.cursor_at_first_line
            if not at_edge:
                raise SkipAction
        elif isinstance(focused, RowList):
            if focused.can_move(step):
                raise SkipAction
        elif not isinstance(focused, (Entry, Options, More)):
            raise SkipAction
        self.action_walk(step)

    def action_enter(self) -> None:
        """Go on from a typed line; elsewhere Enter belongs to the field."""
        if not isinstance(self.focused, Entry):
            raise SkipAction
        self.focus_next()
