"""The least app of the toolkit, one line of text and one entry: the yardstick."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class Bare(App[None]):
    """One Static, one Input."""

    def compose(self) -> ComposeResult:
        yield Static("Ready")
        yield Input()


if __name__ == "__main__":
    Bare().run()
