"""The board on the screen: keys in, what is drawn out, and with what it is left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from textual import events
from textual.geometry import Offset
from textual.pilot import Pilot

from framing_tui.assessment import assess
from framing_tui.content import example_path
from framing_tui.drawing.colours import ANSI, DARK, Colours
from framing_tui.interview.board_view import BoardView
from framing_tui.model.framing import Framing
from framing_tui.reports.board import Row, row_of, unreadable
from framing_tui.storage.load import load
from framing_tui.tui.board import RELOAD, BoardApp
from framing_tui.tui.inks import pen
from tests.naughty import NAUGHTY

from .test_screens import compare
from .window import sizes

TODAY = date(2026, 11, 23)
SIZES = [(80, 24), (120, 36), (200, 50)]
EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")


def rows() -> list[Row]:
    """Return rows of the examples, an empty one, and one that cannot be read."""
    found = []
    for name in ("payment-fraud", "arrival-time"):
        framing = load(example_path(name)).framing
        found.append(row_of(f"{name}/framing.toml", framing, assess(framing, TODAY), TODAY))
    blank = row_of("blank/framing.toml", Framing(), assess(Framing(), TODAY), TODAY)
    red = replace(found[0], path="red.toml", title="Quick search")
    cells = (red.cells[0]._replace(state="contested", word="contested"), *red.cells[1:])
    return [*found, blank, replace(red, cells=cells), unreadable("x.toml", 3, "is not TOML")]


class Seat:
    """The board as somebody before it has it."""

    def __init__(self, pilot: Pilot[Any], app: BoardApp) -> None:
        self.pilot, self.app = pilot, app
        self.view = app.main.view

    async def press(self, *keys: str) -> None:
        for key in keys:
            char = {"slash": "/", "space": " "}.get(key, key if len(key) == 1 else None)
            event = events.Key(key, char)
            event.set_sender(self.app)
            self.app.post_message(event)
        await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    @property
    def marked(self) -> str:
        """The line of the cursor."""
        return next(line for line in self.lines if line.startswith("▌"))

    async def looks(self) -> None:
        """Wait until what has come in is drawn."""
        for _ in range(200):
            await asyncio.sleep(0.01)
            if self.app.main._seen == self.view.version:
                break
        await self.pilot.pause()


@asynccontextmanager
async def at_board(size: tuple[int, int] = (120, 36), given: list[Row] | None = None,
                   **how: Any) -> AsyncIterator[Seat]:  # fmt: skip
    there = rows() if given is None else given
    view = BoardView(len(there), **how)
    for at, each in enumerate(there):
        view.put(at, each)
    app = BoardApp(view)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        seat = Seat(pilot, app)
        await seat.looks()
        yield seat


@EACH_SIZE
async def test_the_board_looks_as_it_did(size: tuple[int, int]) -> None:
    async with at_board(size) as seat:
        screens = [seat.text]
        await seat.press("f1")
        screens.append(seat.text)
    compare(f"board-{size[0]}x{size[1]}", "\n".join(screens))


async def test_keys_move_the_cursor_and_enter_leaves_with_its_place() -> None:
    async with at_board() as seat:
        assert "Payment fraud" in seat.marked
        await seat.press("down", "down")
        assert "blank/framing.toml" in seat.marked
        await seat.press("end")
        assert "x.toml: cannot be read: line 3" in seat.marked
        # It cannot be opened.
        await seat.press("enter")
        assert seat.app.is_running
        await seat.press("home", "down", "enter")
        assert seat.app.return_value == 1


@pytest.mark.parametrize(
    ("keys", "value"),
    [(("q",), None), (("escape",), None), (("ctrl+q",), None), (("ctrl+r",), RELOAD)],
)
async def test_it_is_left(keys: tuple[str, ...], value: int | None) -> None:
    async with at_board() as seat:
        await seat.press(*keys)
        assert seat.app._exit
        assert seat.app.return_value == value


async def test_typing_finds_and_escape_takes_it_back() -> None:
    async with at_board() as seat:
        await seat.press(*"data:contested")
        assert "1 of 5" in seat.lines[0]
        assert "/ data:contested" in seat.lines[0]
        assert "Quick search" in seat.marked
        await seat.press("space", *"fraudx")
        assert "0 of 5" in seat.lines[0]
        assert "nothing is found by these words" in seat.text
        await seat.press("enter")
        assert seat.app.is_running
        await seat.press("escape")
        assert "5 framings" in seat.lines[0]
        # `q` begins words behind a slash, and leaves without.
        await seat.press("slash", *"quick")
        assert "1 of 5" in seat.lines[0]
        await seat.press("enter")
        assert seat.app.return_value == 3


async def test_a_paste_is_text_to_find_by() -> None:
    async with at_board() as seat:
        seat.app.post_message(events.Paste("[/]\x1b[31m\nfraud"))
        await seat.pilot.pause()
        assert "0 of 5" in seat.lines[0]
        assert not any(ord(char) < 32 for line in seat.lines for char in line)


async def test_every_column_sorts_by_key_and_the_cursor_stays() -> None:
    async with at_board((200, 50)) as seat:
        await seat.press("down")
        for _ in range(15):
            assert "Correction of arrival" in seat.marked
            await seat.press("right", "tab")
        await seat.press("tab", "left", "left")
        assert seat.view.sort is not None
        assert f"by {seat.view.order.removeprefix('by ')}" in seat.lines[0]


async def test_a_click_sorts_marks_and_opens() -> None:
    async with at_board() as seat:
        head = next(y for y, line in enumerate(seat.lines) if "Serving" in line)
        await seat.pilot.click(offset=Offset(seat.lines[head].index("Data"), head))
        assert "by Data ▲" in seat.lines[0]
        assert "Quick search" in seat.lines[head + 1]
        line = next(y for y, text in enumerate(seat.lines) if "Correction of arrival" in text)
        await seat.pilot.click(offset=Offset(5, line))
        assert "Correction of arrival" in seat.marked
        await seat.pilot.click(offset=Offset(5, line))
        assert seat.app.return_value == 1


async def test_rows_come_in_while_one_looks() -> None:
    there = rows()
    view = BoardView(len(there))
    app = BoardApp(view)
    async with app.run_test(size=(120, 36)) as pilot:
        seat = Seat(pilot, app)
        await pilot.pause()
        assert "judged 0" in seat.lines[0]
        for at, each in enumerate(there):
            view.put(at, each)
            await seat.looks()
            assert each.name[:12] in seat.text
        assert "judged" not in seat.lines[0]


async def test_a_long_board_is_scrolled_to_the_cursor() -> None:
    one = rows()[0]
    many = [replace(one, title=f"Project {n:03}") for n in range(300)]
    async with at_board((80, 24), many) as seat:
        await seat.press("end")
        assert "Project 299" in seat.marked
        await seat.press("pageup")
        assert "Project 299" not in seat.marked
        await seat.press("home")
        assert "Project 000" in seat.marked
        await seat.press(*["down"] * 40)
        assert "Project 040" in seat.marked


@pytest.mark.parametrize(("theme", "colours"), [("dark", DARK), ("ansi", ANSI)])
async def test_cells_are_filled_as_in_the_interview(
    monkeypatch: pytest.MonkeyPatch, theme: str, colours: Colours
) -> None:
    monkeypatch.setenv("FRAMING_TUI_THEME", theme)
    async with at_board() as seat:
        strips = seat.app.screen._compositor.render_strips()
        looks = {
            segment.text.strip(): segment.style
            for strip in strips
            for segment in strip
            if segment.style is not None
        }
        for words, state in (("✓ green", "green"), ("~ amber", "amber"), ("! red", "red")):
            ink, ground = colours.fill(state)
            as_filled = pen(colours, f"{ink}!", ground)
            assert looks[words].bgcolor == as_filled.bgcolor
            assert looks[words].color == as_filled.color


@sizes(SIZES[0], of=SIZES)
async def test_naughty_text_is_only_text(size: tuple[int, int]) -> None:
    one = rows()[0]
    given = [replace(one, title=text, path=text) for text in NAUGHTY]
    given += [unreadable(text, 1, text) for text in NAUGHTY]
    async with at_board(size, given) as seat:
        for _ in given:
            await seat.press("down")
            assert seat.app.is_running
            assert not any(ord(char) < 32 for line in seat.lines for char in line)


@pytest.mark.parametrize("size", [(59, 24), (80, 15), (10, 3)])
async def test_a_window_that_is_too_small_says_so(size: tuple[int, int]) -> None:
    async with at_board(size) as seat:
        assert "The window is"[: size[0]] in seat.text
        await seat.press("down", "x", "f1", "escape")
        assert seat.app.is_running
