"""`framing-tui new`: a commented file from a starter."""

from __future__ import annotations

import os

import click

from framing_tui.cli.command import Command
from framing_tui.cli.reading import DEFAULT_FILE, write_file
from framing_tui.cli.streams import say, write_out
from framing_tui.content import UnknownContent, starter_names, starter_path
from framing_tui.model.clean import clean
from framing_tui.storage.blank import blank_document, blanked
from framing_tui.storage.load import load
from framing_tui.storage.problem import CannotOpen

DEFAULT_STARTER = "blank"


@click.command("new", cls=Command)
@click.argument("file", required=False)
@click.option("--from", "starter", metavar="STARTER", help="Whose answers are offered.")
@click.option("--list", "list_them", is_flag=True, help="List the starters.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
def command(file: str | None, starter: str | None, list_them: bool, force: bool) -> int:
    """Write a new FILE (framing.toml where none is named) with every question under its comment.

    Answers of the starter are offered in the interview, not filled in. `-` writes to stdout.
    """
    if list_them:
        for name in starter_names():
            write_out(f"{name:<24} {load(starter_path(name)).framing.header.title}\n")
        return 0
    text = _document(starter)
    target = file or DEFAULT_FILE
    if target == "-":
        write_out(text)
        return 0
    if not force and os.path.lexists(target):
        raise click.ClickException(f"{clean(target)}: is there already; --force writes over it")
    write_file(target, text)
    say(f"{target}: written; open it with: framing-tui {target}")
    return 0


def _document(starter: str | None) -> str:
    if starter is None or starter == DEFAULT_STARTER:
        return blank_document()
    try:
        return blanked(load(starter_path(starter)).text, starter)
    except (UnknownContent, CannotOpen) as error:
        raise click.UsageError(clean(str(error))) from error
