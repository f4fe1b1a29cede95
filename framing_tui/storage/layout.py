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
# A key with its value as it is found: where the key and the value begin and the value ends, perhaps
# with blanks behind it, and whether it stands inside a value.
_Pair = tuple[int, int, int, bool]
# A header as it is found: its path, where it begins, where what stands above it ends, and whether
# it begins a record.
_Header = tuple[Path, int, int, bool]

_BARE = r"[A-Za-z0-9_-]++"
_PASSED_OVER = r"(?:[ \t\r\n]++|#[^\n]*+)*+"
# Keys that need no quotes, where they end a header or stand before a value. As the others below,
# it is a text: `re` puts a pattern together where it is first wanted, and remembers it.
_BARE_KEYS = rf"{_BARE}(?:\.{_BARE})*+(?=[ \t]*+[=\]])"
_SPACE = r"[ \t]*"
_PLAIN_VALUE = r"[^,\]}#\n]*"
_BASIC = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_LITERAL = r"'[^']*'"
# What most lines are: a header without quotes, or a bare key with a string, a long one too, with a
# list of strings or of what needs no quotes, or with a value that is neither; and what is passed
# over behind it. One match in place of ten.
_STRING = r""""[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"(?!")"""
_LONG_STRING = r'''"""[^"\\]*+(?:(?:\\[\s\S]|"(?!""))[^"\\]*+)*+"""(?!")'''
_COMMON = re.compile(
    rf"(?:({_BARE})[ \t]*+=[ \t]*+"
    rf"({_STRING}|[^\s\"'\[{{#,\]}}][^,\]}}#\n]*+"
    rf"|\[(?:[ \t\r\n,]++|{_STRING}|[^\s\"'\[\]{{}}#,]++)*+\]|{_LONG_STRING})"
    rf"|\[(\[?)({_BARE}(?:\.{_BARE})*+)\]\]?)" + _PASSED_OVER
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
    """All positions of one text.

    Why spans are made where somebody asks for them: whoever judges a file wants a dozen lines.
    """

    def __init__(
        self, text: str, pairs: dict[Path, _Pair], headers: list[_Header], deep: list[Path]
    ) -> None:
        self.text = text
        self._pairs = pairs
        self._headers = headers
        self._deep = deep

    @cached_property
    def values(self) -> dict[Path, ValueSpan]:
        """Every key with its value, by its path."""
        text, at = self.text, self._lines.at
        return {
            path: ValueSpan(
                path, key, start, start + len(text[start:end].rstrip()), at(key), is_inline
            )
            for path, (key, start, end, is_inline) in self._pairs.items()
        }

    @cached_property
    def tables(self) -> list[TableSpan]:
        """Every header, in order."""
        return [
            TableSpan(path, at, self._lead(at, read), self._lines.at(at), is_row)
            for path, at, read, is_row in self._headers
        ]

    @cached_property
    def headers(self) -> dict[Path, TableSpan]:
        """Every header by its path."""
        found: dict[Path, TableSpan] = {}
        for table in self.tables:
            found.setdefault(table.path, table)
        return found

    def table(self, path: Path) -> TableSpan | None:
        """Return the table with a header of its own at that path."""
        return self.headers.get(path)

    def line(self, path: Path) -> int | None:
        """Return the line of a key or table, of what stands in it, or of what it stands in."""
        while path:
            pair = self._pairs.get(path)
            if pair is not None:
                return self._lines.at(pair[0])
            at = self._header_starts.get(path)
            at = self._first_inside.get(path) if at is None else at
            if at is not None:
                return self._lines.at(at)
            path = path[:-1]
        return None

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    @cached_property
    def _header_starts(self) -> dict[Path, int]:
        starts: dict[Path, int] = {}
        for path, at, _, _ in self._headers:
            starts.setdefault(path, at)
        return starts

    @cached_property
    def _first_inside(self) -> dict[Path, int]:
        """Where each table begins that has no key or header of its own: with its first."""
        above, found = self._header_starts, dict[Path, int]()
        starts = [(path, self._pairs[path][0]) for path in self._deep]
        for path, at in (*starts, *((path, at) for path, at, _, _ in self._headers)):
            if len(path) == 1 or path[:-1] in above:
                # What it stands in begins above, and so does all that this stands in.
                continue
            for length in range(len(path) - 1, 0, -1):
                table = path[:length]
                if table not in self._pairs and table not in above:
                    found[table] = min(found.get(table, at), at)
        return found

    def _lead(self, position: int, read: int) -> int:
        """Return where the comment lines right above a header begin, or its own line.

        Why not above what was read last: a line of a long text may look like a comment.
        """
        start = self.text.rfind("\n", 0, position) + 1
        while start > read:
            above = self.text.rfind("\n", 0, start - 1) + 1
            if above < read or not self.text[above : start - 1].strip().startswith("#"):
                break
            start = above
        return start


@lru_cache(maxsize=1)
def lay_out(text: str) -> Layout:
    """Return the positions of everything in a text that the standard parser accepts.

    Why the last one is kept: a file that has just been read is what is edited or judged next.
    """
    return _Walk(text).walk()


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pairs: dict[Path, _Pair] = {}
        self.headers: list[_Header] = []
        # Those of the pairs that may stand in a table without a key or header of its own.
        self.deep: list[Path] = []
        self.rows: dict[Path, int] = {}

    def walk(self) -> Layout:
        text, pairs, common = self.text, self.pairs, _COMMON.match
        prefix: Path = ()
        at, read = self._skip(0), 0
        while at < len(text):
            found = common(text, at)
            if found is None:
                if text[at] == "[":
                    is_row = text.startswith("[[", at)
                    parts, end = self._key(at + (2 if is_row else 1))
                    prefix = self._header(at, read, parts, is_row)
                    read = end + (2 if is_row else 1)
                else:
                    read = self._pair(at, prefix, inline=False)
                at = self._skip(read)
                continue
            key, _, second, names = found.groups()
            if key is None:
                prefix = self._header(at, read, tuple(names.split(".")), bool(second))
                read = found.end(4) + (2 if second else 1)
            else:
                start, read = found.span(2)
                pairs[(*prefix, key)] = (at, start, read, False)
            at = found.end()
        return Layout(text, pairs, self.headers, self.deep)

    def _skip(self, at: int) -> int:
        found = _at(_PASSED_OVER, self.text, at)
        return found.end() if found else at

    def _space(self, at: int) -> int:
        found = _at(_SPACE, self.text, at)
        return found.end() if found else at

    def _header(self, at: int, read: int, parts: tuple[str, ...], is_row: bool) -> Path:
        """Keep a header, and return the path of what stands under it."""
        path: Path = ()
        for index, part in enumerate(parts):
            path = (*path, part)
            if is_row and index == len(parts) - 1:
                self.rows[path] = self.rows.get(path, 0) + 1
            if path in self.rows:
                path = (*path, self.rows[path] - 1)
        self.headers.append((path, at, read, is_row))
        return path

    def _key(self, at: int) -> tuple[tuple[str, ...], int]:
        bare = _at(_BARE_KEYS, self.text, at)
        if bare is not None:
            return tuple(bare[0].split(".")), self._space(bare.end())
        parts: list[str] = []
        while True:
            at = self._space(at)
            for pattern in (_BARE, _BASIC, _LITERAL):
                found = _at(pattern, self.text, at)
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

    def _pair(self, at: int, prefix: Path, *, inline: bool) -> int:
        key_start = at
        parts, at = self._key(at)
        at = self._skip(self._space(at) + 1) if inline else self._space(self._space(at) + 1)
        path = (*prefix, *parts)
        end = self._value(at, path)
        self.pairs[path] = (key_start, at, end, inline)
        self.deep.append(path)
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
                found = _at(pattern, text, at)
                return found.end() if found else len(text)
        if text.startswith("[", at):
            return self._list(at, path)
        if text.startswith("{", at):
            return self._inline_table(at, path)
        found = _at(_PLAIN_VALUE, text, at)
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
                self.pairs[(*path, index)] = (start, start, at, True)
                self.deep.append((*path, index))
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


def _at(pattern: str, text: str, at: int) -> re.Match[str] | None:
    """Return what a pattern matches at a place of a text, or None."""
    return re.compile(pattern).match(text, at)
