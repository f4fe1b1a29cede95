"""Rules on section 8, the validation plan (FT8xx)."""

from __future__ import annotations

from itertools import pairwise

from framing_tui.calculators import experiment
from framing_tui.calculators.result import counted, shown
from framing_tui.model.archetype import Archetype
from framing_tui.model.audit import Compliance, Roi, Shift
from framing_tui.model.framing import Framing
from framing_tui.model.metrics import Metrics
from framing_tui.model.stack import Stack
from framing_tui.model.validation import EXPERIMENTS, Validation
from framing_tui.model.values import Holds, Range, figure, in_days
from framing_tui.rules.archetype import EVERYBODY, acts_alone_without_a_way_back
from framing_tui.rules.figures import rounded
from framing_tui.rules.finding import (
    Flagged,
    Level,
    Way,
    note,
    red,
    red_at_both_ends,
    red_or_unsure,
    strongest,
    warn,
)
from framing_tui.rules.registry import Limits, rule

# Policies under which each case is acted on at once, and nobody looks at it before.
DECIDES_ALONE = ("direct-action", "block-allow")


@rule(
    "FT801",
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
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "risk",
    reads=(
        Validation.stages_percent,
        Validation.experiment,
        Validation.unit,
        Stack.decisions_per_day,
        Stack.policy,
        Archetype.kind,
        Compliance.people_affected,
    ),
    limits={"first_percent": 5.0, "jump": 10.0, "cases_a_day": 20.0},
)
def rollout_too_steep(framing: Framing, limits: Limits) -> Flagged | None:
    """The rollout goes to everybody at once, begins too wide, goes back, or jumps.

    Why: the first stage is there to find what nobody thought of, on as few cases as will show it.
    Fires: where the only stage is everybody, whatever it is called: red where people are affected
    or nobody decides in between, a warning otherwise, and where one end of the range is everybody;
    a warning where the first stage is over 5 %, a stage is no larger than the one before, or one is
    over ten times as large; also where only one end of a range is. A run in the shadow (0 %) is no
    stage.
    Silent: without stages; on a single stage of everybody, where it acts alone without a way back,
    a finding of its own; on the others, for a pilot on a part and where whole sites are assigned,
    and where 5 % is under 20 cases a day, too few to see anything.
    Do: start with 1 %, and go on by tenfold at most, each step after a look at the guardrails.
    Source: chapter, section 8, and section 10, rollout plan.
    """
    validation, decisions = framing.validation, framing.stack.decisions_per_day
    stages = validation.stages
    if not stages:
        return None
    if len(stages) == 1 and stages[0].at_least(EVERYBODY).possible:
        return _everybody_at_once(framing, stages[0])
    if validation.experiment == "pilot" or validation.unit == "site":
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


def _everybody_at_once(framing: Framing, stage: Range) -> Flagged | None:
    if acts_alone_without_a_way_back(framing) is not None:
        return None
    questions = (Validation.stages_percent, Validation.experiment)
    if stage.at_least(EVERYBODY) is Holds.SOMETIMES:
        return warn(f"its only stage may be everybody ({stage} %)", *questions)
    trial = framing.validation.experiment
    called = (
        f", though it is called a {Validation.experiment.kind.show(trial)}"
        if trial in ("pilot", "staged-rollout")
        else ""
    )
    message = f"it goes to everybody at once, with a single stage of 100 %{called}"
    if framing.compliance.people_affected == "yes":
        return red(f"{message}, and people are affected", *questions, Compliance.people_affected)
    if framing.archetype.kind == "autonomous" or framing.stack.policy in DECIDES_ALONE:
        return red(f"{message}, and nobody decides in between", *questions, Stack.policy)
    return warn(message, *questions)


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
    (Level.RED, Level.WARN),
    Way.IMPACT,
    "roi",
    reads=(Validation.experiment, Validation.shadow, Validation.measures_kpi),
)
def kpi_not_tested(framing: Framing) -> Flagged | None:
    """Nothing will show whether the KPI moves.

    Why: a model that is better on stored data may change nothing once people meet it.
    Fires: red where it is tried offline only or not at all, a warning where it at least runs in the
    shadow first, beside today's way; red where the KPI itself is not measured, a warning where the
    team is unsure that it is.
    Silent: while both are open, and where an experiment measures the KPI.
    Do: plan the smallest trial on real cases in which the KPI itself is read, in both arms.
    Source: chapter, section 8.
    """
    untried = None
    if framing.validation.experiment in ("offline-only", "none"):
        untried = _untried(framing)
    unmeasured = red_or_unsure(
        framing.validation.measures_kpi,
        "no",
        "what is measured is a stand-in, not the KPI itself",
        "nobody is sure that the KPI itself is measured",
        Validation.measures_kpi,
    )
    return strongest(untried, unmeasured)


def _untried(framing: Framing) -> Flagged:
    if framing.validation.shadow == "yes":
        message = "it only runs in the shadow: that shows the model, and not that the KPI moves"
        return warn(message, Validation.experiment, Validation.shadow)
    offline = framing.validation.experiment == "offline-only"
    how = "is tried on stored data only" if offline else "is not tried at all"
    return red(f"it {how}: nothing shows that the KPI moves", Validation.experiment)


