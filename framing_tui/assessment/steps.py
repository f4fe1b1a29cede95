"""What was done by hand: an answer undone or made again, a record added, deleted or moved.

Why only these: an answer that is being typed can be seen on the screen, and these cannot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from framing_tui.model.catalogue import QUESTIONS, asks_in_full, term_of
from framing_tui.model.clean import one_line
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.records import Row
from framing_tui.model.row_paths import row_path
from framing_tui.rules.finding import listed, quote

Step = Literal["answered", "undone", "redone"]
# More of an answer than this is read where it stands.
_SHOWN = 60


class StepDone(NamedTuple):
    """What was done, in one line, and the question that it was done to."""

    kind: Literal["undone", "redone", "row"]
    words: str
    question_id: str


def what_was_done(
    before: Framing, after: Framing, question_id: str | None, step: Step
) -> list[StepDone]:
    """Return what was done between two framings: of answers only what is not seen anyway.

    Whoever says which question was touched wants no word of the others: a find-out adds an action.
    """
    if step == "answered":
        return [
            StepDone("row", words, qid)
            for qid in _touched(before.answers, after.answers, question_id)
            if QUESTIONS[qid].kind.row is not None and not QUESTIONS[qid].internal
            if question_id is None or qid == question_id
            for words in _rows(qid, before, after, step)
        ]
    done = list(_undone(before, after, question_id, step))
    if not done:
        nothing = f"{step}: nothing, as it has been answered anew since"
        return [StepDone(step, nothing, question_id if question_id in QUESTIONS else "")]
    (first, qid), more = done[0], len(done) - 1
    words = f"{step}: {first}" + (f", and {more} more" if more else "")
    return [StepDone(step, words, qid)]


def _undone(
    before: Framing, after: Framing, question_id: str | None, step: Step
) -> Iterator[tuple[str, str]]:
    """Yield each thing that an undone or repeated step did, with the question that it touched."""
    for qid in _touched(before.answers, after.answers, question_id):
        if qid not in after.answers and qid in after.not_applicable:
            # Told once, by the mark that has come in its place.
            continue
        has_rows = QUESTIONS[qid].kind.row is not None
        of_rows = list(_rows(qid, before, after, step)) if has_rows else []
        # Between “none” and open, no record comes or goes.
        for words in of_rows or [_answer(qid, after, step)]:
            yield words, qid
    again = " again" if step == "undone" else ""
    for qid in _touched(before.not_applicable, after.not_applicable, question_id):
        if _goes_with_record(qid, before, after):
            continue
        if qid in after.not_applicable:
            yield f"{_quoted(qid)} is not applicable{again}", qid
        elif qid not in after.answers:
            yield f"{_quoted(qid)} is open{again}", qid
    for qid in _touched(before.notes, after.notes, question_id):
        if _goes_with_record(qid, before, after):
            continue
        if qid not in after.notes:
            state = "gone"
        elif qid not in before.notes:
            state = f"there{again}"
        else:
            state = "as it was" if step == "undone" else "changed"
        yield f"the note on {_quoted(qid)} is {state}", qid
    for qid in _touched(before.basis, after.basis, question_id):
        if before.answers.get(qid) == after.answers.get(qid):
            # What came or went with an answer is told with that one.
            word = after.basis.get(qid)
            said = f"{word}{again}" if word else "not said"
            yield f"what {_quoted(qid)} rests on is {said}", qid


def _goes_with_record(key: str, before: Framing, after: Framing) -> bool:
    """Whether what stands on a record came or went with it, and is told with it."""
    path = row_path(key)
    if path is None:
        return False
    return before.answers.get(path.list_id) != after.answers.get(path.list_id)


def _touched(
    before: Mapping[str, Any], after: Mapping[str, Any], question_id: str | None
) -> list[str]:
    """Return the keys whose value differs, the one that was touched first."""
    keys = [key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)]
    return sorted(keys, key=lambda key: key != question_id)


def _answer(question_id: str, after: Framing, step: Step) -> str:
    again = " again" if step == "undone" else ""
    value = after.answers.get(question_id)
    if value is None:
        return f"{_quoted(question_id)} is open{again}"
    kind = QUESTIONS[question_id].kind
    shown = one_line(kind.show(value), _SHOWN)
    if kind.keeps_words and value != ():
        shown = quote(shown)
    return f"{term_of(question_id) or _quoted(question_id)} is {shown}{again}"


def _quoted(question_id: str) -> str:
    if question_id not in QUESTIONS:
        # A note may stand on a single record.
        path = row_path(question_id)
        return quote(path.words if path is not None else question_id)
    return quote(term_of(question_id) or asks_in_full(question_id).rstrip("?"))


# Records.


def _rows(question_id: str, before: Framing, after: Framing, step: Step) -> Iterator[str]:
    """Yield what happened to the records of a list, in words."""
    old, new = _of(before, question_id), _of(after, question_id)
    row = QUESTIONS[question_id].kind.row
    for how, names in _moves(old, new, is_keyed=row is not None and row.is_keyed):
        if how != "changed" or step != "answered":
            yield _said(question_id, how, names, step)


def _of(framing: Framing, question_id: str) -> tuple[Row, ...]:
    rows: tuple[Row, ...] = framing.answers.get(question_id) or ()
    return rows


def _moves(
    old: Sequence[Row], new: Sequence[Row], *, is_keyed: bool
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield how the records of two lists differ, each way with their names."""
    before, after = [_name(row) for row in old], [_name(row) for row in new]
    added, deleted = _without(after, before), _without(before, after)
    if is_keyed and len(added) == len(deleted) == 1 and len(old) == len(new):
        at = after.index(added[0])
        if before[at] == deleted[0]:
            yield "renamed", (deleted[0], added[0])
            return
    if deleted:
        yield "deleted", tuple(deleted)
    if added:
        yield "added", tuple(added)
    if added or deleted:
        return
    if before != after:
        yield "moved", _moved(before, after)
    elif changed := [_name(row) for row, was in zip(new, old, strict=True) if row != was]:
        yield "changed", tuple(changed)


