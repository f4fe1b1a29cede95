"""The workflow of section 9: the steps as a path, with what is next."""

from __future__ import annotations

from textual.content import Content

from framing_tui.assessment import Assessment
from framing_tui.assessment.sections import state_of_section
from framing_tui.model.catalogue import SECTIONS
from framing_tui.model.framing import Framing
from framing_tui.rules.finding import Level, Way
from framing_tui.tui.texts import joined, stacked

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
_MARKS = {
    "red": ("✗", "bold $text-error"),
    "warn": ("~", "$text-warning"),
    "complete": ("✓", "$success"),
    "": ("", ""),
}
_NUMBERS = {section.id: section.number for section in SECTIONS}


def draw_path(framing: Framing, assessment: Assessment, width: int) -> Content:
    """Return each step with answered, open and worst finding; the first unfinished one is next."""
    lines: list[Content] = []
    upcoming = next_step(assessment)
    for section_id, words in STEPS:
        counts = assessment.sections[section_id]
        mark, style = _MARKS[state_of_section(assessment, section_id)]
        is_next = section_id == upcoming
        done = counts.total > 0 and not counts.open
        dot = "●" if done else "◉" if is_next else "○"
        dot_style = "$success" if done else "bold $accent" if is_next else "$foreground-muted"
        lines.append(
            joined(
                (f" {dot} ", dot_style),
                (f"{_NUMBERS[section_id]:>2} {words:<26}", "bold" if is_next else ""),
                (f"{counts.answered:>3} of {counts.total:<3}", "$foreground-muted"),
                (f" {mark}", style),
                ("  ← next" if is_next else "", "bold $accent"),
            )
        )
    lines.append(joined(""))
    lines.append(_failing(assessment))
    return stacked(lines)


def next_step(assessment: Assessment) -> str | None:
    """Return the section to go to next: the first with something open, or None."""
    return next((sid for sid, _ in STEPS if assessment.sections[sid].open), None)


def _failing(assessment: Assessment) -> Content:
    ways: dict[Way, int] = {}
    for finding in assessment.counting:
        if finding.level is not Level.NOTE:
            ways[finding.way] = ways.get(finding.way, 0) + 1
    if not ways:
        return joined(("No way of failing is in sight yet.", "$foreground-muted"))
    parts: list[tuple[str, str]] = [("Heading for: ", "$foreground-muted")]
    for way, count in ways.items():
        parts.append((way.value, "bold"))
        parts.append((f" {count}   ", "$foreground-muted"))
    return joined(*parts)
