"""Answers given as texts under keys: ids of questions, records by their names, their columns.

Why beside the interview: a script says each answer in one word, with no screen between. What it
says is read by the kind of each question, as it is at the keyboard, and is refused as there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from framing_tui.model.basis import BASIS, nearest_with_basis, takes_basis
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import WrongValue, describe, nearest_name, says_none
from framing_tui.model.labels import Candidate, chosen_alone
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row, name_taken
from framing_tui.model.row_paths import LISTS, RowPath, is_there, nearest_path, typed_path


class Refused(ValueError):
    """A key that leads nowhere, or a text that is no answer to it; the message says why."""


def answered(framing: Framing, key: str, typed: str, today: date) -> Framing:
    """Return the framing with the answer that was typed; raises Refused.

    Of a list, “none” alone is an answer: a text would say nothing of the columns of its records.
    """
    question = QUESTIONS.get(key)
    path = None if question is not None else _path(framing, key)
    if not typed.strip():
        raise Refused("no value; --clear leaves it open")
    if path is not None:
        return _with_column(framing, path, typed, today)
    assert question is not None
    _refuse_internal(question)
    if key in LISTS and not says_none(typed):
        raise Refused("expected “none”, or a record by its name, with --add")
    return framing.with_answer(key, _read(question, typed, framing, today))


def added(framing: Framing, list_id: str, name: str) -> Framing:
    """Return the framing with one more record, which has a name and nothing else; raises Refused.

    Why a step of its own: a name that is misspelt in a path would else become a record.
    """
    if list_id not in LISTS:
        near = nearest_name(list_id, LISTS)
        raise Refused(f"no such list of records{_nearest(near)}")
    kind = LISTS[list_id]
    rows: tuple[Row, ...] = framing.answers.get(list_id, ())
    row = kind({kind.key: _one_name(kind, name)})
    if not row.label:
        raise Refused(f"expected a {kind.key}")
    _refuse_taken(rows, row.label)
    return framing.with_answer(list_id, (*rows, row))


def cleared(framing: Framing, key: str) -> Framing:
    """Return the framing with a question open, a record deleted, or a column of it open."""
    if key in QUESTIONS:
        _refuse_internal(QUESTIONS[key])
        return framing.with_answer(key, None).with_not_applicable(key, None)
    path = _path(framing, key)
    rows: tuple[Row, ...] = framing.answers[path.list_id]
    if not path.column:
        left = tuple(row for row in rows if row.label != path.name)
        return framing.with_answer(path.list_id, left or None)
    if path.column == LISTS[path.list_id].key:
        raise Refused(f"a {path.column} is needed; --clear {path._replace(column='')} deletes it")
    return _with_cell(framing, path, None).with_not_applicable(str(path), None)


def noted(framing: Framing, key: str, note: str) -> Framing:
    """Return the framing with a note on a question, a record or a column; raises Refused."""
    place = _place(framing, key)
    return framing.with_note(place, clean(note, multiline=True))


def not_applicable(framing: Framing, key: str, reason: str) -> Framing:
    """Return the framing with a question, a record or a column that is not applicable, and why."""
    place = _place(framing, key)
    if not reason.strip():
        raise Refused("expected a reason")
    path = typed_path(key)
    if path is not None and path.column == LISTS[path.list_id].key:
        raise Refused(f"a record always has a {path.column}")
    return framing.with_not_applicable(place, clean(reason, multiline=True))


def resting_on(framing: Framing, key: str, word: str) -> Framing:
    """Return the framing with what a figure, or a cell's evidence, rests on; raises Refused."""
    _place(framing, key)
    if not takes_basis(key):
        near = _nearest(nearest_with_basis(key))
        raise Refused(f"only a number, or the evidence of a cell, has a basis{near}")
    if key not in framing.answers:
        raise Refused("has no answer that could rest on anything")
    try:
        return framing.with_basis(key, BASIS.parse(word))
    except WrongValue as error:
        raise Refused(str(error)) from error


def _place(framing: Framing, key: str) -> str:
    """Return the key of what a mark stands on, as a file spells it; raises Refused."""
    return key if key in QUESTIONS else str(_path(framing, key))


def _path(framing: Framing, key: str) -> RowPath:
    """Return the record, or the column of one, that a key leads to; raises Refused."""
    path = typed_path(key)
    near = _nearest(nearest_path(key if path is None else str(path), framing.answers))
    if path is None:
        raise Refused(f"no such question{near}")
    if not is_there(path, framing.answers):
        name = describe(path.name)
        raise Refused(f"{path.list_id} has no record {name}{near}; --add makes one")
    if path.column and path.column not in LISTS[path.list_id].columns:
        raise Refused(f"no such column{near}")
    return path


def _with_column(framing: Framing, path: RowPath, typed: str, today: date) -> Framing:
    columns = LISTS[path.list_id].columns
    if not path.column:
        raise Refused(f"name a column of it: {', '.join(columns)}")
    value = _read(columns[path.column], typed, framing, today)
    return _with_cell(framing, path, value)


def _with_cell(framing: Framing, path: RowPath, value: object) -> Framing:
    """Return the framing with one column of a record changed.

    Of the candidates one alone is chosen, whoever says so.
    """
    rows: tuple[Row, ...] = framing.answers[path.list_id]
    kind = LISTS[path.list_id]
    at = next(at for at, row in enumerate(rows) if row.label == path.name)
    if path.column == kind.key:
        _refuse_taken(rows, value, but=at)
    changed = tuple(
        row.replace(**{path.column: value}) if place == at else row
        for place, row in enumerate(rows)
    )
    if kind.columns[path.column] is Candidate.chosen and value is True:
        changed = chosen_alone(changed, at)
    return framing.with_answer(path.list_id, changed)


def _read(question: AnyQuestion, typed: str, framing: Framing, today: date) -> object:
    """Return what was typed as the file will give it back; raises Refused."""
    kind = question.kind
    return _or_refused(lambda: kind.read(kind.write(kind.parse_in(typed, framing, today))))


def _one_name(row: type[Row], typed: str) -> object:
    return _or_refused(lambda: row.columns[row.key].kind.parse(typed))


def _or_refused(reader: Callable[[], object]) -> object:
    try:
        return reader()
    except WrongValue as error:
        raise Refused(str(error)) from error


def _refuse_internal(question: AnyQuestion) -> None:
    if question.internal:
        raise Refused("is filled by the program, and not set by hand")


def _refuse_taken(rows: tuple[Row, ...], name: object, but: int = -1) -> None:
    complaint = name_taken(rows, name, but)
    if complaint:
        raise Refused(complaint)


def _nearest(name: str | None) -> str:
    return f" (nearest: {name})" if name else ""
