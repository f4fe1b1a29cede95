"""A framing judged behind another one is judged as if it had come alone.

Why beside each other: what is not looked at again must say what it would say, whatever has changed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from framing_tui.assessment import assess
from framing_tui.assessment.assess import Assessment
from framing_tui.assessment.carried import Judge
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.rules.registry import Rule
from framing_tui.rules.settings import AS_DECLARED, Settings
from framing_tui.storage.load import load
from tests.counts import tried
from tests.property.test_rules_never_raise import DAYS, MANY_ANSWERS, ONE_CHANGE, read

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("templates/*/*.toml"))
DAY = date(2026, 11, 23)
PLACES = st.one_of(st.none(), st.sampled_from(("not here", "")))


def everything(judged: Assessment) -> tuple[object, ...]:
    """Return all that an assessment tells, what is worked out on demand among it."""
    asked = (judged.killers, judged.results, judged.figures, judged.sections)
    return (*judged, *asked, judged.first_sections, judged.wanted)


def held_beside(judge: Judge, framing: Framing, day: date | None = DAY) -> None:
    """Judge a framing behind others, and alone; a copy, as each keeps what was worked out."""
    alone = Framing(
        framing.answers, framing.not_applicable, framing.notes, framing.basis, framing.replaced
    )
    settings = judge._settings
    assert everything(judge.assess(framing, day)) == everything(assess(alone, day, settings))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_answer_may_go_and_come_back(path: Path) -> None:
    framing = load(path).framing
    judge = Judge(AS_DECLARED)
    held_beside(judge, framing)
    for question_id in framing.answers:
        held_beside(judge, framing.with_answer(question_id, None))
        held_beside(judge, framing)


@tried(
    40,
    1_000,
    st.sampled_from(FILES),
    st.lists(st.tuples(ONE_CHANGE, PLACES, DAYS), min_size=1, max_size=6),
    MANY_ANSWERS,
)
def test_any_steps_one_after_the_other(
    path: Path, steps: list[tuple[tuple[str, Any], str | None, date]], raw: dict[str, Any]
) -> None:
    framing = load(path).framing
    judge = Judge(Settings(limits={"FT105": {"apart": 1.0}}))
    held_beside(judge, framing)
    for (question_id, value), mark, day in steps:
        kind = QUESTIONS[question_id].kind
        if mark is not None:
            framing = framing.with_not_applicable(question_id, mark)
        else:
            framing = framing.with_answer(question_id, None if value is None else read(kind, value))
        held_beside(judge, framing, day)
    other = Framing({qid: read(QUESTIONS[qid].kind, value) for qid, value in raw.items()})
    held_beside(judge, other, None)
    held_beside(judge, framing.with_basis("stack.kpi_now", "guess"))
    held_beside(judge, framing.with_note("stack.kpi_now", "from the board"))


def test_only_what_reads_the_answer_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    plainly = Settings.judge

    def noting(settings: Settings, rule: Rule, framing: Framing) -> Any:
        asked.append(rule.code)
        return plainly(settings, rule, framing)

    framing = load(ROOT / "templates" / "examples" / "payment-fraud.toml").framing
    judge = Judge(AS_DECLARED)
    judge.assess(framing, DAY)
    judge.assess(framing.with_answer("title", "a"), DAY)
    monkeypatch.setattr(Settings, "judge", noting)
    judge.assess(framing.with_answer("title", "ab"), DAY)
    assert asked == []
    judge.assess(
        framing.with_answer("title", "ab").with_answer("serving.p99_expected_ms", None), DAY
    )
    assert asked == ["FT603"]
