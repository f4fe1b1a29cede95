"""Bursts of keys, pastes, clicks and resizes: the screen is then what a full redraw makes of it.

Why: what reaches the terminal is only what differs from what it shows already, in three places:
the rows of a part, the regions of the toolkit, the cells of the driver. What one of them forgets
stays on the screen, as a finding twice or the end of a line, and nobody can tell that it is not so.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from framing_tui.content import example_path

from .window import KEYS, ONE_SIZE, SIZES, THREE_SIZES, Ended, Window, at_window

DATA = Path(__file__).parent / "framings"
# So many bursts with one app, so that what is left over from one can be seen in the next.
IN_A_ROW, ORDINARY = 20, 10


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand still while screens are compared, and the editor leave every text."""
    monkeypatch.setattr("framing_tui.interview.clock.Clock.minutes", 7)
    monkeypatch.setattr("framing_tui.interview.clock.Clock.minutes_in", lambda self, section_id: 3)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")


async def assert_as_drawn_anew(window: Window, what: str) -> None:
    """Compare the screen with what is drawn when nothing is known of it."""
    await window.rest()
    if any(line.startswith(" Go to  ") for line in window.lines):
        # A click on the last line may ask for a digit, which any key takes back.
        await window.burst("ctrl+l")
    before, stood = window.cells, window.lines
    await window.burst("ctrl+l")
    after, stands = window.cells, window.lines
    differ = []
    for y, (old, new) in enumerate(zip(before, after, strict=True)):
        at = [x for x, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
        if at:
            cells = f"{old[at[0]]} → {new[at[0]]}"
            differ.append(f"{y}: {at[0]}..{at[-1]} stood {stood[y]!r}\n is {stands[y]!r}\n {cells}")
    assert not differ, "\n".join([what, *differ])


@ONE_SIZE
async def test_another_theme_leaves_nothing_of_the_one_before(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "framing.toml"
    shutil.copy(example_path("payment-fraud"), path)
    async with at_window(path, size) as window:
        for section in "96":
            await window.burst("ctrl+g", section)
            for theme in ("light", "high-contrast", "ansi", "dark"):
                await window.burst("ctrl+p", f"theme: {theme}", "enter")
                assert "F1 help" in window.text
                await assert_as_drawn_anew(window, f"theme {theme} in section {section}")


async def test_a_part_that_comes_back_is_drawn(tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml", (80, 24)) as window:
        for key in ("f12", "f2", "f12", "f2", "f12"):
            await window.press(key)
            await assert_as_drawn_anew(window, key)
        await window.burst("f2")
        assert "FINDINGS" in window.text
        assert "Overview" in window.text


async def test_a_window_that_was_smaller_for_a_moment_is_whole(tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml", (120, 36)) as window:
        for other in ((60, 16), (119, 35), (40, 10), (200, 50)):
            window.send_size(*other)
            window.send_bytes("d")
            window.send_size(120, 36)
            await window.settle()
            assert "9 Overview" in window.text
            await assert_as_drawn_anew(window, f"{other}")


async def test_a_finding_does_not_stand_twice(tmp_path: Path) -> None:
    path = tmp_path / "framing.toml"
    shutil.copy(DATA / "burst-leaves-stale-lines.toml", path)
    async with at_window(path) as window:
        await window.burst("ctrl+p", "p99 expected", "enter", "450")
        await window.until(lambda: "against a budget of 300 ms" in window.words, "the finding")
        await window.rest()
        assert window.session.framing.answers.get("serving.p99_expected_ms") is not None
        assert window.text.count("FT603") == len([line for line in window.lines if "FT603" in line])
        panel = [line[120 - 28 :] for line in window.lines]
        assert sum("FT603" in line for line in panel) == 1, window.text
        await assert_as_drawn_anew(window, "the palette and a number in one write")


MOVES = ("up", "down", "left", "right", "tab", "shift+tab", "enter", "space", "escape")
COMMANDS = (
    *("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f12"),
    *("pageup", "pagedown", "ctrl+n", "ctrl+p", "ctrl+o", "ctrl+z", "ctrl+y", "ctrl+s", "ctrl+r"),
    *("ctrl+t", "backspace", "delete", "ctrl+u", "ctrl+w", "ctrl+a", "ctrl+k"),
)
TEXTS = (
    *("y", "n", "u", "1", "2", "3", "450", "300 ms", "about 40 %", "none", "16.5 %", "0", "5", "c"),
    *(
        "not yet, run a pilot",
        "p99 expected",
        "théâtre",
        "日本語の文",
        "e\u0301tude",
        "q",
        "w",
        "d",
    ),
    "a sentence that is long enough to be wrapped in any of the windows, and then goes on a little",
)
PASTES = (
    "one line",
    "two\nlines",
    "日本語のとても長い文章が折り返されるかどうか" * 3,
    "👩\u200d💻 and ❤\ufe0f and 🇩🇪",
    "[b]no markup[/b] \x1b[31mred",
    "word " * 120,
)
LOOKED_FOR = (
    "p99 expected",
    "theme: light",
    "theme: dark",
    "FT603",
    "5 Labels",
    "room",
    "objective",
)
WINDOWS = (*SIZES, (200, 50), (60, 16), (40, 10), (81, 29))


class Fingers:
    """Somebody who does anything at all, the same with the same seed."""

    def __init__(self, seed: int, size: tuple[int, int]) -> None:
        self.random = random.Random(seed)
        self.size = size
        self.done: list[str] = []

    async def burst(self, window: Window) -> None:
        """Do several things without any pause; at the end the window has its size again."""
        self.done = []
        for _ in range(self.random.randint(1, 8)):
            self._do_one(window)
        if self.size != tuple(window.driver.shape):
            window.send_size(*self.size)
        await window.settle()

    def _do_one(self, window: Window) -> None:
        kind = self.random.choices(
            ("move", "command", "text", "paste", "section", "palette", "click", "resize"),
            (30, 14, 24, 5, 10, 4, 8, 5),
        )[0]
        choose = self.random.choice
        if kind == "resize":
            columns, lines = choose(WINDOWS)
            self.done.append(f"{columns}x{lines}")
            window.send_size(columns, lines)
            return
        sent = {
            "move": lambda: KEYS[choose(MOVES)] * self.random.choice((1, 1, 2, 5)),
            "command": lambda: KEYS[choose(COMMANDS)],
            "text": lambda: choose(TEXTS),
            "paste": lambda: f"\x1b[200~{choose(PASTES)}\x1b[201~",
            "section": lambda: KEYS["ctrl+g"] + choose("0123456789"),
            "palette": lambda: KEYS["ctrl+p"] + choose(LOOKED_FOR) + KEYS["enter"],
            "click": lambda: click(self.random, window.driver.shape),
        }[kind]()
        self.done.append(repr(sent)[:60])
        window.send_bytes(sent)


def click(rng: random.Random, size: tuple[int, int]) -> str:
    where = f"{rng.randint(1, size[0])};{rng.randint(1, size[1])}"
    return f"\x1b[<0;{where}M\x1b[<0;{where}m"


FRAMINGS: tuple[Callable[[], Path | None], ...] = (
    lambda: None,
    lambda: DATA / "burst-leaves-stale-lines.toml",
    lambda: example_path("payment-fraud"),
)


async def bursts(folder: Path, size: tuple[int, int], count: int, seed: int) -> None:
    """Send so many bursts, a few with each app, and compare the screen behind each of them."""
    fingers = Fingers(seed, size)
    sent = 0
    while sent < count:
        path = folder / f"framing-{sent}.toml"
        framing = fingers.random.choice(FRAMINGS)()
        if framing is not None:
            shutil.copy(framing, path)
        history: list[str] = []
        try:
            async with at_window(path, size) as window:
                for _ in range(IN_A_ROW):
                    sent += 1
                    await fingers.burst(window)
                    history += [*fingers.done, "/"]
                    await assert_as_drawn_anew(window, f"seed {seed}: {' '.join(history)}")
                    if sent >= count:
                        break
        except Ended:
            # Left by the palette, with a word for it, or by a click on “leave” in the last line.
            done = " ".join([*history, *fingers.done])
            assert "\\x10" in done or re.search(rf"<0;\d+;{size[1]}M", done), done


@THREE_SIZES
async def test_random_bursts_leave_nothing_stale(size: tuple[int, int], tmp_path: Path) -> None:
    await bursts(tmp_path, size, ORDINARY, seed=size[0])


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10))
@THREE_SIZES
async def test_many_random_bursts_leave_nothing_stale(
    size: tuple[int, int], seed: int, tmp_path: Path
) -> None:
    await bursts(tmp_path, size, 100, seed=1000 + seed)
