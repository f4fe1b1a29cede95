"""Rules on section 8, the validation plan (FT8xx)."""

from itertools import pairwise

from framing_tui.calculators import experiment
from framing_tui.calculators.result import counted, shown
from framing_tui.model.archetype import Archetype
from framing_tui.model.audit import Roi, Shift
from framing_tui.model.framing import Framing
from framing_tui.model.metrics import Metrics
from framing_tui.model.stack import Stack
from framing_tui.model.validation import EXPERIMENTS, Validation
from framing_tui.model.values import Holds, Range, figure, in_days
from framing_tui.rules.archetype import acts_alone_without_a_way_back
from framing_tui.rules.figures import rounded
from framing_tui.rules.finding import (
    Flagged,
    Level,
    Way,
    red,
    red_at_both_ends,
    red_or_unsure,
    strongest,
    warn,
)
from framing_tui.rules.registry import Limits, Rule, rule


@rule(
    "FT801",
    "nothing-to-beat",
    (Level.RED,),
    Way.RULES,
    "roi",
    reads=(Validation.baseline_kind, Validation.experiment),
)
def nothing_to_beat(framing: Framing) -> Flagged | None:
    """An experiment is planned, and there is nothing for it to beat.

    Why: without a baseline, every result looks like a gain, and a simple rule may do as well.
    Fires: where an A/B test, a staged rollout or a pilot is chosen and the baseline is nothing.
    Silent: while the baseline or the experiment is open, and where none is planned.
    Do: write the simplest rule, or what people do today, and let the experiment compare with it.
    Source: chapter, section 8.
    """
    validation = framing.validation
    if validation.experiment not in EXPERIMENTS or validation.baseline_kind != "nothing":
        return None
    trial = Validation.experiment.kind.show(validation.experiment)
    message = f"the {trial} has nothing to beat: no baseline"
    return red(message, Validation.baseline_kind, Validation.experiment)


@rule(
    "FT802",
    "cannot-roll-back",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "risk",
    reads=(Validation.can_roll_back, Archetype.kind, Stack.policy),
    gives_way_to=(acts_alone_without_a_way_back,),
)
def cannot_roll_back(framing: Framing) -> Flagged | None:
    """It cannot be switched back at once.

    Why: the first bad day comes without notice, and each hour of it costs more than a switch.
    Fires: red where it cannot be rolled back; a warning where the team is unsure.
    Silent: while the question is open, and where it can; where it acts alone without a way back, a
    finding of its own.
    Do: keep the old way running beside it behind one switch, and try the switch before launch.
    Source: chapter, section 8.
    """
    return red_or_unsure(
        framing.validation.can_roll_back,
        "no",
        "it cannot be switched back at once",
        "nobody is sure that it can be switched back at once",
        Validation.can_roll_back,
    )


@rule(
    "FT803",
    "rollout-too-steep",
    (Level.WARN,),
    Way.CONTAINMENT,
    "risk",
    reads=(
        Validation.stages_percent,
        Validation.experiment,
        Validation.unit,
        Stack.decisions_per_day,
    ),
    limits={"first_percent": 5.0, "jump": 10.0, "cases_a_day": 20.0},
)
def rollout_too_steep(framing: Framing, limits: Limits) -> Flagged | None:
    """The rollout begins too wide, goes back, or jumps.

    Why: the first stage is there to find what nobody thought of, on as few cases as will show it.
    Fires: where the first stage is over 5 %, a stage is no larger than the one before, or one is
    over ten times as large; also where only one end of a range is. A run in the shadow (0 %) is no
    stage.
    Silent: without stages; for a pilot, and where whole sites are assigned; where 5 % is under 20
    cases a day, too few to see anything.
    Do: start with 1 %, and go on by tenfold at most, each step after a look at the guardrails.
    Source: chapter, section 8, and section 10, rollout plan.
    """
    validation, decisions = framing.validation, framing.stack.decisions_per_day
    stages = validation.stages
    if not stages or validation.experiment == "pilot" or validation.unit == "site":
        return None
    first = limits["first_percent"]
    if decisions is not None and decisions.high * first / 100 < limits["cases_a_day"]:
        return None
    parts = [*_first_stage(stages[0], Range.of(first)), *_steps(stages, limits["jump"])]
    if not parts:
        return None
    plan = Validation.stages_percent.kind.show(stages)
    message = "; ".join(parts)
    return warn(message if len(stages) == 1 else f"{message} ({plan})", Validation.stages_percent)


