"""What has been measured: figures with all their rounds, their anchors, and whether they hold.

A figure is a median over the rounds, with the quartiles beside it. An anchor is something that is
not ours and was measured in turns with ours: the interpreter alone, a bare app, a fixed loop. Where
an anchor itself came out differently from round to round, nothing that is held against it is
concluded: such a machine would say “missed” of a figure that holds, or the other way round.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

# An anchor is too restless when half of what was measured spreads over more than this share of its
# median. On an idle machine it is 1 to 4 %; where others take the processor's caches, 20 and more.
RESTLESS = 0.15
# Fewer have no quartiles that mean anything.
FEWEST = 5


@dataclass
class Figure:
    """What is measured once in each round.

    `holds` tells whether a value keeps the promise; `processor` is what stands beside a time, and
    `anchor` names what has to be steady for the figure to mean anything.
    """

    part: str
    name: str
    unit: str
    promise: str = ""
    holds: Callable[[float], bool] | None = None
    anchor: str = ""
    rounds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    against: dict[str, list[float]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """Whether the promise is kept, by the clock or where the machine is left out of it."""
        if self.holds is None or not self.rounds:
            return ""
        if self.holds(statistics.median(self.rounds)):
            return "kept"
        if self.processor and self.holds(statistics.median(self.processor)):
            return "kept in processor time"
        return "MISSED"

    def beside(self, name: str, value: float, unit: str | None = None) -> Figure:
        """Keep what else was measured in the same round, in its unit or that of the figure."""
        self.units[name] = self.unit if unit is None else unit
        self.against.setdefault(name, []).append(value)
        return self


def at_most(most: float) -> Callable[[float], bool]:
    """Return whether a value is no more than that."""
    return lambda value: value <= most


def at_least(least: float) -> Callable[[float], bool]:
    """Return whether a value is no less than that."""
    return lambda value: value >= least


class Figures:
    """All figures, in the order in which they were first named, and the anchors."""

    def __init__(self) -> None:
        self.all: dict[str, Figure] = {}
        self.anchors: dict[str, list[float]] = {}
        # What could not be measured here, and why.
        self.left_out: dict[str, str] = {}
        self.part = ""

    def add(
        self,
        name: str,
        unit: str,
        value: float,
        processor: float | None = None,
        most: float | None = None,
        *,
        least: float | None = None,
        anchor: str = "",
    ) -> Figure:
        """Keep the value of one round."""
        if name not in self.all:
            bound, sign = (most, "≤") if most is not None else (least, "≥")
            words = f"{sign} {bound:,g} {unit}".strip() if bound is not None else ""
            holds = at_most(most) if most is not None else None
            holds = at_least(least) if least is not None else holds
            self.all[name] = Figure(self.part, name, unit, words, holds, anchor)
        figure = self.all[name]
        figure.rounds.append(value)
        if processor is not None:
            figure.processor.append(processor)
        return figure

    def add_steps(
        self, name: str, steps: Sequence[Step], *, ms: float, size: float, anchor: str = ""
    ) -> None:
        """Keep what keys of one kind took in one round: time, bytes, and one paint each."""
        last = percentile([step.last for step in steps], 95)
        processor = percentile([step.processor for step in steps], 95)
        self.add(f"{name}: p95", "ms", last, processor, ms, anchor=anchor)
        sizes = [len(step.output) for step in steps]
        self.add(f"{name}: bytes, p95", "B", percentile(sizes, 95), most=size)
        self.add(f"{name}: paints, most", "", max(step.paints for step in steps), most=1)

    def saw(self, anchor: str, value: float) -> None:
        """Keep what an anchor took once."""
        self.anchors.setdefault(anchor, []).append(value)

    def restless(self) -> dict[str, str]:
        """Return the anchors on which nothing can be concluded, and why."""
        found = {}
        for name, values in self.anchors.items():
            if len(values) < FEWEST:
                found[name] = f"measured {len(values)} times, {FEWEST} are needed"
            elif (share := spread_of(values)) > RESTLESS:
                found[name] = f"the middle half spreads over {share:.0%} of its median"
        return found

    def verdict(self, figure: Figure) -> str:
        """Return whether a figure holds, or that this run does not tell."""
        is_open = figure.verdict and figure.anchor in self.restless()
        return "not concluded" if is_open else figure.verdict


@dataclass(frozen=True)
class Step:
    """What came of a key: milliseconds to its first paint and to its last byte, and what it took.

    `processor` are milliseconds of the program's own until the last byte.
    """

    painted: float
    last: float
    processor: float
    output: bytes
    paints: int


def percentile(values: Sequence[float], share: int) -> float:
    """Return the value that so many of a hundred do not exceed."""
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def quartiles(values: Sequence[float]) -> tuple[float, float]:
    """Return between which two values the middle half lies."""
    return percentile(values, 25), percentile(values, 75)


def spread_of(values: Sequence[float]) -> float:
    """Return over which share of the median the middle half spreads."""
    low, high = quartiles(values)
    middle = statistics.median(values)
    return (high - low) / middle if middle else 0.0
