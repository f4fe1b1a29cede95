"""Write docs/evidence.md from the cases: `python tests/cases/evidence.py`.

Why generated: what the product finds in documented projects is a claim, and a claim that is
written by hand drifts from what the program does. With `--check` nothing is written, and the exit
code tells whether the page is up to date.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from framing_tui.assessment import Assessment, assess
from framing_tui.rules.finding import Finding, Level
from framing_tui.storage.load import Opened, load

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "evidence.md"
RUNS = ("team", "honest")
RUN_WORDS = {"team": "optimistic", "honest": "honest"}
# The rule about the decision itself: it repeats the reds that stand, and adds none of its own.
REPEATS = "FT901"


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Mapped:
    """Which rules name an expected finding, and which come near without naming it."""

    key: str
    name: str
    codes: tuple[str, ...]
    near: tuple[str, ...]


BEFORE: dict[str, int] = _data("before.toml")
MAPPING = {
    key: Mapped(key, raw["name"], tuple(raw["codes"]), tuple(raw.get("near", ())))
    for key, raw in _data("mapping.toml").items()
}


@dataclass(frozen=True)
class Expectation:
    """One finding that a reviewer should have made, and what each run made of it."""

    mapped: Mapped
    says: str
    knowable: str


@dataclass(frozen=True)
class Run:
    """One framing of a case, judged."""

    case: str
    run: str
    opened: Opened
    assessment: Assessment

    @property
    def counting(self) -> tuple[Finding, ...]:
        """The findings that count, reds and warnings only."""
        return tuple(f for f in self.assessment.counting if f.level is not Level.NOTE)

    @property
    def reds(self) -> tuple[Finding, ...]:
        """The reds that count."""
        return tuple(f for f in self.counting if f.level is Level.RED)

    def naming(self, mapped: Mapped) -> tuple[Finding, ...]:
        """Return the findings that name it, reds first and then in the order of the mapping."""
        named = [f for f in self.counting if f.code in mapped.codes]
        return tuple(sorted(named, key=lambda f: (f.level.weight, mapped.codes.index(f.code))))

    def near(self, mapped: Mapped) -> tuple[Finding, ...]:
        """Return the findings that touch it without naming it."""
        return tuple(f for f in self.counting if f.code in mapped.near)

    def rests_on_gaps(self, finding: Finding) -> bool:
        """Tell whether a finding rests only on answers that the sources do not give.

        The decision's own red does so where all the reds that it repeats do.
        """
        if finding.code == REPEATS:
            others = [f for f in self.reds if f.code != REPEATS]
            cells = self.assessment.cells
            claimed = [c for c in cells if c.claimed == "red"]
            is_ml = self.assessment.verdict.name == "ml"
            return is_ml and not claimed and all(self.rests_on_gaps(f) for f in others)
        return bool(finding.absent)


@dataclass(frozen=True)
class Case:
    """One documented project, with its two framings."""

    key: str
    id: str
    shown: str
    documentation: str
    expected: tuple[Expectation, ...]
    also: tuple[Mapped, ...]
    false_alarms: tuple[Mapped, ...]
    legitimate: str
    needed: dict[str, str]

    @property
    def is_sound(self) -> bool:
        """True for a project that a reviewer should have let through."""
        return not self.expected

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Both framings, judged."""
        return tuple(self._run(name) for name in RUNS)

    def _run(self, name: str) -> Run:
        path = HERE / f"{self.key}-{name}.toml"
        opened = load(path, path.name)
        return Run(self.key, name, opened, assess(opened.framing))


def cases() -> tuple[Case, ...]:
    """Return the cases in the order of expected.toml."""
    needed = _data("needed.toml")
    return tuple(
        Case(
            key,
            raw["id"],
            raw["shown"],
            raw["documentation"],
            tuple(
                Expectation(MAPPING[e["name"]], e["says"], e["knowable"])
                for e in raw.get("expected", ())
            ),
            tuple(MAPPING[name] for name in raw.get("also", ())),
            tuple(MAPPING[name] for name in raw.get("false_alarms", ())),
            raw.get("legitimate", ""),
            needed.get(key, {}),
        )
        for key, raw in _data("expected.toml").items()
    )


