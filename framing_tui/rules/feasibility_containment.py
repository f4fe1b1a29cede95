"""Rules on section 6: who catches a wrong output, and what it does to people (FT615 to FT617)."""

from __future__ import annotations

from framing_tui.model.archetype import Archetype
from framing_tui.model.audit import Compliance, Errors
from framing_tui.model.framing import Framing
from framing_tui.model.metrics import Metrics
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.need import Need
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.finding import Flagged, Level, Way, note, red, warn
from framing_tui.rules.metrics import BOUNDS_HARM
from framing_tui.rules.registry import rule
from framing_tui.rules.stack_policy import policy_without_its_number


class _Stakes(NamedTuple):
    """Why an error weighs heavily here, in words, and whether that is known or only feared."""

    words: str
    is_certain: bool


def _stakes(framing: Framing) -> _Stakes | None:
    """Return what is at stake; None where neither people nor a catastrophe are."""
    affected = framing.compliance.people_affected
    catastrophic = framing.need.errors_catastrophic
    if affected == "yes":
        return _Stakes("people are affected", True)
    if catastrophic == "yes":
        return _Stakes("a single error could be a catastrophe", True)
    if affected == "unsure":
        return _Stakes("people may be affected", False)
    if catastrophic == "unsure":
        return _Stakes("a single error might be a catastrophe", False)
    return None


@rule(
    "FT615",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "risk",
    reads=(
        Errors.who_catches,
        Errors.reviewer_sees_first,
        Compliance.people_affected,
        Need.errors_catastrophic,
    ),
)
def nobody_else_catches_it(framing: Framing) -> Flagged | None:
    """Nobody stops a wrong output before it reaches the person it hits.

    Why: a notice or an appeal comes after the harm, and whoever sees an output first tends to
    follow it, the more so under a load of work.
    Fires: where people are affected or a catastrophe is possible: red where nobody catches a wrong
    output, or the person hit alone; a warning where whoever acts on it does as well, or a reviewer
    who sees the output before the case; a warning, too, where the red rests on an “unsure”.
    Silent: while nobody has said who catches it; where an automatic limit stands in between, or a
    reviewer who sees the case first; “nobody” excludes the others.
    Do: have somebody decide on the case before they see the output, with the time for it, or cap
    what one wrong output can do.
    Source: chapter, section 6, the feasibility table; Goddard, Roudsari and Wyatt, Automation bias,
    a systematic review of frequency, effect mediators, and mitigators, Journal of the American
    Medical Informatics Association 19(1), 2012; Regulation (EU) 2024/1689 (AI Act), Article 14.
    """
    stakes = _stakes(framing)
    if stakes is None or framing.errors.who_catches is None:
        return None
    caught_by = {*framing.errors.caught_by}
    if "automatic-limit" in caught_by:
        return None
    if "independent-reviewer" in caught_by:
        if framing.errors.reviewer_sees_first != "the-output":
            return None
        message = "the reviewer sees the output first: whoever does so tends to follow it"
        return warn(f"{stakes.words}, and {message}", Errors.reviewer_sees_first)
    if "the-user" in caught_by:
        message = (
            "only whoever acts on a wrong output catches it: whoever sees the output first follows "
            "it"
        )
        return warn(f"{stakes.words}, and {message}", Errors.who_catches)
    message = (
        "only the person hit catches a wrong output: a notice or an appeal comes after the harm"
        if "the-person-hit" in caught_by
        else "nobody catches a wrong output before it takes effect"
    )
    flagged = red if stakes.is_certain else warn
    return flagged(f"{stakes.words}, and {message}", Errors.who_catches)


