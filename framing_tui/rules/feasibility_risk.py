"""Rules on section 6: is it contained, allowed, carried, and worth it (FT604, 606 to 608, 613)."""

from math import inf

from framing_tui.calculators import costs, payback
from framing_tui.calculators.result import shown
from framing_tui.model.archetype import Archetype
from framing_tui.model.audit import (
    COST_POLICIES,
    Adversaries,
    Compliance,
    Errors,
    Readiness,
    Roi,
)
from framing_tui.model.framing import Framing
from framing_tui.model.labels import Labels
from framing_tui.model.metrics import Metrics
from framing_tui.model.need import Need
from framing_tui.model.stack import Stack
from framing_tui.model.task import Task
from framing_tui.model.values import Holds, Range, figure
from framing_tui.rules.figures import as_ratio, break_even, rounded, times_apart
from framing_tui.rules.finding import (
    Flagged,
    Level,
    Way,
    both,
    note,
    quote,
    red,
    red_at_both_ends,
    strongest,
    warn,
)
from framing_tui.rules.metric_names import symmetric
from framing_tui.rules.registry import Limits, rule


@rule(
    "FT604",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "risk",
    reads=(
        Errors.expected_precision_percent,
        Errors.false_positive_cost,
        Errors.false_negative_cost,
        Errors.review_cost,
        Errors.action_success_percent,
        Errors.action_cost,
        Errors.false_alarm_percent,
        Errors.expected_recall_percent,
        Labels.positives_percent,
        Errors.expected_error,
        Errors.tolerated_error,
        Metrics.primary,
        Task.type,
        Stack.policy,
    ),
    limits={"cost_ratio": 10.0, "base_rate_percent": 10.0},
)
def errors_cost_too_much(framing: Framing, limits: Limits) -> Flagged | None:
    """As it is expected to err, it costs more than it saves; or nothing weighs its errors.

    Why: an error rate that looks small is paid many times over where one error is dear.
    Fires: red where the expected precision is below break-even, or the expected error above the
    tolerated one; a warning where that holds at one end of a range, or where a false alarm and a
    miss cost 10:1 apart or more under a metric that weighs both the same, such as F1 or accuracy;
    a warning where most flags would be wrong: at the share of fine cases that are flagged and the
    recall, most flags are right only from a base rate of over 10 % on, and the base rate is lower,
    or open.
    Silent: while one of two figures is open; for policies that act on no single case, such as to
    rank all; quantities have a finding of their own on their costs.
    Do: move the threshold to where acting pays, narrow it to cases that are sure, or stop.
    Source: chapter, section 6, fourth killer; Axelsson, The base-rate fallacy and the difficulty of
    intrusion detection, ACM Transactions on Information and System Security 3(3), 2000.
    """
    return strongest(
        _most_flags_wrong(framing, limits),
        _precision_below_break_even(framing),
        _error_above_tolerated(framing),
        _uneven_costs(framing, limits),
    )


def _most_flags_wrong(framing: Framing, limits: Limits) -> Flagged | None:
    alarms, recall = framing.errors.false_alarm_percent, framing.errors.expected_recall_percent
    if alarms is None or recall is None or framing.stack.policy not in COST_POLICIES:
        return None
    # Most flags are right where base · recall > (1 − base) · alarms.
    needed = rounded(
        Range(_even_base(alarms.low, recall.high), _even_base(alarms.high, recall.low))
    )
    base, rare = framing.labels.positives_percent, Range.of(limits["base_rate_percent"])
    holds = needed.over(rare)
    if base is not None:
        holds = both(holds, base.under(needed))
    if holds is Holds.NEVER:
        return None
    perhaps = "" if holds is Holds.ALWAYS else "perhaps "
    against = "nobody has said how many are" if base is None else f"{base} % are"
    message = (
        f"with {alarms} % of fine cases flagged and a recall of {recall} %, most flags are right "
        f"only where {perhaps}{shown(needed)} % of cases or more are positive, and {against}"
    )
    questions = (Errors.false_alarm_percent, Labels.positives_percent)
    absent = tuple(q for q in framing.open_of(Labels.positives_percent) if q.is_asked(framing))
    return warn(message, *questions, Errors.expected_recall_percent, absent=absent)


def _even_base(alarms: float, recall: float) -> float:
    """Return the base rate in percent at which half of the flags are right."""
    return 100 * alarms / (recall + alarms) if alarms > 0 else 0.0


