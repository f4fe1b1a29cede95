"""The size of a window, as the terminal tells it."""

from __future__ import annotations

import os
from collections.abc import Mapping

# Larger than any wall of screens; beyond it a layout takes seconds.
LARGEST_COLUMNS, LARGEST_LINES = 1000, 500
USUAL_COLUMNS, USUAL_LINES = 80, 24


def window_size(descriptor: int, environ: Mapping[str, str] = os.environ) -> tuple[int, int]:
    """Return the columns and lines of the terminal behind a descriptor, bounded.

    The environment counts only where the terminal does not know: it is that of whoever started the
    program, and stays as it was when the window changes.
    """
    try:
        columns, lines = os.get_terminal_size(descriptor)
    except OSError:
        columns, lines = 0, 0
    return (
        min(columns or _named(environ, "COLUMNS") or USUAL_COLUMNS, LARGEST_COLUMNS),
        min(lines or _named(environ, "LINES") or USUAL_LINES, LARGEST_LINES),
    )


def _named(environ: Mapping[str, str], name: str) -> int:
    text = environ.get(name, "")
    return int(text[:9]) if text.isascii() and text.isdigit() else 0
