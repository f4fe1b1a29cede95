"""Which quantile of a forecast to act on, where too high and too low cost differently."""

from __future__ import annotations

from framing_tui.calculators.calculator import Calculator, asked, from_framing
from framing_tui.calculators.result import (
    Refused,
    Worked,
    corners,
    found,
    given,
    plain,
    quiet,
    shown,
    zero_or_more,
)
from framing_tui.model.audit import Errors
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.values import Range


class Quantile(NamedTuple):
    """The quantile to predict, as a share: 0.5 is the median."""

    under_cost: Range
    over_cost: Range
    quantile_p: Range

    @property
    def worked(self) -> Worked:
        """The figure in words."""
        under, over = given(self.under_cost), given(self.over_cost)
        return Worked(
            f"predict the {shown(self.quantile_p)} quantile, not the mean",
            f"{under} / ({under} + {over}) = {found(self.quantile_p)}",
            ("each unit too high or too low costs the same as the one before it",),
            {"quantile_p": plain(self.quantile_p)},
        )


def calculate(*, under_cost: Range, over_cost: Range) -> Quantile:
    """Return the quantile; raises Refused where both costs may be 0, or one is negative."""
    zero_or_more(under_cost, "the cost of one unit too low")
    zero_or_more(over_cost, "the cost of one unit too high")
    if under_cost.low + over_cost.low == 0:
        raise Refused("a unit too low and one too high cost 0 both: there is nothing to weigh")
    quantile = corners(lambda under, over: under / (under + over), under_cost, over_cost)
    return Quantile(under_cost, over_cost, quantile)


INPUTS = (asked("under_cost", Errors.under_cost), asked("over_cost", Errors.over_cost))
# The figures of a framing, None until its inputs are there; `of` is None where refused, too.
work_out = from_framing(calculate, INPUTS)
of = quiet(work_out)


CALCULATOR = Calculator(
    name="quantile",
    title="Quantile to predict",
    about="which quantile to predict where too high and too low cost differently",
    formula="cost of a unit too low / (cost of a unit too low + cost of a unit too high)",
    inputs=INPUTS,
    source=(
        "newsvendor model: Arrow, Harris & Marschak, Optimal Inventory Policy, Econometrica 1951"
    ),
    calculate=calculate,
    work_out=work_out,
    command="--under-cost 8 --over-cost 5",
)
