"""The doors of a first run: how to begin, where nothing is answered yet."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from framing_tui.tui.hanging import Hanging
from framing_tui.tui.texts import joined


class ExampleWanted(Message):
    """Somebody wants to look at a filled example."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class Door(Static, can_focus=True):
    """One example to look at; Enter opens its page over the form, and changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right", "look", "look", show=False),
    ]

    def __init__(self, example: str) -> None:
        words = f"look at an example: {example.replace('-', ' ')}"
        super().__init__(joined(("▸ ", "$accent"), words), classes="more door")
        self.example = example

    def action_look(self) -> None:
        self.post_message(ExampleWanted(self.example))

    def on_click(self, event: events.Click) -> None:
        self.action_look()


def doors_head() -> Static:
    """Return the line that names the three ways."""
    words = "Begin blank (Ctrl+N), begin from a starter, or look at an example first."
    return Static(Hanging(joined((words, "")), 0), classes="group-head doors")