@rule(
    "FT805",
    (Level.RED, Level.WARN),
    Way.IMPACT,
    "roi",
    reads=(
        Stack.timeframe_days,
        Roi.build_days,
        Validation.kpi_delay_days,
        Validation.units_total,
        Validation.units_at_hand,
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
    all persons or sites are there on the first day, nobody has to arrive first.
    Do: look for a larger effect, a KPI that shows sooner, or a later date; with few sites, match
    them in pairs and compare before and after.
    Source: chapter, section 8, and section 1, level 0.
    """
    trial, size = experiment.of(framing), experiment.size_of(framing)
    return strongest(_too_late_to_read(framing, trial), _too_few_units(framing, size))


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
        lambda: (
            f"the result can be read after {in_days(readable)}, and the timeframe is "
            f"{in_days(timeframe)} (building takes {in_days(build)}{runs}{waits})",
            f"a result after {last} against {due}",
        ),
        Stack.timeframe_days,
        Roi.build_days,
        Validation.kpi_delay_days,
    )


def _too_few_units(framing: Framing, trial: experiment.Experiment | None) -> Flagged | None:
    validation = framing.validation
    total = validation.units_total
    if total is None or trial is None or trial.fits is Holds.ALWAYS:
        return None
    most = Range.of(trial.wanted.high)
    needs = f"up to {shown(most)}" if trial.fits.possible else shown(trial.wanted)
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
    (Level.WARN, Level.NOTE),
    Way.CONTAINMENT,
    "risk",
    reads=(Validation.guardrail_metrics, Validation.experiment, Metrics.constraints),
)
def nothing_watched_live(framing: Framing) -> Flagged | None:
    """It runs on real cases, and nothing is watched while it does.

    Why: the KPI moves last; the harm shows first in a number that nobody was looking at.
    Fires: where an A/B test, a staged rollout or a pilot is chosen, no constraint is watched live,
    and there are no guardrail metrics: a warning where the answer is none, a note where it is open
    past the section.
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
    absent = framing.open_of(Validation.guardrail_metrics)
    questions = (Validation.guardrail_metrics, Metrics.constraints)
    if absent:
        message = f"nobody has said what is watched while the {trial} runs"
        return note(message, *questions, absent=absent)
    return warn(f"nothing is watched while the {trial} runs", *questions)


@rule(
    "FT807",
    (Level.WARN,),
    Way.SERVING,
    "data",
    reads=(Validation.holdout, Validation.users_adapt, Shift.causes),
)
def no_holdout(framing: Framing) -> Flagged | None:
    """The model changes what it learns from, and no share of cases is left without it.

    Why: once everybody has met it, nobody can tell any more what happens without it.
    Fires: where people will adapt, or a feedback loop is named, and there is no holdout, or that is
    open past the section.
    Silent: before the section is passed while the holdout is open; where it is unsure, and where
    nobody adapts.
    Do: leave 1 or 2 % of cases to the old way for good, drawn at random.
    Source: chapter, section 8, why the KPI did not move.
    """
    holdout = framing.validation.holdout
    is_lacking = holdout is None and framing.is_past("validation")
    if holdout != "no" and not is_lacking:
        return None
    reasons = []
    if framing.validation.users_adapt == "yes":
        reasons.append("people will adapt to it")
    if "feedback-loop" in (framing.shift.causes or ()):
        reasons.append("it changes what it learns from")
    if not reasons:
        return None
    no_share = "nobody has said whether a" if is_lacking else "no"
    message = f"{' and '.join(reasons)}, and {no_share} share of cases is left without it (holdout)"
    return warn(message, Validation.holdout, absent=(Validation.holdout,) if is_lacking else ())


@rule(
    "FT808",
    (Level.WARN,),
    Way.IMPACT,
    "roi",
    reads=(Validation.judges_people, Validation.experiment),
)
def people_left_out_of_the_trial(framing: Framing) -> Flagged | None:
    """People decide with it, and the trial measures the model alone.

    Why: a marker that is right and ignored moves nothing, and people with a model often do worse
    than the better of the two alone.
    Fires: where people stand between the output and what is done, and an A/B test, a staged rollout
    or a pilot does not measure what they do with it, or, past the section, that is open.
    Silent: before the section is passed while it is open; where it is unsure; where nobody decides
    in between, and where no experiment is chosen.
    Do: compare people with it against people without it, by what they then did.
    Source: Bansal and others, Does the Whole Exceed its Parts?, CHI 2021; Vaccaro, Almaatouq and
    Malone, When combinations of humans and AI are useful, Nature Human Behaviour 8, 2024.
    """
    validation = framing.validation
    if validation.experiment not in EXPERIMENTS:
        return None
    if not Validation.judges_people.is_asked(framing):
        return None
    trial = Validation.experiment.kind.show(validation.experiment)
    if validation.judges_people == "no":
        message = f"people decide with it, and the {trial} measures the model alone"
        return warn(message, Validation.judges_people)
    if validation.judges_people is None and framing.is_past("validation"):
        message = f"people decide with it, and nobody has said whether the {trial} measures that"
        return warn(message, Validation.judges_people, absent=(Validation.judges_people,))
    return None
