"""The labels by which a page says what stands there: the twelve fields, the head, other headings.

Why so many names for one field: a wiki renames, a meeting shortens, and everybody knows what is
meant by “KPI”. Names are compared without case, signs and what stands in brackets.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache

from framing_tui.model.named_tuple import NamedTuple
from framing_tui.spec.fields import SOURCES


class Label(NamedTuple):
    """A place of a page: its own name, and what of it is meant where a label names a part alone.

    `is_ours` tells that it is a place of the kickoff spec, and no other document's heading.
    """

    field: str
    lead: str = ""
    is_ours: bool = False


FIELDS = tuple(source.label for source in SOURCES)
# Other names of a field, with commas between, and names of one part of it.
_NAMES = {
    "Business KPI": "kpi, business metric, north star metric",
    "Target users & workflow change": (
        "target users, target users and workflow, users and workflow, users and workflow change, "
        "workflow change"
    ),
    "Decision being improved": "decision improved, decision to improve",
    "Action policy": "decision policy",
    "Primary model metric": "primary metric, model metric",
    "Proxy label + known risks": "proxy label, proxy label and risks",
    "Data sources + labeling plan": "data sources, data sources and labels, data and labeling plan",
    "Serving-time features confirmed": (
        "serving time features, serving features confirmed, features confirmed"
    ),
    "Rollout plan": "rollout, roll out plan",
    "Owner + oncall + monitoring": (
        "owner and on call and monitoring, owner on call monitoring, owner oncall monitoring, "
        "owner and oncall"
    ),
}
_PARTS = {
    "known risks": ("Proxy label + known risks", "fails by"),
    "labeling plan": ("Data sources + labeling plan", "labels"),
}
# What stands around the twelve fields on our own page; “decision” is what the meeting decided.
HEAD = (
    "The ask",
    "Where it stands",
    "Decision",
    "Verdict",
    "Hinges on",
    "Gain and cost",
    "Money",
    "At most",
    "Stops if",
    "Next",
    "Signed",
    "Framing",
    "Appendix",
    "In full",
    "Further actions",
    "Parking lot",
    "Notes",
    "Who was there",
    "Accepted risks",
    "Figures",
    "Still open",
    "Answered twice: choose one",
    "Red: do not leave the kickoff with these",
    "Warnings: decide or mitigate",
    "Settled by the decision",
)
# Worked out from the answers, or said again: nothing of it is an answer.
DERIVED = frozenset(
    (
        "Verdict",
        "Hinges on",
        "Money",
        "Framing",
        "Appendix",
        "Figures",
        "Still open",
        "Settled by the decision",
        "Red: do not leave the kickoff with these",
        "Warnings: decide or mitigate",
        "Answered twice: choose one",
    )
)
# Headings of other documents, each with the question to which what stands there may be an answer.
# Names with commas between, by the question that they speak to.
_ELSEWHERE = {
    "stack.objective": (
        "problem, problem statement, background, motivation, context, objective, objectives, "
        "goal, goals, summary, overview, why"
    ),
    "stack.non_goals": "non goals, out of scope, not in scope",
    "stack.kpi": (
        "success metrics, success criteria, business metrics, success, measures of success, "
        "business impact, impact"
    ),
    "stack.users": "users, audience, stakeholders, customers, user experience, user stories",
    "spec.data_sources": "data, datasets, dataset, input data, data pipeline",
    "labels.plan": "labels, labelling, labeling, ground truth, annotation",
    "stack.model_goal": (
        "model, modeling, modelling, approach, proposed solution, proposal, solution, method, "
        "methodology, proposed approach, detailed design"
    ),
    "stack.policy_detail": "policy, how it is used, use of predictions, actions",
    "validation.baseline": (
        "baseline, baselines, alternatives, alternatives considered, current state, existing "
        "solution"
    ),
    "metrics.primary": (
        "evaluation, metrics, model evaluation, offline evaluation, offline metrics"
    ),
    "validation.experiment": (
        "experiment, experiments, experiment plan, online evaluation, launch plan, ab test, "
        "deployment, deployment plan, release plan"
    ),
    "validation.rollback": "rollback, rollback plan",
    "archetype.guardrails": "guardrails, safety, mitigations",
    "errors.in_words": "risks, failure modes, risks and mitigations",
    "compliance.cleared_by": (
        "privacy, compliance, legal, security and privacy, privacy and security, privacy and "
        "compliance, security privacy"
    ),
    "spec.monitoring": "monitoring, observability, monitoring and alerting, alerting",
    "spec.owner": "owner, owners, team, dri",
    "spec.oncall": "on call, oncall, support",
    "spec.approver": "approver, approvers, sign off",
    "stack.timeframe_days": "timeline, milestones, schedule, time frame, timeframe",
    "roi.build_cost": "cost, costs, budget, resources",
    "serving.p99_budget_ms": "latency, serving, infrastructure, scalability",
    "spec.parking": "open questions, unresolved questions, questions",
    "actions": "next steps, action items, todo",
}
ELSEWHERE = {name: qid for qid, names in _ELSEWHERE.items() for name in names.split(", ")}
_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,3}[.):]?\d*[.)]?|[a-zA-Z][.)])\s+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MOST = 80
_ALIKE = 0.84
# So many letters more or fewer.
_SLIP = 3


def folded(name: str) -> str:
    """Return a label as labels are compared: words alone, without case, numbers and brackets."""
    bare = _BRACKETS.sub(" ", _NUMBERED.sub("", name))
    words = "".join(
        char if char.isalnum() else " " for char in bare.casefold().replace("&", " and ")
    )
    words = words.replace("labelling", "labeling")
    return " ".join(words.split())


def _plus(name: str) -> str:
    return folded(name.replace("+", " and "))


_OF_FIELD = {
    **{name: Label(field, "", True) for field in FIELDS for name in (folded(field), _plus(field))},
    **{
        folded(n): Label(field, "", True)
        for field, names in _NAMES.items()
        for n in names.split(", ")
    },
    **{name: Label(field, lead, True) for name, (field, lead) in _PARTS.items()},
}
_OF_HEAD = {folded(name): Label(name, "", True) for name in HEAD}


@lru_cache(maxsize=4096)
def label_of(name: str) -> Label | None:
    """Return the place of our page that a label names, None where it names none.

    Small slips are forgiven in names that are long enough to be told apart.
    """
    if len(name) > _MOST:
        return None
    for said in (_plus(name), folded(name)):
        found = _OF_FIELD.get(said) or _OF_HEAD.get(said)
        if found is not None:
            return found
    said = _plus(name)
    if len(said) < 6:
        return None
    as_long = [known for known in _OF_FIELD if abs(len(known) - len(said)) <= _SLIP]
    near = get_close_matches(said, as_long, n=1, cutoff=_ALIKE)
    return _OF_FIELD[near[0]] if near else None


def elsewhere(name: str) -> str | None:
    """Return the question to which a heading of another document speaks, None where to none."""
    return ELSEWHERE.get(folded(name)) if len(name) <= _MOST else None
