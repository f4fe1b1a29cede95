"""What may be said about saving: one value for the title line, the dialogs and the last words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from framing_tui.model.named_tuple import NamedTuple


class SaveState(NamedTuple):
    """How saving stands: `error` is set while the last answers are not in the file.

    `is_gone` tells that the file was deleted or emptied, and waits for a word to be written again;
    `copy` is where the answers are kept meanwhile.
    """

    saved_at: datetime | None = None
    saving: bool = False
    error: str | None = None
    unsaved_since: datetime | None = None
    is_gone: bool = False
    copy: Path | None = None

    @property
    def words(self) -> str:
        """The state in the words of the title line."""
        if self.error:
            since = f" since {self.unsaved_since:%H:%M}" if self.unsaved_since else ""
            return f"NOT SAVED{since}: {self.error}"
        if self.saving:
            return "saving"
        return f"saved {self.saved_at:%H:%M}" if self.saved_at else "no changes"

    @property
    def last_words(self) -> str:
        """The state in words for the end of the program, with the place of the copy."""
        return f"{self.words}; a copy is kept in {self.copy}" if self.copy else self.words
