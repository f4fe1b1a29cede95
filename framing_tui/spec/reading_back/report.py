"""What became of each line of a page: taken, changed, offered, parked, or left where it was.

Why line by line: whoever brings in what others wrote wants to see that nothing was dropped, and
where to look when something was understood in another way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from framing_tui.model.clean import clean, one_line

Outcome = Literal["taken", "changed", "offered", "parked", "left"]
OUTCOMES: tuple[Outcome, ...] = ("taken", "changed", "offered", "parked", "left")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What became of some words of a page.

    `outcome` is “taken” for an answer that was open, “changed” for one that was another, “offered”
    for words that wait beside their question, “parked” for those that fit no question, and “left”
    for what stays in the page alone. `question_id` is empty where no question is concerned.
    """

    outcome: Outcome
    line: int
    label: str
    words: str
    question_id: str = ""

    @property
    def text(self) -> str:
        """The same in one line, without the name of the page."""
        where = f"{self.label} → {self.question_id}" if self.question_id else self.label
        return f"{self.line}: {self.outcome}: {one_line(where, _LONGEST)}: {self.words}"


def in_lines(page: str, told: Iterable[Told]) -> str:
    """Return a report as lines for people and for whoever looks for one of them."""
    return "".join(f"{clean(page)}:{line.text}\n" for line in told)


def in_short(told: Iterable[Told]) -> str:
    """Return how much of each there is, in few words."""
    counts = Counter(line.outcome for line in told)
    said = [f"{counts[outcome]} {outcome}" for outcome in OUTCOMES if counts[outcome]]
    return ", ".join(said) or "nothing to change"


def quoted(text: str) -> str:
    """Return words of a page as a report quotes them."""
    return f"“{one_line(text, _LONGEST)}”"
