"""Read numbers, durations and dates the way people type them in a meeting.

Why apart from the kinds of answer: the file holds plain numbers in the unit of the key; these
forms exist only where somebody types, in the app, in line mode and on the command line.
"""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from framing_tui.model.values import Range

_SCALES = {"": 1.0, "k": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "b": 1e9}
_SCALE_WORDS = {"thousand": 1e3, "billion": 1e9}
# Calendar averages: a week has 7 days and a month 30, so that 20k/week and 6 months mean one thing.
_DAYS = {
    "min": 1 / 1440, "minute": 1 / 1440, "minutes": 1 / 1440,
    "h": 1 / 24, "hour": 1 / 24, "hours": 1 / 24,
    "d": 1.0, "day": 1.0, "days": 1.0,
    "w": 7.0, "week": 7.0, "weeks": 7.0,
    "mo": 30.0, "month": 30.0, "months": 30.0, "quarter": 91.0, "quarters": 91.0,
    "y": 365.0, "yr": 365.0, "year": 365.0, "years": 365.0,
}  # fmt: skip
_PER = {"day": 1.0, "d": 1.0, "week": 7.0, "w": 7.0, "month": 30.0, "mo": 30.0, "year": 365.0}
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# A day that comes once in eight years at the worst: 29 February around a year such as 2100.
_YEARS_AHEAD = 9
# A comma with other than three digits behind it separates no thousands.
_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")
# Further than any action is handed out.
_FAR = 3650
_HALF = re.compile(r"^half (?:a |an )?", re.I)
_CURRENCY = "€$£¥₹"
_NUMBER = r"[-+]?(?:\d{1,3}(?:[ ,_]\d{3})+|\d+)?(?:\.\d+)?(?:[eE][-+]?\d+)?"
_END = re.compile(rf"^\s*[{_CURRENCY}]?\s*({_NUMBER})\s*[{_CURRENCY}]?\s*([a-zA-Z]*)\s*$")
_PER_SUFFIX = re.compile(r" ?(?:/|\bper\b|\ban?\b) ?([a-zA-Z]+)$")
# A plain hyphen is the commonest sign for a range, and before a number it may be a minus.
_RANGE = re.compile(r" ?(?:\.\.+|…|–|\bto\b|(?<=[\d%a-zA-Z])(?<![\d.][eE])-(?=[^-])|(?<=\S) - ) ?")
_ABOUT = re.compile(r"^(?:about|around|approx(?:imately|\.)?|ca\.?|circa|roughly|[~≈])\s*", re.I)
_IN = re.compile(r"^(?:in|within)\s+", re.I)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Longer than any figure that a person types; a pasted page is not searched for one.
_MAX_TYPED = 200


class EntryError(ValueError):
    """Typed text that is not a number, duration or date; `expected` says what would be."""

    def __init__(self, expected: str) -> None:
        super().__init__(f"expected {expected}")
        self.expected = expected


def number(typed: str) -> Range:
    """Read `12`, `1.2k`, `about 1,200`, `2 million`, `20..40` or `20-40`; the scale of the last
    end serves both."""
    return _ends(typed, _SCALES | _SCALE_WORDS, "a number, like 12, 1.2k or 20..40")


def percent(typed: str) -> Range:
    """Read `3`, `3 %` or `2..4 %` as percent, 0 to 100."""
    return _ends(typed.replace("%", " "), {"": 1.0}, "a percentage, like 3, 0.5 % or 2..4 %")


def per_day(typed: str) -> Range:
    """Read a volume per average calendar day: `20000`, `20k/week`, `1.5k a month`."""
    expected = "a volume a day, like 1200, 20k/week or 3k a month"
    text = _tidy(typed, expected)
    found = _PER_SUFFIX.search(text)
    if found is None:
        return _ends(text, _SCALES | _SCALE_WORDS, expected)
    word = found.group(1).lower()
    unit = word if word in _PER else word.removesuffix("s")
    if unit not in _PER:
        # An hourly figure is refused: nobody says whether it holds for eight hours or for 24.
        raise EntryError(f"a volume per day, week, month or year, not per {word}")
    counted = _ends(text[: found.start()], _SCALES | _SCALE_WORDS, expected)
    return Range(_shared_out(counted.low, _PER[unit]), _shared_out(counted.high, _PER[unit]))


def days(typed: str, today: date | None = None) -> Range:
    """Read a duration as days: `90`, `26 weeks`, `6 months`, `12 h`, `3..6 months`, `half a year`.

    A date is counted from today, where today is given: `2027-06-30`, `1 Jun`.
    """
    expected = "a number of days, like 90, 26 weeks, 6 months or 3..6 months"
    if today is not None:
        try:
            return Range.of(float((_calendar_day(typed, today, expected) - today).days))
        except EntryError:
            pass
    text = _HALF.sub("0.5 ", _IN.sub("", typed.strip()))
    return _ends(text, {"": 1.0} | _DAYS, expected, decimals=6)


