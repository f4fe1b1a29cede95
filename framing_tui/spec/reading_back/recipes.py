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


def _leads(*named: tuple[str, str]) -> dict[str, str]:
    """Return the question of each of the words that may stand before a part."""
    return {word: question_id for question_id, words in named for word in words.split(", ")}


_NUMBER = r"[^;·]*?\d[^;·]*?"
RECIPES: Mapping[str, Recipe] = {
    "Business KPI": Recipe(
        "stack.kpi",
        _leads(
            ("stack.kpi", "kpi, metric"),
            ("stack.objective", "objective, goal, why"),
            ("stack.kpi_now", "now, today, current, baseline, kpi now"),
            ("stack.kpi_target", "target"),
            ("stack.timeframe_days", "timeframe, by when, deadline, within"),
        ),
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
        _leads(
            ("stack.users", "users"),
            ("stack.outcome", "the product then, outcome, product, product outcome"),
            ("stack.non_goals", "what it will not do, non goals"),
        ),
    ),
    "Decision being improved": Recipe(
        "stack.decision_improved",
        _leads(
            ("stack.non_goals", "not, non goals, not in scope, it will not"),
        ),
    ),
    "Model output": Recipe(
        "stack.model_goal",
        _leads(
            ("task.type", "type, task, task type"),
            ("task.classes", "classes"),
            ("task.new_classes", "new classes, new items"),
            ("task.horizon_days", "horizon"),
            ("stack.model_goal", "prediction"),
            ("labels.class_that_matters", "must not be missed"),
            ("task.origin", "learned here"),
            ("task.group_actions", "for a group"),
        ),
        (
            (rf"({_NUMBER}) (?:classes|items)", ("task.classes",)),
            (rf"({_NUMBER}) ahead", ("task.horizon_days",)),
        ),
        options=("task.type",),
        values={"for the moment itself": ("task.horizon_days", "0")},
    ),
    "Action policy": Recipe(
        "stack.policy_detail",
        _leads(
            ("stack.policy", "policy"),
            ("stack.policy_detail", "in words"),
            ("stack.decisions_per_day", "volume"),
            ("archetype.kind", "archetype"),
            ("stack.top_k", "k"),
        ),
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
            (rf"action needed ({_NUMBER}) before the event", ("stack.act_before_days",)),
            (rf"predicted ({_NUMBER}) before (?:it|the event)", ("stack.predict_before_days",)),
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
        _leads(
            ("metrics.primary", "metric"),
            ("metrics.primary_target", "target, goal"),
            ("metrics.baseline_value", "baseline, today s way reaches"),
            ("metrics.better", "better"),
            ("metrics.offline_value", "on stored data a model reached"),
            ("metrics.kpi_link", "why it moves the kpi"),
        ),
        spare="metrics.primary_target",
        also=("metrics.target_value",),
    ),
    "Constraints": Recipe(
        "metrics.constraints",
        _leads(
            ("archetype.guardrails", "guardrails"),
            ("metrics.precision_floor_percent", "precision floor"),
        ),
        (
            (rf"precision at least ({_NUMBER})", ("metrics.precision_floor_percent",)),
            (rf"slowest 1 in 100 answers within ({_NUMBER})", ("serving.p99_budget_ms",)),
        ),
        special=several.constraints,
    ),
    "Proxy label + known risks": Recipe(
        "labels.candidates",
        _leads(
            ("", "stands for, ideal, true outcome, weakest, fails by, risk, risks, known risk"),
            ("", "known risks, against that, countermeasure, mitigation, the outcome itself"),
            ("", "compared with the outcome, whoever makes the label gains by it"),
        ),
        special=several.proxy,
        also=("labels.ideal", "labels.observable", "labels.maker_gains", "labels.countermeasure"),
    ),
    "Data sources + labeling plan": Recipe(
        "spec.data_sources",
        _leads(
            ("labels.plan", "labels, labeling, labeling plan, label plan"),
            ("spec.data_sources", "data, data sources, sources"),
            ("labels.delay_days", "delay"),
        ),
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
        _leads(
            ("", "baseline, stages"),
            ("validation.experiment", "tried by, experiment"),
            ("validation.rollback", "rollback, way back"),
            ("validation.stop_if", "stop if, stops if"),
        ),
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
        _leads(
            ("spec.owner", "owner"),
            ("spec.oncall", "on call, oncall"),
            ("spec.monitoring", "monitoring, alerts"),
        ),
        values={"nobody runs it in production": ("readiness.owner", "no")},
        special=several.owner,
    ),
}
