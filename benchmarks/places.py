"""Where programs are measured: a folder of its own, an interpreter, and nobody's settings.

Why a home of its own: what is kept in the user's cache and settings is neither used nor touched,
and the first run of each program fills the cache that the measured ones find.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from processes import Ran, run
from programs import Program

ROOT = Path(__file__).resolve().parent.parent


class Place:
    """A folder in which programs are started by one interpreter."""

    def __init__(self, folder: Path, python: str) -> None:
        self.folder = folder
        self.python = python
        home = folder / "home"
        home.mkdir(exist_ok=True)
        kinds = ("CONFIG", "DATA", "STATE", "CACHE")
        self.env: Mapping[str, str] = {
            **{name: value for name, value in os.environ.items() if not _changes_what_runs(name)},
            "HOME": str(home),
            **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds},
        }

    def program(self, *arguments: str, behind: Sequence[str] = ()) -> Program:
        """Start the interpreter on a terminal of its own, behind another command if any."""
        return Program([*behind, self.python, *arguments], str(self.folder), self.env)

    def run(self, *arguments: str) -> Ran:
        """Run the interpreter to its end, without a terminal."""
        return run([self.python, *arguments], self.folder, self.env)


def _changes_what_runs(name: str) -> bool:
    """Whether a variable makes a program slower, or other, than it is for most people.

    Without compiled files, as PYTHONDONTWRITEBYTECODE would have it, a start takes three times as
    long.
    """
    is_of_python = name.startswith("PYTHON") and name != "PYTHONPATH"
    return is_of_python or name.startswith(("TEXTUAL", "SSH_", "NO_COLOR", "COLUMNS", "LINES"))
