"""Two answers to one question: read from the record, settled one way, never by themselves."""

from __future__ import annotations

from typing import Any

import pytest

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.spec import Clash
from framing_tui.model.values import Range
from framing_tui.storage.clash import _read, open_clashes, settled
from framing_tui.storage.merge import merge

BASE = Framing({"title": "t"})


def clashing(question_id: str, mine: Any, theirs: Any) -> Framing:
    """Return what is left of two people who answered one question."""
    return merge(BASE, BASE.with_answer(question_id, mine), BASE.with_answer(question_id, theirs))


@pytest.mark.parametrize(
    ("question_id", "mine", "theirs", "both"),
    [
        ("stack.kpi", "loss", 'a "week"\\', 'loss; a "week"\\'),
        ("stack.users", "a planner\nreads it", "nobody", "a planner\nreads it\nnobody"),
        ("stack.kpi_now", Range(1, 2), Range.of(5), Range(1, 5)),
        ("need.rules_suffice", "yes", "no", None),
        ("stack.kpi", "x" * 15_000, "y" * 15_000, None),
    ],
)
def test_a_clash_is_read_and_settled(question_id: str, mine: Any, theirs: Any, both: Any) -> None:
    framing = clashing(question_id, mine, theirs)
    (sides,) = open_clashes(framing)
    assert (sides.question.id, sides.mine, sides.theirs) == (question_id, mine, theirs)
    assert sides.both == both
    assert sides.is_readable
    assert settled(framing, sides, "mine") == BASE.with_answer(question_id, mine)
    assert settled(framing, sides, "theirs") == BASE.with_answer(question_id, theirs)
    if both is None:
        with pytest.raises(ValueError, match=r"^one answer cannot hold both$"):
            settled(framing, sides, "both")
    else:
        assert settled(framing, sides, "both") == BASE.with_answer(question_id, both)


def test_lists_that_clash_are_put_together() -> None:
    row = Clash({"question": "spec.data_sources", "ours": "[]", "theirs": '["b", "a"]'})
    framing = BASE.with_answer("spec.data_sources", ("a", "c")).with_answer("clashes", (row,))
    (sides,) = open_clashes(framing)
    assert sides.both == ("a", "c", "b")


def test_a_question_that_does_not_matter_to_them() -> None:
    mine = BASE.with_answer("stack.kpi", "loss")
    theirs = BASE.with_not_applicable("stack.kpi", "no number moves")
    framing = merge(BASE, mine, theirs)
    (sides,) = open_clashes(framing)
    assert sides.in_words(mine=False) == "not applicable: no number moves"
    assert sides.in_words(mine=True) == "loss"
    assert (sides.reason, sides.theirs, sides.both) == ("no number moves", None, None)
    assert settled(framing, sides, "theirs") == theirs
    assert settled(framing, sides, "mine") == mine
    (other,) = open_clashes(merge(BASE, theirs, mine))
    assert (other.mine_reason, other.mine, other.theirs) == ("no number moves", None, "loss")


def test_an_answer_that_they_took_back() -> None:
    base = BASE.with_answer("stack.kpi", "loss")
    framing = merge(base, base.with_answer("stack.kpi", "losses"), BASE)
    (sides,) = open_clashes(framing)
    assert (sides.theirs, sides.both, sides.is_readable) == (None, None, True)
    assert sides.in_words(mine=False) == "(no answer)"
    assert settled(framing, sides, "theirs") == BASE


@pytest.mark.parametrize(
    "theirs", ["", "[", "1\nb = 2", "true", '"text"', "[" * 500, "1" * 5_000, '"\\ud800"', "''''"]
)
def test_what_cannot_be_read_is_kept_until_somebody_chooses(theirs: str) -> None:
    row = Clash({"question": "stack.kpi_now", "theirs": theirs})
    framing = BASE.with_answer("clashes", (row,))
    (sides,) = open_clashes(framing)
    assert sides.is_readable is False
    assert sides.in_words(mine=False) == f"cannot be read: {theirs or 'nothing'}"
    with pytest.raises(ValueError, match=r"^the other answer cannot be read$"):
        settled(framing, sides, "theirs")
    assert settled(framing, sides, "mine") == BASE


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("1\nb = 2", "is more than one value"),
        ("[" * 500, "brackets"),
    ],
)
def test_what_is_no_answer_says_why(told: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        _read(QUESTIONS["stack.kpi_now"], told)


def test_a_record_without_the_other_answer_reads_as_nothing() -> None:
    row = Clash({"question": "stack.kpi"})
    (sides,) = open_clashes(BASE.with_answer("clashes", (row,)))
    assert sides.in_words(mine=False) == "cannot be read: nothing"


def test_several_clashes_are_settled_one_by_one() -> None:
    one, two = clashing("stack.kpi", "a", "b"), clashing("team", "x", "y")
    framing = merge(BASE, one, two)
    first, second = open_clashes(framing)
    assert [first.question.id, second.question.id] == ["team", "stack.kpi"]
    left = settled(framing, first, "theirs")
    assert open_clashes(left) == [second]


def test_a_clash_about_nothing_is_left_alone() -> None:
    rows = (Clash({"question": "no.such"}), Clash({"ours": "1"}))
    framing = BASE.with_answer("clashes", rows)
    assert open_clashes(framing) == []
