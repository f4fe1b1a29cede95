"""What the app costs in a terminal, against a bare app of the same toolkit in the same run.

Run: python benchmarks/terminal.py [--runs N] [--python PYTHON] [--posting COMMAND]

A key is also held against one in the URL field of posting, a well-known app of the toolkit, where
it is installed; `--posting` names its command where that is not on the PATH.
`--python` names the interpreter of an environment with the program installed from a wheel, so that
compiled files are there as they are for users. Times swing with whatever else the machine does:
the two apps take turns, medians are compared, and processor time is given beside the clock.
POSIX only, as it needs a pseudo-terminal.
"""

from __future__ import annotations

import argparse
import fcntl
import itertools
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

SIZE = (36, 120)
QUIET = 0.08
TICKS = os.sysconf("SC_CLK_TCK")
BARE = Path(__file__).with_name("bare.py")
PAGE_DOWN = b"\x1b[6~"


class Run:
    """A program on a pseudo-terminal, its output stamped as it comes."""

    def __init__(
        self, command: Sequence[str], folder: str, env: Mapping[str, str] | None = None
    ) -> None:
        self.began = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ.update({"TERM": "xterm-256color", **(env or {})})
            os.execv(command[0], list(command))
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))

    def read(self, wait: float) -> bytes:
        """Return what has come within a time, nothing where it was silent."""
        ready, _, _ = select.select([self.terminal], [], [], wait)
        try:
            return os.read(self.terminal, 1 << 16) if ready else b""
        except OSError:
            return b""

    def until(self, words: bytes, patience: float = 60.0) -> float:
        """Return the seconds since the start at which the words had come."""
        seen = b""
        while words not in seen:
            got = self.read(1.0)
            seen += got
            if not got and self.has_ended:
                raise EOFError(f"it ended before {words!r} came")
            if time.perf_counter() - self.began > patience:
                raise TimeoutError(f"{words!r} never came")
        return time.perf_counter() - self.began

    @property
    def has_ended(self) -> bool:
        """Whether the program has ended by itself; it stays to be waited for."""
        how = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self.pid, how) is not None

    def drain(self, quiet: float = QUIET) -> tuple[int, float]:
        """Return how many bytes come until it is silent, and when the last of them came."""
        count, last = 0, time.perf_counter()
        while got := self.read(quiet):
            count, last = count + len(got), time.perf_counter()
        return count, last

    def key(self, keys: bytes) -> tuple[float, float, int]:
        """Send keys; return milliseconds to the first and to the last byte, and the bytes."""
        begun = time.perf_counter()
        os.write(self.terminal, keys)
        first = self.read(2.0)
        at_first = time.perf_counter()
        more, last = self.drain()
        last = last if more else at_first
        return (at_first - begun) * 1000, (last - begun) * 1000, len(first) + more

    def cpu(self) -> float:
        """Return the processor seconds used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> int:
        """Return the peak memory in kB."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

    def end(self) -> None:
        """Stop it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def first_screens(start: dict[str, Callable[[], Run]], ready: dict[str, bytes], runs: int) -> None:
    """Print how long each takes to its first screen, in turns, and the ratio."""
    clock: dict[str, list[float]] = {name: [] for name in start}
    cpu: dict[str, list[float]] = {name: [] for name in start}
    memory: dict[str, list[float]] = {name: [] for name in start}
    for _ in range(runs):
        for name, begin in start.items():
            run = begin()
            clock[name].append(run.until(ready[name]))
            run.drain(0.3)
            cpu[name].append(run.cpu())
            memory[name].append(run.memory())
            run.end()
    report("first screen, ms", {n: statistics.median(v) * 1000 for n, v in clock.items()}, "1.3x")
    report("  processor, ms", {n: statistics.median(v) * 1000 for n, v in cpu.items()}, "")
    report("peak memory, kB", {n: statistics.median(v) for n, v in memory.items()}, "1.3x")


def typing(begin: Callable[[], Run], ready: bytes, go: bytes) -> tuple[list[float], list[int]]:
    """Return how long each key of a sentence takes to show, and its bytes."""
    run = begin()
    run.until(ready)
    run.drain(0.5)
    if go:
        run.key(go)
        run.drain(0.5)
    times, sizes = [], []
    for letter in b"cut the churn of small shops by a third within six months " * 2:
        first, _, size = run.key(bytes([letter]))
        times.append(first)
        sizes.append(size)
    run.end()
    return times, sizes


def at_rest(begin: Callable[[], Run], ready: bytes) -> tuple[int, float]:
    """Return the bytes and the processor milliseconds of five idle seconds."""
    run = begin()
    run.until(ready)
    run.drain(1.5)
    before, count, until = run.cpu(), 0, time.perf_counter() + 5
    while (left := until - time.perf_counter()) > 0:
        count += len(run.read(left))
    used = (run.cpu() - before) * 1000
    run.end()
    return count, used


def sections(begin: Callable[[], Run], ready: bytes) -> list[tuple[float, float, int]]:
    """Return first byte, last byte and bytes of each step through the ten sections, twice round."""
    run = begin()
    run.until(ready)
    run.drain(0.5)
    steps = [run.key(PAGE_DOWN) for _ in range(20)]
    run.end()
    return steps


def percentile(times: list[float], share: int) -> float:
    """Return the time that so many keys of a hundred do not exceed."""
    return statistics.quantiles(times, n=100)[share - 1]


def beside_posting(command: str, folder: str, ours: list[float]) -> None:
    """Print how long keys take beside those in the URL field of posting, where there is one."""
    found = shutil.which(command)
    # Its own settings and requests stay out of it, and whoever runs this keeps theirs.
    home = {"HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder}
    why = f"there is no {command}" if found is None else ""
    times: list[float] = []
    if found is not None:
        try:
            times, _ = typing(lambda: Run([found], folder, home), b"Enter a URL", b"")
        except (EOFError, TimeoutError) as error:
            why = f"{command} shows no URL field: {error}"
    if why:
        print(f"{'key to paint, posting':28} skipped: {why}")
        return
    for share, promise in ((50, ""), (95, "0.25x")):
        figures = {"posting": percentile(times, share), "ours": percentile(ours, share)}
        report(f"key to paint p{share}, ms", figures, promise, against="posting")


def report(what: str, figures: dict[str, float], promise: str, against: str = "bare") -> None:
    """Print one line: the figures, and how many times the other app's ours is."""
    ratio = figures["ours"] / figures[against] if figures.get(against) else 0.0
    words = "   ".join(f"{name} {value:,.1f}" for name, value in figures.items())
    print(f"{what:28} {words}   {f'{ratio:.2f}x' if ratio else ''}  {promise and f'({promise})'}")


