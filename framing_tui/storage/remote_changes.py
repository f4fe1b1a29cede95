"""What somebody else's changes have done to an open framing, so that it can be said in a line."""

from __future__ import annotations

from framing_tui.model.catalogue import QUESTIONS, asks_in_full
from framing_tui.model.clean import one_line
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.plural import plural
from framing_tui.storage.merge import Said

_CLASHES = "clashes"
# It is read in passing: so many questions are named, and so much of each.
_MOST_NAMED = 2
_LONGEST_NAME = 40


class News(NamedTuple):
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

    def given_back(self, before: Framing, after: Framing) -> Framing:
        """Return what undo brings back: the answers that are gone, beside all that is new.

        Why not the framing as it was: what somebody else has answered in the same moment is
        theirs. A file that was put back as a whole is brought back as a whole.
        """
        if self.is_put_back:
            return before
        for question_id in self.taken_back:
            answer, reason, basis = Said.to(before, question_id)
            if reason is not None:
                after = after.with_not_applicable(question_id, reason)
            if answer is not None:
                after = after.with_answer(question_id, answer)
                after = after.with_basis(question_id, basis)
        return after

    def words(self, *, undo: str, settle: str) -> str:
        """Return all of it in one line; `undo` and `settle` are how that is done at this door."""
        if self.is_put_back:
            answers = plural(len(self.changed) + len(self.taken_back), "answer")
            return (
                f"the file was put back to an earlier state: {answers} changed;"
                f" {undo} brings them back"
            )
        said: list[str] = []
        if self.clashing:
            said.append(f"two answers to {_named(self.clashing)}: {settle}")
        if self.taken_back:
            taken = _named(self.taken_back)
            said.append(f"somebody else took back {taken}: {undo} brings it back")
        if self.changed:
            said.append(f"somebody else answered {_named(self.changed)}")
        return "; ".join(said) or "what somebody else wrote was joined in"


def news(before: Framing, after: Framing, *, is_put_back: bool = False) -> News:
    """Return what has happened between two framings."""
    changed: list[str] = []
    taken: list[str] = []
    for question_id in QUESTIONS:
        if question_id == _CLASHES:
            continue
        was, now = Said.to(before, question_id), Said.to(after, question_id)
        if was == now:
            continue
        is_gone = now[:2] == (None, None) != was[:2]
        (taken if is_gone else changed).append(question_id)
    known = {row.question for row in before.records.clashes or ()}
    clashing = [row.question for row in after.records.clashes or () if row.question not in known]
    questions = tuple(dict.fromkeys(q for q in clashing if q in QUESTIONS))
    return News(tuple(changed), tuple(taken), questions, is_put_back)


def _named(question_ids: tuple[str, ...]) -> str:
    shown = question_ids[:_MOST_NAMED]
    names = [f"“{one_line(asks_in_full(question_id), _LONGEST_NAME)}”" for question_id in shown]
    rest = len(question_ids) - len(names)
    *first, last = [*names, f"{rest} more"] if rest else names
    return f"{', '.join(first)} and {last}" if first else last
