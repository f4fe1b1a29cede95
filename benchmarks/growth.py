"""What grows faster than it should: load, judge, save and print framings of doubling sizes.

Run: python benchmarks/growth.py [--quick] [--kind NAME] [--json]

For each thing that grows (`grown.py`) and each kind of work: processor time at doubling sizes, and
the exponent that the last three doublings show (1 is linear, 2 quadratic; n log n comes out a
little above 1). Above 1.15 is worse than n log n and is marked, where it takes long enough to be
noticed. What is linear may still be steep: milliseconds for a hundred more stand beside it.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from grown import KINDS, Kind
from judge import TODAY, TYPED

from framing_tui.assessment import assess
from framing_tui.assessment.changes import Stand, changes
from framing_tui.content import example_path
from framing_tui.model.framing import Framing
from framing_tui.reports.difference import Side, difference
from framing_tui.reports.difference_text import render
from framing_tui.rules.settings import AS_DECLARED
from framing_tui.session import Session
from framing_tui.spec.html import export_html
from framing_tui.spec.markdown import export_markdown
from framing_tui.storage.load import Opened, load_bytes
from framing_tui.storage.merge import merge
from framing_tui.storage.toml_edit import edited

WORST_EXPONENT = 1.15
# What takes less at the largest size is noticed by nobody, and its exponent is noise.
NOTICED_MS = 5.0
# So many doublings tell the exponent: what does not grow weighs too much at smaller sizes.
DOUBLINGS = 3
STEPS = (625, 1250, 2500, 5000)


@dataclass(frozen=True)
class Growth:
    """One kind of work on one thing that grows: milliseconds by size."""

    kind: str
    work: str
    sizes: tuple[int, ...]
    ms: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """The slope of the last doublings, as logarithms."""
        pairs = list(zip(self.sizes, self.ms, strict=True))[-DOUBLINGS - 1 :]
        xs = [math.log(size) for size, _ in pairs]
        ys = [math.log(max(ms, 1e-3)) for _, ms in pairs]
        x, y = sum(xs) / len(xs), sum(ys) / len(ys)
        above = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
        return above / sum((a - x) ** 2 for a in xs)

    @property
    def per_hundred(self) -> float:
        """Milliseconds for a hundred more, at the largest sizes."""
        return (self.ms[-1] - self.ms[-2]) / (self.sizes[-1] - self.sizes[-2]) * 100

    @property
    def is_worse(self) -> bool:
        """Whether it grows faster than n log n, and to something that is noticed."""
        return self.ms[-1] > NOTICED_MS and self.exponent > WORST_EXPONENT


def least(work: Callable[[], object]) -> float:
    """Return the least milliseconds of the processor that some work takes, of a few times."""
    found: list[float] = []
    while len(found) < 5 and sum(found) < 1000:
        start = time.process_time()
        work()
        found.append((time.process_time() - start) * 1000)
    return min(found)


def works(kind: Kind, text: str) -> dict[str, Callable[[], object]]:
    """Return what is done with a framing, each piece of work on a framing of its own."""
    raw = text.encode()
    opened = load_bytes(raw, "grown.toml")
    framing = opened.framing
    numbers = iter(range(1_000_000))

    def anew() -> Framing:
        # Nothing that was worked out before is known of it.
        return Framing(framing.answers, framing.not_applicable, framing.notes, framing.basis)

    def changed(of: Framing) -> Framing:
        number = next(numbers)
        if not kind.records:
            return of.with_answer(TYPED, f"loss of money, {number}")
        rows = of.answers[kind.records]
        middle = rows[len(rows) // 2]
        return of.with_row(
            kind.records, len(rows) // 2, middle.replace(**{middle.key: f"renamed {number}"})
        )

    before = anew()
    stand = Stand(before, assess(before, TODAY))

    def told() -> object:
        after = changed(before)
        return changes(stand, Stand(after, assess(after, TODAY)), kind.records or TYPED)

    def differs() -> object:
        after = changed(anew())
        sides = Side("a", stand), Side("b", Stand(after, assess(after, TODAY)))
        return render(difference(*sides))

    return {
        "load": lambda: load_bytes(raw, "grown.toml"),
        "assess": lambda: assess(anew(), TODAY),
        "a letter in a text, judged": lambda: assess(
            before.with_answer(TYPED, f"loss of money, {next(numbers)}"), TODAY
        ),
        "a change in it, judged and told": told,
        "save of a change in it": lambda: edited(_fresh(opened), changed(framing)).text.encode(),
        "page": lambda: export_markdown(anew(), AS_DECLARED),
        "page in HTML": lambda: export_html(anew(), AS_DECLARED),
        "diff": differs,
        "merge": lambda: merge(anew(), changed(anew()), changed(anew())),
    }


def _fresh(opened: Opened) -> Opened:
    return opened._replace(text=opened.text)


def grown(kind: Kind, sizes: Sequence[int]) -> list[Growth]:
    """Measure every kind of work at every size."""
    took: dict[str, list[float]] = {}
    for size in sizes:
        for work, run in works(kind, kind.text(size)).items():
            took.setdefault(work, []).append(least(run))
    return [Growth(kind.name, work, tuple(sizes), tuple(ms)) for work, ms in took.items()]


def undone(sizes: Sequence[int]) -> list[Growth]:
    """Measure a letter, and undo, after ever more steps of one session."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "framing.toml"
        file.write_bytes(example_path("payment-fraud").read_bytes())
        session = Session.open(file, TODAY)
        letters, undos = [], []
        numbers = iter(range(1_000_000))

        def type_letter() -> object:
            session.answer(TYPED, f"letter {next(numbers)}")
            return session.assessment

        def undo() -> object:
            session.undo()
            return session.assessment

        for done in range(1, max(sizes) + 1):
            # Two questions in turns, as letters in one are one step.
            session.answer((TYPED, "stack.outcome")[done % 2], f"answer {done}")
            session.begin_step()
            if done in sizes:
                letters.append(least(type_letter))
                undos.append(least(undo))
        session.close()
    return [
        Growth("steps to undo", "a letter", tuple(sizes), tuple(letters)),
        Growth("steps to undo", "undo", tuple(sizes), tuple(undos)),
    ]


