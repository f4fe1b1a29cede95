"""Small screens over the interview: a question back, and a page to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from framing_tui.model.clean import clean
from framing_tui.tui.screens.over import Over
from framing_tui.tui.settling import settled
from framing_tui.tui.texts import joined, plain


class Ask(Over[tuple[str, ...] | None]):
    """A few lines to fill in; None where it was left without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "leave", "leave"),
        Binding("ctrl+s", "done", "done", priority=True),
        Binding("enter", "enter", show=False, priority=True),
        Binding("down,tab", "app.focus_next", show=False, priority=True),
        Binding("up,shift+tab", "app.focus_previous", show=False, priority=True),
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

    async def action_enter(self) -> None:
        """Go to the next line, or be done after the last."""
        entries = list(self.query(Input))
        if self.focused is entries[-1]:
            await self.action_done()
        else:
            self.focus_next()

    async def action_done(self) -> None:
        """Give back what was typed, the last key included."""
        await settled(self.focused)
        self.dismiss(tuple(clean(entry.value).strip() for entry in self.query(Input)))

    def action_leave(self) -> None:
        self.dismiss(None)


class Reading(Over[None]):
    """Something to read, scrolled with the arrows, left by any of the usual keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1,f5,f9,ctrl+c", "leave", "back"),
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
