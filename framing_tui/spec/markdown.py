"""The kickoff spec as Markdown."""

from __future__ import annotations

from typing import Any

from framing_tui.assessment import assess
from framing_tui.content import MARKDOWN_TEMPLATE
from framing_tui.model.escape import Inert, code, escape
from framing_tui.model.framing import Framing
from framing_tui.rules.settings import Settings
from framing_tui.spec.page import build_page
from framing_tui.spec.room import on_one_line
from framing_tui.spec.shape import Page
from framing_tui.spec.templating import PageFormat, render

DEFAULT_TEMPLATE = "markdown"


def export_markdown(framing: Framing, settings: Settings, template: str | None = None) -> str:
    """Return the page of a framing as every door writes it; raises SpecError.

    Why without a day: the page prints dates and judges nothing by them, so that the same answers
    always write the same page. `template` is the one that is set, None for the bundled one.
    """
    page = build_page(framing, assess(framing, settings=settings))
    return render_markdown(page, template or DEFAULT_TEMPLATE)


def render_markdown(page: Page, template: str = DEFAULT_TEMPLATE) -> str:
    """Return the page as Markdown, by the bundled template or another one.

    Whatever the answers hold, the page has the shape that its template gives it. `template` is
    the name of a bundled template, or the path of a file. Raises SpecError.
    """
    return render(page, template, _MARKDOWN)


def _inert(value: Any) -> str:
    """Return the value of an expression as inert text; nothing for None.

    Why one class and not a marked-safe string: filters and joins of the template language hand
    plain strings back, and those are escaped again, so nothing slips through by accident.
    """
    if isinstance(value, Inert):
        return value
    return Inert("") if value is None else escape(str(value))


_MARKDOWN = PageFormat(MARKDOWN_TEMPLATE, _inert, {"code": code, "flat": on_one_line})
