"""What hands do without thinking: Enter, Tab, Esc and a digit, a small window, leaving with half an
answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.tui import main_screen

from .desk import BOTH_SIZES, EITHER_SIZE, NARROW, WIDE, at_desk, write_framing


@EITHER_SIZE
async def test_enter_goes_on_and_answers_nothing_that_was_not_chosen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path / "f.toml", size, at="need.rules_suffice") as desk:
        await desk.press("enter", "enter")
        assert desk.open == "need.errors_catastrophic"
        assert not desk.framing.answers
        # Only the option that the cursor was moved to waits for Enter.
        await desk.press("down", "enter")
        assert desk.answer("need.errors_catastrophic") == "no"
        assert desk.asks(QUESTIONS["need.must_explain"].asks)


async def test_an_offer_is_not_taken_in_passing(tmp_path: Path) -> None:
    file = write_framing(tmp_path / "f.toml", {"starter": "churn-retention"})
    async with at_desk(file, at="stack.objective") as desk:
        assert "offered: Ctrl+O takes it" in desk.card
        await desk.press("enter", "enter", "enter")
        assert set(desk.framing.answers) == {"starter"}


async def test_of_offers_only_today_is_taken_in_passing(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", at="date") as desk:
        assert desk.session.offer_for("date") is not None
        await desk.press("enter")
        assert desk.answer("date") == desk.session.today
        assert desk.open == "participants"
        await desk.press("ctrl+z")
        await desk.press("tab")
        assert desk.answer("date") is None


@EITHER_SIZE
async def test_tab_stays_among_the_questions(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_desk(tmp_path / "f.toml", size, at="need.rules_suffice") as desk:
        stops = [item.key for item in desk.open_form.items() if item.key]
        keys = [key for key in stops if not key.startswith("more:")]
        assert len(keys) == len(stops) - 1
        for key in [*keys[1:], keys[-1], keys[-1]]:
            await desk.press("tab")
            assert desk.open == key
        for key in [*reversed(keys[:-1]), keys[0], keys[0]]:
            await desk.press("shift+tab")
            assert desk.open == key
        assert "Do rules or simple statistics" in desk.card
        assert not desk.framing.answers


async def test_the_arrow_stops_at_what_waits_in_depth_too(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", NARROW, at="need.world_changes") as desk:
        await desk.down()
        assert desk.open == "more:Need"
        assert "▸ 1 in depth" in desk.card
        await desk.press("tab")
        assert desk.is_at_end
        await desk.press("up")
        assert desk.open == "more:Need"
        await desk.press("enter")
        assert not QUESTIONS[desk.open].first_pass
        assert desk.asks(QUESTIONS[desk.open].asks)


# Esc, then a digit, for terminals that keep function keys to themselves.


@pytest.mark.parametrize(
    ("digit", "shown"),
    [
        ("1", "Keys"),
        ("3", "Not known yet: Does the data exist"),
        ("4", "Note: Does the data exist"),
        ("5", "The page as it stands"),
        ("6", "What fits no question"),
        ("7", "Not applicable: Does the data exist"),
        ("9", "What flips it, and the figures"),
        ("0", "theme: dark"),
    ],
)
async def test_a_digit_behind_escape_is_a_function_key(
    tmp_path: Path, digit: str, shown: str
) -> None:
    async with at_desk(tmp_path / "f.toml", at="need.data_exists") as desk:
        await desk.press("escape", digit)
        if digit == "0":
            await desk.type("theme")
        await desk.sees(shown)
        assert desk.is_over
        assert not desk.framing.answers


async def test_so_are_those_that_open_nothing(tmp_path: Path) -> None:
    file = write_framing(tmp_path / "f.toml", {"need.rules_suffice": "yes"})
    async with at_desk(file, at="need.data_exists") as desk:
        await desk.press("escape", "2")
        assert "Enter go e explain a accept" in desk.findings
        await desk.press("escape")
        await desk.press("escape", "8")
        assert desk.open == "stack.kpi"
        # In a text no digit is written.
        await desk.press("escape", "2", "escape")
        assert desk.answer("stack.kpi") is None
        # What the terminal sends as one key does the same.
        await desk.press("alt+4")
        await desk.sees("Note: ")


async def test_behind_any_other_key_a_digit_is_a_digit(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.policy") as desk:
        await desk.press("escape", "down", "2")
        assert desk.answer("stack.policy") == "top-k"
        # Another Esc drops what was typed, and is none before a digit.
        await desk.type("xx")
        await desk.press("escape", "3")
        assert desk.answer("stack.policy") == "rank-all"
        assert "● 3 rank all" in desk.card


async def test_after_a_while_a_digit_is_a_digit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_screen, "ESCAPE_SECONDS", -1.0)
    async with at_desk(tmp_path / "f.toml", at="stack.policy") as desk:
        await desk.press("escape", "2")
        assert desk.answer("stack.policy") == "top-k"
        assert "● 2 top K" in desk.card


# Windows that are too small.


async def test_nothing_is_typed_where_nothing_can_be_seen(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", WIDE, at="stack.kpi") as desk:
        await desk.type("churn")
        await desk.resize(40, 10)
        await desk.sees("The window is too small")
        await desk.type("abc")
        await desk.paste("abc")
        await desk.press("tab", "ctrl+n", "y", "f4", "f12", "ctrl+z", "escape", "4")
        await desk.resize(*WIDE)
        assert desk.open == "stack.kpi"
        assert "churn" in desk.card_rows
        assert dict(desk.framing.answers) == {"stack.kpi": "churn"}


async def test_nor_where_it_was_started_in_such_a_window(tmp_path: Path) -> None:
    async with at_desk(
        tmp_path / "f.toml", (50, 12), at="stack.kpi", shows="The window is too small"
    ) as desk:
        await desk.type("churn")
        await desk.paste("churn")
        assert not desk.framing.answers
        await desk.resize(*NARROW)
        assert desk.card
        await desk.type("churn")
        assert desk.answer("stack.kpi") == "churn"


async def test_a_window_that_is_too_small_can_be_left(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", WIDE, at="stack.kpi", leaves=True) as desk:
        await desk.type("churn")
        await desk.resize(40, 10)
        await desk.sees("The window is too small")
        # At once: there is no room to tell what the meeting did.
        desk.post("ctrl+q")
        await desk.ended()
        assert desk.saved().answers == {"stack.kpi": "churn"}


@pytest.mark.parametrize("size", [(60, 16), (61, 16), (109, 29), (110, 30), (300, 100)])
async def test_any_larger_window_shows_the_open_question(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path / "f.toml", WIDE, at="stack.kpi") as desk:
        await desk.resize(*size)
        assert desk.asks(QUESTIONS["stack.kpi"].asks)
        await desk.type("churn")
        assert "churn" in desk.card_rows
        assert all(len(line) == size[0] for line in desk.lines)


SIZES = pytest.mark.parametrize("size", [(60, 16), NARROW, WIDE], ids=["60x16", "80x24", "120x36"])


@SIZES
async def test_what_is_read_over_the_form_is_read_to_its_end(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path / "f.toml", size, at="stack.kpi") as desk:
        await desk.press("f1")
        await desk.sees("Help", "The one business number")
        await desk.press("end")
        await desk.sees("Cells ", "amber · open")
        # Its head, with the way back, stays.
        assert "Help Enter or q: back" in desk.words


@SIZES
async def test_every_line_of_a_small_form_is_seen_while_it_is_filled_in(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    file = write_framing(tmp_path / "f.toml", {"need.rules_suffice": "yes"})
    async with at_desk(file, size, at="stack.kpi") as desk:
        await desk.press("f2", "a")
        await desk.type("the pilot", "enter")
        await desk.type("Mira", "enter")
        assert "Until (2027-06-01)" in desk.words
        await desk.type("2027-03-31")
        assert "2027-03-31" in desk.words
        await desk.press("enter")
        assert not desk.is_over
        (row,) = desk.answer("accepted")
        assert (row.reason, row.by) == ("the pilot", "Mira")


# What was typed and is no answer.


async def test_what_was_typed_and_is_no_answer_is_kept_as_a_note(tmp_path: Path) -> None:
    file = tmp_path / "f.toml"
    async with at_desk(file, at="stack.kpi_now", leaves=True) as desk:
        await desk.type("thirty or so")
        await desk.press("pagedown", "ctrl+q")
        desk.post("enter")
        await desk.ended()
    async with at_desk(file, at="stack.kpi_now", leaves=True) as desk:
        assert desk.framing.notes == {"stack.kpi_now": "typed, and not an answer yet: thirty or so"}
        # It stands in its field again, and leaving once more changes nothing.
        assert desk.is_written("thirty or so")
        assert "expected a number" in desk.card
        desk.post("ctrl+q")
        await desk.ended()
    assert file.read_text(encoding="utf-8").count("thirty or so") == 1
    async with at_desk(file, at="stack.kpi_now") as desk:
        await desk.press(*["backspace"] * len("thirty or so"))
        await desk.type("30")
        assert desk.answer("stack.kpi_now") is not None
        assert not desk.framing.notes


async def test_words_that_are_no_option_outlive_the_program_too(tmp_path: Path) -> None:
    file = tmp_path / "f.toml"
    async with at_desk(file, at="need.data_exists", leaves=True) as desk:
        await desk.type("not yet, run a pilot")
        await desk.press("ctrl+q")
        desk.post("enter")
        await desk.ended()
    async with at_desk(file, at="need.data_exists") as desk:
        assert desk.answer("need.data_exists") is None
        assert "“not yet, run a pilot▏” is no option" in desk.card
        await desk.press("escape", "n")
        assert desk.answer("need.data_exists") == "no"
        assert desk.framing.notes == {}


async def test_a_note_of_ones_own_stays_beside_a_draft(tmp_path: Path) -> None:
    file = tmp_path / "f.toml"
    async with at_desk(file, at="stack.kpi_now", leaves=True) as desk:
        await desk.press("f4")
        await desk.type("ask finance", "enter")
        await desk.type("thirty or so")
        await desk.press("ctrl+q")
        desk.post("enter")
        await desk.ended()
    async with at_desk(file, at="stack.kpi_now") as desk:
        assert desk.is_written("thirty or so")
        assert "✎ ask finance" in desk.card
        await desk.press("ctrl+u")
        await desk.type("30")
        assert desk.framing.notes == {"stack.kpi_now": "ask finance"}


# Other habits.


@BOTH_SIZES
async def test_a_long_answer_is_all_there_where_nobody_types(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    text = "Keep customers who would leave and can still be persuaded to stay, at a cost that pays"
    file = write_framing(tmp_path / "f.toml", {"stack.objective": text})
    async with at_desk(file, size, at="stack.kpi") as desk:
        assert text in desk.form
        await desk.press("up")
        assert text in desk.card


async def test_what_is_said_in_passing_covers_nothing(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", NARROW, at="stack.kpi") as desk:
        form = desk.form
        await desk.press("ctrl+o", "ctrl+o")
        assert desk.change == "nothing is offered here"
        assert desk.form == form


async def test_who_finds_out_stands_there_when_it_is_asked_again(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.kpi") as desk:
        await desk.press("f3")
        await desk.type("data lead", "enter")
        await desk.type("2 weeks", "enter")
        assert "being found out: data lead, 2026-12-07" in desk.card
        await desk.press("f3")
        await desk.sees("2026-12-07")
        await desk.press("ctrl+c")
        assert len(desk.framing.records.actions or ()) == 1


async def test_everything_is_drawn_anew_by_a_key(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", WIDE, at="stack.kpi") as desk:
        await desk.type("churn")
        await desk.until(lambda: "saved" in desk.title, "saved")
        before = desk.lines
        await desk.press("ctrl+l")
        assert desk.lines == before
        await desk.type(" rate")
        assert desk.answer("stack.kpi") == "churn rate"
