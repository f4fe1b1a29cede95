"""Keys in one write: none overtakes another, and what is asked for too late finds no place."""

from __future__ import annotations

import asyncio
import time
from datetime import date
from pathlib import Path

import pytest
from textual.command import CommandList

from framing_tui.model.values import Range
from framing_tui.session import Session
from framing_tui.tui import pending_input
from framing_tui.tui.app import FramingApp
from framing_tui.tui.dialogs.ask import ReadingDialog
from framing_tui.tui.palette import Palette

from .desk import NARROW, WIDE, at_desk, write_framing


def app_in(folder: Path) -> FramingApp:
    return FramingApp(Session.open(folder / "f.toml", date(2026, 1, 1)), "stack.kpi")


# What comes too late.


async def test_a_dialog_that_is_asked_for_while_leaving(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test():
        app.exit()
        app.push_screen(ReadingDialog(((("words", "plain"),),), "title"))
        await asyncio.sleep(0.1)
    assert not app.return_code


async def test_a_palette_that_is_taken_down_before_it_looks(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test() as pilot:
        palette = Palette()
        await app.push_screen(palette)
        await palette.query(CommandList).remove()
        palette._gather_commands("kpi")
        await pilot.pause(0.1)
    assert not app.return_code


async def test_what_is_to_be_drawn_when_the_program_has_been_left(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("x")
        app.exit()
        app.main.redraw()
        app.main.redraw_all()
        app.main.open_form.say("words")
    # So do a save that ends and a pause that is over, later still.
    app.main.take_in_saved()
    app.main.redraw()
    app.session.close()
    assert not app.return_code
    assert app.main.open_form.line.words == "words"


async def test_what_leaves_is_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pending_input, "_emptied", lambda _: asyncio.sleep(0.5))
    app = app_in(tmp_path)
    async with app.run_test():
        assert app.screen.focused is not None
        begun = time.monotonic()
        await pending_input.input_drained(app.screen.focused)
        assert time.monotonic() - begun < 4.0


async def test_the_exit_code_of_an_error_beside_the_loop_stays(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test():
        app.panic("broken")
        await app.action_quit()
    assert app.return_code == 1


# What comes at once.


async def test_letters_behind_a_key_that_goes_elsewhere_land_there(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", NARROW, at="stack.kpi") as desk:
        await desk.burst(*"loss", "ctrl+n", *"42", "tab", *"30", "pagedown", "n", "enter", "y")
        assert dict(desk.framing.answers) == {
            "stack.kpi": "loss",
            "stack.kpi_now": Range.of(42),
            "stack.kpi_target": Range.of(30),
            "need.rules_suffice": "no",
            "need.data_unobtainable": "yes",
        }
        assert desk.asks("Is the data weak, or impossible to collect?")


async def test_letters_behind_a_key_that_opens_a_dialog_land_in_it(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", WIDE, at="stack.kpi") as desk:
        await desk.burst("f4", *"as finance counts it", "enter", *"loss")
        assert desk.framing.notes == {"stack.kpi": "as finance counts it"}
        assert desk.answer("stack.kpi") == "loss"
        await desk.burst("f3", *"Mira", "enter", *"2 weeks", "enter", "f6", *"who pays?", "enter")
        (action,) = desk.answer("actions")
        assert action.cells["owner"] == "Mira"
        assert desk.answer("spec.parking") == ("who pays?",)
        assert not desk.is_over
        assert desk.card


async def test_keys_behind_one_that_opens_a_record_land_in_it(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", NARROW, at="actions") as desk:
        await desk.burst("n", *"ask", "enter", *"Mira", "escape", "n", *"measure", "escape")
        assert [row.plain() for row in desk.answer("actions")] == [
            {"what": "ask", "owner": "Mira"},
            {"what": "measure"},
        ]
        assert "› • measure" in desk.card


async def test_a_cell_turns_with_the_letters_of_one_write(tmp_path: Path) -> None:
    late = {"serving.online": "yes", "serving.p99_budget_ms": 300}
    file = write_framing(tmp_path / "f.toml", late)
    async with at_desk(file, WIDE, at="title") as desk:
        await desk.burst("ctrl+p", *"p99 expected", "enter", *"450")
        await desk.until(lambda: desk.open == "serving.p99_expected_ms", "the question")
        await desk.settle()
        assert desk.answer("serving.p99_expected_ms") == Range.of(450)
        assert "✗ SERVING" in desk.chips
        assert desk.findings.count("FT603") == 1
        assert desk.framing.header.title is None
