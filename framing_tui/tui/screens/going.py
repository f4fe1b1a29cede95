"""The part of the interview that goes from place to place."""

from __future__ import annotations

from textual import on
from textual.actions import SkipAction

from framing_tui.model.catalogue import QUESTIONS, SECTION_OF, SECTIONS
from framing_tui.rules.finding import Level
from framing_tui.session import Session
from framing_tui.tui.pending_input import settled
from framing_tui.tui.screens.findings import FindingsScreen
from framing_tui.tui.screens.stage import Stage
from framing_tui.tui.widgets.cells import JumpWanted
from framing_tui.tui.widgets.findings import AcceptWanted, FindingsList
from framing_tui.tui.widgets.goto import GoTo
from framing_tui.tui.widgets.sections import SectionChosen


class Going(Stage):
    """Sections, questions, findings: anything can be reached at any time."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._last_red = -1

    @on(SectionChosen)
    async def go_to_section(self, event: SectionChosen) -> None:
        event.stop()
        await self.open_section(event.section_id)

    @on(JumpWanted)
    async def jump(self, event: JumpWanted) -> None:
        event.stop()
        await self.go_to_question(event.question_id)

    async def open_section(self, section_id: str, key: str | None = None) -> None:
        """Show a section, once what was typed in this one has arrived."""
        await settled(self.focused)
        self.session.judge()
        await self.form.open(section_id, key)
        self.redraw()

    async def go_to_question(self, question_id: str) -> None:
        """Show a question, with the focus in its field; rows lead to their list."""
        known = question_id if question_id in QUESTIONS else "stack.objective"
        target = SECTION_OF.get(known)
        if target is None or QUESTIONS[known].internal:
            return
        await settled(self.focused)
        await self.form.open(target.id, known)
        self.redraw()
        asked = QUESTIONS[known]
        if not asked.is_asked(self.session.framing):
            when = f": asked {asked.when_words}" if asked.when_words else ""
            # Once a palette has gone and the focus has arrived, which takes back what was said.
            words = f"“{asked.asks}” is not asked now{when}"
            self.call_after_refresh(self.tell, words)

    async def action_section(self, step: int) -> None:
        at = SECTIONS.index(self.form.section)
        await self.open_section(SECTIONS[(at + step) % len(SECTIONS)].id)

    def action_go_to(self) -> None:
        """Wait for the digit of a section."""
        self.query_one(GoTo).ask()

    async def action_digit(self, digit: int) -> None:
        """Go to the section of a digit where one is waited for; else the digit is typed."""
        # Not `has_focus`: that is told by a message, which a digit right behind the key overtakes.
        if self.focused is not self.query_one(GoTo):
            raise SkipAction
        await self.open_section(SECTIONS[(digit or 10) - 1].id)

    async def action_next_open(self) -> None:
        order = [q.id for section in SECTIONS for q in section.questions]
        still_open = set(self.session.assessment.completeness.open)
        field = self.form.focused_field
        here = order.index(field.key) if field is not None and field.key in order else -1
        ahead = [qid for qid in (*order[here + 1 :], *order[: here + 1]) if qid in still_open]
        if ahead:
            await self.go_to_question(ahead[0])
        else:
            self.tell("every essential question is answered or being found out")

    async def action_next_red(self) -> None:
        reds = [f for f in self.session.assessment.of_level(Level.RED) if f.questions]
        if not reds:
            self.tell("nothing is red")
            return
        self._last_red = (self._last_red + 1) % len(reds)
        await self.go_to_question(reds[self._last_red].questions[0])

    async def action_findings(self) -> None:
        findings = self.query_one("#findings", FindingsList)
        if not self.has_class("-wide"):
            # Where there is no room beside the form they come over it.
            await self.app.push_screen(FindingsScreen(self.session.assessment), self._found)
        elif findings.has_focus:
            self.form.focus_again()
        else:
            self.set_focus(findings)

    def action_back_to_form(self) -> None:
        """Leave the findings beside the form; in the form itself there is nothing to leave."""
        if self.query_one("#findings", FindingsList).has_focus:
            self.form.focus_again()

    async def _found(self, chosen: str | AcceptWanted | None) -> None:
        if isinstance(chosen, AcceptWanted):
            self.post_message(chosen)
        elif chosen:
            await self.go_to_question(chosen)
