"""What an edited piece of a page says of the answers that it was made from.

Why by the words around: a page carries no keys. Where an answer stood in the old words is known,
and whatever stands there now is what somebody means in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from framing_tui.model.named_tuple import NamedTuple
from framing_tui.spec.reading_back.atoms import Atom
from framing_tui.spec.room import GOES_ON

_Span = tuple[int, int]

_UP_TO = "up to "
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_SEPARATORS = (" ·", ";", " →", ")")
# Longer than a piece of any page that we write.
_MOST_TOKENS = 3_000


class Edit(NamedTuple):
    """What was typed in place of an answer; `atoms` are several where each of them may be meant."""

    atoms: tuple[Atom, ...]
    typed: str


class Said(NamedTuple):
    """Words of a page, and the questions whose answers they tell."""

    text: str
    question_ids: tuple[str, ...]


class _PartOf(NamedTuple):
    start: int
    end: int
    question_ids: tuple[str, ...]


class _Region(NamedTuple):
    start: int
    end: int
    new_start: int
    new_end: int


class _Slot(NamedTuple):
    start: int
    end: int
    atom: Atom
    # What of the answer goes on below the page.
    rest: str = ""


def edits_of(
    old: str, new: str, atoms: Iterable[Atom], said: Iterable[Said] = ()
) -> tuple[list[Edit], list[str]]:
    """Return the edits that made one piece into another, and the new words that are none.

    `said` tells which answers the parts of the old words come from, where that is known.
    """
    regions = _regions(old, new)
    parts = list(_parts(old, said))
    slots = list(_slots(old, atoms))
    if GOES_ON in old and GOES_ON not in new:
        # A text that went on below fits now: all of it was written anew, not one of its lines.
        slots = [s for s in slots if s.atom.item < 0 or s.atom.question.kind.has_items]
    by_span: dict[_Span, list[_Slot]] = {}
    unexplained: list[str] = []
    for region in regions:
        about = _about(parts, region)
        covering = [
            slot
            for slot in slots
            if _covers(slot, region, new) and (not about or slot.atom.question.id in about)
        ]
        if not covering:
            unexplained.append(new[region.new_start : region.new_end].strip())
            continue
        least = min(covering, key=lambda slot: slot.end - slot.start)
        span = (least.start, least.end)
        by_span[span] = [slot for slot in covering if (slot.start, slot.end) == span]
    edits = []
    for (start, end), found in _outermost(by_span):
        typed = new[_moved(start, regions, False) : _moved(end, regions, True)]
        rest = found[0].rest
        if rest and typed.endswith(GOES_ON):
            typed = f"{typed.removesuffix(GOES_ON).rstrip()} {rest.strip()}"
        if _begins(new, regions, start):
            # “Up to 3 days” on our page is a range from none.
            typed = f"0..{typed}" if found[0].atom.question.kind.name == "days" else typed
        atoms_meant = tuple(dict.fromkeys(slot.atom for slot in found))
        edits.append(Edit(atoms_meant, typed.strip()))
    return edits, [words for words in unexplained if words.strip(" .,;:·")]


def _outermost(by_span: dict[_Span, list[_Slot]]) -> Iterator[tuple[_Span, list[_Slot]]]:
    """Yield the slots that are edited, by their places.

    A line of a text that is edited as a whole is left out: the whole says what stands there now.
    """
    for (start, end), found in by_span.items():
        ids = {slot.atom.question.id for slot in found}
        around = (
            slots
            for span, slots in by_span.items()
            if span != (start, end) and span[0] <= start and end <= span[1]
        )
        if not any(slot.atom.question.id in ids for slots in around for slot in slots):
            yield (start, end), found


def _regions(old: str, new: str) -> list[_Region]:
    """Return where two texts differ, in whole words."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > _MOST_TOKENS:
        return [_Region(0, len(old), 0, len(new))]
    starts, new_starts = _starts(before), _starts(after)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[_Region] = []
    for tag, begin, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            continue
        region = _Region(starts[begin], starts[end], new_starts[first], new_starts[last])
        if found and not old[found[-1].end : region.start].strip():
            # Two words with a blank between are one edit.
            region = found.pop()._replace(end=region.end, new_end=region.new_end)
        found.append(region)
    return found


def _starts(tokens: list[str]) -> list[int]:
    at = [0]
    for token in tokens:
        at.append(at[-1] + len(token))
    return at


def _begins(new: str, regions: list[_Region], start: int) -> bool:
    return new[: _moved(start, regions, False)].endswith(_UP_TO)


def _about(parts: list[_PartOf], region: _Region) -> set[str]:
    """Return the questions of the smallest part of a page that holds an edit; none where none."""
    holding = [p for p in parts if p.start <= region.start and region.end <= p.end]
    least = min((part.end - part.start for part in holding), default=0)
    ids = (part.question_ids for part in holding if part.end - part.start == least)
    return {question_id for some in ids for question_id in some}


def _parts(old: str, said: Iterable[Said]) -> Iterable[_PartOf]:
    for text, question_ids in said:
        at = old.find(text)
        while at >= 0:
            yield _PartOf(at, at + len(text), question_ids)
            at = old.find(text, at + len(text))


def _slots(old: str, atoms: Iterable[Atom]) -> Iterable[_Slot]:
    cut = old.find(GOES_ON)
    for atom in atoms:
        for words in atom.shown:
            at = old.find(words)
            while at >= 0:
                end = at + len(words)
                if not _is_within_word(old, at) and not _is_within_word(old, end):
                    yield _Slot(at, end, atom)
                at = old.find(words, at + 1)
            if cut > 0:
                begun = _begun(old[:cut], words)
                if begun:
                    yield _Slot(cut - begun, cut + len(GOES_ON), atom, words[begun:])


def _begun(shown: str, words: str) -> int:
    """Return how many signs of an answer stand at the end of what is shown of it."""
    for length in range(min(len(shown), len(words) - 1), 5, -1):
        if shown.endswith(words[:length]):
            return length
    return 0


def _is_within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _covers(slot: _Slot, region: _Region, new: str) -> bool:
    if not (slot.start <= region.start and region.end <= slot.end):
        return False
    if slot.rest and slot.end - len(GOES_ON) <= region.end + 1 and region.end < slot.end:
        # The last words before the sign change with how much has room, too.
        return False
    if region.start < region.end or slot.start < region.start < slot.end:
        return True
    # Words that were put beside an answer belong to it unless they begin a part of their own.
    added = new[region.new_start : region.new_end]
    atom = slot.atom
    if added.startswith(";") and atom.question.kind.has_items and atom.item < 0:
        # One more item of a list that stands in one line.
        return True
    if region.start == slot.end:
        return not added.startswith(_SEPARATORS)
    return not added.rstrip().endswith((":", ";", "·", "→"))


def _moved(at: int, regions: list[_Region], is_end: bool) -> int:
    """Return where a place of the old text stands in the new one."""
    shift = 0
    for region in regions:
        if region.end < at or (region.end == at and (is_end or region.start < region.end)):
            shift = region.new_end - region.end
        elif region.start < at:
            return region.new_end if is_end else region.new_start
        else:
            break
    return at + shift
