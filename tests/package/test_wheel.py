"""The package as users get it: built, installed in an environment of its own, run elsewhere.

The wheel is built out of the unpacked source distribution, so that neither can lack a file. Nothing
is fetched: the new environment borrows the dependencies of the one that runs the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from framing_tui import __version__
from tests.package.building import (
    ROOT,
    Built,
    borrow,
    build,
    environment,
    files_of,
    install,
    is_left_over,
)

pytestmark = pytest.mark.apart


@dataclass(frozen=True)
class Installed:
    """The wheel, installed; `run` runs one of its programs in an empty folder."""

    programs: Path
    folder: Path

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
        return subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=self.folder,
            env=kept,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )


def included() -> dict[str, str]:
    """Return the folders that become part of the package only when it is built."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    return {str(folder): str(target) for folder, target in folders.items()}


@pytest.fixture(scope="module")
def source() -> frozenset[str]:
    """The source as it was before anything was built."""
    return files_of(ROOT)


@pytest.fixture(scope="module")
def built(source: frozenset[str], tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    home = tmp_path_factory.mktemp("home") / "env"
    python = environment(home)
    install(python, "--no-index", "--no-deps", built.wheel)
    borrow(python)
    return Installed(python.parent, tmp_path_factory.mktemp("elsewhere"))


def test_the_source_distribution_is_complete(built: Built, source: frozenset[str]) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames() if "/" in name}
    assert sorted(source - names) == []
    assert sorted(names - source) == ["PKG-INFO"]
    assert {name for name in names if is_left_over(name)} == set()


def test_the_wheel_holds_the_package_and_its_content(built: Built, source: frozenset[str]) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
        metadata = archive.read(f"framing_tui-{__version__}.dist-info/METADATA").decode()
    package = {name for name in source if name.startswith("framing_tui/")}
    content = {f"framing_tui/{name}" for name in source if name.startswith("templates/")}
    # `explain` shows the cases of the rules' tests.
    cases = {
        f"framing_tui/templates/cases/{Path(name).name}"
        for name in source
        if name.startswith("tests/rules/cases/")
    }
    assert sorted(inside) == sorted(package | content | cases)
    assert "framing_tui/py.typed" in inside
    assert "Requires-Python: >=3.11" in metadata
    assert "License-Expression: MIT" in metadata
    assert "# framing-tui" in metadata


def test_the_wheel_is_what_runs(installed: Installed) -> None:
    done = installed.run("python", "-c", "import framing_tui; print(framing_tui.__file__)")
    assert Path(done.stdout.strip()).is_relative_to(installed.programs.parent), done.stderr


def test_every_way_in_answers(installed: Installed) -> None:
    ways = (("framing-tui",), ("framing",), ("python", "-m", "framing_tui"))
    said = [installed.run(*way, "--version") for way in ways]
    assert [s.stdout for s in said] == [f"framing-tui, version {__version__}\n"] * 3


def test_content_is_found_outside_the_checkout(installed: Installed) -> None:
    listed = installed.run("framing-tui", "new", "--list")
    names = [line.split()[0] for line in listed.stdout.splitlines()]
    assert names == sorted(p.stem for p in (ROOT / "templates" / "starters").glob("*.toml"))

    written = installed.run("framing-tui", "new", "ours.toml", "--from", names[0])
    assert (written.returncode, written.stdout) == (0, "")
    page = installed.run("framing-tui", "export", "ours.toml")
    assert page.returncode == 0, page.stderr
    assert "**Business KPI:**" in page.stdout


def test_a_page_is_the_same_as_from_the_checkout(installed: Installed) -> None:
    example = ROOT / "templates" / "examples" / "payment-fraud.toml"
    page = installed.run("framing-tui", "export", str(example))
    here = subprocess.run(
        [sys.executable, "-m", "framing_tui", "export", str(example)],
        capture_output=True,
        text=True,
    )
    assert page.returncode == 0, page.stderr
    assert page.stdout == here.stdout
