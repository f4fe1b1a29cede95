"""The other seven fields: how it is measured, learned, served, rolled out and looked after."""

from __future__ import annotations

from framing_tui.model.archetype import Archetype
from framing_tui.model.audit import Feature, Readiness, Serving
from framing_tui.model.labels import Candidate, Labels
from framing_tui.model.metrics import Constraint, Metrics
from framing_tui.model.spec import Spec
from framing_tui.model.validation import Validation
from framing_tui.spec.reading import Reading, Source, items
from framing_tui.spec.shape import Part


def _primary_metric(reading: Reading) -> list[Part]:
    metrics = reading.framing.metrics
    reached = [
        *reading.part(Metrics.baseline_value, "today's way reaches"),
        *reading.part(Metrics.offline_value, "on stored data a model reached"),
    ]
    # The target is told in words, which hold the number; where both are there, that is enough.
    number = [] if metrics.primary_target else reading.part(Metrics.target_value, "target")
    return [
        *reading.part(Metrics.primary),
        *reading.part(Metrics.primary_target, "target"),
        *number,
        *items(reached),
        *items(reading.part(Metrics.kpi_link, "why it moves the KPI")),
    ]


def _constraints(reading: Reading) -> list[Part]:
    rows = reading.framing.metrics.constraints
    ids = (Metrics.constraints.id,)
    if rows == ():
        named = [Part("no constraints named", questions=ids)]
    else:
        named = [Part(_bound(reading, row), questions=ids, place="item") for row in rows or ()]
    figures = [
        *reading.part(Metrics.precision_floor_percent, before="precision at least "),
        *reading.part(Serving.p99_budget_ms, before="slowest 1 in 100 answers within "),
    ]
    return [*named, *items(figures), *items(reading.part(Archetype.guardrails, "guardrails"))]


def _bound(reading: Reading, row: Constraint) -> str:
    kind = Constraint.kind.kind.show(row.kind) if row.kind else ""
    name = f"{row.label} ({kind})" if kind and kind != row.label.lower() else row.label
    watched = ", watched live" if row.watched_live == "yes" else ""
    why_not = reading.why_not(Metrics.constraints.id, row)
    bound = row.bound or reading.why_not(Metrics.constraints.id, row, "bound") or "no bound yet"
    return f"{name}: {why_not or bound}{watched}"


def _proxy(reading: Reading) -> list[Part]:
    labels = reading.framing.labels
    if labels.observable == "yes":
        ideal = f": {labels.ideal}" if labels.ideal else ""
        ids = (Labels.observable.id, Labels.ideal.id)
        return [Part(f"the outcome itself{ideal}", questions=ids)]
    chosen = labels.chosen
    parts = [part for row in chosen for part in _candidate(reading, row)]
    if not chosen and labels.candidates is not None:
        parts.append(Part(_none_chosen(labels.candidates), questions=(Labels.candidates.id,)))
    gain = [
        *reading.part(Labels.maker_gains, "whoever makes the label gains by it"),
        *reading.part(Labels.countermeasure, "against that"),
    ]
    told = gain if labels.maker_gains != "no" else []
    return [*parts[:1], *reading.part(Labels.ideal, "stands for"), *parts[1:], *items(told)]


def _none_chosen(rows: tuple[Candidate, ...]) -> str:
    if not rows:
        return "no candidate"
    return f"none chosen yet of: {Labels.candidates.kind.show(rows)}"


def _candidate(reading: Reading, row: Candidate) -> list[Part]:
    ids = (Labels.candidates.id,)
    why_not = reading.why_not(Labels.candidates.id, row)
    parts = [Part(f"{row.label} ({why_not})" if why_not else row.label, questions=ids)]
    risks = []
    if row.weakest is not None:
        name, score = row.weakest
        asks = Candidate.columns[name].asks.lower()
        risks.append(Part(f"{asks}, {score} of 5", "weakest", ids))
    if row.claims_its_scores:
        words = "by eye alone" if row.checked == "by-eye" else "never"
        risks.append(Part(words, "compared with the outcome", ids))
    fails = []
    for name, label in (("failure_mode", "fails by"), ("countermeasure", "against that")):
        said = row.answer(Candidate.columns[name])
        said = said or reading.why_not(Labels.candidates.id, row, name)
        if said is not None:
            fails.append(Part(str(said), label, ids))
    return [*parts, *items(risks), *items(fails)]


def _open_in_proxy(reading: Reading) -> tuple[str, ...]:
    """Name what a proxy still lacks: a choice, and the way in which the chosen one fails."""
    labels = reading.framing.labels
    if labels.observable == "yes" or not labels.candidates or reading.decision:
        return ()
    chosen = labels.chosen
    if not chosen:
        return (Candidate.chosen.id,)
    unknown = any(
        row.failure_mode is None
        and row.closeness != "is-the-outcome"
        and reading.why_not(Labels.candidates.id, row, Candidate.failure_mode.name) is None
        for row in chosen
    )
    return (Candidate.failure_mode.id,) if unknown else ()


