"""Every form of the board, for rows made by hand that hold everything a row can hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from framing_tui.reports.board import (
    Board,
    Count,
    Expired,
    OpenAction,
    Red,
    Row,
    ShownCell,
    unreadable,
)
from framing_tui.reports.board_forms import FORMS

ENDINGS = {"markdown": "md", "html": "html", "csv": "csv", "json": "json"}


def cells(**words: str) -> tuple[ShownCell, ...]:
    """Return cells by their words; one that is only claimed is amber."""
    return tuple(
        ShownCell(area, "amber" if word == "claimed" else word, word)
        for area, word in words.items()
    )


BUSY = Row(
    path="checkout, main/framing.toml",
    title="=Card-not-present fraud | 100 % <b>of it</b>",
    decision="undecided",
    verdict="rules-first",
    verdict_words="leaning: rules first",
    next_action="Build or measure the simple rule, and let its figure be the baseline.",
    cells=cells(data="green", labels="claimed", serving="contested", risk="open", roi="red"),
    first=Count(31, 50, 17, 2),
    in_depth=Count(12, 40, 28, 0),
    open=45,
    reds=(Red("FT201", "rules-suffice"), Red("FT603", "cannot-serve-in-time")),
    claimed_red=("roi",),
    warnings=4,
    expired=(Expired("FT605", "risk @lead", date(2026, 3, 31)),),
    actions=(
        OpenAction("Measure the rule, | and *tell* @team", "Ann", date(2026, 11, 2), True),
        OpenAction("Ask the bank", "Ann", date(2027, 1, 15), False),
        OpenAction("Name somebody", None, None, False),
    ),
)
CALM = replace(
    BUSY,
    path="calm/framing.toml",
    title="",
    decision="build",
    verdict="ml",
    verdict_words="machine learning fits",
    cells=cells(data="green", labels="green", serving="green", risk="green", roi="green"),
    first=Count(50, 50, 0, 0),
    in_depth=Count(40, 40, 0, 0),
    open=0,
    reds=(),
    claimed_red=(),
    warnings=0,
    expired=(),
    actions=(OpenAction("Look again", "bob", date(2026, 12, 24), False),),
)
BOARD = Board((BUSY, CALM, unreadable("gone|away.toml", 3, "is not TOML: “<x>” has no value")))


@pytest.mark.parametrize("form", FORMS)
def test_the_board_is_written_as_it_was(form: str, golden: Callable[[str, str], None]) -> None:
    golden(f"board.{ENDINGS[form]}", FORMS[form](BOARD))


@pytest.mark.parametrize("form", FORMS)
def test_a_board_of_nothing_is_written_too(form: str, golden: Callable[[str, str], None]) -> None:
    golden(f"empty-board.{ENDINGS[form]}", FORMS[form](Board(())))
