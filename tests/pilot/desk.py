"""A desk to sit at: opens the app on a file, types at it, and reads what stands on its screen.

Why one helper: every pilot test types keys and reads words, as people do. The only things taken
from inside are the session's answers and, in one place, the cells that the toolkit has drawn.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.widget import Widget

from framing_tui.model.catalogue import QUESTIONS, Section
from framing_tui.model.framing import Framing
from framing_tui.session import Clock, Session
from framing_tui.storage.canonical import document
from framing_tui.storage.load import load
from framing_tui.tui.app import FramingApp
from framing_tui.tui.screens.interview import Interview

WIDE = (120, 36)
NARROW = (80, 24)
TODAY = date(2026, 11, 23)
PATIENCE = 40.0
# For what hangs on the layout, and for what does not: there the ordinary run takes the small window
# alone, in which less has room.
BOTH_SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "80x24"])
EITHER_SIZE = pytest.mark.parametrize(
    "size",
    [pytest.param(WIDE, marks=pytest.mark.nightly), NARROW],
    ids=["120x36", "80x24"],
)

# The mark of the focus and the scrollbar.
_NO_WORDS = str.maketrans(dict.fromkeys("▌▁▂▃▄▅▆▇█▔", " "))
_NAMES = {" ": "space", "\n": "enter", "\t": "tab"}


class Desk:
    """The app as somebody at the keyboard has it."""

    def __init__(self, pilot: Pilot[None], app: FramingApp) -> None:
        self.pilot = pilot
        self.app = app
        self.session = app.session

    # Typing.

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the one before has been dealt with."""
        for key in keys:
            self.post(key)
            await self.settle()

    async def type(self, text: str, *then: str) -> None:
        """Type a text faster than anybody could, and then press some keys."""
        await self.burst(*text)
        await self.press(*then)

    async def burst(self, *keys: str) -> None:
        """Press keys without any pause between them, and wait until all is dealt with."""
        for key in keys:
            self.post(key)
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste a text, as a terminal with bracketed paste hands it over."""
        self._send(events.Paste(text))
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def ended(self) -> None:
        """Wait until the app has ended by itself."""
        async with asyncio.timeout(PATIENCE):
            while self.app.is_running:
                await asyncio.sleep(0.01)

    async def settle(self) -> None:
        """Wait until the app has nothing left to do and all is drawn.

        Why not the pilot's own wait: it takes a process that a busy machine has starved for idle,
        and sleeps where nothing is to be waited for.
        """
        while not self._is_idle():
            self.check_alive()
            await asyncio.sleep(0.001)
        self.check_alive()

    def _is_idle(self) -> bool:
        for screen in self.app.screen_stack:
            if not all(map(_waits, screen.walk_children(with_self=True))):
                return False
        top = self.app.screen
        to_draw = top._callbacks or top._dirty_widgets or top._layout_required
        return _waits(self.app) and not to_draw

    def post(self, key: str) -> None:
        """Press a key and wait for nothing."""
        name = _NAMES.get(key, key)
        char = key if len(key) == 1 else {"space": " ", "enter": "\r", "tab": "\t"}.get(key)
        if len(name) == 1 and not name.isalnum():
            name = _key_name(name)
        self._send(events.Key(name, char))

    def _send(self, event: events.Event) -> None:
        event.set_sender(self.app)
        self.app.post_message(event)

    # Reading.

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines)

    @property
    def form(self) -> str:
        """What stands in the form, wrapped lines joined into one."""
        return self._within(self.interview.form)

    @property
    def side(self) -> str:
        """What stands beside the form, wrapped lines joined into one."""
        return self._within(self.interview.query_one("#side"))

    def _within(self, widget: Widget) -> str:
        area = widget.region
        rows = [row[area.x : area.right] for row in self.lines[area.y : area.bottom]]
        return " ".join(" ".join(rows).translate(_NO_WORDS).split())

    @property
    def words(self) -> str:
        """Everything on the screen, runs of blanks joined into one."""
        return " ".join(self.screen.split())

    @property
    def interview(self) -> Interview:
        """The big screen, even while another one is over it."""
        return self.app.interview

    @property
    def focus(self) -> str | None:
        """The key of the field that has the focus."""
        field = self.interview.form.focused_field
        return field.key if field is not None else None

    @property
    def section(self) -> str:
        """The id of the section that is shown."""
        return self.interview.form.section.id

    @property
    def framing(self) -> Framing:
        """The answers as the session has them."""
        return self.session.framing

    def answer(self, question_id: str) -> Any:
        """One answer as the session has it, None where it is open."""
        return self.session.framing.answers.get(question_id)

    def codes(self, level: str) -> list[str]:
        """The codes of what is found at a level."""
        return [f.code for f in self.session.assessment.findings if f.level.value == level]

    def cell(self, area: str) -> str:
        """The state of a feasibility cell."""
        return next(c.state for c in self.session.assessment.cells if c.area == area)

    # Waiting.

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until a condition holds; fail with the screen where it does not come true."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not condition():
            self.check_alive()
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"{what} never came true; the screen:\n{self.screen}")
            await asyncio.sleep(0.01)
        self.check_alive()

    async def sees(self, *texts: str) -> None:
        """Wait until texts stand on the screen, on one line or wrapped within one column."""
        for text in texts:
            await self.until(partial(self._is_seen, text), f"“{text}”")

    def _is_seen(self, text: str) -> bool:
        if text in self.words:
            return True
        return self.app.screen is self.interview and (text in self.form or text in self.side)

    async def shows_section(self, section: Section) -> None:
        """Wait until a section is shown and marked as the current one."""
        await self.until(lambda: self.section == section.id, section.title)
        await self.sees(f"{section.number} {section.title}")
        await self.until(lambda: bool(self.form), "words in the form")

    def check_alive(self) -> None:
        """Fail where the app has crashed, or shows nothing at all."""
        assert self.app._exception is None, self.app._exception
        assert self.app.is_running, "the app has ended"

    def saved(self) -> Framing:
        """The answers in the file, after everything that waits has been written."""
        assert self.session.autosave.flush(PATIENCE), self.session.autosave.state.words
        opened = load(self.session.path)
        assert opened.problems == ()
        return opened.framing


def _waits(pump: MessagePump) -> bool:
    """Whether a part of the app has dealt with its messages and waits for the next one."""
    queue = pump._message_queue
    has_ended = pump._task is not None and pump._task.done()
    return has_ended or bool(not queue.values and queue.ready_event._waiters)


def _key_name(char: str) -> str:
    from textual.keys import _character_to_key

    return _character_to_key(char)


def write_framing(path: Path, answers: Mapping[str, object]) -> Path:
    """Write a file with plain answers, by question id."""
    read = {qid: QUESTIONS[qid].kind.read(raw) for qid, raw in answers.items()}
    path.write_text(document(Framing(read)), encoding="utf-8", newline="")
    return path


@asynccontextmanager
async def at_desk(
    path: Path,
    size: tuple[int, int] = WIDE,
    *,
    at: str | None = None,
    read_only: bool = False,
    today: date | Clock = TODAY,
    leaves: bool = False,
    shows: str = "F1 help",
) -> AsyncIterator[Desk]:
    """Open the app on a file, and leave it with everything saved.

    `leaves` tells that it goes by itself, `shows` what stands on its first screen.
    """
    session = Session.open(path, today, read_only=read_only)
    app = FramingApp(session, at)
    try:
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            desk = Desk(pilot, app)
            await desk.sees(shows)
            await desk.settle()
            yield desk
            if not leaves:
                desk.check_alive()
    finally:
        session.close()
