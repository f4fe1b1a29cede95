"""Read a framing from a file: the one loader behind every door.

Why value by value: a wrong value costs its own answer alone. It is reported with file, line, key
and what is expected, it stays in the file, and the rest is judged.
"""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing_tui.model.catalogue import QUESTIONS, TABLES, nearest_question
from framing_tui.model.clean import clean, one_line, replaced_characters
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Rows, WrongValue, nearest_name
from framing_tui.model.question import AnyQuestion, rows_kind
from framing_tui.storage.canonical import FORMAT
from framing_tui.storage.layout import Layout, lay_out
from framing_tui.storage.problem import CannotOpen, Problem
from framing_tui.storage.scan import MAX_BYTES, TooWild, conflict_line, look

_BOM = "\ufeff"
_MARKS = ("notes", "not_applicable")
# Tables that exist only to hold others: `[feasibility]` itself has no keys.
_PARENTS = {
    table.path.rsplit(".", depth)[0]
    for table in TABLES
    for depth in range(1, table.path.count(".") + 1)
}
_TABLES = {table.path for table in TABLES if table.path} | _PARENTS | set(_MARKS)


@dataclass(frozen=True)
class Opened:
    """A file as it was read: its framing, what was wrong with it, and its text.

    `text` has plain newlines and no byte-order mark; `newline` and `bom` tell what to write back.
    """

    path: str
    framing: Framing
    problems: tuple[Problem, ...]
    text: str
    data: Mapping[str, Any]
    newline: str = "\n"
    bom: bool = False

    @property
    def layout(self) -> Layout:
        """Where each key stands in the text."""
        return lay_out(self.text)


def load(path: Path | str, shown: str | None = None) -> Opened:
    """Read a framing from a file.

    `shown` is the path as messages should name it. Raises CannotOpen where the file cannot be
    read as a framing at all.
    """
    shown = clean(shown or str(path))
    return load_bytes(read_bytes(Path(path), shown), shown)


def read_bytes(path: Path, shown: str) -> bytes:
    """Return the bytes of a regular file of a bearable size, or raise CannotOpen.

    Why the look before the open: a pipe or a device would block or never end.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise CannotOpen(shown, "is a directory; name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise CannotOpen(shown, "is not a regular file")
        if status.st_size > MAX_BYTES:
            raise CannotOpen(shown, f"is larger than {MAX_BYTES:,} bytes: not a framing")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise CannotOpen(shown, "there is no such file") from error
    except PermissionError as error:
        raise CannotOpen(shown, "no permission to read it") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CannotOpen(shown, reason) from error


def load_bytes(raw: bytes, shown: str) -> Opened:
    """Read a framing from bytes; raises CannotOpen like `load`."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CannotOpen(shown, "is not UTF-8 text, so not a framing", line) from error
    bom = text.startswith(_BOM)
    text = text.removeprefix(_BOM)
    newline = "\n"
    if "\r\n" in text and text.count("\r\n") == text.count("\n"):
        newline = "\r\n"
        text = text.replace("\r\n", "\n")
    data = parse(text, shown)
    version = data.get("format", FORMAT)
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        message = f"format {version} is newer than this program, which reads format {FORMAT}"
        raise CannotOpen(shown, f"{message}: update framing-tui")
    framing, problems = read_data(data, lay_out(text), shown)
    return Opened(shown, framing, tuple(problems), text, data, newline, bom)


def parse(text: str, shown: str) -> dict[str, Any]:
    """Return the plain data of a TOML text, or raise CannotOpen with the line that is wrong."""
    try:
        look(text)
        return tomllib.loads(text)
    except TooWild as error:
        raise CannotOpen(shown, f"{error}: not a framing", error.line) from error
    except tomllib.TOMLDecodeError as error:
        marker = conflict_line(text)
        if marker is not None:
            message = "holds a git conflict marker; settle it first"
            raise CannotOpen(shown, message, marker) from error
        message, line = _where(str(error))
        raise CannotOpen(shown, f"is not TOML: {message}", line) from error
    except (RecursionError, ValueError, OverflowError) as error:
        raise CannotOpen(shown, "is not TOML that can be read") from error


def read_data(data: Mapping[str, Any], layout: Layout, shown: str) -> tuple[Framing, list[Problem]]:
    """Return the framing that plain data holds, and what is wrong with it, by line."""
    reader = _Reader(layout, shown)
    reader.read(data)
    reader.problems.sort(key=lambda p: (p.line or 0, p.key))
    framing = Framing(reader.answers, reader.not_applicable, reader.notes, reader.replaced)
    return framing, reader.problems


