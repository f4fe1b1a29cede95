"""Whether the model wears out faster than it can be renewed."""

from __future__ import annotations

from framing_tui.calculators.calculator import Calculator, asked, from_framing
from framing_tui.calculators.result import (
    Worked,
    above_zero,
    counted,
    given,
    plain,
    quiet,
    said,
    zero_or_more,
)
from framing_tui.model.audit import Shift
from framing_tui.model.labels import Labels
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.values import Holds, Range


class Staleness(NamedTuple):
    """How old the newest label is just before the model is renewed, and if that is too old."""

    half_life_days: Range
    delay_days: Range
    retrain_days: Range
    age_days: Range
    is_stale: Holds

    @property
    def worked(self) -> Worked:
        """The figure in words."""
        verdict = {
            Holds.ALWAYS: "stale",
            Holds.SOMETIMES: "stale at the pessimistic end",
            Holds.NEVER: "fresh enough",
        }[self.is_stale]
        age, half_life = counted(self.age_days, "day"), counted(self.half_life_days, "day")
        return Worked(
            f"{verdict}: up to {age} old, against a half-life of {half_life}",
            f"label delay {given(self.delay_days)} + {given(self.retrain_days)} days between two "
            f"trainings = {age}, against {half_life}",
            ("each training uses every label that is there on that day",),
            {
                "age_days": plain(self.age_days),
                "half_life_days": plain(self.half_life_days),
                "is_stale": said(self.is_stale),
            },
        )


def calculate(*, half_life_days: Range, delay_days: Range, retrain_days: Range) -> Staleness:
    """Return the age of the newest label; raises Refused for a half-life of 0, or anything
    negative."""
    above_zero(half_life_days, "the half-life")
    zero_or_more(delay_days, "the delay of a label")
    zero_or_more(retrain_days, "the days between two trainings")
    age = delay_days.plus(retrain_days)
    return Staleness(half_life_days, delay_days, retrain_days, age, half_life_days.under(age))


INPUTS = (
    asked("half_life_days", Shift.half_life_days),
    asked("delay_days", Labels.delay_days),
    asked("retrain_days", Shift.retrain_days),
)
# The figures of a framing, None until its inputs are there; `of` is None where refused, too.
work_out = from_framing(calculate, INPUTS)
of = quiet(work_out)


CALCULATOR = Calculator(
    name="staleness",
    title="Age of what was learned",
    about="whether the model wears out faster than it can be renewed",
    formula="stale where half-life < label delay + days between two trainings",
    inputs=INPUTS,
    source="arithmetic: just before it is renewed, the newest label is one delay and one cycle old",
    calculate=calculate,
    work_out=work_out,
    command="--half-life 60 --delay 90 --retrain 30",
)
