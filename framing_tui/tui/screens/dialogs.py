"""Small screens over the interview: a question back, and a page to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from framing_tui.model.clean import clean
from framing_tui.tui.texts import joined, plain


class Ask(ModalScreen[tuple[str, ...] | None]):
    """A few lines to fill in; None where it was left without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "leave", "leave"),
        Binding("ctrl+s", "done", "done"),
    ]

    def __init__(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._heading = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog ask"):
            yield Static(plain(self._heading, "bold"))
            for label, value in self._lines:
                yield Static(plain(label, "$foreground-muted"), classes="dialog-label")
                entry = Input(value, compact=True, select_on_focus=False)
                entry.cursor_blink = False
                yield entry
            yield Static(plain("Enter: next, then done · Ctrl+C: leave it", "$foreground-muted"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        entries = list(self.query(Input))
        at = entries.index(event.input)
        if at + 1 < len(entries):
            entries[at + 1].focus()
        else:
            self.action_done()

    def action_done(self) -> None:
        self.dismiss(tuple(clean(entry.value).strip() for entry in self.query(Input)))

    def action_leave(self) -> None:
        self.dismiss(None)


class Reading(ModalScreen[None]):
    """Something to read, scrolled with the arrows, left by any of the usual keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1,f5,ctrl+c", "leave", "back"),
    ]

    def __init__(self, content: Content, title: str) -> None:
        super().__init__()
        self._content = content
        self._heading = title

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog reading"):
            yield Static(
                joined(
                    (self._heading, "bold $accent"), ("   Enter or q: back", "$foreground-muted")
                )
            )
            with VerticalScroll(id="reading"):
                yield Static(self._content)

    def on_mount(self) -> None:
        self.query_one("#reading").focus()

    def action_leave(self) -> None:
        self.dismiss(None)
