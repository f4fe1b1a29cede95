"""What is typed into a field counts from the session: its day, and the answers given so far."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from framing_tui.model.values import Range

from .desk import NARROW, TODAY, at_desk, write_framing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


async def test_after_midnight_tomorrow_is_the_new_tomorrow(file: Path) -> None:
    days = [TODAY]
    async with at_desk(file, NARROW, at="date", today=lambda: days[-1]) as desk:
        tomorrow = date.fromordinal(TODAY.toordinal() + 1)
        await desk.type("tomorrow")
        assert desk.answer("date") == tomorrow
        days.append(tomorrow)
        await desk.press("ctrl+u")
        await desk.type("tomorrow")
        assert desk.answer("date") == date.fromordinal(TODAY.toordinal() + 2)


async def test_a_date_in_a_record_counts_from_the_day_of_the_session(file: Path) -> None:
    days = [date.fromordinal(TODAY.toordinal() + 1)]
    write_framing(file, {"actions": [{"what": "ask legal"}]})
    async with at_desk(file, NARROW, at="actions", today=lambda: days[-1]) as desk:
        await desk.press("up", "up", "enter", "tab", "tab")
        assert desk.open == "due"
        await desk.type("tomorrow", "escape")
        (row,) = desk.answer("actions")
        assert row.cells["due"] == date.fromordinal(TODAY.toordinal() + 2)


async def test_a_change_from_today_waits_for_todays_value(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi_target") as desk:
        await desk.type("-40 %")
        assert desk.answer("stack.kpi_target") is None
        assert "give that first" in desk.card
        assert "-40 %" in desk.card
        await desk.press("up")
        await desk.type("42")
        await desk.press("down")
        assert "-40 %" in desk.card
        await desk.press("ctrl+u")
        await desk.type("40 % fewer")
        assert desk.answer("stack.kpi_target") == Range.of(25.2)
        assert "= 25.2, counted from today's value" in desk.card
        assert desk.saved().answers["stack.kpi_target"] == Range.of(25.2)


async def test_a_kpi_in_percent_takes_its_sign(file: Path) -> None:
    write_framing(file, {"stack.kpi": "churn rate, %"})
    async with at_desk(file, NARROW, at="stack.kpi_now") as desk:
        await desk.type("16.5%")
        assert desk.answer("stack.kpi_now") == Range.of(16.5)


async def test_a_volume_is_shown_again_as_it_was_counted(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.decisions_per_day") as desk:
        await desk.type("60/wk")
        assert desk.answer("stack.decisions_per_day") == Range.of(8.5714)
        assert "= 8.5714 a day" in desk.card
    async with at_desk(file, NARROW, at="stack.decisions_per_day") as desk:
        assert "60 a week" in desk.card
        await desk.press("ctrl+u")
        await desk.type("1000/hour")
        assert "= 24,000 a day" in desk.card


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("stack.kpi_now", "0,500"),
        ("stack.kpi_now", "20\u00a040"),
        ("stack.kpi_now", "[28,310]"),
        ("stack.flag_percent", "0,050 %"),
        ("stack.decisions_per_day", ">50"),
    ],
)
async def test_a_paste_that_can_be_read_in_two_ways_is_no_answer(
    file: Path, question: str, typed: str
) -> None:
    write_framing(file, {"stack.policy": "review-queue"})
    async with at_desk(file, NARROW, at=question) as desk:
        await desk.paste(typed)
        assert desk.answer(question) is None
        assert "expected " in desk.card
