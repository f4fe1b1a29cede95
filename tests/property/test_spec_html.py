"""Whatever an answer holds, the page in HTML has no tag and no attribute that is not ours."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing_tui.assessment import assess
from framing_tui.model.clean import clean
from framing_tui.spec.drawn import pictures
from framing_tui.spec.formatted import formatted
from framing_tui.spec.html import render_html
from framing_tui.spec.page import build_page
from tests.counts import tried

from .test_spec_skeleton import BASES, nasty, reworded

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "section", "div"),
    *("h1", "h2", "h3", "p", "span", "b", "br", "code", "pre", "dl", "dt", "dd", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "details", "summary", "figure", "figcaption"),
    *("svg", "defs", "pattern", "path", "rect", "line", "text", "em", "strong"),
}
NAMES = {
    *(
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "scope",
        "id",
        "role",
        "viewbox",
    ),
    *("x", "y", "x1", "x2", "y1", "y2", "width", "height", "rx", "d", "text-anchor"),
    "patternunits",
    # A list may begin at another number than 1.
    "start",
}
VALUE = re.compile(r"[\w .,:;'/=+-]*")
FORMATTED = {"p", "br", "ul", "ol", "li", "em", "strong", "code"}


class Tags(HTMLParser):
    """Refuses every tag and attribute that the page does not use itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.said = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        assert tag in TAGS
        for name, value in attrs:
            assert name in NAMES
            assert VALUE.fullmatch(value or "")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.mark.parametrize("base", BASES)
@tried(5, 60, data=st.data())
def test_page_has_no_tag_that_is_not_its_own(base: str, data: st.DataObject) -> None:
    pool = data.draw(st.lists(nasty, min_size=1, max_size=12))
    at = iter(range(10**6))
    framing = reworded(BASES[base], lambda: pool[next(at) % len(pool)])
    page = build_page(framing, assess(framing))
    Tags(render_html(page, pictures(framing), pool[0]))


@given(text=nasty)
@settings(max_examples=300, deadline=None)
def test_formatted_text_says_every_word_and_does_nothing(text: str) -> None:
    read = Tags(str(formatted(text)))
    assert read.found <= FORMATTED
    letters = [char for char in clean(text, multiline=True) if char.isalpha()]
    assert [char for char in read.said if char.isalpha()] == letters
