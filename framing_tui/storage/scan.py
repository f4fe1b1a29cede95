"""A cheap look at a text before any parser sees it.

Why: a few kilobytes of nested brackets or of one dotted key cost a parser seconds and gigabytes;
no framing that a person writes comes near these bounds.
"""

from __future__ import annotations

import re

MAX_BYTES = 1_000_000
MAX_LINE = 100_000
MAX_DEPTH = 40
MAX_KEY_PARTS = 32

_MARKER = re.compile(r"^(<{7} |={7}$|>{7} )", re.M)
_NESTING = re.compile(r"[\[\]{}]")
_STRINGS = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.S
)
_BETWEEN = re.compile(r"[^,={}\[\]\n]+")


class TooWild(ValueError):
    """A text that no parser should be given, with the line where that shows."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def conflict_line(text: str) -> int | None:
    """Return the line of the first git conflict marker, or None."""
    found = _MARKER.search(text)
    return line_at(text, found.start()) if found else None


def look(text: str) -> None:
    """Raise TooWild where the text is too large, too deep or too long for a framing."""
    if len(text) > MAX_BYTES:
        raise TooWild(f"larger than {MAX_BYTES:,} characters")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            raise TooWild(f"a line of {len(line):,} characters", number)
    bare = _STRINGS.sub(lambda found: "\n" * found.group().count("\n"), text)
    for part in _BETWEEN.finditer(bare):
        if part.group().count(".") > MAX_KEY_PARTS:
            raise TooWild(f"a key of more than {MAX_KEY_PARTS} parts", line_at(bare, part.start()))
    depth = 0
    for found in _NESTING.finditer(bare):
        depth += 1 if found.group() in "[{" else -1
        if depth > MAX_DEPTH:
            raise TooWild("brackets nested too deep", line_at(bare, found.start()))


def line_at(text: str, position: int) -> int:
    """Return the number of the line that holds a position, counted from 1."""
    return text.count("\n", 0, position) + 1
