"""What flips the judgement: the nearest figure, and whether it does flip there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from framing_tui.assessment import Assessment, assess
from framing_tui.assessment.flips import _OUTCOMES, Flip, flips
from framing_tui.calculators.catalogue import CALCULATORS
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Number
from framing_tui.model.values import Range
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Level
from framing_tui.rules.settings import Settings
from framing_tui.storage.load import load

TEMPLATES = Path(__file__).parents[2] / "templates"
FILES = sorted([*TEMPLATES.glob("starters/*.toml"), *TEMPLATES.glob("examples/*.toml")])


def framing(**answers: Any) -> Framing:
    ids = {key.replace("__", "."): value for key, value in answers.items()}
    return Framing({qid: QUESTIONS[qid].kind.read(raw) for qid, raw in ids.items()})


def found(framing: Framing, what: str, settings: Settings | None = None) -> Flip | None:
    chosen = settings or Settings()
    every = flips(framing, assess(framing, settings=chosen), chosen)
    return next((flip for flip in every if flip.what == what), None)


LATE = framing(serving__online="yes", serving__p99_budget_ms=120, serving__p99_expected_ms=130)


def test_the_figure_that_moves_least_is_named() -> None:
    flip = found(LATE, "FT603")
    assert flip is not None
    assert (flip.question, flip.now, flip.to) == ("serving.p99_expected_ms", Range.of(130), 120.0)
    assert flip.words == "serving.p99_expected_ms at 120 ms or less (now 130 ms) clears FT603"


def test_of_two_the_nearer_by_its_own_size() -> None:
    # 10 of 130 is nearer than 10 of 120; the other way round the budget gives way.
    wide = LATE.with_answer("serving.features", QUESTIONS["serving.features"].kind.read([]))
    flip = found(wide, "FT603")
    assert flip is not None
    assert flip.question == "serving.p99_expected_ms"
    crowded = framing(serving__online="yes", serving__peak_qps=1000, serving__capacity_qps=10)
    flip = found(crowded, "FT603")
    assert flip is not None
    assert (flip.question, flip.to) == ("serving.peak_qps", 10.0)


def test_a_range_is_moved_from_its_nearer_end() -> None:
    flip = found(LATE.with_answer("serving.p99_expected_ms", Range(130, 900)), "FT603")
    assert flip is not None
    assert (flip.question, flip.now, flip.to) == ("serving.p99_expected_ms", Range(130, 900), 120.0)


def test_less_than_red_is_a_change_and_is_called_what_it_is() -> None:
    crowded = framing(
        stack__policy="review-queue",
        stack__decisions_per_day=20000,
        stack__flag_percent=3,
        stack__queue_capacity_per_day=450,
    )
    flip = found(crowded, "FT108")
    assert flip is not None
    assert (flip.question, flip.to) == ("stack.flag_percent", 2.25)
    assert flip.words.endswith("makes FT108 a warning")


def test_a_bound_that_is_no_round_number_is_passed_by_a_little() -> None:
    seventh = framing(
        serving__online="yes", serving__peak_qps=2, serving__capacity_qps=[0.142857142857, 1.3]
    )
    flip = found(seventh, "FT603")
    assert flip is not None
    assert flip.to == 1.3


def test_what_no_figure_can_clear_has_no_flip() -> None:
    batch = framing(serving__online="no", serving__batch_in_time="no")
    assert "FT603" in [f.code for f in assess(batch).findings]
    assert found(batch, "FT603") is None
    assert flips(Framing(), assess(Framing())) == ()


def test_only_reds_that_count_are_asked_about() -> None:
    rows = QUESTIONS["accepted"].kind.read(
        [{"rule": "FT603", "reason": "a pilot", "by": "risk lead"}]
    )
    assert found(LATE.with_answer("accepted", rows), "FT603") is None
    pessimistic = LATE.with_answer("serving.p99_expected_ms", Range(100, 140))
    assert found(pessimistic, "FT603") is None
    assert found(LATE, "FT603", Settings(levels={"FT603": Level.WARN})) is None


def test_thresholds_that_are_set_are_looked_at() -> None:
    crowded = framing(
        stack__policy="review-queue",
        stack__decisions_per_day=1000,
        stack__flag_percent=9,
        stack__queue_capacity_per_day=100,
    )
    assert found(crowded, "FT108") is None
    flip = found(crowded, "FT108", Settings(limits={"FT108": {"red_percent": 80.0}}))
    assert flip is not None
    assert flip.question in ("stack.decisions_per_day", "stack.flag_percent")


def test_the_verdict_flips_where_rules_reach_the_target() -> None:
    need = framing(
        stack__kpi_now=42, stack__kpi_target=30, need__rules_suffice="no", need__rules_kpi=33
    )
    flip = found(need, "verdict")
    assert flip is not None
    assert (flip.question, flip.to) == ("need.rules_kpi", 30.0)
    assert flip.words.endswith("turns the verdict to “rules first”")


def test_a_calculator_flips_where_its_answer_does() -> None:
    costs = framing(
        stack__policy="threshold",
        errors__false_positive_cost=5,
        errors__false_negative_cost=95,
        errors__review_cost=90,
    )
    flip = found(costs, "costs")
    assert flip is not None
    assert flip.question in ("errors.review_cost", "errors.false_negative_cost")
    assert "acting never pays" in flip.words


def test_the_outcomes_are_those_of_calculators() -> None:
    assert set(_OUTCOMES) <= set(CALCULATORS)


def test_zero_can_be_left() -> None:
    free = framing(
        stack__policy="threshold",
        errors__false_positive_cost=5,
        errors__false_negative_cost=0,
        errors__review_cost=1,
    )
    flip = found(free, "costs")
    assert flip is not None
    assert flip.question == "errors.review_cost"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_flip_does_flip_and_is_found_again(path: Path) -> None:
    framing = load(path).framing
    # Figures far from where a good example has them make findings to flip.
    numbers = [qid for qid in framing.answers if isinstance(QUESTIONS[qid].kind, Number)]
    for question_id in numbers[::6]:
        low = framing.answers[question_id].low
        pessimistic = framing.with_answer(question_id, Range.of(low / 40))
        _flips_hold(pessimistic, assess(pessimistic))
    _flips_hold(framing, assess(framing))


def _flips_hold(framing: Framing, assessment: Assessment) -> None:
    every = flips(framing, assessment)
    assert every == flips(framing, assessment)
    for flip in every:
        question = QUESTIONS[flip.question]
        assert question.kind.read(flip.to) == Range.of(flip.to)
        changed = framing.with_answer(question.id, Range.of(flip.to))
        judged = assess(changed)
        if flip.what == "verdict":
            assert judged.verdict.name != assessment.verdict.name
        elif flip.what in BY_CODE:
            assert flip.what not in [f.code for f in judged.of_level(Level.RED)]
        else:
            assert flip.what in CALCULATORS
            before = next(f for f in assessment.figures if f.name == flip.what)
            after = next(f for f in judged.figures if f.name == flip.what)
            assert before.values != after.values


# Facts that a team can arrange.


HIT = {"compliance__people_affected": "yes"}


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (
            {**HIT, "errors__who_catches": ["nobody"]},
            "errors.who_catches with “an automatic limit” (now “nobody”) clears FT615",
        ),
        (
            {**HIT, "errors__who_catches": ["the-person-hit"]},
            "errors.who_catches with “an automatic limit” (now “the person hit”) clears FT615",
        ),
        (
            {
                "archetype__kind": "autonomous",
                "task__origin": "as-it-comes",
                "task__version_pinned": "no",
                "task__gold_set": "yes",
            },
            "task.version_pinned with “yes” (now “no”) clears FT405",
        ),
    ],
)
def test_a_fact_that_can_be_arranged_is_named(answers: dict[str, Any], words: str) -> None:
    flip = found(framing(**answers), words.rsplit(" ", 1)[1])
    assert flip is not None
    assert flip.words == words


def test_a_comparison_of_the_stand_in_is_named() -> None:
    rows = [{"name": "spend", "chosen": True, "alignment": 4, "checked": "not"}, {"name": "survey"}]
    caught = {"errors__who_catches": ["the-user"], "labels__candidates": rows}
    flip = found(framing(**HIT, **caught), "FT515")
    assert flip is not None
    # Who catches it comes first, as that is what the red rests on.
    assert flip.question == "errors.who_catches"


def test_opinions_are_not_asked_to_be_nicer() -> None:
    assert found(framing(need__roi_below_upkeep="yes"), "FT205") is None
    assert found(framing(stack__action_works="no"), "FT112") is None
