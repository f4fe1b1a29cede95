"""The size of a window: the terminal knows it better than the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

import fcntl
import struct
import termios

from framing_tui.terminal.window import window_size


@pytest.fixture
def terminal() -> Iterator[int]:
    far, near = os.openpty()
    yield near
    os.close(far)
    os.close(near)


@pytest.mark.parametrize(
    ("real", "named", "size"),
    [
        ((100, 30), {"COLUMNS": "200", "LINES": "60"}, (100, 30)),
        ((100, 30), {}, (100, 30)),
        ((20, 5), {"COLUMNS": "80", "LINES": "24"}, (20, 5)),
        # What the terminal does not know, the environment may.
        ((0, 0), {"COLUMNS": "132", "LINES": "43"}, (132, 43)),
        ((0, 30), {"COLUMNS": "132", "LINES": "43"}, (132, 30)),
        ((0, 0), {"COLUMNS": "132"}, (132, 24)),
        ((0, 0), {}, (80, 24)),
        ((0, 0), {"COLUMNS": "wide", "LINES": "-3"}, (80, 24)),
        ((0, 0), {"COLUMNS": "0", "LINES": "٣"}, (80, 24)),
        # No screen is that large.
        ((65535, 65535), {}, (1000, 500)),
        ((0, 0), {"COLUMNS": "9" * 5000, "LINES": "40"}, (1000, 40)),
    ],
)
def test_the_size_of_a_window(
    terminal: int, real: tuple[int, int], named: dict[str, str], size: tuple[int, int]
) -> None:
    columns, lines = real
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    assert window_size(terminal, named) == size


def test_where_there_is_no_terminal_the_environment_counts() -> None:
    read, write = os.pipe()
    assert window_size(read, {"COLUMNS": "90"}) == (90, 24)
    os.close(read)
    os.close(write)
