"""A question to the terminal: answered, not answered, and never waited for longer than said."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

import pty
import termios

from framing_tui.terminal import query
from framing_tui.terminal.query import seconds_to_answer

QUESTION = b"\x1b[c"
SHORT = 0.3


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    """Both ends of a terminal, the one of a program in its foreground first."""
    outer, inner = pty.openpty()
    monkeypatch.setattr(query.os, "tcgetpgrp", lambda _descriptor: os.getpgrp())
    yield inner, outer
    os.close(inner)
    os.close(outer)


def answers(outer: int, *parts: bytes) -> threading.Thread:
    """Let the terminal answer what it is asked."""

    def answer() -> None:
        asked = b""
        while QUESTION not in asked:
            asked += os.read(outer, 100)
        for part in parts:
            os.write(outer, part)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize(
    "parts",
    [(b"\x1b[?62;22c",), (b"\x1b[?1", b";2c"), (b"typed ahead\x1b[A\x1b[?6c",)],
)
def test_an_answer_is_heard(terminal: tuple[int, int], parts: tuple[bytes, ...]) -> None:
    inner, outer = terminal
    before = termios.tcgetattr(inner)
    thread = answers(outer, *parts)
    found = seconds_to_answer(inner, inner, 20.0)
    thread.join()
    assert found is not None
    assert 0 <= found < 20
    assert termios.tcgetattr(inner) == before


@pytest.mark.parametrize("parts", [(), (b"\x1b[?62;",), (b"words, and no answer",)])
def test_what_does_not_answer_is_not_waited_for(
    terminal: tuple[int, int], parts: tuple[bytes, ...]
) -> None:
    inner, outer = terminal
    before = termios.tcgetattr(inner)
    thread = answers(outer, *parts)
    assert seconds_to_answer(inner, inner, SHORT) is None
    thread.join()
    assert termios.tcgetattr(inner) == before


def test_a_pipe_is_not_asked() -> None:
    reads, writes = os.pipe()
    try:
        assert seconds_to_answer(reads, writes, SHORT) is None
        os.set_blocking(reads, False)
        with pytest.raises(BlockingIOError):
            os.read(reads, 1)
    finally:
        os.close(reads)
        os.close(writes)


def test_in_the_background_nothing_is_asked(
    terminal: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    inner, outer = terminal
    monkeypatch.setattr(query.os, "tcgetpgrp", lambda _descriptor: os.getpgrp() + 1)
    assert seconds_to_answer(inner, inner, SHORT) is None
    os.set_blocking(outer, False)
    with pytest.raises(BlockingIOError):
        os.read(outer, 1)
