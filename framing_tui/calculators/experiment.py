"""How many units an experiment needs, how long that takes, and when its result can be read."""

from __future__ import annotations

from functools import lru_cache
from math import erfc, sqrt

from framing_tui.calculators.calculator import Calculator, Input, asked
from framing_tui.calculators.result import (
    Refused,
    Value,
    Worked,
    above_zero,
    corners,
    counted,
    found,
    given,
    once,
    per_cent_of,
    plain,
    quiet,
    real,
    rounded_up,
    shown,
    up_to_hundred,
    zero_or_more,
)
from framing_tui.model.audit import Roi
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import One, option
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.validation import Validation
from framing_tui.model.values import Holds, Range, YesNoAnswer
from framing_tui.model.volumes import volume

RISES, FALLS = "rises", "falls"
ALPHA, POWER, ALL, AT_ONCE = Range.of(0.05), Range.of(0.8), Range.of(100), Range.of(0)
# Chances that nobody means: a quantile of the normal distribution is out of reach beyond them.
# Beyond this many standard deviations no chance is left that an answer could name.
_FAR_OUT = 10.0
_SMALLEST, _LARGEST_POWER, _LEAST_POWER = 1e-9, 1 - 1e-9, 0.5


class Experiment(NamedTuple):
    """Units per arm of two arms, and the time that they take.

    `days` and `weeks` are None until the units a day are known, `days` being whole weeks; both are
    0 where all units are there on the first day (`is_at_hand`). `readable_days` counts from today,
    building, experiment and KPI delay together; it is None until the days to build are known too.
    """

    compares: str
    effect_percent: Range
    alpha: Range
    power: Range
    per_arm: Range
    units_per_day: Range | None = None
    share_percent: Range = ALL
    weeks: Range | None = None
    build_days: Range | None = None
    kpi_delay_days: Range = AT_ONCE
    is_a_rate: bool = True
    units_total: Range | None = None
    is_at_hand: bool = False

    @property
    def wanted(self) -> Range:
        """The units of both arms."""
        return _twice(self.per_arm)

    @property
    def fits(self) -> Holds:
        """Whether both arms fit in the units there are, at the share of the experiment.

        Always while nobody has said how many there are.
        """
        return _fit(self.per_arm, self.units_total, self.share_percent)

    @property
    def days(self) -> Range | None:
        """How long it runs, in days: whole weeks."""
        return None if self.weeks is None else Range(self.weeks.low * 7, self.weeks.high * 7)

    @property
    def readable_days(self) -> Range | None:
        """From today until the result can be read."""
        if self.days is None or self.build_days is None:
            return None
        return self.build_days.plus(self.days).plus(self.kpi_delay_days)

    @property
    def worked(self) -> Worked:
        """The figure in words."""
        return Worked(
            self._result(),
            self._working(),
            self._assumptions(),
            self._values(),
        )

    def _result(self) -> str:
        words = f"{shown(self.per_arm)} per arm"
        if self.is_at_hand:
            words += ", all at hand"
        elif self.weeks is not None:
            words += f", {counted(self.weeks, 'week')}"
        if self.readable_days is not None:
            words += f"; readable in {counted(self.readable_days, 'day')}"
        return words

    def _working(self) -> str:
        chances = f"alpha {given(self.alpha)}, power {given(self.power)}"
        words = f"{self.compares} at {chances}: {found(self.per_arm)} per arm"
        share = "" if self.share_percent == ALL else f" · {given(self.share_percent)} %"
        if self.units_total is not None:
            fit = {Holds.ALWAYS: "fit in", Holds.SOMETIMES: "may fit in", Holds.NEVER: "exceed"}
            words += (
                f"; 2 · {found(self.per_arm)} = {found(self.wanted)} {fit[self.fits]} "
                f"{given(self.units_total)}{share}"
            )
        if self.is_at_hand:
            words += ": no days of arrival" if self.units_total is not None else ""
        elif self.weeks and self.units_per_day:
            words += (
                f"; 2 · {found(self.per_arm)} / ({volume(self.units_per_day, to='..')}{share}), "
                f"up to whole weeks: {counted(self.weeks, 'week')}"
            )
        if (build := self.build_days) and self.days and self.readable_days:
            words += (
                f"; build {given(build)} + run {found(self.days)} + KPI delay "
                f"{given(self.kpi_delay_days)} = {counted(self.readable_days, 'day')}"
            )
        return words

    def _assumptions(self) -> tuple[str, ...]:
        shape = (
            "units are independent, and each shows the KPI once"
            if self.is_a_rate
            else "normal approximation; the spread is the same in both arms"
        )
        arms = "two arms of the same size, a two-sided test read once, at the end"
        if not self.is_at_hand:
            return arms, shape
        drawn = "all units that are there can be drawn on the first day"
        if self.units_total is None:
            drawn = "enough units are there on the first day; how many there are is open"
        return arms, shape, drawn

    def _values(self) -> dict[str, Value]:
        return {
            "per_arm": plain(self.per_arm),
            "days": plain(self.days),
            "weeks": plain(self.weeks),
            "readable_days": plain(self.readable_days),
        }