CASES = cases()
FAILING = tuple(case for case in CASES if not case.is_sound)
SOUND = tuple(case for case in CASES if case.is_sound)


@dataclass(frozen=True)
class Outcome:
    """What one run of a failing case said about one expected finding."""

    case: Case
    run: Run
    rank: int

    @property
    def expectation(self) -> Expectation:
        return self.case.expected[self.rank]

    @property
    def named(self) -> tuple[Finding, ...]:
        return self.run.naming(self.expectation.mapped)

    @property
    def tells_apart(self) -> bool:
        """True where something named it that no run of a sound project gets as heavily."""
        runs = [run for case in SOUND for run in case.runs]
        return any(not any(_as_heavy(f, g) for r in runs for g in r.counting) for f in self.named)

    @property
    def needed(self) -> str:
        """The question that would have been needed, for a miss."""
        return self.case.needed.get(str(self.rank + 1), "")


def _as_heavy(finding: Finding, other: Finding) -> bool:
    return other.code == finding.code and other.level.weight <= finding.level.weight


def outcomes(rank: int) -> tuple[Outcome, ...]:
    """Return one outcome a run, for the expected finding of that rank."""
    return tuple(Outcome(c, run, rank) for c in FAILING for run in c.runs if rank < len(c.expected))


FIRST = outcomes(0)
HITS = tuple(o for o in FIRST if o.named)
MISSES = tuple(o for o in FIRST if not o.named)
ALL_MISSES = tuple(o for rank in range(3) for o in outcomes(rank) if not o.named)


@dataclass(frozen=True)
class Share:
    """How many of some expectations were named, and how many would be by chance.

    Chance is the same expectations held against what the other failing projects got in the same
    variant: what a judge would name who says the same of everybody.
    """

    named: int
    of: int
    chance: float

    @property
    def words(self) -> str:
        """The share as the page says it."""
        points = round(100 * (self.named / self.of - self.chance))
        return (
            f"{self.named} of {self.of} ({self.named / self.of:.0%}) | {self.chance:.0%} | {points}"
        )


def share(run: str, ranks: Iterable[int]) -> Share:
    """Return how many expectations of some ranks a variant of the failing projects names."""
    wanted = [o for rank in ranks for o in outcomes(rank) if o.run.run == run]
    by_chance = [
        bool(other.naming(o.expectation.mapped))
        for o in wanted
        for case in FAILING
        for other in case.runs
        if other.run == run and case.key != o.case.key
    ]
    return Share(sum(bool(o.named) for o in wanted), len(wanted), sum(by_chance) / len(by_chance))


def false_alarms(case: Case, run: Run) -> tuple[tuple[Mapped, Finding], ...]:
    """Return the reds under the name of a false alarm that rest on an answer that was given."""
    return tuple(
        (mapped, finding)
        for mapped in case.false_alarms
        for finding in run.naming(mapped)
        if finding.level is Level.RED and not run.rests_on_gaps(finding)
    )


# The page.