def _name(row: Row) -> str:
    return row.label or "no name"


def _without(names: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the names that the others lack; one that stands twice counts twice."""
    left = list(others)
    found = []
    for name in names:
        if name in left:
            left.remove(name)
        else:
            found.append(name)
    return found


def _moved(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """Return the name that went furthest, and the one that it stands before now, if any.

    Why both: two neighbours that changed places are told truly, whichever of them was taken.
    """

    def distance(name: str) -> int:
        return abs(after.index(name) - before.index(name))

    moved = max(after, key=distance)
    return tuple(after[after.index(moved) :][:2])


# Undoing a deletion adds the record again, and so on.
_UNDONE = {"added": "is back", "deleted": "is gone again", "changed": "is as it was"}


def _said(question_id: str, how: str, names: tuple[str, ...], step: Step) -> str:
    if question_id == "accepted" and step != "answered":
        again = " again" if step == "undone" else ""
        state = {"deleted": "no longer accepted", "added": f"accepted{again}"}
        if how in state:
            return f"{', '.join(one_line(name) for name in names)} is {state[how]}"
    if how == "renamed":
        was, now = (quote(name) for name in names)
        return f"{was} is {now} again" if step == "undone" else f"renamed {was} to {now}"
    if how == "moved":
        is_last = len(names) == 1
        if step == "undone":
            where = "at the end" if is_last else f"before {quote(names[1])}"
            return f"{quote(names[0])} is {where} again"
        where = "to the end" if is_last else f"before {quote(names[1])}"
        return f"moved {quote(names[0])} {where}"
    if step == "undone":
        return f"{listed(names)} {_UNDONE[how]}"
    return f"{how} {listed(names)}"
