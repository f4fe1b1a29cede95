"""The questions: complete, told apart, asked when they matter, and counted as they should be."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from framing_tui.assessment.completeness import count, essentials
from framing_tui.model.basis import WITH_BASIS, next_basis, takes_basis
from framing_tui.model.catalogue import (
    CAUSES,
    CELLS,
    KILLERS,
    PASSING_ORDER,
    QUESTIONS,
    SECTION_OF,
    SECTIONS,
    TABLES,
    nearest_question,
    question,
    row_question,
    section,
)
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Many, One
from framing_tui.model.labels import Candidate
from framing_tui.model.metrics import Constraint
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row, Rows
from framing_tui.model.row_paths import RowPath, row_path
from framing_tui.model.spec import Action
from framing_tui.model.stack import Stack
from framing_tui.model.values import Range
from framing_tui.storage.marks import MARKS

BLANK = Framing()
Answers = dict[str, Any]


def chosen(**cells: object) -> tuple[Row, ...]:
    return (Candidate({"name": "a", "chosen": True, **cells}),)


# Each question with a trigger: answers under which it is asked, and answers under which it is not.
TRIGGERS: dict[str, tuple[Answers, Answers]] = {
    "stack.top_k": ({"stack.policy": "top-k"}, {"stack.policy": "threshold"}),
    "stack.flag_percent": ({"stack.policy": "review-queue"}, {"stack.policy": "top-k"}),
    "stack.queue_capacity_per_day": ({"stack.policy": "bands"}, {"stack.policy": "rank-all"}),
    "stack.act_before_days": ({"stack.policy": "threshold"}, {"stack.policy": "rank-all"}),
    "stack.predict_before_days": ({}, {"stack.policy": "use-value"}),
    "need.rules_kpi": ({"need.rules_suffice": "unsure"}, {"need.rules_suffice": "yes"}),
    "need.contained_by": ({"need.errors_catastrophic": "yes"}, {"need.errors_catastrophic": "no"}),
    "need.explained_by": ({"need.must_explain": "unsure"}, {"need.must_explain": "no"}),
    "archetype.worst_failure": (
        {"archetype.kind": "autonomous"},
        {"archetype.kind": "augmentation"},
    ),
    "archetype.failure_rate_percent": ({"archetype.kind": "autonomous"}, {}),
    "task.classes": ({"task.type": "multiclass"}, {"task.type": "binary"}),
    "task.new_classes": ({"task.type": "ranking"}, {"task.type": "quantity"}),
    "task.scored_per_pair": (
        {"task.type": "ranking", "task.classes": Range.of(1000), "task.new_classes": "never"},
        {"task.type": "ranking", "task.classes": Range.of(999), "task.new_classes": "never"},
    ),
    "task.gives_confidence": ({"stack.policy": "top-k"}, {"stack.policy": "block-allow"}),
    "task.horizon_days": ({"task.type": "quantity"}, {"task.type": "score"}),
    "task.evaluation_plan": ({"task.type": "text"}, {"task.type": "structured"}),
    "task.safety_controls": ({"task.type": "audio"}, {"task.type": "binary"}),
    "labels.candidates": ({"labels.observable": "unsure"}, {"labels.observable": "yes"}),
    "labels.remedies": (
        {"labels.candidates": chosen(coverage=2)},
        {"labels.candidates": chosen(coverage=3), "labels.selected_by": "everyone"},
    ),
    "labels.positives_now": ({"task.type": "score"}, {"task.type": "groups"}),
    "labels.labelled_percent": ({"task.type": "multilabel"}, {"task.type": "quantity"}),
    "labels.positives_percent": ({"task.type": "score"}, {"task.type": "text"}),
    "labels.positives_needed": ({"task.type": "ordinal"}, {"task.type": "anomaly"}),
    "serving.p99_budget_ms": ({"serving.online": "yes"}, {"serving.online": "no"}),
    "serving.p99_expected_ms": ({"serving.online": "yes"}, {"serving.online": "unsure"}),
    "serving.peak_qps": ({"serving.online": "yes"}, {}),
    "serving.capacity_qps": ({"serving.online": "yes"}, {"serving.online": "no"}),
    "serving.batch_in_time": ({"serving.online": "no"}, {"serving.online": "yes"}),
    "errors.false_positive_cost": (
        {"stack.policy": "threshold"},
        {"stack.policy": "threshold", "task.type": "quantity"},
    ),
    "errors.false_negative_cost": ({"stack.policy": "bands"}, {"stack.policy": "rank-all"}),
    "errors.review_cost": ({"task.type": "binary"}, {"task.type": "quantity"}),
    "errors.expected_precision_percent": ({}, {"task.type": "quantity"}),
    "errors.expected_recall_percent": ({"task.type": "score"}, {"task.type": "quantity"}),
    "errors.over_cost": ({"task.type": "quantity"}, {"task.type": "binary"}),
    "errors.under_cost": ({"task.type": "quantity"}, {}),
    "errors.expected_error": ({"task.type": "quantity"}, {"task.type": "score"}),
    "errors.tolerated_error": ({"task.type": "quantity"}, {"task.type": "text"}),
    "shift.retrain_days": ({"shift.causes": ("seasonality",)}, {"shift.causes": ()}),
    "adversaries.countermeasure": (
        {"adversaries.present": "unsure"},
        {"adversaries.present": "no"},
    ),
    "compliance.cleared": (
        {"compliance.personal_data": "unsure"},
        {"compliance.personal_data": "no"},
    ),
    "compliance.cleared_by": (
        {"compliance.personal_data": "no", "compliance.regimes": ("gdpr",)},
        {"compliance.personal_data": "no", "compliance.regimes": ()},
    ),
    "validation.guardrail_metrics": (
        {"validation.experiment": "ab-test"},
        {"validation.experiment": "none"},
    ),
    "validation.holdout": (
        {"validation.users_adapt": "no", "shift.causes": ("feedback-loop",)},
        {"validation.users_adapt": "no", "shift.causes": ("seasonality",)},
    ),
    "validation.units_total": ({"validation.unit": "person"}, {"validation.unit": "case"}),
    "spec.owner": ({"readiness.owner": "unsure"}, {"readiness.owner": "no"}),
    "spec.oncall": ({"readiness.owner": "yes"}, {"readiness.owner": "no"}),
    "spec.monitoring": ({}, {"readiness.owner": "no"}),
}
for _table in CELLS:
    _colour = f"{_table.path}.colour"
    TRIGGERS[f"{_table.path}.evidence"] = ({_colour: "green"}, {_colour: "red"})
    TRIGGERS[f"{_table.path}.plan"] = ({_colour: "red"}, {_colour: "unsure"})
    TRIGGERS[f"{_table.path}.owner"] = ({_colour: "red"}, {_colour: "green"})
for _table in KILLERS:
    _status = f"{_table.path}.status"
    TRIGGERS[f"{_table.path}.note"] = ({_status: "watch"}, {_status: "clear"})
    TRIGGERS[f"{_table.path}.mitigation"] = ({_status: "blocking"}, {})
for _table in CAUSES:
    _launched = {"diagnosis.launched": date(2027, 1, 1)}
    TRIGGERS[f"{_table.path}.status"] = (_launched, {})
    TRIGGERS[f"{_table.path}.evidence"] = (_launched, {})

# Triggered questions that help a calculator and never count.
NEVER_ESSENTIAL = {
    "task.horizon_days",
    "serving.capacity_qps",
    "errors.review_cost",
    "errors.expected_precision_percent",
    "errors.expected_recall_percent",
    "errors.expected_error",
    "errors.tolerated_error",
    "compliance.cleared_by",
    "validation.units_total",
    *(f"{table.path}.{name}" for table in CAUSES for name in ("status", "evidence")),
}


def answer_for(asked: AnyQuestion) -> Any:
    """Return some answer that fits a question."""
    if isinstance(asked.kind, Rows):
        return asked.kind.parse("a")
    samples = ("a proof", "1", "yes", "2027-01-01", "red", "5")
    choices = asked.kind.values if isinstance(asked.kind, One) else ()
    for sample in (*choices, *samples):
        try:
            return asked.kind.parse(sample)
        except ValueError:
            continue
    return ()


def samples(asked: AnyQuestion) -> Iterator[Any]:
    """Yield answers to a question that a trigger may tell apart."""
    kind = asked.kind
    if isinstance(kind, One):
        yield from map(kind.read, kind.values)
    elif isinstance(kind, Many):
        yield from ((), *((value,) for value in kind.values))
    elif isinstance(kind, Rows):
        yield from ((), kind.parse("a"))
    else:
        for typed in ("yes", "no", "unsure", "red", "green", "0", "1", "1000", "a proof"):
            try:
                yield kind.parse(typed, date(2027, 1, 1))
            except ValueError:
                continue
        yield answer_for(asked)


def fewest_answers(asked: AnyQuestion, *, is_asked: bool) -> Answers:
    """Return the fewest answers under which a question is asked, or is not.

    Why looked for: a trigger says by what it reads on which answers it rests, so that a question is
    tried from its declaration alone.
    """
    waiting = deque[Answers]([{}])
    while waiting:
        answers = waiting.popleft()
        framing = Framing(answers)
        if asked.is_asked(framing) is is_asked:
            return answers
        if len(answers) < 3:
            read = [qid for qid in framing._read if qid not in answers]
            waiting.extend({**answers, qid: v} for qid in read for v in samples(QUESTIONS[qid]))
    raise AssertionError(f"{asked.id}: no answers found; name some in TRIGGERS")


# What was declared after the table was written.
for _asked in QUESTIONS.values():
    if _asked.when is not None and _asked.id not in TRIGGERS:
        TRIGGERS[_asked.id] = (
            fewest_answers(_asked, is_asked=True),
            fewest_answers(_asked, is_asked=False),
        )
        if not _asked.is_ever_essential:
            NEVER_ESSENTIAL.add(_asked.id)


def test_the_table_of_triggers_names_no_other_question() -> None:
    assert {qid for qid, asked in QUESTIONS.items() if asked.when is not None} == set(TRIGGERS)


@pytest.mark.parametrize("question_id", sorted(set(TRIGGERS) - {"labels.remedies"}))
def test_answers_that_ask_a_question_are_found_from_what_its_trigger_reads(
    question_id: str,
) -> None:
    asked = QUESTIONS[question_id]
    assert asked.is_asked(Framing(fewest_answers(asked, is_asked=True)))
    assert not asked.is_asked(Framing(fewest_answers(asked, is_asked=False)))


@pytest.mark.parametrize("question_id", sorted(TRIGGERS))
def test_a_question_is_asked_and_counted_while_its_trigger_holds(question_id: str) -> None:
    opened, closed = (Framing(answers) for answers in TRIGGERS[question_id])
    asked = QUESTIONS[question_id]
    assert asked.is_asked(opened)
    assert asked.is_essential(opened) == (question_id not in NEVER_ESSENTIAL)
    assert not asked.is_asked(closed)
    assert not asked.is_essential(closed)
    assert asked.when_words
    assert not asked.is_always_essential


@pytest.mark.parametrize("question_id", sorted(TRIGGERS))
def test_an_answer_whose_trigger_closed_is_kept_and_ignored(question_id: str) -> None:
    asked = QUESTIONS[question_id]
    value = answer_for(asked)
    opened, closed = (Framing({**answers, question_id: value}) for answers in TRIGGERS[question_id])
    table = next(t for t in TABLES if asked in t.questions)
    assert getattr(table(opened), asked.name) == value
    assert getattr(table(closed), asked.name) is None
    assert closed.answers[question_id] == value
    assert closed.answer(asked) is None
    assert not closed.is_answered(asked)
    assert asked not in essentials(closed)


@pytest.mark.parametrize("unit", ["person", "site"])
def test_units_there_are_count_persons_and_sites(unit: str) -> None:
    framing = Framing({"validation.unit": unit, "validation.units_total": Range.of(40)})
    assert framing.validation.units_total == Range.of(40)


@pytest.mark.parametrize(
    ("given", "stages", "in_the_shadow"),
    [
        (None, None, False),
        ((), (), False),
        ((1, 10, 100), (1, 10, 100), False),
        ((0, 100), (100,), True),
        ((0, 20, 100), (20, 100), True),
        ((0, 0, 20), (20,), True),
        ((5, 0, 20), (5, 20), True),
        ((0,), (), True),
    ],
)
def test_a_stage_of_0_is_a_run_in_the_shadow_and_no_stage(
    given: tuple[float, ...] | None, stages: tuple[float, ...] | None, in_the_shadow: bool
) -> None:
    answers: Answers = {"validation.experiment": "staged-rollout"}
    if given is not None:
        answers["validation.stages_percent"] = tuple(map(Range.of, given))
    validation = Framing(answers).validation
    assert validation.stages == (None if stages is None else tuple(map(Range.of, stages)))
    assert validation.begins_in_the_shadow is in_the_shadow


def test_a_stage_that_may_be_0_is_a_stage() -> None:
    answers = {"validation.experiment": "pilot", "validation.stages_percent": (Range(0, 5),)}
    assert Framing(answers).validation.stages == (Range(0, 5),)


def test_a_trigger_reads_only_what_is_asked_itself() -> None:
    framing = Framing({"task.type": "binary", "task.classes": Range.of(5000)})
    assert not QUESTIONS["task.scored_per_pair"].is_asked(framing)


def test_ids_are_told_apart_and_match_their_tables() -> None:
    ids = [asked.id for table in TABLES for asked in table.questions]
    assert len(ids) == len(set(ids)) == len(QUESTIONS)
    assert [asked.id for asked in QUESTIONS.values()] == list(QUESTIONS)
    for table in TABLES:
        for asked in table.questions:
            assert asked.id == (f"{table.path}.{asked.name}" if table.path else asked.name)
    assert {asked.id for asked in set(QUESTIONS.values())} == set(QUESTIONS)


def test_no_key_is_a_table_too() -> None:
    paths = {table.path for table in TABLES if table.path} | {*MARKS, "format"}
    assert not paths & set(QUESTIONS)


def test_every_question_belongs_to_one_section() -> None:
    assert set(SECTION_OF) == set(QUESTIONS)
    assert [s.number for s in SECTIONS] == list(range(1, 11))
    assert section("need") is SECTIONS[1]
    with pytest.raises(KeyError):
        question("stack.nothing")
    assert question("stack.kpi") is Stack.kpi


@pytest.mark.parametrize(
    "question_id", sorted(qid for qid, asked in QUESTIONS.items() if asked.is_ever_essential)
)
def test_an_essential_question_explains_itself(question_id: str) -> None:
    asked = QUESTIONS[question_id]
    assert asked.asks
    assert asked.help
    assert asked.good
    assert asked.weak
    assert asked.good != asked.weak
    assert not asked.internal


def test_a_kickoff_fits_an_hour() -> None:
    # Fifty of the first pass, the grid and the five colours, and what the second adds to them.
    assert 60 <= len(essentials(BLANK)) <= 75
    assert len(essentials(BLANK)) == count(BLANK, essentials(BLANK), None).total
    one_key = {"one", "yesno", "colour", "many", "many+"}
    quick = [asked for asked in essentials(BLANK) if asked.kind.name in one_key]
    assert len(quick) > len(essentials(BLANK)) / 2


def test_a_blank_framing_has_everything_open() -> None:
    counted = count(BLANK, essentials(BLANK), None)
    assert counted.answered == 0
    assert counted.assigned == ()
    assert len(counted.open) == counted.total
    assert not any(BLANK.is_past(section_id) for section_id in PASSING_ORDER)


# Reading answers.


NO_PROOF = (
    *("none", "None.", "TBD", "tbd", "n/a", "?", "-", " ", " tbd. "),
    *("y", "u", "1", "…", "é", "(x)"),
    *("nothing yet", "nobody yet", "none measured", "nothing", "not yet", "unknown", "no idea"),
    *("Nobody.", "no one yet", "none so far", "not measured yet", "not known", "TBD, unknown"),
)
PROOF = (
    *("ok", "no fee above 50 EUR", "nobody can send without a review", "not the model alone"),
    *("yes: the cap", "measured", "known by June", "one reviewer", "UK", "人工审核", "24/7"),
)


@pytest.mark.parametrize("words", NO_PROOF)
def test_a_placeholder_is_no_proof(words: str) -> None:
    framing = Framing({"need.errors_catastrophic": "yes", "need.contained_by": words})
    assert framing.need.contained_by is None
    assert not framing.is_answered(QUESTIONS["need.contained_by"])
    assert framing.answers["need.contained_by"] == words


@pytest.mark.parametrize("words", PROOF)
def test_what_says_something_is_an_answer(words: str) -> None:
    framing = Framing({"need.errors_catastrophic": "yes", "need.contained_by": words})
    assert framing.need.contained_by == words


@pytest.mark.parametrize(
    "question_id",
    [
        *("need.contained_by", "need.explained_by", "labels.plan", "adversaries.countermeasure"),
        *("feasibility.data.evidence", "feasibility.data.plan", "feasibility.data.owner"),
        *("spec.owner", "spec.oncall", "validation.stop_if"),
    ],
)
def test_where_somebody_has_to_show_something_nobody_yet_is_open(question_id: str) -> None:
    assert QUESTIONS[question_id].counts_as_open("nobody yet")
    assert not QUESTIONS[question_id].counts_as_open("payments rota")


def test_a_placeholder_is_an_answer_where_no_proof_is_asked() -> None:
    assert Framing({"stack.kpi": "none"}).stack.kpi == "none"
    assert Framing({"stack.kpi": " "}).stack.kpi is None


def test_a_placeholder_in_a_record_is_no_proof() -> None:
    row = Candidate({"name": "a", "chosen": True, "failure_mode": "TBD", "why_chosen": "tbd"})
    assert row.failure_mode is None
    assert row.why_chosen == "tbd"
    assert row.replace(chosen=False).why_chosen is None
    assert row.replace(chosen=False).cells["why_chosen"] == "tbd"


@pytest.mark.parametrize("words", ["none", "None.", "nothing", "zero", "0", "5 %"])
def test_none_is_a_bound_and_other_placeholders_are_not(words: str) -> None:
    assert Constraint({"name": "leaks of data", "bound": words}).bound == words
    assert Constraint({"name": "leaks of data", "bound": "TBD"}).bound is None
    assert Framing({"validation.stop_if": "none"}).validation.stop_if is None


def test_undecided_is_open() -> None:
    assert Framing({"decision": "undecided"}).decision is None
    assert Framing({"decision": "stop"}).decision == "stop"


def test_not_applicable_counts_as_answered_and_reads_as_open() -> None:
    framing = Framing({"stack.kpi": "loss"}).with_not_applicable("stack.kpi", "no money in it")
    assert framing.stack.kpi is None
    assert framing.is_answered(QUESTIONS["stack.kpi"])
    assert "stack.kpi" not in framing.answers
    assert count(framing, essentials(framing), None).answered == 1
    assert not framing.is_past("archetype")


def test_an_answer_lifts_the_mark_and_clearing_leaves_it() -> None:
    marked = BLANK.with_not_applicable("stack.kpi", "no money in it")
    assert marked.with_answer("stack.kpi", "loss").not_applicable == {}
    assert marked.with_answer("stack.kpi", None) == marked
    assert marked.with_not_applicable("stack.kpi", None) == BLANK
    assert marked.with_not_applicable("stack.kpi", " ") == BLANK


def test_notes_are_put_on_and_taken_off() -> None:
    noted = BLANK.with_note("stack.kpi", "finance knows")
    assert noted.notes == {"stack.kpi": "finance knows"}
    assert noted.with_note("stack.kpi", None) == BLANK
    assert noted.with_note("stack.kpi", "  ") == BLANK


CANDIDATES = "labels.candidates"


def candidates(*names: str, **cells: object) -> tuple[Row, ...]:
    return tuple(Candidate({"name": name, **cells}) for name in names)


def at(name: str, column: str = "") -> str:
    return str(RowPath(CANDIDATES, name, column))


def noted(*names: str) -> Framing:
    """Candidates, each with a note on it, and a mark on one of its columns."""
    framing = BLANK.with_answer(CANDIDATES, candidates(*names))
    for name in names:
        framing = framing.with_note(at(name), f"on {name}")
        framing = framing.with_not_applicable(at(name, "speed"), f"of {name}")
    return framing


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (("a", "b"), {"a": "a", "b": "b"}),
        (("b", "a"), {"a": "a", "b": "b"}),
        (("a", "c"), {"a": "a", "c": "b"}),
        (("x", "y"), {"x": "a", "y": "b"}),
        (("b",), {"b": "b"}),
        (("a", "b", "c"), {"a": "a", "b": "b"}),
        # One that takes the place of another that moved is not that one renamed.
        (("b", "c"), {"b": "b"}),
        ((), {}),
    ],
)
def test_what_stands_on_records_follows_them(after: tuple[str, ...], left: dict[str, str]) -> None:
    before = noted("a", "b").with_note(CANDIDATES, "on all").with_note(at("lost"), "kept")
    framing = before.with_answer(CANDIDATES, candidates(*after))
    assert framing.notes == {
        **{at(now): f"on {was}" for now, was in left.items()},
        CANDIDATES: "on all",
        at("lost"): "kept",
    }
    assert framing.not_applicable == {at(now, "speed"): f"of {was}" for now, was in left.items()}
    # Undo brings back what has gone with a record.
    assert framing.patched(framing, before) == before
    cleared = before.with_answer(CANDIDATES, None)
    assert set(cleared.notes) == {CANDIDATES, at("lost")}


def test_a_renamed_record_takes_the_words_of_one_that_is_not_there() -> None:
    framing = noted("a").with_note(at("b"), "of old")
    renamed = framing.with_answer(CANDIDATES, candidates("b"))
    assert sorted(renamed.notes[at("b")].split("\n")) == ["of old", "on a"]


def test_what_speaks_of_a_record_knows_its_new_name() -> None:
    action = Action({"what": "ask", "question": at("a", "alignment")})
    other = Action({"what": "tell", "question": "stack.kpi"})
    framing = noted("a").with_answer("actions", (action, other))
    after = framing.with_answer(CANDIDATES, candidates("b")).answers["actions"]
    assert [row.cells["question"] for row in after] == [at("b", "alignment"), "stack.kpi"]


def test_a_column_is_answered_or_not_applicable() -> None:
    framing = BLANK.with_answer(CANDIDATES, candidates("a", "b", speed=4))
    marked = framing.with_not_applicable(at("a", "speed"), "known at once")
    assert [row.cells.get("speed") for row in marked.answers[CANDIDATES]] == [None, 4]
    again = marked.with_answer(CANDIDATES, candidates("a", "b", speed=4))
    assert again == framing
    # Another answer beside it leaves the mark, and one on the record clears nothing.
    other = marked.with_row(CANDIDATES, 1, Candidate({"name": "b", "speed": 5}))
    assert other.not_applicable == marked.not_applicable
    whole = framing.with_not_applicable(at("a"), "nobody has it")
    assert whole.answers == framing.answers
    assert whole.with_not_applicable(at("a"), None) == framing


@pytest.mark.parametrize("name", ["a", "a.b", 'with "quotes"', "back\\slash", '"', "ä [x]", "a'b"])
@pytest.mark.parametrize("column", ["", "alignment"])
def test_a_path_is_read_as_it_is_written(name: str, column: str) -> None:
    path = RowPath(CANDIDATES, name, column)
    assert row_path(str(path)) == path
    question = row_question(str(path))
    assert question is not None
    assert question.id == CANDIDATES


@pytest.mark.parametrize(
    "key",
    [
        "stack.kpi",
        CANDIDATES,
        'labels.candidates."a".nothing',
        'labels.candidates."a".',
        "labels.candidates.a",
        'labels.candidates.""',
        'labels.candidates."\x1b"',
        'labels.candidates."a"b',
        'stack.kpi."a"',
        'accepted."FT101"',
        'labels.candidates."' + "\\" * 5_001,
    ],
)
def test_what_is_no_path(key: str) -> None:
    assert row_path(key) is None


def test_what_a_figure_rests_on_goes_with_it() -> None:
    figure = BLANK.with_answer("stack.kpi_now", Range.of(42))
    measured = figure.with_basis("stack.kpi_now", "measured")
    assert measured.basis == {"stack.kpi_now": "measured"}
    assert measured.with_basis("stack.kpi_now", None) == figure
    # Another figure is as firm until somebody says otherwise; an open question rests on nothing.
    other = measured.with_answer("stack.kpi_now", Range.of(43))
    assert other.basis == measured.basis
    assert measured.with_answer("stack.kpi_now", None) == BLANK
    assert measured.with_not_applicable("stack.kpi_now", "no KPI").basis == {}
    assert BLANK.patched(figure, measured).basis == measured.basis
    assert measured.patched(measured, BLANK) == BLANK


def test_every_figure_and_the_evidence_of_each_cell_may_have_a_basis() -> None:
    assert takes_basis("stack.kpi_now")
    assert takes_basis("stack.timeframe_days")
    assert takes_basis("errors.review_cost")
    assert takes_basis("validation.stages_percent")
    assert {q for q in WITH_BASIS if not QUESTIONS[q].kind.is_figure} == {
        f"feasibility.{area}.evidence" for area in ("data", "labels", "serving", "risk", "roi")
    }
    assert not takes_basis("feasibility.data.plan")
    assert not takes_basis("no.such")
    turns: list[str | None] = [None]
    while (word := next_basis(turns[-1])) is not None:
        turns.append(word)
    assert turns == [None, "measured", "document", "estimate", "guess"]


def test_an_answer_to_no_question_is_refused() -> None:
    with pytest.raises(KeyError):
        BLANK.with_answer("stack.nothing", 1)


def test_a_new_answer_holds_nothing_hidden() -> None:
    framing = Framing({"stack.kpi": "a"}, replaced={"stack.kpi": ("U+202E",), "team": ("U+200B",)})
    assert framing.with_answer("stack.kpi", "b").replaced == {"team": ("U+200B",)}
    assert framing.with_note("stack.kpi", "b").replaced == framing.replaced


def test_a_framing_cannot_be_changed_from_outside() -> None:
    answers = {"stack.kpi": "a"}
    framing = Framing(answers)
    answers["stack.kpi"] = "b"
    assert framing.stack.kpi == "a"
    with pytest.raises(TypeError):
        framing.answers["stack.kpi"] = "b"  # type: ignore[index]


def test_a_row_is_replaced_or_appended() -> None:
    framing = BLANK.with_row("actions", 0, Action({"what": "a"}))
    framing = framing.with_row("actions", 1, Action({"what": "b"}))
    framing = framing.with_row("actions", 0, Action({"what": "c"}))
    assert [row.label for row in framing.answers["actions"]] == ["c", "b"]


def test_a_patch_takes_over_the_difference_and_nothing_else() -> None:
    old = Framing({"team": "a", "stack.kpi": "x"}, {"title": "none"}, {"team": "n"})
    new = Framing({"team": "b", "currency": "EUR"}, {}, {"team": "m"})
    later = Framing({"team": "c", "stack.kpi": "x", "data.reliable": "yes"}, {"title": "none"})
    assert later.patched(old, new) == Framing(
        {"team": "b", "currency": "EUR", "data.reliable": "yes"}, {}, {"team": "m"}
    )
    assert new.patched(new, old) == old


# Being past a section.

FIRST_ANSWERS: list[tuple[str, Any, int]] = [
    ("stack.kpi", "loss", 0),
    ("need.data_exists", "yes", 1),
    ("archetype.kind", "augmentation", 2),
    ("task.type", "binary", 3),
    ("labels.ideal", "fraud", 4),
    ("data.reliable", "yes", 5),
    ("feasibility.data.colour", "red", 5),
    ("killers.latency.status", "watch", 5),
    ("metrics.primary", "precision", 6),
    ("validation.can_roll_back", "yes", 7),
    ("diagnosis.launched", date(2027, 1, 1), 7),
    ("spec.owner", "payments", 8),
]


@pytest.mark.parametrize(("question_id", "value", "passed"), FIRST_ANSWERS)
def test_an_answer_passes_the_sections_before_it(
    question_id: str, value: object, passed: int
) -> None:
    framing = Framing({question_id: value})
    assert [s for s in PASSING_ORDER if framing.is_past(s)] == list(PASSING_ORDER[:passed])


@pytest.mark.parametrize(
    "answers",
    [
        {"title": "a", "participants": ("b",), "currency": "EUR"},
        {"actions": (Action({"what": "a"}),)},
        {"spec.parking": ("a",)},
        {"decision": "undecided"},
        {"task.classes": Range.of(5)},
    ],
)
def test_what_is_filled_in_at_any_time_passes_nothing(answers: Answers) -> None:
    framing = Framing(answers)
    assert not any(framing.is_past(section_id) for section_id in PASSING_ORDER)


def test_a_decision_passes_everything() -> None:
    framing = Framing({"decision": "build"})
    assert all(framing.is_past(section_id) for section_id in PASSING_ORDER)


def test_there_is_none_where_none_was_said_or_the_section_is_past() -> None:
    guardrails = QUESTIONS["archetype.guardrails"]
    assert not BLANK.lacks(guardrails, "archetype")
    assert Framing({"archetype.guardrails": ()}).lacks(guardrails, "archetype")
    assert Framing({"task.type": "binary"}).lacks(guardrails, "archetype")
    given = Framing({"task.type": "binary", "archetype.guardrails": ("rollback",)})
    assert not given.lacks(guardrails, "archetype")


# Finding questions.


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("stack.kpo", "stack.kpi"),
        ("kpi", "stack.kpi"),
        ("Stack.KPI", "stack.kpi"),
        ("colour", None),
        ("zzzzzz", None),
        ("x" * 100_000, None),
    ],
)
def test_the_nearest_question_is_named(name: str, nearest: str | None) -> None:
    assert nearest_question(name) == nearest


def test_a_record_path_leads_to_its_question() -> None:
    assert row_question('labels.candidates."a".alignment') is QUESTIONS["labels.candidates"]
    assert row_question("actions") is QUESTIONS["actions"]
    assert row_question("actionsx") is None
    assert row_question("stack.kpi") is None