def main() -> int:
    """Measure, and print a line for each figure."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--python", default=sys.executable)
    options.add_argument("--posting", default="posting", metavar="COMMAND")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fresh = itertools.count()
        ready = {"bare": b"Ready", "ours": b"Start from"}
        start: dict[str, Callable[[], Run]] = {
            "bare": lambda: Run([given.python, str(BARE)], folder),
            "ours": lambda: Run([given.python, "-m", "framing_tui", f"{next(fresh)}.toml"], folder),
        }
        for begin in start.values():
            begin().end()
        first_screens(start, ready, given.runs)
        typed = {n: typing(start[n], ready[n], b"" if n == "bare" else b"\x071") for n in start}
        for share, promise in ((50, "2x"), (95, "1.75x")):
            figures = {name: percentile(times, share) for name, (times, _) in typed.items()}
            report(f"key to paint p{share}, ms", figures, promise)
        beside_posting(given.posting, folder, typed["ours"][0])
        sizes = {name: statistics.median(sizes) for name, (_, sizes) in typed.items()}
        report("bytes a key", sizes, "300 bytes")
        idle, used = at_rest(start["ours"], ready["ours"])
        print(f"{'five idle seconds':28} {idle} bytes, {used:.0f} ms (0 bytes, 10 ms)")
        steps = sections(start["ours"], ready["ours"])
        painted = statistics.median(step[1] for step in steps)
        size = statistics.median(step[2] for step in steps)
        print(f"{'section switch':28} {painted:.0f} ms, {size:,.0f} bytes (100 ms, 20,000 bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
