"""What the commands share when they read a framing: where it is, and what is wrong with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing_tui.model.clean import clean
from framing_tui.storage.files import ChangedOnDisk, Stamp, write_whole
from framing_tui.storage.load import Opened, load, load_bytes
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.scan import MAX_BYTES

if TYPE_CHECKING:
    from framing_tui.config import Config

DEFAULT_FILE = "framing.toml"


def read_framing(file: str) -> Opened:
    """Read a framing from a path or, for `-`, from stdin; a file that cannot be read ends the run.

    Wrong values and unknown keys are told on stderr, one line each.
    """
    try:
        if file == "-":
            opened = load_bytes(read_stdin(), "stdin")
        else:
            opened = load(Path(file), file)
    except CannotOpen as error:
        raise click.ClickException(clean(str(error))) from error
    for problem in opened.problems:
        click.echo(clean(str(problem)), err=True)
    return opened


def config_of(file: str) -> Config:
    """Return what is set for a file; what is wrong with the settings is told on stderr."""
    from framing_tui.config import config_for

    config = config_for(Path.cwd() if file == "-" else Path(file).parent)
    for problem in config.problems:
        click.echo(clean(str(problem)), err=True)
    return config


def read_stdin() -> bytes:
    """Return what stands on stdin, no more of it than the loader needs to refuse the rest."""
    if sys.stdin is None:
        raise click.ClickException("stdin is closed")
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"stdin: {reason_of(error)}") from error


def write_out(text: str) -> None:
    """Write a result to stdout as UTF-8, whatever the locale, with plain newlines.

    Why a reader that has gone is no error: `… | head` has what it wanted, and the exit status
    still tells what came of the command.
    """
    if sys.stdout is None:
        raise click.ClickException("stdout is closed")
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except OSError as error:
        # What is left in the buffer must not complain again when the interpreter leaves.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise click.ClickException(f"stdout: {reason_of(error)}") from error


def write_file(target: str, text: str) -> None:
    """Write a result to a file as one step; a device or a pipe is written to, never replaced."""
    path, data = Path(target), text.encode()
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
        else:
            write_whole(path, data, expected=Stamp.of(path))
    except ChangedOnDisk as error:
        raise click.ClickException(clean(str(error))) from error
    except OSError as error:
        raise click.ClickException(f"{clean(target)}: {reason_of(error)}") from error


def reason_of(error: OSError) -> str:
    """Return what the system says is wrong, without the program's own words around it."""
    return error.strerror or type(error).__name__
