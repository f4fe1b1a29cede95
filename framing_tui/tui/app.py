"""The app: a hallway between the session and the screens."""

from __future__ import annotations

import os
import shlex
import sys
import traceback
from collections.abc import Callable
from typing import ClassVar, cast

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.driver import Driver

from framing_tui.model.clean import clean
from framing_tui.session import Session
from framing_tui.storage.state import SaveState
from framing_tui.tui.commands import ByName
from framing_tui.tui.pending_input import settled
from framing_tui.tui.screens.interview import Interview
from framing_tui.tui.screens.over import Palette
from framing_tui.tui.signals import Departure
from framing_tui.tui.sizes import is_too_small
from framing_tui.tui.themes import set_up

if sys.platform != "win32":
    from framing_tui.tui.driver import for_terminals

SWITCH_SECONDS = 0.0005
# Saving and leaving need no eyes.
_TAKEN_UNSEEN = {"ctrl+s", "ctrl+q"}


class FramingApp(App[None]):
    """One framing, open on a terminal."""

    TITLE = "framing-tui"
    CSS_PATH = ["app.tcss", "fields/fields.tcss", "screens/screens.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "leave", priority=True),
    ]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {ByName}
    ESCAPE_TO_MINIMIZE = False

    def __init__(self, session: Session, at: str | None = None) -> None:
        super().__init__()
        # Before the style sheets are read: a theme that changes afterwards has them read again.
        set_up(self)
        self.session = session
        self.interview = Interview(session, at)
        session.autosave.on_state = self._save_state_changed
        if os.environ.get("SSH_CONNECTION"):
            self.animation_level = "none"

    def get_driver_class(self) -> type[Driver]:
        chosen = super().get_driver_class()
        return chosen if sys.platform == "win32" else for_terminals(chosen)

    async def on_event(self, event: events.Event) -> None:
        if not self._is_unseen(event):
            await super().on_event(event)

    def _is_unseen(self, event: events.Event) -> bool:
        """Tell whether a key or click comes to a window that shows nothing it could act on."""
        if not isinstance(event, (events.InputEvent, events.Paste)):
            return False
        if isinstance(event, events.Key) and event.key in _TAKEN_UNSEEN:
            return False
        return is_too_small(*self.size)

    def on_mount(self) -> None:
        self.push_screen(self.interview)

    def _fatal_error(self) -> None:
        """Leave after an error in the program itself, telling where, but nothing that was typed.

        Why not the toolkit's own report: it prints local variables, and those are answers.
        """
        self._exit_renderables.append(Text(traceback.format_exc().rstrip()))
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Leave after an error beside the loop, say in reading keys; the exit code tells of it."""
        self._return_code = 1
        super().panic(*renderables)

    def _save_state_changed(self, state: SaveState) -> None:
        """Called on the saving thread, and on this one when an answer is submitted."""
        if self._running:
            self.interview.call_later(self.interview.show_save_state)

    async def action_quit(self) -> None:
        """Save and leave; where the answers cannot be saved, say so and ask."""
        if self._exit or self._return_code:
            # It is being left already, by this key or by an error whose exit code must stay.
            return
        await settled(self.screen.focused)
        self.interview.keep_drafts()
        self.session.judge()
        if self.session.read_only or self.session.autosave.flush(3.0):
            self.exit()
            return
        self.interview.offer_before_leaving()

    async def action_command_palette(self) -> None:  # type: ignore[override]
        """Everything by name."""
        if not Palette.is_open(cast("App[object]", self)):
            await self.push_screen(Palette(id="--command-palette"))


def run(session: Session, at: str | None = None) -> int:
    """Run the app until it is left; return the exit code.

    Why the save after the run: the screen may have gone down in a crash, and what was answered
    must be on disk all the same.
    """
    # The threads that read keys, write the screen and save share one interpreter: with the usual
    # five milliseconds a letter waits for a save.
    sys.setswitchinterval(SWITCH_SECONDS)
    app = FramingApp(session, at)
    session.autosave.watch()
    departure = Departure(lambda seconds: session.read_only or session.autosave.flush(seconds))
    departure.watch()
    try:
        app.run()
    finally:
        departure.over()
        saved = session.read_only or session.close()
    if app.return_code:
        where = f"; your answers are saved in {clean(str(session.path))}" if saved else ""
        print(f"framing-tui: stopped by an error of its own{where}", file=sys.stderr)
    elif saved and not session.read_only and session.path.exists():
        # A shared screen goes dark here: say where it all is, and how to get the page from it.
        where = shlex.quote(clean(str(session.path)))
        print(f"saved in {where}; the page: framing-tui export {where}")
    if not saved:
        print(f"framing-tui: {clean(session.autosave.state.last_words)}", file=sys.stderr)
        return 1
    return app.return_code or 0
