"""Running text in a narrow column: what is wrapped, what is broken, what is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from framing_tui.drawing.colours import DARK
from framing_tui.drawing.parts import cropped, filled, parted, text_of, wrapped, wrapped_rows
from framing_tui.model.clean import clean
from framing_tui.tui.blocks import row
from tests.naughty import NAUGHTY


def lines(text: str, width: int, *, hangs: bool = True) -> list[str]:
    return [text_of(row) for row in wrapped_rows((((text, "plain"),),), width, hangs=hangs)]


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
    rows = parted((("= 30 days\n→ " + "word " * 8, "plain"),))
    assert [text_of(row) for row in wrapped_rows(rows, 24, hangs=True)] == [
        "= 30 days",
        "→ word word word word",
        "  word word word word",
    ]


def test_a_line_hangs_under_its_own_indent_with_all_of_its_lines() -> None:
    assert lines("    source: a paper that somebody has read", 24) == [
        "    source: a paper that",
        "      somebody has read",
    ]
    assert lines("Why: a word that is long\nand another line", 24)[-1] == "  and another line"


def test_what_does_not_hang_keeps_its_blanks_and_goes_on_at_the_edge() -> None:
    assert lines("  → write to the bank   Ada", 16, hangs=False) == [
        "  → write to",
        "the bank   Ada",
    ]
    assert lines("a\n\n  b  ", 16, hangs=False) == ["a", "", "  b"]


def test_each_part_keeps_its_ink_where_a_row_is_wrapped() -> None:
    row = (("Decision: ", "quiet"), ("go on, and ask them\nthe bank", "plain"), ("", "amber"))
    assert wrapped_rows((row,), 16) == (
        (("Decision: ", "quiet"), ("go on,", "plain")),
        (("and ask them", "plain"),),
        (("the bank", "plain"),),
    )
    assert wrapped_rows((row,), 16, hangs=True)[1] == (("  ", "plain"), ("and ask them", "plain"))


def test_a_dot_between_two_things_ends_no_line() -> None:
    text = "Enter: new line · Tab goes on · Ctrl+T: your own editor"
    for width in range(12, 60):
        assert not any(line.endswith("·") for line in wrapped(text, width)), width
        assert " ".join(wrapped(text, width)) == text
    assert wrapped("a ·", 40) == ("a ·",)


def test_a_last_word_has_company_where_that_takes_no_further_line() -> None:
    text = "How much the model decides on its own, and what stands around it."
    assert wrapped(text, 62) == (
        "How much the model decides on its own, and what",
        "stands around it.",
    )
    assert lines(f"✗ {text}", 64) == [
        "✗ How much the model decides on its own, and what",
        "  stands around it.",
    ]
    # Nothing else is to be had where each word takes a line.
    assert wrapped("aaaaaaaaaaaa bbbbbbbbbbbb cc", 12)[-1] == "cc"


@pytest.mark.parametrize("width", [2, 3, 5, 10, 80])
def test_nothing_is_lost_at_any_width(width: int) -> None:
    text = "✗ “出荷の遅れを報告した顧客” exists only for what was let through  FT511"
    for hangs in (False, True):
        assert "".join("".join(lines(text, width, hangs=hangs)).split()) == "".join(text.split())


# Rows of the main screen.


def test_a_text_is_wrapped_at_its_blanks_and_its_line_breaks() -> None:
    text = "Merchants need no new step.\nIt runs inside each payment, wherever that is made."
    assert wrapped(text, 28) == (
        "Merchants need no new step.",
        "It runs inside each payment,",
        "wherever that is made.",
    )
    assert wrapped("", 10) == ("",)
    assert wrapped("a\n\nb", 10) == ("a", "", "b")


def test_a_word_that_is_longer_than_a_line_is_broken() -> None:
    assert wrapped("出荷の遅れを報告した顧客", 9) == ("出荷の遅", "れを報告", "した顧客")
    assert wrapped("see https://example.org/a", 8) == ("see", "https://", "example.", "org/a")


def test_what_is_joined_stays_together() -> None:
    family = "👩\u200d👩\u200d👧\u200d👦"
    wide = cell_len(family)
    assert wrapped(f"xxxx{family}", 4) == ("xxxx", family)
    assert wrapped(family * 3, wide * 2) == (family * 2, family)
    assert cropped(family * 3, wide * 2) == f"{family}…"


@pytest.mark.parametrize("width", [2, 3, 5, 10, 80])
@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_nothing_of_any_text_is_lost_or_obeyed(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert {unicodedata.category(char) for char in "".join(lines)} <= {
        unicodedata.category(char) for char in clean(text)
    }
    assert all(cell_len(line) <= max(width, 2) for line in lines)
    whole = wrapped(text, 10_000)
    assert "".join("".join(lines).split()) == "".join("".join(whole).split())
    assert cell_len(cropped(text, width)) <= width
    assert all(cell_len(line) <= max(width, 2) for line in filled(text, width))
    for hangs in (False, True):
        rows = wrapped_rows((((text, "plain"), (text, "key")),), width, hangs=hangs)
        assert all(cell_len(text_of(line)) <= max(width, 2) for line in rows)
    assert row(DARK, width, (("> ", "key"), (text, "plain"))).cell_length == width


def test_text_in_a_row_is_never_markup() -> None:
    drawn = row(DARK, 40, (("[b]bold[/b] [@click=quit]x[/]", "plain"),))
    assert drawn.text.rstrip() == "[b]bold[/b] [@click=quit]x[/]"


def test_what_is_cropped_says_so_and_what_fits_is_whole() -> None:
    assert cropped("fraud", 5) == "fraud"
    assert cropped("frauds", 5) == "frau…"
    assert cropped("出荷の遅れ", 5) == "出荷…"
    assert cropped("x", 0) == ""
