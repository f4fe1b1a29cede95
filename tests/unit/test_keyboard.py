"""Keys and window of line mode on a capable terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

import fcntl
import struct
import termios
import time
import tty

from prompt_toolkit.keys import Keys

from framing_tui.ask.keyboard import Keyboard, Window
from framing_tui.terminal.sequences import LATE, SILENCE


@dataclass
class Desk:
    """A terminal with a keyboard on it, and a clock that stands still until it is told."""

    far: int
    near: int
    now: float = 0.0
    pressed: list[tuple[str, str]] = field(default_factory=list)
    keyboard: Keyboard = field(init=False)

    def sits(self, encoding: str = "utf-8") -> Desk:
        self.keyboard = Keyboard(os.fdopen(self.near, encoding=encoding, closefd=False))
        return self

    def sends(self, data: str | bytes) -> Desk:
        os.write(self.far, data.encode() if isinstance(data, str) else data)
        self._take(self.keyboard.read_keys())
        return self

    def waits(self, seconds: float) -> Desk:
        self.now += seconds
        if seconds >= SILENCE:
            self._take(self.keyboard.flush_keys())
        return self

    def _take(self, keys: list[object]) -> None:
        self.pressed += [(str(getattr(k.key, "value", k.key)), k.data) for k in keys]  # type: ignore[attr-defined]

    @property
    def typed(self) -> str:
        """What an editor would write."""
        return "".join(data for key, data in self.pressed if key == data)

    @property
    def keys(self) -> list[str]:
        return [key for key, _ in self.pressed]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    far, near = os.openpty()
    tty.setraw(near)
    desk = Desk(far, near)
    monkeypatch.setattr(time, "monotonic", lambda: desk.now)
    yield desk.sits()
    os.close(far)
    os.close(near)


@pytest.mark.parametrize(
    "reply",
    [
        "\x1b]11;rgb:1010/1010/1010\x1b\\",
        "\x1b]10;rgb:1/1/1\x07",
        "\x1bP>|XTerm(370)\x1b\\",
        "\x1b_Gi=31;OK\x1b\\",
        "\x1b[?62;22c",
        "\x1b[>41;354;0c",
        "\x1b[?2026;2$y",
        "\x1b[48;24;80;1;1t",
        "\x1b[97;5u",
        "\x1bOz",
        "\x9b?62;22c",
    ],
)
def test_replies_and_unknown_keys_are_no_text(desk: Desk, reply: str) -> None:
    for at in range(1, len(reply)):
        desk.pressed.clear()
        desk.sends("a" + reply[:at]).waits(0.3).sends(reply[at:] + "b")
        assert desk.keys == ["a", "b"]


def test_keys_are_keys_however_late_their_rest(desk: Desk) -> None:
    desk.sends("\x1b[A\x1b[1;5C\x1bOH\x1b[3~\r\x03\x1bb")
    assert desk.keys == [
        Keys.Up.value, Keys.ControlRight.value, Keys.Home.value, Keys.Delete.value,
        Keys.ControlM.value, Keys.ControlC.value, Keys.Escape.value, "b",
    ]  # fmt: skip
    desk.pressed.clear()
    desk.sends("\x1b").waits(LATE - 0.1).sends("[").waits(0.3).sends("Dx")
    assert desk.keys == [Keys.Left.value, "x"]


def test_an_escape_alone_is_a_key_in_the_end(desk: Desk) -> None:
    assert desk.sends("\x1b").keys == []
    assert desk.waits(SILENCE).keys == [Keys.Escape.value]
    assert desk.sends("x").typed == "x"


def test_one_that_does_not_end_is_given_up(desk: Desk) -> None:
    assert desk.sends("a\x1b]11;rgb").waits(SILENCE).sends("bc").typed == "abc"


@pytest.mark.parametrize(
    "text", ["20\u00a040\u3000x", "👨\u200d👩\u200d👧", "می\u200cخواهم", "\U0001fae8"]
)
def test_what_is_typed_is_what_is_pasted(desk: Desk, text: str) -> None:
    assert desk.sends(text).typed == text
    desk.pressed.clear()
    desk.sends(f"\x1b[200~{text}\x1b[31m\x1b[2").waits(0.3).sends("01~x")
    assert desk.pressed == [(Keys.BracketedPaste.value, f"{text}␛[31m"), ("x", "x")]


def test_bytes_are_text_of_the_terminals_encoding(desk: Desk) -> None:
    desk.sits("iso8859-1")
    assert desk.sends(b"Gr\xf6").sends(b"\xdfe\xa0\x9b?62;22cx").typed == "Größe\xa0x"
    desk.sits("ascii")
    desk.pressed.clear()
    assert desk.sends("Größe").typed == "Größe"


@pytest.mark.parametrize(
    ("real", "size"), [((100, 30), (100, 30)), ((0, 0), (132, 43)), ((0, 30), (132, 30))]
)
def test_the_window_is_as_large_as_the_terminal_says(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, real: tuple[int, int], size: tuple[int, int]
) -> None:
    monkeypatch.setenv("COLUMNS", "132")
    monkeypatch.setenv("LINES", "43")
    columns, lines = real
    fcntl.ioctl(desk.near, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    with os.fdopen(desk.near, "w", closefd=False) as stdout:
        told = Window.of(stdout).get_size()
    assert (told.columns, told.rows) == size


def test_the_window_shows_signs_that_it_has(desk: Desk) -> None:
    with os.fdopen(desk.near, "w", encoding="iso8859-1", closefd=False) as stdout:
        window = Window.of(stdout)
        window.write("“Größe” ● ✓")
        window.flush()
    assert os.read(desk.far, 100).decode("iso8859-1") == '"Größe" * ?'
