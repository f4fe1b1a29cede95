"""Rules of the house that no linter knows, read from the source."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "framing_tui"
FILES = sorted(PACKAGE.rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
# Where text may be printed: the ways into the program, which speak to a shell.
MAY_PRINT = frozenset({"cli/program.py", "tui/app.py"})

TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"), str(path))
    for path in FILES
}


def calls(*names: str, but: frozenset[str] = frozenset()) -> list[str]:
    """Return where functions are called by these names, in every file but some."""
    return [
        f"{file}:{found.lineno}"
        for file, tree in TREES.items()
        if file not in but
        for found in ast.walk(tree)
        if isinstance(found, ast.Call)
        and isinstance(found.func, ast.Name)
        and found.func.id in names
    ]


def test_nothing_runs_text_as_code() -> None:
    assert calls("eval", "exec", "compile") == []


def test_only_the_ways_in_print() -> None:
    assert calls("print", "breakpoint", "input", but=MAY_PRINT) == []


def test_public_names_say_what_they_are() -> None:
    definitions = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    silent = [
        f"{file}: {node.name}"
        for file, tree in TREES.items()
        for node in tree.body
        if isinstance(node, definitions)
        and not node.name.startswith("_")
        # What a decorator's overloads share is said at the function itself.
        and not any(isinstance(d, ast.Name) and d.id == "overload" for d in node.decorator_list)
        and not ast.get_docstring(node)
    ]
    assert silent == []
    assert [file for file, tree in TREES.items() if not ast.get_docstring(tree)] == []


def test_no_module_has_a_vague_name() -> None:
    names = {part for path in FILES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert names & VAGUE == set()


def test_every_question_that_waits_says_for_what() -> None:
    from framing_tui.model.catalogue import QUESTIONS
    from framing_tui.model.records import Rows, rows_kind

    asked = list(QUESTIONS.values())
    for question in list(asked):
        if isinstance(question.kind, Rows):
            asked.extend(rows_kind(question).row.columns.values())
    waits = {q.id for q in asked if q.when is not None or q.when_row is not None}
    assert waits == {q.id for q in asked if q.when_words}
    begins = ("when ", "unless ", "once ", "for ")
    assert [q.id for q in asked if q.when_words and not q.when_words.startswith(begins)] == []
