"""What a rule says: its level, its words, and the answers that it spoke about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from framing_tui.model.clean import one_line
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.model.spec import Acceptance
from framing_tui.model.values import Holds, YesNoAnswer, figure


class Level(Enum):
    """How heavily a finding weighs."""

    RED = "red"
    WARN = "warn"
    NOTE = "note"

    def __init__(self, word: str) -> None:
        # 0 for the worst level, so that sorting by it puts the worst first.
        self.weight = ("red", "warn", "note").index(word)


class Way(Enum):
    """The five ways in which a framing fails."""

    TARGET = "wrong target"
    IMPACT = "metric without impact"
    RULES = "rules would do"
    SERVING = "cannot be served"
    CONTAINMENT = "not contained"


class Flagged(NamedTuple):
    """What one rule found in one framing.

    `questions` are the answers that it speaks about, the one to jump to first. `absent` are the
    questions whose missing answer the finding rests on: a named person who finds out by a date
    softens a red to a warning until then. `settled_by` groups them: one answer of each group would
    settle the finding, so that much has to be found out. `area` is the one that it bears on where
    the rule has none of its own.
    """

    level: Level
    message: str
    questions: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    settled_by: tuple[tuple[str, ...], ...] = ()
    area: str | None = None


class Finding(NamedTuple):
    """A rule's word on a framing, as every door shows it."""

    code: str
    name: str
    level: Level
    way: Way
    area: str | None
    message: str
    questions: tuple[str, ...]
    absent: tuple[str, ...] = ()
    accepted: Acceptance | None = None
    decided: bool = False

    @property
    def counts(self) -> bool:
        """True when the finding colours cells and fails checks: not accepted and not decided."""
        return self.accepted is None and not self.decided


def red(
    message: str,
    *questions: AnyQuestion | str,
    absent: tuple[AnyQuestion, ...] = (),
    any_settles: bool = False,
) -> Flagged:
    """Return a red: do not leave the kickoff with this.

    `any_settles` tells that one of the absent answers would be enough, where otherwise each is
    wanted.
    """
    flagged = _flagged(Level.RED, message, questions, absent)
    return flagged._replace(settled_by=(flagged.absent,)) if any_settles and absent else flagged


def warn(
    message: str, *questions: AnyQuestion | str, absent: tuple[AnyQuestion, ...] = ()
) -> Flagged:
    """Return a warning: decide or mitigate."""
    return _flagged(Level.WARN, message, questions, absent)


def note(
    message: str, *questions: AnyQuestion | str, absent: tuple[AnyQuestion, ...] = ()
) -> Flagged:
    """Return a note: advice that colours nothing."""
    return _flagged(Level.NOTE, message, questions, absent)


def red_at_both_ends(
    holds: Holds, words: Callable[[], tuple[str, str]], *questions: AnyQuestion | str
) -> Flagged | None:
    """Return a red where a comparison holds at every corner, a warning where it holds at some.

    `words` returns a full sentence, and the end at which it holds, as in “140 ms against 120”; they
    are put together only where it does.
    """
    if holds is Holds.NEVER:
        return None
    message, pessimistic = words()
    if holds is Holds.ALWAYS:
        return red(message, *questions)
    return warn(f"red at the pessimistic end: {pessimistic}", *questions)


def red_or_unsure(
    answer: YesNoAnswer | None,
    bad: YesNoAnswer,
    message: str,
    unsure: str,
    *questions: AnyQuestion | str,
) -> Flagged | None:
    """Return a red on the bad answer, a warning on “unsure”, nothing where it is good or open."""
    if answer == bad:
        return red(message, *questions)
    if answer == "unsure":
        return warn(unsure, *questions)
    return None


def both(*parts: Holds) -> Holds:
    """Return whether all of several comparisons hold: at every corner, at some, or never."""
    if all(part is Holds.ALWAYS for part in parts):
        return Holds.ALWAYS
    return Holds.SOMETIMES if all(part.possible for part in parts) else Holds.NEVER


def strongest(*found: Flagged | None) -> Flagged | None:
    """Return the worst of what was found, in one breath where several weigh the same.

    Why the absent questions are dropped where one part rests on a given answer: finding out the
    rest would not settle that part, so the whole must not be softened by it.
    """
    if not any(found):
        return None
    given = [flagged for flagged in found if flagged is not None]
    level = min((flagged.level for flagged in given), key=lambda level: level.weight)
    worst = [flagged for flagged in given if flagged.level is level]
    rests_on_absence = all(flagged.absent for flagged in worst)
    return Flagged(
        level,
        "; ".join(flagged.message for flagged in worst),
        tuple(dict.fromkeys(q for flagged in worst for q in flagged.questions)),
        tuple(dict.fromkeys(q for flagged in worst for q in flagged.absent))
        if rests_on_absence
        else (),
        tuple(group for flagged in worst for group in flagged.settled_by)
        if rests_on_absence
        else (),
    )


def quote(text: str, limit: int = 60) -> str:
    """Return an answer in quotation marks, as one short line."""
    return f"“{one_line(text, limit)}”"


def listed(names: Sequence[str], limit: int = 3) -> str:
    """Return the first names, quoted, and how many more there are."""
    named = ", ".join(quote(name) for name in names[:limit])
    more = len(names) - limit
    return f"{named} and {figure(more)} more" if more > 0 else named


def _flagged(
    level: Level,
    message: str,
    questions: tuple[AnyQuestion | str, ...],
    absent: tuple[AnyQuestion, ...],
) -> Flagged:
    ids = tuple([q if isinstance(q, str) else q.id for q in questions])
    missing = tuple([q.id for q in absent])
    return Flagged(level, message, ids, missing, tuple([(qid,) for qid in missing]))
