"""The page keeps its shape in the parsers of other places, too: cmark-gfm and mistune.

cmark-gfm is what GitHub and much of what follows it read pages with, mistune what notebooks and
sites in Python do. The shape is told as in `test_spec_skeleton.py`: everything but the words.
"""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import mistune
import pytest
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from framing_tui.assessment import assess
from framing_tui.assessment.changes import Stand
from framing_tui.model.clean import clean
from framing_tui.model.escape import code, escape
from framing_tui.model.framing import Framing
from framing_tui.reports import board_markdown, difference_markdown
from framing_tui.reports.difference import Side, difference
from framing_tui.spec.markdown import render_markdown
from framing_tui.spec.page import build_page
from tests.counts import tried
from tests.naughty import NAUGHTY as UPSETTING
from tests.property.test_spec_skeleton import BASES, NAUGHTY, dulled, nasty, reworded
from tests.unit.test_board import everything as board

cmarkgfm = pytest.importorskip("cmarkgfm", reason="no wheel for this machine; see pyproject.toml")

TEXTS = tuple(dict.fromkeys((*NAUGHTY, *UPSETTING)))
EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist"]
# Not math, which takes “$5 to $6” for a formula.
PLUGINS = ("table", "strikethrough", "url", "task_lists", "footnotes")


class Tags(HTMLParser):
    """Collects what opens and closes, and all that is no text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.shape: list[Any] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append((tag, *attrs))

    def handle_endtag(self, tag: str) -> None:
        self.shape.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.shape.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.shape.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.shape.append("instruction")

    def unknown_decl(self, data: str) -> None:
        self.shape.append("declaration")


def by_cmark(text: str) -> Tags:
    """Read a page as a forge does, with nothing of it held back."""
    options = cmarkgfm.cmark.Options
    kept = options.CMARK_OPT_UNSAFE | options.CMARK_OPT_FOOTNOTES
    return Tags(cmarkgfm.markdown_to_html_with_extensions(text, kept, EXTENSIONS))


_mistune = mistune.create_markdown(escape=False, plugins=PLUGINS)


def by_mistune(text: str) -> Tags:
    """Read a page as a site in Python does, with nothing of it held back."""
    return Tags(str(_mistune(text)))


PARSERS: dict[str, Callable[[str], Tags]] = {"cmark-gfm": by_cmark, "mistune": by_mistune}
CELLS = "| a | b |\n| --- | --- |\n| {} | {} |"
MARKDOWN_IT = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# Every fifth in every run, the others at night; the page of all of them is in every run.
each_text = pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, marks=[pytest.mark.nightly] if at % 5 else [])
        for at, text in enumerate(TEXTS)
    ],
)
each_parser = pytest.mark.parametrize("parser", PARSERS)


def is_kept(base: str, parser: str, *texts: str) -> None:
    """Assert that a page of these texts has the shape of the same page with dull words."""
    at = iter(range(10**6))
    framing = reworded(BASES[base], lambda: texts[next(at) % len(texts)])
    page = build_page(framing, assess(reworded(BASES[base], lambda: "dull")))
    shape, dull = (PARSERS[parser](render_markdown(p)).shape for p in (page, dulled(page)))
    assert shape == dull


# The page.


@each_parser
@pytest.mark.parametrize("base", BASES)
def test_a_page_of_all_naughty_texts_keeps_its_skeleton(base: str, parser: str) -> None:
    # A page has fewer places than there are texts.
    for at in range(0, len(TEXTS), 30):
        is_kept(base, parser, *TEXTS[at:], *TEXTS[:at])


@pytest.mark.nightly
@each_parser
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("text", TEXTS)
def test_each_naughty_text_in_every_place_of_a_page_keeps_its_skeleton(
    text: str, base: str, parser: str
) -> None:
    is_kept(base, parser, text)


@each_parser
@tried(5, 200, texts=st.lists(nasty, min_size=1, max_size=12))
def test_a_page_of_random_texts_keeps_its_skeleton(parser: str, texts: list[str]) -> None:
    is_kept("full", parser, *texts)


# What else is written in Markdown.

# What a report makes by itself; links, images, tasks and footnotes are none of it.
_OF_REPORTS = {
    *("h1", "h2", "h3", "p", "ul", "li", "strong", "code", "details", "summary"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


@each_text
def test_a_report_makes_no_tag_of_a_naughty_text(text: str) -> None:
    named = clean(text)[:500]
    before = Framing({"title": named, "stack.kpi": f"{named} and words"})
    after = Framing({"title": f"{named}!", "team": named}, notes={"stack.kpi": clean(text)})
    sides = (Side(text, Stand(each, assess(each))) for each in (before, after))
    for report in (
        difference_markdown.render(difference(*sides)),
        board_markdown.render(board(text)),
    ):
        starts = [tag for tag in by_cmark(report).shape if isinstance(tag, tuple)]
        assert {tag[0] for tag in starts} <= _OF_REPORTS
        assert {name for tag in starts for name, _ in tag[1:]} <= {"align"}


# One text.


@each_parser
@each_text
def test_escaped_text_is_text_wherever_it_stands(text: str, parser: str) -> None:
    read = PARSERS[parser]
    said = escape(text) or "x"
    for place in ("{}", "# {}", "- **Label:** {} · {}", "> 1. {}", "**{}**", "above\n{}", CELLS):
        dull = place.format("dull", "dull")
        assert read(place.format(said, said)).shape == read(dull).shape


@each_text
def test_escaped_text_reads_the_same_in_each_parser(text: str) -> None:
    place = f"a {escape(text)} b"
    words = Tags(MARKDOWN_IT.render(place)).words
    assert by_cmark(place).words == words
    assert by_mistune(place).words == words


@each_parser
@each_text
def test_a_code_span_holds_any_text(text: str, parser: str) -> None:
    read = PARSERS[parser]
    shapes = [read(f"a {said} b").shape for said in ("`x`", "x")]
    assert read(f"a {code(text or 'x')} b").shape in shapes
