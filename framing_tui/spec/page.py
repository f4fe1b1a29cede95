"""The one-page kickoff spec, put together from a framing and its assessment."""

from __future__ import annotations

from framing_tui.assessment import Assessment
from framing_tui.model.framing import Framing
from framing_tui.spec.appendix import appendix
from framing_tui.spec.ask import ask
from framing_tui.spec.fields import twelve_fields
from framing_tui.spec.head import head, signed
from framing_tui.spec.purpose import kpi_table
from framing_tui.spec.reading import Reading
from framing_tui.spec.shape import Page
from framing_tui.spec.standing import standing
from framing_tui.spec.strip import strip


def build_page(framing: Framing, assessment: Assessment) -> Page:
    """Return the page of a framing.

    Why pure, and without a day of its own: the same answers always print the same page, and what
    is past its date was judged in the assessment.
    """
    reading = Reading.of(framing, assessment)
    # From the top of the page down, so that what goes on in the appendix stands in that order.
    asked_for, stands = ask(reading, assessment), standing(reading, assessment)
    cells = strip(reading, assessment)
    fields = twelve_fields(reading)
    return Page(
        head=head(reading, assessment),
        cells=cells,
        fields=fields,
        appendix=appendix(reading, assessment),
        completeness=assessment.completeness.words,
        ask=asked_for,
        standing=stands,
        kpi=kpi_table(reading),
        signed=signed(framing),
    )
