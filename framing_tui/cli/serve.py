"""`framing-tui serve`: the full-screen interview in a browser, on this machine alone."""

from __future__ import annotations

import asyncio
import getpass
import socket
import sys
from contextlib import redirect_stdout
from pathlib import Path

import click

from framing_tui.cli.command import Command, option
from framing_tui.cli.operands import Whole
from framing_tui.cli.reading import DEFAULT_FILE
from framing_tui.cli.streams import reason_of, say, write_out
from framing_tui.model.clean import clean
from framing_tui.storage.load import load
from framing_tui.storage.problem import CannotOpen, Conflicted

_INTERRUPTED = 128


@click.command("serve", cls=Command)
@click.argument("file", default=DEFAULT_FILE)
@option("--port", type=Whole(0, 65535), default=0, metavar="N", help="A port; else a free one.")
@option("--read-only", is_flag=True, help="Look, and change nothing.")
def command(file: str, port: int, read_only: bool) -> int:
    """Open the interview on FILE in a browser: on this machine, at an address that works once.

    Ctrl+C ends it; what was answered is saved. Needs the extra: pip install 'framing-tui[web]'.
    """
    _refuse_unreadable(file)
    try:
        from framing_tui.web.server import GuardedServer, listen
        from framing_tui.web.sessions import environment
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"serve needs {error.name}: pip install 'framing-tui[web]'"
        ) from error
    words = [sys.executable, "-m", "framing_tui.cli.served", str(Path(file).absolute())]
    words += ["--read-only"] if read_only else []
    try:
        listening = listen(port)
    except (OSError, OverflowError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise click.ClickException(f"port {port}: {reason}") from error
    port = listening.getsockname()[1]
    server = GuardedServer(words, environment(), Path(file).name, port)

    say("this address works once; the page that it opens can be loaded again")
    say(
        f"from another machine, first: ssh -L {port}:127.0.0.1:{port}"
        f" {getpass.getuser()}@{socket.gethostname()}"
    )
    say("Ctrl+C ends it; what was answered is saved")
    # Whoever is as quick as that waits until it is served.
    write_out(f"{server.guard.url}\n")
    # What the processes complain of is talk.
    with listening, redirect_stdout(sys.stderr):
        number = asyncio.run(server.serve_on(listening))
    return _INTERRUPTED + number


def _refuse_unreadable(file: str) -> None:
    """Refuse a file that could not be opened, before anything is served."""
    path = Path(file)
    if file == "-":
        raise click.UsageError("the interview needs a file; “-” can only be exported")
    if not path.parent.is_dir():
        raise click.ClickException(f"{clean(str(path.parent))}: there is no such folder")
    try:
        if path.exists() or path.is_symlink():
            load(path, file)
    except Conflicted:
        # It is shown read-only, with what is to be done.
        return
    except CannotOpen as error:
        raise click.ClickException(clean(str(error))) from error
