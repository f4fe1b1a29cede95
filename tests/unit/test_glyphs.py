"""Glyphs where the terminal speaks no Unicode."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from framing_tui.drawing import glyphs
from framing_tui.drawing.colours import Colours
from framing_tui.drawing.parts import fitted
from framing_tui.drawing.states import GLYPHS, INKS, MARKS
from framing_tui.rules.finding import Level

CELLS = ("green", "red", "contested", "amber", "open")
KILLERS = ("blocking", "contested", "watch", "clear", "open")
LEVELS = tuple(level.value for level in Level)
SECTIONS = ("red", "warn", "complete")


def plain(text: str) -> str:
    """The text as a terminal has it; nothing of it is remembered, as each has another encoding."""
    return glyphs.drawable(text)


@pytest.fixture
def encoding(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("locale.getencoding", lambda: request.param)
    glyphs.speaks_unicode.cache_clear()
    yield request.param
    glyphs.speaks_unicode.cache_clear()


@pytest.mark.parametrize("encoding", ["UTF-8", "utf8"], indirect=True)
def test_glyphs_stay_where_the_terminal_can_show_them(encoding: str) -> None:
    assert plain("✓ green → █░") == "✓ green → █░"


@pytest.mark.parametrize("encoding", ["ANSI_X3.4-1968", "ISO-8859-1", "nonsense"], indirect=True)
def test_glyphs_are_plain_characters_elsewhere(encoding: str) -> None:
    assert plain("✓ green → █░") == "v green > #-"


def test_each_stands_for_one_character_of_the_same_width() -> None:
    for glyph, character in glyphs.PLAIN.items():
        assert len(character) == 1
        assert character.isascii()
        assert cell_len(glyph) == 1, glyph


@pytest.mark.parametrize("states", [CELLS, KILLERS, LEVELS, SECTIONS])
def test_states_differ_in_plain_characters_too(states: tuple[str, ...]) -> None:
    drawn = [glyphs.PLAIN.get(GLYPHS[state], GLYPHS[state]) for state in states]
    assert len(set(drawn)) == len(drawn)
    assert all(character.isascii() for character in drawn)


@pytest.mark.parametrize("name", ["", "short", "a name that is far too long", "出荷の遅れ", "a\nb"])
def test_a_fitted_text_takes_its_cells_exactly(name: str) -> None:
    assert cell_len(fitted(name, 9)) == 9
    assert fitted(name, 0) == ""


def test_every_state_has_a_glyph_and_an_ink_of_the_palette() -> None:
    assert GLYPHS.keys() == INKS.keys()
    assert {*CELLS, *KILLERS, *LEVELS, *SECTIONS} == GLYPHS.keys()
    assert {ink.rstrip("!") for ink in INKS.values()} <= set(Colours._fields)
    assert all(glyphs.PLAIN.get(mark, mark).isascii() for mark in MARKS.values())
