"""The signal of Ctrl+C in line mode: it ends the reading of a line, and loses none that was read.

Why not Python's own way, an exception wherever the program is: what was typed right before the key
would be lost on its way to the file.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


class Interrupts:
    """Takes the signal while a line is read; at any other moment it waits for the next one."""

    def __init__(self) -> None:
        self.is_due = False
        self._end: Callable[[], object] | None = None

    def take_over(self) -> None:
        """Take the signal from here on."""
        signal.signal(signal.SIGINT, self._on_signal)

    @contextmanager
    def ended_by(self, end: Callable[[], object]) -> Iterator[None]:
        """While a line is read: call `end` at the signal, which may raise.

        Raises:
            KeyboardInterrupt: The signal came before.
        """
        try:
            self._end = end
            if self.is_due:
                interrupt()
            yield
        finally:
            self._end = None

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.is_due = True
        if self._end is not None:
            self._end()


def interrupt() -> NoReturn:
    """Raise what an interrupt is to whoever holds an interview."""
    raise KeyboardInterrupt
