"""The ten sections by number, while a digit is waited for."""

from __future__ import annotations

from textual import events
from textual.widget import Widget
from textual.widgets import Static

from framing_tui.model.catalogue import SECTIONS
from framing_tui.tui.texts import joined


class GoTo(Static, can_focus=True):
    """Names and digits over the keys; it holds the focus while it waits, and gives it back."""

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
        """Wait no longer: the focus has gone to where the digit led, or elsewhere."""
        self.display = False

    def on_key(self, event: events.Key) -> None:
        """Give up at any other key."""
        event.stop()
        if self._came_from is not None and self._came_from.is_mounted:
            self.screen.set_focus(self._came_from)
