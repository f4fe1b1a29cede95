"""What a report is made from: judged files as plain data, and what failed of them.

Why plain: a report must not know how a file is stored, and what is judged in another process has
to travel back from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from framing_tui.assessment import Assessment
from framing_tui.assessment.cells import CellState
from framing_tui.assessment.completeness import Passes
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Finding, Level
from framing_tui.rules.settings import AS_DECLARED, Settings

if TYPE_CHECKING:
    # Looked for only where somebody asks what would change the outcome.
    from framing_tui.assessment.flips import Flip


class FailOn(Enum):
    """From what weight on a check fails; each includes those before it, and a note never does."""

    RED = "red"
    WARN = "warn"
    FIRST = "first"
    OPEN = "open"
    NEVER = "never"

    def includes(self, level: Level) -> bool:
        """Tell whether findings of that level fail the check."""
        if level is Level.RED:
            return self is not FailOn.NEVER
        return level is Level.WARN and self not in (FailOn.RED, FailOn.NEVER)


class Selection(NamedTuple):
    """Which codes are reported and can fail: by code or by the first letters of one.

    Why it colours nothing: a cell is red for everybody, whoever looks at which part of it.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def reports(self, code: str) -> bool:
        """Tell whether findings of that code are reported; what is ignored wins."""
        return (not self.select or code.startswith(self.select)) and not code.startswith(
            self.ignore
        )


ALL = Selection()


class ReportedFinding(NamedTuple):
    """One finding with the line that it is about; accepted and decided ones weigh nothing."""

    code: str
    name: str
    level: Level
    area: str | None
    message: str
    questions: tuple[str, ...]
    line: int
    accepted: bool = False
    accepted_reason: str | None = None
    accepted_by: str | None = None
    accepted_until: str | None = None
    decided: bool = False

    @property
    def counts(self) -> bool:
        """True when the finding can fail a check."""
        return not self.accepted and not self.decided

    @property
    def state(self) -> str:
        """The word that stands before the code: its level, or why it weighs nothing."""
        return "accepted" if self.accepted else "decided" if self.decided else self.level.value

    @property
    def acceptance(self) -> str:
        """Why it was accepted, by whom and for how long; empty where it was not."""
        if not self.accepted:
            return ""
        until = f", until {self.accepted_until}" if self.accepted_until else ""
        return f"{self.accepted_reason}; {self.accepted_by}{until}"


class ReportedCell(NamedTuple):
    """One feasibility cell as shown. `claimed_red` marks one that is red by the team's own word
    alone: there is no finding that would say so, and the claim stands in that `line`; `claimed` one
    that the team calls green and names no evidence for."""

    area: str
    title: str
    state: str
    claimed_red: bool
    line: int
    claimed: bool = False


class Place(NamedTuple):
    """Where a file is for a code host: its path from the repository's root, absolute outside of it.

    Why not from the working directory: whoever reads the report elsewhere knows the repository,
    and not in which of its folders the check was run.
    """

    path: str
    is_inside: bool = True


class JudgedFile(NamedTuple):
    """One file that was read and judged, with what is reported of it.

    `path` is told from the working directory and stands for the other names where only it is known.
    `tested` tells the codes that were looked for, `figures` the values of each calculator by name;
    they are asked by those formats alone that tell them. `basis` is what the answers rest on of
    which somebody has said so.
    """

    path: str
    title: str | None
    decision: str
    verdict: str
    verdict_words: str
    next_action: str
    leaning: bool
    hinges_on: tuple[str, ...]
    answered: int
    assigned: tuple[str, ...]
    open: tuple[str, ...]
    completeness_words: str
    passes: Passes
    cells: tuple[ReportedCell, ...]
    findings: tuple[ReportedFinding, ...]
    tested: Callable[[], tuple[str, ...]]
    figures: Callable[[], Mapping[str, Mapping[str, Any]]]
    flips: tuple[Flip, ...] | None = None
    given: str | None = None
    place: Place | None = None
    basis: Mapping[str, str] = {}

    @property
    def as_given(self) -> str:
        """The path as it was typed."""
        return self.given or self.path

    @property
    def found_at(self) -> Place:
        """Where it is for a code host."""
        return self.place or Place(self.path)

    @property
    def claimed_red(self) -> tuple[ReportedCell, ...]:
        """The cells that count as a red of their own."""
        return tuple(cell for cell in self.cells if cell.claimed_red)

    def failing_open(self, fail_on: FailOn) -> tuple[str, ...]:
        """Return the open questions that fail a check: those of the first pass, or of both."""
        if fail_on is FailOn.FIRST:
            return self.passes.first_open
        return self.open if fail_on is FailOn.OPEN else ()


