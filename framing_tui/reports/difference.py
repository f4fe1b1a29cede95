"""What changed between two framings: the verdict, cells, findings, figures, and the answers.

Why from two judged framings and not from two texts: what a reviewer asks of a change is what it
does, as in “Serving green → red: FT603”, and a line of a file does not say that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from framing_tui.assessment.assess import Assessment
from framing_tui.assessment.cells import CellState
from framing_tui.assessment.changes import Stand, turned
from framing_tui.assessment.findings import state_of
from framing_tui.calculators.result import Figure
from framing_tui.model.clean import clean
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.reports.edits import Edit, edits
from framing_tui.rules.finding import Finding


class Side(NamedTuple):
    """One of the two framings: how it is named, whether there is one, and as it was judged."""

    name: str
    stand: Stand
    is_there: bool = True


class TurnedCell(NamedTuple):
    """A feasibility cell that has another state: by which findings, and why in a few words."""

    area: str
    title: str
    was: str
    now: str
    codes: tuple[str, ...]
    why: str

    @property
    def words(self) -> str:
        """All of it in one line."""
        return f"{self.title} {self.was} → {self.now}" + (f": {self.why}" if self.why else "")


class TurnedFinding(NamedTuple):
    """A finding that came, went, or weighs otherwise; a state is a level, accepted or decided.

    `was` is empty where it is new, `now` where it is gone.
    """

    code: str
    name: str
    area: str | None
    was: str
    now: str
    message: str
    questions: tuple[str, ...]


class TurnedFigure(NamedTuple):
    """A figure that was worked out anew; `was` or `now` is None where there was none."""

    name: str
    title: str
    was: Figure | None
    now: Figure | None

    @property
    def words(self) -> str:
        """What it came to and comes to, in one line."""
        was, now = (side.result if side else "none" for side in (self.was, self.now))
        # What it was worked out from has changed, and comes to the same.
        return f"{was} → {now}" if was != now else f"{now}, as before, by other figures"


class Turned(NamedTuple):
    """Something that is told in one line, before and after."""

    was: str
    now: str


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two framings; a part is None or empty where nothing does."""

    before: Side
    after: Side
    title: Turned | None
    decision: Turned | None
    verdict: Turned | None
    cells: tuple[TurnedCell, ...]
    findings: tuple[TurnedFinding, ...]
    figures: tuple[TurnedFigure, ...]
    completeness: Turned | None
    edits: tuple[Edit, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both say the same; files may still differ in comments, order or spelling."""
        return self.before.is_there == self.after.is_there and not self.edits


def difference(before: Side, after: Side) -> Difference:
    """Return what changed from one framing to the other."""
    before, after = (side._replace(name=clean(side.name)) for side in (before, after))
    old, new = before.stand.assessment, after.stand.assessment

    def told(words: Callable[[Stand], str]) -> Turned | None:
        was, now = (clean(words(side.stand)) for side in (before, after))
        return Turned(was, now) if was != now else None

    return Difference(
        before,
        after,
        title=told(lambda stand: stand.framing.header.title or "no title"),
        decision=told(lambda stand: stand.framing.decision or "undecided"),
        verdict=told(lambda stand: stand.assessment.verdict.words),
        cells=_cells(before.stand, after.stand),
        findings=_findings(before.stand, after.stand),
        figures=_figures(old.figures, new.figures),
        completeness=told(
            lambda stand: f"{stand.assessment.completeness.words} · {stand.assessment.passes.words}"
        ),
        edits=edits(before.stand.framing, after.stand.framing),
    )


def _cells(before: Stand, after: Stand) -> tuple[TurnedCell, ...]:
    found = []
    pairs = zip(before.assessment.cells, after.assessment.cells, strict=True)
    for old, new in pairs:
        if old.state != new.state:
            codes, why = _behind(old, new, before.assessment, after.assessment)
            found.append(TurnedCell(new.area, new.title, old.state, new.state, codes, clean(why)))
    return tuple(found)


def _behind(
    old: CellState, new: CellState, before: Assessment, after: Assessment
) -> tuple[tuple[str, ...], str]:
    """Return the findings that turned a cell, and why it turned in a few words.

    Those that hold it now and did not before; where none holds it, those that held it. A claim has
    no code, and is told by its own words.
    """
    were, are = _holding(old, before), _holding(new, after)
    if are:
        codes = tuple(code for code in are if code not in were) or are
        return codes, ", ".join(codes)
    if were:
        state = {finding.code: state_of(finding) for finding in after.findings}
        said = (f"{code} {state.get(code, 'no longer found')}" for code in were)
        return were, ", ".join(said)
    return (), new.why


def _holding(cell: CellState, assessment: Assessment) -> tuple[str, ...]:
    """Return the findings that give a cell its state, each code once."""
    if cell.cause is None or not cell.cause.counts:
        return ()
    level = cell.cause.level
    own = (f.code for f in assessment.of_level(level) if f.area == cell.area)
    return tuple(dict.fromkeys(own))


def _findings(before: Stand, after: Stand) -> tuple[TurnedFinding, ...]:
    """Return the findings that are new or weigh otherwise, worst first, and then those gone."""
    new, gone = turned(before.assessment, after.assessment)
    return (
        *(_finding(finding, was, state_of(finding)) for finding, was in new),
        *(_finding(finding, state_of(finding), "") for finding in gone),
    )


def _finding(finding: Finding, was: str, now: str) -> TurnedFinding:
    return TurnedFinding(
        finding.code,
        finding.name,
        finding.area,
        was,
        now,
        clean(finding.message),
        finding.questions,
    )


def _figures(old: tuple[Figure, ...], new: tuple[Figure, ...]) -> tuple[TurnedFigure, ...]:
    was, now = ({figure.name: figure for figure in side} for side in (old, new))
    return tuple(
        TurnedFigure(name, either.title, was.get(name), now.get(name))
        for name, either in {**was, **now}.items()
        if was.get(name) != now.get(name)
    )
