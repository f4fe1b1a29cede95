"""A widget that redraws only when what it says has changed.

Why: over a slow link every repainted cell costs; most keystrokes change one strip out of five.
"""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.widgets import Static


class Quiet(Static):
    """Static text that compares before it repaints."""

    # Whether no line of it is ever wrapped, so that its height is the number of its lines.
    is_cut: ClassVar[bool] = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(Content(""), id=id, classes=classes)
        self._said: Content | None = None

    def say(self, content: Content) -> None:
        """Show this, if it is not shown already."""
        if self._said is not None and content.is_same(self._said):
            return
        grew = self._said is None or self._said.plain.count("\n") != content.plain.count("\n")
        self._said = content
        # Where the height stays, nothing has to be laid out anew.
        self.update(content, layout=grew or not self.is_cut)
