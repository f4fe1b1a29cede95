"""A base class for drivers: it writes only the cells that differ from what the terminal shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from framing_tui.drawing.terminal_cells import TerminalCells

if TYPE_CHECKING:
    from textual.drivers.linux_driver import LinuxDriver as _Driver
else:
    # At run time the driver of the toolkit comes beside it, whichever that is.
    _Driver = object

# Going to the alternate screen, and back from it.
_ANOTHER_SCREEN = "\x1b[?1049"
# What a frame begins with, and nothing else does.
_FRAME = re.compile(r"\x1b\[\d+;\d+H")


class WritesWhatDiffers(_Driver):
    """Writes a cell only where it changes, and of its attributes only what differs.

    It is inherited from beside a driver of the toolkit, which does the rest.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cells = TerminalCells()
        self._shape = self._cells.columns, self._cells.lines = self._app.size

    def write(self, data: str) -> None:
        """Write what the terminal does not show yet."""
        if _ANOTHER_SCREEN in data or self._shape != self._app.size:
            self._shape = self._cells.columns, self._cells.lines = self._app.size
            self.forget()
        super().write(self._cells.thinned(data) if _FRAME.match(data) else data)

    def forget(self) -> None:
        """Write everything anew with the next frame: what the terminal shows is not known."""
        self._cells.forget()
        super().write("\x1b[0m")
