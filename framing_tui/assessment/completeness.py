"""How much of the framing is answered, being found out, and open.

Why essentials alone: a meeting has an hour; the rest sits behind “more” and is never counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from framing_tui.model.catalogue import QUESTIONS, SECTION_OF, SECTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.question import AnyQuestion

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


def is_assigned(framing: Framing, question_id: str, today: date | None) -> bool:
    """Tell whether a named person finds out the answer by a date that is not past.

    Why both are needed: “somebody, some day” is how answers stay open. Why today is passed in: the
    same framing must be judged the same way twice.
    """
    return any(
        action.question == question_id
        and action.owner is not None
        and action.due is not None
        and (today is None or action.due >= today)
        for action in framing.records.actions or ()
    )


def essentials(framing: Framing, *, decided: bool = False) -> tuple[AnyQuestion, ...]:
    """Return the questions that count now; fewer where a decision against building was reached."""
    found = (q for q in QUESTIONS.values() if q.is_essential(framing))
    if not decided:
        return tuple(found)
    return tuple(q for q in found if SECTION_OF[q.id].id in _KEPT_WHEN_DECIDED or q.id in _KEPT_IDS)


def count(framing: Framing, questions: tuple[AnyQuestion, ...], today: date | None) -> Completeness:
    """Count the given questions."""
    answered = 0
    assigned: list[str] = []
    still_open: list[str] = []
    for question in questions:
        if framing.is_answered(question):
            answered += 1
        elif is_assigned(framing, question.id, today):
            assigned.append(question.id)
        else:
            still_open.append(question.id)
    return Completeness(answered, tuple(assigned), tuple(still_open))


def by_section(
    framing: Framing, questions: tuple[AnyQuestion, ...], today: date | None
) -> dict[str, Completeness]:
    """Count the given questions, section by section."""
    return {
        section.id: count(
            framing, tuple(q for q in questions if SECTION_OF[q.id] is section), today
        )
        for section in SECTIONS
    }
