"""What holds for every test: nothing is left in, or taken from, the place of the user's state."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let copies of answers that could not be saved go to a place of this test alone."""
    place = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(place))
    if sys.platform == "darwin":
        monkeypatch.setenv("HOME", str(place))
    return place
