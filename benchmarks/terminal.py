"""What the screen costs in a terminal, against a bare app of the same toolkit in the same run.

Run: python benchmarks/terminal.py [--rounds N] [--python PYTHON] [--posting COMMAND] [--json]

In each round every program runs once, in turns, at 120 by 36. A figure is the median over the
rounds, with the least and the most beside it. Times are given by the clock and as processor time
of the program itself, with all of its threads: a machine that does something else makes the first
longer, and hardly the second. A loop that takes 20 ms alone is timed in every round, to tell how
busy the machine was.

What a paint is, `programs.py` says; what the thin line is, `link.py`. A key is also held against
one in the URL field of posting, a well-known app of the toolkit, where that is installed;
`--posting` names its command where it is not on the PATH. Where it ends while it starts, a
tree-sitter below 0.26 in its environment helps. `--python` names the interpreter of an environment
with the program installed from a wheel, so that compiled files are there as they are for users.
POSIX only, as it needs a pseudo-terminal; processor time and memory are Linux's.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from programs import COLUMNS, LINES, Program, Step, full_paints

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "templates" / "examples" / "payment-fraud.toml"
# Its cell is claimed green; 20 ms are within the budget, 200 are not.
FLIPS = """[serving]
online = "yes"
p99_budget_ms = 120
p99_expected_ms = 20
[feasibility.serving]
colour = "green"
"""
FLIPPING = "serving.p99_expected_ms"
FORM = "serving.online"
# The last words of the first screen, and the first question in which a text is typed.
READY = {"bare": b"Ready", "ours": b"leave", "posting": b"Enter a URL"}
TEXT = b"cut the churn of small shops by a third within six months"
PAGE_DOWN, PAGE_UP, TAB, CTRL_N, BACKSPACE = b"\x1b[6~", b"\x1b[5~", b"\t", b"\x0e", b"\x7f"
SECTIONS = 10
# So long after an answer the last frame is drawn: it is saved then, and no longer tentative.
SETTLED = 1.3
IDLE = 5.0


@dataclass
class Figure:
    """What is measured once in each round.

    `holds` tells whether a value keeps the promise; `processor` is what stands beside a time.
    """

    name: str
    unit: str
    promise: str = ""
    holds: Callable[[float], bool] | None = None
    rounds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    against: dict[str, list[float]] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """Whether the promise is kept, by the clock or where the machine is left out of it."""
        if self.holds is None or not self.rounds:
            return ""
        if self.holds(statistics.median(self.rounds)):
            return "kept"
        if self.processor and self.holds(statistics.median(self.processor)):
            return "kept in processor time"
        return "MISSED"


def at_most(most: float) -> Callable[[float], bool]:
    """Return whether a value is no more than that."""
    return lambda value: value <= most


class Figures:
    """All figures, in the order in which they were first named."""

    def __init__(self) -> None:
        self.all: dict[str, Figure] = {}

    def add(
        self,
        name: str,
        unit: str,
        value: float,
        processor: float | None = None,
        most: float | None = None,
        promise: str = "",
    ) -> Figure:
        """Keep the value of one round."""
        if name not in self.all:
            words = promise or (f"≤ {most:,g} {unit}" if most is not None else "")
            holds = at_most(most) if most is not None else None
            self.all[name] = Figure(name, unit, words, holds)
        figure = self.all[name]
        figure.rounds.append(value)
        if processor is not None:
            figure.processor.append(processor)
        return figure

    def add_steps(
        self,
        name: str,
        steps: Sequence[Step],
        *,
        ms: float,
        size: float,
        paints: int = 1,
    ) -> None:
        """Keep what steps of one kind took in one round: time, bytes and paints."""
        last = percentile([step.last for step in steps], 95)
        processor = percentile([step.processor for step in steps], 95)
        self.add(f"{name}: p95", "ms", last, processor, ms)
        sizes = [len(step.output) for step in steps]
        self.add(f"{name}: bytes, p95", "B", percentile(sizes, 95), most=size)
        most = max(step.paints for step in steps)
        self.add(f"{name}: paints, most", "", most, most=paints)


def percentile(values: Sequence[float], share: int) -> float:
    """Return the value that so many of a hundred do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


