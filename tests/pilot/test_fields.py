"""What is typed: lines, figures, long texts and lists of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from framing_tui.model.values import Range

from .desk import BOTH_SIZES, NARROW, at_desk, write_framing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


# Typed lines and figures.


async def test_a_line_is_an_answer_as_it_is_typed(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi") as desk:
        for length, key in enumerate("fraud", 1):
            await desk.press(key)
            assert desk.answer("stack.kpi") == "fraud"[:length]
            assert "fraud"[:length] in desk.card_rows
        await desk.press("backspace", "backspace")
        assert desk.answer("stack.kpi") == "fra"
        await desk.press("home", "A", "end", "Z")
        assert desk.answer("stack.kpi") == "AfraZ"
        await desk.press("ctrl+u")
        assert desk.answer("stack.kpi") is None
        assert desk.saved().answers == {}


@BOTH_SIZES
async def test_a_long_line_wraps_and_grows_while_it_is_written(
    file: Path, size: tuple[int, int]
) -> None:
    long = "losses from orders that somebody else paid for, in EUR a month, [b]net[/] of refunds"
    async with at_desk(file, size, at="stack.kpi") as desk:
        rows = []
        for word in long.split(" "):
            await desk.type(f"{word} ")
            rows.append(len(desk.card_rows))
            assert desk.answer("stack.kpi").rstrip() in desk.card
        assert rows == sorted(rows)
        assert rows[-1] > rows[0]
        await desk.press("tab")
        assert desk.open == "stack.kpi_now"
        assert long in desk.form
        await desk.press("shift+tab")
        assert long in desk.card
        assert desk.answer("stack.kpi").rstrip() == long


async def test_a_text_that_is_higher_than_the_window_is_written_where_it_is_seen(
    file: Path,
) -> None:
    async with at_desk(file, NARROW, at="stack.users") as desk:
        for number in range(30):
            await desk.type(f"line {number}\n")
            assert f"line {number} " in f"{desk.card} "
        await desk.burst(*["up"] * 30)
        assert "line 0 " in desk.card
        assert "line 29" not in desk.card


@pytest.mark.parametrize(
    ("question", "typed", "answer", "said"),
    [
        ("stack.kpi_now", "42", Range.of(42, 42), ""),
        ("stack.kpi_now", "1.2k", Range.of(1200, 1200), "= 1,200"),
        ("stack.kpi_now", "20..40", Range.of(20, 40), ""),
        ("stack.kpi_now", "2 million", Range.of(2e6, 2e6), "= 2,000,000"),
        ("stack.flag_percent", "3 %", Range.of(3, 3), "= 3 %"),
        ("stack.flag_percent", "2..4", Range.of(2, 4), "%"),
        ("stack.timeframe_days", "6 months", Range.of(180, 180), "= 180 days"),
        ("stack.timeframe_days", "26 weeks", Range.of(182, 182), "= 182 days"),
        ("stack.decisions_per_day", "20k/week", Range.of(2857.1, 2857.1), "= 2,857"),
        ("date", "2027-06-01", date(2027, 6, 1), ""),
        (
            "validation.stages_percent",
            "1, 10, 50, 100",
            tuple(Range.of(n, n) for n in (1, 10, 50, 100)),
            "",
        ),
    ],
)
async def test_figures_are_read_as_people_type_them(
    file: Path, question: str, typed: str, answer: object, said: str
) -> None:
    write_framing(file, {"stack.policy": "review-queue", "validation.experiment": "ab-test"})
    async with at_desk(file, NARROW, at=question) as desk:
        await desk.type(typed)
        assert desk.answer(question) == answer
        assert desk.is_written(typed)
        assert said in desk.card
        assert desk.saved().answers[question] == answer


async def test_a_day_without_a_year_is_the_next_such_day(file: Path) -> None:
    async with at_desk(file, NARROW, at="date") as desk:
        await desk.type("1 Jun")
        given = desk.answer("date")
        assert (given.month, given.day) == (6, 1)
        assert f"= {given.isoformat()}" in desk.card


@pytest.mark.parametrize(
    ("question", "typed", "expected"),
    [
        ("stack.kpi_now", "a lot", "expected a number"),
        ("stack.kpi_now", "3 %", "without a percent sign"),
        ("stack.flag_percent", "130", "from 0 to 100"),
        ("stack.timeframe_days", "soon", "expected a number of days"),
        ("stack.decisions_per_day", "20k/shift", "expected a volume a day"),
        ("date", "31 Feb 2027", "no such day"),
        ("validation.stages_percent", "a few", "numbers with commas"),
    ],
)
async def test_wrong_input_is_told_kept_and_in_nobodys_way(
    file: Path, question: str, typed: str, expected: str
) -> None:
    write_framing(file, {"stack.policy": "review-queue", "validation.experiment": "ab-test"})
    async with at_desk(file, NARROW, at=question) as desk:
        await desk.type(typed)
        assert desk.answer(question) is None
        assert expected in desk.card
        assert desk.is_written(typed)
        await desk.press("down")
        assert desk.open != question
        await desk.press("up")
        assert desk.open == question
        assert desk.is_written(typed)
        assert expected in desk.card
        await desk.press("ctrl+u", "7")
        assert expected not in desk.card


async def test_wrong_input_is_still_there_after_other_sections_and_an_undo(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi_now") as desk:
        await desk.type("about fifty")
        await desk.press("pagedown", "pageup")
        assert desk.open == "stack.kpi_now"
        assert "about fifty" in desk.card
        assert "expected a number" in desk.card
        await desk.press("up")
        await desk.type("losses")
        await desk.press("ctrl+z")
        assert desk.answer("stack.kpi") is None
        await desk.press("down")
        assert "about fifty" in desk.card
        await desk.press("end", "ctrl+u", "5", "0")
        assert desk.answer("stack.kpi_now") == Range.of(50, 50)


async def test_wrong_input_takes_the_place_of_the_answer_before_it(file: Path) -> None:
    write_framing(file, {"stack.kpi_now": 42})
    async with at_desk(file, NARROW, at="stack.kpi_now") as desk:
        assert desk.is_written("42")
        await desk.type(" or so")
        assert desk.is_written("42 or so")
        assert desk.answer("stack.kpi_now") is None
        await desk.press("ctrl+z")
        assert desk.answer("stack.kpi_now") == Range.of(42, 42)
        assert "or so" not in desk.form
        assert "expected" not in desk.card


async def test_a_paste_of_several_lines_is_joined_and_says_so(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi") as desk:
        await desk.paste("losses\n  a month\r\n[b]net[/]")
        assert desk.answer("stack.kpi") == "losses a month [b]net[/]"
        assert "3 pasted lines were joined into one" in desk.card
        await desk.press("tab", "shift+tab")
        assert "joined" not in desk.card


async def test_what_a_paste_hides_is_made_visible(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi") as desk:
        await desk.paste("losses\x1b]0;x\x07 \u202enet")
        assert desk.answer("stack.kpi") == "losses␛]0;x␇ ‹U+202E›net"
        assert "characters that do not print were made visible" in desk.card


# Long texts and lists of them.


async def test_a_text_takes_lines_and_the_arrows_leave_it_at_its_ends(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.users") as desk:
        await desk.type("first\nsecond")
        assert desk.answer("stack.users") == "first\nsecond"
        assert desk.card_rows[desk.card_rows.index("first") + 1] == "second"
        await desk.press("up")
        assert desk.open == "stack.users"
        await desk.press("up")
        assert desk.open == "stack.timeframe_days"
        # Whoever comes back goes on writing at its end.
        await desk.press("down")
        await desk.type(" line", "down")
        assert desk.open == "stack.decision_improved"
        assert desk.saved().answers["stack.users"] == "first\nsecond line"


async def test_a_list_holds_one_item_a_line(file: Path) -> None:
    async with at_desk(file, NARROW, at="participants") as desk:
        assert "one a line" in desk.card
        await desk.type("risk lead\n\n  engineer ")
        assert desk.answer("participants") == ("risk lead", "engineer")
        await desk.press("tab", "shift+tab")
        assert desk.saved().answers["participants"] == ("risk lead", "engineer")
        assert {"risk lead", "engineer"} <= set(desk.card_rows)


async def test_a_list_may_be_typed_on_one_line(file: Path) -> None:
    async with at_desk(file, NARROW, at="participants") as desk:
        await desk.type("Ann; Bob and Dee")
        assert desk.answer("participants") == ("Ann", "Bob and Dee")
        assert "this is one item" not in desk.card
        await desk.press("ctrl+u")
        await desk.type("Ann, Bob and Dee")
        assert desk.answer("participants") == ("Ann, Bob and Dee",)
        assert "this is one item: “; ” between, or a line each, for several" in desk.card


async def test_a_semicolon_in_an_item_of_the_file_stays(file: Path) -> None:
    write_framing(file, {"participants": ["risk; and compliance"]})
    async with at_desk(file, NARROW, at="participants") as desk:
        await desk.type(" lead")
        assert desk.answer("participants") == ("risk; and compliance lead",)


async def test_none_typed_in_a_list_is_the_answer_none(file: Path) -> None:
    async with at_desk(file, NARROW, at="participants") as desk:
        await desk.type("none")
        assert desk.answer("participants") == ()
        assert "none" in desk.card_rows


async def test_function_keys_work_inside_a_text_too(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.users") as desk:
        await desk.type("two words")
        await desk.press("f7")
        await desk.sees("Not applicable:")
        await desk.press("escape", "f6")
        await desk.sees("Parking lot")
        await desk.press("escape")
        assert desk.answer("stack.users") == "two words"
