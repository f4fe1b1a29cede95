"""`framing-tui fmt FILE…`: canonical order and spelling."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import click

from framing_tui.cli.command import Command, option
from framing_tui.cli.reading import DEFAULT_FILE, write_bytes
from framing_tui.cli.streams import read_in, say, write_out
from framing_tui.model.clean import clean
from framing_tui.storage.document import encoded
from framing_tui.storage.limits import MAX_BYTES
from framing_tui.storage.load import load_bytes, read_bytes
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.reformat import reformatted
from framing_tui.storage.toml_edit import EditMissed

# So many lines tell what is meant; whoever wants all writes the file and lets git compare.
_MOST_LINES = 20
# Comparing more lines takes seconds.
_COMPARED = 2_000


@click.command("fmt", cls=Command)
@click.argument("files", metavar="[FILE...]", nargs=-1)
@option("--check", "is_check", is_flag=True, help="Write nothing; say which lines differ.")
def command(files: tuple[str, ...], is_check: bool) -> int:
    """Put each FILE (framing.toml where none is named) into canonical order and spelling.

    Comments, blank lines, keys of your own and the answers stay. - reads stdin and writes stdout.

    Exit status: 0 fine, 1 with --check where a file would change, 2 a file that cannot be read.
    """
    status = 0
    for name in files or (DEFAULT_FILE,):
        try:
            status = max(status, _check(name) if is_check else _put_in_order(name))
        except (CannotOpen, click.ClickException) as error:
            # The others are put in order all the same.
            told = error.format_message() if isinstance(error, click.ClickException) else str(error)
            say(f"framing-tui: {told}")
            status = 2
    return status


def _both(name: str) -> tuple[bytes, bytes]:
    """Return the bytes of a file as they are, and as they should be; raises CannotOpen."""
    shown = "stdin" if name == "-" else clean(name)
    raw = read_in(MAX_BYTES + 1) if name == "-" else read_bytes(Path(name), shown)
    opened = load_bytes(raw, shown)
    try:
        return raw, encoded(reformatted(opened))
    except EditMissed as error:
        raise CannotOpen(shown, f"left as it is: {error}") from error


def _put_in_order(name: str) -> int:
    was, now = _both(name)
    if name == "-":
        write_out(now.decode())
        return 0
    if was == now:
        return 0
    write_bytes(name, now, was)
    say(f"{name}: put in order")
    return 0


def _check(name: str) -> int:
    was, now = _both(name)
    if was == now:
        return 0
    shown = "stdin" if name == "-" else clean(name)
    lines = list(_lines(was.decode().splitlines(), now.decode().splitlines()))
    more = len(lines) - _MOST_LINES
    told = [*lines[:_MOST_LINES], *([f"and {more} lines more"] if more > 0 else [])]
    head = f"{shown}: is not in canonical order and spelling"
    write_out("".join(f"{clean(line)}\n" for line in (head, *told)))
    return 1


def _lines(was: list[str], now: list[str]) -> Iterator[str]:
    """Yield each line that would go or come, with its number as the file is and as it would be."""
    if max(len(was), len(now)) > _COMPARED:
        yield f"{len(was):,} lines, too many to be compared here"
        return
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    for tag, begin, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            yield from (f"{at + 1}: -{was[at]}" for at in range(begin, end))
            yield from (f"{at + 1}: +{now[at]}" for at in range(first, last))
    if was == now:
        yield "the end of the last line"
