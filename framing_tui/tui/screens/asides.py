"""The part of the interview that stands beside the answers: help, notes, offers, undo."""

from __future__ import annotations

from textual import on
from textual.app import SuspendNotSupported

from framing_tui.assessment import assess
from framing_tui.assessment.completeness import found_out_in
from framing_tui.assessment.flips import flips
from framing_tui.content import example_path
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.entry import EntryError, day_of_year
from framing_tui.spec.page import build_page
from framing_tui.storage.load import load
from framing_tui.tui.editor import EditorFailed, edited
from framing_tui.tui.fields.entry import EntryField
from framing_tui.tui.fields.long import LongField
from framing_tui.tui.pending_input import settled
from framing_tui.tui.screens.dialogs import Ask, Reading
from framing_tui.tui.screens.going import Going
from framing_tui.tui.screens.help import finding_help, question_help, rule_help
from framing_tui.tui.texts import plain, stacked
from framing_tui.tui.widgets.doors import ExampleWanted
from framing_tui.tui.widgets.figures import figures_text
from framing_tui.tui.widgets.findings import AcceptWanted, ExplainWanted
from framing_tui.tui.widgets.preview import page_text


class Asides(Going):
    """What can be said about a question or a finding without answering it."""

    @on(ExplainWanted)
    def explain(self, event: ExplainWanted) -> None:
        event.stop()
        self.app.push_screen(Reading(finding_help(event.finding), event.finding.code))

    async def explain_rule(self, code: str) -> None:
        """Show what a rule says, whether or not it speaks now."""
        await self.app.push_screen(Reading(rule_help(code), code))

    @on(AcceptWanted)
    async def accept(self, event: AcceptWanted) -> None:
        """Ask for the reason, the name and the date under which a finding is taken on."""
        event.stop()
        finding = event.finding
        if not self.may_change():
            return
        if finding.accepted is not None:
            self.session.withdraw(finding.code)
            await self.refresh_all()
            return

        def check(given: tuple[str, ...]) -> str:
            reason, by, until = given
            if not reason or not by:
                return "a reason and a name are needed"
            return self._complaint_about(until) if until else ""

        def keep(given: tuple[str, ...]) -> None:
            reason, by, until = given
            day = day_of_year(until, self.session.today) if until else None
            self.session.accept(finding.code, reason, by, day)

        lines = [("Why it is taken on", ""), ("Who takes it on", ""), ("Until (2027-06-01)", "")]
        await self.ask(Ask(f"Accept: {finding.message}", lines, check), keep)

    def _complaint_about(self, typed_day: str) -> str:
        try:
            day_of_year(typed_day, self.session.today)
        except EntryError as error:
            return str(error)
        return ""

    async def action_help(self) -> None:
        field = self.form.focused_field
        question = field.question if field is not None else None
        await self.app.push_screen(Reading(question_help(question), "Help"))

    @on(ExampleWanted)
    async def show_example(self, event: ExampleWanted) -> None:
        """Show what a filled example leads to, beside nothing of one's own."""
        event.stop()
        await self.look_at(event.name)

    async def look_at(self, example: str) -> None:
        """Show the page of a filled example."""
        framing = load(example_path(example)).framing
        page = build_page(framing, assess(framing, self.session.today))
        where = f"framing-tui new --list names the file of {example}, to read or to copy"
        text = stacked([page_text(page), plain(where, "$foreground-muted")])
        await self.app.push_screen(Reading(text, f"Example: {example.replace('-', ' ')}"))

    async def action_edit(self) -> None:
        """Open the text of the focused field in the editor of the environment."""
        field = self.form.focused_field
        if not isinstance(field, (LongField, EntryField)) or not self.may_change():
            self.tell("put the focus on a text first")
            return
        await settled(self.focused)
        text, failure = field.text, ""
        try:
            with self.app.suspend():
                # Caught in here: the toolkit does not come back from an error.
                try:
                    text = edited(text)
                except EditorFailed as failed:
                    failure = str(failed)
        except SuspendNotSupported:
            failure = "no editor can be opened here"
        if failure:
            self.tell(failure)
        else:
            field.put_in(text)

    async def action_flips(self) -> None:
        """Show which number would change the judgement, and how the figures come about."""
        session = self.session
        found = flips(session.framing, session.assessment, session.settings)
        text = figures_text(session.assessment.figures, found)
        await self.app.push_screen(Reading(text, "What flips it, and the figures"))

    async def action_find_out(self) -> None:
        question = self.focused_question() if self.may_change() else None
        if question is None:
            return
        asked = question.id

        def check(given: tuple[str, ...]) -> str:
            who, when = given
            return self._complaint_about(when) if who else "a name or a role is needed"

        def keep(given: tuple[str, ...]) -> None:
            who, when = given
            self.session.find_out(asked, who, day_of_year(when, self.session.today))

        action = found_out_in(self.session.framing, asked)
        who = action.owner or "" if action is not None else ""
        when = action.due.isoformat() if action is not None and action.due else ""
        lines = [("Who finds out", who), ("By when (1 Jun, 2027-06-01, 2 weeks, friday)", when)]
        await self.ask(Ask(f"Not known yet: {question.asks}", lines, check), keep)

    async def action_note(self) -> None:
        question = self.focused_question() if self.may_change() else None
        if question is None:
            return
        asked, before = question.id, self.session.framing.notes.get(question.id, "")
        await self.ask(
            Ask(f"Note: {question.asks}", [("Note", before)]),
            lambda given: self.session.note(asked, given[0] or None),
        )

    async def action_not_applicable(self) -> None:
        question = self.focused_question() if self.may_change() else None
        if question is None:
            return
        asked, before = question.id, self.session.framing.not_applicable.get(question.id, "")
        await self.ask(
            Ask(f"Not applicable: {question.asks}", [("Reason (empty lifts the mark)", before)]),
            lambda given: self.session.mark_not_applicable(asked, given[0] or None),
        )

    async def action_park(self) -> None:
        if self.may_change():
            await self.ask(
                Ask("Parking lot", [("What fits no question", "")]),
                self._park,
            )

    def _park(self, given: tuple[str, ...]) -> None:
        if given[0]:
            self.session.park(given[0])
            self.tell("parked: it stands in the appendix of the page")

    async def action_take_offer(self) -> None:
        field = self.form.focused_field
        if self.may_change() and (field is None or not field.take_offer()):
            self.tell("nothing is offered here")

    async def action_undo(self) -> None:
        await settled(self.focused)
        await self._stepped(self.session.undo(), "nothing to undo")

    async def action_redo(self) -> None:
        await settled(self.focused)
        await self._stepped(self.session.redo(), "nothing to redo")

    async def _stepped(self, question_id: str | None, otherwise: str) -> None:
        if question_id is None:
            self.tell(otherwise)
            return
        await self.refresh_all()
        if question_id in QUESTIONS:
            await self.go_to_question(question_id)
