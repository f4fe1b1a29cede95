"""A window to look at: the app, and an emulated terminal that shows what its driver writes.

Why beside the desk: headless runs write to no terminal, so they cannot tell what a person would
see. Here keys and clicks come in as a terminal sends them, and what is compared, or clicked, is
what stands on the screen.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual import events
from textual.command import CommandPalette
from textual.driver import Driver
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.worker import WorkerError

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.session import Session
from framing_tui.storage.canonical import document
from framing_tui.tui.app import FramingApp
from framing_tui.tui.terminal_input import TerminalInput
from framing_tui.tui.thin_driver import WritesWhatDiffers
from tests.emulated import Cell, EmulatedTerminal

TODAY = date(2026, 11, 23)

PATIENCE = 40.0
NO_MATCHES_SECONDS = 0.6
UNDER_SECONDS = 0.05
SIZES = ((120, 36), (80, 24), (100, 30))


def sizes(
    *ordinary: tuple[int, int], of: Sequence[tuple[int, int]] = SIZES
) -> pytest.MarkDecorator:
    """Run a test at some of the sizes every time, and at all of them every night."""
    return pytest.mark.parametrize(
        "size",
        [
            pytest.param(
                size,
                marks=[] if size in ordinary else [pytest.mark.nightly],
                id=f"{size[0]}x{size[1]}",
            )
            for size in of
        ],
    )


# The first has sections and findings beside the form, the second the least room; what is seen in
# the third alone hangs on its height.
THREE_SIZES, TWO_SIZES, ONE_SIZE = sizes(*SIZES), sizes(*SIZES[:2]), sizes(SIZES[1])
KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "escape": "\x1b", "backspace": "\x7f",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~", "space": " ",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~",
    "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~",
    "f12": "\x1b[24~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefgklnopqrstuvwxyz"},
}  # fmt: skip
_FRAME = re.compile(r"\x1b\[\d+;\d+H")


class Place(NamedTuple):
    """A cell of the window, counted from 0."""

    x: int
    y: int


class Emulator(Driver):
    """A driver that writes into an emulated terminal, and takes bytes as from a real one."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        columns, lines = self._size or SIZES[0]
        self.screen = EmulatedTerminal(columns, lines)
        self.shape = Size(columns, lines)
        self.written: list[str] = []
        self._reader = TerminalInput("utf-8", 0.05)

    def write(self, data: str) -> None:
        self.written.append(data)
        self.screen.feed(data)

    def read(self, data: bytes) -> None:
        """Take bytes as they come from a terminal."""
        for event in self._reader.feed(data):
            self.process_message(event)

    def tick(self) -> bool:
        """Take an escape for a key once nothing has followed; tell whether none is waited for."""
        for event in self._reader.tick():
            self.process_message(event)
        return self._reader.patience(PATIENCE) == PATIENCE

    def resize(self, columns: int, lines: int) -> None:
        """Take another size, and tell the app of it."""
        self.screen.resize(columns, lines)
        self.shape = Size(columns, lines)
        self.process_message(events.Resize(self.shape, self.shape))

    def start_application_mode(self) -> None:
        self.write("\x1b[?1049h")
        self.process_message(events.Resize(self.shape, self.shape))

    def stop_application_mode(self) -> None:
        """There is no terminal to give back."""

    def disable_input(self) -> None:
        """Nothing comes in by itself."""


class Ended(Exception):
    """The app was left."""


class Emulated(WritesWhatDiffers, Emulator):
    """The same, writing only what differs, as the program's own driver does."""


