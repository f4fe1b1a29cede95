"""The shape of the page as JSON: for whoever lays it out elsewhere.

Why the shape itself: `check --format json` tells what was judged, and this what is printed.
"""

from __future__ import annotations

import json
from typing import Any

from framing_tui.assessment import assess
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.rules.settings import Settings
from framing_tui.spec.page import build_page
from framing_tui.spec.shape import Page


def export_json(framing: Framing, settings: Settings) -> str:
    """Return the shape of a framing's page as JSON; docs/page.md tells what each name holds."""
    return render_json(build_page(framing, assess(framing, settings=settings)))


def render_json(page: Page) -> str:
    """Return a page as JSON, its version first."""
    plain = _plain(page)
    ordered = {"version": plain.pop("version"), **plain}
    return json.dumps(ordered, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        # A part of the shape is told by its names, a list of them by their order.
        names = getattr(value, "_fields", None)
        if names is not None:
            return {name: _plain(item) for name, item in zip(names, value, strict=True)}
        return [_plain(item) for item in value]
    return clean(value, multiline=True) if isinstance(value, str) else value
