"""Leaving at a signal while the terminal is busy: it is given back all the same, or given up."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

from framing_tui.terminal.signals import SignalWatch

PATIENCE = 10.0
RESTORED = b"\x1b[?25h\x1b[?1049l\x1b[0m"


class Left(Exception):
    """The process would have ended here."""


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The far end of a terminal that has more to show than it can hold."""
    far, near = os.openpty()
    with os.fdopen(near, "rb", buffering=0) as stdin:
        monkeypatch.setattr(sys, "__stdin__", stdin)
        os.set_blocking(near, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(near, b"a screen that is being drawn " * 100)
        os.set_blocking(near, True)
        yield far
    os.close(far)


def leave(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(code: int) -> None:
        raise Left(code)

    monkeypatch.setattr(os, "_exit", end)
    with pytest.raises(Left, match="129"):
        SignalWatch(lambda _seconds: True).leave(129)


def test_a_terminal_in_the_middle_of_a_screen_is_given_back(
    monkeypatch: pytest.MonkeyPatch, busy: int
) -> None:
    got = b""

    def read() -> None:
        nonlocal got
        time.sleep(0.05)
        end = time.monotonic() + PATIENCE
        while RESTORED not in got and time.monotonic() < end:
            if select.select([busy], [], [], 0.1)[0]:
                got += os.read(busy, 4096)

    reader = threading.Thread(target=read)
    reader.start()
    leave(monkeypatch)
    reader.join()
    assert got.endswith(RESTORED)


def test_a_terminal_that_does_not_read_keeps_nobody(
    monkeypatch: pytest.MonkeyPatch, busy: int
) -> None:
    assert busy
    begun = time.monotonic()
    leave(monkeypatch)
    assert time.monotonic() - begun < PATIENCE / 2


# The main thread waits, as it does for a terminal that does not read, and another thread gets the
# signal: which one it is, is up to the system.
GIVEN_TO_ANOTHER_THREAD = """
import signal, sys, threading, time
from framing_tui.terminal.signals import SignalWatch

saved = []
SignalWatch(lambda seconds: saved.append(seconds) or print("saved", flush=True)).watch()
other = threading.Thread(target=time.sleep, args=(60,), daemon=True)
other.start()
give = threading.Timer(0.2, signal.pthread_kill, (other.ident, getattr(signal, sys.argv[1])))
give.daemon = True
give.start()
never = threading.Lock()
never.acquire()
never.acquire()
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_that_another_thread_gets_is_heard(name: str) -> None:
    far, near = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-c", GIVEN_TO_ANOTHER_THREAD, name],
            stdin=near,
            capture_output=True,
            text=True,
            timeout=3 * PATIENCE,
        )
    finally:
        os.close(near)
        os.close(far)
    assert (done.returncode, done.stdout) == (128 + getattr(signal, name), "saved\n")
