"""Where everything stands in a TOML text: the line of each key and header, for messages.

Why our own walk: no TOML parser tells positions. It reads only texts that the standard parser has
accepted, so it needs to know the grammar but not to police it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cached_property, lru_cache

from framing_tui.model.named_tuple import NamedTuple
from framing_tui.storage.limits import Lines

Path = tuple[str | int, ...]

_BARE = r"[A-Za-z0-9_-]++"
_PASSED_OVER = r"(?:[ \t\r\n]++|#[^\n]*+)*+"
_BARE_KEY = re.compile(_BARE)
# Keys that need no quotes, where they end a header or stand before a value.
_BARE_KEYS = re.compile(rf"{_BARE}(?:\.{_BARE})*+(?=[ \t]*+[=\]])")
_BLANK = re.compile(_PASSED_OVER)
_SPACE = re.compile(r"[ \t]*")
_PLAIN_VALUE = re.compile(r"[^,\]}#\n]*")
_BASIC = re.compile(r'"(?:\\.|[^"\\])*"')
_LITERAL = re.compile(r"'[^']*'")
# What most lines are: a bare key, with a string or with a value that is neither a string nor begins
# a bracket, and what is passed over behind it. One match in place of ten for seven pairs in eight.
_PAIR = re.compile(
    rf"({_BARE})[ \t]*+=[ \t]*+"
    r"""("(?:\\.|[^"\\\n])*+"(?!")|[^\s"'\[{#,\]}][^,\]}#\n]*+)""" + _PASSED_OVER
)


class ValueSpan(NamedTuple):
    """One key and its value: positions in the text, and the line of the key."""

    path: Path
    key_start: int
    start: int
    end: int
    line: int
    inline: bool


class TableSpan:
    """One `[table]` or `[[table]]`: its header, and where the comments right above that begin."""

    __slots__ = ("is_row", "lead", "line", "path", "start")

    def __init__(self, path: Path, start: int, lead: int, line: int, is_row: bool) -> None:
        self.path = path
        self.start = start
        self.lead = lead
        self.line = line
        self.is_row = is_row


