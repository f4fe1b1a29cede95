"""README keeps its word: its commands are marked for CI, complete, and point at what is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from framing_tui.cli.program import COMMANDS, DEFAULT
from framing_tui.model.catalogue import SECTIONS
from framing_tui.storage.load import load_bytes

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def command(name: str) -> str:
    script = [sys.executable, str(ROOT / ".ci" / "readme_command.py"), name]
    done = subprocess.run(script, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.rstrip("\n")


@pytest.mark.parametrize("name", ["try", "test"])
def test_a_command_is_one_line_that_does_all_the_set_up(name: str) -> None:
    line = command(name)
    assert "\n" not in line
    assert f"```sh\n{line}\n```" in README
    assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert "uv " not in line


def test_the_example_is_copied_and_the_copy_is_ignored_by_git() -> None:
    line = command("try")
    copied = re.search(r"cp (\S+) (\S+)", line)
    assert copied is not None
    assert (ROOT / copied[1]).is_file()
    assert f"/{copied[2]}" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert line.endswith(f"framing-tui {copied[2]}")


def test_an_unknown_command_is_refused() -> None:
    script = [sys.executable, str(ROOT / ".ci" / "readme_command.py"), "fly"]
    done = subprocess.run(script, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")


def test_ci_runs_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for name in ("try", "test"):
        assert f"readme_command.py {name}" in script
    # What needs the package index or takes long is not in the tests of the README, and must not go
    # unrun.
    assert '\ncheck pytest -m "(index or apart) and not nightly" ' in script
    assert "run: .ci/run\n" in (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")


def test_every_command_is_listed() -> None:
    listed = set(re.findall(r"^\| `framing-tui ([a-z-]+) ", README, re.M))
    assert listed == set(COMMANDS) - {DEFAULT}


def test_the_sections_are_listed_in_order() -> None:
    listed = re.findall(r"^(\d+)\. \*\*(.+?)\*\*", README, re.M)
    assert listed == [(str(section.number), section.title) for section in SECTIONS]


def test_the_file_shown_is_a_framing_without_faults() -> None:
    shown = re.search(r"^```toml\n(.*?)^```$", README, re.M | re.S)
    assert shown is not None
    opened = load_bytes(shown[1].encode(), "README.md")
    assert opened.problems == ()
    assert opened.framing.stack.kpi_target is not None
