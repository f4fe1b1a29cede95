"""Numbers with their uncertainty: compared at all corners, printed as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing_tui.model.values import Holds, Range, figure

NUMBERS = st.floats(-1e15, 1e15)
RANGES = st.builds(Range, NUMBERS, NUMBERS)


def test_the_ends_are_in_order_whoever_wrote_them() -> None:
    assert Range(40, 20) == Range(20, 40)
    assert Range.of(40, 20).low == 20
    assert Range.of(5) == Range(5, 5)
    assert Range.of(5).is_point
    assert not Range(5, 6).is_point


@pytest.mark.parametrize(
    ("one", "other", "over", "at_least"),
    [
        (Range(5, 5), Range(4, 4), Holds.ALWAYS, Holds.ALWAYS),
        (Range(5, 5), Range(5, 5), Holds.NEVER, Holds.ALWAYS),
        (Range(4, 4), Range(5, 5), Holds.NEVER, Holds.NEVER),
        (Range(80, 140), Range(120, 120), Holds.SOMETIMES, Holds.SOMETIMES),
        (Range(80, 120), Range(120, 120), Holds.NEVER, Holds.SOMETIMES),
        (Range(120, 140), Range(120, 120), Holds.SOMETIMES, Holds.ALWAYS),
        (Range(80, 140), Range(100, 200), Holds.SOMETIMES, Holds.SOMETIMES),
    ],
)
def test_a_comparison_holds_at_all_corners_at_some_or_at_none(
    one: Range, other: Range, over: Holds, at_least: Holds
) -> None:
    assert one.over(other) is over
    assert one.at_least(other) is at_least
    assert other.under(one) is over


@settings(deadline=None)
@given(RANGES, RANGES)
def test_comparisons_agree_with_each_other(one: Range, other: Range) -> None:
    assert one.low <= one.high
    assert one.over(other) is other.under(one)
    assert one.over(other).possible == (one.high > other.low)
    if one.over(other) is Holds.ALWAYS:
        assert one.at_least(other) is Holds.ALWAYS
        assert not one.overlaps(other)
        assert other.over(one) is Holds.NEVER
    assert one.overlaps(other) == other.overlaps(one)
    assert one.plus(other) == other.plus(one)


def test_sums_add_the_ends() -> None:
    assert Range(1, 2).plus(Range(10, 20)) == Range(11, 22)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (-0.0, "0"),
        (5, "5"),
        (20_000, "20,000"),
        (-1234.5, "-1,234.5"),
        (3.5, "3.5"),
        (3.14159, "3.1416"),
        (42.129, "42.13"),
        (0.0012, "0.0012"),
        (0.123456, "0.1235"),
        (0.00001, "1e-05"),
        (1e15, "1e+15"),
        (999_999_999_999_999, "999,999,999,999,999"),
    ],
)
def test_figures_print_as_people_write_them(number: float, shown: str) -> None:
    assert figure(number) == shown


def test_a_range_prints_both_ends() -> None:
    assert str(Range(28, 31)) == "28 to 31"
    assert str(Range.of(1200)) == "1,200"
