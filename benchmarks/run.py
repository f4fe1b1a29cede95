"""Everything that is promised about speed, measured in one run, each thing against its anchor.

Run: python benchmarks/run.py [--rounds N] [--quick] [--json OUT] [--python PY] [--posting PATH]

In each round every measurement is taken once, in turns with what it is held against, so that
whatever the machine does meanwhile meets both. Prints tables with the median and the quartiles of
the rounds beside what is promised. Status 0: everything is kept; 1: something is missed; 2: the
machine was too noisy to conclude, which the anchors tell (see figures.py).

`--only` measures one part and can be given again; `--quick` leaves out the largest sizes and
concludes the rest; `--write-docs` puts the tables into docs/performance.md, of a whole run alone.
Linux only, as far as the screen is concerned: what a program takes is read from /proc.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import tables
from figures import Figures
from places import Place

PARTS = ("commands", "inside", "prompts", "terminal", "kickoff", "many", "growth")
ROUNDS = 5


class Part(Protocol):
    """Some measurements that are taken together, once in each round."""

    def round(self) -> None:
        """Measure everything once."""


def parts(given: argparse.Namespace, figures: Figures, place: Place) -> list[Part]:
    """Prepare what is to be measured; imported one by one, as not all of it runs everywhere."""

    def commands() -> Part:
        from commands import Commands

        return Commands(figures, place)

    def inside() -> Part:
        from inside import Inside

        return Inside(figures, place, quick=given.quick)

    def prompts() -> Part:
        from prompts import Prompts

        return Prompts(figures, place)

    def terminal() -> Part:
        from terminal import Terminal

        return Terminal(figures, place, given.posting)

    def kickoff() -> Part:
        from kickoff import Kickoff

        return Kickoff(figures, place, quick=given.quick)

    def many() -> Part:
        from many import Many

        return Many(figures, place, quick=given.quick)

    known: dict[str, Callable[[], Part]] = {
        "commands": commands,
        "inside": inside,
        "prompts": prompts,
        "terminal": terminal,
        "kickoff": kickoff,
        "many": many,
    }
    made = []
    for name, make in known.items():
        if name in given.only:
            say(f"preparing: {name}")
            made.append(make())
    return made


def measure(given: argparse.Namespace, figures: Figures) -> list[dict[str, object]]:
    """Take all rounds; return what grows, which is measured once."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), given.python)
        measured = parts(given, figures, place)
        for number in range(given.rounds):
            for part in measured:
                say(f"round {number + 1} of {given.rounds}: {type(part).__name__.lower()}")
                part.round()
        if "growth" not in given.only:
            return []
        from inside import script

        say("what grows")
        found = script(place, "growth.py", "--json", *(["--quick"] if given.quick else []))
        return list(found)


def say(words: str) -> None:
    """Tell how far it is; the result alone goes to stdout."""
    print(words, file=sys.stderr, flush=True)


def options() -> argparse.ArgumentParser:
    """Return what can be given."""
    found = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    found.add_argument("--rounds", type=int, default=ROUNDS)
    found.add_argument("--quick", action="store_true", help="without the largest sizes")
    found.add_argument("--json", metavar="OUT", help="all figures with all rounds")
    found.add_argument("--python", default=sys.executable, metavar="PY")
    found.add_argument("--posting", default="posting", metavar="PATH")
    found.add_argument("--only", action="append", choices=PARTS)
    found.add_argument("--write-docs", action="store_true", help="fill docs/performance.md")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and return the status."""
    parser = options()
    given = parser.parse_args(arguments)
    if sys.platform == "win32":
        parser.error("it needs a POSIX system")
    if given.rounds < 1:
        parser.error("--rounds is 1 or more")
    if given.write_docs and (given.only or given.quick):
        parser.error("--write-docs is for a whole run: without --only and --quick")
    given.only = given.only or list(PARTS)
    figures = Figures()
    begun = tables.machine()
    growth = measure(given, figures)
    ended = tables.machine().rpartition(", ")[2]
    told = f"{given.rounds} rounds; {begun} at the start, {ended} at the end"
    text = tables.markdown(figures, growth, told)
    if given.json:
        Path(given.json).write_text(tables.as_json(figures, growth, told), encoding="utf-8")
    print(text, end="")
    return status(figures, growth, text if given.write_docs else None)


def status(figures: Figures, growth: Sequence[dict[str, object]], page: str | None) -> int:
    """Say what came of it, write the page where that was asked for, and return the status."""
    verdicts = [figures.verdict(figure) for figure in figures.all.values()]
    missed = verdicts.count("MISSED") + sum(bool(each["is_worse"]) for each in growth)
    open_ones = verdicts.count("not concluded")
    if open_ones:
        for name, why in figures.restless().items():
            say(f"{name}: {why}")
        say(f"{open_ones} figures are not concluded: measure again with nothing else running")
        if page:
            say("docs/performance.md is left as it is")
        return 2
    if page:
        tables.write_page(page)
    say(f"{missed} missed" if missed else "all kept")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
