"""What is asked of the reader, in one sentence, with the ways to go beside each other.

Why made from the answers: a sentence that somebody writes once more says something else than the
answers do, and nobody notices.
"""

from __future__ import annotations

from framing_tui.assessment import Assessment
from framing_tui.model.need import Need
from framing_tui.model.question import AnyQuestion
from framing_tui.model.stack import Stack
from framing_tui.model.values import Range
from framing_tui.spec.people import dashed, span
from framing_tui.spec.reading import Reading
from framing_tui.spec.room import shortened
from framing_tui.spec.shape import Alternative, Ask

_ROOM = 130
_OPENINGS = {
    "build": "Build",
    "rules-first": "Try rules or simple statistics first",
    "data-first": "Collect data or labels first",
    "stop": "Stop here",
}
_UNDECIDED = "Decide whether to build"
_POLICIES = {
    "threshold": "by acting when the score passes a line",
    "top-k": "by acting on the highest scores",
    "rank-all": "by showing everything in the order of the score",
    "review-queue": "by having people look at what was flagged",
    "block-allow": "by stopping each case or letting it through at once",
    "bands": "by blocking, reviewing or allowing, by how high the score is",
    "use-value": "by using the number that it puts out",
    "direct-action": "by acting at once, with nobody in between",
    "advise": "by showing it to a person, who decides",
    "none": "though nobody has said how a prediction leads to action",
}
# Ways of today that are the simple alternative themselves.
_SIMPLE = ("rules", "heuristic")


def ask(reading: Reading, assessment: Assessment) -> Ask:
    """Return the ask of a framing."""
    return Ask(" ".join([_what(reading, assessment), *_decide(reading)]), alternatives(reading))


def alternatives(reading: Reading) -> tuple[Alternative, ...]:
    """Return the KPI that each way to go leads to; none while neither end of the way is known."""
    stack = reading.framing.stack
    if stack.kpi_now is None and stack.kpi_target is None:
        return ()
    return (
        Alternative("Do nothing", _figure(reading, Stack.kpi_now) or "open"),
        Alternative("Rules or simple statistics", _rules(reading)),
        Alternative("This", _figure(reading, Stack.kpi_target) or "open"),
    )


def _rules(reading: Reading) -> str:
    told = _figure(reading, Need.rules_kpi)
    if told is not None:
        return told
    is_simple = reading.framing.validation.baseline_kind in _SIMPLE
    return "what is done today" if is_simple else "nobody has measured it"


def _figure(reading: Reading, question: AnyQuestion) -> str | None:
    told = reading.in_words(question)
    return None if told is None else reading.based(told, question.id)


def _what(reading: Reading, assessment: Assessment) -> str:
    framing = reading.framing
    decision = framing.decision or ""
    opening = _OPENINGS.get(decision, _UNDECIDED)
    if decision in ("rules-first", "data-first", "stop"):
        opening = f"{opening}: {_reason(decision, assessment)}"
        if decision == "stop" or framing.stack.kpi is None:
            return f"{opening}."
        return f"{opening}. The aim: {_moves(reading)}."
    if framing.stack.kpi is None:
        return f"{opening}; which business number that moves is open."
    verdict = assessment.verdict
    if decision == "build" and verdict.name not in ("ml", "open"):
        opening = f"{opening} against the verdict ({verdict.head})"
    policy = _POLICIES.get(framing.stack.policy or "")
    return f"{opening}, so that {_moves(reading)}{f', {policy}' if policy else ''}."


def _reason(decision: str, assessment: Assessment) -> str:
    verdict = assessment.verdict
    if verdict.name == decision and verdict.because:
        return verdict.because
    return f"so the meeting decided (by the answers: {verdict.words})"


def _moves(reading: Reading) -> str:
    stack = reading.framing.stack
    kpi = f"“{shortened_to(stack.kpi or '')}”"
    when = f" within {span(stack.timeframe_days)}" if stack.timeframe_days else ""
    now, target = stack.kpi_now, stack.kpi_target
    if target is None:
        return f"{kpi} moves{when} (how far is open)"
    if now is None:
        return f"{kpi} reaches {dashed(target)}{when}"
    return f"{kpi} {_verb(now, target)} from {dashed(now)} to {dashed(target)}{when}"


def _verb(now: Range, target: Range) -> str:
    if target.high < now.low:
        return "falls"
    return "rises" if target.low > now.high else "moves"


def shortened_to(text: str) -> str:
    """Return an answer as it fits into a sentence; it stands whole among the fields."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _ROOM else shortened(flat, _ROOM, "…")


def _decide(reading: Reading) -> list[str]:
    spec = reading.framing.spec
    otherwise = (spec.if_nobody_decides or "").strip().rstrip(".")
    if otherwise:
        otherwise = reading.overflow.fit("If nobody decides", otherwise, _ROOM)
    if spec.decide_by is None:
        return [f"If nobody decides: {otherwise}."] if otherwise else []
    day = f"Decide by {spec.decide_by.isoformat()}"
    return [f"{day}; if nobody decides: {otherwise}."] if otherwise else [f"{day}."]
