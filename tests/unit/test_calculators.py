"""The calculators: published check values, ranges, refusals, and where a framing feeds them."""

from __future__ import annotations

import json
import re
from math import log
from pathlib import Path
from typing import Any

import pytest

from framing_tui.assessment import assess
from framing_tui.calculators import (
    costs,
    evidence,
    experiment,
    labels,
    payback,
    proxy,
    quantile,
    queue,
    serving,
    staleness,
)
from framing_tui.calculators.catalogue import CALCULATORS, worked_out
from framing_tui.calculators.reference import command_line, reference
from framing_tui.calculators.result import Refusal, Refused, shown
from framing_tui.model.framing import Framing
from framing_tui.model.labels import Candidate
from framing_tui.model.values import Holds, Range

ROOT = Path(__file__).resolve().parents[2]


def r(low: float, high: float | None = None) -> Range:
    return Range.of(low, high)


def framing(**answers: Any) -> Framing:
    """Return a framing; `stack__kpi_now=42` answers stack.kpi_now, numbers become ranges."""
    read = {
        name.replace("__", "."): r(float(value))
        if isinstance(value, (int, float)) and not isinstance(value, bool)
        else value
        for name, value in answers.items()
    }
    return Framing(read)


def point(value: Range | None) -> float:
    assert value is not None
    assert value.is_point
    return value.low


# Check values.


def test_costs() -> None:
    plain = costs.calculate(false_positive_cost=r(5), false_negative_cost=r(95))
    assert point(plain.threshold_p) == 0.05
    reviewed = costs.calculate(
        false_positive_cost=r(5), false_negative_cost=r(95), review_cost=r(2)
    )
    assert point(reviewed.threshold_p) == 0.07
    assert point(reviewed.break_even_precision_percent) == 7
    assert not reviewed.never_act


def test_costs_agree_with_the_cost_matrix_of_elkan() -> None:
    """Elkan 2001, equation 2: p* = (c10 − c00) / (c10 − c00 + c01 − c11), here with c00 = 0.

    A look costs r whether or not the flag was right: c10 = alarm + r, c11 = r, c01 = miss.
    """
    alarm, miss, review = 8.0, 40.0, 3.0
    expected = (alarm + review) / (alarm + review + miss - review)
    found = costs.calculate(
        false_positive_cost=r(alarm), false_negative_cost=r(miss), review_cost=r(review)
    )
    assert point(found.threshold_p) == pytest.approx(expected)


def test_saving_is_what_the_four_outcomes_cost() -> None:
    """Counted case by case: 1,000 a day, 50 positive, 40 found, 120 false alarms."""
    found = costs.calculate(
        false_positive_cost=r(5),
        false_negative_cost=r(95),
        review_cost=r(2),
        decisions_per_day=r(1000),
        positives_percent=r(5),
        precision_percent=r(25),
        recall_percent=r(80),
    )
    assert point(found.flagged_per_day) == pytest.approx(160)
    doing_nothing, acting = 50 * 95, 160 * 2 + 120 * 5 + 10 * 95
    assert point(found.saving_per_day) == pytest.approx(doing_nothing - acting)


# What a real document promised, beside a gain of 90,000 a year.
PROMISED = {
    "stack__policy": "threshold",
    "task__type": "probability",
    "stack__decisions_per_day": 44,
    "labels__positives_percent": 30,
    "errors__false_positive_cost": 10,
    "errors__false_negative_cost": 500,
    "errors__expected_precision_percent": 75,
    "errors__expected_recall_percent": 70,
}


@pytest.mark.parametrize(
    ("works", "why"),
    [
        ("no", "there is no evidence that acting on a right case changes the outcome"),
        ("unsure", "nobody is sure that acting on a right case changes the outcome"),
        (None, "nobody has said whether there is evidence that acting on a right case"),
    ],
)
def test_no_saving_is_shown_while_the_action_is_unproven(works: str | None, why: str) -> None:
    given = {"stack__action_works": works} if works else {}
    found = costs.of(framing(**PROMISED, **given))
    assert found is not None
    assert found.saving_per_day is None
    figure = found.worked
    assert figure.result.startswith(
        "act when p ≥ 0.0196; break-even precision 1.96 %; no saving is shown: "
    )
    assert why in figure.result
    assert "saves" not in figure.result
    assert figure.values["saving_per_day"] is None
    assert why in str(figure.values["no_saving_because"])
    assert figure.values["threshold_p"] == pytest.approx(0.0196, abs=1e-4)


def test_the_saving_is_shown_once_the_action_works() -> None:
    found = costs.of(framing(**PROMISED, stack__action_works="yes"))
    assert found is not None
    assert "saves 4,589 a day at best" in found.worked.result
    assert "acting on a right case helps each time: at best" in found.worked.assumptions


HELPS = {"errors__action_success_percent": 10, "errors__action_cost": 10}


@pytest.mark.parametrize("works", ["yes", "no", "unsure", None])
def test_how_often_acting_helps_is_counted_whatever_was_said(works: str | None) -> None:
    """44 a day, 13.2 positive, 9.24 found at 40 each, 3.08 false alarms at 10 each."""
    given = {"stack__action_works": works} if works else {}
    found = costs.of(framing(**PROMISED, **HELPS, **given))
    assert found is not None
    assert point(found.gain) == 40
    assert point(found.threshold_p) == 0.2
    assert point(found.saving_per_day) == pytest.approx(338.8)
    assert "saves 339 a day" in found.worked.result
    assert "at best" not in " ".join((found.worked.result, *found.worked.assumptions))
    assert "10 / (10 + 10 % · 500 − 10) = 0.2" in found.worked.working


