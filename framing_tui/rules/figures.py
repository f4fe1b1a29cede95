"""Figures set side by side, where the plain comparison of two ranges is not enough."""

from math import inf

from framing_tui.calculators.result import shown
from framing_tui.model.values import Range, figure

_DIGITS = 10


def rounded(value: Range) -> Range:
    """Return a worked-out figure without what floating point has left over.

    Why: 7 % is not under a break-even of 7.000000000000001 %.
    """
    return Range(float(f"{value.low:.{_DIGITS}g}"), float(f"{value.high:.{_DIGITS}g}"))


def break_even(percent: float) -> str:
    """Return a break-even precision in words; over 100 % there is none."""
    if percent > 100:
        return "costs at which acting never pays"
    return f"a break-even of {shown(Range.of(percent))} %"


def times_apart(one: Range, other: Range) -> Range:
    """Return how many times the larger of two amounts is the smaller one, from 1 up.

    Infinite where one may be nothing and the other something; 1 where both are nothing.
    """
    least = 1.0 if one.overlaps(other) else _times(*sorted((one, other), key=lambda r: r.low))
    most = max(_ratio(one.high, other.low), _ratio(other.high, one.low), 1.0)
    return rounded(Range(least, most))


def as_ratio(times: Range) -> str:
    """Return a ratio as people say it: 19:1, 2:1 to 4:1."""
    low, high = _to_one(times.low), _to_one(times.high)
    return low if low == high else f"{low} to {high}"


def _times(smaller: Range, larger: Range) -> float:
    return _ratio(larger.low, smaller.high)


def _ratio(larger: float, smaller: float) -> float:
    if smaller > 0:
        return larger / smaller
    return inf if larger > 0 else 1.0


def _to_one(times: float) -> str:
    return "something to nothing" if times == inf else f"{figure(float(f'{times:.3g}'))}:1"
