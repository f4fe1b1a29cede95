"""`framing-tui import`: a page brought back into a framing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from framing_tui.cli.command import Command, option
from framing_tui.cli.reading import DEFAULT_FILE, config_of, write_file
from framing_tui.cli.streams import read_in, reason_of, say, write_out
from framing_tui.interview.page_file import (
    MAX_BYTES,
    PageText,
    brought,
    read_page,
    read_page_file,
)
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.spec.reading_back.bring_in import Brought
from framing_tui.spec.reading_back.guard import NoPage
from framing_tui.spec.reading_back.report import Told, in_lines, in_short
from framing_tui.spec.templating import SpecError
from framing_tui.storage.document import Document, Vanished
from framing_tui.storage.files import is_same_file
from framing_tui.storage.problem import CannotOpen


@click.command("import", cls=Command)
@click.argument("page")
@click.argument("file", default=DEFAULT_FILE)
@option("--dry-run", is_flag=True, help="Report, and write nothing.")
def command(page: str, file: str, dry_run: bool) -> int:
    """Read PAGE back into FILE (framing.toml where none is named): our page with somebody's edits,
    the form of twelve labels filled in by hand, or another document.

    Each line of PAGE that is taken, changed, offered or parked is reported on stdout. FILE is made
    where there is none. `-` reads PAGE from stdin.
    """
    if file == "-":
        raise click.UsageError("a page is brought into a file; “-” cannot be one")
    if page != "-" and is_same_file(Path(page), Path(file)):
        raise click.ClickException(f"{clean(page)}: is the framing itself; name a page")
    text = page_in(page)
    try:
        document = Document.open(Path(file), file)
        for problem in document.opened.problems if document.opened else ():
            say(str(problem))
        result = brought_into(document.framing, text, page, file)
        if result.framing != document.framing and not dry_run:
            if document.opened is None and text.toml:
                # The whole file stands in the page, with the comments of whoever wrote it.
                write_file(file, text.toml)
            else:
                document.saved(result.framing)
    except CannotOpen as error:
        raise click.ClickException(clean(str(error))) from error
    except Vanished as error:
        raise click.ClickException(f"{clean(file)}: {error}") from error
    except OSError as error:
        raise click.ClickException(f"{clean(file)}: {reason_of(error)}") from error
    write_out(report(page, result.told))
    written = "nothing is written" if dry_run or result.framing == document.framing else "written"
    say(f"{file}: {in_short(result.told)}; {written}")
    return 0


def report(page: str, told: Iterable[Told], *, is_offered: bool = False) -> str:
    """Return what became of a page, line by line; where all of it is offered, it says so."""
    lines = [
        replace(line, outcome="offered") if is_offered and line.outcome == "taken" else line
        for line in told
    ]
    return in_lines(_named(page), lines)


def page_in(page: str) -> PageText:
    """Return the text of a page, from a path or from stdin; what is none ends the run."""
    if page.endswith(".toml"):
        raise click.ClickException(f"{clean(page)}: is a framing, not a page; see: merge, diff")
    try:
        if page == "-":
            return read_page(read_in(MAX_BYTES + 1))
        return read_page_file(Path(page))
    except NoPage as error:
        raise _refused(page, error) from error
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "no such path"
        raise click.ClickException(f"{clean(page)}: {reason}") from error


def brought_into(framing: Framing, text: PageText, page: str, file: str) -> Brought:
    """Return a framing with a page brought into it; what cannot be ends the run."""
    config = config_of(file)
    try:
        return brought(
            text,
            Path(page).name if page != "-" else _named(page),
            framing,
            config.settings,
            today=date.today(),
            template=config.template,
        )
    except NoPage as error:
        raise _refused(page, error) from error
    except SpecError as error:
        raise click.ClickException(clean(str(error))) from error


def _refused(page: str, error: NoPage) -> click.ClickException:
    line = f":{error.line}" if error.line else ""
    return click.ClickException(f"{clean(_named(page))}{line}: {error}")


def _named(page: str) -> str:
    return "stdin" if page == "-" else page