def day_of_year(typed: str, today: date | None = None) -> date:
    """Read `2027-06-01`, `1 Jun`, `Jun 1` or `1 June 2027`; without a year, the next such day.

    Where today is given, a weekday is the next one, and `2 weeks` is counted from today.
    """
    expected = "a date, like 2027-06-01 or 1 Jun"
    if today is not None:
        counted = _from_today(typed, today)
        if counted is not None:
            return counted
    return _calendar_day(typed, today, expected)


def _from_today(typed: str, today: date) -> date | None:
    """Return the day of `friday`, `next friday`, `2 weeks` or `in 3 days`, or None."""
    words = " ".join(typed[:_MAX_TYPED].lower().split()).removeprefix("next ")
    if len(words) >= 3:
        for number, name in enumerate(_WEEKDAYS):
            if name.startswith(words):
                return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    try:
        ahead = days(words)
    except EntryError:
        return None
    if not any(char.isalpha() for char in _IN.sub("", words)) or not 0 <= ahead.high <= _FAR:
        # A bare number is nobody's date.
        return None
    return today + timedelta(days=math.ceil(ahead.high))


def _calendar_day(typed: str, today: date | None, expected: str) -> date:
    text = _tidy(typed.replace(",", " ").replace(".", " "), expected).lower()
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    if text in ("today", "tomorrow") and today is not None:
        return today if text == "today" else today + timedelta(days=1)
    words = text.split(" ")
    months = [month for word in words if (month := _month(word)) is not None]
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 4]
    if len(months) != 1 or not numbers or len(months) + len(numbers) != len(words):
        raise EntryError(expected)
    if len(numbers) == 1:
        if today is None:
            raise EntryError(f"{expected} (the year is missing)")
        found = _next(today, months[0], numbers[0])
    elif len(numbers) == 2 and max(numbers) >= 1000:
        found = _day(max(numbers), months[0], min(numbers))
    else:
        # “1 Jun 27” is the year 27 to nobody, and guessing a century is not this program's.
        raise EntryError(f"{expected} (the year in four digits)")
    if found is None:
        raise EntryError(f"{expected} (there is no such day)")
    return found


def _month(word: str) -> int | None:
    """Return the number of a month from its name or the beginning of it, or None."""
    if len(word) < 3:
        return None
    return next((i for i, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next(today: date, month: int, day: int) -> date | None:
    """Return the first such day from today on; a leap day may be years ahead."""
    for year in range(today.year, today.year + _YEARS_AHEAD):
        found = _day(year, month, day)
        if found is not None and found >= today:
            return found
    return None


def _tidy(typed: str, expected: str) -> str:
    """Return typed text with single spaces; a text too long to be a figure is refused.

    Why: the patterns below must never meet thousands of blanks, which they would try one by one.
    """
    if len(typed) > _MAX_TYPED:
        raise EntryError(expected)
    return " ".join(typed.split())


def _ends(typed: str, scales: dict[str, float], expected: str, decimals: int = 12) -> Range:
    """Read one number or two, each with its scale; the last scale serves an end without one."""
    text = _ABOUT.sub("", _tidy(typed, expected))
    if "%" in text:
        raise EntryError(f"{expected}, without a percent sign")
    if _COMMA.search(text):
        raise EntryError(f"{expected}; a decimal point, as in 4.3, is no comma")
    parts = _RANGE.split(text)
    if text.startswith("[") and text.endswith("]"):
        parts = text[1:-1].split(",")
    if len(parts) not in (1, 2):
        raise EntryError(expected)
    found: list[tuple[float, str]] = []
    for match in (_END.match(part) for part in parts):
        if match is None or not any(char.isdigit() for char in match.group(1)):
            raise EntryError(expected)
        scale = match.group(2).lower()
        if scale not in scales:
            raise EntryError(f"{expected} (“{match.group(2)[:20]}” is not understood)")
        found.append((float(re.sub(r"[ ,_]", "", match.group(1))), scale))
    shared = found[-1][1]
    values = [_scaled(value, scales[scale or shared], decimals) for value, scale in found]
    if values[0] > values[-1] and not found[0][1]:
        # “900..1.2k” rises only where the scale is that of the last end alone.
        alone = [_scaled(value, scales[scale], decimals) for value, scale in found]
        values = alone if alone[0] <= alone[-1] else values
    if any(math.isinf(value) or math.isnan(value) for value in values):
        raise EntryError(f"{expected} (that number is too large)")
    if values[0] > values[-1] and found[0][1] and not shared:
        # “20k..40” is nearly always 20,000 to 40,000, and would be read as 40 to 20,000.
        raise EntryError(f"{expected} (say at both ends what is counted)")
    return Range.of(*values)


def _scaled(value: float, scale: float, decimals: int) -> float:
    """Return a value in the unit of its key, without the dust that a multiplication leaves.

    Why a plain number is left as it is: what a field shows must read back as the same answer.
    """
    return value if scale == 1.0 else round(float(f"{value * scale:.12g}"), decimals)


def _shared_out(value: float, parts: float) -> float:
    if parts == 1.0:
        return value
    # Five digits that count: what was said was round, and goes back into the field that way.
    shared = value / parts
    return round(shared, 4 - math.floor(math.log10(abs(shared)))) if shared else 0.0
