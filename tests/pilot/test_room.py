"""The room view for a projector, the clock, and what is said when the meeting ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.interview.clock import BUDGET, Clock

from .desk import BOTH_SIZES, EITHER_SIZE, NARROW, WIDE, at_desk, write_framing

LATE = {"serving.online": "yes", "serving.p99_budget_ms": 120}
PARTS = ("sections", "findings")


@BOTH_SIZES
async def test_the_room_sees_the_cells_and_the_open_question_alone(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    file = write_framing(tmp_path / "f.toml", LATE)
    async with at_desk(file, size, at="serving.p99_expected_ms") as desk:
        rows = len(desk.rows("chips"))
        await desk.press("f12")
        assert all(desk.region(part).width == 0 for part in PARTS)
        assert len(desk.rows("chips")) == 5
        assert len(desk.rows("chips")) > rows
        assert desk.asks("Slowest 1 answer in 100 will take (p99 expected)")
        # Nothing else is read in the form.
        assert all(not row.strip() or "┃" in row for row in desk.rows("form"))
        # It is answered there as anywhere, and what that does is seen from the last row.
        await desk.type("900")
        assert desk.is_written("900")
        assert "✗ SERVING red" in desk.chips
        assert desk.change.startswith("Serving → red")
        assert "FT603" in desk.card
        await desk.press("enter")
        assert desk.open == "serving.peak_qps"
        assert desk.asks(desk.open_form.view("serving.peak_qps").asks)
        await desk.press("f12")
        assert desk.region("sections").width > 0
        assert len(desk.rows("chips")) == rows
        assert "✗ Slowest 1 answer in 100 will take" in desk.form


async def test_the_room_view_is_found_by_name_and_holds_over_sections_and_sizes(
    tmp_path: Path,
) -> None:
    async with at_desk(tmp_path / "f.toml", WIDE, at="need.rules_suffice") as desk:
        await desk.press("ctrl+p")
        await desk.type("room view")
        await desk.sees("key F12")
        await desk.press("enter")
        await desk.until(lambda: desk.region("sections").width == 0, "the room view")
        await desk.press("pagedown")
        assert desk.section == "archetype"
        assert desk.card
        await desk.resize(*NARROW)
        assert desk.region("sections").width == 0
        assert desk.asks(desk.open_form.view(desk.open).asks)


@BOTH_SIZES
async def test_findings_come_over_the_room_view_too(tmp_path: Path, size: tuple[int, int]) -> None:
    file = write_framing(tmp_path / "f.toml", {"need.rules_suffice": "yes"})
    async with at_desk(file, size, at="need.rules_suffice") as desk:
        # More than once: what was hidden is drawn anew.
        await desk.press("f12", "f2", "escape", "f2")
        assert "FT101" in desk.findings
        await desk.press("enter")
        assert desk.open == "stack.kpi"
        assert desk.asks("The one business number it moves (KPI)")
        assert desk.region("findings").width == 0


# Leaving.


@EITHER_SIZE
async def test_leaving_tells_what_the_meeting_did(tmp_path: Path, size: tuple[int, int]) -> None:
    file = write_framing(tmp_path / "f.toml", LATE)
    async with at_desk(file, size, at="serving.p99_expected_ms", leaves=True) as desk:
        await desk.type("900")
        await desk.press("f3")
        await desk.type("Mira [/]", "enter")
        await desk.type("2 weeks", "enter")
        await desk.press("ctrl+p")
        await desk.type("what did you decide")
        await desk.sees("What did you decide?")
        await desk.press("enter", "4")
        await desk.press("ctrl+q")
        # What can be done is seen, however long the rest is.
        await desk.sees("What this meeting did", "enter leave", "Esc or Ctrl+C: go on")
        assert "Serving open → ✗ red" in desk.words
        assert "Decision data first" in desk.words
        assert "→ find out: Slowest 1 answer in 100 will take" in desk.words
        await desk.press("end")
        await desk.sees("questions of the first pass are open: Ctrl+N goes to the next")
        for words in ("Mira [/]", "The file", "f.toml", "framing-tui export", "or F5 and w"):
            assert words.replace(" ", "") in desk.words.replace(" ", "").replace("▌", ""), words
        assert desk.saved().decision == "data-first"
        desk.post("enter")
        await desk.ended()


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_whoever_does_not_leave_goes_on(tmp_path: Path, key: str) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.kpi") as desk:
        await desk.type("losses")
        await desk.press("ctrl+q")
        await desk.sees("What this meeting did")
        await desk.press("x", "y", key)
        assert not desk.is_over
        await desk.type(", EUR")
        assert desk.answer("stack.kpi") == "losses, EUR"


async def test_leaving_twice_leaves(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.kpi", leaves=True) as desk:
        await desk.type("losses")
        await desk.press("ctrl+q")
        await desk.sees("What this meeting did", "Answers 1 given or changed")
        desk.post("ctrl+q")
        await desk.ended()
        assert desk.saved().answers == {"stack.kpi": "losses"}


async def test_where_nothing_was_answered_it_is_left_at_once(tmp_path: Path) -> None:
    file = write_framing(tmp_path / "f.toml", LATE)
    async with at_desk(file, leaves=True) as desk:
        await desk.press("pagedown", "f12")
        assert "Framing stack" not in desk.change
        desk.post("ctrl+q")
        await desk.ended()


async def test_what_was_read_only_is_left_at_once(tmp_path: Path) -> None:
    file = write_framing(tmp_path / "f.toml", LATE)
    before = file.read_bytes()
    async with at_desk(file, at="need.rules_suffice", read_only=True, leaves=True) as desk:
        await desk.press("y")
        assert desk.change == "read only: nothing is changed"
        assert "●" not in desk.card
        await desk.press("f4")
        assert not desk.is_over
        await desk.paste("words")
        assert "is no option" not in desk.card
        desk.post("ctrl+q")
        await desk.ended()
    assert file.read_bytes() == before


@pytest.mark.parametrize("question", ["stack.kpi", "labels.candidates", "archetype.guardrails"])
async def test_read_only_changes_no_card(tmp_path: Path, question: str) -> None:
    answers = {"labels.observable": "no", "labels.candidates": [{"name": "a"}]}
    file = write_framing(tmp_path / "f.toml", answers)
    before = file.read_bytes()
    async with at_desk(file, at=question, read_only=True) as desk:
        framing = desk.framing
        await desk.press("1", "x", "n", "d", "c", "5", "delete", "enter", "escape", "ctrl+z")
        await desk.paste("words")
        assert desk.framing == framing
        assert "read only" in desk.title
        assert "words" not in desk.form
    assert file.read_bytes() == before


# The clock.


@EITHER_SIZE
async def test_the_clock_tells_the_hour_and_the_budget_of_each_section(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    now = [0.0]
    async with at_desk(tmp_path / "f.toml", size) as desk:
        desk.open_form.clock = Clock(lambda: now[0])
        await desk.press("ctrl+g", "6")
        now[0] = 4 * 60 + 30
        await desk.press("ctrl+g", "2")
        now[0] = 12 * 60
        await desk.press("ctrl+g", "6")
        if size == WIDE:
            assert "12 of 60 min" in desk.title
            assert f"budget {BUDGET['feasibility']} min, 4 spent" in desk.form
            await desk.press("ctrl+g", "2")
            assert f"budget {BUDGET['need']} min, 7 spent" in desk.form
        else:
            assert "12 min" in desk.title
    assert sum(BUDGET.values()) == 60
