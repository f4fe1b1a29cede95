"""Which question comes next: those that count first, what is optional on demand, triggers at once.

Why apart from the talk: where to go is decided from the framing and from what has been gone
through, and from nothing that anybody has typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing_tui.assessment.completeness import is_among, is_optional
from framing_tui.model.catalogue import QUESTIONS, SECTION_OF, SECTIONS, Section
from framing_tui.model.kinds import nearest_name
from framing_tui.model.question import AnyQuestion
from framing_tui.session import Session

ORDER = tuple(q.id for section in SECTIONS for q in section.questions)
_PLACE = {question_id: at for at, question_id in enumerate(ORDER)}


@dataclass(frozen=True)
class Part:
    """The part of the interview that is wanted: one section, what is open, both or all of it.

    Why it limits the way alone: whoever goes elsewhere by name has asked for that.
    """

    section: Section | None = None
    open_only: bool = False

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.section is None and not self.open_only

    @property
    def words(self) -> str:
        """The part in words, to follow “question”; nothing where it is all of it."""
        return f" of section {self.section.number}" if self.section is not None else ""

    def has(self, section: Section) -> bool:
        """Tell whether a section belongs to it."""
        return self.section in (None, section)


WHOLE = Part()


class Agenda:
    """The way through the interview, from one question to the next."""

    def __init__(self, session: Session, part: Part = WHOLE) -> None:
        self._session = session
        self._part = part
        # Gone through in this run, answered or left open.
        self._passed: set[str] = set()
        # To be asked again, whatever stands there: somebody has gone back over them.
        self._again: set[str] = set()
        # The sections whose optional questions are asked, too, and those where that was settled.
        self._whole: set[str] = set()
        self._settled: set[str] = set()

    def first(self) -> str | None:
        """Return the question to begin with: the first essential one that is open.

        A section that is asked for by name is gone through again where nothing in it is open.
        """
        still_open = set(self._session.assessment.completeness.open)
        for question_id in ORDER:
            if question_id in still_open and self._part.has(SECTION_OF[question_id]):
                return question_id
        section = self._part.section
        return None if section is None or self._part.open_only else self.walk(section)

    def is_open(self, question: AnyQuestion) -> bool:
        """Tell whether a question is asked now, and neither answered nor being found out."""
        framing = self._session.framing
        if not question.is_asked(framing) or question.id in framing.not_applicable:
            return False
        given = framing.answers.get(question.id)
        if given is not None and not question.counts_as_open(given):
            return False
        return not is_among(question.id, self._session.assessment.completeness.assigned)

    def optional(self, section: Section) -> tuple[AnyQuestion, ...]:
        """Return the optional questions of a section that have not been gone through."""
        framing = self._session.framing
        return tuple(
            q
            for q in section.questions
            if q.id not in self._passed and is_optional(q, framing) and self.is_open(q)
        )

    def after(self, here: str, section: Section) -> str | None:
        """Return the next question of a section: behind this one, else one opened before it.

        In a section that is no part of the interview, only what was asked for by name.
        """
        place = _PLACE[here]
        wanted = [q.id for q in section.questions if self._is_wanted(q)]
        if not self._part.has(section):
            wanted = [question_id for question_id in wanted if question_id in self._again]
        behind = [question_id for question_id in wanted if _PLACE[question_id] > place]
        return next(iter(behind or wanted), None)

    def beyond(self, section: Section) -> str | None:
        """Return the next question of another section: of a later one, else of any."""
        at = SECTIONS.index(section)
        for other in (*SECTIONS[at + 1 :], *SECTIONS[: at + 1]):
            for question in other.questions if self._part.has(other) else ():
                if self._is_wanted(question):
                    return question.id
        return None

    def offers_more(self, section: Section) -> bool:
        """Tell whether to ask about the optional questions of a section; once in a run."""
        if self._part.open_only or not self._part.has(section):
            return False
        return section.id not in self._settled and bool(self.optional(section))

    def settle(self, section: Section, *, whole: bool) -> None:
        """Note whether the optional questions of a section are wanted."""
        self._settled.add(section.id)
        if whole:
            self._whole.add(section.id)

    def passed(self, question_id: str) -> None:
        """Note that a question has been gone through."""
        self._passed.add(question_id)
        self._again.discard(question_id)

    def again(self, question_id: str) -> None:
        """Note that a question is to be asked again, whatever stands there."""
        self._again.add(question_id)

    def walk(self, section: Section) -> str | None:
        """Go through a section from its beginning; return its first question.

        Where only open questions are wanted, those that are answered are not gone through again.
        """
        framing = self._session.framing
        for question in section.questions:
            is_given = question.id in framing.answers or question.id in framing.not_applicable
            if (is_given and not self._part.open_only) or self._is_due(question):
                self._again.add(question.id)
        return next((q.id for q in section.questions if self._is_wanted(q)), None)

    def _is_wanted(self, question: AnyQuestion) -> bool:
        if question.id in self._again:
            return question.is_asked(self._session.framing)
        if question.id in self._passed or not self.is_open(question):
            return False
        return self._is_due(question) or SECTION_OF[question.id].id in self._whole

    def _is_due(self, question: AnyQuestion) -> bool:
        """Tell whether a question comes by itself; its answer is not looked at."""
        if self._part.open_only:
            return question.id in self._session.assessment.completeness.open
        return not is_optional(question, self._session.framing)


def section_named(name: str) -> Section | None:
    """Return the section of that number or id, or None."""
    word = name.strip().lower()
    return next((s for s in SECTIONS if word in (str(s.number), s.id)), None)


def nearest_section(name: str) -> str | None:
    """Return the number or the id that is nearest to what no section is called."""
    word = name.strip()
    if word.lstrip("-").isdecimal():
        return str(SECTIONS[0].number if word.startswith(("-", "0")) else SECTIONS[-1].number)
    ids = {alias.lower(): s.id for s in SECTIONS for alias in (s.id, s.title)}
    near = nearest_name(word, ids)
    return ids[near] if near else None


def is_known(question_id: str) -> bool:
    """Tell whether there is a question of that id that the interview asks."""
    return question_id in QUESTIONS and not QUESTIONS[question_id].internal
