"""How long judging takes: all of a framing, and at a keystroke, when one answer has changed.

Run: python benchmarks/judge.py [RUNS] [--json]

Each starter and each example is judged after each of many letters typed into one answer: by itself,
so that nothing that was worked out for the framing before is found again, and behind the framing
before, as the app and line mode do, with all that any part of the screen shows of it. Processor
time, in the middle; a fixed loop is measured in turns with it, so that two machines, or two hours
of one, can be compared.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from framing_tui.assessment import Assessment, assess
from framing_tui.assessment.carried import Judge
from framing_tui.content import example_names, example_path, starter_names, starter_path
from framing_tui.model.framing import Framing
from framing_tui.rules.settings import AS_DECLARED
from framing_tui.storage.load import load

TODAY = date(2026, 11, 23)
# The answer into which letters are typed: the KPI, which several rules read.
TYPED = "stack.kpi"


def loop() -> int:
    """Do always the same: the yardstick of all that is measured inside one process."""
    return sum(i * i for i in range(100_000))


def processor(work: Callable[[], object]) -> float:
    """Return the milliseconds of the processor that some work takes."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


Assess = Callable[[Framing], Assessment]


def all_of(judged: Assessment) -> None:
    """Ask for all that is worked out where somebody asks."""
    for name in ("killers", "results", "sections", "first_sections", "wanted"):
        getattr(judged, name)


def keystroke(assess: Assess, framing: Framing, number: int) -> Callable[[], object]:
    """Return what a letter asks for: a framing with one more answer, and its assessment."""
    return lambda: all_of(assess(framing.with_answer(TYPED, f"loss of money, {number}")))


def measured(path: Path, runs: int, assess: Assess) -> list[float]:
    """Return what each of many keystrokes takes in a file; the first three are not counted, as the
    second begins to note what rests on what."""
    framing = load(path).framing
    return [processor(keystroke(assess, framing, number)) for number in range(runs + 3)][3:]


def alone(framing: Framing) -> Assessment:
    """Judge a framing by itself."""
    return assess(framing, TODAY)


def behind_others() -> Assess:
    """Return what judges a framing behind the one before."""
    judge = Judge(AS_DECLARED)
    return lambda framing: judge.assess(framing, TODAY)


def main() -> None:
    """Print a line per file, or all in JSON."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("runs", type=int, nargs="?", default=100)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    anew: dict[str, float] = {}
    found: dict[str, float] = {}
    loops = []
    for names, path_of in ((starter_names(), starter_path), (example_names(), example_path)):
        for name in names:
            loops.append(processor(loop))
            anew[name] = statistics.median(measured(path_of(name), given.runs, alone))
            found[name] = statistics.median(measured(path_of(name), given.runs, behind_others()))
    if given.json:
        print(json.dumps({"ms": found, "anew": anew, "loops": loops}))
        return
    print(f"a loop of 100,000 squares: {statistics.median(loops):.2f} ms")
    for name, ms in found.items():
        print(f"{name:24} {ms:.2f} ms; all anew: {anew[name]:.2f} ms")


if __name__ == "__main__":
    main()
