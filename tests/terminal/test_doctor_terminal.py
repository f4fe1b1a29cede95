"""`doctor` in a terminal that answers, in one that never does, and in the background of one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

import pexpect

from tests.terminal.driver import PROGRAM

pytestmark = pytest.mark.terminal
QUESTION = "\x1b[c"


def run(tmp_path: Path, *words: str) -> pexpect.spawn:
    environment = {**os.environ, "TERM": "xterm-256color", "HOME": str(tmp_path)}
    return pexpect.spawn(
        words[0], [*words[1:]], cwd=str(tmp_path), env=environment, encoding="utf-8", timeout=30
    )


def test_a_terminal_that_answers_is_heard(tmp_path: Path) -> None:
    child = run(tmp_path, *PROGRAM, "doctor")
    child.expect_exact(QUESTION)
    child.send("\x1b[?62;22c")
    child.expect_exact("the terminal answers")
    child.expect_exact("full screen  works here")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    # The answer is for the program, and not shown.
    assert "62;22c" not in child.before


def test_a_terminal_that_never_answers_is_not_waited_for(tmp_path: Path) -> None:
    child = run(tmp_path, *PROGRAM, "doctor")
    child.expect_exact("the terminal does not answer; nothing waits for it")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_in_the_background_it_is_not_stopped(tmp_path: Path) -> None:
    command = f"{' '.join(PROGRAM)} doctor & wait $!; echo ended-$?"
    child = run(tmp_path, "bash", "--norc", "-i", "-c", f"set -m; {command}")
    child.expect_exact("ended-0")
    child.close(force=True)
