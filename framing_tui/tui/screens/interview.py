"""The interview: sections, form, cells and findings, and the way between them.

State flows one way: a field says what was answered, the session judges, and everything on the
screen is drawn from the session.
"""

from __future__ import annotations

import contextlib
import time
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from framing_tui.model.catalogue import QUESTIONS, SECTION_OF, SECTIONS
from framing_tui.model.entry import EntryError, day_of_year
from framing_tui.model.kinds import describe
from framing_tui.model.question import AnyQuestion, Row
from framing_tui.rules.finding import Level
from framing_tui.session import Session
from framing_tui.spec.page import build_page
from framing_tui.tui.fields.base import Answered, Settled
from framing_tui.tui.fields.rows import RowWanted
from framing_tui.tui.fields.ticks import OwnWordsWanted
from framing_tui.tui.screens.dialogs import Ask, Reading
from framing_tui.tui.screens.findings import FindingsScreen
from framing_tui.tui.screens.help import finding_help, question_help
from framing_tui.tui.screens.row import RowScreen
from framing_tui.tui.screens.walking import Walking
from framing_tui.tui.sizes import SHORT, SMALLEST, WIDE
from framing_tui.tui.texts import plain
from framing_tui.tui.widgets.bars import CellStrip, KeyBar, SectionStrip, TitleBar
from framing_tui.tui.widgets.cells import CellPanel, JumpWanted
from framing_tui.tui.widgets.findings import AcceptWanted, ExplainWanted, FindingsList
from framing_tui.tui.widgets.form import BLANK, STARTER_KEY, Form
from framing_tui.tui.widgets.goto import DigitGiven, GoTo
from framing_tui.tui.widgets.preview import page_text
from framing_tui.tui.widgets.sections import SectionChosen, SectionList

SETTLE_SECONDS = 0.7

_KEYS = (
    ("F1", "help"),
    ("^Q", "leave"),
    ("PgUp/PgDn", "section"),
    ("^N", "next open"),
    ("F2", "findings"),
    ("F3", "don't know yet"),
    ("F4", "note"),
    ("F5", "page"),
    ("F8", "next red"),
    ("^G", "go to"),
    ("^Z", "undo"),
)
_OFFER_KEY = ("^O", "take the offer")


