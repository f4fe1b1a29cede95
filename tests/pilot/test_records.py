"""Lists of records: each opens as a sheet of its own, and candidates are scored side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from .desk import BOTH_SIZES, EITHER_SIZE, NARROW, WIDE, Desk, at_desk, write_framing

SCORES = ("alignment", "gaming_resistance", "coverage", "speed", "causal")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


def actions(*whats: str) -> dict[str, object]:
    return {"actions": [{"what": what} for what in whats]}


def names(desk: Desk, question_id: str = "actions") -> list[str]:
    return [row.label for row in desk.answer(question_id) or ()]


@EITHER_SIZE
async def test_a_record_is_added_column_by_column(file: Path, size: tuple[int, int]) -> None:
    async with at_desk(file, size, at="metrics.constraints") as desk:
        await desk.press("n")
        assert desk.open == "name"
        assert "What must not break" in desk.form
        assert "Esc back" in desk.form
        await desk.type("p99", "enter", "1", "enter")
        await desk.type("<= 120 ms", "enter", "y")
        (row,) = desk.answer("metrics.constraints")
        assert row.plain() == {
            "name": "p99",
            "kind": "latency",
            "bound": "<= 120 ms",
            "watched_live": "yes",
        }
        assert desk.saved().answers["metrics.constraints"] == (row,)
        # Its end stands there as that of a section does, and leads back to the list.
        await desk.press("enter")
        assert desk.is_at_end
        assert "End of p99: nothing is open" in desk.card
        assert "Enter → back to the list" in desk.card
        await desk.press("enter")
        assert desk.open == "metrics.constraints"
        assert "• p99 · latency · <= 120 ms" in desk.card
        assert "› + add another" in desk.card


async def test_a_record_is_opened_by_enter_and_left_by_escape(file: Path) -> None:
    write_framing(file, actions("ask", "measure"))
    async with at_desk(file, NARROW, at="actions") as desk:
        assert "› → go on" in desk.card
        await desk.press("up", "up", "enter")
        assert desk.open == "what"
        assert "measure" in desk.card_rows
        await desk.type(" p99", "down")
        await desk.type("engineer", "down")
        await desk.type("2027-01-31", "escape")
        assert desk.open == "actions"
        ask, measure = desk.answer("actions")
        assert ask.plain() == {"what": "ask"}
        assert measure.plain() == {
            "what": "measure p99",
            "owner": "engineer",
            "due": date(2027, 1, 31),
        }
        assert "• measure p99 · engineer · 2027-01-31" in desk.card


async def test_a_digit_behind_the_escape_that_left_a_record_is_no_function_key(file: Path) -> None:
    candidates = [{"name": "chargeback"}]
    write_framing(file, {"labels.observable": "no", "labels.candidates": candidates})
    async with at_desk(file, WIDE, at="labels.candidates") as desk:
        await desk.burst("up", "enter", "escape", "4", "5")
        assert not desk.is_over
        assert desk.answer("labels.candidates")[0].scores[:2] == (4, 5)
        assert desk.framing.notes == {}


async def test_going_back_over_the_first_column_leaves_the_record(file: Path) -> None:
    write_framing(file, actions("ask"))
    async with at_desk(file, NARROW, at="actions") as desk:
        await desk.press("up", "up", "enter")
        assert desk.open == "what"
        await desk.press("shift+tab")
        assert desk.open == "actions"
        assert "• ask" in desk.card


async def test_wherever_one_goes_from_a_record_it_is_kept(file: Path) -> None:
    async with at_desk(file, NARROW, at="actions") as desk:
        for keys in (("pageup",), ("ctrl+g", "2"), ("ctrl+s",), ("ctrl+n",)):
            await desk.press("ctrl+g", "0")
            assert desk.open == "actions"
            await desk.press("n")
            await desk.type(f"by {keys[0]}")
            await desk.press(*keys)
            assert desk.open_form.record is None
        assert names(desk) == ["by pageup", "by ctrl+g", "by ctrl+s", "by ctrl+n"]
        assert len(desk.saved().answers["actions"]) == 4
        assert "by ctrl+n" not in desk.card


async def test_records_are_deleted_and_undone_one_by_one(file: Path) -> None:
    async with at_desk(file, NARROW, at="actions") as desk:
        for what in ("one", "two", "three"):
            await desk.press("n")
            await desk.type(what, "escape")
            # Whoever comes back from a record stands on it.
            assert f"› • {what}" in desk.card
        await desk.press("d")
        assert names(desk) == ["one", "two"]
        await desk.press("d")
        assert names(desk) == ["one", "two"]
        await desk.press("up", "delete")
        assert names(desk) == ["one"]
        await desk.press("ctrl+z")
        assert names(desk) == ["one", "two"]
        await desk.press("ctrl+z")
        assert names(desk) == ["one", "two", "three"]
        await desk.press("ctrl+z")
        assert names(desk) == ["one", "two"]
        await desk.press("ctrl+y", "ctrl+y")
        assert names(desk) == ["one", "two"]
        assert desk.open == "actions"
        assert "• two" in desk.card


async def test_records_change_places(file: Path) -> None:
    write_framing(file, actions("one", "two", "three"))
    async with at_desk(file, NARROW, at="actions") as desk:
        await desk.press("up", "up", "up", "up", "right", "right")
        assert names(desk) == ["two", "three", "one"]
        assert "› • one" in desk.card
        await desk.press("left")
        assert names(desk) == ["two", "one", "three"]
        await desk.press(">")
        assert names(desk) == ["two", "three", "one"]
        await desk.press("d")
        assert names(desk) == ["two", "three"]


async def test_no_records_at_all_is_an_answer(file: Path) -> None:
    async with at_desk(file, NARROW, at="metrics.constraints") as desk:
        await desk.press("0")
        assert desk.answer("metrics.constraints") == ()
        assert "● none" in desk.card
        await desk.press("delete")
        assert desk.answer("metrics.constraints") is None
        assert "● none" not in desk.card


async def test_a_name_that_is_taken_is_refused_and_no_half_name_stays(file: Path) -> None:
    write_framing(file, actions("measure p99", "ask"))
    async with at_desk(file, NARROW, at="actions") as desk:
        await desk.press("n")
        await desk.type("ask")
        assert "there is another “ask”; names are unique" in desk.card
        await desk.press("escape")
        assert desk.open == "what"
        assert (
            "there is another “ask”; names are unique; Esc again leaves without it" in desk.change
        )
        await desk.press("escape")
        assert desk.open == "actions"
        assert names(desk) == ["measure p99", "ask"]
        assert [row.label for row in desk.saved().answers["actions"]] == ["measure p99", "ask"]
        await desk.press("n")
        await desk.type("ask legal")
        assert "names are unique" not in desk.card
        await desk.press("escape")
        assert names(desk) == ["measure p99", "ask", "ask legal"]


async def test_a_record_keeps_its_name_where_the_new_one_is_empty_or_taken(file: Path) -> None:
    write_framing(file, actions("measure", "ask"))
    async with at_desk(file, NARROW, at="actions") as desk:
        await desk.press(*["up"] * 3, "enter", "ctrl+u")
        assert "is needed before it is kept" in desk.card
        await desk.press("escape", "escape")
        assert names(desk) == ["measure", "ask"]
        await desk.press(*["up"] * 3, "enter", "ctrl+u")
        await desk.type("ask", "escape", "escape")
        assert names(desk) == ["measure", "ask"]
        assert desk.open == "actions"


async def test_a_record_without_a_name_is_not_kept(file: Path) -> None:
    async with at_desk(file, NARROW, at="metrics.constraints") as desk:
        await desk.press("n")
        await desk.click("○ Kind")
        assert desk.open == "kind"
        await desk.press("1", "escape")
        assert desk.open == "name"
        assert "a name is needed before it is kept; Esc again leaves without it" in desk.change
        await desk.press("escape")
        assert desk.open == "metrics.constraints"
        assert desk.answer("metrics.constraints") is None


async def test_a_name_may_be_given_last(file: Path) -> None:
    async with at_desk(file, NARROW, at="metrics.constraints") as desk:
        await desk.press("n")
        await desk.click("○ Kind")
        await desk.press("1", "escape")
        await desk.type("p99", "escape")
        (row,) = desk.answer("metrics.constraints")
        assert row.plain() == {"name": "p99", "kind": "latency"}
        assert "• p99 · latency" in desk.card


@pytest.mark.parametrize("key", ["enter", "down", "tab", "escape", "shift+tab"])
async def test_a_record_in_which_nothing_was_written_is_left_by_any_way_on(
    file: Path, key: str
) -> None:
    async with at_desk(file, NARROW, at="metrics.constraints") as desk:
        await desk.press("n", key)
        assert desk.open == "metrics.constraints"
        assert desk.answer("metrics.constraints") is None
        assert "› → go on" in desk.card
        assert desk.framing.answers == {}


async def test_the_title_of_a_record_says_where_one_is_however_long_its_list_is_called(
    file: Path,
) -> None:
    candidates = [{"name": "reported by the bank within ninety days of the payment"}]
    write_framing(file, {"labels.observable": "no", "labels.candidates": candidates})
    async with at_desk(file, WIDE, at="labels.candidates") as desk:
        await desk.press("up", "enter")
        head = desk.rows("form")[0]
        assert "› reported by the bank" in head
        assert head.rstrip().endswith("Esc back")


# Candidates for a label.


def candidate(name: str, *scores: int) -> dict[str, object]:
    return {"name": name, **dict(zip(SCORES, scores, strict=False))}


def with_candidates(file: Path, *rows: dict[str, object]) -> Path:
    return write_framing(file, {"labels.observable": "no", "labels.candidates": list(rows)})


def scores(desk: Desk) -> list[tuple[Any, ...]]:
    return [row.scores for row in desk.answer("labels.candidates")]


@EITHER_SIZE
async def test_scores_of_a_candidate_take_one_key_each(file: Path, size: tuple[int, int]) -> None:
    write_framing(file, {"labels.observable": "no"})
    async with at_desk(file, size, at="labels.candidates") as desk:
        await desk.press("n")
        await desk.type("chargeback", "escape")
        # It comes back to the first score that is missing.
        assert "alignment › ····· ?" in desk.card
        await desk.press("5")
        assert "gaming › ····· ?" in desk.card
        await desk.press("2", "4", "3", "1")
        assert scores(desk) == [(5, 2, 4, 3, 1)]
        assert "mean 3.0" in desk.card
        assert "› + add another" in desk.card


async def test_scoring_goes_on_to_the_next_candidate(file: Path) -> None:
    with_candidates(file, candidate("chargeback", 5, 4, 3, 2), candidate("review"))
    async with at_desk(file, WIDE, at="labels.candidates") as desk:
        await desk.burst("1", "3", "3")
        assert scores(desk) == [(5, 4, 3, 2, 1), (3, 3, None, None, None)]
        await desk.press("left", "5")
        assert scores(desk)[0] == (5, 4, 5, 2, 1)
        await desk.press("up", "backspace")
        assert scores(desk)[0] == (5, 4, None, 2, 1)
        await desk.press("ctrl+z", "ctrl+z")
        assert scores(desk) == [(5, 4, 3, 2, 1), (3, 3, None, None, None)]
        assert "mean 3.0 open" in desk.card


async def test_digits_and_letters_that_mean_nothing_in_the_grid_change_nothing(file: Path) -> None:
    with_candidates(file, candidate("chargeback", 5, 4, 3, 2))
    async with at_desk(file, WIDE, at="labels.candidates") as desk:
        before = desk.framing
        await desk.press("6", "9", "0", "x", "?")
        assert desk.framing == before
        assert "causal › ····· ?" in desk.card


@EITHER_SIZE
async def test_one_candidate_is_chosen_among_several(file: Path, size: tuple[int, int]) -> None:
    rows = [candidate(name, 4) for name in ("dispute", "review", "report")]
    with_candidates(file, *rows)
    async with at_desk(file, size, at="labels.candidates") as desk:
        await desk.press("right", "c")
        chosen = [row.cells.get("chosen") for row in desk.answer("labels.candidates")]
        assert chosen == [False, True, False]
        assert "● review" in desk.card
        await desk.press("left", "c")
        assert "● dispute" in desk.card
        assert "○ review" in desk.card


async def test_enter_in_the_grid_opens_the_record_under_the_cursor(file: Path) -> None:
    with_candidates(file, candidate("chargeback", 4, 4, 4, 4, 4), candidate("review", 3))
    async with at_desk(file, WIDE, at="labels.candidates") as desk:
        await desk.press("enter")
        assert desk.open == "name"
        assert "review" in desk.card_rows
        await desk.press("escape", "left", "enter")
        assert "chargeback" in desk.card_rows
        await desk.press("escape")
        assert desk.open == "labels.candidates"


@BOTH_SIZES
async def test_candidates_that_do_not_fit_beside_each_other_are_reached_by_the_arrows(
    file: Path, size: tuple[int, int]
) -> None:
    with_candidates(file, *(candidate(f"c{n}", n) for n in (1, 2, 3, 4, 5)), candidate("z"))
    async with at_desk(file, size, at="labels.candidates") as desk:
        assert "6 candidates: ← → shows the others" in desk.card
        assert "○ c1" in desk.card
        await desk.press(*["right"] * 5)
        assert "○ z" in desk.card
        assert "○ c1" not in desk.card
        await desk.press("3")
        assert scores(desk)[-1][1] == 3


async def test_the_grid_goes_with_its_last_candidate(file: Path) -> None:
    with_candidates(file, candidate("chargeback", 4, 4, 4, 4, 4))
    async with at_desk(file, NARROW, at="labels.candidates") as desk:
        assert "alignment" in desk.card
        await desk.press("up", "up", "d")
        assert desk.answer("labels.candidates") is None
        assert "alignment" not in desk.card
        assert "+ add" in desk.card
        await desk.press("0")
        assert desk.answer("labels.candidates") == ()