def calculate(
    *,
    effect_percent: Range,
    rate_percent: Range | None = None,
    mean: Range | None = None,
    std_dev: Range | None = None,
    direction: str | None = RISES,
    units_per_day: Range | None = None,
    share_percent: Range = ALL,
    build_days: Range | None = None,
    kpi_delay_days: Range = AT_ONCE,
    alpha: Range = ALPHA,
    power: Range = POWER,
    units_total: Range | None = None,
    units_at_hand: YesNoAnswer | None = None,
) -> Experiment:
    """Return the size and the length of an experiment.

    Two proportions where a rate is given, two means otherwise. `direction` is the way in which
    the KPI should move, None where nobody can tell: then the rate is moved both ways.
    `units_total` are the units there are to draw from; where they are all at hand on the first day,
    nobody has to arrive. Raises Refused where neither is given, for no effect, for a rate that
    would leave 0 to 100 %, and where the units at hand may be too few for both arms.
    """
    above_zero(effect_percent, "the effect worth finding")
    _chances(alpha, power)
    up_to_hundred(share_percent, "the share of cases in the experiment")
    zero_or_more(kpi_delay_days, "the delay of the KPI")
    if build_days is not None:
        zero_or_more(build_days, "the days to build")
    effect = f"{given(effect_percent)} %"
    if rate_percent is not None:
        per_arm = _of_rates(rate_percent, effect_percent, direction, alpha, power)
        compares = f"{given(rate_percent)} % that {direction or 'rises or falls'} by {effect}"
    elif mean is not None and std_dev is not None:
        per_arm = _of_means(mean, std_dev, effect_percent, alpha, power)
        compares = f"mean {given(mean)}, spread {given(std_dev)}, moved by {effect}"
    else:
        raise Refused("today's rate, or today's mean with its spread, is needed")
    if units_total is not None:
        zero_or_more(units_total, "the number of units there are")
    is_at_hand = units_at_hand == "yes"
    if is_at_hand and _fit(per_arm, units_total, share_percent) is not Holds.ALWAYS:
        raise Refused(_too_few(per_arm, units_total, share_percent))
    return Experiment(
        compares,
        effect_percent,
        alpha,
        power,
        per_arm,
        units_per_day,
        share_percent,
        AT_ONCE if is_at_hand else _run_time(per_arm, units_per_day, share_percent),
        build_days,
        kpi_delay_days,
        rate_percent is not None,
        units_total,
        is_at_hand,
    )


@once
def work_out(framing: Framing) -> Experiment | None:
    """Return the figures of a framing, None until its inputs are there; raises Refused."""
    return _of_framing(framing, framing.validation.units_at_hand)


@once
def work_out_size(framing: Framing) -> Experiment | None:
    """Return the figures of a framing as if its units still had to come.

    Why beside the others: where too few are at hand there is no experiment to speak of, and how
    many it would need can still be said.
    """
    return _of_framing(framing, None)


