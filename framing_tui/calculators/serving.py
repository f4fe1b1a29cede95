"""How many requests are under way at once, and how near the peak comes to what can be served."""

from __future__ import annotations

from framing_tui.calculators.calculator import Calculator, asked, from_framing
from framing_tui.calculators.result import (
    Value,
    Worked,
    above_zero,
    corners,
    found,
    given,
    plain,
    quiet,
    shown,
)
from framing_tui.model.audit import Serving as ServingTable
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.values import Range


class ServingLoad(NamedTuple):
    """Requests in flight at the peak, at most; and the peak as a share of what is sustained.

    `peak_share_percent` is None until the capacity is known, over 100 where the peak exceeds it.
    """

    peak_qps: Range
    p99_ms: Range
    capacity_qps: Range | None
    in_flight: Range
    peak_share_percent: Range | None

    @property
    def worked(self) -> Worked:
        """The figure in words."""
        in_flight = shown(self.in_flight)
        result = f"at most {in_flight} requests under way at the peak"
        working = (
            f"{given(self.peak_qps)} a second · {given(self.p99_ms)} ms = {found(self.in_flight)}"
        )
        values: dict[str, Value] = {"in_flight": plain(self.in_flight)}
        if self.peak_share_percent is not None and self.capacity_qps is not None:
            share = shown(self.peak_share_percent)
            result += f"; the peak is {share} % of what can be served"
            working += (
                f"; {given(self.peak_qps)} / {given(self.capacity_qps)} a second = "
                f"{found(self.peak_share_percent)} %"
            )
        values["peak_share_percent"] = plain(self.peak_share_percent)
        return Worked(
            result,
            working,
            ("the slowest 1 in 100 stands for the mean time, so this is an upper bound",),
            values,
        )


def calculate(*, peak_qps: Range, p99_ms: Range, capacity_qps: Range | None = None) -> ServingLoad:
    """Return the requests in flight; raises Refused for a rate, a time or a capacity of 0."""
    above_zero(peak_qps, "the requests a second at the peak")
    above_zero(p99_ms, "the time of the slowest 1 in 100")
    share = None
    if capacity_qps is not None:
        above_zero(capacity_qps, "the requests a second that can be served")
        share = corners(lambda peak, most: 100 * peak / most, peak_qps, capacity_qps)
    in_flight = corners(lambda rate, ms: rate * ms / 1000, peak_qps, p99_ms)
    return ServingLoad(peak_qps, p99_ms, capacity_qps, in_flight, share)


INPUTS = (
    asked("peak_qps", ServingTable.peak_qps),
    asked("p99_ms", ServingTable.p99_expected_ms),
    asked("capacity_qps", ServingTable.capacity_qps, needed=False),
)
# The figures of a framing, None until its inputs are there; `of` is None where refused, too.
work_out = from_framing(calculate, INPUTS)
of = quiet(work_out)


CALCULATOR = Calculator(
    name="serving",
    title="Requests under way",
    about="how many requests are under way at once, and whether the peak can be served",
    formula="in flight, at most = requests a second · p99; peak share = peak / capacity",
    inputs=INPUTS,
    source="Little, A Proof for the Queuing Formula L = λW, Operations Research 1961",
    calculate=calculate,
    work_out=work_out,
    command="--peak-qps 400 --p99-ms 50",
)
