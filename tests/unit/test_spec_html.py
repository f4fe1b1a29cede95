"""The kickoff spec as HTML: what it may do, what it holds, and that no answer becomes a tag."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from framing_tui.assessment import assess
from framing_tui.content import example_path
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Line
from framing_tui.rules.settings import AS_DECLARED
from framing_tui.spec.drawn import pictures
from framing_tui.spec.formatted import formatted
from framing_tui.spec.html import export_html, render_html
from framing_tui.spec.page import build_page
from framing_tui.spec.paper import SIZES, size_for
from framing_tui.spec.shape import InFull
from framing_tui.storage.load import load
from tests.naughty import NAUGHTY

EXAMPLE = example_path("payment-fraud")
VOID = {"meta", "br"}


class Skeleton(HTMLParser):
    """Collects tags and attributes, checks that they nest, and keeps the words apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.shape: list[str] = []
        self.said: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append(f"<{tag} {sorted(name for name, _ in attrs)}>")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self.shape.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@pytest.fixture(scope="module")
def html() -> str:
    return export_html(load(EXAMPLE).framing, AS_DECLARED, toml=EXAMPLE.read_text("utf-8"))


def test_it_reaches_nothing_and_runs_nothing(html: str) -> None:
    assert "<script" not in html
    assert not re.search(r"\b(?:src|href|action|style|on\w+)=", html)
    assert "url(#unchecked)" in html
    assert "url(h" not in html
    assert "@import" not in html


def test_the_policy_names_the_one_style_by_its_hash(html: str) -> None:
    style = html.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html.replace("&#39;", "'")


def test_the_same_words_stand_on_every_form(html: str) -> None:
    framing = load(EXAMPLE).framing
    page = build_page(framing, assess(framing))
    said = " ".join(" ".join(Skeleton(html).said).split())
    assert page.ask.sentence in said
    for field in (*page.standing, *page.fields):
        for line in field.lines:
            assert all(part.text in said for part in line.parts)
    for finding in (*page.appendix.red, *page.appendix.warnings):
        assert finding.message in said
    assert all(figure.working in said for figure in page.appendix.figures)


def test_the_file_itself_goes_along(html: str) -> None:
    assert EXAMPLE.read_text("utf-8") in "".join(Skeleton(html).said)
    assert '<pre id="framing-toml">' in html


def test_pictures_are_drawn_where_there_is_something_to_draw() -> None:
    assert pictures(Framing()) == ()
    titles = [picture.title for picture in pictures(load(EXAMPLE).framing)]
    assert titles == [
        "From a wrong output to the harm",
        "The label candidates, scored 1 to 5",
        "What a case costs on average, by the threshold",
        "Units per arm, by the smallest change worth finding",
    ]


@pytest.mark.parametrize("case", sorted(Path("tests/cases").glob("*-*.toml")), ids=lambda p: p.stem)
def test_every_case_is_well_formed(case: Path) -> None:
    Skeleton(export_html(load(case).framing, AS_DECLARED, toml=case.read_text("utf-8")))


def shape_with(words: str) -> list[str]:
    """The tags of a page on which words stand wherever words may."""
    framing = Framing({"title": Line().read(words).strip() or "x"})
    page = build_page(framing, assess(framing))
    more = page.appendix._replace(in_full=(InFull("x", (words,), words),), parking=(words,))
    named = page._replace(appendix=more)
    return Skeleton(render_html(named, (), words or "x")).shape


@pytest.fixture(scope="module")
def dull_shape() -> list[str]:
    return shape_with("dull")


@pytest.mark.parametrize("text", NAUGHTY)
def test_no_naughty_text_becomes_a_tag(text: str, dull_shape: list[str]) -> None:
    assert shape_with(text) == dull_shape


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("<b>x</b>\ny", "<p>&lt;b&gt;x&lt;/b&gt;<br>\ny</p>\n"),
        ("[x](javascript:y)\nz", "<p>[x](javascript:y)<br>\nz</p>\n"),
        ("![x](https://y/z.png)\nz", "<p>![x](https://y/z.png)<br>\nz</p>\n"),
        ("# no heading\nz", "<p># no heading<br>\nz</p>\n"),
    ],
)
def test_texts_of_several_lines_keep_lists_and_lose_no_word(text: str, made: str) -> None:
    assert str(formatted(text)) == made


def test_what_the_parser_would_drop_is_shown_line_by_line() -> None:
    deep = "\n".join("  " * at + f"- level {at}" for at in range(40))
    said = formatted(deep).striptags()
    assert all(f"level {at}" in said for at in range(40))
    assert "x" * 30_000 in formatted("x" * 30_000 + "\ny")


def test_a_template_of_somebody_else_is_escaped_too(tmp_path: Path) -> None:
    own = tmp_path / "own.html.j2"
    own.write_text("<h1>{{ page.head.title }}</h1>{{ page.version }}", "utf-8")
    framing = Framing({"title": "<b>x</b> & y"})
    page = build_page(framing, assess(framing))
    assert render_html(page, template=str(own)) == "<h1>&lt;b&gt;x&lt;/b&gt; &amp; y</h1>2\n"


def test_what_says_little_is_set_larger_than_what_says_much() -> None:
    sizes = [size_for(build_page(f, assess(f))) for f in (Framing(), load(EXAMPLE).framing)]
    assert sizes[0] > sizes[1] == SIZES[-1]
    assert '<body class="set-8-5">' in export_html(load(EXAMPLE).framing, AS_DECLARED)
