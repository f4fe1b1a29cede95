"""`framing-tui schema`: the format of the file, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from framing_tui.cli.command import Command, option
from framing_tui.cli.operands import FILE
from framing_tui.cli.reading import write_file
from framing_tui.cli.streams import say, write_out
from framing_tui.storage.schema import schema_text


@click.command("schema", cls=Command)
@option(
    "-o", "--output", type=FILE, metavar="OUT", default="-", help="Where to write; - is stdout."
)
def command(output: str) -> int:
    """Write the JSON Schema of the file, by which an editor completes, explains and checks.

    Beside a framing as framing.schema.json, it is found by the first line of the framing:
    #:schema ./framing.schema.json
    """
    text = schema_text()
    if output == "-":
        write_out(text)
        return 0
    write_file(output, text)
    name = Path(output).name
    say(f"{output}: written; the first line of a framing beside it names it: #:schema ./{name}")
    return 0