def test_a_cost_of_acting_alone_leaves_how_often_it_helps_at_best() -> None:
    found = costs.of(framing(**PROMISED, errors__action_cost=10))
    assert found is not None
    assert point(found.threshold_p) == pytest.approx(10 / 500)
    assert "no saving is shown" in found.worked.result
    assert "acting on a right case helps each time: at best" in found.worked.assumptions


def test_never_act_where_a_look_costs_more_than_acting_brings() -> None:
    found = costs.of(framing(**PROMISED, **HELPS, errors__review_cost=41))
    assert found is not None
    assert found.never_act
    assert "costs more than acting on a right one brings" in found.worked.result


RETURNS = {"stack__gain_per_year": 30_000}


@pytest.mark.parametrize(
    ("gain", "is_told"), [(30_000, True), (50_000, False), (370_000, False), (380_000, True)]
)
def test_a_saving_far_from_the_return_is_told_beside_it(gain: float, is_told: bool) -> None:
    """338.8 a day are 123,662 a year."""
    found = costs.of(framing(**PROMISED, **HELPS, stack__gain_per_year=gain))
    assert found is not None
    beside = f"that is 123,662 a year where the return counts on {gain:,}"
    assert (beside in found.worked.result) == is_told


def test_nothing_is_said_of_a_saving_that_nobody_asked_for() -> None:
    found = costs.of(framing(**COSTS, stack__action_works="no"))
    assert found is not None
    assert found.worked.result == "act when p ≥ 0.05; break-even precision 5 %"
    assert not any("saving" in words for words in found.worked.assumptions)


@pytest.mark.parametrize(
    "policy", ["threshold", "top-k", "review-queue", "block-allow", "bands", "direct-action"]
)
def test_costs_count_for_every_policy_that_acts_on_single_cases(policy: str) -> None:
    given = framing(
        stack__policy=policy, errors__false_positive_cost=5, errors__false_negative_cost=95
    )
    assert names(given) == ["costs"]
    for question in ("errors.false_positive_cost", "errors.false_negative_cost"):
        assert question in framing(stack__policy=policy).essentials


@pytest.mark.parametrize("policy", ["rank-all", "use-value", "advise", "none"])
def test_costs_are_not_asked_where_no_single_case_is_acted_on(policy: str) -> None:
    assert "errors.false_positive_cost" not in framing(stack__policy=policy).essentials


def test_saving_is_nil_at_the_break_even_precision() -> None:
    found = costs.calculate(
        false_positive_cost=r(5),
        false_negative_cost=r(95),
        review_cost=r(2),
        decisions_per_day=r(1000),
        positives_percent=r(5),
        precision_percent=r(7),
        recall_percent=r(80),
    )
    assert point(found.saving_per_day) == pytest.approx(0, abs=1e-9)


def test_never_act_where_a_look_costs_more_than_a_miss() -> None:
    given = {"false_positive_cost": r(5), "false_negative_cost": r(1, 4)}
    always = costs.calculate(**given, review_cost=r(6))
    sometimes = costs.calculate(**given, review_cost=r(3))
    never = costs.calculate(**given, review_cost=r(0.5))
    assert always.never_act
    assert always.acting_never_pays is Holds.ALWAYS
    assert not sometimes.never_act
    assert sometimes.acting_never_pays is Holds.SOMETIMES
    assert never.acting_never_pays is Holds.NEVER
    assert always.worked.values["threshold_p"] is None
    assert sometimes.worked.values["threshold_p"] == [0.8888888889, 1]


def test_quantile() -> None:
    found = quantile.calculate(under_cost=r(8), over_cost=r(5))
    assert shown(found.quantile_p) == "0.615"


def test_quantile_agrees_with_the_newsvendor() -> None:
    """Bought at 15, sold at 22, left over at 5: 7 lost by one too few, 10 by one too many."""
    price, cost, salvage = 22.0, 15.0, 5.0
    found = quantile.calculate(under_cost=r(price - cost), over_cost=r(cost - salvage))
    assert point(found.quantile_p) == pytest.approx((price - cost) / (price - salvage))


@pytest.mark.parametrize(
    ("rate", "effect", "power", "per_arm"),
    [
        # R: power.prop.test(p1 = .50, p2 = .75, power = .90) is n = 76.7
        (50, 50, 0.9, 77),
        # R: power.prop.test(p1 = .10, p2 = .11, power = .80) is n = 14750.79
        (10, 10, 0.8, 14_751),
        # R: power.prop.test(p1 = .15, p2 = .30, power = .85) is n = 137.604
        (15, 100, 0.85, 138),
    ],
)
def test_experiment_on_rates(rate: float, effect: float, power: float, per_arm: int) -> None:
    found = experiment.calculate(rate_percent=r(rate), effect_percent=r(effect), power=r(power))
    assert point(found.per_arm) == per_arm