def _precision_below_break_even(framing: Framing) -> Flagged | None:
    expected, worked_out = framing.errors.expected_precision_percent, costs.of(framing)
    if expected is None or worked_out is None:
        return None
    questions = (
        Errors.expected_precision_percent,
        Errors.false_positive_cost,
        Errors.false_negative_cost,
    )
    if worked_out.never_act:
        than = worked_out.outweighed
        message = f"acting never pays: looking at one flagged case costs more than {than}"
        return red(message, Errors.review_cost, *questions)
    needed = rounded(worked_out.break_even_precision_percent)
    return red_at_both_ends(
        expected.under(needed),
        lambda: (
            f"a precision of {expected} % is expected, "
            f"and acting pays only from {shown(needed)} % on",
            f"a precision of {figure(expected.low)} % against {break_even(needed.high)}",
        ),
        *questions,
    )


def _error_above_tolerated(framing: Framing) -> Flagged | None:
    expected, tolerated = framing.errors.expected_error, framing.errors.tolerated_error
    if expected is None or tolerated is None:
        return None
    return red_at_both_ends(
        expected.over(tolerated),
        lambda: (
            f"an error of {expected} is expected, and the business case survives {tolerated}",
            f"an error of {figure(expected.high)} where the business case survives "
            f"{figure(tolerated.low)}",
        ),
        Errors.expected_error,
        Errors.tolerated_error,
    )


def _uneven_costs(framing: Framing, limits: Limits) -> Flagged | None:
    alarm, miss = framing.errors.false_positive_cost, framing.errors.false_negative_cost
    metric = symmetric(framing.metrics.primary)
    if alarm is None or miss is None or metric is None:
        return None
    times = times_apart(alarm, miss)
    far = times.at_least(Range.of(limits["cost_ratio"]))
    if far is Holds.NEVER:
        return None
    perhaps = "" if far is Holds.ALWAYS else "perhaps "
    message = (
        f"a miss costs {miss} and a false alarm {alarm} ({perhaps}{as_ratio(times)}), "
        f"and {quote(metric.words)} weighs both the same"
    )
    return warn(message, Metrics.primary, Errors.false_positive_cost, Errors.false_negative_cost)


@rule(
    "FT606",
    (Level.RED, Level.WARN, Level.NOTE),
    Way.CONTAINMENT,
    "risk",
    reads=(Adversaries.present, Adversaries.countermeasure),
)
def adversaries_unanswered(framing: Framing) -> Flagged | None:
    """Somebody gains by fooling it, and nothing is done against that.

    Why: whoever gains by it will learn how it decides, faster than it learns about them.
    Fires: red past the section where such people are known and no countermeasure is named; a
    warning where the team is unsure whether there are any; a note once it is named.
    Silent: before the section is passed while the countermeasure is open; where nobody gains.
    Do: think through how you would fool it yourself, and name what stops or shows that.
    Source: chapter, section 6, sixth killer.
    """
    present, countermeasure = framing.adversaries.present, framing.adversaries.countermeasure
    if present not in ("yes", "unsure"):
        return None
    if countermeasure is not None:
        message = f"somebody may gain by fooling it; against that: {quote(countermeasure)}"
        return note(message, Adversaries.countermeasure)
    if not framing.lacks(Adversaries.countermeasure, "feasibility"):
        return None
    flagged = red if present == "yes" else warn
    gains = "gains" if present == "yes" else "may gain"
    message = f"somebody {gains} by fooling it, and nothing is named that is done against it"
    return flagged(message, Adversaries.countermeasure, absent=(Adversaries.countermeasure,))


