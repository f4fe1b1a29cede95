"""The app: what stands between the terminal, the session and the screens."""

from __future__ import annotations

import gc
import os
import shlex
import sys
from collections.abc import Mapping
from typing import ClassVar

# First: it sets how often the toolkit paints, which is read when that is imported.
import framing_tui.tui.toolkit  # noqa: F401  isort: skip
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen

from framing_tui.interview.sizes import is_too_small
from framing_tui.keys import BY_ID
from framing_tui.model.clean import clean
from framing_tui.session import Session
from framing_tui.storage.state import SaveState
from framing_tui.terminal.signals import SignalWatch
from framing_tui.tui.main_screen import MainScreen
from framing_tui.tui.pending_input import input_drained
from framing_tui.tui.terminal_app import TerminalApp
from framing_tui.tui.themes import set_up

SWITCH_SECONDS = 0.0005
# Keys that are taken though nothing can be seen: they show nothing that one would have to read.
_TAKEN_UNSEEN = ("save", "leave", "redraw")


class FramingApp(TerminalApp[None]):
    """One framing, open on a terminal."""

    TITLE = "framing-tui"
    CSS_PATH = ["app.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        # For dialogs: the main screen takes its keys itself. Ids are those of the commands.
        Binding(BY_ID["leave"].keys, "quit", "leave", priority=True, id="leave"),
        Binding(BY_ID["redraw"].keys, "redraw", "draw anew", priority=True, id="redraw"),
    ]

    def __init__(
        self, session: Session, at: str | None = None, keys: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        # Before the style sheets are read: a theme that changes afterwards has them read again.
        set_up(self)
        self.session = session
        self.main = MainScreen(session, at, keys)
        self._told_size: tuple[Size, Size | None] | None = None
        self._sizes_told = 0
        if self.main.keymap.changed:
            self.set_keymap(self.main.keymap.changed)
        session.autosave.on_state = self._save_state_changed
        if os.environ.get("SSH_CONNECTION"):
            self.animation_level = "none"

    def get_default_screen(self) -> Screen[object]:
        """Return the main screen itself: one that is pushed over another is painted twice."""
        return self.main  # type: ignore[return-value]

    async def on_mount(self) -> None:
        """Offer what an earlier session could not save, once there is a screen."""
        self.call_after_refresh(self.main.offer_copies)

    async def on_event(self, event: events.Event) -> None:
        """Hand keys and pastes to the main screen in the order in which they come.

        Why not through the widget that has the focus: it has a queue of its own, so a key that
        opens a dialog would be overtaken by the letters behind it.
        """
        if self._is_unseen(event):
            return
        if isinstance(event, events.Resize):
            await self._take_size(event)
            return
        if self.screen_stack and self.screen is self.main and self.main.is_mounted:
            if isinstance(event, events.Key) and not event.is_forwarded:
                await self.main.take_key(event)
                return
            if isinstance(event, events.Paste) and not event.is_forwarded:
                self.main.take_paste(event.text)
                return
        elif isinstance(event, events.Key) and self.screen_stack and not event.is_forwarded:
            # The palette leads anywhere, and what follows is meant for that place.
            take_key = getattr(self.screen, "take_key", None)
            if take_key is not None and await take_key(event):
                return
        await super().on_event(event)

    def _is_unseen(self, event: events.Event) -> bool:
        """Tell whether a key or click comes to a window that shows nothing it could act on."""
        if not isinstance(event, (events.InputEvent, events.Paste)):
            return False
        if isinstance(event, events.Key) and self.main.keymap.command(event.key) in _TAKEN_UNSEEN:
            return False
        return is_too_small(*self.size)

    async def _take_size(self, event: events.Resize) -> None:
        """Take the size of the window, and draw everything anew but where nothing can have changed.

        Why also where it is the same as before: of several sizes in a row the toolkit takes the
        last, and a window that has been smaller for a moment has lost what stood there.
        """
        before, told = self._told_size, (event.size, event.pixel_size)
        self._told_size, self._sizes_told = told, self._sizes_told + 1
        # Before the first paint it is told twice, by the toolkit and by its driver; and some
        # terminals tell it once more, in pixels, too.
        is_first = before is None or (
            before[0] == told[0] and (self._sizes_told == 2 or before[1] != told[1])
        )
        if not is_first:
            self.forget_terminal()
        await super().on_event(event)
        if not is_first and self.main.is_mounted:
            self.action_redraw()

    def take_theme(self, theme: str) -> None:
        """Take another theme, and draw everything in it."""
        self.theme = theme
        self.main.redraw_all()

    def _save_state_changed(self, state: SaveState) -> None:
        """Called on the saving thread, and on this one when an answer is submitted."""
        if self._running:
            self.main.call_later(self.main.take_in_saved)

    async def action_quit(self) -> None:
        """Save and leave: say what the meeting did, or what can be done where it is not saved."""
        if self._exit or self._return_code:
            # It is being left already, by this key or by an error whose exit code must stay.
            return
        await input_drained(self.screen.focused if self.screen is not self.main else None)
        main = self.main
        main.open_form.keep_drafts()
        self.session.judge()
        if not self.session.read_only and not self.session.autosave.flush(3.0):
            await main.file.offer_before_leaving()
            return
        # Imported here, as is the palette below: the first screen needs neither.
        from framing_tui.tui.dialogs.leaving import LeavingDialog

        is_leaving = isinstance(self.screen, LeavingDialog)
        has_changed = self.session.framing != main.open_form.opened.framing
        if is_leaving or not has_changed or is_too_small(*self.size):
            self.exit()
            return

        def answered(given: str | None) -> None:
            if given is not None:
                self.exit()

        await self.push_screen(
            LeavingDialog(self.session, main.open_form.opened, main.key_of), answered
        )

    def action_redraw(self) -> None:
        """Draw everything anew, dialogs included."""
        self.main.redraw_all()
        self.screen.refresh()

    async def action_command_palette(self) -> None:  # type: ignore[override]
        """Everything by name."""
        from framing_tui.tui.palette import ByName, Palette

        if not Palette.is_open(self):  # type: ignore[arg-type]
            await self.push_screen(Palette(providers=[ByName], id="--command-palette"))


def run(session: Session, at: str | None = None, keys: Mapping[str, str] | None = None) -> int:
    """Run the app until it is left; return the exit code.

    Why the save after the run: the screen may have gone down in a crash, and what was answered
    must be on disk all the same.
    """
    # The threads that read keys, write the screen and save share one interpreter: with the usual
    # five milliseconds a letter waits for a save.
    sys.setswitchinterval(SWITCH_SECONDS)
    # What was imported stays: to look it through for garbage takes 20 ms in the middle of a word.
    gc.freeze()
    app = FramingApp(session, at, keys)
    session.autosave.watch()
    signals = SignalWatch(
        lambda seconds: session.read_only or session.autosave.flush(seconds), app.go_round
    )
    signals.watch()
    try:
        app.run()
    finally:
        signals.over()
        saved = session.read_only or session.close()
    if app.return_code:
        where = f"; your answers are saved in {clean(str(session.path))}" if saved else ""
        print(f"framing-tui: stopped by an error of its own{where}", file=sys.stderr)
    elif saved and not session.read_only and session.path.exists():
        # The screen is gone from here on: say where it all is, and how to get the page from it.
        where = shlex.quote(clean(str(session.path)))
        print(f"saved in {where}; the page: framing-tui export {where}")
    if not saved:
        print(f"framing-tui: {clean(session.autosave.state.last_words)}", file=sys.stderr)
        return 1
    return app.return_code or 0
