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


def test_what_figures_rest_on_clashes_with_them() -> None:
    base = BASE.with_answer("stack.kpi_now", Range.of(42))
    mine = base.with_basis("stack.kpi_now", "measured")
    theirs = base.with_basis("stack.kpi_now", "estimate")
    framing = merge(base, mine, theirs)
    (sides,) = open_clashes(framing)
    assert (sides.row.ours, sides.row.theirs) == ("42 (measured)", "42 (estimate)")
    assert (sides.in_words(mine=True), sides.in_words(mine=False)) == (
        "42 (measured)",
        "42 (estimate)",
    )
    # One figure cannot rest on two things.
    assert sides.both is None
    assert settled(framing, sides, "mine") == mine
    assert settled(framing, sides, "theirs") == theirs


@pytest.mark.parametrize(
    ("own", "other", "both"),
    [
        ("measured", "guess", "guess"),
        ("estimate", "document", "estimate"),
        ("guess", None, None),
        (None, None, None),
    ],
)
def test_a_range_of_two_figures_is_as_firm_as_the_weaker(
    own: str | None, other: str | None, both: str | None
) -> None:
    key = "stack.kpi_now"
    mine = BASE.with_answer(key, Range.of(42)).with_basis(key, own)
    theirs = BASE.with_answer(key, Range.of(50)).with_basis(key, other)
    framing = merge(BASE, mine, theirs)
    (sides,) = open_clashes(framing)
    after = settled(framing, sides, "both")
    assert after.answers[key] == Range(42, 50)
    assert after.basis.get(key) == both
    assert settled(framing, sides, "theirs") == theirs


def test_evidence_that_looks_as_if_it_had_a_basis() -> None:
    key = "feasibility.data.evidence"
    theirs = BASE.with_answer(key, "two years of orders (measured)")
    framing = merge(BASE, BASE.with_answer(key, "a contract"), theirs)
    (sides,) = open_clashes(framing)
    assert settled(framing, sides, "theirs") == theirs
    marked = BASE.with_not_applicable(key, "there is none (guess)")
    framing = merge(BASE, theirs.with_basis(key, "measured"), marked)
    assert framing.basis == {key: "measured"}
    (sides,) = open_clashes(framing)
    assert settled(framing, sides, "theirs") == marked


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
