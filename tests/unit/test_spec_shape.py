"""The page of version 2: what is asked, where it stands, the cells as rows, and what fits."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from framing_tui.assessment import assess
from framing_tui.content import example_names, example_path
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.values import Range
from framing_tui.spec.markdown import render_markdown
from framing_tui.spec.page import build_page
from framing_tui.spec.people import money, span, within
from framing_tui.spec.room import GOES_ON, ITEM, LEAD, lines_of, on_one_line, shortened
from framing_tui.spec.shape import Field, Page
from framing_tui.storage.load import load

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*-*.toml"))
EXAMPLES = [example_path(name) for name in example_names()]
MOVES = {
    "stack.kpi": "fraud loss per 1,000 orders, EUR",
    "stack.kpi_now": 42,
    "stack.kpi_target": [28, 31],
    "stack.timeframe_days": 270,
    "stack.policy": "review-queue",
}


def _page(answers: dict[str, Any]) -> Page:
    framing = Framing({qid: QUESTIONS[qid].kind.read(raw) for qid, raw in answers.items()})
    return build_page(framing, assess(framing))


def _standing(page: Page, label: str) -> list[str]:
    field = next(field for field in page.standing if field.label == label)
    return [line.words for line in field.lines]


# What is asked.


def test_the_ask_is_one_sentence_made_from_the_answers() -> None:
    asked = {**MOVES, "decision": "build", "spec.decide_by": date(2027, 3, 1)}
    said = _page({**asked, "spec.if_nobody_decides": "the rules stay."}).ask.sentence
    assert said == (
        "Build, so that “fraud loss per 1,000 orders, EUR” falls from 42 to 28–31 within 9 months, "
        "by having people look at what was flagged. Decide by 2027-03-01; if nobody decides: the "
        "rules stay."
    )


@pytest.mark.parametrize(
    ("decision", "begins"),
    [
        (
            "rules-first",
            "Try rules or simple statistics first: rules already reach the KPI. The aim",
        ),
        ("stop", "Stop here: so the meeting decided (by the answers: "),
        ("undecided", "Decide whether to build, so that "),
    ],
)
def test_another_decision_says_so_and_why(decision: str, begins: str) -> None:
    page = _page({**MOVES, "need.rules_suffice": "yes", "decision": decision})
    assert page.ask.sentence.startswith(begins)


def test_what_is_open_in_the_ask_is_said() -> None:
    assert _page({"decision": "build"}).ask.sentence == (
        "Build; which business number that moves is open."
    )
    half = _page({"stack.kpi": "churn, %", "decision": "build"}).ask.sentence
    assert half == "Build, so that “churn, %” moves (how far is open)."


def test_the_ways_to_go_stand_beside_each_other() -> None:
    ways = _page({**MOVES, "need.rules_kpi": 36}).ask.alternatives
    assert [(way.label, way.value) for way in ways] == [
        ("Do nothing", "42"),
        ("Rules or simple statistics", "36"),
        ("This", "28 to 31"),
    ]
    assert _page(MOVES).ask.alternatives[1].value == "nobody has measured it"
    today = _page({**MOVES, "validation.baseline_kind": "rules"})
    assert today.ask.alternatives[1].value == "what is done today"
    assert _page({}).ask.alternatives == ()


# Where it stands.


def test_cells_come_before_the_verdict_worst_first() -> None:
    for file in EXAMPLES:
        framing = load(file).framing
        page = build_page(framing, assess(framing))
        assert _standing(page, "Verdict")[0].endswith("; machine learning fits")
    red = {**MOVES, "need.errors_catastrophic": "yes", "decision": "build"}
    verdict = _standing(_page(red), "Verdict")
    assert "red" in verdict[0].split(";")[0]
    assert any(line.startswith("red beside the cells: ") for line in verdict)


PAYS = {
    "currency": "EUR",
    "stack.gain_per_year": [100_000, 120_000],
    "roi.build_cost": 50_000,
    "roi.run_cost_per_year": 20_000,
}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "pays back within 8 months of going live at the pessimistic end, 26 weeks at best"),
        (
            {"stack.gain_per_year": 120_000},
            "pays back within 26 weeks of going live, at the pessimistic end too",
        ),
        ({"roi.build_cost": 0}, "pays back at once"),
        (
            {"roi.run_cost_per_year": [20_000, 110_000]},
            "at the pessimistic end it never pays back; at best within 26 weeks of going live",
        ),
        (
            {"roi.run_cost_per_year": 200_000},
            "never pays back: running it costs more than it brings",
        ),
    ],
)
def test_payback_is_told_at_the_pessimistic_end(more: dict[str, Any], said: str) -> None:
    told = _standing(_page({**PAYS, **more}), "Gain and cost")
    assert told[1].replace("6 months", "26 weeks") == said


def test_the_limit_stands_where_one_was_set() -> None:
    assert "At most" not in [field.label for field in _page({}).standing]
    page = _page({"spec.spend_limit": 50_000, "currency": "EUR"})
    assert _standing(page, "At most") == ["50,000 EUR is spent before the next decision"]
    assert page.head.currency == "EUR"
    assert _page({"currency": "EUR"}).head.currency is None


# The cells.


def test_a_red_cell_says_who_turns_it_or_that_nobody_does() -> None:
    answers = {"serving.features_confirmed": "no", "decision": "build"}
    serving = _page(answers).cells[2]
    assert (serving.told, serving.turns) == ("red", "nobody yet")
    action = {
        "what": "log the features",
        "owner": "lead",
        "due": date(2027, 1, 2),
        "question": "serving.features_confirmed",
    }
    serving = _page({**answers, "actions": [action]}).cells[2]
    assert serving.turns == "log the features (lead, 2027-01-02)"


def test_a_green_without_facts_is_claimed() -> None:
    page = _page({"feasibility.data.colour": "green", "feasibility.data.evidence": "seen"})
    assert (page.cells[0].state, page.cells[0].told) == ("amber", "amber, claimed green")
    contested = _page({"feasibility.serving.colour": "green", "serving.features_confirmed": "no"})
    assert contested.cells[2].told == "red, claimed green"


def test_who_catches_a_wrong_output_stands_under_risk() -> None:
    assert [cell.contained is not None for cell in _page({}).cells] == [
        cell.area == "risk" for cell in assess(Framing()).cells
    ]
    way = _page({"errors.who_catches": ["the-user"]}).cells[3].contained
    assert way is not None
    assert way.words == "output → the user → the harm"
    assert way.weakest == "the user alone stands in between"


# The fields.


def test_what_is_open_is_told_in_words_with_who_finds_out() -> None:
    row = {"what": "ask", "owner": "risk lead", "due": date(2027, 1, 2), "question": "stack.kpi"}
    field = _page({"actions": [row]}).fields[0]
    assert [line.words for line in field.lines] == [
        "open: KPI (risk lead finds out by 2027-01-02), today, target, timeframe, objective"
    ]


@pytest.mark.parametrize("file", [*EXAMPLES, *CASES], ids=lambda file: file.stem)
def test_no_key_stands_on_the_page_and_no_line_is_a_chain(file: Path) -> None:
    framing = load(file).framing
    text = render_markdown(build_page(framing, assess(framing)))
    above, _, _ = text.partition("\n---\n")
    assert [qid for qid in QUESTIONS if "." in qid and qid in above] == []
    assert "`" not in above
    assert [
        line for line in text.split("\n") if line.count(" · ") > 2 and "working" not in line
    ] == []
    assert " / \n" not in text


@pytest.mark.parametrize("file", [*EXAMPLES, *CASES], ids=lambda file: file.stem)
def test_nothing_that_a_field_says_is_cut(file: Path) -> None:
    framing = load(file).framing
    page = build_page(framing, assess(framing))
    _nothing_is_cut(page)


def _nothing_is_cut(page: Page) -> None:
    whole = {on_one_line(item.text) for item in page.appendix.in_full}
    kept = " ".join(" ".join(item.lines) for item in page.appendix.in_full)
    table = page.kpi
    for field in page.fields:
        said = " ".join(line.words for line in field.lines)
        for part in field.parts:
            flat = on_one_line(part.text)
            on_it = flat in said or flat in whole or flat in kept
            assert on_it or (part.place == "table" and table is not None), (field.label, flat)


def test_a_long_list_goes_on_in_the_appendix() -> None:
    page = _page({"spec.data_sources": [f"table {at}" for at in range(12)]})
    field: Field = page.fields[8]
    assert len(field.items) == 8
    assert field.items[-1].words == f"and 6 more {GOES_ON}"
    _nothing_is_cut(page)


def test_a_long_answer_ends_at_a_word_and_goes_on_whole() -> None:
    text = "word " * 100
    page = _page({"stack.users": text.strip()})
    (line, *_) = page.fields[1].lines
    assert line.words.endswith(f"word{GOES_ON}")
    assert len(line.words) <= LEAD
    assert page.appendix.in_full[0].text == text.strip()
    assert all(len(item.words) <= ITEM for field in page.fields for item in field.items)


def test_signed_names_who_and_when() -> None:
    signed = _page(
        {
            "spec.approver": "head of risk",
            "spec.checked_by": "privacy lead",
            "spec.review_on": date(2027, 6, 1),
            "date": date(2027, 1, 1),
        }
    ).signed
    assert (signed.approver, signed.checked_by) == ("head of risk", "privacy lead")
    assert (signed.date, signed.review_on) == (None, "2027-06-01")
    assert signed.boxes[-1] == "back with …"


# Words for figures, and room.


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((365, 365), "1 year"),
        ((270, 270), "9 months"),
        ((90, 180), "3–6 months"),
        ((14, 14), "2 weeks"),
        ((10, 10), "10 days"),
        ((0, 30), "30 days"),
    ],
)
def test_a_time_is_told_as_it_was_counted(days: tuple[float, float], words: str) -> None:
    assert span(Range(*days)) == words


@pytest.mark.parametrize(
    ("years", "words"),
    [(0.001, "1 day"), (0.02, "8 days"), (0.1, "6 weeks"), (1, "12 months"), (3.41, "3.5 years")],
)
def test_a_time_that_was_worked_out_is_rounded_up(years: float, words: str) -> None:
    assert within(years) == words


def test_money_is_told_as_people_say_it() -> None:
    assert money(Range(42e6, 56e6), "USD") == "42 to 56 million USD"
    assert money(Range.of(1_234_567)) == "1,234,567"
    assert money(Range.of(130_000), "EUR") == "130,000 EUR"


def test_lines_that_were_full_are_one_and_lists_stay() -> None:
    prose = f"{'a ' * 35}\nand on"
    assert lines_of(prose) == (f"{'a ' * 35} and on",)
    listed = f"{'a ' * 35}\n- one\n- two"
    assert lines_of(listed) == (("a " * 35).strip(), "- one", "- two")


def test_a_text_without_blanks_is_cut_where_it_is() -> None:
    assert shortened("x" * 300, 50) == "x" * (50 - len(GOES_ON)) + GOES_ON
