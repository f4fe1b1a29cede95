"""A template that somebody passes around reads the page and nothing else, and comes to an end."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from framing_tui.assessment import assess
from framing_tui.cli import main
from framing_tui.config import config_for
from framing_tui.model.framing import Framing
from framing_tui.spec.markdown import render_markdown
from framing_tui.spec.page import build_page
from framing_tui.spec.shape import Page
from framing_tui.spec.templating import SpecError

SECRET = "no template may print this"
# What a page could be made to say about the program, the machine or the disk.
LEAKS = (SECRET, "<class", "<function", "<module", "object at 0x", "os.environ", "root:")

ESCAPES = (
    "{{ page.__class__ }}",
    "{{ page.__class__.__mro__ }}",
    "{{ ''.__class__.mro()[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ '' | attr('__class__') }}",
    "{{ '' | attr('__cla' ~ 'ss__') }}",
    "{{ [''] | map(attribute='__class__') | list }}",
    "{{ ['x'] | map('attr', '__class__') | list }}",
    "{{ [page] | map(attribute='head.__class__') | list }}",
    "{{ [page] | groupby('__class__') }}",
    "{{ [page] | sum(attribute='__class__', start='') }}",
    "{{ [page] | selectattr('__class__') | list }}",
    "{{ [page] | sort(attribute='__class__.__name__') }}",
    "{{ page.head.title.__format__ }}",
    "{{ '{0.__class__}'.format(page) }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(page) }}",
    "{{ '{x.__class__}'.format_map({'x': page}) }}",
    "{{ '%s' % page.__class__ }}",
    "{{ '{0.__class__}' | format(page) }}",
    "{{ ('{0.__class__}' | string).format(page) }}",
    "{{ '' | attr('format') }}",
    "{{ ['{0.__class__}'] | map('format', page) | list }}",
    "{{ page.head.title.format.__self__ }}",
    "{{ page.head.title.__str__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context.environment }}",
    "{{ cycler.__init__.__globals__.os.environ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ lipsum.__globals__.os.popen('id').read() }}",
    "{{ (lipsum | attr('__glo' ~ 'bals__')) }}",
    "{{ range.__self__ }}",
    "{{ dict.__base__ }}",
    "{{ undefined.__class__ }}",
    "{{ (nothing | default('')).__class__ }}",
    "{% set x = page.__class__ %}{{ x }}",
    "{% macro f() %}{% endmacro %}{{ f.__globals__ }}",
    "{% macro f() %}{{ caller.__globals__ }}{% endmacro %}{% call f() %}{% endcall %}",
    "{% for x in page.__dict__ %}{{ x }}{% endfor %}",
    "{{ page.head.title.encode().__class__ }}",
    "{{ loop }}",
    "{{ config }}{{ request }}{{ get_flashed_messages }}",
    "{% import 'os' as os %}{{ os }}",
    "{% from 'os' import environ %}{{ environ }}",
    "{% extends '/etc/passwd' %}",
    "{% include '/etc/passwd' %}",
    "{% include '../secret.j2' %}",
    "{% include './../secret.j2' %}",
    "{% include 'deep/../../secret.j2' %}",
    "{% include 'link.j2' %}",
    "{% include 'folder-link/secret.j2' %}",
    "{% include ['gone.j2', 'link.j2'] %}",
    "{% import 'link.j2' as x %}{{ x }}",
    "{% extends 'link.j2' %}",
    "{% include 'pipe.j2' %}",
    "{% include 'zero.j2' %}",
    "{% include '\\x00' %}",
    "{% include page.head.title %}",
    "{% do page.head.clear() %}",
    "{% debug %}",
    "{{ page.head | tojson }}",
    "{{ page | pprint }}",
)

# Each of these never ended, or took seconds or gigabytes, with nothing written that is counted.
ENDLESS = (
    "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
    "{% for i in range(99999) %}{% for j in range(99999) if j < 0 %}x{% endfor %}{% endfor %}",
    "{% for i in range(10 ** 9) %}{% endfor %}",
    "{{ range(99999) | map('string') | map('center', 99999) | join }}",
    "{{ 'x' * 10 ** 10 }}",
    "{{ 'x' * 10 ** 9 }}",
    "{{ ['x'] * 10 ** 10 }}",
    "{{ 10 ** 10 ** 8 }}",
    "{{ (10 ** 10000) ** 10000 }}",
    "{% set ns = namespace(x='x' * 1000) %}{% for i in range(99999) %}"
    "{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    "{% set x = 'x' * 99999 %}{{ ([x] * 99999) | join }}",
    "{% set x = 'x' * 99999 %}{{ x.join(['a'] * 99999) }}",
    "{{ ([['x'] * 99999] * 99999) | sum(start=[]) | length }}",
    "{{ ['x'] | batch(10 ** 10, 'y') | list }}",
    "{{ 2.5 | round(10 ** 9, 'ceil') }}",
    "{{ (1).to_bytes(10 ** 10, 'big') }}",
    "{{ ('x' * 99999).replace('x', 'x' * 99999) }}",
    "{{ ('x' * 99999) | replace('x', 'x' * 99999) }}",
    "{% set ns = namespace(x=[1] * 9999) %}{% for i in range(99999) %}"
    "{% set ns.x = ns.x + ns.x %}{% endfor %}",
    "{% set ns = namespace(x=99) %}{% for i in range(99999) %}{% set ns.x = ns.x * ns.x %}"
    "{% endfor %}",
    "{{ '%*d' % (10 ** 9, 1) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ 'x' | center(10 ** 10) }}",
    "{{ 'x'.ljust(10 ** 10) }}",
    "{{ 'x' | indent(10 ** 10, true) }}",
    "{{ lipsum(n=100000) }}",
    "{{ lipsum(n=1, min=10 ** 7, max=10 ** 7 + 1) }}",
    "{% set x %}{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}"
    "{% endset %}",
    "{% macro f(n) %}{{ f(n + 1) }}{% endmacro %}{{ f(0) }}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
    "{% include 'own.md.j2' %}",
    "{% import 'own.md.j2' as x %}{% include 'own.md.j2' %}",
    "{% filter upper %}{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}"
    "{% endfor %}{% endfilter %}",
    "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "{{ " + "1 + " * 3_000 + "1 }}",
    "{% if 1 %}" * 2_000 + "{% endif %}" * 2_000,
    "{{ 'a' " + "~ 'a'" * 3_000 + " }}",
)
SECONDS = 8.0


@pytest.fixture
def page() -> Page:
    framing = Framing({"title": "{{ 7 * 7 }} {% include 'link.j2' %} {0.__class__}"})
    return build_page(framing, assess(framing))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of templates, with what it must not reach beside it and linked into it."""
    (tmp_path / "secret.j2").write_text(SECRET, encoding="utf-8")
    folder = tmp_path / "templates"
    (folder / "deep").mkdir(parents=True)
    (folder / "link.j2").symlink_to(tmp_path / "secret.j2")
    (folder / "folder-link").symlink_to(tmp_path)
    (folder / "zero.j2").symlink_to("/dev/zero")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.j2")
    return folder


