"""Rules on section 7: constraints, goals and what errors cost (FT703, FT704, FT707 to FT710)."""

from __future__ import annotations

import re

from framing_tui.calculators import costs, quantile
from framing_tui.calculators.result import shown
from framing_tui.model.archetype import Archetype
from framing_tui.model.audit import Compliance, Errors, Serving
from framing_tui.model.framing import Framing
from framing_tui.model.metrics import Metrics, Objective
from framing_tui.model.question import AnyQuestion
from framing_tui.model.stack import Stack
from framing_tui.model.task import Task
from framing_tui.model.validation import Validation
from framing_tui.model.values import Holds, Range, figure
from framing_tui.rules.bounds import carries_bound, says_no_bound
from framing_tui.rules.figures import as_ratio, break_even, rounded, times_apart
from framing_tui.rules.finding import (
    Flagged,
    Level,
    Way,
    both,
    listed,
    note,
    quote,
    red,
    red_at_both_ends,
    strongest,
    warn,
)
from framing_tui.rules.labels import label_is_a_past_judgement
from framing_tui.rules.metric_names import symmetric
from framing_tui.rules.phrases import short_list, words_of
from framing_tui.rules.registry import Limits, rule

# Constraints that bound what is done to whom it hits.
BOUNDS_HARM = frozenset(("quality", "fairness", "safety"))


@rule(
    "FT703",
    (Level.WARN, Level.NOTE),
    Way.CONTAINMENT,
    "risk",
    reads=(
        Metrics.constraints,
        Serving.online,
        Serving.p99_budget_ms,
        Compliance.people_affected,
        Archetype.kind,
        Stack.kpi,
    ),
)
def constraint_missing(framing: Framing) -> Flagged | None:
    """Something must not break, and no constraint says so.

    Why: what is not bounded is what the primary metric will be bought with.
    Fires: a note where somebody waits for the answer and there is neither a p99 budget nor a
    latency constraint; a warning where people are affected and there is neither a fairness nor a
    safety constraint; where the KPI counts money, cost, time or volume, people are affected, and no
    constraint of quality, fairness or safety bounds what that does to them (all past the metrics,
    where none were given); where it acts alone or somebody waits and the constraints were answered
    with none.
    Silent: before the section is passed while the constraints are open; on fairness and safety
    alone, where a label of past judgements is a finding already.
    Do: name each thing that would stop the launch, with the number at which it does.
    Source: chapter, section 7, satisficing constraints.
    """
    if framing.metrics.constraints is None and not framing.is_past("metrics"):
        return None
    return strongest(
        _nothing_bounded(framing) or _latency_unbounded(framing),
        _harm_unbounded(framing) or _people(framing),
    )


def _nothing_bounded(framing: Framing) -> Flagged | None:
    waits, alone = framing.serving.online == "yes", framing.archetype.kind == "autonomous"
    if framing.metrics.constraints != () or not (waits or alone):
        return None
    said = " and ".join(
        words
        for words, holds in (("it acts alone", alone), ("somebody waits for it", waits))
        if holds
    )
    return warn(f"{said}, and there is no constraint at all", Metrics.constraints)


def _latency_unbounded(framing: Framing) -> Flagged | None:
    serving = framing.serving
    if serving.online != "yes" or serving.p99_budget_ms is not None:
        return None
    if "latency" in _kinds(framing):
        return None
    questions = (Serving.p99_budget_ms, Metrics.constraints)
    message = "somebody waits for the answer, and nothing bounds how long"
    return note(message, *questions, absent=framing.open_of(*questions))


# Words by which a KPI says what the business gains, and nothing of whom it is done to.
_COUNTS_GAIN = short_list(
    """eur euro euros usd dollar dollars gbp chf jpy money revenue revenues turnover sales profit
    profits margin margins cost costs spend spending savings expense expenses price prices fee fees
    income budget time duration minutes hours wait waiting delay delays latency throughput volume
    clicks click views impressions downloads signups sign-ups bookings conversion conversions"""
)
_MONEY_SIGNS = "€$£¥"
# Time that only says when or how often something is counted: “within 24 hours”, “on time”.
_WHEN = r"(?i)\b(?:within|in|after|before|per|every|last|first|next|on|of)\s+(?:\d+\s+\w+|time)\b"


