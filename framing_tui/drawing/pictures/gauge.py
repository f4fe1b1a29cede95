"""One bar of a picture: how far a number reaches, and how far it may reach at most."""

from __future__ import annotations

from framing_tui.model.values import Range

FULL, HALF, MAYBE, BEYOND = "█", "▌", "░", "▶"


def gauge(value: Range, top: float, cells: int) -> str:
    """Return a bar in a number of cells, from 0 to `top`: sure to the low end, light to the high.

    What reaches beyond the top ends in an arrow, so that no bar looks as if it ended there. What
    is not nothing is seen: a bar has half a cell at least.
    """
    if top <= 0 or cells < 1:
        return " " * max(cells, 0)
    low = _halves(value.low, top, cells)
    high = max(_halves(value.high, top, cells), low)
    bar = FULL * (low // 2) + (HALF if low % 2 else "")
    bar += MAYBE * ((high + 1) // 2 - len(bar))
    if value.high > top:
        bar = bar[: cells - 1] + BEYOND
    return bar + " " * (cells - len(bar))


def _halves(number: float, top: float, cells: int) -> int:
    if number <= 0:
        return 0
    return max(1, round(min(number / top, 1.0) * cells * 2))
