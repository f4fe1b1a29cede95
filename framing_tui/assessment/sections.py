"""How a section stands as a whole: its worst finding, or that it is complete."""

from __future__ import annotations

from framing_tui.assessment.assess import Assessment
from framing_tui.model.catalogue import SECTIONS
from framing_tui.rules.finding import Level

# The third digit of a code names its section: FT9xx belongs to the spec.
_SECTION_OF_CODE = {str(s.number): s.id for s in SECTIONS if s.number < 9} | {"9": "spec"}


def state_of_section(assessment: Assessment, section_id: str) -> str:
    """Return a section's worst finding, red or warn; else complete, or nothing."""
    levels = [f.level for f in assessment.counting if _SECTION_OF_CODE[f.code[2]] == section_id]
    if Level.RED in levels:
        return "red"
    if Level.WARN in levels:
        return "warn"
    counts = assessment.sections[section_id]
    return "complete" if counts.total and not counts.open else ""