def test_experiment_on_rates_agrees_with_r_before_rounding() -> None:
    assert experiment.two_proportions(0.50, 0.75, 0.05, 0.9) == pytest.approx(76.7, abs=0.05)
    # R: power.prop.test(n = 50, p1 = .50, p2 = .75) is power = 0.740
    assert experiment.two_proportions(0.50, 0.75, 0.05, 0.740) == pytest.approx(50, abs=0.1)
    assert experiment.two_proportions(0.10, 0.11, 0.05, 0.8) == pytest.approx(14750.8, abs=0.05)


def test_experiment_on_means() -> None:
    found = experiment.calculate(mean=r(15), std_dev=r(30), effect_percent=r(10))
    assert point(found.per_arm) == 6_280


def test_experiment_on_means_is_near_the_t_test() -> None:
    """R: power.t.test(delta = 1, sd = 1, power = .90) is n = 22.02; the normal one needs 21.01."""
    found = experiment.calculate(mean=r(100), std_dev=r(1), effect_percent=r(1), power=r(0.9))
    assert point(found.per_arm) == 22


def test_experiment_runs_for_whole_weeks_and_is_read_after_build_and_delay() -> None:
    found = experiment.calculate(
        rate_percent=r(10),
        effect_percent=r(10),
        units_per_day=r(1500),
        build_days=r(84),
        kpi_delay_days=r(30),
    )
    assert (point(found.weeks), point(found.days)) == (3, 21)
    assert point(found.readable_days) == 84 + 21 + 30


def test_experiment_on_half_of_the_cases_takes_twice_as_long() -> None:
    found = experiment.calculate(
        rate_percent=r(10), effect_percent=r(10), units_per_day=r(1500), share_percent=r(50)
    )
    assert point(found.weeks) == 6


def test_experiment_that_just_fills_its_weeks_takes_no_more() -> None:
    per_arm = 14_751
    found = experiment.calculate(
        rate_percent=r(10), effect_percent=r(10), units_per_day=r(2 * per_arm / 14)
    )
    assert point(found.weeks) == 2


AT_HAND = [
    # Units there are, share, units a day; 3,108 are needed.
    (r(3108), r(100), None),
    (r(3108), r(100), r(44)),
    (r(6216), r(50), r(44)),
    (r(4000, 5000), r(80, 100), None),
    (None, r(100), r(44)),
    # Nobody arrives, and nobody has to.
    (r(4000), r(100), r(0)),
]
NEEDED: dict[str, Any] = {
    "rate_percent": r(30),
    "effect_percent": r(15),
    "direction": experiment.FALLS,
    "build_days": r(60),
    "kpi_delay_days": r(90),
}


@pytest.mark.parametrize(("total", "share", "a_day"), AT_HAND)
def test_units_that_are_at_hand_need_not_arrive(
    total: Range | None, share: Range, a_day: Range | None
) -> None:
    found = experiment.calculate(
        **NEEDED, units_per_day=a_day, units_total=total, share_percent=share, units_at_hand="yes"
    )
    assert point(found.per_arm) == 1554
    assert found.weeks == r(0)
    assert point(found.readable_days) == 150
    assert found.worked.result == "1,554 per arm, all at hand; readable in 150 days"
    if total is not None:
        assert "2 · 1,554 = 3,108 fit in" in found.worked.working
    else:
        assert "how many there are is open" in found.worked.assumptions[-1]


@pytest.mark.parametrize(
    ("total", "share"),
    [(r(3107), r(100)), (r(6216), r(49)), (r(0), r(100)), (r(2000, 4000), r(100))],
)
def test_too_few_units_at_hand_are_refused(total: Range, share: Range) -> None:
    with pytest.raises(Refused, match="two arms need 3,108 units"):
        experiment.calculate(**NEEDED, units_total=total, share_percent=share, units_at_hand="yes")


@pytest.mark.parametrize("at_hand", ["no", "unsure", None])
def test_units_that_are_not_at_hand_arrive_however_many_there_are(at_hand: Any) -> None:
    found = experiment.calculate(
        **NEEDED, units_per_day=r(44), units_total=r(5000), units_at_hand=at_hand
    )
    assert found.weeks == r(11)
    assert "fit in 5,000" in found.worked.working
    few = experiment.calculate(**NEEDED, units_total=r(40), units_at_hand=at_hand)
    assert few.fits is Holds.NEVER
    assert "exceed 40" in few.worked.working


def test_too_few_units_at_hand_still_have_a_size() -> None:
    given = framing(
        validation__rate_percent=30,
        validation__effect_percent=15,
        validation__unit="person",
        validation__units_total=40,
        validation__units_at_hand="yes",
    )
    assert experiment.of(given) is None
    size = experiment.size_of(given)
    assert size is not None
    assert not size.is_at_hand


def test_a_number_of_units_below_0_is_refused() -> None:
    with pytest.raises(Refused, match="the number of units there are must be 0 or more"):
        experiment.calculate(rate_percent=r(30), effect_percent=r(15), units_total=r(-1))


@pytest.mark.parametrize(("unit", "weeks"), [("person", 0), ("site", 0), ("case", 11), (None, 11)])
def test_the_units_of_a_framing_are_persons_or_sites(unit: str | None, weeks: int) -> None:
    found = experiment.of(
        framing(
            stack__kpi_now=30,
            stack__kpi_target=25,
            validation__rate_percent=30,
            validation__effect_percent=15,
            validation__unit=unit,
            validation__units_total=4000,
            validation__units_at_hand="yes",
            validation__units_per_day=44,
        )
    )
    assert found is not None
    assert found.weeks == r(weeks)


