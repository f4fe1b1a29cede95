"""Leave at a signal or when the terminal is gone: save, restore the terminal, end the process.

Why outside the event loop: a terminal that has stopped reading blocks the loop within seconds, and
with it every timer and loop-level signal handler. What was answered must be on disk all the same,
and the process must not stay behind.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

if sys.platform != "win32":
    import termios

# Mouse, focus, paste and keyboard modes off; cursor shown; the main screen back.
_RESTORE = (
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l\x1b[?1004l"
    b"\x1b[?2004l\x1b[?2048l\x1b[<u\x1b[?25h\x1b[?1049l\x1b[0m"
)
# What ends a process; Windows has not all of them.
_ENDING = tuple(
    int(getattr(signal, name)) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_SAVE_SECONDS = 1.0
_LOOK_SECONDS = 0.5
_WRITE_SECONDS = 0.3


class SignalWatch:
    """Watches over one run of the app: saves, restores the terminal and ends the process.

    `save` writes what is waiting within so many seconds and tells whether everything is on disk.
    `wake` lets the event loop go round once: handlers run in the main thread, which may wait
    while another thread was given the signal, say that the window has a new size.
    """

    def __init__(
        self, save: Callable[[float], bool], wake: Callable[[], object] = lambda: None
    ) -> None:
        self._save = save
        self._wake = wake
        self._done = threading.Event()
        self._leaving = threading.Lock()
        # Where the numbers of signals come in that any thread has got.
        self._told = -1
        self._before = self._terminal_state()

    def watch(self) -> None:
        """Take over the signals that end a process, and look out for a terminal that has gone."""
        for number in _ENDING:
            signal.signal(number, self._on_signal)
        if hasattr(select, "poll"):
            self._told, tell = os.pipe()
            os.set_blocking(tell, False)
            # The system may give a signal to any thread, and the main one, where handlers run, may
            # be waiting for a terminal that does not read: the number is told to a thread as well.
            signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
            threading.Thread(target=self._watch_terminal, name="departure", daemon=True).start()

    def over(self) -> None:
        """Stop watching: the app has ended by itself."""
        self._done.set()
        if self._told >= 0:
            signal.set_wakeup_fd(-1)

    def leave(self, code: int) -> None:
        """Save, restore the terminal and end the process, whatever the event loop is doing."""
        if not self._leaving.acquire(blocking=False):
            return
        self._save(_SAVE_SECONDS)
        self._restore_terminal()
        os._exit(code)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.leave(128 + number)

    def _watch_terminal(self) -> None:
        poll = select.poll()
        with contextlib.suppress(OSError, ValueError):
            # No event is asked for: hang-ups and errors are reported all the same.
            poll.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
        poll.register(self._told, select.POLLIN)
        # It waits in the poll: until somebody leaves, a terminal that has gone is read in a circle.
        while not self._done.is_set():
            for descriptor, _ in poll.poll(_LOOK_SECONDS * 1000):
                if descriptor != self._told:
                    numbers = bytes([getattr(signal, "SIGHUP", 1)])
                else:
                    numbers = os.read(self._told, 64)
                ending = [number for number in numbers if number in _ENDING]
                if self._done.is_set():
                    return
                if ending:
                    self.leave(128 + ending[0])
                self._wake()

    def _terminal_state(self) -> list[object] | None:
        if sys.platform == "win32" or sys.__stdin__ is None:
            return None
        with contextlib.suppress(OSError, ValueError, termios.error):
            return list(termios.tcgetattr(sys.__stdin__.fileno()))
        return None

    def _restore_terminal(self) -> None:
        if sys.platform == "win32" or sys.__stdin__ is None or self._before is None:
            return
        with contextlib.suppress(OSError, ValueError, termios.error):
            descriptor = sys.__stdin__.fileno()
            # A terminal that does not read must not keep the process.
            os.set_blocking(descriptor, False)
            with contextlib.suppress(OSError):
                _write_within(descriptor, _RESTORE, _WRITE_SECONDS)
            # Whoever uses the terminal next shares its modes, and has not asked for these.
            os.set_blocking(descriptor, True)
            termios.tcsetattr(descriptor, termios.TCSANOW, self._before)  # type: ignore[arg-type]


def _write_within(descriptor: int, what: bytes, seconds: float) -> None:
    """Write to a terminal that may still be taking in a screen; give up after so many seconds."""
    end = time.monotonic() + seconds
    while what and (left := end - time.monotonic()) > 0:
        try:
            what = what[os.write(descriptor, what) :]
        except BlockingIOError:
            select.select([], [descriptor], [], left)
