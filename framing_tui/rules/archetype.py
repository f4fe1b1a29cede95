"""Rules on section 3, the archetype and what guards it (FT3xx)."""

from framing_tui.calculators import evidence
from framing_tui.calculators.result import counted, shown
from framing_tui.model.archetype import Archetype
from framing_tui.model.audit import Roi
from framing_tui.model.framing import Framing
from framing_tui.model.metrics import Metrics
from framing_tui.model.need import Need
from framing_tui.model.stack import Stack
from framing_tui.model.validation import STANDING_BASELINES, Validation
from framing_tui.model.values import Holds, Range, in_days
from framing_tui.rules.figures import rounded
from framing_tui.rules.finding import (
    Flagged,
    Level,
    Way,
    note,
    quote,
    red,
    red_at_both_ends,
    red_or_unsure,
    strongest,
    warn,
)
from framing_tui.rules.metrics import constraint_missing
from framing_tui.rules.registry import rule

WAYS_BACK = ("rollback", "kill-switch")
HUMAN_GUARDS = ("review-queue", "confidence-threshold", "user-override", "human-monitor")
# Policies under which a person meets each answer, or each one that was chosen.
BRINGS_PEOPLE_IN = ("advise", "use-value", "rank-all", "review-queue", "bands", "top-k")
EVERYBODY = Range.of(100)


def _guarded(framing: Framing, *guardrails: str) -> bool | None:
    """Tell whether one of the guardrails is ticked; None while none has been answered."""
    ticked = framing.archetype.guardrails
    return None if ticked is None else any(guardrail in ticked for guardrail in guardrails)


@rule(
    "FT301",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "risk",
    reads=(
        Validation.can_roll_back,
        Archetype.guardrails,
        Validation.stages_percent,
        Validation.experiment,
        Archetype.kind,
        Stack.policy,
    ),
)
def acts_alone_without_a_way_back(framing: Framing) -> Flagged | None:
    """It acts alone, and can be neither tried on a few nor taken back.

    Why: where nobody decides in between, the first mistake is made on everybody at once.
    Fires: for an autonomous product or direct action: where it cannot be rolled back, or, past
    validation, neither a rollback nor a kill switch is a guardrail and nobody says that it can;
    where its only stage is everybody, or, past validation, there are neither stages nor a pilot
    nor the guardrail; a run in the shadow (0 %) is no stage. A warning where the team is unsure
    that it can be rolled back, or where one end of the range is everybody.
    Silent: where people decide in between; while all of that is open, before validation is passed.
    Do: start with 1 % of cases, and keep one switch that returns everything to the old way.
    Source: chapter, section 3, and section 8.
    """
    if framing.archetype.kind != "autonomous" and framing.stack.policy != "direct-action":
        return None
    found = strongest(_no_way_back(framing), _everybody_at_once(framing))
    return found and found._replace(message=f"it acts alone: {found.message}")


def _no_way_back(framing: Framing) -> Flagged | None:
    can = framing.validation.can_roll_back
    if can == "no":
        message = "it cannot be switched back at once"
        return red(message, Validation.can_roll_back)
    unguarded = framing.is_past("validation") and not _guarded(framing, *WAYS_BACK)
    if can != "yes" and unguarded:
        questions = (Validation.can_roll_back, Archetype.guardrails)
        message = "neither a rollback nor a kill switch is named"
        return red(message, *questions, absent=framing.open_of(*questions), any_settles=True)
    if can == "unsure":
        message = "nobody is sure that it can be switched back at once"
        return warn(message, Validation.can_roll_back)
    return None


def _everybody_at_once(framing: Framing) -> Flagged | None:
    stages, experiment = framing.validation.stages, framing.validation.experiment
    if stages:
        return _only_stage_is_everybody(stages)
    is_staged = experiment in ("pilot", "staged-rollout") or _guarded(framing, "staged-rollout")
    if is_staged or (stages is None and not framing.is_past("validation")):
        return None
    questions = (Validation.stages_percent, Validation.experiment, Archetype.guardrails)
    absent = tuple(q for q in framing.open_of(*questions) if q.is_asked(framing))
    message = "it goes to everybody at once, with no stages and no pilot"
    return red(message, *questions, absent=absent, any_settles=True)


