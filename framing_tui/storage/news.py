"""What somebody else's changes have done to an open framing, so that it can be said in a line."""

from __future__ import annotations

from dataclasses import dataclass

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing

_CLASHES = "clashes"


@dataclass(frozen=True)
class News:
    """Which questions were answered, changed or taken back outside, and which clash since.

    `is_put_back` tells that the whole file is in a state again in which it has been before.
    """

    changed: tuple[str, ...] = ()
    taken_back: tuple[str, ...] = ()
    clashing: tuple[str, ...] = ()
    is_put_back: bool = False

    @property
    def takes_away(self) -> bool:
        """Whether anything is gone that nobody at this screen has taken back."""
        return self.is_put_back or bool(self.taken_back)


def news(before: Framing, after: Framing, *, is_put_back: bool = False) -> News:
    """Return what has happened between two framings."""
    changed: list[str] = []
    taken: list[str] = []
    for question_id in QUESTIONS:
        if question_id == _CLASHES:
            continue
        was, now = _said(before, question_id), _said(after, question_id)
        if was == now:
            continue
        (taken if now == (None, None) else changed).append(question_id)
    known = {row.question for row in before.records.clashes or ()}
    clashing = [row.question for row in after.records.clashes or () if row.question not in known]
    questions = tuple(dict.fromkeys(q for q in clashing if q in QUESTIONS))
    return News(tuple(changed), tuple(taken), questions, is_put_back)


def _said(framing: Framing, question_id: str) -> tuple[object, str | None]:
    return framing.answers.get(question_id), framing.not_applicable.get(question_id)
