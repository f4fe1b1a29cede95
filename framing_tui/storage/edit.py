"""Change answers in the text of a file, and nothing else in it.

Why in the text: comments, order, spelling and unknown keys are a person's work and survive every
save. After all changes the text is parsed again and compared with what was meant; where the two
differ, the caller writes the canonical form and keeps the old file beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from framing_tui.model.catalogue import QUESTIONS, TABLES
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Rows
from framing_tui.model.question import AnyQuestion, Row, rows_kind
from framing_tui.storage import canonical
from framing_tui.storage.layout import Layout, Path, lay_out
from framing_tui.storage.load import load_bytes
from framing_tui.storage.problem import CannotOpen

_MARKS = ("notes", "not_applicable")
_TABLE_ORDER = {table.path: rank for rank, table in enumerate(TABLES) if table.path}
_KEY_ORDER = {qid: rank for rank, qid in enumerate(QUESTIONS)}
_LAST = len(_TABLE_ORDER) + len(_KEY_ORDER)


class EditMissed(Exception):
    """The changed text does not hold what was meant; nothing of it should be written."""


def edited(text: str, base: Framing, framing: Framing) -> str:
    """Return the text with every difference between two framings written into it.

    `base` is what the text was read as. Raises EditMissed where the result does not read back as
    `framing`.
    """
    new = text
    for question_id in QUESTIONS:
        before, after = base.answers.get(question_id), framing.answers.get(question_id)
        if before == after:
            continue
        question = QUESTIONS[question_id]
        if isinstance(question.kind, Rows):
            new = _set_rows(new, question, before or (), after)
        else:
            path = tuple(question_id.split("."))
            plain = canonical.plain_answer(question, after)
            new = _set_value(new, path, canonical.value_text(plain), canonical.comment(question))
    for name in _MARKS:
        marks_before, marks_after = getattr(base, name), getattr(framing, name)
        for key in {**marks_before, **marks_after}:
            if marks_before.get(key) != marks_after.get(key):
                value = canonical.value_text(marks_after.get(key, ""))
                new = _set_value(new, (name, key), value, "")
    _verify(new, framing, text)
    return new


def _verify(new: str, framing: Framing, old: str) -> None:
    try:
        read = load_bytes(new.encode(), "edited")
    except (CannotOpen, UnicodeEncodeError) as error:
        raise EditMissed(str(error)) from error
    same_marks = read.framing.notes == framing.notes and (
        read.framing.not_applicable == framing.not_applicable
    )
    if read.framing.answers != framing.answers or not same_marks:
        raise EditMissed("the text does not read back as it was meant")
    if unknown(read.data) != unknown(load_bytes(old.encode(), "edited").data):
        raise EditMissed("an unknown key was lost")


def unknown(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return the part of plain data that is no question's, as nested tables.

    Why: a person, or a later version, wrote it there; no save may lose it.
    """
    left: dict[str, Any] = {}
    for key, value in data.items():
        name = f"{prefix}{key}"
        if name in QUESTIONS or name == "format" or (not prefix and key in _MARKS):
            continue
        if isinstance(value, Mapping) and name in _PARENTS_AND_TABLES:
            inner = unknown(value, f"{name}.")
            if inner:
                left[key] = inner
        else:
            left[key] = value
    return left


_PARENTS_AND_TABLES = {
    ".".join(path.split(".")[:length])
    for path in _TABLE_ORDER
    for length in range(1, path.count(".") + 2)
}


# Single values.


def _set_value(text: str, path: Path, value: str, comment: str) -> str:
    layout = lay_out(text)
    span = layout.values.get(path)
    if span is not None:
        return text[: span.start] + value + text[span.end :]
    if value in ('""', "[]") and not comment:
        return text
    return _insert(layout, path, value, comment)


