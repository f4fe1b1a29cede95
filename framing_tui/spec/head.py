"""The head of the page, for the reader who has one minute, and the strip of the five cells."""

from __future__ import annotations

from datetime import date

from framing_tui.assessment import Assessment
from framing_tui.assessment.cells import CELL_SIGNS, CellState
from framing_tui.assessment.containment import containment
from framing_tui.calculators import payback
from framing_tui.calculators.result import shown
from framing_tui.model.audit import Roi
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.question import AnyQuestion
from framing_tui.model.spec import Action
from framing_tui.model.stack import Stack
from framing_tui.model.validation import Validation
from framing_tui.spec.reading import Reading, Source, asked, decision_words, fill
from framing_tui.spec.shape import Head, NextAction, PageCell, Part

UNTITLED = "Untitled framing"
NEXT_ACTIONS = 3


def head(reading: Reading, assessment: Assessment) -> Head:
    """Return the head of the page."""
    framing = reading.framing
    header = framing.header
    verdict = assessment.verdict
    return Head(
        title=header.title or UNTITLED,
        team=header.team,
        date=header.date.isoformat() if header.date else None,
        participants=tuple(name for name in header.participants or () if name.strip()),
        decision=decision_words(framing),
        verdict=verdict.words,
        hinges_on=tuple(asked(qid) for qid in verdict.hinges_on),
        money=fill(_MONEY, reading),
        stop=fill(_STOP, reading),
        actions=actions_by_date(framing)[:NEXT_ACTIONS],
        advice=verdict.next_action,
    )


def actions_by_date(framing: Framing) -> tuple[NextAction, ...]:
    """Return what the meeting decided to do next, soonest first, those without a date last."""
    rows = framing.records.actions or ()
    ordered = sorted(rows, key=lambda row: row.due or date.max)
    return tuple(_action(row) for row in ordered)


def strip(reading: Reading, assessment: Assessment) -> tuple[PageCell, ...]:
    """Return the five cells in their order, each with what stands behind its state."""
    return tuple(_cell(reading, cell) for cell in assessment.cells)


def _action(row: Action) -> NextAction:
    return NextAction(row.label, row.owner, row.due.isoformat() if row.due else None)


def _money(reading: Reading) -> list[Part]:
    money = reading.framing.header.currency
    unit = f" {money}" if money else ""
    figures = payback.of(reading.framing)
    spent = [
        *reading.part(Roi.build_cost, before="build ", after=unit),
        *reading.part(Roi.run_cost_per_year, before="run ", after=f"{unit} a year"),
    ]
    gain = payback.gain_of(reading.framing)
    if gain is None:
        worth = reading.part(
            Stack.kpi_unit_value_per_year,
            before="one unit of the KPI is worth ",
            after=f"{unit} a year",
        )
        return [*worth, *spent]
    # Worked out from several answers, and so with no basis of its own, or given as one figure.
    inputs: tuple[AnyQuestion, ...] = (
        Stack.kpi_unit_value_per_year,
        Stack.kpi_now,
        Stack.kpi_target,
    )
    if not all(map(reading.framing.is_answered, inputs)):
        inputs = (Stack.gain_per_year,)
    brings = Part(f"gain {shown(gain)}{unit} a year", questions=tuple(q.id for q in inputs))
    if figures is None:
        return [brings, *spent, *_open_costs(reading.framing)]
    costs = (Roi.build_cost.id, Roi.run_cost_per_year.id)
    return [brings, *spent, Part(figures.in_words, questions=costs)]


def _open_costs(framing: Framing) -> list[Part]:
    """Say which costs a gain has still to be set against."""
    words = {Roi.build_cost: "cost to build", Roi.run_cost_per_year: "cost to run"}
    still_open = [question for question in words if not framing.is_answered(question)]
    if not still_open:
        return []
    what = "costs" if len(still_open) == len(words) else words[still_open[0]]
    return [Part(f"{what} open", questions=tuple(question.id for question in still_open))]


def _cell(reading: Reading, cell: CellState) -> PageCell:
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
    return PageCell(cell.title, CELL_SIGNS[cell.state], cell.state, tuple(words or ["–"]))


def _claim(reading: Reading, area: str, name: str) -> str | None:
    return reading.in_words(QUESTIONS[f"feasibility.{area}.{name}"])


_STOP = Source(
    "Stops if",
    ((Validation.stop_if, "stop criterion"),),
    lambda reading: reading.part(Validation.stop_if),
)
_MONEY = Source(
    "Money",
    (
        (Stack.kpi_unit_value_per_year, "value of one unit of the KPI"),
        (Roi.build_cost, "cost to build"),
        (Roi.run_cost_per_year, "cost to run"),
    ),
    _money,
    silence="not known yet",
)
