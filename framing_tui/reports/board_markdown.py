"""The board in Markdown: a table for a wiki, a job summary or a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing_tui.model.escape import code, escape
from framing_tui.model.plural import plural
from framing_tui.reports.board import UNTITLED, Board, Row
from framing_tui.reports.board_order import COLUMNS

_SHOWN = (
    *("project", "data", "labels", "serving", "risk", "roi", "verdict"),
    *("first", "depth", "open", "red"),
)
_RIGHT = frozenset({"first", "depth", "open"})


def render(board: Board) -> str:
    """Return the board as Markdown."""
    return "".join(f"{line}\n" for line in _lines(board))


def _lines(board: Board) -> Iterator[str]:
    yield "# Framings at a glance"
    yield ""
    yield plural(len(board.judged), "framing")
    if board.judged:
        yield ""
        yield _cells([COLUMNS[name].words for name in _SHOWN])
        yield _cells(["---:" if name in _RIGHT else "---" for name in _SHOWN])
        for row in board.judged:
            yield _cells(_row(row))
    if board.actions:
        yield from ("", "## Open actions, by owner and date", "")
        yield _cells(["Who", "By when", "What", "Project"])
        yield _cells(["---"] * 4)
        for action, row in board.actions:
            late = " (late)" if action.is_late else ""
            yield _cells(
                [
                    escape(action.owner or "nobody named"),
                    f"{action.due or 'no date'}{late}",
                    escape(action.what),
                    escape(row.name),
                ]
            )
    if board.expired:
        yield from ("", "## Acceptances past their date", "")
        for expired, row in board.expired:
            words = f"accepted by {escape(expired.by)} until {expired.until}"
            yield f"- {code(expired.code)} in {escape(row.name)}: {words}"
    if board.unreadable:
        yield from ("", "## Cannot be read", "")
        for row in board.unreadable:
            yield f"- {code(row.path)}: {escape(row.error or '')}"


def _row(row: Row) -> list[str]:
    return [
        f"{escape(row.title or UNTITLED)}: {escape(row.path)}",
        *(f"{cell.sign} {cell.word}" for cell in row.cells),
        row.verdict_words,
        row.first.share,
        row.in_depth.share,
        str(row.open),
        row.codes,
    ]


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
