"""How each state is drawn: by a glyph and an ink, so that none rests on its colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from framing_tui.assessment.cells import CELL_SIGNS
from framing_tui.drawing.parts import InkedPart

# Cells, killers, levels of findings, sections; what is called the same looks the same.
GLYPHS: Mapping[str, str] = {
    **CELL_SIGNS,
    "blocking": CELL_SIGNS["red"],
    "warn": CELL_SIGNS["amber"],
    "watch": CELL_SIGNS["amber"],
    "clear": CELL_SIGNS["green"],
    "complete": CELL_SIGNS["green"],
    "note": "i",
}
INKS: Mapping[str, str] = {
    "red": "red!",
    "blocking": "red!",
    "contested": "red!",
    "amber": "amber!",
    "warn": "amber!",
    "watch": "amber!",
    "green": "green!",
    "clear": "green!",
    "complete": "green!",
    "open": "faint",
    "note": "quiet",
}
# Questions, where they are read.
MARKS: Mapping[str, str] = {
    "answered": "●",
    "open": "○",
    # Nobody needs it, and no count holds it.
    "optional": "·",
    "found out": "◔",
    "not applicable": "–",
    "red": "✗",
    "warn": "~",
    "note": "●",
}


def state_part(state: str) -> InkedPart:
    """Return a state by glyph and word."""
    return f"{GLYPHS[state]} {state}", INKS[state]
