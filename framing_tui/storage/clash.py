"""Settle an answer that two people gave differently: this one, that one, or both.

Why from the record and not from two framings: a clash survives the session in which it came up,
and may be settled by somebody who saw neither side.
"""

from __future__ import annotations

import contextlib
import tomllib
from dataclasses import dataclass
from typing import Any, Literal, cast

from framing_tui.model.basis import weaker, with_basis
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import WrongValue
from framing_tui.model.question import AnyQuestion
from framing_tui.model.spec import Clash
from framing_tui.storage.limits import TooWild, look
from framing_tui.storage.marks import without_basis

Choice = Literal["mine", "theirs", "both"]
_NOT_APPLICABLE = "not applicable: "


@dataclass(frozen=True)
class Sides:
    """Two answers to one question: the one in its place, and the other one.

    `both` is what holds the two, None where one answer cannot; `reason` is set where the other
    side has said that the question is not applicable. `is_readable` tells whether the other
    answer can be put in its place at all: the record may have been written by hand.
    """

    row: Clash
    question: AnyQuestion
    mine: Any
    mine_reason: str | None
    theirs: Any
    reason: str | None
    is_readable: bool
    both: Any = None
    mine_basis: str | None = None
    basis: str | None = None

    def in_words(self, *, mine: bool) -> str:
        """Return one of the two answers as people read it."""
        reason = self.mine_reason if mine else self.reason
        value = self.mine if mine else self.theirs
        if not mine and not self.is_readable:
            return f"cannot be read: {self.row.theirs or 'nothing'}"
        return _in_words(self.question, value, reason, self.mine_basis if mine else self.basis)


def what_stands(framing: Framing, question_id: str) -> str:
    """Return what stands as an answer, or in the place of one, as people read it."""
    value, reason = framing.answers.get(question_id), framing.not_applicable.get(question_id)
    return _in_words(QUESTIONS[question_id], value, reason, framing.basis_of(question_id))


def _in_words(question: AnyQuestion, value: Any, reason: str | None, basis: str | None) -> str:
    if reason is not None:
        return f"{_NOT_APPLICABLE}{reason}"
    shown = "(no answer)" if value is None else question.kind.show(value)
    return with_basis(shown, basis)


def open_clashes(framing: Framing) -> list[Sides]:
    """Return the clashes that wait to be settled, in the order of the file."""
    rows = framing.records.clashes or ()
    return [_sides(framing, row) for row in rows if row.question in QUESTIONS]


def settled(framing: Framing, sides: Sides, choice: Choice) -> Framing:
    """Return the framing with one clash settled.

    What was chosen against is no longer in the framing; undo brings it back. Raises ValueError
    where that choice cannot be made.
    """
    rows = tuple(row for row in framing.records.clashes or () if row != sides.row)
    framing = framing.with_answer("clashes", rows or None)
    question_id = sides.question.id
    if choice == "mine":
        return framing
    if choice == "both":
        if sides.both is None:
            raise ValueError("one answer cannot hold both")
        weaker_of_both = weaker(sides.mine_basis, sides.basis)
        return framing.with_answer(question_id, sides.both).with_basis(question_id, weaker_of_both)
    if not sides.is_readable:
        raise ValueError("the other answer cannot be read")
    if sides.reason is not None:
        return framing.with_not_applicable(question_id, sides.reason)
    return framing.with_answer(question_id, sides.theirs).with_basis(question_id, sides.basis)


def _sides(framing: Framing, row: Clash) -> Sides:
    question = QUESTIONS[row.question or ""]
    mine = framing.answers.get(question.id)
    told = row.theirs or ""
    reason, theirs, basis, is_readable = None, None, None, True
    if told.startswith(_NOT_APPLICABLE):
        reason = told.removeprefix(_NOT_APPLICABLE)
    else:
        told, basis = without_basis(question.id, told)
        try:
            theirs = _read(question, told)
        except (WrongValue, ValueError, RecursionError):
            is_readable = False
    return Sides(
        row,
        question,
        mine,
        framing.not_applicable.get(question.id),
        theirs,
        reason,
        is_readable,
        _both(question, mine, theirs),
        framing.basis.get(question.id),
        basis,
    )


def _read(question: AnyQuestion, told: str) -> object:
    """Return an answer from how the file would spell it; raises ValueError."""
    text = f"answer = {told}"
    try:
        look(text)
    except TooWild as error:
        raise ValueError(str(error)) from error
    value = tomllib.loads(text)
    if list(value) != ["answer"]:
        raise ValueError("is more than one value")
    return None if value["answer"] == "" else question.kind.read(value["answer"])


def _both(question: AnyQuestion, mine: Any, theirs: Any) -> object | None:
    """Return one answer that holds two, or None where there is none of that kind."""
    if mine is None or theirs is None or mine == theirs:
        return None
    kind = question.kind
    both = kind.both(mine, theirs)
    if both is None:
        return None
    with contextlib.suppress(WrongValue):
        # Two long texts may be longer than one may be, and some numbers take no range.
        return cast(object, kind.read(kind.write(both)))
    return None
