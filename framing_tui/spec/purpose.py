"""The first five fields: what has to change, for whom, and how a prediction changes it."""

from __future__ import annotations

from framing_tui.model.archetype import Archetype
from framing_tui.model.stack import Stack
from framing_tui.model.task import Task
from framing_tui.spec.movement import movement
from framing_tui.spec.reading import Reading, Source, days, number, volume
from framing_tui.spec.shape import Part


def _business_kpi(reading: Reading) -> list[Part]:
    return [
        *reading.part(Stack.kpi),
        *_from_now_to_target(reading),
        *days(
            reading.framing.stack.timeframe_days,
            "within {}",
            Stack.timeframe_days.id,
            at_once="by today",
        ),
        *reading.part(Stack.objective, "objective"),
    ]


def _from_now_to_target(reading: Reading) -> list[Part]:
    stack = reading.framing.stack
    now, target = stack.kpi_now, stack.kpi_target
    ids = (Stack.kpi_now.id, Stack.kpi_target.id)
    if now is not None and target is not None:
        ends = (reading.based(str(end), qid) for end, qid in zip((now, target), ids, strict=True))
        return [Part(f"{' → '.join(ends)} ({movement(now, target)})", questions=ids)]
    if now is not None:
        return [Part(f"{now} today", questions=ids[:1])]
    return [Part(str(target), "target", ids[1:])] if target is not None else []


def _users_and_workflow(reading: Reading) -> list[Part]:
    return [*reading.part(Stack.users), *reading.part(Stack.outcome, "the product then")]


def _decision_improved(reading: Reading) -> list[Part]:
    return reading.part(Stack.decision_improved)


def _model_output(reading: Reading) -> list[Part]:
    task = reading.framing.task
    what = "items" if task.type == "ranking" else "classes"
    return [
        *reading.part(Stack.model_goal),
        *reading.part(Task.type, "type"),
        *reading.part(Task.classes, after=f" {what}"),
        *reading.part(Task.new_classes, f"new {what}"),
        *days(task.horizon_days, "{} ahead", Task.horizon_days.id, at_once="for the moment itself"),
    ]


def _action_policy(reading: Reading) -> list[Part]:
    stack = reading.framing.stack
    return [
        *reading.part(Stack.policy),
        *volume(stack.decisions_per_day, "{}", Stack.decisions_per_day.id, what="cases"),
        *number(stack.top_k, "acts on the {} highest", Stack.top_k.id, one="acts on the highest"),
        *reading.part(Stack.flag_percent, after=" of cases go to people"),
        *volume(
            stack.queue_capacity_per_day,
            "people clear {}",
            Stack.queue_capacity_per_day.id,
            day="on a working day",
        ),
        *days(
            stack.act_before_days,
            "action needed {} before the event",
            Stack.act_before_days.id,
            at_once="action needed at the event itself",
        ),
        *days(
            stack.predict_before_days,
            "predicted {} before it",
            Stack.predict_before_days.id,
            at_once="predicted at the event itself",
        ),
        *reading.part(Stack.policy_detail),
        *reading.part(Archetype.kind),
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
            (Task.horizon_days, "horizon"),
        ),
        _model_output,
    ),
    Source(
        "Action policy",
        (
            (Stack.policy, "policy"),
            (Stack.decisions_per_day, "cases a day"),
            (Stack.top_k, "K"),
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
