"""What stands on a record and on its columns beside their answers, for whichever door shows it."""

from __future__ import annotations

from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.row_paths import LISTS, RowPath


class Beside(NamedTuple):
    """What stands on a record, or on one of its columns: a note, or why it is not applicable."""

    path: RowPath
    words: str
    is_note: bool

    @property
    def said(self) -> str:
        """All of it but the name of the record."""
        said = self.words if self.is_note else f"not applicable: {self.words}"
        column = self.path.column
        return f"{LISTS[self.path.list_id].columns[column].asks}: {said}" if column else said


def beside_record(framing: Framing, list_id: str, name: str) -> tuple[Beside, ...]:
    """Return the notes and the marks on a record and its columns, column by column."""
    if list_id not in LISTS:
        return ()
    found = []
    for column in ("", *LISTS[list_id].columns):
        path = RowPath(list_id, name, column)
        for marks in (framing.notes, framing.not_applicable):
            if str(path) in marks:
                found.append(Beside(path, marks[str(path)], is_note=marks is framing.notes))
    return tuple(found)
