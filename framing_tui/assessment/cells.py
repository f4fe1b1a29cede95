"""The five feasibility cells and the eight killers, as shown: derived from claims and findings.

Why derived and never stored: a stored colour would go stale with the next answer.
"""

from __future__ import annotations

from collections import defaultdict

from framing_tui.assessment.completeness import is_in_first_pass
from framing_tui.model.catalogue import CELLS, KILLERS, QUESTIONS
from framing_tui.model.feasibility import AREAS
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion, Table
from framing_tui.rules.finding import Finding, Level

# The state of a cell as one sign, beside its word: no state rests on its colour alone.
CELL_SIGNS = {"green": "✓", "red": "✗", "contested": "!", "amber": "~", "open": "·"}
KILLER_RULES: dict[str, tuple[str, ...]] = {
    "label_scarcity": ("FT505", "FT514", "FT515", "FT516", "FT601"),
    "serving_skew": ("FT602",),
    "latency": ("FT603",),
    "error_cost": (
        "FT203",
        "FT302",
        "FT604",
        "FT615",
        "FT616",
        "FT617",
        "FT708",
        "FT709",
    ),
    "shift": ("FT401", "FT605", "FT807"),
    "adversaries": ("FT503", "FT606"),
    "compliance": ("FT512", "FT607"),
    "readiness": ("FT608",),
}
KILLER_FACTS: dict[str, tuple[str, ...]] = {
    "label_scarcity": (
        "labels.affordable",
        "labels.delay_days",
        "labels.positives_now",
        "labels.labelled_percent",
        "labels.positives_percent",
        "labels.positives_needed",
    ),
    "serving_skew": ("serving.path_run", "serving.features_confirmed"),
    "latency": (
        "serving.online",
        "serving.p99_budget_ms",
        "serving.p99_expected_ms",
        "serving.peak_qps",
        "serving.batch_in_time",
    ),
    "error_cost": (
        "need.errors_catastrophic",
        "errors.in_words",
        "errors.who_catches",
        "errors.reviewer_sees_first",
        "errors.reversible",
        "errors.false_positive_cost",
        "errors.false_negative_cost",
        "errors.over_cost",
        "errors.under_cost",
    ),
    "shift": ("shift.causes", "shift.retrain_days"),
    "adversaries": ("adversaries.present", "adversaries.countermeasure"),
    "compliance": (
        "compliance.personal_data",
        "compliance.people_affected",
        "compliance.cleared",
    ),
    "readiness": ("readiness.pipeline", "readiness.owner", "readiness.monitoring_budget"),
}


_CELLS = tuple((table.path.rsplit(".", 1)[-1], table) for table in CELLS)
_CLAIMS = frozenset(q.id for table in (*CELLS, *KILLERS) for q in table.questions)
_FACTS_OF_AREA = {
    area: tuple(q for q in QUESTIONS.values() if q.area == area and q.id not in _CLAIMS)
    for area in AREAS
}


class CellState(NamedTuple):
    """One cell as shown: its state, the reason in one line, and the colour that the facts offer.

    `state` is contested, red, amber, green or open; `jump` the question that would change it.
    `cause` is the finding that `reason` tells, None where that is a claim. `unsaid` asks for the
    fact that a claim of green waits for; then there is no other reason.
    """

    area: str
    title: str
    state: str
    reason: str
    jump: str
    offered: str | None
    claimed: str | None
    codes: tuple[str, ...]
    cause: Finding | None = None
    unsaid: str = ""

    @property
    def why(self) -> str:
        """Why it is so, for doors that do not show the claim beside it."""
        if not self.unsaid:
            return self.reason
        return f"team says {self.claimed}, and nobody has said: {self.unsaid}"

    @property
    def is_red(self) -> bool:
        """Whether it is red, contested or not."""
        return self.state in ("red", "contested")


class KillerState(NamedTuple):
    """One killer as shown: blocking, contested, watch, clear or open."""

    name: str
    title: str
    state: str
    why: str
    jump: str


def judge_cells(framing: Framing, findings: tuple[Finding, ...]) -> tuple[CellState, ...]:
    """Return the five cells in their fixed order."""
    found: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.area].append(finding)
    return tuple([_judge_cell(framing, table, area, found[area]) for area, table in _CELLS])


