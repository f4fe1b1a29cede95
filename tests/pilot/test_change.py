"""The change line: what the last answer did, and what was said in passing since."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .desk import BOTH_SIZES, NARROW, WIDE, at_desk, write_framing

LATE = {"serving.online": "yes", "serving.p99_budget_ms": 120}
NOTHING_YET = "Every answer shows here what it changed"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


@BOTH_SIZES
async def test_a_cell_that_turned_is_told_first_with_its_reason(
    file: Path, size: tuple[int, int]
) -> None:
    write_framing(file, LATE)
    async with at_desk(file, size, at="serving.p99_expected_ms") as desk:
        assert desk.change == NOTHING_YET
        await desk.type("90")
        assert "Serving" not in desk.change
        await desk.press("0")
        assert desk.change.startswith("Serving → red the slowest 1 in 100 will take 900 ms")
        assert "FT603 · F8 goes there" in desk.change
        # It stays until the next change, wherever one goes.
        await desk.press("pagedown")
        assert desk.section == "metrics"
        assert desk.change.startswith("Serving → red")
        await desk.press("pageup", "backspace")
        assert desk.change.startswith("Serving → open no longer found: ")


async def test_an_answer_that_changes_nothing_leaves_the_line_empty(file: Path) -> None:
    write_framing(file, LATE)
    async with at_desk(file, NARROW, at="serving.p99_expected_ms") as desk:
        await desk.type("900")
        said = desk.change
        await desk.press("tab")
        assert desk.change == said
        await desk.type("40")
        assert desk.answer("serving.peak_qps") is not None
        assert desk.change == NOTHING_YET
        # What was typed and taken back has done nothing at all.
        await desk.press("backspace", "backspace")
        assert desk.change == said


async def test_the_line_is_never_about_another_answer(file: Path) -> None:
    write_framing(file, {"stack.objective": "fewer losses"})
    async with at_desk(file, (160, 40), at="feasibility.data.colour") as desk:
        await desk.press("r")
        assert "+2 questions, as Data is claimed red" in desk.change
        await desk.press("ctrl+g", "6", "pageup", "pagedown")
        desk.open_form.go_to_question("validation.stop_if")
        await desk.type("none so far")
        assert "claimed red" not in desk.change
        await desk.press("ctrl+z")
        assert "claimed red" not in desk.change


async def test_a_record_that_turned_a_cell_is_told_when_it_is_left_the_worst_first(
    file: Path,
) -> None:
    write_framing(file, {**LATE, "serving.features_confirmed": "unsure"})
    async with at_desk(file, WIDE, at="serving.features") as desk:
        await desk.press("n")
        await desk.type("basket", "tab")
        assert desk.change == "added “basket”"
        await desk.press("n")
        assert desk.change == "added “basket”"
        await desk.press("escape")
        assert desk.cell("serving") == "red"
        assert desk.change.startswith("Serving → red")
        await desk.press("ctrl+z")
        assert desk.change.startswith("undone: ")
        assert "Serving → " in desk.change


async def test_ticks_are_told_when_they_are_left(file: Path) -> None:
    async with at_desk(file, NARROW, at="compliance.regimes") as desk:
        await desk.press("1")
        assert desk.change == NOTHING_YET
        await desk.press("tab")
        assert desk.change.startswith("Risk → red now that")


@BOTH_SIZES
async def test_questions_that_an_answer_opens_or_closes_are_counted(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, at="stack.policy") as desk:
        await desk.press("2")
        assert re.fullmatch(r"\+\d questions, as it is top K", desk.change)
        # Whoever changes their mind is told what came of it since the card was opened.
        await desk.press("delete")
        assert desk.change == NOTHING_YET
        await desk.press("2", "enter", "shift+tab", "8")
        assert re.search(r"^−\d questions?, as “direct action” is chosen$", desk.change)


@pytest.mark.parametrize(
    ("question", "key", "said"),
    [
        ("need.errors_catastrophic", "y", "+1 question, as an error could be a catastrophe"),
        ("labels.observable", "y", "−1 question, as the answer is yes"),
    ],
)
async def test_questions_stand_behind_cells_where_there_is_room(
    file: Path, question: str, key: str, said: str
) -> None:
    async with at_desk(file, (200, 50), at=question) as desk:
        await desk.press(key)
        assert " → red now that Framing stack is passed" in desk.change
        assert desk.change.endswith(said)


async def test_a_rule_that_fires_because_a_section_was_passed_says_so(file: Path) -> None:
    answers = {"stack.objective": "fewer losses", "stack.kpi": "losses, EUR"}
    async with at_desk(write_framing(file, answers), WIDE, at="need.rules_suffice") as desk:
        assert desk.codes("red") == []
        await desk.press("n")
        assert desk.change.startswith("ROI → red now that Framing stack is passed: no timeframe")
        # The verdict and the other findings would say nothing here without their reasons.
        assert desk.change.endswith("FT101 · F8 goes there")
        await desk.press("f8")
        assert desk.open in {f.questions[0] for f in desk.session.assessment.findings[:1]}


@BOTH_SIZES
async def test_undo_and_redo_say_what_they_did(file: Path, size: tuple[int, int]) -> None:
    async with at_desk(file, size, at="need.rules_suffice") as desk:
        await desk.press("y", "n", "ctrl+z")
        assert desk.change.startswith("undone: “Do rules or simple statistics already do well")
        assert "is yes again" in desk.words
        await desk.press("ctrl+z")
        assert "is open again" in desk.words
        assert desk.change.startswith("undone: ")
        await desk.press("ctrl+y")
        assert desk.change.startswith("redone: ")
        assert "is yes" in desk.change
        await desk.press("ctrl+z", "ctrl+z")
        assert desk.change == "nothing to undo"


async def test_undo_tells_the_cell_that_turned_back_too(file: Path) -> None:
    write_framing(file, LATE)
    async with at_desk(file, WIDE, at="serving.p99_expected_ms") as desk:
        await desk.type("900")
        await desk.press("ctrl+z")
        assert desk.change.startswith("undone: ")
        assert "Serving → open" in desk.change


@BOTH_SIZES
async def test_records_added_deleted_and_moved_are_named(file: Path, size: tuple[int, int]) -> None:
    async with at_desk(file, size, at="actions") as desk:
        for what in ("ask [/] legal", "measure"):
            await desk.press("n")
            await desk.type(what)
            assert desk.change == f"added “{what}”"
            await desk.press("escape")
            assert desk.change == f"added “{what}”"
        await desk.press("left")
        assert desk.change == "moved “measure” before “ask [/] legal”"
        await desk.press("d")
        assert desk.change == "deleted “measure”"
        await desk.press("ctrl+z")
        assert desk.change == "undone: “measure” is back"
        await desk.press("ctrl+z")
        assert desk.change == "undone: “ask [/] legal” is before “measure” again"
        await desk.press("ctrl+y", "ctrl+y")
        assert desk.change == "redone: deleted “measure”"


async def test_a_record_that_is_renamed_is_told_by_both_its_names(file: Path) -> None:
    write_framing(file, {"actions": [{"what": "ask"}]})
    async with at_desk(file, NARROW, at="actions") as desk:
        await desk.press("up", "up", "enter")
        await desk.type(" legal")
        assert desk.change == "renamed “ask” to “ask legal”"
        await desk.press(*["backspace"] * len(" legal"))
        assert "renamed" not in desk.change
        # A name that is empty or taken is none, and the old one stays.
        await desk.press("ctrl+u")
        assert [row.label for row in desk.answer("actions")] == ["ask"]
        assert "deleted" not in desk.change


async def test_a_record_that_is_given_up_again_is_not_told(file: Path) -> None:
    async with at_desk(file, NARROW, at="actions") as desk:
        await desk.press("n")
        await desk.type("as")
        assert desk.change == "added “as”"
        await desk.press("ctrl+u", "escape", "escape")
        assert desk.answer("actions") is None
        assert "added" not in desk.change


async def test_what_is_said_in_passing_gives_way_to_the_next_change(file: Path) -> None:
    write_framing(file, LATE)
    async with at_desk(file, WIDE, at="serving.p99_expected_ms") as desk:
        await desk.press("ctrl+o")
        assert desk.change == "nothing is offered here"
        await desk.type("900")
        assert desk.change.startswith("Serving → red")
        await desk.press("ctrl+z", "ctrl+z")
        assert desk.change == "nothing to undo"


async def test_a_finding_whose_cause_has_gone_does_not_stay(file: Path) -> None:
    write_framing(file, {"validation.baseline_kind": "nothing"})
    async with at_desk(file, (160, 40), at="validation.experiment") as desk:
        await desk.press("1")
        assert "FT801" in desk.codes("red")
        desk.open_form.go_to_question("validation.baseline_kind")
        await desk.press("1")
        assert "FT801" not in desk.codes("red")
        assert desk.change.startswith("no longer found the A/B test has nothing to beat")
        desk.open_form.go_to_question("team")
        await desk.type("Payments")
        assert desk.change == NOTHING_YET
        await desk.press("ctrl+z")
        assert desk.change == "undone: “Team” is open again"
