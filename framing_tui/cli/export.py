"""`framing-tui export`: the one-page kickoff spec."""

from __future__ import annotations

from pathlib import Path

import click

from framing_tui.assessment import assess
from framing_tui.cli.command import Command
from framing_tui.cli.reading import DEFAULT_FILE, config_of, read_framing, write_file
from framing_tui.cli.streams import write_out
from framing_tui.model.clean import clean
from framing_tui.spec.markdown import render_markdown
from framing_tui.spec.page import build_page
from framing_tui.spec.templating import SpecError


@click.command("export", cls=Command)
@click.argument("file", default=DEFAULT_FILE)
@click.option("-o", "--output", metavar="OUT", default="-", help="Where to write; - is stdout.")
@click.option("--template", metavar="NAME-or-PATH", help="Another template of the page.")
def command(file: str, output: str, template: str | None) -> int:
    """Write the one-page kickoff spec of FILE as Markdown."""
    opened = read_framing(file)
    config = config_of(file)
    template = template or config.template
    try:
        page = build_page(opened.framing, assess(opened.framing, settings=config.settings))
        text = render_markdown(page, template) if template else render_markdown(page)
    except SpecError as error:
        raise click.ClickException(clean(str(error))) from error
    if output == "-":
        write_out(text)
        return 0
    if _is_same(file, output):
        raise click.ClickException(f"{clean(output)}: is the framing itself; name another OUT")
    write_file(output, text)
    return 0


def _is_same(file: str, output: str) -> bool:
    """Whether the page would be written over the answers that it was made from."""
    try:
        return Path(output).samefile(file)
    except (OSError, ValueError):
        return False
