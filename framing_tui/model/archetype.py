"""Section 3: which kind of product this is; it drives what has to be built around the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing_tui.model.kinds import Line, Many, One, Percent, option, options
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import Question, Table

if TYPE_CHECKING:
    from framing_tui.model.framing import Framing


class ArchetypeProfile(NamedTuple):
    """What one archetype is, what its success is measured by, and what usually guards it.

    `also` holds the names under which people type it, with commas between.
    """

    value: str
    title: str
    what: str
    focus: str
    guardrails: tuple[str, ...]
    also: str


# Source: the chapter's table of product archetypes (section 3).
PROFILES = (
    ArchetypeProfile(
        "augmentation",
        "augmentation",
        "learned behaviour replaces or refines rules",
        "uplift against the baseline",
        ("fallback",),
        "augment, augmented, augmented rules, better rules, software 2.0",
    ),
    ArchetypeProfile(
        "human-in-the-loop",
        "human in the loop",
        "the model helps people who decide",
        "time saved and mistakes avoided",
        ("review-queue", "confidence-threshold"),
        "HITL, human in loop, in the loop, with a human, with people, people decide,"
        " decision support, assisted, semi-automatic, semi-automated, copilot",
    ),
    ArchetypeProfile(
        "autonomous",
        "autonomous",
        "the model acts without people",
        "failure rate and severity",
        ("safety-constraints", "audits", "staged-rollout"),
        "automatic, automated, fully automatic, fully automated, fully autonomous,"
        " full automation, automation, autonomy, unattended, hands-off, no human,"
        " no human in the loop, human out of the loop, agent, without people, straight-through,"
        " straight-through processing",
    ),
)

GUARDRAILS = options(
    option(
        "fallback",
        "rules or the old way take over",
        also="fallback to rules, rules take over, old way",
    ),
    option(
        "review-queue",
        "people look at doubtful cases",
        also="queue, review, manual review, human review",
    ),
    option(
        "confidence-threshold",
        "below it, the model keeps silent",
        also="confidence, confidence cut-off, abstain, abstention, reject option",
    ),
    option(
        "safety-constraints",
        "outputs that are never allowed",
        also="safety, constraints, hard limits, hard rules, blocklist, content filter, filters",
    ),
    option(
        "audits",
        "samples are checked by people, regularly",
        also="audit, auditing, spot check, spot checks, sample checks, random checks",
    ),
    option(
        "staged-rollout",
        "a small share first",
        also="canary, canary release, canary deployment, staged, gradual rollout, phased rollout,"
        " progressive rollout, ramp-up",
    ),
    option("rollback", "one step back to the state before", also="revert, undo, way back"),
    option(
        "kill-switch",
        "off at once, by whoever is on call",
        also="off switch, kill, circuit breaker, emergency stop, stop button",
    ),
    option(
        "rate-limit",
        "at most so many actions in a time",
        also="rate limits, rate limiting, throttle, throttling",
    ),
    option(
        "exposure-cap",
        "at most so much money or reach at risk",
        also="cap, exposure limit, budget cap, spending cap, spend limit, loss limit",
    ),
    option(
        "user-override", "the person concerned can say no", also="override, opt-out, appeal, veto"
    ),
    option(
        "human-monitor",
        "somebody watches it live",
        also="monitor, monitoring, human monitoring, live monitoring, human oversight",
    ),
)


def _is_autonomous(framing: Framing) -> bool:
    return framing.archetype.kind == "autonomous"


class Archetype(Table):
    """The product archetype and what guards it."""

    path = "archetype"
    heading = "Product archetype"

    kind = Question(
        One.of(*(option(p.value, p.what, also=p.also) for p in PROFILES)),
        "How much does the model decide?",
        "The more it acts alone, the more the work is about risk, watching and undoing.",
        first_pass=True,
        area="risk",
        good="human in the loop: an analyst decides on every held order",
        weak="autonomous: it is cheaper",
    )
    success = Question(
        Line(),
        "What success is measured by",
        "The usual focus of the archetype is offered.",
    )
    guardrails = Question(
        Many(options=GUARDRAILS),
        "What stands around it (guardrails)",
        "Tick what there will be on the first day; none is an answer.",
        essential=True,
        area="risk",
        good="fallback, rollback, staged rollout",
        weak="none: we trust the model",
    )
    worst_failure = Question(
        Line(),
        "The worst single failure",
        "Who is harmed, and how anybody would notice.",
        essential=True,
        when=_is_autonomous,
        when_words="when the model acts alone",
        area="risk",
        good="a safe customer is blocked for weeks; seen only through complaints",
        weak="it could be wrong",
    )
    failure_rate_percent = Question(
        Percent(),
        "The worst rate of serious failures that can be tolerated",
        "Above this it is switched off.",
        essential=True,
        when=_is_autonomous,
        when_words="when the model acts alone",
        area="risk",
        good="0.01 %",
        weak="as few as possible",
    )
