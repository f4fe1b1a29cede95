"""How long until there are enough positive examples to learn from."""

from __future__ import annotations

from framing_tui.calculators.calculator import Calculator, asked, from_framing
from framing_tui.calculators.result import (
    Worked,
    above_zero,
    corners,
    counted,
    found,
    given,
    per_cent_of,
    plain,
    quiet,
    shown,
    up_to_hundred,
    zero_or_more,
)
from framing_tui.model.labels import Labels
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.stack import Stack
from framing_tui.model.values import Range
from framing_tui.model.volumes import volume

NONE_YET = AT_ONCE = Range.of(0)


class LabelSupply(NamedTuple):
    """Positives that come in a day, and the days from today until there are enough (0: there are).

    `missing` is what is needed beyond those at hand, 0 or more. `delay_days` is None where nobody
    has said: it counts as 0 then, and can only make it later.
    """

    decisions_per_day: Range
    labelled_percent: Range
    positives_percent: Range
    delay_days: Range | None
    missing: Range
    positives_per_day: Range
    days: Range

    @property
    def worked(self) -> Worked:
        """The figure in words."""
        daily = shown(self.positives_per_day)
        enough = self.missing.high == 0
        waits = f"{counted(self.days, 'day')} until there are enough"
        rate = (
            f"{volume(self.decisions_per_day, to='..')} · {given(self.labelled_percent)} % · "
            f"{given(self.positives_percent)} % = {found(self.positives_per_day)} positives a day"
        )
        working = (
            f"{found(self.missing)} missing / {found(self.positives_per_day)} a day + "
            f"{given(self.delay_days or AT_ONCE)} days of delay"
        )
        return Worked(
            "enough positives at hand" if enough else f"{daily} positives a day; {waits}",
            f"{rate}; none missing" if enough else f"{rate}; {working}",
            self._assumptions(),
            {"positives_per_day": plain(self.positives_per_day), "days": plain(self.days)},
        )

    def _assumptions(self) -> tuple[str, ...]:
        steady = "cases keep coming at today's rate, with today's share of positives"
        if self.delay_days is not None or self.missing.high == 0:
            return (steady,)
        return steady, "the label delay is open, and counts as 0"


def calculate(
    *,
    decisions_per_day: Range,
    labelled_percent: Range,
    positives_percent: Range,
    positives_needed: Range,
    positives_now: Range = NONE_YET,
    delay_days: Range | None = None,
) -> LabelSupply:
    """Return how many positives come in a day, and when there are enough.

    Raises Refused for no cases, for shares of 0, and for anything negative.
    """
    above_zero(decisions_per_day, "the number of cases a day")
    up_to_hundred(labelled_percent, "the share of cases that get a label")
    up_to_hundred(positives_percent, "the share of positives")
    zero_or_more(positives_needed, "the number of positives needed")
    zero_or_more(positives_now, "the number of positives at hand")
    if delay_days is not None:
        zero_or_more(delay_days, "the delay of a label")
    daily = corners(
        lambda cases, labelled, positive: cases * labelled * positive,
        decisions_per_day,
        per_cent_of(labelled_percent),
        per_cent_of(positives_percent),
    )
    missing = corners(lambda needed, now: max(0.0, needed - now), positives_needed, positives_now)
    days = corners(
        lambda lacking, a_day, delay: lacking / a_day + delay if lacking > 0 else 0.0,
        missing,
        daily,
        delay_days or AT_ONCE,
    )
    return LabelSupply(
        decisions_per_day,
        labelled_percent,
        positives_percent,
        delay_days,
        missing,
        daily,
        days,
    )


INPUTS = (
    asked("decisions_per_day", Stack.decisions_per_day),
    asked("labelled_percent", Labels.labelled_percent),
    asked(
        "positives_percent",
        Labels.positives_percent,
        help="Share of labelled cases that are positive",
    ),
    asked("positives_needed", Labels.positives_needed),
    asked("positives_now", Labels.positives_now, default="0", needed=True),
    asked("delay_days", Labels.delay_days, default="0"),
)
# The figures of a framing, None until its inputs are there; `of` is None where refused, too.
work_out = from_framing(calculate, INPUTS)
of = quiet(work_out)


CALCULATOR = Calculator(
    name="labels",
    title="Time to enough labels",
    about="how long until there are enough positive examples",
    formula=(
        "positives a day = cases a day · share labelled · share positive; days = (needed − at "
        "hand) / positives a day + label delay; 0 where enough are at hand"
    ),
    inputs=INPUTS,
    source="arithmetic: what is missing over what comes in, plus the delay of the last one",
    calculate=calculate,
    work_out=work_out,
    command="--decisions-per-day 10k --labelled 50% --positives 1% --positives-needed 5000"
    " --delay 30",
)
