"""A better fact never makes the judgement worse: not a cell, not by one red.

Why on framings that are past every section: an answer also moves the interview on, and what is then
found missing is the fault of what was left open.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from framing_tui.assessment import Assessment, assess
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Line, Lines, Many, Number, Numbers, One, Text, YesNo
from framing_tui.model.labels import Candidate
from framing_tui.model.metrics import Constraint
from framing_tui.model.values import Range
from tests.counts import tried

# From the worst to the best answer; each step is a better fact.
STEPS: dict[str, tuple[str, ...]] = {
    "errors.reversible": ("no", "with-effort", "at-once"),
    "serving.path_run": ("no", "stored", "live"),
    "serving.features_confirmed": ("no", "unsure", "yes"),
    "serving.batch_in_time": ("no", "unsure", "yes"),
    "data.reliable": ("no", "unsure", "yes"),
    "labels.affordable": ("no", "unsure", "yes"),
    "compliance.cleared": ("no", "unsure", "yes"),
    "readiness.pipeline": ("no", "unsure", "yes"),
    "readiness.owner": ("no", "unsure", "yes"),
    "readiness.monitoring_budget": ("no", "unsure", "yes"),
    "task.version_pinned": ("no", "unsure", "yes"),
    "task.gold_set": ("no", "unsure", "yes"),
    "stack.action_written": ("no", "yes"),
    "stack.action_works": ("no", "unsure", "yes"),
    "validation.can_roll_back": ("no", "unsure", "yes"),
    "validation.measures_kpi": ("no", "unsure", "yes"),
    "validation.judges_people": ("no", "yes"),
    "validation.shadow": ("no", "yes"),
    "validation.holdout": ("no", "yes"),
}
# What a risk is made of, so that the rules on it are met often.
STAKES: dict[str, st.SearchStrategy[Any]] = {
    "compliance.people_affected": st.sampled_from(["yes", "no", "unsure"]),
    "need.errors_catastrophic": st.sampled_from(["yes", "no", "unsure"]),
    "need.contained_by": st.sampled_from(["a clinician signs", "TBD"]),
    "errors.reversible": st.sampled_from(["at-once", "with-effort", "no"]),
    "errors.reviewer_sees_first": st.sampled_from(["the-case", "the-output"]),
    "errors.who_catches": st.lists(
        st.sampled_from(
            ["nobody", "the-person-hit", "the-user", "independent-reviewer", "automatic-limit"]
        ),
        unique=True,
    ).map(tuple),
    "feasibility.risk.colour": st.sampled_from(["green", "red", "unsure"]),
    "feasibility.risk.evidence": st.just("forty cases were gone through"),
}
# Past every section, and not decided against building, which would settle what is found.
PAST = {"spec.data_sources": ("orders",), "decision": "build"}
RANKS = {"green": 0, "open": 1, "amber": 2, "red": 3, "contested": 3}


def an_answer(question_id: str) -> st.SearchStrategy[Any]:
    match QUESTIONS[question_id].kind:
        case One() | YesNo() as kind:
            return st.sampled_from([option.value for option in kind.options])
        case Many() as kind:
            return st.lists(st.sampled_from(kind.values), unique=True, max_size=3).map(tuple)
        case Numbers():
            return st.lists(st.sampled_from([0, 1, 10, 50, 100]), max_size=3).map(
                lambda stages: tuple(map(Range.of, sorted(stages)))
            )
        case Number():
            numbers = st.sampled_from([0.0, 0.5, 1.0, 5.0, 20.0, 90.0])
            return st.builds(Range.of, numbers, numbers)
        case Lines():
            return st.just(("one",))
        case Line() | Text():
            return st.sampled_from(["some words", "none"])
    return st.none()


OTHERS = sorted(
    qid
    for qid, question in QUESTIONS.items()
    if isinstance(question.kind, (One, YesNo, Many, Number, Numbers, Lines, Line, Text))
    and qid not in {*STAKES, *PAST, "starter"}
    and not question.internal
    and not qid.startswith("diagnosis")
)


@st.composite
def framings(draw: st.DrawFn) -> Framing:
    ids = draw(st.lists(st.sampled_from(OTHERS), unique=True, max_size=30))
    answers = {qid: draw(an_answer(qid)) for qid in ids}
    answers |= {qid: draw(values) for qid, values in STAKES.items()}
    rows = draw(st.integers(0, 2))
    answers["labels.candidates"] = tuple(
        Candidate(
            {
                "name": f"stand-in {at}",
                "alignment": draw(st.integers(1, 5)),
                "causal": draw(st.integers(1, 5)),
                "chosen": at == 0,
                "checked": draw(st.sampled_from(["not", "by-eye", "measured"])),
            }
        )
        for at in range(rows)
    )
    return Framing({**answers, **PAST})


def reds(judged: Assessment) -> set[str]:
    """Return what is red of the answers; what follows from that in turn is no red of its own."""
    return {f.code for f in judged.findings if f.level.value == "red" and f.code != "FT901"}


def assert_no_worse(before: Framing, after: Framing) -> None:
    old, new = assess(before), assess(after)
    # A count, as one red keeps silent about what another one says: it may take its place.
    assert len(reds(new)) <= len(reds(old))
    for cell, was in zip(new.cells, old.cells, strict=True):
        assert RANKS[cell.state] <= RANKS[was.state], (cell, was)


@tried(40, 400, framings(), st.sampled_from(["independent-reviewer", "automatic-limit"]))
def test_more_containment_makes_no_cell_worse(framing: Framing, catcher: str) -> None:
    caught_by = framing.answers["errors.who_catches"]
    more = framing.with_answer("errors.who_catches", (*caught_by, catcher))
    assert_no_worse(framing, more)


@pytest.mark.parametrize("question_id", STEPS)
@tried(8, 100, framing=framings(), data=st.data())
def test_a_better_fact_adds_no_red(question_id: str, framing: Framing, data: Any) -> None:
    steps = STEPS[question_id]
    at = data.draw(st.integers(0, len(steps) - 2))
    before, after = (framing.with_answer(question_id, step) for step in steps[at : at + 2])
    assert reds(assess(after)) <= reds(assess(before))


@tried(40, 400, framings())
def test_a_decision_that_is_undone_more_easily_makes_no_cell_worse(framing: Framing) -> None:
    for hard, easy in (("no", "with-effort"), ("with-effort", "at-once")):
        before, after = (framing.with_answer("errors.reversible", each) for each in (hard, easy))
        assert_no_worse(before, after)


@tried(40, 400, framings())
def test_a_stand_in_that_was_compared_adds_no_red(framing: Framing) -> None:
    rows = framing.answers["labels.candidates"]
    for was, now in (("not", "by-eye"), ("by-eye", "measured")):
        before, after = (
            framing.with_answer(
                "labels.candidates", tuple(row.replace(checked=each) for row in rows)
            )
            for each in (was, now)
        )
        assert_no_worse(before, after)


@tried(40, 400, framings(), st.sampled_from(["quality", "fairness", "safety"]))
def test_one_constraint_more_adds_no_red(framing: Framing, kind: str) -> None:
    row = Constraint({"name": kind, "kind": kind, "bound": "<= 1 %", "watched_live": "yes"})
    before = framing.with_answer("metrics.constraints", ())
    assert reds(assess(framing.with_answer("metrics.constraints", (row,)))) <= reds(assess(before))
