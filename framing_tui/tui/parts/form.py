"""The form: read lines, the open card, read lines.

The card's first row stands at a third of the form and the list moves under it, so that nobody's eye
has to hunt; near the start of a section it rises to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip

from framing_tui.drawing.colours import Colours
from framing_tui.drawing.parts import SLACK, InkedLine, fitted
from framing_tui.interview.read_lines import act_parts, heading_rows, question_rows
from framing_tui.interview.section_end import end_parts
from framing_tui.interview.sheet import Asked, EndOf, Heading, Item, PictureItem
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.tui.blocks import Block, Spot, row

if TYPE_CHECKING:
    from framing_tui.tui.open_form import OpenForm

_SIDE = 2
# So near to the start of a section, its first rows are worth more than the place of the card.
_NEAR = 4
# So much of what is read stays over the end of a section.
_KEPT = 2
_MORE, _MORE_WIDE = "▾ more", 9
# What the rows of the open card begin with, whatever the terminal can draw.
_BARS = ("┃", "|")


class Contents(NamedTuple):
    """What is drawn: the open form, its items, and the line over them.

    `head` is none on narrow screens and over a record; `is_room` shows the card alone, `is_lined`
    that something stands beside it.
    """

    form: OpenForm
    items: list[Item]
    head: InkedLine
    is_roomy: bool
    is_room: bool
    is_lined: bool


def draw_form(colours: Colours, width: int, height: int, contents: Contents) -> Block:
    """Return the form in a height, with the open card in it.

    Only what may be seen is drawn: a section may have forty questions, and a long page under them.
    """
    items = contents.items
    head = [row(colours, width, contents.head), row(colours, width, ())] if contents.head else []
    room = height - len(head)
    at = next(n for n, item in enumerate(items) if item.key == contents.form.current)
    is_end = isinstance(items[at], EndOf)
    card = contents.form.card.draw(colours, width, is_roomy=contents.is_roomy)
    draw = partial(_piece, colours, width, contents)
    above: list[_Piece] = []
    below: list[_Piece] = []
    start, top = 0, -max(0, (room - len(card.rows)) // 3)
    if not contents.is_room:
        above = _drawn(reversed(items[:at]), room // 3 + _NEAR + 1, draw)[::-1]
        start = sum(len(piece.rows) for piece in above)
        # A card that is too high to stand at a third rises until its end is seen; that of the end
        # of a section until the picture under it is, but the question before it stays.
        highest = start
        if is_end:
            below = _drawn(items[at + 1 :], room + 1 - len(card.rows), draw)
            highest = start - _KEPT
        end = start + len(card.rows) + sum(len(piece.rows) for piece in below)
        top = max(start - room // 3, min(highest, end - room))
        if top <= _NEAR and end <= room:
            top = 0
    field = card.field
    if field is not None:
        # What is written has to be seen, whatever stands over it.
        top = max(top, start + field.bottom - room)
    if not contents.is_room and not is_end:
        behind = start + len(card.rows)
        # One row more than is seen, to tell whether there is one.
        below = _drawn(items[at + 1 :], top + room + 1 - behind, draw)
        if (moved := _moved_for_chart(below, start, behind, top, room)) != top:
            top = moved
            below = _drawn(items[at + 1 :], top + room + 1 - behind, draw)
    pieces = [*above, _Piece(card.rows, card.spots), *below]
    block = _joined(colours, width, pieces, (top, top + room), cuts_charts=is_end)
    shown = block.rows[max(0, top) : max(0, top + room)]
    is_written = field is not None and start + field.bottom - top >= room
    if shown and not is_written and _has_more(pieces, top + room):
        shown[-1] = _with_more(colours, width, shown[-1])
    blank = row(colours, width, ())
    view = [*head, *[blank] * max(0, -top), *shown]
    view += [blank] * (height - len(view))
    down = len(head) - top
    block.spots = [
        spot._replace(row=spot.row + down)
        for spot in block.spots
        if len(head) <= spot.row + down < height
    ]
    if field is not None:
        whole = Region(0, len(head), width, room)
        block.field = field.translate((0, start + down)).intersection(whole)
    block.rows = view[:height]
    if contents.is_lined and colours.panel == colours.screen:
        block.rows = [_between_lines(colours, width, strip) for strip in block.rows]
    return block


def _between_lines(colours: Colours, width: int, strip: Strip) -> Strip:
    """Return a row between two lines, for colours in which the panels have no ground."""
    edge = row(colours, 1, (("│", "faint"),))
    return Strip.join([edge, strip.crop(1, width - 1), edge])


def _moved_for_chart(below: list[_Piece], start: int, behind: int, top: int, room: int) -> int:
    """Return the first row that is seen, moved where a chart behind the card is then seen whole.

    The card stands from `start` to `behind`, and stays on the screen as a whole. Why no other
    chart moves it: it is to stand still, whatever comes and goes under it.
    """
    if not below or not below[0].is_chart:
        return top
    # The blank row under it may be cut.
    end = behind + len(below[0].rows) - 1
    return end - room if top < end - room <= start else top


class _Piece(NamedTuple):
    """One item as it is drawn, and whether it is a question that is read, or a chart."""

    rows: list[Strip]
    spots: list[Spot]
    is_question: bool = False
    is_chart: bool = False


def _drawn(items: Iterable[Item], rows: int, draw: Callable[[Item], _Piece]) -> list[_Piece]:
    """Return pieces of so many rows at least, or all that there are."""
    pieces: list[_Piece] = []
    for item in items:
        if rows <= 0:
            break
        pieces.append(draw(item))
        rows -= len(pieces[-1].rows)
    return pieces


def _piece(colours: Colours, width: int, contents: Contents, item: Item) -> _Piece:
    block = _read(colours, width, item, contents)
    is_chart = isinstance(item, PictureItem) and item.is_chart
    return _Piece(block.rows, block.spots, isinstance(item, Asked), is_chart)


def _joined(
    colours: Colours, width: int, pieces: list[_Piece], seen: tuple[int, int], *, cuts_charts: bool
) -> Block:
    """Return all pieces one under the other; `seen` are the rows shown.

    Of a chart less than half is shown only where `cuts_charts` is said, or where it has never room.
    """
    top, bottom = seen
    block = Block(colours, width)
    for piece in pieces:
        at, end = len(block.rows), len(block.rows) + len(piece.rows)
        is_whole = piece.is_chart and not cuts_charts and len(piece.rows) <= bottom - top
        is_begun = at < top < end
        is_short = 0 < min(end, bottom) - max(at, top) < len(piece.rows) / 2
        if (piece.is_question and is_begun) or (is_whole and is_short):
            # The end of a question without its beginning says nothing, nor does a bit of a chart.
            block.pad_to(end)
        else:
            block.take(piece.rows, piece.spots)
    return block


def _has_more(pieces: list[_Piece], bottom: int) -> bool:
    """Tell whether something stands below what is seen, blank rows left out."""
    rows = [strip for piece in pieces for strip in piece.rows]
    return any(strip.text.strip(" ┃|") for strip in rows[bottom:])


def _with_more(colours: Colours, width: int, last: Strip) -> Strip:
    """Return the last row with a mark that there is more; what it takes the place of is below."""
    words = fitted(f"  {_MORE} ", _MORE_WIDE)
    start, end = width - _SIDE - _MORE_WIDE, width - _SIDE
    is_of_card = last.crop(_SIDE, _SIDE + 1).text in _BARS
    if last.crop(start, end).text.strip():
        return last if is_of_card else row(colours, width, (SLACK, (words, "key"), ("  ", "plain")))
    mark = row(colours, _MORE_WIDE, ((words, "key"),), "card" if is_of_card else "screen")
    return Strip.join([last.crop(0, start), mark, last.crop(end, width)])


def _read(colours: Colours, width: int, item: Item, contents: Contents) -> Block:
    """Return an item that is not open."""
    block = Block(colours, width)
    if isinstance(item, Asked):
        for parts in question_rows(contents.form.view(item.key), width):
            block.add(*parts, act=lambda: contents.form.open(item.key))
    elif isinstance(item, EndOf):
        for parts in ((), end_parts(contents.form.section_end(), width)):
            block.add(*parts, act=lambda: contents.form.click(item.key))
    elif isinstance(item, Heading):
        # Under the line over the form there is a blank already.
        if item.lines and not (contents.head and item is contents.items[0]):
            block.gap()
        for parts in heading_rows(item, width):
            block.add(*parts)
    elif words := act_parts(item):
        block.add(("  ", "plain"), *words, act=lambda: contents.form.click(item.key))
    elif isinstance(item, PictureItem):
        session, is_here = contents.form.session, item.place == contents.form.current
        framing = contents.form.tried() if is_here else session.framing
        drawn = item.draw(framing, session.assessment, width - 2 * _SIDE)
        if drawn:
            block.gap()
            for parts in drawn:
                block.add(("  ", "plain"), *parts)
            block.gap()
    return block
