"""Whether people can clear what is flagged for them."""

from __future__ import annotations

from typing import NamedTuple

from framing_tui.calculators.calculator import Calculator, asked
from framing_tui.calculators.result import (
    Worked,
    above_zero,
    corners,
    found,
    given,
    once,
    per_cent_of,
    plain,
    quiet,
    shown,
    up_to_hundred,
)
from framing_tui.model.framing import Framing
from framing_tui.model.stack import Stack
from framing_tui.model.values import Range
from framing_tui.model.volumes import volume

FIVE_OF_SEVEN = 5 / 7


class Queue(NamedTuple):
    """What comes in a day against what can be cleared, both per average calendar day.

    `utilisation_percent` is demand over capacity, over 100 where the queue only grows.
    `five_day_percent` is the same where people work five days of seven. `largest_flag_percent` is
    the share of cases that just fits.
    """

    decisions_per_day: Range
    flag_percent: Range
    capacity_per_day: Range
    demand_per_day: Range
    utilisation_percent: Range
    five_day_percent: Range
    largest_flag_percent: Range

    @property
    def capacity_on_five_days(self) -> Range:
        """What is cleared per calendar day where people work five days of seven."""
        capacity = self.capacity_per_day
        return Range(capacity.low * FIVE_OF_SEVEN, capacity.high * FIVE_OF_SEVEN)

    @property
    def worked(self) -> Worked:
        """The figure in words."""
        load = shown(self.utilisation_percent)
        capacity, five_days = self.capacity_per_day, self.capacity_on_five_days
        return Worked(
            f"{load} % of what can be cleared; at most {shown(self.largest_flag_percent)} % fits",
            f"{volume(self.decisions_per_day, to='..')} · {given(self.flag_percent)} % = "
            f"{found(self.demand_per_day)} a day against {found(capacity)} a day, seven days a "
            f"week (where people work five: {found(five_days)} a day, "
            f"{found(self.five_day_percent)} %)",
            (
                "demand and capacity are both per average calendar day; where people work five "
                "days of seven, capacity is 5/7 of what they clear on a working day",
                "what is not cleared waits: nothing is dropped",
            ),
            {
                "demand_per_day": plain(self.demand_per_day),
                "utilisation_percent": plain(self.utilisation_percent),
                "five_day_percent": plain(self.five_day_percent),
                "largest_flag_percent": plain(self.largest_flag_percent),
            },
        )


def calculate(*, decisions_per_day: Range, flag_percent: Range, capacity_per_day: Range) -> Queue:
    """Return the load of the queue; raises Refused for no cases, no capacity, and a share of 0."""
    above_zero(decisions_per_day, "the number of cases a day")
    up_to_hundred(flag_percent, "the share of cases sent to people")
    above_zero(capacity_per_day, "what people can clear a day")
    share = per_cent_of(flag_percent)
    load = corners(
        lambda cases, flagged, capacity: 100 * cases * flagged / capacity,
        decisions_per_day,
        share,
        capacity_per_day,
    )
    return Queue(
        decisions_per_day,
        flag_percent,
        capacity_per_day,
        corners(lambda cases, flagged: cases * flagged, decisions_per_day, share),
        load,
        Range(load.low / FIVE_OF_SEVEN, load.high / FIVE_OF_SEVEN),
        corners(
            lambda capacity, cases: min(100.0, 100 * capacity / cases),
            capacity_per_day,
            decisions_per_day,
        ),
    )


@once
def work_out(framing: Framing) -> Queue | None:
    """Return the figures of a framing, None until its inputs are there; raises Refused."""
    stack = framing.stack
    decisions, flagged = stack.decisions_per_day, stack.flag_percent
    capacity = stack.queue_capacity_per_day
    if decisions is None or flagged is None or capacity is None:
        return None
    return calculate(decisions_per_day=decisions, flag_percent=flagged, capacity_per_day=capacity)


# The figures of a framing, None where inputs are open or refused.
of = quiet(work_out)


CALCULATOR = Calculator(
    name="queue",
    title="Load of the review queue",
    about="whether people can clear what is flagged for them",
    formula=(
        "load = cases a day · share flagged / capacity a day, both per average calendar day; the "
        "largest share that fits = capacity / cases"
    ),
    inputs=(
        asked("decisions_per_day", Stack.decisions_per_day),
        asked("flag_percent", Stack.flag_percent),
        asked("capacity_per_day", Stack.queue_capacity_per_day),
    ),
    source="queueing theory: above a utilisation of 100 % a queue grows without end",
    calculate=calculate,
    work_out=work_out,
    example=(
        ("decisions_per_day", "20k"),
        ("flag_percent", "3%"),
        ("capacity_per_day", "450"),
    ),
)
