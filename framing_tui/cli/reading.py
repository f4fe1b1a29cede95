"""What the commands share when they read a framing: where it is, and what is wrong with it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from framing_tui.model.clean import clean
from framing_tui.storage.load import Opened, load, load_bytes
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.scan import MAX_BYTES

DEFAULT_FILE = "framing.toml"


def read_framing(file: str) -> Opened:
    """Read a framing from a path or, for `-`, from stdin; a file that cannot be read ends the run.

    Wrong values and unknown keys are told on stderr, one line each.
    """
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
            opened = load_bytes(raw, "stdin")
        else:
            opened = load(Path(file), file)
    except CannotOpen as error:
        raise click.ClickException(clean(str(error))) from error
    for problem in opened.problems:
        click.echo(clean(str(problem)), err=True)
    return opened


def write_out(text: str) -> None:
    """Write a result to stdout as UTF-8, whatever the locale, with plain newlines."""
    stream = sys.stdout.buffer
    stream.write(text.encode())
    stream.flush()
