"""The head of the page: what it is called, what comes next, what it costs, and who signs."""

from __future__ import annotations

from datetime import date

from framing_tui.assessment import Assessment
from framing_tui.calculators import payback
from framing_tui.calculators.result import shown
from framing_tui.model.audit import Roi
from framing_tui.model.framing import Framing
from framing_tui.model.question import AnyQuestion
from framing_tui.model.spec import Action, Spec
from framing_tui.model.stack import Stack
from framing_tui.spec.reading import Reading, Source, asked, decision_words, fill
from framing_tui.spec.shape import Head, NextAction, Part, Signed
from framing_tui.spec.standing import STOP

UNTITLED = "Untitled framing"
NEXT_ACTIONS = 3
# So many stand on the page; version 1 had three.
MOST_NEXT = 5
BOXES = ("build", "rules first", "data first", "stop", "back with …")


def head(reading: Reading, assessment: Assessment) -> Head:
    """Return the head of the page."""
    framing = reading.framing
    header = framing.header
    verdict = assessment.verdict
    actions = actions_by_date(framing)
    return Head(
        title=header.title or UNTITLED,
        team=header.team,
        date=header.date.isoformat() if header.date else None,
        participants=tuple(name for name in header.participants or () if name.strip()),
        decision=decision_words(framing),
        verdict=verdict.words,
        hinges_on=tuple(asked(qid) for qid in verdict.hinges_on),
        money=fill(_MONEY, reading),
        stop=fill(STOP, reading),
        actions=actions[:NEXT_ACTIONS],
        advice=verdict.next_action,
        next_actions=actions[:MOST_NEXT],
        currency=header.currency if _names_money(framing) else None,
    )


def signed(framing: Framing) -> Signed:
    """Return what is ticked and signed under the page; the day of signing is for a pen."""
    spec = framing.spec
    return Signed(
        BOXES,
        spec.approver,
        spec.checked_by,
        None,
        spec.review_on.isoformat() if spec.review_on else None,
    )


def _names_money(framing: Framing) -> bool:
    money = (
        Stack.kpi_unit_value_per_year,
        Stack.gain_per_year,
        Roi.build_cost,
        Roi.run_cost_per_year,
        Spec.spend_limit,
    )
    return any(framing.answer(question) is not None for question in money)


def actions_by_date(framing: Framing) -> tuple[NextAction, ...]:
    """Return what the meeting decided to do next, soonest first, those without a date last."""
    rows = framing.records.actions or ()
    ordered = sorted(rows, key=lambda row: row.due or date.max)
    return tuple(_action(row) for row in ordered)


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
