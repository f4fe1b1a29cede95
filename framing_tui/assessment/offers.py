"""Answers that follow from what was answered: offered in their fields, and never judged.

Why offered and not taken: a figure that nobody has looked at is no answer, and a line that the
room dictated may hold a number that means something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from framing_tui.assessment.cells import CellState
from framing_tui.model.archetype import PROFILES
from framing_tui.model.framing import Framing
from framing_tui.model.values import Range
from framing_tui.rules.metric_names import leading

USUAL_STAGES = tuple(Range.of(stage) for stage in (1, 10, 50, 100))
# A number of its own, and none that belongs to a name, as in top-10 or p99.
_NUMBER = r"(?<![\w.,@−-])[-−]?\d+(?:\.\d+)?(?![\w.,]*\d|\w)"
# Metrics of which less is better; of the others that have a name here, more is.
_LOWER = frozenset(
    (
        "error rate",
        "word error rate",
        "false positive rate",
        "log loss",
        "Brier score",
        "WAPE",
        "MAPE",
        "MAE",
        "RMSE",
        "MSE",
        "quantile loss",
        "perplexity",
        "FID",
    )
)


def offered(framing: Framing, question_id: str, cells: Iterable[CellState]) -> object:
    """Return what the answers so far suggest for one question, or None."""
    for cell in cells:
        if question_id == f"feasibility.{cell.area}.colour":
            return cell.offered
    follow = _FOLLOWS.get(question_id)
    return None if follow is None else follow(framing)


def _focus(framing: Framing) -> object:
    kind = framing.archetype.kind
    return next((profile.focus for profile in PROFILES if profile.value == kind), None)


def _target_value(framing: Framing) -> object:
    """Return the number in the target's words, where there is one alone."""
    found = re.findall(_NUMBER, framing.metrics.primary_target or "")
    return Range.of(float(found[0].replace("−", "-"))) if len(found) == 1 else None


def _better(framing: Framing) -> object:
    """Return which way is better, where the metric has a name that says so."""
    named = leading(framing.metrics.primary or "")
    if named is None:
        return None
    return "lower" if named.metric in _LOWER else "higher"


_FOLLOWS: Mapping[str, Callable[[Framing], object]] = {
    "archetype.success": _focus,
    "metrics.target_value": _target_value,
    "metrics.better": _better,
    "validation.stages_percent": lambda framing: USUAL_STAGES,
    "validation.units_per_day": lambda framing: framing.stack.decisions_per_day,
}