def _harm_unbounded(framing: Framing) -> Flagged | None:
    if framing.compliance.people_affected != "yes" or _kinds(framing) & BOUNDS_HARM:
        return None
    kpi = framing.stack.kpi
    if kpi is None or not _counts_gain(kpi):
        return None
    message = (
        f"the KPI {quote(kpi)} counts money, cost, time or volume, people are affected, and no "
        "constraint of quality, fairness or safety bounds the harm to them"
    )
    questions = (Metrics.constraints, Stack.kpi, Compliance.people_affected)
    return warn(message, *questions, absent=framing.open_of(Metrics.constraints))


def _counts_gain(kpi: str) -> bool:
    """Tell whether a KPI counts money, cost, time or volume."""
    words = words_of(re.sub(_WHEN, " ", kpi))
    return any(word in _COUNTS_GAIN for word in words) or any(sign in kpi for sign in _MONEY_SIGNS)


def _people(framing: Framing) -> Flagged | None:
    if framing.compliance.people_affected != "yes" or _kinds(framing) & {"fairness", "safety"}:
        return None
    if label_is_a_past_judgement(framing) is not None:
        return None
    absent = framing.open_of(Metrics.constraints)
    message = "people are affected, and no constraint is about fairness or safety"
    return warn(message, Metrics.constraints, Compliance.people_affected, absent=absent)


def _kinds(framing: Framing) -> set[str | None]:
    return {row.kind for row in framing.metrics.constraints or ()}


@rule(
    "FT704",
    (Level.WARN, Level.NOTE),
    Way.CONTAINMENT,
    None,
    reads=(Metrics.constraints, Validation.stop_if),
)
def constraint_without_bound(framing: Framing) -> Flagged | None:
    """A constraint or a stop is named, and nothing says when it is broken or due.

    Why: a bound that is agreed after the result is in bends towards the result.
    Fires: a warning where the bound of a constraint, or what stops it, is words that hold no
    number, no event that happens or does not, and no comparison with a figure that has a name, such
    as “as low as possible” or “does not increase much”; past the section, a note where the bound of
    a constraint is open.
    Silent: before the section is passed while a bound is open; for “none”, “today's share”, “three
    a week” and “any complaint by the regulator”; wherever the words leave a doubt.
    Do: write the number that would stop the launch, with its unit, or the event.
    Source: chapter, section 7, satisficing constraints.
    """
    return strongest(_bound_in_name_only(framing), _stop_in_name_only(framing), _unbound(framing))


def _bound_in_name_only(framing: Framing) -> Flagged | None:
    named = [
        f"{row.label}: {row.bound}" if row.label else row.bound
        for row in framing.metrics.constraints or ()
        if row.bound is not None and says_no_bound(row.bound) and not carries_bound(row.label)
    ]
    if not named:
        return None
    message = f"no number, event or known figure says when this is broken: {listed(named)}"
    return warn(message, Metrics.constraints)


def _stop_in_name_only(framing: Framing) -> Flagged | None:
    stop = framing.validation.stop_if
    if stop is None or not says_no_bound(stop):
        return None
    message = f"no number, event or known figure says when it is stopped: {quote(stop)}"
    return warn(message, Validation.stop_if)


def _unbound(framing: Framing) -> Flagged | None:
    rows = framing.metrics.constraints or ()
    unbound = [row.label for row in rows if row.bound is None and not row.is_blank]
    if not unbound or not framing.is_past("metrics"):
        return None
    message = f"no number says when this is broken: {listed(unbound)}"
    return note(message, Metrics.constraints, absent=(Metrics.constraints,))


