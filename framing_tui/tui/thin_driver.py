"""The half of a driver that writes only what differs from what the terminal shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from framing_tui.drawing.shown import Shown

if TYPE_CHECKING:
    from textual.drivers.linux_driver import LinuxDriver as _Driver
else:
    # A half of a driver, whichever the other half is.
    _Driver = object

# Going to the alternate screen, and back from it.
_ANOTHER_SCREEN = "\x1b[?1049"
# What a frame begins with, and nothing else does.
_FRAME = re.compile(r"\x1b\[\d+;\d+H")


class WritesWhatDiffers(_Driver):
    """The half of a driver that writes a cell only where it changes, and of its attributes only
    what differs; the other half is a driver of the toolkit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = Shown()
        self._shape = self.shown.columns, self.shown.lines = self._app.size

    def write(self, data: str) -> None:
        """Write what the terminal does not show yet."""
        if _ANOTHER_SCREEN in data or self._shape != self._app.size:
            self._shape = self.shown.columns, self.shown.lines = self._app.size
            self.forget()
        super().write(self.shown.thinned(data) if _FRAME.match(data) else data)

    def forget(self) -> None:
        """Write everything anew with the next frame: what the terminal shows is not known."""
        self.shown.forget()
        super().write("\x1b[0m")