class Bench:
    """One run of everything: programs to start, and where the figures go."""

    def __init__(self, python: str, posting: str | None, folder: str) -> None:
        self.figures = Figures()
        self.posting = shutil.which(posting) if posting else None
        self.why_not = "" if self.posting else f"there is no {posting}"
        self._python = python
        self._folder = folder
        self._files = 0

    # Programs.

    def bare(self) -> Program:
        """Start the bare app."""
        return Program([self._python, str(HERE / "bare.py")], self._folder)

    def ours(self, text: str = "", *more: str, behind: Sequence[str] = ()) -> Program:
        """Start ours on a new file, with some text in it if any."""
        self._files += 1
        file = Path(self._folder) / f"{self._files}.toml"
        if text:
            file.write_text(text, encoding="utf-8")
        return Program([*behind, self._python, "-m", "framing_tui", file.name, *more], self._folder)

    def start_posting(self) -> Program:
        """Start posting; its own settings and requests stay out of it."""
        assert self.posting
        home = {"HOME": self._folder, "XDG_CONFIG_HOME": self._folder}
        home |= {"XDG_DATA_HOME": self._folder, "XDG_STATE_HOME": self._folder}
        return Program([self.posting], self._folder, home)

    # One round.

    def round(self) -> None:
        """Measure everything once."""
        self.figures.add("the machine: 20 ms of a processor, by the clock", "ms", busy())
        bare_keys = self._bare()
        ours_keys = self._blank()
        posting_keys = self._posting()
        self._keys(ours_keys, bare_keys, posting_keys)
        self._filled()
        self._flips()
        self._link()

    def _first(self, program: Program, ready: bytes) -> tuple[float, float]:
        """Return the seconds to the first screen, by the clock and of the processor."""
        clock = program.until(ready)
        processor = program.processor()
        program.drain()
        return clock, processor

    def _bare(self) -> list[Step]:
        program = self.bare()
        self._of_bare = self._first(program, READY["bare"])
        self._bytes_of_bare = len(program.output)
        self._memory_of_bare = program.memory()
        program.drain(0.3)
        steps = [program.key(bytes([letter])) for letter in TEXT]
        program.end()
        return steps

    def _blank(self) -> list[Step]:
        """Measure a new framing: the first screen, rest, all sections there and back, a text."""
        figures, program = self.figures, self.ours()
        clock, processor = self._first(program, READY["ours"])
        ratio = processor / self._of_bare[1]
        figures.add(
            "first screen: processor against bare", "x", ratio, most=1.6
        ).against.setdefault("bare", []).append(1.0)
        figure = figures.add("first screen: time", "ms", clock * 1000, processor * 1000)
        figure.against.setdefault("bare", []).append(self._of_bare[0] * 1000)
        figure.against.setdefault("bare, processor", []).append(self._of_bare[1] * 1000)
        figure = figures.add("first screen: bytes", "B", len(program.output), most=14_000)
        figure.against.setdefault("bare", []).append(self._bytes_of_bare)
        figures.add("first screen: full paints", "", full_paints(program.output), most=1)
        figure = figures.add(
            "first screen: peak memory above bare",
            "MB",
            program.memory() - self._memory_of_bare,
            most=12,
        )
        figure.against.setdefault("bare", []).append(self._memory_of_bare)
        self._idle(program, "idle")
        steps = self._sections(program)
        figures.add_steps("section switch, blank", steps, ms=30, size=5_000)
        program.key(CTRL_N)
        keys = [program.key(bytes([letter])) for letter in TEXT]
        pause(program, SETTLED)
        self._idle(program, "idle after an answer")
        figures.add(
            "after all sections: peak memory above bare",
            "MB",
            program.memory() - self._memory_of_bare,
            most=12,
        )
        program.end()
        return keys

    def _idle(self, program: Program, name: str) -> None:
        program.drain(1.0)
        had, used = len(program.output), program.processor()
        pause(program, IDLE)
        self.figures.add(f"{name} for 5 s: bytes", "B", len(program.output) - had, most=0)
        used = (program.processor() - used) * 1000
        self.figures.add(f"{name} for 5 s: processor", "ms", used, most=10)

    def _sections(self, program: Program) -> list[Step]:
        """Go through all sections, there and back; nothing wraps round."""
        there = [program.key(PAGE_DOWN) for _ in range(SECTIONS - 1)]
        return there + [program.key(PAGE_UP) for _ in range(SECTIONS - 1)]

    def _posting(self) -> list[Step]:
        if self.posting is None:
            return []
        program = self.start_posting()
        steps: list[Step] = []
        try:
            clock, processor = self._first(program, READY["posting"])
            figure = self.figures.all["first screen: time"]
            figure.against.setdefault("posting", []).append(clock * 1000)
            figure.against.setdefault("posting, processor", []).append(processor * 1000)
            program.drain(0.5)
            steps = [program.key(bytes([letter])) for letter in TEXT]
        except (EOFError, TimeoutError) as error:
            self.why_not = f"{self.posting} never draws its URL field: {error}"
            self.posting = None
        program.end()
        return steps

    def _keys(self, ours: list[Step], bare: list[Step], posting: list[Step]) -> None:
        figures = self.figures
        size = statistics.median(len(step.output) for step in ours)
        figures.add("key in a text: bytes, p50", "B", size, most=150)
        for share, most in ((50, None), (95, 10.0)):
            figure = figures.add(
                f"key in a text: p{share}",
                "ms",
                percentile([step.painted for step in ours], share),
                percentile([step.processor for step in ours], share),
                most,
            )
            for name, steps in (("bare", bare), ("posting", posting)):
                if steps:
                    painted = percentile([step.painted for step in steps], share)
                    used = percentile([step.processor for step in steps], share)
                    figure.against.setdefault(name, []).append(painted)
                    figure.against.setdefault(f"{name}, processor", []).append(used)
        if posting:
            name = "key in a text: p95 against posting"
            ratios = [
                percentile([take(step) for step in ours], 95)
                / percentile([take(step) for step in posting], 95)
                for take in (lambda step: step.painted, lambda step: step.processor)
            ]
            figures.add(name, "x", ratios[0], ratios[1], most=0.25)

    def _filled(self) -> None:
        """Measure a whole framing: all sections, and the questions of one of them."""
        text = EXAMPLE.read_text(encoding="utf-8")
        program = self.ours(text, "--at", FORM)
        self._first(program, READY["ours"])
        tabs = [program.key(TAB) for _ in range(20)]
        self.figures.add_steps("next question, filled", tabs, ms=30, size=4_000)
        program.end()
        program = self.ours(text)
        self._first(program, READY["ours"])
        steps = self._sections(program)
        self.figures.add_steps("section switch, filled", steps, ms=30, size=5_000)
        program.end()

    def _flips(self) -> None:
        """Type a digit that turns a cell red, and take it back."""
        program = self.ours(FLIPS, "--at", FLIPPING)
        self._first(program, READY["ours"])
        program.drain(1.0)
        steps = []
        for _ in range(10):
            for key in (b"0", BACKSPACE):
                steps.append(program.key(key))
                # Until it is settled and saved, so that no other frame falls into the next key.
                pause(program, SETTLED)
        self.figures.add_steps("a cell flips", steps, ms=20, size=3_500)
        had = len(program.output)
        program.key(b"0")
        at_once = len(program.output) - had
        pause(program, SETTLED)
        later = len(program.output) - had - at_once
        self.figures.add("a cell flips: bytes later, settled and saved", "B", later)
        program.end()

    def _link(self) -> None:
        """Measure at the far end of a thin line: 56 kbit/s, 200 ms there and back."""
        figures = self.figures
        behind = [sys.executable, str(HERE / "link.py")]
        program = self.ours(behind=behind)
        clock = program.until(READY["ours"])
        figures.add("56 kbit/s, 200 ms: first screen", "s", clock, most=3)
        program.drain(1.5)
        steps = []
        for key in (PAGE_DOWN, PAGE_DOWN, PAGE_DOWN, PAGE_UP):
            steps.append(program.key(key))
            program.drain(0.7)
        last = max(step.last for step in steps) / 1000
        figures.add("56 kbit/s, 200 ms: section, most", "s", last, most=1.2)
        program.key(CTRL_N)
        program.drain(0.7)
        keys = []
        for letter in TEXT[:8]:
            keys.append(program.key(bytes([letter])))
            program.drain(0.5)
        last = max(step.painted for step in keys) / 1000
        figures.add("56 kbit/s, 200 ms: key, most", "s", last, most=0.5)
        program.end()


