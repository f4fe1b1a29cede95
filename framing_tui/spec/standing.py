"""Where it stands: decision, verdict, money, and the limits that were set beforehand."""

from __future__ import annotations

from framing_tui.assessment import Assessment
from framing_tui.assessment.verdict import WORDS
from framing_tui.calculators import payback
from framing_tui.model.audit import Roi
from framing_tui.model.question import AnyQuestion
from framing_tui.model.spec import Spec
from framing_tui.model.stack import Stack
from framing_tui.model.validation import Validation
from framing_tui.model.values import Holds
from framing_tui.rules.finding import Level
from framing_tui.rules.titles import title_of
from framing_tui.spec.people import money, rounded, span, within
from framing_tui.spec.reading import Reading, Source, asked, decision_words, fill, items
from framing_tui.spec.shape import Field, Part

# Beside what the kickoff decided: a framing holds no signature, the sheet does.
PROPOSED = "proposed by the kickoff, not signed yet"
_MOST_HINGES = 2
# From when a payback counts: a gain is had once it acts.
_LIVE = "of going live"
_WORST_FIRST = ("red", "amber", "open", "green")


def standing(reading: Reading, assessment: Assessment) -> tuple[Field, ...]:
    """Return the lines on where it stands, in their order; a limit that nobody set is left out."""
    fields = [
        _plain(reading, "Decision", _decision(reading)),
        _plain(reading, "Verdict", _verdict(assessment)),
        fill(_GAIN, reading),
    ]
    if reading.framing.answer(Spec.spend_limit) is not None:
        fields.append(_plain(reading, "At most", _limit(reading)))
    return (*fields, fill(STOP, reading))


def _plain(reading: Reading, label: str, parts: list[Part]) -> Field:
    return Field(label, tuple(parts), lines=reading.overflow.lines(label, tuple(parts)))


def _decision(reading: Reading) -> list[Part]:
    """Return what the kickoff decided: without its second part a reader takes it as signed."""
    decided = Part(decision_words(reading.framing))
    return [decided, Part(PROPOSED)] if reading.framing.decision else [decided]


def _verdict(assessment: Assessment) -> list[Part]:
    verdict = assessment.verdict
    parts = [Part(_cells(assessment)), Part(_said(assessment))]
    hinges = [asked(qid).asks for qid in verdict.hinges_on]
    more = len(hinges) - _MOST_HINGES
    if hinges:
        named = " and ".join(f"“{asks}”" for asks in hinges[:_MOST_HINGES])
        words = f"{named}, and {more} more" if more > 0 else named
        parts.append(Part(words, "it hinges on", verdict.hinges_on, "item"))
    others = [title_of(f.name) for f in assessment.of_level(Level.RED) if f.area is None]
    if others:
        parts.append(Part(", ".join(others), "red beside the cells", (), "item"))
    return parts


def _said(assessment: Assessment) -> str:
    """Return the verdict; beside reds, machine learning could fit and does not yet."""
    verdict = assessment.verdict
    if verdict.name == "ml" and not verdict.leaning and _count(assessment)["red"]:
        return WORDS["ml"].replace("fits", "could fit")
    return verdict.words


def _count(assessment: Assessment) -> dict[str, int]:
    states = [cell.state.replace("contested", "red") for cell in assessment.cells]
    return {state: states.count(state) for state in _WORST_FIRST}


def _cells(assessment: Assessment) -> str:
    """Return how the five cells stand, worst first."""
    counted = {state: count for state, count in _count(assessment).items() if count}
    if len(counted) == 1:
        return f"all five cells {next(iter(counted))}"
    told = [f"{count} {state}" for state, count in counted.items()]
    first, *rest = told
    number, _, state = first.partition(" ")
    return ", ".join([f"{number} {'cell' if number == '1' else 'cells'} {state}", *rest])


def _gain_and_cost(reading: Reading) -> list[Part]:
    currency = reading.framing.header.currency
    gain = payback.gain_of(reading.framing)
    figures = payback.of(reading.framing)
    if gain is None:
        parts = _amount(reading, Stack.kpi_unit_value_per_year, "one unit of the KPI is worth {}")
    else:
        ids = (Stack.kpi_unit_value_per_year.id, Stack.gain_per_year.id)
        brings = f"brings {money(rounded(gain), currency)} a year"
        parts = [Part(brings, questions=ids)]
    spent = [
        *_amount(reading, Roi.build_cost, "costs {} to build"),
        *_amount(reading, Roi.run_cost_per_year, "{} a year to run"),
    ]
    if spent and not parts:
        parts = [Part("nobody has said what it brings")]
    parts += spent
    if figures is not None:
        costs = (Roi.build_cost.id, Roi.run_cost_per_year.id)
        parts.append(Part(_pays_back(figures), questions=costs, place="item"))
    live = reading.framing.roi.build_days
    if parts and live is not None:
        goes = Part(f"goes live in {span(live)}", "", (Roi.build_days.id,))
        parts += [goes] if figures is not None else items([goes])
    return parts


def _amount(reading: Reading, question: AnyQuestion, words: str) -> list[Part]:
    value = reading.framing.answer(question)
    if value is None:
        return []
    return [Part(words.format(money(value, reading.framing.header.currency)), "", (question.id,))]


def _pays_back(figures: payback.Payback) -> str:
    soonest, latest = figures.payback_years.low, figures.payback_years.high
    if figures.never is Holds.ALWAYS:
        return "never pays back: running it costs more than it brings"
    if figures.never is Holds.SOMETIMES:
        return (
            f"at the pessimistic end it never pays back; at best within {within(soonest)} {_LIVE}"
        )
    if latest == 0:
        return "pays back at once"
    if within(soonest) == within(latest):
        return f"pays back within {within(latest)} {_LIVE}, at the pessimistic end too"
    worst, best = within(latest), within(soonest)
    return f"pays back within {worst} {_LIVE} at the pessimistic end, {best} at best"


def _limit(reading: Reading) -> list[Part]:
    return [
        reading.with_basis(part)
        for part in _amount(reading, Spec.spend_limit, "{} is spent before the next decision")
    ]


STOP = Source(
    "Stops if",
    ((Validation.stop_if, "which number stops it, and who does it"),),
    lambda reading: reading.part(Validation.stop_if),
)
_GAIN = Source(
    "Gain and cost",
    (
        (Stack.kpi_unit_value_per_year, "value of one unit of the KPI"),
        (Roi.build_cost, "cost to build"),
        (Roi.run_cost_per_year, "cost to run"),
    ),
    _gain_and_cost,
    silence="not known yet",
)
