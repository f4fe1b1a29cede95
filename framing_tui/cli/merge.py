"""`framing-tui merge BASE OURS THEIRS`: two people's files joined, by hand and for git."""

from __future__ import annotations

import os

import click

from framing_tui.cli.command import Command, option
from framing_tui.cli.reading import write_bytes
from framing_tui.cli.sides import read_side
from framing_tui.cli.streams import say, write_out
from framing_tui.model.clean import clean, one_line
from framing_tui.storage.document import encoded
from framing_tui.storage.merge_texts import Merged, merge_files
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.toml_edit import EditMissed

_SHOWN = 80


@click.command("merge", cls=Command)
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@option("-o", "--output", metavar="OUT", help="Where to write, not OURS; - is stdout.")
@option("--path", "shown", metavar="NAME", help="How messages name the file.")
def command(base: str, ours: str, theirs: str, output: str | None, shown: str | None) -> int:
    """Join what OURS and THEIRS changed since BASE, answer by answer, and write it into OURS.

    Where both changed one answer, ours stays in its place and theirs is kept beside it in the file,
    as a clash to be settled in the interview; each is told on stderr. As git's merge driver, see
    git-setup.

    Exit status: 0 joined, 1 joined with clashes, 2 a file cannot be read: nothing is written.
    """
    named = clean(shown or ours)
    if [base, ours, theirs].count("-") > 1:
        raise click.UsageError("stdin can be one of the three only")
    target = ours if output is None else output
    if output is None and not os.path.lexists(ours):
        raise click.UsageError("OURS is no file to write into: name one with -o")
    try:
        sides = [
            # git hands over copies without a name of their own.
            read_side(name, f"{named} ({which})" if shown else None)
            for name, which in ((base, "base"), (ours, "ours"), (theirs, "theirs"))
        ]
        merged = merge_files(*(side.opened for side in sides))
    except CannotOpen as error:
        raise click.ClickException(f"{clean(str(error))}; nothing is written") from error
    except EditMissed as error:
        told = f"{named}: cannot be joined: {clean(str(error))}; nothing is written"
        raise click.ClickException(told) from error
    data = encoded(merged.opened)
    if target == "-":
        write_out(data.decode())
    else:
        write_bytes(target, data, sides[1].raw if output is None else None)
    for line in _lines(merged):
        say(f"{named}: {line}")
    return 1 if merged.clashes or merged.told else 0


def _lines(merged: Merged) -> list[str]:
    """Return one line for each thing that stands in the file twice."""
    lines = [
        f"{row.question}: two answers: ours {one_line(row.ours or '', _SHOWN)},"
        f" theirs {one_line(row.theirs or '', _SHOWN)}; both are in the file: open it and settle it"
        for row in merged.clashes
    ]
    return lines + [f"{one_line(told, 2 * _SHOWN)}: it stands in a comment" for told in merged.told]
