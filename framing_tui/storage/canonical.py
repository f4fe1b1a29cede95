"""Write answers as TOML: one value, one record, or a whole file in canonical order.

Why comments above each key: a file that is read in a pull request explains itself, and two
branches that change neighbouring answers then merge without a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from framing_tui.model.catalogue import QUESTIONS, TABLES
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Rows
from framing_tui.model.question import AnyQuestion

FORMAT = 1
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def key_text(key: str) -> str:
    """Return a key as TOML, quoted where it must be."""
    return key if _BARE.match(key) else string_text(key)


def string_text(text: str) -> str:
    """Return a text as a one-line TOML string."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def value_text(value: object, *, long: bool = True) -> str:
    """Return a plain value as TOML; `long` allows several lines for texts that have them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _long_text(value) if long and "\n" in value else string_text(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (int, date)):
        return value.isoformat() if isinstance(value, date) else str(value)
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


def rows_text(question: AnyQuestion, rows: list[Mapping[str, object]]) -> str:
    """Return a list of records as `[[table]]` blocks, with the ask above the first."""
    header = ".".join(key_text(part) for part in question.id.split("."))
    return comment(question) + "\n" + "\n".join(row_text(header, row) for row in rows)


def document(framing: Framing, extra: Mapping[str, Any] | None = None) -> str:
    """Return a whole file: what is answered, in canonical order, each key under its comment.

    `extra` are unknown keys of a file that is written anew, as nested plain tables; they come
    last in their table.
    """
    extra = extra or {}
    parts = [f"# The format of this file\nformat = {FORMAT}\n"]
    records: list[str] = []
    written: set[tuple[str, ...]] = set()
    for table in TABLES:
        body, rows = _table_body(framing, table.questions)
        path = tuple(table.path.split(".")) if table.path else ()
        unknown = _leaves(extra, path)
        body += "".join(f"{key_text(k)} = {value_text(v)}\n" for k, v in unknown.items())
        written.add(path)
        if not table.path:
            parts[0] += body
            records.extend(rows)
            continue
        if body:
            parts.append(f"[{table.path}]\n{body}")
        parts.extend(rows)
    parts.extend(records)
    for name, marks in (("notes", framing.notes), ("not_applicable", framing.not_applicable)):
        if marks:
            lines = "".join(f"{key_text(k)} = {value_text(v)}\n" for k, v in marks.items())
            parts.append(f"[{name}]\n{lines}")
    known = {path[0] for path in written if path} | {"notes", "not_applicable"}
    for key, value in extra.items():
        if isinstance(value, Mapping) and key not in known:
            parts.append(f"[{key_text(key)}]\n" + _dotted(value))
    return "\n".join(parts)


def _table_body(framing: Framing, questions: tuple[AnyQuestion, ...]) -> tuple[str, list[str]]:
    body = ""
    rows: list[str] = []
    for question in questions:
        value = framing.answers.get(question.id)
        if value is None:
            continue
        if isinstance(question.kind, Rows) and value:
            rows.append(rows_text(question, [row.plain() for row in value]))
        else:
            body += pair_text(question, value)
    return body, rows


def _leaves(extra: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    at: Any = extra
    for part in path:
        at = at.get(part, {}) if isinstance(at, Mapping) else {}
    if not isinstance(at, Mapping):
        return {}
    tables = {table.path for table in TABLES}
    prefix = ".".join(path)
    found: dict[str, Any] = {}
    for key, value in at.items():
        full = f"{prefix}.{key}" if prefix else key
        nested = isinstance(value, Mapping)
        is_known_parent = any(t == full or t.startswith(full + ".") for t in tables)
        if full not in QUESTIONS and not (nested and (is_known_parent or not prefix)):
            found[key] = value
    return found


def _dotted(value: Mapping[str, Any]) -> str:
    return "".join(f"{key_text(str(k))} = {value_text(v)}\n" for k, v in value.items())


def _long_text(text: str) -> str:
    lines = [
        "".join(char if char in '"\n' else _escaped(char) for char in line)
        for line in text.split("\n")
    ]
    body = "\n".join(line.replace('""', '"\\"') for line in lines)
    if body.endswith('"'):
        body = body[:-1] + '\\"'
    return f'"""\n{body}"""'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if not char.isprintable() and char != " ":
        code = ord(char)
        return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
    return char
