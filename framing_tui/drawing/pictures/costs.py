"""What a case costs on average, by the threshold from which one acts; break-even is the lowest."""

from __future__ import annotations

from rich.cells import cell_len

from framing_tui.assessment import Assessment
from framing_tui.calculators import costs
from framing_tui.calculators.costs import Costs
from framing_tui.calculators.curves import cost_of_a_case
from framing_tui.calculators.result import shown
from framing_tui.drawing.parts import InkedLine, InkedRows
from framing_tui.model.framing import Framing
from framing_tui.model.values import Range

_HEIGHT = 6
_STEPS = " ▁▂▃▄▅▆▇█"
_MAYBE = "░"
_LONGEST_NUMBER = 9


def draw_costs(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
    """Return the curve with the break-even threshold marked; nothing until both costs are there.

    Why scores are taken as evenly spread: nobody knows yet how they will lie. The lowest point is
    the same for any calibrated scores, and the last line says what is not.
    """
    found = costs.of(framing)
    if found is None:
        return ()
    ends = [cost_of_a_case(found, 0), cost_of_a_case(found, 1)]
    top = max(cost.high for cost in ends)
    if top <= 0:
        return ()
    label = _short(top)
    margin = cell_len(label) + 2
    room = max(width - margin, 10)
    columns = [cost_of_a_case(found, (at + 0.5) / room) for at in range(room)]
    low, high = _marked(found, room)
    unit = f", {found.currency}" if found.currency else ""
    lines: list[InkedLine] = [((f"Expected cost of a case, by the threshold{unit}", "key!"),)]
    for row in reversed(range(_HEIGHT)):
        text = "".join(_cell(cost, row, top) for cost in columns)
        axis = {_HEIGHT - 1: f"{label} ┤", 0: "0 ┤"}.get(row, "│")
        lines.append(
            (
                (" " * (margin - cell_len(axis)) + axis, "quiet"),
                (text[:low], "faint"),
                (text[low : high + 1], "green!"),
                (text[high + 1 :], "faint"),
            )
        )
    lines.append(((" " * margin + _scale(found, low, high, room), "plain"),))
    said = "For calibrated scores, evenly spread; others change the heights, not the lowest point."
    if framing.errors.review_cost is None:
        said += " Looking at a case is taken as free: its cost is open."
    lines.append(((said, "quiet"),))
    return tuple(lines)


def _cell(cost: Range, row: int, top: float) -> str:
    """Return one cell of a column: filled as far as the cost is sure, light as far as it may be.

    Why whole cells where a cost is uncertain: a light cell cannot be half full, and finer steps
    beside it would leave holes between the two.
    """
    sure, may = (_within(end / top * _HEIGHT - row) for end in (cost.low, cost.high))
    if may - sure < 0.5:
        return _STEPS[round(sure * (len(_STEPS) - 1))]
    return _STEPS[-1] if sure >= 0.5 else _MAYBE


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _marked(found: Costs, room: int) -> tuple[int, int]:
    """Return the first and the last column of the break-even threshold; none beyond 1."""
    if found.never_act:
        return room, room
    line = found.threshold_p
    last = room - 1
    return min(int(line.low * room), last), min(int(min(line.high, 1.0) * room), last)


def _scale(found: Costs, low: int, high: int, room: int) -> str:
    """Return the line under the curve: 0, the break-even, and 1."""
    if found.never_act:
        words = f"never act: looking costs more than {found.outweighed}"
        return "0" + f"{words} 1".rjust(room - 1)
    mark = "▲" * (high - low + 1)
    words = f"act from {shown(found.threshold_p, to='..')} on"
    if found.acting_never_pays.possible:
        words = f"act from {shown(Range.of(found.threshold_p.low))} on at best, or never"
    line = [" "] * room
    line[0], line[-1] = "0", "1"
    line[low : high + 1] = mark
    if high + 4 + len(words) < room:
        line[high + 2 : high + 2 + len(words)] = words
    elif low - 2 - len(words) > 0:
        line[low - 1 - len(words) : low - 1] = words
    else:
        return "".join(line) + f"\n{words}"
    return "".join(line)


def _short(number: float) -> str:
    words = shown(Range.of(number))
    return words if len(words) <= _LONGEST_NUMBER else f"{number:.2g}"
