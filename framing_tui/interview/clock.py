"""The clock of a meeting: how long it has been, and how long in which section.

Why no timer: a clock that ticks would write to a quiet terminal; it is read whenever something is
drawn anyway.
"""

from __future__ import annotations

import time
from collections.abc import Callable

# Minutes for each section; together they are the hour that a meeting has.
BUDGET = {
    "workflow": 4,
    "stack": 12,
    "need": 5,
    "archetype": 3,
    "task": 3,
    "labels": 9,
    "feasibility": 12,
    "metrics": 4,
    "validation": 4,
    "spec": 4,
}
HOUR = sum(BUDGET.values())


class Clock:
    """Minutes since the start, and in each section."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._began = seconds()
        self._spent: dict[str, float] = {}
        self._section = ""
        self._since = self._began

    def enter(self, section_id: str) -> None:
        """Count the time from now on for a section."""
        if section_id == self._section:
            return
        now = self._seconds()
        if self._section:
            spent = self._spent.get(self._section, 0.0)
            self._spent[self._section] = spent + now - self._since
        self._section, self._since = section_id, now

    @property
    def minutes(self) -> int:
        """Whole minutes since the start."""
        return int((self._seconds() - self._began) // 60)

    def minutes_in(self, section_id: str) -> int:
        """Whole minutes spent in a section."""
        spent = self._spent.get(section_id, 0.0)
        if section_id == self._section:
            spent += self._seconds() - self._since
        return int(spent // 60)
