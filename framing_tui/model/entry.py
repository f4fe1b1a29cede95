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
    "h": 1 / 24, "hour": 1 / 24, "hours": 1 / 24,
    "d": 1.0, "day": 1.0, "days": 1.0,
    "w": 7.0, "week": 7.0, "weeks": 7.0,
    "mo": 30.0, "month": 30.0, "months": 30.0, "quarter": 91.0, "quarters": 91.0,
    "y": 365.0, "yr": 365.0, "year": 365.0, "years": 365.0,
}  # fmt: skip
_PER = {"day": 1.0, "d": 1.0, "week": 7.0, "w": 7.0, "month": 30.0, "mo": 30.0, "year": 365.0}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CURRENCY = "€$£¥₹"
_NUMBER = r"[-+]?(?:\d{1,3}(?:[ ,_]\d{3})+|\d+)?(?:\.\d+)?(?:[eE][-+]?\d+)?"
_END = re.compile(rf"^\s*[{_CURRENCY}]?\s*({_NUMBER})\s*[{_CURRENCY}]?\s*([a-zA-Z]*)\s*$")
_PER_SUFFIX = re.compile(r"\s*(?:/|\bper\b|\ba\b)\s*([a-zA-Z]+)\s*$")
_RANGE = re.compile(r"\s*(?:\.\.+|…|–|\bto\b)\s*")


class EntryError(ValueError):
    """Typed text that is not a number, duration or date; its message says what is expected."""


def number(typed: str) -> Range:
    """Read `12`, `1.2k`, `1,200`, `2 million` or `20..40`; a last scale holds for both ends."""
    return _ends(typed, _SCALES | _SCALE_WORDS, "a number, like 12, 1.2k or 20..40")


def percent(typed: str) -> Range:
    """Read `3`, `3 %` or `2..4 %` as percent, 0 to 100."""
    return _ends(typed.replace("%", " "), {"": 1.0}, "a percentage, like 3, 0.5 % or 2..4 %")


def per_day(typed: str) -> Range:
    """Read a volume per average calendar day: `20000`, `20k/week`, `1.5k a month`."""
    expected = "a volume a day, like 1200, 20k/week or 3k a month"
    found = _PER_SUFFIX.search(typed)
    if found is None:
        return _ends(typed, _SCALES | _SCALE_WORDS, expected)
    unit = found.group(1).lower()
    unit = unit if unit in _PER else unit.rstrip("s")
    if unit not in _PER:
        # An hourly figure is refused: nobody says whether it holds for eight hours or for 24.
        raise EntryError(
            f"a volume per {unit} cannot be read: write it per day, week, month or year"
        )
    counted = _ends(typed[: found.start()], _SCALES | _SCALE_WORDS, expected)
    return Range(round(counted.low / _PER[unit], 6), round(counted.high / _PER[unit], 6))


def days(typed: str) -> Range:
    """Read a duration as days: `90`, `26 weeks`, `6 months`, `12 h`, `3..6 months`."""
    expected = "a number of days, like 90, 26 weeks, 6 months or 3..6 months"
    found = _ends(typed, {"": 1.0} | _DAYS, expected)
    return Range(round(found.low, 6), round(found.high, 6))


def day_of_year(typed: str, today: date | None = None) -> date:
    """Read `2027-06-01`, `1 Jun`, `Jun 1` or `1 June 2027`; without a year, the next such day."""
    text = " ".join(typed.replace(",", " ").replace(".", " ").lower().split())
    expected = "a date, like 2027-06-01 or 1 Jun"
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    if text in ("today", "tomorrow") and today is not None:
        return today if text == "today" else today + timedelta(days=1)
    words = text.split(" ")
    months = [word for word in words if word[:3] in _MONTHS and word.isalpha()]
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 4]
    if len(months) != 1 or not numbers or len(months) + len(numbers) != len(words):
        raise EntryError(f"expected {expected}")
    month = _MONTHS.index(months[0][:3]) + 1
    try:
        if len(numbers) == 2:
            return date(max(numbers), month, min(numbers))
        if len(numbers) == 1 and today is not None:
            this_year = date(today.year, month, numbers[0])
            return this_year if this_year >= today else date(today.year + 1, month, numbers[0])
    except ValueError as error:
        raise EntryError(f"there is no such day; expected {expected}") from error
    raise EntryError(f"the year is missing; expected {expected}")


def _ends(typed: str, scales: dict[str, float], expected: str) -> Range:
    """Read one number or two, each with its scale; the last scale serves an end without one."""
    text = typed.strip()
    if "%" in text:
        raise EntryError(f"expected {expected}, without a percent sign")
    parts = _RANGE.split(text)
    if text.startswith("[") and text.endswith("]"):
        parts = text[1:-1].split(",")
    if len(parts) not in (1, 2):
        raise EntryError(f"expected {expected}")
    read = [_END.match(part) for part in parts]
    found: list[tuple[float, str]] = []
    for match in read:
        if match is None or not any(char.isdigit() for char in match.group(1)):
            raise EntryError(f"expected {expected}")
        scale = match.group(2).lower()
        if scale not in scales:
            raise EntryError(f"“{match.group(2)}” is not understood; expected {expected}")
        found.append((float(re.sub(r"[ ,_]", "", match.group(1))), scale))
    shared = found[-1][1]
    values = [value * scales[scale or shared] for value, scale in found]
    if any(math.isinf(value) or math.isnan(value) for value in values):
        raise EntryError(f"that number is too large; expected {expected}")
    values = [float(f"{value:.12g}") for value in values]
    return Range.of(*values)
