"""The kinds of amount: plain numbers, percentages, volumes, durations and lists.

Each is the vocabulary of its words for the one reader in `ends`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from framing_tui.model.entry import durations, figures, shares
from framing_tui.model.entry.dates import calendar_day, month_ahead
from framing_tui.model.entry.ends import Vocabulary, bare, cleaned, read_ends
from framing_tui.model.entry.plain import DASH, RANGE
from framing_tui.model.entry.refusal import EntryError
from framing_tui.model.values import Range
from framing_tui.model.volumes import a_day

Unit = Callable[[float], float]

_SCALES = {
    "k": 1e3, "thousand": 1e3, "lakh": 1e5, "crore": 1e7, "tn": 1e12, "trillion": 1e12,
    "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6,
    "b": 1e9, "bn": 1e9, "billion": 1e9, "billions": 1e9,
}  # fmt: skip


def _times(factor: float) -> Unit:
    return lambda value: value if factor == 1.0 else cleaned(value * factor)


def _in(days: float) -> Unit:
    return partial(a_day, days=days)


def _a_fortnight(count: float) -> float:
    # It is shown back by the week, as no volume is shown by the fortnight.
    return a_day(count / 2, 7.0)


# What people count in a volume; the words say nothing that the question does not.
_COUNTED = (
    "case cases request requests query queries order orders call calls item items unit units user "
    "users customer customers patient patients person persons people document documents ticket "
    "tickets transaction transactions event events row rows time times decision decisions "
    "prediction predictions"
)
_NOUNS = frozenset(_COUNTED.split())
_PERIODS: dict[str, Unit] = {
    **dict.fromkeys(("day", "days", "d"), _times(1)),
    **dict.fromkeys(("week", "weeks", "wk", "wks", "w"), _in(7)),
    **dict.fromkeys(("fortnight", "fortnights"), _a_fortnight),
    **dict.fromkeys(("month", "months", "mo", "mos", "mth", "mths"), _in(30)),
    **dict.fromkeys(("quarter", "quarters", "qtr", "q"), _in(91)),
    **dict.fromkeys(("year", "years", "yr", "yrs", "y", "annum"), _in(365)),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), _times(24)),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), _times(1440)),
    **dict.fromkeys(("second", "seconds", "sec", "secs", "s"), _times(86_400)),
}
_VOLUMES: dict[str, Unit] = {
    **{f"a {period}": turned for period, turned in _PERIODS.items()},
    **dict.fromkeys(("daily", "a calendar day"), _times(1)),
    "hourly": _times(24),
    "weekly": _in(7),
    "fortnightly": _a_fortnight,
    "monthly": _in(30),
    "quarterly": _in(91),
    **dict.fromkeys(("yearly", "annually", "p a"), _in(365)),
    **dict.fromkeys(("rps", "qps", "tps"), _times(86_400)),
}
_SECOND: dict[str, Unit] = {
    **dict.fromkeys(("a second", "a sec", "a s", "rps", "qps", "tps"), _times(1)),
    **dict.fromkeys(("a minute", "a min"), _times(1 / 60)),
}
_MILLISECONDS: dict[str, Unit] = {
    **dict.fromkeys(("ms", "msec", "msecs", "millisecond", "milliseconds"), _times(1)),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), _times(1000)),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), _times(60_000)),
}
_UNITS = {"ms": _MILLISECONDS, "a second": _SECOND}
_NUMBER = "a number, like 12, 1.2k or 20..40"
_VOLUME = "a volume a day, like 1200, 20k/week or 3k a month"
_POINT = "a comma is no decimal point, and thousands are not set apart in a list"
_LIST = "numbers with commas between, like 1, 10, 50, 100"


def number(typed: str, unit: str = "", *, percent: bool = False) -> Range:
    """Read `12`, `1.2k`, `about 1,200`, `2 million`, `20..40`, `42 EUR`; the scale of the last end
    serves both.

    `unit` is that of the key, which people type as well; `percent` lets a percent sign stand.
    """
    units = _UNITS.get(unit, {unit.lower(): _times(1)} if unit else {})
    nouns = _NOUNS if unit == "a second" else frozenset[str]()
    money = not unit
    # Beside seconds and minutes, “5 m” is no five millions.
    scales = {word: by for word, by in _SCALES.items() if unit != "ms" or word != "m"}
    vocabulary = Vocabulary(_NUMBER, scales, units, nouns, percent=percent, money=money)
    return read_ends(typed, vocabulary)


def percent(typed: str) -> Range:
    """Read `3`, `3 %`, `5 percent`, `2..4 %`, `a third` or `1 in 10,000` as percent, 0 to 100."""
    said = shares.share(bare(typed, shares.EXPECTED))
    if said is not None:
        return Range.of(said)
    return read_ends(typed, Vocabulary(shares.EXPECTED, percent=True))


def per_day(typed: str) -> Range:
    """Read a volume per average calendar day: `20000`, `20k/week`, `1.5k a month`, `50 a second`.

    An hour counts 24 times a day, and a second as often as there are seconds.
    """
    return read_ends(typed, Vocabulary(_VOLUME, _SCALES, _VOLUMES, _NOUNS))


def days(typed: str, today: date | None = None) -> Range:
    """Read a duration as days: `90`, `26 weeks`, `6 months`, `12 h`, `half a year`, `weekly`.

    A date is counted from today, where today is given: `2027-06-30`, `1 Jun`, `end of the year`;
    a month, as in `next June`, is as many days as there are to its first and to its last.
    """
    if today is not None:
        if (month := month_ahead(typed, today)) is not None:
            return Range(*(float((day - today).days) for day in month))
        try:
            return Range.of(float((calendar_day(typed, today) - today).days))
        except EntryError:
            pass
    return durations.duration(typed)


def numbers(typed: str) -> tuple[Range, ...]:
    """Read a list: `1, 10, 50, 100`, `[1, 10]`, `1 % → 10 %`, `1 10 50`; a part may be a range.

    Refused where a comma may stand for a decimal point.
    """
    text = bare(typed, _LIST)
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    by = next((sign for sign in "→;" if sign in text), ",")
    if "," in text and (by != "," or _may_hold_decimals(text)):
        raise EntryError(_LIST, figures.decimal_point(text) if by == "," else _POINT)
    text = text.replace("%", " ").replace(by, " ").replace(" to ", RANGE)
    text = " ".join(text.split())
    for sign in (RANGE, DASH, "-", "~"):
        text = text.replace(f" {sign} ", sign)
    return tuple(map(_one_of_a_list, text.split()))


def _may_hold_decimals(text: str) -> bool:
    """Tell whether a comma between two digits may be no comma of the list.

    It may where other items stand apart in another way, and where the whole would be 0,5 or 2,5 %.
    """
    tight = [at for at, char in enumerate(text) if char == "," and _is_tight(text, at)]
    if not tight:
        return False
    items = text.replace("%", " ").split(",")
    apart = len(tight) < text.count(",") or any(len(item.split()) > 1 for item in items)
    if apart or len(items) != 2:
        return apart
    # “2,5 %” is one share to whoever writes a sign behind each.
    has_one_sign = text.count("%") == 1 and text.endswith("%")
    return has_one_sign or items[0].strip() == "0"


def _is_tight(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _one_of_a_list(part: str) -> Range:
    if len(part) > 1 and part[0] == "0" and part[1].isdigit():
        # The end of “0,025” or of “1 000”.
        raise EntryError(_LIST, _POINT)
    return number(part)
