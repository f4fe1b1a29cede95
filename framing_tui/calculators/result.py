"""What every calculator answers with, and how a figure is worked out over ranges.

Why at corners: at a kickoff most inputs are guesses with two ends. Each formula here rises or
falls steadily in each of its inputs, so the smallest and the largest result lie at ends of the
inputs, and nothing has to be sampled.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from itertools import product
from typing import Protocol, TypeVar, cast

from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.values import Holds, Range, figure, in_days

Value = float | int | str | None | list["Value"] | dict[str, "Value"]
R = TypeVar("R")

# Beyond this a figure is a slip of the keyboard; answers are held to the same bound.
LARGEST = 1e15
_WORDS = {Holds.ALWAYS: "yes", Holds.SOMETIMES: "sometimes", Holds.NEVER: "no"}


class Refused(ValueError):
    """Inputs that no figure can be worked out from; the message says which and why, in a line."""


class Worked(NamedTuple):
    """What was worked out, in the words in which every door shows it.

    `values` are for machines: a range is `[low, high]`, a name that ends in `_p` is a probability
    (0 to 1), one that ends in `_percent` a percentage (0 to 100, over that where it is a load).
    """

    result: str
    working: str
    assumptions: tuple[str, ...]
    values: Mapping[str, Value]


class Figure(NamedTuple):
    """What was worked out, under the name of its calculator and with its source."""

    name: str
    title: str
    result: str
    working: str
    assumptions: tuple[str, ...]
    source: str
    values: Mapping[str, Value]


class Refusal(NamedTuple):
    """Why a calculator has its inputs and yet no figure."""

    name: str
    title: str
    message: str


class Result(Protocol):
    """What a calculator's function returns: typed fields of its own, and all of it in words."""

    @property
    def worked(self) -> Worked: ...


def once(work_out: Callable[[Framing], R | None]) -> Callable[[Framing], R | None]:
    """Return a calculator's function that does the sum once for each framing, refusals too."""

    @functools.wraps(work_out)
    def remembering(framing: Framing) -> R | None:
        known = framing.worked_out
        if work_out not in known:
            try:
                known[work_out] = work_out(framing)
            except Refused as refused:
                known[work_out] = refused
        result = known[work_out]
        if isinstance(result, Refused):
            raise result.with_traceback(None)
        return cast("R | None", result)

    return remembering


def quiet(work_out: Callable[[Framing], R | None]) -> Callable[[Framing], R | None]:
    """Return a calculator's function that gives None where inputs are refused.

    Why: a rule has nothing to say about a figure that cannot be worked out; the message of the
    refusal stands beside the questions instead.
    """

    def of(framing: Framing) -> R | None:
        try:
            return work_out(framing)
        except Refused:
            return None

    return of


def corners(formula: Callable[..., float], *inputs: Range) -> Range:
    """Return the smallest and the largest result over all ends of the inputs.

    Right for a formula that is monotone in each input alone. Raises Refused where a result is no
    finite number of a sane size.
    """
    ends = [(r.low,) if r.low == r.high else (r.low, r.high) for r in inputs]
    found = [_finite(formula, point) for point in product(*ends)]
    return Range(min(found), max(found))


def rounded_up(number: float) -> float:
    """Return the next whole number; a rest that only floating point has left is no rest."""
    return float(math.ceil(round(number, 9)))


def shown(value: Range, digits: int = 3, *, to: str = " to ") -> str:
    """Return a worked-out number with the digits that guesses deserve: 133, 2.25, 0.615."""
    low, high = _rounded(value.low, digits), _rounded(value.high, digits)
    return low if low == high else f"{low}{to}{high}"


def given(value: Range) -> str:
    """Return an input as one term of a working: 5, or 5..8 where “5 to 8” would read as two."""
    return figure(value.low) if value.is_point else f"{figure(value.low)}..{figure(value.high)}"


def found(value: Range) -> str:
    """Return a worked-out number as one term of a working."""
    return shown(value, to="..")


def counted(value: Range, unit: str) -> str:
    """Return a number with its unit in the right form: 1 day, 3 to 4 weeks."""
    words = shown(value)
    return f"{words} {unit}" if words == "1" else f"{words} {unit}s"


def time_of(days: Range) -> str:
    """Return a worked-out number of days with its unit; in hours or less where it is under a day.

    Why: 0.004 days reads as none, and six minutes do not.
    """
    if not 0 < days.high < 1:
        return counted(days, "day")
    return in_days(Range(*(float(f"{end:.3g}") for end in (days.low, days.high))))


def per_cent_of(value: Range) -> Range:
    """Return a percentage as a share, 0 to 1."""
    return Range(value.low / 100, value.high / 100)


def as_percent(value: Range) -> Range:
    """Return a share as a percentage: 7 for 0.07, not the 7.000000000000001 of floating point."""
    return Range(float(f"{value.low * 100:.12g}"), float(f"{value.high * 100:.12g}"))


def plain(value: Range | None) -> Value:
    """Return a number for machines: one number, or `[low, high]`; an infinite end is None.

    Rounded to ten digits: the last ones differ between machines, and the output must not.
    """
    if value is None:
        return None
    ends = [_plain_end(value.low), _plain_end(value.high)]
    return ends[0] if value.is_point else list(ends)


def said(holds: Holds) -> str:
    """Return a comparison for machines: yes, no, or sometimes."""
    return _WORDS[holds]


def above_zero(value: Range, what: str) -> None:
    """Refuse a number that is 0 or less at either end."""
    real(value, what)
    if value.low <= 0:
        raise Refused(f"{what} must be above 0, got {value}")


def zero_or_more(value: Range, what: str) -> None:
    """Refuse a number that is negative at either end."""
    real(value, what)
    if value.low < 0:
        raise Refused(f"{what} must be 0 or more, got {value}")


def up_to_hundred(value: Range, what: str) -> None:
    """Refuse a percentage of 0 or less, or over 100, at either end."""
    real(value, what)
    if value.low <= 0 or value.high > 100:
        raise Refused(f"{what} must be above 0 %, and 100 % at most, got {value} %")


def real(value: Range, what: str) -> None:
    """Refuse a number that is none, or one beyond any that an answer may be."""
    # Written so that a comparison with “not a number”, which is always false, refuses too.
    if not (value.low >= -LARGEST and value.high <= LARGEST):
        raise Refused(f"{what} must be a number that can be meant")


def _finite(formula: Callable[..., float], point: tuple[float, ...]) -> float:
    try:
        result = formula(*point)
    except (ArithmeticError, ValueError):
        result = math.inf
    if -LARGEST <= result <= LARGEST:
        return result
    raise Refused("the result is too large to mean anything: check the units of the inputs")


def _rounded(number: float, digits: int) -> str:
    if not math.isfinite(number):
        return "∞" if number > 0 else "−∞"
    size = abs(number)
    return figure(float(round(number)) if size >= 10**digits else float(f"{number:.{digits}g}"))


def _plain_end(number: float) -> int | float | None:
    if not math.isfinite(number):
        return None
    short = float(f"{number:.10g}")
    return int(short) if short.is_integer() else short
