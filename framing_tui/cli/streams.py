"""What the commands say and read: one result on stdout, talk on stderr, input on stdin.

Why in one place: any of the three can be closed, full or gone, and each command must then end the
same way: with one line and status 2 where its result is lost, and never with a traceback or with
status 1, which means findings.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import BinaryIO, TextIO

import click

from framing_tui.model.clean import clean


def write_out(text: str) -> None:
    """Write a result to stdout as UTF-8, whatever the locale, with plain newlines.

    Why a reader that has gone is no error: `… | head` has what it wanted, and the exit status
    still tells what came of the command.
    """
    write_all((text.encode(),))


def write_all(pieces: Iterable[bytes]) -> None:
    """Write a result that comes in pieces, as `write_out` writes one."""
    if is_closed(sys.stdout):
        raise click.ClickException("stdout is closed")
    try:
        for piece in pieces:
            _write_whole(sys.stdout.buffer, piece)
    except OSError as error:
        silence(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            raise click.ClickException(f"stdout: {reason_of(error)}") from error


def say(text: str) -> None:
    """Write a line of talk to stderr; where nobody can hear it, the command goes on.

    Why no failure: whether the result is whole does not depend on what is said beside it.
    """
    if is_closed(sys.stderr):
        return
    try:
        sys.stderr.write(f"{clean(text)}\n")
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def read_in(limit: int) -> bytes:
    """Return what stands on stdin, no more of it than `limit` bytes."""
    if is_closed(sys.stdin):
        raise click.ClickException("stdin is closed")
    try:
        return sys.stdin.buffer.read(limit)
    except OSError as error:
        raise click.ClickException(f"stdin: {reason_of(error)}") from error


def can_draw(*streams: TextIO | None) -> bool:
    """Whether all of some streams are terminals, and of a kind that can be drawn on."""
    is_dumb = os.environ.get("TERM", "") in ("dumb", "") and sys.platform != "win32"
    return not is_dumb and all(map(is_terminal, streams))


def wants_colour(wish: str) -> bool:
    """Whether to colour: what was asked for here, then the environment, then what is looking."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(sys.stdout) and os.environ.get("TERM", "") != "dumb"


def is_closed(stream: TextIO | None) -> bool:
    """Tell whether a stream was closed by whoever started the program, or since."""
    return stream is None or stream.closed


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a stream is a terminal; one that is closed is none."""
    return stream is not None and not stream.closed and stream.isatty()


def silence(stream: TextIO | None) -> None:
    """Throw away what is left in a stream.

    Why: the interpreter writes it once more when it leaves, and would complain again.
    """
    if stream is None or stream.closed:
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except OSError:
        # A stream without a descriptor has nothing that the interpreter would write.
        return


def settle() -> None:
    """Write out what is left in both streams, so that nothing of it can fail any later."""
    for stream in (sys.stdout, sys.stderr):
        if not is_closed(stream):
            try:
                stream.flush()
            except OSError:
                silence(stream)


def _write_whole(out: BinaryIO, data: bytes) -> None:
    """Write all of it, however slowly it is taken.

    Why in a loop: without a buffer, as PYTHONUNBUFFERED wants it, one call may write a part, and
    some programs hand on a pipe that takes nothing while it is full.
    """
    left = memoryview(data)
    while True:
        try:
            while left:
                left = left[out.write(left) or 0 :]
            out.flush()
            return
        except BlockingIOError as error:
            left = left[error.characters_written :]
            # Imported here: hardly anybody hands on a pipe that does not wait by itself.
            from select import select

            select([], [out], [])


def reason_of(error: OSError) -> str:
    """Return what the system says is wrong, without the program's own words around it."""
    return error.strerror or type(error).__name__
