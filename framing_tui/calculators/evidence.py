"""How many cases without a serious failure show that failures are rare enough."""

from __future__ import annotations

from math import log, log1p

from framing_tui.calculators.calculator import Calculator, Input, asked
from framing_tui.calculators.result import (
    Refused,
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
    time_of,
    up_to_hundred,
    zero_or_more,
)
from framing_tui.model.archetype import Archetype
from framing_tui.model.audit import Roi
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Percent
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.stack import Stack
from framing_tui.model.values import Range
from framing_tui.model.volumes import volume

CHANCE_OF_ERROR = 0.05


class Evidence(NamedTuple):
    """Cases in a row without a failure that show the rate at 95 %, and the time they take.

    `exposure_days` is the time at that stage of the rollout; `days` counts from today, days to
    build included. Each is None until its inputs are known.
    """

    failure_rate_percent: Range
    trials: Range
    decisions_per_day: Range | None = None
    stage_percent: Range | None = None
    build_days: Range | None = None
    exposure_days: Range | None = None

    @property
    def days(self) -> Range | None:
        """From today until the rate is shown."""
        if self.exposure_days is None or self.build_days is None:
            return None
        return self.build_days.plus(self.exposure_days)

    @property
    def worked(self) -> Worked:
        """The figure in words."""
        rate, trials = self.failure_rate_percent, self.trials
        result = f"{shown(trials)} cases without one failure show a rate below {rate} %"
        working = f"ln 0.05 / ln(1 − {given(rate)} %) = {found(trials)}"
        cases, stage, took = self.decisions_per_day, self.stage_percent, self.exposure_days
        if cases is not None and stage is not None and took is not None:
            result += f"; {time_of(took)} at {stage} % of cases"
            working += f"; / ({volume(cases, to='..')} · {given(stage)} %) = {found(took)} days"
        if self.days is not None and self.build_days is not None:
            result += f", {counted(self.days, 'day')} from today"
            working += f"; after {given(self.build_days)} days to build: {found(self.days)}"
        return Worked(
            result,
            working,
            ("cases are independent", "every serious failure is noticed", "95 % confidence"),
            {
                "trials": plain(self.trials),
                "exposure_days": plain(self.exposure_days),
                "days": plain(self.days),
            },
        )


def calculate(
    *,
    failure_rate_percent: Range,
    decisions_per_day: Range | None = None,
    stage_percent: Range | None = None,
    build_days: Range | None = None,
) -> Evidence:
    """Return the trials, and the time at a stage of the rollout where that is known.

    Raises Refused for a rate of 0, which no number of trials can show, and for one of 100 %.
    """
    real(failure_rate_percent, "the tolerated failure rate")
    if failure_rate_percent.low <= 0 or failure_rate_percent.high >= 100:
        raise Refused(
            "the tolerated failure rate must be between 0 and 100 %: a rate of 0 cannot be shown "
            f"by any number of cases, got {failure_rate_percent} %"
        )
    trials = corners(
        lambda rate: rounded_up(log(CHANCE_OF_ERROR) / log1p(-rate)),
        per_cent_of(failure_rate_percent),
    )
    if build_days is not None:
        zero_or_more(build_days, "the days to build")
    exposure = None
    if decisions_per_day is not None and stage_percent is not None:
        above_zero(decisions_per_day, "the number of cases a day")
        up_to_hundred(stage_percent, "the share of cases at the stage")
        exposure = corners(
            lambda n, cases, share: n / (cases * share),
            trials,
            decisions_per_day,
            per_cent_of(stage_percent),
        )
    return Evidence(
        failure_rate_percent, trials, decisions_per_day, stage_percent, build_days, exposure
    )


@once
def work_out(framing: Framing) -> Evidence | None:
    """Return the figures of a framing, None until the rate is there; raises Refused."""
    rate = framing.archetype.failure_rate_percent
    if rate is None:
        return None
    return calculate(
        failure_rate_percent=rate,
        decisions_per_day=framing.stack.decisions_per_day,
        stage_percent=_largest_below_all(framing.validation.stages),
        build_days=framing.roi.build_days,
    )


# The figures of a framing, None where inputs are open or refused.
of = quiet(work_out)


def _largest_below_all(stages: tuple[Range, ...] | None) -> Range | None:
    """Return the largest stage that still leaves cases without the model."""
    below = [stage for stage in stages or () if stage.low > 0 and stage.high < 100]
    return max(below, key=lambda stage: stage.high) if below else None


CALCULATOR = Calculator(
    name="evidence",
    title="Evidence that failures are rare",
    about="how many cases without a failure show that failures are rare enough",
    formula=(
        "cases = ln 0.05 / ln(1 − rate), at 95 % confidence; days = cases / (cases a day · largest "
        "stage below 100 %), after the days to build"
    ),
    inputs=(
        asked("failure_rate_percent", Archetype.failure_rate_percent),
        asked("decisions_per_day", Stack.decisions_per_day, needed=False),
        Input(
            "stage_percent",
            Percent(),
            "Share of cases at the stage; in a framing, the largest stage below 100 %",
            needed=False,
        ),
        asked("build_days", Roi.build_days, needed=False),
    ),
    source="exact binomial bound with no failure; Hanley & Lippman-Hand, JAMA 1983 (rule of three)",
    calculate=calculate,
    work_out=work_out,
    command="--failure-rate 0.01%",
)
