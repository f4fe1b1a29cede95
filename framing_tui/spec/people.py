"""Figures as people say them: 9 months, 42 million, within 5 weeks."""

from __future__ import annotations

from math import ceil

from framing_tui.model.values import Range, exactly, figure, in_days

# As what was typed is read: a week has 7 days, a month 30, a year 365.
_PERIODS = {"year": 365, "month": 30, "week": 7}
_MILLION = 1_000_000


def dashed(value: Range, to: str = "–") -> str:
    """Return a number or a range as it stands in a sentence: 42, 28–31."""
    ends = [exactly(end) for end in (value.low, value.high)]
    if value.is_point:
        return ends[0]
    # With a minus sign, a dash between the two would be read as another one.
    return to.join(ends) if value.low >= 0 else " to ".join(ends)


def span(days: Range, to: str = "–") -> str:
    """Return a time as it was counted: in years, months or weeks where it is so many of them."""
    for period, length in _PERIODS.items():
        counts = [end / length for end in (days.low, days.high)]
        if days.low > 0 and all(count.is_integer() for count in counts):
            words = dashed(Range(*counts), to)
            return f"{words} {period}" if words == "1" else f"{words} {period}s"
    return in_days(days) if days.low > 0 else in_days(Range.of(days.high))


def within(years: float) -> str:
    """Return a time that was worked out, rounded up, in the unit that people would use."""
    days = years * 365
    for most, length, unit in ((14, 1, "day"), (91, 7, "week"), (730, 365 / 12, "month")):
        if days <= most:
            count = max(1, ceil(round(days / length, 6)))
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return f"{figure(ceil(round(years * 10, 6)) / 10)} years"


def money(value: Range, currency: str | None = None) -> str:
    """Return an amount as people say it: 4 million USD, 42 to 56 million USD, 130,000 USD."""
    ends = (value.low, value.high)
    words = str(value)
    if all(end >= _MILLION and (end * 100 / _MILLION).is_integer() for end in ends):
        words = f"{Range(*(end / _MILLION for end in ends))} million"
    return f"{words} {currency}" if currency else words


def rounded(value: Range) -> Range:
    """Return what was worked out with the three digits that carry it."""
    return Range(*(float(f"{end:.3g}") for end in (value.low, value.high)))
