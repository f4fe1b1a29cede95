"""The ten sections and every question in them, in the order in which they are asked.

Why an explicit table: the interview, the file, the docs and completeness all walk this one list,
and a reader finds it without following any discovery.
"""

from __future__ import annotations

from functools import cache

from framing_tui.model.archetype import Archetype
from framing_tui.model.audit import (
    Adversaries,
    Compliance,
    Data,
    Errors,
    Readiness,
    Roi,
    Serving,
    Shift,
)
from framing_tui.model.feasibility import (
    AdversariesKiller,
    ComplianceKiller,
    DataCell,
    ErrorCost,
    LabelScarcity,
    LabelsCell,
    Latency,
    ReadinessKiller,
    RiskCell,
    RoiCell,
    ServingCell,
    ServingSkew,
    ShiftKiller,
)
from framing_tui.model.kinds import nearest_name
from framing_tui.model.labels import Labels
from framing_tui.model.metrics import Metrics
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.need import Need
from framing_tui.model.question import AnyQuestion, Table
from framing_tui.model.spec import Decision, Header, Records, Spec
from framing_tui.model.stack import Stack
from framing_tui.model.task import Task
from framing_tui.model.validation import (
    Launch,
    PolicyIneffective,
    ThresholdWrong,
    TooLate,
    UsersAdapted,
    Validation,
    WrongProxy,
)

CELLS = (DataCell, LabelsCell, ServingCell, RiskCell, RoiCell)
KILLERS = (
    LabelScarcity,
    ServingSkew,
    Latency,
    ErrorCost,
    ShiftKiller,
    AdversariesKiller,
    ComplianceKiller,
    ReadinessKiller,
)
FACTS = (Data, Serving, Errors, Shift, Adversaries, Compliance, Readiness, Roi)
CAUSES = (TooLate, WrongProxy, PolicyIneffective, ThresholdWrong, UsersAdapted)


class Section(NamedTuple):
    """One screen of the interview: its number, its id, its words and its tables."""

    number: int
    id: str
    title: str
    intro: str
    tables: tuple[type[Table], ...]

    @property
    def digit(self) -> str:
        """The key that leads there: its number, 0 for the tenth."""
        return str(self.number % 10)

    @property
    def questions(self) -> tuple[AnyQuestion, ...]:
        """Every question that the screen may ask, in order."""
        return tuple(q for table in self.tables for q in table.questions if not q.internal)


SECTIONS = (
    Section(
        1,
        "stack",
        "Framing stack",
        "From the business problem down to the action. Start at the top.",
        (Stack,),
    ),
    Section(
        2,
        "need",
        "ML at all?",
        "Five reasons against, then five for. Rules first, data first and stop are results too.",
        (Need,),
    ),
    Section(
        3,
        "archetype",
        "Archetype",
        "How much the model decides on its own, and what stands around it.",
        (Archetype,),
    ),
    Section(
        4,
        "task",
        "ML task",
        "What comes out for one case, and whether the set of answers grows.",
        (Task,),
    ),
    Section(
        5,
        "labels",
        "Labels",
        "The outcome you want against the label you can get.",
        (Labels,),
    ),
    Section(
        6,
        "feasibility",
        "Feasibility",
        "The facts that kill projects in production, then your own colour for each cell.",
        (*FACTS, *CELLS, *KILLERS),
    ),
    Section(
        7,
        "metrics",
        "Metrics",
        "One metric decides; everything else is a constraint.",
        (Metrics,),
    ),
    Section(
        8,
        "validation",
        "Validation",
        "How you will know, early and on real cases, that the KPI moves.",
        (Validation, Launch, *CAUSES),
    ),
    Section(
        9,
        "workflow",
        "Overview",
        "Where this framing stands, and what comes next.",
        (Header,),
    ),
    Section(
        10,
        "spec",
        "Kickoff spec",
        "The last questions, and the page that you leave with.",
        (Spec, Records, Decision),
    ),
)

# The order in which a section counts as passed; the overview is the home screen and in no order.
PASSING_ORDER = tuple(section.id for section in SECTIONS if section.id != "workflow")

# The order of the tables in the file.
TABLES: tuple[type[Table], ...] = (
    Header,
    Decision,
    Stack,
    Need,
    Archetype,
    Task,
    Labels,
    *CELLS,
    *KILLERS,
    *FACTS,
    Metrics,
    Validation,
    Launch,
    *CAUSES,
    Spec,
    Records,
)

QUESTIONS: dict[str, AnyQuestion] = {q.id: q for table in TABLES for q in table.questions}
SECTION_OF: dict[str, Section] = {
    q.id: section for section in SECTIONS for table in section.tables for q in table.questions
}

# The order of asking: who meets about what comes before the sections, and the decision last.
ASKING_ORDER: tuple[str, ...] = tuple(
    q.id
    for section in sorted(SECTIONS, key=lambda section: section.id != "workflow")
    for q in section.questions
)
PLACES: dict[str, int] = {question_id: at for at, question_id in enumerate(ASKING_ORDER)}
# What the team itself says of the cells.
CLAIMS: tuple[str, ...] = tuple(q.id for cell in CELLS for q in cell.questions)
ENDS_FIRST_PASS = (*(cell.colour.id for cell in CELLS), Decision.decision.id)
# What the first pass asks, in its order: it ends with the colours of the cells, one key for each,
# as only then the facts are there that offer them, and with the decision.
FIRST_PASS: tuple[str, ...] = (
    *(qid for qid in ASKING_ORDER if QUESTIONS[qid].first_pass and qid not in ENDS_FIRST_PASS),
    *ENDS_FIRST_PASS,
)


def section(section_id: str) -> Section:
    """Return the section of that id; KeyError where there is none."""
    return next(s for s in SECTIONS if s.id == section_id)


def question(question_id: str) -> AnyQuestion:
    """Return the question of that id; KeyError where there is none."""
    return QUESTIONS[question_id]


def nearest_question(name: str) -> str | None:
    """Return the id most like this one: a misspelt id, or the last part of one."""
    ends = [qid for qid in QUESTIONS if qid.rsplit(".", 1)[-1] == name]
    return ends[0] if len(ends) == 1 else nearest_name(name, QUESTIONS)


def row_question(path: str) -> AnyQuestion | None:
    """Return the list question that a row's path belongs to, or None."""
    for qid, found in QUESTIONS.items():
        if found.kind.row is not None and (path == qid or path.startswith(qid + ".")):
            return found
    return None


def means_of(table: type[Table]) -> tuple[str, ...]:
    """Return what a cell's green and red mean, or what a killer is about; nothing otherwise."""
    names = ("green_means", "red_means") if table in CELLS else ("what",)
    return tuple(getattr(table, name) for name in names if hasattr(table, name))


@cache
def asks_in_full(question_id: str) -> str:
    """Return what a question asks, with the name of its table where others ask the same."""
    asks = QUESTIONS[question_id].asks
    if sum(other.asks == asks for other in QUESTIONS.values()) == 1:
        return asks
    table = next(table for table in TABLES for q in table.questions if q.id == question_id)
    return f"{table.heading}: {asks}"


@cache
def term_of(question_id: str) -> str | None:
    """Return the term of art that stands behind what a question asks, like KPI; None without one.

    Why the id decides: what stands in brackets may also be a unit, or a hint.
    """
    _, bracket, rest = QUESTIONS[question_id].asks.rstrip("?").rpartition(" (")
    term = rest.removesuffix(")")
    if not bracket or term == rest:
        return None
    in_id = set(question_id.replace(".", "_").lower().split("_"))
    return term if in_id & set(term.lower().split()) else None
