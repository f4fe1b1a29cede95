"""Somebody's text can do nothing: what does not print is made visible, once."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing_tui.model.clean import clean, one_line, replaced_characters

ACTIVE = st.sampled_from(
    "\x00\x07\x1b\x7f\x80\x85\x9b\xa0\xad؜​‌‍‎‮⁦⁩\ufeff\u2028\u2029"
    "\ud800\udfff\U000e0041\r\n\t\x0b\x0c aé数"
)
TEXTS = st.one_of(st.text(), st.lists(ACTIVE, max_size=8).map("".join))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, naïve 数 ✓", "plain text, naïve 数 ✓"),
        ("\x1b[31mred", "␛[31mred"),
        ("\x1b]52;c;YQ==\x07", "␛]52;c;YQ==␇"),
        ("a\x00b", "a␀b"),
        ("a\x7fb", "a␡b"),
        ("a\x9bb", "a‹U+009B›b"),
        ("abc‮def", "abc‹U+202E›def"),
        ("a\u2066b\u2069", "a‹U+2066›b‹U+2069›"),
        ("pay\u200bpal", "pay‹U+200B›pal"),
        ("pay\u200dpal", "pay‹U+200D›pal"),
        ("\ufeffstart", "‹U+FEFF›start"),
        ("soft\xadhyphen", "soft‹U+00AD›hyphen"),
        ("lo\ud800ne", "lo\ufffdne"),
        ("a\tb", "a    b"),
        ("a\nb", "a b"),
        ("a\r\nb\rc", "a b c"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", "a b c d e f"),
    ],
)
def test_what_does_not_print_is_made_visible(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_several_lines_keep_their_breaks() -> None:
    assert clean("a\r\nb\rc\u2028d\x85e\tf", multiline=True) == "a\nb\nc\nd\ne    f"


@pytest.mark.parametrize("text", ["👩‍💻", "می‌خواهم", "क्‍ष"])
def test_joiners_that_a_script_or_a_picture_needs_stay(text: str) -> None:
    assert clean(text) == text
    assert replaced_characters(text) == ()


@settings(deadline=None)
@given(TEXTS, st.booleans())
@example("\x85\u200dé", False)
@example("\u2028\u200dé", True)
@example("é\u200d\u202eé", False)
def test_cleaning_twice_changes_nothing(text: str, multiline: bool) -> None:
    once = clean(text, multiline=multiline)
    assert clean(once, multiline=multiline) == once
    assert replaced_characters(once) == ()


@settings(deadline=None)
@given(TEXTS)
def test_nothing_active_is_left(text: str) -> None:
    shown = clean(text)
    shown.encode()
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in shown)
    assert not any(
        unicodedata.bidirectional(char) in ("LRO", "RLO", "LRE", "RLE") for char in shown
    )
    assert set(clean(text, multiline=True)) - set(shown) <= {"\n"}


@settings(deadline=None)
@given(TEXTS)
def test_the_replaced_are_named_where_there_were_any(text: str) -> None:
    spaced = text.replace("\r\n", "\n").replace("\r", "\n")
    for space in "\t\x0b\x0c\x85\u2028\u2029\n":
        spaced = spaced.replace(space, " ")
    assert bool(replaced_characters(text)) == (clean(spaced) != spaced)


def test_the_replaced_are_named_once_in_order() -> None:
    assert replaced_characters("\x1ba‮b\x1b\u200bc\n\t") == ("U+001B", "U+202E", "U+200B")


def test_a_quotation_is_one_short_line() -> None:
    assert one_line("a\n  b\tc") == "a b c"
    assert one_line("word " * 50, 20) == "word word word word…"
    assert len(one_line("x" * 1000)) == 60


def test_a_line_is_cut_where_it_is_too_long_and_no_sooner() -> None:
    assert one_line("four", 4) == "four"
    assert one_line("a  bcd", 4) == "abcd"[:1] + " b…"
    assert one_line("ab cde", 4) == "ab…"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("é\u200dé", True),
        ("\x80\u200d\x80", True),
        ("a\u200dé", False),
        ("é\u200da", False),
        ("\x7f\u200dé", False),
        ("é\u200d\x7f", False),
        ("\u200dé", False),
        ("é\u200d", False),
        ("é\u200d\u200dé", True),
    ],
)
def test_a_joiner_joins_what_stands_on_both_sides_of_it(text: str, kept: bool) -> None:
    assert ("\u200d" in clean(text)) is kept


def test_each_hidden_character_is_named_once_whatever_stands_before_it() -> None:
    text = "é\u200dé\n\u200b\x07\u200b \u0600"
    assert replaced_characters(text) == ("U+200B", "U+0007")
