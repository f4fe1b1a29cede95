"""Rules on section 5: is there anything to learn from, and what is wrong with it (FT5xx).

The rubric of the chosen proxy is judged next door, in `labels_proxy`.
"""

from __future__ import annotations

from framing_tui.model.audit import Compliance, Roi
from framing_tui.model.framing import Framing
from framing_tui.model.labels import COUNTS_POSITIVES, UNBIASED, Labels
from framing_tui.model.metrics import Metrics
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.model.stack import Stack
from framing_tui.model.task import UNLABELLED, Task
from framing_tui.model.validation import Validation
from framing_tui.model.values import Holds, Range, YesNoAnswer, in_days
from framing_tui.rules.finding import (
    Flagged,
    Level,
    Way,
    both,
    note,
    quote,
    red,
    red_or_unsure,
    warn,
)
from framing_tui.rules.registry import rule

# What each way of selecting leaves unseen.
_UNSEEN = {
    "some-sites": "exists for some sites only, and the others are never seen",
    "only-acted-on": "exists only where somebody acted, and what happens otherwise is never seen",
    "only-let-through": "exists only for what was let through, and what was stopped is never seen",
    "only-shown": "exists only for what was shown, and what was ranked low never had a chance",
    "self-selected": "comes only from those who chose to speak up, and the silent are different",
    "capped-by-us": "stops at what was on offer (sales are not demand)",
    "invented": "is invented: it shows what its makers imagined, not what happens",
}


class _LearnedFrom(NamedTuple):
    """One thing that a model learns from, with what was said of it or of the whole section."""

    label: str
    selected_by: str | None
    human_decision: YesNoAnswer | None


def _learned_from(framing: Framing) -> tuple[_LearnedFrom, ...]:
    """Return the chosen candidates, or the outcome itself where none is chosen."""
    labels = framing.labels
    chosen = tuple(
        _LearnedFrom(
            quote(row.label),
            row.selected_by or labels.selected_by,
            row.human_decision or labels.human_decision,
        )
        for row in labels.chosen
    )
    return chosen or (_LearnedFrom("the label", labels.selected_by, labels.human_decision),)


@rule(
    "FT501",
    (Level.RED, Level.WARN),
    Way.TARGET,
    "labels",
    reads=(Labels.candidates, Labels.plan, Labels.observable, Task.type),
)
def no_way_to_labels(framing: Framing) -> Flagged | None:
    """The outcome is not recorded, and there is neither a proxy nor a plan for labels.

    Why: without anything to learn from, there is nothing to train and nothing to measure.
    Fires: red where the outcome is not observable and both the candidates and the plan are open
    past the section, or there are none; a warning where the team is unsure that it is observable.
    Silent: before the section is passed while the plan is open; with one candidate, or a plan; for
    groups and anomalies, which need no labels.
    Do: name two or three things that are recorded and move with the outcome, or pay for labels.
    Source: chapter, section 5, and the feasibility table of section 6.
    """
    observable = framing.labels.observable
    if observable not in ("no", "unsure") or framing.task.type in UNLABELLED:
        return None
    if not (framing.lacks(Labels.candidates, "labels") and framing.lacks(Labels.plan, "labels")):
        return None
    questions = (Labels.candidates, Labels.plan)
    absent = framing.open_of(*questions)
    if observable == "unsure":
        message = "the outcome may not be recorded, and there is neither a proxy nor a plan"
        return warn(message, *questions, absent=absent)
    message = "the outcome is not recorded, and there is neither a proxy nor a plan for labels"
    return red(message, *questions, absent=absent, any_settles=True)


