"""The program as one file: built, started where nothing else is, and unpacked once.

It is built out of the packages of the environment that runs the tests, so that nothing is fetched;
with the package index it is built outside the ordinary run.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from framing_tui import __version__
from tests.package.building import ROOT, quietly

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

from tests.terminal.driver import Terminal

pytestmark = pytest.mark.apart
SCRIPT = ROOT / ".ci" / "build_pyz.py"
EXAMPLE = ROOT / "templates" / "examples" / "payment-fraud.toml"
# A Python that knows of no packages: the one that runs the tests has them all.
ALONE = (sys.executable, "-I", "-S")


def build(target: Path, *options: str) -> Path:
    quietly(sys.executable, SCRIPT, *options, "-o", target, cwd=target.parent)
    return target


@pytest.fixture(scope="module")
def pyz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("built") / "framing-tui.pyz", "--installed")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    return place / "framing-tui"


def run(pyz: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [*ALONE, str(pyz), *words]
    return subprocess.run(
        command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


def test_it_answers_where_no_package_is_installed(pyz: Path, cache: Path, tmp_path: Path) -> None:
    told = run(pyz, "--version", cwd=tmp_path)
    assert (told.stdout, told.stderr) == (f"framing-tui, version {__version__}\n", "")
    page = run(pyz, "export", str(EXAMPLE), cwd=tmp_path)
    here = quietly(sys.executable, "-m", "framing_tui", "export", EXAMPLE, cwd=ROOT)
    assert (page.stdout, page.stderr) == (here, "")
    for words in (
        ("explain", "FT603"),
        ("new", "framing-ours.toml", "--from", "churn-retention"),
        ("set", "framing-ours.toml", "stack.kpi", "churn"),
        ("check", ".", str(EXAMPLE), "--fail-on", "never", "--jobs", "2"),
        ("export", "framing-ours.toml", "-o", "page.html"),
        ("doctor",),
    ):
        done = run(pyz, *words, cwd=tmp_path)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


def test_the_screen_takes_an_answer(pyz: Path, cache: Path, tmp_path: Path) -> None:
    program = (*ALONE, str(pyz))
    with Terminal("--at", "stack.kpi", cwd=tmp_path, program=program) as terminal:
        terminal.wait_for("KPI")
        terminal.press("fraud loss")
        terminal.wait_for("fraud loss")
        assert terminal.leave() == 0
    assert 'kpi = "fraud loss"' in (tmp_path / "framing.toml").read_text(encoding="utf-8")


def test_it_unpacks_once_and_for_its_owner_alone(pyz: Path, cache: Path, tmp_path: Path) -> None:
    assert run(pyz, "--version", cwd=tmp_path).returncode == 0
    (folder,) = cache.iterdir()
    mark = folder / "framing_tui" / "__init__.py"
    before = mark.stat().st_mtime_ns
    assert run(pyz, "--version", cwd=tmp_path).returncode == 0
    assert ([*cache.iterdir()], mark.stat().st_mtime_ns) == ([folder], before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_that_start_at_once_share_what_is_unpacked(
    pyz: Path, cache: Path, tmp_path: Path
) -> None:
    started = [
        subprocess.Popen(
            [*ALONE, str(pyz), "--version"], cwd=tmp_path, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    said = [one.communicate()[0] for one in started]
    assert said == [f"framing-tui, version {__version__}\n"] * 4
    assert len([*cache.iterdir()]) == 1


def test_what_somebody_else_may_write_to_is_not_run(pyz: Path, cache: Path, tmp_path: Path) -> None:
    assert run(pyz, "--version", cwd=tmp_path).returncode == 0
    (folder,) = cache.iterdir()
    (folder / "framing_tui" / "__init__.py").write_text("raise SystemExit('taken over')\n")
    folder.chmod(0o777)
    told = run(pyz, "--version", cwd=tmp_path)
    assert (told.stdout, told.stderr) == (f"framing-tui, version {__version__}\n", "")


def test_without_a_cache_it_runs_and_leaves_nothing(
    pyz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file, and no folder\n")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "taken"))
    monkeypatch.setenv("TMPDIR", str(temporary))
    told = run(pyz, "--version", cwd=tmp_path)
    assert (told.stdout, told.stderr) == (f"framing-tui, version {__version__}\n", "")
    assert [*temporary.iterdir()] == []


def test_it_holds_plain_python_and_no_trace_of_where_it_was_built(pyz: Path) -> None:
    assert os.access(pyz, os.X_OK)
    assert pyz.read_bytes().startswith(b"#!/usr/bin/env python3\n")
    with zipfile.ZipFile(pyz) as archive:
        names = archive.namelist()
        texts = {name: archive.read(name) for name in names}
    assert [n for n in names if n.endswith((".so", ".pyd", ".pyc", "direct_url.json"))] == []
    assert [n for n, text in texts.items() if str(ROOT).encode() in text] == []
    licenses = {n.split("/")[0] for n in names if "licen" in n.lower() or "copying" in n.lower()}
    assert "framing_tui" in {name.split("-")[0] for name in licenses}


def test_the_same_contents_are_the_same_bytes(pyz: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "again.pyz", "--installed")
    assert again.read_bytes() == pyz.read_bytes()


def test_an_old_python_is_told_what_is_needed(pyz: Path) -> None:
    with zipfile.ZipFile(pyz) as archive:
        starter = archive.read("__main__.py").decode()
    old = "import sys; sys.version_info = (3, 6, 9, 'final', 0)\n"
    done = subprocess.run([sys.executable, "-c", old + starter], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "framing-tui: needs Python 3.11 or newer, and this is 3.6\n"


@pytest.mark.index
def test_it_is_built_from_the_package_index(cache: Path, tmp_path: Path) -> None:
    built = build(tmp_path / "framing-tui.pyz")
    told = run(built, "check", str(EXAMPLE), "--fail-on", "never", cwd=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
