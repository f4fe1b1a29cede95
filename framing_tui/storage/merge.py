"""Join two people's changes to one framing, answer by answer.

Why by answer: two laptops in one meeting change different answers nearly always. Where both
changed the same one, mine stays in its place and theirs is kept as a clash until somebody chooses.
Lists are joined item by item, records cell by cell and texts line by line, as both may add to
them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from framing_tui.model.basis import with_basis
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row
from framing_tui.model.row_paths import row_path
from framing_tui.model.spec import Clash
from framing_tui.storage.canonical import plain_answer, value_text

_CLASHES = "clashes"
# Comparing more lines than a text of people has takes seconds.
_MAX_LINES = 500
Item = TypeVar("Item")


class _Clashes(Exception):
    """Both sides changed one thing, and differently."""


class Said(NamedTuple):
    """What one side says to one question: an answer, or why it is not applicable, or nothing.

    Why with what the answer rests on: a figure that one side has changed was not measured because
    the other one says so of the old figure.
    """

    answer: Any
    reason: str | None
    basis: str | None

    @classmethod
    def to(cls, framing: Framing, question_id: str) -> Said:
        """Return what a framing says to a question."""
        return cls(
            framing.answers.get(question_id),
            framing.not_applicable.get(question_id),
            framing.basis.get(question_id),
        )

    def in_words(self, question: AnyQuestion) -> str:
        """Return it as the file would spell it, for a person who has to choose."""
        if self.answer is None and self.reason is not None:
            return f"not applicable: {self.reason}"
        return with_basis(value_text(plain_answer(question, self.answer)), self.basis)


def merge(base: Framing, mine: Framing, theirs: Framing) -> Framing:
    """Return theirs with my changes since `base`, and a clash for each answer both changed."""
    merged = theirs
    clashes: list[Row] = []
    for question_id, question in QUESTIONS.items():
        was, own, other = (Said.to(side, question_id) for side in (base, mine, theirs))
        if question_id == _CLASHES or own in (was, other):
            continue
        if other == was:
            merged = _saying(merged, question_id, own)
            continue
        try:
            joined = _joined_answer(question, was.answer, own.answer, other.answer)
            merged = _saying(merged, question_id, Said(joined, own.reason, own.basis))
        except _Clashes:
            merged = _saying(merged, question_id, own)
            row = {
                "question": question_id,
                "ours": own.in_words(question),
                "theirs": other.in_words(question),
            }
            clashes.append(Clash(row))
    kept = _joined_list(*(side.answers.get(_CLASHES, ()) for side in (base, mine, theirs)))
    open_clashes = tuple(dict.fromkeys([*kept, *clashes]))
    if open_clashes != theirs.answers.get(_CLASHES, ()):
        merged = merged.with_answer(_CLASHES, open_clashes or None)
    notes = dict(merged.notes)
    for key in {**base.notes, **mine.notes}:
        note = _kept_note(key, clashes, *(side.notes.get(key) for side in (base, mine, theirs)))
        notes.pop(key, None)
        notes |= {key: note} if note and note.strip() else {}
    marks = dict(merged.not_applicable)
    for key in {**base.not_applicable, **mine.not_applicable}:
        if key not in QUESTIONS:
            reasons = [side.not_applicable.get(key) for side in (base, mine, theirs)]
            reason = _kept_note(key, clashes, *reasons)
            marks.pop(key, None)
            marks |= {key: reason} if reason else {}
    return merged.with_notes(notes).with_marks(marks)


def _kept_note(
    key: str, clashes: Sequence[Row], was: str | None, own: str | None, other: str | None
) -> str | None:
    """Return a note with both sides' words; one on a record that clashes is never let go.

    Why: whoever deleted the record let its notes go, too, and the other side may yet be chosen.
    """
    path = row_path(key)
    if path is not None and any(row.label == path.list_id for row in clashes):
        own, other = own or other, other or own
    return _joined_note(was, own, other)


def _saying(framing: Framing, question_id: str, said: Said) -> Framing:
    """Return the framing with one question answered, open or not applicable as somebody said."""
    answers = _with(framing.answers, question_id, said.answer)
    reasons = _with(framing.not_applicable, question_id, said.reason)
    basis = _with(framing.basis, question_id, said.basis)
    replaced = _with(framing.replaced, question_id, None)
    return Framing(answers, reasons, framing.notes, basis, replaced)


def _with(mapping: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    """Return a mapping with another value at a key, or without that key."""
    others = {k: v for k, v in mapping.items() if k != key}
    return others if value is None else {**others, key: value}


def _joined_note(was: str | None, own: str | None, other: str | None) -> str | None:
    """Return a note with both sides' words; one that both wrote differently holds both."""
    if own in (was, other):
        return other
    if other == was:
        return own
    if own is None or other is None:
        return other or own
    if other in own.split("\n"):
        return own
    return other if own in other.split("\n") else f"{own}\n{other}"


