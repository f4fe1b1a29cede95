"""How each of the twelve fields is taken apart into the answers that it is made from.

Why tables: what a field may say, and which question that answers, can be read off one list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from framing_tui.spec.reading_back import several
from framing_tui.spec.reading_back.several import Special


@dataclass(frozen=True)
class Recipe:
    """How a field is read.

    `main` takes the words that stand there plainly, `spare` those beyond them as an offer; `leads`
    are the words before a part, and `patterns` the forms in which our page prints a part, each with
    the questions of its groups. `options` are the questions that one word may answer by name, and
    `special` reads what is made of several answers.
    """

    main: str
    leads: Mapping[str, str]
    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    options: tuple[str, ...] = ()
    spare: str = ""
    special: Special | None = None
    values: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """The questions whose answers the field shows."""
        by_form = [qid for _, ids in self.patterns for qid in ids]
        by_value = [qid for qid, _ in self.values.values()]
        named = [*self.leads.values(), *by_form, *by_value, *self.options, *self.also]
        return frozenset(qid for qid in (self.main, self.spare, *named) if qid)


_NUMBER = r"[^;·]*?\d[^;·]*?"
RECIPES: Mapping[str, Recipe] = {
    "Business KPI": Recipe(
        "stack.kpi",
        {
            "kpi": "stack.kpi",
            "metric": "stack.kpi",
            "objective": "stack.objective",
            "goal": "stack.objective",
            "why": "stack.objective",
            "now": "stack.kpi_now",
            "today": "stack.kpi_now",
            "current": "stack.kpi_now",
            "baseline": "stack.kpi_now",
            "target": "stack.kpi_target",
            "timeframe": "stack.timeframe_days",
            "by when": "stack.timeframe_days",
            "deadline": "stack.timeframe_days",
            "within": "stack.timeframe_days",
            "kpi now": "stack.kpi_now",
        },
        (
            (rf"({_NUMBER}) → ({_NUMBER}) \([^()]*\)", ("stack.kpi_now", "stack.kpi_target")),
            (rf"({_NUMBER}) → ({_NUMBER})", ("stack.kpi_now", "stack.kpi_target")),
            (rf"(?:from )({_NUMBER}) to ({_NUMBER})", ("stack.kpi_now", "stack.kpi_target")),
            (rf"({_NUMBER}) (?:today|now)", ("stack.kpi_now",)),
            (rf"within ({_NUMBER})", ("stack.timeframe_days",)),
        ),
        spare="stack.objective",
        special=several.kpi,
    ),
    "Target users & workflow change": Recipe(
        "stack.users",
        {
            "users": "stack.users",
            "the product then": "stack.outcome",
            "outcome": "stack.outcome",
            "product": "stack.outcome",
            "product outcome": "stack.outcome",
            "what it will not do": "stack.non_goals",
            "non goals": "stack.non_goals",
        },
    ),
    "Decision being improved": Recipe(
        "stack.decision_improved",
        {
            "not": "stack.non_goals",
            "non goals": "stack.non_goals",
            "not in scope": "stack.non_goals",
            "it will not": "stack.non_goals",
        },
    ),
    "Model output": Recipe(
        "stack.model_goal",
        {
            "type": "task.type",
            "task": "task.type",
            "task type": "task.type",
            "classes": "task.classes",
            "new classes": "task.new_classes",
            "new items": "task.new_classes",
            "horizon": "task.horizon_days",
            "prediction": "stack.model_goal",
            "must not be missed": "labels.class_that_matters",
            "learned here": "task.origin",
            "for a group": "task.group_actions",
        },
        (
            (rf"({_NUMBER}) (?:classes|items)", ("task.classes",)),
            (rf"({_NUMBER}) ahead", ("task.horizon_days",)),
        ),
        options=("task.type",),
        values={"for the moment itself": ("task.horizon_days", "0")},
    ),
    "Action policy": Recipe(
        "stack.policy_detail",
        {
            "policy": "stack.policy",
            "in words": "stack.policy_detail",
            "volume": "stack.decisions_per_day",
            "archetype": "archetype.kind",
            "k": "stack.top_k",
        },
        (
            (rf"({_NUMBER} cases an? \w+)", ("stack.decisions_per_day",)),
            (r"acts on the (\d[^;·]*) highest", ("stack.top_k",)),
            (
                r"acts on the (\d[^;·]*) highest ((?:each |every |per )?\w+(?: \w+)?)",
                ("stack.top_k", "stack.top_k_every"),
            ),
            (rf"({_NUMBER}) of cases go to people", ("stack.flag_percent",)),
            (rf"people clear ({_NUMBER}) on a working day", ("stack.queue_capacity_per_day",)),
            (rf"people clear ({_NUMBER} an? \w+)", ("stack.queue_capacity_per_day",)),
            (
                rf"action needed ({_NUMBER}) before the event",
                ("stack.act_before_days",),
            ),
            (rf"predicted ({_NUMBER}) before (?:it|the event)",
             ("stack.predict_before_days",)),
        ),
        options=("stack.policy", "archetype.kind"),
        values={
            "action needed at the event itself": ("stack.act_before_days", "0"),
            "predicted at the event itself": ("stack.predict_before_days", "0"),
            "acts on the highest": ("stack.top_k", "1"),
        },
    ),
    "Primary model metric": Recipe(
        "metrics.primary",
        {
            "metric": "metrics.primary",
            "target": "metrics.primary_target",
            "goal": "metrics.primary_target",
            "baseline": "metrics.baseline_value",
            "better": "metrics.better",
            "today s way reaches": "metrics.baseline_value",
            "on stored data a model reached": "metrics.offline_value",
            "why it moves the kpi": "metrics.kpi_link",
        },
        spare="metrics.primary_target",
        also=("metrics.target_value",),
    ),
    "Constraints": Recipe(
        "metrics.constraints",
        {
            "guardrails": "archetype.guardrails",
            "precision floor": "metrics.precision_floor_percent",
        },
        (
            (rf"precision at least ({_NUMBER})", ("metrics.precision_floor_percent",)),
            (rf"slowest 1 in 100 answers within ({_NUMBER})", ("serving.p99_budget_ms",)),
        ),
        special=several.constraints,
    ),
    "Proxy label + known risks": Recipe(
        "labels.candidates",
        dict.fromkeys(
            (
                "stands for", "ideal", "true outcome", "weakest", "fails by", "risk", "risks",
                "known risk", "known risks", "against that", "countermeasure", "mitigation",
                "compared with the outcome", "the outcome itself",
                "whoever makes the label gains by it",
            ),
            "",
        ),
        special=several.proxy,
        also=("labels.ideal", "labels.observable", "labels.maker_gains", "labels.countermeasure"),
    ),
    "Data sources + labeling plan": Recipe(
        "spec.data_sources",
        {
            "labels": "labels.plan",
            "labeling": "labels.plan",
            "labeling plan": "labels.plan",
            "label plan": "labels.plan",
            "data": "spec.data_sources",
            "data sources": "spec.data_sources",
            "sources": "spec.data_sources",
            "delay": "labels.delay_days",
        },
        ((rf"known ({_NUMBER}) after a prediction", ("labels.delay_days",)),),
        values={
            "known at once": ("labels.delay_days", "0"),
            "no data sources named": ("spec.data_sources", "none"),
        },
    ),
    "Serving-time features confirmed": Recipe(
        "serving.features_confirmed",
        {},
        special=several.features,
        also=("serving.features",),
    ),
    "Rollout plan": Recipe(
        "validation.stages_percent",
        {
            "baseline": "",
            "tried by": "validation.experiment",
            "experiment": "validation.experiment",
            "stages": "",
            "rollback": "validation.rollback",
            "way back": "validation.rollback",
            "stop if": "validation.stop_if",
            "stops if": "validation.stop_if",
        },
        options=("validation.experiment",),
        special=several.rollout,
        also=(
            "validation.baseline_kind",
            "validation.baseline",
            "validation.shadow",
            "validation.can_roll_back",
        ),
    ),
    "Owner + oncall + monitoring": Recipe(
        "spec.owner",
        {
            "owner": "spec.owner",
            "on call": "spec.oncall",
            "oncall": "spec.oncall",
            "monitoring": "spec.monitoring",
            "alerts": "spec.monitoring",
        },
        values={"nobody runs it in production": ("readiness.owner", "no")},
        special=several.owner,
    ),
}  # fmt: skip
