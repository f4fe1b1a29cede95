"""`framing-tui new`: a commented file from a starter."""

from __future__ import annotations

import os
from pathlib import Path

import click

from framing_tui.cli.command import Command, option
from framing_tui.cli.operands import FILE, STARTER
from framing_tui.cli.reading import DEFAULT_FILE, write_file
from framing_tui.cli.streams import say, write_out
from framing_tui.content import UnknownContent, starter_names, starter_path
from framing_tui.model.clean import clean
from framing_tui.storage.blank import blank_document, blanked
from framing_tui.storage.load import load, load_bytes
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.reformat import reformatted
from framing_tui.storage.search import is_directory

DEFAULT_STARTER = "blank"


@click.command("new", cls=Command)
@click.argument("file", required=False)
@option("--from", "starter", type=STARTER, metavar="STARTER", help="Whose answers are offered.")
@option(
    "--from-spec",
    "page",
    type=FILE,
    metavar="PAGE",
    help="A spec or design document whose answers are offered.",
)
@option("--list", "list_them", is_flag=True, help="List the starters.")
@option("--force", is_flag=True, help="Write over a file that exists.")
def command(
    file: str | None, starter: str | None, page: str | None, list_them: bool, force: bool
) -> int:
    """Write a new FILE (framing.toml where none is named) with every question under its comment.

    Answers of the starter, or of PAGE, are offered in the interview, not filled in. `-` writes to
    stdout.
    """
    if list_them:
        for name in starter_names():
            write_out(f"{name:<24} {load(starter_path(name)).framing.header.title}\n")
        return 0
    if page is not None and starter is not None:
        raise click.UsageError("offers come from a starter or from a page: name one of the two")
    target = file or DEFAULT_FILE
    text = _document(starter) if page is None else _from_spec(page, target)
    if target == "-":
        write_out(text)
        return 0
    if is_directory(Path(target)):
        raise click.ClickException(f"{clean(target)}: is a directory; name a file in it")
    if not force and os.path.lexists(target):
        raise click.ClickException(f"{clean(target)}: is there already; --force writes over it")
    write_file(target, text)
    say(f"{target}: written; open it with: framing-tui {target}")
    return 0


def _from_spec(page: str, target: str) -> str:
    """Return a new file in which the answers of a page are offered.

    Why notes and parking stand in it as they are: they are nobody's answer, and not judged.
    """
    # The parser of Markdown and the templates come with libraries that a plain new file needs not.
    from framing_tui.cli.bring_in import brought_into, page_in, report
    from framing_tui.model.framing import Framing
    from framing_tui.storage.document import Document
    from framing_tui.storage.offered import with_offers

    found = brought_into(Framing(), page_in(page), page, target)
    beside = found.framing
    offers = beside
    for question_id in ("spec.parking", "clashes", "accepted"):
        offers = offers.with_answer(question_id, None)
    kept = Framing(notes=beside.notes, not_applicable=beside.not_applicable)
    kept = kept.with_answer("spec.parking", beside.spec.parking)
    text = with_offers(blank_document(), offers)
    document = Document.of_text(text, target)
    for line in report(page, found.told, is_offered=True).splitlines():
        say(line)
    return document.encoded(kept).decode()


def _document(starter: str | None) -> str:
    if starter is None or starter == DEFAULT_STARTER:
        return blank_document()
    try:
        text = blanked(load(starter_path(starter)).text, starter)
        return reformatted(load_bytes(text.encode(), starter)).text
    except (UnknownContent, CannotOpen) as error:
        raise click.UsageError(clean(str(error))) from error
