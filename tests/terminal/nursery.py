"""A nursery of programs: imports the app once, and forks every run of it from there.

Why a process of its own: a thousand kills need a thousand runs, and most of what a run costs is
the import of the toolkit, which a fork gives away. A fork of pytest would not do, as that has
threads and its own idea of stdin. What is forked is the program from its entry point on, on a pty
of its own, so that the terminal, the signals and the way out are those of an installed program.

This module is the forking and what a run is made of; `blows.py` is what happens to the runs.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

# As the command sets it; the toolkit reads it when it is imported.
os.environ["TEXTUAL_FPS"] = "120"

import pyte

import framing_tui.cli
import framing_tui.cli.open
import framing_tui.session
import framing_tui.tui.app

PATIENCE = 30.0
COLUMNS, LINES = 80, 24
FIELD = "stack.kpi"
FILE = "f.toml"
FIRST_SCREEN = b"no changes"
# Where the program goes to another place of the screen.
_STEP = re.compile(rb"(?=\x1b\[\d+;\d+H)")
# What a wait of this process may take longer for its own sake.
_OWN = 0.02


class Stuck(Exception):
    """What was waited for did not come; the screen of that moment says more."""


class Program:
    """One run on a pty of its own: keys in, output out, and what its end was like."""

    def __init__(
        self, folder: Path, *, at: str = FIELD, led: str = "", emulate: bool = False
    ) -> None:
        self.path = folder / FILE
        self.raw = b""
        self.screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self.screen) if emulate else None
        self.master, self.slave = os.openpty()
        resize(self.slave, COLUMNS)
        self.before = termios.tcgetattr(self.slave)
        self._at = at
        self.leader = 0
        self.narrow = False
        self.on_drawn: Callable[[], None] = lambda: None
        self.ended: dict[str, Any] | None = None
        self.held_up = 0.0
        if led:
            self.leader, self.pid = self._fork_led(folder, led)
        else:
            self.pid = os.fork()
            if self.pid == 0:
                os.login_tty(self.slave)
                _be_the_program(folder, self.master, self._at)
        os.set_blocking(self.master, False)

    def _fork_led(self, folder: Path, led: str) -> tuple[int, int]:
        """Start it below a leader of the session, with SIGHUP ignored or blocked as `led` says."""
        # Whoever the leader leaves behind is this process's to wait for.
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
        told, tell = os.pipe()
        leader = os.fork()
        if leader == 0:
            os.login_tty(self.slave)
            if led == "ignored":
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
            else:
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
            pid = os.fork()
            if pid == 0:
                _be_the_program(folder, self.master, self._at)
            os.write(tell, str(pid).encode())
            while True:
                signal.pause()
        pid = int(os.read(told, 20))
        os.close(told)
        os.close(tell)
        return leader, pid

    @property
    def title(self) -> str:
        """The first line of the screen."""
        return "".join(self.screen.buffer[0][column].data for column in range(COLUMNS))

    def wait(self, seconds: float) -> None:
        """Wait so long, and keep what the machine has added to it: others may hold it up."""
        begun = time.monotonic()
        time.sleep(seconds)
        self.held_up += max(0.0, time.monotonic() - begun - seconds - _OWN)

    def pump(self, seconds: float = 0.0) -> bytes:
        """Take in what the program has written, waiting for it no longer than this."""
        got, begun = b"", time.monotonic()
        if select.select([self.master], [], [], seconds)[0]:
            with contextlib.suppress(OSError):
                got = os.read(self.master, 65536)
        self.held_up += max(0.0, time.monotonic() - begun - seconds - _OWN)
        if got:
            self.raw += got
            if self._stream:
                # Step by step: what comes in one piece was not drawn in one.
                for step in _STEP.split(got):
                    self._stream.feed(step)
                    self.on_drawn()
        elif seconds:
            # A terminal that has gone is readable for ever.
            self.wait(min(seconds, 0.002))
        return got

    def wait_for(self, words: bytes) -> None:
        """Read until the program has written these words."""
        end = time.monotonic() + PATIENCE
        while words not in self.raw:
            self.pump(0.1)
            self.look()
            if self.ended or time.monotonic() > end:
                raise Stuck(f"never wrote {words!r}; ended: {self.ended}; {self.raw[-500:]!r}")

    def send(self, data: bytes, *, reading: bool = True) -> int:
        """Send what the terminal takes of some bytes; reading meanwhile, that is all of them."""
        sent, end = 0, time.monotonic() + PATIENCE
        while sent < len(data) and not self.ended:
            with contextlib.suppress(OSError):
                sent += os.write(self.master, data[sent:])
            if not reading:
                break
            self.pump(0.005 if sent < len(data) else 0)
            self.look()
            if time.monotonic() > end:
                raise Stuck(f"takes no more keys after {sent} of {data!r}")
        return sent

    def cpu(self) -> float | None:
        """Return the seconds of processor time that it has taken, where the system tells."""
        with contextlib.suppress(OSError, IndexError, ValueError):
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return None

    def look(self) -> None:
        """See whether it has ended, and keep how."""
        # Under a leader it is not this process's child until the leader has gone.
        if self.ended is None and not self.leader:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                self.ended = {"code": code, "cpu": usage.ru_utime + usage.ru_stime}

    def end(self, blow: Callable[[], None], *, reading: bool = True) -> dict[str, Any]:
        """Deal a blow, wait for the end, and tell what it was like; None where it does not come."""
        cpu, held_up, begun = self.cpu(), self.held_up, time.monotonic()
        blow()
        while not self.ended and time.monotonic() < begun + PATIENCE:
            if reading and self.master >= 0:
                self.pump(0.004)
            else:
                self.wait(0.004)
            self.look()
        held_up = self.held_up - held_up
        gone = time.monotonic() - begun - held_up
        told: dict[str, Any] = {"gone": gone, "code": None, "cpu": None}
        if self.ended:
            told["code"] = self.ended["code"]
            # A processor that is taken away counts as processor time all the same.
            told["cpu"] = None if cpu is None else max(0.0, self.ended["cpu"] - cpu - held_up)
        if self.slave >= 0:
            while reading and self.pump():
                pass
            told["tail"] = self.raw[-400:].decode("latin-1")
            told["same"] = termios.tcgetattr(self.slave) == self.before
            told["blocking"] = os.get_blocking(self.slave)
        with contextlib.suppress(OSError):
            told["file"] = self.path.read_text(encoding="utf-8")
        return told

    def hang_up(self) -> None:
        """Close the terminal, as a window that is closed does."""
        os.close(self.master)
        os.close(self.slave)
        self.master = self.slave = -1

    def clear(self) -> None:
        """Leave nothing of it behind."""
        for pid in (self.leader, 0 if self.ended else self.pid):
            if pid:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)
        if self.slave >= 0:
            os.close(self.master)
            os.close(self.slave)


def resize(descriptor: int, columns: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, columns, 0, 0))


def _be_the_program(folder: Path, master: int, at: str) -> NoReturn:
    """Be the program from its entry point on; nothing of the nursery may run after it."""
    code = 70
    try:
        os.close(master)
        os.chdir(folder)
        os.environ["HOME"] = os.environ["XDG_STATE_HOME"] = str(folder / "home")
        os.environ.update(TERM="xterm-256color", VISUAL="true", EDITOR="true")
        try:
            framing_tui.cli.main([FILE, "--at", at])
        except SystemExit as leave:
            code = leave.code if isinstance(leave.code, int) else 1
    except BaseException:
        traceback.print_exc()
    with contextlib.suppress(Exception):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)
