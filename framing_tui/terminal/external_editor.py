"""A longer text in the editor that somebody is used to.

Why a folder of its own: the text is an answer, so nobody else may read it while it lies there, and
an editor writes its backups beside it.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from framing_tui.terminal.encoding import encoding_of

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


def edited(text: str, encoding: str | None = None) -> str:
    """Return a text as it is when the editor is left; raises EditorFailed.

    The editor works in the encoding of the terminal, unless that lacks a sign of the text.
    """
    encoding = encoding or encoding_of(sys.__stdin__)
    with tempfile.TemporaryDirectory(prefix="framing-") as folder:
        path = Path(folder) / "answer.txt"
        try:
            path.write_bytes(text.encode(encoding))
        except UnicodeEncodeError:
            encoding = "utf-8"
            path.write_text(text, encoding=encoding)
        words = command()
        try:
            done = subprocess.run([*words, str(path)], check=False)
            if done.returncode != 0:
                raise EditorFailed(f"{words[0]} ended with {done.returncode}; nothing was changed")
            return path.read_text(encoding=encoding, errors="replace").rstrip("\n")
        except OSError as error:
            reason = error.strerror or "cannot be run"
            raise EditorFailed(f"{words[0]}: {reason}; nothing was changed") from error
