"""What the last answer did, in words: the same for the change line of the app and for line mode."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from framing_tui.assessment import assess
from framing_tui.assessment.changes import Change, Stand, changes
from framing_tui.assessment.steps import Step
from framing_tui.model.catalogue import QUESTIONS, term_of
from framing_tui.model.framing import Framing
from framing_tui.model.records import rows_kind
from framing_tui.model.values import Range

TODAY = date(2026, 5, 1)
Answers = dict[str, Any]


def stand(answers: Answers | Framing) -> Stand:
    framing = answers if isinstance(answers, Framing) else Framing(answers)
    return Stand(framing, assess(framing, TODAY))


def told(before: Answers, question_id: str, value: object) -> tuple[Change, ...]:
    """Return what one answer changes."""
    start = Framing(before)
    return changes(stand(start), stand(start.with_answer(question_id, value)), question_id)


def words(found: tuple[Change, ...]) -> list[str]:
    return [change.words for change in found]


def rows(question_id: str, *named: str | dict[str, object]) -> tuple[Any, ...]:
    row = rows_kind(QUESTIONS[question_id]).row
    return tuple(row(cells if isinstance(cells, dict) else {row.key: cells}) for cells in named)


ONLINE = {
    "serving.online": "yes",
    "serving.p99_budget_ms": Range.of(300),
    "serving.peak_qps": Range.of(10),
}


# Cells.


def test_a_cell_that_turns_red_says_why_and_by_which_rule() -> None:
    (change,) = told(ONLINE, "serving.p99_expected_ms", Range.of(450))
    reason = next(f.message for f in stand({**ONLINE, "serving.p99_expected_ms": Range.of(450)})
                  .assessment.findings if f.code == "FT603")  # fmt: skip
    assert change.kind == "cell"
    assert (change.name, change.was, change.now) == ("Serving", "open", "red")
    assert (change.head, change.why, change.code) == ("Serving → red", reason, "FT603")
    assert change.words == f"Serving → red   {reason}   FT603"
    assert change.tone == "red"
    assert change.jump == "serving.p99_expected_ms"


def test_a_cell_that_turns_back_says_what_is_no_longer_found() -> None:
    slow = {**ONLINE, "serving.p99_expected_ms": Range.of(450)}
    (change,) = told(slow, "serving.p99_expected_ms", Range.of(80))
    assert (change.was, change.now, change.code, change.tone) == ("red", "open", "FT603", "")
    assert change.why.startswith("no longer found: ")


def test_a_claim_says_what_it_is() -> None:
    found = told({}, "feasibility.data.colour", "red")
    change = next(change for change in found if change.name == "Data")
    assert change.words == "Data → red   team says red"
    assert change.code == ""
    assert "+2 questions, as it is claimed red" in words(found)


def test_of_several_cells_the_worst_is_told_first() -> None:
    claimed = {"feasibility.serving.colour": "green", "feasibility.labels.colour": "red", **ONLINE}
    slow = {"serving.p99_expected_ms": Range.of(450)}
    turned = {"feasibility.data.colour": "unsure", "feasibility.labels.colour": ""}
    before, after = stand(claimed), stand({**claimed, **slow, **turned})
    found = [change for change in changes(before, after) if change.kind == "cell"]
    assert [(change.name, change.now) for change in found] == [
        ("Serving", "contested"),
        ("Data", "amber"),
        ("Labels", "open"),
    ]


# Questions that come up, or are no longer asked.


def with_those_declared_since(said: str, before: Answers, question_id: str, value: object) -> str:
    """Return what is said, with the number of questions by the declarations of today.

    The number in the text is how many there are at least; an essential one that comes or goes with
    those that are optional is said in their place.
    """
    old, new = Framing(before), Framing(before).with_answer(question_id, value)
    fewer, more = (new, old) if said.startswith("−") else (old, new)
    essential = [qid for qid in more.essentials if qid not in fewer.essentials]
    asked = [
        q.id for q in QUESTIONS.values() if not q.internal and q.is_asked(more) > q.is_asked(fewer)
    ]
    number = len(essential or asked)
    assert number >= int(re.sub(r"\D", "", said.split(" ")[0]))
    kind = f"{'' if essential else 'optional '}question{'' if number == 1 else 's'}"
    return re.sub(r"\d+ (optional )?questions?", f"{number} {kind}", said, count=1)


@pytest.mark.parametrize(
    ("before", "question_id", "value", "said"),
    [
        ({}, "validation.experiment", "ab-test", "+2 questions, as it is an A/B test"),
        ({}, "stack.policy", "top-k", "+4 questions, as it is top K"),
        ({}, "stack.policy", "rank-all", "−2 questions, as “rank all” is chosen"),
        ({}, "archetype.kind", "autonomous", "+2 questions, as it is autonomous"),
        ({}, "need.must_explain", "yes", "+1 question, as decisions must be explainable"),
        ({}, "need.must_explain", "unsure", "+1 question, as nobody is sure"),
        (
            {"need.must_explain": "yes"},
            "need.must_explain",
            "no",
            "−1 question, as the answer is no",
        ),
        ({}, "serving.online", "yes", "+3 questions, as somebody waits for the answer"),
        ({}, "labels.observable", "yes", "−1 question, as the answer is yes"),
        (
            {"shift.causes": ("seasonality",)},
            "shift.causes",
            ("seasonality", "feedback-loop"),
            "+1 question, as “feedback loop” is named",
        ),
        ({"shift.causes": ("seasonality",)}, "shift.causes", (), "−1 question, as none is named"),
        # A trigger that is no choice is told by its own words.
        (
            {"task.type": "ranking", "task.new_classes": "never"},
            "task.classes",
            Range.of(5000),
            "+1 question, as new classes or items appear, or there are 1,000 or more",
        ),
        ({"task.type": "quantity"}, "task.type", None, "−2 questions"),
        ({}, "diagnosis.launched", TODAY, "+10 optional questions, as it is launched"),
        ({"validation.unit": "site"}, "validation.unit", "case",
         "−1 optional question, as “case” is chosen"),
        # What was answered before comes back with its answer, and stays when it goes.
        (
            {"stack.top_k": Range.of(50)},
            "stack.policy",
            "top-k",
            "+4 questions, as it is top K (1 answered already)",
        ),
        (
            {"stack.policy": "top-k", "stack.top_k": Range.of(50)},
            "stack.policy",
            "advise",
            "−4 questions, as “advise” is chosen (1 answered)",
        ),
    ],
)  # fmt: skip
def test_questions_that_come_and_go_are_counted_with_their_reason(
    before: Answers, question_id: str, value: object, said: str
) -> None:
    found = told(before, question_id, value)
    said = with_those_declared_since(said, before, question_id, value)
    asked = [change for change in found if change.kind in ("opened", "closed")]
    assert said in words(tuple(asked))
    for change in asked:
        assert change.jump == change.questions[0]
        after = Framing(before).with_answer(question_id, value)
        is_asked = [QUESTIONS[qid].is_asked(after) for qid in change.questions]
        assert all(is_asked) if change.kind == "opened" else True


def test_a_decision_against_building_sends_questions_away() -> None:
    found = told({"need.rules_suffice": "yes"}, "decision", "rules-first")
    (closed,) = [change for change in found if change.kind == "closed"]
    assert closed.words.endswith(" questions, as “rules first” is chosen")
    assert "validation.stop_if" in closed.questions
    assert "validation.baseline_kind" not in closed.questions


# Findings and the verdict.


def test_a_finding_without_a_cell_is_told_by_itself() -> None:
    found = told({}, "stack.objective", "Use deep learning to modernise our platform")
    (finding,) = [change for change in found if change.kind == "finding"]
    assert (finding.code, finding.now, finding.tone) == ("FT104", "warn", "amber")
    assert finding.words.startswith("warning: ")
    assert finding.words.endswith("   FT104")
    gone = told({"stack.objective": "Use deep learning"}, "stack.objective", "Cut losses")
    assert [change.kind for change in gone] == ["gone"]
    assert gone[0].words.startswith("no longer found: ")
    assert gone[0].tone == "green"


def test_a_finding_that_quotes_another_figure_is_no_news() -> None:
    slow = {**ONLINE, "serving.p99_expected_ms": Range.of(450)}
    assert told(slow, "serving.p99_expected_ms", Range.of(460)) == ()


def test_a_finding_that_names_less_of_what_is_open_is_no_news() -> None:
    both = told({"stack.kpi": "churn, %", "need.rules_suffice": "no"}, "stack.kpi_now", Range.of(4))
    assert [change for change in both if change.code == "FT102"] == []


def test_a_rule_that_fires_because_a_section_was_passed_says_so() -> None:
    found = told({"stack.kpi": "churn, %"}, "need.complex_patterns", "yes")
    passed = [change for change in found if change.passed]
    assert {change.passed for change in passed} == {"Framing stack"}
    assert any(change.code == "FT101" and change.now == "red" for change in found)
    assert all("now that Framing stack is passed: " in change.words for change in passed)
    # The same rule, while the section is passed already, is no news of that.
    again = told({"stack.kpi": "churn, %", "need.data_exists": "yes"}, "stack.timeframe_days", None)
    assert [change for change in again if change.passed] == []


def test_the_section_that_lacks_something_is_named_where_several_are_passed_at_once() -> None:
    answers = {"adversaries.present": "yes", "archetype.kind": "autonomous"}
    found = told(answers, "decision", "build")
    codes = {change.code: change.passed for change in found if change.passed}
    assert codes["FT606"] == "Feasibility"
    assert codes["FT701"] == "Metrics"
    assert codes["FT301"] == "Validation"


def test_a_title_that_asks_is_quoted() -> None:
    found = told({"need.errors_catastrophic": "yes"}, "archetype.kind", "augmentation")
    assert any("now that “ML at all?” is passed: " in change.words for change in found)


def test_what_is_accepted_or_decided_is_told_as_that() -> None:
    slow = {**ONLINE, "serving.p99_expected_ms": Range.of(450)}
    row = {"rule": "FT603", "reason": "a pilot", "by": "risk lead"}
    (cell,) = told(slow, "accepted", rows("accepted", row))
    assert (cell.kind, cell.name, cell.was, cell.now) == ("cell", "Serving", "red", "open")
    assert cell.why.startswith("accepted: ")
    assert cell.code == "FT603"
    # Where no cell goes by it, the finding is told by itself.
    techy = {"stack.objective": "Use deep learning"}
    (alone,) = told(techy, "accepted", rows("accepted", {**row, "rule": "FT104"}))
    assert (alone.kind, alone.was, alone.now) == ("finding", "warn", "accepted")
    assert alone.words.startswith("accepted: ")


def test_a_cell_that_is_freed_by_what_is_done_about_it_names_that() -> None:
    capped = {
        "labels.candidates": rows(
            "labels.candidates", {"name": "sales", "chosen": True, "selected_by": "capped-by-us"}
        ),
        "labels.delay_days": Range.of(1),
    }
    assert stand(capped).assessment.cells[1].state == "amber"
    cell = told(capped, "labels.remedies", ("correction",))[0]
    assert (cell.name, cell.now, cell.code) == ("Labels", "open", "FT511")
    assert "against that: correction" in cell.why


def test_the_verdict_is_told_where_its_words_change() -> None:
    found = told({}, "need.rules_suffice", "yes")
    (verdict,) = [change for change in found if change.kind == "verdict"]
    assert (verdict.was, verdict.now) == ("open", "rules-first")
    assert (
        verdict.words == f"verdict: {stand({'need.rules_suffice': 'yes'}).assessment.verdict.words}"
    )
    assert found.index(verdict) < len(found) - 1 or len(found) == 1


def test_nothing_is_told_where_nothing_changed() -> None:
    same = stand({"stack.kpi": "churn, %"})
    assert changes(same, same, "stack.kpi") == ()
    assert told({}, "stack.users", "Twelve analysts") == ()


# Undo, redo and records.


def step(before: Framing, after: Framing, question_id: str, how: Step) -> str:
    found = changes(stand(before), stand(after), question_id, step=how)
    assert found[0].kind == how
    return found[0].words


@pytest.mark.parametrize(
    ("before", "after", "question_id", "undone", "redone"),
    [
        (
            {"stack.policy": "bands"},
            {"stack.policy": "top-k"},
            "stack.policy",
            "undone: policy is top K again",
            "redone: policy is top K",
        ),
        (
            {"stack.kpi": "churn, %"},
            {},
            "stack.kpi",
            "undone: “KPI” is open again",
            "redone: “KPI” is open",
        ),
        (
            {},
            {"stack.kpi": "churn, %"},
            "stack.kpi",
            "undone: KPI is “churn, %” again",
            "redone: KPI is “churn, %”",
        ),
        (
            {"stack.kpi_now": Range.of(4)},
            {"stack.kpi_now": Range.of(42)},
            "stack.kpi_now",
            "undone: “That number today” is 42 again",
            "redone: “That number today” is 42",
        ),
        (
            {"feasibility.data.colour": "green"},
            {},
            "feasibility.data.colour",
            "undone: “Data: Your colour” is open again",
            "redone: “Data: Your colour” is open",
        ),
        (
            {"metrics.constraints": rows("metrics.constraints", "p99")},
            {},
            "metrics.constraints",
            "undone: “p99” is gone again",
            "redone: deleted “p99”",
        ),
        (
            {},
            {"metrics.constraints": rows("metrics.constraints", "p99", "cost")},
            "metrics.constraints",
            "undone: “p99”, “cost” is back",
            "redone: added “p99”, “cost”",
        ),
        (
            {"metrics.constraints": rows("metrics.constraints", "p99", "cost")},
            {"metrics.constraints": rows("metrics.constraints", "cost", "p99")},
            "metrics.constraints",
            "undone: “cost” is before “p99” again",
            "redone: moved “cost” before “p99”",
        ),
        (
            {"metrics.constraints": rows("metrics.constraints", {"name": "p99", "kind": "cost"})},
            {"metrics.constraints": rows("metrics.constraints", "p99")},
            "metrics.constraints",
            "undone: “p99” is as it was",
            "redone: changed “p99”",
        ),
        (
            {"metrics.constraints": rows("metrics.constraints", "p95", "cost")},
            {"metrics.constraints": rows("metrics.constraints", "p99", "cost")},
            "metrics.constraints",
            "undone: “p95” is “p99” again",
            "redone: renamed “p95” to “p99”",
        ),
        (
            {"metrics.constraints": ()},
            {},
            "metrics.constraints",
            "undone: “constraints” is open again",
            "redone: “constraints” is open",
        ),
        (
            {"accepted": rows("accepted", {"rule": "FT603"})},
            {},
            "accepted FT603",
            "undone: FT603 is no longer accepted",
            "redone: FT603 is no longer accepted",
        ),
        # What others have answered anew since is theirs.
        (
            {"stack.kpi": "churn, %"},
            {"stack.kpi": "churn, %"},
            "stack.kpi",
            "undone: nothing, as it has been answered anew since",
            "redone: nothing, as it has been answered anew since",
        ),
    ],
)
def test_undo_and_redo_say_what_they_did(
    before: Answers, after: Answers, question_id: str, undone: str, redone: str
) -> None:
    start, end = Framing(before), Framing(after)
    assert step(start, end, question_id, "undone") == undone
    assert step(start, end, question_id, "redone") == redone


def test_marks_and_notes_that_are_undone_are_told() -> None:
    plain = Framing({"stack.kpi": "churn, %"})
    marked = plain.with_not_applicable("stack.kpi", "there is none")
    noted = plain.with_note("stack.kpi", "net of recoveries")
    assert step(marked, plain, "stack.kpi", "undone") == "undone: KPI is “churn, %” again"
    assert step(plain, marked, "stack.kpi", "undone") == "undone: “KPI” is not applicable again"
    bare = Framing().with_not_applicable("stack.kpi", "there is none")
    assert step(bare, Framing(), "stack.kpi", "undone") == "undone: “KPI” is open again"
    assert step(noted, plain, "stack.kpi", "undone") == "undone: the note on “KPI” is gone"
    assert step(plain, noted, "stack.kpi", "redone") == "redone: the note on “KPI” is there"
    other = plain.with_note("stack.kpi", "gross")
    assert step(noted, other, "stack.kpi", "undone") == "undone: the note on “KPI” is as it was"


def test_what_an_undone_step_turns_is_told_after_it() -> None:
    slow = Framing({**ONLINE, "serving.p99_expected_ms": Range.of(450)})
    found = changes(stand(slow), stand(ONLINE), "serving.p99_expected_ms", step="undone")
    assert [change.kind for change in found] == ["undone", "cell"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (("a",), ("a", "b"), "added “b”"),
        (("a", "b"), ("b",), "deleted “a”"),
        (("a",), (), "deleted “a”"),
        (("a", "b", "c"), ("b", "c", "a"), "moved “a” to the end"),
        (("a", "b", "c"), ("c", "a", "b"), "moved “c” before “a”"),
        (("a", "b"), ("a", "z"), "renamed “b” to “z”"),
        ((), ("a", "b", "c", "d", "e"), "added “a”, “b”, “c” and 2 more"),
    ],
)
def test_records_that_come_go_and_move_are_named(
    before: tuple[str, ...], after: tuple[str, ...], said: str
) -> None:
    old, new = (rows("serving.features", *names) for names in (before, after))
    found = told({"serving.features": old} if old else {}, "serving.features", new or None)
    assert said in words(found)
    assert next(change for change in found if change.words == said).kind == "row"


def test_a_record_that_is_filled_in_is_seen_anyway() -> None:
    old = rows("serving.features", "age")
    new = rows("serving.features", {"name": "age", "fetch_ms": Range.of(3)})
    assert not [
        c for c in told({"serving.features": old}, "serving.features", new) if c.kind == "row"
    ]


@pytest.mark.parametrize(
    ("question_id", "term"),
    [
        ("stack.policy", "policy"),
        ("stack.kpi", "KPI"),
        ("serving.online", "online"),
        ("stack.top_k", "K"),
        ("labels.candidates", "proxy labels"),
        # What stands in brackets is a hint there.
        ("stack.timeframe_days", None),
        ("stack.objective", None),
        ("stack.action_works", None),
    ],
)
def test_a_question_is_called_by_its_term_of_art(question_id: str, term: str | None) -> None:
    assert term_of(question_id) == term
