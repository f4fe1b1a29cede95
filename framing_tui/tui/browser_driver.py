"""The toolkit's driver for a browser, reading as a terminal is read here.

Why: with the toolkit's own reader an Esc with a quick digit behind it is a letter with Alt, and
what it cannot read ends the program.
"""

from __future__ import annotations

from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver

from framing_tui.tui.terminal_input import TerminalInput

# The two halves of a sequence may come in two messages.
_ESCAPE_WAITS = 0.1


class BrowserDriver(WebDriver):
    """Reads what a page sends: typed bytes, and what it tells of itself."""

    def run_input_thread(self) -> None:
        """Read until the page is closed or the program is left."""
        reader, packets = TerminalInput("utf-8", _ESCAPE_WAITS), ByteStream()
        try:
            for data in self._input_reader:
                for kind, payload in packets.feed(data) if data else ():
                    if kind == "D":
                        for message in reader.feed(payload):
                            self.process_message(message)
                    else:
                        self._on_meta(kind, payload)
                for message in reader.tick():
                    self.process_message(message)
        finally:
            self._input_reader.close()
