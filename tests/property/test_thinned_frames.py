"""What is left out of a frame is not missed: a terminal shows the same with and without it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from framing_tui.drawing.terminal_cells import TerminalCells
from framing_tui.model.clean import clean
from tests.counts import tried
from tests.emulated import EmulatedTerminal
from tests.naughty import NAUGHTY

COLUMNS, LINES = 12, 4
# Narrow, wide and combined characters, and blanks of both widths.
CHARACTERS = [
    *"abc.│●xyz",
    *"字語한Ａ😀",
    *("e\u0301", "x\u0308", "字\u0301", "o\u0302\u0301"),
    *("\u00a0", "\u3000"),
]
BLANKS = [" ", "   ", "      "]
# A mark that belongs to the character before it, which is in other attributes.
MARKS = ["\u0301", "\u0308"]
COLOURS = ["31", "39", "97", "38;5;208", "38;2;1;2;3", "38;2;7;7;7"]
GROUNDS = ["42", "49", "103", "48;5;17", "48;2;1;2;3", "48;2;4;5;7"]
STYLES = ["0", "1", "2", "3", "4", "7", "9", "22", "23", "24", "27", "29", ""]
codes = st.lists(st.sampled_from(COLOURS + GROUNDS + STYLES), min_size=1, max_size=4).map(
    lambda parts: f"\x1b[{';'.join(part for part in parts if part)}m"
)
words = st.lists(st.sampled_from(CHARACTERS + BLANKS), min_size=1, max_size=5).map("".join)


def cells_of(text: str) -> int:
    """Return the cells of a text, without the help of the toolkit."""
    return sum(
        2 if char in "字語한Ａ😀\u3000" else char not in "\u0301\u0308\u0302" for char in text
    )


@st.composite
def frames(draw: st.DrawFn) -> str:
    """Draw a frame: places with texts behind them, each in some attributes, within the screen."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        x, y = draw(st.integers(0, COLUMNS - 1)), draw(st.integers(0, LINES - 1))
        parts.append(f"\x1b[{y + 1};{x + 1}H")
        may_combine = False
        for _ in range(draw(st.integers(0, 4))):
            # As the toolkit writes: attributes before each text, and none left behind it.
            parts.append(draw(codes) if draw(st.booleans()) else "\x1b[0m")
            text = draw(words)
            if may_combine and draw(st.integers(0, 5)) == 0:
                text = draw(st.sampled_from(MARKS)) + text
            while x + cells_of(text) > COLUMNS:
                text = text[:-1]
            x += cells_of(text)
            may_combine = (bool(text) and may_combine) or cells_of(text) > 0
            parts.append(text)
            if draw(st.booleans()):
                parts.append("\x1b[0m")
        if y < LINES - 1 and draw(st.booleans()):
            parts.append("\n")
    # A frame ends where the cursor is to stand.
    parts.append(f"\x1b[{draw(st.integers(1, LINES))};{draw(st.integers(1, COLUMNS))}H")
    return "".join(parts)


@tried(120, 1000, st.lists(frames(), min_size=1, max_size=6), st.booleans())
def test_a_thinned_frame_looks_like_the_whole(drawn: list[str], parts_halves: bool) -> None:
    plain, thin = (EmulatedTerminal(COLUMNS, LINES, parts_halves=parts_halves) for _ in range(2))
    shown = TerminalCells()
    for frame in drawn:
        plain.feed(f"\x1b[0m{frame}")
        thin.feed(shown.thinned(frame))
        assert thin.cells == plain.cells
        assert (thin.screen.cursor.x, thin.screen.cursor.y) == (
            plain.screen.cursor.x,
            plain.screen.cursor.y,
        )


@given(st.integers(0, COLUMNS - 1), st.text(min_size=1, max_size=8))
@settings(max_examples=400, deadline=None)
def test_any_text_is_written_whole_and_once(x: int, text: str) -> None:
    shown = TerminalCells()
    frame = f"\x1b[2;{x + 1}H\x1b[0m{clean(text)}"
    # What combines has nothing to do so with at the beginning of a place.
    marks = "".join(char for char in clean(text) if cell_len(char) == 0)
    assert clean(text).lstrip(marks) in shown.thinned(frame)
    assert shown.thinned(frame) == ""


ODD = ["👩\u200d💻 builds it", "❤\ufe0f", "🇩🇪🇫🇷", "👍🏽", "#\ufe0f\u20e31", "字\u0301", "\u0301e"]


@pytest.mark.parametrize("text", [*map(clean, NAUGHTY), *ODD])
def test_what_follows_odd_characters_stands_in_its_place(text: str) -> None:
    shown = TerminalCells()
    written = shown.thinned(f"\x1b[2;1H\x1b[0m{text}\x1b[1m and behind it")
    assert " and behind it" in written
    # Wherever a terminal has got to by then.
    follows = shown.thinned("\x1b[2;40H\x1b[0mnext to it")
    assert follows.startswith("\x1b[2;40H")
    assert follows.endswith("next to it")
    if text in ODD[:5]:
        place = re.search(r"\x1b\[2;(\d+)H\x1b\[1m and behind it", written)
        assert place is not None
        assert int(place[1]) == 1 + cell_len(text)
