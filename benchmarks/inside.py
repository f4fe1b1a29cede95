"""What is measured inside one process: a keystroke's assessment, a save, and what grows.

The scripts are started by the interpreter that is measured, so that it judges with the package that
is installed there: `judge.py`, `save.py`, `growth.py`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from figures import Figures
from places import Place

HERE = Path(__file__).parent
LOOP = "a loop of 100,000 squares"
# The example that has the most answers.
FULL = "payment-fraud"


class Inside:
    """Judging and saving, in a process of their own."""

    def __init__(self, figures: Figures, place: Place, *, quick: bool) -> None:
        self._figures = figures
        self._place = place
        self._runs = "20" if quick else "100"

    def round(self) -> None:
        """Judge and save many times, with a fixed loop in turns."""
        figures = self._figures
        figures.part = "Inside the program, in processor time"
        judged = script(self._place, "judge.py", self._runs, "--json")
        for ms in judged["loops"]:
            figures.saw(LOOP, ms)
        loop = sorted(judged["loops"])[len(judged["loops"]) // 2]
        full = judged["ms"][FULL]
        name = "a letter in a full framing, judged behind the one before"
        figures.add(name, "ms", full, most=0.8, anchor=LOOP).beside(LOOP, loop)
        name = "a full framing, all judged anew"
        figures.add(name, "ms", judged["anew"][FULL], most=0.8, anchor=LOOP).beside(LOOP, loop)
        saved = script(self._place, "save.py", self._runs, "--json")
        for ms in saved["loops"]:
            figures.saw(LOOP, ms)
        middle = sorted(saved["ms"])[len(saved["ms"]) // 2]
        name = "a save of one answer, beside the disk"
        figures.add(name, "ms", middle, most=10, anchor=LOOP).beside("the first", saved["first"])


def script(place: Place, name: str, *arguments: str) -> Any:
    """Run one of the scripts beside this one; return the JSON that it prints."""
    return json.loads(place.run(str(HERE / name), *arguments).output)