class Interview(Walking, Screen[None]):
    """The one big screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *Walking.WALKING,
        Binding("pageup", "section(-1)", "previous section", priority=True),
        Binding("pagedown", "section(1)", "next section", priority=True),
        Binding("ctrl+g", "go_to", "go to a section", priority=True),
        Binding("ctrl+n", "next_open", "next open essential", priority=True),
        Binding("ctrl+o", "take_offer", "take the offer", priority=True),
        Binding("ctrl+z", "undo", "undo", priority=True),
        Binding("ctrl+y", "redo", "redo", priority=True),
        Binding("ctrl+s", "save", "save now", priority=True),
        Binding("f1", "help", "help"),
        Binding("f2", "findings", "findings"),
        Binding("f3", "find_out", "do not know yet"),
        Binding("f4", "note", "note"),
        Binding("f5", "preview", "the page"),
        Binding("f6", "park", "parking lot"),
        Binding("f7", "not_applicable", "not applicable"),
        Binding("f8", "next_red", "next red"),
    ]

    def __init__(self, session: Session, at: str | None = None) -> None:
        super().__init__()
        self.session = session
        self._at = at
        self._began = time.monotonic()
        self._tentative: frozenset[str] = frozenset()
        self._before_typing: frozenset[str] | None = None
        self._last_red = -1

    def compose(self) -> ComposeResult:
        yield TitleBar(id="title")
        yield SectionStrip(id="section-strip")
        yield CellStrip(id="cell-strip")
        with Horizontal(id="body"):
            yield SectionList(id="sections")
            yield Form(self.session, id="form")
            with Vertical(id="side"):
                yield CellPanel(id="cells")
                yield Static(plain("FINDINGS", "$foreground-muted"), id="findings-head")
                yield FindingsList(id="findings")
        yield GoTo(id="go-to")
        yield KeyBar(id="keys")
        yield Static(plain("The window is too small: 60 by 16 is the least."), id="too-small")

    async def on_mount(self) -> None:
        self._fit(self.app.size.width, self.app.size.height)
        start = self._at
        section_id = SECTION_OF[start].id if start else self._first_section()
        form = self.form
        if start and start in QUESTIONS:
            form.section = SECTION_OF[start]
            await form.reveal(start)
        await form.open(section_id, start)
        self.redraw()
        for problem in self.session.problems:
            self.app.notify(str(problem), severity="warning", markup=False, timeout=12)

    def _first_section(self) -> str:
        return "workflow" if not self.session.framing.answers else "stack"

    @property
    def form(self) -> Form:
        """The form in the middle."""
        return self.query_one("#form", Form)

    # Drawing.

    def redraw(self) -> None:
        """Draw every strip, list and badge from the session."""
        session, width = self.session, self.app.size.width
        assessment = session.assessment
        current = self.form.section.id
        minutes = int((time.monotonic() - self._began) // 60)
        saving = "read only" if session.read_only else session.autosave.state.words
        title = session.framing.header.title or ""
        self.query_one(TitleBar).show(title, assessment, saving, minutes, width)
        self._show_keys()
        if self.has_class("-wide"):
            self.query_one(SectionList).show(assessment, current)
            panel = self.query_one(CellPanel)
            panel.show(assessment, self._tentative, panel.size.width or 34)
            self.query_one("#findings", FindingsList).show(assessment.findings, self._tentative)
        else:
            self.query_one(SectionStrip).show(assessment, current)
            self.query_one(CellStrip).show(assessment, self._tentative)

    def _show_keys(self) -> None:
        field = self.form.focused_field
        offers = field is not None and field.view.offer is not None and field.view.value is None
        keys = (_OFFER_KEY, *_KEYS) if offers else _KEYS
        self.query_one(KeyBar).show(keys, self.app.size.width)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._show_keys()

    async def refresh_all(self) -> None:
        """Draw the form and everything around it from the session."""
        await self.form.sync()
        self.redraw()

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size.width, event.size.height)
        self.call_after_refresh(self.redraw)

    def _fit(self, width: int, height: int) -> None:
        self.set_class(width >= WIDE, "-wide")
        self.set_class(height < SHORT, "-short")
        self.set_class(width < SMALLEST[0] or height < SMALLEST[1], "-tiny")

    # Answers.

    @on(Answered)
    async def take_answer(self, event: Answered) -> None:
        """Hand an answer to the session, and draw what it changed."""
        event.stop()
        if event.key == STARTER_KEY:
            name = None if event.value == BLANK else event.value
            self.session.answer("starter", name)
        elif event.pace == "ticking":
            self.session.answer(event.key, event.value, judge=False)
        else:
            self._note_typing(event.pace == "typing")
            self.session.answer(event.key, event.value)
            self._mark_tentative()
        await self.refresh_all()

    @on(Settled)
    async def judge(self, event: Settled) -> None:
        """Judge what was held back while the focus was in a list."""
        event.stop()
        self.session.judge()
        await self.refresh_all()

    def _note_typing(self, typing: bool) -> None:
        if not typing:
            self._before_typing = None
        elif self._before_typing is None:
            self._before_typing = self._red_codes()

    def _mark_tentative(self) -> None:
        if self._before_typing is None:
            self._tentative = frozenset()
            return
        self._tentative = self._red_codes() - self._before_typing
        if self._tentative:
            self.set_timer(SETTLE_SECONDS, self._settle, name="settle")

    def _settle(self) -> None:
        self._before_typing = None
        if self._tentative:
            self._tentative = frozenset()
            self.redraw()

    def _red_codes(self) -> frozenset[str]:
        return frozenset(f.code for f in self.session.assessment.of_level(Level.RED))

    @on(RowWanted)
    def edit_row(self, event: RowWanted) -> None:
        """Open the small form of a row."""
        event.stop()
        field, index = event.field, event.index
        rows: tuple[Row, ...] = field.view.value or ()
        row = rows[index] if index < len(rows) else field.row_type()

        def keep(changed: Row) -> str:
            others = [r.label for at, r in enumerate(self._rows(field.key)) if at != index]
            if not changed.label:
                return f"a {changed.key} is needed before it is kept"
            if changed.label in others:
                return f"there is another {describe(changed.label)}; names are unique"
            framing = self.session.framing.with_row(field.key, index, changed)
            self.session.answer(field.key, framing.answers[field.key], judge=False)
            return ""

        async def closed(_result: None) -> None:
            self.session.judge()
            await self.refresh_all()

        self.app.push_screen(RowScreen(field.question.asks, row, keep), closed)

    def _rows(self, key: str) -> tuple[Row, ...]:
        rows: tuple[Row, ...] = self.session.framing.answers.get(key, ())
        return rows

    @on(OwnWordsWanted)
    @work
    async def add_own_words(self, event: OwnWordsWanted) -> None:
        """Ask for words of one's own."""
        given = await self.app.push_screen_wait(Ask(event.field.question.asks, [("In words", "")]))
        if given and given[0]:
            event.field.add_own(given[0])

    # Going around.

    @on(SectionChosen)
    async def go_to_section(self, event: SectionChosen) -> None:
        event.stop()
        await self.open_section(event.section_id)

    @on(JumpWanted)
    async def jump(self, event: JumpWanted) -> None:
        event.stop()
        await self.go_to_question(event.question_id)

    @on(ExplainWanted)
    def explain(self, event: ExplainWanted) -> None:
        event.stop()
        self.app.push_screen(Reading(finding_help(event.finding), event.finding.code))

    async def open_section(self, section_id: str, key: str | None = None) -> None:
        """Show a section."""
        self.session.judge()
        await self.form.open(section_id, key)
        self.redraw()

    async def go_to_question(self, question_id: str) -> None:
        """Show a question, with the focus in its field; rows lead to their list."""
        known = question_id if question_id in QUESTIONS else "stack.objective"
        target = SECTION_OF.get(known)
        if target is None or QUESTIONS[known].internal:
            return
        if target is self.form.section:
            await self.form.reveal(known)
            self.form.focus_key(known)
            self.redraw()
            return
        self.form.section = target
        self.form._items = {}
        await self.form.remove_children()
        await self.form.reveal(known)
        self.form.focus_key(known)
        self.redraw()

    async def action_section(self, step: int) -> None:
        at = SECTIONS.index(self.form.section)
        await self.open_section(SECTIONS[(at + step) % len(SECTIONS)].id)

    def action_go_to(self) -> None:
        """Wait for the digit of a section."""
        self.query_one(GoTo).ask()

    @on(DigitGiven)
    async def go_to_digit(self, event: DigitGiven) -> None:
        event.stop()
        if event.section_id is not None:
            await self.open_section(event.section_id)

    async def action_next_open(self) -> None:
        order = [q.id for section in SECTIONS for q in section.questions]
        still_open = set(self.session.assessment.completeness.open)
        field = self.form.focused_field
        here = order.index(field.key) if field is not None and field.key in order else -1
        ahead = [qid for qid in (*order[here + 1 :], *order[: here + 1]) if qid in still_open]
        if ahead:
            await self.go_to_question(ahead[0])
        else:
            self.app.notify("every essential question is answered or being found out")

    async def action_next_red(self) -> None:
        reds = [f for f in self.session.assessment.of_level(Level.RED) if f.questions]
        if not reds:
            self.app.notify("nothing is red")
            return
        self._last_red = (self._last_red + 1) % len(reds)
        await self.go_to_question(reds[self._last_red].questions[0])

    def action_findings(self) -> None:
        findings = self.query_one("#findings", FindingsList)
        if not self.has_class("-wide"):
            self.show_findings()
        elif findings.has_focus:
            self.form.focus_key(self.form._last_focus.get(self.form.section.id))
        else:
            findings.focus()

    @work
    async def show_findings(self) -> None:
        """On narrow screens the findings come over the form."""
        screen = FindingsScreen(self.session.assessment)
        chosen = await self.app.push_screen_wait(screen)
        if isinstance(chosen, AcceptWanted):
            self.post_message(chosen)
        elif chosen:
            await self.go_to_question(chosen)

    @on(AcceptWanted)
    @work
    async def accept(self, event: AcceptWanted) -> None:
        """Ask for the reason, the name and the date under which a finding is taken on."""
        finding = event.finding
        if finding.accepted is not None:
            self.session.withdraw(finding.code)
            await self.refresh_all()
            return
        lines = [("Why it is taken on", ""), ("Who takes it on", ""), ("Until (2027-06-01)", "")]
        given = await self.app.push_screen_wait(Ask(f"Accept: {finding.message}", lines))
        if given is None:
            return
        reason, by, until = given
        if not reason or not by:
            self.app.notify("a reason and a name are needed", severity="warning")
            return
        try:
            day = day_of_year(until, self.session.today) if until else None
        except EntryError as error:
            self.app.notify(f"until? {error}", severity="warning", markup=False)
            return
        self.session.accept(finding.code, reason, by, day)
        await self.refresh_all()

    # Beside the answers.

    def action_help(self) -> None:
        field = self.form.focused_field
        question = QUESTIONS.get(field.key) if field is not None else None
        self.app.push_screen(Reading(question_help(question), "Help"))

    def action_preview(self) -> None:
        page = build_page(self.session.framing, self.session.assessment)
        self.app.push_screen(Reading(page_text(page), "The page as it stands"))

    @work
    async def action_find_out(self) -> None:
        question = self._focused_question()
        if question is None:
            return
        lines = [("Who finds out", ""), ("By when (2027-06-01, 1 Jun)", "")]
        given = await self.app.push_screen_wait(Ask(f"Not known yet: {question.asks}", lines))
        if given is None:
            return
        who, when = given
        try:
            due = day_of_year(when, self.session.today)
        except EntryError as error:
            self.app.notify(f"by when? {error}", severity="warning", markup=False)
            return
        if not who:
            self.app.notify("who finds out? a name or a role is needed", severity="warning")
            return
        self.session.find_out(question.id, who, due)
        await self.refresh_all()

    @work
    async def action_note(self) -> None:
        question = self._focused_question()
        if question is None:
            return
        before = self.session.framing.notes.get(question.id, "")
        given = await self.app.push_screen_wait(Ask(f"Note: {question.asks}", [("Note", before)]))
        if given is not None:
            self.session.note(question.id, given[0] or None)
            await self.refresh_all()

    @work
    async def action_not_applicable(self) -> None:
        question = self._focused_question()
        if question is None:
            return
        before = self.session.framing.not_applicable.get(question.id, "")
        given = await self.app.push_screen_wait(
            Ask(f"Not applicable: {question.asks}", [("Reason (empty lifts the mark)", before)])
        )
        if given is not None:
            self.session.mark_not_applicable(question.id, given[0] or None)
            await self.refresh_all()

    @work
    async def action_park(self) -> None:
        given = await self.app.push_screen_wait(Ask("Parking lot", [("What fits no question", "")]))
        if given and given[0]:
            self.session.park(given[0])
            await self.refresh_all()

    def _focused_question(self) -> AnyQuestion | None:
        field = self.form.focused_field
        question = QUESTIONS.get(field.key) if field is not None else None
        if question is None:
            self.app.notify("put the focus on a question first")
        return question

    async def action_take_offer(self) -> None:
        field = self.form.focused_field
        if field is None or not field.take_offer():
            self.app.notify("nothing is offered here")

    async def action_undo(self) -> None:
        await self._stepped(self.session.undo(), "nothing to undo")

    async def action_redo(self) -> None:
        await self._stepped(self.session.redo(), "nothing to redo")

    async def _stepped(self, question_id: str | None, otherwise: str) -> None:
        if question_id is None:
            self.app.notify(otherwise)
            return
        await self.refresh_all()
        with contextlib.suppress(KeyError):
            await self.go_to_question(question_id)

    def action_save(self) -> None:
        saved = self.session.autosave.flush(1.0)
        self.redraw()
        words = "saved" if saved else self.session.autosave.state.words
        self.app.notify(words, severity="information" if saved else "error", markup=False)
