"""Put a file into canonical order and spelling; its comments and keys of one's own stay.

Why on the text and not from the framing: comments, blank lines and what nobody asks for are a
person's work. A comment goes with the key or the table that it stands above; what cannot be spelt
anew without a loss stays as it is. In the end the text is read again and compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import Any

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import replaced_characters
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import WrongValue
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.storage.canonical import key_text, value_text
from framing_tui.storage.layout import Path, TableSpan, ValueSpan, lay_out
from framing_tui.storage.limits import comments
from framing_tui.storage.load import Opened
from framing_tui.storage.marks import MARKS, WrongMark, read_mark
from framing_tui.storage.toml_edit import EditMissed, block_rank, rank, read_back
from framing_tui.storage.unread_keys import leftover

# More than one blank line: at the beginning of a piece of text, and within it.
_BLANK_LINES = r"\A\n{2,}|(?<=\n)\n{2,}"


class _Section(NamedTuple):
    """A header with the comments right above it, its keys in order, and what stands behind them."""

    path: Path
    is_row: bool
    lead: str
    keys: str
    rest: str

    def text(self) -> str:
        return self.lead + self.keys + self.rest


def reformatted(opened: Opened) -> Opened:
    """Return a file in canonical order and spelling, with all that it held.

    Raises EditMissed where that cannot be done without a loss.
    """
    layout = lay_out(opened.text)
    ends = [*(table.lead for table in layout.tables), len(opened.text)]
    # Values come in the order of the text; those in braces are spelt with what they stand in.
    spans = [span for span in layout.values.values() if not span.inline]
    spans.sort(key=_start)
    sections = [_section(opened, None, 0, ends[0], spans)]
    for table, end in zip(layout.tables, ends[1:], strict=True):
        sections.append(_section(opened, table, table.lead, end, spans))
    text = "\n".join(piece for piece in map(_trimmed, _in_order(sections)) if piece)
    try:
        new = read_back(text, opened.framing, opened.path)
    except ValueError as error:
        raise EditMissed(str(error)) from error
    answers = opened.framing.answers
    was, now = (leftover(each.data, answers, opened.framing) for each in (opened, new))
    is_whole = was.is_kept_in(now, {}) and now.is_kept_in(was, {})
    if not is_whole or _words(opened.text) != _words(text):
        raise EditMissed("something that is no answer was lost")
    return new._replace(newline=opened.newline, bom=opened.bom)


def _start(span: ValueSpan) -> int:
    return span.key_start


def _words(text: str) -> Counter[str]:
    return Counter(words for _, words in comments(text))


def _trimmed(section: _Section) -> str:
    """Return all lines of a section, with one blank line where there were several."""
    return section.text().strip("\n") + "\n" if section.text().strip() else ""


def _in_order(sections: list[_Section]) -> list[_Section]:
    """Return the sections in canonical order; the one above all headers stays first.

    A table inside of a record goes with the record.
    """
    top, *others = sections
    groups: list[list[_Section]] = []
    for section in others:
        head = groups[-1][0] if groups else None
        if head is not None and head.is_row and section.path[: len(head.path)] == head.path:
            groups[-1].append(section)
        else:
            groups.append([section])
    groups.sort(key=lambda group: (block_rank(group[0].path), rank(_names(group[0].path))))
    return [top, *(section for group in groups for section in group)]


def _names(path: Path) -> Path:
    return tuple(part for part in path if isinstance(part, str))


def _section(
    opened: Opened, table: TableSpan | None, start: int, end: int, spans: list[ValueSpan]
) -> _Section:
    """Return the part of a text between two headers, its keys in order and spelt anew."""
    text = opened.text
    path = table.path if table is not None else ()
    lead, at = "", start
    if table is not None:
        at = _line_end(text, table.start, end)
        lead = _plain(text[start : table.start]) + _header(table, text[table.start : at])
    entries: list[tuple[int, str, str]] = []
    first, last = (bisect_left(spans, place, key=_start) for place in (at, end))
    for span in spans[first:last]:
        behind = _line_end(text, span.end, end)
        line_start = text.rfind("\n", 0, span.key_start) + 1
        above = _plain(text[at:line_start])
        entries.append((rank(span.path), above, _pair(opened, span, path, text[span.end : behind])))
        at = behind
    opening = ""
    if table is None and entries:
        # A comment that opens the file speaks of all of it.
        opening, entries[0] = _parted(entries[0])
    keys = "".join(f"{above}{pair}" for _, above, pair in sorted(entries, key=lambda e: e[0]))
    keys = opening + keys.lstrip("\n") if entries else ""
    return _Section(path, table is not None and table.is_row, lead, keys, _plain(text[at:end]))


def _parted(entry: tuple[int, str, str]) -> tuple[str, tuple[int, str, str]]:
    place, above, pair = entry
    opening, gap, own = above.rpartition("\n\n")
    return opening + gap, (place, own, pair)


def _line_end(text: str, at: int, end: int) -> int:
    found = text.find("\n", at, end)
    return end if found < 0 else found + 1


def _plain(text: str) -> str:
    """Return lines of comments without what stands behind them, and with single blank lines."""
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return re.sub(_BLANK_LINES, "\n", lines)


def _header(table: TableSpan, line: str) -> str:
    name = ".".join(key_text(str(part)) for part in _names(table.path))
    found = comments(line)
    beside = f"  {found[0][1]}" if found else ""
    return (f"[[{name}]]" if table.is_row else f"[{name}]") + f"{beside}\n"


def _pair(opened: Opened, span: ValueSpan, above: Path, behind: str) -> str:
    name = ".".join(key_text(str(part)) for part in span.path[len(above) :])
    raw = opened.text[span.start : span.end]
    value = raw if comments(raw) else _spelt(opened, span.path, raw)
    comment = behind.strip()
    return f"{name} = {value}" + (f"  {comment}\n" if comment else "\n")


# Values.


def _spelt(opened: Opened, path: Path, raw: str) -> str:
    """Return a value as this program spells it; one that it cannot read stays as it is."""
    value = _at(opened.data, path)
    if value == "":
        return '""'
    question = _asked(path, opened.framing)
    try:
        if question is not None:
            answer = question.kind.read(value)
            return _value(question.kind.write(answer), raw)
        is_mark = path[0] in MARKS and len(path) == 2 and isinstance(value, str)
        if is_mark and not replaced_characters(str(value)):
            return value_text(read_mark(str(path[0]), str(path[1]), value))
    except (WrongValue, WrongMark):
        return raw
    return raw


def _value(plain: object, raw: str) -> str:
    """Return a plain value as TOML; a list that has a line for each item keeps them.

    Why: two branches that add to it then change different lines.
    """
    if isinstance(plain, list) and plain and raw.startswith("[\n"):
        items = "".join(f"    {value_text(item, long=False)},\n" for item in plain)
        return f"[\n{items}]"
    return value_text(plain)


def _asked(path: Path, framing: Framing) -> AnyQuestion | None:
    """Return the question, or the column, that a value answers.

    Why none where characters were made visible: the file holds them still, and a finding says so.
    """
    at = next((i for i, part in enumerate(path) if isinstance(part, int)), len(path))
    question = QUESTIONS.get(".".join(map(str, path[:at])))
    if question is None or question.id in framing.replaced:
        return None
    if at == len(path):
        return question
    return question.kind.columns.get(str(path[-1])) if at == len(path) - 2 else None


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data