class _Reader:
    def __init__(self, layout: Layout, shown: str) -> None:
        self.layout = layout
        self.shown = shown
        self.answers: dict[str, Any] = {}
        self.not_applicable: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.replaced: dict[str, tuple[str, ...]] = {}
        self.problems: list[Problem] = []

    def read(self, data: Mapping[str, Any]) -> None:
        version = data.get("format", FORMAT)
        if isinstance(version, bool) or not isinstance(version, int) or version < 1:
            self._problem(("format",), "format", f"expected {FORMAT}")
        for key, value in data.items():
            if key == "format":
                continue
            if key in _MARKS:
                self._marks(key, value)
            else:
                self._entry((key,), value)

    def _entry(self, path: tuple[str, ...], value: object) -> None:
        name = ".".join(path)
        question = QUESTIONS.get(name)
        if question is not None:
            self._answer(question, path, value)
        elif name in _TABLES:
            if not isinstance(value, Mapping):
                self._problem(path, name, "expected a table")
                return
            for key, inner in value.items():
                self._entry((*path, key), inner)
        else:
            self._unknown(path, name, isinstance(value, Mapping))

    def _answer(self, question: AnyQuestion, path: tuple[str, ...], value: object) -> None:
        if value == "":
            return
        try:
            if isinstance(question.kind, Rows):
                rows, wrong = question.kind.read_each(value)
                for problem in wrong:
                    at = (*path, problem.index, *((problem.column,) if problem.column else ()))
                    column = f".{problem.column}" if problem.column else ""
                    label = f"{question.id}.{_row_name(question, value, problem.index)}{column}"
                    self._problem(at, label, problem.message)
                if rows or value == []:
                    self.answers[question.id] = rows
            else:
                self.answers[question.id] = question.kind.read(value)
        except WrongValue as error:
            self._problem(path, question.id, str(error))
            return
        found = _replaced(value)
        if found:
            self.replaced[question.id] = found

    def _marks(self, name: str, value: object) -> None:
        if not isinstance(value, Mapping):
            self._problem((name,), name, "expected a table of question ids and texts")
            return
        into = self.notes if name == "notes" else self.not_applicable
        for key, text in value.items():
            label = f'{name}."{clean(key)}"'
            if key not in QUESTIONS:
                near = nearest_question(key)
                hint = f" (nearest: {near})" if near else ""
                self._problem((name, key), label, f"no such question{hint}")
            elif not isinstance(text, str):
                self._problem((name, key), label, "expected a text")
            elif text.strip():
                into[key] = clean(text, multiline=True)

    def _unknown(self, path: tuple[str, ...], name: str, is_table: bool) -> None:
        if is_table:
            near = nearest_name(name, _TABLES)
            what = "unknown table"
        else:
            parent = ".".join(path[:-1])
            siblings = [t for t in TABLES if t.path == parent]
            own = [q.id for t in siblings for q in t.questions]
            ends = {qid.rsplit(".", 1)[-1]: qid for qid in own}
            close = nearest_name(path[-1], ends)
            near = ends[close] if close else nearest_question(name)
            what = "unknown key"
        hint = f" (nearest: {near})" if near else ""
        self._problem(path, clean(name), f"{what}, kept but not read{hint}")

    def _problem(self, path: tuple[str | int, ...], key: str, message: str) -> None:
        self.problems.append(Problem(self.shown, self.layout.line(path), key, message))


def _row_name(question: AnyQuestion, rows: object, index: int) -> str:
    """Return how messages name a row: by its own name, or by its position where it has none."""
    row = rows[index] if isinstance(rows, list) else {}
    name = row.get(rows_kind(question).row.key) if isinstance(row, Mapping) else None
    return f'"{one_line(name, 40)}"' if isinstance(name, str) and name else f"[{index + 1}]"


def _replaced(value: object) -> tuple[str, ...]:
    """Return the names of characters made visible anywhere in a plain value."""
    if isinstance(value, str):
        return replaced_characters(value)
    inside: list[object] = []
    if isinstance(value, Mapping):
        inside = list(value.values())
    elif isinstance(value, list):
        inside = value
    found = dict.fromkeys(name for item in inside for name in _replaced(item))
    return tuple(found)


def _where(message: str) -> tuple[str, int | None]:
    """Take the line out of the parser's message, so that it stands where editors look for it."""
    head, _, tail = message.rpartition(" (at line ")
    if not head:
        return message.replace(" (at end of document)", " at the end of the file"), None
    line = tail.split(",", 1)[0]
    return head[:1].lower() + head[1:], int(line) if line.isdigit() else None
