"""`framing-tui export`: the one-page kickoff spec."""

from __future__ import annotations

from pathlib import Path

import click

from framing_tui.cli.command import Command, option
from framing_tui.cli.operands import FILE, TEMPLATE
from framing_tui.cli.reading import DEFAULT_FILE, config_of, read_framing, write_file
from framing_tui.cli.streams import reason_of, write_out
from framing_tui.model.clean import clean
from framing_tui.spec.forms import FORMS, export, form_of
from framing_tui.spec.templating import SpecError
from framing_tui.storage.files import is_same_file

# So many lines tell what is stale; whoever wants all writes the page and lets git compare.
# More than any page has; a device without end is none.
_MOST_BYTES = 10_000_000
_MOST_LINES = 20


@click.command("export", cls=Command)
@click.argument("file", default=DEFAULT_FILE)
@option(
    "-o", "--output", type=FILE, metavar="OUT", default="-", help="Where to write; - is stdout."
)
@option(
    "--to",
    "form",
    type=click.Choice(FORMS),
    help="The form of the page; by the name of OUT where left out, else Markdown.",
)
@option("--template", type=TEMPLATE, metavar="NAME-or-PATH", help="Another template of the page.")
@option(
    "--check",
    "checked",
    type=FILE,
    metavar="OUT",
    help="Write nothing; exit 1 where OUT is not up to date.",
)
def command(
    file: str, output: str, form: str | None, template: str | None, checked: str | None
) -> int:
    """Write the one-page kickoff spec of FILE: Markdown, HTML or JSON.

    Exit status: 0 fine, 1 where the page that --check names is not up to date, 2 no page.
    """
    if checked is not None:
        if output != "-":
            raise click.UsageError("--check writes nothing: leave -o out")
        return _check(checked, page_of(file, template, form or form_of(checked)))
    text = page_of(file, template, form or form_of(output))
    if output == "-":
        write_out(text)
        return 0
    if file != "-" and is_same_file(Path(output), Path(file)):
        raise click.ClickException(f"{clean(output)}: is the framing itself; name another OUT")
    write_file(output, text)
    return 0


def page_of(file: str, template: str | None = None, form: str = FORMS[0]) -> str:
    """Return the page of FILE, by the template that is named or else the one that is set.

    The one that is set is for Markdown: of another form it could not be one.
    """
    opened, config = read_framing(file), config_of(file)
    chosen = template or (config.template if form == FORMS[0] else None)
    try:
        return export(form, opened.framing, config.settings, chosen, opened.text)
    except SpecError as error:
        raise click.ClickException(clean(str(error))) from error


def _check(name: str, text: str) -> int:
    """Say how a file differs from the page as it would be written now; 1 where it does."""
    try:
        with Path(name).open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        write_out(f"{clean(name)}: is not there\n")
        return 1
    except OSError as error:
        raise click.ClickException(f"{clean(name)}: {reason_of(error)}") from error
    if len(raw) > _MOST_BYTES:
        raise click.ClickException(f"{clean(name)}: is larger than {_MOST_BYTES:,} bytes: no page")
    found = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    if found == text:
        return 0
    # Only where a page is not up to date.
    import difflib

    lines = [*difflib.unified_diff(found.splitlines(), text.splitlines(), n=0, lineterm="")]
    # The first two name the files, which are one here.
    told = [clean(line) for line in lines[2:] if not line.startswith("@@")]
    more = len(told) - _MOST_LINES
    shown = [*told[:_MOST_LINES], *([f"and {more} lines more"] if more > 0 else [])]
    write_out("\n".join([f"{clean(name)}: is not up to date", *shown]) + "\n")
    return 1
