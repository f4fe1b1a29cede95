"""Whichever single answer of a starter or an example is flipped, judging and reporting never fail.

Why starters: their answers open questions that few random framings reach, and one changed answer is
what a keystroke makes of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from framing_tui.assessment import assess
from framing_tui.assessment.flips import flips
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import (
    MAX_NUMBER,
    Colour,
    Day,
    Flag,
    Kind,
    Line,
    Lines,
    Many,
    Number,
    Numbers,
    One,
    Score,
    Text,
    YesNo,
)
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Rows
from framing_tui.reports.formats import FORMATS, format_named
from framing_tui.reports.report import FailOn, Report, judged_file
from framing_tui.storage.load import load

TEMPLATES = Path(__file__).parents[2] / "templates"
FILES = sorted([*TEMPLATES.glob("starters/*.toml"), *TEMPLATES.glob("examples/*.toml")])
TODAY = date(2026, 6, 1)
WORDS = ("", " ", "TBD", "x\x1b[31m\u202e\n::error::x", "AUC and F1", "a" * 20_000)


def values(kind: Kind[Any]) -> Iterator[object]:
    """Yield plain values at the edges of a kind: every option, nothing, extremes, ranges."""
    match kind:
        case Rows():
            yield []
            for column in kind.row.columns.values():
                key = {kind.row.key: "a row"}
                for value in values(column.kind):
                    yield [{**key, column.name: value}]
        case One() | YesNo() | Colour():
            yield from (option.value for option in kind.options)
        case Many():
            yield []
            yield list(kind.values)
            yield from ([value] for value in kind.values)
        case Number():
            low = -MAX_NUMBER if kind.minimum is None else kind.minimum
            high = MAX_NUMBER if kind.maximum is None else kind.maximum
            for value in (low, high, 0, 1, 7):
                if low <= value <= high:
                    yield value
            yield [low, high]
            if not kind.whole:
                yield from (value for value in (1e-9, 0.5) if low <= value <= high)
        case Numbers():
            yield []
            yield from ([0], [1, 10, 100], [100, 1], [[0, 50], 100])
        case Lines():
            yield []
            yield list(WORDS)
        case Line() | Text():
            yield from WORDS
        case Score():
            yield from range(1, 6)
        case Flag():
            yield from (True, False)
        case Day():
            yield from (date(1, 1, 1), TODAY, date(9999, 12, 31))
        case _:
            raise AssertionError(f"no values for {kind}")


def all_changed(framing: Framing) -> Iterator[Framing]:
    """Yield the framing with each answer cleared, set aside, and set to each edge of its kind."""
    for question in QUESTIONS.values():
        yield from changed(framing, question)


def changed(framing: Framing, question: AnyQuestion) -> Iterator[Framing]:
    yield framing.with_answer(question.id, None)
    yield framing.with_not_applicable(question.id, "not here")
    for raw in values(question.kind):
        read = question.kind.read_each(raw)[0] if isinstance(question.kind, Rows) else None
        yield framing.with_answer(question.id, question.kind.read(raw) if read is None else read)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_one_flipped_answer_never_makes_judging_fail(path: Path) -> None:
    # Each file takes another part of the changes; together they try every one of them.
    at = FILES.index(path)
    judge(islice(all_changed(load(path).framing), at, None, len(FILES)))


@pytest.mark.nightly
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_no_flipped_answer_at_all_makes_judging_fail(path: Path) -> None:
    judge(all_changed(load(path).framing))


def judge(framings: Iterable[Framing]) -> None:
    for framing in framings:
        for finding in assess(framing, TODAY).findings:
            assert "\n" not in finding.message
            assert clean(finding.message) == finding.message


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_one_extreme_answer_never_makes_what_if_or_a_report_fail(path: Path) -> None:
    framing = load(path).framing
    numbers = [q for q in QUESTIONS.values() if isinstance(q.kind, Number)]
    # Each file takes other numbers.
    for question in numbers[FILES.index(path) :: len(numbers) // 4]:
        for raw in (question.kind.minimum or 0, question.kind.maximum or MAX_NUMBER):
            other = framing.with_answer(question.id, question.kind.read(raw))
            assessment = assess(other, TODAY)
            found = flips(other, assessment)
            file = judged_file(path.name, other, assessment, lambda _question: None, flips=found)
            for named in map(format_named, FORMATS):
                named.render(Report((file,), fail_on=FailOn.OPEN))
