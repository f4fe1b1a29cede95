"""What stands there on a question: everything that a card or a read line shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from framing_tui.assessment.completeness import found_out_in
from framing_tui.drawing.pictures.figures import figures_at
from framing_tui.model.basis import with_basis
from framing_tui.model.catalogue import QUESTIONS, asks_in_full
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.finding import Finding, Level
from framing_tui.session import Session


@dataclass(frozen=True)
class View:
    """One question as the session has it; nothing of it is kept anywhere else."""

    key: str
    question: AnyQuestion
    value: Any = None
    offer: Any = None
    essential: bool = False
    asked: bool = True
    note: str = ""
    not_applicable: str = ""
    found_out_by: str = ""
    findings: tuple[Finding, ...] = ()
    figures: tuple[str, ...] = ()
    clash: str = ""
    tentative: frozenset[str] = frozenset()
    # What the figure, or the evidence, rests on.
    basis: str = ""
    # What was typed and is no answer yet.
    draft: str = ""

    @property
    def asks(self) -> str:
        """What is asked, in full where several questions ask the same."""
        is_known = QUESTIONS.get(self.key) is self.question
        return asks_in_full(self.key) if is_known else self.question.asks

    @property
    def unit(self) -> str:
        """The unit of a number, where the ask does not name it."""
        unit: str = self.question.kind.unit
        return "" if unit in self.question.asks else unit

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer, and not one that leaves it open."""
        return self.value is not None and not self.question.counts_as_open(self.value)

    @property
    def worst(self) -> str:
        """The level of the worst finding that counts here: red, warn, or nothing."""
        for finding in self.findings:
            if finding.counts and finding.level is not Level.NOTE:
                return str(finding.level.value)
        return ""

    @property
    def state(self) -> str:
        """The name of its mark."""
        if self.worst and (self.is_answered or self.worst == "red"):
            return self.worst
        if self.is_answered:
            return "answered"
        if self.not_applicable:
            return "not applicable"
        if self.found_out_by:
            return "found out"
        # Of a record all but its name is optional, and nothing of it is counted.
        is_known = QUESTIONS.get(self.key) is self.question
        return "optional" if is_known and not self.essential else "open"

    @property
    def said(self) -> str:
        """The answer as a person reads it, or what stands in its place."""
        if self.value is not None:
            said: str = self.question.kind.show(self.value)
            return with_basis(said, self.basis)
        if self.not_applicable:
            return f"not applicable: {self.not_applicable}"
        if self.found_out_by:
            return self.found_out_by
        return ""


def view_of(session: Session, key: str, tentative: frozenset[str] = frozenset()) -> View:
    """Return how a question of the catalogue stands."""
    framing, assessment = session.framing, session.assessment
    question = QUESTIONS[key]
    answered = framing.answers.get(key)
    sides = session.clash_about(key) if framing.records.clashes else None
    action = found_out_in(framing, key) if answered is None else None
    return View(
        key,
        question,
        value=answered,
        offer=session.offer_for(key),
        essential=question.is_essential(framing),
        asked=question.is_asked(framing),
        note=framing.notes.get(key, ""),
        not_applicable=framing.not_applicable.get(key, ""),
        found_out_by=action.finder if action is not None else "",
        findings=assessment.about(key),
        figures=figures_at(key, assessment),
        clash=sides.in_words(mine=False) if sides is not None else "",
        tentative=tentative,
        basis=framing.basis_of(key) or "",
    )
