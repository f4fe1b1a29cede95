"""Every section at every size, empty and filled, as text: what is drawn may not change unseen.

`python docs/generate.py` writes them anew, or `UPDATE_GOLDENS=1`; look at the difference before it
is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from framing_tui.content import example_path
from framing_tui.interview.clock import Clock
from framing_tui.model.catalogue import SECTIONS

from .desk import Desk, at_desk

GOLDENS = Path(__file__).parents[1] / "golden" / "screens"
SIZES = [(80, 24), (100, 30), (120, 36), (200, 50)]
FILES = {"empty": None, "filled": "payment-fraud"}


def compare(name: str, found: str) -> None:
    """Compare a screen with the one that was kept."""
    path = GOLDENS / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8"), "run python docs/generate.py"


def drawn(desk: Desk) -> str:
    return "\n".join(line.rstrip() for line in desk.lines) + "\n"


@pytest.mark.parametrize("state", FILES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_section_looks_as_it_did(
    tmp_path: Path, size: tuple[int, int], state: str
) -> None:
    file, example = tmp_path / "f.toml", FILES[state]
    if example is not None:
        file.write_bytes(example_path(example).read_bytes())
    screens = []
    async with at_desk(file, size, read_only=True) as desk:
        # However long it takes on a busy machine, no minute has gone.
        desk.open_form.clock = Clock(lambda: 0.0)
        for section in SECTIONS:
            await desk.press("ctrl+g", str(section.number % 10))
            # A blank picture of a crashed app would be the same each time, too.
            await desk.shows_section(section)
            assert section.title in desk.screen
            assert "F1 help" in desk.keys
            screens.append(drawn(desk))
    compare(f"{state}-{size[0]}x{size[1]}", "\n".join(screens))