def _first_stage(stage: Range, most: Range) -> list[str]:
    over = stage.over(most)
    if over is Holds.NEVER:
        return []
    share = str(stage) if over is Holds.ALWAYS else f"up to {figure(stage.high)}"
    return [f"the first stage is {share} % of cases"]


def _steps(stages: tuple[Range, ...], jump: float) -> list[str]:
    parts = []
    if any(later.over(earlier) is Holds.NEVER for earlier, later in pairwise(stages)):
        parts.append("the stages do not rise")
    for earlier, later in pairwise(stages):
        if later.high > jump * earlier.low and later.over(earlier).possible:
            parts.append(f"from {earlier} % to {later} % is more than {figure(jump)} times as many")
            break
    return parts


@rule(
    "FT804",
    "kpi-not-tested",
    (Level.RED, Level.WARN),
    Way.IMPACT,
    "roi",
    reads=(Validation.experiment, Validation.measures_kpi),
)
def kpi_not_tested(framing: Framing) -> Flagged | None:
    """Nothing will show whether the KPI moves.

    Why: a model that is better on stored data may change nothing once people meet it.
    Fires: red where it is tried offline only or not at all, or where the KPI itself is not
    measured; a warning where the team is unsure that it is.
    Silent: while both are open, and where an experiment measures the KPI.
    Do: plan the smallest trial on real cases in which the KPI itself is read, in both arms.
    Source: chapter, section 8.
    """
    untried = None
    if framing.validation.experiment in ("offline-only", "none"):
        how = "is tried on stored data only" if _is_offline(framing) else "is not tried at all"
        message = f"it {how}: nothing shows that the KPI moves"
        untried = red(message, Validation.experiment)
    unmeasured = red_or_unsure(
        framing.validation.measures_kpi,
        "no",
        "what is measured is a stand-in, not the KPI itself",
        "nobody is sure that the KPI itself is measured",
        Validation.measures_kpi,
    )
    return strongest(untried, unmeasured)


def _is_offline(framing: Framing) -> bool:
    return framing.validation.experiment == "offline-only"


@rule(
    "FT805",
    "result-after-the-deadline",
    (Level.RED, Level.WARN),
    Way.IMPACT,
    "roi",
    reads=(
        Stack.timeframe_days,
        Roi.build_days,
        Validation.kpi_delay_days,
        Validation.units_total,
        Validation.effect_percent,
        Validation.rate_percent,
        Validation.mean,
        Validation.std_dev,
        Validation.unit,
        Validation.units_per_day,
        Stack.decisions_per_day,
        Validation.experiment_share_percent,
        Validation.alpha,
        Validation.power,
    ),
)
def result_after_the_deadline(framing: Framing) -> Flagged | None:
    """The result comes after the deadline, or from too few persons or sites.

    Why: a project that cannot be judged by its date is judged by whoever speaks last.
    Fires: red where building, the experiment and the KPI's own delay exceed the timeframe, or
    building and that delay do so alone; a warning at one end of a range, or where there are fewer
    persons or sites than both arms need, at the share of the experiment.
    Silent: while the time to build or the timeframe is open; an open delay counts as none. Where
    both arms fit in the persons or sites there are, nobody has to arrive first.
    Do: look for a larger effect, a KPI that shows sooner, or a later date; with few sites, match
    them in pairs and compare before and after.
    Source: chapter, section 8, and section 1, level 0.
    """
    trial = experiment.of(framing)
    return strongest(_too_late_to_read(framing, trial), _too_few_units(framing, trial))


