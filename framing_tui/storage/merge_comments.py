"""Comments that one of two joined files has and the other lacks: found, and put where they belong.

Why by their keys and not by their lines: the two files have gone on differently, and a comment
speaks of the key or the table that it stands beside or above. Records go by their names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.storage import canonical
from framing_tui.storage.layout import Layout, Path, lay_out
from framing_tui.storage.limits import comments
from framing_tui.storage.load import Opened
from framing_tui.storage.toml_edit import read_back

# Comments that this program writes by itself come back with their keys.
_ASKS = frozenset(
    canonical.comment(q) for each in QUESTIONS.values() for q in (each, *each.kind.columns.values())
)


def missing_comments(base: Opened, side: Opened, opened: Opened) -> list[tuple[str, Path]]:
    """Return the comments that one side has added and a file lacks, each with its key."""
    was, now, there = (Counter(_words(each.text)) for each in (base, side, opened))
    lacking = (now - was) - (there - was)
    found: list[tuple[str, Path]] = []
    for text, path in _placed(side.text):
        if lacking[text] and text not in _ASKS:
            lacking[text] -= 1
            found.append((text, path))
    return found


def _words(text: str) -> list[str]:
    return [words for _, words in comments(text)]


def _placed(text: str) -> Iterator[tuple[str, Path]]:
    """Yield each comment of a text with the key or table that it stands beside or above."""
    layout = lay_out(text)
    keys = [(span.end, span.path) for span in layout.values.values() if not span.inline]
    keys += [(table.start, table.path) for table in layout.tables]
    ends = [text.find("\n", end) for end, _ in keys]
    places = sorted(
        ((end if end >= 0 else len(text), path) for end, (_, path) in zip(ends, keys, strict=True)),
        key=_first,
    )
    for at, words in comments(text):
        place = bisect_left(places, at, key=_first)
        yield words, places[place][1] if place < len(places) else ()


def _first(place: tuple[int, Any]) -> int:
    return place[0]


def with_comments(opened: Opened, side: Opened, found: list[tuple[str, Path]]) -> Opened:
    """Return a file with comments of one side above the keys that they stood at.

    Where the key is gone they stand at its table, or else at the end.
    """
    if not found:
        return opened
    layout, text = lay_out(opened.text), opened.text
    places: list[tuple[int, str]] = []
    for words, path in found:
        at = _place(layout, _elsewhere(path, side, opened))
        start = len(text) if at is None else text.rfind("\n", 0, at) + 1
        places.append((start, words + "\n"))
    if text and not text.endswith("\n"):
        text += "\n"
        places = [(at if at < len(opened.text) else at + 1, words) for at, words in places]
    for at, words in sorted(places, key=_first)[::-1]:
        text = text[:at] + words + text[at:]
    return read_back(text, opened.framing, opened.path)


def _place(layout: Layout, path: Path) -> int | None:
    for length in range(len(path), 0, -1):
        span = layout.values.get(path[:length])
        if span is not None and not span.inline:
            return span.key_start
        table = layout.table(path[:length])
        if table is not None:
            return table.start
    return None


def _elsewhere(path: Path, side: Opened, opened: Opened) -> Path:
    """Return where a path of one file is in another: records go by their names."""
    at = next((i for i, part in enumerate(path) if isinstance(part, int)), None)
    if at is None:
        return path
    question = QUESTIONS.get(".".join(map(str, path[:at])))
    key = question.kind.row.key if question is not None and question.kind.row else ""
    index = path[at]
    there, here = (_records(each.data, path[:at]) for each in (opened, side))
    if not isinstance(index, int) or index >= len(here):
        return path[:at]
    name = here[index].get(key)
    found = next((i for i, row in enumerate(there) if row.get(key) == name), None)
    return path[:at] if found is None else (*path[:at], found, *path[at + 1 :])


def _records(data: Any, path: Path) -> list[Mapping[str, Any]]:
    for part in path:
        data = data.get(part) if isinstance(data, Mapping) else None
    return [row for row in data if isinstance(row, Mapping)] if isinstance(data, list) else []