class FileError(NamedTuple):
    """Something that is wrong with a file itself: it cannot be read, or a value in it cannot.

    Its names are those of a judged file; where only one is known, it stands for the others.
    """

    path: str
    line: int | None
    message: str
    given: str | None = None
    place: Place | None = None

    @property
    def where(self) -> str:
        """The path, with the line where there is one, as editors read it."""
        return self._with_line(self.path)

    @property
    def where_given(self) -> str:
        """The path as it was typed, with the line where there is one."""
        return self._with_line(self.given or self.path)

    @property
    def found_at(self) -> Place:
        """Where it is for a code host."""
        return self.place or Place(self.path)

    def _with_line(self, path: str) -> str:
        return f"{path}:{self.line}" if self.line else path


class Tally(NamedTuple):
    """What is counted over files: the files, what is found in them, and those that fail."""

    files: int = 0
    red: int = 0
    warn: int = 0
    note: int = 0
    accepted: int = 0
    decided: int = 0
    open: int = 0
    failing: int = 0

    @classmethod
    def of(cls, file: JudgedFile, fail_on: FailOn) -> Tally:
        """Return what is counted of one file; a cell claimed red counts as a red."""
        states = [f.state for f in file.findings]
        levels = {level: states.count(level.value) for level in Level}
        levels[Level.RED] += len(file.claimed_red)
        fails = any(fail_on.includes(level) and levels[level] for level in Level)
        return cls(
            1,
            levels[Level.RED],
            levels[Level.WARN],
            levels[Level.NOTE],
            states.count("accepted"),
            states.count("decided"),
            len(file.open),
            int(fails or bool(file.failing_open(fail_on))),
        )

    def plus(self, other: Tally) -> Tally:
        """Return both counted together."""
        return Tally(*map(sum, zip(self, other, strict=True)))


class Totals(NamedTuple):
    """What a report says beside its files: the counts, what is wrong, and whether that fails."""

    tally: Tally
    errors: tuple[FileError, ...] = ()
    fail_on: FailOn = FailOn.RED

    @property
    def exit_status(self) -> int:
        """2 where a file has errors, 1 where findings fail the check, otherwise 0."""
        return 2 if self.errors else int(self.tally.failing > 0)


class Piece(NamedTuple):
    """What a report says of one file, with what the format itself counts in it."""

    text: str
    counted: tuple[int, ...] = ()


class Report(NamedTuple):
    """Everything that one run of `check` has to say, where that is few files."""

    files: tuple[JudgedFile, ...]
    errors: tuple[FileError, ...] = ()
    fail_on: FailOn = FailOn.RED

    @property
    def totals(self) -> Totals:
        """The report without its files."""
        tally = Tally()
        for file in self.files:
            tally = tally.plus(Tally.of(file, self.fail_on))
        return Totals(tally, self.errors, self.fail_on)

    @property
    def exit_status(self) -> int:
        """2 where a file has errors, 1 where findings fail the check, otherwise 0."""
        return self.totals.exit_status


class Format(NamedTuple):
    """How a report is printed: each file by itself, and what stands around all of them.

    Why in two: ten thousand files are printed one after the other, and none is held meanwhile.
    `frame` is handed the totals, the sums of what the pieces counted, and whether there are any; it
    returns what stands before the first and behind the last. `between` stands between two of them;
    a piece that is empty stands nowhere.
    """

    piece: Callable[[JudgedFile, FailOn], Piece]
    frame: Callable[[Totals, tuple[int, ...], bool], tuple[str, str]]
    between: str = ""

    def render(self, report: Report) -> str:
        """Return a report of few files."""
        pieces = [self.piece(file, report.fail_on) for file in report.files]
        texts = [piece.text for piece in pieces if piece.text]
        counted = sums(piece.counted for piece in pieces)
        before, behind = self.frame(report.totals, counted, bool(texts))
        return f"{before}{self.between.join(texts)}{behind}"


