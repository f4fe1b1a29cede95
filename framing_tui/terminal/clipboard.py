"""A text on its way to the clipboard: by the program that holds it, else by the terminal.

Why “sent” and never “copied”: only the terminal knows whether it has taken what it was sent, and
many are set not to.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping

# More than this in one sequence some terminals cut, and some drop.
MOST = 74_000
_PATIENCE = 2.0


class NotSent(Exception):
    """The text was not sent; the message says why."""


def send(
    text: str,
    by_terminal: Callable[[str], object],
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
) -> str:
    """Send a text to the clipboard, and return to whose; raises NotSent.

    Inside tmux it goes through tmux, which may swallow the sequence; on a Mac's own terminal, which
    does not know it, through the system. Else `by_terminal` asks the terminal by OSC 52, which
    reaches the machine in front of somebody over a connection, too.
    """
    encoded = text.encode("utf-8", "replace")
    if environment.get("TMUX") and _taken(("tmux", "load-buffer", "-w", "-"), encoded):
        return "tmux, and by it to the terminal"
    is_far = environment.get("SSH_CONNECTION") or environment.get("SSH_TTY")
    if platform == "darwin" and not is_far and _taken(("pbcopy",), encoded):
        return "the clipboard"
    if len(encoded) > MOST:
        raise NotSent(f"longer than {MOST:,} bytes, which terminals cut")
    by_terminal(text)
    return "the terminal"


def _taken(words: tuple[str, ...], encoded: bytes) -> bool:
    try:
        done = subprocess.run(
            words, input=encoded, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
