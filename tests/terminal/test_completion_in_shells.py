"""Completion in real shells: a line is typed, Tab is pressed, and the line is longer."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

import pexpect

from framing_tui.cli.completion import PROGRAMS

pytestmark = pytest.mark.terminal

BEGINS = {
    "bash": (
        ("--norc", "--noprofile", "-i"),
        "bind 'set enable-bracketed-paste off'; bind 'set bell-style none'; "
        'eval "$(framing-tui completion bash)"',
    ),
    "zsh": (
        ("-f", "-i"),
        'autoload -U compinit; compinit -u -D; eval "$(framing-tui completion zsh)"',
    ),
    "fish": (("--no-config", "-i"), "framing-tui completion fish | source"),
}
TYPED = {
    "framing-tui chec": "framing-tui check ",
    "framing explain FT60": "FT603",
    "framing-tui --at stack.kpi_ta": "stack.kpi_target",
    "framing-tui calc exp": "calc experiment",
    "framing-tui set our.toml stack.policy rank": "stack.policy rank-all",
    "framing-tui export ou": "export our.toml",
}


@pytest.mark.parametrize("shell", BEGINS)
def test_a_shell_completes_words(shell: str, tmp_path: Path) -> None:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in PROGRAMS:
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m framing_tui "$@"\n', "utf-8")
        program.chmod(0o755)
    (tmp_path / "our.toml").touch()
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "TERM": "dumb" if shell != "fish" else "xterm",
        "INPUTRC": os.devnull,
    }
    options, begin = BEGINS[shell]
    child = pexpect.spawn(
        found, [*options], cwd=str(tmp_path), env=environment, encoding="utf-8", timeout=30
    )
    try:
        child.sendline(begin)
        child.sendline("echo ready-$((40 + 2))" if shell != "fish" else "echo ready-(math 40 + 2)")
        child.expect("ready-42")
        for line, whole in TYPED.items():
            child.send(f"{line}\t\t")
            child.expect_exact(whole)
            # The line is thrown away, and the next one begins in its place.
            child.sendcontrol("u")
    finally:
        child.close(force=True)
