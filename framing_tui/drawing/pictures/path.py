"""The workflow of section 9: the sections as a path, with what is next."""

from __future__ import annotations

from framing_tui.assessment import Assessment
from framing_tui.assessment.sections import is_nothing_asked, state_of_section
from framing_tui.drawing.parts import InkedLine, InkedPart, InkedRows
from framing_tui.drawing.states import GLYPHS, INKS
from framing_tui.model.catalogue import SECTIONS
from framing_tui.model.framing import Framing
from framing_tui.rules.finding import Level, Way

# The order of work; the overview itself is no step.
STEPS = tuple(section for section in SECTIONS if section.id != "workflow")
_WIDEST = max(len(section.title) for section in STEPS) + 2


def draw_path(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
    """Return each step with its worst finding and what is answered; the first unfinished is next.

    One mark a row: that of the section, as in the list of sections.
    """
    lines: list[InkedLine] = []
    upcoming = next_step(assessment)
    for step in STEPS:
        counts = assessment.sections[step.id]
        state = state_of_section(assessment, step.id)
        is_next = step.id == upcoming
        lines.append(
            (
                (f" {GLYPHS.get(state, '○')} ", INKS.get(state, "quiet")),
                (f"{step.digit} {step.title:<{_WIDEST}}", "plain!" if is_next else "plain"),
                (f"{counts.answered:>3}/{counts.total:<3}", "quiet"),
                ("  ← next" if is_next else "", "key!"),
            )
        )
    return *lines, (), _failing(assessment)


def next_step(assessment: Assessment) -> str | None:
    """Return the section to go to next: the first with something open, or None."""
    return next((step.id for step in STEPS if assessment.sections[step.id].open), None)


def _failing(assessment: Assessment) -> InkedLine:
    ways: dict[Way, int] = {}
    for finding in assessment.counting:
        if finding.level is not Level.NOTE:
            ways[finding.way] = ways.get(finding.way, 0) + 1
    if is_nothing_asked(assessment):
        return (("nothing asked yet", "quiet"),)
    if not ways:
        return (("No way of failing is in sight.", "quiet"),)
    parts: list[InkedPart] = [("Heading for: ", "quiet")]
    for way, count in ways.items():
        parts += [(way.value, "plain!"), (f" {count}   ", "quiet")]
    return tuple(parts)
