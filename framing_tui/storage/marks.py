"""What stands beside an answer in a file, by its id: notes, what it rests on, and why it is not
applicable.

Why one place: the loader, and whatever looks for what a file holds besides, must agree on which of
these belong to the framing.
"""

from __future__ import annotations

from collections.abc import Mapping

from framing_tui.model.basis import BASES, BASIS, nearest_with_basis, takes_basis
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean
from framing_tui.model.kinds import WrongValue
from framing_tui.model.row_paths import LISTS, nearest_path, row_path

# The tables, in their order in the file; each is an attribute of a framing.
MARKS = ("notes", "basis", "not_applicable")
BASIS_TABLE = "basis"


class WrongMark(ValueError):
    """A mark that belongs to something that it cannot stand on, or whose words are none."""


def stands_on(key: str) -> bool:
    """Tell whether a mark may have this key: the id of a question, or the path of a record."""
    return key in QUESTIONS or row_path(key) is not None


def nearest_mark(table: str, key: str, answers: Mapping[str, object]) -> str | None:
    """Return the key of a mark most like this one, or None where none is near."""
    return nearest_with_basis(key) if table == BASIS_TABLE else nearest_path(key, answers)


def read_mark(table: str, key: str, raw: object) -> str:
    """Return the words of a mark on a question, nothing where it is open; raises WrongMark."""
    if table == BASIS_TABLE:
        return _basis(key, raw)
    if not isinstance(raw, str):
        raise WrongMark("expected a text")
    path = row_path(key)
    if path is not None and table == "not_applicable" and path.column == LISTS[path.list_id].key:
        raise WrongMark("a record always has a name")
    return clean(raw, multiline=True) if raw.strip() else ""


def is_read(table: str, key: str, raw: object) -> bool:
    """Tell whether a mark is read from a file, and so need not be kept apart from the framing."""
    try:
        read_mark(table, key, raw)
    except WrongMark:
        return False
    return stands_on(key)


def without_basis(key: str, told: str) -> tuple[str, str | None]:
    """Return an answer as it was before `with_basis`, and what it rests on.

    No answer that may have a basis ends like that: numbers have no brackets, texts end in quotes.
    """
    head, bracket, rest = told.rpartition(" (")
    word = rest.removesuffix(")")
    if takes_basis(key) and bracket and rest != word and word in BASES:
        return head, word
    return told, None


def _basis(key: str, raw: object) -> str:
    if not takes_basis(key):
        near = nearest_with_basis(key)
        hint = f" (nearest: {near})" if near else ""
        raise WrongMark(f"only a number, or the evidence of a cell, has a basis{hint}")
    if raw == "":
        return ""
    try:
        return BASIS.read(raw)
    except WrongValue as error:
        raise WrongMark(str(error)) from error