@rule(
    "FT506",
    (Level.RED, Level.WARN),
    Way.SERVING,
    "labels",
    reads=(
        Labels.delay_days,
        Roi.build_days,
        Stack.timeframe_days,
        Labels.positives_now,
        Labels.positives_needed,
    ),
)
def labels_after_the_deadline(framing: Framing) -> Flagged | None:
    """The first labels come after the deadline, and today there are not enough.

    Why: whatever is learned from them then cannot move the KPI in time.
    Fires: red where building and the label delay exceed the timeframe and the positive examples of
    today are open or fewer than needed; a warning where that holds at one end of a range.
    Silent: while build time, delay or timeframe is open; where enough is held today; for outputs
    of which positives are not counted, and where nothing is learned here.
    Do: find labels that exist already, a quicker sign of the outcome, or a later date.
    Source: chapter, section 5, and section 6, first killer.
    """
    build, delay = framing.roi.build_days, framing.labels.delay_days
    timeframe = framing.stack.timeframe_days
    if build is None or delay is None or timeframe is None:
        return None
    if framing.task.type not in (None, *COUNTS_POSITIVES) or framing.task.origin == "as-it-comes":
        return None
    first = build.plus(delay)
    short, examples = _too_few_today(framing)
    holds = both(first.over(timeframe), short)
    if holds is Holds.NEVER:
        return None
    absent = framing.open_of(Labels.positives_now)
    questions = (Labels.delay_days, Roi.build_days, Stack.timeframe_days, Labels.positives_now)
    if holds is Holds.SOMETIMES:
        last, due = in_days(Range.of(first.high)), in_days(Range.of(timeframe.low))
        message = f"red at the pessimistic end: first labels after {last} against {due}; {examples}"
        return warn(message, *questions, absent=absent)
    message = f"first labels come after {in_days(first)}, and the timeframe is {in_days(timeframe)}"
    return red(f"{message}; {examples}", *questions, absent=absent)


def _too_few_today(framing: Framing) -> tuple[Holds, str]:
    """Tell whether what is labelled today falls short, and in words by how much."""
    held, needed = framing.labels.positives_now, framing.labels.positives_needed
    if held is None:
        return Holds.ALWAYS, "nobody has said how many positive examples there are today"
    if needed is None:
        return Holds.NEVER, ""
    return held.under(needed), f"{held} positive examples are held today, of {needed} needed"


@rule(
    "FT511",
    (Level.WARN, Level.NOTE),
    Way.TARGET,
    "labels",
    reads=(Labels.selected_by, Labels.candidates, Labels.remedies, Validation.holdout),
)
def label_is_selective(framing: Framing) -> Flagged | None:
    """The label exists only for some of the cases that the model will see.

    Why: the model is sure of itself exactly where nobody has ever looked.
    Fires: a warning where only cases that were acted on, let through or shown, volunteers, some
    sites, or cases up to what was on offer have a label, or where it is invented; a note once a
    remedy or a holdout is named; drawing rare cases more often is none, as it reaches no case
    without a label.
    Silent: while it is open, and where everyone or a random sample gets a label.
    Do: let a small random share through and label it, weight what is rare, or estimate what was
    cut off.
    Source: chapter, section 5, the table of failure modes.
    """
    # Sampling stretches the labels there are.
    remedies = tuple(r for r in framing.labels.remedies or () if r != "sampling")
    against = [Labels.remedies.kind.show(remedies)] if remedies else []
    if framing.validation.holdout == "yes":
        against.append("a holdout")
    message = "; ".join(
        f"{learned.label} {_UNSEEN[learned.selected_by]}"
        for learned in _learned_from(framing)
        if learned.selected_by is not None and learned.selected_by not in UNBIASED
    )
    if not message:
        return None
    questions = (Labels.selected_by, Labels.candidates, Labels.remedies)
    if against:
        return note(f"{message}; against that: {' and '.join(against)}", *questions)
    return warn(message, *questions)