def page() -> str:
    """Return the whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from _INTRODUCTION.strip().splitlines()
    yield ""
    yield from _result()
    yield from _shares()
    yield from _first()
    yield from _missed()
    yield from _further()
    yield from _sound()
    yield from _mapping()
    yield from _LIMITS.strip().splitlines()


def _result() -> Iterator[str]:
    apart = sum(o.tells_apart for o in HITS)
    alarms = sum(len(false_alarms(case, run)) for case in SOUND for run in case.runs)
    runs = sum(len(case.runs) for case in SOUND)
    yield "## Result"
    yield ""
    yield from _prose(
        f"- **{len(HITS)} of {len(FIRST)}** runs of failing projects name the first expected "
        "finding."
    )
    yield from _prose(
        f"- **{apart} of {len(FIRST)}** name it by something that no run of a sound project gets "
        "as heavily. That is the count to go by."
    )
    yield from _prose(
        f"- **{alarms}** red findings stand under the name of a false alarm in {runs} runs of "
        "sound projects."
    )
    yield ""


def _shares() -> Iterator[str]:
    yield "## Against chance"
    yield ""
    yield from _prose(
        "The same expectations, held against what the other failing projects got, tell what a "
        "judge would name who says the same of everybody. The difference is in points."
    )
    yield ""
    yield "| what | variant | named | by chance | points |"
    yield "| --- | --- | --- | --- | --- |"
    for words, ranks in (("first expected", (0,)), ("all expected", (0, 1, 2))):
        for run in RUNS:
            yield f"| {words} | {RUN_WORDS[run]} | {share(run, ranks).words} |"
    yield ""
    yield "## How much is said"
    yield ""
    yield from _prose(
        "Reds and warnings of each run. The last column is the number of warnings before the "
        "questions on facts (`before.toml`), for the projects that were there then."
    )
    yield ""
    yield from _table(
        ("case", "sound", "run", "verdict", "reds", "warnings", "warnings before"),
        (
            (
                case.shown if run.run == RUNS[0] else "",
                "yes" if case.is_sound else "no",
                RUN_WORDS[run.run],
                run.assessment.verdict.name,
                str(len(run.reds)),
                str(len(run.counting) - len(run.reds)),
                str(BEFORE.get(f"{case.key}-{run.run}", "")),
            )
            for case in CASES
            for run in case.runs
        ),
    )


def _first() -> Iterator[str]:
    yield "## The first expected finding"
    yield ""
    yield from _prose(
        "“Left open” names what the finding needs to have stayed open beside the answers that "
        "it speaks about, as for a countermeasure that nobody has named. “Tells apart” is yes "
        "where no run of a sound project gets the same finding as heavily."
    )
    yield ""
    yield from _table(
        ("case", "run", "expected", "rules", "named", "by", "left open", "tells apart"),
        (
            (
                o.case.shown if o.run.run == RUNS[0] else "",
                RUN_WORDS[o.run.run],
                f"{o.expectation.mapped.key}: {o.expectation.says}",
                _codes(o.expectation.mapped.codes),
                _is_named(o),
                "<br>".join(_said(f) for f in o.named) or _nearest(o),
                _left_open(o),
                ("yes" if o.tells_apart else "no") if o.named else "",
            )
            for o in FIRST
        ),
    )


def _missed() -> Iterator[str]:
    yield "## What was missed"
    yield ""
    if not MISSES:
        yield "No first expected finding."
        yield ""
        return
    yield "Each miss, with the question that would have been needed."
    yield ""
    yield from _table(
        ("case", "run", "expected", "question needed"),
        ((o.case.shown, RUN_WORDS[o.run.run], o.expectation.mapped.key, o.needed) for o in MISSES),
    )


def _further() -> Iterator[str]:
    yield "## The second and third, for information"
    yield ""
    yield from _prose(
        "These do not enter the count. Where one is missed, the question that would have been "
        "needed stands beside it."
    )
    yield ""
    yield from _table(
        ("case", "expected", *(RUN_WORDS[run] for run in RUNS), "question needed"),
        (
            (
                case.shown if rank == 1 else "",
                f"{case.expected[rank].mapped.key}: {case.expected[rank].says}",
                *(_in_short(Outcome(case, run, rank)) for run in case.runs),
                case.needed.get(str(rank + 1), ""),
            )
            for case in FAILING
            for rank in range(1, len(case.expected))
        ),
    )
    yield "Also acceptable, as a reviewer's word on the same project:"
    yield ""
    yield from _table(
        ("case", "name", *(RUN_WORDS[run] for run in RUNS)),
        (
            (
                case.shown if mapped is case.also[0] else "",
                mapped.key,
                *(_levels(run.naming(mapped)) or "no" for run in case.runs),
            )
            for case in FAILING
            for mapped in case.also
        ),
    )


def _sound() -> Iterator[str]:
    yield "## The sound projects"
    yield ""
    yield from _prose(
        "No red may stand under the name of a false alarm. A red that rests only on what the "
        "sources do not give, such as the timeframe, is marked and does not count."
    )
    yield ""
    yield from _table(
        ("case", "run", "false alarms", "reds among them", "every red"),
        (
            (
                case.shown if run.run == RUNS[0] else "",
                RUN_WORDS[run.run],
                ", ".join(m.key for m in case.false_alarms),
                _alarms(case, run),
                "<br>".join(_marked(run, f) for f in run.reds) or "none",
            )
            for case in SOUND
            for run in case.runs
        ),
    )
    yield "What a reviewer could rightly have said, and what warned:"
    yield ""
    yield from _table(
        ("case", "legitimate", "run", "warnings"),
        (
            (
                case.shown if run.run == RUNS[0] else "",
                case.legitimate if run.run == RUNS[0] else "",
                RUN_WORDS[run.run],
                _codes(f.code for f in run.counting if f.level is Level.WARN),
            )
            for case in SOUND
            for run in case.runs
        ),
    )


def _mapping() -> Iterator[str]:
    yield "## Which rules name what"
    yield ""
    yield from _prose(
        "Written down before the first run; the reasons stand in `tests/cases/mapping.toml`. "
        "“Near” touches the subject and does not count."
    )
    yield ""
    yield from _table(
        ("name", "what it stands for", "rules", "near"),
        ((m.key, m.name, _codes(m.codes), _codes(m.near)) for m in MAPPING.values()),
    )


# Paragraphs, and cells of the tables.


def _prose(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, 96, subsequent_indent="  " if text.startswith("- ") else "")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    titles = tuple(head)
    yield _row(titles)
    yield _row(["---"] * len(titles))
    for row in rows:
        yield _row(row)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _codes(codes: Iterable[str]) -> str:
    return " ".join(code.removeprefix("FT") for code in codes)


def _said(finding: Finding) -> str:
    return f"{finding.code} {finding.level.value}: {finding.message}"


def _is_named(outcome: Outcome) -> str:
    return f"**{outcome.named[0].level.value}**" if outcome.named else "missed"


def _nearest(outcome: Outcome) -> str:
    near = outcome.run.near(outcome.expectation.mapped)
    return f"near: {_levels(near)}" if near else ""


def _levels(findings: Iterable[Finding]) -> str:
    return ", ".join(f"{f.code} {f.level.value}" for f in findings)


def _left_open(outcome: Outcome) -> str:
    needs_none = any(not f.absent for f in outcome.named)
    return "" if needs_none else _questions(outcome.named)


def _questions(findings: Iterable[Finding]) -> str:
    return ", ".join(dict.fromkeys(f"`{q}`" for f in findings for q in f.absent))


def _in_short(outcome: Outcome) -> str:
    if outcome.named:
        return _levels(outcome.named)
    near = outcome.run.near(outcome.expectation.mapped)
    return f"missed (near: {_levels(near)})" if near else "missed"


def _alarms(case: Case, run: Run) -> str:
    found = false_alarms(case, run)
    gaps = [
        f"{mapped.key}: {finding.code}, no answer to {_questions((finding,))}"
        for mapped in case.false_alarms
        for finding in run.naming(mapped)
        if finding.level is Level.RED and run.rests_on_gaps(finding)
    ]
    words = [f"**{mapped.key}: {finding.code}**" for mapped, finding in found] or ["none"]
    return "<br>".join([*words, *(f"does not count: {gap}" for gap in gaps)])


def _marked(run: Run, finding: Finding) -> str:
    if not run.rests_on_gaps(finding):
        return f"{finding.code} {finding.name}: {finding.message}"
    if finding.code == REPEATS:
        return f"{finding.code} {finding.name} (repeats the others)"
    return f"{finding.code} {finding.name} (the sources do not give {_questions((finding,))})"


_INTRODUCTION = (HERE / "evidence_introduction.md").read_text(encoding="utf-8")
_LIMITS = (HERE / "evidence_limits.md").read_text(encoding="utf-8")


def main() -> int:
    """Write the page, or check it; return the exit code."""
    parser = argparse.ArgumentParser(description="Write docs/evidence.md from the cases.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when outdated")
    arguments = parser.parse_args()
    text = page()
    if arguments.check:
        current = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
        if current == text:
            return 0
        command = "python tests/cases/evidence.py"
        print(f"docs/evidence.md is not up to date: run {command}", file=sys.stderr)
        return 1
    PAGE.write_text(text, encoding="utf-8")
    print(f"docs/evidence.md: {len(HITS)} of {len(FIRST)} named")
    return 0


if __name__ == "__main__":
    sys.exit(main())
