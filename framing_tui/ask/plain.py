"""The plain door: lines in, lines out, no colour and nothing redrawn.

Why it exists beside the other one: screen readers, dumb terminals and pipes want one line for each
thing said, and nothing that moves.
"""

from __future__ import annotations

from typing import BinaryIO

from framing_tui.ask.prompt import Prompt, Said
from framing_tui.model.clean import clean

# Longer than any answer; the rest of such a line is thrown away.
_LONGEST = 1_000_000


class PlainDoor:
    """Reads and writes UTF-8 whatever the locale.

    With `echo`, what was read is written behind its prompt: what comes out of a pipe can then be
    read from top to bottom.
    """

    def __init__(self, lines: BinaryIO, out: BinaryIO, *, echo: bool) -> None:
        self._lines = lines
        self._out = out
        self._echo = echo

    def say(self, said: Said) -> None:
        """Write one line."""
        self._write(f"{clean(said.text)}\n")

    def ask(self, prompt: Prompt) -> str | None:
        """Write a prompt and read a line; None at the end of the input."""
        hint = f" ({prompt.hint})" if prompt.hint else ""
        self._write(f"{clean(prompt.label)}{hint}> ")
        try:
            raw = self._lines.readline(_LONGEST)
        except KeyboardInterrupt:
            # What is said from here on begins a line of its own.
            self._write("\n")
            raise
        rest = raw
        while rest and not rest.endswith(b"\n") and len(rest) == _LONGEST:
            rest = self._lines.readline(_LONGEST)
        if not raw:
            self._write("\n")
            return None
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        if self._echo:
            self._write(f"{clean(line)}\n")
        return line

    def _write(self, text: str) -> None:
        self._out.write(text.encode("utf-8", "replace"))
        self._out.flush()