class Layout:
    """All positions of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.values: dict[Path, ValueSpan] = {}
        self.tables: list[TableSpan] = []
        self.headers: dict[Path, TableSpan] = {}

    def table(self, path: Path) -> TableSpan | None:
        """Return the table with a header of its own at that path."""
        return self.headers.get(path)

    def line(self, path: Path) -> int | None:
        """Return the line of a key or table, of what stands in it, or of what it stands in."""
        known = self._first_lines
        for length in range(len(path), 0, -1):
            if path[:length] in known:
                return known[path[:length]]
        return None

    @cached_property
    def _first_lines(self) -> dict[Path, int]:
        """The line of each path; one that has no key or header of its own begins with its first."""
        lines: dict[Path, int] = {}
        spans: list[ValueSpan | TableSpan] = [*self.values.values(), *self.tables]
        for span in spans:
            lines.setdefault(span.path, span.line)
        for span in spans:
            if span.path[:-1] in self.headers:
                # It begins above, and so does all that it stands in.
                continue
            for length in range(len(span.path) - 1, 0, -1):
                above = span.path[:length]
                if above not in lines or (above not in self.values and above not in self.headers):
                    lines[above] = min(lines.get(above, span.line), span.line)
        return lines


@lru_cache(maxsize=1)
def lay_out(text: str) -> Layout:
    """Return the positions of everything in a text that the standard parser accepts.

    Why the last one is kept: a file that has just been read is what is edited or judged next.
    """
    return _Walk(text).walk()


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.layout = Layout(text)
        self.lines = Lines(text)
        self.rows: dict[Path, int] = {}
        # Where the last value or header ends.
        self.read = 0

    def walk(self) -> Layout:
        at = self._skip(0)
        prefix: Path = ()
        while at < len(self.text):
            found = _PAIR.match(self.text, at)
            if found is not None:
                self.read = self._common_pair(found, prefix)
                at = found.end()
                continue
            if self.text[at] == "[":
                prefix, self.read = self._header(at)
            else:
                self.read = self._pair(at, prefix, inline=False)
            at = self._skip(self.read)
        return self.layout

    def _skip(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def _space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def _header(self, at: int) -> tuple[Path, int]:
        is_row = self.text.startswith("[[", at)
        parts, end = self._key(at + (2 if is_row else 1))
        path: Path = ()
        for index, part in enumerate(parts):
            path = (*path, part)
            if is_row and index == len(parts) - 1:
                self.rows[path] = self.rows.get(path, 0) + 1
            if path in self.rows:
                path = (*path, self.rows[path] - 1)
        span = TableSpan(path, at, self._lead(at), self.lines.at(at), is_row)
        self.layout.tables.append(span)
        self.layout.headers.setdefault(path, span)
        return path, end + (2 if is_row else 1)

    def _lead(self, position: int) -> int:
        """Return where the comment lines right above a header begin, or its own line.

        Why not above what was read last: a line of a long text may look like a comment.
        """
        start = self.text.rfind("\n", 0, position) + 1
        while start > self.read:
            above = self.text.rfind("\n", 0, start - 1) + 1
            if above < self.read or not self.text[above : start - 1].strip().startswith("#"):
                break
            start = above
        return start

    def _key(self, at: int) -> tuple[tuple[str, ...], int]:
        bare = _BARE_KEYS.match(self.text, at)
        if bare is not None:
            return tuple(bare[0].split(".")), self._space(bare.end())
        parts: list[str] = []
        while True:
            at = self._space(at)
            for pattern in (_BARE_KEY, _BASIC, _LITERAL):
                found = pattern.match(self.text, at)
                if found:
                    break
            if found is None:
                raise ValueError(f"no key at {at}")
            raw = found.group()
            if raw[0] not in "\"'":
                parts.append(raw)
            else:
                parts.append(tomllib.loads(f"k = {raw}")["k"] if "\\" in raw else raw[1:-1])
            at = self._space(found.end())
            if not self.text.startswith(".", at):
                return tuple(parts), at
            at += 1

    def _common_pair(self, found: re.Match[str], prefix: Path) -> int:
        key, value = found.groups()
        path, key_start, start = (*prefix, key), found.start(), found.start(2)
        end = start + len(value.rstrip())
        line = self.lines.at(key_start)
        self.layout.values[path] = ValueSpan(path, key_start, start, end, line, False)
        return end

    def _pair(self, at: int, prefix: Path, *, inline: bool) -> int:
        key_start = at
        parts, at = self._key(at)
        at = self._skip(self._space(at) + 1) if inline else self._space(self._space(at) + 1)
        path = (*prefix, *parts)
        end = self._value(at, path)
        self.layout.values[path] = ValueSpan(
            path, key_start, at, end, self.lines.at(key_start), inline
        )
        return end

    def _value(self, at: int, path: Path) -> int:
        text = self.text
        if text.startswith('"""', at):
            return self._end_of_long(at + 3)
        if text.startswith("'''", at):
            end = text.index("'''", at + 3) + 3
            while text.startswith("'", end) and end - at < len(text):
                end += 1
            return end
        for quote, pattern in (('"', _BASIC), ("'", _LITERAL)):
            if text.startswith(quote, at):
                found = pattern.match(text, at)
                return found.end() if found else len(text)
        if text.startswith("[", at):
            return self._list(at, path)
        if text.startswith("{", at):
            return self._inline_table(at, path)
        found = _PLAIN_VALUE.match(text, at)
        return at + len(found.group().rstrip()) if found else at

    def _end_of_long(self, at: int) -> int:
        while True:
            if self.text[at] == "\\":
                at += 2
            elif self.text.startswith('"""', at):
                at += 3
                extra = 0
                while extra < 2 and self.text.startswith('"', at):
                    at, extra = at + 1, extra + 1
                return at
            else:
                at += 1

    def _list(self, at: int, path: Path) -> int:
        at = self._skip(at + 1)
        index = 0
        while self.text[at] != "]":
            start = at
            at = self._value(at, (*path, index))
            if self.text.startswith("{", start):
                self.layout.values[(*path, index)] = ValueSpan(
                    (*path, index), start, start, at, self.lines.at(start), True
                )
            index += 1
            at = self._skip(at)
            if self.text[at] == ",":
                at = self._skip(at + 1)
        return at + 1

    def _inline_table(self, at: int, path: Path) -> int:
        at = self._skip(at + 1)
        while self.text[at] != "}":
            at = self._skip(self._pair(at, path, inline=True))
            if self.text[at] == ",":
                at = self._skip(at + 1)
        return at + 1
