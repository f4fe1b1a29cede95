"""Small screens over the interview: a question back, and a page to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import isawaitable
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from framing_tui.drawing.parts import InkedRows
from framing_tui.keys import BY_ID
from framing_tui.tui.dialogs.lines import Lines
from framing_tui.tui.dialogs.modal import Modal
from framing_tui.tui.dialogs.typed_line import TypedLine
from framing_tui.tui.pending_input import input_drained


class AskDialog(Modal[tuple[str, ...] | None]):
    """A few lines to fill in; None where it was left without an answer.

    `check` takes what was typed and returns a complaint, or nothing; as long as it complains the
    lines stay open with all that is in them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "leave", "leave"),
        Binding(BY_ID["save"].keys, "done", "done", priority=True, id="save"),
        Binding("enter", "enter", show=False, priority=True),
        Binding("down,tab", "app.focus_next", show=False, priority=True),
        Binding("up,shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        lines: Sequence[tuple[str, str]],
        check: Callable[[tuple[str, ...]], str] = lambda _given: "",
    ) -> None:
        super().__init__()
        self._heading = title
        self._labels = [label for label, _ in lines]
        self._entries = [TypedLine(value) for _, value in lines]
        self._check = check
        self._complaint = Lines(())

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog ask"):
            yield Lines(((self._heading, "plain!"),))
            for label, entry in zip(self._labels, self._entries, strict=True):
                yield Lines(((label, "quiet"),), classes="dialog-label")
                yield entry
            yield self._complaint
            yield Lines((("Enter: next, then done · Esc or Ctrl+C: leave it", "quiet"),))
            for sign in {entry.line_break for entry in self._entries} - {"\n"}:
                yield Lines(((f"{sign} is a line break", "quiet"),))

    def on_mount(self) -> None:
        # At once, so that what is typed right behind the key that asked goes in here.
        self.set_focus(self._entries[0])

    async def action_enter(self) -> None:
        """Go to the next line, or be done after the last."""
        if self.focused is self._entries[-1]:
            await self.action_done()
        else:
            self.focus_next()

    async def action_done(self) -> None:
        """Give back what was typed, the last key included."""
        await input_drained(self.focused)
        given = tuple(entry.text for entry in self._entries)
        complaint = self._check(given)
        if complaint:
            self._complaint.say(complaint, "amber")
            return
        self.dismiss(given)

    def action_leave(self) -> None:
        self.dismiss(None)

    def on_typed_line_remark(self, message: TypedLine.Remark) -> None:
        """Say what became of a paste, where complaints stand, too."""
        self._complaint.say(message.words, "quiet")


async def ask_file(
    app: App[None],
    title: str,
    line: tuple[str, str],
    complaint: Callable[[Path], str],
    then: Callable[[Path], object],
) -> None:
    """Ask for a file, and go on with it once `complaint` has none; `line` is label and value."""

    def check(given: tuple[str, ...]) -> str:
        if not given[0]:
            return "a file is needed"
        try:
            return complaint(Path(given[0]).expanduser())
        except (OSError, RuntimeError, ValueError) as error:
            # A name too long, a home of nobody, a character that no name may hold.
            return str(getattr(error, "strerror", None) or error)

    async def answered(given: tuple[str, ...] | None) -> None:
        done = None if given is None else then(Path(given[0]).expanduser())
        if isawaitable(done):
            await done

    await app.push_screen(AskDialog(title, [line], check), answered)


class ReadingDialog(Modal[None]):
    """Something to read, scrolled with the arrows, left by any of the usual keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,ctrl+c", "leave", "back"),
        # The key that has opened it closes it, whatever a team has made of that.
        *(
            Binding(BY_ID[name].keys, "leave", "back", id=name)
            for name in ("help", "page", "flips")
        ),
    ]

    def __init__(self, rows: InkedRows, title: str, also: str = "") -> None:
        super().__init__()
        self._rows = rows
        self._head = (title, "key!"), (f"   {also}Enter or q: back", "quiet")

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog reading"):
            yield Lines(self._head, classes="at-top")
            with VerticalScroll(id="reading"):
                yield Lines(*self._rows, hangs=True)

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#reading"))

    def action_leave(self) -> None:
        self.dismiss(None)
