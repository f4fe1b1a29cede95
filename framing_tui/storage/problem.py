"""What can be wrong with a file: one value of it, or all of it."""

from __future__ import annotations

from framing_tui.model.named_tuple import NamedTuple

# What is wrong with a question while two answers to it stand, of people who wrote at the same time.
UNSETTLED = "two answers stand in the file, ours and theirs: settle it in the app or with ask"


class Problem(NamedTuple):
    """One wrong value or unknown key in a file that is otherwise read."""

    path: str
    line: int | None
    key: str
    message: str

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        return f"{self.path}{line}: {self.key}: {self.message}"


class CannotOpen(Exception):
    """A file that cannot be read as a framing at all; the message is one line for people."""

    def __init__(self, path: str, message: str, line: int | None = None) -> None:
        where = f"{path}:{line}" if line else path
        super().__init__(f"{where}: {message}")
        self.path = path
        self.line = line
        self.message = message


class Conflicted(CannotOpen):
    """A file with an unsettled git conflict in it: to be looked at, and never to be written."""
