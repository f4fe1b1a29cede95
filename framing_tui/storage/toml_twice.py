"""What stands twice in a text: a key, a table, or a table where there is a value already.

Why read from the text: the parser says which of its own rules was broken, and people want to know
where the first one is and where the second one belongs.
"""

from __future__ import annotations

import re

from framing_tui.model.clean import one_line
from framing_tui.storage.canonical import key_text
from framing_tui.storage.layout import Layout, Path, TableSpan, ValueSpan, lay_out
from framing_tui.storage.limits import blanked

Span = ValueSpan | TableSpan


def given_before(text: str, at: int) -> tuple[str, int] | None:
    """Return what is wrong with the statement that ends at a position, and the line of it.

    None where that cannot be told. Everything before the statement is sound, as the parser has
    passed it; the statement itself is read as far as the parser did.
    """
    try:
        last = _last(text[:at])
        if last is None:
            return None
        before = lay_out(_closed(text[: _start(last)]))
    except (IndexError, ValueError):
        return None
    said = _header(last, before) if isinstance(last, TableSpan) else _key(last, before)
    return (said, last.line) if said else None


def _last(text: str) -> Span | None:
    """Return the last header, or the last key with its value, be it within braces or not."""
    layout = lay_out(_closed(text))
    is_inside = "{" in _open(text)
    spans: list[Span] = [span for span in layout.values.values() if span.inline == is_inside]
    return max([*spans, *layout.tables], key=_start, default=None)


def _start(span: Span) -> int:
    return span.start if isinstance(span, TableSpan) else span.key_start


def _open(text: str) -> list[str]:
    """Return the brackets that are still open at the end of a text."""
    still_open: list[str] = []
    for bracket in re.findall(r"[\[\]{}]", blanked(text)):
        if bracket in "[{":
            still_open.append(bracket)
        elif still_open:
            still_open.pop()
    return still_open


def _closed(text: str) -> str:
    """Return a text with its open brackets closed, so that it can be walked through."""
    return text + "".join({"[": "]", "{": "}"}[bracket] for bracket in reversed(_open(text)))


def _header(header: TableSpan, before: Layout) -> str | None:
    path = header.path[:-1] if header.is_row else header.path
    shown = f"[[{_dotted(path)}]]" if header.is_row else f"[{_dotted(path)}]"
    value = _value_above(path, before)
    if value is not None:
        return f"{_dotted(value.path)} has a value in line {value.line}, so there is no {shown}"
    first = next((t for t in before.tables if _names(t.path) == _names(path)), None)
    if first is None:
        line = _first_below(path, before)
        return f"the keys of {shown} begin in line {line}: put these with them" if line else None
    if first.is_row:
        whole = f"[[{_dotted(path)}]]"
        return f"{whole} in line {first.line} is a list; one more of it is written {whole}, too"
    if header.is_row:
        return f"[{_dotted(path)}] in line {first.line} is one table, so there is no list {shown}"
    return f"the table {shown} stands twice, first in line {first.line}: put its keys there"


def _key(key: ValueSpan, before: Layout) -> str | None:
    shown = _dotted(key.path)
    first = before.values.get(key.path)
    if first is not None:
        return f"the key {shown} stands twice, first in line {first.line}"
    value = _value_above(key.path, before)
    if value is not None:
        above = _dotted(value.path)
        if before.text.startswith("{", value.start):
            return f"{above} is written in {{ }} in line {value.line}: put {shown} in there"
        return f"{above} has a value in line {value.line}, so there is no {shown}"
    line = _first_below(key.path, before)
    if line is not None:
        return f"{shown} is a table, from line {line} on, and can have no value"
    for length in range(len(key.path) - 1, 0, -1):
        table = before.table(key.path[:length])
        if table is not None:
            name = f"[{_dotted(table.path)}]"
            return f"{shown} belongs to the table {name} in line {table.line}: put it there"
    return None


def _value_above(path: Path, layout: Layout) -> ValueSpan | None:
    """Return the key with a value that stands where a table of that path would.

    The innermost one: within braces, those around them are no news.
    """
    found = (layout.values.get(path[:length]) for length in range(len(path), 0, -1))
    return next((span for span in found if span is not None), None)


def _first_below(path: Path, layout: Layout) -> int | None:
    """Return the line of the first thing in a table of that path."""
    spans: list[Span] = [*layout.values.values(), *layout.tables]
    lines = (span.line for span in spans if span.path[: len(path)] == path)
    return min(lines, default=None)


def _names(path: Path) -> tuple[str, ...]:
    return tuple(part for part in path if isinstance(part, str))


def _dotted(path: Path) -> str:
    return one_line(".".join(key_text(name) for name in _names(path)))
