"""How much of the framing is answered, being found out, and open.

Why essentials alone: a meeting has an hour; the rest sits behind “more” and is never counted. Why
two passes: what fills the page and the cells is asked in half an hour, so that there is time to
talk; figures and depth come after it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import TypeVar

from framing_tui.model.catalogue import FIRST_PASS, PLACES, QUESTIONS, SECTION_OF, SECTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.model.spec import Action

Group = TypeVar("Group")

# What stays essential once the meeting has decided as the verdict says: not to build this yet.
_KEPT_WHEN_DECIDED = ("workflow", "stack", "need")
_KEPT_IDS = ("validation.baseline_kind", "spec.owner", "decision")


class Completeness(NamedTuple):
    """Counts over the essential questions, with the ids of those that are open or assigned."""

    answered: int
    assigned: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def total(self) -> int:
        """All essential questions that are asked now."""
        return self.answered + len(self.assigned) + len(self.open)

    @property
    def words(self) -> str:
        """The counts as the title line says them."""
        waiting, still_open = len(self.assigned), len(self.open)
        return f"{self.answered} answered · {waiting} being found out · {still_open} open"

    @property
    def share(self) -> str:
        """How many are answered of all, like 31/50."""
        return f"{self.answered}/{self.total}"


class Passes(NamedTuple):
    """The essential questions by pass, each with its open ids in the order of asking.

    `apart` are those that no number holds: the grid of candidates, which the first pass asks, and
    the colours of the cells, which end it. The three together are all that is essential.
    `opened` are open ids of the second pass that an answer has brought up, and that do not wait for
    their calculator.
    """

    first: Completeness
    in_depth: Completeness
    apart: Completeness
    opened: tuple[str, ...]

    @property
    def words(self) -> str:
        """Both counts as every door says them."""
        return f"first pass {self.first.share} · in depth {self.in_depth.share}"

    @property
    def first_open(self) -> tuple[str, ...]:
        """What is open of the first pass, the grid of candidates among it; a check goes by it."""
        still_open = {*self.first.open, *self.apart.open}
        return tuple(qid for qid in FIRST_PASS if qid in still_open and QUESTIONS[qid].first_pass)

    @property
    def to_ask(self) -> tuple[str, ...]:
        """Every open essential: those of the first pass to its end, then those of the second."""
        still_open = {*self.first.open, *self.apart.open}
        return (*(qid for qid in FIRST_PASS if qid in still_open), *self.in_depth.open)


def assigned(framing: Framing, today: date | None) -> tuple[str, ...]:
    """Return what named persons find out, by dates that are not past: ids of questions or rows.

    Why both are needed: “somebody, some day” is how answers stay open. Why today is passed in: the
    same framing must be judged the same way twice.
    """
    return tuple(
        action.question
        for action in framing.records.actions or ()
        if action.question is not None
        and action.owner is not None
        and action.due is not None
        and (today is None or action.due >= today)
    )


def is_among(question_id: str, found_out: tuple[str, ...]) -> bool:
    """Tell whether a question is among those being found out; a row counts for its list."""
    return any(
        target == question_id or target.startswith(f"{question_id}.") for target in found_out
    )


def found_out_in(framing: Framing, question_id: str) -> Action | None:
    """Return the action in which an answer is found out, by whomever and whenever, or None."""
    actions = framing.records.actions or ()
    return next((action for action in actions if action.question == question_id), None)


def is_optional(question: AnyQuestion, framing: Framing) -> bool:
    """Tell whether a question waits behind “more” until somebody wants it.

    Why the header and the actions never do: no meeting ends without them.
    """
    if question.id == "actions" or SECTION_OF[question.id].id == "workflow":
        return False
    return not question.is_essential(framing)


def essentials(framing: Framing, *, decided: bool = False) -> tuple[AnyQuestion, ...]:
    """Return the questions that count now; fewer where a decision against building was reached."""
    found = framing.essentials.values()
    if not decided:
        return tuple(found)
    return tuple(q for q in found if SECTION_OF[q.id].id in _KEPT_WHEN_DECIDED or q.id in _KEPT_IDS)


def count(framing: Framing, questions: tuple[AnyQuestion, ...], today: date | None) -> Completeness:
    """Count the given questions."""
    found_out = assigned(framing, today)
    answered = 0
    waiting: list[str] = []
    still_open: list[str] = []
    answer, marked = framing.answer, framing.not_applicable
    for question in questions:
        if answer(question) is not None or question.id in marked:
            answered += 1
        elif found_out and is_among(question.id, found_out):
            waiting.append(question.id)
        else:
            still_open.append(question.id)
    return Completeness(answered, tuple(waiting), tuple(still_open))


def by_section(
    counted: Completeness, questions: tuple[AnyQuestion, ...]
) -> dict[str, Completeness]:
    """Return the counts of the given questions, which have been counted, section by section."""
    return _divided(counted, questions, _SECTION_IDS, (s.id for s in SECTIONS))


def first_by_section(
    first: Completeness, questions: tuple[AnyQuestion, ...]
) -> dict[str, Completeness]:
    """Return the counts of the first pass, which have been counted, section by section."""
    return by_section(first, tuple(q for q in questions if _PASSES[q.id] == "first"))


def passes(counted: Completeness, questions: tuple[AnyQuestion, ...]) -> Passes:
    """Return the counts of the given questions, which have been counted, pass by pass."""
    in_order = Completeness(
        counted.answered,
        tuple(sorted(counted.assigned, key=PLACES.__getitem__)),
        tuple(sorted(counted.open, key=PLACES.__getitem__)),
    )
    groups = _divided(in_order, questions, _PASSES, ("first", "in depth", "apart"))
    return Passes(
        first=groups["first"],
        in_depth=groups["in depth"],
        apart=groups["apart"],
        opened=tuple(qid for qid in groups["in depth"].open if _is_brought_up(QUESTIONS[qid])),
    )


def is_in_first_pass(question: AnyQuestion) -> bool:
    """Tell whether the first pass asks an essential question: by itself, or once brought up."""
    return question.first_pass or _is_brought_up(question)


def _is_brought_up(question: AnyQuestion) -> bool:
    """Tell whether an answer has to bring an essential question up, and it does not wait then."""
    return question.id not in _of_a_blank_framing() and not question.is_input


@cache
def _of_a_blank_framing() -> frozenset[str]:
    return frozenset(Framing().essentials)


def _pass_of(question: AnyQuestion) -> str:
    if question.counts_apart:
        return "apart"
    return "first" if question.first_pass else "in depth"


# By the id of each question, as all are counted at each letter.
_PASSES = {qid: _pass_of(question) for qid, question in QUESTIONS.items()}
_SECTION_IDS = {qid: section.id for qid, section in SECTION_OF.items()}


def _divided(
    counted: Completeness,
    questions: tuple[AnyQuestion, ...],
    group_of: Mapping[str, Group],
    groups: Iterable[Group],
) -> dict[Group, Completeness]:
    """Return the counts of the given questions, which have been counted, group by group."""
    totals = Counter([group_of[q.id] for q in questions])
    waiting, still_open = _by_group(counted.assigned, group_of), _by_group(counted.open, group_of)
    return {
        group: Completeness(
            totals[group] - len(waiting.get(group, ())) - len(still_open.get(group, ())),
            tuple(waiting.get(group, ())),
            tuple(still_open.get(group, ())),
        )
        for group in groups
    }


def _by_group(ids: tuple[str, ...], group_of: Mapping[str, Group]) -> dict[Group, list[str]]:
    found: defaultdict[Group, list[str]] = defaultdict(list)
    for question_id in ids:
        found[group_of[question_id]].append(question_id)
    return found
