"""What happened outside of this program, in one line: other people's answers, and files that moved.

Why one line: it comes over whatever is being typed, and must be read in passing.
"""

from __future__ import annotations

from framing_tui.model.catalogue import asks_in_full
from framing_tui.storage.clash import Sides
from framing_tui.storage.news import News
from framing_tui.tui.texts import cut

_MOST = 2
_WIDTH = 40


def news_words(told: News) -> str:
    """Return what others have done to the file."""
    if told.is_put_back:
        count = len(told.changed) + len(told.taken_back)
        return (
            f"the file was put back to an earlier state: {_answers(count)} changed;"
            " Ctrl+Z brings them back"
        )
    said: list[str] = []
    if told.clashing:
        said.append(f"two answers to {_named(told.clashing)}: Ctrl+R shows both")
    if told.taken_back:
        said.append(f"somebody else took back {_named(told.taken_back)}: Ctrl+Z brings it back")
    if told.changed:
        said.append(f"somebody else answered {_named(told.changed)}")
    return "; ".join(said) or "what somebody else wrote was joined in"


def side_words(sides: Sides, *, mine: bool) -> str:
    """Return one of two answers as people read it."""
    reason = sides.mine_reason if mine else sides.reason
    value = sides.mine if mine else sides.theirs
    if reason is not None:
        return f"not applicable: {reason}"
    if not mine and not sides.is_readable:
        return f"cannot be read: {sides.row.theirs}"
    return "(no answer)" if value is None else sides.question.kind.show(value)


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"


def _named(question_ids: tuple[str, ...]) -> str:
    names = [f"“{cut(asks_in_full(q).rstrip('.'), _WIDTH)}”" for q in question_ids[:_MOST]]
    rest = len(question_ids) - len(names)
    *first, last = [*names, f"{rest} more"] if rest else names
    return f"{', '.join(first)} and {last}" if first else last
