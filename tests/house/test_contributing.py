"""The worked example of CONTRIBUTING.md, followed to the letter: one entry adds a question.

The entry is read out of the page and put into a copy of the tree, and the one command is run there.
A process of its own looks at the copy: the form, the file, completeness, the rules' view and the
docs must all know the question. Then the tests that know every question are run in the copy, and
none may be red; at night that is nearly all of them, for questions of every shape.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.apart
ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = re.compile(
    r"^<!-- example: (?P<file>\S+), behind (?P<sibling>\w+) -->\n```python\n(?P<entry>.*?)^```$",
    re.M | re.S,
)
# Caches, and what only a checkout or an environment holds.
SKIPPED = shutil.ignore_patterns("__pycache__", ".*cache", ".git", ".venv*", ".hypothesis", "dist")


@dataclass(frozen=True)
class Entry:
    """A question as it is declared: its module, the declaration before it, and its own lines.

    `kinds` are names that its module has to import for it, `row` is the class of its records.
    """

    module: str
    sibling: str
    lines: str
    kinds: tuple[str, ...] = ()
    row: str = ""

    @property
    def file(self) -> str:
        """The file in which it is declared."""
        return f"framing_tui/model/{self.module}.py"

    def declare(self, tree: Path) -> None:
        """Write it into a copy of the tree."""
        path = tree / self.file
        source = path.read_text(encoding="utf-8")
        lines = source.splitlines(keepends=True)
        lines.insert(end_of(self.sibling, source), self.lines)
        source = "".join(lines)
        table = source.index(f"class {table_of(self.sibling, source)}(")
        source = source[:table] + self.row + source[table:]
        for name in self.kinds:
            of = "records" if name in ("Row", "Rows") else "kinds"
            opening = f"from framing_tui.model.{of} import {name}\n"
            source = source.replace("from framing_tui", f"{opening}from framing_tui", 1)
        path.write_text(source, encoding="utf-8")


def end_of(name: str, source: str) -> int:
    """Return the number of the last line of a declaration in a class body."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            assert node.end_lineno is not None
            return node.end_lineno
    raise AssertionError(f"no declaration of {name}")


def table_of(name: str, source: str) -> str:
    """Return the class in which a declaration stands."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and any(
            isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == name
            for line in node.body
        ):
            return node.name
    raise AssertionError(f"no class declares {name}")


def example() -> Entry:
    """Return the entry of the page."""
    found = EXAMPLE.search((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert found is not None
    return Entry(Path(found["file"]).stem, found["sibling"], found["entry"])


# Questions of other shapes, in other sections: asked in the first pass while another is answered; a
# number; a choice; an optional list; a list of records; and a column of records that are there.
SHAPES = (
    Entry(
        "need",
        "world_changes",
        """\
    rules_wear_out = Question(
        YesNo(),
        "Do fixed rules wear out within a quarter?",
        "Look how often they were changed last year.",
        essential=True,
        first_pass=True,
        when=lambda f: f.need.world_changes == "yes",
        when_words="when the world changes",
        good="yes: eleven changes in 2025",
        weak="everything is fast these days",
    )
""",
    ),
    Entry(
        "validation",
        "unit",
        """\
    units_each = Question(
        Number(),
        "How many units one person looks after",
        "Count those of the largest site.",
        essential=True,
        when=lambda f: f.validation.unit == "site",
        when_words="when sites are compared",
        good="40 stores",
        weak="many",
    )
""",
    ),
    Entry(
        "archetype",
        "success",
        """\
    pace = Question(
        One.of(option("at-once", "in a second"), option("later")),
        "How soon must it decide?",
        "Ask those who wait for it.",
        essential=True,
        first_pass=True,
        good="at once: the buyer waits",
        weak="as soon as it can",
    )
""",
        kinds=("option",),
    ),
    Entry(
        "task",
        "gives_confidence",
        """\
    earlier_steps = Question(
        Lines(), "Steps that come before the output", "Leave it open where there are none."
    )
""",
        kinds=("Lines",),
    ),
    Entry(
        "spec",
        "oncall",
        """\
    sites = Question(
        Rows(row=Site),
        "Sites that run it",
        "Those that have agreed.",
        essential=True,
        good="two sites, each with a lead",
        weak="all of them",
    )
