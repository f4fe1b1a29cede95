"""How long judging takes: each starter and example, after parsing.

Run: python benchmarks/judge.py [RUNS]

The least of many runs is the figure to hold against the promise (under 1 ms for a starter): what
lies above it is the machine doing something else. The median is given beside it, and how long a
fixed loop took in the same minute, so that two machines, or two hours of one, can be compared.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from framing_tui.assessment import assess
from framing_tui.content import example_names, example_path, starter_names, starter_path
from framing_tui.model.framing import Framing
from framing_tui.storage.load import load

TODAY = date(2026, 11, 23)
PROMISE_MS = 1.0


def timed(work: Callable[[], object], runs: int) -> list[float]:
    """Return the milliseconds of each run."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def judged_afresh(path: Path) -> Callable[[], object]:
    """Return work that judges a file's answers as if they had just been read."""
    answers = load(path).framing
    parts = answers.answers, answers.not_applicable, answers.notes
    return lambda: assess(Framing(*parts), TODAY)


def main() -> int:
    """Print a line per file; exit 1 where a starter's best run misses the promise."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    loop = min(timed(lambda: sum(i * i for i in range(100_000)), 20))
    print(f"a loop of 100,000 squares: {loop:.2f} ms")
    missed = []
    for kind, names, path_of in (
        ("starter", starter_names(), starter_path),
        ("example", example_names(), example_path),
    ):
        for name in names:
            found = timed(judged_afresh(path_of(name)), runs)
            least, median = min(found), statistics.median(found)
            print(f"{kind}  {name:24} least {least:.2f}  median {median:.2f}")
            if kind == "starter" and least >= PROMISE_MS:
                missed.append(name)
    if missed:
        print(f"not under {PROMISE_MS} ms: {', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
