"""The five cells: each with its state, why it is so, and who turns it by when."""

from __future__ import annotations

from framing_tui.assessment import Assessment
from framing_tui.assessment.cells import CELL_SIGNS, CellState
from framing_tui.assessment.containment import containment
from framing_tui.model.audit import Errors
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.spec import Action
from framing_tui.rules.finding import Finding, Level
from framing_tui.rules.titles import title_of
from framing_tui.spec.reading import Reading
from framing_tui.spec.room import CELL
from framing_tui.spec.shape import Contained, PageCell

NOBODY = "nobody yet"
NOTHING = "–"
_UNSAID = "nobody has said who catches a wrong output"
_STATES = {"contested": "red, claimed green"}


def strip(reading: Reading, assessment: Assessment) -> tuple[PageCell, ...]:
    """Return the five cells in their order, each with what stands behind its state."""
    return tuple(_cell(reading, assessment, cell) for cell in assessment.cells)


def _contained(reading: Reading) -> Contained | None:
    """Return who stands between a wrong output and the harm; None where that is not asked."""
    way = containment(reading.framing)
    if way is None:
        return Contained(_UNSAID) if Errors.who_catches.id in reading.open else None
    words = reading.overflow.fit("Who catches a wrong output", way.words, CELL)
    return Contained(words, way.weakest)


def _cell(reading: Reading, assessment: Assessment, cell: CellState) -> PageCell:
    return PageCell(
        cell.title,
        CELL_SIGNS[cell.state],
        cell.state,
        _all_words(reading, cell),
        told=_told(cell),
        why=reading.overflow.fit(f"{cell.title}: why", _why(reading, assessment, cell), CELL),
        turns=reading.overflow.fit(f"{cell.title}: who turns it", _turns(reading, cell), CELL),
        contained=_contained(reading) if cell.area == "risk" else None,
    )


def _told(cell: CellState) -> str:
    """Return the state by the name that the page has for it: a green without facts is claimed."""
    if cell.state == "amber" and cell.claimed == "green" and cell.cause is None:
        return "amber, claimed green"
    return _STATES.get(cell.state, cell.state)


def _why(reading: Reading, assessment: Assessment, cell: CellState) -> str:
    evidence = _claim(reading, cell.area, "evidence") or ""
    based = reading.based(evidence, f"feasibility.{cell.area}.evidence")
    if not cell.why:
        return NOTHING
    if cell.why == evidence:
        return based
    others = [title_of(f.name) for f in _reds(assessment, cell)[1:]]
    also = f"; also: {', '.join(others)}" if others else ""
    # The page has the claim beside the state.
    why = f"nobody has said: {cell.unsaid}" if cell.unsaid else cell.why
    return f"{why}{also}" + (f" (named as evidence: {based})" if evidence else "")


def _reds(assessment: Assessment, cell: CellState) -> list[Finding]:
    return [f for f in assessment.of_level(Level.RED) if f.area == cell.area]


def _turns(reading: Reading, cell: CellState) -> str:
    """Return who turns a cell, how and by when: its plan, then the actions that bear on it."""
    if cell.state in ("green", "open"):
        return NOTHING
    plan, owner = _claim(reading, cell.area, "plan"), _claim(reading, cell.area, "owner")
    told = [f"{plan} ({owner or 'nobody named'})"] if plan else [owner] if owner else []
    about = set(cell.cause.questions if cell.cause else ()) | {cell.jump}
    for row in reading.framing.records.actions or ():
        if row.question is not None and (row.question in about or _bears_on(row, cell.area)):
            told.append(f"{row.label} ({row.finder})")
    return "; ".join(told) or NOBODY


def _bears_on(row: Action, area: str) -> bool:
    question = QUESTIONS.get(row.question or "")
    return question is not None and question.area == area


def _all_words(reading: Reading, cell: CellState) -> tuple[str, ...]:
    """Return all that stands behind a cell, as templates for version 1 read it."""
    claims = {name: _claim(reading, cell.area, name) for name in ("evidence", "plan", "owner")}
    evidence = claims["evidence"] or ""
    based = reading.based(evidence, f"feasibility.{cell.area}.evidence")
    words = [based if cell.why == evidence else cell.why] if cell.why else []
    if evidence and evidence != cell.why:
        words.append(f"evidence: {based}")
    if claims["plan"]:
        owner = f" ({claims['owner']})" if claims["owner"] else ""
        words.append(f"plan: {claims['plan']}{owner}")
    way = containment(reading.framing) if cell.area == "risk" else None
    if way is not None:
        words.append(f"between: {way.words}" + (f"; weakest: {way.weakest}" * bool(way.weakest)))
    return tuple(words or [NOTHING])


def _claim(reading: Reading, area: str, name: str) -> str | None:
    return reading.in_words(QUESTIONS[f"feasibility.{area}.{name}"])
