"""Small screens over the interview on which one of a few things is chosen by its letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from framing_tui.tui.dialogs.lines import Lines
from framing_tui.tui.dialogs.modal import Modal


@dataclass(frozen=True)
class Pick:
    """One thing that can be chosen: its letter, and what it does."""

    key: str
    words: str


class ChoiceDialog(Modal[str | None]):
    """Something to look at and a few letters to go on with; None where it is left for later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "leave", "later"),
    ]

    def __init__(
        self, heading: str, looking: Widget, picks: Sequence[Pick], *, later: str = "later"
    ) -> None:
        super().__init__()
        self._heading = heading
        self._looking = looking
        self._picks = picks
        self._later = later

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog choosing"):
            yield Lines(((self._heading, "key!"),), classes="at-top")
            with VerticalScroll(id="looking"):
                yield self._looking
            picks = [((f"{pick.key}  ", "key!"), (pick.words, "plain")) for pick in self._picks]
            later = ((f"Esc or Ctrl+C: {self._later}", "quiet"),)
            yield Lines(*picks, later, classes="at-bottom")

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#looking"))

    def on_key(self, event: events.Key) -> None:
        for pick in self._picks:
            if pick.key in (event.character, event.key):
                event.stop()
                self.dismiss(pick.key)
                return

    def action_leave(self) -> None:
        self.dismiss(None)


def side_by_side(sides: Sequence[tuple[str, str]]) -> Widget:
    """Return two texts beside each other, each under its name."""
    columns = [
        Lines(((name, "quiet"),), ((text, "plain"),), classes="side-by-side")
        for name, text in sides
    ]
    return Horizontal(*columns)
