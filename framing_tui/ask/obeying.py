"""The part of the interview that obeys words: going, marking, explaining, undoing."""

from __future__ import annotations

import re
from collections.abc import Callable

from framing_tui.ask.agenda import is_known, section_named
from framing_tui.ask.prompt import Said, quoted
from framing_tui.ask.sharing import Sharing
from framing_tui.ask.speaking import Given, GoTo, Move, Step
from framing_tui.ask.telling import (
    finding_help,
    findings_lines,
    flips_lines,
    question_help,
    standing,
    words_help,
)
from framing_tui.ask.words import MARK, ROW_WORDS, Word, unknown, usage
from framing_tui.assessment import assess
from framing_tui.assessment.completeness import found_out_in
from framing_tui.assessment.flips import flips
from framing_tui.assessment.steps import Step as Done
from framing_tui.model.catalogue import (
    QUESTIONS,
    Section,
    nearest_question,
    row_question,
)
from framing_tui.model.clean import clean
from framing_tui.model.entry import EntryError, day_of_year
from framing_tui.model.kinds import Rows
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.catalogue import BY_CODE

_BY = re.compile(r"(.+)\sby\s+(.+)", re.I)
_ACCEPT = re.compile(r"(\S+)\s+(.+?)\s+by\s+(.+?)(?:\s+until\s+(.+))?", re.I)

Obey = Callable[[str, AnyQuestion], Move | None]