def _insert(layout: Layout, path: Path, value: str, comment: str) -> str:
    """Put a new key where a reader looks for it: after its elder sibling, or in a new table."""
    text = layout.text
    parent, key = path[:-1], canonical.key_text(str(path[-1]))
    parent_value = layout.values.get(parent)
    if parent_value is not None and text.startswith("{", parent_value.start):
        inside = text[parent_value.start + 1 : parent_value.end - 1].rstrip().rstrip(",")
        joint = ", " if inside.strip() else " "
        body = "{" + inside + f"{joint}{key} = {value} " + "}"
        return text[: parent_value.start] + body + text[parent_value.end :]
    table = layout.table(parent)
    siblings = _siblings(layout, parent)
    if table is None and parent and siblings:
        # The table is spelt with dotted keys under another header: go on in the same way.
        elder = layout.values[siblings[-1]]
        head = text[elder.key_start : elder.start].split("=")[0].rstrip()
        dotted = head[: head.rfind(".") + 1]
        at = _line_end(text, elder.end)
        return _put(text, at, f"{dotted}{key} = {value}\n")
    lines = f"{comment}\n{key} = {value}\n" if comment else f"{key} = {value}\n"
    if table is None and parent:
        header = ".".join(canonical.key_text(str(part)) for part in parent)
        return _insert_block(layout, parent, f"[{header}]\n{lines}")
    rank = _rank(path)
    elders = [p for p in siblings if _rank(p) < rank]
    if elders:
        return _put(text, _line_end(text, layout.values[elders[-1]].end), lines)
    if siblings:
        at = layout.lead(layout.values[siblings[0]].key_start)
        if not parent:
            at = text.rfind("\n", 0, layout.values[siblings[0]].key_start) + 1
        return _put(text, at, lines)
    at = table.body if table is not None else _end_of_opening(layout)
    return _put(text, at, lines)


def _siblings(layout: Layout, parent: Path) -> list[Path]:
    """Return the keys of one table in the order of the text; no inline ones."""
    found = [
        span
        for path, span in layout.values.items()
        if path[:-1] == parent and len(path) == len(parent) + 1 and not span.inline
    ]
    return [span.path for span in sorted(found, key=lambda span: span.start)]


def _rank(path: Path) -> int:
    if path == ("format",):
        return -1
    return _KEY_ORDER.get(".".join(str(part) for part in path), _LAST)


def _end_of_opening(layout: Layout) -> int:
    """Return where root keys begin in a file that has none: after its opening comment."""
    text = layout.text
    first = layout.lead(layout.tables[0].start) if layout.tables else len(text)
    found = re.match(r"(?:#[^\n]*\n)*", text[:first])
    return found.end() if found else 0


def _insert_block(layout: Layout, path: Path, block: str) -> str:
    """Put a table before the first one that follows it in canonical order, or at the end."""
    text = layout.text
    rank = _block_rank(path)
    for table in layout.tables:
        if _block_rank(table.path) > rank:
            at = layout.lead(table.start)
            before = text[:at].rstrip("\n")
            return (before + "\n\n" if before else "") + block + "\n" + text[at:]
    before = text.rstrip("\n")
    return (before + "\n\n" if before else "") + block


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
    if names and names[0] in _MARKS:
        return _LAST + _MARKS.index(names[0])
    return _KEY_ORDER.get(names[0], _LAST) + len(_TABLE_ORDER) if names else 0


def _line_end(text: str, at: int) -> int:
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def _put(text: str, at: int, lines: str) -> str:
    glue = "\n" if at and not text[:at].endswith("\n") else ""
    return text[:at] + glue + lines + text[at:]


# Lists of records.


def _set_rows(
    text: str, question: AnyQuestion, before: Sequence[Row], after: Sequence[Row] | None
) -> str:
    layout = lay_out(text)
    path = tuple(question.id.split("."))
    blocks = [t for t in layout.tables if t.is_row and t.path[:-1] == path]
    if not blocks:
        return _set_inline_rows(layout, path, question, after)
    raw = load_bytes(text.encode(), "edited").data
    for part in path:
        raw = raw[part]
    positions = _positions(question, before, list(raw))
    if after is not None and _is_in_place(before, after):
        for row_before, row_after, index in zip(before, after, positions, strict=True):
            for name in rows_kind(question).row.columns:
                if row_before.cells.get(name) != row_after.cells.get(name):
                    text = _set_cell(text, question, (*path, index), name, row_after)
        return text
    return _rebuild_rows(layout, question, path, before, after, positions)


