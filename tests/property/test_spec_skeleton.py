"""Whatever an answer holds, the page keeps the shape that its template gives it.

The shape is the tree of tokens that a Markdown parser sees: types, tags, nesting and attributes,
without the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from framing_tui.assessment import assess
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean
from framing_tui.model.escape import code, escape
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Line, Lines, Many, Text
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row, Rows
from framing_tui.spec.markdown import render_markdown
from framing_tui.spec.page import build_page
from framing_tui.spec.shape import Page
from framing_tui.storage.load import load
from tests.counts import tried

FRAMINGS = Path(__file__).parents[1] / "golden" / "framings"
BASES = {name: load(FRAMINGS / f"{name}.toml").framing for name in ("blank", "half", "full")}
TWELVE = (
    "Business KPI",
    "Target users & workflow change",
    "Decision being improved",
    "Model output",
    "Action policy",
    "Primary model metric",
    "Constraints",
    "Proxy label + known risks",
    "Data sources + labeling plan",
    "Serving-time features confirmed",
    "Rollout plan",
    "Owner + oncall + monitoring",
)
# Columns that hold an id or a code: they say which question is meant and are no words.
REFERENCES = {"actions.question", "accepted.rule", "accepted.question", "clashes.question"}
STRICT = MarkdownIt("commonmark", {"html": False}).enable("table")
# A forge reads tags and struck-out text too.
FORGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

NAUGHTY = (
    "# heading", "## a\n### b", "heading\n===", "heading\n---", "---", "***", "___", "- - -",
    "- item", "+ item", "* item", "1. first", "12) twelfth", "> quote", "    code", "\tcode",
    "```\nfence\n```", "~~~", "`code`", "``", "`", "*", "**", "_", "__init__", "*em* **strong**",
    "a_b_c", "5 * 3", "~~gone~~", "~5", "~", "| a | b |", "|---|---|", "a\n|---|\n|b|", ":-:", "|",
    "[x](javascript:alert(1))", "![x](https://example.com/x.png)", "[x]: https://example.com",
    "[x]", "[ ] task", "[^1]", "](", "<script>alert(1)</script>", "<!-- hidden -->", "<b>", "</td>",
    "<https://example.com>", "<a@example.com>", "<?php", "<![CDATA[", "<", ">", "&lt;", "&#35;",
    "&", "&amp;#12", "https://example.com/a_b", "www.example.com", "a@example.com", "@team",
    "@org/team", "#12", "org/repo#12", "!12", "&12", "GH-12", "gl-12", "# 12 #", "C #", "##",
    "\\", "\\\\", "a\\", "\\*", "\\`", "$x$", "$$y$$", "{{ 7 * 7 }}", "{% raw %}", "{# c #}",
    ":+1:", "<details>\n\n# x\n\n</details>", "a  \nb", "\u00a0", "\u00a0x\u00a0", "\u3000",
    "\u2028x", "\u0301", "\x00", "\x1b[31mred", "\u202eabc", "\u200b", "\u05e9\u05dc\u05d5\u05dd",
    "\u05e9\u05dc *\u05d5\u05dd*", "\u0645\u0631\u062d\u0628\u0627", "\U0001f1e9\U0001f1ea",
    "\U0001f469\u200d\U0001f467\u200d\U0001f466", "\u2212\u2009@\u0430", "\uff03\uff11\u0661.",
    "\ud800", "\ufffe", "word" * 500, "x" * 3000, "_" * 200, "*" * 200, "`" * 99, "[" * 300,
    "<" * 200, "> " * 60, "- " * 60, "=", "==", "none", "-5", "0.5", "−5 %",
)  # fmt: skip

ACTIVE = "*_`~[]()<>{}&#!@|\\:;-=+.,$^%/'\"?123 aB\n\t\u00e9\u00a0"
fragments = st.one_of(
    st.sampled_from(NAUGHTY), st.text(ACTIVE, max_size=12), st.text(max_size=8), st.characters()
)
nasty = st.one_of(
    fragments,
    st.builds(
        lambda glue, parts: glue.join(parts),
        st.sampled_from(["", " ", "\n", "\n\n", "."]),
        st.lists(fragments, min_size=1, max_size=5),
    ),
)

Words = Callable[[], str]


def skeleton(text: str, parser: MarkdownIt = STRICT) -> list[Any]:
    """Return the shape of a page: its tokens without their words."""
    return _shape(parser.parse(text))


def _shape(tokens: list[Token]) -> list[Any]:
    return [
        (t.type, t.tag, t.nesting, t.level, tuple(t.attrs.items()), _shape(t.children or []))
        for t in tokens
    ]


def reworded(framing: Framing, words: Words) -> Framing:
    """Return the framing with other words in every text, and every open text answered."""
    answers = dict(framing.answers)
    for question in QUESTIONS.values():
        if isinstance(question.kind, (Line, Text)) and question.id != "starter":
            answers[question.id] = _said(question, words)
        elif question.id in answers:
            answers[question.id] = _reworded_answer(question, answers[question.id], words)
    marks = {qid: clean(words()) for qid in framing.not_applicable}
    notes = {qid: _said(QUESTIONS[qid], words) for qid in framing.notes}
    return Framing(answers, marks, notes)


def _reworded_answer(question: AnyQuestion, value: Any, words: Words) -> Any:
    kind = question.kind
    if isinstance(kind, Lines):
        return kind.read([_said(question, words) for _ in value])
    if isinstance(kind, Many) and kind.own and value:
        return (*value, _said(question, words))
    if isinstance(kind, Rows):
        return tuple(_reworded_row(question, row, words) for row in value)
    return value


def _reworded_row(question: AnyQuestion, row: Row, words: Words) -> Row:
    cells = dict(row.cells)
    for name, column in row.columns.items():
        is_reference = f"{question.id}.{name}" in REFERENCES
        if name in cells and isinstance(column.kind, (Line, Text)) and not is_reference:
            cells[name] = _said(column, words)
    return type(row)(cells)


def _said(question: AnyQuestion, words: Words) -> str:
    """Return words as an answer holds them; those that leave the question open are lengthened."""
    kind = question.kind if isinstance(question.kind, (Line, Text)) else Line()
    said = kind.read(words())
    return said if said.strip() and not question.counts_as_open(said) else f"{said} and words"


def dulled(value: Any) -> Any:
    """Return a page with one dull word for each of its texts."""
    if isinstance(value, str):
        return "dull" if value else value
    if isinstance(value, tuple):
        parts = [dulled(item) for item in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


@pytest.mark.parametrize("base", BASES)
@tried(5, 60, data=st.data())
def test_page_has_the_skeleton_of_the_same_page_with_dull_words(
    base: str, data: st.DataObject
) -> None:
    pool = data.draw(st.lists(nasty, min_size=1, max_size=12))
    at = iter(range(10**6))
    nasty_framing = reworded(BASES[base], lambda: pool[next(at) % len(pool)])
    judged = assess(reworded(BASES[base], lambda: "dull"))
    page = build_page(nasty_framing, judged)
    dull = render_markdown(dulled(page))

    text = render_markdown(page)

    assert skeleton(text) == skeleton(dull)
    assert skeleton(text, FORGE) == skeleton(dull, FORGE)
    assert tuple(field.label for field in page.fields) == TWELVE
    _assert_pings_nobody(text)


@tried(5, 60, data=st.data())
def test_findings_that_quote_answers_keep_the_skeleton(data: st.DataObject) -> None:
    pool = data.draw(st.lists(nasty, min_size=1, max_size=12))
    at = iter(range(10**6))
    framing = reworded(BASES["half"], lambda: pool[next(at) % len(pool)])
    page = build_page(framing, assess(framing))
    dull: Page = dulled(page)

    text = render_markdown(page)

    assert skeleton(text) == skeleton(render_markdown(dull))
    _assert_pings_nobody(text)


@given(text=nasty)
@settings(max_examples=400, deadline=None)
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    line = " / ".join(
        part
        for raw in clean(text, multiline=True).split("\n")
        if (part := re.sub(" {2,}", " ", raw).strip())
    )
    expected = line or ("(blank)" if text else "")
    for before, after in (("", ""), ("# ", ""), ("- ", ""), ("> 1. ", ""), ("**", "**")):
        if not expected:
            continue
        tokens = FORGE.parse(f"{before}{escape(text)}{after}")
        inline = [token for token in tokens if token.type == "inline"]
        assert len(inline) == 1
        children = inline[0].children or []
        allowed = {"text", "strong_open", "strong_close"} if before == "**" else {"text"}
        assert {child.type for child in children} <= allowed
        read = "".join(child.content for child in children).replace("\u200b", "")
        assert read == expected


@given(text=nasty)
@settings(max_examples=200, deadline=None)
def test_escaped_text_begins_no_block_below_other_text(text: str) -> None:
    tokens = FORGE.parse(f"above\n{escape(text) or 'x'}\n")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]


@given(text=nasty)
@settings(max_examples=200, deadline=None)
def test_code_span_holds_any_text(text: str) -> None:
    inline = STRICT.parse(f"a {code(text)} b")[1]
    types = [child.type for child in inline.children or []]
    assert types in (["text", "code_inline", "text"], ["text"])


@pytest.mark.parametrize("text", NAUGHTY)
def test_no_naughty_text_reaches_the_page_as_markup(text: str) -> None:
    tokens = FORGE.parse(f"- **Label:** {escape(text)} · {escape(text)}")
    types = {child.type for token in tokens for child in token.children or []}
    assert types == {"text", "strong_open", "strong_close"}


def _assert_pings_nobody(text: str) -> None:
    words = [
        child.content
        for token in STRICT.parse(text)
        for child in token.children or []
        if child.type == "text"
    ]
    for said in words:
        assert not re.search(r"@\w|[#!&]\d|\b(GH|GL)-\d", said, re.IGNORECASE), said
