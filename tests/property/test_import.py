"""A page that nobody has edited changes nothing; an edit of one answer changes that one alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Line, Lines, Number, Percent, Text
from framing_tui.model.kpi import KpiValue
from framing_tui.model.values import Range
from framing_tui.rules.settings import AS_DECLARED
from framing_tui.spec.markdown import export_markdown
from framing_tui.spec.reading_back.bring_in import bring_in
from framing_tui.storage.load import load
from tests.counts import tried

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    [
        *ROOT.glob("templates/*/*.toml"),
        *ROOT.glob("tests/cases/*-*.toml"),
        *ROOT.glob("tests/golden/framings/*.toml"),
    ]
)
# What the page shows in the words in which it was given, wherever it is asked.
SHOWN = (
    "title", "stack.kpi", "stack.kpi_target", "stack.objective", "stack.users", "stack.outcome",
    "stack.decision_improved", "stack.model_goal", "metrics.primary", "metrics.primary_target",
    "metrics.precision_floor_percent", "labels.plan", "spec.data_sources", "spec.owner",
    "spec.oncall", "spec.monitoring", "validation.stop_if", "validation.rollback",
    "stack.non_goals",
)  # fmt: skip
WORDS = st.text("abcdefgh äöü&*_#|<>[]()'!", min_size=3, max_size=40).map(
    lambda text: " ".join(("word " + text).split())
)


def page_of(framing: Framing) -> str:
    return export_markdown(framing, AS_DECLARED)


def brought(page: str, framing: Framing) -> Framing:
    return bring_in(page, "p.md", framing, AS_DECLARED, today=date(2026, 11, 23)).framing


# A third of them every time, all of them every night.
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=[pytest.mark.nightly] if at % 3 else [], id=path.stem)
        for at, path in enumerate(FILES)
    ],
)
def test_an_unedited_page_is_no_change(path: Path) -> None:
    framing = load(path).framing
    page = page_of(framing)
    assert brought(page, framing) == framing
    # As an editor leaves it: blanks at the ends of lines, and other newlines.
    touched = "\r\n".join(f"{line}  " if line else line for line in page.split("\n"))
    assert brought(touched.replace("\r\n", "\n"), framing) == framing


@st.composite
def framings(draw: st.DrawFn) -> Framing:
    """Return one of our framings with some answers of other words."""
    framing = load(draw(st.sampled_from(FILES))).framing
    for question_id in draw(st.sets(st.sampled_from(SHOWN), max_size=4)):
        value = draw(other_answer(question_id))
        framing = framing.with_answer(question_id, value)
    return framing


def other_answer(question_id: str) -> st.SearchStrategy[Any]:
    kind = QUESTIONS[question_id].kind
    if isinstance(kind, (KpiValue, Percent, Number)):
        return st.integers(1, 99).map(lambda number: Range.of(float(number)))
    if isinstance(kind, Lines):
        return st.lists(WORDS, min_size=1, max_size=4, unique=True).map(tuple)
    assert isinstance(kind, (Line, Text))
    return WORDS


@tried(8, 100, framings())
def test_an_unedited_page_of_any_framing_is_no_change(framing: Framing) -> None:
    page = page_of(framing)
    assert brought(page, framing) == framing
    assert brought(f"{page}\n", framing) == framing


@tried(8, 100, st.data())
def test_another_answer_on_the_page_is_the_only_change(data: st.DataObject) -> None:
    framing = load(data.draw(st.sampled_from(FILES))).framing
    shown = [qid for qid in SHOWN if framing.answer(QUESTIONS[qid]) is not None]
    assume(shown)
    question_id = data.draw(st.sampled_from(shown))
    if isinstance(QUESTIONS[question_id].kind, Lines):
        items = framing.answers[question_id]
        at = data.draw(st.integers(0, len(items) - 1))
        value: Any = (*items[:at], data.draw(WORDS), *items[at + 1 :])
    else:
        value = data.draw(other_answer(question_id))
    edited = framing.with_answer(question_id, value)
    assume(page_of(edited) != page_of(framing))
    assert brought(page_of(edited), framing).answers == edited.answers
