"""Change lists of records in a text: cells in their place, whole records as they stand.

Why record by record: a record carries comments and keys that no question asks for. It is moved,
never written anew, and only a record that is new is spelt by this program.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from framing_tui.model.question import AnyQuestion, Row
from framing_tui.storage import canonical
from framing_tui.storage.layout import Layout, Path, lay_out
from framing_tui.storage.leftover import are_records, is_blank, readable
from framing_tui.storage.place import (
    NewValue,
    inline_holder,
    insert_block,
    line_end,
    put,
    set_values,
)

_COMMENTS = r"(?:[ \t]*#[^\n]*(?:\n|\Z))*"
_BLANK_LINES = r"(?:[ \t]*\n)*"
_GAP = r"(?:[ \t\r\n]|#[^\n]*)*"
_COMMA_AND_COMMENT = r"[ \t]*,[ \t]*(?:#[^\n]*)?"


class EditMissed(Exception):
    """The changed text does not hold what was meant; nothing of it should be written."""


def set_records(
    text: str, question: AnyQuestion, before: Sequence[Row], after: Sequence[Row] | None
) -> str:
    """Return the text with the records of a question changed; `before` is what it was read as.

    Records that could not be read stay where they are.
    """
    path = tuple(question.id.split("."))
    raw = _raw(text, path)
    if not are_records(raw):
        return _first_records(text, path, question, after)
    read = readable(question, raw)
    places = [index for index, row in enumerate(read) if row is not None]
    if [read[index] for index in places] != list(before):
        raise EditMissed(f"{question.id}: the records are not those of the text")
    partners = _partners(before, after or ())
    cells = [
        cell
        for row, old in zip(after or (), partners, strict=True)
        if old is not None
        for cell in _changed_cells((*path, places[old]), before[old], row)
    ]
    text = set_values(text, cells) if cells else text
    # A record with nothing in it is no answer; it goes only where the answer is “none”.
    spare = [index for index, item in enumerate(raw) if is_blank(item)] if after == () else []
    if partners == list(range(len(before))) and not spare:
        return text
    # What stands in each slot of the text: a record of `before`, or None for one not read.
    tokens = [places.index(index) if index in places else None for index in range(len(read))]
    listed = _Blocks(question, path) if _are_blocks(text, path) else _Items(question, path)
    return _arranged(text, listed, tokens, partners, after, spare)


def _raw(text: str, path: Path) -> object:
    raw: Any = tomllib.loads(text)
    for part in path:
        raw = raw.get(part) if isinstance(raw, dict) else None
    return raw


def _are_blocks(text: str, path: Path) -> bool:
    return any(table.is_row and table.path[:-1] == path for table in lay_out(text).tables)


def _partners(before: Sequence[Row], after: Sequence[Row]) -> list[int | None]:
    """Return for each record the one it was, or None for a new one.

    Equal ones are paired first, then those of one name; where the count is the same, a record
    that is left in its place was renamed.
    """
    partners: list[int | None] = [None] * len(after)
    left = list(range(len(before)))

    def pair(fits: Callable[[int, int], bool]) -> None:
        for new in range(len(after)):
            if partners[new] is None:
                old = next((old for old in left if fits(old, new)), None)
                if old is not None:
                    partners[new] = old
                    left.remove(old)

    pair(lambda old, new: old == new and before[old] == after[new])
    pair(lambda old, new: before[old] == after[new])
    pair(lambda old, new: bool(after[new].label) and before[old].label == after[new].label)
    if len(before) == len(after):
        pair(lambda old, new: old == new)
    return partners


def _changed_cells(at: Path, before: Row, after: Row) -> Iterator[NewValue]:
    for name, column in after.columns.items():
        if before.cells.get(name) != after.cells.get(name):
            plain = canonical.plain_answer(column, after.cells.get(name))
            yield NewValue((*at, name), canonical.value_text(plain))


def _arranged(
    text: str,
    listed: _Blocks | _Items,
    tokens: list[int | None],
    partners: list[int | None],
    after: Sequence[Row] | None,
    spare: Sequence[int],
) -> str:
    """Return the text with the records in their new order, new ones added and old ones cut."""
    kept = [at for at in partners if at is not None]
    slots = [index for index, token in enumerate(tokens) if token in kept]
    text = listed.permuted(
        text, {slot: tokens.index(at) for slot, at in zip(slots, kept, strict=True)}
    )
    for slot, token in zip(slots, kept, strict=True):
        tokens[slot] = token
    # From here on, new records have tokens of their own: negative, so that none is taken.
    place = -1
    for new, at in enumerate(partners):
        if at is not None:
            place = tokens.index(at)
            continue
        text = listed.inserted(text, place + 1, (after or ())[new])
        place += 1
        tokens.insert(place, -1 - new)
    for slot in range(len(tokens) - 1, -1, -1):
        was = tokens[slot]
        if slot in spare or (was is not None and was >= 0 and was not in kept):
            text = listed.cut(text, slot)
            del tokens[slot]
    if tokens:
        return text
    return listed.emptied(text, None if after is None else "[]")


class _Blocks:
    """Records spelt as `[[table]]` blocks."""

    def __init__(self, question: AnyQuestion, path: Path) -> None:
        self.question = question
        self.path = path

    def slots(self, layout: Layout) -> list[tuple[int, int]]:
        """Return where each record begins and ends, its comments and subtables included.

        The comment that this program writes above a list belongs to the list; comments that stand
        apart belong to nobody and stay.
        """
        text, tables = layout.text, layout.tables
        ask = canonical.comment(self.question) + "\n"
        found: list[tuple[int, int]] = []
        for at, table in enumerate(tables):
            if not (table.is_row and table.path[:-1] == self.path):
                continue
            last = at
            depth = len(table.path)
            while last + 1 < len(tables) and tables[last + 1].path[:depth] == table.path:
                last += 1
            start = layout.lead(table.start)
            if text.startswith(ask, start):
                start += len(ask)
            inside = [
                span.end
                for path, span in layout.values.items()
                if path[:depth] == table.path and span.end <= tables[last].end
            ]
            content = line_end(text, max([tables[last].start, *inside]))
            comments = re.compile(_COMMENTS).match(text, content, max(tables[last].end, content))
            found.append((start, comments.end() if comments else content))
        return found

    def permuted(self, text: str, sources: dict[int, int]) -> str:
        """Return the text with the record of another slot in each slot that is named."""
        slots = self.slots(lay_out(text))
        pieces = [text[start:end].rstrip("\n") + "\n" for start, end in slots]
        for slot, source in sorted(sources.items(), reverse=True):
            if slot != source:
                start, end = slots[slot]
                text = text[:start] + pieces[source] + text[end:]
        return text

    def inserted(self, text: str, slot: int, row: Row) -> str:
        """Return the text with a new record in a slot; those from there on move down."""
        header = ".".join(canonical.key_text(str(part)) for part in self.path)
        piece = canonical.row_text(header, row.plain())
        slots = self.slots(lay_out(text))
        if slot == 0:
            return put(text, slots[0][0], piece + "\n")
        return put(text, slots[slot - 1][1], "\n" + piece)

    def cut(self, text: str, slot: int) -> str:
        """Return the text without the record in a slot and without the gap that it would leave."""
        slots = self.slots(lay_out(text))
        start, end = slots[slot]
        ask = canonical.comment(self.question) + "\n"
        if len(slots) == 1 and text[:start].endswith(ask):
            start -= len(ask)
        before, after = text[:start], text[end:]
        if not after.strip("\n"):
            return before.rstrip("\n") + "\n" if before.strip("\n") else ""
        if not before or before.endswith("\n\n"):
            blank = re.match(_BLANK_LINES, after)
            after = after[blank.end() :] if blank else after
        return before + after

    def emptied(self, text: str, value: str | None) -> str:
        """Return the text, its last record gone, with an empty list where that is the answer."""
        if value is None:
            return text
        new = NewValue(self.path, value, canonical.comment(self.question))
        return set_values(text, [new])


class _Items:
    """Records spelt as one list of `{…}`."""

    def __init__(self, question: AnyQuestion, path: Path) -> None:
        self.question = question
        self.path = path

    def slots(self, layout: Layout) -> list[tuple[int, int]]:
        """Return where each record begins and ends."""
        depth = len(self.path)
        return [
            (span.start, span.end)
            for path, span in sorted(layout.values.items(), key=lambda pair: pair[1].start)
            if len(path) == depth + 1 and path[:depth] == self.path and isinstance(path[-1], int)
        ]

    def permuted(self, text: str, sources: dict[int, int]) -> str:
        """Return the text with the record of another slot in each slot that is named."""
        slots = self.slots(lay_out(text))
        pieces = [text[start:end] for start, end in slots]
        for slot, source in sorted(sources.items(), reverse=True):
            start, end = slots[slot]
            text = text[:start] + pieces[source] + text[end:]
        return text

    def inserted(self, text: str, slot: int, row: Row) -> str:
        """Return the text with a new record in a slot; those from there on move down."""
        slots = self.slots(lay_out(text))
        piece = canonical.value_text(row.plain(), long=False)
        first = slots[0][0]
        margin = text[text.rfind("\n", 0, first) + 1 : first]
        gap = f"\n{margin}" if not margin.strip() else " "
        if slot < len(slots):
            at = slots[slot][0]
            return f"{text[:at]}{piece},{gap}{text[at:]}"
        end = slots[-1][1]
        behind = re.compile(_COMMA_AND_COMMENT).match(text, end)
        if behind:
            return f"{text[: behind.end()]}{gap}{piece},{text[behind.end() :]}"
        return f"{text[:end]},{gap}{piece}{text[end:]}"

    def cut(self, text: str, slot: int) -> str:
        """Return the text without the record in a slot; comments beside it stay."""
        start, end = self.slots(lay_out(text))[slot]
        gap = re.compile(_GAP).match(text, end)
        comma = gap.end() if gap else end
        if text.startswith(",", comma):
            text = text[:comma] + text[comma + 1 :]
        text = text[:start] + text[end:]
        line, stop = text.rfind("\n", 0, start) + 1, line_end(text, start)
        if line and not text[line:stop].strip():
            return text[:line] + text[stop:]
        return text if text[:start].strip(" ").endswith("\n") else _closed(text, start)

    def emptied(self, text: str, value: str | None) -> str:
        """Return the text, its last record gone, with what an empty list is as an answer."""
        return set_values(text, [NewValue(self.path, value or '""')])


def _closed(text: str, at: int) -> str:
    """Return the text with the blanks around a cut in a line made one, none beside a bracket."""
    before, after = text[:at].rstrip(" "), text[at:].lstrip(" ")
    joint = "" if before.endswith("[") or after.startswith("]") else " "
    return before + joint + after


def _first_records(
    text: str, path: Path, question: AnyQuestion, after: Sequence[Row] | None
) -> str:
    """Write records into a text that has none, whatever stands in their place."""
    layout = lay_out(text)
    span = layout.values.get(path)
    ask = canonical.comment(question)
    plain = [row.plain() for row in after or ()]
    if not plain:
        if span is None and after is None:
            return text
        return set_values(text, [NewValue(path, '""' if after is None else "[]", ask)])
    if inline_holder(layout, path) is not None:
        return set_values(text, [NewValue(path, canonical.value_text(plain), ask)])
    if span is not None:
        text, own = _without_key(layout, path)
        ask = own or ask
        layout = lay_out(text)
    header = ".".join(canonical.key_text(str(part)) for part in path)
    blocks = "\n".join(canonical.row_text(header, row) for row in plain)
    return insert_block(layout, path, f"{ask}\n{blocks}")


def _without_key(layout: Layout, path: Path) -> tuple[str, str]:
    """Return the text without a key, and the comments that stood above and beside it.

    Why they come along: where records are blocks, the comment stands above the first of them.
    """
    text, span = layout.text, layout.values[path]
    line = text.rfind("\n", 0, span.key_start) + 1
    start = layout.lead(span.key_start)
    if start == 0 and not text.startswith("[") and len(path) == 1:
        # A comment that opens the file may speak of all of it, and stays.
        start = line
    end = line_end(text, span.end)
    beside = text[span.end : end].strip()
    comments = text[start:line].rstrip("\n")
    if beside:
        comments = f"{comments}\n{beside}" if comments else beside
    before, after = text[:start], text[end:]
    if before.endswith("\n\n") and after.startswith("\n"):
        after = after[1:]
    return before + after, comments
