"""Golden files: what is printed today, compared byte for byte with what was printed before.

To accept a change, run `UPDATE_GOLDENS=1 pytest tests/golden` and read the difference in git;
where a question was added, `python docs/generate.py` does it with all that follows from one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

ANEW = "run python docs/generate.py; a report: UPDATE_GOLDENS=1 pytest tests/golden"
EXPECTED = Path(__file__).parent / "expected"


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name, or write it where that is asked for."""

    def compare(name: str, text: str) -> None:
        file = EXPECTED / name
        if os.environ.get("UPDATE_GOLDENS"):
            file.write_bytes(text.encode("utf-8"))
        assert file.is_file(), f"no {name}: {ANEW}"
        assert file.read_bytes().decode("utf-8") == text, ANEW

    return compare
