"""A thin line: runs a program on a terminal of its own, and hands everything on late and slowly.

Run: python benchmarks/link.py [--bits BITS] [--round-trip SECONDS] COMMAND…

Each way has the whole rate for itself and half of the round trip; what is written while the line is
busy waits, and nothing is lost. Nothing is compressed: `ssh -C` would be quicker.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
import tty
from collections import deque

# As much as goes over the line in one piece.
PIECE = 64


class Way:
    """One direction of the line."""

    def __init__(self, target: int, bytes_per_second: float, delay: float) -> None:
        self._target = target
        self._rate = bytes_per_second
        self._delay = delay
        self._free_at = 0.0
        # When each piece is there.
        self._under_way: deque[tuple[float, bytes]] = deque()

    def take(self, data: bytes, now: float) -> None:
        """Put bytes on the line."""
        for at in range(0, len(data), PIECE):
            piece = data[at : at + PIECE]
            self._free_at = max(self._free_at, now) + len(piece) / self._rate
            self._under_way.append((self._free_at + self._delay, piece))

    def hand_over(self, now: float) -> float | None:
        """Write what is there; return when the next piece will be, None where none is under way."""
        while self._under_way and self._under_way[0][0] <= now:
            piece = self._under_way.popleft()[1]
            while piece:
                piece = piece[os.write(self._target, piece) :]
        return self._under_way[0][0] if self._under_way else None


def relay(program: int, bits: float, round_trip: float) -> None:
    """Hand bytes on between this process's terminal and the program's, until that one closes."""
    here = sys.stdin.fileno()
    ways = {
        here: Way(program, bits / 8, round_trip / 2),
        program: Way(sys.stdout.fileno(), bits / 8, round_trip / 2),
    }
    ended = False
    while True:
        now = time.perf_counter()
        upcoming = [at for way in ways.values() if (at := way.hand_over(now)) is not None]
        if ended and not upcoming:
            return
        wait = max(0.0, min(upcoming) - time.perf_counter()) if upcoming else None
        ready, _, _ = select.select([] if ended else list(ways), [], [], wait)
        for source in ready:
            got = b""
            with contextlib.suppress(OSError):
                got = os.read(source, 1 << 16)
            ended = ended or not got
            ways[source].take(got, time.perf_counter())


def main() -> int:
    """Run the program behind the line; return its exit code."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--bits", type=float, default=56_000, help="bits a second, each way")
    options.add_argument("--round-trip", type=float, default=0.2, metavar="SECONDS")
    options.add_argument("command", nargs=argparse.REMAINDER)
    given = options.parse_args()
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, struct.pack("HHHH", 0, 0, 0, 0))
    before = termios.tcgetattr(0)
    pid, program = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.execvp(given.command[0], given.command)
    tty.setraw(0)
    # The program goes when this one is ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        relay(program, given.bits, given.round_trip)
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)
        os.close(program)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    sys.exit(main())
