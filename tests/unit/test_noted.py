"""What a framing notes of those who look at it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.noted import EVERYTHING, NotedFraming
from framing_tui.model.values import Range

FRAMING = Framing(
    {"stack.kpi": "losses", "stack.kpi_now": Range.of(4), "serving.online": "yes"},
    not_applicable={"stack.kpi_target": "nothing to reach"},
    notes={"stack.kpi": "of the board"},
    basis={"stack.kpi_now": "guess"},
    replaced={"stack.kpi": ("U+202E",)},
)


@pytest.mark.parametrize(
    ("look", "noted"),
    [
        (lambda f: f.stack.kpi, {"stack.kpi"}),
        (lambda f: f.answer(QUESTIONS["stack.kpi_target"]), {"stack.kpi_target"}),
        (lambda f: f.serving.p99_budget_ms, {"serving.p99_budget_ms"}),
        (lambda f: "need.rules_kpi" in f.answers, {"need.rules_kpi"}),
        (lambda f: f.answers.get("spec.owner"), {"spec.owner"}),
        (lambda f: f.not_applicable.get("spec.owner"), {"spec.owner"}),
        (lambda f: "spec.owner" in f.not_applicable, {"spec.owner"}),
        (lambda f: dict(f.answers), {*FRAMING.answers, EVERYTHING}),
        (lambda f: list(f.answers.values()), {*FRAMING.answers, EVERYTHING}),
        (lambda f: len(f.not_applicable), {EVERYTHING}),
        (lambda f: f.basis.get("stack.kpi_now"), {EVERYTHING}),
        (lambda f: "stack.kpi" in f.notes, {EVERYTHING}),
        (lambda f: bool(f.replaced), {EVERYTHING}),
        (lambda f: None, set()),
    ],
)
def test_each_look_is_noted(look: Callable[[Framing], object], noted: set[str]) -> None:
    view = NotedFraming(FRAMING)
    assert look(view) == look(FRAMING)
    assert view.noted == noted


def test_what_a_trigger_reads_is_noted_with_the_answer() -> None:
    budget = QUESTIONS["serving.p99_budget_ms"]
    view = NotedFraming(FRAMING.with_answer(budget.id, Range.of(100)))
    assert view.answer(budget) == Range.of(100)
    assert view.noted == {budget.id, "serving.online"}


def test_whether_a_section_is_past_rests_on_the_answers_up_to_the_first() -> None:
    view = NotedFraming(FRAMING)
    assert view.is_past("stack") is True
    assert {"decision", "need.rules_suffice", "serving.online"} <= view.noted
    assert not {"serving.features_confirmed", "spec.owner", EVERYTHING} & view.noted


def test_it_is_a_framing_like_any_other() -> None:
    view = NotedFraming(FRAMING)
    assert view == FRAMING
    assert view.with_answer("title", "x") == FRAMING.with_answer("title", "x")
