"""The ten sections by number, while a digit is waited for."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from framing_tui.model.catalogue import SECTIONS
from framing_tui.tui.texts import joined


class DigitGiven(Message):
    """A section was chosen by its digit, or nothing where another key was pressed."""

    def __init__(self, section_id: str | None) -> None:
        super().__init__()
        self.section_id = section_id


class GoTo(Static, can_focus=True):
    """One line of names and digits over the keys; it takes the focus and gives it back."""

    def __init__(self, *, id: str | None = None) -> None:
        parts: list[tuple[str, str]] = [("Go to  ", "bold")]
        for section in SECTIONS:
            parts.append((f"{section.number % 10} ", "bold $accent"))
            parts.append((f"{section.title}   ", ""))
            if section.number == len(SECTIONS) // 2:
                # Two even lines, so that no name is broken where the window is narrow.
                parts.append(("\n       ", ""))
        super().__init__(joined(*parts), id=id)
        self._came_from: Widget | None = None

    def ask(self) -> None:
        """Wait for a digit."""
        if self.screen.focused is not self:
            self._came_from = self.screen.focused
        self.display = True
        self.screen.set_focus(self)

    def on_blur(self) -> None:
        """Give up waiting where the focus has gone elsewhere."""
        self.display = False

    def on_key(self, event: events.Key) -> None:
        event.stop()
        if not self.display:
            # Typed right behind the digit: it was meant for the field that has the focus now.
            if self.screen.focused not in (None, self):
                self.screen.focused.post_message(event)
            return
        self.display = False
        char = event.character or ""
        digit = int(char) if char.isascii() and char.isdigit() else None
        if self._came_from is not None and self._came_from.is_mounted:
            self.screen.set_focus(self._came_from)
        section_id = None if digit is None else SECTIONS[(digit or 10) - 1].id
        self.post_message(DigitGiven(section_id))