def _too_late_to_read(framing: Framing, trial: experiment.Experiment | None) -> Flagged | None:
    build, timeframe = framing.roi.build_days, framing.stack.timeframe_days
    if build is None or timeframe is None:
        return None
    delay = framing.validation.kpi_delay_days or Range.of(0)
    readable, runs = build.plus(delay), ""
    if trial is not None and trial.readable_days is not None and trial.weeks is not None:
        readable = rounded(trial.readable_days)
        if trial.weeks.high > 0:
            runs = f", the experiment {counted(trial.weeks, 'week')}"
    waits = f", the KPI {in_days(delay)} to show" if delay.high > 0 else ""
    last, due = in_days(Range.of(readable.high)), in_days(Range.of(timeframe.low))
    return red_at_both_ends(
        readable.over(timeframe),
        f"the result can be read after {in_days(readable)}, and the timeframe is "
        f"{in_days(timeframe)} (building takes {in_days(build)}{runs}{waits})",
        f"a result after {last} against {due}",
        Stack.timeframe_days,
        Roi.build_days,
        Validation.kpi_delay_days,
    )


def _too_few_units(framing: Framing, trial: experiment.Experiment | None) -> Flagged | None:
    validation = framing.validation
    total = validation.units_total
    if total is None or trial is None or trial.at_hand is Holds.ALWAYS:
        return None
    most = Range.of(trial.wanted.high)
    needs = f"up to {shown(most)}" if trial.at_hand.possible else shown(trial.wanted)
    share = validation.experiment_share_percent
    part = (
        f", of which {share} % take part" if share is not None and share != experiment.ALL else ""
    )
    instead = (
        "match sites in pairs, and compare before and after"
        if validation.unit == "site"
        else "look for a larger effect, or wait until more have come"
    )
    message = f"{total} {validation.unit}s{part}, and two arms need {needs}: {instead}"
    return warn(message, Validation.units_total, Validation.effect_percent)


@rule(
    "FT806",
    "nothing-watched-live",
    (Level.WARN,),
    Way.CONTAINMENT,
    "risk",
    reads=(Validation.guardrail_metrics, Validation.experiment, Metrics.constraints),
)
def nothing_watched_live(framing: Framing) -> Flagged | None:
    """It runs on real cases, and nothing is watched while it does.

    Why: the KPI moves last; the harm shows first in a number that nobody was looking at.
    Fires: where an A/B test, a staged rollout or a pilot is chosen, no constraint is watched live,
    and there are no guardrail metrics: none, or open past the section.
    Silent: before the section is passed while they are open, and with one thing watched.
    Do: name two or three numbers that must not get worse, and who looks at them each day.
    Source: chapter, section 8, measure the KPI and guardrail metrics.
    """
    if framing.validation.experiment not in EXPERIMENTS:
        return None
    if not framing.lacks(Validation.guardrail_metrics, "validation"):
        return None
    if any(row.watched_live == "yes" for row in framing.metrics.constraints or ()):
        return None
    trial = Validation.experiment.kind.show(framing.validation.experiment)
    absent = (Validation.guardrail_metrics,) if framing.validation.guardrail_metrics is None else ()
    message = f"nothing is watched while the {trial} runs"
    return warn(message, Validation.guardrail_metrics, Metrics.constraints, absent=absent)


@rule(
    "FT807",
    "no-holdout",
    (Level.WARN,),
    Way.SERVING,
    "data",
    reads=(Validation.holdout, Validation.users_adapt, Shift.causes),
)
def no_holdout(framing: Framing) -> Flagged | None:
    """The model changes what it learns from, and no share of cases is left without it.

    Why: once everybody has met it, nobody can tell any more what happens without it.
    Fires: where people will adapt, or a feedback loop is named, and there is no holdout.
    Silent: while the holdout is open or unsure, and where nobody adapts.
    Do: leave 1 or 2 % of cases to the old way for good, drawn at random.
    Source: chapter, section 8, why the KPI did not move.
    """
    if framing.validation.holdout != "no":
        return None
    reasons = []
    if framing.validation.users_adapt == "yes":
        reasons.append("people will adapt to it")
    if "feedback-loop" in (framing.shift.causes or ()):
        reasons.append("it changes what it learns from")
    if not reasons:
        return None
    message = f"{' and '.join(reasons)}, and no share of cases is left without it (holdout)"
    return warn(message, Validation.holdout)


RULES: tuple[Rule, ...] = (
    nothing_to_beat,
    cannot_roll_back,
    rollout_too_steep,
    kpi_not_tested,
    result_after_the_deadline,
    nothing_watched_live,
    no_holdout,
)
