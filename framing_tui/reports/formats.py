"""Every format that `check` can print, in one table.

Why by name: a run prints one of them, and need not wait for what the others are made with.
"""

from __future__ import annotations

from importlib import import_module

from framing_tui.reports.report import Format

# Each format: the module that renders it.
FORMATS = {
    "text": "framing_tui.reports.text",
    "json": "framing_tui.reports.json",
    "sarif": "framing_tui.reports.sarif",
    "github": "framing_tui.reports.github",
    "junit": "framing_tui.reports.junit",
}
# The formats that have another look where colours are wanted.
IN_COLOUR = frozenset(("text",))


def format_named(name: str, *, is_coloured: bool = False) -> Format:
    """Return how a report is printed; in colour where that is wanted and there is such a look."""
    module = import_module(FORMATS[name])
    wants_colour = is_coloured and name in IN_COLOUR
    named: Format = module.IN_COLOUR if wants_colour else module.FORMAT
    return named