def measured(only: str | None = None, *, quick: bool = False) -> list[Growth]:
    """Measure everything, or one thing that grows; `quick` stops at a quarter of the sizes."""
    found = []
    for kind in KINDS:
        if only is None or kind.name.startswith(only):
            found += grown(kind, kind.sizes[:-2] if quick else kind.sizes)
    if only is None or "steps to undo".startswith(only):
        found += undone(STEPS[:-2] if quick else STEPS)
    return found


def table(found: Sequence[Growth]) -> str:
    """Return all of it as Markdown, the largest first of each thing that grows."""
    rows = ["| what grows | work | at most | ms there | exponent | ms for 100 more | |"]
    rows.append("| --- | --- | ---: | ---: | ---: | ---: | --- |")
    for growth in found:
        mark = "worse than n log n" if growth.is_worse else ""
        rows.append(
            f"| {growth.kind} | {growth.work} | {growth.sizes[-1]:,} | {growth.ms[-1]:.1f}"
            f" | {growth.exponent:.2f} | {growth.per_hundred:.2f} | {mark} |"
        )
    return "\n".join(rows)


def plain(growth: Growth) -> dict[str, object]:
    """Return all that is known of it, for JSON."""
    told = {name: getattr(growth, name) for name in ("exponent", "per_hundred", "is_worse")}
    return {**asdict(growth), **told}


def main() -> None:
    """Print the table, or all in JSON."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--quick", action="store_true", help="a quarter of the sizes")
    options.add_argument("--kind", help="one thing that grows, by the start of its name")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    found = measured(given.kind, quick=given.quick)
    print(json.dumps([plain(growth) for growth in found]) if given.json else table(found))


if __name__ == "__main__":
    main()