@rule(
    "FT707",
    (Level.WARN,),
    Way.TARGET,
    None,
    reads=(Metrics.objectives, Metrics.constraints),
)
def goals_in_one_model(framing: Framing) -> Flagged | None:
    """Conflicting goals are mixed into one model, nobody has weighed them, or all pull one way.

    Why: a weight that is trained in can be changed only by training again, and goals that are all
    of one kind push together at the expense of whatever has no goal.
    Fires: for two goals or more, where one has no model of its own, or, past the section, a model
    of its own or a weight is open; where all of them are about engagement, or all about money, and
    no constraint is about quality or safety (answered without one, or open past the section).
    Silent: for a single goal; before the section is passed while models, weights or constraints are
    open; for goals in words that are not known.
    Do: train one model for each goal, add them up with weights that can be moved later, and give
    quality a goal or a bound.
    Source: chapter, section 7, multi-objective recommendation.
    """
    rows = [row for row in framing.metrics.objectives or () if not row.is_blank]
    if len(rows) < 2:
        return None
    return strongest(_mixed(framing, rows), _of_one_kind(framing, rows))


def _mixed(framing: Framing, rows: list[Objective]) -> Flagged | None:
    mixed = [row.label for row in rows if row.own_model == "no"]
    parts = [f"no model of its own for {listed(mixed)}"] if mixed else []
    if framing.is_past("metrics"):
        unsaid = [row.label for row in rows if row.own_model is None]
        unweighed = [row.label for row in rows if row.weight is None]
        if unsaid:
            parts.append(f"no word on a model of its own for {listed(unsaid)}")
        if unweighed:
            parts.append(f"no weight for {listed(unweighed)}")
    if not parts:
        return None
    absent = () if mixed else (Metrics.objectives,)
    message = f"several goals, with {' and '.join(parts)}: one model each, and weights to move"
    return warn(message, Metrics.objectives, absent=absent)


# Words by which a goal shows of what kind it is.
_KINDS_OF_GOAL = {
    "engagement": short_list(
        """engagement engaging click clicks ctr click-through clickthrough views view watch watched
        dwell session sessions visits likes like shares share comments comment reactions replies
        reply scroll impressions opens interactions"""
    ),
    "money": short_list(
        """money revenue turnover sales profit margin income earnings commission ads advertising
        spend spending basket gmv arpu eur usd"""
    ),
}


def _of_one_kind(framing: Framing, rows: list[Objective]) -> Flagged | None:
    absent = framing.open_of(Metrics.constraints)
    if absent and not framing.is_past("metrics"):
        return None
    if _kinds(framing) & {"quality", "safety"}:
        return None
    for kind, words in _KINDS_OF_GOAL.items():
        if all(words & {*words_of(row.label)} for row in rows):
            named = listed([row.label for row in rows])
            message = f"all goals are about {kind} ({named}), and nothing is for quality or safety"
            return warn(message, Metrics.objectives, Metrics.constraints, absent=absent)
    return None


@rule(
    "FT708",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "risk",
    reads=(
        Metrics.precision_floor_percent,
        Errors.false_positive_cost,
        Errors.false_negative_cost,
        Errors.review_cost,
        Errors.action_success_percent,
        Errors.action_cost,
    ),
)
def precision_floor_below_break_even(framing: Framing) -> Flagged | None:
    """The precision that is allowed is one at which each flag loses money.

    Why: a floor under break-even lets the model keep its promise and cost more than it saves.
    Fires: red where the floor is below break-even precision; a warning where it is at one end of a
    range.
    Silent: while the floor or one of the two costs is open, and where both costs are 0.
    Do: raise the floor to break-even at least, or look again at what each error costs.
    Source: chapter, section 6, fourth killer, and section 7.
    """
    floor, worked_out = framing.metrics.precision_floor_percent, costs.of(framing)
    if floor is None or worked_out is None:
        return None
    questions = (
        Metrics.precision_floor_percent,
        Errors.false_positive_cost,
        Errors.false_negative_cost,
    )
    if worked_out.never_act:
        than = worked_out.outweighed
        message = f"a floor of {floor} % cannot pay: looking at one case costs more than {than}"
        return red(message, *questions, Errors.review_cost)
    needed = rounded(worked_out.break_even_precision_percent)
    return red_at_both_ends(
        floor.under(needed),
        lambda: (
            f"a precision of {floor} % is allowed, and acting pays only from {shown(needed)} % on",
            f"a floor of {figure(floor.low)} % against {break_even(needed.high)}",
        ),
        *questions,
    )


