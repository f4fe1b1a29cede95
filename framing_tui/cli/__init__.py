"""The command line: one module per command, each imported only when it is called."""

from framing_tui.cli.program import main

__all__ = ["main"]
