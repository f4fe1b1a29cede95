"""Leaving at a signal while the terminal is busy: it is given back all the same, or given up."""

from __future__ import annotations

import contextlib
import os
import select
import sys
import threading
import time
from collections.abc import Iterator

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

from framing_tui.tui.signals import Departure

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
        Departure(lambda _seconds: True).leave(129)


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
