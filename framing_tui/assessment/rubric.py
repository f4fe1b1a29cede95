"""The rubric of label candidates: its lines in short, and which of its scores a figure supports."""

from __future__ import annotations

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.labels import Candidate

# The lines of the rubric in words short enough to stand beside four candidates.
SHORT_NAMES = {
    "alignment": "alignment",
    "gaming_resistance": "gaming",
    "coverage": "coverage",
    "speed": "speed",
    "causal": "causal",
}
BEST = 5
# Scores that are known once the two were compared, and the answers from which others follow.
_COMPARED = ("alignment", "causal")
_SUPPORT = {"coverage": "labels.labelled_percent", "speed": "labels.delay_days"}


def is_supported(framing: Framing, row: Candidate, score: str) -> bool:
    """Tell whether a figure stands behind a score; else it is what somebody believes."""
    if score in _COMPARED:
        return row.checked == "measured"
    support = _SUPPORT.get(score)
    return support is not None and framing.answer(QUESTIONS[support]) is not None
