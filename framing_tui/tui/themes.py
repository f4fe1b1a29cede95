"""The themes that the app offers: dark, light, the terminal's own colours, and high contrast.

Why few: a shared screen needs one that everybody can read, and no time to choose among thirty.
"""

from __future__ import annotations

import os
from typing import ClassVar

from textual.app import App
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.theme import Theme

from framing_tui.tui.glyphs import speaks_unicode

ENVIRONMENT = "FRAMING_TUI_THEME"
HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#00ffff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#00ff00",
    warning="#ffff00",
    error="#ff6060",
    dark=True,
    variables={
        "foreground-muted": "#ffffff",
        "text-muted": "#ffffff",
        "text-error": "#ff6060",
        "text-warning": "#ffff00",
    },
)
# The word that people choose, and the toolkit's name for it.
THEMES = {
    "dark": "textual-dark",
    "light": "textual-light",
    "ansi": "ansi-dark",
    "high-contrast": HIGH_CONTRAST.name,
}


class PlainScrollBar(ScrollBarRender):
    """A scrollbar of blanks in two colours, for terminals without block characters."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


def set_up(app: App[None]) -> None:
    """Make the themes known, take the one that the environment names, and draw what can be drawn.

    Where the terminal speaks no Unicode, frames and scrollbars are plain, too.
    """
    app.register_theme(HIGH_CONTRAST)
    app.set_class(not speaks_unicode(), "-plain")
    ScrollBar.renderer = ScrollBarRender if speaks_unicode() else PlainScrollBar
    wanted = THEMES.get(os.environ.get(ENVIRONMENT, "").strip().lower())
    if wanted is not None and wanted in app.available_themes:
        app.theme = wanted
