"""What arrives from the terminal, made safe before the toolkit takes it apart.

Why before: the toolkit decodes strictly, so that one stray byte ends the program; it takes an
escape inside a paste for the end of the paste, so that the rest is taken for keys; it believes a
size report of any size; and a key or a click that it cannot read ends the program. The guard stands
where bytes become text, and where text becomes keys.
"""

from __future__ import annotations

import codecs
import re
import shutil
from collections.abc import Callable
from types import ModuleType
from typing import Any

PASTE_BEGINS = "\x1b[200~"
PASTE_ENDS = "\x1b[201~"
# What an escape inside a paste is shown as.
VISIBLE_ESCAPE = "␛"
# A size that a terminal reports by itself (mode 2048): rows, columns, and both in pixels.
_SIZE_REPORT = re.compile(r"\x1b\[48;(\d+)[:\d]*;(\d+)[:\d]*;[\d:]*;[\d:]*t")
# Larger than any wall of screens; beyond it the layout takes seconds.
LARGEST_COLUMNS, LARGEST_LINES = 1000, 500


class Guard:
    """Bytes of a terminal as text: undecodable ones replaced, pastes without escapes."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._is_paste = False
        # How much of the sequence that begins a paste has gone through already.
        self._begun = ""
        # What may be the beginning of the end of a paste.
        self._held = ""

    def decode(self, data: bytes, final: bool = False) -> str:
        """Return the text of the next bytes; what may be half a sequence in a paste waits."""
        text = _SIZE_REPORT.sub(_sane, self._decoder.decode(data, final))
        passed = "".join(self._pass(char) for char in text)
        if final and self._held:
            passed += self._held.replace("\x1b", VISIBLE_ESCAPE)
            self._held = ""
        return passed

    def _pass(self, char: str) -> str:
        return self._in_paste(char) if self._is_paste else self._outside(char)

    def _outside(self, char: str) -> str:
        """Let everything through, and see where a paste begins."""
        expected = PASTE_BEGINS[len(self._begun)]
        self._begun = self._begun + char if char == expected else char if char == "\x1b" else ""
        if self._begun == PASTE_BEGINS:
            self._begun, self._is_paste = "", True
        return char

    def _in_paste(self, char: str) -> str:
        """Hold what may end the paste; let an escape that does not through as a visible one."""
        self._held += char
        if self._held == PASTE_ENDS:
            self._held, self._is_paste = "", False
            return PASTE_ENDS
        if PASTE_ENDS.startswith(self._held):
            return ""
        # It was no end; what follows the first character may begin one.
        first, rest = self._held[0], self._held[1:]
        self._held = ""
        shown = VISIBLE_ESCAPE if first == "\x1b" else first
        return shown + "".join(self._in_paste(other) for other in rest)


def _sane(report: re.Match[str]) -> str:
    rows, columns = (int(number[:9]) for number in report.groups())
    is_sane = 0 < rows <= LARGEST_LINES and 0 < columns <= LARGEST_COLUMNS
    return report.group() if is_sane else ""


def stand_guard(driver: ModuleType | None = None) -> bool:
    """Put the guard where the toolkit's driver decodes; tell whether it stands there now.

    The size of the window, too, is believed only as far as a screen can be that large. Where a
    later version of the toolkit does these things elsewhere, nothing is changed, and a test tells.
    """
    if driver is None:
        try:
            from textual.drivers import linux_driver as driver
        except ImportError:
            # Windows decodes by itself.
            return False
    whole = getattr(driver, "LinuxDriver", None)
    parser = getattr(driver, "XTermParser", None)
    if not hasattr(driver, "getincrementaldecoder") or not hasattr(whole, "_get_terminal_size"):
        return False
    if not hasattr(parser, "_sequence_to_key_events") or not hasattr(parser, "parse_mouse_code"):
        return False

    def guarded(_encoding: str) -> Callable[[], Guard]:
        return Guard

    setattr(driver, "getincrementaldecoder", guarded)  # noqa: B010
    setattr(whole, "_get_terminal_size", _window)  # noqa: B010
    setattr(driver, "XTermParser", _forgiving(parser))  # noqa: B010
    return True


def _forgiving(parser: Any) -> type[Any]:
    """Return the toolkit's parser made so that a key or a click it cannot read is passed over.

    Why: it calculates with whatever numbers come, and an error in its thread ends the program.
    """
    from textual.events import Key
    from textual.keys import Keys

    class Forgiving(parser):  # type: ignore[misc]
        def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> list[object]:
            try:
                return list(super()._sequence_to_key_events(sequence, alt))
            except (ValueError, ArithmeticError):
                return [Key(Keys.Ignore, sequence)]

        def parse_mouse_code(self, code: str) -> object:
            try:
                return super().parse_mouse_code(code)
            except (ValueError, ArithmeticError):
                return None

    return Forgiving


def _window(_driver: object) -> tuple[int, int]:
    """Return the size of the window in columns and lines, bounded."""
    columns, lines = shutil.get_terminal_size(fallback=(80, 25))
    return min(columns, LARGEST_COLUMNS), min(lines, LARGEST_LINES)
