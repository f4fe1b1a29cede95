"""The app: a hallway between the session and the screens."""

from __future__ import annotations

import os
import shlex
import sys
import traceback
from collections.abc import Iterable
from functools import partial
from typing import ClassVar, cast

from rich.console import RenderableType
from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from framing_tui.content import example_names
from framing_tui.model.catalogue import QUESTIONS, SECTION_OF, SECTIONS
from framing_tui.model.clean import clean
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.session import Session
from framing_tui.storage.state import SaveState
from framing_tui.tui.arrival import stand_guard
from framing_tui.tui.departure import Departure
from framing_tui.tui.screens.interview import Interview
from framing_tui.tui.screens.over import Palette
from framing_tui.tui.settling import settled
from framing_tui.tui.themes import THEMES, set_up

SWITCH_SECONDS = 0.0005


class FramingApp(App[None]):
    """One framing, open on a terminal."""

    TITLE = "framing-tui"
    CSS_PATH = ["app.tcss", "fields/fields.tcss", "screens/screens.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "leave", priority=True),
    ]
    ESCAPE_TO_MINIMIZE = False

    def __init__(self, session: Session, at: str | None = None) -> None:
        super().__init__()
        # Before the style sheets are read: a theme that changes afterwards has them read again.
        set_up(self)
        self.session = session
        self._interview = Interview(session, at)
        session.autosave.on_state = self._save_state_changed
        if os.environ.get("SSH_CONNECTION"):
            self.animation_level = "none"

    def on_mount(self) -> None:
        self.push_screen(self._interview)

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
            self._interview.call_later(self._interview.show_save_state)

    async def action_quit(self) -> None:
        """Save and leave; where the answers cannot be saved, say so and ask."""
        if self._exit or self._return_code:
            # It is being left already, by this key or by an error whose exit code must stay.
            return
        await settled(self.screen.focused)
        self._interview.keep_drafts()
        self.session.judge()
        if self.session.read_only or self.session.autosave.flush(3.0):
            self.exit()
            return
        self._interview.offer_before_leaving()

    async def action_command_palette(self) -> None:  # type: ignore[override]
        """Everything by name."""
        if not Palette.is_open(cast("App[object]", self)):
            await self.push_screen(Palette(id="--command-palette"))

    def _take_theme(self, theme: str) -> None:
        self.theme = theme

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything by name: actions, themes, examples, rules, sections and questions."""
        interview = self._interview
        for binding in Interview.BINDINGS:
            if isinstance(binding, Binding) and binding.description:
                run = partial(interview.run_action, binding.action)
                yield SystemCommand(binding.description, f"key {binding.key}", run)
        yield SystemCommand(
            "export the page", "write the kickoff spec as Markdown", interview.export_page
        )
        for word, theme in THEMES.items():
            yield SystemCommand(f"theme: {word}", "how it looks", partial(self._take_theme, theme))
        for example in example_names():
            run = partial(interview.look_at, example)
            yield SystemCommand(f"example: {example}", "look at a filled example", run)
        for code, rule in BY_CODE.items():
            run = partial(interview.explain_rule, code)
            yield SystemCommand(f"{code} {rule.name}", rule.docs.says, run)
        for section in SECTIONS:
            run = partial(interview.open_section, section.id)
            # As wide as the last number, since the palette sorts as text.
            yield SystemCommand(f"{section.number:>2} {section.title}", section.intro, run)
        for question in QUESTIONS.values():
            if question.internal:
                continue
            where = SECTION_OF[question.id].title
            run = partial(interview.go_to_question, question.id)
            yield SystemCommand(f"{question.asks}", f"{question.id} · {where}", run)


def run(session: Session, at: str | None = None) -> int:
    """Run the app until it is left; return the exit code.

    Why the save after the run: the screen may have gone down in a crash, and what was answered
    must be on disk all the same.
    """
    stand_guard()
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
