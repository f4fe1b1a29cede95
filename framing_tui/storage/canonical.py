"""Write answers as TOML: one value, one record, or a whole file in canonical order.

Why comments above each key: a file that is read in a pull request explains itself, and two
branches that change neighbouring answers then merge without a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any

from framing_tui.model.catalogue import QUESTIONS, TABLES
from framing_tui.model.framing import Framing
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row
from framing_tui.storage.limits import marker_line
from framing_tui.storage.marks import MARKS

if TYPE_CHECKING:
    from framing_tui.storage.unread_keys import Leftover

# A record among others: its question, its name, and how many of that name came before it.
RecordKey = tuple[str, str, int]

FORMAT = 1
# Tables that exist only to hold others: `[feasibility]` itself has no keys.
_PATHS = tuple(table.path for table in TABLES if table.path)
_PARENTS = tuple(dict.fromkeys(p.rsplit(".", 1)[0] for p in _PATHS if "." in p))
# Every table that a file may hold.
TABLE_PATHS = frozenset({*_PATHS, *_PARENTS})
_BARE = r"[A-Za-z0-9_-]+\Z"
_LONG_QUOTE = r'"(?="|\Z)'
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def key_text(key: str) -> str:
    """Return a key as TOML, quoted where it must be."""
    return key if re.match(_BARE, key) else string_text(key)


def string_text(text: str) -> str:
    """Return a text as a one-line TOML string."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def value_text(value: object, *, long: bool = True) -> str:
    """Return a plain value as TOML; `long` allows several lines for texts that have them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # Lines like those of a git conflict would keep the whole file from being read again.
        is_long = long and "\n" in value and marker_line(value) is None
        return _long_text(value) if is_long else string_text(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        inside = ", ".join(
            f"{key_text(str(k))} = {value_text(v, long=False)}" for k, v in value.items()
        )
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        items = [value_text(item, long=False) for item in value]
        if any(isinstance(item, Mapping) for item in value) or sum(map(len, items)) > 90:
            return "[\n" + "".join(f"    {item},\n" for item in items) + "]"
        return "[" + ", ".join(items) + "]"
    return string_text(str(value))


def plain_answer(question: AnyQuestion, value: object) -> object:
    """Return an answer as the plain value that the file holds; open is an empty text."""
    return "" if value is None else question.kind.write(value)


def comment(question: AnyQuestion) -> str:
    """Return the comment line that stands above a key."""
    return f"# {question.asks}"


def pair_text(question: AnyQuestion, value: object) -> str:
    """Return a key with its comment and its value, as lines."""
    plain = plain_answer(question, value)
    return f"{comment(question)}\n{question.name} = {value_text(plain)}\n"


def row_text(header: str, row: Mapping[str, object]) -> str:
    """Return one record as a `[[table]]` block."""
    body = "".join(f"{key_text(k)} = {value_text(v)}\n" for k, v in row.items())
    return f"[[{header}]]\n{body}"


def record_keys(question_id: str, rows: Sequence[Row | None]) -> list[RecordKey | None]:
    """Return what tells each record from the others, wherever it stands in its list.

    Why all of it where it has no name of its own: two risks may be accepted under one rule.
    """
    seen: dict[str, int] = {}
    keys: list[RecordKey | None] = []
    for row in rows:
        if row is None:
            keys.append(None)
            continue
        name = row.label if row.is_keyed else repr(row.plain())
        seen[name] = seen.get(name, -1) + 1
        keys.append((question_id, name, seen[name]))
    return keys


def rows_text(question: AnyQuestion, rows: list[Mapping[str, object]]) -> str:
    """Return a list of records as `[[table]]` blocks, with the ask above the first."""
    header = ".".join(key_text(part) for part in question.id.split("."))
    return comment(question) + "\n" + "\n".join(row_text(header, row) for row in rows)


def document(framing: Framing, left: Leftover | None = None) -> str:
    """Return a whole file: what is answered, in canonical order, each key under its comment.

    `left` is what else stood in a file that is written anew; it comes last in its table.
    """
    extra = left.values if left else {}
    parts = [f"# The format of this file\nformat = {FORMAT}\n"]
    records: list[str] = []
    for table in TABLES:
        body, rows = _table_body(framing, table.questions, left)
        if not table.path:
            parts[0] += body
            records.extend(rows)
            continue
        body += _leaves(extra, table.path)
        if body:
            parts.append(f"[{table.path}]\n{body}")
        parts.extend(rows)
    parts[0] += _leaves(extra, "")
    for parent in _PARENTS:
        body = _leaves(extra, parent) if parent not in _PATHS else ""
        if body:
            parts.append(f"[{parent}]\n{body}")
    parts.extend(records)
    for name in MARKS:
        unread = left.marks.get(name, {}) if left else {}
        marks = {**getattr(framing, name)}
        marks |= {key: text for key, text in unread.items() if key not in marks}
        if marks:
            parts.append(f"[{name}]\n{_pairs(marks)}")
    for key, value in extra.items():
        if isinstance(value, Mapping) and key not in TABLE_PATHS and key not in QUESTIONS:
            parts.append(f"[{key_text(key)}]\n{_pairs(value)}")
    return "\n".join(parts)


def _table_body(
    framing: Framing, questions: tuple[AnyQuestion, ...], left: Leftover | None
) -> tuple[str, list[str]]:
    body = ""
    rows: list[str] = []
    for question in questions:
        value = framing.answers.get(question.id)
        if question.kind.row is not None:
            plain = _plain_records(question, value or (), left)
            if plain:
                rows.append(rows_text(question, plain))
                continue
        if value is not None:
            body += pair_text(question, value)
    return body, rows


def _plain_records(
    question: AnyQuestion, rows: Sequence[Row], left: Leftover | None
) -> list[Mapping[str, object]]:
    """Return the records as plain tables, with what else they held, and those not read last."""
    if left is None:
        return [row.plain() for row in rows]
    plain: list[Mapping[str, object]] = []
    for row, key in zip(rows, record_keys(question.id, rows), strict=True):
        more = left.cells.get(key, {}) if key else {}
        unread = {name: value for name, value in more.items() if name not in row.cells}
        plain.append({**row.plain(), **unread})
    return [*plain, *left.records.get(question.id, [])]


def _leaves(extra: Mapping[str, Any], path: str) -> str:
    """Return the keys of one table that are no tables of the framing themselves, as lines."""
    at: Any = extra
    for part in path.split(".") if path else ():
        at = at.get(part, {}) if isinstance(at, Mapping) else {}
    if not isinstance(at, Mapping):
        return ""
    found: dict[str, Any] = {}
    for key, value in at.items():
        full = f"{path}.{key}" if path else key
        is_table = isinstance(value, Mapping) and (
            full in TABLE_PATHS or (not path and full not in QUESTIONS)
        )
        if not is_table:
            found[key] = value
    return _pairs(found)


def _pairs(values: Mapping[str, Any]) -> str:
    return "".join(f"{key_text(str(k))} = {value_text(v)}\n" for k, v in values.items())


def _long_text(text: str) -> str:
    """Return a text of several lines as TOML, with no quote that could be taken for its end."""
    body = "".join(char if char in '"\n' else _escaped(char) for char in text)
    return '"""\n' + re.sub(_LONG_QUOTE, '\\\\"', body) + '"""'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if not char.isprintable() and char != " ":
        code = ord(char)
        return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
    return char
