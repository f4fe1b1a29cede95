"""A desk to sit at: opens the app on a file, types at it, and reads what stands on its screen.

Why one helper: every pilot test types keys and reads words, as people do. The only things taken
from inside are the session's answers, which question is open and, in one place, the cells that the
toolkit has drawn.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import date
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from framing_tui.interview.sheet import END_KEY
from framing_tui.model.catalogue import QUESTIONS, Section
from framing_tui.model.framing import Framing
from framing_tui.session import Clock, Session
from framing_tui.storage.canonical import document
from framing_tui.storage.load import load
from framing_tui.tui.app import FramingApp
from framing_tui.tui.main_screen import MainScreen
from framing_tui.tui.open_form import OpenForm

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

# The bar before the open card, the mark of the section, and the scrollbars of dialogs.
_NO_WORDS = str.maketrans(dict.fromkeys("┃▌▁▂▃▄▅▆▇█▔", " "))
_BAR, _BAR_AT = "┃", 2
# On the last row of the form where it goes on below.
_MORE = "▾ more"
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

    async def down(self) -> None:
        """Press the arrow until another thing is open: it stops at all that there is."""
        before = self.open
        for _ in range(40):
            await self.press("down")
            if self.open != before:
                return
        raise AssertionError(f"no way down from {before}; the screen:\n{self.screen}")

    async def paste(self, text: str) -> None:
        """Paste a text, as a terminal with bracketed paste hands it over."""
        self._send(events.Paste(text))
        await self.settle()

    async def click(self, words: str, part: str = "form") -> None:
        """Click on words that stand in a part of the main screen, where they are drawn."""
        rows, area = self.rows(part), self.region(part)
        y = next(at for at, row in enumerate(rows) if words in row)
        x = cell_len(rows[y][: rows[y].index(words)])
        assert await self.pilot.click(offset=(area.x + x, area.y + y))
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
    def main(self) -> MainScreen:
        """The main screen, even while a dialog is over it."""
        return self.app.main

    @property
    def open_form(self) -> OpenForm:
        """What is open on the main screen."""
        return self.app.main.open_form

    @property
    def is_over(self) -> bool:
        """Whether a dialog is over the main screen."""
        return self.app.screen is not self.main

    @property
    def open(self) -> str:
        """The key of what is open: a question, a column of a record, the end of the section."""
        return self.open_form.current

    @property
    def is_at_end(self) -> bool:
        """Whether the end of the section or of a record is open."""
        return self.open == END_KEY

    @property
    def waiting(self) -> set[str]:
        """The keys of the lines behind which questions wait, right behind what is open."""
        keys = [item.key for item in self.open_form.items() if item.key]
        following = keys[keys.index(self.open) + 1 :]
        return set(takewhile(lambda key: key.startswith("more:"), following))

    @property
    def section(self) -> str:
        """The id of the section that is shown."""
        return self.open_form.section_id

    def region(self, part: str) -> Region:
        """Where a part of the main screen stands; of no size where it is not shown."""
        return self.main.query_one(f"#{part}").region

    def rows(self, part: str) -> list[str]:
        """What stands in a part of the main screen, line by line."""
        area = self.region(part)
        return [row[area.x : area.right] for row in self.lines[area.y : area.bottom]]

    @property
    def form(self) -> str:
        """What stands in the form, wrapped lines joined into one."""
        return _joined(self.rows("form"))

    @property
    def findings(self) -> str:
        """What stands in the list of findings, wrapped lines joined into one."""
        return _joined(self.rows("findings"))

    @property
    def chips(self) -> str:
        """What stands in the five cells, the first row before the second."""
        return _joined(self.rows("chips"))

    @property
    def change(self) -> str:
        """What stands on the change line."""
        return _joined(self.rows("change"))

    @property
    def title(self) -> str:
        """What stands on the title line."""
        return _joined(self.rows("title"))

    @property
    def keys(self) -> str:
        """What stands on the last line."""
        return _joined(self.rows("keys"))

    @property
    def card_rows(self) -> list[str]:
        """What stands in the open card, line by line, without its bar."""
        rows = [row[_BAR_AT + 1 :].strip() for row in self.rows("form") if is_of_card(row)]
        return [row.removesuffix(_MORE).strip() for row in rows]

    def is_written(self, text: str) -> bool:
        """Whether a text stands on a row of the card, with at most a unit far behind it."""
        return any(row.partition("   ")[0] == text for row in self.card_rows)

    @property
    def card(self) -> str:
        """What stands in the open card, wrapped lines joined into one."""
        return _joined(self.card_rows)

    @property
    def card_place(self) -> int:
        """The row of the form on which the open card begins."""
        return next(at for at, row in enumerate(self.rows("form")) if is_of_card(row))

    def asks(self, question: str) -> bool:
        """Whether the open card asks something; beside its first line may stand a unit."""
        words = iter(self.card.split())
        return all(word in words for word in question.split())

    def read(self, words: str) -> str:
        """The first line of the form in which words stand, blanks joined; nothing where none is."""
        return next((" ".join(row.split()) for row in self.rows("form") if words in row), "")

    @property
    def words(self) -> str:
        """Everything on the screen, runs of blanks joined into one."""
        return " ".join(self.screen.split())

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
        return not self.is_over and (text in self.form or text in self.findings)

    async def shows_section(self, section: Section) -> None:
        """Wait until a section is shown and marked as the current one."""
        await self.until(lambda: self.section == section.id, section.title)
        named = [row for row in self.rows("sections") if "▌" in row]
        assert len(named) == 1, self.screen
        assert section.title in named[0], self.screen
        assert self.card, self.screen

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


def is_of_card(row: str) -> bool:
    """Whether a row of the form is one of the open card."""
    return row[_BAR_AT : _BAR_AT + 1] == _BAR


def _joined(rows: Iterable[str]) -> str:
    return " ".join(" ".join(rows).translate(_NO_WORDS).split())


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