def test_an_open_label_delay_counts_as_0_and_is_said() -> None:
    given: dict[str, Any] = {
        "stack__decisions_per_day": 500,
        "labels__positives_percent": 0.05,
        "labels__positives_now": 40,
        "labels__positives_needed": 2000,
        "labels__labelled_percent": 100,
        "task__type": "score",
    }
    found, later = labels.of(framing(**given)), labels.of(framing(**given, labels__delay_days=30))
    assert found is not None
    assert later is not None
    assert (point(found.days), point(later.days)) == (7840, 7870)
    assert "the label delay is open, and counts as 0" in found.worked.assumptions
    assert len(later.worked.assumptions) == 1
    enough = labels.of(framing(**{**given, "labels__positives_now": 2000}))
    assert enough is not None
    assert len(enough.worked.assumptions) == 1


def test_labels() -> None:
    given = {
        "decisions_per_day": r(10_000),
        "labelled_percent": r(50),
        "positives_percent": r(1),
        "positives_needed": r(5_000),
        "delay_days": r(30),
    }
    found = labels.calculate(**given)
    assert point(found.positives_per_day) == 50
    assert point(found.days) == 130
    assert point(labels.calculate(**given, positives_now=r(5_000)).days) == 0
    partly = labels.calculate(**given, positives_now=r(4_000, 6_000))
    assert partly.days == r(0, 50)


def test_queue() -> None:
    found = queue.calculate(decisions_per_day=r(20_000), flag_percent=r(3), capacity_per_day=r(450))
    assert point(found.demand_per_day) == 600
    assert shown(found.utilisation_percent) == "133"
    assert point(found.largest_flag_percent) == 2.25
    assert "seven days a week" in found.worked.assumptions[1]


def test_queue_is_cleared_on_working_days() -> None:
    found = queue.calculate(
        decisions_per_day=r(20_000),
        flag_percent=r(3),
        capacity_per_day=r(450),
        days_per_week=r(5),
    )
    assert point(found.capacity_per_day) == pytest.approx(450 * 5 / 7)
    assert point(found.utilisation_percent) == pytest.approx(600 / (450 * 5 / 7) * 100)
    assert point(found.largest_flag_percent) == pytest.approx(2.25 * 5 / 7)
    assert "450 a working day · 5 / 7 = 321 a day" in found.worked.working
    assert not any("seven" in words for words in found.worked.assumptions)
    of_framing = queue.of(framing(**QUEUE, stack__queue_days_per_week=5))
    assert of_framing is not None
    assert of_framing.utilisation_percent == found.utilisation_percent


def test_a_week_of_seven_working_days_is_said_where_it_was_told() -> None:
    told = queue.calculate(
        decisions_per_day=r(20_000),
        flag_percent=r(3),
        capacity_per_day=r(450),
        days_per_week=r(7),
    )
    assert "450 a day, seven days a week" in told.worked.working
    assert not any("seven" in words for words in told.worked.assumptions)


def test_all_cases_fit_where_capacity_is_ample() -> None:
    found = queue.calculate(decisions_per_day=r(20), flag_percent=r(50), capacity_per_day=r(450))
    assert point(found.largest_flag_percent) == 100


def test_serving() -> None:
    found = serving.calculate(peak_qps=r(400), p99_ms=r(50), capacity_qps=r(500))
    assert point(found.in_flight) == 20
    assert point(found.peak_share_percent) == 80
    assert serving.calculate(peak_qps=r(400), p99_ms=r(50)).peak_share_percent is None


@pytest.mark.parametrize(("rate", "trials"), [(0.01, 29_956), (1, 299), (5, 59), (10, 29)])
def test_evidence(rate: float, trials: int) -> None:
    """59 for 95/95 and 299 for 95/99 are the sample sizes of Wilks for one-sided limits."""
    found = evidence.calculate(failure_rate_percent=r(rate))
    assert point(found.trials) == trials
    assert point(found.trials) == pytest.approx(log(0.05) / log(1 - rate / 100), abs=1)


def test_evidence_takes_its_time_after_the_build() -> None:
    found = evidence.calculate(
        failure_rate_percent=r(1),
        decisions_per_day=r(20),
        stage_percent=r(50),
        build_days=r(84),
    )
    assert point(found.exposure_days) == pytest.approx(29.9)
    assert point(found.days) == pytest.approx(113.9)


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        (20, "29.9 days at 50 %"),
        (1196, "12 hours at 50 %"),
        (598, "1 day at 50 %"),
        (143_520, "6 minutes at 50 %"),
    ],
)
def test_evidence_of_less_than_a_day_is_told_in_hours(decisions: float, said: str) -> None:
    found = evidence.calculate(
        failure_rate_percent=r(1), decisions_per_day=r(decisions), stage_percent=r(50)
    )
    assert said in found.worked.result


def test_staleness() -> None:
    found = staleness.calculate(half_life_days=r(60), delay_days=r(90), retrain_days=r(30))
    assert point(found.age_days) == 120
    assert found.is_stale is Holds.ALWAYS
    level = staleness.calculate(half_life_days=r(120), delay_days=r(90), retrain_days=r(30))
    assert level.is_stale is Holds.NEVER
    guess = staleness.calculate(half_life_days=r(60, 200), delay_days=r(90), retrain_days=r(30))
    assert guess.is_stale is Holds.SOMETIMES


