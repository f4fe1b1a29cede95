"""A real repository of git in a folder of the test, in which this program is on the path.

Nothing that a person has set for git holds in it, so that it is the same on every machine.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

FRAMING = """\
# What the team has said
format = 1
title = "Card fraud"

[stack]
# The one business number it moves (KPI)
kpi = "fraud loss per 1,000 orders"
# That number today
kpi_now = 42
# Who acts on the output, and what changes for them
users = ""

[[labels.candidates]]
name = "disputes"
alignment = 4

[serving]
online = "yes"
p99_budget_ms = 120
p99_expected_ms = 80

[spec]
parking = ["who pays"]

[notes]
"stack.kpi" = "from the monthly report"
"""


class Ran:
    """What one program left: its status and what it said."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.status = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()


class Repository:
    """A repository with one branch, `main`, and the program beside it."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.root = folder / "repository"
        self.bin = folder / "bin"
        self.root.mkdir()
        self.bin.mkdir()
        program = self.bin / "framing-tui"
        program.write_text(
            f"#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))}${{PYTHONPATH:+:$PYTHONPATH}}\n"
            "export PYTHONPATH\n"
            f'exec {shlex.quote(sys.executable)} -m framing_tui "$@"\n',
            encoding="utf-8",
        )
        program.chmod(0o755)
        self.git("init", "--quiet", "--initial-branch=main")

    @property
    def environment(self) -> dict[str, str]:
        """The variables that programs run with."""
        # Some of git's own are set where tests are run by a hook.
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "GITHUB_"))}
        names = {
            f"GIT_{who}_{what}": "tester"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        return {
            **kept,
            **names,
            "PATH": f"{self.bin}{os.pathsep}{kept['PATH']}",
            "HOME": str(self.home),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_EDITOR": "true",
            "LC_ALL": "C.UTF-8",
        }

    def run(
        self, *command: str | Path, at: Path | None = None, given: bytes = b"", **variables: str
    ) -> Ran:
        """Run a program in the repository, or in a folder of it."""
        words = [os.fspath(word) for word in command]
        environment = {**self.environment, **variables}
        place = at or self.root
        return Ran(
            subprocess.run(words, cwd=place, env=environment, input=given, capture_output=True)
        )

    def tui(self, *arguments: str, at: Path | None = None, given: bytes = b"", **more: str) -> Ran:
        """Run this program."""
        ran = self.run(self.bin / "framing-tui", *arguments, at=at, given=given, **more)
        assert "Traceback" not in ran.err
        return ran

    def git(self, *arguments: str, fails: bool = False) -> str:
        """Run git, which must succeed unless it is to fail; return what it printed."""
        ran = self.run("git", *arguments)
        assert (ran.status != 0) == fails, ran.out + ran.err
        return ran.out + ran.err

    def put(self, text: str, name: str = "framing.toml") -> Path:
        """Write a file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def text(self, name: str = "framing.toml") -> str:
        """Read a file."""
        return (self.root / name).read_bytes().decode()

    def commit(self, text: str | None = None, name: str = "framing.toml") -> None:
        """Commit everything, with a file written before."""
        if text is not None:
            self.put(text, name)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "a change")

    def branch(self, name: str, text: str | None = None, file: str = "framing.toml") -> None:
        """Make a branch from here, commit a text on it, and go back to the one before."""
        self.git("switch", "--quiet", "--create", name)
        if text is not None:
            self.commit(text, file)
            self.git("switch", "--quiet", "-")
