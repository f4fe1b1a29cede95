"""Asks and says plainly: lines in, lines out, no colour and nothing redrawn.

Why it exists beside the styled one: screen readers, dumb terminals and pipes want one line for each
thing said, and nothing that moves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from framing_tui.ask.interrupts import Interrupts, interrupt
from framing_tui.ask.prompt import Prompt, Said, at_words
from framing_tui.model.clean import clean
from framing_tui.terminal.encoding import decoded, encoded
from framing_tui.terminal.sequences import without_sequences

# Longer than any answer; the rest of such a line is thrown away.
_LONGEST = 1_000_000
_UTF_8 = ("utf-8", "utf-8")


class PlainPrompter:
    """Reads and writes in the encoding of the terminal or the pipe.

    With `echo`, what was read is written behind its prompt: what comes out of a pipe can then be
    read from top to bottom.
    """

    def __init__(
        self,
        lines: BinaryIO,
        out: BinaryIO,
        *,
        echo: bool,
        speaks: tuple[str, str] = _UTF_8,
        columns: Callable[[], int] = lambda: 0,
        interrupts: Interrupts | None = None,
    ) -> None:
        """Take both streams; `speaks` names the encoding of each, `columns` tells how wide the
        terminal is that is written to, 0 where it is none."""
        self._interrupts = interrupts or Interrupts()
        self._lines = lines
        self._out = out
        self._echo = echo
        self._reads, self._writes = speaks
        self._columns = columns
        self._is_first = True

    def say(self, said: Said) -> None:
        """Write one line, broken at its words where a terminal would break it anywhere."""
        text = clean(said.text)
        self._write(f"{at_words(text, self._columns()) if said.wraps else text}\n")

    def ask(self, prompt: Prompt) -> str | None:
        """Write a prompt and read a line; None at the end of the input."""
        hint = f" ({prompt.hint})" if prompt.hint else ""
        self._write(at_words(f"{clean(prompt.label)}{hint}> ", self._columns()))
        try:
            with self._interrupts.ended_by(interrupt):
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
        # Keys that mean nothing in a line, and what a terminal answers.
        text = decoded(raw, self._reads)
        # Programs that write UTF-8 with a mark of it begin a pipe so; nobody has typed that.
        text = text.removeprefix("\ufeff") if self._is_first else text
        self._is_first = False
        line = without_sequences(text).rstrip("\r\n")
        if self._echo:
            self._write(f"{clean(line)}\n")
        return line

    def _write(self, text: str) -> None:
        self._out.write(encoded(text, self._writes))
        self._out.flush()
