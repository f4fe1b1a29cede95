"""The killers' board: what kills projects in production, each with its state and why."""

from __future__ import annotations

from textual.content import Content

from framing_tui.assessment import Assessment
from framing_tui.assessment.cells import KillerState
from framing_tui.model.framing import Framing
from framing_tui.tui.texts import (
    KILLER_GLYPHS,
    KILLER_STYLES,
    cells,
    cut,
    fitted,
    joined,
    plain,
    stacked,
)

_STATES = 12
_HEAVY = ("blocking", "contested", "watch")


def draw_board(framing: Framing, assessment: Assessment, width: int) -> Content:
    """Return a killer a line, those that weigh with their reason; nothing while all are open."""
    killers = assessment.killers
    if all(killer.state == "open" for killer in killers):
        return Content("")
    titles = max(cells(killer.title) for killer in killers) + 2
    lines = [plain("What kills it in production", "bold $accent")]
    for killer in killers:
        lines.extend(_killer(killer, titles, width))
    return stacked(lines)


def _killer(killer: KillerState, titles: int, width: int) -> list[Content]:
    """Return one line; two where what weighs has a reason that does not fit beside the title.

    Why a claim is cut short: which state is claimed stands at the beginning of the line.
    """
    style = KILLER_STYLES[killer.state]
    weighs = killer.state in _HEAVY
    state = (fitted(f"{KILLER_GLYPHS[killer.state]} {killer.state}", _STATES), style)
    title = (fitted(killer.title, titles), "bold" if weighs else "")
    why = "claimed" if killer.why == f"claimed {killer.state}" else killer.why
    if cells(why) <= width - _STATES - titles:
        return [joined(state, title, (why, "$foreground-muted"))]
    if not weighs:
        return [joined(state, title)]
    below = " " * _STATES + cut(why, width - _STATES)
    return [joined(state, title), plain(below, "$foreground-muted")]