def _of_framing(framing: Framing, at_hand: YesNoAnswer | None) -> Experiment | None:
    """Return the figures of a framing.

    Why cases stand in for units only where sites are not assigned: a site sees many cases.
    """
    plan, stack = framing.validation, framing.stack
    has_mean = plan.mean is not None and plan.std_dev is not None
    if plan.effect_percent is None or (plan.rate_percent is None and not has_mean):
        return None
    units = plan.units_per_day
    if units is None and plan.unit != "site":
        units = stack.decisions_per_day
    return calculate(
        effect_percent=plan.effect_percent,
        rate_percent=plan.rate_percent,
        mean=plan.mean,
        std_dev=plan.std_dev,
        direction=_direction(stack.kpi_now, stack.kpi_target),
        units_per_day=units,
        share_percent=plan.experiment_share_percent or ALL,
        build_days=framing.roi.build_days,
        kpi_delay_days=plan.kpi_delay_days or AT_ONCE,
        alpha=plan.alpha or ALPHA,
        power=plan.power or POWER,
        units_total=plan.units_total,
        units_at_hand=at_hand,
    )


# The figures of a framing, and those of its size, None where inputs are open or refused.
of, size_of = quiet(work_out), quiet(work_out_size)


def _direction(now: Range | None, target: Range | None) -> str | None:
    if now is None or target is None or now.overlaps(target):
        return None
    return RISES if target.low > now.high else FALLS


def _chances(alpha: Range, power: Range) -> None:
    real(alpha, "alpha")
    real(power, "the power")
    if alpha.low < _SMALLEST or alpha.high >= 1:
        raise Refused(f"the chance of a false alarm (alpha) must be between 0 and 1, got {alpha}")
    if power.low < _LEAST_POWER or power.high > _LARGEST_POWER:
        raise Refused(f"the power must be from 0.5 to under 1, got {power}")


def _of_rates(
    rate: Range, effect: Range, direction: str | None, alpha: Range, power: Range
) -> Range:
    real(rate, "today's rate")
    if rate.low <= 0 or rate.high >= 100:
        raise Refused(f"today's rate must be between 0 and 100 %, got {rate} %")
    found: list[Range] = []
    for sign in (1, -1):
        if direction == (FALLS if sign > 0 else RISES):
            continue
        moved = Range(
            rate.low * (1 + sign * effect.high / 100), rate.high * (1 + sign * effect.high / 100)
        )
        if moved.low <= 0 or moved.high >= 100:
            word = RISES if sign > 0 else FALLS
            at = moved.low if sign < 0 else moved.high
            raise Refused(
                f"a rate of {rate} % that {word} by {effect} % would be "
                f"{shown(Range.of(at))} %: it must stay between 0 and 100 %"
            )
        found.append(
            corners(
                lambda p, e, a, b, sign=sign: rounded_up(
                    two_proportions(p, p * (1 + sign * e), a, b)
                ),
                per_cent_of(rate),
                per_cent_of(effect),
                alpha,
                power,
            )
        )
    return Range(min(r.low for r in found), max(r.high for r in found))


def two_proportions(p1: float, p2: float, alpha: float, power: float) -> float:
    """Return the units per arm that tell two shares apart, before rounding up."""
    mean = (p1 + p2) / 2
    spread = sqrt(2 * mean * (1 - mean))
    spread_moved = sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    root = (_z(alpha) * spread + _quantile(power) * spread_moved) / (p1 - p2)
    return root * root


def _of_means(mean: Range, std_dev: Range, effect: Range, alpha: Range, power: Range) -> Range:
    above_zero(std_dev, "the spread (standard deviation)")
    real(mean, "today's mean")
    if mean.low <= 0 <= mean.high:
        raise Refused(f"a relative effect needs a mean that is not 0, got {mean}")
    return corners(
        lambda m, s, e, a, b: rounded_up(2 * ((_z(a) + _quantile(b)) * s / (m * e)) ** 2),
        mean,
        std_dev,
        per_cent_of(effect),
        alpha,
        power,
    )