RETURN = {
    "kpi_unit_value_per_year": r(1_000),
    "run_cost_per_year": r(9_000),
    "build_cost": r(6_000),
}


def test_return() -> None:
    found = payback.calculate(kpi_now=r(42), kpi_target=r(30), **RETURN)
    assert point(found.gain_per_year) == 12_000
    assert point(found.net_per_year) == 3_000
    assert point(found.payback_years) == 2
    assert found.never is Holds.NEVER


@pytest.mark.parametrize(
    ("now", "target", "rules", "gain"),
    [
        (r(42), r(30), r(36), r(6_000)),
        # Rules that are worse than today count for nothing.
        (r(42), r(30), r(50), r(12_000)),
        # Rules reach the target already.
        (r(42), r(30), r(28), r(0)),
        (r(10), r(15), r(12), r(3_000)),
        (r(10), r(15), r(8), r(5_000)),
        (r(10), r(15), r(12, 17), r(0, 3_000)),
        (r(-5), r(-2), None, r(3_000)),
        (r(42), r(28, 31), None, r(11_000, 14_000)),
        # Today and the target may be one number, so there may be no gain.
        (r(41, 45), r(28, 42), None, r(0, 17_000)),
        (r(42), r(40, 45), None, r(0, 3_000)),
        (r(42), r(42), None, r(0)),
    ],
)
def test_gain_is_what_lies_beyond_the_better_of_today_and_rules(
    now: Range, target: Range, rules: Range | None, gain: Range
) -> None:
    found = payback.calculate(kpi_now=now, kpi_target=target, rules_kpi=rules, **RETURN)
    assert found.gain_per_year == gain


@pytest.mark.parametrize(
    ("now", "target", "rules", "gain"),
    [
        # Nothing but the one figure is known.
        (None, None, None, r(12_000)),
        (r(42), r(30), None, r(12_000)),
        # Rules go half of the way, all of it, or none.
        (r(42), r(30), r(36), r(6_000)),
        (r(42), r(30), r(28), r(0)),
        (r(42), r(30), r(50), r(12_000)),
        (r(10), r(15), r(12), r(7_200)),
        (r(10), r(15), r(12, 17), r(0, 7_200)),
        # Today and the target are, or may be, one number.
        (r(42), r(42), None, r(0)),
        (r(41, 45), r(28, 42), None, r(0, 12_000)),
    ],
)
def test_a_gain_that_is_known_as_one_figure_is_what_rules_leave(
    now: Range | None, target: Range | None, rules: Range | None, gain: Range
) -> None:
    money = {k: v for k, v in RETURN.items() if k != "kpi_unit_value_per_year"}
    found = payback.calculate(
        kpi_now=now, kpi_target=target, rules_kpi=rules, gain_per_year=r(12_000), **money
    )
    assert shown(found.gain_per_year) == shown(gain)


def test_the_value_of_a_unit_counts_before_one_figure() -> None:
    found = payback.calculate(kpi_now=r(42), kpi_target=r(30), gain_per_year=r(90_000), **RETURN)
    assert point(found.gain_per_year) == 12_000
    assert "moved by 12 · 1,000 a unit = 12,000 a year" in found.worked.working


def test_one_figure_is_no_gain_while_the_way_that_rules_go_is_open() -> None:
    known = {"stack__gain_per_year": 12_000, "need__rules_kpi": 36}
    assert payback.gain_of(framing(**known)) is None
    assert payback.gain_of(framing(**known, stack__kpi_now=42, stack__kpi_target=30)) == r(6_000)


def test_one_figure_is_told_with_what_rules_leave_of_it() -> None:
    costs_of_it = {"roi__run_cost_per_year": 1_000, "roi__build_cost": 6_000}
    whole = payback.of(framing(stack__gain_per_year=12_000, **costs_of_it))
    assert whole is not None
    assert whole.worked.working.startswith("12,000 a year for reaching the target; − upkeep 1,000")
    way = {"stack__kpi_now": 42, "stack__kpi_target": 30, "need__rules_kpi": 36}
    half = payback.of(framing(stack__gain_per_year=12_000, **way, **costs_of_it))
    assert half is not None
    assert "12,000 a year for reaching the target · 50 % of the way left = 6,000 a year" in (
        half.worked.working
    )


def test_return_that_never_comes() -> None:
    found = payback.calculate(kpi_now=r(42), kpi_target=r(33), **RETURN)
    assert point(found.net_per_year) == 0
    assert found.never is Holds.ALWAYS
    assert found.worked.result.startswith("never pays back")
    assert found.worked.values["payback_years"] is None
    assert found.payback_years.over(r(3)) is Holds.ALWAYS


def test_return_that_may_never_come() -> None:
    found = payback.calculate(kpi_now=r(42), kpi_target=r(30, 36), **RETURN)
    assert found.never is Holds.SOMETIMES
    assert found.worked.values["payback_years"] == [2, None]
    assert found.worked.values["never"] == "sometimes"
    assert found.payback_years.over(r(3)) is Holds.SOMETIMES
    assert "at the earliest, or never" in found.worked.result


