"""The list of sections, on wide screens."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message

from framing_tui.assessment import Assessment
from framing_tui.model.catalogue import SECTIONS
from framing_tui.tui.texts import joined
from framing_tui.tui.widgets.bars import section_mark
from framing_tui.tui.widgets.line import Quiet


class SectionChosen(Message):
    """Somebody wants to go to a section."""

    def __init__(self, section_id: str) -> None:
        super().__init__()
        self.section_id = section_id


class SectionList(Quiet):
    """The ten sections with what is answered in each and its worst finding."""

    is_cut = True

    def show(self, assessment: Assessment, current: str) -> None:
        """Draw the list."""
        lines = [joined(("SECTIONS", "$foreground-muted"))]
        for section in SECTIONS:
            counts = assessment.sections[section.id]
            mark, style = section_mark(assessment, section.id)
            is_here = section.id == current
            done = f"{counts.answered}/{counts.total}" if counts.total else ""
            name = f"{section.number:>2} {section.title}"
            lines.append(
                joined(
                    (f"{name:<16}", "bold reverse" if is_here else ""),
                    (f"{done:>6} ", "$foreground-muted"),
                    (f"{mark or ' '}", style),
                )
            )
        self.say(Content("\n").join(lines))

    def on_click(self, event: events.Click) -> None:
        if 1 <= event.y <= len(SECTIONS):
            self.post_message(SectionChosen(SECTIONS[event.y - 1].id))
