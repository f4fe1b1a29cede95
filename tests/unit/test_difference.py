"""What changed between two framings: told once, in its place, and nothing left out."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from framing_tui.assessment import assess
from framing_tui.assessment.changes import Stand
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.records import rows_kind
from framing_tui.model.values import Range
from framing_tui.reports import difference_json, difference_markdown, difference_text
from framing_tui.reports.difference import Difference, Side, difference
from framing_tui.reports.edits import Edit, edits
from tests.naughty import NAUGHTY
from tests.property.test_edits_lose_nothing import changed

TODAY = date(2026, 5, 1)
ONLINE = {
    "serving.online": "yes",
    "serving.p99_budget_ms": Range.of(300),
    "serving.p99_expected_ms": Range.of(100),
    "serving.peak_qps": Range.of(10),
}
CANDIDATE = "labels.candidates"


def side(framing: Framing, name: str = "a.toml") -> Side:
    return Side(name, Stand(framing, assess(framing, TODAY)))


def of(before: dict[str, Any], after: dict[str, Any]) -> Difference:
    return difference(side(Framing(before)), side(Framing(after), "b.toml"))


def rows(question_id: str, *cells: dict[str, Any]) -> tuple[Any, ...]:
    row = rows_kind(QUESTIONS[question_id]).row
    return tuple(row(each) for each in cells)


def brief(told: tuple[Edit, ...]) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(edit.how, edit.where, edit.was, edit.now) for edit in told]


# Cells, findings, the verdict, figures.


def test_a_cell_that_turns_is_told_with_the_finding_behind_it() -> None:
    late = {**ONLINE, "serving.p99_expected_ms": Range.of(450)}
    told = of(ONLINE, late)
    (cell,) = told.cells
    assert cell.words == "Serving open → red: FT603"
    assert cell.codes == ("FT603",)
    (finding,) = [each for each in told.findings if each.code == "FT603"]
    assert (finding.was, finding.now) == ("", "red")


def test_a_cell_that_turns_back_says_what_is_no_longer_found() -> None:
    late = {**ONLINE, "serving.p99_expected_ms": Range.of(450)}
    told = of(late, ONLINE)
    assert [cell.words for cell in told.cells] == ["Serving red → open: FT603 no longer found"]
    assert [(f.was, f.now) for f in told.findings if f.code == "FT603"] == [("red", "")]


def test_an_accepted_risk_is_told_as_such() -> None:
    late = {**ONLINE, "serving.p99_expected_ms": Range.of(450)}
    accepted = rows("accepted", {"rule": "FT603", "reason": "a pilot of a week", "by": "Ann"})
    told = of(late, {**late, "accepted": accepted})
    assert [cell.words for cell in told.cells] == ["Serving red → open: FT603 accepted"]
    assert [(f.was, f.now) for f in told.findings if f.code == "FT603"] == [("red", "accepted")]


def test_a_claim_without_a_finding_is_told_in_its_own_words() -> None:
    told = of({}, {"feasibility.data.colour": "red"})
    assert "Data open → red: team says red" in [cell.words for cell in told.cells]


def test_the_verdict_and_the_decision_are_told_before_and_after() -> None:
    told = of({}, {"need.rules_suffice": "yes", "decision": "stop"})
    assert told.verdict is not None
    assert told.verdict.now.startswith("leaning: rules first")
    assert told.decision == ("undecided", "stop")


def test_a_figure_is_told_where_it_comes_out_otherwise() -> None:
    (figure,) = of(ONLINE, {**ONLINE, "serving.peak_qps": Range.of(1000)}).figures
    assert figure.name == "serving"
    assert figure.was is not None
    assert figure.now is not None
    assert figure.was.result != figure.now.result


# Answers.


def test_answers_are_told_in_the_order_of_the_interview() -> None:
    before = {"stack.kpi": "loss", "stack.kpi_now": Range.of(42)}
    after = {"title": "A", "stack.kpi_now": Range.of(40)}
    assert brief(edits(Framing(before), Framing(after))) == [
        ("answered", "title", (), ("A",)),
        ("taken back", "stack.kpi", ("loss",), ()),
        ("changed", "stack.kpi_now", ("42",), ("40",)),
    ]


def test_what_an_answer_rests_on_is_part_of_it() -> None:
    framing = Framing({"stack.kpi_now": Range.of(42)})
    told = edits(framing, framing.with_basis("stack.kpi_now", "measured"))
    assert brief(told) == [("changed", "stack.kpi_now", ("42",), ("42 (measured)",))]


def test_not_applicable_is_an_answer_too() -> None:
    framing = Framing({"stack.kpi": "loss"})
    told = edits(framing, framing.with_not_applicable("stack.kpi", "no KPI\nyet"))
    assert brief(told) == [("changed", "stack.kpi", ("loss",), ("not applicable: no KPI", "yet"))]


def test_of_a_record_the_column_is_told() -> None:
    before = rows(CANDIDATE, {"name": "clicks", "alignment": 2}, {"name": "sales"})
    after = rows(CANDIDATE, {"name": "clicks", "alignment": 4}, {"name": "sales"})
    told = edits(Framing({CANDIDATE: before}), Framing({CANDIDATE: after}))
    assert brief(told) == [("changed", f'{CANDIDATE}."clicks".alignment', ("2",), ("4",))]


@pytest.mark.parametrize(
    ("names", "hows"),
    [
        (("a", "b", "c"), ["added"]),
        (("a",), ["deleted"]),
        (("a", "other"), ["renamed"]),
        (("b", "a"), ["moved"]),
        ((), ["deleted", "deleted", "answered"]),
    ],
)
def test_records_come_go_and_are_renamed(names: tuple[str, ...], hows: list[str]) -> None:
    before = rows(CANDIDATE, {"name": "a"}, {"name": "b"})
    after = rows(CANDIDATE, *({"name": name} for name in names))
    told = edits(Framing({CANDIDATE: before}), Framing({CANDIDATE: after}))
    assert [edit.how for edit in told] == hows


def test_a_record_without_a_name_of_its_own_is_told_whole() -> None:
    one = {"rule": "FT603", "reason": "a pilot", "by": "Ann"}
    told = edits(Framing({}), Framing({"accepted": rows("accepted", one, one)}))
    assert [(edit.how, len(edit.now)) for edit in told] == [("added", 3), ("added", 3)]


def test_notes_on_questions_and_on_records_are_told() -> None:
    path = f'{CANDIDATE}."a".alignment'
    before = Framing({CANDIDATE: rows(CANDIDATE, {"name": "a"})}, notes={"stack.kpi": "x"})
    after = before.with_note("stack.kpi", None).with_note(path, "two\nlines")
    told = edits(before, after)
    assert brief(told) == [
        ("deleted", "stack.kpi", ("x",), ()),
        ("added", path, (), ("two", "lines")),
    ]
    assert all(edit.is_note for edit in told)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_differs_is_told_and_what_is_the_same_is_not(seed: int) -> None:
    random = Random(seed)
    before = changed(random, changed(random, Framing({})))
    after = changed(random, before)
    assert bool(edits(before, after)) == (before != after)
    assert edits(before, before) == ()


# Text from people does nothing in what is printed.


@pytest.mark.parametrize("text", NAUGHTY)
def test_no_control_reaches_any_form(text: str) -> None:
    row = rows(CANDIDATE, {"name": text or "x", "failure_mode": text})
    before = Framing({"title": text, "stack.kpi": f"{text} and more than fits beside another"})
    after = Framing({CANDIDATE: row}, notes={"stack.kpi": text}, not_applicable={"title": text})
    told = difference(side(before, text), side(after, text))
    forms = (
        difference_text.render(told),
        difference_markdown.render(told),
        difference_json.render(told),
    )
    for form in forms:
        assert all(char.isprintable() or char == "\n" or ord(char) > 0x2000 for char in form)


def test_markdown_makes_nothing_of_what_people_wrote() -> None:
    text = "| a\n# b\n<script>@team #12 [x](y)"
    told = difference_markdown.render(of({}, {"title": text, "stack.kpi": text}))
    assert told.count("\\<script>") == told.count("<script>") > 0
    assert told.count("@&#8203;team") == told.count("team") > 0
    assert told.count("\\[x\\](y)") == told.count("(y)") > 0
    table = [line for line in told.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in table} == {4}
