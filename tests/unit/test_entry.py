"""What people type in a meeting: numbers, volumes, durations and dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from framing_tui.model import entry
from framing_tui.model.entry import EntryError
from framing_tui.model.values import Range

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("12", 12, 12),
        (" 12 ", 12, 12),
        ("1.2k", 1200, 1200),
        ("1.2 K", 1200, 1200),
        ("1,200", 1200, 1200),
        ("1 200 300", 1_200_300, 1_200_300),
        ("1_200", 1200, 1200),
        ("2 million", 2e6, 2e6),
        ("2m", 2e6, 2e6),
        ("3 bn", 3e9, 3e9),
        ("5 thousand", 5000, 5000),
        ("€ 5k", 5000, 5000),
        ("5 €", 5, 5),
        ("-3.5", -3.5, -3.5),
        (".5", 0.5, 0.5),
        ("1e3", 1000, 1000),
        ("20..40", 20, 40),
        ("20..40k", 20_000, 40_000),
        ("20k..40k", 20_000, 40_000),
        ("900..1.2k", 900, 1200),
        ("0.5k..900", 500, 900),
        ("40..20", 20, 40),
        ("20 to 40", 20, 40),
        ("20…40", 20, 40),
        ("20–40", 20, 40),
        ("[80, 140]", 80, 140),
        ("[80,14]", 14, 80),
        ("-5..-3", -5, -3),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, low: float, high: float) -> None:
    assert entry.number(typed) == Range(low, high)


@pytest.mark.parametrize(
    "typed", ["0.1234567890123", "123456789012345", "0.1..0.30000000000000004"]
)
def test_a_number_without_a_scale_keeps_every_digit(typed: str) -> None:
    assert str(entry.number(typed).high) == str(float(typed.split("..")[-1]))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "k",
        "-",
        ".",
        "1,5",
        "1,20",
        "12 34",
        "1..2..3",
        "..",
        "1.",
        "nan",
        "inf",
        "1e999",
        "3 %",
        "[1, 2, 3]",
        "[]",
        "20/week",
        "many",
        "1k2",
        "20k..40",
        "5 weeks",
        "1" * 201,
        "1" + " " * 100_000 + "1",
    ],
)
def test_what_is_no_number_is_refused_with_what_is_expected(typed: str) -> None:
    with pytest.raises(EntryError, match=r"expected a number, like 12, 1\.2k or 20\.\.40"):
        entry.number(typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("3 %", "without a percent sign"),
        ("5 weeks", "“weeks” is not understood"),
        ("1e999", "too large"),
        ("20k..40", "at both ends"),
    ],
)
def test_a_refusal_says_what_was_not_understood(typed: str, says: str) -> None:
    with pytest.raises(EntryError, match=says):
        entry.number(typed)


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("3", 3, 3),
        ("3 %", 3, 3),
        ("3%", 3, 3),
        ("2..4 %", 2, 4),
        ("2 %..4 %", 2, 4),
        ("0.5%", 0.5, 0.5),
    ],
)
def test_percentages_take_their_sign_or_none(typed: str, low: float, high: float) -> None:
    assert entry.percent(typed) == Range(low, high)


@pytest.mark.parametrize(
    "typed",
    [
        "1.2k",
        "3 permille",
        "half a loaf",
        "%",
        "3 in 2",
        "1 in 0",
        "five halves",
        "some of them",
        "1 in 2,5",
        "in 3",
    ],
)
def test_what_is_no_percentage_is_refused(typed: str) -> None:
    with pytest.raises(EntryError, match="expected a percentage"):
        entry.percent(typed)


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("20000", 20_000, 20_000),
        ("20k", 20_000, 20_000),
        ("20k/day", 20_000, 20_000),
        ("7k/week", 1000, 1000),
        ("7k per week", 1000, 1000),
        ("7k a week", 1000, 1000),
        ("7k / weeks", 1000, 1000),
        ("7..14k/w", 1000, 2000),
        ("3k a month", 100, 100),
        ("365/year", 1, 1),
        ("20/week", 2.8571, 2.8571),
        ("20k/week", 2857.1, 2857.1),
        ("0/week", 0, 0),
    ],
)
def test_volumes_are_spread_over_calendar_days(typed: str, low: float, high: float) -> None:
    assert entry.per_day(typed) == Range(low, high)


@pytest.mark.parametrize(
    ("typed", "a_day"),
    [
        ("20/hour", 480),
        ("20 per hour", 480),
        ("20 an hour", 480),
        ("1k/h", 24_000),
        ("2 a minute", 2880),
        ("5/s", 432_000),
    ],
)
def test_a_volume_an_hour_counts_for_all_hours_of_a_day(typed: str, a_day: float) -> None:
    assert entry.per_day(typed) == Range.of(a_day)


@pytest.mark.parametrize("typed", ["many", "20 % a week", "a week", "per day", "/week"])
def test_what_is_no_volume_is_refused(typed: str) -> None:
    with pytest.raises(EntryError, match="expected a volume a day"):
        entry.per_day(typed)


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("90", 90, 90),
        ("90 d", 90, 90),
        ("1 day", 1, 1),
        ("26 weeks", 182, 182),
        ("6 months", 180, 180),
        ("3..6 months", 90, 180),
        ("1 week to 2 months", 7, 60),
        ("1 quarter", 91, 91),
        ("2 years", 730, 730),
        ("12 h", 0.5, 0.5),
        ("1 h", 0.041667, 0.041667),
        ("0.0416666", 0.0416666, 0.0416666),
    ],
)
def test_durations_are_read_as_days(typed: str, low: float, high: float) -> None:
    assert entry.days(typed) == Range(low, high)


@pytest.mark.parametrize("typed", ["soon", "6 m", "2 moons", "10 %", "", "6 months ago"])
def test_what_is_no_duration_is_refused(typed: str) -> None:
    with pytest.raises(EntryError, match="expected a number of days"):
        entry.days(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2027-06-01", date(2027, 6, 1)),
        ("1 Jun", date(2027, 6, 1)),
        ("Jun 1", date(2027, 6, 1)),
        ("1. June", date(2027, 6, 1)),
        ("1 June 2028", date(2028, 6, 1)),
        ("June 1, 2028", date(2028, 6, 1)),
        ("23 Nov", TODAY),
        ("24 nov", date(2026, 11, 24)),
        ("22 NOV", date(2027, 11, 22)),
        ("1 sept", date(2027, 9, 1)),
        ("29 Feb", date(2028, 2, 29)),
        ("today", TODAY),
        ("tomorrow", date(2026, 11, 24)),
    ],
)
def test_dates_are_read_as_iso_or_by_day_and_month(typed: str, read: date) -> None:
    assert entry.day_of_year(typed, TODAY) == read


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "a date"),
        ("soon", "a date"),
        ("1 Junk", "a date"),
        ("1 Ju", "a date"),
        ("Jun", "a date"),
        ("1 Jun Jul", "a date"),
        ("1.6.2027", "a date"),
        ("1 2 Jun 2027", "a date"),
        ("31 Jun", "no such day"),
        ("30 Feb 2027", "no such day"),
        ("2027-02-30", "a date"),
        ("1 Jun 27", "four digits"),
        ("1 Jun 99999", "a date"),
    ],
)
def test_what_is_no_date_is_refused(typed: str, says: str) -> None:
    with pytest.raises(EntryError, match=says):
        entry.day_of_year(typed, TODAY)


def test_a_date_without_a_year_needs_a_day_to_count_from() -> None:
    with pytest.raises(EntryError, match="the year is missing"):
        entry.day_of_year("1 Jun")


@pytest.mark.parametrize("last", [date(9999, 12, 31), date(9999, 1, 1)])
def test_the_last_year_has_no_next_one(last: date) -> None:
    assert entry.day_of_year("31 Dec", last) == date(9999, 12, 31)
    with pytest.raises(EntryError, match="no such day"):
        entry.day_of_year("29 Feb", last)


@pytest.mark.parametrize("read", [entry.number, entry.percent, entry.per_day, entry.days])
def test_nothing_that_is_typed_is_read_as_no_number(read: Callable[[str], Range]) -> None:
    for typed in ("nan", "NaN", "inf", "-inf", "infinity", "1e400", "-1e400", "٣k٣", "½"):
        with pytest.raises(EntryError):
            read(typed)


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("20-40", 20, 40),
        ("5 - 6", 5, 6),
        ("1.2k-1.5k", 1200, 1500),
        ("1e-5", 0.00001, 0.00001),
        ("-3..-1", -3, -1),
        ("about 5", 5, 5),
        ("~1,200", 1200, 1200),
        ("ca. 5-6", 5, 6),
    ],
)
def test_numbers_as_a_meeting_says_them(typed: str, low: float, high: float) -> None:
    assert entry.number(typed) == Range.of(low, high)


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("6-12 months", 180, 360),
        ("in 2 weeks", 14, 14),
        ("half a year", 182.5, 182.5),
        ("2026-12-01", 8, 8),
        ("1 Dec", 8, 8),
        ("1 Nov", 343, 343),
    ],
)
def test_a_deadline_is_a_duration_or_a_date(typed: str, low: float, high: float) -> None:
    assert entry.days(typed, date(2026, 11, 23)) == Range.of(low, high)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        # 2026-11-23 is a Monday.
        ("friday", date(2026, 11, 27)),
        ("next fri", date(2026, 11, 27)),
        ("monday", date(2026, 11, 30)),
        ("2 weeks", date(2026, 12, 7)),
        ("in 3 days", date(2026, 11, 26)),
    ],
)
def test_a_day_counted_from_today(typed: str, day: date) -> None:
    assert entry.day_of_year(typed, date(2026, 11, 23)) == day
    with pytest.raises(EntryError):
        entry.day_of_year(typed)


@pytest.mark.parametrize(
    "typed", ["5", "in 5", "900000 days", "fr", "-2 weeks", "2 weeks" + " " * 250 + "ago"]
)
def test_what_is_no_day_stays_none(typed: str) -> None:
    with pytest.raises(EntryError):
        entry.day_of_year(typed, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("typed", "percent"),
    [
        ("about a third", 33.3),
        ("two thirds", 66.7),
        ("a half", 50),
        ("half", 50),
        ("half of them", 50),
        ("three quarters", 75),
        ("a tenth", 10),
        ("half a percent", 0.5),
        ("1 in 10,000", 0.01),
        ("1 in 10k", 0.01),
        ("one in ten", 10),
        ("3 out of 20", 15),
        ("1 in 3", 33.3333),
        ("one in a million", 0.0001),
        ("1 in every 50", 2),
    ],
)
def test_a_share_may_be_said_in_words(typed: str, percent: float) -> None:
    assert entry.percent(typed) == Range.of(percent)


@pytest.mark.parametrize("read", [entry.number, entry.percent, entry.per_day, entry.days])
def test_none_of_it_is_told_to_be_0(read: Callable[[str], Range]) -> None:
    with pytest.raises(EntryError, match="where there is none, that is 0"):
        read("none")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("end of the year", date(2026, 12, 31)),
        ("by the end of this year", date(2026, 12, 31)),
        ("year-end", date(2026, 12, 31)),
        ("end of next year", date(2027, 12, 31)),
        ("end of the month", date(2026, 11, 30)),
        ("end of next month", date(2026, 12, 31)),
        ("end of the quarter", date(2026, 12, 31)),
        ("end of next quarter", date(2027, 3, 31)),
        ("end of June", date(2027, 6, 30)),
        ("end of november", date(2026, 11, 30)),
        ("end of Feb 2028", date(2028, 2, 29)),
    ],
)
def test_the_end_of_a_year_or_a_month_is_a_day(typed: str, day: date) -> None:
    today = date(2026, 11, 23)
    assert entry.day_of_year(typed, today) == day
    assert entry.days(typed, today) == Range.of((day - today).days)


@pytest.mark.parametrize("typed", ["end of the week", "end", "end of time", "end of next june"])
def test_the_end_of_what_has_none_is_refused(typed: str) -> None:
    with pytest.raises(EntryError):
        entry.days(typed, date(2026, 11, 23))


@pytest.mark.parametrize("typed", ["next June", "in june", "June", "June 2027"])
def test_a_month_is_as_far_as_its_first_and_its_last_day(typed: str) -> None:
    today = date(2026, 11, 23)
    assert entry.days(typed, today) == Range(190, 219)
    with pytest.raises(EntryError, match="which day"):
        entry.day_of_year(typed, today)


def test_a_month_that_may_be_this_years_or_the_next_is_refused() -> None:
    with pytest.raises(EntryError, match="name the year: 2026 or 2027"):
        entry.days("next june", date(2026, 1, 10))
    assert entry.days("june", date(2026, 1, 10)) == Range(142, 171)
    # The month that has begun is no number of days.
    with pytest.raises(EntryError):
        entry.days("november 2026", date(2026, 11, 23))
