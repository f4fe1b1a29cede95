"""Framing in, assessment out: verdict, cells, killers, findings, figures and completeness.

Why one function: the app, line mode, `check`, the spec and the board can then never disagree. It
is pure, and today's date is passed in, so the same file gives the same judgement.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property

from framing_tui.assessment import completeness
from framing_tui.assessment.cells import CellState, KillerState, judge_cells, judge_killers
from framing_tui.assessment.completeness import Completeness, Passes
from framing_tui.assessment.findings import DECIDED, Circumstances, find
from framing_tui.assessment.verdict import Verdict, judge_need
from framing_tui.calculators.calculator import Calculator
from framing_tui.calculators.result import Figure, Refusal, Result
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Finding, Flagged, Level
from framing_tui.rules.registry import Rule
from framing_tui.rules.settings import AS_DECLARED, Settings


class Assessment(NamedTuple):
    """Everything that is derived from one framing.

    `findings` are ordered worst first, then by code; accepted and decided ones are among them.
    `essential` are the questions that count now; `completeness` counts them, and `passes` tells
    the two passes apart. What only some doors show is worked out where they ask for it.
    """

    framing: Framing
    verdict: Verdict
    cells: tuple[CellState, ...]
    findings: tuple[Finding, ...]
    essential: tuple[AnyQuestion, ...]
    completeness: Completeness
    passes: Passes
    decided: bool

    @cached_property
    def killers(self) -> tuple[KillerState, ...]:
        """The eight killers in their fixed order."""
        return judge_killers(self.framing, self.findings)

    @cached_property
    def results(self) -> tuple[tuple[Calculator, Result | Refusal], ...]:
        """The figures that could be worked out, and those whose inputs make no sense."""
        # Imported here: whoever judges alone need not wait for those that no rule reads.
        from framing_tui.calculators.catalogue import worked_out

        return tuple(worked_out(self.framing))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that could be worked out, put into words only where they are shown."""
        return tuple(
            calculator.figure(result)
            for calculator, result in self.results
            if not isinstance(result, Refusal)
        )

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Why there is no figure though its inputs are there."""
        return tuple(result for _, result in self.results if isinstance(result, Refusal))

    @property
    def first_pass(self) -> Completeness:
        """The counts of the first pass."""
        return self.passes.first

    @property
    def in_depth(self) -> Completeness:
        """The counts of the second pass."""
        return self.passes.in_depth

    @cached_property
    def sections(self) -> dict[str, Completeness]:
        """The counts of all that is essential, by section."""
        return completeness.by_section(self.completeness, self.essential)

    @cached_property
    def first_sections(self) -> dict[str, Completeness]:
        """The counts of the first pass by section."""
        return completeness.first_by_section(self.passes.first, self.essential)

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The open ids of the second pass that are asked at once, in the order of asking.

        Why: an answer has brought them up, or something is found because they are open.
        """
        absent = {
            qid for f in self.counting if f.level is not Level.NOTE for qid in f.absent
        }.union(self.passes.opened)
        return tuple(qid for qid in self.in_depth.open if qid in absent)

    @property
    def counting(self) -> tuple[Finding, ...]:
        """The findings that colour cells and fail checks."""
        return tuple(f for f in self.findings if f.counts)

    def of_level(self, level: Level) -> tuple[Finding, ...]:
        """Return the findings of one level that count."""
        return tuple(f for f in self.counting if f.level is level)

    def about(self, question_id: str) -> tuple[Finding, ...]:
        """Return the findings that speak about a question, worst first."""
        return tuple(f for f in self.findings if question_id in f.questions)


def assess(
    framing: Framing,
    today: date | None = None,
    settings: Settings = AS_DECLARED,
    said: Callable[[Rule], Flagged | None] | None = None,
) -> Assessment:
    """Judge a framing as it stands on the given day; without a day, no date is past.

    `settings` are the levels and thresholds that a team has set; `said` tells what a rule says of
    the framing under them, where somebody knows that already.
    """
    verdict = judge_need(framing)
    decided_codes = DECIDED.get(verdict.name) if framing.decision == verdict.name else None
    decided = decided_codes is not None
    essential = completeness.essentials(framing, decided=decided)
    counted = completeness.count(framing, essential, today)
    under = Circumstances(today, settings, verdict.name, decided_codes)
    passes = completeness.passes(counted, essential)
    findings = find(framing, under, passes, said)
    cells = judge_cells(framing, findings)
    return Assessment(
        framing=framing,
        verdict=verdict._replace(is_under_red=any(cell.is_red for cell in cells)),
        cells=cells,
        findings=findings,
        essential=essential,
        completeness=counted,
        passes=passes,
        decided=decided,
    )


def section_of(finding: Finding) -> str:
    """Return the section that a finding's rule belongs to."""
    return BY_CODE[finding.code].section
