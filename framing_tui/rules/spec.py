"""Rules on section 10, what the meeting leaves with (FT9xx): a second pass over what was judged."""

from framing_tui.model.catalogue import asks_in_full
from framing_tui.model.spec import Acceptance, Decision, Records, Spec
from framing_tui.model.values import figure
from framing_tui.rules.feasibility_claims import cells_claimed_red
from framing_tui.rules.finding import Flagged, Level, Way, listed, note, quote, red, warn
from framing_tui.rules.judged import Judged
from framing_tui.rules.registry import SecondPassRule, second_pass_rule

# A message names this many and counts the rest; of questions, which are longer, fewer.
NAMED = 5
NAMED_QUESTIONS = 2


def _first(names: list[str]) -> str:
    more = len(names) - NAMED
    named = ", ".join(names[:NAMED])
    return f"{named} and {figure(more)} more" if more > 0 else named


def _asked(question_ids: tuple[str, ...]) -> str:
    """Return questions as people in the room know them, not as the file does."""
    more = len(question_ids) - NAMED_QUESTIONS
    names = [f"“{asks_in_full(question_id)}”" for question_id in question_ids[:NAMED_QUESTIONS]]
    return f"{', '.join(names)} and {figure(more)} more" if more > 0 else " and ".join(names)


@second_pass_rule(
    "FT901",
    (Level.RED,),
    Way.IMPACT,
    None,
    reads=(Decision.decision,),
)
def build_against_reds(judged: Judged) -> tuple[Flagged, ...]:
    """It was decided to build, and something red stands that nobody has accepted.

    Why: a red that is neither solved nor accepted is not forgotten; it is found again by users.
    Fires: for the decision “build”, where a red finding counts, a cell is claimed red, or the
    verdict is not machine learning; it names them.
    Silent: for every other decision; where each red is accepted with a reason and a name.
    Do: solve it, accept it in somebody's name until a date, or decide otherwise.
    Source: chapter, section 6, the feasibility table, and section 10.
    """
    if judged.framing.decision != "build":
        return ()
    reds = judged.unaccepted_reds
    against = [f"{finding.name.replace('-', ' ')} ({finding.code})" for finding in reds]
    cells = [table.heading for table in cells_claimed_red(judged.framing)]
    parts = []
    if against:
        parts.append(f"red stands: {_first(against)}")
    if cells:
        parts.append(f"claimed red: {_first(cells)}")
    if judged.verdict != "ml":
        parts.append(f"the verdict is {quote(judged.verdict.replace('-', ' '))}")
    if not parts:
        return ()
    return (red(f"decided to build, though {'; '.join(parts)}", Decision.decision),)


@second_pass_rule(
    "FT902",
    (Level.NOTE,),
    Way.IMPACT,
    None,
    reads=(Decision.decision,),
)
def build_with_open_essentials(judged: Judged) -> tuple[Flagged, ...]:
    """It was decided to build, and essential questions of the first pass are open.

    Why: each will be answered by whoever meets it first, alone and in a hurry.
    Fires: for the decision “build”, while essential questions of the first pass are open; it names
    them, and counts those that are open of the second.
    Silent: for every other decision, and where the second pass alone is open; a question that a
    named person finds out by a date is not open before then.
    Do: answer them now, or say of each who finds out and by when.
    Source: chapter, section 10.
    """
    if judged.framing.decision != "build" or not judged.first_open:
        return ()
    count, rest = len(judged.first_open), len(judged.open_in_depth)
    questions = "1 question" if count == 1 else f"{figure(count)} questions"
    message = (
        f"decided to build with {questions} of the first pass open: {_asked(judged.first_open)}"
    )
    if rest:
        message += f"; {figure(rest)} more of the second pass"
    return (note(message, Decision.decision),)


@second_pass_rule(
    "FT903",
    (Level.WARN,),
    Way.IMPACT,
    None,
    reads=(Records.actions,),
)
def action_without_owner_or_date(judged: Judged) -> tuple[Flagged, ...]:
    """A next action has nobody who does it, or no date.

    Why: what everybody will do some day nobody does.
    Fires: once there is a decision, where an action lacks its owner or its date.
    Silent: before there is a decision, and where each has both.
    Do: ask in the room who takes it and by when, or strike it out.
    Source: chapter, section 9, and section 10, owner.
    """
    if not judged.framing.is_past("spec"):
        return ()
    rows = judged.framing.records.actions or ()
    loose = [
        row.label for row in rows if not row.is_blank and (row.owner is None or row.due is None)
    ]
    if not loose:
        return ()
    message = f"no owner or no date: {listed(loose)}"
    return (warn(message, Records.actions, absent=(Records.actions,)),)