""",
        kinds=("Rows", "Number", "Row"),
        row='''\
class Site(Row):
    """One place that runs it."""

    name = Question(Line(), "Name", "The site, as people call it.")
    people = Question(Number(), "People there")


''',
    ),
    Entry(
        "labels",
        "coverage",
        """\
    audited = Question(YesNo(), "Audited?", "By somebody who does not build the model.")
""",
        kinds=("YesNo",),
    ),
)


def copy_of_the_tree(folder: Path, *entries: Entry) -> Path:
    """Return a copy of the tree with the entries in it and nothing else changed."""
    shutil.copytree(ROOT, folder, ignore=SKIPPED, dirs_exist_ok=True)
    for entry in entries:
        entry.declare(folder)
    return folder


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with the example in it, in which the one command has been run."""
    folder = copy_of_the_tree(tmp_path_factory.mktemp("copy"), example())
    run(folder, "docs/generate.py", "--quick")
    return folder


def run(copy: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def run_tests(copy: Path, *arguments: str, but: Sequence[str] = ()) -> None:
    """Run tests of the copy, on the copy, but for these; none may be red."""
    words = ("test_contributing", "test_sdist", "test_wheel", "test_versions", *but)
    without = " and ".join(f"not {word}" for word in words)
    options = ("-q", "--tb=short", "-p", "no:cacheprovider", "-k", without)
    run(copy, "-m", "pytest", *options, *arguments)


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
        asked = lambda: [item.key for item in app.main.open_form.items() if item.key]
        before = asked()
        await pilot.press("4", "2")
        after = asked()
        await pilot.press("tab")
        return before, after, app.main.open_form.current

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
    page = (copy / "docs" / "questions.md").read_text(encoding="utf-8")
    entry = page[page.index("#### `stack.kpi_source`") : page.index("#### `stack.kpi_target`")]
    assert "**Where that number is read.** The report or the query that everybody accepts." in entry
    assert "asked when today's number is given" in entry
    assert "good: “finance report on losses, every Monday”" in entry


def test_the_content_holds_its_key(copy: Path) -> None:
    for file in sorted((copy / "templates").glob("*/*.toml")):
        text = file.read_text(encoding="utf-8")
        before = (ROOT / file.relative_to(copy)).read_text(encoding="utf-8")
        lines = '# Where that number is read\nkpi_source = ""\n'
        assert text.replace(lines, "", 1) == before
        assert text.index("kpi_now =") < text.index("kpi_source =") < text.index("kpi_target =")


# What knows every question, and takes seconds.
KNOW_ALL = (
    "tests/unit/test_catalogue.py",
    "tests/unit/test_completeness.py",
    "tests/unit/test_ask.py",
    "tests/unit/test_check_command.py",
    "tests/unit/test_reports_formats.py",
    "tests/package/test_content.py",
    "tests/golden",
    "tests/house/test_generate.py",
)
# Nearly all: what installs the package, drives a terminal or the app takes many minutes, twice.
NEARLY_ALL = tuple(
    f"tests/{name}" for name in ("unit", "rules", "golden", "house", "package", "cases")
)

# How many questions a meeting has time for: six at once are more than that, and are to be told so.
LIMITS = ("test_a_kickoff_fits_an_hour", "test_the_first_pass_of_a_blank_framing_is_short")


def test_nothing_is_red_after_the_one_command(copy: Path) -> None:
    run_tests(copy, *KNOW_ALL)


@pytest.mark.nightly
@pytest.mark.parametrize("shapes", [(example(),), SHAPES], ids=["example", "shapes"])
def test_nearly_nothing_is_red_after_the_one_command(
    tmp_path: Path, shapes: tuple[Entry, ...]
) -> None:
    folder = copy_of_the_tree(tmp_path, *shapes)
    run(folder, "docs/generate.py")
    run(folder, "docs/generate.py", "--check")
    run_tests(folder, "-n", "2", *NEARLY_ALL, "tests/pilot/test_screens.py", but=LIMITS)
