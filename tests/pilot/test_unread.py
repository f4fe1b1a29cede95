"""What is typed and is no answer: it stays where it was typed, is told, and undo takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.interview import typed
from framing_tui.model.framing import Framing
from framing_tui.model.values import Range

from .desk import NARROW, WIDE, Desk, at_desk, write_framing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


async def to_end(desk: Desk) -> None:
    while not desk.is_at_end:
        await desk.press("tab")


# Where no text is taken.


async def test_text_typed_at_the_end_of_a_section_lands_nowhere(file: Path) -> None:
    async with at_desk(file, NARROW, at="archetype.kind") as desk:
        await to_end(desk)
        await desk.type("A few notes")
        assert desk.is_at_end
        assert desk.section == "archetype"
        assert desk.framing == Framing()
        assert desk.change == "no text is taken here: Enter goes on"
        await desk.paste("and a page")
        assert desk.is_at_end
        assert desk.change == "no text is taken here: Enter goes on"
        await desk.press("enter")
        assert desk.section == "task"


async def test_behind_a_pause_a_blank_goes_on_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed, "PAUSE_SECONDS", -1.0)
    async with at_desk(file, NARROW, at="archetype.kind") as desk:
        await to_end(desk)
        await desk.press("A", "space")
        assert desk.section == "task"


async def test_text_typed_at_a_fold_opens_nothing(file: Path) -> None:
    async with at_desk(file, NARROW, at="need.world_changes") as desk:
        while not desk.open.startswith("more:"):
            await desk.press("down")
        before = desk.open
        await desk.type("about 3k a day")
        assert desk.open == before
        assert desk.framing == Framing()
        assert desk.change.startswith("no text is taken here: Enter shows these questions")
        await desk.press("enter")
        assert desk.open == "need.rules_kpi"


async def test_text_typed_at_a_list_of_records_deletes_and_adds_nothing(file: Path) -> None:
    write_framing(file, {"actions": [{"what": "ask"}]})
    async with at_desk(file, NARROW, at="actions") as desk:
        await desk.press("up", "up")
        await desk.type("Ask and add legal")
        assert desk.open == "actions"
        assert [row.label for row in desk.answer("actions")] == ["ask"]
        assert desk.change.startswith("no text is taken here: n adds one")


async def test_text_typed_at_the_grid_scores_nothing(file: Path) -> None:
    candidates = [{"name": "chargeback"}]
    write_framing(file, {"labels.observable": "no", "labels.candidates": candidates})
    async with at_desk(file, WIDE, at="labels.candidates") as desk:
        await desk.type("about 3 chargebacks")
        assert desk.answer("labels.candidates")[0].plain() == {"name": "chargeback"}
        assert desk.open == "labels.candidates"


# Enter on what is no answer.


@pytest.mark.parametrize(("question", "typed"), [("stack.kpi_now", "a lot"), ("date", "soon")])
async def test_enter_stays_once_at_what_is_no_answer(file: Path, question: str, typed: str) -> None:
    async with at_desk(file, NARROW, at=question) as desk:
        await desk.type(typed, "enter")
        assert desk.open == question
        assert "expected " in desk.card
        assert "this is no answer yet: Enter again goes on" in desk.change
        await desk.press("enter")
        assert desk.open != question
        assert f"“{typed}” is no answer yet, and kept" in desk.change
        assert f"“{typed}”: no answer yet" in desk.form
        await desk.press("shift+tab")
        # Whoever writes on is told again.
        await desk.type(" x", "enter")
        assert desk.open == question


async def test_what_is_typed_in_a_record_and_is_no_answer_is_kept_too(file: Path) -> None:
    write_framing(file, {"actions": [{"what": "ask"}]})
    async with at_desk(file, NARROW, at="actions") as desk:
        await desk.press("up", "up", "enter", "tab", "tab")
        await desk.type("some day", "enter")
        assert desk.open == "due"
        await desk.press("escape", "enter", "tab", "tab")
        assert desk.open == "due"
        assert "some day" in desk.card
        await desk.press("escape")
        desk.open_form.keep_drafts()
        notes = desk.saved().notes
        assert notes == {"actions": "typed at ask.due, and no answer: some day"}


# Undo.


async def test_undo_takes_back_what_was_typed_here_before_any_answer(file: Path) -> None:
    write_framing(file, {"stack.kpi_now": 42})
    async with at_desk(file, NARROW, at="decision") as desk:
        await desk.press("2")
        decision = desk.answer("decision")
        assert decision is not None
        desk.open_form.go_to_question("stack.decisions_per_day")
        await desk.type("a few")
        await desk.press("ctrl+z")
        assert desk.open == "stack.decisions_per_day"
        assert desk.change == "taken back: “a few”, which was no answer"
        assert "a few" not in desk.card
        assert desk.answer("decision") == decision
        await desk.press("ctrl+y")
        assert "a few" in desk.card
        await desk.press("ctrl+z", "ctrl+z")
        assert desk.answer("decision") is None
        assert desk.change.startswith("undone: ")


async def test_undo_brings_back_the_answer_that_was_typed_over(file: Path) -> None:
    write_framing(file, {"stack.kpi_now": 42})
    async with at_desk(file, NARROW, at="stack.kpi_now") as desk:
        await desk.type(" or so many")
        assert desk.answer("stack.kpi_now") is None
        await desk.press("ctrl+z")
        assert desk.answer("stack.kpi_now") == Range.of(42)
        assert "42" in desk.card
        assert "expected" not in desk.card
        await desk.press("ctrl+z")
        assert desk.change == "nothing to undo"
        assert desk.answer("stack.kpi_now") == Range.of(42)


async def test_undo_takes_back_words_at_a_choice(file: Path) -> None:
    async with at_desk(file, NARROW, at="need.rules_suffice") as desk:
        await desk.press("y", "enter")
        here = desk.open
        await desk.type("half of it")
        await desk.press("ctrl+z")
        assert (desk.open, desk.answer("need.rules_suffice")) == (here, "yes")
        assert "is no option" not in desk.card
        assert "taken back: “half of it”" in desk.change
        await desk.press("ctrl+y")
        assert "“half of it▏” is no option" in desk.card


async def test_a_draft_that_was_dropped_does_not_come_back(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi_now") as desk:
        await desk.type("a lot")
        desk.open_form.keep_drafts()
    async with at_desk(file, NARROW, at="stack.kpi_now") as desk:
        assert "a lot" in desk.card
        await desk.press("ctrl+z")
        assert desk.saved().notes == {}
