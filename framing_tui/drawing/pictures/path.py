"""The workflow of section 9: the steps as a path, with what is next."""

from __future__ import annotations

from framing_tui.assessment import Assessment
from framing_tui.assessment.sections import state_of_section
from framing_tui.drawing.parts import InkedLine, InkedPart, InkedRows
from framing_tui.drawing.states import GLYPHS, INKS
from framing_tui.model.catalogue import SECTIONS
from framing_tui.model.framing import Framing
from framing_tui.rules.finding import Level, Way

# The order of work, which is not quite that of the screens.
STEPS: tuple[tuple[str, str], ...] = (
    ("stack", "objective and KPI"),
    ("need", "ML at all?"),
    ("archetype", "archetype and policy"),
    ("task", "task"),
    ("labels", "labels"),
    ("feasibility", "feasibility audit"),
    ("metrics", "metrics and constraints"),
    ("validation", "experiment"),
    ("spec", "spec and decision"),
)
_NUMBERS = {section.id: section.number for section in SECTIONS}


def draw_path(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
    """Return each step with answered, open and worst finding; the first unfinished one is next."""
    lines: list[InkedLine] = []
    upcoming = next_step(assessment)
    for section_id, words in STEPS:
        counts = assessment.sections[section_id]
        state = state_of_section(assessment, section_id)
        is_next = section_id == upcoming
        done = counts.total > 0 and not counts.open
        dot = "●" if done else "◉" if is_next else "○"
        lines.append(
            (
                (f" {dot} ", "green" if done else "key!" if is_next else "quiet"),
                (f"{_NUMBERS[section_id]:>2} {words:<26}", "plain!" if is_next else "plain"),
                (f"{counts.answered:>3} of {counts.total:<3}", "quiet"),
                (f" {GLYPHS.get(state, '')}", INKS.get(state, "plain")),
                ("  ← next" if is_next else "", "key!"),
            )
        )
    return *lines, (), _failing(assessment)


def next_step(assessment: Assessment) -> str | None:
    """Return the section to go to next: the first with something open, or None."""
    return next((sid for sid, _ in STEPS if assessment.sections[sid].open), None)


def _failing(assessment: Assessment) -> InkedLine:
    ways: dict[Way, int] = {}
    for finding in assessment.counting:
        if finding.level is not Level.NOTE:
            ways[finding.way] = ways.get(finding.way, 0) + 1
    if not ways:
        return (("No way of failing is in sight yet.", "quiet"),)
    parts: list[InkedPart] = [("Heading for: ", "quiet")]
    for way, count in ways.items():
        parts += [(way.value, "plain!"), (f" {count}   ", "quiet")]
    return tuple(parts)
