"""The line behind which the optional questions of a table wait."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from framing_tui.model.question import Table
from framing_tui.tui.texts import joined


class MoreToggled(Message):
    """Somebody opened or closed the optional questions of a table."""

    def __init__(self, table: type[Table]) -> None:
        super().__init__()
        self.table = table


class More(Static, can_focus=True):
    """How many optional questions wait; Enter shows them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right", "open_or_close", "more", show=False),
    ]

    def __init__(self, table: type[Table]) -> None:
        super().__init__(classes="more")
        self.table = table
        self._words = ""

    def say(self, hidden: int, is_open: bool) -> None:
        """Show how many questions wait."""
        words = "fewer questions" if is_open else f"{hidden} more, optional"
        if words == self._words:
            # An update lays out the whole screen.
            return
        self._words = words
        self.update(
            joined((f"{'▾' if is_open else '▸'} ", "$accent"), (words, "$foreground-muted"))
        )

    def action_open_or_close(self) -> None:
        self.post_message(MoreToggled(self.table))

    def on_click(self, event: events.Click) -> None:
        self.action_open_or_close()
