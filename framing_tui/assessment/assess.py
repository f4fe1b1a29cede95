"""Framing in, assessment out: verdict, cells, killers, findings and completeness.

Why one function: the app, line mode, `check`, the spec and the board can then never disagree. It
is pure, and today's date is passed in, so the same file gives the same judgement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from framing_tui.assessment import completeness
from framing_tui.assessment.cells import CellState, KillerState, judge_cells, judge_killers
from framing_tui.assessment.completeness import Completeness
from framing_tui.assessment.verdict import Verdict, judge_need
from framing_tui.model.catalogue import SECTION_OF
from framing_tui.model.framing import Framing
from framing_tui.model.spec import Acceptance
from framing_tui.rules.catalogue import BY_CODE, RULES
from framing_tui.rules.finding import Finding, Flagged, Level
from framing_tui.rules.registry import Rule

# Findings that a decision against building settles: they are what it was decided for.
DECIDED = {
    "stop": ("FT203", "FT205", "FT613"),
    "data-first": ("FT202", "FT501", "FT514", "FT601", "FT602", "FT614"),
    "rules-first": ("FT201", "FT207"),
}
_SECTIONS_BEYOND_NEED = (
    "archetype",
    "task",
    "labels",
    "feasibility",
    "metrics",
    "validation",
)


@dataclass(frozen=True)
class Assessment:
    """Everything that is derived from one framing.

    `findings` are ordered worst first, then by code; accepted and decided ones are among them.
    """

    verdict: Verdict
    cells: tuple[CellState, ...]
    killers: tuple[KillerState, ...]
    findings: tuple[Finding, ...]
    completeness: Completeness
    sections: dict[str, Completeness]
    decided: bool

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


def assess(framing: Framing, today: date | None = None) -> Assessment:
    """Judge a framing as it stands on the given day; without a day, no date is past."""
    verdict = judge_need(framing)
    decided = framing.decision in DECIDED and framing.decision == verdict.name
    found: list[Finding] = []
    for rule in RULES:
        flagged = rule(framing)
        if flagged is not None and not (decided and _is_moot(framing, rule, flagged)):
            found.append(_finding(framing, rule, flagged, today, decided))
    findings = tuple(sorted(found, key=lambda f: (not f.counts, f.level.weight, f.code)))
    essential = completeness.essentials(framing, decided=decided)
    return Assessment(
        verdict=verdict,
        cells=judge_cells(framing, findings),
        killers=judge_killers(framing, findings),
        findings=findings,
        completeness=completeness.count(framing, essential, today),
        sections=completeness.by_section(framing, essential, today),
        decided=decided,
    )


def section_of(finding: Finding) -> str:
    """Return the section that a finding's rule belongs to."""
    return BY_CODE[finding.code].section


def _is_moot(framing: Framing, rule: Rule, flagged: Flagged) -> bool:
    """Tell whether a finding asks only for what a decision against building no longer needs.

    Why the findings that settled the decision are kept: they are listed as what it was taken for.
    """
    if not flagged.absent or rule.code in DECIDED[framing.decision or ""]:
        return False
    return all(SECTION_OF[qid].id in _SECTIONS_BEYOND_NEED for qid in flagged.absent)


def _finding(
    framing: Framing, rule: Rule, flagged: Flagged, today: date | None, decided: bool
) -> Finding:
    level = flagged.level
    message = flagged.message
    if level is Level.RED and flagged.absent:
        waited = [q for q in flagged.absent if completeness.is_assigned(framing, q, today)]
        if len(waited) == len(flagged.absent):
            level, message = Level.WARN, f"{message} (being found out)"
    finding = Finding(
        rule.code,
        rule.name,
        level,
        rule.way,
        rule.area,
        message,
        flagged.questions or tuple(q.id for q in rule.reads),
        flagged.absent,
    )
    if decided and rule.code in DECIDED[framing.decision or ""]:
        finding = replace(finding, decided=True)
    return replace(finding, accepted=_acceptance(framing, finding, today))


def _acceptance(framing: Framing, finding: Finding, today: date | None) -> Acceptance | None:
    for row in framing.records.accepted or ():
        if row.rule != finding.code or row.reason is None or row.by is None:
            continue
        if row.question is not None and row.question not in finding.questions:
            continue
        if row.until is None or today is None or row.until >= today:
            return row
    return None
