"""What the screen costs in a terminal, against a bare app of the same toolkit in the same run.

Run: python benchmarks/terminal.py [--rounds N] [--python PYTHON] [--posting COMMAND] [--json OUT]

In each round every program runs once, in turns, at 120 by 36. Times are given by the clock and as
processor time of the program itself, with all of its threads: a machine that does something else
makes the first longer, and hardly the second.

What a paint is, `programs.py` says; what the thin line is, `link.py`. A key is also held against
one in the URL field of posting, a well-known app of the toolkit, where that is installed;
`--posting` names its command where it is not on the PATH. Where it ends while it starts, a
tree-sitter below 0.26 in its environment helps. `--python` names the interpreter of an environment
with the program installed from a wheel, so that compiled files are there as they are for users.
POSIX only, as it needs a pseudo-terminal; processor time and memory are Linux's.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from figures import Figures, Step, percentile
from places import ROOT, Place
from programs import Program, full_paints, pause

HERE = Path(__file__).parent
EXAMPLE = ROOT / "templates" / "examples" / "payment-fraud.toml"
BARE, POSTING = "a bare app", "posting"
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
READY = {BARE: b"Ready", "ours": b"leave", POSTING: b"Enter a URL"}
TEXT = b"cut the churn of small shops by a third within six months"
PAGE_DOWN, PAGE_UP, TAB, CTRL_N, BACKSPACE = b"\x1b[6~", b"\x1b[5~", b"\t", b"\x0e", b"\x7f"
SECTIONS = 10
# So long after an answer the last frame is drawn: it is saved then, and no longer tentative.
SETTLED = 1.3
IDLE = 5.0


class Terminal:
    """Everything about the screen: programs to start, and where the figures go."""

    def __init__(self, figures: Figures, place: Place, posting: str | None) -> None:
        self.figures = figures
        self._place = place
        self._files = 0
        self._posting = shutil.which(posting) if posting else None
        if self._posting is None:
            figures.left_out[POSTING] = f"there is no {posting}" if posting else "not asked for"
        # What is compiled and cached by the first run of each is not measured.
        for start, ready in ((lambda: bare_app(place), BARE), (self._ours, "ours")):
            warm = start()
            warm.until(READY[ready])
            warm.end()

    # Programs.

    def _ours(self, text: str = "", *more: str, behind: Sequence[str] = ()) -> Program:
        """Start ours on a new file, with some text in it if any."""
        self._files += 1
        file = self._place.folder / f"{self._files}.toml"
        if text:
            file.write_text(text, encoding="utf-8")
        return self._place.program("-m", "framing_tui", file.name, *more, behind=behind)

    # One round.

    def round(self) -> None:
        """Measure everything once."""
        self.figures.part = "The screen, at 120 by 36"
        bare = self._of_bare()
        posting = self._of_posting()
        self._filled_start()
        self._keys(self._blank(), bare, posting)
        self._filled()
        self._flips()
        self.figures.part = "The same at the far end of a line of 56 kbit/s and 200 ms"
        self._link()

    def _of_bare(self) -> list[Step]:
        program = bare_app(self._place)
        self._bare_first = self._first(program, READY[BARE])
        self.figures.saw(BARE, self._bare_first[1])
        self._bare_bytes = len(program.output)
        self._bare_memory = program.memory()
        program.drain(0.3)
        steps = [program.key(bytes([letter])) for letter in TEXT]
        program.end()
        return steps

    def _of_posting(self) -> list[Step]:
        self._posting_first: tuple[float, float] | None = None
        if self._posting is None:
            return []
        # Its own settings and requests stay out of it.
        program = Program([self._posting], str(self._place.folder), self._place.env)
        steps: list[Step] = []
        try:
            self._posting_first = self._first(program, READY[POSTING])
            self.figures.saw(POSTING, self._posting_first[1])
            program.drain(0.5)
            steps = [program.key(bytes([letter])) for letter in TEXT]
        except (EOFError, TimeoutError) as error:
            self.figures.left_out[POSTING] = f"{self._posting} never draws its URL field: {error}"
            self._posting = None
        program.end()
        return steps

    def _first(self, program: Program, ready: bytes) -> tuple[float, float]:
        """Return the milliseconds to the usable screen, by the clock and of the processor."""
        clock = program.until(ready)
        processor = program.processor()
        program.drain()
        return clock * 1000, processor * 1000

    def _filled_start(self) -> None:
        """Measure the start of a filled framing, its memory, and all its sections."""
        figures = self.figures
        program = self._ours(EXAMPLE.read_text(encoding="utf-8"))
        clock, processor = program.until_painted()
        figure = figures.add("first paint, filled: time", "ms", clock * 1000, processor * 1000)
        clock, processor = self._first(program, READY["ours"])
        figures.add("usable screen, filled: time", "ms", clock, processor).beside(
            BARE, self._bare_first[0]
        ).beside(f"{BARE}, processor", self._bare_first[1])
        name = "usable screen, filled: processor against a bare app"
        figure = figures.add(name, "×", processor / self._bare_first[1], most=1.4, anchor=BARE)
        if self._posting_first:
            figure.beside(
                "posting against a bare app", self._posting_first[1] / self._bare_first[1]
            )
            name = "usable screen, filled: processor against posting"
            ratio = processor / self._posting_first[1]
            figures.add(name, "×", ratio, most=0.33, anchor=POSTING)
        self._memory(program, "usable screen, filled", 10)
        steps = self._sections(program)
        figures.add_steps("section switch, filled", steps, ms=30, size=5_000, anchor=BARE)
        self._memory(program, "all ten sections visited, filled", 15)
        program.end()

    def _memory(self, program: Program, name: str, most: float) -> None:
        above = program.memory() - self._bare_memory
        self.figures.add(f"{name}: peak memory above a bare app", "MB", above, most=most).beside(
            BARE, self._bare_memory
        )

    def _blank(self) -> list[Step]:
        """Measure a new framing: the first screen, rest, all sections there and back, a text."""
        figures, program = self.figures, self._ours()
        clock, processor = self._first(program, READY["ours"])
        ratio = processor / self._bare_first[1]
        name = "usable screen, blank: processor against a bare app"
        figures.add(name, "×", ratio, most=1.6, anchor=BARE)
        figures.add("usable screen, blank: time", "ms", clock, processor)
        figures.add("usable screen, blank: bytes", "B", len(program.output), most=14_000).beside(
            BARE, self._bare_bytes
        )
        painted = full_paints(program.output)
        figures.add("usable screen, blank: full paints", "", painted, most=1)
        self._idle(program, "idle")
        steps = self._sections(program)
        figures.add_steps("section switch, blank", steps, ms=30, size=5_000, anchor=BARE)
        program.key(CTRL_N)
        keys = [program.key(bytes([letter])) for letter in TEXT]
        pause(program, SETTLED)
        self._idle(program, "idle after an answer")
        program.end()
        return keys

    def _idle(self, program: Program, name: str) -> None:
        program.drain(1.0)
        had, used = len(program.output), program.processor()
        pause(program, IDLE)
        self.figures.add(f"{name} for 5 s: bytes", "B", len(program.output) - had, most=0)
        used = (program.processor() - used) * 1000
        self.figures.add(f"{name} for 5 s: processor", "ms", used, most=10, anchor=BARE)

    def _sections(self, program: Program) -> list[Step]:
        """Go through all sections, there and back; nothing wraps round."""
        there = [program.key(PAGE_DOWN) for _ in range(SECTIONS - 1)]
        return there + [program.key(PAGE_UP) for _ in range(SECTIONS - 1)]

    def _keys(self, ours: list[Step], bare: list[Step], posting: list[Step]) -> None:
        figures = self.figures
        size = statistics.median(len(step.output) for step in ours)
        figures.add("key in a text: bytes, p50", "B", size, most=150)
        for share, most in ((50, None), (95, 10.0)):
            painted, used = _times(ours, share)
            name = f"key in a text: p{share}"
            figure = figures.add(name, "ms", painted, used, most, anchor=BARE)
            for beside, steps in ((BARE, bare), (POSTING, posting)):
                if steps:
                    painted, used = _times(steps, share)
                    figure.beside(beside, painted).beside(f"{beside}, processor", used)
        if posting:
            ratios = [a / b for a, b in zip(_times(ours, 95), _times(posting, 95), strict=True)]
            name = "key in a text: p95 against posting"
            figures.add(name, "×", ratios[0], ratios[1], most=0.25, anchor=POSTING)

    def _filled(self) -> None:
        """Measure going from question to question in a filled framing."""
        program = self._ours(EXAMPLE.read_text(encoding="utf-8"), "--at", FORM)
        self._first(program, READY["ours"])
        tabs = [program.key(TAB) for _ in range(20)]
        self.figures.add_steps("next question, filled", tabs, ms=30, size=4_000, anchor=BARE)
        program.end()

    def _flips(self) -> None:
        """Type a digit that turns a cell red, and take it back."""
        program = self._ours(FLIPS, "--at", FLIPPING)
        self._first(program, READY["ours"])
        program.drain(1.0)
        steps = []
        for _ in range(10):
            for key in (b"0", BACKSPACE):
                steps.append(program.key(key))
                # Until it is settled and saved, so that no other frame falls into the next key.
                pause(program, SETTLED)
        self.figures.add_steps("a cell flips", steps, ms=20, size=3_500, anchor=BARE)
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
        program = self._ours(behind=behind)
        clock = program.until(READY["ours"])
        figures.add("thin line: usable screen", "s", clock, most=3, anchor=BARE)
        program.drain(1.5)
        steps = []
        for key in (PAGE_DOWN, PAGE_DOWN, PAGE_DOWN, PAGE_UP):
            steps.append(program.key(key))
            program.drain(0.7)
        last = max(step.last for step in steps) / 1000
        figures.add("thin line: section, most", "s", last, most=1.2, anchor=BARE)
        program.key(CTRL_N)
        program.drain(0.7)
        keys = []
        for letter in TEXT[:8]:
            keys.append(program.key(bytes([letter])))
            program.drain(0.5)
        last = max(step.painted for step in keys) / 1000
        figures.add("thin line: key, most", "s", last, most=0.5, anchor=BARE)
        program.end()


def bare_app(place: Place) -> Program:
    """Start the bare app, the yardstick."""
    return place.program(str(HERE / "bare.py"))


def _times(steps: Sequence[Step], share: int) -> tuple[float, float]:
    """Return the milliseconds to the paint and of the processor, at a share of the steps."""
    painted = percentile([step.painted for step in steps], share)
    return painted, percentile([step.processor for step in steps], share)


if __name__ == "__main__":
    from run import main

    sys.exit(main(["--only", "terminal", *sys.argv[1:]]))
