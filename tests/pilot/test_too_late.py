"""Keys that overtake each other: what is asked for comes when there is no place for it any more."""

from __future__ import annotations

import asyncio
import time
from datetime import date
from pathlib import Path

import pytest
from textual.command import CommandList
from textual.content import Content

from framing_tui.session import Session
from framing_tui.tui import pending_input
from framing_tui.tui.app import FramingApp
from framing_tui.tui.fields.base import Field
from framing_tui.tui.screens.dialogs import Reading
from framing_tui.tui.screens.interview import Interview
from framing_tui.tui.screens.over import Palette


def app_in(folder: Path) -> FramingApp:
    return FramingApp(Session.open(folder / "f.toml", date(2026, 1, 1)), "stack.kpi")


async def test_a_dialog_that_is_asked_for_while_leaving(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test():
        app.exit()
        app.push_screen(Reading(Content("words"), "title"))
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


async def test_a_field_that_is_shown_when_its_section_has_gone(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Interview)
        form = app.screen.form
        field = form.fields[0]
        assert field.virtual_region.size
        form.query(Field).remove()
        form._show_whole(field)
        await pilot.pause()
    assert not app.return_code


async def test_what_leaves_is_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pending_input, "_emptied", lambda _: asyncio.sleep(0.5))
    app = app_in(tmp_path)
    async with app.run_test():
        assert app.screen.focused is not None
        begun = time.monotonic()
        await pending_input.settled(app.screen.focused)
        assert time.monotonic() - begun < 4.0


async def test_the_exit_code_of_an_error_beside_the_loop_stays(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test():
        app.panic("broken")
        await app.action_quit()
    assert app.return_code == 1
