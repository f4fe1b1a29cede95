"""How text is made inert, and what is said when a template goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui import content
from framing_tui.assessment import assess
from framing_tui.model.escape import GUARD, code, escape
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Line
from framing_tui.spec import templating
from framing_tui.spec.markdown import render_markdown
from framing_tui.spec.page import build_page
from framing_tui.spec.shape import Page
from framing_tui.spec.templating import SpecError


@pytest.fixture
def page() -> Page:
    framing = Framing({"title": Line().read("Fraud *screen*")})
    return build_page(framing, assess(framing))


def _template(folder: Path, text: str, name: str = "own.md.j2") -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


@pytest.mark.parametrize(
    "text",
    [
        "<= 120 ms, at 3 < 4",
        "device_id and snake_case",
        "5 * 3 = 15",
        "R&D and Q&A, a > b",
        "costs $5k now, $8k later",
        "42 → 28 (falls by 33 %)",
        "about ~5 to 6",
        "P(fraud), 30 % or more!",
        "-5 to +3",
        "2027-03-01: done.",
        "C# or F#-like",
    ],
)
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("*all*", r"\*all\*"),
        ("_x_", r"\_x\_"),
        ("a | b", r"a \| b"),
        ("`x`", r"\`x\`"),
        ("[x](y)", r"\[x\](y)"),
        ("<b>", r"\<b>"),
        ("&lt;", r"\&lt;"),
        ("https://example.com", r"https\://example.com"),
        ("www.example.com", r"www\.example.com"),
        ("ask @team", f"ask @{GUARD}team"),
        ("see #12, !12, GH-12", f"see #{GUARD}12, !{GUARD}12, GH-{GUARD}12"),
        ("# x", r"\# x"),
        ("- x", r"\- x"),
        ("12. x", r"12\. x"),
        ("> x", r"\> x"),
        ("x #", r"x \#"),
        ("one\n\n  two  three\n", "one / two three"),
        ("\x1b[31m", "␛\\[31m"),
        (" \n ", "(blank)"),
        ("", ""),
    ],
)
def test_active_text_is_made_inert(text: str, written: str) -> None:
    assert escape(text) == written


def test_code_span_outgrows_its_backticks() -> None:
    assert code("stack.kpi") == "`stack.kpi`"
    assert code("a`b``") == "``` a`b`` ```"


def test_default_template_escapes_the_title(page: Page) -> None:
    begins = "# Fraud \\*screen\\*\n\nML kickoff spec\n\n**The ask:** "
    assert render_markdown(page).startswith(begins)


def test_own_template_is_escaped_too(page: Page, tmp_path: Path) -> None:
    text = (
        "{{ page.head.title }} {{ page.head.title | safe }} {{ page.head.title | e }}\r\n"
        "{{ [page.head.title, '<b>'] | join(' ') }} {{ '*' ~ page.head.team }}\r\n\r\n"
    )
    rendered = render_markdown(page, _template(tmp_path, text))
    title = r"Fraud \*screen\*"
    assert rendered == f"{title} {title} {title}\n{title} \\<b> \\*None\n"


def test_own_template_may_include_its_neighbours(page: Page, tmp_path: Path) -> None:
    _template(tmp_path, "and {{ page.head.title }}", "part.j2")
    text = render_markdown(page, _template(tmp_path, 'first {% include "part.j2" %}'))
    assert text == "first and Fraud \\*screen\\*\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a\n{{ page.head.nothing }}", 2, "Head has no attribute 'nothing'"),
        ("a\n\n{{ nothing }}", 3, "'nothing' is undefined"),
        ("{% if %}", 1, "Expected an expression"),
        ("x\n{{ page.head | shout }}", 2, "No filter named 'shout'"),
        ("x\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{{ page.__class__ }}", 1, "unsafe"),
        ("\n{% include 'gone.j2' %}", 2, "there is no such file"),
        ("{% include '../outside.j2' %}", 1, "outside the folder"),
        ("{% include 'link.j2' %}", 1, "outside the folder"),
        ("{% include 'own.md.j2' %}", 1, "includes itself"),
        ("{% for i in range(10000000) %}{% endfor %}", 1, "Range too big"),
    ],
)
def test_template_error_is_one_sentence_with_its_place(
    page: Page, tmp_path: Path, text: str, line: int, reason: str
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "outside.j2").write_text("outside", "utf-8")
    (folder / "link.j2").symlink_to(tmp_path / "outside.j2")
    path = _template(folder, text)
    with pytest.raises(SpecError) as caught:
        render_markdown(page, path)
    message = str(caught.value)
    assert f"own.md.j2:{line}: " in message
    assert reason in message
    assert "\n" not in message
    assert "framing_tui" not in message


def test_error_in_an_included_file_names_that_file(page: Page, tmp_path: Path) -> None:
    _template(tmp_path, "\n\n{{ nothing }}", "part.j2")
    with pytest.raises(SpecError, match=r"^part\.j2:3: 'nothing' is undefined$"):
        render_markdown(page, _template(tmp_path, '{% include "part.j2" %}'))


def test_output_is_capped(page: Page, tmp_path: Path) -> None:
    loop = "{% for i in range(1000) %}{% for j in range(1000) %}12345{% endfor %}{% endfor %}"
    with pytest.raises(SpecError, match="larger than 1,000,000 bytes"):
        render_markdown(page, _template(tmp_path, loop))


def test_template_that_is_no_text_is_refused(page: Page, tmp_path: Path) -> None:
    (tmp_path / "own.j2").write_bytes(b"\xff\xfe")
    with pytest.raises(SpecError, match="not UTF-8"):
        render_markdown(page, str(tmp_path / "own.j2"))
    with pytest.raises(SpecError, match="is not a file"):
        render_markdown(page, f"{tmp_path}/.")
    with pytest.raises(SpecError, match="cannot be read"):
        render_markdown(page, str(tmp_path / "gone.j2"))


def test_template_of_unbearable_size_is_refused(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templating, "MAX_TEMPLATE", 3)
    with pytest.raises(SpecError, match="larger than 3 bytes"):
        render_markdown(page, _template(tmp_path, "text"))


def test_unknown_name_says_the_nearest_and_how_to_give_a_path(page: Page) -> None:
    with pytest.raises(SpecError) as caught:
        render_markdown(page, "markdwn")
    assert "nearest: markdown" in str(caught.value)
    assert "./markdwn" in str(caught.value)


# Where bundled content is.


def test_content_is_found_by_name_alone() -> None:
    assert "markdown" in content.spec_template_names()
    path = content.spec_template_path("markdown")
    assert path.name == "markdown.md.j2"
    assert path.is_relative_to(content.content_dir())
    for name in ("../spec/markdown", "", "/etc/passwd", "markdown.md.j2"):
        with pytest.raises(content.UnknownContent):
            content.spec_template_path(name)


def test_every_starter_and_example_has_a_path() -> None:
    assert all(content.starter_path(name).is_file() for name in content.starter_names())
    assert all(content.example_path(name).is_file() for name in content.example_names())


def test_installed_content_comes_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "framing_tui"
    monkeypatch.setattr(content, "_PACKAGE", package)
    (tmp_path / "templates").mkdir()
    with pytest.raises(content.UnknownContent, match="missing"):
        content.content_dir()
    (tmp_path / "pyproject.toml").write_text("", "utf-8")
    assert content.content_dir() == tmp_path / "templates"
    assert content.starter_names() == ()
    (package / "templates" / "starters").mkdir(parents=True)
    (package / "templates" / "starters" / "fraud-queue.toml").write_text("", "utf-8")
    assert content.content_dir() == package / "templates"
    assert content.starter_names() == ("fraud-queue",)
    with pytest.raises(content.UnknownContent, match="nearest: fraud-queue"):
        content.starter_path("fraud-queu")