@rule(
    "FT607",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "data",
    reads=(Compliance.cleared, Compliance.personal_data, Compliance.regimes),
)
def not_cleared(framing: Framing) -> Flagged | None:
    """It touches personal data or a regulation, and has not been cleared.

    Why: a model that may not be used is found out late, when everything else is paid for.
    Fires: red where it was not cleared; a warning where clearance, or whether there is personal
    data, is unsure, and past the section while clearance is open.
    Silent: where it is cleared, and where there is neither personal data nor a regulation.
    Do: ask whoever answers for privacy and regulation now, with one page, and note who said what.
    Source: chapter, section 6, seventh killer.
    """
    compliance = framing.compliance
    regimes = compliance.regimes or ()
    is_certain = compliance.personal_data == "yes" or bool(regimes)
    if not is_certain and compliance.personal_data != "unsure":
        return None
    about = []
    if compliance.personal_data in ("yes", "unsure"):
        uses = "uses" if compliance.personal_data == "yes" else "may use"
        about.append(f"{uses} personal data")
    if regimes:
        about.append(f"falls under {quote(Compliance.regimes.kind.show(regimes))}")
    it = f"it {' and '.join(about)}"
    if compliance.cleared == "no":
        flagged = red if is_certain else warn
        return flagged(f"{it}, and has not been cleared", Compliance.cleared)
    if compliance.cleared == "unsure":
        return warn(f"{it}, and nobody is sure that it was cleared", Compliance.cleared)
    if framing.lacks(Compliance.cleared, "feasibility"):
        message = f"{it}, and nobody has said whether it was cleared"
        return warn(message, Compliance.cleared, absent=(Compliance.cleared,))
    return None


@rule(
    "FT608",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "roi",
    reads=(Readiness.pipeline, Readiness.owner, Readiness.monitoring_budget, Archetype.kind),
)
def not_ready_to_carry_it(framing: Framing) -> Flagged | None:
    """There is no pipeline, nobody to run it, or no budget to watch it.

    Why: a model without people and plumbing around it is wrong one day, and nobody is told.
    Fires: red where two or three of them are missing, or where an autonomous product has no budget
    to be watched; a warning where one is missing, or any is unsure.
    Silent: while they are open, and where all three are there.
    Do: find the team that is woken at night and its budget first; without them, do not start.
    Source: chapter, section 6, eighth killer.
    """
    words = {
        Readiness.pipeline: "a pipeline that brings the data",
        Readiness.owner: "somebody to run it",
        Readiness.monitoring_budget: "a budget to watch it",
    }
    lacking = [question for question in words if framing.answer(question) == "no"]
    unsure = [question for question in words if framing.answer(question) == "unsure"]
    if not lacking and not unsure:
        return None
    parts = []
    if lacking:
        parts.append("missing: " + ", ".join(words[question] for question in lacking))
    if unsure:
        parts.append("unsure: " + ", ".join(words[question] for question in unsure))
    message = "; ".join(parts)
    is_unwatched = Readiness.monitoring_budget in lacking
    if is_unwatched and len(lacking) == 1 and framing.archetype.kind == "autonomous":
        return red(f"it acts alone, and nobody watches it; {message}", *lacking, *unsure)
    if len(lacking) > 1:
        return red(message, *lacking, *unsure)
    return warn(message, *lacking, *unsure)


@rule(
    "FT613",
    (Level.RED, Level.WARN),
    Way.IMPACT,
    "roi",
    reads=(
        Stack.kpi_now,
        Stack.kpi_target,
        Stack.kpi_unit_value_per_year,
        Stack.gain_per_year,
        Roi.build_cost,
        Roi.run_cost_per_year,
        Need.rules_kpi,
    ),
    limits={"years": 3.0},
)
def pays_back_too_late(framing: Framing, limits: Limits) -> Flagged | None:
    """Reaching the target pays the costs back after years, or never.

    Why: models, data and teams change within three years; what pays back later never does.
    Fires: red where payback takes more than three years, or upkeep eats the gain; a warning where
    that is so at one end of a range.
    Silent: while one of the costs is open, or the gain: the KPI's two values with the worth of a
    unit, or what reaching the target brings as one figure.
    Do: look for a use where the same prediction is worth more, build less of it, or stop.
    Source: chapter, section 2, and section 6, the feasibility table.
    """
    worked_out = payback.of(framing)
    if worked_out is None:
        return None
    worth = (
        Stack.gain_per_year if worked_out.gain.unit_value is None else Stack.kpi_unit_value_per_year
    )
    questions = (worth, Roi.run_cost_per_year, Roi.build_cost, Stack.kpi_target)
    years, most = rounded(worked_out.payback_years), Range.of(limits["years"])

    def words() -> tuple[str, str]:
        gain, run = shown(worked_out.gain_per_year), str(worked_out.run_cost_per_year)
        message = f"it brings {gain} a year and costs {run} a year to run: it {worked_out.in_words}"
        latest = f"it pays back after {shown(Range.of(years.high))} years"
        return message, "it never pays back" if years.high == inf else latest

    return red_at_both_ends(years.over(most), words, *questions)
