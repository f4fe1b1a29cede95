"""A longer text in the editor that somebody is used to.

Why a folder of its own: the text is an answer, so nobody else may read it while it lies there, and
an editor writes its backups beside it.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

FALLBACK = "vi" if os.name == "posix" else "notepad"


class EditorFailed(Exception):
    """The editor could not be run or ended with an error; the text is as it was."""


def command() -> list[str]:
    """Return the editor that the environment names, as words; a usual one where it names none."""
    for name in ("VISUAL", "EDITOR"):
        words = shlex.split(os.environ.get(name, ""))
        if words:
            return words
    return [FALLBACK]


def edited(text: str) -> str:
    """Return a text as it is when the editor is left; raises EditorFailed."""
    with tempfile.TemporaryDirectory(prefix="framing-") as folder:
        path = Path(folder) / "answer.txt"
        path.write_text(text, encoding="utf-8")
        words = command()
        try:
            done = subprocess.run([*words, str(path)], check=False)
            if done.returncode != 0:
                raise EditorFailed(f"{words[0]} ended with {done.returncode}; nothing was changed")
            return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
        except OSError as error:
            reason = error.strerror or "cannot be run"
            raise EditorFailed(f"{words[0]}: {reason}; nothing was changed") from error
