"""Join two people's files that grew from one: their answers, and what else they wrote in them.

Why not the answers alone: comments, keys of one's own and values that cannot be read are a person's
work, too, and nobody looks at what a merge has left out. Answers are joined by `merge`; the text is
that of both sides where their lines allow it, or else mine, and what of either is missing then is
put back: a key in its table, a comment above its key, and what cannot stand beside the other one's
as a comment that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.spec import Clash
from framing_tui.storage import canonical
from framing_tui.storage.canonical import value_text
from framing_tui.storage.layout import Path
from framing_tui.storage.load import Opened, load_bytes
from framing_tui.storage.merge import line_changes, merge
from framing_tui.storage.merge_comments import missing_comments, with_comments
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.toml_edit import (
    EditMissed,
    NewValue,
    edited,
    read_back,
    with_values,
)
from framing_tui.storage.unread_keys import leftover

# Comparing more lines, or putting more things back one by one, than people's files call for takes
# seconds.
_MAX_LINES = 2_000
_MAX_MISSING = 200


class Merged(NamedTuple):
    """A file joined from two, the new clashes in it, and lines on what else stands there twice."""

    opened: Opened
    clashes: tuple[Clash, ...]
    told: tuple[str, ...]


def merge_files(base: Opened, ours: Opened, theirs: Opened) -> Merged:
    """Return our file with their changes since `base`; where both changed a thing, with both.

    Raises EditMissed where no text can hold that.
    """
    framing = merge(base.framing, ours.framing, theirs.framing)
    known = {*(ours.framing.answers.get("clashes") or ())}
    known |= {*(theirs.framing.answers.get("clashes") or ())}
    clashes = tuple(row for row in framing.records.clashes or () if row not in known)
    opened = _with_answers(base, ours, theirs, framing)
    told: list[str] = []
    for name, side in (("ours", ours), ("theirs", theirs)):
        opened, missing = _with_unread(base, side, opened)
        found = missing_comments(base, side, opened)
        for path, value in missing:
            spelt = " ".join(value_text(value, long=False).split("\n"))
            found.append((f"# {name}: {_shown(path)} = {spelt}", path))
            told.append(f"{_shown(path)}: {name} had {spelt}")
        opened = with_comments(opened, side, found)
    return Merged(opened._replace(newline=ours.newline, bom=ours.bom), clashes, tuple(told))


# The answers, in a text of both sides.


def _with_answers(base: Opened, ours: Opened, theirs: Opened, framing: Framing) -> Opened:
    """Return the first text that holds the joined answers and nothing that neither side has.

    Why its answers are looked at before they are mended: lines of two records that look alike may
    have met in one, and comments of the one would then stand at the other.
    """
    known = [side.framing for side in (base, ours, theirs)] + [framing]
    allowed = {*map(repr, _unread(ours)), *map(repr, _unread(theirs))}
    for text in _texts(base.text, ours.text, theirs.text):
        try:
            found = load_bytes(text.encode(), ours.path)._replace(text=text)
            if text != ours.text and not _is_of(found.framing, known):
                continue
            opened = edited(found, framing)
        except (CannotOpen, EditMissed, ValueError, LookupError):
            continue
        if {*map(repr, _unread(opened))} <= allowed:
            return opened
    left = leftover(ours.data, ours.framing.answers)
    return read_back(canonical.document(framing, left), framing, ours.path)


def _is_of(found: Framing, known: list[Framing]) -> bool:
    """Tell whether each answer is one of those that are known, in whatever order its parts are."""
    return all(
        any(_parts(answer) == _parts(each.answers.get(question_id)) for each in known)
        for question_id, answer in found.answers.items()
    )


def _parts(answer: Any) -> Any:
    return sorted(map(repr, answer)) if isinstance(answer, tuple) else answer


def _texts(base: str, ours: str, theirs: str) -> Iterator[str]:
    """Yield texts with the lines of both sides: all of them, without what both put in one place,
    and then ours alone."""
    sides = [text.split("\n") for text in (base, ours, theirs)]
    if max(map(len, sides)) <= _MAX_LINES:
        was, own, other = sides
        mine, his = line_changes(was, own), line_changes(was, other)
        for is_joined in (True, False):
            kept = [(*change, 0) for change in mine]
            kept += [
                (*change, 1)
                for change in his
                if change not in mine and not any(_meet(change, m, is_joined) for m in mine)
            ]
            lines = list(was)
            # From the end, so that places stay; of two in one place, mine comes first.
            for begin, end, new, _ in sorted(kept, key=lambda c: (c[0], c[1], c[3]), reverse=True):
                lines[begin:end] = new
            yield "\n".join(lines)
    yield ours


def _meet(
    one: tuple[int, int, tuple[str, ...]],
    other: tuple[int, int, tuple[str, ...]],
    is_joined: bool,
) -> bool:
    """Tell whether two changes of one text touch the same lines, or the same place of it."""
    if one[:2] == other[:2]:
        return one[0] < one[1] or not is_joined
    return one[0] < other[1] and other[0] < one[1]


# What is no answer: keys that nobody asks for, and values that cannot be read.


def _unread(opened: Opened) -> list[tuple[Path, Any]]:
    """Return what a file holds besides its framing, each with its path.

    Records are found by their names, and one that cannot be read by its words.
    """
    framing = opened.framing
    left = leftover(opened.data, framing.answers, framing)
    found: list[tuple[Path, Any]] = [*_leaves(left.values, ())]
    found += [
        ((name, key), text) for name, part in left.marks.items() for key, text in part.items()
    ]
    for (question_id, name, number), cells in left.cells.items():
        path: Path = (*question_id.split("."), name, number)
        found += [((*path, column), value) for column, value in cells.items()]
    for question_id, records in left.records.items():
        found += [((*question_id.split("."), repr(item)), item) for item in records]
    return found


def _leaves(values: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _with_unread(
    base: Opened, side: Opened, opened: Opened
) -> tuple[Opened, list[tuple[Path, Any]]]:
    """Return a file with what one side has besides its framing and `base` has not, and what of
    that cannot stand in it, as something else stands in its place."""
    before, there = (
        {path: repr(value) for path, value in _unread(each)} for each in (base, opened)
    )
    lacking = [
        (path, value)
        for path, value in _unread(side)
        if repr(value) not in (before.get(path), there.get(path))
    ]
    if len(lacking) > _MAX_MISSING:
        raise EditMissed("too much differs that is no answer")
    missing: list[tuple[Path, Any]] = []
    for path, value in lacking:
        is_free = path not in there and ".".join(map(str, path)) not in opened.framing.answers
        added = _added(opened, path, value) if is_free else None
        if added is None:
            missing.append((path, value))
        else:
            opened = added
    return opened, missing


def _added(opened: Opened, path: Path, value: Any) -> Opened | None:
    """Return a file with one key more, or None where it cannot be put there."""
    try:
        text = with_values(opened.text, [NewValue(path, value_text(value))])
        added = read_back(text, opened.framing, opened.path)
    except Exception:
        # tomlkit raises all kinds of errors on shapes that it does not know.
        return None
    return added if (path, repr(value)) in [(p, repr(v)) for p, v in _unread(added)] else None


def _shown(path: Path) -> str:
    return ".".join(canonical.key_text(str(part)) for part in path)