@second_pass_rule(
    "FT904",
    (Level.WARN,),
    Way.CONTAINMENT,
    None,
    reads=(Records.accepted,),
)
def acceptance_does_not_hold(judged: Judged) -> tuple[Flagged, ...]:
    """An accepted risk is accepted by nobody, for no reason, for too long, or for nothing.

    Why: an acceptance that has run out reads like one that holds.
    Fires: where an acceptance is past its date, lacks its reason or its person, or names a rule
    that does not fire.
    Silent: for an acceptance that holds; dates are judged only where today's date is known.
    Do: renew it with a new date and a name, or take it out.
    Source: chapter, section 6, and section 10.
    """
    rows = judged.framing.records.accepted or ()
    broken = [
        f"{quote(row.label)} {why}" if row.label else f"one without a rule {why}"
        for row in rows
        if not row.is_blank and (why := _why_not(judged, row)) is not None
    ]
    if not broken:
        return ()
    return (warn(f"accepted risks that do not hold: {_first(broken)}", Records.accepted),)


def _why_not(judged: Judged, row: Acceptance) -> str | None:
    """Return what is wrong with an acceptance, or None."""
    lacking = [word for word, cell in (("reason", row.reason), ("person", row.by)) if cell is None]
    if lacking:
        return f"lacks a {' and a '.join(lacking)}"
    if row.until is not None and judged.today is not None and row.until < judged.today:
        return f"ran out on {row.until.isoformat()}"
    if row.rule == acceptance_does_not_hold.code:
        return None
    own = [finding for finding in judged.findings if finding.code == row.rule]
    if not own:
        return "names no rule that fires"
    if row.question is not None and all(row.question not in f.questions for f in own):
        return f"does not fire on {quote(row.question)}"
    return None


@second_pass_rule(
    "FT905",
    (Level.NOTE,),
    Way.CONTAINMENT,
    None,
    reads=(),
)
def hidden_characters(judged: Judged) -> tuple[Flagged, ...]:
    """An answer held characters that change how text reads, and they were made visible.

    Why: such a character can turn a sentence round, or hide half of it, without anybody seeing.
    Fires: where control, bidirectional or zero-width characters stood in an answer of the file.
    Silent: for tabs, line breaks, and joiners that a script or an emoji needs.
    Do: look at the answer as it is shown now, and type anew what it should say.
    Source: chapter, section 10: the page is read by people who were not in the room.
    """
    replaced = judged.framing.replaced
    if not replaced:
        return ()
    names = [f"{question_id} ({_first(list(found))})" for question_id, found in replaced.items()]
    message = f"hidden characters were made visible in {_first(names)}"
    return (note(message, *replaced),)


@second_pass_rule(
    "FT906",
    (Level.WARN,),
    Way.IMPACT,
    None,
    reads=(Spec.review_on,),
)
def review_is_overdue(judged: Judged) -> tuple[Flagged, ...]:
    """The day on which it was to be looked at again is past.

    Why: what was true at the kickoff is not looked up again by anybody who was not asked to.
    Fires: where the day of the next look is before today.
    Silent: while that day is open, on the day itself, and where today's date is not known.
    Do: look at it again, change what is no longer so, and set the next day.
    Source: chapter, section 9, the workflow, and section 10.
    """
    review_on = judged.framing.spec.review_on
    if review_on is None or judged.today is None or review_on >= judged.today:
        return ()
    message = f"it was to be looked at again on {review_on.isoformat()}"
    return (warn(message, Spec.review_on),)


# In the order in which they run: what is accepted is held against everything else that fired.
RULES: tuple[SecondPassRule, ...] = (
    build_against_reds,
    build_with_open_essentials,
    action_without_owner_or_date,
    hidden_characters,
    review_is_overdue,
    acceptance_does_not_hold,
)
