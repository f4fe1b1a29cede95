"""The versions that the package allows: with the lowest and the newest of each, both doors open.

Why the wheel in an environment of its own: a floor is true when somebody who has exactly these
versions can answer a question. The floors are read from pyproject.toml, so there is no second list.

It installs from the package index, and so stands outside the ordinary run; `.ci/run` runs it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

from framing_tui.model.framing import Framing
from framing_tui.storage.load import load
from tests.package.building import ROOT, borrow, build, environment, install, quietly
from tests.terminal.driver import Terminal

index = pytest.mark.index
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VERSIONS = """
import json, sys
from importlib.metadata import version
print(json.dumps({name: version(name) for name in sys.argv[1:]}))
"""
KPI = "fraud loss per 1,000 orders, €"
# Parts of the program stand on the insides of what it uses; these tests say so by what they import.
INSIDES = "click|jinja2|markdown_it|platformdirs|prompt_toolkit|questionary|textual|tomlkit"
ON_INSIDES = re.compile(rf"^\s*(?:from|import) (?:{INSIDES})\b", re.M)


def floors() -> dict[str, Version]:
    """Return the lowest allowed version of each dependency; one without a floor allows any."""
    found = {}
    for line in PROJECT["dependencies"]:
        wanted = Requirement(line)
        (floor,) = [s.version for s in wanted.specifier if s.operator in (">=", "==", "~=")]
        found[canonicalize_name(wanted.name)] = Version(floor)
    return found


@dataclass(frozen=True)
class Installation:
    """The wheel with its dependencies, in an environment of its own."""

    python: Path
    versions: Mapping[str, Version]

    @property
    def program(self) -> tuple[str]:
        """What a user calls."""
        return (str(self.python.with_name("framing-tui")),)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("built")).wheel


@pytest.fixture(scope="module", params=["lowest", "newest"])
def installation(
    request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    home = tmp_path_factory.mktemp(request.param)
    python = environment(home / "env")
    pinned = [f"{name}=={version}" for name, version in floors().items()]
    install(python, wheel, *(pinned if request.param == "lowest" else []))
    told = json.loads(quietly(python, "-c", VERSIONS, *floors(), cwd=home))
    versions = {name: Version(version) for name, version in told.items()}
    if request.param == "lowest":
        assert versions == floors()
    return Installation(python, versions)


def answers(folder: Path) -> Framing:
    opened = load(folder / "framing.toml")
    assert opened.problems == ()
    return opened.framing


def test_every_dependency_has_one_floor() -> None:
    assert set(floors()) == {
        canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]
    }
    assert all(version > Version("0") for version in floors().values())


@index
def test_the_screen_takes_an_answer(installation: Installation, tmp_path: Path) -> None:
    with Terminal("--at", "stack.kpi", cwd=tmp_path, program=installation.program) as terminal:
        terminal.wait_for("KPI")
        terminal.press(KPI)
        terminal.wait_for(KPI)
        assert terminal.leave() == 0
    assert "Traceback" not in terminal.text
    assert answers(tmp_path).stack.kpi == KPI


@index
def test_line_mode_takes_an_answer(installation: Installation, tmp_path: Path) -> None:
    with Terminal(
        "ask", "--at", "stack.kpi", cwd=tmp_path, program=installation.program
    ) as terminal:
        terminal.wait_for("stack.kpi>")
        terminal.press(KPI, "enter")
        terminal.wait_for("stack.kpi_now")
        # A list to pick from, which is drawn by other code than a line to type.
        terminal.press(":goto stack.policy", "enter")
        terminal.wait_for("» threshold")
        terminal.press("down", "enter")
        terminal.wait_for("stack.top_k>")
        terminal.press("ctrl+c")
        assert terminal.wait_end() == 130
    framing = answers(tmp_path)
    assert (framing.stack.kpi, framing.stack.policy) == (KPI, "top-k")


@index
def test_plain_lines_and_the_other_commands_answer(
    installation: Installation, tmp_path: Path
) -> None:
    def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [*installation.program, *arguments]
        return subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, text=True)

    asked = run("ask", "--plain", "--at", "stack.kpi", given=f"{KPI}\n:stop\n")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert answers(tmp_path).stack.kpi == KPI
    page = run("export")
    assert (page.returncode, page.stderr) == (0, "")
    assert KPI in page.stdout
    judged = run("check", "framing.toml", "--fail-on", "never", "--format", "json")
    assert (judged.returncode, judged.stderr) == (0, "")
    assert json.loads(judged.stdout)["summary"]["files"] == 1
    for arguments in (("--help",), ("--version",), ("explain", "FT603"), ("calc", "--list")):
        told = run(*arguments)
        assert (told.returncode, told.stderr) == (0, "")
        assert told.stdout
    refused = run("check", "--nonsense")
    assert refused.returncode == 2
    assert refused.stderr.startswith("framing-tui: ")


@index
def test_what_stands_on_their_insides_holds(installation: Installation) -> None:
    tests = [
        path.relative_to(ROOT)
        for path in sorted((ROOT / "tests" / "unit").glob("test_*.py"))
        if ON_INSIDES.search(path.read_text(encoding="utf-8"))
    ]
    assert len(tests) > 1
    # What runs the tests is borrowed, and found behind these versions.
    borrow(installation.python)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYTEST"))}
    # Of the plugins there, one may belong to another version of what is tried.
    alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    pytest_there = (installation.python, "-m", "pytest", "-q", "-p", "pytest_asyncio.plugin")
    quietly(*pytest_there, "-p", "no:cacheprovider", *tests, cwd=ROOT, env={**kept, **alone})
    versions = json.loads(quietly(installation.python, "-c", VERSIONS, *floors(), cwd=ROOT))
    assert {name: Version(version) for name, version in versions.items()} == installation.versions
