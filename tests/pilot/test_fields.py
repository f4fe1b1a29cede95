"""Each kind of field by its keys: typed lines and figures, choices, ticks, long texts, records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.values import Range

from .desk import NARROW, WIDE, at_desk, write_framing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


# Typed lines and figures.


def running_text(screen: str) -> str:
    """Return the words of the screen without the scroll bar at its right."""
    return " ".join(" ".join(line[:78] for line in screen.splitlines()).split())


async def test_a_line_is_an_answer_as_it_is_typed(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi") as desk:
        for length, key in enumerate("fraud", 1):
            await desk.press(key)
            assert desk.answer("stack.kpi") == "fraud"[:length]
        await desk.press("backspace", "backspace")
        assert desk.answer("stack.kpi") == "fra"
        await desk.press("home", "A", "end", "Z")
        assert desk.answer("stack.kpi") == "AfraZ"
        await desk.press("ctrl+u")
        assert desk.answer("stack.kpi") is None
        assert desk.saved().answers == {}


async def test_a_long_line_is_read_in_full_once_the_focus_has_left_it(file: Path) -> None:
    long = "losses from orders that somebody else paid for, in EUR a month, [b]net[/] of refunds"
    async with at_desk(file, NARROW, at="stack.kpi") as desk:
        await desk.type(long)
        await desk.sees("a month, [b]net[/] of refunds")
        assert "losses from orders" not in desk.screen
        await desk.press("tab")
        await desk.until(lambda: long in running_text(desk.screen), "all of it")
        await desk.press("shift+tab")
        await desk.until(lambda: long not in running_text(desk.screen), "one line to write in")
        assert desk.answer("stack.kpi") == long


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
        assert typed in desk.form
        assert said in desk.form
        assert desk.saved().answers[question] == answer


async def test_a_day_without_a_year_is_the_next_such_day(file: Path) -> None:
    async with at_desk(file, NARROW, at="date") as desk:
        await desk.type("1 Jun")
        given = desk.answer("date")
        assert (given.month, given.day) == (6, 1)
        assert f"= {given.isoformat()}" in desk.form


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
        assert expected in desk.form
        assert typed in desk.form
        await desk.press("down")
        assert desk.focus not in (None, question)
        await desk.press("up")
        assert desk.focus == question
        assert typed in desk.form
        assert expected in desk.form
        await desk.press("ctrl+u", "7")
        assert expected not in desk.form


async def test_wrong_input_is_still_there_after_other_sections_and_an_undo(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi_now") as desk:
        await desk.type("about fifty")
        await desk.press("pagedown", "pageup")
        assert desk.focus == "stack.kpi_now"
        assert "about fifty" in desk.form
        assert "expected a number" in desk.form
        await desk.press("up")
        await desk.type("losses")
        await desk.press("ctrl+z")
        assert desk.answer("stack.kpi") is None
        assert "about fifty" in desk.form
        await desk.press("down", "end", "ctrl+u", "5", "0")
        assert desk.answer("stack.kpi_now") == Range.of(50, 50)


async def test_wrong_input_takes_the_place_of_the_answer_before_it(file: Path) -> None:
    write_framing(file, {"stack.kpi_now": 42})
    async with at_desk(file, NARROW, at="stack.kpi_now") as desk:
        assert "42" in desk.form
        await desk.type(" or so")
        assert "42 or so" in desk.form
        assert desk.answer("stack.kpi_now") is None
        await desk.press("ctrl+z")
        assert desk.answer("stack.kpi_now") == Range.of(42, 42)
        assert "or so" not in desk.form
        assert "expected" not in desk.form


# Choices.


@pytest.mark.parametrize(
    ("key", "answer"), [("y", "yes"), ("n", "no"), ("u", "unsure"), ("?", "unsure"), ("Y", "yes")]
)
async def test_yes_no_and_unsure_have_their_keys(file: Path, key: str, answer: str) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        await desk.press(key)
        assert desk.answer("need.data_exists") == answer
        assert f"● {answer}" in desk.form
        await desk.press(key)
        assert desk.answer("need.data_exists") == answer


@pytest.mark.parametrize("key", ["delete", "backspace"])
async def test_a_choice_is_cleared_by_one_key(file: Path, key: str) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        await desk.press("y", key)
        assert desk.answer("need.data_exists") is None
        assert "● yes" not in desk.form
        assert desk.saved().answers == {}


async def test_a_choice_can_be_walked_and_picked(file: Path) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        await desk.press("right", "right", "enter")
        assert desk.answer("need.data_exists") == "unsure"
        await desk.press("left", "space")
        assert desk.answer("need.data_exists") == "no"


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_every_option_of_a_long_choice_is_in_view_and_has_a_key(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, at="task.type") as desk:
        kind = QUESTIONS["task.type"].kind
        for key, option in zip("1234567890abc", kind.options, strict=True):
            assert f"○ {key} {option.text}" in desk.form
        for key, option in zip("1234567890abc", kind.options, strict=True):
            await desk.press(key)
            assert desk.answer("task.type") == option.value
            assert f"● {key} {option.text}" in desk.form
            assert option.means in desk.form


# Ticks.


async def test_ticks_are_set_and_taken_back_by_their_digits(file: Path) -> None:
    async with at_desk(file, NARROW, at="archetype.guardrails") as desk:
        await desk.press("2", "1", "b")
        assert desk.answer("archetype.guardrails") == ("fallback", "review-queue", "human-monitor")
        assert "● 2 review queue" in desk.form
        await desk.press("2")
        assert desk.answer("archetype.guardrails") == ("fallback", "human-monitor")
        await desk.press("1", "b")
        assert desk.answer("archetype.guardrails") is None


async def test_none_is_an_answer_of_its_own(file: Path) -> None:
    async with at_desk(file, NARROW, at="archetype.guardrails") as desk:
        await desk.press("1", "c")
        assert desk.answer("archetype.guardrails") == ()
        assert "● c none of these" in desk.form
        assert desk.saved().answers["archetype.guardrails"] == ()
        await desk.press("3")
        assert desk.answer("archetype.guardrails") == ("confidence-threshold",)
        await desk.press("delete")
        assert desk.answer("archetype.guardrails") is None


async def test_words_of_ones_own_join_the_ticks(file: Path) -> None:
    async with at_desk(file, NARROW, at="shift.causes") as desk:
        await desk.press("1", "9")
        await desk.sees("In words")
        await desk.type("a new competitor [/]", "enter")
        assert desk.answer("shift.causes") == ("seasonality", "a new competitor [/]")
        await desk.sees("a new competitor [/]")
        assert desk.focus == "shift.causes"
        await desk.press("9")
        assert desk.answer("shift.causes") == ("seasonality",)
        await desk.press("9", "escape")
        assert desk.answer("shift.causes") == ("seasonality",)


async def test_an_everyday_name_ticks_the_option_that_it_means(file: Path) -> None:
    async with at_desk(file, NARROW, at="shift.causes") as desk:
        await desk.press("9")
        await desk.sees("In words")
        await desk.type("Seasonal", "enter")
        assert desk.answer("shift.causes") == ("seasonality",)


async def test_ticks_are_saved_at_once_and_judged_when_the_focus_leaves(file: Path) -> None:
    write_framing(file, {"archetype.kind": "augmentation"})
    async with at_desk(file, WIDE, at="archetype.guardrails") as desk:
        before = desk.session.assessment
        await desk.press("5")
        assert desk.session.assessment == before
        assert desk.saved().answers["archetype.guardrails"] == ("audits",)
        await desk.press("up")
        assert "FT303" in desk.codes("warn")
        await desk.sees("FT303")
        await desk.press("down", "1", "up")
        assert "FT303" not in desk.codes("warn")


# Long texts and lists of them.


async def test_a_text_takes_lines_and_the_arrows_leave_it_at_its_ends(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.users") as desk:
        await desk.type("first\nsecond")
        assert desk.answer("stack.users") == "first\nsecond"
        await desk.press("up")
        assert desk.focus == "stack.users"
        await desk.press("up")
        assert desk.focus == "stack.outcome"
        await desk.press("down", "down", "down")
        assert desk.focus == "stack.decision_improved"
        assert desk.saved().answers["stack.users"] == "first\nsecond"


async def test_a_list_holds_one_item_a_line(file: Path) -> None:
    async with at_desk(file, NARROW, at="participants") as desk:
        assert "one a line" in desk.form
        await desk.type("risk lead\n\n  engineer ")
        assert desk.answer("participants") == ("risk lead", "engineer")
        await desk.press("tab", "shift+tab")
        assert desk.saved().answers["participants"] == ("risk lead", "engineer")


async def test_none_typed_in_a_list_is_the_answer_none(file: Path) -> None:
    async with at_desk(file, NARROW, at="participants") as desk:
        await desk.type("none")
        assert desk.answer("participants") == ()


async def test_function_keys_work_inside_a_text_too(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.users") as desk:
        await desk.type("two words")
        await desk.press("f7")
        await desk.sees("Not applicable:")
        await desk.press("escape", "f6")
        await desk.sees("Parking lot")
        await desk.press("escape")
        assert desk.answer("stack.users") == "two words"


# Records.


async def test_a_record_is_added_column_by_column(file: Path) -> None:
    async with at_desk(file, NARROW, at="metrics.constraints") as desk:
        await desk.press("n")
        await desk.sees("What must not break", "Ctrl+S: done")
        await desk.type("p99", "down", "1", "down")
        await desk.type("<= 120 ms", "down", "y", "ctrl+s")
        (row,) = desk.answer("metrics.constraints")
        assert row.plain() == {
            "name": "p99",
            "kind": "latency",
            "bound": "<= 120 ms",
            "watched_live": "yes",
        }
        assert "• p99 · latency · <= 120 ms" in desk.form
        assert desk.focus == "metrics.constraints"
        assert desk.saved().answers["metrics.constraints"] == (row,)


def _actions(*whats: str) -> dict[str, object]:
    return {"actions": [{"what": what} for what in whats]}


async def test_records_are_edited_in_place(file: Path) -> None:
    write_framing(file, _actions("ask", "measure"))
    async with at_desk(file, NARROW, at="actions") as desk:
        await desk.press("down", "enter")
        await desk.sees("Begins with a verb.")
        await desk.type(" p99", "down")
        await desk.type("engineer", "down")
        await desk.type("2027-01-31", "ctrl+s")
        ask, measure = desk.answer("actions")
        assert ask.plain() == {"what": "ask"}
        assert measure.plain() == {
            "what": "measure p99",
            "owner": "engineer",
            "due": date(2027, 1, 31),
        }


async def test_records_are_deleted_and_undone_one_by_one(file: Path) -> None:
    async with at_desk(file, NARROW, at="actions") as desk:
        for what in ("one", "two", "three"):
            await desk.press("n")
            await desk.sees("Begins with a verb.")
            await desk.type(what, "ctrl+s")
        # The cursor is on the row that was written last.
        await desk.press("up", "d", "delete")
        assert [row.label for row in desk.answer("actions")] == ["one"]
        await desk.press("ctrl+z")
        assert [row.label for row in desk.answer("actions")] == ["one", "three"]
        await desk.press("ctrl+z")
        assert [row.label for row in desk.answer("actions")] == ["one", "two", "three"]
        await desk.press("ctrl+z")
        assert [row.label for row in desk.answer("actions")] == ["one", "two"]
        await desk.press("ctrl+y", "ctrl+y")
        assert [row.label for row in desk.answer("actions")] == ["one", "three"]
        assert desk.focus == "actions"


async def test_records_change_places(file: Path) -> None:
    write_framing(file, _actions("one", "two", "three"))
    async with at_desk(file, NARROW, at="actions") as desk:
        await desk.press("right", "right")
        assert [row.label for row in desk.answer("actions")] == ["two", "three", "one"]
        await desk.press("left")
        assert [row.label for row in desk.answer("actions")] == ["two", "one", "three"]
        await desk.press("d")
        assert [row.label for row in desk.answer("actions")] == ["two", "three"]


async def test_no_records_at_all_is_an_answer(file: Path) -> None:
    async with at_desk(file, NARROW, at="metrics.constraints") as desk:
        await desk.press("0")
        assert desk.answer("metrics.constraints") == ()
        assert "none" in desk.form
        await desk.press("delete")
        assert desk.answer("metrics.constraints") is None


async def test_one_candidate_is_chosen_among_several(file: Path) -> None:
    candidates = [{"name": name, "alignment": 4} for name in ("chargeback", "review", "report")]
    write_framing(file, {"labels.observable": "no", "labels.candidates": candidates})
    async with at_desk(file, WIDE, at="labels.candidates") as desk:
        await desk.press("down", "c")
        assert [row.cells.get("chosen") for row in desk.answer("labels.candidates")] == [
            False,
            True,
            False,
        ]
        assert "● review" in desk.form
        await desk.press("up", "c")
        assert "● chargeback" in desk.form
        assert "○ review" in desk.form


async def test_scores_of_a_candidate_take_one_key_each(file: Path) -> None:
    async with at_desk(file, WIDE, at="labels.candidates") as desk:
        await desk.press("n")
        await desk.sees("Ctrl+S: done")
        await desk.type("chargeback", "down", "5", "down", "2", "down", "4", "down", "3", "down")
        await desk.press("1", "ctrl+s")
        (row,) = desk.answer("labels.candidates")
        assert row.scores == (5, 2, 4, 3, 1)
        await desk.sees("○ chargeback mean 3.0", "alignment ██████████ 5", "causal ██░░░░░░░░ 1 ◂")


async def test_a_name_that_is_taken_is_refused_and_no_half_name_stays(file: Path) -> None:
    write_framing(file, _actions("measure p99", "ask"))
    async with at_desk(file, NARROW, at="actions") as desk:
        await desk.press("n")
        await desk.sees("Begins with a verb.")
        await desk.type("ask")
        await desk.sees("there is another “ask”")
        await desk.press("ctrl+s")
        await desk.sees("Ctrl+S again leaves without it")
        await desk.press("ctrl+s")
        assert [row.label for row in desk.answer("actions")] == ["measure p99", "ask"]
        assert [row.label for row in desk.saved().answers["actions"]] == ["measure p99", "ask"]
        await desk.press("n")
        await desk.type("ask legal", "ctrl+s")
        assert [row.label for row in desk.answer("actions")] == ["measure p99", "ask", "ask legal"]


async def test_a_record_keeps_its_name_where_the_new_one_is_empty_or_taken(file: Path) -> None:
    write_framing(file, _actions("measure", "ask"))
    async with at_desk(file, NARROW, at="actions") as desk:
        await desk.press("enter")
        await desk.sees("Begins with a verb.")
        await desk.press("ctrl+u")
        await desk.sees("is needed")
        await desk.press("ctrl+s")
        assert [row.label for row in desk.answer("actions")] == ["measure", "ask"]
        await desk.press("enter", "ctrl+u")
        await desk.type("ask", "ctrl+s")
        assert [row.label for row in desk.answer("actions")] == ["measure", "ask"]


async def test_a_record_without_a_name_is_not_kept(file: Path) -> None:
    async with at_desk(file, NARROW, at="metrics.constraints") as desk:
        await desk.press("n")
        await desk.sees("Ctrl+S: done")
        await desk.press("down", "1")
        await desk.sees("a name is needed before it is kept")
        await desk.press("ctrl+s")
        await desk.sees("Ctrl+S again leaves without it")
        await desk.press("ctrl+s")
        assert desk.answer("metrics.constraints") is None
