"""`framing-tui export`: the one-page kickoff spec."""

from __future__ import annotations

from pathlib import Path

import click

from framing_tui.cli.command import Command
from framing_tui.cli.reading import DEFAULT_FILE, config_of, read_framing, write_file
from framing_tui.cli.streams import write_out
from framing_tui.model.clean import clean
from framing_tui.spec.markdown import export_markdown
from framing_tui.spec.templating import SpecError
from framing_tui.storage.files import is_same_file


@click.command("export", cls=Command)
@click.argument("file", default=DEFAULT_FILE)
@click.option("-o", "--output", metavar="OUT", default="-", help="Where to write; - is stdout.")
@click.option("--template", metavar="NAME-or-PATH", help="Another template of the page.")
def command(file: str, output: str, template: str | None) -> int:
    """Write the one-page kickoff spec of FILE as Markdown."""
    text = page_of(file, template)
    if output == "-":
        write_out(text)
        return 0
    if file != "-" and is_same_file(Path(output), Path(file)):
        raise click.ClickException(f"{clean(output)}: is the framing itself; name another OUT")
    write_file(output, text)
    return 0


def page_of(file: str, template: str | None = None) -> str:
    """Return the page of FILE, by the template that is named or else the one that is set."""
    framing, config = read_framing(file).framing, config_of(file)
    try:
        return export_markdown(framing, config.settings, template or config.template)
    except SpecError as error:
        raise click.ClickException(clean(str(error))) from error
