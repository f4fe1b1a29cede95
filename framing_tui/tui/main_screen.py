"""The main screen: one question open, the rest read, the five cells over all of it.

State flows one way: a card says what was answered, the session judges, and everything is drawn from
the session. Keys are taken one after the other as they come from the terminal, so that none of them
overtakes another, whatever it opens.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region, Size

from framing_tui.interview import course
from framing_tui.interview.keymap import Keymap
from framing_tui.interview.sizes import TALL, WIDE, is_too_small, places_in
from framing_tui.rules.finding import Finding
from framing_tui.session import Session
from framing_tui.tui.editor import Editor
from framing_tui.tui.open_form import OpenForm
from framing_tui.tui.parts.findings import FindingsList
from framing_tui.tui.parts.panels import Panel, Panels
from framing_tui.tui.toolkit import OnePaint

if TYPE_CHECKING:
    from framing_tui.tui.app import FramingApp
    from framing_tui.tui.dialogs.about_file import AboutFile
    from framing_tui.tui.dialogs.about_import import AboutImport
    from framing_tui.tui.dialogs.about_page import AboutPage
    from framing_tui.tui.dialogs.about_question import AboutQuestion

# So long a digit behind Esc stands for a function key.
ESCAPE_SECONDS = 1.0


class MainScreen(OnePaint):
    """Keys in, rows out; what is open and what was said is kept in the open form."""

    def __init__(
        self, session: Session, at: str | None = None, keys: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.session = session
        self.editor = Editor("editor")
        self.open_form = OpenForm(session, self.editor, self)
        self.findings = FindingsList(lambda: session.assessment.findings, self.go_to_finding)
        self.keymap = Keymap(keys)
        self.is_room = False
        self._at = at
        self._escaped_at = 0.0
        self.waits_for_digit = False
        self._is_taking_key = self._is_drawing_due = False
        self._panels = Panels(self)
        self._field: Region | None = None
        self._commands: dict[str, Callable[[], object]] = {
            "help": lambda: self.about.help(),
            "findings": self.toggle_findings,
            "find_out": lambda: self.about.find_out(),
            "note": lambda: self.about.note(),
            "page": lambda: self.page.show(),
            "park": lambda: self.about.park(),
            "not_applicable": lambda: self.about.not_applicable(),
            "basis": lambda: self.about.basis(),
            "next_red": self.open_form.go_to_red,
            "flips": lambda: self.about.flips(),
            "next_open": self.open_form.go_to_open,
            "next_section": lambda: self.open_form.go_beside(1),
            "previous_section": lambda: self.open_form.go_beside(-1),
            "go_to": self._ask_for_digit,
            "room": self._toggle_room,
            "palette": lambda: self.app.action_command_palette(),
            "take_offer": self._take_offer,
            "edit": lambda: self.about.edit(),
            "undo": lambda: self.open_form.undo("undone"),
            "redo": lambda: self.open_form.undo("redone"),
            "save": self._save,
            "settle": lambda: self.file.settle(),
            "redraw": self.redraw_all,
            "leave": lambda: self.app.action_quit(),
        }

    @property
    def app(self) -> FramingApp:  # type: ignore[override]
        """The app, which knows the colours."""
        return cast("FramingApp", super().app)

    # Dialogs are imported when they are first wanted: the first screen needs none of them.

    @cached_property
    def file(self) -> AboutFile:
        """The dialogs about the file."""
        from framing_tui.tui.dialogs.about_file import AboutFile

        return AboutFile(self)

    @cached_property
    def page(self) -> AboutPage:
        """The dialogs about the page."""
        from framing_tui.tui.dialogs.about_page import AboutPage

        return AboutPage(self)

    @cached_property
    def about_import(self) -> AboutImport:
        """The dialogs about a page that is brought in."""
        from framing_tui.tui.dialogs.about_import import AboutImport

        return AboutImport(self)

    @cached_property
    def about(self) -> AboutQuestion:
        """The dialogs about the open question, and about findings."""
        from framing_tui.tui.dialogs.about_question import AboutQuestion

        return AboutQuestion(self)

    def compose(self) -> ComposeResult:
        yield from self._panels.all()
        self.editor.on_new_size = self._take_new_rows
        yield self.editor

    def on_mount(self) -> None:
        self.take_focus(self.editor)
        self.open_form.begin(self._at)
        problems = self.session.problems
        if problems:
            more = f"; {len(problems) - 1} more: framing-tui check" if len(problems) > 1 else ""
            self.open_form.say(f"{problems[0]}{more}")

    # What the open form asks of the screen.

    @property
    def is_tall(self) -> bool:
        """Whether there is room for blank rows and reasons."""
        return self.app.size.height >= TALL

    @property
    def is_wide(self) -> bool:
        """Whether there is room for sections and findings beside the form."""
        return self.app.size.width >= WIDE

    def wait(self, seconds: float, then: Callable[[], None]) -> None:
        """Call something after a while."""
        self.set_timer(seconds, then)

    def look_at(self, example: str) -> None:
        """Show a filled example."""
        self.run_later(lambda: self.about.look_at(example))

    def bring_in(self) -> None:
        """Ask for a page, and bring it in."""
        self.run_later(lambda: self.about_import.ask())

    def show_page(self) -> None:
        """Show the page."""
        self.run_later(lambda: self.page.show())

    def key_of(self, command_id: str) -> str:
        """Return the key of a command, as it is printed."""
        return self.keymap.printed(command_id)

    def redraw(self) -> None:
        """Draw everything from the session; what has not changed is not painted.

        While a key is being dealt with it is only noted: one key is one drawing.
        """
        self._is_drawing_due = True
        if not self._is_taking_key:
            self._redraw()

    def _redraw(self) -> None:
        if not self.is_mounted or not self.open_form.current or not self._is_drawing_due:
            return
        self._is_drawing_due = False
        self._panels.forget_form()
        for panel in self.query_children(Panel):
            panel.show()
        if self._panels.field != self._field:
            self._field = self._panels.field
            self.lay_out_again(self.editor)
        self.paint_together()

    # Keys.

    async def take_key(self, event: events.Key) -> None:
        """Take one key as it comes from the terminal."""
        self._is_taking_key = True
        try:
            await self._take_key(event)
        finally:
            self._is_taking_key = False
            self._redraw()

    async def _take_key(self, event: events.Key) -> None:
        key = self._after_escape(event.key)
        command = self.keymap.command(key)
        if self.waits_for_digit and command is None:
            self._take_digit(event)
        elif command is not None:
            # Any other key leaves the question for a digit, and does what it does.
            self.waits_for_digit = False
            await self.run_command(command)
        elif self.findings.cursor is not None:
            await self._take_in_findings(event)
        elif await self.open_form.card.take_key(event):
            self.redraw()
        elif key in ("down", "tab"):
            self.open_form.step(1, to_all=key == "down")
        elif key in ("up", "shift+tab"):
            self.open_form.step(-1, to_all=key == "up")
        elif key == "escape":
            if self.open_form.record is not None:
                self.open_form.close_record()
            else:
                self._escaped_at = time.monotonic()

    def take_paste(self, text: str) -> None:
        """Take a paste; where there is nothing to write in, it is passed over."""
        if self.waits_for_digit or self.findings.cursor is not None:
            return
        card = self.open_form.card
        if self.open_form.may_change():
            card.paste(text)
            self.redraw()

    def _after_escape(self, key: str) -> str:
        """Return a key, or the function key that a digit behind Esc stands for."""
        is_behind = time.monotonic() - self._escaped_at < ESCAPE_SECONDS
        self._escaped_at = 0.0
        digit = key.removeprefix("alt+")
        meant = self.keymap.after_escape(digit) if is_behind or key != digit else None
        return meant or key

    async def run_command(self, command_id: str) -> None:
        """Do what a key, a click or the palette asks for."""
        result = self._commands[command_id]()
        if hasattr(result, "__await__"):
            await result

    def run_later(self, run: Callable[..., object], *given: object) -> None:
        """Run what opens another screen, behind what is being dealt with."""
        self.app.call_later(run, *given)

    def _ask_for_digit(self) -> None:
        self.waits_for_digit = True
        self.redraw()

    def _take_digit(self, event: events.Key) -> None:
        self.waits_for_digit = False
        char = event.character or ""
        if len(char) == 1 and char in "0123456789":
            self.open_form.enter(course.section_at(int(char)))
        else:
            self.redraw()

    def take_in_saved(self) -> None:
        """Show how saving stands, and take in what others have written."""
        told = self.session.join_saved()
        if told is not None:
            self.open_form.refresh()
            settle = f"{self.key_of('settle')} shows both"
            self.open_form.say(told.words(undo=self.key_of("undo"), settle=settle))
        # Else nothing but the title line says how saving stands.
        for panel in self.query_children(Panel):
            if panel.id == "title" and self.is_mounted:
                panel.show()

    async def offer_copies(self) -> None:
        """Offer what an earlier session could not save."""
        found = self.session.copies()
        if found:
            await self.file.offer_copy(*found[0])

    def _toggle_room(self) -> None:
        self.is_room = not self.is_room
        self.lay_out_again(self.editor)
        self.redraw()

    def _take_offer(self) -> None:
        if self.open_form.may_change() and not self.open_form.card.take_offer():
            self.open_form.say("nothing is offered here")

    def _save(self) -> object:
        self.open_form.close_record()
        return self.file.save()

    def redraw_all(self) -> None:
        """Draw everything anew, whatever the terminal shows."""
        self.app.forget_terminal()
        self.redraw()
        for panel in self.query_children(Panel):
            panel.forget()
        self.refresh()

    # Findings.

    def toggle_findings(self) -> None:
        """Let the keys belong to the findings, or to the form again."""
        self.findings.cursor = 0 if self.findings.cursor is None else None
        self.lay_out_again(self.editor)
        self.redraw()

    async def _take_in_findings(self, event: events.Key) -> None:
        finding, key = self.findings.current, event.key
        if key in ("up", "down", "tab", "shift+tab"):
            self.findings.move(1 if key in ("down", "tab") else -1)
            self.redraw()
        elif key in ("escape", "q"):
            self.toggle_findings()
        elif finding is not None and key == "enter":
            self.go_to_finding(finding)
        elif finding is not None and key == "e":
            await self.about.explain(finding)
        elif finding is not None and key == "a":
            await self.about.accept(finding)

    def go_to_finding(self, finding: Finding) -> None:
        """Go to the first answer behind a finding, and give the keys back to the form."""
        if finding.questions:
            if self.findings.cursor is not None:
                self.toggle_findings()
            self.open_form.go_to_question(finding.questions[0])

    # Where everything stands.

    def places_for(self, size: Size) -> tuple[dict[str, Region], dict[str, int]]:
        """Return where the parts stand in a window of a size."""
        if is_too_small(*size):
            return {"small": Region(0, 0, size.width, size.height)}, {}
        is_listing = self.findings.cursor is not None
        places = places_in(*size, is_room=self.is_room, is_listing=is_listing)
        put = {name: Region(*place) for name, place in places.items()}
        form = put.get("form")
        if form is None or not self.open_form.current:
            return put, {}
        self._panels.form(self.app.colours, form.width, form.height)
        field = self._field = self._panels.field
        # Without a field it lies under the form; without a size it would scroll its text away.
        # As wide as the form: each edge cuts the line, and a wide character in two.
        where = field or Region(0, 0, form.width, 1)
        put["editor"] = where.translate(form.offset)
        return put, {"editor": 1 if field else -1}

    def _take_new_rows(self) -> None:
        """Draw again where the editor needs other rows in its new width than it was given."""
        if self._field is not None and self.editor.rows != self._panels.editor_rows:
            self.redraw()
