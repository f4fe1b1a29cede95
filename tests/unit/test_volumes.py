"""Volumes: a number a day in the file, and the period in which people counted on the page."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing_tui.model.kinds import Number
from framing_tui.model.values import Range
from framing_tui.model.volumes import PERIODS, a_day, counted, volume

VOLUME = Number(unit="a day", per_day=True)


@pytest.mark.parametrize(
    ("typed", "held", "shown", "edited"),
    [
        ("60 a week", 8.5714, "60 a week", "60 a week"),
        ("20/wk", 2.8571, "20 a week", "20 a week"),
        ("20k/week", 2857.1, "20,000 a week", "20,000 a week"),
        ("123,456 a week", 17636.5714, "123,456 a week", "123,456 a week"),
        ("1 million a week", 142857.1, "1,000,000 a week", "1,000,000 a week"),
        ("100 a month", 3.3333, "100 a month", "100 a month"),
        ("45 a month", 1.5, "45 a month", "45 a month"),
        ("100 a quarter", 1.0989, "100 a quarter", "100 a quarter"),
        ("500 a year", 1.3699, "500 a year", "500 a year"),
        ("7k/week", 1000, "1,000 a day", "1000"),
        ("450", 450, "450 a day", "450"),
        ("12.5", 12.5, "12.5 a day", "12.5"),
        ("0.7/week", 0.1, "3 a month", "3 a month"),
        ("0.5/week", 0.071429, "0.071429 a day", "0.071429"),
        ("0", 0, "0 a day", "0"),
    ],
)
def test_a_volume_is_shown_by_the_period_in_which_it_was_counted(
    typed: str, held: float, shown: str, edited: str
) -> None:
    value = VOLUME.parse(typed)
    assert VOLUME.write(value) == held
    assert (VOLUME.show(value), VOLUME.edit(value)) == (shown, edited)


def test_both_ends_of_a_range_are_counted_in_one_period() -> None:
    value = VOLUME.parse("60..70 a week")
    assert VOLUME.write(value) == [8.5714, 10]
    assert VOLUME.show(value) == "60 to 70 a week"
    assert VOLUME.edit(value) == "60..70 a week"
    assert counted(Range(8.5714, 3333.3)) == (Range(8.5714, 3333.3), "day")
    assert counted(Range(0, 8.5714)) == (Range(0, 60), "week")


def test_a_file_that_was_written_long_ago_reads_as_it_was_typed() -> None:
    assert VOLUME.show(VOLUME.read(8.5714)) == "60 a week"
    assert VOLUME.show(VOLUME.read(2857.1)) == "20,000 a week"


def test_words_for_what_is_counted_stand_with_the_number() -> None:
    assert volume(Range.of(8.5714), "cases") == "60 cases a week"
    assert volume(Range(400, 450), "cases") == "400 to 450 cases a day"
    assert volume(Range(8.5714, 10), to="..") == "60..70 a week"


@settings(deadline=None, max_examples=400)
@given(st.integers(1, 9999), st.integers(0, 4), st.sampled_from(sorted(PERIODS)))
def test_whatever_is_counted_in_a_period_is_told_again_exactly(
    first: int, noughts: int, period: str
) -> None:
    count = first * 10**noughts
    value = VOLUME.parse(f"{count} a {period}")
    again, shown = counted(value)
    days = Fraction(PERIODS[shown]) if shown != "day" else Fraction(1)
    assert Fraction(str(again.low)) / days == Fraction(count) / Fraction(PERIODS[period])
    assert VOLUME.parse(VOLUME.show(value)) == VOLUME.parse(VOLUME.edit(value)) == value


@settings(deadline=None)
@given(st.floats(0.0001, 1e12), st.sampled_from(sorted(PERIODS.values())))
def test_a_share_of_a_period_has_no_more_digits_than_it_needs(count: float, days: float) -> None:
    assert a_day(count, days) == pytest.approx(count / days, rel=1e-4)
