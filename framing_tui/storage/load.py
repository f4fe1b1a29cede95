"""Read a framing from a file: the one loader behind every door.

Why value by value: a wrong value costs its own answer alone. It is reported with file, line, key
and what is expected, it stays in the file, and the rest is judged.
"""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from framing_tui.model.catalogue import QUESTIONS, TABLES, nearest_question, row_question
from framing_tui.model.clean import clean, one_line, replaced_characters
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import WrongValue, nearest_name
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import rows_kind
from framing_tui.model.row_paths import names_in, row_path
from framing_tui.storage.canonical import FORMAT, TABLE_PATHS
from framing_tui.storage.layout import Layout, lay_out
from framing_tui.storage.limits import MAX_BYTES, TooWild, conflict_line, look, marker_line
from framing_tui.storage.marks import MARKS, WrongMark, nearest_mark, read_mark, stands_on
from framing_tui.storage.problem import CannotOpen, Conflicted, Problem

_BOM = "\ufeff"
_TOO_LARGE = f"is larger than {MAX_BYTES:,} bytes: not a framing"
_CONFLICT = "holds a git conflict marker; settle it first"
# More than anybody reads; looking for the nearest name of each would take minutes.
_MAX_PROBLEMS = 100
_TABLES = TABLE_PATHS | set(MARKS)