def _set_cell(text: str, question: AnyQuestion, at: Path, name: str, row: Row) -> str:
    column = rows_kind(question).row.columns[name]
    plain = canonical.plain_answer(column, row.cells.get(name))
    return _set_value(text, (*at, name), canonical.value_text(plain), "")


def _positions(question: AnyQuestion, rows: Sequence[Row], raw: list[Any]) -> list[int]:
    """Return where each row stands among the file's own, some of which could not be read."""
    found: list[int] = []
    for row in rows:
        for index, item in enumerate(raw):
            if index in found:
                continue
            read, _ = rows_kind(question).read_each([item])
            if read and read[0] == row:
                found.append(index)
                break
        else:
            raise EditMissed(f"{question.id}: a record was not found in the text")
    return found


def _is_in_place(before: Sequence[Row], after: Sequence[Row]) -> bool:
    """Whether only columns changed: the same rows in the same order, at most one renamed."""
    if len(before) != len(after):
        return False
    renamed = sum(b.label != a.label for b, a in zip(before, after, strict=True))
    return renamed <= 1


def _rebuild_rows(
    layout: Layout,
    question: AnyQuestion,
    path: Path,
    before: Sequence[Row],
    after: Sequence[Row] | None,
    positions: list[int],
) -> str:
    """Write the records' blocks in their new order; those that could not be read come last."""
    text = layout.text
    extents = _extents(layout, path)
    old = {row.label: text[slice(*extents[i])] for row, i in zip(before, positions, strict=True)}
    was = {row.label: row for row in before}
    header = ".".join(canonical.key_text(str(part)) for part in path)
    parts: list[str] = []
    for row in after or ():
        kept = old.pop(row.label, None)
        if kept is not None and was[row.label] == row:
            parts.append(kept.strip("\n") + "\n")
        else:
            parts.append(canonical.row_text(header, row.plain()))
    unread = [text[slice(*extents[i])] for i in range(len(extents)) if i not in positions]
    parts.extend(part.strip("\n") + "\n" for part in unread)
    for start, end in sorted(extents, reverse=True):
        text = text[:start] + text[end:]
    first = min(start for start, _ in extents)
    if parts:
        tail = text[first:].lstrip("\n")
        joined = "\n".join(parts)
        return text[:first].rstrip("\n") + "\n\n" + joined + ("\n" + tail if tail else "")
    # The last record is gone; an answered “none” stays as an empty list.
    if after is None:
        return text
    return _insert(lay_out(text), path, "[]", canonical.comment(question))


def _extents(layout: Layout, path: Path) -> list[tuple[int, int]]:
    """Return where each record's block begins and ends, its comments and subtables included."""
    found: list[tuple[int, int]] = []
    tables = layout.tables
    for at, table in enumerate(tables):
        if not (table.is_row and table.path[:-1] == path):
            continue
        last = at
        while last + 1 < len(tables) and tables[last + 1].path[: len(table.path)] == table.path:
            last += 1
        found.append((layout.lead(table.start), tables[last].end))
    return found


def _set_inline_rows(
    layout: Layout, path: Path, question: AnyQuestion, after: Sequence[Row] | None
) -> str:
    """Write records into a file that has none yet, or that spells them as one inline list."""
    text = layout.text
    span = layout.values.get(path)
    plain = [row.plain() for row in after or ()]
    if span is not None and text[span.start : span.end].strip("[] \n"):
        value = '""' if after is None else canonical.value_text(plain)
        if not text.startswith('""', span.start) or not plain:
            return text[: span.start] + value + text[span.end :]
    if not plain:
        value = '""' if after is None else "[]"
        if span is None and after is None:
            return text
        return _set_value(text, path, value, canonical.comment(question))
    if span is not None:
        start = layout.lead(span.key_start)
        text = text[:start] + text[_line_end(text, span.end) :]
        layout = lay_out(text)
    return _insert_block(layout, path, canonical.rows_text(question, list(plain)))
