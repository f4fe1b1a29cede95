"""What counts as answered, as being found out and as open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from framing_tui.assessment import assess
from framing_tui.model.catalogue import ASKING_ORDER, CELLS, FIRST_PASS, QUESTIONS, SECTION_OF
from framing_tui.model.framing import Framing
from framing_tui.model.records import rows_kind
from framing_tui.rules.finding import Level

TODAY = date(2026, 5, 1)
IN_TIME = date(2026, 6, 1)


def action(**cells: object) -> Framing:
    row = rows_kind(QUESTIONS["actions"]).row({"what": "find out", **cells})
    return Framing().with_answer("actions", (row,))


@pytest.mark.parametrize(
    ("cells", "is_found_out"),
    [
        ({"question": "labels.candidates", "owner": "data lead", "due": IN_TIME}, True),
        ({"question": "labels.candidates", "owner": "data lead", "due": TODAY}, True),
        ({"question": "labels.candidates", "owner": "data lead"}, False),
        ({"question": "labels.candidates", "due": IN_TIME}, False),
        ({"question": "labels.candidates", "owner": "a", "due": date(2026, 4, 30)}, False),
        ({"question": "labels.ideal", "owner": "data lead", "due": IN_TIME}, False),
        ({"question": "labels", "owner": "data lead", "due": IN_TIME}, False),
        # A column of one row is part of the list that the question asks for.
        (
            {
                "question": 'labels.candidates."opened again".countermeasure',
                "owner": "data lead",
                "due": IN_TIME,
            },
            True,
        ),
    ],
)
def test_being_found_out_needs_a_person_and_a_day_to_come(
    cells: dict[str, Any], is_found_out: bool
) -> None:
    framing = action(**cells).with_answer("labels.observable", "no")
    counted = assess(framing, TODAY).completeness
    assert ("labels.candidates" in counted.assigned) is is_found_out
    assert ("labels.candidates" in counted.open) is not is_found_out


def test_the_counts_of_the_sections_add_up_to_those_of_the_whole() -> None:
    framing = action(question="labels.ideal", owner="data lead", due=IN_TIME)
    assessment = assess(framing.with_answer("stack.kpi", "churn, %"), TODAY)
    whole, parts = assessment.completeness, assessment.sections
    assert sum(part.answered for part in parts.values()) == whole.answered == 1
    assert sum(part.total for part in parts.values()) == whole.total
    assert parts["labels"].assigned == whole.assigned == ("labels.ideal",)
    for section, part in parts.items():
        assert {SECTION_OF[qid].id for qid in (*part.open, *part.assigned)} <= {section}


@pytest.mark.parametrize(
    ("now", "target", "kpi", "reaches"),
    [
        (10, 8, 7, "always"),
        (10, 8, 9, "never"),
        (10, 8, [7, 9], "sometimes"),
        (8, 10, 11, "always"),
        (8, 10, [9, 11], "sometimes"),
        (8, [7, 10], 11, "never"),
        (8, 10, None, "never"),
        (None, 10, 11, "never"),
    ],
)
def test_what_reaches_the_target_depends_on_where_it_starts(
    now: object, target: object, kpi: object, reaches: str
) -> None:
    read = QUESTIONS["stack.kpi_now"].kind.read
    framing = Framing()
    for name, raw in (("kpi_now", now), ("kpi_target", target)):
        if raw is not None:
            framing = framing.with_answer(f"stack.{name}", read(raw))
    assert framing.stack.reaches(None if kpi is None else read(kpi)).name.lower() == reaches


# The two passes. What the first one asks of a blank framing at least, section by section: none of
# these leaves it unseen.
AT_LEAST = [
    f"{table}.{name}" if table else name
    for table, names in {
        "stack": "objective kpi kpi_now kpi_target timeframe_days users decision_improved"
        " model_goal policy action_works",
        "need": "rules_suffice data_unobtainable errors_catastrophic must_explain roi_below_upkeep"
        " complex_patterns repeats_at_scale data_exists errors_manageable world_changes",
        "archetype": "kind",
        "task": "type",
        "labels": "ideal observable plan",
        "data": "reliable",
        "serving": "online features_confirmed",
        "errors": "in_words",
        "adversaries": "present",
        "compliance": "personal_data people_affected",
        "readiness": "monitoring_budget",
        "roi": "sponsor",
        "metrics": "primary constraints",
        "validation": "baseline_kind experiment can_roll_back",
        "spec": "data_sources owner oncall monitoring",
        "": "decision",
    }.items()
    for name in names.split()
]
# What is declared to be in it and asked of a blank framing; the grid of candidates has no number.
FIRST_PASS_OF_A_BLANK = [
    qid
    for qid in FIRST_PASS
    if QUESTIONS[qid].first_pass
    and QUESTIONS[qid].is_asked(Framing())
    and not QUESTIONS[qid].counts_apart
]
NONE_YET = f"0/{len(FIRST_PASS_OF_A_BLANK)}"
COLOURS = tuple(cell.colour.id for cell in CELLS)
# Answered with one key, or by picking.
ONE_KEY = ("one", "yesno", "many", "many+", "colour")


def test_the_first_pass_of_a_blank_framing_is_short() -> None:
    first = assess(Framing()).first_pass
    assert list(first.open) == FIRST_PASS_OF_A_BLANK
    assert (first.answered, first.total) == (0, len(FIRST_PASS_OF_A_BLANK))
    assert [qid for qid in first.open if qid in AT_LEAST] == AT_LEAST
    # The meeting has no more than half an hour for all.
    assert first.total <= 50
    quick = [qid for qid in first.open if QUESTIONS[qid].kind.name in ONE_KEY]
    assert len(quick) >= first.total / 2
    declared = {qid for qid, asked in QUESTIONS.items() if asked.first_pass}
    assert declared == {qid for qid in FIRST_PASS if qid not in COLOURS}
    apart = {qid for qid in declared if QUESTIONS[qid].counts_apart}
    assert apart == {"labels.candidates"}


@pytest.mark.parametrize("question_id", [q.id for q in QUESTIONS.values() if q.first_pass])
def test_what_the_first_pass_asks_is_essential(question_id: str) -> None:
    asked = QUESTIONS[question_id]
    assert asked.is_ever_essential
    # Under a trigger of its own it counts while that holds, as the tests of triggers say.
    assert question_id in Framing().essentials or not asked.is_asked(Framing())


FRAMINGS: dict[str, dict[str, Any]] = {
    "blank": {},
    "a title": {"title": "Churn", "date": TODAY},
    "top K": {"stack.policy": "top-k", "stack.kpi": "churn, %"},
    "an outcome that is recorded": {"labels.observable": "yes"},
    "a claim": {"feasibility.data.colour": "green", "decision": "undecided"},
    "decided": {"need.rules_suffice": "yes", "decision": "rules-first"},
}


@pytest.mark.parametrize("name", sorted(FRAMINGS))
def test_the_two_passes_and_what_counts_apart_are_all_that_is_essential(name: str) -> None:
    judged = assess(Framing(FRAMINGS[name]), TODAY)
    parts = (judged.first_pass, judged.in_depth, judged.passes.apart)
    assert sum(part.answered for part in parts) == judged.completeness.answered
    assert sum(part.total for part in parts) == judged.completeness.total
    ids = [qid for part in parts for qid in part.open]
    assert len(ids) == len(set(ids))
    assert set(ids) == set(judged.completeness.open) == set(judged.passes.to_ask)
    for part in parts:
        assert list(part.open) == sorted(part.open, key=ASKING_ORDER.index)
    by_section = judged.first_sections
    assert sum(part.total for part in by_section.values()) == judged.first_pass.total
    assert [q for part in by_section.values() for q in part.open] == list(judged.first_pass.open)
    for section_id, part in by_section.items():
        assert {SECTION_OF[qid].id for qid in part.open} <= {section_id}


def test_both_counts_are_said_in_the_same_words_everywhere() -> None:
    blank = assess(Framing())
    assert blank.passes.words == f"first pass {NONE_YET} · in depth 0/{blank.in_depth.total}"
    begun = assess(Framing({"stack.kpi": "churn, %", "stack.outcome": "calls are shorter"}))
    one_more = NONE_YET.replace("0/", "1/", 1)
    assert begun.passes.words == f"first pass {one_more} · in depth 1/{blank.in_depth.total}"


def test_being_found_out_counts_in_its_pass_and_is_not_open() -> None:
    judged = assess(action(question="labels.ideal", owner="data lead", due=IN_TIME), TODAY)
    assert judged.first_pass.assigned == ("labels.ideal",)
    assert judged.first_pass.share == NONE_YET
    assert "labels.ideal" not in judged.passes.to_ask


def test_the_first_pass_ends_with_the_colours_and_the_decision() -> None:
    passes = assess(Framing()).passes
    first = passes.to_ask[: -passes.in_depth.total]
    assert first[-6:] == (*COLOURS, "decision")
    assert first.index("labels.candidates") == first.index("labels.observable") + 1
    assert passes.to_ask[len(first) :] == passes.in_depth.open


def test_a_grid_without_candidates_is_open_in_the_first_pass_and_a_colour_is_not() -> None:
    blank = assess(Framing()).passes
    assert set(blank.first_open) == {*FIRST_PASS_OF_A_BLANK, "labels.candidates"}
    recorded = assess(Framing({"labels.observable": "yes"})).passes
    assert "labels.candidates" not in (*recorded.first_open, *recorded.to_ask)


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ({}, ()),
        # What a blank framing asks anyway waits for the second pass.
        ({"stack.policy": "threshold"}, ("task.gives_confidence", "errors.false_positive_cost",
                                         "errors.false_negative_cost")),
        ({"stack.policy": "top-k"}, ("stack.top_k", "task.gives_confidence",
                                     "errors.false_positive_cost", "errors.false_negative_cost")),
        ({"need.must_explain": "unsure"}, ("need.explained_by",)),
        ({"serving.online": "no"}, ("serving.batch_in_time",)),
        ({"feasibility.data.colour": "green"}, ("feasibility.data.evidence",)),
        (
            {"task.type": "text", "labels.ideal": "the answer helped"},
            ("task.evaluation_plan", "task.safety_controls"),
        ),
    ],
)  # fmt: skip
def test_what_an_answer_brings_up_is_wanted_at_once(
    answers: dict[str, Any], wanted: tuple[str, ...]
) -> None:
    found = assess(Framing(answers)).wanted
    assert [qid for qid in found if qid in wanted] == list(wanted)
    # Whatever else is declared to hang on the same answers is brought up by them, too.
    others = [QUESTIONS[qid] for qid in found if qid not in wanted]
    assert not [asked.id for asked in others if asked.is_asked(Framing()) or not asked.when]


def test_what_a_finding_rests_on_the_absence_of_is_wanted_at_once() -> None:
    judged = assess(Framing({"archetype.kind": "autonomous", "decision": "build"}))
    absent = {qid for f in judged.counting if f.level is not Level.NOTE for qid in f.absent}
    in_depth = set(judged.in_depth.open)
    assert absent & in_depth - set(judged.passes.opened)
    assert absent & in_depth <= set(judged.wanted)


def test_green_is_offered_once_the_facts_of_the_first_pass_are_there() -> None:
    facts = {
        "need.data_unobtainable": "no",
        "need.data_exists": "yes",
        "data.reliable": "yes",
    }
    assert assess(Framing(facts)).cells[0].offered is None
    asked = Framing({**facts, "compliance.personal_data": "no"})
    data = assess(asked).cells[0]
    assert (data.state, data.offered) == ("open", "green")
    assert data.why.startswith("green is offered: ")
    # What the second pass asks of it is open still; what an answer brings up is of the first.
    assert "shift.causes" in assess(asked).in_depth.open
    personal = assess(Framing({**facts, "compliance.personal_data": "yes"}))
    assert "compliance.cleared" in personal.passes.opened
    assert personal.cells[0].offered is None