class Window:
    """The app as somebody before a terminal has it: bytes in, cells out."""

    def __init__(self, app: FramingApp, driver: Emulator) -> None:
        self.app = app
        self.driver = driver
        self.open_form = app.main.open_form
        self.session = app.session

    # In.

    async def press(self, *keys: str) -> None:
        """Press keys by name, or type text, each when the one before has been dealt with."""
        for key in keys:
            await self.burst(key)

    async def burst(self, *keys: str) -> None:
        """Send keys by name, and text as it is, in one write."""
        await self.send("".join(KEYS.get(key, key) for key in keys))

    async def paste(self, text: str) -> None:
        """Send a text as a terminal sends a paste."""
        await self.send(f"\x1b[200~{text}\x1b[201~")

    async def click(self, at: Place) -> None:
        """Press and release the mouse over a cell, as a terminal reports it."""
        where = f"{at.x + 1};{at.y + 1}"
        await self.send(f"\x1b[<0;{where}M\x1b[<0;{where}m")

    async def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        self.send_size(columns, lines)
        await self.settle()

    def send_size(self, columns: int, lines: int) -> None:
        """Give the window another size, and wait for nothing."""
        self.driver.resize(columns, lines)

    async def send(self, text: str) -> None:
        """Send text as bytes in one write, and wait until all is dealt with and drawn."""
        self.send_bytes(text)
        await self.settle()

    def send_bytes(self, text: str) -> None:
        """Send text as bytes, and wait for nothing."""
        self.driver.read(text.encode())

    async def settle(self) -> None:
        """Wait until the app has nothing left to do, all is saved, and all is drawn."""
        idle = 0
        deadline = asyncio.get_running_loop().time() + PATIENCE
        # Twice, as what comes from another thread is only then in a queue.
        while idle < 2:
            self.check_alive()
            assert asyncio.get_running_loop().time() < deadline, f"never idle\n{self.text}"
            await asyncio.sleep(0.001)
            idle = idle + 1 if self.driver.tick() and self._is_idle() else 0

    async def pause(self, seconds: float) -> None:
        """Let time pass."""
        await asyncio.sleep(seconds)
        await self.settle()

    async def rest(self) -> None:
        """Wait until nothing changes by itself any more.

        All is saved, long pages have scrolled, the palette has found what there is, and no number
        is in the air.
        """
        while True:
            assert self.session.autosave.flush(PATIENCE), self.session.autosave.state.words
            await self.settle()
            await self.app.animator.wait_until_complete()
            with contextlib.suppress(WorkerError):
                await self.app.workers.wait_for_complete()
            if isinstance(self.app.screen, CommandPalette):
                # So long after it says that there is nothing.
                await asyncio.sleep(NO_MATCHES_SECONDS)
            elif self.app.screen is not self.app.main:
                # What lies under a dialog is painted by a timer of its own.
                await asyncio.sleep(UNDER_SECONDS)
            await self.settle()
            if not self.open_form.tentative:
                return
            await asyncio.sleep(0.05)

    def _is_idle(self) -> bool:
        for screen in self.app.screen_stack:
            if not all(map(_waits, screen.walk_children(with_self=True))):
                return False
        top = self.app.screen
        to_draw = top._callbacks or top._dirty_widgets or top._layout_required
        return _waits(self.app) and not to_draw and not top._repaint_required

    def check_alive(self) -> None:
        """Fail where the app has crashed or ended."""
        assert self.app._exception is None, self.app._exception
        if not self.app.is_running:
            raise Ended

    # Out.

    @property
    def frames(self) -> list[str]:
        """The frames that were written, as the terminal got them."""
        return [data for data in self.driver.written if _FRAME.match(data)]

    @property
    def cells(self) -> list[list[Cell]]:
        """The cells of the screen as they are seen, row by row."""
        return self.driver.screen.cells

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, a character for each cell; blank behind a wide one."""
        return self.driver.screen.lines

    @property
    def text(self) -> str:
        """The screen as it stands."""
        return "\n".join(line.rstrip() for line in self.lines)

    @property
    def words(self) -> str:
        """Everything on the screen but the bar of the card, runs of blanks joined into one."""
        return " ".join(self.text.replace("┃", " ").split())

    def find(
        self, text: str, *, rows: range | None = None, columns: range | None = None, nth: int = 0
    ) -> Place:
        """Return where a text begins on the screen, within rows and columns where they are given.

        Of several the first, or the one behind so many others.
        """
        lines = self.lines
        found = [
            Place(at.start(), y)
            for y, line in enumerate(lines)
            for at in re.finditer(re.escape(text), line)
            if (rows is None or y in rows) and (columns is None or at.start() in columns)
        ]
        assert len(found) > nth, f"“{text}” is not shown {nth + 1} times\n{self.text}"
        return found[nth]

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until a condition holds; fail with the screen where it does not come true."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not condition():
            self.check_alive()
            assert asyncio.get_running_loop().time() < deadline, f"never: {what}\n{self.text}"
            await asyncio.sleep(0.005)


def _waits(pump: MessagePump) -> bool:
    """Whether a part of the app has dealt with its messages and waits for the next one."""
    queue = pump._message_queue
    has_ended = pump._task is not None and pump._task.done()
    return has_ended or bool(not queue.values and queue.ready_event._waiters)


@asynccontextmanager
async def at_window(
    path: Path,
    size: tuple[int, int] = SIZES[0],
    *,
    at: str | None = None,
    keys: Mapping[str, str] | None = None,
    driver: type[Emulator] = Emulated,
) -> AsyncIterator[Window]:
    """Open the app on a file, in an emulated terminal, and leave it with everything saved."""
    session = Session.open(path, TODAY)
    app = FramingApp(session, at, keys)
    app.driver_class = driver
    running = asyncio.create_task(app.run_async(size=size))
    try:
        while not (app.is_running and app.screen_stack and app._driver is not None):
            assert not running.done(), running.exception()
            await asyncio.sleep(0.001)
        emulator = app._driver
        assert isinstance(emulator, Emulator)
        window = Window(app, emulator)
        await window.until(lambda: bool(window.frames), "a first frame")
        await window.settle()
        yield window
        window.check_alive()
    finally:
        app.exit()
        await running
        session.close()


def write_file(path: Path, answers: Mapping[str, object]) -> Path:
    """Write a file with plain answers, by question id."""
    read = {qid: QUESTIONS[qid].kind.read(raw) for qid, raw in answers.items()}
    path.write_text(document(Framing(read)), encoding="utf-8", newline="")
    return path
