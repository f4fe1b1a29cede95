"""Rules on section 1, the framing stack: what is done about it (FT106 to FT110, 112, 113)."""

from framing_tui.calculators import queue
from framing_tui.calculators.result import shown
from framing_tui.model.audit import Errors
from framing_tui.model.framing import Framing
from framing_tui.model.metrics import Metrics
from framing_tui.model.question import AnyQuestion
from framing_tui.model.stack import QUEUE_POLICIES, Stack
from framing_tui.model.task import Task
from framing_tui.model.validation import EXPERIMENTS, Validation
from framing_tui.model.values import Holds, Range, before_the_event, figure, in_days
from framing_tui.model.volumes import volume
from framing_tui.rules.figures import rounded
from framing_tui.rules.finding import (
    Flagged,
    Level,
    Way,
    note,
    red,
    red_at_both_ends,
    warn,
)
from framing_tui.rules.registry import Limits, rule


@rule(
    "FT106",
    (Level.RED, Level.WARN),
    Way.IMPACT,
    "risk",
    reads=(Stack.policy, Stack.action_written),
)
def no_policy(framing: Framing) -> Flagged | None:
    """Nobody has said what a prediction triggers, or nobody is bound to do it.

    Why: a prediction that leads to no action moves no KPI, however right it is.
    Fires: red where the policy is “nobody has said”, and, past the task, while it is open; a
    warning where there is one, and it is not written down who does what within which time.
    Silent: before the task is passed, while the policy is open; where it is written down, and
    while that is open or unsure.
    Do: write down who or what acts on a prediction, and at which line, before choosing a metric.
    Source: chapter, section 1, level 3.
    """
    if framing.stack.policy == "none":
        return red("nobody has said what a prediction triggers (policy)", Stack.policy)
    if framing.lacks(Stack.policy, "task"):
        message = "no policy: nobody has said what a prediction triggers"
        return red(message, Stack.policy, absent=(Stack.policy,))
    if framing.stack.action_written == "no":
        message = "it is not written down who does what, within which time: a list binds nobody"
        return warn(message, Stack.action_written, Stack.policy)
    return None


@rule(
    "FT107",
    (Level.WARN,),
    Way.IMPACT,
    None,
    reads=(
        Stack.policy,
        Stack.top_k,
        Stack.queue_capacity_per_day,
        Errors.in_words,
        Errors.false_positive_cost,
        Errors.false_negative_cost,
        Errors.over_cost,
        Errors.under_cost,
        Metrics.precision_floor_percent,
    ),
)
def policy_without_its_number(framing: Framing) -> Flagged | None:
    """The policy is named, and the number that it turns on is not.

    Why: without K, a capacity or the weight of an error, the line is drawn later by whoever codes.
    Fires: past the stack, for the highest K without K, and for a queue or bands without a capacity;
    past feasibility, for a threshold or block-or-allow with neither costs, nor words on which error
    is worse, nor a precision floor.
    Silent: before those sections are passed; one cost alone is enough to be silent.
    Do: give the number, or say in a sentence which error is worse and why.
    Source: chapter, section 1, level 3, and section 6.
    """
    policy = framing.stack.policy
    if policy == "top-k" and framing.lacks(Stack.top_k, "stack"):
        message = "the K highest are acted on, and nobody has said how many that is"
        return warn(message, Stack.top_k, absent=(Stack.top_k,))
    if policy in QUEUE_POLICIES and framing.lacks(Stack.queue_capacity_per_day, "stack"):
        capacity = Stack.queue_capacity_per_day
        message = "cases wait for people, and nobody has said how many they can clear in a day"
        return warn(message, capacity, absent=(capacity,))
    if policy in ("threshold", "block-allow") and framing.is_past("feasibility"):
        return _line_without_reason(framing)
    return None


def _line_without_reason(framing: Framing) -> Flagged | None:
    reasons = (
        Errors.in_words,
        Errors.false_positive_cost,
        Errors.false_negative_cost,
        Errors.over_cost,
        Errors.under_cost,
        Metrics.precision_floor_percent,
    )
    if any(framing.answer(question) is not None for question in reasons):
        return None
    absent = tuple(question for question in reasons if question.is_asked(framing))
    message = "nothing says where the line lies: no costs, no worse error, no precision floor"
    return warn(message, *absent, absent=absent)


@rule(
    "FT108",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "risk",
    reads=(
        Stack.flag_percent,
        Stack.queue_capacity_per_day,
        Stack.queue_days_per_week,
        Stack.decisions_per_day,
        Stack.policy,
    ),
    limits={"red_percent": 100.0, "warn_percent": 85.0},
)
def queue_over_capacity(framing: Framing, limits: Limits) -> Flagged | None:
    """More is flagged than people can look at.

    Why: a queue that only grows is worked from the top, and the rest is decided by nobody.
    Fires: red where what is flagged in a day is more than people clear; a warning over 85 % of it,
    where one busy week is enough, or where either holds at one end of a range.
    Silent: while volume, share or capacity is open, and for policies without a queue.
    Do: flag a smaller share, the largest that fits being shown, or find the people first.
    Source: chapter, section 1, level 3, and section 3.
    """
    load = queue.of(framing)
    if load is None:
        return None
    used = rounded(load.utilisation_percent)
    full, busy = Range.of(limits["red_percent"]), Range.of(limits["warn_percent"])
    over, tight = used.over(full), used.over(busy)
    if tight is Holds.NEVER and over is Holds.NEVER:
        return None
    questions = (Stack.flag_percent, Stack.queue_capacity_per_day, Stack.decisions_per_day)
    fits = f"at most {shown(load.largest_flag_percent)} % of cases can be looked at"
    cleared = volume(load.capacity_per_day).removesuffix(" a day")
    message = (
        f"{shown(load.demand_per_day)} cases a day are flagged and {cleared} can be "
        f"cleared, a load of {shown(used)} %: {fits}"
    )
    if over is Holds.ALWAYS:
        return red(message, *questions)
    if over is Holds.SOMETIMES:
        end = f"a load of {shown(Range.of(used.high))} %; {fits}"
        return warn(f"red at the pessimistic end: {end}", *questions)
    return warn(message, *questions)


