"""The label candidates side by side: five scores each as bars, the weakest marked, and the mean."""

from __future__ import annotations

from textual.content import Content

from framing_tui.assessment import Assessment
from framing_tui.model.framing import Framing
from framing_tui.model.labels import SCORES, Candidate
from framing_tui.tui.texts import clipped, fitted, joined, stacked

# The lines of the rubric in words short enough to stand beside four candidates.
_WORDS = {
    "alignment": "alignment",
    "gaming_resistance": "gaming",
    "coverage": "coverage",
    "speed": "speed",
    "causal": "causal",
}
_BEST = 5
_LABELS = 10
_NARROWEST, _WIDEST = 11, 32
_WEAKEST = "◂"


def draw_rubric(framing: Framing, assessment: Assessment, width: int) -> Content:
    """Return the candidates in bands of as many as fit beside each other; nothing without any."""
    rows = [row for row in framing.labels.candidates or () if any(row.scores)]
    if not rows:
        return Content("")
    beside = max(1, min(len(rows), (width - _LABELS) // _NARROWEST))
    column = min(_WIDEST, (width - _LABELS) // beside)
    lines: list[Content] = []
    for start in range(0, len(rows), beside):
        lines.extend(_band(rows[start : start + beside], column))
        lines.append(joined(""))
    legend = f"5 is always good · {_WEAKEST} weakest score · ● chosen"
    return stacked([*lines[:-1], joined((fitted(legend, width), "$foreground-muted"))])


def _band(rows: list[Candidate], column: int) -> list[Content]:
    lines = _names(rows, column)
    for at, name in enumerate(SCORES):
        parts: list[tuple[str, str]] = [(fitted(_WORDS[name], _LABELS), "$foreground-muted")]
        for row in rows:
            parts.extend(_score(row, row.scores[at], column))
        lines.append(joined(*parts))
    parts = [(fitted("mean", _LABELS), "$foreground-muted")]
    parts += [(fitted("open" if r.mean is None else f"{r.mean:.1f}", column), "bold") for r in rows]
    return [*lines, joined(*parts)]


def _names(rows: list[Candidate], column: int) -> list[Content]:
    """Return the names over their columns, in two lines where one is too short for one of them."""
    names = [clipped(row.label, column - 3, 2) for row in rows]
    lines = []
    for at in range(max(map(len, names))):
        parts: list[tuple[str, str]] = [(" " * _LABELS, "")]
        for row, name in zip(rows, names, strict=True):
            tick = "●" if row.cells.get("chosen") else "○"
            style = "$success" if row.cells.get("chosen") else "$foreground-muted"
            parts.append((tick if at == 0 else " ", style))
            parts.append((" " + fitted(name[at] if at < len(name) else "", column - 2), "bold"))
        lines.append(joined(*parts))
    return lines


def _score(row: Candidate, score: int | None, column: int) -> list[tuple[str, str]]:
    if score is None:
        return [(fitted("open", column), "$foreground-muted")]
    cells = 2 if column >= 2 * _BEST + 6 else 1
    given = [s for s in row.scores if s is not None]
    is_weakest = score == min(given) and score < max(given)
    style = "$text-error" if is_weakest and score <= 2 else "$text-warning" if is_weakest else ""
    return [
        ("█" * score * cells, style or "$accent"),
        ("░" * (_BEST - score) * cells, "$foreground 30%"),
        (f" {score}", style or "bold"),
        (f" {_WEAKEST if is_weakest else ' '}", style),
        (" " * (column - _BEST * cells - 4), ""),
    ]
