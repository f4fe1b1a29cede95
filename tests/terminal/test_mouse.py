"""Clicks as a terminal reports them, in cells and in pixels, in a real pty."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .driver import Terminal

pytestmark = pytest.mark.terminal

COLUMNS, LINES = 120, 36
CELL = (10, 21)
IN_BAND = f"\x1b[48;{LINES};{COLUMNS};{LINES * CELL[1]};{COLUMNS * CELL[0]}t"
ASKS_FOR_SIZES, ASKS_FOR_PIXELS = b"\x1b[?2048$p", b"\x1b[?1016$p"


def place_of(terminal: Terminal, words: str) -> tuple[int, int]:
    """The column and the row at which words stand on the screen, counted from 0."""
    for row, line in enumerate(terminal.screen.display):
        if words in line:
            return line.index(words), row
    raise AssertionError(f"not shown: {words!r}\n{terminal.text}")


class Mouse:
    """A mouse over a terminal, which reports in cells or in pixels."""

    def __init__(self, terminal: Terminal, *, in_pixels: bool) -> None:
        self.terminal = terminal
        self.in_pixels = in_pixels

    def click(self, words: str, *, edge: str = "middle") -> None:
        """Click on words: in pixels, into the first cell, or onto its edges."""
        x, y = place_of(self.terminal, words)
        if self.in_pixels:
            inside = {"middle": 0.5, "first": 0.0, "last": 0.999}[edge]
            x, y = (int((at + inside) * size) for at, size in zip((x, y), CELL, strict=True))
        self.terminal.press(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")


def begin(terminal: Terminal, kind: str) -> Mouse:
    """Answer what the program asks a terminal of a kind."""
    terminal.wait_for("F1 help")
    terminal.wait_until(lambda: ASKS_FOR_SIZES in terminal.raw, "never asked for sizes")
    if kind == "cells":
        return Mouse(terminal, in_pixels=False)
    terminal.press("\x1b[?2048;2$y")
    terminal.wait_until(lambda: b"\x1b[?2048h" in terminal.raw, "never told to report sizes")
    terminal.wait_until(lambda: b"\x1b[?1016h" in terminal.raw, "never told to report pixels")
    terminal.wait_until(lambda: ASKS_FOR_PIXELS in terminal.raw, "never asked for pixels")
    if kind == "no size in pixels":
        terminal.press(f"\x1b[48;{LINES};{COLUMNS};0;0t")
        return Mouse(terminal, in_pixels=False)
    terminal.press(IN_BAND)
    if kind == "pixels, said":
        terminal.press("\x1b[?1016;1$y")
    if kind == "cells, said":
        terminal.press("\x1b[?1016;0$y")
    return Mouse(terminal, in_pixels=kind.startswith("pixels"))


CLICKS = [
    ("cells", "middle"),
    ("cells, said", "middle"),
    ("no size in pixels", "middle"),
    ("pixels", "first"),
    ("pixels", "last"),
    ("pixels, said", "middle"),
]


@pytest.mark.parametrize(("kind", "edge"), CLICKS, ids=[" ".join(click) for click in CLICKS])
def test_a_click_opens_what_is_clicked(kind: str, edge: str, tmp_path: Path) -> None:
    with Terminal(cwd=tmp_path, columns=COLUMNS, lines=LINES) as terminal:
        mouse = begin(terminal, kind)
        for title in ("0 Kickoff spec", "1 Framing stack", "8 Validation", "2 ML at all?"):
            mouse.click(title, edge=edge)
            terminal.wait_for(f"▌{title}")
        mouse.click("y yes", edge=edge)
        terminal.wait_for("● y yes")
        mouse.click("n no", edge=edge)
        terminal.wait_for("● n no")
        assert "○ y yes" in terminal.text
        mouse.click("Could a single error", edge=edge)
        terminal.wait_until(
            lambda: bool(re.search(r"┃ Could a single error", terminal.text)), "never opened"
        )
        terminal.press("ctrl+q", "enter")
        assert terminal.wait_end() == 0
