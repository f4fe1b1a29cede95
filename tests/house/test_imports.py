"""What is really loaded: the doors between the rooms, read from `sys.modules` of a new process.

Why beside import-linter: that reads the source, and sees neither what an import does at run time
nor what a library brings along.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "framing_tui"

_PROBE = """
import json, sys
before = set(sys.modules)
import {module}
loaded = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print(json.dumps(sorted(loaded - set(sys.stdlib_module_names) - {{"framing_tui"}})))
"""
PAGE = {"jinja2", "markupsafe"}
WIDTHS = {"rich"}
COMMAND = {"click"}
# Each room with the third-party packages that it may load.
ROOMS: dict[str, set[str]] = {
    "framing_tui.model.catalogue": set(),
    "framing_tui.calculators.catalogue": set(),
    "framing_tui.rules.catalogue": set(),
    "framing_tui.assessment": set(),
    "framing_tui.content": set(),
    "framing_tui.terminal.encoding": set(),
    "framing_tui.terminal.sequences": set(),
    "framing_tui.terminal.window": set(),
    "framing_tui.storage.document": set(),
    "framing_tui.storage.blank": set(),
    "framing_tui.storage.schema": set(),
    "framing_tui.reports.formats": set(),
    "framing_tui.config": set(),
    "framing_tui.session": set(),
    "framing_tui.doctor.checks": set(),
    "framing_tui.spec": PAGE,
    "framing_tui.drawing.parts": WIDTHS,
    "framing_tui.drawing.terminal_cells": WIDTHS,
    "framing_tui.drawing.pictures.gallery": WIDTHS,
    "framing_tui.drawing.pictures.preview": WIDTHS | PAGE,
    "framing_tui.interview.help": WIDTHS,
    "framing_tui.interview.sheet": WIDTHS,
    "framing_tui.interview.summary": WIDTHS,
    "framing_tui.ask.interview": set(),
    "framing_tui.ask.plain": set(),
    "framing_tui.cli": COMMAND,
    "framing_tui.cli.ask": COMMAND | PAGE,
    "framing_tui.cli.new": COMMAND,
    "framing_tui.cli.diff": COMMAND,
    "framing_tui.cli.merge": COMMAND,
    "framing_tui.cli.fmt": COMMAND,
    "framing_tui.cli.git_setup": COMMAND,
    "framing_tui.cli.export": COMMAND | PAGE,
    "framing_tui.cli.bring_in": COMMAND | PAGE,
    "framing_tui.cli.set": COMMAND,
    "framing_tui.cli.schema": COMMAND,
    "framing_tui.cli.doctor": COMMAND,
    "framing_tui.cli.open": COMMAND | PAGE,
    "framing_tui.cli.board": COMMAND,
    "framing_tui.cli.serve": COMMAND,
    "framing_tui.reports.board_forms": set(),
    "framing_tui.interview.board_lines": WIDTHS,
}


def run(program: str) -> str:
    """Run a program in a process of its own and return what it prints."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("module", ROOMS)
def test_a_room_loads_no_more_than_it_may(module: str) -> None:
    loaded = run(_PROBE.format(module=module))
    assert set(json.loads(loaded)) <= ROOMS[module]


def test_help_and_version_load_no_command() -> None:
    for option in ("--help", "--version"):
        probe = (
            "import sys\n"
            "from framing_tui.cli import main\n"
            "try:\n"
            f"    main(['{option}'])\n"
            "except SystemExit as left:\n"
            "    assert not left.code\n"
            "loaded = {'textual', 'jinja2', 'framing_tui.storage.load'} & set(sys.modules)\n"
            "assert not loaded, loaded\n"
        )
        run(probe)


def test_tomlkit_is_loaded_by_the_first_edit() -> None:
    probe = (
        "import sys\n"
        "from pathlib import Path\n"
        "from framing_tui.cli import main\n"
        "from framing_tui.storage.document import Document\n"
        f"example = {str(ROOT / 'templates' / 'examples' / 'payment-fraud.toml')!r}\n"
        "document = Document.open(Path(example))\n"
        "try:\n"
        "    main(['check', example, '--fail-on', 'never'])\n"
        "except SystemExit as left:\n"
        "    assert not left.code\n"
        "assert 'tomlkit' not in sys.modules\n"
        "document.encoded(document.framing.with_answer('title', 'another'))\n"
        "assert 'tomlkit' in sys.modules\n"
    )
    run(probe)


def test_one_module_imports_tomlkit() -> None:
    found = [path for path in PACKAGE.rglob("*.py") if "tomlkit" in _imported(path)]
    assert [path.name for path in found] == ["toml_edit.py"]


def test_dependencies_are_those_that_are_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["web"]
    declared = {_name_of(line) for line in (*project["dependencies"], *extra)}
    imported = {
        name
        for path in PACKAGE.rglob("*.py")
        for name in _imported(path)
        if name not in sys.stdlib_module_names and name != "framing_tui"
    }
    # textual is built on rich and brings it, and jinja2 markupsafe; both are one dependency.
    named = {"markdown_it": "markdown-it-py", "textual_serve": "textual-serve"}
    assert {named.get(name, name) for name in imported - {"rich", "markupsafe"}} == declared


def test_what_the_extra_brings_is_imported_in_its_room_alone() -> None:
    extra = {"aiohttp", "textual_serve"}
    found = {path.parent.name for path in PACKAGE.rglob("*.py") if extra & _imported(path)}
    assert found == {"web"}


def test_texts_of_several_lines_in_html_alone_load_the_markdown_parser() -> None:
    probe = (
        "import sys\n"
        "from framing_tui.spec.forms import export\n"
        "from framing_tui.rules.settings import AS_DECLARED\n"
        "from framing_tui.storage.load import load\n"
        f"example = {str(ROOT / 'templates' / 'examples' / 'payment-fraud.toml')!r}\n"
        "framing = load(example).framing\n"
        "export('markdown', framing, AS_DECLARED)\n"
        "export('json', framing, AS_DECLARED)\n"
        "assert 'markdown_it' not in sys.modules\n"
        "export('html', framing.with_note('stack.kpi', 'one\\ntwo'), AS_DECLARED)\n"
        "assert 'markdown_it' in sys.modules\n"
    )
    run(probe)


def _name_of(requirement: str) -> str:
    found = re.match(r"[\w-]+", requirement)
    return found.group() if found else ""


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return {name.partition(".")[0] for name in found}
