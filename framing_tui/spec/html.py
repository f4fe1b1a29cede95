"""The kickoff spec as one HTML file: to be read on a screen, printed and signed.

Why one file without scripts and addresses: it is mailed, kept for years and opened in places that
nobody knows; what it holds is words, and its security policy lets it do nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from markupsafe import Markup

from framing_tui.assessment import assess
from framing_tui.content import HTML_TEMPLATE, page_style
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.rules.settings import Settings
from framing_tui.spec.drawn import Picture, pictures
from framing_tui.spec.formatted import formatted
from framing_tui.spec.page import build_page
from framing_tui.spec.paper import size_for
from framing_tui.spec.room import on_one_line
from framing_tui.spec.shape import Page
from framing_tui.spec.templating import PageFormat, render

DEFAULT_TEMPLATE = "page"


def export_html(
    framing: Framing, settings: Settings, template: str | None = None, toml: str = ""
) -> str:
    """Return the page of a framing as HTML; raises SpecError.

    `toml` is the file itself, which goes along in a folded block, so that the page can be taken in
    again without losing anything.
    """
    page = build_page(framing, assess(framing, settings=settings))
    return render_html(page, pictures(framing), toml, template or DEFAULT_TEMPLATE)


def render_html(
    page: Page,
    drawn: tuple[Picture, ...] = (),
    toml: str = "",
    template: str = DEFAULT_TEMPLATE,
) -> str:
    """Return the page as HTML, by the bundled template or another one; raises SpecError."""
    style = page_style()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    more = {
        "pictures": drawn,
        "size": f"{size_for(page):g}".replace(".", "-"),
        "toml": clean(toml, multiline=True),
        "style": Markup(style),
        "style_hash": f"sha256-{digest}",
    }
    return render(page, template, _HTML, more)


def _shown(value: Any) -> Any:
    """Return the value of an expression with nothing hidden in it; it is escaped after that."""
    if isinstance(value, Markup):
        return value
    return "" if value is None else clean(str(value), multiline=True)


_HTML = PageFormat(
    HTML_TEMPLATE,
    _shown,
    {"formatted": formatted, "flat": on_one_line},
    is_escaped_by_engine=True,
    most=4_000_000,
)
