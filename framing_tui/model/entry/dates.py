"""Dates as people say them: `2027-06-01`, `1st June`, `2nd of March 2027`, `friday`, `2 weeks`."""

from __future__ import annotations

import math
from calendar import monthrange
from datetime import date, timedelta

from framing_tui.model.entry.durations import span
from framing_tui.model.entry.plain import DASH, plain
from framing_tui.model.entry.refusal import EntryError

EXPECTED = "a date, like 2027-06-01 or 1 Jun"
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED = {"today": 0, "tomorrow": 1}
_BEFORE = ("in ", "within ", "by ", "on ", "until ")
_ORDINALS = ("st", "nd", "rd", "th")
# A day that comes once in eight years at the worst: 29 February around a year such as 2100.
_YEARS_AHEAD = 9
# Further than any action is handed out.
_FAR = 3650


def day_of_year(typed: str, today: date | None = None) -> date:
    """Read `2027-6-1`, `1 Jun`, `June 1st` or `1 June 2027`; without a year, the next such day.

    Where today is given, a weekday is the next one, and `2 weeks` is counted from today.
    """
    if today is not None:
        counted = _from_today(typed, today)
        if counted is not None:
            return counted
    return calendar_day(typed, today)


def calendar_day(typed: str, today: date | None) -> date:
    """Read a date that is named by its day and month, or as today or tomorrow."""
    text = _without_before(plain(typed, EXPECTED).lower().replace(DASH, "-"))
    if today is not None and text in _NAMED:
        return today + timedelta(days=_NAMED[text])
    numbered = _numbered(text)
    if numbered is not None:
        return numbered
    words = [word for word in _apart(text) if word not in ("of", "the")]
    if words[:1] == ["end"] or words == ["year", "end"]:
        return _end(words, today)
    weekday = _weekday(words[0]) if len(words) > 1 else None
    found = _named(words if weekday is None else words[1:], today)
    if weekday not in (None, found.weekday()):
        raise EntryError(EXPECTED, f"{found.isoformat()} is a {_WEEKDAYS[found.weekday()].title()}")
    return found


def _numbered(text: str) -> date | None:
    """Return the day of `2027-06-01`, `2027-6-1` or `2027/6/1`, None where it is no such text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isdigit() and part.isascii() for part in parts):
        return None
    if len(parts[0]) == 4 and max(map(len, parts[1:])) <= 2:
        found = _day(*map(int, parts))
        if found is None:
            raise EntryError(EXPECTED, "there is no such day")
        return found
    # The first of June or the sixth of January, and a year that may be 1927.
    raise EntryError(EXPECTED, "day and month can be read in two ways: write the month as a word")


def _named(words: list[str], today: date | None) -> date:
    months = [month for word in words if (month := _month(word)) is not None]
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 4]
    if len(months) != 1 or not numbers or len(months) + len(numbers) != len(words):
        raise EntryError(EXPECTED)
    if len(numbers) == 1:
        if today is None:
            raise EntryError(EXPECTED, "the year is missing")
        found = _next(today, months[0], numbers[0])
    elif len(numbers) == 2 and max(numbers) >= 1000:
        found = _day(max(numbers), months[0], min(numbers))
    else:
        # “1 Jun 27” is the year 27 to nobody, and guessing a century is not this program's.
        raise EntryError(EXPECTED, "the year in four digits")
    if found is None:
        raise EntryError(EXPECTED, "there is no such day")
    return found


def _end(words: list[str], today: date | None) -> date:
    """Return the last day of what `end of the year`, `end of next month` or `end of June` name."""
    if today is None:
        raise EntryError(EXPECTED)
    is_next = words[1:2] == ["next"]
    what = [word for word in words if word not in ("end", "this", "next")]
    year, month = today.year, today.month
    if what == ["year"]:
        return date(year + is_next, 12, 31)
    if what == ["quarter"]:
        return _last_day(year, (month - 1) // 3 * 3 + 3 + 3 * is_next)
    if what == ["month"]:
        return _last_day(year, month + is_next)
    named = _month(what[0]) if what else None
    if named is None or is_next:
        raise EntryError(EXPECTED, "the end of what? of the year, of a quarter or of a month")
    if len(what) == 2 and what[1].isdigit() and len(what[1]) == 4:
        return _last_day(int(what[1]), named)
    if len(what) > 1:
        raise EntryError(EXPECTED)
    return _last_day(year + (named < month), named)


def month_ahead(typed: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day of `June 2027`, `in June` or `next June`, or None.

    Refuses `next June` while this year's is still to come: to some that is the one, to others not.
    """
    text = _without_before(plain(typed, EXPECTED).lower())
    is_next = text.startswith("next ")
    words = text.removeprefix("next ").split()
    month = _month(words[0]) if words else None
    if month is None or len(words) > 2 or (is_next and len(words) > 1):
        return None
    year = today.year + (month <= today.month)
    if len(words) == 2:
        if not (words[1].isascii() and words[1].isdigit() and len(words[1]) == 4):
            return None
        year = int(words[1])
    elif is_next and month > today.month:
        raise EntryError(EXPECTED, f"name the year: {today.year} or {today.year + 1}")
    if not 1 <= year < date.max.year or (year, month) <= (today.year, today.month):
        return None
    return date(year, month, 1), _last_day(year, month)


def _last_day(year: int, month: int) -> date:
    """Return the last day of a month; behind December come those of the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year > date.max.year or year < 1:
        raise EntryError(EXPECTED, "there is no such day")
    return date(year, month, monthrange(year, month)[1])


def _from_today(typed: str, today: date) -> date | None:
    """Return the day of `friday`, `next friday`, `2 weeks` or `in 3 days`, or None."""
    words = _without_before(plain(typed, EXPECTED).lower())
    if (span_of_month := month_ahead(typed, today)) is not None:
        first = span_of_month[0].isoformat()
        raise EntryError(EXPECTED, f"which day? {first}, or the end of that month")
    words = words.removeprefix("next ")
    weekday = _weekday(words)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    words = words.removesuffix(" from now").removesuffix(" from today")
    try:
        ahead = span(words)
    except EntryError:
        return None
    if not any(char.isalpha() for char in words) or not 0 <= ahead.high <= _FAR:
        # A bare number is nobody's date.
        return None
    return today + timedelta(days=math.ceil(ahead.high))


def _without_before(text: str) -> str:
    for word in _BEFORE:
        text = text.removeprefix(word)
    return text


def _apart(text: str) -> list[str]:
    """Return the words of a date, numbers without the ending that orders them."""
    words = text.replace(",", " ").replace(".", " ").replace("-", " ").replace("/", " ").split()
    return [_cardinal(word) for word in words]


def _cardinal(word: str) -> str:
    is_ordinal = word.endswith(_ORDINALS) and word[:-2].isdigit()
    return word[:-2] if is_ordinal else word


def _weekday(word: str) -> int | None:
    """Return the number of a weekday from its name or the beginning of it, or None."""
    if len(word) < 3:
        return None
    return next((i for i, name in enumerate(_WEEKDAYS) if name.startswith(word)), None)


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
