"""Colours can be read: every ink on every ground, in as many colours as a terminal has."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem
from textual.theme import Theme

from framing_tui.drawing import colours as inks
from framing_tui.drawing.colours import Colours
from framing_tui.tui.inks import pen
from framing_tui.tui.themes import DARK, HIGH_CONTRAST, LIGHT, THEMES, colours_of

# What the guidelines for the web ask of text.
LEAST = 4.5
COLOURS = {word: colours_of(theme) for word, theme in THEMES.items()}
# Their colours are the terminal's own in “ansi”.
WITH_COLOURS = {word: colours for word, colours in COLOURS.items() if word != "ansi"}
GROUNDS = ("screen", "panel", "card", "field")
INKS = ("loud", "plain", "quiet", "key", "red", "amber", "green")
STATES = ("red", "contested", "amber", "green", "open")
# What xterm has for the sixteen colours that have a name.
XTERM = (
    *("#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5"),
    *("#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"),
)
SYSTEMS = {
    "truecolor": ColorSystem.TRUECOLOR,
    "256": ColorSystem.EIGHT_BIT,
    "16": ColorSystem.STANDARD,
}


def seen(colour: str, system: ColorSystem, default: str = "#000000") -> tuple[int, int, int]:
    """The red, green and blue that a terminal with so many colours shows for one."""
    shown = Color.parse(colour).downgrade(system)
    if shown.is_default:
        shown = Color.parse(default)
    if shown.triplet is not None:
        return tuple(shown.triplet)
    number = shown.number
    assert number is not None
    if number < 16:
        return seen(XTERM[number], ColorSystem.TRUECOLOR)
    if number >= 232:
        grey = 8 + 10 * (number - 232)
        return grey, grey, grey
    steps = (0, 95, 135, 175, 215, 255)
    red, rest = divmod(number - 16, 36)
    green, blue = divmod(rest, 6)
    return steps[red], steps[green], steps[blue]


def luminance(rgb: tuple[int, int, int]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in rgb)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: tuple[int, int, int], ground: tuple[int, int, int]) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def drawn_fill(
    colours: Colours, state: str, system: ColorSystem
) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The ink and the ground of a cell as a terminal shows them, which is black by itself."""
    style = pen(colours, *colours.fill(state))
    assert style.color is not None
    assert style.bgcolor is not None
    return seen(style.color.name, system, "#e5e5e5"), seen(style.bgcolor.name, system)


def test_contrasts_are_measured_as_defined() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("system", ["truecolor", "256"])
@pytest.mark.parametrize("word", WITH_COLOURS)
def test_every_ink_can_be_read_on_every_ground(word: str, system: str) -> None:
    colours, depth = COLOURS[word], SYSTEMS[system]
    low = {}
    for ground in GROUNDS:
        for ink in (*INKS, "faint"):
            if ink == "faint" and ground in ("card", "field"):
                continue
            style = pen(colours, ink, ground)
            assert style.color is not None
            assert style.bgcolor is not None
            measured = contrast(seen(style.color.name, depth), seen(style.bgcolor.name, depth))
            if measured < LEAST:
                low[f"{ink} on {ground}"] = round(measured, 2)
    assert low == {}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("word", COLOURS)
def test_every_cell_can_be_read(word: str, state: str, system: str) -> None:
    colours = colours_of(THEMES[word], sixteen=system == "16")
    if word != "ansi" and state == "open" and system == "16":
        # No ground of its own: with sixteen colours that theme is not taken.
        return
    # Of a terminal's own colours only those with a name are known, and both are, on a ground.
    ink, ground = drawn_fill(colours, state, SYSTEMS[system])
    measured = contrast(ink, ground)
    assert measured >= LEAST, f"{measured:.2f}"


def test_the_terminals_own_inks_can_be_read_on_black() -> None:
    for ink in (*INKS, "faint"):
        colour = getattr(inks.ANSI, ink)
        measured = contrast(
            seen(colour, ColorSystem.STANDARD, "#e5e5e5"), seen("default", ColorSystem.STANDARD)
        )
        assert measured >= LEAST, (ink, round(measured, 2))


