"""Where a key or a table goes in a text: changed in its place, or put where a reader looks for it.

Why apart from the records: a single value has one place in a file, and everything around it stays
as it is to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from framing_tui.model.catalogue import QUESTIONS, TABLES
from framing_tui.model.kinds import Rows
from framing_tui.storage.canonical import MARKS, key_text
from framing_tui.storage.layout import Layout, Path, ValueSpan, lay_out

_TABLE_ORDER = {table.path: rank for rank, table in enumerate(TABLES) if table.path}
_KEY_ORDER = {qid: rank for rank, qid in enumerate(QUESTIONS)}
_LAST = len(_TABLE_ORDER) + len(_KEY_ORDER)
_OPENING = r"(?:#[^\n]*(?:\n|\Z))*"


class NewValue(NamedTuple):
    """A value as it is to stand in the text, with the comment of its key where that is new."""

    path: Path
    value: str
    comment: str = ""


def set_values(text: str, news: Iterable[NewValue]) -> str:
    """Return the text with values changed in their places, and missing keys added.

    Why all at once: every key that is added moves the text behind it, and finding all places
    again costs more than anything else here.
    """
    layout = lay_out(text)
    missing: list[NewValue] = []
    changes: list[tuple[int, int, str]] = []
    for new in news:
        span = layout.values.get(new.path)
        if span is not None:
            changes.append((span.start, span.end, new.value))
        elif new.value != '""' or new.comment:
            missing.append(new)
    for start, end, value in sorted(changes, reverse=True):
        text = text[:start] + value + text[end:]
    for new in missing:
        text = _insert(lay_out(text), new.path, new.value, new.comment)
    return text


def insert_block(layout: Layout, path: Path, block: str) -> str:
    """Put a table before the first one that follows it in canonical order, or at the end."""
    text = layout.text
    rank = _block_rank(path)
    later = (layout.lead(t.start) for t in layout.tables if _block_rank(t.path) > rank)
    at = next(later, len(text))
    before, after = text[:at], text[at:]
    if before and not before.endswith("\n"):
        before += "\n"
    if before and not before.endswith("\n\n"):
        before += "\n"
    return before + block + ("\n" if after and not after.startswith("\n") else "") + after


def inline_holder(layout: Layout, path: Path) -> ValueSpan | None:
    """Return the innermost `{…}` in which a path lies, or None where tables hold it."""
    for length in range(len(path) - 1, 0, -1):
        span = layout.values.get(path[:length])
        if span is not None and layout.text.startswith("{", span.start):
            return span
    return None


def line_end(text: str, at: int) -> int:
    """Return the position behind the newline that ends a line, or the end of the text."""
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def put(text: str, at: int, lines: str) -> str:
    """Put whole lines at the beginning of a line, or behind a last line without a newline."""
    glue = "\n" if at and not text[:at].endswith("\n") else ""
    return text[:at] + glue + lines + text[at:]


def _insert(layout: Layout, path: Path, value: str, comment: str) -> str:
    """Put a new key behind the key that is asked before it, or into a new table."""
    text = layout.text
    parent, key = path[:-1], key_text(str(path[-1]))
    holder = inline_holder(layout, path)
    if holder is not None:
        return _into_inline(text, holder, path, value)
    table = layout.table(parent)
    siblings = _siblings(layout, parent)
    elder = _elder(siblings, path)
    dotted = _dotted(layout, parent) if table is None and parent else []
    if dotted:
        # The table is spelt with dotted keys under another header, and may have none of its own.
        span = elder or dotted[-1]
        above = layout.header_above(span.key_start)
        name = ".".join(key_text(str(part)) for part in path[len(above) :])
        return put(text, line_end(text, span.end), f"{name} = {value}\n")
    lines = f"{comment}\n{key} = {value}\n" if comment else f"{key} = {value}\n"
    if table is None and parent:
        header = ".".join(key_text(str(part)) for part in parent)
        return insert_block(layout, parent, f"[{header}]\n{lines}")
    if elder is not None:
        return put(text, line_end(text, elder.end), lines)
    if siblings:
        return put(text, _before(layout, siblings[0], in_table=bool(parent)), lines)
    if table is not None:
        return put(text, table.body, lines)
    return _open_root(layout, lines)


def _into_inline(text: str, holder: ValueSpan, path: Path, value: str) -> str:
    inside = text[holder.start + 1 : holder.end - 1].rstrip().rstrip(",")
    joint = ", " if inside.strip() else " "
    dotted = ".".join(key_text(str(part)) for part in path[len(holder.path) :])
    body = "{" + inside + f"{joint}{dotted} = {value} " + "}"
    return text[: holder.start] + body + text[holder.end :]


def _siblings(layout: Layout, parent: Path) -> list[ValueSpan]:
    """Return the keys of one table in the order of the text; no inline ones."""
    found = [
        span
        for path, span in layout.values.items()
        if len(path) == len(parent) + 1 and path[:-1] == parent and not span.inline
    ]
    return sorted(found, key=lambda span: span.start)


def _dotted(layout: Layout, parent: Path) -> list[ValueSpan]:
    """Return the keys that make up a table without standing under a header of it."""
    depth = len(parent)
    found = [
        span
        for path, span in layout.values.items()
        if len(path) > depth
        and path[:depth] == parent
        and not span.inline
        and len(layout.header_above(span.key_start)) < depth
    ]
    return sorted(found, key=lambda span: span.start)


def _elder(siblings: list[ValueSpan], path: Path) -> ValueSpan | None:
    """Return the key that is asked right before a new one, or None where none is."""
    rank = _rank(path)
    elders = [span for span in siblings if _rank(span.path) <= rank]
    return max(elders, key=lambda span: (_rank(span.path), span.start), default=None)


def _before(layout: Layout, first: ValueSpan, *, in_table: bool) -> int:
    """Return where a key goes that comes before all others of its table.

    Why behind the first one where a comment opens the file: nothing tells whether it speaks of
    the file or of that key, and it must be parted from neither.
    """
    lead = layout.lead(first.key_start)
    if not in_table and lead == 0 and layout.text.startswith("#"):
        return line_end(layout.text, first.end)
    return lead


def _open_root(layout: Layout, lines: str) -> str:
    """Put the first root key behind the comment that opens the file, apart from what follows."""
    text = layout.text
    first = layout.lead(layout.tables[0].start) if layout.tables else len(text)
    found = re.compile(_OPENING).match(text, 0, first)
    at = found.end() if found else 0
    is_crowded = at < len(text) and not text.startswith("\n", at)
    return put(text, at, lines + ("\n" if is_crowded else ""))


def _rank(path: Path) -> int:
    """Return where a key stands in its table; unknown keys come last."""
    if path == ("format",):
        return -1
    if path[0] in MARKS and len(path) == 2:
        return _KEY_ORDER.get(str(path[1]), _LAST)
    index = next((i for i, part in enumerate(path) if isinstance(part, int)), None)
    if index is None:
        return _KEY_ORDER.get(".".join(str(part) for part in path), _LAST)
    question = QUESTIONS.get(".".join(str(part) for part in path[:index]))
    columns = (
        list(question.kind.row.columns) if question and isinstance(question.kind, Rows) else []
    )
    return columns.index(str(path[-1])) if path[-1] in columns else _LAST


def _block_rank(path: Path) -> float:
    """Return where a table belongs; a list of records stands right behind its own table."""
    names = [str(part) for part in path if isinstance(part, str)]
    for length in range(len(names), 0, -1):
        name = ".".join(names[:length])
        if name in _TABLE_ORDER:
            return _TABLE_ORDER[name] + (0.5 if length < len(names) else 0)
        below = [rank for table, rank in _TABLE_ORDER.items() if table.startswith(name + ".")]
        if below:
            return min(below)
    if names and names[0] in MARKS:
        return _LAST + MARKS.index(names[0])
    return _KEY_ORDER.get(names[0], _LAST) + len(_TABLE_ORDER) if names else 0