@rule(
    "FT512",
    (Level.RED, Level.WARN, Level.NOTE),
    Way.TARGET,
    "risk",
    reads=(
        Labels.human_decision,
        Labels.candidates,
        Metrics.constraints,
        Compliance.people_affected,
    ),
)
def label_is_a_past_judgement(framing: Framing) -> Flagged | None:
    """The label is what people decided in the past, so the model learns their habits.

    Why: a habit that is wrong or unfair comes back faster, and as a figure that looks neutral.
    Fires: red where people are affected and no constraint is about fairness (past the metrics,
    where there are none); otherwise a warning; a note once there is a fairness constraint, or,
    where no people are affected, one on quality. Unsure is a warning where yes would be red.
    Silent: while it is open, for labels that record an event or were made for training, and where
    nothing is learned here.
    Do: bound the difference between groups, and have a sample judged anew by people who do not see
    the old decision.
    Source: chapter, section 5, and section 6, seventh killer.
    """
    if framing.task.origin == "as-it-comes":
        return None
    answers = {learned.human_decision: learned.label for learned in _learned_from(framing)}
    level, because, absent = _weight_of_habits(framing)
    questions = (Labels.human_decision, Labels.candidates, Metrics.constraints)
    if "yes" in answers:
        message = (
            f"{answers['yes']} is what people decided in the past: the model learns their habits"
        )
        flagged = {Level.RED: red, Level.WARN: warn, Level.NOTE: note}[level]
        return flagged(f"{message}{because}", *questions, absent=absent)
    if "unsure" in answers and level is Level.RED:
        message = f"{answers['unsure']} may be what people decided in the past"
        return warn(f"{message}{because}", *questions, absent=absent)
    return None


def _weight_of_habits(framing: Framing) -> tuple[Level, str, tuple[AnyQuestion, ...]]:
    """Return how heavily habits weigh here, why, and the answer whose absence that rests on."""
    affected, rows = framing.compliance.people_affected, framing.metrics.constraints
    kinds = {row.kind for row in rows or ()}
    bounding = ("fairness",) if affected != "no" else ("fairness", "quality")
    bound = next((kind for kind in bounding if kind in kinds), None)
    if bound is not None:
        return Level.NOTE, f"; a {bound} constraint bounds that", ()
    if affected == "yes" and (rows is not None or framing.is_past("metrics")):
        because = "; people are affected, and no constraint is about fairness"
        return Level.RED, because, framing.open_of(Metrics.constraints)
    return Level.WARN, "", ()


@rule(
    "FT514",
    (Level.RED, Level.WARN),
    Way.SERVING,
    "labels",
    reads=(Labels.affordable,),
)
def labels_not_affordable(framing: Framing) -> Flagged | None:
    """The labels cost more than there is.

    Why: a model that nobody can afford to teach again is a demonstration.
    Fires: red where the labels cannot be afforded; a warning where the team is unsure.
    Silent: while the question is open, and where they can.
    Do: label fewer cases and better chosen ones, or record what happens anyway.
    Source: chapter, section 6, the feasibility table.
    """
    return red_or_unsure(
        framing.labels.affordable,
        "no",
        "the labels cannot be afforded",
        "nobody is sure that the labels can be afforded",
        Labels.affordable,
    )


# Metrics that count how often the output and the label are the same.
_AGREES = ("accuracy", "error rate", "balanced accuracy", "kappa", "agreement")


@rule(
    "FT516",
    (Level.NOTE,),
    Way.TARGET,
    "labels",
    reads=(Labels.agreement_percent, Metrics.target_value, Metrics.primary),
)
def labels_noisier_than_the_target(framing: Framing) -> Flagged | None:
    """Two people agree less often than the model is to agree with one of them.

    Why: where the label itself is a matter of opinion, nobody can tell a better model from luck.
    Fires: where the agreement is under the target, and the metric is accuracy or agreement; also
    where only one end of a range is.
    Silent: while one of them is open, and for metrics of another kind.
    Do: settle what people disagree about, or have several judge each case and take the most.
    Source: Northcutt, Athalye and Mueller, Pervasive Label Errors in Test Sets Destabilize Machine
    Learning Benchmarks, NeurIPS 2021.
    """
    agreement, target = framing.labels.agreement_percent, framing.metrics.target_value
    primary = (framing.metrics.primary or "").lower()
    if agreement is None or target is None or not any(word in primary for word in _AGREES):
        return None
    # A share is written as 0.95 or as 95; over 1 it can only be the second.
    wanted = Range(100 * target.low, 100 * target.high) if target.high <= 1 else target
    if "error" in primary:
        wanted = Range(100 - wanted.high, 100 - wanted.low)
    if not agreement.under(wanted).possible:
        return None
    message = f"people give the same label in {agreement} % of cases, and the target is {target}"
    return note(f"{message}: the labels are too noisy to show it", Labels.agreement_percent)
