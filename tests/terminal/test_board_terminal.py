"""The board of the installed program in a real terminal: to a framing and back, and its end."""

from __future__ import annotations

import re
import signal
import sys
import tomllib
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

from tests.terminal.driver import LEAVING, Terminal

pytestmark = pytest.mark.terminal
SIZES = [(120, 36), (80, 24)]


def framings(folder: Path, *names: str) -> None:
    for name in names:
        (folder / f"{name}-framing.toml").write_text(f'title = "Project {name}"\n')


def line_of(terminal: Terminal, words: str) -> str:
    return next((line for line in terminal.text.splitlines() if words in line), "")


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_a_framing_is_opened_answered_and_left_for_its_row(
    tmp_path: Path, columns: int, lines: int
) -> None:
    framings(tmp_path, "a", "b", "c")
    (tmp_path / "broken-framing.toml").write_text("x =\n")
    with Terminal("board", ".", cwd=tmp_path, columns=columns, lines=lines) as terminal:
        terminal.wait_for("cannot be read: line 1")
        terminal.wait_for("Esc back")
        terminal.press("down")
        terminal.wait_until(lambda: "▌" in line_of(terminal, "Project b"), "no cursor")
        assert re.search(r" 0/\d+", line_of(terminal, "Project b"))
        terminal.press("enter")
        terminal.wait_for_card("The business problem")
        terminal.press("Cut churn", "enter")
        terminal.wait_for("saved")
        terminal.press("ctrl+q")
        terminal.wait_for(LEAVING)
        terminal.press("enter")
        # The same row, judged anew; the others are as they were.
        terminal.wait_for("Framings at a glance")
        terminal.wait_until(
            lambda: bool(re.search(r"▌ .* 1/\d+", line_of(terminal, "Project b"))), "not judged"
        )
        assert re.search(r" 0/\d+", line_of(terminal, "Project c"))
        terminal.press("up", "enter")
        terminal.wait_for_card("The business problem")
        terminal.press("ctrl+q")
        terminal.wait_until(lambda: "▌" in line_of(terminal, "Project a"), "not back")
        terminal.press("q")
        # One file could not be read.
        assert terminal.wait_end() == 2
    data = tomllib.loads((tmp_path / "b-framing.toml").read_text(encoding="utf-8"))
    assert data["stack"]["objective"] == "Cut churn"
    assert (tmp_path / "a-framing.toml").read_text() == 'title = "Project a"\n'


def test_a_framing_that_went_bad_meanwhile_is_told_and_the_board_stays(tmp_path: Path) -> None:
    framings(tmp_path, "a", "b")
    with Terminal("board", ".", cwd=tmp_path) as terminal:
        terminal.wait_for("Project b")
        terminal.wait_for("Esc back")
        (tmp_path / "a-framing.toml").write_text("x =\n")
        terminal.press("enter")
        terminal.wait_for("a-framing.toml: cannot be read")
        (tmp_path / "a-framing.toml").write_text('title = "Project again"\n')
        # Read anew, it is there once more.
        terminal.press("\x12")
        terminal.wait_for("Project again")
        terminal.press("escape")
        assert terminal.wait_end() == 0


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_many_come_in_and_it_can_be_left_at_any_moment(tmp_path: Path, jobs: str) -> None:
    framings(tmp_path, *(f"{n:03}" for n in range(300)))
    with Terminal("board", ".", "--jobs", jobs, cwd=tmp_path) as terminal:
        terminal.wait_for("300 framings")
        terminal.press("q")
        assert terminal.wait_end() == 0
    with Terminal("board", ".", "--jobs", jobs, cwd=tmp_path) as terminal:
        terminal.wait_for("300 framings")
        terminal.wait_gone("judged")
        terminal.press("299")
        terminal.wait_for("1 of 300")
        terminal.wait_for("Project 299")
        terminal.press("escape", "\x03")
        assert terminal.wait_end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["TERM", "HUP"])
def test_a_signal_ends_it_and_gives_the_terminal_back(tmp_path: Path, number: int) -> None:
    framings(tmp_path, "a")
    with Terminal("board", ".", cwd=tmp_path) as terminal:
        terminal.wait_for("Esc back")
        terminal.kill(number)
        assert terminal.wait_end() == 128 + number
        assert b"\x1b[?1049l" in terminal.raw


def test_a_dumb_terminal_gets_a_report(tmp_path: Path) -> None:
    framings(tmp_path, "a")
    with Terminal("board", ".", cwd=tmp_path, env={"TERM": "dumb"}) as terminal:
        assert terminal.wait_end() == 0
        assert b"# Framings at a glance" in terminal.raw
        assert b"\x1b" not in terminal.raw
