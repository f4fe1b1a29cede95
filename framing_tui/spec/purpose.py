"""The first five fields: what has to change, for whom, and how a prediction changes it."""

from __future__ import annotations

from framing_tui.model.archetype import Archetype
from framing_tui.model.labels import Labels
from framing_tui.model.question import AnyQuestion
from framing_tui.model.stack import Stack
from framing_tui.model.task import BORROWED, Task
from framing_tui.model.values import Range
from framing_tui.model.volumes import volume
from framing_tui.spec.movement import movement
from framing_tui.spec.people import span
from framing_tui.spec.reading import Reading, Source, items
from framing_tui.spec.shape import KpiTable, Part


def _business_kpi(reading: Reading) -> list[Part]:
    return [
        *reading.part(Stack.kpi),
        *_from_now_to_target(reading),
        *_within(reading),
        *items(reading.part(Stack.objective, "objective")),
    ]


def _within(reading: Reading) -> list[Part]:
    """Return by when the KPI has to have moved, counted as people count so long a time."""
    return reading.figure(
        Stack.timeframe_days,
        lambda value: f"within {span(value, ' to ')}" if value.high else "by today",
    )


def _from_now_to_target(reading: Reading) -> list[Part]:
    stack = reading.framing.stack
    now, target = stack.kpi_now, stack.kpi_target
    ids = (Stack.kpi_now.id, Stack.kpi_target.id)
    if now is not None and target is not None:
        ends = (reading.based(str(end), qid) for end, qid in zip((now, target), ids, strict=True))
        said = f"{' → '.join(ends)} ({movement(now, target)})"
        return [Part(said, questions=ids, place="table")]
    if now is not None:
        return [Part(f"{now} today", questions=ids[:1], place="table")]
    if target is not None:
        return [Part(str(target), "target", ids[1:], "table")]
    return []


def kpi_table(reading: Reading) -> KpiTable | None:
    """Return the KPI from today to its target; None while neither is known."""
    stack = reading.framing.stack
    now, target = stack.kpi_now, stack.kpi_target
    if now is None and target is None:
        return None
    return KpiTable(
        _figure(reading, Stack.kpi_now),
        _figure(reading, Stack.kpi_target),
        movement(now, target) if now is not None and target is not None else "open",
    )


def _figure(reading: Reading, question: AnyQuestion) -> str:
    told = reading.in_words(question)
    if told is None:
        reason = reading.framing.not_applicable.get(question.id)
        return f"not applicable: {reason}" if reason else "open"
    return reading.based(told, question.id)


def _users_and_workflow(reading: Reading) -> list[Part]:
    return [
        *reading.part(Stack.users),
        *items(reading.part(Stack.outcome, "the product then")),
        *items(reading.part(Stack.non_goals, "what it will not do")),
    ]


def _decision_improved(reading: Reading) -> list[Part]:
    return reading.part(Stack.decision_improved)


def _model_output(reading: Reading) -> list[Part]:
    task = reading.framing.task
    what = "items" if task.type == "ranking" else "classes"
    groups = [
        Part(text, "for a group", (Task.group_actions.id,), "item")
        for text in task.group_actions or ()
        if text.strip()
    ]
    return [
        *reading.part(Stack.model_goal),
        *reading.part(Task.type, "type"),
        *items(
            [
                *reading.part(Task.classes, after=f" {what}"),
                *reading.part(Task.new_classes, f"new {what}"),
                *reading.part(Labels.class_that_matters, "must not be missed"),
                *reading.days(Task.horizon_days, "{} ahead", at_once="for the moment itself"),
                *(reading.part(Task.origin, "model") if task.origin in BORROWED else []),
            ]
        ),
        *groups,
    ]


def _action_policy(reading: Reading) -> list[Part]:
    cases = [
        *reading.figure(Stack.decisions_per_day, lambda value: volume(value, "cases")),
        *reading.part(Stack.flag_percent, after=" of cases go to people"),
        *reading.figure(Stack.queue_capacity_per_day, _people_clear),
    ]
    return [
        *reading.part(Stack.policy),
        *_highest(reading),
        *reading.part(Archetype.kind),
        *items(cases),
        *items(_timing(reading)),
        *items(reading.part(Stack.policy_detail)),
    ]


def _people_clear(value: Range) -> str:
    """Say what people clear; where it was counted by the day, a working day is meant."""
    said = volume(value)
    if said.endswith("a day"):
        said = f"{said.removesuffix('a day')}on a working day"
    return f"people clear {said}"


def _highest(reading: Reading) -> list[Part]:
    every = reading.in_words(Stack.top_k_every)
    in_time = f" {every}" if every else ""
    return reading.figure(
        Stack.top_k,
        lambda k: f"acts on the {'' if k == Range.of(1) else f'{k} '}highest{in_time}",
    )


def _timing(reading: Reading) -> list[Part]:
    """Say when it has to act, and when it can predict."""
    return [
        *reading.days(
            Stack.act_before_days,
            "action needed {} before the event",
            at_once="action needed at the event itself",
        ),
        *reading.days(
            Stack.predict_before_days,
            "predicted {} before it",
            at_once="predicted at the event itself",
        ),
    ]


SOURCES = (
    Source(
        "Business KPI",
        (
            (Stack.kpi, "KPI"),
            (Stack.kpi_now, "today"),
            (Stack.kpi_target, "target"),
            (Stack.timeframe_days, "timeframe"),
            (Stack.objective, "objective"),
        ),
        _business_kpi,
    ),
    Source(
        "Target users & workflow change",
        ((Stack.users, "users"), (Stack.outcome, "the product then")),
        _users_and_workflow,
    ),
    Source(
        "Decision being improved",
        ((Stack.decision_improved, "decision"),),
        _decision_improved,
    ),
    Source(
        "Model output",
        (
            (Stack.model_goal, "prediction"),
            (Task.type, "type"),
            (Task.classes, "classes"),
            (Task.new_classes, "new classes"),
            (Labels.class_that_matters, "class that must not be missed"),
            (Task.horizon_days, "horizon"),
            (Task.group_actions, "what is done for each group"),
        ),
        _model_output,
    ),
    Source(
        "Action policy",
        (
            (Stack.policy, "policy"),
            (Stack.decisions_per_day, "cases a day"),
            (Stack.top_k, "K"),
            (Stack.top_k_every, "the period of K"),
            (Stack.flag_percent, "share sent to people"),
            (Stack.queue_capacity_per_day, "what people clear"),
            (Stack.act_before_days, "time needed to act"),
            (Stack.predict_before_days, "time of the prediction"),
            (Stack.policy_detail, "in words"),
            (Archetype.kind, "how much it decides"),
        ),
        _action_policy,
    ),
)
