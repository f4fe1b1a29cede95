"""The way from a wrong output to the harm: its links, and the weakest of them."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from framing_tui.assessment import assess
from framing_tui.assessment.containment import containment
from framing_tui.drawing.parts import text_of
from framing_tui.drawing.pictures.containment import draw_containment
from framing_tui.model.framing import Framing

AFFECTED = {"compliance.people_affected": "yes"}


def way(*caught_by: str, **more: str) -> tuple[str, str]:
    answers = {f"errors.{name}": value for name, value in more.items()}
    found = containment(Framing({**AFFECTED, "errors.who_catches": caught_by, **answers}))
    assert found is not None
    return found.words, found.weakest


def test_there_is_no_way_while_nobody_has_said_who_catches_it() -> None:
    assert containment(Framing()) is None
    assert containment(Framing({"errors.reversible": "no"})) is None
    assert draw_containment(Framing(), assess(Framing()), 75) == ()


@pytest.mark.parametrize(
    ("caught_by", "more", "words", "weakest"),
    [
        (
            ("nobody",),
            {},
            "output → nothing in between → the person hit",
            "nobody stops it before it takes effect",
        ),
        (
            ("the-person-hit",),
            {"reversible": "with-effort"},
            "output → nothing in between → the person hit (may object, once it has happened)"
            " → undone with effort",
            "nobody stops it before it takes effect: the person hit finds out",
        ),
        (
            ("the-user",),
            {},
            "output → the user → the person hit",
            "the user alone stands in between",
        ),
        (
            ("independent-reviewer",),
            {"reviewer_sees_first": "the-output", "reversible": "no"},
            "output → independent reviewer (sees the output first) → the person hit"
            " → cannot be undone",
            "independent reviewer sees the output first, and tends to follow it",
        ),
        (
            ("independent-reviewer", "automatic-limit"),
            {"reviewer_sees_first": "the-case", "reversible": "no"},
            "output → automatic limit → independent reviewer (sees the case first)"
            " → the person hit → cannot be undone",
            "what gets through cannot be undone",
        ),
        (
            ("automatic-limit",),
            {"reversible": "at-once"},
            "output → automatic limit → the person hit → undone at once",
            "",
        ),
        (
            ("nobody", "independent-reviewer"),
            {},
            "output → nothing in between → the person hit",
            "nobody stops it before it takes effect",
        ),
        (
            (),
            {},
            "output → nothing in between → the person hit",
            "nobody stops it before it takes effect",
        ),
    ],
)
def test_the_weakest_link_is_named(
    caught_by: tuple[str, ...], more: dict[str, str], words: str, weakest: str
) -> None:
    assert way(*caught_by, **more) == (words, weakest)


@pytest.mark.parametrize("width", [30, 55, 75, 120])
def test_the_picture_says_the_same_in_any_width(width: int) -> None:
    answers = {
        **AFFECTED,
        "errors.who_catches": ("the-user",),
        "errors.reviewer_sees_first": "the-output",
        "errors.reversible": "no",
    }
    framing = Framing(answers)
    lines = [text_of(row) for row in draw_containment(framing, assess(framing), width)]
    drawn = " ".join(lines)
    assert lines[0] == "From a wrong output to the harm"
    for words in ("~ the user (sees the output first)", "the person hit", "✗ cannot be undone"):
        assert words in drawn
    assert drawn.index("the user") < drawn.index("the person hit") < drawn.index("undone")
    if width >= 55:
        assert all(cell_len(line) <= width for line in lines[1:-1])
