"""The five cells with their reasons, on wide screens."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message

from framing_tui.assessment import Assessment
from framing_tui.tui.texts import CELL_GLYPHS, CELL_STYLES, cut, joined
from framing_tui.tui.widgets.line import Quiet


class JumpWanted(Message):
    """Somebody wants to go to a question."""

    def __init__(self, question_id: str) -> None:
        super().__init__()
        self.question_id = question_id


class CellPanel(Quiet):
    """One cell a line: glyph, state and word, with why in one line under it."""

    is_cut = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._jumps: list[str] = []

    def show(self, assessment: Assessment, tentative: frozenset[str], width: int) -> None:
        """Draw the cells; one that a number still being typed has turned is dimmed."""
        lines = [joined(("FEASIBILITY", "$foreground-muted"))]
        self._jumps = [""]
        for cell in assessment.cells:
            style = CELL_STYLES[cell.state]
            if tentative.intersection(cell.codes):
                style += " dim"
            lines.append(
                joined(
                    (f"{CELL_GLYPHS[cell.state]} ", style),
                    (f"{cell.title:<9}", "bold"),
                    (cell.state, style),
                )
            )
            self._jumps.append(cell.jump)
            if cell.why:
                lines.append(joined((f"  {cut(cell.why, width - 3)}", "$foreground-muted")))
                self._jumps.append(cell.jump)
        self.say(Content("\n").join(lines))

    def on_click(self, event: events.Click) -> None:
        if 0 < event.y < len(self._jumps):
            self.post_message(JumpWanted(self._jumps[event.y]))
