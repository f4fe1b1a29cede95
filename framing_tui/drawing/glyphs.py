"""What is drawn where the terminal speaks no Unicode: a plain character for each glyph.

Why by the locale: a terminal set to another encoding shows each glyph as a question mark or as
several wrong letters, and then ✓ and ✗ look the same.
"""

from __future__ import annotations

import codecs
import locale
import sys
from functools import cache

# One character each, as wide as the glyph, so that columns stay where they are.
PLAIN = {
    # States: cells, killers, levels, answers.
    "✓": "v",
    "✗": "x",
    "·": ".",
    "●": "*",
    "○": "o",
    "◉": "@",
    "◌": ":",
    "◔": "%",
    "◂": "<",
    "✎": "#",
    "☑": "x",
    "☐": "o",
    "›": ">",
    "⌂": "^",
    "▏": "|",
    "╭": "+",
    "╮": "+",
    "╰": "+",
    "╯": "+",
    # Arrows and lines.
    "←": "<",
    "→": ">",
    "↑": "^",
    "↓": "v",
    "▶": ">",
    "▸": ">",
    "▾": "v",
    "▲": "^",
    "━": "=",
    "─": "-",
    "│": "|",
    "┃": "|",
    "┇": ":",
    "┆": ":",
    "┗": "`",
    "└": "+",
    "┤": "+",
    "┴": "+",
    # Bars and columns.
    "█": "#",
    "▓": "#",
    "▒": "=",
    "░": "-",
    "▌": "|",
    "▁": "_",
    "▂": "_",
    "▃": "_",
    "▄": "=",
    "▅": "=",
    "▆": "#",
    "▇": "#",
    # Signs of writing.
    "…": "~",
    "–": "-",
    "−": "-",
    "•": "*",
    "“": '"',
    "”": '"',
    "≥": ">",
    "≤": "<",
}
_TABLE = str.maketrans(PLAIN)


@cache
def speaks_unicode() -> bool:
    """Whether the locale's encoding, and that of the screen, can show every glyph."""
    names = (locale.getencoding(), getattr(sys.__stderr__, "encoding", "utf-8"))
    try:
        return all(codecs.lookup(name).name == "utf-8" for name in names)
    except LookupError:
        return False


def drawable(text: str) -> str:
    """Return text as it is, or with plain characters for glyphs that cannot be shown."""
    return text if speaks_unicode() else text.translate(_TABLE)
