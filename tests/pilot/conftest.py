"""What holds for every test at the screen: no pause of a busy machine counts, and the colours of
the terminal are known."""

from __future__ import annotations

import pytest

from framing_tui.interview import typed
from framing_tui.tui import main_screen

# Longer than any machine keeps a test waiting between two keys.
NO_PAUSE = 600.0


@pytest.fixture(autouse=True)
def hands_without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take keys for one stretch of typing, however long the machine needs for each.

    Tests that are about the pause shorten it.
    """
    monkeypatch.setattr(typed, "PAUSE_SECONDS", NO_PAUSE)
    monkeypatch.setattr(main_screen, "ESCAPE_SECONDS", NO_PAUSE)


@pytest.fixture(autouse=True)
def known_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test a terminal of true colours: with sixteen, another theme is taken."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