def test_return_without_a_cost_to_build() -> None:
    found = payback.calculate(kpi_now=r(42), kpi_target=r(30), **{**RETURN, "build_cost": r(0)})
    assert found.worked.result.startswith("pays back at once")


def test_proxy() -> None:
    found = proxy.calculate(
        candidates=[
            ("clicks", (2, 1, 5, 5, 2)),
            ("chargeback", (5, 4, 3, 2, 4)),
            ("analyst", (4, 3, 2, 5, 4)),
        ]
    )
    assert [row.name for row in found.ranking] == ["chargeback", "analyst", "clicks"]
    assert found.places == (1, 1, 3)
    assert found.ranking[0] == ("chargeback", 3.6, ("speed", 2))
    assert "“chargeback” and “analyst”: level, 3.6 of 5" in found.worked.result


# Ranges.


def test_a_range_is_answered_from_corner_to_corner() -> None:
    found = experiment.calculate(
        rate_percent=r(9, 11), effect_percent=r(10), units_per_day=r(1500, 3000)
    )
    ends = [
        point(experiment.calculate(rate_percent=r(rate), effect_percent=r(10)).per_arm)
        for rate in (11, 9)
    ]
    assert found.per_arm == r(*ends)
    assert found.weeks == r(2, 4)


def test_where_no_direction_is_known_both_are_counted() -> None:
    both, rises, falls = (
        experiment.calculate(rate_percent=r(10), effect_percent=r(10), direction=way).per_arm
        for way in (None, "rises", "falls")
    )
    assert both == r(point(falls), point(rises))


# Refusals.

REFUSED: list[tuple[str, dict[str, Range], str]] = [
    ("costs", {"false_positive_cost": r(0), "false_negative_cost": r(0)}, "nothing to weigh"),
    ("costs", {"false_positive_cost": r(-1), "false_negative_cost": r(5)}, "0 or more"),
    (
        "costs",
        {"false_positive_cost": r(5), "false_negative_cost": r(5), "action_cost": r(10)},
        "as much as a false alarm costs",
    ),
    (
        "costs",
        {
            "false_positive_cost": r(5),
            "false_negative_cost": r(95),
            "action_success_percent": r(101),
        },
        "100 % at most",
    ),
    (
        "queue",
        {
            "decisions_per_day": r(9),
            "flag_percent": r(3),
            "capacity_per_day": r(9),
            "days_per_week": r(8),
        },
        "seven days",
    ),
    (
        "queue",
        {
            "decisions_per_day": r(9),
            "flag_percent": r(3),
            "capacity_per_day": r(9),
            "days_per_week": r(0),
        },
        "working days a week",
    ),
    ("return", {"run_cost_per_year": r(9), "build_cost": r(9)}, "or the gain"),
    (
        "return",
        {"run_cost_per_year": r(9), "build_cost": r(9), "gain_per_year": r(-1)},
        "0 or more",
    ),
    ("quantile", {"under_cost": r(0), "over_cost": r(0)}, "nothing to weigh"),
    ("quantile", {"under_cost": r(1), "over_cost": r(-2)}, "0 or more"),
    ("experiment", {"rate_percent": r(10), "effect_percent": r(0)}, "above 0"),
    ("experiment", {"rate_percent": r(0), "effect_percent": r(10)}, "between 0 and 100 %"),
    ("experiment", {"rate_percent": r(60), "effect_percent": r(80)}, "would be 108 %"),
    ("experiment", {"effect_percent": r(80)}, "is needed"),
    ("experiment", {"mean": r(-1, 1), "std_dev": r(2), "effect_percent": r(5)}, "not 0"),
    ("experiment", {"mean": r(1), "std_dev": r(0), "effect_percent": r(5)}, "above 0"),
    (
        "experiment",
        {"rate_percent": r(10), "effect_percent": r(10), "alpha": r(0)},
        "between 0 and 1",
    ),
    ("experiment", {"rate_percent": r(10), "effect_percent": r(10), "power": r(1)}, "under 1"),
    (
        "experiment",
        {"rate_percent": r(10), "effect_percent": r(10), "units_per_day": r(0)},
        "units a day",
    ),
    (
        "labels",
        {
            "decisions_per_day": r(100),
            "labelled_percent": r(50),
            "positives_percent": r(0),
            "positives_needed": r(10),
        },
        "share of positives",
    ),
    (
        "queue",
        {"decisions_per_day": r(100), "flag_percent": r(3), "capacity_per_day": r(0)},
        "can clear",
    ),
    (
        "queue",
        {"decisions_per_day": r(0), "flag_percent": r(3), "capacity_per_day": r(9)},
        "cases a day",
    ),
    ("serving", {"peak_qps": r(0), "p99_ms": r(50)}, "above 0"),
    ("serving", {"peak_qps": r(9), "p99_ms": r(50), "capacity_qps": r(0)}, "above 0"),
    ("evidence", {"failure_rate_percent": r(0)}, "cannot be shown"),
    ("evidence", {"failure_rate_percent": r(100)}, "between 0 and 100 %"),
    (
        "staleness",
        {"half_life_days": r(0), "delay_days": r(1), "retrain_days": r(1)},
        "half-life",
    ),
    (
        "return",
        {"kpi_now": r(1), "kpi_target": r(2), **RETURN, "build_cost": r(-1)},
        "0 or more",
    ),
    ("serving", {"peak_qps": r(1e15), "p99_ms": r(1e15)}, "too large"),
    ("serving", {"peak_qps": r(float("nan")), "p99_ms": r(5)}, "must be a number"),
    ("serving", {"peak_qps": r(float("inf")), "p99_ms": r(5)}, "must be a number"),
]


