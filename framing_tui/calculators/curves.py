"""The two curves behind figures: what a case costs by the threshold, and how many units tell a
change apart.

Why apart from the calculators: these draw a figure, and judge nothing.
"""

from __future__ import annotations

from framing_tui.calculators import experiment
from framing_tui.calculators.costs import Costs
from framing_tui.model.framing import Framing
from framing_tui.model.validation import Validation
from framing_tui.model.values import Range

# The changes that are drawn, as multiples of the one that was asked for.
_AROUND = tuple(0.5 + at / 16 for at in range(25))


def cost_of_a_case(found: Costs, threshold: float) -> Range:
    """Return what a case costs on average if one acts from a threshold on, scores evenly spread.

    Misses under the threshold, and above it false alarms and the look at each flagged case. A miss
    counts for what acting on it would have brought: the rest is lost whatever one does.
    """
    acted = 1 - threshold

    def cost(alarm: float, miss: float, review: float) -> float:
        return miss * threshold**2 / 2 + alarm * acted**2 / 2 + review * acted

    alarm, review = found.false_positive_cost, found.review_cost
    miss = Range(max(0.0, found.gain.low), max(0.0, found.gain.high))
    return Range(cost(alarm.low, miss.low, review.low), cost(alarm.high, miss.high, review.high))


def units_by_effect(framing: Framing) -> tuple[tuple[float, Range], ...]:
    """Return the units per arm for changes around the smallest worth finding, in percent.

    Empty where there is no figure for that change itself.
    """
    asked = framing.validation.effect_percent
    if asked is None or experiment.size_of(framing) is None:
        return ()
    middle = (asked.low + asked.high) / 2
    points = []
    for times in _AROUND:
        effect = Range.of(middle * times)
        found = experiment.size_of(framing.with_answer(Validation.effect_percent.id, effect))
        if found is not None:
            points.append((middle * times, found.per_arm))
    return tuple(points)
