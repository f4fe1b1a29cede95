"""A text on its way to the clipboard: which program takes it, and when the terminal is asked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from framing_tui.terminal.clipboard import MOST, NotSent, send


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that comes first where programs are looked for; each keeps what it is given."""
    for name in ("tmux", "pbcopy"):
        program = tmp_path / name
        program.write_text(
            f'#!/bin/sh\necho "$@" > {tmp_path}/{name}.words\ncat > {program}.took\n'
        )
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path


def test_inside_tmux_tmux_takes_it(programs: Path) -> None:
    asked: list[str] = []
    assert send("päge\n", asked.append, {"TMUX": "x"}, "linux").startswith("tmux")
    assert (programs / "tmux.took").read_text("utf-8") == "päge\n"
    assert (programs / "tmux.words").read_text("utf-8") == "load-buffer -w -\n"
    assert asked == []


def test_on_a_mac_of_ones_own_the_system_takes_it(programs: Path) -> None:
    asked: list[str] = []
    assert send("page", asked.append, {}, "darwin") == "the clipboard"
    assert (programs / "pbcopy.took").read_text("utf-8") == "page"
    assert send("page", asked.append, {"SSH_CONNECTION": "x"}, "darwin") == "the terminal"
    assert asked == ["page"]


def test_else_the_terminal_is_asked() -> None:
    asked: list[str] = []
    assert send("page", asked.append, {}, "linux") == "the terminal"
    assert asked == ["page"]


def test_a_tmux_that_cannot_is_passed_over(programs: Path) -> None:
    (programs / "tmux").write_text("#!/bin/sh\nexit 1\n")
    asked: list[str] = []
    assert send("page", asked.append, {"TMUX": "x"}, "linux") == "the terminal"
    assert asked == ["page"]


def test_what_a_terminal_would_cut_is_not_sent() -> None:
    asked: list[str] = []
    with pytest.raises(NotSent, match="which terminals cut"):
        send("x" * (MOST + 1), asked.append, {}, "linux")
    assert asked == []
