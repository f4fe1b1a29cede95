"""The form: read lines, the open card, read lines.

The card's first row stands at a third of the form and the list moves under it, so that nobody's eye
has to hunt; near the start of a section it rises to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from textual.geometry import Region
from textual.strip import Strip

from framing_tui.assessment import Assessment
from framing_tui.drawing.parts import SLACK, InkedLine, InkedPart, cells_of, wrapped
from framing_tui.drawing.states import INKS, MARKS
from framing_tui.interview.sheet import (
    Asked,
    BringIn,
    EndOf,
    Example,
    Heading,
    Item,
    More,
    PictureItem,
)
from framing_tui.interview.view import View
from framing_tui.model.framing import Framing
from framing_tui.tui.blocks import Block, Spot, row
from framing_tui.tui.cards.card import Drawing
from framing_tui.tui.cards.others import SectionEnd, end_line
from framing_tui.tui.inks import Colours

_SIDE = 2
# So near to the start of a section, its first rows are worth more than the place of the card.
_NEAR = 4
# So much of what is read stays over the end of a section.
_KEPT = 2
_INDENT = 4


class Drawable(Protocol):
    """What the form asks of the open card."""

    def draw(self, colours: Colours, width: int, *, is_roomy: bool) -> Drawing:
        """Return the card."""


@dataclass(eq=False, repr=False)
class Contents:
    """What is drawn: the items, which of them is open as which card, and what is said of it.

    `head` is the line over the form, none on short screens and over a record; `is_room` shows the
    card alone.
    """

    items: list[Item]
    current: str
    card: Drawable
    head: InkedLine
    framing: Framing
    assessment: Assessment
    section_end: SectionEnd
    is_roomy: bool
    is_room: bool
    view: Callable[[str], View]
    open: Callable[[str], object]
    act: Callable[[str], object]


def draw_form(colours: Colours, width: int, height: int, contents: Contents) -> Drawing:
    """Return the form in a height, with the open card in it.

    Only what may be seen is drawn: a section may have forty questions, and a long page under them.
    """
    head = [row(colours, width, contents.head), row(colours, width, ())] if contents.head else []
    room = height - len(head)
    at = next(n for n, item in enumerate(contents.items) if item.key == contents.current)
    card = contents.card.draw(colours, width, is_roomy=contents.is_roomy)
    pieces = [_Piece(card.rows, card.spots, is_question=False)]
    if not contents.is_room:
        _add_above(pieces, colours, width, contents, at, room // 3 + _NEAR + 1)
    start = sum(len(piece.rows) for piece in pieces[:-1])
    if contents.is_room:
        top = -max(0, (room - len(card.rows)) // 3)
    else:
        # A card that is too high to stand at a third rises until its end is seen; that of the end
        # of a section until the picture under it is, but the question before it stays.
        highest = start
        if isinstance(contents.items[at], EndOf):
            _add_below(pieces, colours, width, contents, at, start + room)
            highest = start - _KEPT
        end = sum(len(piece.rows) for piece in pieces)
        top = max(start - room // 3, min(highest, end - room))
        if top <= _NEAR and end <= room:
            top = 0
    field = card.field
    if field is not None and start + field.bottom - top > room:
        # What is written has to be seen, whatever stands over it.
        top = start + field.bottom - room
    if not contents.is_room and not isinstance(contents.items[at], EndOf):
        _add_below(pieces, colours, width, contents, at, top + room)
    rows, spots = _joined(colours, width, pieces, top)
    blank = row(colours, width, ())
    view = [*head, *[blank] * max(0, -top), *rows[max(0, top) : max(0, top + room)]]
    view += [blank] * (height - len(view))
    down = len(head) - top
    spots = [
        spot._replace(row=spot.row + down)
        for spot in spots
        if len(head) <= spot.row + down < height
    ]
    if field is not None:
        field = field.translate((0, start + down)).intersection(Region(0, len(head), width, room))
    return Drawing(view[:height], spots, field)


class _Piece(NamedTuple):
    """One item as it is drawn, and whether it is a question that is read."""

    rows: list[Strip]
    spots: list[Spot]
    is_question: bool


def _add_above(
    pieces: list[_Piece], colours: Colours, width: int, contents: Contents, at: int, rows: int
) -> None:
    """Put pieces before the card, so many rows at least, or all that there are."""
    for item in reversed(contents.items[:at]):
        if rows <= 0:
            return
        piece = _piece(colours, width, item, contents)
        pieces.insert(0, piece)
        rows -= len(piece.rows)


def _add_below(
    pieces: list[_Piece], colours: Colours, width: int, contents: Contents, at: int, rows: int
) -> None:
    """Put pieces behind the card, until there are so many rows in all."""
    rows -= sum(len(piece.rows) for piece in pieces)
    for item in contents.items[at + 1 :]:
        if rows <= 0:
            return
        piece = _piece(colours, width, item, contents)
        pieces.append(piece)
        rows -= len(piece.rows)


def _piece(colours: Colours, width: int, item: Item, contents: Contents) -> _Piece:
    block = _read(colours, width, item, contents)
    return _Piece(block.rows, block.spots, isinstance(item, Asked))


def _joined(
    colours: Colours, width: int, pieces: list[_Piece], top: int
) -> tuple[list[Strip], list[Spot]]:
    """Return the rows of all pieces, and where a click on them goes."""
    rows: list[Strip] = []
    spots: list[Spot] = []
    for piece in pieces:
        at = len(rows)
        hidden = top - at if piece.is_question and at < top < at + len(piece.rows) else 0
        if hidden:
            # The end of a question without its beginning says nothing.
            rows += [row(colours, width, ())] * len(piece.rows)
            continue
        rows += piece.rows
        spots += [spot._replace(row=spot.row + at) for spot in piece.spots]
    return rows, spots


def _read(colours: Colours, width: int, item: Item, contents: Contents) -> Block:
    """Return an item that is not open."""
    if isinstance(item, Asked):
        view = contents.view(item.key)
        block = read_question(colours, width, view)
        block.spots = [
            Spot(y, 0, width, lambda: contents.open(item.key)) for y in range(len(block.rows))
        ]
        return block
    if isinstance(item, EndOf):
        block = end_line(colours, width, contents.section_end)
        block.spots = [Spot(y, 0, width, lambda: contents.act(item.key)) for y in range(2)]
        return block
    block = Block(colours, width)
    if isinstance(item, Heading):
        _heading(block, item)
    elif isinstance(item, More):
        block.add(*more_parts(item), act=lambda: contents.act(item.key))
    elif isinstance(item, Example):
        block.add(*example_parts(item), act=lambda: contents.act(item.key))
    elif isinstance(item, BringIn):
        block.add(*bring_in_parts(), act=lambda: contents.act(item.key))
    elif isinstance(item, PictureItem):
        drawn = item.draw(contents.framing, contents.assessment, width - 2 * _SIDE)
        if drawn:
            block.gap()
            for parts in drawn:
                block.add(("  ", "plain"), *parts)
            block.gap()
    return block


def more_parts(item: More) -> tuple[InkedPart, ...]:
    """Return the words of the line behind which questions wait."""
    words = "fewer questions" if item.is_open else f"{item.hidden} more in depth"
    return ("    ", "plain"), (words, "quiet"), ("  ▾" if item.is_open else "  ▸", "key")


def example_parts(item: Example) -> tuple[InkedPart, ...]:
    """Return the words of an example to look at."""
    return ("  ▸ ", "key"), (f"look at an example: {item.name.replace('-', ' ')}", "plain")


def bring_in_parts() -> tuple[InkedPart, ...]:
    """Return the words of the way to bring in a page."""
    return ("  ▸ ", "key"), ("bring in a page: a spec, a form or a design document", "plain")


def _heading(block: Block, item: Heading) -> None:
    if block.rows or item.lines:
        block.gap()
    for parts in item.lines:
        if cells_of(parts) <= block.width - 2 * _SIDE:
            block.add(("  ", "plain"), *parts)
            continue
        words, ink = "".join(text for text, _ in parts), parts[-1][1]
        for line in wrapped(words, block.width - 2 * _SIDE):
            block.add(("  ", "plain"), (line, ink))
    if len(item.lines) > 1:
        block.gap()


def read_question(colours: Colours, width: int, view: View) -> Block:
    """Return a question that is not open: mark, ask, answer; nothing of either is cut."""
    block = Block(colours, width)
    mark, voice, said, ink = _looks(view)
    asks = view.asks if view.asked else f"{view.asks} (not asked now)"
    asks += " ✎" if view.note else ""
    side: InkedPart = ("  ", "plain")
    one_line = "\n" not in said and cells_of(((asks, ""), (said, ""))) + 3 * _SIDE + 2 <= width
    if one_line:
        block.add(side, mark, (asks, voice), SLACK, (said, ink), side)
        return block
    for at, line in enumerate(wrapped(asks, width - 3 * _SIDE)):
        block.add(side, mark if at == 0 else side, (line, voice))
    for line in wrapped(said, width - _INDENT - 2 * _SIDE) if said else ():
        block.add((" " * (_INDENT + _SIDE), "plain"), (line, ink))
    return block


def _looks(view: View) -> tuple[InkedPart, str, str, str]:
    """Return the mark of a question, the ink of its ask, its answer and the ink of that."""
    state = view.state
    inks = {"answered": "quiet", "open": "faint", "found out": "key", "not applicable": "quiet"}
    mark_ink = inks.get(state) or INKS.get(state, "quiet")
    voice = "plain" if state == "open" else "quiet"
    said, ink = view.said, "loud"
    if state in ("red", "warn"):
        ink = mark_ink.rstrip("!")
    if state in ("found out", "not applicable") or not view.asked:
        ink = "quiet"
    if not said and view.offer is not None:
        said, ink = f"◌ {view.question.kind.show(view.offer)}", "faint"
    if view.draft and view.value is None:
        said, ink = f"“{view.draft}”: no answer yet", "amber"
    if view.clash:
        said, ink = f"! two answers: {said}", "amber"
    if any(finding.code in view.tentative for finding in view.findings):
        ink = f"{ink}-"
    return (f"{MARKS[state]} ", mark_ink), voice, said, ink
