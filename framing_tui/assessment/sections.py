"""How a section stands as a whole: its worst finding, or that it is complete."""

from __future__ import annotations

from framing_tui.assessment.assess import Assessment, section_of
from framing_tui.rules.finding import Level


def is_nothing_asked(assessment: Assessment) -> bool:
    """Tell whether nothing has been answered yet beside what stands over the page."""
    counts = assessment.sections
    return not any(counts[sid].answered for sid in counts if sid != "workflow")


def state_of_section(assessment: Assessment, section_id: str) -> str:
    """Return a section's worst finding, red or warn; else complete, or nothing."""
    levels = [f.level for f in assessment.counting if section_of(f) == section_id]
    if Level.RED in levels:
        return "red"
    if Level.WARN in levels:
        return "warn"
    counts = assessment.sections[section_id]
    return "complete" if counts.total and not counts.open else ""
