"""Whether people can clear what is flagged for them."""

from __future__ import annotations

from framing_tui.calculators.calculator import Calculator, asked, from_framing
from framing_tui.calculators.result import (
    Refused,
    Worked,
    above_zero,
    corners,
    found,
    given,
    per_cent_of,
    plain,
    quiet,
    shown,
    up_to_hundred,
)
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.stack import Stack
from framing_tui.model.values import Range
from framing_tui.model.volumes import volume

A_WEEK = Range.of(7)


class Queue(NamedTuple):
    """What comes in a day against what can be cleared, both per average calendar day.

    `cleared_per_working_day` is what was given, `days_per_week` how many such days a week has, None
    while nobody has said: seven then. `utilisation_percent` is demand over capacity, over 100 where
    the queue only grows. `largest_flag_percent` is the share of cases that just fits.
    """

    decisions_per_day: Range
    flag_percent: Range
    cleared_per_working_day: Range
    days_per_week: Range | None
    capacity_per_day: Range
    demand_per_day: Range
    utilisation_percent: Range
    largest_flag_percent: Range

    @property
    def worked(self) -> Worked:
        """The figure in words."""
        load = shown(self.utilisation_percent)
        return Worked(
            f"{load} % of what can be cleared; at most {shown(self.largest_flag_percent)} % fits",
            f"{volume(self.decisions_per_day, to='..')} · {given(self.flag_percent)} % = "
            f"{found(self.demand_per_day)} a day against {self._capacity()}",
            (
                "demand and capacity are both per average calendar day",
                *self._every_day(),
                "what is not cleared waits: nothing is dropped",
            ),
            {
                "demand_per_day": plain(self.demand_per_day),
                "capacity_per_day": plain(self.capacity_per_day),
                "utilisation_percent": plain(self.utilisation_percent),
                "largest_flag_percent": plain(self.largest_flag_percent),
            },
        )

    def _capacity(self) -> str:
        capacity = f"{found(self.capacity_per_day)} a day"
        if self.days_per_week is None or self.days_per_week == A_WEEK:
            return f"{capacity}, seven days a week"
        cleared, days = given(self.cleared_per_working_day), given(self.days_per_week)
        return f"{cleared} a working day · {days} / 7 = {capacity}"

    def _every_day(self) -> tuple[str, ...]:
        if self.days_per_week is not None:
            return ()
        return ("people work seven days a week; where it is five, the load is 7/5 of this",)


def calculate(
    *,
    decisions_per_day: Range,
    flag_percent: Range,
    capacity_per_day: Range,
    days_per_week: Range | None = None,
) -> Queue:
    """Return the load of the queue, from what is cleared on a working day.

    Raises Refused for no cases, no capacity, a share of 0, and a week of no or of over seven days.
    """
    above_zero(decisions_per_day, "the number of cases a day")
    up_to_hundred(flag_percent, "the share of cases sent to people")
    above_zero(capacity_per_day, "what people can clear a day")
    days = days_per_week or A_WEEK
    above_zero(days, "the number of working days a week")
    if days.high > A_WEEK.high:
        raise Refused(f"a week has seven days, got {days}")
    share = per_cent_of(flag_percent)
    return Queue(
        decisions_per_day,
        flag_percent,
        capacity_per_day,
        days_per_week,
        corners(_per_calendar_day, capacity_per_day, days),
        corners(lambda cases, flagged: cases * flagged, decisions_per_day, share),
        corners(
            lambda cases, flagged, capacity, a_week: (
                100 * cases * flagged / _per_calendar_day(capacity, a_week)
            ),
            decisions_per_day,
            share,
            capacity_per_day,
            days,
        ),
        corners(
            lambda capacity, a_week, cases: min(
                100.0, 100 * _per_calendar_day(capacity, a_week) / cases
            ),
            capacity_per_day,
            days,
            decisions_per_day,
        ),
    )


def _per_calendar_day(capacity: float, days_per_week: float) -> float:
    # A week of seven days leaves the capacity to the digit what it is.
    return capacity if days_per_week == A_WEEK.low else capacity * days_per_week / A_WEEK.low


INPUTS = (
    asked("decisions_per_day", Stack.decisions_per_day),
    asked("flag_percent", Stack.flag_percent),
    asked("capacity_per_day", Stack.queue_capacity_per_day),
    asked("days_per_week", Stack.queue_days_per_week, needed=False),
)
# The figures of a framing, None until its inputs are there; `of` is None where refused, too.
work_out = from_framing(calculate, INPUTS)
of = quiet(work_out)


CALCULATOR = Calculator(
    name="queue",
    title="Load of the review queue",
    about="whether people can clear what is flagged for them",
    formula=(
        "capacity a day = what is cleared on a working day · working days a week / 7; load = cases "
        "a day · share flagged / capacity a day, both per average calendar day; the largest share "
        "that fits = capacity / cases"
    ),
    inputs=INPUTS,
    source="queueing theory: above a utilisation of 100 % a queue grows without end",
    calculate=calculate,
    work_out=work_out,
    command="--decisions-per-day 20k --flag 3% --capacity-per-day 450",
)
