"""A terminal for tests and for docs/walk.py: runs the program in a real pty, keeps its screen.

Why a pty and an emulator: headless runs of the toolkit never write to a terminal, so they cannot
see what a person sees, nor what the process leaves behind.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import pexpect
import pyte

from framing_tui.interview.sizes import WIDE

PATIENCE = 30.0
PROGRAM = (sys.executable, "-m", "framing_tui")
KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "enter": "\r", "tab": "\t", "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~",
    "shift+tab": "\x1b[Z", "escape": "\x1b", "backspace": "\x7f", "end": "\x1b[F",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS",
    "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f12": "\x1b[24~",
    "ctrl+g": "\x07", "ctrl+l": "\x0c", "ctrl+n": "\x0e", "ctrl+o": "\x0f", "ctrl+p": "\x10",
    "ctrl+q": "\x11", "ctrl+s": "\x13", "ctrl+y": "\x19", "ctrl+z": "\x1a", "ctrl+c": "\x03",
}  # fmt: skip
# What stands over a meeting that is left.
LEAVING = "What this meeting did"
# The open card stands behind a bar in this column, where the window is wide and where it is not;
# to the right of a wide one are the findings.
_BAR, _BAR_NARROW, _FINDINGS_WIDE, _FORM_WIDEST = 26, 2, 28, 100
_BARS = "┃|"
# Queries and modes that the emulator would print as text.
_NOISE = re.compile(rb"\x1b\[[<=>?][0-9;]*[a-zA-Z$]*[a-zA-Z]|\x1b[\]P_^X].*?(?:\x1b\\|\x07)", re.S)
_MODES = re.compile(rb"\x1b\[\?(?:25|7|1)[hl]")


class Terminal:
    """One run of the program: keys in, screen out.

    With `keeps`, the program sees these variables of the environment alone, beside those given:
    what it shows is then the same on any machine. `program` is another installation of it.
    """

    def __init__(
        self,
        *arguments: str,
        cwd: Path,
        columns: int = 120,
        lines: int = 36,
        env: dict[str, str] | None = None,
        keeps: Collection[str] | None = None,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self.raw = b""
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        environment = {
            **{
                k: v
                for k, v in os.environ.items()
                if not k.startswith(("TEXTUAL", "NO_COLOR", "COLUMNS", "LINES"))
                and (keeps is None or k in keeps)
            },
            "TERM": "xterm-256color",
            "HOME": str(cwd),
            **(env or {}),
        }
        self.child = pexpect.spawn(
            program[0],
            [*program[1:], *arguments],
            cwd=str(cwd),
            dimensions=(lines, columns),
            env=environment,  # type: ignore[arg-type]
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(Exception):
            self.child.close(force=True)

    def pump(self, seconds: float = 0.05) -> bool:
        """Take in what the program has written; tell whether it is still there."""
        try:
            got = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += got
        self._stream.feed(_NOISE.sub(lambda m: m[0] if _MODES.match(m[0]) else b"", got))
        return True

    @property
    def text(self) -> str:
        """The screen as it stands."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def card(self) -> str:
        """The words of the open card, first what is asked; nothing behind a dialog."""
        is_wide = self.screen.columns >= WIDE
        bar = _BAR if is_wide else _BAR_NARROW
        beside = bar - _BAR_NARROW
        end = beside + min(self.screen.columns - beside - _FINDINGS_WIDE, _FORM_WIDEST)
        end = end if is_wide else self.screen.columns
        rows = [line[bar + 1 : end] for line in self.screen.display if line[bar] in _BARS]
        return " ".join(" ".join(rows).split())

    def wait_until(
        self, condition: Callable[[], bool], complaint: str, patience: float = PATIENCE
    ) -> str:
        """Wait until a condition holds, and return the screen; else fail with the complaint."""
        end = time.monotonic() + patience
        while not condition():
            alive = self.pump()
            if condition():
                break
            assert time.monotonic() < end, f"{complaint}\n{self.text}"
            assert alive, f"the program has ended; {complaint}\n{self.text}"
        return self.text

    def wait_for(self, words: str, patience: float = PATIENCE) -> str:
        """Wait until the screen shows these words, and return it."""
        return self.wait_until(lambda: words in self.text, f"never shown: {words!r}", patience)

    def wait_for_card(self, *words: str, patience: float = PATIENCE) -> str:
        """Wait until a card that begins with the first words shows all of them; return it."""

        def is_there() -> bool:
            card = self.card
            return card.startswith(words[0]) and all(some in card for some in words)

        self.wait_until(is_there, f"never open: {words}", patience)
        return self.card

    def wait_gone(self, words: str, patience: float = PATIENCE) -> str:
        """Wait until the screen no longer shows these words, and return it."""
        return self.wait_until(lambda: words not in self.text, f"still shown: {words!r}", patience)

    def press(self, *keys: str) -> None:
        """Send keys by name, or text as it is, in one burst."""
        self.child.send("".join(KEYS.get(key, key) for key in keys))

    def paste(self, text: str) -> None:
        """Send text as a terminal sends a paste."""
        self.child.send(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the window."""
        self.screen.resize(lines, columns)
        self.child.setwinsize(lines, columns)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal."""
        self.child.kill(number)

    def leave(self) -> int:
        """Leave with Ctrl+Q, and past what the meeting did where anything was answered."""
        self.press("ctrl+q")
        end = time.monotonic() + PATIENCE
        while self.pump():
            if LEAVING in self.text:
                self.press("ctrl+q")
                break
            assert time.monotonic() < end, f"it does not leave\n{self.text}"
        return self.wait_end()

    def wait_end(self, patience: float = PATIENCE) -> int:
        """Wait for the program to end and return its exit code, negative for a signal."""
        end = time.monotonic() + patience
        while self.pump():
            assert time.monotonic() < end, f"it does not end\n{self.text}"
        self.child.wait()
        return self.child.exitstatus if self.child.exitstatus is not None else -1
