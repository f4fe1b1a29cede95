"""The toolkit's driver, for terminals that are slow, stopped, resized or not of UTF-8."""

from __future__ import annotations

import codecs
import os
import selectors
import sys
import termios
from typing import Any

from textual import constants
from textual.app import App
from textual.driver import Driver
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from framing_tui.terminal.encoding import encoded, encoding_of
from framing_tui.terminal.sequences import ESCAPE_WAITS
from framing_tui.terminal.window import window_size
from framing_tui.tui.terminal_input import TerminalInput
from framing_tui.tui.thin_driver import WritesWhatDiffers

# Over a slow link the two halves of a key are farther apart.
_ESCAPE_WAITS_REMOTE = 0.1
_LOOK_SECONDS = 0.1
_CHUNK = 4096


class TerminalDriver(WritesWhatDiffers, LinuxDriver):
    """Reads and writes one terminal."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        # Its signals come from now on.
        self._is_suspended = self._has_terminal = False
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # The toolkit would ask the environment first.
        self._size = size or self._get_terminal_size()
        # As the stream says, which may be less than what is read.
        self._encoding = codecs.lookup(getattr(sys.__stderr__, "encoding", "utf-8")).name

    def _get_terminal_size(self) -> tuple[int, int]:
        return window_size(self.fileno)

    def write(self, data: str) -> None:
        """Write; what the screen has no signs for keeps its width."""
        if self._encoding != "utf-8":
            data = encoded(data, self._encoding).decode(self._encoding)
        super().write(data)

    def run_input_thread(self) -> None:
        """Read until the program is left or suspended."""
        reader = TerminalInput(encoding_of(sys.__stdin__), _escape_waits())
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                self._read(reader, selector, reader.patience(_LOOK_SECONDS))
            self._read(reader, selector, 0)

    def _read(
        self, reader: TerminalInput, selector: selectors.BaseSelector, patience: float
    ) -> None:
        if selector.select(patience):
            data = os.read(self.fileno, _CHUNK)
            for message in reader.feed(data):
                self.process_message(message)
            if not data:
                # The terminal has gone: reading returns at once, until the watch ends the program.
                self.exit_event.wait(_LOOK_SECONDS)
        else:
            for message in reader.tick():
                self.process_message(message)

    def _enable_mouse_pixels(self) -> None:
        """Ask for clicks in pixels, and whether they come so."""
        super()._enable_mouse_pixels()
        if self._mouse:
            self.write("\x1b[?1016$p")

    # Stopped and gone on with.

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        # In the background it is not started, but stopped once more.
        self._has_terminal = self._key_thread is not None and self._key_thread.is_alive()

    def stop_application_mode(self) -> None:
        self._has_terminal = False
        super().stop_application_mode()

    def suspend_application_mode(self) -> None:
        if not self._is_suspended:
            self._is_suspended = True
            super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        """Take the terminal back; where that is not possible yet, it stays suspended."""
        super().resume_application_mode()
        self._is_suspended = not self._has_terminal

    # Both signals are dealt with by the event loop: a handler may run in the middle of a frame, and
    # would wait for ever for the writer's queue, which that holds.

    def _sigtstp_application(self, *_: object) -> None:
        stop = super()._sigtstp_application
        if self._auto_restart:
            self._loop.call_soon_threadsafe(stop)
        else:
            # An editor has the terminal, and the loop waits for it; nothing is written meanwhile.
            stop()

    def _sigcont_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._go_on)

    def _go_on(self) -> None:
        """Go on after a stop.

        Only what was suspended is resumed: a second reader and writer would share the terminal with
        the first, and remember its modes as they are here for those to give back.
        """
        if not self._auto_restart:
            # Whoever suspended it has the terminal, and gives it back.
            return
        if self._is_suspended:
            self.resume_application_mode()
        elif self._has_terminal:
            self._take_terminal_again()

    def _take_terminal_again(self) -> None:
        """Set the modes of the terminal once more and draw all of the screen.

        Why: whoever stopped the program from outside may have used the terminal meanwhile.
        """
        self._set_line_modes()
        self.write("\x1b[?1049h\x1b[?25l\x1b[?1004h")
        if not constants.DISABLE_KITTY_KEY:
            # The toolkit's own, set and not put on a stack: it is taken from there once.
            flags = (
                linux_driver.KITTY_DISAMBIGUATE_ESCAPE_CODES
                | linux_driver.KITTY_REPORT_ALL_KEYS
                | linux_driver.KITTY_REPORT_ASSOCIATED_TEXT
            )
            self.write(f"\x1b[={flags};1u")
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        self._enable_mouse_support()
        if self._in_band_window_resize:
            self._enable_in_band_window_resize()
        if self._mouse_pixels:
            self._enable_mouse_pixels()
        self.flush()
        self._app.refresh(layout=True)

    def _set_line_modes(self) -> None:
        """Let keys come one by one and unseen, as the toolkit does."""
        try:
            modes = termios.tcgetattr(self.fileno)
            modes[0] = self._patch_iflag(modes[0])
            modes[3] = self._patch_lflag(modes[3])
            modes[6][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
        except termios.error:
            # The terminal has gone; the watch over it ends the program.
            return


def for_terminals(chosen: type[Driver]) -> type[Driver]:
    """Return our driver in place of the toolkit's own, for a terminal or for a browser."""
    if chosen.__name__ == "WebDriver":
        # Imported where it is wanted: a terminal need not wait for it.
        from framing_tui.tui.browser_driver import BrowserDriver

        return BrowserDriver
    return TerminalDriver if chosen is LinuxDriver else chosen


def _escape_waits() -> float:
    if "ESCDELAY" in os.environ:
        return constants.ESCAPE_DELAY
    return _ESCAPE_WAITS_REMOTE if os.environ.get("SSH_CONNECTION") else ESCAPE_WAITS
