"""What the commands share when they read a framing: where it is, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing_tui.cli.streams import read_in, reason_of, say
from framing_tui.model.clean import clean
from framing_tui.storage.files import ChangedOnDisk, Stamp, write_whole
from framing_tui.storage.limits import MAX_BYTES
from framing_tui.storage.load import Opened, load, load_bytes
from framing_tui.storage.problem import CannotOpen

if TYPE_CHECKING:
    from framing_tui.config import Config

DEFAULT_FILE = "framing.toml"


def read_framing(file: str) -> Opened:
    """Read a framing from a path or, for `-`, from stdin; a file that cannot be read ends the run.

    Wrong values and unknown keys are told on stderr, one line each.
    """
    try:
        if file == "-":
            opened = load_bytes(read_in(MAX_BYTES + 1), "stdin")
        else:
            opened = load(Path(file), file)
    except CannotOpen as error:
        raise click.ClickException(clean(str(error))) from error
    for problem in opened.problems:
        say(str(problem))
    return opened


def config_of(file: str) -> Config:
    """Return what is set for a file; what is wrong with the settings is told on stderr."""
    from framing_tui.config import config_for

    config = config_for(Path.cwd() if file == "-" else Path(file).parent)
    for problem in config.problems:
        say(str(problem))
    return config


def write_file(target: str, text: str) -> None:
    """Write a result to a file as one step; a device or a pipe is written to, never replaced."""
    write_bytes(target, text.encode())


def write_bytes(target: str, data: bytes, was: bytes | None = None) -> None:
    """Write as `write_file` does; where `was` is given, only over a file that still holds that."""
    path = Path(target)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
        else:
            expected = Stamp.of(path) if was is None else Stamp.of_bytes(was)
            write_whole(path, data, expected=expected)
    except ChangedOnDisk as error:
        raise click.ClickException(clean(str(error))) from error
    except OSError as error:
        raise click.ClickException(f"{clean(target)}: {reason_of(error)}") from error
