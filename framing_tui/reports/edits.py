"""Which answers differ between two framings, record by record and column by column.

Why not by the lines of the two files: a file that was put in order, or commented, says the same;
and of a record with ten columns a reader wants the one that changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from framing_tui.model.basis import with_basis
from framing_tui.model.catalogue import PLACES, QUESTIONS, SECTION_OF, asks_in_full
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row
from framing_tui.model.row_paths import LISTS, RowPath, renamed, row_path

# That of the interview; what it never asks, like accepted risks, comes last.
_ORDER = sorted(QUESTIONS, key=lambda question_id: PLACES.get(question_id, len(PLACES)))

How = Literal["answered", "changed", "taken back", "added", "deleted", "renamed", "moved"]


class Edit(NamedTuple):
    """One thing that differs: an answer, a record, a column of one, or a note.

    `where` is the id, or the path of a record or column; `question` the id of the question around
    it, `asks` what that asks; `was` and `now` are what stood there and what stands there, a line
    for each line or item of it, and empty where there is nothing. `is_note` marks a note.
    """

    how: How
    question: str
    where: str
    asks: str
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    is_note: bool = False

    @property
    def section(self) -> str:
        """The section of the question, as a heading."""
        section = SECTION_OF[self.question]
        return f"{section.number}. {section.title}"


def edits(before: Framing, after: Framing) -> tuple[Edit, ...]:
    """Return everything that differs, in the order of the interview."""
    found: list[Edit] = []
    for question_id in _ORDER:
        found += _answer(QUESTIONS[question_id], before, after)
    return (*found, *_marks_on_records(before, after), *_notes(before, after))


def _answer(question: AnyQuestion, before: Framing, after: Framing) -> list[Edit]:
    old, new = before.answers.get(question.id), after.answers.get(question.id)
    if question.kind.row is not None and (old or new):
        told = list(_records(question, old or (), new or ()))
        # “None” and “not applicable” are answers, too, and no record tells them.
        sides = [_said(question, side) for side in (before, after)]
        was, now = ((), sides[1]) if old else (sides[0], ())
        if not (old and new) and (was or now):
            told.append(_edit(question, was, now))
        return told
    was, now = _said(question, before), _said(question, after)
    return [_edit(question, was, now)] if was != now else []


def _edit(question: AnyQuestion, was: tuple[str, ...], now: tuple[str, ...]) -> Edit:
    return Edit(_how(was, now), question.id, question.id, asks_in_full(question.id), was, now)


def _how(was: Sequence[str], now: Sequence[str]) -> How:
    return "answered" if not was else "taken back" if not now else "changed"


def _said(question: AnyQuestion, framing: Framing) -> tuple[str, ...]:
    """Return what stands as the answer, in lines; nothing where the question is open."""
    reason = framing.not_applicable.get(question.id)
    value = framing.answers.get(question.id)
    if value is None:
        return _lines(f"not applicable: {reason}") if reason else ()
    lines = _shown(question, value)
    return (*lines[:-1], with_basis(lines[-1], framing.basis_of(question.id)))


def _shown(question: AnyQuestion, value: Any) -> tuple[str, ...]:
    kind = question.kind
    if kind.has_items and kind.has_lines and value:
        return tuple(clean(item) for item in value)
    return _lines(kind.show(value))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(clean(text, multiline=True).split("\n"))


# Records.


def _records(question: AnyQuestion, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Edit]:
    kind = question.kind.row
    asks = asks_in_full(question.id)
    if kind is None or not kind.is_keyed:
        left = list(old)
        for row in new:
            if row in left:
                left.remove(row)
            else:
                yield Edit("added", question.id, question.id, asks, (), _whole(row))
        for row in left:
            yield Edit("deleted", question.id, question.id, asks, _whole(row), ())
        return
    names = renamed(old, new)
    after = {row.label: row for row in new}
    before = {names.get(row.label, row.label): row for row in old}
    for name, new_name in names.items():
        both = (clean(name),), (clean(new_name),)
        yield Edit("renamed", question.id, _path(question, name), asks, *both)
    for name, row in after.items():
        if name not in before:
            yield Edit("added", question.id, _path(question, name), asks, (), _whole(row))
        else:
            yield from _columns(question, name, before[name], row)
    for name, row in before.items():
        if name not in after:
            yield Edit("deleted", question.id, _path(question, name), asks, _whole(row), ())
    kept = [name for name in before if name in after]
    order = [name for name in after if name in before]
    if kept != order:
        was, now = (tuple(map(clean, each)) for each in (kept, order))
        yield Edit("moved", question.id, question.id, asks, was, now)


def _columns(question: AnyQuestion, name: str, old: Row, new: Row) -> Iterator[Edit]:
    """Yield the columns of one record that differ; its name is told by itself."""
    for key, column in new.columns.items():
        first, second = old.cells.get(key), new.cells.get(key)
        if first == second or key == new.key:
            continue
        was, now = (() if cell is None else _shown(column, cell) for cell in (first, second))
        where = _path(question, name, key)
        yield Edit(_how(was, now), question.id, where, f"{clean(name)} · {column.asks}", was, now)


def _whole(row: Row) -> tuple[str, ...]:
    """Return a record in lines, one for each column that is answered."""
    return tuple(
        line
        for key, column in row.columns.items()
        if key in row.cells
        for line in _lines(f"{key}: {column.kind.show(row.cells[key])}")
    )


def _path(question: AnyQuestion, name: str, column: str = "") -> str:
    return clean(str(RowPath(question.id, name, column)))


# What stands beside the answers.


def _marks_on_records(before: Framing, after: Framing) -> Iterator[Edit]:
    """Yield the marks “not applicable” on records and columns; those on questions are answers."""
    for key, question_id, asks in _of_records(before.not_applicable, after.not_applicable):
        was, now = (
            _lines(f"not applicable: {side.not_applicable[key]}")
            if key in side.not_applicable
            else ()
            for side in (before, after)
        )
        yield Edit(_how(was, now), question_id, clean(key), asks, was, now)


def _notes(before: Framing, after: Framing) -> Iterator[Edit]:
    keys = {**before.notes, **after.notes}
    on_questions = [(key, key, asks_in_full(key)) for key in _ORDER if key in keys]
    for key, question_id, asks in (*on_questions, *_of_records(before.notes, after.notes)):
        was, now = (
            _lines(side.notes[key]) if key in side.notes else () for side in (before, after)
        )
        if was == now:
            continue
        how: How = "added" if not was else "deleted" if not now else "changed"
        yield Edit(how, question_id, clean(key), asks, was, now, is_note=True)


def _of_records(
    before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Yield the keys of what stands on records and differs, with their question and words."""
    for key in sorted({**before, **after}):
        path = row_path(key) if key not in QUESTIONS else None
        if path is not None and path.list_id in LISTS and before.get(key) != after.get(key):
            yield key, path.list_id, clean(path.words)
