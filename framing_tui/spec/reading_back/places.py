"""Which questions each place of our page shows, so that an edit there can mean no other.

Why a table beside the one that prints: the same words may stand in several answers, and whoever
edits the metric does not mean the KPI.
"""

from __future__ import annotations

from collections.abc import Mapping

from framing_tui.model.catalogue import CELLS
from framing_tui.spec.reading_back.labels import DERIVED, FIELDS, label_of
from framing_tui.spec.reading_back.pieces import TITLE, Piece
from framing_tui.spec.reading_back.recipes import RECIPES

_SPENT = (
    *("roi.build_cost", "roi.run_cost_per_year", "roi.build_days"),
    "stack.kpi_unit_value_per_year",
)
_AROUND: Mapping[str, frozenset[str]] = {
    TITLE: frozenset(("title", "team", "date", "participants", "currency")),
    "The ask": frozenset(("spec.decide_by", "spec.if_nobody_decides")),
    "Decision": frozenset(("decision",)),
    "Gain and cost": frozenset(_SPENT),
    "At most": frozenset(("spec.spend_limit",)),
    "Stops if": frozenset(("validation.stop_if",)),
    "Next": frozenset(("actions",)),
    "Further actions": frozenset(("actions",)),
    "Signed": frozenset(("spec.approver", "spec.checked_by", "spec.review_on")),
    "Parking lot": frozenset(("spec.parking",)),
    "Who was there": frozenset(("participants",)),
    "Accepted risks": frozenset(("accepted",)),
}
_WHOLE = {"If nobody decides": frozenset(("spec.if_nobody_decides",))}
_WAYS = {
    "Do nothing": "stack.kpi_now",
    "Rules or simple statistics": "need.rules_kpi",
    "This": "stack.kpi_target",
}
AREAS = {cell.heading.lower(): cell.path for cell in CELLS}


def questions_of(piece: Piece) -> frozenset[str]:
    """Return the questions that may be meant by an edit of a piece."""
    if piece.field in FIELDS:
        return RECIPES[piece.field].ids
    if piece.field == "The ask" and piece.lead in _WAYS:
        return frozenset((_WAYS[piece.lead],))
    about = piece.lead.partition(":")[0].strip()
    if piece.field == "In full" and about.lower() not in AREAS:
        field = label_of(about)
        named = Piece(0, field.field if field else about, "", "", "")
        return _WHOLE.get(about, frozenset()) or questions_of(named)
    if piece.field in ("Where it stands", "In full"):
        area = AREAS.get(about.lower(), "")
        names = ("evidence", "plan", "owner")
        return frozenset(f"{area}.{name}" for name in names) | {"actions"}
    return _AROUND.get(piece.field, frozenset())


def is_derived(piece: Piece) -> bool:
    """Tell whether what stands there is worked out, so that nobody can answer it there."""
    return piece.field in DERIVED