@pytest.mark.parametrize("word", WITH_COLOURS)
def test_states_are_told_apart_from_each_other_and_from_plain_text(word: str) -> None:
    colours = COLOURS[word]
    for depth in (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT):
        seen_as = [seen(getattr(colours, name), depth) for name in ("red", "amber", "green", "key")]
        assert len({*seen_as, seen(colours.plain, depth)}) == 5
        grounds = [seen(colours.fill(state)[1], depth) for state in ("red", "amber", "green")]
        assert len(set(grounds)) == 3


def test_the_sixteen_colours_tell_the_cells_apart() -> None:
    for theme in THEMES.values():
        colours = colours_of(theme, sixteen=True)
        looks = {drawn_fill(colours, s, ColorSystem.STANDARD) for s in ("red", "amber", "green")}
        assert len(looks) == 3


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("word", COLOURS)
def test_a_red_cell_stands_out_most(word: str, system: str) -> None:
    depth = SYSTEMS[system]
    colours = colours_of(THEMES[word], sixteen=system == "16")
    screen = seen(colours.screen, depth)
    red, amber, green = (
        contrast(drawn_fill(colours, state, depth)[1], screen)
        for state in ("red", "amber", "green")
    )
    assert red > 1.2 * max(amber, green)


@pytest.mark.parametrize("word", COLOURS)
def test_no_ground_of_a_cell_is_one_of_the_bright_eight(word: str) -> None:
    # Many terminals have only the other eight as grounds.
    colours = colours_of(THEMES[word], sixteen=True)
    for state in ("red", "contested", "amber", "green"):
        ground = pen(colours, *colours.fill(state)).bgcolor
        assert ground is not None
        shown = ground.downgrade(ColorSystem.STANDARD)
        assert shown.is_default or (shown.number or 0) < 8


@pytest.mark.parametrize("system", ["truecolor", "256"])
@pytest.mark.parametrize("word", WITH_COLOURS)
def test_the_edge_of_a_cell_is_seen_on_a_tint(word: str, system: str) -> None:
    colours, depth = COLOURS[word], SYSTEMS[system]
    for state in ("amber", "green"):
        ground = seen(colours.fill(state)[1], depth)
        assert contrast(seen(getattr(colours, state), depth), ground) > 2


def test_voices_grow_quieter_from_loud_to_faint() -> None:
    for word, colours in WITH_COLOURS.items():
        ground = seen(colours.screen, ColorSystem.TRUECOLOR)
        voices = [
            contrast(seen(getattr(colours, voice), ColorSystem.TRUECOLOR), ground)
            for voice in ("loud", "plain", "quiet", "faint")
        ]
        assert voices == sorted(voices, reverse=True), word


def test_every_colour_of_a_theme_is_looked_at_here() -> None:
    named = set(Colours._fields)
    fills = {f"{state}_fill" for state in ("red", "amber", "green")}
    assert named == {*GROUNDS, *INKS, "faint", *fills}


@pytest.mark.parametrize("theme", [DARK, LIGHT, HIGH_CONTRAST], ids=lambda theme: theme.name)
def test_what_dialogs_are_written_in_can_be_read(theme: Theme) -> None:
    words = ("foreground", "accent", "warning", "error", "success")
    colours = {word: getattr(theme, word) for word in words}
    colours["muted"] = theme.variables["foreground-muted"]
    low = {}
    for word, colour in colours.items():
        for ground in ("background", "surface"):
            shown = seen(getattr(theme, ground), ColorSystem.TRUECOLOR)
            measured = contrast(seen(colour, ColorSystem.TRUECOLOR), shown)
            if measured < LEAST:
                low[f"{word} on {ground}"] = round(measured, 2)
    assert low == {}
    cursor = theme.variables["block-cursor-background"]
    for on_cursor in (theme.variables["block-cursor-foreground"], colours["muted"]):
        shown, ground = (seen(colour, ColorSystem.TRUECOLOR) for colour in (on_cursor, cursor))
        assert contrast(shown, ground) >= LEAST
