"""The label candidates side by side: five scores each as bars, the weakest marked, and the mean."""

from __future__ import annotations

from itertools import zip_longest

from framing_tui.assessment import Assessment
from framing_tui.assessment.rubric import BEST, SHORT_NAMES, is_supported
from framing_tui.drawing.parts import InkedLine, InkedPart, InkedRows, clipped, fitted
from framing_tui.model.framing import Framing
from framing_tui.model.labels import SCORES, Candidate

_LABELS = 10
_NARROWEST, _WIDEST = 11, 32
_WEAKEST, _CHOSEN = "◂", "●"
# A bar of what somebody has measured or worked out, and of what is only said.
_KNOWN, _CLAIMED, _REST = "█", "▒", "·"


def draw_rubric(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
    """Return the candidates in bands of as many as fit beside each other; nothing without any."""
    rows = [row for row in framing.labels.candidates or () if any(row.scores)]
    if not rows:
        return ()
    beside = max(1, min(len(rows), (width - _LABELS) // _NARROWEST))
    column = min(_WIDEST, (width - _LABELS) // beside)
    lines: list[InkedLine] = []
    for start in range(0, len(rows), beside):
        lines.extend(_band(framing, rows[start : start + beside], column))
        lines.append(())
    legend = f"5 is good · {_CLAIMED} claimed · {_WEAKEST} weakest · {_CHOSEN} chosen"
    return *lines[:-1], ((fitted(legend, width), "quiet"),)


def _band(framing: Framing, rows: list[Candidate], column: int) -> list[InkedLine]:
    lines = _names(rows, column)
    for at, name in enumerate(SCORES):
        scores = [
            part
            for row in rows
            for part in _score(row, row.scores[at], column, is_supported(framing, row, name))
        ]
        lines.append(_line(SHORT_NAMES[name], scores))
    return [*lines, _line("mean", [(fitted(_mean(row), column), "plain!") for row in rows])]


def _mean(row: Candidate) -> str:
    mean = "open" if row.mean is None else f"{row.mean:.1f}"
    return f"{mean} {_CHOSEN}" if row.cells.get("chosen") else mean


def _line(label: str, parts: list[InkedPart]) -> InkedLine:
    return (fitted(label, _LABELS), "quiet"), *parts


def _names(rows: list[Candidate], column: int) -> list[InkedLine]:
    """Return the names over their columns, in two lines where one is too short for one of them."""
    names = [clipped(row.label, column - 1, 2) for row in rows]
    return [
        _line("", [(fitted(name, column), "plain!") for name in row])
        for row in zip_longest(*names, fillvalue="")
    ]


def bar_of(score: int, *, is_supported: bool, cells: int = 1) -> str:
    """Return a score as a bar of so many cells a point; hatched where nothing supports it."""
    full = _KNOWN if is_supported else _CLAIMED
    return full * score * cells + _REST * (BEST - score) * cells


def _score(row: Candidate, score: int | None, column: int, known: bool) -> list[InkedPart]:
    if score is None:
        return [(fitted("open", column), "quiet")]
    cells = 2 if column >= 2 * BEST + 6 else 1
    given = [s for s in row.scores if s is not None]
    is_weakest = score == min(given) and score < max(given)
    ink = "red" if is_weakest and score <= 2 else "amber" if is_weakest else ""
    return [
        (bar_of(score, is_supported=known, cells=cells), ink or "key"),
        (f" {score}", ink or "plain!"),
        (f" {_WEAKEST if is_weakest else ' '}", ink or "plain"),
        (" " * (column - BEST * cells - 4), "plain"),
    ]
