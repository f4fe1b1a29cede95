"""The form: read lines, the open card, read lines.

The card's first row stands at a third of the form and the list moves under it, so that nobody's eye
has to hunt; near the start of a section it rises to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from textual.geometry import Region
from textual.strip import Strip

from framing_tui.assessment import Assessment
from framing_tui.drawing.parts import SLACK, InkedLine, InkedPart, cells_of, fitted, wrapped
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
from framing_tui.model.named_tuple import NamedTuple
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
# From this width on, dots lead the eye from what is asked to its answer.
_LEADS_FROM = 84
_LEAST_LEADER = 8
# An answer up to this width stands at the right edge, whatever its question takes.
_SHORT = 24
_MORE, _MORE_WIDE = "▾ more", 9
# What the rows of the open card begin with, whatever the terminal can draw.
_BARS = ("┃", "|")


class Drawable(Protocol):
    """What the form asks of the open card."""

    def draw(self, colours: Colours, width: int, *, is_roomy: bool) -> Drawing:
        """Return the card."""


@dataclass(eq=False, repr=False)
class Contents:
    """What is drawn: the items, which of them is open as which card, and what is said of it.

    `head` is the line over the form, none on narrow screens and over a record; `is_room` shows the
    card alone, `is_lined` that something stands beside it. `tried` gives the framing with the
    option under the cursor.
    """

    items: list[Item]
    current: str
    card: Drawable
    head: InkedLine
    framing: Framing
    tried: Callable[[], Framing]
    assessment: Assessment
    section_end: SectionEnd
    is_roomy: bool
    is_room: bool
    is_lined: bool
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
    pieces = [_Piece(card.rows, card.spots)]
    if not contents.is_room:
        _add_above(pieces, colours, width, contents, at, room // 3 + _NEAR + 1)
    own = len(pieces) - 1
    start = sum(len(piece.rows) for piece in pieces[:own])
    if contents.is_room:
        top = -max(0, (room - len(card.rows)) // 3)
    else:
        # A card that is too high to stand at a third rises until its end is seen; that of the end
        # of a section until the picture under it is, but the question before it stays.
        highest = start
        if isinstance(contents.items[at], EndOf):
            _add_below(pieces, colours, width, contents, at, start + room + 1)
            highest = start - _KEPT
        end = sum(len(piece.rows) for piece in pieces)
        top = max(start - room // 3, min(highest, end - room))
        if top <= _NEAR and end <= room:
            top = 0
    field = card.field
    if field is not None and start + field.bottom - top > room:
        # What is written has to be seen, whatever stands over it.
        top = start + field.bottom - room
    is_end = isinstance(contents.items[at], EndOf)
    if not contents.is_room and not is_end:
        # One row more than is seen, to tell whether there is one.
        _add_below(pieces, colours, width, contents, at, top + room + 1)
        if (moved := _moved_for_chart(pieces, own, start, top, room)) != top:
            top = moved
            del pieces[own + 1 :]
            _add_below(pieces, colours, width, contents, at, top + room + 1)
    rows, spots = _joined(colours, width, pieces, (top, top + room), cuts_charts=is_end)
    shown = rows[max(0, top) : max(0, top + room)]
    is_written = field is not None and start + field.bottom - top >= room
    if shown and not is_written and _has_more(pieces, top + room):
        shown[-1] = _with_more(colours, width, shown[-1])
    blank = row(colours, width, ())
    view = [*head, *[blank] * max(0, -top), *shown]
    view += [blank] * (height - len(view))
    down = len(head) - top
    spots = [
        spot._replace(row=spot.row + down)
        for spot in spots
        if len(head) <= spot.row + down < height
    ]
    if field is not None:
        field = field.translate((0, start + down)).intersection(Region(0, len(head), width, room))
    view = view[:height]
    if contents.is_lined and colours.panel == colours.screen:
        view = [_between_lines(colours, width, strip) for strip in view]
    return Drawing(view, spots, field)


def _between_lines(colours: Colours, width: int, strip: Strip) -> Strip:
    """Return a row between two lines, for colours in which the panels have no ground."""
    edge = row(colours, 1, (("│", "faint"),))
    return Strip.join([edge, strip.crop(1, width - 1), edge])


def _moved_for_chart(pieces: list[_Piece], own: int, start: int, top: int, room: int) -> int:
    """Return the first row that is seen, moved where a chart behind the card is then seen whole.

    The card is the piece `own`, begins at `start`, and stays on the screen as a whole. Why no
    other chart moves it: it is to stand still, whatever comes and goes under it.
    """
    if len(pieces) <= own + 1 or not pieces[own + 1].is_chart:
        return top
    # The blank row under it may be cut.
    end = start + len(pieces[own].rows) + len(pieces[own + 1].rows) - 1
    return end - room if top < end - room <= start else top


class _Piece(NamedTuple):
    """One item as it is drawn, and whether it is a question that is read, or a chart."""

    rows: list[Strip]
    spots: list[Spot]
    is_question: bool = False
    is_chart: bool = False


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
    is_chart = isinstance(item, PictureItem) and item.is_chart
    return _Piece(block.rows, block.spots, isinstance(item, Asked), is_chart)


def _joined(
    colours: Colours, width: int, pieces: list[_Piece], seen: tuple[int, int], *, cuts_charts: bool
) -> tuple[list[Strip], list[Spot]]:
    """Return the rows of all pieces, and where a click on them goes; `seen` are the rows shown.

    Of a chart less than half is shown only where `cuts_charts` is said, or where it has never room.
    """
    top, bottom = seen
    rows: list[Strip] = []
    spots: list[Spot] = []
    for piece in pieces:
        at, end = len(rows), len(rows) + len(piece.rows)
        is_whole = piece.is_chart and not cuts_charts and len(piece.rows) <= bottom - top
        is_begun = at < top < end
        is_short = 0 < min(end, bottom) - max(at, top) < len(piece.rows) / 2
        if (piece.is_question and is_begun) or (is_whole and is_short):
            # The end of a question without its beginning says nothing, nor does a bit of a chart.
            rows += [row(colours, width, ())] * len(piece.rows)
            continue
        rows += piece.rows
        spots += [spot._replace(row=spot.row + at) for spot in piece.spots]
    return rows, spots


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
        # Under the line over the form there is a blank already.
        if item.lines and not (contents.head and item is contents.items[0]):
            block.gap()
        _heading(block, item)
    elif isinstance(item, More):
        block.add(("  ", "plain"), *more_parts(item), act=lambda: contents.act(item.key))
    elif isinstance(item, Example):
        block.add(("  ", "plain"), *example_parts(item), act=lambda: contents.act(item.key))
    elif isinstance(item, BringIn):
        block.add(("  ", "plain"), *bring_in_parts(), act=lambda: contents.act(item.key))
    elif isinstance(item, PictureItem):
        framing = contents.tried() if item.place == contents.current else contents.framing
        drawn = item.draw(framing, contents.assessment, width - 2 * _SIDE)
        if drawn:
            block.gap()
            for parts in drawn:
                block.add(("  ", "plain"), *parts)
            block.gap()
    return block


def more_parts(item: More) -> tuple[InkedPart, ...]:
    """Return the words of the line behind which questions wait."""
    words = "fewer questions" if item.is_open else item.words
    return ("▾ " if item.is_open else "▸ ", "key"), (words, "quiet")


def example_parts(item: Example) -> tuple[InkedPart, ...]:
    """Return the words of an example to look at."""
    return ("▸ ", "key"), (f"look at an example: {item.name.replace('-', ' ')}", "plain")


def bring_in_parts() -> tuple[InkedPart, ...]:
    """Return the words of the way to bring in a page."""
    return ("▸ ", "key"), ("bring in a page: a spec, a form or a design document", "plain")


def _heading(block: Block, item: Heading) -> None:
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
    *rest, last = _asked(asks, said, width)
    for at, line in enumerate(rest):
        block.add(side, mark if at == 0 else side, (line, voice))
    lead: InkedPart = side if rest else mark
    between = width - 4 * _SIDE - cells_of(((last, ""), (said, "")))
    if "\n" not in said and between >= 0:
        # A short answer ends the last row of what is asked, where the eye finds all of them.
        leader = " "
        if view.value is not None:
            leader = _leader(2 * _SIDE + cells_of(((last, ""),)), between + 2, width)
        block.add(side, lead, (last, voice), (leader, "faint"), SLACK, (said, ink), side)
        return block
    block.add(side, lead, (last, voice))
    for line in wrapped(said, width - _INDENT - 2 * _SIDE) if said else ():
        block.add((" " * (_INDENT + _SIDE), "plain"), (line, ink))
    return block


def _asked(asks: str, said: str, width: int) -> tuple[str, ...]:
    """Return the rows of what is asked, with room behind the last one for a short answer."""
    lines = wrapped(asks, width - 3 * _SIDE)
    wide = cells_of(((said, ""),))
    if "\n" in said or wide > _SHORT or cells_of(((lines[-1], ""),)) + wide + 4 * _SIDE <= width:
        return lines
    return wrapped(asks, width - 4 * _SIDE - wide)


def _leader(start: int, wide: int, width: int) -> str:
    """Return the dots between what is asked and its answer, in columns of their own; or blanks."""
    if width < _LEADS_FROM or wide < _LEAST_LEADER:
        return " " * wide
    dots = ("·" if at % 3 == 0 else " " for at in range(start + 1, start + wide - 1))
    return f" {''.join(dots)} "


def _looks(view: View) -> tuple[InkedPart, str, str, str]:
    """Return the mark of a question, the ink of its ask, its answer and the ink of that."""
    state = view.state
    inks = {
        "answered": "quiet",
        "open": "faint",
        "optional": "faint",
        "found out": "key",
        "not applicable": "quiet",
    }
    mark_ink = inks.get(state) or INKS.get(state, "quiet")
    voice = "plain" if state in ("open", "optional") else "quiet"
    said, ink = view.said.strip(), "loud"
    if state in ("red", "warn"):
        ink = mark_ink.rstrip("!")
    if state in ("found out", "not applicable") or not view.asked:
        ink = "quiet"
    if not said and view.offer is not None:
        said, ink = f"◌ {view.question.kind.show(view.offer)}", "faint"
    if not said and state == "optional":
        said, ink = "optional", "faint"
    if view.draft and view.value is None:
        said, ink = f"“{view.draft}”: no answer yet", "amber"
    if view.clash:
        said, ink = f"! two answers: {said}", "amber"
    if any(finding.code in view.tentative for finding in view.findings):
        ink = f"{ink}-"
    return (f"{MARKS[state]} ", mark_ink), voice, said, ink
