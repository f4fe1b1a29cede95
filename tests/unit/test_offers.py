"""What the answers so far suggest for the open ones."""

from __future__ import annotations

from datetime import date

import pytest

from framing_tui.assessment import assess
from framing_tui.assessment.offers import offered
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.values import Range


def offer(question_id: str, answers: dict[str, object]) -> object:
    framing = Framing(answers)
    return offered(framing, question_id, assess(framing, date(2026, 11, 23)).cells)


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ("0.8 at a recall of half", 0.8),
        ("at least 90 %", 90),
        ("under 12 minutes", 12),
        ("-3", -3),
        ("40 % at 450 a day", None),
        ("better than today", None),
        ("top-10 hit rate", None),
        ("a p99 of 120 ms", 120),
        ("", None),
    ],
)
def test_one_number_in_the_target_is_offered(target: str, value: float | None) -> None:
    expected = None if value is None else Range.of(value)
    assert offer("metrics.target_value", {"metrics.primary_target": target}) == expected


@pytest.mark.parametrize(
    ("metric", "better"),
    [
        ("RMSE in minutes", "lower"),
        ("word error rate", "lower"),
        ("precision at 450 a day", "higher"),
        ("NDCG@10", "higher"),
        ("customer joy", None),
    ],
)
def test_the_metric_says_which_way_is_better(metric: str, better: str | None) -> None:
    assert offer("metrics.better", {"metrics.primary": metric}) == better


def test_the_usual_stages_and_the_volume_are_offered() -> None:
    stages = tuple(Range.of(stage) for stage in (1, 10, 50, 100))
    assert offer("validation.stages_percent", {}) == stages
    volume = {"stack.decisions_per_day": Range.of(1200)}
    assert offer("validation.units_per_day", volume) == Range.of(1200)
    assert offer("validation.units_per_day", {}) is None


def test_a_colour_is_offered_by_the_facts_and_nothing_else_is() -> None:
    assert offer("feasibility.serving.colour", {"serving.online": "no"}) is None
    red = {"serving.online": "no", "serving.batch_in_time": "no"}
    assert offer("feasibility.serving.colour", red) == "red"
    assert offer("stack.kpi", {}) is None


def test_a_claim_of_green_stays_amber_while_a_fact_of_its_area_is_open() -> None:
    claimed = {"feasibility.data.colour": "green", "feasibility.data.evidence": "a week was read"}
    (data, *_) = assess(Framing(claimed)).cells
    assert data.state == "amber"
    asks = QUESTIONS[data.jump].asks
    assert (data.unsaid, data.why) == (asks, f"team says green, and nobody has said: {asks}")
    facts = {
        "data.reliable": "yes",
        "compliance.personal_data": "no",
        **{f"need.{name}": "yes" for name in ("data_exists",)},
        "need.data_unobtainable": "no",
    }
    (told, *_) = assess(Framing({**claimed, **facts})).cells
    assert (told.state, told.why) == ("green", "a week was read")
