"""What arrives from the terminal, as events of the toolkit.

Why not by the toolkit alone: it decodes one encoding, and strictly, so that one stray byte ends the
program; it types the beginning of a sequence that it gives up, and those that it does not know; it
believes a size report of any size; a key or a click that it cannot read ends the program; and what
somebody types that is no letter, such as a no-break space or the joiner of an emoji, is no key to
it. Here a sequence is whole or nothing, and what is typed arrives as what is pasted does.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import Keys
from textual.message import Message

from framing_tui.model.clean import clean
from framing_tui.terminal.encoding import decoder
from framing_tui.terminal.sequences import ESCAPE, ESCAPE_WAITS, Sequences
from framing_tui.terminal.window import LARGEST_COLUMNS, LARGEST_LINES

# A size that a terminal reports by itself (mode 2048): rows, columns, and both in pixels.
_SIZE_REPORT = r"\x1b\[48;(\d+)[:\d]*;(\d+)[:\d]*;[\d:]*;[\d:]*t"
# What a terminal answers to whether it tells clicks in pixels: 0 is that it does not know of it.
_PIXELS_ANSWER = r"\x1b\[\?1016;(\d)\$y"
# A key with the text that it writes, which may be long where an input method wrote it.
_KEY_WITH_TEXT = r"\x1b\[[\d:]*;[\d:]*;[\d:]*u"
# What is longer, the toolkit takes for typed.
_LONGEST = 32
_JOINERS = "\u200c\u200d"


class Key(events.Key):
    """A key that writes something, though the toolkit would not print it.

    It has the toolkit's name, as handlers are found by that.
    """

    @property
    def is_printable(self) -> bool:
        return True


class TerminalInput:
    """Bytes of a terminal in, events out."""

    def __init__(
        self,
        encoding: str = "utf-8",
        escape_waits: float = ESCAPE_WAITS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._decoder = decoder(encoding)
        self._sequences = Sequences(escape_waits)
        self._parser = Parser()
        self._clock = clock

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield what these bytes say."""
        for piece in self._sequences.feed(self._decoder.decode(data), self._clock()):
            yield from self._parser.take(piece)

    def tick(self) -> Iterator[Message]:
        """Yield what has waited long enough, now that there is nothing to read."""
        for piece in self._sequences.expire(self._clock()):
            yield from self._parser.take(piece)

    def patience(self, most: float) -> float:
        """Return how long to wait for more bytes before the next tick."""
        due = self._sequences.due()
        return most if due is None else max(0.0, min(most, due - self._clock()))


class Parser(XTermParser):
    """The toolkit's parser, given one whole piece at a time, and forgiving."""

    _is_told_pixels = False
    # What the terminal has said of it; None where it was not asked.
    _knows_pixels: bool | None = None

    @property
    def mouse_pixels(self) -> bool:
        """Whether clicks come in pixels.

        Why not as the toolkit has it: it takes for granted that whoever reports sizes does so, and
        in a terminal that goes on with cells every click would fall into the upper left corner.
        """
        size = self.terminal_pixel_size
        is_told_size = size is not None and min(size) > 0
        return self._is_told_pixels and self._knows_pixels is not False and is_told_size

    @mouse_pixels.setter
    def mouse_pixels(self, are_pixels: bool) -> None:
        self._is_told_pixels = are_pixels

    def take(self, piece: str) -> Iterator[Message]:
        """Yield the events of one piece."""
        if not piece.startswith(ESCAPE):
            yield from self.feed(piece)
        elif answer := re.fullmatch(_PIXELS_ANSWER, piece):
            self._knows_pixels = answer[1] in "13"
        elif piece == ESCAPE:
            yield events.Key("escape", ESCAPE)
        elif len(piece) == 2:
            # The toolkit knows Esc with a digit as a sign of its own; here it stands for a key.
            keys = [] if piece[1].isdigit() else self._sequence_to_key_events(piece)
            yield from _heard(keys or self._sequence_to_key_events(piece[1], alt=True))
        elif re.fullmatch(_KEY_WITH_TEXT, piece):
            yield from _heard(self._sequence_to_key_events(piece))
        elif len(piece) <= _LONGEST and _is_sane(piece):
            yield from self.feed(piece)
            if self._timeout_time is not None:
                # It would wait for more of a sequence that it does not know, and then type it.
                self._begin_anew()

    def _begin_anew(self) -> None:
        self._timeout_time = None
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> list[events.Key]:
        """Return the keys of a sequence; one that the toolkit cannot read is passed over.

        Why: it calculates with whatever numbers come, and an error in its thread ends the program.
        """
        try:
            return [_typed(key) for key in super()._sequence_to_key_events(sequence, alt)]
        except (ValueError, ArithmeticError):
            return [events.Key(Keys.Ignore, sequence)]

    def parse_mouse_code(self, code: str) -> Message | None:
        try:
            return super().parse_mouse_code(code)
        except (ValueError, ArithmeticError):
            return None


def _heard(keys: list[events.Key]) -> Iterator[events.Key]:
    return (key for key in keys if key.key != Keys.Ignore)


def _is_sane(piece: str) -> bool:
    """Tell whether a screen can be that large, where a piece reports a size."""
    report = re.fullmatch(_SIZE_REPORT, piece)
    if report is None:
        return True
    lines, columns = (int(number[:9]) for number in report.groups())
    return 0 < lines <= LARGEST_LINES and 0 < columns <= LARGEST_COLUMNS


def _typed(key: events.Key) -> events.Key:
    """Return a key as it writes: what prints nothing is written as it would be pasted."""
    char = key.character
    if char is None or char.isprintable() or len(char) != 1:
        return key
    category = unicodedata.category(char)
    if category == "Cc":
        return key
    if category in ("Zl", "Zp"):
        return Key(key.key, " ")
    # Whether a joiner joins is told by what comes next.
    return Key(key.key, char if char in _JOINERS else clean(char))
