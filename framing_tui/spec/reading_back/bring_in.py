"""A page brought into a framing: what it says taken, changed, offered or parked, nothing dropped.

Why one function for every door: the command and the app report the same and refuse the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from framing_tui.model.framing import Framing
from framing_tui.rules.settings import Settings
from framing_tui.spec.markdown import export_markdown
from framing_tui.spec.reading_back import guard
from framing_tui.spec.reading_back.around import action, around, is_around
from framing_tui.spec.reading_back.field_reading import read_field
from framing_tui.spec.reading_back.found import Bringing, offer
from framing_tui.spec.reading_back.fragments import in_full, is_open
from framing_tui.spec.reading_back.guard import NoPage
from framing_tui.spec.reading_back.labels import DERIVED, FIELDS, elsewhere
from framing_tui.spec.reading_back.merging import WORKED_OUT, Merging
from framing_tui.spec.reading_back.pieces import TITLE, Piece, pieces_of
from framing_tui.spec.reading_back.report import Told

# With fewer labels of ours, a document is somebody's design, whose text stays in it.
_LEAST_OF_OURS = 3


@dataclass(frozen=True)
class Brought:
    """A framing with a page brought into it, and what became of the page, line by line."""

    framing: Framing
    told: tuple[Told, ...]


def bring_in(
    text: str,
    page: str,
    framing: Framing,
    settings: Settings,
    *,
    today: date | None = None,
    template: str | None = None,
) -> Brought:
    """Return a framing with a page of Markdown brought in; raises NoPage.

    `page` is the name of the page, for notes and the report; `settings` and `template` are those
    by which the page of this framing would be written, as only what differs from that is an edit.
    """
    guard.look(text)
    bringing = Bringing(page, framing)
    pieces = pieces_of(text)
    if len(pieces) > guard.MAX_PIECES:
        raise NoPage(f"more than {guard.MAX_PIECES:,} lines and cells with words in them")
    kind = _kind(pieces)

    def write(of: Framing) -> str:
        return export_markdown(of, settings, template)

    if kind == "ours" and text == write(framing):
        return Brought(framing, ())
    if kind == "ours" and framing.answers:
        left = Merging(bringing, pieces, write, settings, today).merge()
        before = [one.old for one in left if one.old is not None]
        _read_ours(bringing, [one.new for one in left], in_full(pieces), today, before)
        _leave_unsaid(bringing, [one.new for one in left])
    elif kind == "ours":
        _read_ours(bringing, pieces, in_full(pieces), today)
    else:
        _read_elsewhere(bringing, pieces, today)
    told = sorted(bringing.told, key=lambda line: line.line)
    return Brought(bringing.framing, tuple(told))


def _kind(pieces: list[Piece]) -> str:
    """Return whether a page is ours (or the chapter's form) or another document; raises NoPage."""
    ours = {piece.field for piece in pieces if piece.field in FIELDS}
    if len(ours) >= _LEAST_OF_OURS:
        return "ours"
    if ours or any(elsewhere(piece.field) or elsewhere(piece.lead) for piece in pieces):
        return "another"
    raise NoPage("no label of the kickoff spec, nor a heading of a design document, is in it")


def _read_ours(
    bringing: Bringing,
    pieces: list[Piece],
    whole: Mapping[str, str],
    today: date | None,
    before: Sequence[Piece] = (),
) -> None:
    """Bring in a page by its labels alone.

    `before` are words that stood in its place: what they say already is no news.
    """
    for name in FIELDS:
        of_field = [piece for piece in pieces if piece.field == name and piece.text]
        if not of_field:
            continue
        found, left = read_field(name, of_field, today, whole)
        was, had = read_field(name, [piece for piece in before if piece.field == name], today)
        known = {(one.question_id, one.text) for one in was}
        bringing.settle(one for one in found if (one.question_id, one.text) not in known)
        for one in left:
            if one.whole not in {other.whole for other in had}:
                bringing.park(one.line, of_field[0].label, one.whole)
    known = {(one.question_id, one.text) for one in around([*before], today)}
    bringing.settle(
        one for one in around(pieces, today) if (one.question_id, one.text) not in known
    )
    _leave(bringing, [piece for piece in pieces if piece.field not in FIELDS])


def _leave(bringing: Bringing, pieces: list[Piece]) -> None:
    """Park what stands in no place of ours; what is worked out stays in the page."""
    for piece in pieces:
        if piece.field == "Parking lot":
            bringing.park(piece.line, "", piece.text)
        elif is_around(piece) or piece.is_title or is_open(piece.text):
            continue
        else:
            whole = f"{piece.lead}: {piece.text}" if piece.lead else piece.text
            bringing.park(piece.line, piece.label, whole)
    derived = [piece for piece in pieces if piece.field in DERIVED]
    if derived:
        first = derived[0]
        why = f"{WORKED_OUT}; {len(derived)} such"
        bringing.leave(first.line, first.label, first.text, why)


def _leave_unsaid(bringing: Bringing, edited: list[Piece]) -> None:
    """Tell of each edit that came to nothing: whoever made it must not take it for brought in."""
    told = {line.line for line in bringing.told}
    for piece in edited:
        if piece.line not in told and piece.text and not is_open(piece.text):
            told.add(piece.line)
            bringing.leave(piece.line, piece.label or piece.field, piece.text, WORKED_OUT)


def _read_elsewhere(bringing: Bringing, pieces: list[Piece], today: date | None) -> None:
    """Offer what a design document says under headings that we know; the rest stays in it."""
    sections: dict[tuple[str, str], list[Piece]] = {}
    left: list[Piece] = []
    for piece in pieces:
        if piece.is_title or not piece.text:
            continue
        if piece.field in FIELDS:
            sections.setdefault((piece.field, ""), []).append(piece)
            continue
        question_id = elsewhere(piece.field) or elsewhere(piece.lead)
        if question_id is None:
            left.append(piece)
        else:
            sections.setdefault((piece.label, question_id), []).append(piece)
    title = next((p for p in pieces if p.is_title and p.field == TITLE), None)
    if title is not None:
        bringing.settle(around([title], today))
    for (label, question_id), group in sections.items():
        if not question_id:
            bringing.settle(read_field(label, group, today)[0])
        elif question_id == "actions":
            bringing.settle(one for piece in group for one in action(piece, "actions", today))
        elif question_id == "spec.parking":
            for piece in group:
                bringing.park(piece.line, label, piece.text)
        else:
            text = "\n".join(piece.text for piece in group)
            bringing.settle([offer(group[0].line, label, question_id, text)])
    if left:
        why = f"no heading that we know; {len(left)} such lines stay in the document"
        bringing.leave(left[0].line, left[0].label, left[0].text, why)