def _data_and_labels(reading: Reading) -> list[Part]:
    ids = (Spec.data_sources.id,)
    sources = [
        Part(line, questions=ids, place="item")
        for line in reading.framing.spec.data_sources or ()
        if line.strip()
    ]
    if reading.framing.spec.data_sources == ():
        sources = [Part("no data sources named", questions=ids)]
    known = reading.days(Labels.delay_days, "known {} after a prediction", at_once="known at once")
    return [*sources, *items(reading.part(Labels.plan, "labels")), *items(known)]


def _serving_features(reading: Reading) -> list[Part]:
    ids = (Serving.features.id,)
    doubts = [
        Part(f"{row.label} ({', '.join(why)}){_instead(row)}", questions=ids, place="item")
        for row in reading.framing.serving.features or ()
        if (why := _doubts(row))
    ]
    return [*reading.part(Serving.features_confirmed), *doubts]


def _instead(row: Feature) -> str:
    return f": {row.used_instead} instead" if row.used_instead else ""


def _doubts(row: Feature) -> list[str]:
    words = {
        ("there", "no"): "not there at prediction time",
        ("there", "unsure"): "perhaps not there at prediction time",
        ("same", "no"): "not computed as in training",
        ("same", "unsure"): "perhaps not computed as in training",
    }
    answers = (("there", row.available_at_serving), ("same", row.same_as_training))
    return [words[what, said] for what, said in answers if said in ("no", "unsure")]


def _rollout(reading: Reading) -> list[Part]:
    return [
        *_baseline(reading),
        *items([*reading.part(Validation.experiment, "tried by"), *_stages(reading)]),
        *items(_way_back(reading)),
    ]


def _baseline(reading: Reading) -> list[Part]:
    """Say what it has to beat, by name: “nothing” alone would read as no plan at all."""
    kind, words = reading.in_words(Validation.baseline_kind), reading.framing.validation.baseline
    text = f"{kind} ({words})" if kind and words else kind or words
    ids = (Validation.baseline_kind.id, Validation.baseline.id)
    return [Part(text, "baseline", ids)] if text else []


def _stages(reading: Reading) -> list[Part]:
    validation = reading.framing.validation
    steps = []
    if validation.begins_in_the_shadow or validation.shadow == "yes":
        steps.append("in the shadow")
    if validation.stages or validation.stages_percent == ():
        steps.append(Validation.stages_percent.kind.show(validation.stages or ()))
    ids: tuple[str, ...] = (Validation.stages_percent.id,)
    if validation.shadow == "yes":
        ids = (*ids, Validation.shadow.id)
    return [Part(" → ".join(steps), "stages", ids)] if steps else []


def _way_back(reading: Reading) -> list[Part]:
    validation = reading.framing.validation
    words = {
        "yes": "can be rolled back",
        "no": "cannot be rolled back",
        "unsure": "unsure whether it can be rolled back",
    }
    said = [words[validation.can_roll_back]] if validation.can_roll_back else []
    if validation.rollback is not None:
        said.append(validation.rollback)
    ids = (Validation.can_roll_back.id, Validation.rollback.id)
    return [Part(": ".join(said), questions=ids)] if said else []


def _owner(reading: Reading) -> list[Part]:
    nobody = reading.framing.readiness.owner == "no"
    said = Part("nobody runs it in production", questions=(Readiness.owner.id,))
    return [
        *([said] if nobody else []),
        *reading.typed(Spec.owner, "owner" if nobody else ""),
        *items(reading.typed(Spec.oncall, "on call")),
        *items(reading.typed(Spec.monitoring, "monitoring")),
    ]


SOURCES = (
    Source(
        "Primary model metric",
        ((Metrics.primary, "metric"), (Metrics.primary_target, "target")),
        _primary_metric,
    ),
    Source(
        "Constraints",
        (
            (Metrics.constraints, "constraints"),
            (Metrics.precision_floor_percent, "precision floor"),
            (Serving.p99_budget_ms, "p99 budget"),
            (Archetype.guardrails, "guardrails"),
        ),
        _constraints,
    ),
    Source(
        "Proxy label + known risks",
        (
            (Labels.observable, "whether the outcome is recorded"),
            (Labels.candidates, "candidates"),
            (Labels.ideal, "true outcome"),
        ),
        _proxy,
        _open_in_proxy,
        also_called=(
            (Candidate.chosen.id, "which one is chosen"),
            (Candidate.failure_mode.id, "how it fails"),
        ),
    ),
    Source(
        "Data sources + labeling plan",
        (
            (Spec.data_sources, "data sources"),
            (Labels.plan, "labels"),
            (Labels.delay_days, "delay of the labels"),
        ),
        _data_and_labels,
    ),
    Source(
        "Serving-time features confirmed",
        ((Serving.features_confirmed, "confirmed"), (Serving.features, "features")),
        _serving_features,
    ),
    Source(
        "Rollout plan",
        (
            (Validation.baseline_kind, "baseline"),
            (Validation.baseline, "baseline in words"),
            (Validation.stages_percent, "stages"),
            (Validation.experiment, "experiment"),
            (Validation.can_roll_back, "way back"),
            (Validation.rollback, "how it is rolled back"),
        ),
        _rollout,
    ),
    Source(
        "Owner + oncall + monitoring",
        (
            (Spec.owner, "owner"),
            (Spec.oncall, "on call"),
            (Spec.monitoring, "monitoring"),
        ),
        _owner,
    ),
)
