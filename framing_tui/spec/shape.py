"""What the kickoff spec holds, as plain words in a fixed shape.

Why a shape between the framing and the page: every format prints the same words, a template can
reach nothing but this, and each text is still raw here, so that every writer escapes it in its
own way.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a field says: what it is about, if that needs saying, and the words.

    `questions` are the ids of the answers that the words come from.
    """

    text: str
    label: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the page: its label, what it says, and the ids of what is open in it."""

    label: str
    parts: tuple[Part, ...]
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as the room reads it, with its id."""

    id: str
    asks: str


@dataclass(frozen=True, slots=True)
class NextAction:
    """What somebody does next; None where no name or date is given."""

    what: str
    owner: str | None
    due: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """What a reader who has one minute needs.

    `actions` are the three that come first; `advice` is what the verdict suggests, for a page
    without any action.
    """

    title: str
    team: str | None
    date: str | None
    participants: tuple[str, ...]
    decision: str
    verdict: str
    hinges_on: tuple[AskedQuestion, ...]
    money: Field
    stop: Field
    actions: tuple[NextAction, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class PageCell:
    """One feasibility cell: its state as sign and word, and what stands behind it."""

    title: str
    sign: str
    state: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding by its title."""

    title: str
    message: str
    code: str


@dataclass(frozen=True, slots=True)
class AcceptedRisk:
    """A finding that somebody has taken on; `concerns` where that holds for one question only."""

    title: str
    code: str
    concerns: str | None
    reason: str
    by: str
    until: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure worked out from the answers, with its working and its source."""

    title: str
    result: str
    working: str
    source: str


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote beside a question."""

    question: AskedQuestion
    text: str


@dataclass(frozen=True, slots=True)
class TwoAnswers:
    """A question that two people answered differently."""

    question: AskedQuestion
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class BeingFoundOut:
    """An open question with the person who finds out."""

    question: AskedQuestion
    owner: str
    due: str | None


@dataclass(frozen=True, slots=True)
class OpenSection:
    """The open questions of one section of the interview."""

    title: str
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """What does not count for the one page; every list may be empty."""

    red: tuple[FindingLine, ...] = ()
    warnings: tuple[FindingLine, ...] = ()
    settled: tuple[FindingLine, ...] = ()
    accepted: tuple[AcceptedRisk, ...] = ()
    figures: tuple[Figure, ...] = ()
    later_actions: tuple[NextAction, ...] = ()
    parking: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    two_answers: tuple[TwoAnswers, ...] = ()
    being_found_out: tuple[BeingFoundOut, ...] = ()
    open: tuple[OpenSection, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to append."""
        return self == Appendix()


@dataclass(frozen=True, slots=True)
class Page:
    """The kickoff spec: head, the five cells, the twelve fields, and the appendix."""

    head: Head
    cells: tuple[PageCell, ...]
    fields: tuple[Field, ...]
    appendix: Appendix
    completeness: str
