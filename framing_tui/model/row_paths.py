"""The path of a record, or of one of its columns: `labels.candidates."time watched".alignment`.

Why by name and not by place: a record is moved, and what is noted on it goes along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from framing_tui.model.catalogue import QUESTIONS, nearest_question
from framing_tui.model.clean import clean
from framing_tui.model.kinds import nearest_name
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.records import Row, Rows

# The lists whose records have names, with the class of their records.
LISTS: Mapping[str, type[Row]] = {
    question_id: question.kind.row
    for question_id, question in QUESTIONS.items()
    if isinstance(question.kind, Rows) and question.kind.row.is_keyed
}
# By name: `re` puts one together where it is first wanted.
_PATH = r'([a-z0-9_.]+?)\.(?:"((?:\\.|[^"\\])*)"|([^".]+))(?:\.([^".]*))?\Z'

_BARE = r'([^".]+)(?:\.([^".]*))?\Z'


class RowPath(NamedTuple):
    """A record of a list by its name, and the column that is meant, none for all of it."""

    list_id: str
    name: str
    column: str = ""

    def __str__(self) -> str:
        name = self.name.replace("\\", "\\\\").replace('"', '\\"')
        path = f'{self.list_id}."{name}"'
        return f"{path}.{self.column}" if self.column else path

    @property
    def words(self) -> str:
        """The path as people read it: the name of the record, and what the column asks."""
        if not self.column:
            return self.name
        return f"{self.name} · {LISTS[self.list_id].columns[self.column].asks}"


def row_path(key: str) -> RowPath | None:
    """Return the path that a key is, or None where it is none; its record need not exist."""
    path = _parsed(key)
    # No record has a name with characters that do not print.
    if path is None or str(path) != key or clean(path.name) != path.name:
        return None
    is_known = not path.column or path.column in LISTS[path.list_id].columns
    return path if is_known and path.name else None


def typed_path(key: str) -> RowPath | None:
    """Return the path that somebody typed, or None where it is none; neither its record nor its
    column need exist.

    A name may stand without the quotes that it has in a file: a shell takes them away.
    """
    path = _parsed(key)
    for list_id in LISTS if path is None else ():
        found = re.match(_BARE, key.removeprefix(f"{list_id}."))
        if found is not None and key.startswith(f"{list_id}."):
            path = RowPath(list_id, found[1], found[2] or "")
    return path._replace(name=clean(path.name)) if path is not None else None


def nearest_path(key: str, rows: Mapping[str, object]) -> str | None:
    """Return what was likely meant by a key that is no question, and no path to a record.

    `rows` are the answers by question, so that the names of records that there are can be told.
    """
    path = _parsed(key)
    if path is None:
        return nearest_question(key)
    names = [row.label for row in _rows(rows, path.list_id)]
    name = path.name if path.name in names else nearest_name(path.name, names)
    columns = LISTS[path.list_id].columns
    column = path.column
    if column and column not in columns:
        column = nearest_name(column, columns) or ""
    return None if name is None else str(RowPath(path.list_id, name, column))


def is_there(path: RowPath, answers: Mapping[str, object]) -> bool:
    """Tell whether there is a record of that name."""
    return any(row.label == path.name for row in _rows(answers, path.list_id))


def names_in(list_id: str, answers: Mapping[str, object]) -> frozenset[str]:
    """Return the names of all records of a list, for whoever looks for many of them."""
    return frozenset(row.label for row in _rows(answers, list_id))


def renamed(before: Sequence[Row], after: Sequence[Row]) -> dict[str, str]:
    """Return the records that have another name now, the old name with the new one.

    Only where a record stands in its place under a name that no other had: what was put in place of
    another one is not that one renamed.
    """
    if len(before) != len(after):
        return {}
    old, new = {row.label for row in before}, {row.label for row in after}
    return {
        was.label: now.label
        for was, now in zip(before, after, strict=True)
        if was.label not in new and now.label not in old and was.label and now.label
    }


def followed(
    marks: Mapping[str, str], list_id: str, before: Sequence[Row], after: Sequence[Row]
) -> dict[str, str]:
    """Return what stands on records of a list once the list has changed.

    It follows a record that was renamed, and goes with one that was deleted; what stands on a
    record that never was there stays.
    """
    if before is after or list_id not in LISTS:
        return dict(marks)
    names = renamed(before, after)
    gone = {row.label for row in before} - {row.label for row in after} - names.keys()
    kept: dict[str, str] = {}
    for key, words in marks.items():
        path = row_path(key) if key.startswith(f"{list_id}.") else None
        if path is not None and path.name in gone:
            continue
        if path is not None and path.name in names:
            key = str(path._replace(name=names[path.name]))
        kept[key] = f"{kept[key]}\n{words}" if key in kept else words
    return kept


def answered_since(list_id: str, before: Sequence[Row], after: Sequence[Row]) -> set[str]:
    """Return the paths of the columns that have another answer in a changed list."""
    names = {now: was for was, now in renamed(before, after).items()}
    was = {row.label: row for row in before}
    found = set()
    for row in after:
        old = was.get(names.get(row.label, row.label))
        for column, value in row.cells.items():
            if old is None or old.cells.get(column) != value:
                found.add(str(RowPath(list_id, row.label, column)))
    return found


def with_new_names(rows: Sequence[Row], list_id: str, names: Mapping[str, str]) -> tuple[Row, ...]:
    """Return records that speak of a question, the records of a list under their new names."""
    found = []
    for row in rows:
        path = row_path(str(row.cells.get("question", "")))
        if path is not None and path.list_id == list_id and path.name in names:
            row = row.replace(question=str(path._replace(name=names[path.name])))
        found.append(row)
    return tuple(found)


def _parsed(key: str) -> RowPath | None:
    found = re.match(_PATH, key)
    if found is None or found[1] not in LISTS:
        return None
    quoted = found[2]
    name = found[3] if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
    return RowPath(found[1], name, found[4] or "")


def _rows(answers: Mapping[str, object], list_id: str) -> tuple[Row, ...]:
    rows = answers.get(list_id, ())
    return rows if isinstance(rows, tuple) else ()
