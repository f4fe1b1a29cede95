"""The conflicting goals in one sum: a bar for each goal's share, and the sum in a line."""

from __future__ import annotations

from rich.cells import cell_len

from framing_tui.assessment import Assessment
from framing_tui.calculators.result import found
from framing_tui.drawing.parts import InkedLine, InkedRows, cropped, fitted
from framing_tui.drawing.pictures.gauge import gauge
from framing_tui.model.framing import Framing
from framing_tui.model.metrics import Objective
from framing_tui.model.values import Range, figure

_LEAD = "final = "
_LONGEST_NAME = 24


def draw_weights(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
    """Return the sum and the share of each goal in it; nothing while no weight is given."""
    goals = framing.metrics.objectives or ()
    if not any(goal.weight is not None for goal in goals):
        return ()
    names = min(_LONGEST_NAME, width // 3, max(cell_len(goal.label) for goal in goals)) + 1
    lines = _sum(goals, width)
    for goal, share in zip(goals, shares(goals), strict=True):
        words, ink = _words(goal.weight, share)
        room = max(width - names - 21, 8)
        bar = gauge(share, 100, room) if share is not None else " " * room
        against = goal.weight is not None and goal.weight.high < 0
        lines.append(
            (
                (fitted(goal.label, names - 1) + " ", "plain!"),
                (bar, "amber" if against else "key"),
                (f" {cropped(words, 20)}", ink),
            )
        )
    return tuple(lines)


def shares(goals: tuple[Objective, ...]) -> list[Range | None]:
    """Return each goal's share of the whole sum in percent, by size; None where there is none.

    Why by size: a goal with a weight under 0 pulls the other way, and as hard.
    """
    sizes = [None if goal.weight is None else _size(goal.weight) for goal in goals]
    known = [size for size in sizes if size is not None]
    low, high = sum(size.low for size in known), sum(size.high for size in known)
    return [None if size is None else _share(size, low, high) for size in sizes]


def _share(size: Range, low: float, high: float) -> Range | None:
    least, most = size.low + high - size.high, size.high + low - size.low
    if most <= 0 or least <= 0:
        return None
    return Range(100 * size.low / least, 100 * size.high / most)


def _size(weight: Range) -> Range:
    if weight.low <= 0 <= weight.high:
        return Range(0, max(-weight.low, weight.high))
    return Range(abs(weight.low), abs(weight.high))


def _words(weight: Range | None, share: Range | None) -> tuple[str, str]:
    if weight is None:
        return "weight open", "amber"
    if share is None:
        return "no share", "quiet"
    low, high = figure(round(share.low)), figure(round(share.high))
    words = f"{low} %" if low == high else f"{low} to {high} %"
    return (f"{words}, against" if weight.high < 0 else words), "plain"


def _sum(goals: tuple[Objective, ...], width: int) -> list[InkedLine]:
    """Return the sum, broken before a sign where one line is too short for it."""
    lines = [""]
    for term in _terms(goals, width - cell_len(_LEAD)):
        longer = f"{lines[-1]} {term}" if lines[-1] else term
        if cell_len(longer) <= width - cell_len(_LEAD):
            lines[-1] = longer
        else:
            lines.append(term)
    leads = [_LEAD, *(" " * cell_len(_LEAD) for _ in lines[1:])]
    pairs = zip(leads, lines, strict=True)
    return [((lead, "plain!"), (line, "plain")) for lead, line in pairs]


def _terms(goals: tuple[Objective, ...], width: int) -> list[str]:
    """Return each goal with its weight and, but for a first one that adds, its sign."""
    terms: list[str] = []
    for goal in goals:
        weight = goal.weight
        if weight is not None and weight.high < 0:
            sign, size = "− ", found(Range(-weight.low, -weight.high))
        else:
            sign, size = "+ " if terms else "", "?" if weight is None else found(weight)
        terms.append(cropped(f"{sign}{size} · {goal.label}", width))
    return terms
