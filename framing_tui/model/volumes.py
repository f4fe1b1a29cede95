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
# How many digits fewer a count must have for it to be no chance that it fits.
_SHORTER = 3
# Of a few cases a day nobody counts halves: 1.5 a day were counted as 45 a month.
_FEW = 10


def a_day(count: float, days: float) -> float:
    """Return what a count in so many days is a day, with as few digits as tell the count again.

    Why not all digits: the file is read by people, and 8.5714 says as much as 8.571428571428571.
    """
    shared = count / days
    for digits in range(_DIGITS, _MOST_DIGITS):
        short = float(f"{shared:.{digits}g}")
        told = _told(short)
        if not float(count).is_integer() or (told and told[0] * days == count * told[1]):
            return short
    return shared


def counted(value: Range) -> tuple[Range, str]:
    """Return a volume a day as it was counted: 60 and “week” for 8.5714, 450 and “day” for 450."""
    ends = (value.low, value.high)
    if not all(end.is_integer() for end in ends):
        for period, days in PERIODS.items():
            counts = [float(round(end * days)) for end in ends]
            if all(_is_counted(*pair, days) for pair in zip(ends, counts, strict=True)):
                return Range(*counts), period
    return value, "day"


def volume(value: Range, what: str = "", to: str = " to ") -> str:
    """Return a volume as people say it: `450 a day`, `60 cases a week`, `2..3 a month`."""
    count, period = counted(value)
    ends = [exactly(end) for end in (count.low, count.high)]
    number = ends[0] if count.is_point else to.join(ends)
    return f"{number} {what} a {period}" if what else f"{number} a {period}"


def _is_counted(value: float, count: float, days: float) -> bool:
    """Tell whether a number a day was counted in a period of so many days, or may have been."""
    is_told = value.is_integer() or _told(value) == (count, days)
    return is_told and a_day(count, days) == value


def _told(value: float) -> tuple[float, float] | None:
    """Return the count and the days of its period that a number a day tells, None where none.

    The count is whole, and shorter than the number a day that comes of it, so that this is no
    chance; of several, the shortest is what somebody said, and then the one that comes closest.
    """
    held = _digits(value)
    found = []
    for days in PERIODS.values():
        count = float(round(value * days))
        digits = _digits(count)
        is_exact = abs(value) < _FEW and value * days == count
        if is_exact or (digits <= held - _SHORTER and float(f"{count / days:.{held}g}") == value):
            found.append((digits, abs(count / days - value), count, days))
    return min(found)[2:] if found else None


def _digits(value: float) -> int:
    """Return how many digits of a number count: one of 60, as the 0 only tells its size."""
    written = repr(value).split("e")[0].replace(".", "").replace("-", "")
    return max(1, len(written.strip("0")))