@rule(
    "FT709",
    (Level.WARN,),
    Way.CONTAINMENT,
    "risk",
    reads=(Metrics.primary, Errors.over_cost, Errors.under_cost, Task.type),
    limits={"cost_ratio": 2.0},
)
def symmetric_metric_on_uneven_costs(framing: Framing, limits: Limits) -> Flagged | None:
    """Too high and too low cost different amounts, and the metric cannot tell.

    Why: a forecast of the middle is wrong on the dear side half of the time.
    Fires: for a quantity whose costs of a unit too high and too low are 2:1 apart or more, where
    the primary metric weighs both the same, such as MAE, RMSE or MAPE; also where only one end of
    the range is that far apart.
    Silent: while a cost is open, for quantile loss, and for metrics that are not known.
    Do: predict the quantile that the two costs give, and measure it by quantile loss.
    Source: chapter, section 6, fourth killer, and section 7.
    """
    over, under = framing.errors.over_cost, framing.errors.under_cost
    metric = symmetric(framing.metrics.primary)
    if over is None or under is None or metric is None:
        return None
    times = times_apart(over, under)
    far = times.at_least(Range.of(limits["cost_ratio"]))
    if far is Holds.NEVER:
        return None
    perhaps = "" if far is Holds.ALWAYS else "perhaps "
    message = (
        f"a unit too low costs {under} and one too high {over} ({perhaps}{as_ratio(times)}), "
        f"and {quote(metric.words)} weighs both the same"
    )
    worked_out = quantile.of(framing)
    if worked_out is not None and 0 < worked_out.quantile_p.low <= worked_out.quantile_p.high < 1:
        message += f": predict the {shown(worked_out.quantile_p)} quantile"
    return warn(message, Metrics.primary, Errors.over_cost, Errors.under_cost)


@rule(
    "FT710",
    (Level.RED, Level.WARN),
    Way.RULES,
    "roi",
    reads=(
        Metrics.target_value,
        Metrics.offline_value,
        Metrics.baseline_value,
        Metrics.better,
    ),
)
def no_better_than_the_baseline(framing: Framing) -> Flagged | None:
    """The target, or what a model has reached, is no better than the baseline.

    Why: a model that is as good as what runs today costs its upkeep and brings nothing.
    Fires: red where the target, or what a model has reached on stored data, is no better than what
    the baseline reaches on the same metric; a warning where that is so at one end of a range.
    Silent: while the baseline's figure is open, or both others are; while it is open which way is
    better, unless the figures are the same, which is better in no way.
    Do: keep the baseline, or ask for a target at which the difference pays.
    Source: chapter, section 8, define the baseline, and section 2.
    """
    metrics = framing.metrics
    return strongest(
        _no_better(framing, metrics.target_value, "the target is", Metrics.target_value),
        _no_better(
            framing,
            metrics.offline_value,
            "on stored data a model has reached",
            Metrics.offline_value,
        ),
    )


def _no_better(
    framing: Framing, value: Range | None, what: str, question: AnyQuestion
) -> Flagged | None:
    baseline, better = framing.metrics.baseline_value, framing.metrics.better
    if value is None or baseline is None:
        return None
    no_higher, no_lower = baseline.at_least(value), value.at_least(baseline)
    holds = {"higher": no_higher, "lower": no_lower}.get(better or "", both(no_higher, no_lower))
    if better is None and holds is not Holds.ALWAYS:
        return None
    end = value.low if better == "higher" else value.high
    other = baseline.high if better == "higher" else baseline.low
    return red_at_both_ends(
        holds,
        lambda: (
            f"{what} {value}, and the baseline reaches {baseline}",
            f"{what} {figure(end)} against a baseline of {figure(other)}",
        ),
        question,
        Metrics.baseline_value,
    )