def _only_stage_is_everybody(stages: tuple[Range, ...]) -> Flagged | None:
    holds = stages[0].at_least(EVERYBODY)
    if len(stages) != 1 or holds is Holds.NEVER:
        return None
    if holds is Holds.SOMETIMES:
        message = f"its only stage may be everybody ({stages[0]} %)"
        return warn(message, Validation.stages_percent)
    message = "it goes to everybody at once, with a single stage of 100 %"
    return red(message, Validation.stages_percent)


@rule(
    "FT302",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "risk",
    reads=(Need.errors_manageable, Archetype.kind),
)
def acts_alone_and_errors_unmanaged(framing: Framing) -> Flagged | None:
    """It acts alone, and its errors cannot be tolerated or managed.

    Why: every model errs, and here nobody stands between the error and whoever it hits.
    Fires: red for an autonomous product whose errors cannot be managed; a warning where the team
    is unsure whether they can.
    Silent: while either answer is open, where errors can be managed, and where people decide.
    Do: let a person decide the cases that cannot be undone, or narrow it to those that can.
    Source: chapter, section 2, and section 3.
    """
    if framing.archetype.kind != "autonomous":
        return None
    return red_or_unsure(
        framing.need.errors_manageable,
        "no",
        "it acts alone, and its errors can be neither tolerated nor managed",
        "it acts alone, and nobody is sure that its errors can be managed",
        Need.errors_manageable,
        Archetype.kind,
    )


@rule(
    "FT303",
    (Level.WARN, Level.NOTE),
    Way.CONTAINMENT,
    "risk",
    reads=(
        Archetype.guardrails,
        Archetype.kind,
        Validation.can_roll_back,
        Validation.baseline_kind,
    ),
)
def no_fallback(framing: Framing) -> Flagged | None:
    """It replaces the old way, and the old way is not there to fall back on.

    Why: the rules that it refines are the one thing known to work when it does not.
    Fires: for an augmentation whose guardrails were answered without a fallback; a note where it
    can be switched back at once to rules or a system that runs today.
    Silent: while the guardrails are open, and for the other archetypes.
    Do: keep the rules running beside it, and say when they take over.
    Source: chapter, section 3, the table of archetypes.
    """
    if framing.archetype.kind != "augmentation" or _guarded(framing, "fallback") is not False:
        return None
    validation = framing.validation
    if validation.can_roll_back == "yes" and validation.baseline_kind in STANDING_BASELINES:
        message = "no fallback is named; it can be switched back to the old way at once"
        return note(message, Archetype.guardrails, Validation.can_roll_back)
    message = "nothing takes over when it fails: no fallback to rules or the old way"
    return warn(message, Archetype.guardrails)


@rule(
    "FT304",
    (Level.WARN,),
    Way.CONTAINMENT,
    "risk",
    reads=(Archetype.guardrails, Archetype.kind, Stack.policy),
)
def human_without_a_say(framing: Framing) -> Flagged | None:
    """A human is said to be in the loop, and no guardrail brings one in.

    Why: a person without a queue, a line or a veto only watches the model decide.
    Fires: for human in the loop, where the guardrails were answered with none of review queue,
    confidence threshold, user override and human monitor.
    Silent: while the guardrails are open; where the policy is to advise, to use the value or to
    rank all, as somebody reads every answer then; where it is a review queue, bands or top K, as
    people open what was chosen.
    Do: say which cases reach a person, and what that person can do about them.
    Source: chapter, section 3, the table of archetypes.
    """
    if framing.archetype.kind != "human-in-the-loop":
        return None
    if framing.stack.policy in BRINGS_PEOPLE_IN:
        return None
    if _guarded(framing, *HUMAN_GUARDS) is not False:
        return None
    message = (
        "a human is in the loop by name only: no review queue, confidence threshold, "
        "override or live watch"
    )
    return warn(message, Archetype.guardrails)


@rule(
    "FT305",
    (Level.WARN,),
    Way.CONTAINMENT,
    "risk",
    reads=(Archetype.guardrails, Archetype.kind),
)
def acts_alone_unchecked(framing: Framing) -> Flagged | None:
    """It acts alone, with no limits on what it does and nobody who checks afterwards.

    Why: what is never looked at stays wrong for as long as nobody complains.
    Fires: for an autonomous product, where the guardrails were answered with neither safety
    constraints nor audits.
    Silent: while the guardrails are open, and for the other archetypes.
    Do: list the outputs that are never allowed, and have people check a sample each week.
    Source: chapter, section 3, the table of archetypes.
    """
    if framing.archetype.kind != "autonomous":
        return None
    if _guarded(framing, "safety-constraints", "audits") is not False:
        return None
    message = "it acts alone, with neither safety constraints nor audits"
    return warn(message, Archetype.guardrails)


