"""The twelve fields of the one-page spec, in their order.

Why a table: the labels and their order are the page's promise, and what feeds which field can be
read off one list.
"""

from __future__ import annotations

from framing_tui.spec import delivery, purpose
from framing_tui.spec.reading import Reading, fill
from framing_tui.spec.shape import Field

SOURCES = (*purpose.SOURCES, *delivery.SOURCES)


def twelve_fields(reading: Reading) -> tuple[Field, ...]:
    """Return the twelve fields, always all of them and always in this order."""
    return tuple(fill(source, reading) for source in SOURCES)
