"""The pens of the toolkit that draw in the colours of a theme."""

from __future__ import annotations

from functools import lru_cache

from rich.style import Style

from framing_tui.drawing.colours import Colours

_DIM_OF_ITS_OWN = ("quiet", "faint")


@lru_cache(2048)
def pen(colours: Colours, ink: str, ground: str) -> Style:
    """Return the style of an ink on a ground; `!` behind the ink is bold, `-` dim.

    Both are names of these colours, or colours themselves.
    """
    name = ink.rstrip("!-")
    colour = getattr(colours, name, name) or colours.plain
    # In the terminal's own colours all voices are one: then they differ by weight.
    is_own = colours.screen == "default"
    is_dim = ink.endswith("-") or (is_own and name in _DIM_OF_ITS_OWN)
    return Style(
        color=colour,
        bgcolor=getattr(colours, ground, ground),
        bold=ink.endswith("!") or (is_own and name == "loud"),
        dim=True if is_dim and not ink.endswith("!") else None,
    )
