"""The appendix: what was found, what was accepted, what was parked, and what is still open."""

from __future__ import annotations

from framing_tui.assessment import Assessment
from framing_tui.model.catalogue import QUESTIONS, SECTION_OF, SECTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.spec import Acceptance, Action
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Finding, Level
from framing_tui.rules.titles import title_of
from framing_tui.spec.head import MOST_NEXT, NEXT_ACTIONS, actions_by_date
from framing_tui.spec.reading import Reading, asked
from framing_tui.spec.room import lines_of
from framing_tui.spec.shape import (
    AcceptedRisk,
    Appendix,
    BeingFoundOut,
    Figure,
    FindingLine,
    Note,
    OpenSection,
    TwoAnswers,
)


def appendix(reading: Reading, assessment: Assessment) -> Appendix:
    """Return the appendix; each of its lists may be empty.

    Why made last: what did not fit the page above goes on here.
    """
    framing = reading.framing
    found_out = _being_found_out(framing)
    actions = actions_by_date(framing)
    return Appendix(
        red=_lines(assessment.of_level(Level.RED)),
        warnings=_lines(assessment.of_level(Level.WARN)),
        settled=_lines(tuple(f for f in assessment.findings if f.decided)),
        accepted=tuple(_accepted(row) for row in framing.records.accepted or ()),
        figures=tuple(
            Figure(figure.title, figure.result, figure.working, figure.source)
            for figure in assessment.figures
        ),
        later_actions=actions[NEXT_ACTIONS:],
        parking=tuple(line for line in framing.spec.parking or () if line.strip()),
        notes=tuple(_note(*note) for note in framing.notes.items() if note[1].strip()),
        two_answers=tuple(
            TwoAnswers(asked(row.label), row.ours or "open", row.theirs or "open")
            for row in framing.records.clashes or ()
        ),
        being_found_out=found_out,
        open=_still_open(assessment, {line.question.id for line in found_out}),
        in_full=reading.overflow.in_full,
        further_actions=actions[MOST_NEXT:],
        participants=tuple(n for n in framing.header.participants or () if n.strip()),
    )


def _note(question_id: str, text: str) -> Note:
    return Note(asked(question_id), text, lines_of(text))


def _lines(findings: tuple[Finding, ...]) -> tuple[FindingLine, ...]:
    return tuple(FindingLine(title_of(f.name), f.message, f.code) for f in findings)


def _accepted(row: Acceptance) -> AcceptedRisk:
    """Return an accepted risk as it was written down, whether or not it is still in force.

    Why unjudged: the page is the record of a meeting and prints the same on any day.
    """
    rule = BY_CODE.get(row.label)
    return AcceptedRisk(
        title=title_of(rule.name) if rule else "Unknown rule",
        code=row.label or "no code",
        concerns=asked(row.question).asks if row.question else None,
        reason=row.reason or "no reason given",
        by=row.by or "nobody named",
        until=f"until {row.until.isoformat()}" if row.until else "no end date",
    )


def _being_found_out(framing: Framing) -> tuple[BeingFoundOut, ...]:
    return tuple(
        BeingFoundOut(
            asked(row.question),
            row.owner or "nobody named",
            row.due.isoformat() if row.due else None,
        )
        for row in framing.records.actions or ()
        if row.question is not None and _is_open(framing, row)
    )


def _is_open(framing: Framing, row: Action) -> bool:
    question = QUESTIONS.get(row.question or "")
    return question is not None and question.is_asked(framing) and not framing.is_answered(question)


def _still_open(assessment: Assessment, found_out: set[str]) -> tuple[OpenSection, ...]:
    """Return the questions that nobody finds out, by section of the interview."""
    nobodys = [qid for qid in assessment.completeness.open if qid not in found_out]
    sections = (
        OpenSection(section.title, tuple(asked(q) for q in nobodys if SECTION_OF[q] is section))
        for section in SECTIONS
    )
    return tuple(section for section in sections if section.questions)