@rule(
    "FT109",
    (Level.RED, Level.WARN),
    Way.SERVING,
    "serving",
    reads=(Stack.predict_before_days, Stack.act_before_days),
)
def too_late_to_act(framing: Framing) -> Flagged | None:
    """The prediction comes when it is too late to act.

    Why: the best prediction helps nobody once the moment to act is over.
    Fires: where it can be made less long before the event than the action needs.
    Silent: while either time is open, where there is no event to be ahead of, and for policies that
    only rank, or that use the number.
    Do: predict from facts that are known earlier, or find an action that works at shorter notice.
    Source: chapter, section 8, why the KPI did not move.
    """
    predicted, needed = framing.stack.predict_before_days, framing.stack.act_before_days
    if predicted is None or needed is None:
        return None
    latest, earliest_needed = Range.of(predicted.low), Range.of(needed.high)
    return red_at_both_ends(
        predicted.under(needed),
        lambda: (
            f"the prediction comes {before_the_event(predicted)}, "
            f"and acting takes {in_days(needed)}",
            f"predicted {before_the_event(latest)}, and acting takes {in_days(earliest_needed)}",
        ),
        Stack.predict_before_days,
        Stack.act_before_days,
    )


@rule(
    "FT110",
    (Level.NOTE,),
    Way.IMPACT,
    None,
    reads=(Stack.policy, Stack.policy_detail),
)
def advice_binds_nobody(framing: Framing) -> Flagged | None:
    """Advice changes nothing unless somebody is bound to act on it.

    Why: people under pressure look past a number that commits them to nothing.
    Fires: where the policy is to advise.
    Silent: for every other policy.
    Do: name the people, and what they must do, or write down, when they see the advice.
    Source: chapter, section 1, level 3, and section 8.
    """
    if framing.stack.policy != "advise":
        return None
    message = "advice changes nothing unless somebody is bound to act on it: name them"
    return note(message, Stack.policy, Stack.policy_detail)


@rule(
    "FT112",
    (Level.RED, Level.WARN),
    Way.IMPACT,
    "roi",
    reads=(Stack.action_works, Validation.experiment, Validation.measures_kpi),
)
def action_unproven(framing: Framing) -> Flagged | None:
    """Nothing shows that acting on a right prediction changes the outcome.

    Why: to know who will leave is worth nothing if the call does not make them stay.
    Fires: red where there is no evidence; a warning where the team is unsure, or where an
    experiment that measures the KPI is planned and will tell.
    Silent: while the question is open, and where there is evidence.
    Do: try the action on a few cases, chosen by hand or by chance, before training anything.
    Source: chapter, section 1, level 3, and section 8.
    """
    works = framing.stack.action_works
    if works == "unsure":
        return warn("nobody is sure that the action changes the outcome", Stack.action_works)
    if works != "no":
        return None
    message = "no evidence that the action changes the outcome"
    trial = framing.validation.experiment
    if trial in EXPERIMENTS and framing.validation.measures_kpi == "yes":
        planned = Validation.experiment.kind.show(trial)
        return warn(f"{message} yet; it is left to the planned {planned}", Stack.action_works)
    return red(message, Stack.action_works)


_PERIODS = {"day": 1, "week": 7, "month": 30, "year": 365}


@rule(
    "FT113",
    (Level.RED, Level.WARN),
    Way.IMPACT,
    "roi",
    reads=(Stack.top_k, Stack.top_k_every, Stack.decisions_per_day, Task.classes),
)
def k_takes_everybody(framing: Framing) -> Flagged | None:
    """As many are acted on as there are cases, so nothing has to be predicted.

    Why: a list that takes everybody is as good in any order, and needs no model.
    Fires: red where K is as many as the cases of its period, or more; where it is chosen from each
    list, as many as the items of a list. A warning where that is so at one end of a range, and,
    past the stack, where K is given and nobody has said in which period.
    Silent: while K or the other number is open, and for policies without a K.
    Do: act on fewer, those that matter most; or act on everybody and leave the model out.
    Source: chapter, section 1, level 3, and section 2.
    """
    k, every = framing.stack.top_k, framing.stack.top_k_every
    if k is None:
        return None
    if every is None:
        if not framing.is_past("stack"):
            return None
        message = f"K is {k}, and nobody has said in which period"
        return warn(message, Stack.top_k_every, Stack.top_k, absent=(Stack.top_k_every,))
    if every == "each-case":
        items = framing.task.classes
        return None if items is None else _takes_all(k, items, "items of a list", Task.classes)
    of_day, days = framing.stack.decisions_per_day, _PERIODS[every]
    if of_day is None:
        return None
    there = Range(of_day.low * days, of_day.high * days)
    return _takes_all(k, there, f"cases of a {every}", Stack.decisions_per_day)


def _takes_all(k: Range, there: Range, what: str, counted: AnyQuestion) -> Flagged | None:
    return red_at_both_ends(
        k.at_least(there),
        lambda: (
            f"K is {k} and takes all of the {shown(there)} {what}: "
            "acting on everybody needs no model",
            f"a K of {figure(k.high)} against the {shown(Range.of(there.low))} {what}",
        ),
        Stack.top_k,
        counted,
    )
