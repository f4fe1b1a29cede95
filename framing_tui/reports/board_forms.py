"""Every form that a board can be written in, in one table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from framing_tui.reports import board_html, board_markdown, board_plain
from framing_tui.reports.board import Board

FORMS: dict[str, Callable[[Board], str]] = {
    "markdown": board_markdown.render,
    "html": board_html.render,
    "csv": board_plain.render_csv,
    "json": board_plain.render_json,
}
_BY_ENDING = {".htm": "html", ".html": "html", ".csv": "csv", ".json": "json"}


def form_of(name: str) -> str:
    """Return the form that a file of that name has; Markdown where its ending tells none."""
    return _BY_ENDING.get(PurePath(name).suffix.lower(), "markdown")
