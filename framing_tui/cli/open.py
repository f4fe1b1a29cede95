"""`framing-tui [FILE]`: the full-screen interview, or the spec where there is no terminal."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click

from framing_tui.cli.command import Command, option
from framing_tui.cli.operands import QUESTION
from framing_tui.cli.reading import DEFAULT_FILE, config_of
from framing_tui.cli.streams import can_draw, is_terminal, say, write_out
from framing_tui.model.catalogue import QUESTIONS, nearest_question, row_question
from framing_tui.model.clean import clean
from framing_tui.storage.problem import CannotOpen, Conflicted


@click.command("open", cls=Command)
@click.argument("file", required=False)
@option("--at", type=QUESTION, metavar="QUESTION", help="Open at a question, like stack.kpi.")
@option("--read-only", is_flag=True, help="Look, and change nothing.")
def command(file: str | None, at: str | None, read_only: bool) -> int:
    """Open the full-screen interview on FILE (framing.toml where none is named).

    Where stdin, stdout or stderr is no terminal, the kickoff spec of FILE is printed instead.
    """
    question = known_question(at)
    if not can_draw(sys.stdin, sys.stdout, sys.stderr):
        return _print_spec(file)
    path = Path(file or DEFAULT_FILE)
    if file == "-":
        raise click.UsageError("the interview needs a file; “-” can only be exported")
    return open_framing(path, question, read_only=read_only)


def open_framing(
    path: Path,
    question: str | None = None,
    *,
    read_only: bool = False,
    clock: Callable[[], date] = date.today,
    also_keys: Callable[[Mapping[str, str]], Mapping[str, str]] = dict,
) -> int:
    """Open the full-screen interview on a file, and return its exit code once it is left.

    `also_keys` is handed the keys that a team has set, and returns those that hold.
    """
    # Imports make thousands of objects that live for ever; collecting among them is lost time.
    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from framing_tui.session import Session
    from framing_tui.tui.app import run

    try:
        config = config_of(str(path))
        settings = config.settings
        try:
            session = Session.open(path, clock, read_only=read_only, settings=settings)
        except Conflicted as conflict:
            session = Session.look_at_conflict(conflict, path, clock, settings=settings)
    except CannotOpen as error:
        raise click.ClickException(clean(str(error))) from error
    gc.freeze()
    gc.enable()
    return run(session, question, also_keys(config.keys))


def known_question(at: str | None) -> str | None:
    """Return the question that `--at` names; a column of a list leads to the list."""
    if at is None or at in QUESTIONS:
        return at
    inside = row_question(at)
    if inside is not None:
        return inside.id
    near = nearest_question(at)
    hint = f"; nearest: {near}" if near else ""
    raise click.UsageError(f"no question {clean(at)!r}{hint}")


def _print_spec(file: str | None) -> int:
    if file is None:
        raise click.UsageError(
            f"this is {_no_screen()}: name a FILE to print its spec,"
            " or answer line by line with “framing-tui ask”"
        )
    # The template engine is needed on this way only; the screen should not wait for it.
    from framing_tui.cli.export import page_of

    write_out(page_of(file))
    so = "so the spec was printed; “framing-tui ask” asks line by line"
    say(f"framing-tui: {_no_screen()}, {so}")
    return 0


def _no_screen() -> str:
    """Return why nothing can be drawn here."""
    if is_terminal(sys.stdin) and is_terminal(sys.stdout):
        return "a terminal that TERM says cannot be drawn on"
    return "not a terminal"
