"""A framing that a command compares or joins: a file, a file at a revision of git, stdin, or none.

Why none is one: what is new or deleted in git has nothing on one side, and is told like the rest.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from framing_tui.cli import git
from framing_tui.cli.streams import read_in
from framing_tui.model.clean import clean
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.storage.limits import MAX_BYTES
from framing_tui.storage.load import Opened, load_bytes, read_bytes
from framing_tui.storage.problem import CannotOpen

# How git names the side that is not there, on every system.
NOTHING = ("/dev/null", os.devnull)


class Read(NamedTuple):
    """One side as it was read: its bytes, and its framing, which is empty where there is none."""

    name: str
    raw: bytes
    opened: Opened
    is_there: bool = True


def read_side(name: str, shown: str | None = None) -> Read:
    """Read a side; `shown` is how messages name it. Raises CannotOpen where it is no framing."""
    shown = clean(shown or name)
    if name in NOTHING:
        return Read(shown, b"", load_bytes(b"", shown), is_there=False)
    raw = bytes_of(name, shown)
    return Read(shown, raw, load_bytes(raw, shown))


def bytes_of(name: str, shown: str) -> bytes:
    """Return the bytes of a side; a file goes before a revision of the same name."""
    if name == "-":
        return read_in(MAX_BYTES + 1)
    if not os.path.lexists(name):
        if git.is_revision(name):
            return git.at_revision(name)
        if git.names_revision(name):
            hint = f"is a revision: name a file at it, like {name}:framing.toml"
            raise CannotOpen(shown, hint)
    return read_bytes(Path(name), shown)


def side_or_refused(name: str) -> Read:
    """Read a side as `read_side` does; where it cannot be, the run ends in one line."""
    try:
        return read_side(name)
    except CannotOpen as error:
        raise click.ClickException(clean(str(error))) from error
