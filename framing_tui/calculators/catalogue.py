"""Every calculator by its public name, in the order in which figures are shown.

Why an explicit table: the command, the panels, the spec and the docs walk this one list, and a
calculator that is not in it does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator

from framing_tui.calculators import (
    costs,
    evidence,
    experiment,
    labels,
    payback,
    proxy,
    quantile,
    queue,
    serving,
    staleness,
)
from framing_tui.calculators.calculator import Calculator
from framing_tui.calculators.result import Refusal, Refused, Result
from framing_tui.model.framing import Framing

CALCULATORS: dict[str, Calculator] = {
    calculator.name: calculator
    for calculator in (
        costs.CALCULATOR,
        quantile.CALCULATOR,
        experiment.CALCULATOR,
        labels.CALCULATOR,
        queue.CALCULATOR,
        serving.CALCULATOR,
        evidence.CALCULATOR,
        staleness.CALCULATOR,
        payback.CALCULATOR,
        proxy.CALCULATOR,
    )
}


def worked_out(framing: Framing) -> Iterator[tuple[Calculator, Result | Refusal]]:
    """Yield each calculator that has its inputs, with its result or with why there is none."""
    for calculator in CALCULATORS.values():
        try:
            result = calculator.work_out(framing)
        except Refused as refused:
            yield calculator, Refusal(calculator.name, calculator.title, str(refused))
        else:
            if result is not None:
                yield calculator, result
