"""The themes that the app offers: dark, light, the terminal's own colours, and high contrast.

Why few: a shared screen needs one that everybody can read, and no time to choose among thirty.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any, ClassVar

from textual.app import App
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.theme import BUILTIN_THEMES, Theme

from framing_tui.drawing import colours as inks
from framing_tui.drawing.glyphs import speaks_unicode

ENVIRONMENT = "FRAMING_TUI_THEME"


def _names(colours: inks.Colours, cursor: str, on_cursor: str) -> dict[str, str]:
    """Return the names that the style sheet uses: the editor's colours, and a list's cursor.

    Whatever stands in a line is to be read on the cursor.
    """
    ansi = {"default": "ansi_default"}
    return {
        "field": ansi.get(colours.field, colours.field),
        "loud": ansi.get(colours.loud, colours.loud),
        # The toolkit would mix it, and nobody would know how well it is read.
        "foreground-muted": ansi.get(colours.quiet, colours.quiet),
        "block-cursor-background": cursor,
        "block-cursor-foreground": on_cursor,
        # The palette's list has never the focus.
        "block-cursor-blurred-background": cursor,
        "block-cursor-blurred-foreground": on_cursor,
    }


def _theme(name: str, colours: inks.Colours, primary: str, cursor: str, on_cursor: str) -> Theme:
    """Return the theme of the toolkit's own widgets, in the same colours."""
    return Theme(
        name=name,
        primary=primary,
        accent=colours.key,
        warning=colours.amber,
        error=colours.red,
        success=colours.green,
        foreground=colours.plain,
        background=colours.screen,
        surface=colours.panel,
        panel=colours.card,
        dark=colours is not inks.LIGHT,
        variables=_names(colours, cursor, on_cursor),
    )


DARK = _theme("framing-dark", inks.DARK, "#3f77b0", "#22384f", "#dcdfe4")
LIGHT = _theme("framing-light", inks.LIGHT, "#2f6ea8", "#cfdff0", "#23272d")
HIGH_CONTRAST = _theme("high-contrast", inks.HIGH_CONTRAST, "#00ffff", "#3a3a3a", "#ffffff")
# The terminal's own colours; what can be done has another one than what is well.
_ANSI = BUILTIN_THEMES["ansi-dark"]
ANSI = replace(
    _ANSI,
    name="framing-ansi",
    accent="ansi_cyan",
    error="ansi_bright_red",
    variables={**_ANSI.variables, **_names(inks.ANSI, "ansi_blue", "ansi_bright_white")},
)
# The word that people choose, and the name of the theme.
THEMES = {
    "dark": DARK.name,
    "light": LIGHT.name,
    "ansi": ANSI.name,
    "high-contrast": HIGH_CONTRAST.name,
}


_COLOURS = {
    DARK.name: inks.DARK,
    LIGHT.name: inks.LIGHT,
    ANSI.name: inks.ANSI,
    HIGH_CONTRAST.name: inks.HIGH_CONTRAST,
}


_IN_SIXTEEN = {name: inks.in_sixteen(colours) for name, colours in _COLOURS.items()}


def colours_of(theme: str, *, sixteen: bool = False) -> inks.Colours:
    """Return the colours in which the main screen is drawn in a theme, and in sixteen colours."""
    return (_IN_SIXTEEN if sixteen else _COLOURS).get(theme, inks.DARK)


class PlainScrollBar(ScrollBarRender):
    """A scrollbar of blanks in two colours, for terminals without block characters."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


def set_up(app: App[Any]) -> None:
    """Make the themes known, take the one that the environment names, and draw what can be drawn.

    Where the terminal speaks no Unicode, frames and scrollbars are plain, too.
    """
    for theme in (DARK, LIGHT, ANSI, HIGH_CONTRAST):
        app.register_theme(theme)
    app.set_class(not speaks_unicode(), "-plain")
    ScrollBar.renderer = ScrollBarRender if speaks_unicode() else PlainScrollBar
    wanted = THEMES.get(os.environ.get(ENVIRONMENT, "").strip().lower())
    # With sixteen colours, those of the terminal itself are the only ones that are sure.
    own = ANSI.name if app.console.color_system == "standard" else DARK.name
    app.theme = wanted or own
