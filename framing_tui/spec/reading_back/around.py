"""What stands around the twelve fields on our page: title, decision, next actions, parking, notes.

Why apart: these places belong to the kickoff spec alone; whoever fills the chapter's form has none
of them, and another document means something else by the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.spec.reading_back.found import Found, answer, record
from framing_tui.spec.reading_back.fragments import CHAIN, is_open, listed
from framing_tui.spec.reading_back.pieces import TITLE, Piece

# Worked out from the answers, or said again: nothing of it is an answer.
DERIVED = frozenset(
    (
        "Verdict",
        "Hinges on",
        "Money",
        "Figures",
        "Still open",
        "Settled by the decision",
        "Red: do not leave the kickoff with these",
        "Warnings: decide or mitigate",
        "Answered twice: choose one",
        "Accepted risks",
    )
)
_ONE = {"Decision": "decision", "Stops if": "validation.stop_if"}
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_NOTE = re.compile(r"(?s)^(?P<asks>.*?)\s*:\s*(?P<text>.*)$")
_NOBODY = re.compile(r"(?i)^(?:nobody named|no date|nobody|open|tbd)$")


def around(pieces: list[Piece], today: date | None) -> Iterator[Found]:
    """Return what the places around the fields answer; what they do not is left out."""
    for piece in pieces:
        if piece.field == TITLE:
            yield from _title(piece, today)
        elif piece.field in _ONE and not is_open(piece.text):
            question_id = _ONE[piece.field]
            yield answer(piece.line, piece.label, question_id, piece.text, today, sure=True)
        elif piece.field in ("Next", "Further actions"):
            yield from action(piece, "actions", today)
        elif piece.field == "Notes":
            yield from _note(piece)


def is_around(piece: Piece) -> bool:
    """Tell whether a piece stands in one of these places."""
    places = (*_ONE, "Next", "Further actions", "Notes", TITLE)
    return piece.field in places or piece.field in DERIVED


def action(piece: Piece, question_id: str, today: date | None) -> Iterator[Found]:
    """Read “what · who, by when” as an action, with its person and its day."""
    text = f"{piece.lead}: {piece.text}" if piece.lead else piece.text
    what, sign, who = text.rpartition(CHAIN)
    if not sign:
        what, sign, who = _by_hand(text)
    if not what.strip() or what.startswith("no action named"):
        return
    cells = {"what": what.strip()}
    for part in who.split(", "):
        said = part.strip()
        bare = said.removeprefix("by ").strip()
        if not said or _NOBODY.match(said):
            continue
        if _ISO.fullmatch(bare) or _is_day(bare, today):
            cells["due"] = bare
        else:
            cells["owner"] = f"{cells['owner']}, {said}" if "owner" in cells else said
    yield record(piece.line, piece.label, question_id, cells, text, today)


def _by_hand(text: str) -> tuple[str, str, str]:
    """Return an action as people write it: “what (who, by when)” or “what – who, by when”."""
    in_brackets = re.match(r"^(.*\S)\s*\(([^()]*)\)\s*$", text)
    if in_brackets:
        return in_brackets[1], "(", in_brackets[2]
    what, sign, who = text.rpartition(" – ")
    if sign:
        return what, sign, who
    day = re.search(r",?\s*by (\d{4}-\d{2}-\d{2})\s*$", text)
    return (text[: day.start()], ",", day[1]) if day else (text, "", "")


def _is_day(text: str, today: date | None) -> bool:
    kind = QUESTIONS["date"].kind
    try:
        kind.parse(text, today)
    except ValueError:
        return False
    return True


def _title(piece: Piece, today: date | None) -> Iterator[Found]:
    if piece.is_title:
        yield answer(piece.line, "Title", "title", piece.text, today)
        return
    kind, *parts = piece.text.split(CHAIN)
    if kind.strip().lower() != "ml kickoff spec":
        return
    for part in parts:
        if _ISO.fullmatch(part):
            yield answer(piece.line, "Title", "date", part, today)
        elif part is parts[0]:
            yield answer(piece.line, "Title", "team", part, today)
        else:
            people = "\n".join(listed(part))
            yield answer(piece.line, "Title", "participants", people, today)


def _note(piece: Piece) -> Iterator[Found]:
    """Read “What is asked `question`: words” as a note on that question."""
    said = _NOTE.match(piece.text)
    words = said["text"] if said and said["asks"] in QUESTIONS else ""
    if not said or not words.strip():
        return
    question_id = said["asks"]

    def put(framing: Framing) -> Framing:
        return framing.with_note(question_id, clean(words, multiline=True))

    yield Found(piece.line, piece.label, question_id, words, put, is_sure=True)
