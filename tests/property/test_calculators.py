"""What holds for every calculator, whatever the numbers are."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from framing_tui.assessment import assess
from framing_tui.calculators.catalogue import CALCULATORS, worked_out
from framing_tui.calculators.result import Figure, Refusal, Refused
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Number, Numbers, One
from framing_tui.model.labels import SCORES, Candidate
from framing_tui.model.values import Range
from tests.counts import tried

# A believable span for each input: low, high. Ranges and points are drawn from it.
SPANS: dict[str, dict[str, tuple[float, float]]] = {
    "costs": {
        "false_positive_cost": (0.1, 1e4),
        "false_negative_cost": (0.1, 1e5),
        "review_cost": (0, 1e3),
        "action_success_percent": (1, 100),
        "action_cost": (0, 1e2),
        "decisions_per_day": (1, 1e6),
        "positives_percent": (0.01, 5),
        "precision_percent": (10, 100),
        "recall_percent": (1, 100),
    },
    "quantile": {"under_cost": (0.1, 1e4), "over_cost": (0.1, 1e4)},
    "experiment": {
        "rate_percent": (0.5, 40),
        "effect_percent": (1, 90),
        "units_per_day": (10, 1e6),
        "units_total": (0, 1e5),
        "share_percent": (1, 100),
        "build_days": (0, 400),
        "kpi_delay_days": (0, 100),
        "alpha": (0.001, 0.3),
        "power": (0.5, 0.99),
    },
    "labels": {
        "decisions_per_day": (1, 1e6),
        "labelled_percent": (0.1, 100),
        "positives_percent": (0.01, 100),
        "positives_needed": (0, 1e5),
        "positives_now": (0, 1e5),
        "delay_days": (0, 400),
    },
    "queue": {
        "decisions_per_day": (1, 1e6),
        "flag_percent": (0.01, 100),
        "capacity_per_day": (1, 1e5),
        "days_per_week": (0.5, 7),
    },
    "serving": {"peak_qps": (0.1, 1e5), "p99_ms": (0.1, 1e5), "capacity_qps": (0.1, 1e5)},
    "evidence": {
        "failure_rate_percent": (0.001, 50),
        "decisions_per_day": (1, 1e6),
        "stage_percent": (0.1, 99),
        "build_days": (0, 400),
    },
    "staleness": {
        "half_life_days": (0.1, 1e3),
        "delay_days": (0, 400),
        "retrain_days": (0, 400),
    },
    "return": {
        "kpi_now": (-100, 100),
        "kpi_target": (-100, 100),
        "rules_kpi": (-100, 100),
        "kpi_unit_value_per_year": (0, 1e6),
        "run_cost_per_year": (0, 1e6),
        "build_cost": (0, 1e6),
    },
}
MEANS = {
    "mean": (0.1, 1e4),
    "std_dev": (0.1, 1e4),
    **{k: v for k, v in SPANS["experiment"].items() if k != "rate_percent"},
}
AS_ONE_FIGURE = {
    "gain_per_year": (0, 1e8),
    **{k: v for k, v in SPANS["return"].items() if k != "kpi_unit_value_per_year"},
}
OUTPUTS = {
    "costs": (
        "gain",
        "threshold_p",
        "break_even_precision_percent",
        "flagged_per_day",
        "saving_per_day",
    ),
    "quantile": ("quantile_p",),
    "experiment": ("per_arm", "days", "weeks", "readable_days"),
    "labels": ("positives_per_day", "days"),
    "queue": ("demand_per_day", "capacity_per_day", "utilisation_percent", "largest_flag_percent"),
    "serving": ("in_flight", "peak_share_percent"),
    "evidence": ("trials", "exposure_days", "days"),
    "staleness": ("age_days",),
    "return": ("gain_per_year", "net_per_year", "payback_years"),
}
EVERY = [*SPANS.items(), ("experiment", MEANS), ("return", AS_ONE_FIGURE)]

every_calculator = pytest.mark.parametrize(
    ("name", "spans"), EVERY, ids=[*SPANS, "experiment on means", "return as one figure"]
)


def calculated(name: str, values: dict[str, Any]) -> Any:
    return CALCULATORS[name].calculate(**values)


@st.composite
def ranges(draw: st.DrawFn, span: tuple[float, float]) -> Range:
    ends = st.floats(*span)
    low = draw(ends)
    return Range.of(low, draw(ends)) if draw(st.booleans()) else Range.of(low)


def inner(value: Range) -> st.SearchStrategy[Range]:
    if value.is_point:
        return st.just(value)
    between = st.floats(value.low, value.high)
    return st.one_of(st.sampled_from([value.low, value.high]), between).map(Range.of)


@every_calculator
@tried(25, 200, data=st.data())
def test_a_range_holds_the_result_of_every_number_in_it(
    name: str, spans: dict[str, tuple[float, float]], data: st.DataObject
) -> None:
    given_ranges = {key: data.draw(ranges(span), label=key) for key, span in spans.items()}
    try:
        outer = calculated(name, given_ranges)
    except Refused:
        assume(False)
    numbers = {key: data.draw(inner(value), label=key) for key, value in given_ranges.items()}
    # What is not refused as a whole is refused at no number in it.
    found = calculated(name, numbers)
    for output in OUTPUTS[name]:
        whole, part = getattr(outer, output), getattr(found, output)
        size = max(map(abs, (whole.low, whole.high, 1e-9)))
        # Sums of large and small ends cancel; the slack is that of the terms, not of the result.
        slack = 1e-6 if math.isinf(size) else 1e-9 * size + 1e-6
        assert whole.low - slack <= part.low, output
        assert part.high <= whole.high + slack, output


# Any number at all, with the absurd ones in front.
anything = st.one_of(
    st.sampled_from(
        [
            0.0,
            -0.0,
            1.0,
            -1.0,
            100.0,
            101.0,
            1e-320,
            5e-324,
            1e300,
            -1e300,
            1e15,
            math.inf,
            -math.inf,
            math.nan,
            99.99999999999999,
            1e-16,
        ]
    ),
    st.floats(),
)
any_range = st.one_of(anything.map(Range.of), st.builds(Range.of, anything, anything))


def assert_whole(figure: Figure) -> None:
    """Assert that a figure can be printed as lines and written as strict JSON."""
    for line in (figure.result, figure.working, *figure.assumptions):
        assert line
        assert "\n" not in line
        assert "nan" not in line
    json.dumps(dict(figure.values), allow_nan=False)


def assert_whole_or_refused(calculate: Callable[[], Any]) -> None:
    """Assert that a figure comes whole, or is refused in one line."""
    message = ""
    try:
        figure = calculate().worked
    except Refused as refused:
        message = str(refused)
    else:
        assert_whole(figure)
        return
    assert message
    assert "\n" not in message


@every_calculator
@tried(40, 300, data=st.data())
def test_nothing_is_raised_but_refusals(
    name: str, spans: dict[str, tuple[float, float]], data: st.DataObject
) -> None:
    values = {
        key: data.draw(st.one_of(ranges(span), any_range), label=key) for key, span in spans.items()
    }
    if name == "experiment":
        values |= {"direction": data.draw(st.sampled_from(["rises", "falls", None]))}
    assert_whole_or_refused(lambda: calculated(name, values))


scores = st.lists(st.integers(0, 6), min_size=4, max_size=6).map(tuple)


@given(candidates=st.lists(st.tuples(st.text(max_size=50), scores), max_size=5))
def test_nothing_is_raised_of_candidates_but_refusals(candidates: list[Any]) -> None:
    assert_whole_or_refused(lambda: calculated("proxy", {"candidates": candidates}))


@given(rows=st.lists(st.tuples(*[st.integers(1, 5)] * 5), min_size=1, max_size=6))
def test_a_ranking_falls_and_keeps_the_order_of_equals(rows: list[tuple[int, ...]]) -> None:
    named = [(str(number), row) for number, row in enumerate(rows)]
    found: Any = CALCULATORS["proxy"].calculate(candidates=named)
    keys = [(-row.mean, int(row.name)) for row in found.ranking]
    assert keys == sorted(keys)
    assert all(row.weakest[1] == min(rows[int(row.name)]) for row in found.ranking)
    assert list(found.places) == sorted(found.places)


# More of this makes more, or less, of that.


@dataclass(frozen=True)
class Moves:
    """An output that rises or falls with an input, all else equal."""

    name: str
    input: str
    output: str
    rises: bool


MOVES = [
    Moves("costs", "false_positive_cost", "threshold_p", True),
    Moves("costs", "false_negative_cost", "threshold_p", False),
    Moves("costs", "review_cost", "threshold_p", True),
    Moves("costs", "action_success_percent", "threshold_p", False),
    Moves("costs", "action_cost", "threshold_p", True),
    Moves("costs", "action_success_percent", "saving_per_day", True),
    Moves("costs", "action_cost", "saving_per_day", False),
    Moves("costs", "precision_percent", "flagged_per_day", False),
    Moves("costs", "recall_percent", "flagged_per_day", True),
    Moves("costs", "precision_percent", "saving_per_day", True),
    Moves("costs", "false_positive_cost", "saving_per_day", False),
    Moves("costs", "false_negative_cost", "saving_per_day", True),
    Moves("quantile", "under_cost", "quantile_p", True),
    Moves("quantile", "over_cost", "quantile_p", False),
    Moves("experiment", "rate_percent", "per_arm", False),
    Moves("experiment", "effect_percent", "per_arm", False),
    Moves("experiment", "power", "per_arm", True),
    Moves("experiment", "alpha", "per_arm", False),
    Moves("experiment", "units_per_day", "weeks", False),
    Moves("experiment", "share_percent", "weeks", False),
    Moves("experiment", "build_days", "readable_days", True),
    Moves("experiment", "kpi_delay_days", "readable_days", True),
    Moves("labels", "decisions_per_day", "days", False),
    Moves("labels", "labelled_percent", "days", False),
    Moves("labels", "positives_percent", "days", False),
    Moves("labels", "positives_needed", "days", True),
    Moves("labels", "positives_now", "days", False),
    Moves("labels", "delay_days", "days", True),
    Moves("queue", "decisions_per_day", "utilisation_percent", True),
    Moves("queue", "flag_percent", "utilisation_percent", True),
    Moves("queue", "capacity_per_day", "utilisation_percent", False),
    Moves("queue", "capacity_per_day", "largest_flag_percent", True),
    Moves("queue", "days_per_week", "utilisation_percent", False),
    Moves("serving", "peak_qps", "in_flight", True),
    Moves("serving", "p99_ms", "in_flight", True),
    Moves("serving", "capacity_qps", "peak_share_percent", False),
    Moves("evidence", "failure_rate_percent", "trials", False),
    Moves("evidence", "stage_percent", "days", False),
    Moves("evidence", "build_days", "days", True),
    Moves("staleness", "delay_days", "age_days", True),
    Moves("return", "kpi_unit_value_per_year", "gain_per_year", True),
    Moves("return", "run_cost_per_year", "net_per_year", False),
    Moves("return", "build_cost", "payback_years", True),
    Moves("return", "run_cost_per_year", "payback_years", True),
]


@pytest.mark.parametrize("moves", MOVES, ids=lambda m: f"{m.name}: {m.input} → {m.output}")
@tried(20, 200, data=st.data())
def test_figures_move_in_the_right_direction(moves: Moves, data: st.DataObject) -> None:
    spans = SPANS[moves.name]
    numbers = {key: Range.of(data.draw(st.floats(*span))) for key, span in spans.items()}
    if moves.name == "costs" and moves.input not in ("action_success_percent", "action_cost"):
        # Where a look costs more than acting on a right case brings, acting never pays and there is
        # nothing to move.
        helps = numbers["action_success_percent"].low / 100
        gain = helps * numbers["false_negative_cost"].low - numbers["action_cost"].low
        assume(numbers["review_cost"].high < gain)
    less, more = sorted(data.draw(st.tuples(*[st.floats(*spans[moves.input])] * 2)))
    try:
        ends = [
            getattr(calculated(moves.name, {**numbers, moves.input: Range.of(end)}), moves.output)
            for end in (less, more)
        ]
    except Refused:
        assume(False)
    first, last = (end.low for end in (ends if moves.rises else reversed(ends)))
    slack = 0 if math.isinf(last) else 1e-9 * max(abs(first), abs(last)) + 1e-9
    assert first <= last + slack


# What is a share does not depend on the unit of money, time or volume.

SCALE_FREE = [
    (
        "costs",
        ("false_positive_cost", "false_negative_cost", "review_cost", "action_cost"),
        "threshold_p",
    ),
    ("quantile", ("under_cost", "over_cost"), "quantile_p"),
    ("queue", ("decisions_per_day", "capacity_per_day"), "utilisation_percent"),
    ("queue", ("decisions_per_day", "capacity_per_day"), "largest_flag_percent"),
    ("serving", ("peak_qps", "capacity_qps"), "peak_share_percent"),
    (
        "return",
        ("kpi_unit_value_per_year", "run_cost_per_year", "build_cost"),
        "payback_years",
    ),
]


@pytest.mark.parametrize(("name", "inputs", "output"), SCALE_FREE)
@tried(25, 200, data=st.data(), power=st.integers(-3, 3))
def test_shares_are_free_of_scale(
    name: str, inputs: tuple[str, ...], output: str, data: st.DataObject, power: int
) -> None:
    numbers = {key: Range.of(data.draw(st.floats(*span))) for key, span in SPANS[name].items()}
    # A power of two scales a float without rounding it.
    scale = 2.0**power
    scaled = {**numbers, **{key: Range.of(numbers[key].low * scale) for key in inputs}}
    try:
        found, again = (getattr(calculated(name, n), output) for n in (numbers, scaled))
    except Refused:
        assume(False)
    assert again.low == pytest.approx(found.low, rel=1e-12)


@given(scale=st.floats(0.01, 100), mean=st.floats(1, 100), spread=st.floats(1, 100))
def test_an_experiment_on_means_is_free_of_their_unit(
    scale: float, mean: float, spread: float
) -> None:
    effect = Range.of(10)
    sizes = [
        calculated(
            "experiment",
            {"mean": Range.of(m), "std_dev": Range.of(s), "effect_percent": effect},
        ).per_arm.low
        for m, s in ((mean, spread), (mean * scale, spread * scale))
    ]
    assert abs(sizes[0] - sizes[1]) <= 1


# Any framing.

NUMERIC = {qid: q for qid, q in QUESTIONS.items() if isinstance(q.kind, (Number, Numbers))}
CHOICES = {
    qid: QUESTIONS[qid]
    for qid in (
        "stack.policy",
        "task.type",
        "archetype.kind",
        "validation.experiment",
        "validation.unit",
    )
}
answer_numbers = st.one_of(
    st.sampled_from([0.0, 1.0, 50.0, 100.0, 1e15]), st.floats(0, 1e6), st.floats(0, 1)
)


@st.composite
def framings(draw: st.DrawFn) -> Framing:
    answers: dict[str, Any] = {"serving.online": "yes", "currency": draw(st.text(max_size=9))}
    for qid, question in NUMERIC.items():
        if draw(st.integers(0, 9)) == 0:
            continue
        kind = question.kind
        top = getattr(kind, "maximum", None) or 1e15
        value = Range.of(*(min(draw(answer_numbers), top) for _ in range(draw(st.integers(1, 2)))))
        answers[qid] = (value,) if isinstance(kind, Numbers) else value
    for qid, question in CHOICES.items():
        assert isinstance(question.kind, One)
        answers[qid] = draw(st.sampled_from(question.kind.values))
    answers["labels.candidates"] = tuple(
        Candidate({"name": name, **dict(zip(SCORES, row, strict=True))})
        for name, row in draw(
            st.dictionaries(st.text(min_size=1, max_size=9), st.tuples(*[st.integers(1, 5)] * 5))
        ).items()
    )
    return Framing(answers)


@tried(25, 200, framing=framings())
def test_any_framing_is_worked_out_or_refused(framing: Framing) -> None:
    for calculator, result in worked_out(framing):
        if isinstance(result, Refusal):
            assert result.message
            assert "\n" not in result.message
        else:
            figure = calculator.figure(result)
            assert figure.name == calculator.name
            json.dumps(dict(figure.values), allow_nan=False)
    judged = assess(framing)
    assert len(judged.figures) + len(judged.refusals) == len(list(worked_out(framing)))
