"""Glyphs where the terminal speaks no Unicode."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from framing_tui.tui import glyphs
from framing_tui.tui.texts import CELL_GLYPHS, KILLER_GLYPHS, LEVEL_GLYPHS, cells, fitted, plain


@pytest.fixture
def encoding(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("locale.getencoding", lambda: request.param)
    glyphs.speaks_unicode.cache_clear()
    yield request.param
    glyphs.speaks_unicode.cache_clear()


@pytest.mark.parametrize("encoding", ["UTF-8", "utf8"], indirect=True)
def test_glyphs_stay_where_the_terminal_can_show_them(encoding: str) -> None:
    assert plain("✓ green → █░").plain == "✓ green → █░"


@pytest.mark.parametrize("encoding", ["ANSI_X3.4-1968", "ISO-8859-1", "nonsense"], indirect=True)
def test_glyphs_are_plain_characters_elsewhere(encoding: str) -> None:
    assert plain("✓ green → █░").plain == "v green > #-"


def test_each_stands_for_one_character_of_the_same_width() -> None:
    for glyph, character in glyphs.PLAIN.items():
        assert len(character) == 1
        assert character.isascii()
        assert cells(glyph) == 1, glyph


@pytest.mark.parametrize("states", [CELL_GLYPHS, KILLER_GLYPHS, LEVEL_GLYPHS])
def test_states_differ_in_plain_characters_too(states: dict[object, str]) -> None:
    drawn = [glyphs.PLAIN.get(glyph, glyph) for glyph in states.values()]
    assert len(set(drawn)) == len(drawn)
    assert all(character.isascii() for character in drawn)


@pytest.mark.parametrize("name", ["", "short", "a name that is far too long", "出荷の遅れ", "a\nb"])
def test_a_fitted_text_takes_its_cells_exactly(name: str) -> None:
    assert cells(fitted(name, 9)) == 9
    assert fitted(name, 0) == ""