@rule(
    "FT306",
    (Level.WARN,),
    Way.CONTAINMENT,
    None,
    reads=(Archetype.kind, Stack.policy, Archetype.guardrails),
)
def archetype_against_policy(framing: Framing) -> Flagged | None:
    """The archetype and the policy do not describe the same product.

    Why: each half of the team then builds the product that it has in mind.
    Fires: for an autonomous product with a review queue; for human in the loop with block or allow
    or direct action, where no review queue is among the guardrails (past the section, where none
    were given).
    Silent: while archetype or policy is open, and for every other pair.
    Do: walk one case through aloud, and change the answer that does not fit.
    Source: chapter, section 1, level 3, and section 3.
    """
    kind, policy = framing.archetype.kind, framing.stack.policy
    questions = (Archetype.kind, Stack.policy)
    if kind == "autonomous" and policy == "review-queue":
        message = "it is called autonomous, and people review what it flags"
        return warn(message, *questions)
    if kind != "human-in-the-loop" or policy not in ("block-allow", "direct-action"):
        return None
    reviewed = _guarded(framing, "review-queue")
    if reviewed or (reviewed is None and not framing.is_past("archetype")):
        return None
    shown = quote(Stack.policy.kind.show(policy))
    message = f"a human is said to be in the loop, and the policy is {shown} with no review"
    absent = framing.open_of(Archetype.guardrails)
    return warn(message, *questions, Archetype.guardrails, absent=absent)


@rule(
    "FT307",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "risk",
    reads=(
        Archetype.failure_rate_percent,
        Validation.stages_percent,
        Stack.decisions_per_day,
        Stack.timeframe_days,
        Roi.build_days,
        Archetype.kind,
    ),
)
def failure_rate_cannot_be_shown(framing: Framing) -> Flagged | None:
    """It acts alone, and the failure rate that is promised cannot be shown in time.

    Why: a rate that too few cases have tested is a wish, however good the record looks.
    Fires: red for an autonomous product where, at the largest stage below 100 %, the cases that
    would show the tolerated rate are seen only after the timeframe; a warning where that is so at
    one end of a range.
    Silent: while one of the figures is open, without a stage below 100 %, and for a rate of 0,
    which nothing can show.
    Do: let people decide until enough cases are seen, widen the stages, or tolerate a higher rate.
    Source: chapter, section 3, and section 8.
    """
    shown_after, timeframe = evidence.of(framing), framing.stack.timeframe_days
    if framing.archetype.kind != "autonomous" or shown_after is None or timeframe is None:
        return None
    if shown_after.days is None:
        return None
    days = rounded(shown_after.days)
    rate, cases = shown_after.failure_rate_percent, shown(shown_after.trials)
    return red_at_both_ends(
        days.over(timeframe),
        lambda: (
            f"{cases} cases without a failure would show a rate below {rate} %: seen after "
            f"{counted(days, 'day')}, against {in_days(timeframe)}",
            f"the rate is shown after {shown(Range.of(days.high))} days against "
            f"{in_days(Range.of(timeframe.low))}",
        ),
        Archetype.failure_rate_percent,
        Validation.stages_percent,
        Stack.timeframe_days,
    )


@rule(
    "FT308",
    (Level.WARN,),
    Way.CONTAINMENT,
    "risk",
    reads=(Metrics.constraints, Archetype.kind),
    gives_way_to=(constraint_missing,),
)
def acts_alone_without_safety_bound(framing: Framing) -> Flagged | None:
    """It acts alone, and no constraint is about safety.

    Why: the better it gets at its one metric, the further it goes where nobody drew a line.
    Fires: for an autonomous product, where the constraints were answered and none is of the kind
    safety.
    Silent: while the constraints are open; where a missing constraint is a finding already.
    Do: name the worst thing that it may do, and the number of times that is too often.
    Source: chapter, section 3, and section 7.
    """
    constraints = framing.metrics.constraints
    if framing.archetype.kind != "autonomous" or constraints is None:
        return None
    if any(row.kind == "safety" for row in constraints):
        return None
    message = "it acts alone, and none of its constraints is about safety"
    return warn(message, Metrics.constraints)
