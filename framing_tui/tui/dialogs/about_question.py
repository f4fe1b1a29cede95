"""What is said about a question or a finding without answering it: help, notes, who finds out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from framing_tui.assessment import assess
from framing_tui.assessment.completeness import found_out_in
from framing_tui.assessment.flips import flips
from framing_tui.content import example_path
from framing_tui.drawing.pictures.figures import figures_rows
from framing_tui.drawing.pictures.preview import page_rows
from framing_tui.interview.help import finding_help, question_help, rule_help
from framing_tui.model.basis import next_basis, takes_basis
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.entry import EntryError, day_of_year
from framing_tui.model.question import AnyQuestion
from framing_tui.model.row_paths import row_path
from framing_tui.rules.finding import Finding
from framing_tui.spec.page import build_page
from framing_tui.storage.load import load
from framing_tui.terminal.external_editor import EditorFailed, edited
from framing_tui.tui.cards.text import TextCard
from framing_tui.tui.dialogs.ask import AskDialog, ReadingDialog

if TYPE_CHECKING:
    from framing_tui.tui.main_screen import MainScreen


class AboutQuestion:
    """The dialogs about the open question, and about findings."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main

    async def help(self) -> None:
        """Show the help of the open question, and all keys."""
        main = self._main
        question = main.open_form.open_question()
        rows = question_help(question, main.keymap, in_a_browser=main.app.is_web)
        await main.app.push_screen(ReadingDialog(rows, "Help"))

    async def explain(self, finding: Finding) -> None:
        """Show what a finding means and what to do about it."""
        await self._main.app.push_screen(ReadingDialog(finding_help(finding), finding.code))

    async def explain_rule(self, code: str) -> None:
        """Show what a rule says, whether or not it speaks now."""
        await self._main.app.push_screen(ReadingDialog(rule_help(code), code))

    async def accept(self, finding: Finding) -> None:
        """Ask for the reason, the name and the date under which a finding is taken on."""
        main = self._main
        if not main.open_form.may_change():
            return
        if finding.accepted is not None:
            main.open_form.change(lambda: main.session.withdraw(finding.code))
            return

        def check(given: tuple[str, ...]) -> str:
            reason, by, until = given
            if not reason or not by:
                return "a reason and a name are needed"
            return self._complaint_about(until) if until else ""

        def keep(given: tuple[str, ...]) -> None:
            reason, by, until = given
            day = day_of_year(until, main.session.today) if until else None
            main.session.accept(finding.code, reason, by, day)

        lines = [("Why it is taken on", ""), ("Who takes it on", ""), ("Until (2027-06-01)", "")]
        await self._ask(AskDialog(f"Accept: {finding.message}", lines, check), keep)

    async def find_out(self) -> None:
        """Ask who finds out an answer that nobody here knows, and by when."""
        question = self._question()
        if question is None:
            return
        main, asked = self._main, question.id

        def check(given: tuple[str, ...]) -> str:
            who, when = given
            return self._complaint_about(when) if who else "a name or a role is needed"

        def keep(given: tuple[str, ...]) -> None:
            who, when = given
            day = day_of_year(when, main.session.today)
            main.session.find_out(asked, who, day)
            main.call_later(main.open_form.say, f"{who} finds it out by {day}")

        action = found_out_in(main.session.framing, asked)
        who = action.owner or "" if action is not None else ""
        when = action.due.isoformat() if action is not None and action.due else ""
        lines = [("Who finds out", who), ("By when (1 Jun, 2027-06-01, 2 weeks, friday)", when)]
        await self._ask(AskDialog(f"Not known yet: {question.asks}", lines, check), keep)

    async def note(self) -> None:
        """Ask for a note on the open question, on a record, or on a column of one."""
        asked = self._marked_at()
        if not asked:
            return
        session = self._main.session
        before = session.framing.notes.get(asked, "")
        dialog = AskDialog(f"Note: {_named(asked)}", [("Note", before)])
        await self._ask(dialog, lambda given: session.note(asked, given[0] or None))

    async def not_applicable(self) -> None:
        """Ask why the open question, a record or a column of one does not apply here."""
        asked = self._marked_at()
        if not asked:
            return
        session = self._main.session
        before = session.framing.not_applicable.get(asked, "")
        dialog = AskDialog(
            f"Not applicable: {_named(asked)}", [("Reason (empty lifts the mark)", before)]
        )
        await self._ask(dialog, lambda given: session.mark_not_applicable(asked, given[0] or None))

    def basis(self) -> None:
        """Say the next of what the open figure, or evidence, may rest on; behind the last, none."""
        main = self._main
        if not main.open_form.may_change():
            return
        asked, framing = main.open_form.question_id or "", main.session.framing
        if not takes_basis(asked):
            main.open_form.say("only a number, or the evidence of a cell, has a basis")
        elif asked not in framing.answers:
            main.open_form.say("answer it first: then say what that rests on")
        else:
            word = next_basis(framing.basis_of(asked))
            main.open_form.change(lambda: main.session.rest_on(asked, word))

    async def park(self) -> None:
        """Ask for a thought that fits no question."""
        main = self._main

        def keep(given: tuple[str, ...]) -> None:
            if given[0]:
                main.session.park(given[0])
                main.open_form.say("parked: it stands in the appendix of the page")

        if main.open_form.may_change():
            await self._ask(AskDialog("Parking lot", [("What fits no question", "")]), keep)

    async def flips(self) -> None:
        """Show which number would change the judgement, and how the figures come about."""
        session = self._main.session
        found = flips(session.framing, session.assessment, session.settings)
        rows = figures_rows(session.assessment.figures, found)
        await self._main.app.push_screen(ReadingDialog(rows, "What flips it, and the figures"))

    async def look_at(self, example: str) -> None:
        """Show the page of a filled example."""
        framing = load(example_path(example)).framing
        page = build_page(framing, assess(framing, self._main.session.today))
        where = f"framing-tui new --list names the file of {example}, to read or to copy"
        rows = (*page_rows(page), ((where, "quiet"),))
        title = f"Example: {example.replace('-', ' ')}"
        await self._main.app.push_screen(ReadingDialog(rows, title))

    def edit(self) -> None:
        """Open the text of the open question in the editor of the environment."""
        main = self._main
        card = main.open_form.card
        if not isinstance(card, TextCard):
            main.open_form.say("open a text first")
            return
        if not main.open_form.may_change():
            return
        text, failure = main.editor.text, ""
        try:
            with main.app.suspend():
                # Caught in here: the toolkit does not come back from an error.
                try:
                    text = edited(text)
                except EditorFailed as failed:
                    failure = str(failed)
        except SuspendNotSupported:
            failure = "no editor can be opened here"
        main.app.forget_terminal()
        if failure:
            main.open_form.say(failure)
        else:
            card.put_in(text)

    async def _ask(self, dialog: AskDialog, then: Callable[[tuple[str, ...]], object]) -> None:
        """Put a few lines over the main screen, and go on with what was typed there.

        It waits until they can be typed in: what comes right behind the key that asked is meant
        for them.
        """
        main = self._main

        def answered(given: tuple[str, ...] | None) -> None:
            if given is not None:
                main.open_form.change(lambda: then(given))

        await main.app.push_screen(dialog, answered)

    def _question(self) -> AnyQuestion | None:
        """Return the open question, or say that there is none."""
        main = self._main
        if not main.open_form.may_change():
            return None
        question = QUESTIONS.get(main.open_form.question_id or "")
        if question is None:
            main.open_form.say("open a question first")
        return question

    def _marked_at(self) -> str:
        """Return where a note goes, or say why there is no such place."""
        form = self._main.open_form
        if not form.may_change():
            return ""
        asked = form.marked_at
        if not asked:
            is_nameless = form.record is not None
            form.say("give it a name first" if is_nameless else "open a question first")
        return asked

    def _complaint_about(self, typed_day: str) -> str:
        try:
            day_of_year(typed_day, self._main.session.today)
        except EntryError as error:
            return str(error)
        return ""


def _named(key: str) -> str:
    path = row_path(key)
    return path.words if path is not None else QUESTIONS[key].asks
