"""What it brings a year beyond its upkeep, and when it has paid for itself."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from framing_tui.calculators.calculator import Calculator, asked
from framing_tui.calculators.result import (
    Value,
    Worked,
    corners,
    found,
    given,
    once,
    plain,
    quiet,
    real,
    said,
    shown,
    zero_or_more,
)
from framing_tui.model.audit import Roi
from framing_tui.model.framing import Framing
from framing_tui.model.need import Need
from framing_tui.model.stack import Stack
from framing_tui.model.values import Holds, Range

# “return” is a word of the language, so the module is named after what it ends in.
ZERO = Range.of(0)


class Payback(NamedTuple):
    """Gain and net a year in money, and the years until the cost to build has come back.

    `payback_years` is infinite at an end where nothing is left after upkeep; `never` says whether
    that is so at all ends, at some, or at none.
    """

    kpi_now: Range
    kpi_target: Range
    rules_kpi: Range | None
    kpi_unit_value_per_year: Range
    run_cost_per_year: Range
    build_cost: Range
    improvement: Range
    gain_per_year: Range
    net_per_year: Range
    payback_years: Range
    currency: str = ""

    @property
    def never(self) -> Holds:
        """Tell whether it never pays back: nothing is left after a year's upkeep."""
        return ZERO.at_least(self.net_per_year)

    @property
    def in_words(self) -> str:
        """When it has paid back: “pays back after 2 years”, “… at the earliest”, “never …”."""
        if self.never is Holds.ALWAYS:
            return "never pays back"
        if self.never is Holds.SOMETIMES:
            soonest = _years(Range.of(self.payback_years.low))
            return f"pays back after {soonest} at the earliest, or never"
        if self.payback_years.high == 0:
            return "pays back at once"
        return f"pays back after {_years(self.payback_years)}"

    @property
    def worked(self) -> Worked:
        """The figure in words."""
        unit = f" {self.currency}" if self.currency else ""
        gain, net = shown(self.gain_per_year), shown(self.net_per_year)
        improvement, left = found(self.improvement), found(self.net_per_year)
        working = (
            f"moved by {improvement} beyond the better of today and rules"
            if self.rules_kpi is not None
            else f"moved by {improvement}"
        )
        pays = self.never is not Holds.ALWAYS
        back = f"; build {given(self.build_cost)} / {left} a year" if pays else ""
        return Worked(
            f"{self.in_words}: gain {gain}{unit} a year, {net}{unit} after upkeep",
            f"{working} · {given(self.kpi_unit_value_per_year)} a unit = "
            f"{found(self.gain_per_year)} a year; − upkeep {given(self.run_cost_per_year)} = "
            f"{left}{back}",
            (
                "the target is reached, and held for as long as it runs",
                "money is not discounted",
            ),
            self._values(),
        )

    def _values(self) -> dict[str, Value]:
        return {
            "gain_per_year": plain(self.gain_per_year),
            "net_per_year": plain(self.net_per_year),
            "payback_years": plain(self.payback_years),
            "never": said(self.never),
        }


def gain_per_year(
    kpi_now: Range, kpi_target: Range, kpi_unit_value_per_year: Range, rules_kpi: Range | None
) -> tuple[Range, Range]:
    """Return how far the KPI moves beyond today and rules, and what that is worth in a year.

    The KPI should move from today's value to the target; what rules reach counts as today's value
    where it is better in that direction. Raises Refused for a negative value of a unit.
    """
    real(kpi_now, "today's KPI")
    real(kpi_target, "the target of the KPI")
    zero_or_more(kpi_unit_value_per_year, "the value of one unit of the KPI")
    if rules_kpi is None:
        improvement = corners(_improvement, kpi_now, kpi_target)
    else:
        real(rules_kpi, "what rules reach")
        improvement = corners(_improvement, kpi_now, kpi_target, rules_kpi)
    if kpi_now.overlaps(kpi_target):
        # Where today and the target can be one number there is no gain, and no corner shows that.
        improvement = Range(0, improvement.high)
    gain = corners(lambda moved, value: moved * value, improvement, kpi_unit_value_per_year)
    return improvement, gain


