"""Answers that are counted: numbers and ranges of them, shares, durations and dates."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from framing_tui.model.kinds.base import Kind, WrongValue, as_typed, says_none
from framing_tui.model.values import Range, exactly, in_days
from framing_tui.model.volumes import counted, volume

MAX_NUMBER = 1e15


class Number(Kind[Range]):
    """A number, or a range where nobody knows it exactly, in the unit of its key."""

    minimum: float | None
    maximum: float | None
    per_day: bool
    whole: bool

    name = "number"
    is_figure = True

    def __init__(
        self,
        unit: str = "",
        minimum: float | None = 0.0,
        maximum: float | None = None,
        per_day: bool = False,
        whole: bool = False,
        **settings: object,
    ) -> None:
        super().__init__(
            unit=unit, minimum=minimum, maximum=maximum, per_day=per_day, whole=whole, **settings
        )

    @property
    def expects(self) -> str:
        bounds = ""
        if self.minimum is not None and self.maximum is not None:
            bounds = f" from {self.minimum:g} to {self.maximum:g}"
        elif self.minimum is not None:
            bounds = f" of {self.minimum:g} or more"
        return f"a {'whole ' if self.whole else ''}number{bounds}, or a range like [80, 140]"

    @property
    def takes(self) -> str:
        per = "; 20k/week is turned into a day" if self.per_day else ""
        return f"a number: 12, 1.2k, or 20..40 where nobody knows exactly{per}"

    @property
    def schema(self) -> dict[str, Any]:
        low = -MAX_NUMBER if self.minimum is None else self.minimum
        high = MAX_NUMBER if self.maximum is None else self.maximum
        one = {
            "type": "integer" if self.whole else "number",
            "minimum": _plain_number(float(low)),
            "maximum": _plain_number(float(high)),
        }
        both = {"type": "array", "items": one, "minItems": 2, "maxItems": 2}
        return {"anyOf": [one, both]}

    def read(self, raw: object) -> Range:
        ends = raw if isinstance(raw, list) else [raw]
        if len(ends) not in (1, 2) or (isinstance(raw, list) and len(ends) != 2):
            raise WrongValue(raw, self.expects)
        return self._checked(raw, [self._plain(raw, end) for end in ends])

    def write(self, value: Range) -> object:
        low, high = _plain_number(value.low), _plain_number(value.high)
        return low if value.is_point else [low, high]

    def parse(self, typed: str, today: date | None = None) -> Range:
        # The unit stands beside the field, so people type it; “120 ms” is 120 there.
        from framing_tui.model import entry

        reader = entry.per_day if self.per_day else partial(entry.number, unit=self.unit)
        return self._typed(typed, reader)

    def show(self, value: Range) -> str:
        return volume(value) if self.per_day else self.show_as_held(value)

    def edit(self, value: Range) -> str:
        if not self.per_day:
            return self.edit_as_held(value)
        count, period = counted(value)
        typed = self.edit_as_held(count)
        return typed if period == "day" else f"{typed} a {period}"

    def show_as_held(self, value: Range) -> str:
        return f"{_shown_range(value)} {self.unit}".strip()

    def edit_as_held(self, value: Range) -> str:
        return _typed_range(value, grouped=True)

    def both(self, one: Range, other: Range) -> Range:
        return Range(min(one.low, other.low), max(one.high, other.high))

    def _typed(self, typed: str, reader: Callable[[str], Range]) -> Range:
        """Return what a reader of typed text finds, where it fits this question."""
        value = as_typed(typed, reader)
        return self._checked(typed, [value.low, value.high])

    def _plain(self, raw: object, end: object) -> float:
        if isinstance(end, bool) or not isinstance(end, (int, float)):
            nearest, hint = self._nearest(raw)
            raise WrongValue(raw, self.expects, nearest, hint)
        if isinstance(end, int) and abs(end) > MAX_NUMBER:
            raise WrongValue(raw, self.expects)
        return float(end)

    def _nearest(self, raw: object) -> tuple[str | None, str]:
        """Return what a text in the file would be if it had been typed, or why it is nothing."""
        ends = raw if isinstance(raw, list) else [raw]
        if any(isinstance(end, bool) or not isinstance(end, (str, int, float)) for end in ends):
            return None, ""
        try:
            read = [self.parse(str(end)) for end in ends]
        except WrongValue as error:
            return None, error.hint
        if len(ends) > 1 and not all(end.is_point for end in read):
            return None, ""
        return str(self.write(Range.of(read[0].low, read[-1].high))), ""

    def _checked(self, raw: object, ends: list[float]) -> Range:
        for end in ends:
            if math.isnan(end) or abs(end) > MAX_NUMBER:
                hint = "" if math.isnan(end) else "that number is too large"
                raise WrongValue(raw, self.expects, hint=hint)
            too_low = self.minimum is not None and end < self.minimum
            too_high = self.maximum is not None and end > self.maximum
            if too_low or too_high or (self.whole and not end.is_integer()):
                # Of a range, the end that does not fit: “a list” would say nothing.
                raise WrongValue(end if len(ends) > 1 else raw, self.expects)
        return Range.of(*ends)


class Percent(Number):
    """A percentage, 0 to 100."""

    name = "percent"
    takes = "a percentage: 3, 0.5 %, or 2..4 where nobody knows exactly"

    def __init__(
        self, unit: str = "%", minimum: float | None = 0.0, maximum: float | None = 100.0
    ) -> None:
        super().__init__(unit, minimum, maximum)

    def parse(self, typed: str, today: date | None = None) -> Range:
        from framing_tui.model import entry

        return self._typed(typed, entry.percent)


class Days(Number):
    """A duration in days; fractions are allowed."""

    name = "days"
    takes = "a duration: 90, 26 weeks, 6 months, or 3..6 months where nobody knows exactly"

    def __init__(
        self, unit: str = "days", minimum: float | None = 0.0, maximum: float | None = None
    ) -> None:
        super().__init__(unit, minimum, maximum)

    def parse(self, typed: str, today: date | None = None) -> Range:
        from framing_tui.model import entry

        return self._typed(typed, partial(entry.days, today=today))

    def show_as_held(self, value: Range) -> str:
        from framing_tui.model import entry

        # In hours or minutes where those are the same answer, and else with all its digits.
        words = in_days(value)
        return words if entry.days(words) == value else f"{_shown_range(value)} days"


class Numbers(Kind[tuple[Range, ...]]):
    """A list of numbers, in order; `each_in` is the unit that is shown behind each of them."""

    each_in: str
    minimum: float
    maximum: float | None

    name = "numbers"
    is_figure = True
    expects = "a list of numbers, like [1, 10, 50, 100]"
    takes_in_line = "numbers with commas between"

    def __init__(
        self, each_in: str = "", minimum: float = 0.0, maximum: float | None = None
    ) -> None:
        super().__init__(each_in=each_in, minimum=minimum, maximum=maximum)

    @property
    def _one(self) -> Number:
        return Number(minimum=self.minimum, maximum=self.maximum)

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self._one.schema}

    def read(self, raw: object) -> tuple[Range, ...]:
        if not isinstance(raw, list):
            raise WrongValue(raw, self.expects, *self._nearest(raw))
        try:
            return tuple(self._one.read(item) for item in raw)
        except WrongValue as error:
            raise WrongValue(raw, self.expects) from error

    def write(self, value: tuple[Range, ...]) -> object:
        return [self._one.write(item) for item in value]

    def parse(self, typed: str, today: date | None = None) -> tuple[Range, ...]:
        if not typed.strip() or says_none(typed):
            return ()
        from framing_tui.model import entry

        expected = "numbers with commas between, like 1, 10, 50, 100"
        try:
            found = as_typed(typed, entry.numbers)
            return tuple(self._one._checked(typed, [item.low, item.high]) for item in found)
        except WrongValue as error:
            # What one item should be, the list says for all of them.
            said = error.expected if error.expected.startswith(expected) else expected
            raise WrongValue(typed, said, hint=error.hint) from error

    def _nearest(self, raw: object) -> tuple[str | None, str]:
        """Return what a text in the file would be if it had been typed, or why it is nothing."""
        if not isinstance(raw, str):
            return None, ""
        try:
            return str(self.write(self.parse(raw))), ""
        except WrongValue as error:
            return None, error.hint

    def show(self, value: tuple[Range, ...]) -> str:
        unit = f" {self.each_in}" if self.each_in else ""
        return " → ".join(f"{_shown_range(item)}{unit}" for item in value) if value else "none"

    def edit(self, value: tuple[Range, ...]) -> str:
        return ", ".join(_typed_range(item) for item in value) if value else "none"


class Day(Kind[date]):
    """A calendar date."""

    name = "date"
    expects = "a date, like 2027-06-01"

    @property
    def schema(self) -> dict[str, Any]:
        # A date without quotes is a text wherever a schema is asked; a day alone has no time in it.
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

    def read(self, raw: object) -> date:
        if isinstance(raw, datetime) or not isinstance(raw, date):
            nearest = None
            if isinstance(raw, datetime):
                nearest = raw.date().isoformat()
            elif isinstance(raw, str):
                with contextlib.suppress(WrongValue):
                    nearest = self.parse(raw).isoformat()
            raise WrongValue(raw, self.expects, nearest)
        return raw

    def parse(self, typed: str, today: date | None = None) -> date:
        from framing_tui.model import entry

        return as_typed(typed, partial(entry.day_of_year, today=today))

    def show(self, value: date) -> str:
        return value.isoformat()


def _plain_number(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def _shown_range(value: Range) -> str:
    low, high = exactly(value.low), exactly(value.high)
    return low if value.is_point else f"{low} to {high}"


def _typed_range(value: Range, *, grouped: bool = False) -> str:
    ends = (_plain_number(value.low), _plain_number(value.high))
    # Up to four digits are read at a glance; a list has commas between its items already.
    low, high = (f"{end:,}" if grouped and abs(end) >= 10_000 else str(end) for end in ends)
    return low if value.is_point else f"{low}..{high}"
