"""Whatever is answered, undone or answered by others, what it did is told in plain single lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from framing_tui.assessment import assess
from framing_tui.assessment.changes import Change, Stand, changes
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.storage.load import load
from tests.counts import tried
from tests.property.test_rules_never_raise import DAYS, IDS, MANY_ANSWERS, ONE_CHANGE, read
from tests.property.test_starters_never_raise import FILES, TODAY, changed

STEPS = ("answered", "undone", "redone")


def stand(framing: Framing, today: date | None) -> Stand:
    return Stand(framing, assess(framing, today))


def framing_of(raw: dict[str, Any]) -> Framing:
    return Framing({qid: read(QUESTIONS[qid].kind, value) for qid, value in raw.items()})


def check(before: Stand, after: Stand, question_id: str | None) -> None:
    for step in STEPS:
        found = changes(before, after, question_id, step=step)
        if step != "answered":
            assert found[0].kind == step
        for change in found:
            check_one(change)
    turned = [
        (new.title, old.state, new.state)
        for old, new in zip(before.assessment.cells, after.assessment.cells, strict=True)
        if old.state != new.state
    ]
    told = [(c.name, c.was, c.now) for c in changes(before, after) if c.kind == "cell"]
    assert sorted(told) == sorted(turned)


def check_one(change: Change) -> None:
    assert change.head
    assert len(change.words) < 2000
    for text in (change.words, change.head, change.why, change.name, change.passed):
        assert "\n" not in text
        assert clean(text) == text
    assert change.jump in QUESTIONS or not change.jump or change.kind in ("undone", "redone")
    assert set(change.questions) <= set(QUESTIONS)


@tried(100, 1_000, raw=MANY_ANSWERS, change=ONE_CHANGE, today=st.one_of(st.none(), DAYS))
def test_what_one_answer_did_is_told(
    raw: dict[str, Any], change: tuple[str, Any], today: date | None
) -> None:
    framing = framing_of(raw)
    changed_id, value = change
    kind = QUESTIONS[changed_id].kind
    other = framing.with_answer(changed_id, None if value is None else read(kind, value))
    before = stand(framing, today)
    check(before, stand(other, today), changed_id)
    marked = framing.with_not_applicable(changed_id, "not \x1b[31m\nhere")
    check(before, stand(marked, today), changed_id)
    noted = framing.with_note(changed_id, "a note\u202e\non it")
    check(before, stand(noted, today), changed_id)


@tried(
    60,
    600,
    raw=MANY_ANSWERS,
    other=MANY_ANSWERS,
    question_id=st.one_of(st.none(), IDS, st.sampled_from(["", "accepted FT1"])),
)
def test_what_makes_one_framing_another_is_told(
    raw: dict[str, Any], other: dict[str, Any], question_id: str | None
) -> None:
    check(stand(framing_of(raw), TODAY), stand(framing_of(other), TODAY), question_id)


def flipped(framing: Framing) -> Iterator[tuple[str, Framing]]:
    for question in QUESTIONS.values():
        for other in changed(framing, question):
            yield question.id, other


@pytest.mark.parametrize("path", FILES, ids=lambda path: Path(path).stem)
def test_whatever_is_flipped_in_a_starter_is_told(path: Path) -> None:
    framing = load(path).framing
    before = stand(framing, TODAY)
    at = FILES.index(path)
    for question_id, other in islice(flipped(framing), at, None, 4 * len(FILES)):
        after = stand(other, TODAY)
        check(before, after, question_id)
        check(after, before, question_id)
