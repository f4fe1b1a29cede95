"""`framing-tui export`: the one-page kickoff spec."""

from __future__ import annotations

from pathlib import Path

import click

from framing_tui.assessment import assess
from framing_tui.cli.reading import DEFAULT_FILE, read_framing, write_out
from framing_tui.model.clean import clean
from framing_tui.spec.markdown import render_markdown
from framing_tui.spec.page import build_page
from framing_tui.spec.templating import SpecError
from framing_tui.storage.files import ChangedOnDisk, Stamp, write_whole


@click.command("export")
@click.argument("file", default=DEFAULT_FILE)
@click.option("-o", "--output", metavar="OUT", default="-", help="Where to write; - is stdout.")
@click.option("--template", metavar="NAME-or-PATH", help="Another template of the page.")
def command(file: str, output: str, template: str | None) -> int:
    """Write the one-page kickoff spec of FILE as Markdown."""
    opened = read_framing(file)
    try:
        page = build_page(opened.framing, assess(opened.framing))
        text = render_markdown(page, template) if template else render_markdown(page)
    except SpecError as error:
        raise click.ClickException(clean(str(error))) from error
    if output == "-":
        write_out(text)
        return 0
    path = Path(output)
    try:
        write_whole(path, text.encode(), expected=Stamp.of(path))
    except ChangedOnDisk as error:
        raise click.ClickException(clean(str(error))) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise click.ClickException(f"{clean(output)}: {reason}") from error
    return 0
