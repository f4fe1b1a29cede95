"""Why typed text was not taken."""

from __future__ import annotations


class EntryError(ValueError):
    """Typed text that is not what was asked for: what would be, and the hint that helps."""

    def __init__(self, what: str, hint: str = "") -> None:
        self.what = what
        self.hint = hint
        self.expected = f"{what} ({hint})" if hint else what
        super().__init__(f"expected {self.expected}")
