"""Walking from field to field with the arrows, Enter and Tab.

Why priority bindings: over a slow link keys arrive in bursts. A key that moves the focus must do so
before the next key is handed out, or that one lands in the field that was just left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from framing_tui.tui.fields.choice import Options
from framing_tui.tui.fields.entry import Entry
from framing_tui.tui.fields.long import LongEntry
from framing_tui.tui.fields.rows import RowList
from framing_tui.tui.widgets.doors import Door
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

    @property
    def walked(self) -> Widget:
        """What is walked through: keys that move the focus stay inside of it."""
        return self

    def action_walk(self, step: int) -> None:
        """Go to the next field, or the one before; from elsewhere, back to the fields."""
        chain = [w for w in self.focus_chain if w is not self and self.walked in w.ancestors]
        if not chain:
            return
        at = chain.index(self.focused) if self.focused in chain else (-1 if step > 0 else 0)
        self.set_focus(chain[(at + step) % len(chain)])

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
        elif not isinstance(focused, (Entry, Options, More, Door)):
            raise SkipAction
        self.action_walk(step)

    @property
    def is_passed_by_enter(self) -> bool:
        """Whether Enter goes on from what has the focus: a line or a choice.

        Why an option is taken only where the cursor was moved to it: whoever goes through the form
        with Enter must not answer what they pass.
        """
        focused = self.focused
        if isinstance(focused, Options):
            return not focused.was_moved
        return isinstance(focused, Entry)

    async def action_enter(self) -> None:
        """Go on from a line or a choice; elsewhere Enter belongs to the field."""
        if not self.is_passed_by_enter:
            raise SkipAction
        self.action_walk(1)