def pause(program: Program, seconds: float) -> None:
    """Read for so long."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        program.read(left)


def busy() -> float:
    """Return how many milliseconds it takes to get 20 of a processor."""
    begun, used = time.perf_counter(), time.process_time()
    while time.process_time() - used < 0.02:
        pass
    return (time.perf_counter() - begun) * 1000


# The table.


def spread(values: Sequence[float]) -> str:
    """Return the median, and the least and the most."""
    least, most = min(values), max(values)
    middle = shown(statistics.median(values))
    return middle if least == most else f"{middle} ({shown(least)}–{shown(most)})"


def shown(value: float) -> str:
    """Return a number with as many digits as say something."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def table(bench: Bench, rounds: int) -> str:
    """Return all figures as rows of a table."""
    head = ("what", "by the clock", "processor", "beside it", "promise", "")
    rows = [head]
    for figure in bench.figures.all.values():
        unit = f" {figure.unit}" if figure.unit else ""
        beside = "; ".join(
            f"{name} {shown(statistics.median(values))}"
            for name, values in figure.against.items()
            if not name.endswith("processor") or figure.processor
        )
        rows.append(
            (
                figure.name,
                spread(figure.rounds) + unit,
                spread(figure.processor) + unit if figure.processor else "",
                beside,
                figure.promise,
                figure.verdict,
            )
        )
    if bench.why_not:
        rows.append(("key in a text, posting", "skipped", "", "", "", bench.why_not))
    wide = [max(len(row[at]) for row in rows) for at in range(len(head))]
    lines = ["  ".join(text.ljust(w) for text, w in zip(row, wide, strict=True)) for row in rows]
    note = f"{COLUMNS}x{LINES}; medians of {rounds} rounds, in brackets the least and the most"
    return "\n".join([*(line.rstrip() for line in lines), note])


