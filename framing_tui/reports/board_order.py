"""What the rows of a board are sorted by, and which of them some words find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from framing_tui.assessment.verdict import WORDS
from framing_tui.model.catalogue import CELLS
from framing_tui.model.feasibility import AREAS
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.reports.board import CELL_WEIGHTS, Count, Row, claimed

_VERDICTS = ("stop", "data-first", "rules-first", "unclear", "open", "ml")
_DECISIONS = ("undecided", "stop", "data-first", "rules-first", "build")


class Column(NamedTuple):
    """Something that a board is sorted by: its name, its words, and what a row is sorted by."""

    name: str
    words: str
    key: Callable[[Row], Any]


def _by_cell(area: str) -> Callable[[Row], Any]:
    return lambda row: CELL_WEIGHTS.index(row.cell(area).state)


def _by_due(row: Row) -> tuple[bool, date]:
    return row.due is None, (row.due and row.due.due) or date.max


def _share(count: Count) -> float:
    return count.answered / count.total if count.total else 1.0


COLUMNS: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column("project", "Project", lambda row: row.name.casefold()),
        *(
            Column(area, table.heading, _by_cell(area))
            for area, table in zip(AREAS, CELLS, strict=True)
        ),
        Column("verdict", "Verdict", lambda row: _VERDICTS.index(row.verdict)),
        Column("decision", "Decision", lambda row: _DECISIONS.index(row.decision)),
        Column("first", "First pass", lambda row: _share(row.first)),
        Column("depth", "In depth", lambda row: _share(row.in_depth)),
        Column("open", "Open", lambda row: -row.open),
        Column("red", "Red", lambda row: -len(row.reds) - len(row.claimed_red)),
        Column("expired", "Expired", lambda row: -len(row.expired)),
        Column("due", "Due", _by_due),
    )
}


def arranged(
    rows: Iterable[Row], sort: str | None = None, *, is_reversed: bool = False, words: str = ""
) -> tuple[Row, ...]:
    """Return the rows that hold all of some words, sorted by a column; else in their order.

    What sorts alike keeps its order, and what cannot be read stands at the end.
    """
    kept = [row for row in rows if holds(row, words)]
    judged = [row for row in kept if row.error is None]
    if sort is not None:
        judged.sort(key=COLUMNS[sort].key, reverse=is_reversed)
    elif is_reversed:
        judged.reverse()
    return (*judged, *(row for row in kept if row.error is not None))


def holds(row: Row, words: str) -> bool:
    """Tell whether a row holds every one of some words.

    Looked through are its names, verdict, decision, codes and people, and cells as `serving:red`.
    """
    wanted = words.casefold().split()
    if not wanted:
        return True
    text = _text(row)
    return all(word in text for word in wanted)


def _text(row: Row) -> str:
    parts: Sequence[str] = (
        row.path,
        row.title,
        row.verdict,
        row.verdict_words or WORDS.get(row.verdict, ""),
        f"decision:{row.decision}" if row.decision else "",
        *(f"{cell.area}:{cell.state} {cell.area}:{cell.word}" for cell in row.cells),
        # A contested cell is drawn red, with a sign of its own.
        *(f"{cell.area}:red" for cell in row.cells if cell.state == "contested"),
        *(f"{red.code} {red.name}" for red in row.reds),
        *map(claimed, row.claimed_red),
        *(f"expired {each.code} {each.by}" for each in row.expired),
        *(f"{'late ' if each.is_late else ''}{each.owner or 'nobody'}" for each in row.actions),
        "" if row.error is None else f"unreadable {row.error}",
    )
    return " ".join(parts).casefold()
