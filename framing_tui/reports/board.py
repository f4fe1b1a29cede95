"""Many framings at a glance: a row each.

Why rows of plain data, apart from what shows them: the screen and every form of the report must
say the same, and a row that was judged in another process has to travel back from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from framing_tui.assessment import Assessment
from framing_tui.assessment.cells import CELL_SIGNS
from framing_tui.assessment.completeness import Completeness
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean, one_line
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.spec import Action
from framing_tui.rules.finding import Level

UNTITLED = "no title"
# The states of a cell, worst first.
CELL_WEIGHTS = ("contested", "red", "amber", "open", "green")
_LONGEST = 200


class Count(NamedTuple):
    """How many questions are answered, of how many, and how many are open or being found out."""

    answered: int
    total: int
    open: int
    found_out: int

    @property
    def share(self) -> str:
        """How many are answered of all, like 31/50."""
        return f"{self.answered}/{self.total}"


_NONE = Count(0, 0, 0, 0)


class ShownCell(NamedTuple):
    """One of the five cells: its state, and the word for it; a claim without evidence is told."""

    area: str
    state: str
    word: str

    @property
    def sign(self) -> str:
        """The state as one sign."""
        return CELL_SIGNS[self.state]


class Red(NamedTuple):
    """A rule that found a red that counts: its code, and its name."""

    code: str
    name: str


class Expired(NamedTuple):
    """An acceptance past its date, of something that is still found."""

    code: str
    by: str
    until: date


class OpenAction(NamedTuple):
    """What is still to be done, by whom and by when; either may be missing."""

    what: str
    owner: str | None
    due: date | None
    is_late: bool

    @property
    def finder(self) -> str:
        """Who does it and by when, in words."""
        return ", ".join(str(part) for part in (self.owner, self.due) if part) or "nobody named"


@dataclass(frozen=True)
class Row:
    """One framing on the board, or a file that cannot be read, which then has an `error` alone."""

    path: str
    title: str = ""
    decision: str = ""
    verdict: str = ""
    verdict_words: str = ""
    next_action: str = ""
    cells: tuple[ShownCell, ...] = ()
    first: Count = _NONE
    in_depth: Count = _NONE
    open: int = 0
    reds: tuple[Red, ...] = ()
    claimed_red: tuple[str, ...] = ()
    warnings: int = 0
    expired: tuple[Expired, ...] = ()
    actions: tuple[OpenAction, ...] = ()
    error: str | None = None

    @property
    def name(self) -> str:
        """What the project is called; the path where it has no title."""
        return self.title or self.path

    @property
    def codes(self) -> str:
        """The codes of what is red, and the cells that the team itself calls red."""
        return ", ".join([*(red.code for red in self.reds), *map(claimed, self.claimed_red)])

    @property
    def due(self) -> OpenAction | None:
        """The action that is due first; one without a date where none has any."""
        return self.actions[0] if self.actions else None

    def cell(self, area: str) -> ShownCell:
        """Return one of the cells."""
        return next(cell for cell in self.cells if cell.area == area)


@dataclass(frozen=True)
class Board:
    """Everything that one run of `board` has to say; rows that cannot be read stand at the end."""

    rows: tuple[Row, ...]

    @property
    def judged(self) -> tuple[Row, ...]:
        """The rows that could be judged."""
        return tuple(row for row in self.rows if row.error is None)

    @property
    def unreadable(self) -> tuple[Row, ...]:
        """The rows of files that cannot be read."""
        return tuple(row for row in self.rows if row.error is not None)

    def in_state(self, area: str) -> dict[str, int]:
        """Return how many framings have a cell in each state, worst first."""
        found = [row.cell(area).state for row in self.judged]
        return {state: found.count(state) for state in CELL_WEIGHTS if state in found}

    @property
    def actions(self) -> tuple[tuple[OpenAction, Row], ...]:
        """All that is still to be done, by owner and then by date; what nobody owns at the end."""
        found = [(action, row) for row in self.judged for action in row.actions]
        return tuple(sorted(found, key=lambda each: _by_owner(each[0])))

    @property
    def expired(self) -> tuple[tuple[Expired, Row], ...]:
        """The acceptances past their date, the oldest first."""
        found = [(expired, row) for row in self.judged for expired in row.expired]
        return tuple(sorted(found, key=lambda each: (each[0].until, each[0].code)))


def claimed(area: str) -> str:
    """Return how a cell is told that is red by the team's own word alone."""
    return f"{area} (claimed)"


def row_of(path: str, framing: Framing, assessment: Assessment, today: date | None) -> Row:
    """Return the row of a judged framing."""
    verdict, passes = assessment.verdict, assessment.passes
    reds = assessment.of_level(Level.RED)
    found_red = {f.area for f in reds}
    return Row(
        path=clean(path),
        title=one_line(framing.header.title or "", _LONGEST).strip(),
        decision=framing.decision or "undecided",
        verdict=verdict.name,
        verdict_words=verdict.head,
        next_action=verdict.next_action,
        cells=tuple(
            ShownCell(cell.area, cell.state, _word(cell.state, cell.claimed, cell.codes))
            for cell in assessment.cells
        ),
        first=_count(passes.first),
        in_depth=_count(passes.in_depth),
        open=len(assessment.completeness.open),
        reds=tuple(dict.fromkeys(Red(f.code, f.name) for f in reds)),
        claimed_red=tuple(
            cell.area
            for cell in assessment.cells
            if cell.claimed == "red" and cell.area not in found_red
        ),
        warnings=len(assessment.of_level(Level.WARN)),
        expired=_expired(framing, assessment, today),
        actions=_open_actions(framing, today),
    )


def unreadable(path: str, line: int | None, reason: str) -> Row:
    """Return the row of a file that cannot be read."""
    where = f"line {line}: " if line else ""
    return Row(path=clean(path), error=clean(f"{where}{reason}"))


def _word(state: str, claim: str | None, codes: tuple[str, ...]) -> str:
    return "claimed" if state == "amber" and claim == "green" and not codes else state


def _count(counted: Completeness) -> Count:
    return Count(counted.answered, counted.total, len(counted.open), len(counted.assigned))


def _expired(framing: Framing, assessment: Assessment, today: date | None) -> tuple[Expired, ...]:
    """Return what was accepted for a time that is over, as far as it is found again."""
    if today is None:
        return ()
    found = {
        Expired(row.rule, one_line(row.by, _LONGEST), row.until)
        for row in framing.records.accepted or ()
        if row.rule and row.reason and row.by and row.until is not None and row.until < today
        if any(
            f.code == row.rule and (row.question is None or row.question in f.questions)
            for f in assessment.counting
        )
    }
    return tuple(sorted(found, key=lambda each: (each.until, each.code, each.by)))


def _open_actions(framing: Framing, today: date | None) -> tuple[OpenAction, ...]:
    """Return what is still to be done, the earliest first.

    What finds out an answer is done once that is there; everything else until it is taken away.
    """
    found = [
        OpenAction(
            one_line(action.label, _LONGEST),
            one_line(action.owner, _LONGEST) if action.owner else None,
            action.due,
            action.due is not None and today is not None and action.due < today,
        )
        for action in framing.records.actions or ()
        if not _is_done(framing, action)
    ]
    return tuple(sorted(found, key=lambda each: (each.due is None, each.due or date.max)))


def _is_done(framing: Framing, action: Action) -> bool:
    asked = QUESTIONS.get(action.question or "")
    return asked is not None and framing.is_answered(asked)


def _by_owner(action: OpenAction) -> tuple[bool, str, date]:
    return action.owner is None, (action.owner or "").casefold(), action.due or date.max
