"""Which question comes next: the first pass first, what is optional on demand, triggers at once.

Why apart from the talk: where to go is decided from the framing and from what has been gone
through, and from nothing that anybody has typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing_tui.assessment.completeness import is_among, is_optional
from framing_tui.model.catalogue import (
    CLAIMS,
    ENDS_FIRST_PASS,
    FIRST_PASS,
    QUESTIONS,
    SECTION_OF,
    SECTIONS,
    Section,
)
from framing_tui.model.kinds import nearest_name
from framing_tui.model.question import AnyQuestion
from framing_tui.session import Session

# A way through the interview: groups of ids, each of one section, in the order of asking.
Way = tuple[tuple[str, ...], ...]

SECOND_WAY: Way = tuple(tuple(q.id for q in section.questions) for section in SECTIONS)
ORDER = tuple(question_id for group in SECOND_WAY for question_id in group)

# Who meets about what is asked first of all; the cells and the decision end the first pass.
_HEADER = ("title", "date", "participants")
_APART = frozenset((*_HEADER, *CLAIMS, *ENDS_FIRST_PASS))
FIRST_WAY: Way = (
    _HEADER,
    *(
        tuple(question_id for question_id in group if question_id not in _APART)
        for group in SECOND_WAY
    ),
    CLAIMS,
    tuple(question_id for question_id in ENDS_FIRST_PASS if question_id not in CLAIMS),
)
_IN_FIRST_PASS = frozenset(FIRST_PASS)


def _places(way: Way) -> dict[str, tuple[int, int]]:
    """Return where each id stands: its group, and its place in that."""
    return {
        question_id: (at, place)
        for at, group in enumerate(way)
        for place, question_id in enumerate(group)
    }


_FIRST_PLACES, _SECOND_PLACES = _places(FIRST_WAY), _places(SECOND_WAY)


@dataclass(frozen=True)
class Scope:
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


WHOLE = Scope()


class Agenda:
    """The way through the interview, from one question to the next.

    Why one section alone knows no passes: it is short, and its depth belongs to what is above it.
    """

    def __init__(self, session: Session, scope: Scope = WHOLE) -> None:
        self._session = session
        self._scope = scope
        self.is_first_pass = scope.section is None
        # Gone through in this run, answered or left open.
        self._passed: set[str] = set()
        # To be asked again, whatever stands there: somebody has gone back over them.
        self._again: set[str] = set()
        # The sections whose optional questions are asked, too, and those where somebody was asked
        # whether they are wanted.
        self._whole: set[str] = set()
        self._asked_about: set[str] = set()
        # The sections that the first pass has gone through in this run.
        self._begun: set[str] = set()
        # What was wanted at once before the last answer, what is since, and where it goes on then.
        self._known: tuple[str, ...] = session.assessment.wanted
        self._at_once: list[str] = []
        self._left_at: str | None = None
        # A framing that has been begun has its people; they are asked for again in depth.
        self._is_fresh = all(SECTION_OF[qid].id == "workflow" for qid in session.framing.answers)

    def first(self) -> str | None:
        """Return the question to begin with: the first of the first pass that is open, else the
        first essential one.

        A section that is asked for by name is gone through again where nothing in it is open.
        """
        if self.is_first_pass:
            begin = self._first_of(FIRST_WAY)
            if begin is not None:
                return begin
            self.is_first_pass = False
        still_open = set(self._session.assessment.completeness.open)
        for question_id in ORDER:
            if question_id in still_open and self._scope.has(SECTION_OF[question_id]):
                return question_id
        section = self._scope.section
        return None if section is None or self._scope.open_only else self.walk(section)

    def go_in_depth(self) -> str | None:
        """Begin the second pass; return its first question."""
        self.is_first_pass = False
        return self._first_of(SECOND_WAY)

    def _first_of(self, way: Way) -> str | None:
        return next(
            (qid for group in way for qid in group if self._is_wanted(QUESTIONS[qid])), None
        )

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

    def next(self, here: str) -> str | None:
        """Return the next question from here; None at the end of a pass.

        In the first pass, what the last answer has brought up in what lies behind comes at once,
        and then it goes on where it was.
        """
        if self.is_first_pass:
            here, self._left_at = self._left_at or here, None
            at, _ = _FIRST_PLACES[here]
            wanted = self._session.assessment.wanted
            new = [qid for qid in wanted if qid not in self._known and _FIRST_PLACES[qid][0] < at]
            self._known = wanted
            self._at_once = [
                qid for qid in (*self._at_once, *new) if self._is_wanted(QUESTIONS[qid])
            ]
            if self._at_once:
                self._left_at = here
                return self._at_once.pop(0)
        return self.after(here) or self._beyond(here)

    def after(self, here: str) -> str | None:
        """Return the next question of the same group: behind this one, else one opened before it.

        In a section that is no part of the interview, only what was asked for by name.
        """
        way, places = self._way
        at, place = places[here]
        wanted = self._wanted_of(way[at])
        behind = [question_id for question_id in wanted if places[question_id][1] > place]
        return next(iter(behind or wanted), None)

    def _beyond(self, here: str) -> str | None:
        """Return the next question of another group: of a later one, else of any."""
        way, places = self._way
        at, _ = places[here]
        for group in (*way[at + 1 :], *way[: at + 1]):
            if self._scope.has(SECTION_OF[group[0]]) and (wanted := self._wanted_of(group)):
                return wanted[0]
        return None

    @property
    def _way(self) -> tuple[Way, dict[str, tuple[int, int]]]:
        if self.is_first_pass:
            return FIRST_WAY, _FIRST_PLACES
        return SECOND_WAY, _SECOND_PLACES

    def _wanted_of(self, group: tuple[str, ...]) -> list[str]:
        wanted = [question_id for question_id in group if self._is_wanted(QUESTIONS[question_id])]
        if not self._scope.has(SECTION_OF[group[0]]):
            return [question_id for question_id in wanted if question_id in self._again]
        return wanted

    def offers_more(self, section: Section) -> bool:
        """Tell whether to ask about the optional questions of a section; once in a run."""
        if self.is_first_pass or self._scope.open_only or not self._scope.has(section):
            return False
        return section.id not in self._asked_about and bool(self.optional(section))

    def owes(self, section: Section) -> bool:
        """Tell whether the optional questions of a section are still to be asked about, though
        nothing else brings the second pass to it."""
        return section.id in self._begun and self.offers_more(section)

    def note_wish(self, section: Section, *, whole: bool) -> None:
        """Note whether the optional questions of a section are wanted."""
        self._asked_about.add(section.id)
        if whole:
            self._whole.add(section.id)

    def is_whole(self, section: Section) -> bool:
        """Tell whether the optional questions of a section are asked, too."""
        return section.id in self._whole

    def passed(self, question_id: str) -> None:
        """Note that a question has been gone through."""
        self._passed.add(question_id)
        self._again.discard(question_id)
        if self.is_first_pass:
            self._begun.add(SECTION_OF[question_id].id)

    def again(self, question_id: str) -> None:
        """Note that a question is to be asked again, whatever stands there."""
        self._again.add(question_id)
        # Whoever goes elsewhere goes on from there.
        self._left_at = None

    def walk(self, section: Section) -> str | None:
        """Go through a section from its beginning; return its first question.

        Where only open questions are wanted, those that are answered are not gone through again.
        """
        framing = self._session.framing
        for question in section.questions:
            is_given = question.id in framing.answers or question.id in framing.not_applicable
            # Whoever goes to the overview wants its few questions, whichever pass it is.
            is_due = self._is_due(question) or (section.id == "workflow" and self._scope.is_all)
            if (is_given and not self._scope.open_only) or is_due:
                self._again.add(question.id)
        return next((q.id for q in section.questions if self._is_wanted(q)), None)

    def _is_wanted(self, question: AnyQuestion) -> bool:
        if question.id in self._again:
            return question.is_asked(self._session.framing)
        if question.id in self._passed or not self.is_open(question):
            return False
        return self._is_due(question) or self.is_whole(SECTION_OF[question.id])

    def _is_due(self, question: AnyQuestion) -> bool:
        """Tell whether a question comes by itself; its answer is not looked at."""
        framing, assessment = self._session.framing, self._session.assessment
        if self._scope.open_only and question.id not in assessment.completeness.open:
            return False
        if not self.is_first_pass:
            return self._scope.open_only or not is_optional(question, framing)
        if question.id in _HEADER:
            return self._is_fresh
        is_of_it = question.id in _IN_FIRST_PASS and question.is_essential(framing)
        return is_of_it or question.id in assessment.wanted


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
