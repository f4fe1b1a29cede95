"""What an answer can be once it has been read: numbers with their uncertainty, and comparisons.

Why a range everywhere: at a kickoff most figures are guesses. A number that is known exactly is
a range whose ends meet, so no rule or calculator has to ask which of the two it was given.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal

YesNoAnswer = Literal["yes", "no", "unsure"]
ColourAnswer = Literal["green", "red", "unsure"]


class Holds(Enum):
    """Whether a comparison of two ranges holds at all corners, at some, or at none."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"

    @property
    def possible(self) -> bool:
        """True when the comparison holds at one corner at least."""
        return self is not Holds.NEVER


class Range:
    """A number with its uncertainty, `low <= high`; a plain number has both ends equal.

    Why not a pair of floats: the order of the ends is guaranteed here, once.
    """

    __slots__ = ("high", "low")
    low: Final[float]
    high: Final[float]

    def __init__(self, low: float, high: float) -> None:
        if high < low:
            low, high = high, low
        self.low, self.high = float(low), float(high)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Range):
            return NotImplemented
        return self.low == other.low and self.high == other.high

    def __hash__(self) -> int:
        return hash((self.low, self.high))

    def __repr__(self) -> str:
        return f"Range(low={self.low!r}, high={self.high!r})"

    @classmethod
    def of(cls, low: float, high: float | None = None) -> Range:
        """Return the range of one number, or of two in either order."""
        return cls(low, low if high is None else high)

    @property
    def is_point(self) -> bool:
        """True when both ends are the same number."""
        return self.low == self.high

    def over(self, other: Range) -> Holds:
        """Tell whether this number is greater than the other one."""
        return _at_corners(self.low > other.high, self.high > other.low)

    def under(self, other: Range) -> Holds:
        """Tell whether this number is smaller than the other one."""
        return other.over(self)

    def at_least(self, other: Range) -> Holds:
        """Tell whether this number is greater than the other one, or equal to it."""
        return _at_corners(self.low >= other.high, self.high >= other.low)

    def plus(self, other: Range) -> Range:
        """Return the sum: ends are added, as for independent guesses at their worst."""
        return Range(self.low + other.low, self.high + other.high)

    def overlaps(self, other: Range) -> bool:
        """True when some number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def __str__(self) -> str:
        if self.is_point:
            return figure(self.low)
        return f"{figure(self.low)} to {figure(self.high)}"


def figure(number: float) -> str:
    """Return a number as people write it: thousands grouped, at most four digits of fraction."""
    if number == 0:
        return "0"
    if float(number).is_integer() and abs(number) < 1e15:
        return f"{int(number):,}"
    if abs(number) >= 1e15 or abs(number) < 1e-4:
        return f"{number:.4g}"
    if abs(number) < 1:
        # Small rates keep four significant digits: 0.0012 must not print as 0.00.
        return f"{number:.4g}"
    digits = 4 if abs(number) < 10 else 2 if abs(number) < 1000 else 1
    text = f"{number:,.{digits}f}"
    return text.rstrip("0").rstrip(".")


def exactly(number: float) -> str:
    """Return an answer as people write it, with every digit that was given.

    Why apart from `figure`: what a team has said is shown whole, what was worked out is rounded.
    """
    text = figure(number)
    return text if float(text.replace(",", "")) == number else f"{number:,}"


def _at_corners(everywhere: bool, somewhere: bool) -> Holds:
    if everywhere:
        return Holds.ALWAYS
    return Holds.SOMETIMES if somewhere else Holds.NEVER


def in_days(value: Range) -> str:
    """Return a duration in days as people say it; under a day in hours, minutes or seconds.

    Why: nobody thinks of half an hour as two hundredths of a day.
    """
    words, unit = str(value), "day"
    for smaller, in_a_day in (("second", 86_400), ("minute", 1440), ("hour", 24)):
        if 0 < value.high < 1 and (value.low == 0 or value.low >= 1 / in_a_day):
            part = Range(*(round(end * in_a_day, 2) for end in (value.low, value.high)))
            words, unit = str(part), smaller
    return f"{words} {unit}" if words == "1" else f"{words} {unit}s"


def before_the_event(value: Range) -> str:
    """Return how long before an event something is, in words; 0 days before it is at the event."""
    if value.high == 0:
        return "at the event itself"
    up_to, days = ("up to ", Range.of(value.high)) if value.low == 0 else ("", value)
    return f"{up_to}{in_days(days)} before the event"