@rule(
    "FT616",
    (Level.RED, Level.WARN, Level.NOTE),
    Way.CONTAINMENT,
    "risk",
    reads=(Errors.reversible, Errors.who_catches, Compliance.people_affected),
    gives_way_to_red=(nobody_else_catches_it,),
)
def hard_to_undo(framing: Framing) -> Flagged | None:
    """A wrong decision about a person cannot be undone, and nothing stops it before.

    Why: what cannot be taken back has to be stopped beforehand; switching the model off helps
    nobody whom it has hit.
    Fires: where people are affected and neither an independent reviewer nor an automatic limit
    comes before the effect (answered without one, or open past the section): red where a wrong
    decision cannot be undone for whom it hits, a warning where it can be with effort; a warning
    where it cannot and nobody is sure that people are affected; a note where one of the two does.
    Silent: while one of the answers is open, before the section is passed; where it can be undone
    at once; where nobody but the person hit catches it, a finding of its own.
    Do: let a person decide what cannot be undone, or delay its effect until it can be contested.
    Source: chapter, section 6, fourth killer; Regulation (EU) 2016/679 (GDPR), Article 22.
    """
    errors, affected = framing.errors, framing.compliance.people_affected
    undone = errors.reversible
    if undone not in ("no", "with-effort") or affected not in ("yes", "unsure"):
        return None
    decision = (
        "a wrong decision cannot be undone for the person that it hits"
        if undone == "no"
        else "a wrong decision is undone with effort alone for the person that it hits"
    )
    questions = (Errors.reversible, Errors.who_catches)
    if errors.is_contained:
        between = " and ".join(
            words
            for catcher, words in (
                ("independent-reviewer", "an independent reviewer"),
                ("automatic-limit", "an automatic limit"),
            )
            if catcher in errors.caught_by
        )
        return note(f"{decision}; {between} comes before it takes effect", *questions)
    if errors.who_catches is None and not framing.is_past("feasibility"):
        return None
    message = f"{decision}, and neither an independent reviewer nor an automatic limit comes before"
    absent = framing.open_of(Errors.who_catches)
    if undone == "no":
        return (red if affected == "yes" else warn)(message, *questions, absent=absent)
    return warn(message, *questions, absent=absent) if affected == "yes" else None


# Whatever puts a number to an error: what it costs, how large it may be, or how often.
_WEIGHS: tuple[AnyQuestion, ...] = (
    Errors.false_positive_cost,
    Errors.false_negative_cost,
    Errors.over_cost,
    Errors.under_cost,
    Errors.tolerated_error,
    Archetype.failure_rate_percent,
    Metrics.precision_floor_percent,
)


@rule(
    "FT617",
    (Level.WARN,),
    Way.CONTAINMENT,
    "risk",
    reads=(
        Metrics.constraints,
        *_WEIGHS,
        Compliance.people_affected,
        Need.errors_catastrophic,
    ),
    gives_way_to=(policy_without_its_number, nobody_else_catches_it),
)
def harm_weighed_in_words(framing: Framing) -> Flagged | None:
    """What an error does to people is weighed in words only.

    Why: “a miss is worse” chooses no threshold; without a number the metric chooses it alone.
    Fires: past the metrics, where people are affected or a catastrophe is possible, and there is
    neither a cost of an error, nor an error, a failure rate or a precision that is tolerated, nor a
    constraint of quality, fairness or safety.
    Silent: before the metrics are passed; with one of these; where the policy lacks its numbers or
    nobody else catches an error, findings of their own.
    Do: name the worst number that you would still sign, as a constraint with its bound.
    Source: chapter, section 6, fourth killer, and section 7, satisficing constraints.
    """
    stakes = _stakes(framing)
    if stakes is None or not framing.is_past("metrics"):
        return None
    if not stakes.is_certain and framing.need.errors_catastrophic != "unsure":
        return None
    if any(framing.answer(question) is not None for question in _WEIGHS):
        return None
    rows = framing.metrics.constraints or ()
    if any(row.kind in BOUNDS_HARM for row in rows):
        return None
    lacking = tuple(question for question in _WEIGHS if question.is_asked(framing))
    message = (
        f"{stakes.words}, and an error is weighed in words only: no cost, no tolerated rate or "
        "error, and no constraint of quality, fairness or safety"
    )
    absent = framing.open_of(Metrics.constraints)
    return warn(message, Metrics.constraints, *lacking, absent=absent)
