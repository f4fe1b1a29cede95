"""How much of the framing is answered, being found out, and open.

Why essentials alone: a meeting has an hour; the rest sits behind “more” and is never counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from framing_tui.model.catalogue import SECTION_OF, SECTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.question import AnyQuestion
from framing_tui.model.spec import Action

# What stays essential once the meeting has decided as the verdict says: not to build this yet.
_KEPT_WHEN_DECIDED = ("workflow", "stack", "need")
_KEPT_IDS = ("validation.baseline_kind", "spec.owner", "decision")


@dataclass(frozen=True)
class Completeness:
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
    for question in questions:
        if framing.is_answered(question):
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
    totals = Counter(SECTION_OF[q.id].id for q in questions)
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    still_open: defaultdict[str, list[str]] = defaultdict(list)
    for ids, sections in ((counted.assigned, waiting), (counted.open, still_open)):
        for question_id in ids:
            sections[SECTION_OF[question_id].id].append(question_id)
    return {
        s.id: Completeness(
            totals[s.id] - len(waiting[s.id]) - len(still_open[s.id]),
            tuple(waiting[s.id]),
            tuple(still_open[s.id]),
        )
        for s in SECTIONS
    }