@lru_cache(maxsize=64)
def _quantile(chance: float) -> float:
    """Return the quantile of the normal distribution, by halving where its chance must lie.

    Why not from the library's statistics: reading them in takes longer than judging a framing.
    """
    low, high = -_FAR_OUT, _FAR_OUT
    while (middle := (low + high) / 2) not in (low, high):
        if erfc(-middle / sqrt(2)) / 2 < chance:
            low = middle
        else:
            high = middle
    return middle


def _z(alpha: float) -> float:
    """Return the two-sided quantile; from the lower tail, where small chances keep their digits."""
    return -_quantile(alpha / 2)


def _run_time(per_arm: Range, units_per_day: Range | None, share_percent: Range) -> Range | None:
    """Return the weeks until both arms are full; None while nobody knows how fast that is."""
    if units_per_day is None:
        return None
    above_zero(units_per_day, "the number of units a day")
    return corners(
        lambda n, a_day, share: rounded_up(2 * n / (a_day * share) / 7),
        per_arm,
        units_per_day,
        per_cent_of(share_percent),
    )


def _fit(per_arm: Range, units_total: Range | None, share_percent: Range) -> Holds:
    if units_total is None:
        return Holds.ALWAYS
    share = per_cent_of(share_percent)
    drawn = Range(
        round(units_total.low * share.low, 9),
        round(units_total.high * share.high, 9),
    )
    return drawn.at_least(_twice(per_arm))


def _too_few(per_arm: Range, units_total: Range | None, share_percent: Range) -> str:
    part = "" if share_percent == ALL else f", of which {share_percent} % take part"
    return (
        f"two arms need {shown(_twice(per_arm))} units, and {units_total or 'none'} are at hand"
        f"{part}: look for a larger effect, or match units in pairs and compare before and after"
    )


def _twice(per_arm: Range) -> Range:
    return Range(2 * per_arm.low, 2 * per_arm.high)


CALCULATOR = Calculator(
    name="experiment",
    title="Length of the experiment",
    about="how many units an experiment needs, and when its result can be read",
    formula=(
        "rates, per arm: [z(1 − alpha/2) · √(2p̄q̄) + z(power) · √(p₁q₁ + p₂q₂)]² / (p₁ − p₂)²; "
        "means, per arm: 2 · ((z(1 − alpha/2) + z(power)) · spread / (mean · effect))²; days = "
        "2 · per arm / (units a day · share), up to whole weeks, or 0 where the units are at hand, "
        "which is refused where 2 · per arm exceed those units · share; readable after building, "
        "running and the delay of the KPI"
    ),
    inputs=(
        asked("effect_percent", Validation.effect_percent),
        asked("rate_percent", Validation.rate_percent, needed=False),
        asked("mean", Validation.mean, needed=False),
        asked("std_dev", Validation.std_dev, needed=False),
        Input(
            "direction",
            One.of(
                option(RISES, also="up, rise, rising, increase, increases, higher"),
                option(FALLS, also="down, fall, falling, decrease, decreases, lower"),
            ),
            "Which way the rate should move; in a framing, from today's KPI to its target",
            default=RISES,
            needed=False,
        ),
        asked("units_per_day", Validation.units_per_day, needed=False),
        asked("units_total", Validation.units_total, needed=False),
        asked("units_at_hand", Validation.units_at_hand, needed=False),
        asked("share_percent", Validation.experiment_share_percent, default="100"),
        asked("build_days", Roi.build_days, needed=False),
        asked("kpi_delay_days", Validation.kpi_delay_days, default="0"),
        asked("alpha", Validation.alpha, default="0.05"),
        asked("power", Validation.power, default="0.8"),
    ),
    source=(
        "Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions, 2003, chapter 4 "
        "(without continuity correction)"
    ),
    calculate=calculate,
    work_out=work_out,
    command="--rate 10% --effect 10% --units-per-day 1500",
    either=(("rate_percent",), ("mean", "std_dev")),
)
