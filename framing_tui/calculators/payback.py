"""What it brings a year beyond its upkeep, and when it has paid for itself."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from framing_tui.calculators.calculator import Calculator, asked
from framing_tui.calculators.result import (
    Refused,
    Value,
    Worked,
    as_percent,
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
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.need import Need
from framing_tui.model.stack import Stack
from framing_tui.model.values import Holds, Range

# “return” is a word of the language, so the module is named after what it ends in.
ZERO, WHOLE = Range.of(0), Range.of(1)


class Gain(NamedTuple):
    """What reaching the target brings in a year, and how that was worked out.

    It comes of `improvement`, how far the KPI moves beyond the better of today and rules, and the
    value of a unit; or, where people know it as one figure, of that and of `share_left`, the part
    of the way that rules do not go already.
    """

    per_year: Range
    rules_kpi: Range | None
    improvement: Range | None = None
    unit_value: Range | None = None
    as_one_figure: Range | None = None
    share_left: Range = WHOLE

    @property
    def working(self) -> str:
        """How it was worked out, in a line."""
        gain = f"{found(self.per_year)} a year"
        if self.improvement is None or self.unit_value is None:
            told = given(self.as_one_figure or self.per_year)
            if self.share_left == WHOLE:
                return f"{told} a year for reaching the target"
            left = found(as_percent(self.share_left))
            return f"{told} a year for reaching the target · {left} % of the way left = {gain}"
        beyond = " beyond the better of today and rules" if self.rules_kpi is not None else ""
        moved = f"moved by {found(self.improvement)}{beyond}"
        return f"{moved} · {given(self.unit_value)} a unit = {gain}"


class Payback(NamedTuple):
    """Gain and net a year in money, and the years until the cost to build has come back.

    `payback_years` is infinite at an end where nothing is left after upkeep; `never` says whether
    that is so at all ends, at some, or at none.
    """

    gain: Gain
    run_cost_per_year: Range
    build_cost: Range
    net_per_year: Range
    payback_years: Range
    currency: str = ""

    @property
    def gain_per_year(self) -> Range:
        """What it brings in a year, before upkeep."""
        return self.gain.per_year

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
        left = found(self.net_per_year)
        pays = self.never is not Holds.ALWAYS
        back = f"; build {given(self.build_cost)} / {left} a year" if pays else ""
        return Worked(
            f"{self.in_words}: gain {gain}{unit} a year, {net}{unit} after upkeep",
            f"{self.gain.working}; − upkeep {given(self.run_cost_per_year)} = {left}{back}",
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


def gain_of_units(
    kpi_now: Range, kpi_target: Range, kpi_unit_value_per_year: Range, rules_kpi: Range | None
) -> Gain:
    """Return how far the KPI moves beyond today and rules, and what that is worth in a year.

    The KPI should move from today's value to the target; what rules reach counts as today's value
    where it is better in that direction. Raises Refused for a negative value of a unit.
    """
    zero_or_more(kpi_unit_value_per_year, "the value of one unit of the KPI")
    improvement = _corners(_improvement, kpi_now, kpi_target, rules_kpi)
    if kpi_now.overlaps(kpi_target):
        # Where today and the target can be one number there is no gain, and no corner shows that.
        improvement = Range(0, improvement.high)
    gain = corners(lambda moved, value: moved * value, improvement, kpi_unit_value_per_year)
    return Gain(gain, rules_kpi, improvement, kpi_unit_value_per_year)


def gain_as_one_figure(
    gain_per_year: Range, kpi_now: Range | None, kpi_target: Range | None, rules_kpi: Range | None
) -> Gain | None:
    """Return what is left of a gain that people know as one figure, beyond what rules reach.

    None where what rules reach is known, and the way from today to the target is not. Raises
    Refused for a negative gain.
    """
    zero_or_more(gain_per_year, "the gain of a year")
    if kpi_now is None or kpi_target is None:
        return (
            None if rules_kpi is not None else Gain(gain_per_year, None, None, None, gain_per_year)
        )
    share = _corners(_share_left, kpi_now, kpi_target, rules_kpi)
    if kpi_now.overlaps(kpi_target):
        # Where both are one number there is no way to go, and near to that any share of it is left.
        share = ZERO if kpi_now.is_point and kpi_now == kpi_target else Range(0, 1)
    gain = corners(lambda brings, left: brings * left, gain_per_year, share)
    return Gain(gain, rules_kpi, None, None, gain_per_year, share)


def calculate(
    *,
    run_cost_per_year: Range,
    build_cost: Range,
    kpi_now: Range | None = None,
    kpi_target: Range | None = None,
    kpi_unit_value_per_year: Range | None = None,
    gain_per_year: Range | None = None,
    rules_kpi: Range | None = None,
    currency: str = "",
) -> Payback:
    """Return gain, net and payback; raises Refused for negative money, and where no gain is known.

    The value of a unit counts before a gain that is known as one figure.
    """
    gain = _gain(kpi_now, kpi_target, kpi_unit_value_per_year, gain_per_year, rules_kpi)
    if gain is None:
        raise Refused("today's KPI, its target and the value of a unit are needed, or the gain")
    zero_or_more(run_cost_per_year, "the cost to run for a year")
    zero_or_more(build_cost, "the cost to build")
    net = corners(lambda brings, costs: brings - costs, gain.per_year, run_cost_per_year)
    soonest, latest = _years_to(build_cost.low, net.high), _years_to(build_cost.high, net.low)
    return Payback(gain, run_cost_per_year, build_cost, net, Range(soonest, latest), currency)


def _gain(
    kpi_now: Range | None,
    kpi_target: Range | None,
    unit_value: Range | None,
    as_one_figure: Range | None,
    rules_kpi: Range | None,
) -> Gain | None:
    for value, what in (
        (kpi_now, "today's KPI"),
        (kpi_target, "the target of the KPI"),
        (rules_kpi, "what rules reach"),
    ):
        if value is not None:
            real(value, what)
    if unit_value is not None and kpi_now is not None and kpi_target is not None:
        return gain_of_units(kpi_now, kpi_target, unit_value, rules_kpi)
    if as_one_figure is not None:
        return gain_as_one_figure(as_one_figure, kpi_now, kpi_target, rules_kpi)
    return None


@once
def work_out(framing: Framing) -> Payback | None:
    """Return the figures of a framing, None until its inputs are there; raises Refused."""
    stack, roi = framing.stack, framing.roi
    if roi.run_cost_per_year is None or roi.build_cost is None or work_out_gain(framing) is None:
        return None
    return calculate(
        kpi_now=stack.kpi_now,
        kpi_target=stack.kpi_target,
        kpi_unit_value_per_year=stack.kpi_unit_value_per_year,
        gain_per_year=stack.gain_per_year,
        run_cost_per_year=roi.run_cost_per_year,
        build_cost=roi.build_cost,
        rules_kpi=framing.need.rules_kpi,
        currency=framing.header.currency or "",
    )


@once
def work_out_gain(framing: Framing) -> Range | None:
    """Return the gain of a year, known before any cost is; None while open, raises Refused."""
    stack = framing.stack
    gain = _gain(
        stack.kpi_now,
        stack.kpi_target,
        stack.kpi_unit_value_per_year,
        stack.gain_per_year,
        framing.need.rules_kpi,
    )
    return None if gain is None else gain.per_year


# The figures of a framing, and its gain, None where inputs are open or refused.
of, gain_of = quiet(work_out), quiet(work_out_gain)


def _improvement(now: float, target: float, rules: float | None = None) -> float:
    """Return how far the target lies beyond the better of today and rules, 0 where it does not."""
    if target > now:
        return max(0.0, target - (now if rules is None else max(now, rules)))
    return max(0.0, (now if rules is None else min(now, rules)) - target)


def _share_left(now: float, target: float, rules: float | None = None) -> float:
    """Return the part of the way from today to the target that rules do not go already."""
    return 0.0 if now == target else _improvement(now, target, rules) / abs(target - now)


def _corners(
    formula: Callable[..., float], now: Range, target: Range, rules: Range | None
) -> Range:
    known = (now, target) if rules is None else (now, target, rules)
    return corners(formula, *known)


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
        "unit, 0 where that is no improvement, or the gain of reaching the target · the part of "
        "that way that rules do not go already; net = gain − cost to run; payback = cost to build "
        "/ net, never where net is 0 or less"
    ),
    inputs=(
        asked("kpi_now", Stack.kpi_now, needed=False, help="The KPI today"),
        asked(
            "kpi_target",
            Stack.kpi_target,
            needed=False,
            help="The value of the KPI that counts as success",
        ),
        asked("rules_kpi", Need.rules_kpi, needed=False),
        asked(
            "kpi_unit_value_per_year",
            Stack.kpi_unit_value_per_year,
            needed=False,
            help="What one unit of the KPI is worth in a year",
        ),
        asked(
            "gain_per_year",
            Stack.gain_per_year,
            needed=False,
            help="What reaching the target is worth in a year, where it is known as one figure",
        ),
        asked("run_cost_per_year", Roi.run_cost_per_year),
        asked("build_cost", Roi.build_cost),
    ),
    source="simple payback period, undiscounted",
    calculate=calculate,
    work_out=work_out,
    command="--kpi-now 42 --kpi-target 30 --kpi-unit-value-per-year 1000"
    " --run-cost-per-year 9000 --build-cost 6000",
    either=(("kpi_now", "kpi_target", "kpi_unit_value_per_year"), ("gain_per_year",)),
)
