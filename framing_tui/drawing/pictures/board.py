"""The killers' board: what kills projects in production, each with its state and why."""

from __future__ import annotations

from rich.cells import cell_len

from framing_tui.assessment import Assessment
from framing_tui.assessment.cells import KillerState
from framing_tui.drawing.parts import InkedLine, InkedPart, InkedRows, cropped, fitted
from framing_tui.drawing.states import state_part
from framing_tui.model.framing import Framing

_STATES = 12
_HEAVY = ("blocking", "contested", "watch")


def draw_board(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
    """Return a killer a line, those that weigh with their reason; nothing while all are open."""
    killers = assessment.killers
    if all(killer.state == "open" for killer in killers):
        return ()
    titles = max(cell_len(killer.title) for killer in killers) + 2
    lines: list[InkedLine] = [(("What kills it in production", "key!"),)]
    for killer in killers:
        lines.extend(_killer(killer, titles, width))
    return tuple(lines)


def _killer(killer: KillerState, titles: int, width: int) -> list[InkedLine]:
    """Return one line; two where what weighs has a reason that does not fit beside the title.

    Why a claim is cut short: which state is claimed stands at the beginning of the line.
    """
    weighs = killer.state in _HEAVY
    words, ink = state_part(killer.state)
    state: InkedPart = (fitted(words, _STATES), ink)
    title: InkedPart = (fitted(killer.title, titles), "plain!" if weighs else "plain")
    why = "claimed" if killer.why == f"claimed {killer.state}" else killer.why
    if cell_len(why) <= width - _STATES - titles:
        return [(state, title, (why, "quiet"))]
    if not weighs:
        return [(state, title)]
    below = " " * _STATES + cropped(why, width - _STATES)
    return [(state, title), ((below, "quiet"),)]
