"""A cheap look at a text before any parser sees it.

Why: a few kilobytes of nested brackets or of one dotted key cost a parser seconds and gigabytes;
no framing that a person writes comes near these bounds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

MAX_BYTES = 1_000_000
MAX_LINE = 100_000
MAX_DEPTH = 40
MAX_KEY_PARTS = 32
MAX_DIGITS = 300
MAX_VALUES = 20_000

# Patterns by name: `re` puts one together where it is first wanted, and remembers it.
_MARKER = r"(?m)^(?:<{7} |={7}$|>{7} )"
_CONFLICT = (r"(?m)^<{7} ", r"(?m)^={7}\r?$", r"(?m)^>{7} ")
# No part runs past the next beginning, so that a text full of beginnings is read once.
_WHOLE_CONFLICT = (
    r"(?m)"
    r"^<{7} [^\n]*\n(?P<upper>(?:(?!<{7} |\|{7} |={7}$)[^\n]*\n)*+)"
    r"(?:\|{7} [^\n]*\n(?:(?!<{7} |={7}$)[^\n]*\n)*+)?"
    r"={7}\n(?:(?!<{7} |>{7} )[^\n]*\n)*+>{7} [^\n]*(?:\n|\Z)"
)
_NESTING = r"[\[\]{}]"
# Brackets that open and close in one line, and between them nothing in which one could be hidden.
_NO_BRACKETS = r"""[^\[\]{}\n"'#]*+(?:"[^"\\\n\[\]{}]++"(?!")[^\[\]{}\n"'#]*+)*+"""
_PAIRED = rf"\[(?:\[{_NO_BRACKETS}\]\]|{_NO_BRACKETS}\])"
# A string that is never closed runs to the end of the text: so does a parser, and were it to end
# at once, each line of such a text would be searched to the end of the file again.
_STRINGS = (
    r"(?s)"
    r'"""[^"\\]*+(?:(?:\\(?:.|\Z)|"(?!""))[^"\\]*+)*+(?:"{3,5}|\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
)
_BETWEEN = r"[^,={}\[\]\n]+"
_LONG_NUMBER = rf"(?a)(?<![\w-])\d[\w]{{{MAX_DIGITS},}}"


class TooWild(ValueError):
    """A text that no parser should be given, with the line where that shows."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class Lines:
    """The line of each position of a text.

    Why not count from the start each time: a file of a hundred thousand keys would be read a
    hundred thousand times.
    """

    def __init__(self, text: str) -> None:
        # Where the next line begins, line by line.
        self._next = list(accumulate([len(line) + 1 for line in text.split("\n")]))

    def at(self, position: int) -> int:
        """Return the number of the line that holds a position, counted from 1."""
        return bisect_right(self._next, position) + 1


def conflict_line(text: str) -> int | None:
    """Return the line of the first whole git conflict, or None.

    Why only a whole one: a text may well underline a heading with seven equal signs.
    """
    if "<<<<<<< " not in text:
        return None
    first: int | None = None
    at = 0
    for part in _CONFLICT:
        found = re.compile(part).search(text, at)
        if found is None:
            return None
        first = found.start() if first is None else first
        at = found.end()
    return None if first is None else line_at(text, first)


def marker_line(text: str) -> int | None:
    """Return the line of the first thing like a git conflict marker, or None."""
    found = re.search(_MARKER, text)
    return line_at(text, found.start()) if found else None


def upper_sides(text: str) -> str:
    """Return a text with the upper side of each git conflict in it, and without the markers.

    Why: a file that cannot be judged as it stands can still be looked at. A conflict that is not
    whole is left as it is.
    """
    return re.sub(_WHOLE_CONFLICT, lambda found: found["upper"], text)


def look(text: str) -> None:
    """Raise TooWild where the text is too large, too deep or too long for a framing."""
    if _is_tame(text):
        return
    if len(text) > MAX_BYTES:
        raise TooWild(f"larger than {MAX_BYTES:,} characters")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            raise TooWild(f"a line of {len(line):,} characters", number)
    bare = re.sub(_STRINGS, lambda found: "\n" * found.group().count("\n"), text)
    if bare.count("\n") + bare.count(",") > MAX_VALUES:
        raise TooWild(f"more than {MAX_VALUES:,} lines and values")
    for part in re.finditer(_BETWEEN, bare):
        if part.group().count(".") > MAX_KEY_PARTS:
            raise TooWild(f"a key of more than {MAX_KEY_PARTS} parts", line_at(bare, part.start()))
    long_number = re.search(_LONG_NUMBER, bare)
    if long_number:
        at = line_at(bare, long_number.start())
        raise TooWild(f"a number of more than {MAX_DIGITS} digits", at)
    depth = 0
    for found in re.finditer(_NESTING, bare):
        depth = depth + 1 if found.group() in "[{" else max(depth - 1, 0)
        if depth > MAX_DEPTH:
            raise TooWild("brackets nested too deep", line_at(bare, found.start()))


def _is_tame(text: str) -> bool:
    """Tell whether a text is far from all bounds, as nearly any file is, by its lines alone.

    What stands in strings and comments is counted like the rest: it can only make a text look
    wilder than it is, and that is then looked at in full. A number that goes on behind a string is
    passed: no parser takes it for one.
    """
    if len(text) > MAX_BYTES:
        return False
    lines = text.split("\n")
    if len(lines) + text.count(",") > MAX_VALUES or max(map(len, lines)) > MAX_LINE:
        return False
    for line in [line for line in lines if len(line) > MAX_KEY_PARTS]:
        if line.count(".") > MAX_KEY_PARTS:
            return False
        if len(line) > MAX_DIGITS and max(map(len, line.split()), default=0) > MAX_DIGITS:
            return False
    return _deepest(text) <= MAX_DEPTH


def _deepest(text: str) -> int:
    """Return a depth that the brackets of a text cannot exceed.

    What opens and closes in a line with no other bracket between is at most two deep by itself and
    leaves nothing open; any other is taken to close nothing.
    """
    left = re.sub(_PAIRED, "", text)
    return left.count("[") + left.count("{") + 2


def blanked(text: str) -> str:
    """Return a text with blanks for its strings and comments; every other character stays put."""
    return re.sub(_STRINGS, lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def comments(text: str) -> list[tuple[int, str]]:
    """Return every comment of a text, from its sign to the end of its line, with its position."""
    found = re.finditer(_STRINGS, text)
    return [(each.start(), each.group().rstrip()) for each in found if each.group()[0] == "#"]


def unclosed_string(text: str) -> int | None:
    """Return the position of the string that runs to the end of a text, or None."""
    for found in re.finditer(_STRINGS, text):
        if found.end() == len(text) and found.group()[0] != "#":
            return found.start()
    return None


def line_at(text: str, position: int) -> int:
    """Return the number of the line that holds a position, counted from 1."""
    return text.count("\n", 0, position) + 1