def judge_killers(framing: Framing, findings: tuple[Finding, ...]) -> tuple[KillerState, ...]:
    """Return the eight killers in their fixed order."""
    return tuple(_judge_killer(framing, table, findings) for table in KILLERS)


def _judge_cell(
    framing: Framing, table: type[Table], area: str, findings: list[Finding]
) -> CellState:
    """Return a cell; `findings` are those of its area."""
    colour_id = f"{table.path}.colour"
    claim = framing.answer(QUESTIONS[colour_id])
    evidence = framing.answer(QUESTIONS[f"{table.path}.evidence"])
    own = [f for f in findings if f.counts]
    reds = [f for f in own if f.level is Level.RED]
    warns = [f for f in own if f.level is Level.WARN]
    unsaid = None if reds or warns else _first_open(framing, area)
    offered = "red" if reds else "unsure" if warns else "green" if unsaid is None else None

    def judged(state: str, reason: str, jump: str, cause: Finding | None = None) -> CellState:
        codes = tuple(f.code for f in (*reds, *warns))
        return CellState(area, table.heading, state, reason, jump, offered, claim, codes, cause)

    if reds:
        worst = reds[0]
        state = "contested" if claim == "green" else "red"
        return judged(state, worst.message, _jump(worst, colour_id), worst)
    if claim == "red":
        return judged("red", "team says red", colour_id)
    if warns:
        return judged("amber", warns[0].message, _jump(warns[0], colour_id), warns[0])
    if claim == "unsure":
        return judged("amber", "unsure, and nothing speaks against it", colour_id)
    if claim == "green":
        if evidence is None:
            return judged("amber", "team says green, without evidence", f"{table.path}.evidence")
        if unsaid is not None:
            return judged("amber", "", unsaid.id)._replace(unsaid=unsaid.asks)
        return judged("green", evidence, colour_id)
    accepted = next((f for f in findings if f.accepted is not None), None)
    if accepted is not None:
        return judged("open", f"accepted: {accepted.message}", colour_id, accepted)
    return judged("open", f"green is offered: {_nothing_found(area)}" if offered else "", colour_id)


def _nothing_found(area: str) -> str:
    return f"what the first pass asks of {area} is answered, and nothing is found"


def _first_open(framing: Framing, area: str) -> AnyQuestion | None:
    """Return the first of what the first pass asks of an area now that nobody has told.

    Claims are left out: a colour alone makes no cell green. Why no more than the first pass: it
    ends with the colours, and what the second pass finds turns a cell.
    """
    essentials = framing.essentials
    asked = (q for q in _FACTS_OF_AREA[area] if q.id in essentials and is_in_first_pass(q))
    return next((q for q in asked if not framing.is_answered(q)), None)


def _judge_killer(
    framing: Framing, table: type[Table], findings: tuple[Finding, ...]
) -> KillerState:
    name = table.path.rsplit(".", 1)[-1]
    status_id = f"{table.path}.status"
    claim = framing.answer(QUESTIONS[status_id])
    own = [f for f in findings if f.code in KILLER_RULES[name] and f.counts]
    heavy = [f for f in own if f.level in (Level.RED, Level.WARN)]
    worst = heavy[0] if heavy else None

    def judged(state: str, why: str, jump: str) -> KillerState:
        return KillerState(name, table.heading, state, why, jump)

    if worst is not None and claim == "clear":
        return judged("contested", worst.message, _jump(worst, status_id))
    if claim == "blocking":
        return judged("blocking", "claimed blocking", status_id)
    if worst is not None and worst.level is Level.RED:
        return judged("blocking", worst.message, _jump(worst, status_id))
    if worst is not None:
        return judged("watch", worst.message, _jump(worst, status_id))
    if claim == "watch":
        return judged("watch", "claimed watch", status_id)
    if claim == "clear":
        return judged("clear", "claimed clear", status_id)
    facts = [framing.essentials[qid] for qid in KILLER_FACTS[name] if qid in framing.essentials]
    if all(framing.is_answered(q) for q in facts):
        return judged("clear", "nothing found", status_id)
    first_open = next(q.id for q in facts if not framing.is_answered(q))
    return judged("open", "", first_open)


def _jump(finding: Finding, otherwise: str) -> str:
    return finding.questions[0] if finding.questions else otherwise
