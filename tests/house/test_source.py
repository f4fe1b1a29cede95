"""Rules of the house that no linter knows, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "framing_tui"
FILES = sorted(PACKAGE.rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
# Where text may be printed: the ways into the program, which speak to a shell.
MAY_PRINT = {"cli/program.py", "tui/app.py"}

every_file = pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls(node: ast.AST, *names: str) -> Iterator[ast.Call]:
    for found in ast.walk(node):
        if not isinstance(found, ast.Call) or not isinstance(found.func, ast.Name):
            continue
        if found.func.id in names:
            yield found


@every_file
def test_nothing_runs_text_as_code(path: Path) -> None:
    assert [call.lineno for call in calls(tree(path), "eval", "exec", "compile")] == []


@every_file
def test_only_the_ways_in_print(path: Path) -> None:
    if path.relative_to(PACKAGE).as_posix() not in MAY_PRINT:
        assert [call.lineno for call in calls(tree(path), "print", "breakpoint", "input")] == []


@every_file
def test_public_names_say_what_they_are(path: Path) -> None:
    module = tree(path)
    definitions = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    silent = [
        node.name
        for node in module.body
        if isinstance(node, definitions)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert ast.get_docstring(module)
    assert silent == []


def test_no_module_has_a_vague_name() -> None:
    names = {part for path in FILES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert names & VAGUE == set()


def test_every_question_that_waits_says_for_what() -> None:
    from framing_tui.model.catalogue import QUESTIONS
    from framing_tui.model.kinds import Rows
    from framing_tui.model.question import rows_kind

    asked = list(QUESTIONS.values())
    for question in list(asked):
        if isinstance(question.kind, Rows):
            asked.extend(rows_kind(question).row.columns.values())
    waits = {q.id for q in asked if q.when is not None or q.when_row is not None}
    assert waits == {q.id for q in asked if q.when_words}
    begins = ("when ", "unless ", "once ", "for ")
    assert [q.id for q in asked if q.when_words and not q.when_words.startswith(begins)] == []
