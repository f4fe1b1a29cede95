"""An emulated terminal that keeps what can be seen of each cell, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import pyte
from wcwidth import wcwidth

# Queries and modes that the emulator would print as text.
_NOISE = re.compile(r"\x1b\[[<=>?][0-9;]*[a-zA-Z$]*[a-zA-Z]|\x1b\[[0-9;]*t")
_ATTRIBUTES = re.compile(r"\x1b\[([\d;]*)m")
_CODE = re.compile(r"[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+")
# The emulator knows no dim text: it is kept as blinking, which nothing here is.
_DIM = {"2": "5", "22": "22;25"}


class Cell(NamedTuple):
    """What is seen of a cell: its character, its ground, and of one that is not blank its ink."""

    text: str
    ground: str
    ink: str
    marks: frozenset[str]


class HalvesScreen(pyte.Screen):
    """A screen on which the other half of a wide character goes when one half is written over.

    Terminals do so; the emulator of itself leaves the other half where it is.
    """

    def draw(self, data: str) -> None:
        for char in data:
            wide = max(wcwidth(char), 0)
            x, line = self.cursor.x, self.buffer[self.cursor.y]
            if wide and x < self.columns:
                if not line[x].data and x:
                    line[x - 1] = line[x - 1]._replace(data=" ")
                if x + wide < self.columns and not line[x + wide].data:
                    line[x + wide] = line[x + wide]._replace(data=" ")
            super().draw(char)


class EmulatedTerminal:
    """A terminal of a size: text with control codes in, cells out.

    With `parts_halves` it is as strict about wide characters as terminals are, and slower.
    """

    def __init__(self, columns: int, lines: int, *, parts_halves: bool = False) -> None:
        self.screen = (HalvesScreen if parts_halves else pyte.Screen)(columns, lines)
        self._stream = pyte.Stream(self.screen)
        # As the toolkit has it: what is written into the last column stays there.
        self.screen.reset_mode(pyte.modes.DECAWM)

    def feed(self, text: str) -> None:
        """Take what a program writes."""
        self._stream.feed(_ATTRIBUTES.sub(_with_dim, _NOISE.sub("", text)))

    def resize(self, columns: int, lines: int) -> None:
        """Take another size."""
        self.screen.resize(lines, columns)

    @property
    def cells(self) -> list[list[Cell]]:
        """Return what is seen, row by row."""
        screen = self.screen
        return [
            [_seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)
        ]

    @property
    def lines(self) -> list[str]:
        """Return the rows, a character for each cell; blank behind a wide one."""
        screen = self.screen
        rows = [screen.buffer[y] for y in range(screen.lines)]
        return ["".join(row[x].data[:1] or " " for x in range(screen.columns)) for row in rows]


def _with_dim(codes: re.Match[str]) -> str:
    parts = [_DIM.get(code, code) for code in _CODE.findall(codes[1])]
    return f"\x1b[{';'.join(parts)}m"


@lru_cache(65536)
def _seen(char: pyte.screens.Char) -> Cell:
    marks = {
        "bold": char.bold,
        "dim": char.blink,
        "italic": char.italics,
        "underlined": char.underscore,
        "reversed": char.reverse,
        "struck": char.strikethrough,
    }
    given = frozenset(name for name, is_on in marks.items() if is_on)
    if not char.data.strip():
        # Of a blank only what lies on it shows, and its ink only where something does.
        given &= {"underlined", "reversed", "struck"}
    ink = char.fg if given or char.data.strip() else ""
    return Cell(char.data, char.bg, ink, given)
