"""Read numbers, volumes, durations, dates and changes the way people type them in a meeting.

Why apart from the kinds of answer: the file holds plain numbers in the unit of the key; these
forms exist only where somebody types, in the app, in line mode and on the command line.
"""

from framing_tui.model.entry.amounts import days, number, numbers, per_day, percent
from framing_tui.model.entry.changes import Change, change
from framing_tui.model.entry.dates import day_of_year
from framing_tui.model.entry.refusal import EntryError

__all__ = [
    "Change",
    "EntryError",
    "change",
    "day_of_year",
    "days",
    "number",
    "numbers",
    "per_day",
    "percent",
]