@pytest.mark.parametrize(("name", "given", "words"), REFUSED)
def test_inputs_that_make_no_sense_are_refused(
    name: str, given: dict[str, Range], words: str
) -> None:
    with pytest.raises(Refused) as refused:
        CALCULATORS[name].calculate(**given)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "candidates",
    [[], [("a", (5, 5, 5))], [("a", (5, 5, 5, 5, 6))], [("a", (1,) * 5), ("a", (2,) * 5)]],
)
def test_candidates_that_cannot_be_ranked_are_refused(candidates: list[Any]) -> None:
    with pytest.raises(Refused):
        proxy.calculate(candidates=candidates)


def test_more_flags_than_cases_are_refused() -> None:
    with pytest.raises(Refused, match=r"a precision of 10 % would flag 400 % of all cases"):
        costs.calculate(
            false_positive_cost=r(5),
            false_negative_cost=r(95),
            decisions_per_day=r(100),
            positives_percent=r(50),
            precision_percent=r(10),
            recall_percent=r(80),
        )


# From a framing.

QUEUE = {
    "stack__policy": "review-queue",
    "stack__decisions_per_day": 20_000,
    "stack__flag_percent": 3,
    "stack__queue_capacity_per_day": 450,
}
COSTS = {
    "stack__policy": "threshold",
    "errors__false_positive_cost": 5,
    "errors__false_negative_cost": 95,
}
FIGURES = {
    "stack__kpi_now": 42,
    "stack__kpi_target": 30,
    "stack__kpi_unit_value_per_year": 1_000,
    "roi__run_cost_per_year": 9_000,
    "roi__build_cost": 6_000,
}


def names(given: Framing) -> list[str]:
    return [calculator.name for calculator, _ in worked_out(given)]


def test_nothing_is_worked_out_before_the_inputs_are_there() -> None:
    assert names(Framing()) == []
    for missing in QUEUE:
        assert names(framing(**{k: v for k, v in QUEUE.items() if k != missing})) == []


def test_figures_come_in_the_order_of_the_catalogue() -> None:
    found = names(framing(**QUEUE, **FIGURES, errors__false_positive_cost=5,
                          errors__false_negative_cost=9))  # fmt: skip
    assert found == ["costs", "queue", "return"]


def test_an_answer_that_is_not_asked_any_more_works_nothing_out() -> None:
    assert names(framing(**{**QUEUE, "stack__policy": "rank-all"})) == []


def test_a_refusal_is_told_and_stops_nothing() -> None:
    given = framing(**{**QUEUE, "stack__queue_capacity_per_day": 0}, **FIGURES)
    assert queue.of(given) is None
    found = [result for _, result in worked_out(given)]
    assert isinstance(found[0], Refusal)
    assert found[0].name == "queue"
    assert "what people can clear a day must be above 0, got 0" in found[0].message
    assert not isinstance(found[1], Refusal)


def test_a_volume_that_makes_no_sense_leaves_the_threshold() -> None:
    found = costs.of(
        framing(
            **COSTS,
            task__type="binary",
            stack__decisions_per_day=100,
            labels__positives_percent=50,
            errors__expected_precision_percent=10,
            errors__expected_recall_percent=80,
        )
    )
    assert found is not None
    assert point(found.threshold_p) == 0.05
    assert found.saving_per_day is None
    assert "400 %" in found.left_out


def test_the_base_rate_of_a_score_counts() -> None:
    found = costs.of(
        framing(
            **COSTS,
            task__type="score",
            stack__decisions_per_day=1000,
            labels__positives_percent=2,
            errors__expected_precision_percent=50,
            errors__expected_recall_percent=60,
        )
    )
    assert found is not None
    assert point(found.flagged_per_day) == 24


def test_the_experiment_moves_in_the_direction_of_the_kpi() -> None:
    plan = {"validation__rate_percent": 10, "validation__effect_percent": 10}
    found = [
        experiment.of(framing(**plan, **kpi))
        for kpi in (
            {"stack__kpi_now": 10, "stack__kpi_target": 8},
            {"stack__kpi_now": 10, "stack__kpi_target": 12},
            {},
        )
    ]
    falls, rises, either = (e.per_arm for e in found if e is not None)
    assert (point(falls), point(rises)) == (13_495, 14_751)
    assert either == r(13_495, 14_751)


@pytest.mark.parametrize(("unit", "weeks"), [(None, 3), ("case", 3), ("person", 3), ("site", None)])
def test_cases_stand_in_for_units_unless_they_are_sites(
    unit: str | None, weeks: int | None
) -> None:
    found = experiment.of(
        framing(
            stack__decisions_per_day=1500,
            stack__kpi_now=10,
            stack__kpi_target=11,
            validation__rate_percent=10,
            validation__effect_percent=10,
            validation__unit=unit,
        )
    )
    assert found is not None
    assert found.weeks == (None if weeks is None else r(weeks))


