"""The process behind one page of `serve`: the app, without the look for a terminal.

Why a module and no command: it speaks a protocol on its streams, and nobody is to run it by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from framing_tui.cli.open import open_framing
from framing_tui.cli.streams import say
from framing_tui.keys import in_a_browser


def main(file: str, *options: str) -> int:
    """Run the app on a file until its page is closed."""
    # The stream itself belongs to the driver; what the app says at its end is said to nobody.
    sys.stdout = sys.stderr
    try:
        return open_framing(Path(file), read_only="--read-only" in options, also_keys=in_a_browser)
    except click.ClickException as error:
        say(error.format_message())
        return 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
