"""Sections 9 and 10: the header of the file, and what is asked on the way out of the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing_tui.model.kinds import Day, Line, Lines, Number, One, Text, option
from framing_tui.model.question import Question, Table
from framing_tui.model.records import Row, Rows

if TYPE_CHECKING:
    from framing_tui.model.framing import Framing

# An answer as the file spells it, escapes and all, is longer than the answer itself.
_CLASH_TEXT = 500_000


def _may_be_owned(framing: Framing) -> bool:
    return framing.readiness.owner != "no"


class Header(Table):
    """What the framing is called, who was there, and what was decided."""

    path = ""
    heading = "This framing"

    title = Question(
        Line(),
        "Title",
        "As it should stand over the spec.",
        essential=True,
        good="Card-not-present fraud screen",
        weak="AI project",
    )
    team = Question(Line(), "Team")
    date = Question(Day(), "Date of the kickoff")
    participants = Question(Lines(), "Who is here", "Roles are enough; one a line.")
    currency = Question(Line(), "Currency", "As it should print, like EUR.")
    starter = Question(Line(), "Starter whose answers are offered", internal=True)


class Spec(Table):
    """What only the one-page spec asks for."""

    path = "spec"
    heading = "The kickoff spec"

    data_sources = Question(
        Lines(),
        "Data sources",
        "Each system that the data comes from; one a line.",
        first_pass=True,
        good="orders database; bank dispute file; device signals",
        weak="the data lake",
    )
    owner = Question(
        Line(),
        "Owner",
        "The team that answers for it in production.",
        first_pass=True,
        when=_may_be_owned,
        when_words="unless nobody runs it in production",
        proves=True,
        good="payments platform team",
        weak="data science, for now",
    )
    oncall = Question(
        Line(),
        "On call",
        "Who is woken, and who after them.",
        first_pass=True,
        when=_may_be_owned,
        when_words="unless nobody runs it in production",
        proves=True,
        good="payments rota, then the risk lead",
        weak="office hours",
    )
    monitoring = Question(
        Line(),
        "Monitoring",
        "What is watched, where, and what raises an alarm.",
        first_pass=True,
        when=_may_be_owned,
        when_words="unless nobody runs it in production",
        good="share held, precision of the queue, input drift: alarm at 2x a week's mean",
        weak="dashboards",
    )
    parking = Question(Lines(), "Parking lot", "What fits no question; one a line.")
    decide_by = Question(Day(), "Decided by which day", "Where it was not decided today.")
    if_nobody_decides = Question(Line(), "What happens if nobody decides by then")
    spend_limit = Question(
        Number(), "The most to be spent before the next decision", "In your currency."
    )
    approver = Question(Line(), "Who approves it", "A role, as it signs.")
    checked_by = Question(Line(), "Who has checked it", "A role, as it signs.")
    review_on = Question(Day(), "When it is looked at again")


class Action(Row):
    """What the meeting decided to do next."""

    key = "what"

    what = Question(Line(), "What", "Begins with a verb.")
    owner = Question(Line(), "Who")
    due = Question(Day(), "By when")
    question = Question(Line(), "Finds out the answer to", "The id of a question.")

    @property
    def finder(self) -> str:
        """Who does it and by when, in words; somebody, where neither is known."""
        return ", ".join(str(part) for part in (self.owner, self.due) if part) or "somebody"


class Acceptance(Row):
    """A finding that the team knows of and takes on."""

    key = "rule"
    is_keyed = False

    rule = Question(Line(), "Rule")
    question = Question(Line(), "Only where it concerns")
    reason = Question(Line(), "Reason", "", proves=True)
    by = Question(Line(), "Accepted by")
    until = Question(Day(), "Until")


class Clash(Row):
    """Two answers to one question, both kept until somebody chooses."""

    key = "question"
    is_keyed = False

    question = Question(Line(), "Question")
    ours = Question(Text(limit=_CLASH_TEXT), "Ours")
    theirs = Question(Text(limit=_CLASH_TEXT), "Theirs")


class Records(Table):
    """Lists that stand beside the sections."""

    path = ""
    heading = "Next actions"

    actions = Question(
        Rows(row=Action),
        "What the meeting decided to do next",
        "Each with a person and a date.",
    )
    accepted = Question(Rows(row=Acceptance), "Accepted risks", internal=True)
    clashes = Question(Rows(row=Clash), "Answers that two people gave differently", internal=True)


class Decision(Table):
    """The last question."""

    path = ""
    heading = "Decision"

    decision = Question(
        One.of(
            option(
                "undecided",
                "the meeting did not decide",
                also="open, later, not decided, no decision, postponed",
            ),
            option("build", "go on with machine learning", also="go, go ahead, build it"),
            option(
                "rules-first",
                "try rules or statistics first",
                also="rules, baseline first, statistics first",
            ),
            option(
                "data-first",
                "collect data or labels first",
                also="data, labels first, collect data first, collect labels first",
            ),
            option("stop", "do not do it", also="no go, cancel, kill, abandon, drop it"),
        ),
        "What did you decide?",
        "Stopping is a result, not a failure.",
        first_pass=True,
        open_value="undecided",
        good="rules first: measure the simple rule by June",
        weak="build, and see",
    )