@pytest.mark.parametrize(
    ("stages", "stage"),
    [
        ((1, 10, 50, 100), 50),
        ((100,), None),
        ((0, 100), None),
        ((0, 20, 100), 20),
        ((0,), None),
        ((), None),
        ((20, 5), 20),
    ],
)
def test_evidence_is_gathered_at_the_largest_stage_below_all(
    stages: tuple[float, ...], stage: float | None
) -> None:
    found = evidence.of(
        framing(
            archetype__kind="autonomous",
            archetype__failure_rate_percent=1,
            stack__decisions_per_day=100,
            validation__experiment="staged-rollout",
            validation__stages_percent=tuple(map(r, stages)),
            roi__build_days=10,
        )
    )
    assert found is not None
    assert found.stage_percent == (None if stage is None else r(stage))
    assert (found.days is None) == (stage is None)


def test_candidates_without_all_five_scores_are_not_ranked() -> None:
    scores = {"alignment": 5, "gaming_resistance": 4, "coverage": 3, "speed": 2, "causal": 4}
    rows = (Candidate({"name": "whole", **scores}), Candidate({"name": "half", "alignment": 5}))
    found = proxy.of(Framing({"labels.candidates": rows}))
    assert found is not None
    assert [row.name for row in found.ranking] == ["whole"]
    assert proxy.of(Framing({"labels.candidates": rows[1:]})) is None


# What the return decides.

TEN = {
    "need__rules_suffice": "no",
    "need__data_unobtainable": "no",
    "need__errors_catastrophic": "no",
    "need__must_explain": "no",
    "need__complex_patterns": "yes",
    "need__repeats_at_scale": "yes",
    "need__data_exists": "yes",
    "need__errors_manageable": "yes",
    "need__world_changes": "yes",
}


@pytest.mark.parametrize("said", ["yes", "no", "unsure", None])
def test_the_figures_of_the_return_decide_whatever_was_said(said: str | None) -> None:
    carries = assess(framing(**TEN, **FIGURES, need__roi_below_upkeep=said)).verdict
    assert (carries.name, carries.leaning, carries.hinges_on) == ("ml", False, ())
    costly = {**FIGURES, "roi__run_cost_per_year": 12_000}
    stops = assess(framing(**TEN, **costly, need__roi_below_upkeep=said)).verdict
    assert (stops.name, stops.leaning, stops.hinges_on) == ("stop", False, ())
    assert stops.because == "the return does not carry the upkeep"


def test_a_return_that_may_not_carry_the_upkeep_hinges_on_what_is_guessed() -> None:
    guessed = {**FIGURES, "stack__kpi_target": r(30, 36)}
    verdict = assess(framing(**TEN, **guessed, need__roi_below_upkeep="no")).verdict
    assert verdict.name == "ml"
    assert verdict.hinges_on == ("stack.kpi_target",)
    assert [gate.state for gate in verdict.gates if gate.leads_to == "stop"] == [
        "passed",
        "unknown",
    ]


def test_without_figures_what_was_said_decides() -> None:
    said = assess(framing(**TEN, need__roi_below_upkeep="yes")).verdict
    assert (said.name, said.leaning) == ("stop", False)
    unsaid = assess(framing(**TEN)).verdict
    assert (unsaid.name, unsaid.leaning) == ("ml", True)
    assert unsaid.hinges_on == ("need.roi_below_upkeep",)


def test_the_assessment_holds_figures_and_refusals() -> None:
    judged = assess(framing(**{**QUEUE, "stack__queue_capacity_per_day": 0}, **FIGURES))
    assert [figure.name for figure in judged.figures] == ["return"]
    assert [refusal.name for refusal in judged.refusals] == ["queue"]


# The catalogue and its page.


@pytest.mark.parametrize("name", CALCULATORS)
def test_each_figure_is_told_whole(name: str) -> None:
    calculator = CALCULATORS[name]
    figure = calculator.figure(calculator.from_typed(calculator.example))
    assert (figure.name, figure.title, figure.source) == (
        name,
        calculator.title,
        calculator.source,
    )
    assert figure.assumptions
    for line in (figure.result, figure.working, *figure.assumptions, figure.source):
        assert line
        assert line == " ".join(line.split())
    assert json.loads(json.dumps(dict(figure.values), allow_nan=False)) == figure.values


def test_the_catalogue_is_that_of_the_docs() -> None:
    assert list(CALCULATORS) == [
        "costs",
        "quantile",
        "experiment",
        "labels",
        "queue",
        "serving",
        "evidence",
        "staleness",
        "return",
        "proxy",
    ]


def test_options_are_unique_and_inputs_are_those_of_the_function() -> None:
    for calculator in CALCULATORS.values():
        options = [given.option for given in calculator.inputs]
        assert len(set(options)) == len(options)
        wanted = set(_keywords(calculator.calculate)) - {"currency"}
        assert {given.name for given in calculator.inputs} == wanted


def _keywords(function: Any) -> tuple[str, ...]:
    code = function.__code__
    names: tuple[str, ...] = code.co_varnames[: code.co_kwonlyargcount]
    return names


def test_the_page_is_written_from_the_declarations() -> None:
    page = (ROOT / "docs" / "calculators.md").read_text(encoding="utf-8")
    assert page == reference(), "run python docs/generate.py"


def test_the_page_shows_a_command_for_each() -> None:
    page = reference()
    for calculator in CALCULATORS.values():
        assert command_line(calculator) in page
    assert re.findall(r"^## (\S+)$", page, re.M) == list(CALCULATORS)
