"""Two versions of a page, piece by piece: what is the same, what became what, what is new or gone.

Why by the place first: the same words may stand under two labels, and whoever edits a page moves
whole fields, turns bold labels into headings, and leaves most of the words alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from difflib import SequenceMatcher

from framing_tui.model.named_tuple import NamedTuple
from framing_tui.spec.reading_back.fragments import is_open
from framing_tui.spec.reading_back.pieces import Piece

_ALIKE = 0.5
_MOST_COMPARED = 60
_LONGEST_COMPARED = 1_500


class Differences(NamedTuple):
    """What became what, with what is new and what is gone; all in the order of the page."""

    pairs: list[tuple[Piece, Piece]]
    added: list[Piece]
    gone: list[Piece]
    same: int


def differences(before: list[Piece], after: list[Piece]) -> Differences:
    """Return how two versions of a page differ."""
    # A label alone says nothing, and is moved with its words.
    said = ([piece for piece in pieces if piece.text] for pieces in (before, after))
    old, new, same = _without_same(*said)
    pairs: list[tuple[Piece, Piece]] = []
    places: dict[str, tuple[list[Piece], list[Piece]]] = defaultdict(lambda: ([], []))
    for piece in old:
        places[piece.field][0].append(piece)
    for piece in new:
        places[piece.field][1].append(piece)
    added: list[Piece] = []
    gone: list[Piece] = []
    for olds, news in places.values():
        found, left_old, left_new = _paired(olds, news)
        pairs += found
        gone += left_old
        added += left_new
    pairs.sort(key=lambda pair: pair[1].line)
    return Differences(pairs, sorted(added, key=_line), sorted(gone, key=_line), same)


def _line(piece: Piece) -> int:
    return piece.line


def _without_same(before: list[Piece], after: list[Piece]) -> tuple[list[Piece], list[Piece], int]:
    """Return the pieces of both that the other has not, and how many both have."""
    old, new = _without_held(before, after, lambda piece: (piece.field, piece.lead, piece.text))
    # A label that moved from a list into a table calls its parts otherwise.
    old, new = _without_held(old, new, lambda piece: (piece.field, piece.text))
    return old, new, len(after) - len(new)


def _without_held(
    before: list[Piece], after: list[Piece], key: Callable[[Piece], tuple[str, ...]]
) -> tuple[list[Piece], list[Piece]]:
    held = Counter(map(key, before))
    new: list[Piece] = []
    for piece in after:
        if held[key(piece)]:
            held[key(piece)] -= 1
        else:
            new.append(piece)
    old: list[Piece] = []
    for piece in reversed(before):
        if held[key(piece)]:
            held[key(piece)] -= 1
            old.append(piece)
    return old[::-1], new


def _paired(
    olds: list[Piece], news: list[Piece]
) -> tuple[list[tuple[Piece, Piece]], list[Piece], list[Piece]]:
    """Return which piece became which: the most alike first, then in order where as many are left.

    What a piece is called tells more than how alike it is.
    """
    olds, news = list(olds), list(news)
    pairs: list[tuple[Piece, Piece]] = []
    if len(olds) <= _MOST_COMPARED and len(news) <= _MOST_COMPARED:
        rated = sorted(
            ((_alike(a, b), -i, -j) for i, a in enumerate(olds) for j, b in enumerate(news)),
            reverse=True,
        )
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        for ratio, i, j in rated:
            if ratio >= _ALIKE and -i not in taken_old and -j not in taken_new:
                taken_old.add(-i)
                taken_new.add(-j)
                pairs.append((olds[-i], news[-j]))
        olds = [piece for at, piece in enumerate(olds) if at not in taken_old]
        news = [piece for at, piece in enumerate(news) if at not in taken_new]
    # What was open has been filled in anywhere, and was nobody's words.
    given = [piece for piece in olds if not is_open(piece.text)]
    for left in (olds, given):
        if len(left) == len(news):
            gone = [piece for piece in olds if piece not in left]
            return [*pairs, *zip(left, news, strict=True)], gone, []
    return pairs, olds, news


def _alike(one: Piece, other: Piece) -> float:
    if one.lead and one.lead == other.lead and one.is_item == other.is_item:
        return 1.5
    words = (one.text[:_LONGEST_COMPARED], other.text[:_LONGEST_COMPARED])
    matcher = SequenceMatcher(None, *words, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
