"""The worked example of CONTRIBUTING.md, followed to the letter: one entry adds a question.

The entry is read out of the page, put into a copy of the package, and a process of its own looks at
the copy: the form, the file, completeness, the rules' view and the docs must all know the question.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = re.compile(
    r"^<!-- example: (?P<file>\S+), behind (?P<sibling>\w+) -->\n```python\n(?P<entry>.*?)^```$",
    re.M | re.S,
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, with the entry of the example in it and nothing else changed."""
    folder = tmp_path_factory.mktemp("copy")
    skip = shutil.ignore_patterns("__pycache__")
    for name in ("framing_tui", "templates", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", folder)
    example = EXAMPLE.search((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert example is not None
    file = folder / example["file"]
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    lines.insert(end_of(example["sibling"], "".join(lines)), example["entry"])
    file.write_text("".join(lines), encoding="utf-8")
    return folder


def end_of(name: str, source: str) -> int:
    """Return the number of the last line of a declaration in a class body."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            assert node.end_lineno is not None
            return node.end_lineno
    raise AssertionError(f"no declaration of {name}")


def run(copy: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def python(copy: Path, program: str) -> None:
    """Run a program that asserts, with the copied package."""
    opening = "import framing_tui\nassert framing_tui.__file__.startswith({!r})\n"
    run(copy, "-c", opening.format(str(copy)) + program)


def test_it_is_one_entry(copy: Path) -> None:
    changed = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "framing_tui").rglob("*.py")
        if path.read_bytes() != (copy / path.relative_to(ROOT)).read_bytes()
    ]
    assert changed == ["framing_tui/model/stack.py"]


def test_the_form_asks_it(copy: Path) -> None:
    python(
        copy,
        """
import asyncio
from datetime import date
from pathlib import Path
from framing_tui.session import Session
from framing_tui.tui.app import FramingApp

async def keys():
    app = FramingApp(Session.open(Path("form.toml"), date(2026, 1, 1)), "stack.kpi_now")
    async with app.run_test(size=(120, 36)) as pilot:
        asked = lambda: [item.key for item in app.main.kickoff.items() if item.key]
        before = asked()
        await pilot.press("4", "2")
        after = asked()
        await pilot.press("tab")
        return before, after, app.main.kickoff.current

before, after, opened = asyncio.run(keys())
assert "stack.kpi_source" not in before, before
assert after[after.index("stack.kpi_now") + 1] == "stack.kpi_source", after
assert opened == "stack.kpi_source", opened
""",
    )


def test_the_file_holds_it(copy: Path) -> None:
    python(
        copy,
        """
from pathlib import Path
from framing_tui.storage.blank import blank_document
from framing_tui.storage.document import Document
from framing_tui.storage.load import load

new = blank_document()
assert '# Where that number is read\\nkpi_source = ""\\n' in new
assert new.index("kpi_now =") < new.index("kpi_source =") < new.index("kpi_target =")

old = 'format = 1\\n\\n[stack]\\nkpi_now = 42\\n# ours\\nkpi_target = 30\\n'
file = Path("old.toml")
file.write_text(old)
document = Document.open(file)
given = document.framing.with_answer("stack.kpi_source", "finance report")
document.saved(given)
added = '# Where that number is read\\nkpi_source = "finance report"\\n'
assert file.read_text() == old.replace("# ours", added + "# ours")
assert load(file).problems == () and load(file).framing == given
""",
    )


def test_completeness_counts_it_and_rules_may_read_it(copy: Path) -> None:
    python(
        copy,
        """
from framing_tui.assessment import assess
from framing_tui.model.framing import Framing
from framing_tui.model.values import Range

blank = Framing()
assert "stack.kpi_source" not in assess(blank).completeness.open
asked = blank.with_answer("stack.kpi_now", Range.of(42))
assert "stack.kpi_source" in assess(asked).completeness.open
answered = asked.with_answer("stack.kpi_source", "finance report")
assert "stack.kpi_source" not in assess(answered).completeness.open
assert answered.stack.kpi_source == "finance report"
assert answered.with_answer("stack.kpi_now", None).stack.kpi_source is None
""",
    )


def test_the_docs_list_it(copy: Path) -> None:
    run(copy, "docs/generate.py")
    page = (copy / "docs" / "questions.md").read_text(encoding="utf-8")
    entry = page[page.index("#### `stack.kpi_source`") : page.index("#### `stack.kpi_target`")]
    assert "**Where that number is read.** The report or the query that everybody accepts." in entry
    assert "asked when today's number is given" in entry
    assert "good: “finance report on losses, every Monday”" in entry
