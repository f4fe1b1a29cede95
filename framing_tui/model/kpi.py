"""Values of the KPI: in percent where the KPI is, and a target also as a change from today.

Why a kind of its own: what “16.5 %” and “40 % fewer” stand for is said by two other answers.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from framing_tui.model.kinds import Number, WrongValue, as_typed
from framing_tui.model.values import Range

if TYPE_CHECKING:
    from framing_tui.model.entry import Change
    from framing_tui.model.framing import Framing

# Words in a KPI that make it a share of something, so that its values may be in percent.
_SHARES = {
    "percent", "percentage", "pct", "share", "rate", "ratio", "proportion", "fraction",
    "probability", "likelihood",
}  # fmt: skip
_CHANGE = "a change from today's, like -40 %, 40 % fewer or half"


class KpiValue(Number):
    """A value of the KPI; a target may be said as a change from today's value."""

    is_target: bool

    def __init__(self, *, is_target: bool = False) -> None:
        super().__init__(minimum=None, is_target=is_target)

    @property
    def takes(self) -> str:
        return f"{super().takes}; or {_CHANGE}" if self.is_target else super().takes

    def parse(self, typed: str, today: date | None = None) -> Range:
        # Where there is no framing, whoever types a percent sign says that the KPI is in percent.
        return self._read(typed, None, is_share=True)

    def parse_in(self, typed: str, framing: Framing, today: date | None = None) -> Range:
        stack = framing.stack
        return self._read(typed, stack.kpi_now, is_share=is_in_percent(stack.kpi or ""))

    def counted_from(self, typed: str) -> str:
        return ", counted from today's value" if self._change(typed) is not None else ""

    def _read(self, typed: str, now: Range | None, *, is_share: bool) -> Range:
        from framing_tui.model import entry

        change = self._change(typed)
        if change is not None:
            if now is None:
                hint = "this counts from the KPI's value today: give that first"
                raise WrongValue(typed, f"a value of the KPI ({hint})", hint=hint)
            return self._typed(typed, lambda _typed: change.from_value(now))
        try:
            return self._typed(typed, partial(entry.number, percent=is_share))
        except WrongValue as error:
            if is_share or not _is_percentage(typed):
                raise
            hint = "a KPI in percent says so in its line, like “churn rate, %”"
            more = f"; or {_CHANGE}" if self.is_target else ""
            raise WrongValue(typed, f"{error.expected} ({hint}){more}", hint=hint) from error

    def _nearest(self, raw: object) -> tuple[str | None, str]:
        nearest, hint = super()._nearest(raw)
        if nearest is not None and "%" in str(raw):
            # Whether the KPI is in percent is said elsewhere in the file.
            return None, "a file holds the number alone, without a percent sign"
        return nearest, hint

    def _change(self, typed: str) -> Change | None:
        """Return the change from today's value that is typed, None where it is none."""
        from framing_tui.model import entry

        return as_typed(typed, entry.change) if self.is_target else None


def is_in_percent(kpi: str) -> bool:
    """Tell whether a KPI, in the words of the team, can be a share in percent."""
    words = "".join(char if char.isalnum() else " " for char in kpi.lower())
    return "%" in kpi or "per cent" in words or not _SHARES.isdisjoint(words.split())


def _is_percentage(typed: str) -> bool:
    from framing_tui.model import entry

    try:
        entry.percent(typed)
    except entry.EntryError:
        return False
    return True