class Opened(NamedTuple):
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
    """Return the bytes of a regular file that is not too large, or raise CannotOpen.

    Why the look before the open: a pipe or a device would block or never end.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise CannotOpen(shown, "is a directory; name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise CannotOpen(shown, "is not a regular file")
        if status.st_size > MAX_BYTES:
            raise CannotOpen(shown, _TOO_LARGE)
        with path.open("rb") as file:
            # No room is asked for that hardly any file needs; one may have grown since the look.
            raw = file.read(status.st_size + 1)
            return raw if len(raw) <= status.st_size else raw + file.read(MAX_BYTES + 1 - len(raw))
    except FileNotFoundError as error:
        raise CannotOpen(shown, "there is no such file") from error
    except PermissionError as error:
        raise CannotOpen(shown, "no permission to read it") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CannotOpen(shown, reason) from error


def load_bytes(raw: bytes, shown: str) -> Opened:
    """Read a framing from bytes; raises CannotOpen like `load`."""
    if len(raw) > MAX_BYTES:
        raise CannotOpen(shown, _TOO_LARGE)
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
    conflict = conflict_line(text)
    if conflict is not None:
        # Between two triple quotes a conflict is fine TOML, and both sides would be one answer.
        raise Conflicted(shown, _CONFLICT, conflict)
    try:
        look(text)
        return tomllib.loads(text)
    except TooWild as error:
        raise CannotOpen(shown, f"{error}: not a framing", error.line) from error
    except tomllib.TOMLDecodeError as error:
        marker = marker_line(text)
        if marker is not None:
            raise Conflicted(shown, _CONFLICT, marker) from error
        # Imported late: hardly any file is without TOML, and each command waits for what it loads.
        from framing_tui.storage.toml_words import fault_of

        fault = fault_of(str(error), text)
        raise CannotOpen(shown, f"is not TOML: {fault.message}", fault.line) from error
    except (RecursionError, ValueError, OverflowError) as error:
        raise CannotOpen(shown, "is not TOML that can be read") from error


def read_data(data: Mapping[str, Any], layout: Layout, shown: str) -> tuple[Framing, list[Problem]]:
    """Return the framing that plain data holds, and what is wrong with it, by line."""
    reader = _Reader(layout, shown)
    reader.read(data)
    problems = sorted(reader.problems, key=lambda p: (p.line or 0, p.key))
    if reader.untold:
        more = f"{reader.untold:,} more wrong values and unknown keys; these are the first"
        problems.append(Problem(shown, None, "and so on", more))
    framing = Framing(reader.answers, **reader.marks, replaced=reader.replaced)
    return framing, problems


class _Reader:
    def __init__(self, layout: Layout, shown: str) -> None:
        self.layout = layout
        self.shown = shown
        self.answers: dict[str, Any] = {}
        self.marks: dict[str, dict[str, str]] = {name: {} for name in MARKS}
        self.replaced: dict[str, tuple[str, ...]] = {}
        self.problems: list[Problem] = []
        self.untold = 0
        # Whether characters may have been made visible: told by the text as a whole, as hardly any
        # file holds one. An escape can stand for any.
        text = layout.text
        self._may_be_replaced = "\\" in text or not text.replace("\n", "").isprintable()
        # The names of the records of each list on which a mark stands; read behind the answers.
        self._names: dict[str, frozenset[str]] = {}

    def read(self, data: Mapping[str, Any]) -> None:
        version = data.get("format", FORMAT)
        if isinstance(version, bool) or not isinstance(version, int) or version < 1:
            self._problem(("format",), "format", f"expected {FORMAT}")
        for key, value in data.items():
            if key == "format":
                continue
            if key not in MARKS:
                self._entry((key,), key, value)
        # Behind the answers, as some stand on records among them.
        for key in MARKS:
            if key in data:
                self._marks(key, data[key])

    def _entry(self, path: tuple[str, ...], name: str, value: object) -> None:
        question = QUESTIONS.get(name)
        if question is not None:
            self._answer(question, path, value)
        elif name in _TABLES:
            if not isinstance(value, (dict, Mapping)):
                self._problem(path, name, "expected a table")
                return
            for key, inner in value.items():
                self._entry((*path, key), f"{name}.{key}", inner)
        else:
            self._unknown(path, name, isinstance(value, Mapping))

    def _answer(self, question: AnyQuestion, path: tuple[str, ...], value: object) -> None:
        if value == "":
            return
        try:
            if question.kind.row is not None:
                rows, wrong = rows_kind(question).read_each(value)
                for problem in wrong:
                    at = (*path, problem.index, *((problem.column,) if problem.column else ()))
                    column = f".{clean(problem.column)}" if problem.column else ""
                    label = f"{question.id}.{_row_name(question, value, problem.index)}{column}"
                    self._problem(at, label, problem.message)
                if rows or value == []:
                    self.answers[question.id] = rows
            else:
                self.answers[question.id] = question.kind.read(value)
        except WrongValue as error:
            self._problem(path, question.id, str(error))
            return
        if self._may_be_replaced and (found := _replaced(value)):
            self.replaced[question.id] = found

    def _marks(self, name: str, value: object) -> None:
        if not isinstance(value, Mapping):
            self._problem((name,), name, "expected a table of question ids and texts")
            return
        for key, text in value.items():
            if not stands_on(key):
                self._unknown_mark(name, key, text)
                continue
            try:
                words = read_mark(name, key, text)
            except WrongMark as error:
                self._problem((name, key), f'{name}."{clean(key)}"', str(error))
                continue
            if words:
                self.marks[name][key] = words
                self._look_for_row(name, key)

    def _look_for_row(self, name: str, key: str) -> None:
        """Report a mark on a record that is not there; it is kept all the same."""
        path = row_path(key)
        if path is None:
            return
        if path.list_id not in self._names:
            self._names[path.list_id] = names_in(path.list_id, self.answers)
        if path.name not in self._names[path.list_id]:
            near = self._nearest(lambda: nearest_mark(name, key, self.answers))
            message = f"{path.list_id} has no record of that name{near}"
            self._problem((name, key), f'{name}."{clean(key)}"', message)

    def _unknown_mark(self, name: str, key: str, text: object) -> None:
        if isinstance(text, Mapping) and any(qid.startswith(f"{key}.") for qid in QUESTIONS):
            whole = f"{key}.{one_line(next(iter(text), '…'))}"
            message = f'expected the whole id in quotes, like "{whole}"'
        else:
            near = self._nearest(lambda: nearest_mark(name, key, self.answers))
            what = "record or column" if row_question(key) else "question"
            message = f"no such {what}{near}"
        self._problem((name, key), f'{name}."{clean(key)}"', message)

    def _nearest(self, find: Callable[[], str | None]) -> str:
        """Return the hint with the nearest name; none once nobody will read it any more."""
        near = find() if len(self.problems) < _MAX_PROBLEMS else None
        return f" (nearest: {near})" if near else ""

    def _unknown(self, path: tuple[str, ...], name: str, is_table: bool) -> None:
        if is_table:
            near = self._nearest(lambda: nearest_name(name, _TABLES))
            what = "unknown table"
        else:
            near = self._nearest(lambda: _nearest_key(path))
            what = "unknown key"
        self._problem(path, one_line(name), f"{what}, kept but not read{near}")

    def _problem(self, path: tuple[str | int, ...], key: str, message: str) -> None:
        if len(self.problems) >= _MAX_PROBLEMS:
            self.untold += 1
            return
        self.problems.append(Problem(self.shown, self.layout.line(path), key, message))


def _nearest_key(path: tuple[str, ...]) -> str | None:
    """Return the id most like that of an unknown key: one of its own table before any other."""
    parent = ".".join(path[:-1])
    own = [q.id for table in TABLES if table.path == parent for q in table.questions]
    ends = {qid.rsplit(".", 1)[-1]: qid for qid in own}
    close = nearest_name(path[-1], ends)
    return ends[close] if close else nearest_question(".".join(path))


def _row_name(question: AnyQuestion, rows: object, index: int) -> str:
    """Return how messages name a row: by its own name, or by its position where it has none."""
    row = rows[index] if isinstance(rows, list) else {}
    name = row.get(rows_kind(question).row.key) if isinstance(row, Mapping) else None
    return f'"{one_line(name, 40)}"' if isinstance(name, str) and name else f"[{index + 1}]"


def _replaced(value: object) -> tuple[str, ...]:
    """Return the names of characters made visible anywhere in a plain value."""
    if isinstance(value, str):
        return replaced_characters(value)
    inside: list[object]
    if isinstance(value, list):
        inside = value
    elif isinstance(value, Mapping):
        inside = list(value.values())
    else:
        return ()
    found = dict.fromkeys(name for item in inside for name in _replaced(item))
    return tuple(found)