def _joined_answer(question: AnyQuestion, was: Any, own: Any, other: Any) -> Any:
    """Return an answer with what both sides did to it; raises _Clashes where one cannot hold it.

    Why nothing is joined with an empty side, or to an empty list: “none” and “these two” cannot
    both be meant, and “none” is an answer that somebody has to give.
    """
    if not own or not other:
        raise _Clashes
    joined: Any = None
    kind = question.kind
    if kind.row is not None:
        joined = _joined_records(kind.row, was or (), own, other)
    elif kind.has_items:
        joined = _joined_list(was or (), own, other)
    elif kind.has_lines and was:
        joined = "\n".join(_joined_lines(*(text.split("\n") for text in (was, own, other))))
    if not joined:
        raise _Clashes
    return joined


def _joined_lines(was: list[str], own: list[str], other: list[str]) -> list[str]:
    """Return lines with both sides' changes; raises _Clashes where those touch each other."""
    if max(map(len, (was, own, other))) > _MAX_LINES:
        raise _Clashes
    mine, theirs = line_changes(was, own), line_changes(was, other)
    if any(a != b and a[0] <= b[1] and b[0] <= a[1] for a in mine for b in theirs):
        raise _Clashes
    lines = list(was)
    for begin, end, new in sorted({*mine, *theirs}, reverse=True):
        lines[begin:end] = new
    return lines


def line_changes(was: list[str], now: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return which lines became which others, as positions in the old text."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, was, now, autojunk=False)
    return [
        (begin, end, tuple(now[first:last]))
        for tag, begin, end, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]


def _joined_records(
    row: type[Row], was: Sequence[Row], own: Sequence[Row], other: Sequence[Row]
) -> tuple[Row, ...]:
    """Return a list with what both sides did to its records; raises _Clashes."""
    if not row.is_keyed:
        return _joined_list(was, own, other)
    sides = [{row.label: row for row in rows} for rows in (was, own, other)]
    common = [label for label in sides[0] if label in sides[2]]
    is_order_mine = common == [label for label in sides[2] if label in sides[0]]
    order = {**sides[1], **sides[2]} if is_order_mine else {**sides[2], **sides[1]}
    joined = [_joined_record(*(side.get(label) for side in sides)) for label in order]
    return tuple(row for row in joined if row is not None)


def _joined_record(was: Row | None, own: Row | None, other: Row | None) -> Row | None:
    """Return a record with both sides' cells, None where it was deleted; raises _Clashes."""
    if own in (was, other):
        return other
    if other == was:
        return own
    if own is None or other is None:
        raise _Clashes
    cells: dict[str, object] = {}
    before: Mapping[str, object] = was.cells if was else {}
    for name in own.columns:
        first, mine, theirs = before.get(name), own.cells.get(name), other.cells.get(name)
        if mine not in (first, theirs) and theirs != first:
            raise _Clashes
        cells[name] = theirs if mine == first else mine
    return type(own)(cells)


def _joined_list(
    was: Sequence[Item], own: Sequence[Item], other: Sequence[Item]
) -> tuple[Item, ...]:
    """Return items without names: theirs without those that I took away, and then mine."""
    taken = [item for item in was if item not in own]
    added = [item for item in own if item not in was and item not in other]
    return (*(item for item in other if item not in taken), *added)
