"""A program on a pseudo-terminal: keys in, output out, stamped and split into paints.

What counts as one paint: the terminal answers the toolkit's question for synchronised updates, as
most terminals do, so that every frame stands between two marks. What is written outside of them, as
before that answer has come, is one paint from mark to mark. A paint that prints nothing is none.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from figures import Step

LINES, COLUMNS = 36, 120
CELLS = LINES * COLUMNS
# Silent for so long, and not waiting for a processor either, a program is done with a key.
QUIET = 0.05
PATIENCE = 60.0

_ASKS_FOR_SYNC, _HAS_SYNC = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_MARK = re.compile(rb"\x1b\[\?2026[hl]")
_FRAME_ENDS = b"\x1b[?2026l"
_ESCAPE = re.compile(
    rb"\x1b\[[0-9:;<=>?!$ ]*[@-~]|\x1b[\]P_^X].*?(?:\x07|\x1b\\)|\x1b[()].|\x1b.|[\x00-\x1f]", re.S
)
# What has come of a sequence of which the rest has not.
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9:;<=>?!$ ]*|[\]P_^X][^\x07\x1b]*)?\Z")


def paints_in(output: bytes) -> list[int]:
    """Return how many cells each paint of an output has printed."""
    counts = (_cells(part) for part in _MARK.split(output))
    return [count for count in counts if count]


def full_paints(output: bytes) -> int:
    """Return how often an output has printed the whole screen."""
    return sum(round(cells / CELLS) for cells in paints_in(output))


def _cells(output: bytes) -> int:
    return len(_ESCAPE.sub(b"", output).decode("utf-8", "replace"))


class Program:
    """One run of a program on a terminal of its own."""

    def __init__(self, command: Sequence[str], folder: str, env: Mapping[str, str]) -> None:
        self.output = b""
        self.began = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execve(command[0], list(command), {**env, **terminal})

    def read(self, wait: float) -> bytes:
        """Return what comes within a time, nothing where it is silent."""
        ready, _, _ = select.select([self.terminal], [], [], wait)
        got = b""
        if ready:
            with contextlib.suppress(OSError):
                got = os.read(self.terminal, 1 << 16)
        self.output += got
        if _ASKS_FOR_SYNC in got:
            os.write(self.terminal, _HAS_SYNC)
        return got

    def until(self, words: bytes, patience: float = PATIENCE) -> float:
        """Return the seconds since the start at which the words had come."""
        while words not in self.output:
            if not self.read(0.5) and (how := self.ended):
                raise EOFError(f"{how} before {words!r} came")
            if time.perf_counter() - self.began > patience:
                raise TimeoutError(f"{words!r} never came within {patience:.0f} s")
        return time.perf_counter() - self.began

    def until_painted(self) -> tuple[float, float]:
        """Return the seconds to the first paint, by the clock and of the processor."""
        while not paints_in(_UNFINISHED.sub(b"", self.output)):
            if not self.read(0.5) and (how := self.ended):
                raise EOFError(f"{how} before anything was printed")
            if time.perf_counter() - self.began > PATIENCE:
                raise TimeoutError(f"nothing was printed within {PATIENCE:.0f} s")
        return time.perf_counter() - self.began, self.processor()

    def drain(self, quiet: float = QUIET) -> tuple[float, float]:
        """Read until it rests; return when the last byte came, and its processor time then."""
        last, processor = time.perf_counter(), self.processor()
        silent_since = last
        while True:
            if self.read(max(0.0, silent_since + quiet - time.perf_counter())):
                last = silent_since = time.perf_counter()
                processor = self.processor()
            elif time.perf_counter() < silent_since + quiet:
                continue
            elif self.is_busy and time.perf_counter() < last + PATIENCE:
                # A program that others keep from running is not done because it is silent.
                silent_since = time.perf_counter()
            else:
                return last, processor

    def key(self, keys: bytes) -> Step:
        """Send keys, and return what came of them."""
        before, had = self.processor(), len(self.output)
        begun = time.perf_counter()
        os.write(self.terminal, keys)
        end = begun + 2.0
        while not self._has_painted(had) and time.perf_counter() < end:
            self.read(max(0.0, end - time.perf_counter()))
        painted, at_painted = time.perf_counter(), self.processor()
        seen = len(self.output)
        last, processor = self.drain()
        if len(self.output) == seen:
            last, processor = painted, at_painted
        return Step(
            (painted - begun) * 1000,
            (last - begun) * 1000,
            (processor - before) * 1000,
            self.output[had:],
            len(paints_in(self.output[had:])),
        )

    def _has_painted(self, since: int) -> bool:
        new = self.output[since:]
        # Where it marks nothing, its first burst is its first paint.
        return _FRAME_ENDS in new if _FRAME_ENDS in self.output else bool(new)

    @property
    def is_busy(self) -> bool:
        """Whether one of its threads runs, or waits for a processor."""
        for stat in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            with contextlib.suppress(OSError):
                if stat.read_text().rpartition(")")[2].split()[0] == "R":
                    return True
        return False

    @property
    def ended(self) -> str:
        """How the program has ended by itself, or nothing; it stays to be waited for."""
        told = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if told is None:
            return ""
        is_exit = told.si_code == os.CLD_EXITED
        return f"it ended with {told.si_status}" if is_exit else f"signal {told.si_status} ended it"

    def processor(self) -> float:
        """Return the processor seconds that it has used so far."""
        with contextlib.suppress(OSError):
            # The clock of another process, as clock_getcpuclockid() names it.
            return time.clock_gettime((~self.pid << 3) | 2)
        return 0.0

    def memory(self) -> float:
        """Return the peak memory in MB."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024

    def end(self) -> None:
        """Stop it."""
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def pause(program: Program, seconds: float) -> None:
    """Read for so long."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        program.read(left)
