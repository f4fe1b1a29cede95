"""The part of the interview that stands beside the answers: help, notes, offers, undo."""

from __future__ import annotations

from textual import on, work

from framing_tui.assessment.flips import flips
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.entry import EntryError, day_of_year
from framing_tui.spec.page import build_page
from framing_tui.tui.screens.dialogs import Ask, Reading
from framing_tui.tui.screens.going import Going
from framing_tui.tui.screens.help import finding_help, question_help
from framing_tui.tui.widgets.figures import figures_text
from framing_tui.tui.widgets.findings import AcceptWanted, ExplainWanted
from framing_tui.tui.widgets.preview import page_text


class Asides(Going):
    """What can be said about a question or a finding without answering it."""

    @on(ExplainWanted)
    def explain(self, event: ExplainWanted) -> None:
        event.stop()
        self.app.push_screen(Reading(finding_help(event.finding), event.finding.code))

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

    def action_help(self) -> None:
        field = self.form.focused_field
        question = QUESTIONS.get(field.key) if field is not None else None
        self.app.push_screen(Reading(question_help(question), "Help"))

    def action_preview(self) -> None:
        page = build_page(self.session.framing, self.session.assessment)
        self.app.push_screen(Reading(page_text(page), "The page as it stands"))

    def action_flips(self) -> None:
        """Show which number would change the judgement, and how the figures come about."""
        session = self.session
        found = flips(session.framing, session.assessment, session.settings)
        text = figures_text(session.assessment.figures, found)
        self.app.push_screen(Reading(text, "What flips it, and the figures"))

    @work
    async def action_find_out(self) -> None:
        question = self.focused_question()
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
        question = self.focused_question()
        if question is None:
            return
        before = self.session.framing.notes.get(question.id, "")
        given = await self.app.push_screen_wait(Ask(f"Note: {question.asks}", [("Note", before)]))
        if given is not None:
            self.session.note(question.id, given[0] or None)
            await self.refresh_all()

    @work
    async def action_not_applicable(self) -> None:
        question = self.focused_question()
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
        if question_id in QUESTIONS:
            await self.go_to_question(question_id)

    def action_save(self) -> None:
        saved = self.session.autosave.flush(1.0)
        self.redraw()
        words = "saved" if saved else self.session.autosave.state.words
        self.app.notify(words, severity="information" if saved else "error", markup=False)
