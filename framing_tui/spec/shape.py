"""What the kickoff spec holds, as plain words in a fixed shape: version 2, told in docs/page.md.

Why a shape between the framing and the page: every format prints the same words, a template can
reach nothing but this, and each text is still raw here, so that every writer escapes it in its
own way. What version 1 held is here still, under its names, so that the templates of users last.
"""

from __future__ import annotations

from framing_tui.model.named_tuple import NamedTuple

VERSION = 2


class Part(NamedTuple):
    """One thing that a field says: what it is about, if that needs saying, and the words.

    `questions` are the ids of the answers that the words come from. `place` is where it stands:
    "" beside what comes before it, "item" on a line of its own, "table" in the table of the KPI.
    """

    text: str
    label: str = ""
    questions: tuple[str, ...] = ()
    place: str = ""


class Line(NamedTuple):
    """One line of a field, as it fits the page: its parts, and whether it is an item of a list."""

    parts: tuple[Part, ...]
    is_item: bool

    @property
    def words(self) -> str:
        """The line as it reads."""
        return "; ".join(f"{p.label}: {p.text}" if p.label else p.text for p in self.parts)


class Field(NamedTuple):
    """One field of the page: its label, what it says, and the ids of what is open in it.

    `parts` is all that it says, unshortened; `lines` are the same words as they fit the page, with
    what is open said in words, and who finds out.
    """

    label: str
    parts: tuple[Part, ...]
    open: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def lead(self) -> Line | None:
        """The line beside the label, None where all that it says is a list."""
        return next((line for line in self.lines[:1] if not line.is_item), None)

    @property
    def items(self) -> tuple[Line, ...]:
        """The lines of the list under it."""
        return tuple(line for line in self.lines if line.is_item)


class AskedQuestion(NamedTuple):
    """A question as the room reads it, with its id."""

    id: str
    asks: str


class NextAction(NamedTuple):
    """What somebody does next; None where no name or date is given."""

    what: str
    owner: str | None
    due: str | None


class Head(NamedTuple):
    """What a reader who has one minute needs.

    `actions` are the three that come first, `next_actions` the five; `advice` is what the verdict
    suggests, for a page without any action. `currency` is there where money is named.
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
    next_actions: tuple[NextAction, ...] = ()
    currency: str | None = None


class Alternative(NamedTuple):
    """One way to go, and the value of the KPI that it leads to."""

    label: str
    value: str


class Ask(NamedTuple):
    """What is asked of the reader, in one sentence, with the ways to go beside each other."""

    sentence: str
    alternatives: tuple[Alternative, ...] = ()


class KpiTable(NamedTuple):
    """The KPI from today to its target; `after_launch` is empty, to be filled by hand."""

    now: str
    target: str
    gap: str
    after_launch: str = ""


class Signed(NamedTuple):
    """What is ticked and signed; None where nobody is named and no day is set."""

    boxes: tuple[str, ...]
    approver: str | None
    checked_by: str | None
    date: str | None
    review_on: str | None


class Contained(NamedTuple):
    """The way from a wrong output to the harm: who catches it, and the weakest link of the way."""

    words: str
    weakest: str = ""


class PageCell(NamedTuple):
    """One feasibility cell: its state as sign and word, and what stands behind it.

    `words` is all of it, as version 1 had it. `told` is the state as the page names it, which is
    “claimed” where no fact carries it; `why` the reason, `turns` who turns it, how and by when;
    `contained` stands under Risk.
    """

    title: str
    sign: str
    state: str
    words: tuple[str, ...]
    told: str = ""
    why: str = ""
    turns: str = ""
    contained: Contained | None = None


class FindingLine(NamedTuple):
    """A finding by its title."""

    title: str
    message: str
    code: str


class AcceptedRisk(NamedTuple):
    """A finding that somebody has taken on; `concerns` where that holds for one question only."""

    title: str
    code: str
    concerns: str | None
    reason: str
    by: str
    until: str


class Figure(NamedTuple):
    """A figure worked out from the answers, with its working and its source."""

    title: str
    result: str
    working: str
    source: str


class Note(NamedTuple):
    """What somebody wrote beside a question; `lines` are those of the text that hold something."""

    question: AskedQuestion
    text: str
    lines: tuple[str, ...] = ()


class TwoAnswers(NamedTuple):
    """A question that two people answered differently."""

    question: AskedQuestion
    ours: str
    theirs: str


class BeingFoundOut(NamedTuple):
    """An open question with the person who finds out."""

    question: AskedQuestion
    owner: str
    due: str | None


class OpenSection(NamedTuple):
    """The open questions of one section of the interview."""

    title: str
    questions: tuple[AskedQuestion, ...]


class InFull(NamedTuple):
    """What was too long for the page, whole: where it stands there, its lines, and the text."""

    label: str
    lines: tuple[str, ...]
    text: str = ""


class Appendix(NamedTuple):
    """What does not count for the one page; every list may be empty.

    `later_actions` go on from the three of version 1, `further_actions` from the five.
    """

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
    in_full: tuple[InFull, ...] = ()
    further_actions: tuple[NextAction, ...] = ()
    participants: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when version 1 has nothing to append."""
        return self._replace(in_full=(), further_actions=(), participants=()) == Appendix()

    @property
    def has_more(self) -> bool:
        """True when there is something that the page does not hold."""
        return self._replace(later_actions=()) != Appendix()


class Page(NamedTuple):
    """The kickoff spec: what is asked, where it stands, the twelve fields, and the appendix."""

    head: Head
    cells: tuple[PageCell, ...]
    fields: tuple[Field, ...]
    appendix: Appendix
    completeness: str
    ask: Ask = Ask("")
    standing: tuple[Field, ...] = ()
    kpi: KpiTable | None = None
    signed: Signed = Signed((), None, None, None, None)
    version: int = VERSION
