"""What every app of this program has in common on a terminal: its driver, its colours, its end."""

from __future__ import annotations

import sys
import traceback

from rich.console import RenderableType
from rich.text import Text
from textual.app import App, ReturnType
from textual.driver import Driver

from framing_tui.drawing.colours import Colours
from framing_tui.tui.themes import colours_of

if sys.platform != "win32":
    from framing_tui.tui.driver import for_terminals


class TerminalApp(App[ReturnType]):
    """An app on our driver, in the colours of the theme; where it ends, it tells no answers."""

    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False

    def get_driver_class(self) -> type[Driver]:
        """Return our driver where the toolkit would take its own for terminals."""
        chosen = super().get_driver_class()
        return chosen if sys.platform == "win32" else for_terminals(chosen)

    @property
    def colours(self) -> Colours:
        """The colours of the theme."""
        return colours_of(self.theme, sixteen=self.console.color_system == "standard")

    def go_round(self) -> None:
        """Let the event loop go round once; may be called from any thread."""
        if self._running:
            self.call_later(lambda: None)

    def forget_terminal(self) -> None:
        """Write everything anew with the next frame: what the terminal shows is not known."""
        forget = getattr(self._driver, "forget", None)
        if forget is not None:
            forget()

    def _fatal_error(self) -> None:
        """Leave after an error in the program itself, telling where, but nothing that was typed.

        Why not the toolkit's own report: it prints local variables, and those are answers.
        """
        self._exit_renderables.append(Text(traceback.format_exc().rstrip()))
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Leave after an error beside the loop, say in reading keys; the exit code tells of it."""
        self._return_code = 1
        super().panic(*renderables)
