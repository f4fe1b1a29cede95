"""The one-page kickoff spec, put together from a framing and its assessment."""

from __future__ import annotations

from framing_tui.assessment import Assessment
from framing_tui.model.framing import Framing
from framing_tui.spec.appendix import appendix
from framing_tui.spec.fields import twelve_fields
from framing_tui.spec.head import head, strip
from framing_tui.spec.reading import Reading
from framing_tui.spec.shape import Page


def build_page(framing: Framing, assessment: Assessment) -> Page:
    """Return the page of a framing.

    Why pure, and without a day of its own: the same answers always print the same page, and what
    is past its date was judged in the assessment.
    """
    reading = Reading.of(framing, assessment)
    return Page(
        head=head(reading, assessment),
        cells=strip(reading, assessment),
        fields=twelve_fields(reading),
        appendix=appendix(framing, assessment),
        completeness=assessment.completeness.words,
    )
