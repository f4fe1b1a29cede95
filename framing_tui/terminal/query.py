"""A question to the terminal, and whether it answers in time.

Why a deadline: some terminals, and much that only looks like one, never answer, and whoever asks
why nothing works must not be left waiting for that.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
import time
from collections.abc import Iterator

# What nearly every terminal answers: what kind it is.
_WHAT_ARE_YOU = b"\x1b[c"
_ANSWER = rb"\x1b\[\?[\d;]*c"
DEADLINE = 2.0


def seconds_to_answer(reads: int, writes: int, deadline: float = DEADLINE) -> float | None:
    """Return how long the terminal behind two descriptors takes to answer; None where it does not.

    What is typed meanwhile is thrown away, as a late answer would be. Nothing is asked on a system
    without POSIX terminals, nor in the background, where asking would stop the program.
    """
    if sys.platform == "win32":
        return None
    with contextlib.suppress(OSError), _unechoed(reads):
        asked_at = time.monotonic()
        os.write(writes, _WHAT_ARE_YOU)
        said = b""
        while (left := asked_at + deadline - time.monotonic()) > 0:
            if not select.select([reads], [], [], left)[0]:
                break
            part = os.read(reads, 1024)
            if not part:
                break
            said += part
            if re.search(_ANSWER, said):
                return time.monotonic() - asked_at
    return None


if sys.platform != "win32":
    import termios
    import tty

    @contextlib.contextmanager
    def _unechoed(descriptor: int) -> Iterator[None]:
        """Hand on what a terminal sends as it comes, and do not show it."""
        try:
            if os.tcgetpgrp(descriptor) != os.getpgrp():
                raise OSError("in the background")
            before = termios.tcgetattr(descriptor)
            tty.setcbreak(descriptor)
        except termios.error as error:
            raise OSError("not a terminal") from error
        try:
            yield
        finally:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)