def calculate(
    *,
    kpi_now: Range,
    kpi_target: Range,
    kpi_unit_value_per_year: Range,
    run_cost_per_year: Range,
    build_cost: Range,
    rules_kpi: Range | None = None,
    currency: str = "",
) -> Payback:
    """Return gain, net and payback; raises Refused for negative money."""
    improvement, gain = gain_per_year(kpi_now, kpi_target, kpi_unit_value_per_year, rules_kpi)
    zero_or_more(run_cost_per_year, "the cost to run for a year")
    zero_or_more(build_cost, "the cost to build")
    net = corners(lambda brings, costs: brings - costs, gain, run_cost_per_year)
    soonest, latest = _years_to(build_cost.low, net.high), _years_to(build_cost.high, net.low)
    return Payback(
        kpi_now,
        kpi_target,
        rules_kpi,
        kpi_unit_value_per_year,
        run_cost_per_year,
        build_cost,
        improvement,
        gain,
        net,
        Range(soonest, latest),
        currency,
    )


@once
def work_out(framing: Framing) -> Payback | None:
    """Return the figures of a framing, None until its inputs are there; raises Refused."""
    stack, roi = framing.stack, framing.roi
    if (
        stack.kpi_now is None
        or stack.kpi_target is None
        or stack.kpi_unit_value_per_year is None
        or roi.run_cost_per_year is None
        or roi.build_cost is None
    ):
        return None
    return calculate(
        kpi_now=stack.kpi_now,
        kpi_target=stack.kpi_target,
        kpi_unit_value_per_year=stack.kpi_unit_value_per_year,
        run_cost_per_year=roi.run_cost_per_year,
        build_cost=roi.build_cost,
        rules_kpi=framing.need.rules_kpi,
        currency=framing.header.currency or "",
    )


@once
def work_out_gain(framing: Framing) -> Range | None:
    """Return the gain of a year, known before any cost is; None while open, raises Refused."""
    now, target = framing.stack.kpi_now, framing.stack.kpi_target
    value = framing.stack.kpi_unit_value_per_year
    if now is None or target is None or value is None:
        return None
    return gain_per_year(now, target, value, framing.need.rules_kpi)[1]


# The figures of a framing, and its gain, None where inputs are open or refused.
of, gain_of = quiet(work_out), quiet(work_out_gain)


def _improvement(now: float, target: float, rules: float | None = None) -> float:
    """Return how far the target lies beyond the better of today and rules, 0 where it does not."""
    if target > now:
        return max(0.0, target - (now if rules is None else max(now, rules)))
    return max(0.0, (now if rules is None else min(now, rules)) - target)


def _years_to(build: float, net: float) -> float:
    return build / net if net > 0 else inf


def _years(years: Range) -> str:
    words = shown(years, 2)
    return "1 year" if words == "1" else f"{words} years"


CALCULATOR = Calculator(
    name="return",
    title="Return",
    about="what it brings a year beyond its upkeep, and when it has paid for itself",
    formula=(
        "gain a year = |target − the better of today's KPI and what rules reach| · value of a "
        "unit, 0 where that is no improvement; net = gain − cost to run; payback = cost to build / "
        "net, never where net is 0 or less"
    ),
    inputs=(
        asked("kpi_now", Stack.kpi_now, help="The KPI today"),
        asked("kpi_target", Stack.kpi_target, help="The value of the KPI that counts as success"),
        asked("rules_kpi", Need.rules_kpi, needed=False),
        asked(
            "kpi_unit_value_per_year",
            Stack.kpi_unit_value_per_year,
            help="What one unit of the KPI is worth in a year",
        ),
        asked("run_cost_per_year", Roi.run_cost_per_year),
        asked("build_cost", Roi.build_cost),
    ),
    source="simple payback period, undiscounted",
    calculate=calculate,
    work_out=work_out,
    example=(
        ("kpi_now", "42"),
        ("kpi_target", "30"),
        ("kpi_unit_value_per_year", "1000"),
        ("run_cost_per_year", "9000"),
        ("build_cost", "6000"),
    ),
)
