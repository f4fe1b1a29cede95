"""Every format that `check` can print, in one table."""

from __future__ import annotations

from collections.abc import Callable

from framing_tui.reports import github, json, junit, sarif, text
from framing_tui.reports.report import Report

Format = Callable[[Report], str]

FORMATS: dict[str, Format] = {
    "text": text.render,
    "json": json.render,
    "sarif": sarif.render,
    "github": github.render,
    "junit": junit.render,
}

# The formats that have another look where colours are wanted.
IN_COLOUR: dict[str, Format] = {"text": text.render_in_colour}