def sums(counted: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """Return the sums of what was counted, place by place; what counted nothing is left out."""
    return tuple(map(sum, zip(*filter(None, counted), strict=True)))


def judged_file(
    path: str,
    framing: Framing,
    assessment: Assessment,
    line_of: Callable[[str], int | None],
    selection: Selection = ALL,
    settings: Settings = AS_DECLARED,
    flips: tuple[Flip, ...] | None = None,
    given: str | None = None,
    place: Place | None = None,
) -> JudgedFile:
    """Return what is reported of a judged framing.

    `line_of` tells the line of a question or of the table around it, None where neither stands in
    the file. Where only its path is known, that stands for its other names.
    """
    verdict, completeness = assessment.verdict, assessment.completeness
    findings = tuple(
        _reported(finding, framing, line_of)
        for finding in assessment.findings
        if selection.reports(finding.code)
    )
    found_red = {f.area for f in findings if f.counts and f.level is Level.RED}
    return JudgedFile(
        path=clean(path),
        title=framing.header.title,
        decision=framing.decision or "undecided",
        verdict=verdict.name,
        verdict_words=verdict.words,
        next_action=verdict.next_action,
        leaning=verdict.leaning,
        hinges_on=verdict.hinges_on,
        answered=completeness.answered,
        assigned=completeness.assigned,
        open=completeness.open,
        completeness_words=completeness.words,
        passes=assessment.passes,
        cells=tuple(
            # Whoever asks for some codes alone has not asked for claims, which have no code.
            _cell(
                cell, framing, line_of, is_told=not selection.select and cell.area not in found_red
            )
            for cell in assessment.cells
        ),
        findings=findings,
        tested=lambda: tuple(
            code
            for code, rule in sorted(BY_CODE.items())
            if selection.reports(code) and not settings.is_off(rule)
        ),
        figures=lambda: {figured.name: dict(figured.values) for figured in assessment.figures},
        flips=flips,
        given=given,
        place=place,
        basis={qid: word for qid, word in framing.basis.items() if framing.basis_of(qid)},
    )


def _cell(
    cell: CellState, framing: Framing, line_of: Callable[[str], int | None], *, is_told: bool
) -> ReportedCell:
    """Return a cell; `is_told` where nothing else would say that it is claimed red."""
    claimed_red = cell.claimed == "red" and is_told
    evidence = QUESTIONS[f"feasibility.{cell.area}.evidence"]
    return ReportedCell(
        cell.area,
        cell.title,
        cell.state,
        claimed_red,
        line=(line_of(f"feasibility.{cell.area}.colour") or 1) if claimed_red else 1,
        claimed=cell.claimed == "green" and framing.answer(evidence) is None,
    )


def _reported(
    finding: Finding, framing: Framing, line_of: Callable[[str], int | None]
) -> ReportedFinding:
    accepted = finding.accepted
    return ReportedFinding(
        code=finding.code,
        name=finding.name,
        level=finding.level,
        area=finding.area,
        message=finding.message,
        questions=finding.questions,
        line=_line(finding, framing, line_of),
        accepted=accepted is not None,
        accepted_reason=accepted.reason if accepted else None,
        accepted_by=accepted.by if accepted else None,
        accepted_until=accepted.until.isoformat() if accepted and accepted.until else None,
        decided=finding.decided,
    )


def _line(finding: Finding, framing: Framing, line_of: Callable[[str], int | None]) -> int:
    """Return the line of the first answer that the finding speaks about, or of what is around."""
    given = framing.answers
    answered = [qid for qid in finding.questions if qid in given]
    for question_id in (*answered, *finding.questions):
        line = line_of(question_id)
        if line is not None:
            return line
    return 1