class Obeying(Sharing):
    """Everything that can be said at a prompt without answering it."""

    def obey(
        self, word: Word, question: AnyQuestion | None, *, section: Section | None = None
    ) -> Move | None:
        """Do what a word says; return where to go, or None to stay."""
        simple: dict[str, Move] = {"stop": Step.STOP, "skip": Step.NEXT, "back": Step.BACK}
        if word.name in simple:
            return simple[word.name]
        if question is not None and word.name in self._here:
            return self._here[word.name](word.rest, question)
        if word.name in self._anywhere:
            return self._anywhere[word.name](word.rest)
        if word.name in ("help", "?"):
            self._help(word, question)
        elif word.name == "more" and section is not None:
            self._more(section)
        elif word.name in (*self._here, "more"):
            self.say(f"there is no question here for {MARK}{word.name}", tone="amber")
        elif word.name in ROW_WORDS:
            self.say(f"{usage(word.name)} is for lists of records", tone="amber")
        else:
            self.say(unknown(clean(word.name)), tone="amber")
        return None

    @property
    def _here(self) -> dict[str, Obey]:
        return {
            "clear": self._clear,
            "take": self._take_offer,
            "find": self._find_out,
            "na": self._not_applicable,
            "note": self._note,
            "why": self._why,
            "settle": self._settle,
        }

    @property
    def _anywhere(self) -> dict[str, Callable[[str], Move | None]]:
        return {
            "goto": self.go_to,
            "park": self._park,
            "undo": self._undo,
            "redo": self._redo,
            "why": self._why_code,
            "status": self._status,
            "findings": self._findings,
            "flips": self._flips,
            "accept": self._accept,
            "withdraw": self._withdraw,
            "copies": self._copies,
            "page": self._page,
        }

    # On a question.

    def _help(self, word: Word, question: AnyQuestion | None) -> None:
        if question is not None and word.name == "?":
            self.say(*question_help(question))
            self.say(f"{MARK}help lists what else can be said", tone="quiet")
            return
        with_rows = question is not None and isinstance(question.kind, Rows)
        self.say(*words_help(with_rows=with_rows))

    def _more(self, section: Section) -> None:
        self.agenda.settle(section, whole=True)
        number = len(self.agenda.optional(section))
        self.say(f"optional questions of this section that are asked, too: {number}")

    def _clear(self, _rest: str, question: AnyQuestion) -> Move | None:
        if question.id not in self.session.framing.answers:
            self.say("there is no answer to clear")
            return None
        before = self.session.stand
        self.session.begin_step()
        self.session.answer(question.id, None)
        self.say("cleared")
        self.tell_changes(before, question.id)
        return None

    def _take_offer(self, _rest: str, question: AnyQuestion) -> Move | None:
        offer = self.session.offer_for(question.id)
        if offer is None:
            self.say("nothing is offered here")
            return None
        self.say(f"taken: {quoted(question.kind.show(offer))}")
        self.take(question, Given(question.kind.edit(offer), offer))
        return Step.NEXT

    def _find_out(self, rest: str, question: AnyQuestion) -> Move | None:
        found = _BY.fullmatch(rest)
        if found is None:
            self.say(f"expected {usage('find')}, like {MARK}find data lead by 1 Jun", tone="amber")
            return None
        before = self.session.stand
        try:
            due = day_of_year(found[2], self.session.today)
        except EntryError as error:
            self.say(str(error), tone="amber")
            return None
        self.session.find_out(question.id, found[1].strip(), due)
        action = found_out_in(self.session.framing, question.id)
        if action is not None:
            self.say(f"being found out: {quoted(action.finder)}")
        self.tell_changes(before, question.id)
        return Step.NEXT

    def _not_applicable(self, rest: str, question: AnyQuestion) -> Move | None:
        before = self.session.stand
        if not rest and question.id not in self.session.framing.not_applicable:
            self.say(f"expected {usage('na')}: a reason is needed", tone="amber")
            return None
        self.session.mark_not_applicable(question.id, rest or None)
        self.say("marked as not applicable" if rest else "the mark is lifted")
        self.tell_changes(before, question.id)
        return Step.NEXT if rest else None

    def _note(self, rest: str, question: AnyQuestion) -> Move | None:
        self.session.note(question.id, rest or None)
        self.say("noted" if rest else "the note is removed")
        return None

    def _why(self, rest: str, question: AnyQuestion) -> Move | None:
        if rest:
            return self._why_code(rest)
        findings = self.session.assessment.about(question.id)
        for finding in findings:
            self.say(*finding_help(finding))
        if not findings:
            self.say("nothing is found on this question")
        return None

    # Anywhere.

    def go_to(self, rest: str) -> Move | None:
        """Go to a section by its number or name, or to a question; say so where there is none."""
        name = rest.strip().lower()
        section = section_named(name)
        if section is not None:
            first = self.agenda.walk(section)
            if first is None:
                self.say(f"nothing is asked in section {section.number} now")
            return GoTo(first) if first else None
        if not is_known(name):
            inside = row_question(name)
            name = inside.id if inside is not None else name
        if not is_known(name):
            near = nearest_question(name) if name else None
            hint = f"; nearest: {near}" if near else ""
            self.say(f"no question or section “{quoted(rest)}”{hint}", tone="amber")
            return None
        question, framing = QUESTIONS[name], self.session.framing
        if not question.is_asked(framing) and name not in framing.answers:
            self.say(f"{name} is not asked now, only {question.when_words}", tone="amber")
            return None
        return GoTo(name)

    def _park(self, rest: str) -> Move | None:
        if not rest:
            self.say(f"expected {usage('park')}", tone="amber")
            return None
        self.session.park(rest)
        self.say("parked")
        return None

    def _undo(self, _rest: str) -> Move | None:
        return self._stepped(self.session.undo, "undone")

    def _redo(self, _rest: str) -> Move | None:
        return self._stepped(self.session.redo, "redone")

    def _stepped(self, step: Callable[[], str | None], done: Done) -> Move | None:
        before = self.session.stand
        touched = step()
        if touched is None:
            self.say(f"there is nothing to be {done}")
            return None
        self.tell_changes(before, touched, done)
        if not is_known(touched) or not QUESTIONS[touched].is_asked(self.session.framing):
            return None
        return GoTo(touched)

    def _why_code(self, rest: str) -> Move | None:
        code = rest.upper()
        findings = [f for f in self.session.assessment.findings if f.code == code]
        for finding in findings:
            self.say(*finding_help(finding))
        if not findings:
            known = code in BY_CODE
            words = "is not found" if known else "is no code; they look like FT603"
            self.say(f"{quoted(rest) or 'that'} {words}", tone="amber")
        return None

    def _status(self, _rest: str) -> Move | None:
        self.say(*standing(self.session.assessment))
        return None

    def _findings(self, _rest: str) -> Move | None:
        self.say(*standing(self.session.assessment))
        self.say(*findings_lines(self.session.assessment.findings))
        return None

    def _flips(self, _rest: str) -> Move | None:
        session = self.session
        # In the middle of a record the last judgement is older than the answers.
        assessment = assess(session.framing, session.today, session.settings)
        self.say(*flips_lines(flips(session.framing, assessment, session.settings)))
        return None

    def _accept(self, rest: str) -> Move | None:
        found = _ACCEPT.fullmatch(rest)
        if found is None:
            self.say(f"expected {usage('accept')}", tone="amber")
            return None
        code, reason, name, until = found[1].upper(), found[2], found[3], found[4]
        if all(f.code != code for f in self.session.assessment.findings):
            return self._why_code(code)
        try:
            day = day_of_year(until, self.session.today) if until else None
        except EntryError as error:
            self.say(str(error), tone="amber")
            return None
        before = self.session.stand
        self.session.accept(code, reason, name, day)
        self.say(f"accepted: {code}")
        self.tell_changes(before)
        return None

    def _withdraw(self, rest: str) -> Move | None:
        code = rest.upper()
        if all(row.rule != code for row in self.session.framing.records.accepted or ()):
            self.say(f"{quoted(rest) or 'nothing'} has not been accepted", tone="amber")
            return None
        before = self.session.stand
        self.session.withdraw(code)
        self.say(f"no longer accepted: {code}")
        self.tell_changes(before)
        return None

    def _page(self, _rest: str) -> Move | None:
        # The template engine is needed for this alone.
        from framing_tui.spec.markdown import render_markdown
        from framing_tui.spec.page import build_page
        from framing_tui.spec.templating import SpecError

        try:
            page = render_markdown(build_page(self.session.framing, self.session.assessment))
        except SpecError as error:
            self.say(str(error), tone="amber")
            return None
        self.say(*(Said(line) for line in page.splitlines()))
        return None
