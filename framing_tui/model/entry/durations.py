"""Durations as people say them, in days: `6 months`, `half a year`, `2 wks`, `24 hrs`, `weekly`."""

from __future__ import annotations

import re

from framing_tui.model.entry.ends import Vocabulary, bare, read_ends
from framing_tui.model.entry.plain import DASH
from framing_tui.model.entry.refusal import EntryError
from framing_tui.model.values import Range

EXPECTED = "a number of days, like 90, 26 weeks, 6 months or 3..6 months"
# Calendar averages: a week has 7 days and a month 30, so that 20k/week and 6 months mean one thing.
_DAYS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1 / 86_400),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 1 / 1440),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 1 / 24),
    **dict.fromkeys(("d", "day", "days", "night", "nights"), 1.0),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), 7.0),
    **dict.fromkeys(("fortnight", "fortnights"), 14.0),
    **dict.fromkeys(("mo", "mos", "mth", "mths", "month", "months"), 30.0),
    **dict.fromkeys(("qtr", "qtrs", "quarter", "quarters"), 91.0),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), 365.0),
}
# How often something happens is asked as the time between.
_OFTEN = {
    "hourly": "1 hour", "daily": "1 day", "nightly": "1 day", "weekly": "1 week",
    "fortnightly": "1 fortnight", "monthly": "1 month", "quarterly": "1 quarter",
    "half-yearly": "0.5 year", "yearly": "1 year", "annually": "1 year", "annual": "1 year",
}  # fmt: skip
_SPOKEN = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_TWO_WAYS = ("biweekly", "bi-weekly", "bimonthly", "bi-monthly", "biannually", "biannual")
_BEFORE = ("in ", "within ", "by ")
# “2027-06” is a month to most who type it, and 6 to 2,027 days to nobody.
_MONTH = rf"(?:(?:19|20)\d\d[-{DASH}](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-{DASH}](?:19|20)\d\d)"


def duration(typed: str) -> Range:
    """Return a duration in days, or how often something happens as the days between."""
    words = [part for word in _words(typed) for part in _OFTEN.get(word, word).split()]
    if len(words) > 1 and words[0] in ("every", "each"):
        return _read(_every(words[1:]))
    times, per = words[:-2], words[-2:-1]
    if per and per[0] in ("a", "an", "per", "each", "every"):
        often = {"once": 1, "twice": 2}.get(" ".join(times), 0)
        if len(times) == 2 and times[1] == "times" and times[0].isascii() and times[0].isdigit():
            often = int(times[0])
        if often:
            between = _read(["1", words[-1]])
            return Range.of(round(between.low / often, 6))
    return _read(words)


def span(typed: str) -> Range:
    """Return a duration in days; how often something happens is none."""
    return _read(_words(typed))


def _words(typed: str) -> list[str]:
    text = bare(typed, EXPECTED).lower()
    if any(word in text.split() for word in _TWO_WAYS):
        hint = "twice in that time to some and every second one to others: say every 2 weeks"
        raise EntryError(EXPECTED, hint)
    for word in _BEFORE:
        text = text.removeprefix(word)
    if re.fullmatch(_MONTH, text):
        raise EntryError(EXPECTED, "name the day too, like 2027-06-01; a range is 6..2027")
    return [_SPOKEN.get(word, word) for word in text.split()]


def _every(words: list[str]) -> list[str]:
    """Return how long it is between two of `2 weeks`, `other day` or `month`."""
    if words[0] in ("other", "second"):
        return ["2", *words[1:]] if len(words) > 1 else ["1", *words]
    return words if words[0][0].isdigit() else ["1", *words]


def _read(words: list[str]) -> Range:
    said: list[str] = []
    for at, word in enumerate(words, 1):
        after = at < len(words)
        is_counted = bool(said) and said[-1][-1:].isdigit()
        if word == "half" and after:
            said.append("0.5")
        elif word in ("a", "an") and after:
            # “A year” is one; “half a year” has its number already.
            said += [] if is_counted else ["1"]
        else:
            said.append(word)
    return read_ends(" ".join(said), Vocabulary(EXPECTED, _DAYS, decimals=6))