def as_json(bench: Bench, rounds: int) -> str:
    """Return all figures with all rounds."""
    figures = [
        {
            "name": figure.name,
            "unit": figure.unit,
            "median": statistics.median(figure.rounds),
            "rounds": figure.rounds,
            "processor": figure.processor,
            "against": figure.against,
            "promise": figure.promise,
            "verdict": figure.verdict,
        }
        for figure in bench.figures.all.values()
    ]
    return json.dumps({"rounds": rounds, "skipped": bench.why_not, "figures": figures}, indent=2)


def main() -> int:
    """Measure, and print the table; 1 where a promise is missed."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--python", default=sys.executable)
    options.add_argument("--posting", default="posting", metavar="COMMAND")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(given.python, given.posting, folder)
        # What is compiled and cached by the first run of each is not measured.
        for start in (bench.bare, bench.ours):
            warm = start()
            warm.until(READY["bare" if start == bench.bare else "ours"])
            warm.end()
        for number in range(given.rounds):
            print(f"round {number + 1} of {given.rounds}", file=sys.stderr)
            bench.round()
    print(as_json(bench, given.rounds) if given.json else table(bench, given.rounds))
    return int(any(figure.verdict == "MISSED" for figure in bench.figures.all.values()))


if __name__ == "__main__":
    sys.exit(main())
