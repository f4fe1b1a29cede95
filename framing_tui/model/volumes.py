"""Volumes: kept as a number per average calendar day, shown by the period in which people count.

Why shown back at all: somebody says “60 a week”, and nobody in the room recognises 8.5714 a day.
The file holds one number, so the period is found again from it: a volume that is no whole number
a day, but one a week, a month, a quarter or a year with fewer digits, was counted by that.
"""

from __future__ import annotations

from framing_tui.model.values import Range, exactly

# Calendar averages, so that 20k/week and 6 months mean one thing everywhere.
PERIODS = {"week": 7.0, "month": 30.0, "quarter": 91.0, "year": 365.0}
_DIGITS = 5
_MOST_DIGITS = 15
# Of a few cases a day nobody counts halves.
_FEW = 10


def a_day(count: float, days: float) -> float:
    """Return what a count in so many days is a day, with as few digits as tell the count again.

    Why not all digits: the file is read by people, and 8.5714 says as much as 8.571428571428571.
    """
    shared = count / days
    is_whole = float(count).is_integer()
    least = max(_DIGITS, _digits(count) + 1) if is_whole else _DIGITS
    for digits in range(least, _MOST_DIGITS):
        short = float(f"{shared:.{digits}g}")
        if not is_whole or round(short * days) == count:
            return short
    return shared


def counted(value: Range) -> tuple[Range, str]:
    """Return a volume a day as it was counted: 60 and “week” for 8.5714, 450 and “day” for 450."""
    if not (value.low.is_integer() and value.high.is_integer()):
        for period, days in PERIODS.items():
            ends = [_whole(end, days) for end in (value.low, value.high)]
            if None not in ends and _is_likelier(value, ends, days):
                return Range.of(*(end for end in ends if end is not None)), period
    return value, "day"


def volume(value: Range, what: str = "", to: str = " to ") -> str:
    """Return a volume as people say it: `450 a day`, `60 cases a week`, `2..3 a month`."""
    count, period = counted(value)
    ends = [exactly(end) for end in (count.low, count.high)]
    number = ends[0] if count.is_point else to.join(ends)
    return f"{number} {what} a {period}" if what else f"{number} a {period}"


def _whole(value: float, days: float) -> float | None:
    """Return the whole number in a period that is this number a day, None where there is none."""
    count = float(round(value * days))
    return count if (value == 0 or count) and a_day(count, days) == value else None


def _is_likelier(value: Range, ends: list[float | None], days: float) -> bool:
    """Tell whether a volume was rather counted by the period than by the day."""
    for end, count in zip((value.low, value.high), ends, strict=True):
        if count is None or end.is_integer():
            continue
        if _digits(count) < _digits(end) or (abs(end) < _FEW and end * days == count):
            return True
    return False


def _digits(value: float) -> int:
    """Return how many digits of a number count: one of 60, as the 0 only tells its size."""
    written = repr(value).split("e")[0].replace(".", "").replace("-", "")
    return max(1, len(written.strip("0")))