def rendered(page: Page, folder: Path, text: str) -> str:
    path = folder / "own.md.j2"
    path.write_text(text, encoding="utf-8")
    try:
        return render_markdown(page, str(path))
    except SpecError as error:
        said = str(error)
    assert "\n" not in said
    assert len(said) < 600
    return said


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_reaches_nothing_but_the_page(page: Page, folder: Path, text: str) -> None:
    said = rendered(page, folder, text)
    assert not [leak for leak in LEAKS if leak in said], said


def test_of_a_piece_of_the_page_its_fields_can_be_read_and_nothing_else(
    page: Page, folder: Path
) -> None:
    assert rendered(page, folder, "{{ page.head.title }}").strip()
    for name in ("_fields", "_replace", "_make", "_asdict", "__class__", "__add__"):
        said = rendered(page, folder, f"{{{{ page.head.{name} }}}}")
        assert "is unsafe" in said, name


@pytest.mark.parametrize("text", ENDLESS, ids=lambda text: text[:60])
def test_a_template_comes_to_an_end(page: Page, folder: Path, text: str) -> None:
    begun = time.process_time()
    said = rendered(page, folder, text)
    assert "own.md.j2" in said or len(said) < 1_000_000
    assert time.process_time() - begun < SECONDS


def test_answers_are_never_run_as_a_template(page: Page, folder: Path) -> None:
    said = rendered(page, folder, "{{ page.head.title }}")
    assert "49" not in said
    assert SECRET not in said
    assert "7 * 7" in said


@pytest.mark.parametrize(
    "named",
    ['"./own.md.j2"', '"../own.md.j2"', '"own.md.j2"', '"/etc/passwd"', "5", '"\\u001b[2J"'],
)
@pytest.mark.parametrize("where", [".framing.toml", "pyproject.toml"])
def test_a_checked_tree_names_no_template_of_its_own(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    named: str,
    where: str,
) -> None:
    """Somebody who exports a framing of a tree that was sent to them runs nothing of that tree."""
    monkeypatch.chdir(folder)
    table = "[tool.framing-tui]\n" if where == "pyproject.toml" else ""
    (folder / where).write_text(f"{table}template = {named}\n", encoding="utf-8")
    (folder / "own.md.j2").write_text("taken {{ page.head.title }}", encoding="utf-8")
    (folder / "framing.toml").write_text('title = "t"\n', encoding="utf-8")
    config = config_for(folder)
    assert config.template is None
    assert "--template" in config.problems[0].message
    with pytest.raises(SystemExit) as left:
        main(["export", "framing.toml"])
    said = capsysbinary.readouterr()
    assert left.value.code == 0
    assert b"taken" not in said.out
    assert b"\x1b" not in said.err
