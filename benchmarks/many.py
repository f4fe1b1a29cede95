"""What judging many files costs: `check` on 100 and on 10,000, and `board` on 2,000.

Run: python benchmarks/many.py [--rounds N] [--quick] [--python PYTHON]

The files are all framings of the known projects and the examples, over and over, each under a title
of its own. How many of them the standard library alone parses in a second is measured in turns with
them. One process is told in processor time, several by the clock, as they are for the sake of it.
"""

from __future__ import annotations

import hashlib
import math
import os
import sys
from pathlib import Path

from figures import Figures
from places import ROOT, Place
from processes import Ran

PARSING = "tomllib alone"
FEW, MANY, FRAMED = 100, 10_000, 2_000
# Files a second on one process, and on two.
ONE, TWO = 400, 750
# What is above it is worse than n log n.
WORST_EXPONENT = 1.15
# Peak memory may not grow with the files: so many MB more for a hundred times as many.
FLAT = 12
_PARSE = """
import pathlib, sys, tomllib
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.toml")):
    tomllib.loads(path.read_text("utf-8"))
"""


def write_framings(folder: Path, count: int) -> None:
    """Write so many framings into a folder, each under a title of its own."""
    templates = ROOT / "templates" / "examples"
    cases = ROOT / "tests" / "cases"
    texts = [
        path.read_text(encoding="utf-8")
        for path in (*sorted(templates.glob("*.toml")), *sorted(cases.glob("*-*.toml")))
    ]
    folder.mkdir()
    for number in range(count):
        lines = texts[number % len(texts)].splitlines(keepends=True)
        at = next(at for at, line in enumerate(lines) if line.startswith("title = "))
        lines[at] = f'title = "Framing {number}"\n'
        (folder / f"{number:05}.framing.toml").write_text("".join(lines), encoding="utf-8")


class Many:
    """Folders of framings, judged by one process and by all."""

    def __init__(self, figures: Figures, place: Place, *, quick: bool) -> None:
        self._figures = figures
        self._place = place
        self._many = MANY // 10 if quick else MANY
        self._framed = FRAMED // 10 if quick else FRAMED
        for count in {FEW, self._many, self._framed}:
            write_framings(place.folder / f"of-{count}", count)

    def round(self) -> None:
        """Judge every folder once, in turns with parsing alone."""
        self._figures.part = "Many files"
        few, many = self._one_process(FEW), self._one_process(self._many)
        name = f"check, {self._many:,} files: peak memory above that of {FEW}"
        above = many.memory - few.memory
        self._figures.add(name, "MB", above, most=FLAT).beside(f"{FEW} files", few.memory)
        self._grows("check", (FEW, few), (self._many, many))
        self._all_processors(many)
        few, many = self._board(FEW), self._board(self._framed)
        self._grows("board", (FEW, few), (self._framed, many))

    def _one_process(self, count: int) -> Ran:
        parsed = self._place.run("-c", _PARSE, f"of-{count}")
        if count != FEW:
            # Its own time is divided by the files, so that it is the same for any number.
            self._figures.saw(PARSING, parsed.processor / count)
        ran = self._check(count, "--jobs", "1")
        least = ONE if count == MANY else None
        rate = count / ran.processor * 1000
        name = f"check, {count:,} files, one process"
        self._figures.add(name, "files/s", rate, least=least, anchor=PARSING).beside(
            "by the clock", count / ran.clock * 1000
        ).beside(PARSING, count / parsed.processor * 1000)
        return ran

    def _grows(self, command: str, few: tuple[int, Ran], many: tuple[int, Ran]) -> None:
        """Tell the exponent between two numbers of files, without what a start takes by itself."""
        start = self._place.run("-m", "framing_tui", "--version").processor
        times = [ran.processor - start for _, ran in (few, many)]
        slope = math.log(times[1] / times[0]) / math.log(many[0] / few[0])
        name = f"{command}, from {few[0]:,} files to {many[0]:,}: exponent"
        self._figures.add(name, "", slope, most=WORST_EXPONENT, anchor=PARSING)

    def _all_processors(self, one: Ran) -> None:
        figures, count = self._figures, self._many
        several = self._check(count)
        name = f"check, {count:,} files, as many processes as it starts by itself"
        least = TWO if count == MANY and (os.cpu_count() or 1) > 1 else None
        rate = count / several.clock * 1000
        figures.add(name, "files/s", rate, least=least, anchor=PARSING).beside(
            "in processor time of all", count / several.processor * 1000
        )
        name = f"check, {count:,} files, several processes: peak memory of the largest"
        figures.add(name, "MB", several.memory)
        differ = _hash(several) != _hash(one)
        figures.add("check: outputs that differ with and without --jobs", "", int(differ), most=0)

    def _board(self, count: int) -> Ran:
        asked = ("board", f"of-{count}", "--to", "csv", "-o", "-", "--jobs", "1")
        ran = self._place.run("-m", "framing_tui", *asked)
        rate = count / ran.processor * 1000
        name = f"board, {count:,} framings as CSV, one process"
        self._figures.add(name, "files/s", rate).beside("peak memory", ran.memory, "MB")
        return ran

    def _check(self, count: int, *more: str) -> Ran:
        arguments = ("check", f"of-{count}", "--fail-on", "never", *more)
        return self._place.run("-m", "framing_tui", *arguments)


def _hash(ran: Ran) -> str:
    return hashlib.sha256(ran.output).hexdigest()


if __name__ == "__main__":
    from run import main

    sys.exit(main(["--only", "many", *sys.argv[1:]]))
