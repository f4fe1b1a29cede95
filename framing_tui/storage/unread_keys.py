"""What a file holds besides the framing that was read from it: unknown keys and wrong values.

Why it is gathered: a person, or a later version, wrote it there; no save may lose it, and a save
is checked by comparing what is left over before and after.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeGuard

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row, rows_kind
from framing_tui.storage.canonical import TABLE_PATHS, RecordKey, record_keys
from framing_tui.storage.marks import MARKS, is_read


class Leftover:
    """The rest of a file, as plain data.

    `values` are nested tables of unknown keys, and of wrong values under their question's key;
    `marks` the notes that belong to no question, and words on a basis that are none; `cells` what
    is unknown or wrong inside records; `records` those that could not be read at all, by question.
    """

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.marks: dict[str, dict[str, Any]] = {}
        self.cells: dict[RecordKey, dict[str, Any]] = {}
        self.records: dict[str, list[Any]] = {}

    def is_kept_in(self, other: Leftover, answered: Mapping[RecordKey, Row]) -> bool:
        """Tell whether another file still holds all of this.

        `answered` are its records: a wrong cell may have given way to an answer, and a record
        that is gone took its unknown keys along.
        """
        parts = ("values", "marks", "records")
        if any(_spelt(getattr(self, part)) != _spelt(getattr(other, part)) for part in parts):
            return False
        for key, cells in self.cells.items():
            row = answered.get(key)
            if row is None:
                continue
            wanted = {name: value for name, value in cells.items() if name not in row.cells}
            if _spelt(wanted) != _spelt(other.cells.get(key, {})):
                return False
        return True


def leftover(
    data: Mapping[str, Any], answered: Collection[str], marked: Framing | None = None
) -> Leftover:
    """Return what plain data holds besides the answers to the questions named by `answered`.

    What `marked` says in place of a mark that could not be read is no longer left over.
    """
    left = Leftover()
    left.values = _values(data, "", answered, left)
    for name in MARKS:
        marks = data.get(name, {})
        if isinstance(marks, Mapping):
            given = getattr(marked, name, {})
            kept = {
                key: text
                for key, text in marks.items()
                if key not in given and not is_read(name, key, text)
            }
            if kept:
                left.marks[name] = kept
    return left


def readable(question: AnyQuestion, raw: object) -> list[Row | None]:
    """Return each record of a plain list as it is read, None for one that is not."""
    found: list[Row | None] = []
    taken: set[str] = set()
    for item in raw if isinstance(raw, list) else []:
        rows = rows_kind(question).read_each([item])[0] if isinstance(item, Mapping) else ()
        row: Row | None = rows[0] if rows else None
        if row is not None and row.is_keyed and row.label in taken:
            row = None
        if row is not None:
            taken.add(row.label)
        found.append(row)
    return found


def are_records(raw: object) -> TypeGuard[list[Mapping[str, Any]]]:
    """Whether a plain value is a list of tables with something in it."""
    return isinstance(raw, list) and bool(raw) and all(isinstance(i, Mapping) for i in raw)


def is_blank(record: Mapping[str, Any]) -> bool:
    """Whether a record has nothing in it yet."""
    return all(value == "" for value in record.values())


def _spelt(value: object) -> object:
    """Return plain data in a form that compares: in any order, and with “nan” equal to itself."""
    if isinstance(value, Mapping):
        return sorted((str(key), _spelt(inner)) for key, inner in value.items())
    return [_spelt(inner) for inner in value] if isinstance(value, list) else repr(value)


def _values(
    data: Mapping[str, Any], prefix: str, answered: Collection[str], left: Leftover
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in data.items():
        name = f"{prefix}{key}"
        question = QUESTIONS.get(name)
        if name == "format" or (not prefix and key in MARKS and isinstance(value, Mapping)):
            continue
        if question is not None:
            if question.kind.row is not None and are_records(value):
                _records(question, value, left)
            elif name not in answered and value != "":
                found[key] = value
        elif isinstance(value, Mapping) and name in TABLE_PATHS:
            inner = _values(value, f"{name}.", answered, left)
            if inner:
                found[key] = inner
        else:
            found[key] = value
    return found


def _records(question: AnyQuestion, raw: list[Mapping[str, Any]], left: Leftover) -> None:
    rows = readable(question, raw)
    for item, row, key in zip(raw, rows, record_keys(question.id, rows), strict=True):
        if row is None or key is None:
            if not is_blank(item):
                left.records.setdefault(question.id, []).append(item)
            continue
        cells = {n: value for n, value in item.items() if n not in row.cells and value != ""}
        if cells:
            left.cells[key] = cells
