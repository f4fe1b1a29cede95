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
from framing_tui.spec.head import UNTITLED
from framing_tui.spec.reading_back.found import Found, answer, record
from framing_tui.spec.reading_back.fragments import CHAIN, is_open, listed
from framing_tui.spec.reading_back.labels import DERIVED
from framing_tui.spec.reading_back.pieces import TITLE, Piece
from framing_tui.spec.reading_back.places import AREAS

_ONE = {"Decision": "decision", "Stops if": "validation.stop_if"}
_FIGURE = r"(\d[^;]*?)"
# Where our page puts words of its own around an answer: the words, and the question.
_BY_FORM = {
    "Gain and cost": (
        (rf"^costs {_FIGURE} to build$", "roi.build_cost"),
        (rf"^{_FIGURE} a year to run$", "roi.run_cost_per_year"),
        (rf"^goes live in {_FIGURE}$", "roi.build_days"),
        (rf"^one unit of the KPI is worth {_FIGURE}(?: a year)?$", "stack.kpi_unit_value_per_year"),
    ),
    "At most": ((rf"^{_FIGURE} is spent before the next decision", "spec.spend_limit"),),
    "The ask": (
        (r"Decide by (\d{4}-\d{2}-\d{2})", "spec.decide_by"),
        (r"[Ii]f nobody decides: (.+?)\.?$", "spec.if_nobody_decides"),
    ),
}
_SIGNED = {
    "approver": "spec.approver",
    "checked by": "spec.checked_by",
    "looked at again": "spec.review_on",
}
_PLACES = frozenset(
    (*_ONE, *_BY_FORM, "Next", "Further actions", "Notes", "Signed", "Where it stands",
     "Who was there", "In full", TITLE)
)  # fmt: skip
_TICKED = re.compile(r"(?:[☑☒✓✔]|\[[xX]\])\s*([a-z][a-z ]*)")
_EVIDENCE = re.compile(r"\(named as evidence: (.*)\)$")
_BY_HAND = re.compile(r"^(.*\S)\s*\(([^()]*)\)\s*$")
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_NOTE = re.compile(r"(?s)^(?P<asks>.*?)\s*:\s*(?P<text>.*)$")
_NOBODY = re.compile(r"(?i)^(?:nobody named|no date|nobody|open|tbd)$")


def around(pieces: list[Piece], today: date | None) -> Iterator[Found]:
    """Return what the places around the fields answer; what they do not is left out."""
    for piece in pieces:
        if piece.field == TITLE:
            yield from _title(piece, today)
        elif piece.field in _ONE and not is_open(piece.text) and piece.text != "undecided":
            question_id = _ONE[piece.field]
            # Beside the decision stands that it is proposed.
            text = piece.text.partition(";")[0] if question_id == "decision" else piece.text
            yield answer(piece.line, piece.label, question_id, text, today, sure=True)
        elif piece.field in ("Next", "Further actions"):
            yield from action(piece, "actions", today)
        elif piece.field == "Notes":
            yield from _note(piece)
        elif piece.field == "Signed":
            yield from _signed(piece, today)
        elif piece.field in _BY_FORM:
            yield from _by_form(piece, today)
    standing = [p for p in pieces if p.field == "Where it stands" or _is_whole_cell(p)]
    yield from cells(standing, today)
    people = [piece for piece in pieces if piece.field == "Who was there"]
    if people:
        names = "\n".join(piece.text for piece in people)
        yield answer(people[0].line, people[0].label, "participants", names, today, sure=True)


def _is_whole_cell(piece: Piece) -> bool:
    """Tell whether a piece is what a cell says in full, as that goes on below the page."""
    return piece.field == "In full" and piece.lead.partition(":")[0].lower() in AREAS


def is_around(piece: Piece) -> bool:
    """Tell whether a piece stands in one of these places."""
    return piece.field in _PLACES or piece.field in DERIVED


def cells(pieces: list[Piece], today: date | None) -> Iterator[Found]:
    """Read the rows of the five cells: what is claimed, the evidence, and who turns it."""
    rows: dict[str, dict[str, Piece]] = {}
    for piece in pieces:
        title, _, column = piece.lead.partition(": ")
        rows.setdefault(title.lower(), {})[column.lower()] = piece
    for title, path in AREAS.items():
        row = rows.get(title, {})
        why, state = row.get("why"), row.get("state")
        if why is None:
            continue
        named = _EVIDENCE.search(why.text)
        is_green = state is not None and "green" in state.text
        evidence = named[1] if named else why.text if is_green else ""
        said = [("evidence", evidence if evidence != "–" else "")]
        if is_green and evidence:
            said.insert(0, ("colour", "green"))
        elif why.text == "claimed unsure":
            said = [("colour", "unsure")]
        turns = row.get("who turns it, by when")
        plan = _BY_HAND.match(turns.text) if turns and "; " not in turns.text else None
        if plan is not None and not is_green:
            said += [("plan", plan[1]), ("owner", plan[2])]
        for name, text in said:
            if text and not _NOBODY.match(text):
                is_said = text == "unsure" or (name == "evidence" and named is not None)
                yield answer(why.line, why.lead, f"{path}.{name}", text, today, sure=is_said)


def action(piece: Piece, question_id: str, today: date | None) -> Iterator[Found]:
    """Read “what · who, by when” as an action, with its person and its day."""
    text = f"{piece.lead}: {piece.text}" if piece.lead else piece.text
    what, sign, who = text.rpartition(CHAIN)
    if not sign:
        what, sign, who = _by_hand(text)
    if not what.strip() or what.lower().startswith("no action named"):
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


def _by_form(piece: Piece, today: date | None) -> Iterator[Found]:
    """Read what our page says in words of its own around an answer."""
    for part in piece.text.split("; "):
        for pattern, question_id in _BY_FORM[piece.field]:
            if said := re.search(pattern, part):
                yield answer(piece.line, piece.label, question_id, said[1], today, sure=True)


def _signed(piece: Piece, today: date | None) -> Iterator[Found]:
    """Read who signs, and the box that somebody has ticked."""
    question_id = _SIGNED.get(piece.lead.lower())
    if question_id is not None:
        yield answer(piece.line, piece.label, question_id, piece.text, today, sure=True)
        return
    ticked = _TICKED.findall(piece.text)
    if len(ticked) == 1:
        yield answer(piece.line, piece.label, "decision", ticked[0].strip(), today, sure=True)


def _by_hand(text: str) -> tuple[str, str, str]:
    """Return an action as people write it: “what (who, by when)” or “what – who, by when”."""
    in_brackets = _BY_HAND.match(text)
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
    if piece.text == UNTITLED:
        return
    if piece.is_title:
        yield answer(piece.line, "Title", "title", piece.text, today)
        return
    kind, *parts = piece.text.split(CHAIN)
    if kind.strip().lower() != "ml kickoff spec":
        return
    for part in parts:
        if _ISO.fullmatch(part):
            yield answer(piece.line, "Title", "date", part, today)
        elif re.fullmatch(r"[A-Z]{3}|[€$£¥]", part):
            yield answer(piece.line, "Title", "currency", part, today)
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
