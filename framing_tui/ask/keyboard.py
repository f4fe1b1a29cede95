"""Keys and window of a capable terminal, for the prompts of questionary.

Why not prompt_toolkit's own: it types the rest of a sequence that it does not know or that came
late, decodes by an encoding that may not be the terminal's, and draws question marks for what that
lacks.
"""

from __future__ import annotations

import os
import re
import time
from typing import TextIO

from prompt_toolkit.data_structures import Size
from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.input.posix_utils import PosixStdinReader
from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.output.vt100 import Vt100_Output

from framing_tui.terminal.encoding import BROKEN_BYTES, encoded, encoding_of
from framing_tui.terminal.sequences import ESCAPE, LATE, PASTE_ENDS, Sequences
from framing_tui.terminal.window import window_size

# Where the cursor is; asked for only where somebody wants that of prompt_toolkit.
_CURSOR = re.compile(r"\x1b\[\d+;\d+R")
# Reading may have been held up for so long without a reason to take what comes for late.
_HELD_UP = 1.0
# A timer may be that much ahead of the clock.
_SOONER = 0.05


class Keyboard(Vt100Input):
    """The keys of a terminal; replies of it and broken sequences are none.

    An escape waits for what follows it: no prompt has a use for the key alone.
    """

    def __init__(self, stdin: TextIO) -> None:
        super().__init__(stdin)
        self.stdin_reader = PosixStdinReader(stdin.fileno(), BROKEN_BYTES, encoding_of(stdin))
        self._sequences = Sequences(escape_waits=LATE)

    def read_keys(self) -> list[KeyPress]:
        text, now = self.stdin_reader.read(), time.monotonic()
        earlier = self._sequences.expire(now - _HELD_UP)
        return self._keys([*earlier, *self._sequences.feed(text, now)])

    def flush_keys(self) -> list[KeyPress]:
        """Return what has waited long enough; called after so long a silence."""
        return self._keys(self._sequences.expire(time.monotonic() + _SOONER))

    def _keys(self, pieces: list[str]) -> list[KeyPress]:
        for piece in pieces:
            if not piece.startswith(ESCAPE) or piece == PASTE_ENDS:
                self.vt100_parser.feed(piece)
            elif len(piece) <= 2 or piece in ANSI_SEQUENCES or _CURSOR.fullmatch(piece):
                self.vt100_parser.feed_and_flush(piece)
        keys, self._buffer = self._buffer, []
        return keys


class Window(Vt100_Output):
    """The screen of a terminal: as large as it says, and in signs that it can show."""

    @classmethod
    def of(cls, stdout: TextIO) -> Window:
        """Return the window behind a stream."""
        window = cls.from_pty(stdout, term=os.environ.get("TERM"))
        assert isinstance(window, cls)
        return window

    def get_size(self) -> Size:
        columns, lines = window_size(self.fileno())
        return Size(rows=lines, columns=columns)

    def write(self, data: str) -> None:
        encoding = self.encoding()
        super().write(encoded(data, encoding).decode(encoding))
