"""The main screen: one question open, the rest read, the five cells over all of it.

State flows one way: a card says what was answered, the session judges, and everything is drawn from
the session. Keys are taken one after the other as they come from the terminal, so that none of them
overtakes another, whatever it opens.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.strip import Strip

from framing_tui.assessment.cells import CellState
from framing_tui.assessment.sections import is_nothing_asked
from framing_tui.drawing.colours import Colours
from framing_tui.drawing.parts import SLACK, InkedPart, cells_of, cropped
from framing_tui.interview import course
from framing_tui.interview.change_line import change_parts
from framing_tui.interview.clock import BUDGET
from framing_tui.interview.keymap import Keymap
from framing_tui.interview.sizes import SMALLEST, TALL, WIDE, is_too_small
from framing_tui.interview.title import title_parts
from framing_tui.model.catalogue import SECTIONS
from framing_tui.rules.finding import Finding
from framing_tui.session import Session
from framing_tui.tui.blocks import Block, one_row
from framing_tui.tui.cards.card import AROUND, Card
from framing_tui.tui.editor import Editor
from framing_tui.tui.open_form import OpenForm
from framing_tui.tui.parts.chips import draw_chips
from framing_tui.tui.parts.findings import FindingsList
from framing_tui.tui.parts.footer import draw_footer
from framing_tui.tui.parts.form import Contents, draw_form
from framing_tui.tui.parts.sections import draw_list, draw_strip
from framing_tui.tui.toolkit import Drawn, OnePaint

if TYPE_CHECKING:
    from framing_tui.tui.app import FramingApp
    from framing_tui.tui.dialogs.about_file import AboutFile
    from framing_tui.tui.dialogs.about_import import AboutImport
    from framing_tui.tui.dialogs.about_page import AboutPage
    from framing_tui.tui.dialogs.about_question import AboutQuestion

# So long a digit behind Esc stands for a function key.
ESCAPE_SECONDS = 1.0
_SECTIONS_WIDE, _FINDINGS_WIDE = 24, 28
# Longer lines are hard to read: what is left over goes to the findings, with their reasons.
_FORM_WIDEST = 100
# So much of what a list asks stands before the name of its record.
_LEAST_ASK = 12

Drawer = Callable[[Colours, int, int], Block]


class Panel(Drawn):
    """A part of the main screen, drawn by a function of it."""

    def __init__(self, id: str, drawer: Drawer) -> None:
        super().__init__(id)
        self._drawer = drawer

    def draw(self, width: int, height: int) -> list[Strip]:
        block = self._drawer(self.colours, width, height)
        self.spots = block.spots
        return block.rows


class MainScreen(OnePaint):
    """Keys in, rows out; what is open and what was said is kept in the open form."""

    def __init__(
        self, session: Session, at: str | None = None, keys: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.session = session
        self.editor = Editor("editor")
        self.open_form = OpenForm(session, self.editor, self)
        self.findings = FindingsList(lambda: session.assessment.findings, self._go_to_finding)
        self.keymap = Keymap(keys)
        self.is_room = False
        self._at = at
        self._escaped_at = 0.0
        self._waits_for_digit = False
        self._is_taking_key = self._is_drawing_due = False
        self._drawn: Block | None = None
        # Width and height of the form that is drawn, and how many rows the editor needed then.
        self._drawn_for = (0, 0, 0)
        self._field: Region | None = None
        # What was drawn on the last line, and for what: it is the same for most keys.
        self._footer: tuple[object, Block] | None = None
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
        yield Panel("title", self._draw_title)
        yield Panel("chips", self._draw_chips)
        yield Panel("change", self._draw_change)
        yield Panel("sections", self._draw_sections)
        yield Panel("form", self._draw_form)
        yield Panel("findings", self._draw_findings)
        yield Panel("keys", self._draw_keys)
        yield Panel("small", self._draw_small)
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
        self._drawn = None
        for panel in self.query_children(Panel):
            panel.show()
        if self._field_of() != self._field:
            self._field = self._field_of()
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
        if self._waits_for_digit and command is None:
            self._take_digit(event)
        elif command is not None:
            # Any other key leaves the question for a digit, and does what it does.
            self._waits_for_digit = False
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
        if self._waits_for_digit or self.findings.cursor is not None:
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
        self._waits_for_digit = True
        self.redraw()

    def _take_digit(self, event: events.Key) -> None:
        self._waits_for_digit = False
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
            self._go_to_finding(finding)
        elif finding is not None and key == "e":
            await self.about.explain(finding)
        elif finding is not None and key == "a":
            await self.about.accept(finding)

    def _go_to_finding(self, finding: Finding) -> None:
        if finding.questions:
            if self.findings.cursor is not None:
                self.toggle_findings()
            self.open_form.go_to_question(finding.questions[0])

    # Where everything stands.

    def places_for(self, size: Size) -> tuple[dict[str, Region], dict[str, int]]:
        """Return where the parts stand in a window of a size."""
        if is_too_small(*size):
            return {"small": Region(0, 0, size.width, size.height)}, {}
        put = self._panels(size)
        form = put.get("form")
        if form is None or not self.open_form.current:
            return put, {}
        self._draw_form(self.app.colours, form.width, form.height)
        field = self._field = self._field_of()
        # Without a field it lies under the form; without a size it would scroll its text away.
        # As wide as the form: each edge cuts the line, and a wide character in two.
        where = field or Region(0, 0, form.width, 1)
        put["editor"] = where.translate(form.offset)
        return put, {"editor": 1 if field else -1}

    def _panels(self, size: Size) -> dict[str, Region]:
        w, h = size
        wide, tall = w >= WIDE, h >= TALL
        chips = 5 if self.is_room else 3 if tall else 1
        edge = 1 if wide else 0
        top = 1 + chips + 2 * tall
        put = {
            "title": Region(0, 0, w, 1),
            "chips": Region(edge, 1 + tall, w - 2 * edge, chips),
            "change": Region(0, top, w, 1),
            "keys": Region(0, h - 1, w, 1),
        }
        top, left = top + 1, h - top - 2
        is_listing = self.findings.cursor is not None
        if self.is_room and not is_listing:
            middle = min(w - w // 4, _FORM_WIDEST)
            put["form"] = Region((w - middle) // 2, top, middle, left)
        elif wide:
            middle = min(w - _SECTIONS_WIDE - _FINDINGS_WIDE, _FORM_WIDEST)
            beside = _SECTIONS_WIDE + middle
            put["sections"] = Region(0, top, _SECTIONS_WIDE, left)
            put["form"] = Region(_SECTIONS_WIDE, top, middle, left)
            put["findings"] = Region(beside, top, w - beside, left)
        else:
            put["sections"] = Region(0, top, w, 1)
            put["findings" if is_listing else "form"] = Region(0, top + 1, w, left - 1)
        return put

    def _field_of(self) -> Region | None:
        drawn = self._drawn
        if drawn is None or drawn.field is None or drawn.field.height < 1:
            return None
        return drawn.field

    # Drawing.

    def _form_head(self, width: int) -> tuple[InkedPart, ...]:
        record = self.open_form.record
        if record is not None:
            back: InkedPart = ("Esc back  ", "quiet")
            # The name tells where one is; of what its list asks, the beginning will do.
            room = width - cells_of((back,)) - 4
            name = cropped(f" › {record.name}", room - _LEAST_ASK)
            asks = cropped(record.question.asks, room - cells_of(((name, ""),)))
            return (("  ", "plain"), (asks + name, "loud!"), SLACK, back)
        if not self.is_tall or self.is_room or not self._is_wide:
            # The strip of sections names the one that is shown.
            return ()
        title = self.open_form.sheet.title
        return (f"  {title}", "plain!"), SLACK, (f"{self._budget}  ", "faint")

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= WIDE

    @property
    def _budget(self) -> str:
        section_id = self.open_form.section_id
        spent = self.open_form.clock.minutes_in(section_id)
        return f"budget {BUDGET[section_id]} min, {spent} spent"

    def _draw_form(self, colours: Colours, width: int, height: int) -> Block:
        """Return the form as it stands, drawn anew only in another size: most of a key is that."""
        if not self.open_form.current:
            return Block(colours, width)
        if self.open_form.card.has_editor:
            self.editor.wrap_for(width - AROUND)
        wanted = (width, height, self.editor.rows)
        if self._drawn is None or self._drawn_for != wanted:
            contents = Contents(
                self.open_form,
                items=self.open_form.items(),
                head=self._form_head(width),
                is_roomy=self.is_tall,
                is_room=self.is_room,
                is_lined=self._is_wide and not self.is_room,
            )
            self._drawn = draw_form(colours, width, height, contents)
            self._drawn_for = wanted
        return self._drawn

    def _take_new_rows(self) -> None:
        """Draw again where the editor needs other rows in its new width than it was given."""
        if self._field is not None and self.editor.rows != self._drawn_for[2]:
            self.redraw()

    def _draw_title(self, colours: Colours, width: int, height: int) -> Block:
        session = self.session
        saving = "read only" if session.read_only else session.autosave.state.words
        parts = title_parts(
            session.framing,
            session.assessment,
            saving=saving,
            minutes=self.open_form.clock.minutes,
            width=width,
        )
        return one_row(colours, width, *parts)

    def _draw_chips(self, colours: Colours, width: int, height: int) -> Block:
        cells = self.session.assessment.cells
        return draw_chips(colours, cells, width, height, self.open_form.tentative, self._go_to_cell)

    def _go_to_cell(self, cell: CellState) -> None:
        self.open_form.go_to_question(cell.jump)

    def _draw_change(self, colours: Colours, width: int, height: int) -> Block:
        if self._waits_for_digit:
            words = "  ".join(f"{s.number % 10} {s.title}" for s in SECTIONS)
            head: InkedPart = (" Go to  ", "loud!")
            if cells_of((head, (words, ""))) > width:
                # The numbers stand beside the form, or over it.
                words = "1 to 8: the section of that number  9 Overview  0 Kickoff spec"
            return one_row(colours, width, head, (words, "quiet"))
        line = self.open_form.line
        parts, jump = change_parts(line.changes, line.words, width, self.key_of("next_red"))
        act = partial(self.open_form.go_to_question, jump) if jump else None
        return one_row(colours, width, *parts, act=act)

    def _draw_sections(self, colours: Colours, width: int, height: int) -> Block:
        assessment, form = self.session.assessment, self.open_form
        here = form.section_id
        if height == 1:
            return draw_strip(colours, width, assessment, here, form.enter, self._budget)
        key = self.keymap.printed("go_to", short=True)
        return draw_list(colours, width, height, assessment, here, form.enter, key)

    def _draw_findings(self, colours: Colours, width: int, height: int) -> Block:
        is_new = is_nothing_asked(self.session.assessment)
        return self.findings.draw(
            colours,
            width,
            height,
            self.open_form.tentative,
            self.key_of("findings"),
            "nothing asked yet" if is_new else "no findings",
            has_room=self._is_wide,
        )

    def _draw_keys(self, colours: Colours, width: int, height: int) -> Block:
        first: tuple[str, ...] = ("settle",) if self.session.clashes else ()
        card = self.open_form.card
        if self.open_form.current and isinstance(card, Card):
            view = card.view
            if view.offer is not None and view.value is None:
                first = (*first, "take_offer")
        drawn_as = (colours, width, first)
        if self._footer is None or self._footer[0] != drawn_as:
            block = draw_footer(colours, width, self.keymap, self._click_key, first=first)
            self._footer = drawn_as, block
        return self._footer[1]

    def _click_key(self, command_id: str) -> None:
        self.run_later(self.run_command, command_id)

    def _draw_small(self, colours: Colours, width: int, height: int) -> Block:
        words = f"The window is too small: {SMALLEST[0]} by {SMALLEST[1]} is the least."
        block = one_row(colours, width, (words, "plain"))
        block.pad_to(height)
        return block
