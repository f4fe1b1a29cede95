"""Running text in a narrow column: what is wrapped, what is broken, what is left alone."""

from __future__ import annotations

import pytest
from textual.content import Content

from framing_tui.tui.fields.choice import in_lines
from framing_tui.tui.hanging import Continued, Hanging


def lines(text: str, width: int, indent: int = 2) -> list[str]:
    return Hanging(Content(text), indent).set_in(width).plain.split("\n")


def test_what_is_wrapped_begins_under_its_text_and_not_under_its_mark() -> None:
    text = "✗ the data is weak, or cannot be collected by anybody who is here"
    assert lines(text, 30) == [
        "✗ the data is weak, or",
        "  cannot be collected by",
        "  anybody who is here",
    ]
    assert lines("✗ short", 30) == ["✗ short"]
    assert lines("", 30) == [""]


def test_each_line_hangs_by_itself() -> None:
    assert lines("= 30 days\n→ " + "word " * 8, 24)[:2] == ["= 30 days", "→ word word word word"]


def test_a_last_word_has_company_where_that_takes_no_further_line() -> None:
    text = "How much the model decides on its own, and what stands around it."
    assert lines(text, 62, 0) == [
        "How much the model decides on its own, and what",
        "stands around it.",
    ]
    # Nothing else is to be had where each word takes a line.
    assert lines("aaaaaaaaaaaa bbbbbbbbbbbb cc", 12, 0)[-1].strip() == "cc"


@pytest.mark.parametrize("width", [2, 3, 5, 10, 80])
def test_nothing_is_lost_at_any_width(width: int) -> None:
    text = "✗ “出荷の遅れを報告した顧客” exists only for what was let through  FT511"
    for indent in (0, 2):
        found = Hanging(Content(text), indent)
        assert "".join(found.set_in(width).plain.split()) == "".join(text.split())
        assert found.get_height({}, width) == found.set_in(width).plain.count("\n") + 1
    assert Hanging(Content(text)).get_height({}, 0) == 0


@pytest.mark.parametrize(
    ("needs", "width", "starts"),
    [
        # All on one line.
        ([6, 4, 8], 30, [[0, 9, 16]]),
        # In columns, each as wide as the widest in it.
        ([10, 4, 10, 12], 30, [[0, 13], [0, 13]]),
        # One that is long puts no other on a line of its own.
        ([60, 4, 4, 4, 4, 4], 30, [[0], [0, 7, 14, 21], [0]]),
        ([80], 30, [[0]]),
    ],
)
def test_options_stand_in_columns(needs: list[int], width: int, starts: list[list[int]]) -> None:
    found = []
    for line in in_lines(needs, width):
        at, row = 0, []
        for _, wide in line:
            row.append(at)
            at += wide
        found.append(row)
    assert found == starts
    assert [index for line in in_lines(needs, width) for index, _ in line] == [*range(len(needs))]


@pytest.mark.parametrize(
    ("text", "below", "shown", "height"),
    [
        ("all of it fits", "", [""], 0),
        ("all of it fits", "i found", ["i found"], 1),
        ("the second line stands below", "", ["stands below   "], 1),
        ("the second line stands below", "i found", ["stands below   ", "i found"], 2),
        ("[b]markup[/] \x1b[31m stays", "", ["␛[31m stays    "], 1),
    ],
)
def test_what_has_begun_above_goes_on_below(
    text: str, below: str, shown: list[str], height: int
) -> None:
    continued = Continued(text, Content(below))
    assert continued.set_in(15).plain.split("\n") == shown
    assert continued.get_height({}, 15) == height
