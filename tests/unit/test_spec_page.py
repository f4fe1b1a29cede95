"""What the kickoff spec says, answer by answer."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from framing_tui.assessment import assess
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.values import Range
from framing_tui.rules.finding import Finding, Level, Way
from framing_tui.spec.markdown import render_markdown
from framing_tui.spec.movement import movement
from framing_tui.spec.page import build_page
from framing_tui.spec.shape import Appendix, Field, Figure, Page


def _framing(answers: dict[str, Any], **marks: dict[str, str]) -> Framing:
    read = {qid: QUESTIONS[qid].kind.read(raw) for qid, raw in answers.items()}
    return Framing(read, **marks)


def _page(answers: dict[str, Any], **marks: dict[str, str]) -> Page:
    framing = _framing(answers, **marks)
    return build_page(framing, assess(framing))


def _field(label: str, answers: dict[str, Any], **marks: dict[str, str]) -> Field:
    return next(f for f in _page(answers, **marks).fields if f.label == label)


def _says(field: Field) -> list[str]:
    return [f"{part.label}: {part.text}" if part.label else part.text for part in field.parts]


# How far the KPI moves.


@pytest.mark.parametrize(
    ("now", "target", "words"),
    [
        ((42, 42), (28, 31), "falls by 26 % to 33 %"),
        ((50, 50), (34, 34), "falls by 32 %"),
        ((40, 50), (30, 30), "falls by 25 % to 40 %"),
        ((2, 2), (3, 3), "rises by 50 %"),
        ((1, 1), (25, 25), "rises by 2,400 %"),
        ((100, 100), (99.5, 99.5), "falls by 0.5 %"),
        ((50, 50), (0.2, 0.2), "falls by 99.6 %"),
        ((50, 50), (0, 0), "falls by 100 %"),
        ((20, 20), (18, 24), "between a fall of 10 % and a rise of 20 %"),
        ((20, 20), (18, 20), "falls by up to 10 %"),
        ((20, 20), (20, 22), "rises by up to 10 %"),
        ((20, 20), (20, 20), "stays as it is"),
        ((-40, -40), (-20, -20), "rises by 50 %"),
        ((0, 0), (5, 5), "rises by 5"),
        ((-1, 1), (5, 5), "rises by 4 to 6"),
    ],
)
def test_movement_names_every_end(
    now: tuple[float, float], target: tuple[float, float], words: str
) -> None:
    assert movement(Range.of(*now), Range.of(*target)) == words


# The twelve fields.


def test_blank_framing_names_what_is_open_in_each_field() -> None:
    page = _page({})
    assert len(page.fields) == 12
    assert all(field.parts == () and field.open for field in page.fields)
    assert page.fields[0].open == (
        "stack.kpi",
        "stack.kpi_now",
        "stack.kpi_target",
        "stack.timeframe_days",
        "stack.objective",
    )


def test_half_answered_field_says_what_is_there_and_what_is_open() -> None:
    field = _field("Business KPI", {"stack.kpi": "churn, %", "stack.kpi_target": 3})
    assert _says(field) == ["churn, %", "target: 3"]
    assert field.open == ("stack.kpi_now", "stack.timeframe_days", "stack.objective")


def test_what_a_figure_rests_on_stands_beside_it() -> None:
    now = {"stack.kpi": "churn, %", "stack.kpi_now": 4.2}
    basis = {"stack.kpi_now": "measured", "stack.kpi_target": "guess"}
    assert _says(_field("Business KPI", now, basis=basis)) == ["churn, %", "4.2 today (measured)"]
    both = {**now, "stack.kpi_target": 3.1, "stack.timeframe_days": 90}
    field = _field("Business KPI", both, basis={**basis, "stack.timeframe_days": "estimate"})
    assert _says(field) == [
        "churn, %",
        "4.2 (measured) → 3.1 (guess) (falls by 26 %)",
        "within 3 months (estimate)",
    ]
    policy = {"stack.policy": "review-queue", "stack.flag_percent": 3}
    field = _field("Action policy", policy, basis={"stack.flag_percent": "document"})
    assert "3 % of cases go to people (document)" in _says(field)


def test_what_is_worked_out_from_several_figures_has_no_basis() -> None:
    costs = {"roi.build_cost": 6_000, "roi.run_cost_per_year": 3_000}
    basis = {**dict.fromkeys(GAIN, "guess"), "roi.build_cost": "document"}
    money = _says(_page({**GAIN, **costs}, basis=basis).head.money)
    assert "build 6,000 USD (document)" in money
    assert "run 3,000 USD a year" in money
    assert [words for words in money if "guess" in words] == []


def test_what_stands_on_records_is_shown_with_them() -> None:
    at = 'labels.candidates."time watched"'
    answers = {"labels.candidates": [{"name": "time watched", "chosen": True}]}
    marks = {f"{at}.failure_mode": "judged elsewhere", 'metrics.constraints."p99".bound': "asap"}
    answers |= {"metrics.constraints": [{"name": "p99"}]}
    page = _page(answers, not_applicable=marks, notes={at: "as the app counts it"})
    proxy = next(f for f in page.fields if f.label.startswith("Proxy"))
    assert "fails by: not applicable: judged elsewhere" in _says(proxy)
    assert "labels.candidates.failure_mode" not in proxy.open
    bounds = next(f for f in page.fields if f.label == "Constraints")
    assert _says(bounds)[0] == "p99: not applicable: asap"
    (note,) = page.appendix.notes
    assert (note.question.asks, note.question.id) == ("time watched", at)
    assert f"**time watched** `{at}`: as the app counts it" in render_markdown(page)
    whole = _page(answers, not_applicable={at: "nobody has it"})
    proxy = next(f for f in whole.fields if f.label.startswith("Proxy"))
    assert "time watched (not applicable: nobody has it)" in _says(proxy)


def test_evidence_says_what_it_rests_on() -> None:
    answers = {
        **FACTS_OF_DATA,
        "feasibility.data.colour": "green",
        "feasibility.data.evidence": "two years",
    }
    page = _page(answers, basis={"feasibility.data.evidence": "document"})
    assert page.cells[0].words == ("two years (document)",)
    late = {**answers, "data.reliable": "no"}
    page = _page(late, basis={"feasibility.data.evidence": "document"})
    assert "evidence: two years (document)" in page.cells[0].words


def test_question_that_is_being_found_out_is_open_in_its_field() -> None:
    actions = [{"what": "ask finance", "owner": "risk lead", "question": "stack.kpi"}]
    field = _field("Business KPI", {"actions": actions})
    assert "stack.kpi" in field.open


def test_question_that_is_not_asked_is_neither_said_nor_open() -> None:
    answers = {"stack.policy": "rank-all", "stack.top_k": 5, "stack.act_before_days": 3}
    field = _field("Action policy", answers)
    assert _says(field) == ["rank all"]
    assert field.open == ("stack.decisions_per_day", "archetype.kind")


def test_not_applicable_says_why_and_of_what() -> None:
    one = _field("Decision being improved", {}, not_applicable={"stack.decision_improved": "none"})
    assert (_says(one), one.open) == (["not applicable: none"], ())
    several = _field("Primary model metric", {}, not_applicable={"metrics.primary": "a pilot"})
    assert (_says(several), several.open) == (["metric not applicable: a pilot"], ())


def test_days_read_as_people_say_them() -> None:
    assert "1 day ahead" in _says(
        _field("Model output", {"task.type": "quantity", "task.horizon_days": 1})
    )
    assert "within 3 to 4 months" in _says(
        _field("Business KPI", {"stack.timeframe_days": [90, 120]})
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "at the event itself"),
        (1, "1 day before"),
        (0.5, "12 hours before"),
        ([0, 2], "up to 2 days before"),
        ([1, 2], "1 to 2 days before"),
    ],
)
def test_no_time_before_the_event_is_the_event_itself(days: Any, said: str) -> None:
    answers = {"stack.act_before_days": days, "stack.predict_before_days": days}
    words = _says(_field("Action policy", answers))
    at_once = days == 0
    assert words == [
        f"action needed {said}" + ("" if at_once else " the event"),
        f"predicted {said}" + ("" if at_once else " it"),
    ]


@pytest.mark.parametrize(
    ("label", "answers", "said"),
    [
        ("Business KPI", {"stack.timeframe_days": 0}, "by today"),
        ("Business KPI", {"stack.timeframe_days": [0, 30]}, "within 30 days"),
        (
            "Model output",
            {"task.type": "quantity", "task.horizon_days": 0},
            "for the moment itself",
        ),
        ("Data sources + labeling plan", {"labels.delay_days": 0}, "known at once"),
        (
            "Data sources + labeling plan",
            {"labels.delay_days": [0, 3]},
            "known up to 3 days after a prediction",
        ),
        ("Data sources + labeling plan", {"spec.data_sources": []}, "no data sources named"),
        ("Action policy", {"stack.policy": "top-k", "stack.top_k": 1}, "acts on the highest"),
    ],
)
def test_nothing_and_one_read_as_people_say_them(
    label: str, answers: dict[str, Any], said: str
) -> None:
    assert said in _says(_field(label, answers))


def test_policy_prints_its_numbers() -> None:
    answers = {
        "stack.policy": "top-k",
        "stack.top_k": 50,
        "stack.policy_detail": "the retention team calls",
        "archetype.kind": "human-in-the-loop",
    }
    said = _says(_field("Action policy", answers))
    assert said == [
        "top K",
        "acts on the 50 highest",
        "human in the loop",
        "the retention team calls",
    ]


def test_volumes_print_as_they_were_counted() -> None:
    def said(**held: object) -> list[str]:
        answers = {f"stack.{name}": value for name, value in held.items()}
        return _says(_field("Action policy", {"stack.policy": "review-queue", **answers}))

    assert "60 cases a week" in said(decisions_per_day=8.5714)
    assert "60 to 70 cases a week" in said(decisions_per_day=[8.5714, 10])
    assert "450 cases a day" in said(decisions_per_day=450)
    assert "people clear 60 a week" in said(queue_capacity_per_day=8.5714)
    assert "people clear 450 on a working day" in said(queue_capacity_per_day=450)


def test_no_figure_turns_what_was_counted_a_week_into_a_fraction_a_day() -> None:
    answers = {
        "stack.policy": "review-queue",
        "stack.decisions_per_day": 8.5714,
        "stack.flag_percent": 50,
        "stack.queue_capacity_per_day": 2.8571,
        "labels.labelled_percent": 50,
        "labels.positives_percent": 10,
        "labels.positives_needed": 100,
        "labels.positives_now": 0,
        "labels.delay_days": 0,
        "validation.experiment": "ab-test",
        "validation.rate_percent": 10,
        "validation.effect_percent": 50,
    }
    framing = _framing(answers)
    page = render_markdown(build_page(framing, assess(framing)))
    assert "60 a week · 50 %" in page
    assert "20 a week can be cleared" in page
    assert "8.57" not in page


def test_observable_outcome_needs_no_proxy() -> None:
    answers = {
        "labels.observable": "yes",
        "labels.ideal": "minutes late",
        "labels.candidates": [{"name": "scan", "chosen": True}],
    }
    field = _field("Proxy label + known risks", answers)
    assert (_says(field), field.open) == (["the outcome itself: minutes late"], ())


def test_chosen_proxy_prints_its_weakness() -> None:
    candidates = [
        {"name": "clicks", "alignment": 2, "speed": 5, "chosen": True, "failure_mode": "bait"},
        {"name": "watch time", "alignment": 3},
    ]
    field = _field("Proxy label + known risks", {"labels.candidates": candidates})
    assert _says(field) == [
        "clicks",
        "weakest: alignment, 2 of 5",
        "compared with the outcome: never",
        "fails by: bait",
    ]
    assert field.open == ("labels.observable", "labels.ideal")


def test_proxy_without_choice_or_failure_mode_is_open() -> None:
    none_chosen = _field(
        "Proxy label + known risks", {"labels.candidates": [{"name": "a"}, {"name": "b"}]}
    )
    assert _says(none_chosen) == ["none chosen yet of: a; b"]
    assert "labels.candidates.chosen" in none_chosen.open
    unknown = _field(
        "Proxy label + known risks", {"labels.candidates": [{"name": "a", "chosen": True}]}
    )
    assert "labels.candidates.failure_mode" in unknown.open
    refused = _field("Proxy label + known risks", {"labels.candidates": []})
    assert _says(refused) == ["no candidate"]


def test_serving_features_names_those_in_doubt() -> None:
    features = [
        {"name": "basket", "available_at_serving": "yes", "same_as_training": "yes"},
        {"name": "history", "available_at_serving": "no", "same_as_training": "unsure"},
        {"name": "country"},
    ]
    answers = {"serving.features_confirmed": "no", "serving.features": features}
    assert _says(_field("Serving-time features confirmed", answers)) == [
        "no",
        "history (not there at prediction time, perhaps not computed as in training)",
    ]


def test_rollout_goes_from_the_baseline_up() -> None:
    answers = {
        "validation.baseline_kind": "rules",
        "validation.experiment": "staged-rollout",
        "validation.stages_percent": [1, 10, 50, 100],
        "validation.can_roll_back": "no",
    }
    assert _says(_field("Rollout plan", answers)) == [
        "baseline: rules",
        "tried by: staged rollout",
        "stages: 1 % → 10 % → 50 % → 100 %",
        "cannot be rolled back",
    ]


@pytest.mark.parametrize(
    ("kind", "experiment", "said"),
    [
        ("nothing", "none", ["baseline: nothing", "tried by: none"]),
        ("existing-system", "none", ["baseline: existing system", "tried by: none"]),
        ("human", "offline-only", ["baseline: human", "tried by: offline only"]),
        (None, "pilot", ["tried by: pilot"]),
    ],
)
def test_each_part_of_the_rollout_is_named(
    kind: str | None, experiment: str, said: list[str]
) -> None:
    given = {"validation.baseline_kind": kind} if kind else {}
    assert _says(_field("Rollout plan", {**given, "validation.experiment": experiment})) == said


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ([0, 100], "stages: in the shadow → 100 %"),
        ([0, 0, 20], "stages: in the shadow → 20 %"),
        ([0], "stages: in the shadow"),
        ([], "stages: none"),
    ],
)
def test_a_stage_of_0_prints_as_a_run_in_the_shadow(stages: list[int], words: str) -> None:
    answers = {
        "validation.baseline_kind": "rules",
        "validation.experiment": "staged-rollout",
        "validation.stages_percent": stages,
    }
    assert words in _says(_field("Rollout plan", answers))


def test_constraint_without_bound_says_so() -> None:
    answers = {
        "metrics.constraints": [
            {"name": "p99", "kind": "latency", "bound": "<= 120 ms", "watched_live": "yes"},
            {"name": "fairness", "kind": "fairness", "bound": "TBD"},
        ],
        "archetype.guardrails": ["kill-switch"],
    }
    assert _says(_field("Constraints", answers)) == [
        "p99 (latency): <= 120 ms, watched live",
        "fairness: no bound yet",
        "guardrails: kill switch",
    ]


OWNED = {
    "spec.owner": "payments platform team",
    "spec.oncall": "payments rota",
    "spec.monitoring": "alarm at twice a week's mean",
}


@pytest.mark.parametrize("answer", ["yes", "unsure", None])
def test_who_looks_after_it_prints_as_it_was_typed(answer: str | None) -> None:
    given = {"readiness.owner": answer} if answer else {}
    assert _says(_field("Owner + oncall + monitoring", {**OWNED, **given})) == [
        "payments platform team",
        "on call: payments rota",
        "monitoring: alarm at twice a week's mean",
    ]


def test_what_was_typed_prints_where_nobody_runs_it() -> None:
    field = _field("Owner + oncall + monitoring", {**OWNED, "readiness.owner": "no"})
    assert _says(field) == [
        "nobody runs it in production",
        "owner: payments platform team",
        "on call: payments rota",
        "monitoring: alarm at twice a week's mean",
    ]


def test_nobody_to_run_it_is_said() -> None:
    field = _field("Owner + oncall + monitoring", {"readiness.owner": "no", "spec.owner": "  "})
    assert (_says(field), field.open) == (["nobody runs it in production"], ())


def test_decision_against_building_leaves_fields_open_on_purpose() -> None:
    page = _page({"need.rules_suffice": "yes", "decision": "rules-first"})
    metric = next(f for f in page.fields if f.label == "Primary model metric")
    assert _says(metric) == ["left open: the decision is rules first"]
    assert metric.open == ()


def test_blank_text_is_open() -> None:
    assert _field("Decision being improved", {"stack.decision_improved": "  "}).open


# The head and the cells.


def test_head_names_the_next_three_actions_soonest_first() -> None:
    actions = [
        {"what": "d"},
        {"what": "c", "due": date(2027, 3, 1), "owner": "lead"},
        {"what": "a", "due": date(2027, 1, 1)},
        {"what": "b", "due": date(2027, 2, 1)},
    ]
    page = _page({"actions": actions})
    assert [action.what for action in page.head.actions] == ["a", "b", "c"]
    assert [action.what for action in page.appendix.later_actions] == ["d"]
    assert (page.head.actions[2].owner, page.head.actions[2].due) == ("lead", "2027-03-01")


def test_head_says_the_verdict_and_what_it_hinges_on() -> None:
    head = _page({"need.rules_suffice": "unsure", "decision": "undecided"}).head
    assert head.decision == "undecided"
    assert head.verdict == "too early to lean"
    asks = {question.id: question.asks for question in head.hinges_on}
    assert asks["need.rules_suffice"] == QUESTIONS["need.rules_suffice"].asks


def test_money_is_in_the_currency_of_the_team() -> None:
    answers = {"roi.build_cost": [5000, 7000], "roi.run_cost_per_year": 900, "currency": "EUR"}
    money = _page(answers).head.money
    assert _says(money) == ["build 5,000 to 7,000 EUR", "run 900 EUR a year"]
    assert _says(_page({}).head.money) == ["not known yet"]


GAIN = {
    "stack.kpi_now": 4,
    "stack.kpi_target": 1.6,
    "stack.kpi_unit_value_per_year": 125_000,
    "currency": "USD",
}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, ["gain 300,000 USD a year", "costs open"]),
        (
            {"roi.build_cost": 50_000},
            ["gain 300,000 USD a year", "build 50,000 USD", "cost to run open"],
        ),
        (
            {"roi.run_cost_per_year": 0},
            ["gain 300,000 USD a year", "run 0 USD a year", "cost to build open"],
        ),
        # Rules have been measured to reach 2: the rest of the way is 0.4 units.
        (
            {"need.rules_kpi": 2, "roi.build_cost": 50_000},
            ["gain 50,000 USD a year", "build 50,000 USD", "cost to run open"],
        ),
        ({"need.rules_kpi": 1}, ["gain 0 USD a year", "costs open"]),
        ({"stack.kpi_target": [1.2, 1.6]}, ["gain 300,000 to 350,000 USD a year", "costs open"]),
        ({"stack.kpi_target": 5}, ["gain 125,000 USD a year", "costs open"]),
        (
            {"roi.build_cost": 50_000, "roi.run_cost_per_year": 50_000},
            [
                "gain 300,000 USD a year",
                "build 50,000 USD",
                "run 50,000 USD a year",
                "pays back after 0.2 years",
            ],
        ),
    ],
)
def test_the_gain_stands_before_its_costs_are_known(more: dict[str, Any], said: list[str]) -> None:
    assert _says(_page({**GAIN, **more}).head.money) == said


def test_the_worth_of_a_unit_stands_while_there_is_no_gain() -> None:
    answers = {key: value for key, value in GAIN.items() if key != "stack.kpi_target"}
    assert _says(_page(answers).head.money) == ["one unit of the KPI is worth 125,000 USD a year"]


def test_a_cost_that_is_not_applicable_is_not_open() -> None:
    marks = {"roi.build_cost": "it is there already", "roi.run_cost_per_year": "paid by another"}
    money = _page(GAIN, not_applicable=marks).head.money
    assert _says(money) == [
        "gain 300,000 USD a year",
        "cost to build not applicable: it is there already",
        "cost to run not applicable: paid by another",
    ]


SAVING = {
    "stack.policy": "threshold",
    "stack.decisions_per_day": 44,
    "task.type": "probability",
    "labels.positives_percent": 30,
    "errors.false_positive_cost": 10,
    "errors.false_negative_cost": 500,
    "errors.expected_precision_percent": 75,
    "errors.expected_recall_percent": 70,
}


@pytest.mark.parametrize("works", ["no", "unsure", None])
def test_no_saving_stands_on_the_page_while_the_action_is_unproven(works: str | None) -> None:
    given = {"stack.action_works": works} if works else {}
    page = _page({**SAVING, **given})
    (figure,) = page.appendix.figures
    assert figure.result.startswith("act when p ≥ 0.0196; break-even precision 1.96 %; no saving")
    assert "4,589" not in render_markdown(page)
    proven = _page({**SAVING, "stack.action_works": "yes"}).appendix.figures
    assert "saves 4,589 a day" in proven[0].result


FACTS_OF_DATA = {
    "need.data_unobtainable": "no",
    "need.data_exists": "yes",
    "data.reliable": "yes",
    "compliance.personal_data": "no",
}


def test_cells_show_sign_word_and_what_stands_behind() -> None:
    answers = {
        "feasibility.data.colour": "green",
        "feasibility.data.evidence": "counted",
        **FACTS_OF_DATA,
        "feasibility.serving.colour": "red",
        "feasibility.serving.plan": "cache it",
        "feasibility.serving.owner": "payments engineer",
    }
    data, labels, serving, _, _ = _page(answers).cells
    assert (data.sign, data.state, data.words) == ("✓", "green", ("counted",))
    assert (serving.sign, serving.state) == ("✗", "red")
    assert serving.words[-1] == "plan: cache it (payments engineer)"
    assert (labels.sign, labels.state, labels.words) == ("·", "open", ("–",))


# The appendix.


def test_complete_page_has_no_appendix() -> None:
    page = _page({})._replace(appendix=Appendix())
    assert page.appendix.is_empty
    assert "Appendix" not in render_markdown(page)


def test_findings_are_listed_by_title_and_notes_are_not() -> None:
    framing = _framing({"accepted": [{"rule": "FT101", "by": "lead", "reason": "a pilot"}]})
    finding = Finding("", "no-kpi-or-timeframe", Level.RED, Way.IMPACT, None, "said", ())
    findings = (
        finding._replace(code="FT101"),
        finding._replace(code="FT102", level=Level.WARN),
        finding._replace(code="FT103", level=Level.NOTE),
        finding._replace(code="FT201", decided=True),
    )
    judged = assess(framing)._replace(findings=findings)
    found = build_page(framing, judged).appendix
    assert [(line.title, line.code) for line in found.red] == [("No KPI or timeframe", "FT101")]
    assert [line.code for line in found.warnings] == ["FT102"]
    assert [line.code for line in found.settled] == ["FT201"]
    (risk,) = found.accepted
    assert (risk.title, risk.code) == ("No KPI or timeframe", "FT101")
    assert (risk.reason, risk.by, risk.until) == ("a pilot", "lead", "no end date")


def test_open_questions_name_who_finds_out() -> None:
    actions = [
        {"what": "ask", "owner": "lead", "due": date(2027, 1, 1), "question": "stack.kpi"},
        {"what": "count", "question": "roi.build_cost"},
        {"what": "done", "question": "stack.objective"},
        {"what": "odd", "question": "stack.nothing"},
    ]
    page = _page({"actions": actions, "stack.objective": "fewer returns"})
    waiting = [(w.question.id, w.owner, w.due) for w in page.appendix.being_found_out]
    assert waiting == [
        ("stack.kpi", "lead", "2027-01-01"),
        ("roi.build_cost", "nobody named", None),
    ]
    still_open = [q.id for section in page.appendix.open for q in section.questions]
    assert "stack.kpi" not in still_open
    assert "stack.kpi_now" in still_open
    assert page.completeness.startswith("1 answered · 1 being found out")


def test_questions_of_cells_carry_the_name_of_their_cell() -> None:
    asks = {q.id: q.asks for section in _page({}).appendix.open for q in section.questions}
    assert asks["feasibility.risk.colour"] == "Risk: Your colour"


def test_figures_print_only_where_there_are_any() -> None:
    page = _page({})
    assert "Figures" not in render_markdown(page)
    figure = Figure("Queue", "133 %", "20,000 · 3 % against 450", "a source")
    text = render_markdown(page._replace(appendix=Appendix(figures=(figure,))))
    working = "  - working: 20,000 · 3 % against 450\n  - source: a source\n"
    assert f"- **Queue:** 133 %\n{working}" in text


def test_spec_needs_no_screen() -> None:
    said = "import sys, framing_tui.spec; print({'textual', 'rich'} & set(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", said], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.strip() == "set()"
