"""What is looked at: the program, the terminal, the folders, and what stands around them.

Why apart from judging it: what is said of a machine can then be tried for machines that are not
here. Nothing is written, and nothing is waited for longer than a deadline.
"""

from __future__ import annotations

import locale
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata, util
from pathlib import Path

from framing_tui import __version__
from framing_tui.content import UnknownContent, content_dir
from framing_tui.storage.rescue import folders as rescue_folders
from framing_tui.terminal import external_editor
from framing_tui.terminal.encoding import encoding_of
from framing_tui.terminal.query import seconds_to_answer
from framing_tui.terminal.window import window_size

# What has to be installed with the program: the name of each, and the module in it.
LIBRARIES = {
    "textual": "textual",
    "click": "click",
    "jinja2": "jinja2",
    "markdown-it-py": "markdown_it",
    "questionary": "questionary",
    "prompt_toolkit": "prompt_toolkit",
    "platformdirs": "platformdirs",
    "tomlkit": "tomlkit",
}
# What of the environment tells where the program runs.
VARIABLES = (
    *("TERM", "COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG"),
    *("TMUX", "STY", "SSH_CONNECTION", "SSH_TTY"),
)
_STREAMS = ("stdin", "stdout", "stderr")
_TMUX_OPTIONS = ("escape-time", "set-clipboard")
_PATIENCE = 2.0


@dataclass(frozen=True)
class Facts:
    """What was found. Libraries that are missing have no version, and what does not apply is None
    or empty."""

    version: str = __version__
    python: str = ""
    system: str = ""
    libraries: Mapping[str, str | None] = field(default_factory=dict)
    has_content: bool = True
    environment: Mapping[str, str] = field(default_factory=dict)
    terminals: Mapping[str, bool] = field(default_factory=dict)
    size: tuple[int, int] | None = None
    encodings: tuple[str, ...] = ()
    was_asked: bool = False
    answers_after: float | None = None
    tmux: Mapping[str, str] = field(default_factory=dict)
    editor: str = ""
    has_editor: bool = True
    keeps_copies_in: str = ""
    can_keep_copies: bool = True
    can_write_here: bool = True
    git: str | None = None
    repository: str | None = None
    drivers: Mapping[str, str] = field(default_factory=dict)

    def is_set(self, *names: str) -> bool:
        """Whether one of some variables of the environment holds anything."""
        return any(self.environment.get(name) for name in names)


def look() -> Facts:
    """Return what is found here."""
    environment = {name: os.environ[name] for name in VARIABLES if name in os.environ}
    terminals = {name: _is_terminal(name) for name in _STREAMS}
    can_be_asked = terminals["stdin"] and terminals["stdout"] and _is_drawable(environment)
    editor = external_editor.command()
    copies = rescue_folders()
    return Facts(
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}".strip(),
        libraries={name: _version(name, module) for name, module in LIBRARIES.items()},
        has_content=_has_content(),
        environment=environment,
        terminals=terminals,
        size=window_size(sys.stdout.fileno(), {}) if terminals["stdout"] else None,
        encodings=tuple(dict.fromkeys((locale.getencoding().lower(), encoding_of(sys.stdout)))),
        was_asked=can_be_asked,
        answers_after=_asked() if can_be_asked else None,
        tmux=_tmux() if environment.get("TMUX") else {},
        editor=editor[0],
        has_editor=shutil.which(editor[0]) is not None,
        keeps_copies_in=str(copies[0]) if copies else "",
        can_keep_copies=any(map(_can_be_made, copies)),
        can_write_here=os.access(Path.cwd(), os.W_OK),
        git=_told("git", "--version").removeprefix("git version ").strip() or None,
        repository=_told("git", "rev-parse", "--show-toplevel").strip() or None,
        drivers=_drivers(),
    )


def _is_terminal(name: str) -> bool:
    stream = getattr(sys, name)
    return stream is not None and not stream.closed and stream.isatty()


def _is_drawable(environment: Mapping[str, str]) -> bool:
    return environment.get("TERM", "") not in ("", "dumb")


def _asked() -> float | None:
    return seconds_to_answer(sys.stdin.fileno(), sys.stdout.fileno())


def _version(name: str, module: str) -> str | None:
    if util.find_spec(module) is None:
        return None
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "of unknown version"


def _has_content() -> bool:
    try:
        content_dir()
    except UnknownContent:
        return False
    return True


def _tmux() -> dict[str, str]:
    found = {name: _told("tmux", "show-options", "-gsv", name).strip() for name in _TMUX_OPTIONS}
    return {name: value for name, value in found.items() if value}


def _can_be_made(folder: Path) -> bool:
    """Whether a folder can be written in, or made where it is not there yet."""
    there = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _drivers() -> dict[str, str]:
    """Return what git does with a framing here: for merges and differences, the command."""
    told = _told("git", "check-attr", "merge", "diff", "--", "framing.toml")
    found = {}
    for line in told.splitlines():
        _, attribute, name = (*line.split(": "), "", "")[:3]
        keys = {"merge": ("driver",), "diff": ("command", "textconv")}.get(attribute, ())
        commands = (_told("git", "config", "--get", f"{attribute}.{name}.{key}") for key in keys)
        command = next((words for words in map(str.strip, commands) if words), "")
        if command:
            found[attribute] = command
    return found


def _told(*words: str) -> str:
    """Return what a program prints; nothing where it is not there, fails or takes too long."""
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
