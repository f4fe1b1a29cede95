"""What a terminal sends, taken apart: whole or nothing, however it was split on its way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing_tui.terminal.sequences import (
    ESCAPE_WAITS,
    LATE,
    LONGEST_WAIT,
    PASTE_BEGINS,
    PASTE_ENDS,
    SILENCE,
    SILENCE_IN_PASTE,
    Sequences,
    without_sequences,
)

# What terminals answer, unasked or late; each is nothing to somebody who types.
REPLIES = [
    "\x1b]11;rgb:1010/1010/1010\x1b\\",
    "\x1b]10;rgb:e0e0/e0e0/e0e0\x07",
    "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1b]l a title, with 漢字 and a ~\x1b\\",
    "\x1b]1337;ReportCellSize=16.0;8.0\x07",
    "\x1bP>|XTerm(370)\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1bP0$r\x1b\\",
    "\x1bP!|00000000\x1b\\",
    "\x1bPwhat no terminal says\x07",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b^a private message\x1b\\",
    "\x1bXa string\x1b\\",
    "\x9d11;rgb:1/2/3\x9c",
    "\x90>|kitty(0.30)\x9c",
    "\x9fGi=31;OK\x9c",
    "\x1b\\",
    "\x84",
    PASTE_ENDS,
]
# What goes through whole: keys, clicks and the reports that a toolkit asks for.
KEYS = [
    "\x1b[A",
    "\x1b[1;5C",
    "\x1bOP",
    "\x1bO5A",
    "\x1bOj",
    "\x1b[15~",
    "\x1b[200;5u",
    "\x1b[0;;228:246u",
    "\x1b[[A",
    "\x1b[7$",
    "\x1b[2^",
    "\x1bb",
    "\x1bé",
    "\x1b\r",
    "\x1b[<0;10;5M",
    "\x1b[<0;-1;5m",
    "\x1b[32;10;5M",
    "\x1b[M ab",
    "\x1b[48;24;80;384;640t",
    "\x1b[?2026;2$y",
    "\x1b[?62;22c",
    "\x1b[>41;354;0c",
    "\x1b[24;80R",
    "\x1b[I",
    "\x1b[O",
]
# Beginnings and ends of all kinds, and what may stand between them.
PARTS = [
    "\x1b",
    "\x1b[",
    "\x1b]",
    "\x1bP",
    "\x1bO",
    "\x9b",
    "\x9c",
    "\\",
    "0;",
    "[",
    "\x1b[2",
    "01~",
]
PARTS += ["\r", "\x07", "\x18", "a", "é", "漢"]
PIECES = [*REPLIES, *KEYS, *PARTS, PASTE_BEGINS, "in a paste"]
# What may follow an escape that came ahead of it.
LATE_RESTS = [
    "[B",
    "OB",
    "[1;5C",
    "[?62;22c",
    "[<0;1;1M",
    "]11;rgb:1/1/1\x07",
    "]0;t\x1b\\",
    "P>|XTerm(370)\x1b\\",
    "Pany\x1b\\",
    "_Gi=1;OK\x1b\\",
    "^m\x1b\\",
    "Xs\x1b\\",
]


def whole(*chunks: str | float) -> list[str]:
    """Return the pieces of what comes; a number lets so many seconds pass in silence."""
    sequences, now, pieces = Sequences(), 0.0, list[str]()
    for chunk in chunks:
        if isinstance(chunk, str):
            pieces += sequences.feed(chunk, now)
        else:
            # As a program looks: often, and when something is due.
            end = now + chunk
            while now < end:
                now = min(end, now + 0.04)
                pieces += sequences.expire(now)
    return pieces + sequences.close()


def typed(*chunks: str | float) -> str:
    return "".join(whole(*chunks))


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_says_nothing_wherever_it_is_split(reply: str) -> None:
    assert typed(f"a{reply}b") == "ab"
    for at in range(1, len(reply)):
        assert typed("a" + reply[:at], reply[at:] + "b") == "ab"
        if reply[:at] != "\x1b":
            assert typed("a" + reply[:at], 0.5, reply[at:] + "b") == "ab"
    assert typed("a", *reply, "b") == "ab"


@pytest.mark.parametrize("key", KEYS)
def test_a_key_stays_whole_wherever_it_is_split(key: str) -> None:
    for at in range(len(key)):
        assert whole("a" + key[:at], ESCAPE_WAITS / 2, key[at:] + "b") == ["a", key, "b"]
    assert whole(*key) == [key]


@given(st.lists(st.sampled_from(PIECES), max_size=20), st.data())
def test_however_it_is_split_it_says_the_same(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, len(text) - 1)))))
    chunks = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert typed(*chunks) == typed(text)
    pieces_of = whole(*chunks)
    # What is no key and no mark is plain text.
    assert [p for p in pieces_of if "\x1b" in p[1:] or not p] == []
    assert PASTE_ENDS not in typed(*chunks).partition(PASTE_BEGINS)[0]


@given(st.text(max_size=300), st.data())
def test_text_without_controls_goes_through(text: str, data: st.DataObject) -> None:
    text = "".join(char for char in text if char != "\x1b" and not "\x80" <= char <= "\x9f")
    at = data.draw(st.integers(0, len(text)))
    assert typed(text[:at], text[at:]) == text


@pytest.mark.parametrize(
    ("sent", "arrives"),
    [
        # One that breaks off is dropped as far as it came; what broke it counts.
        ("\x1b]11;rgb\rb", "\rb"),
        ("\x1b[12\x11", "\x11"),
        ("\x1b[1;é", "é"),
        ("\x1b]11;rgb\x1b[A", "\x1b[A"),
        ("\x1bP1+r\x18b", "\x18b"),
        ("\x1b]8;\x1b]11;rgb:1/1/1\x07b", "b"),
        ("\x1b[12\x1b[A", "\x1b[A"),
        ("\x1bO\rb", "\rb"),
        ("\x1b\x1bb", "\x1b\x1bb"),
        # The same in one character.
        ("\x9b?62;22cb", "\x1b[?62;22cb"),
        ("\x9bA", "\x1b[A"),
        ("\x8fP", "\x1bOP"),
        ("\x85b", "b"),
    ],
)
def test_a_broken_one_is_no_text(sent: str, arrives: str) -> None:
    assert typed(sent) == typed(*sent) == arrives


@pytest.mark.parametrize("begun", ["\x1b]11;r", "\x1bP1+", "\x1b_G", "\x1b[", "\x1b[12;", "\x1bO"])
def test_one_that_does_not_end_is_given_up(begun: str) -> None:
    assert typed(begun, SILENCE + 0.1, "typed") == "typed"
    assert typed(begun + "\x1b", SILENCE + 0.1, "typed") in ("typed", "\x1btyped")


def test_one_that_does_not_end_while_somebody_types_is_given_up() -> None:
    keys = [part for number in range(60) for part in (str(number % 10), 0.2)]
    assert typed("\x1b]11;", *keys).endswith("9012345678901234567890123456789")
    assert LONGEST_WAIT < 60 * 0.2


def test_one_that_is_too_long_is_given_up() -> None:
    sent = "\x1b]11;" + "x" * 10_000 + "end"
    assert typed(sent).endswith("xend")
    assert len(typed(sent)) < 10_000
    assert typed("\x1b[" + "1" * 1000 + "Zend").endswith("Zend")


def test_an_escape_acts_at_once_and_its_rest_is_swallowed() -> None:
    assert whole("\x1b", ESCAPE_WAITS)[0] == "\x1b"
    for late in (ESCAPE_WAITS + 0.01, 0.2, LATE - 0.05):
        for rest in LATE_RESTS:
            assert typed("\x1b", late, rest + "typed") == "\x1btyped"
    assert typed("\x1b", 0.2, "[", 0.2, "1;5", 0.2, "Ctyped") == "\x1btyped"
    assert typed("\x1b", 0.2, "P", 0.2, ">|XTerm(370)", 0.2, "\x1b\\typed") == "\x1btyped"
    assert typed("\x1b", LATE + 0.1, "[B") == "\x1b[B"
    assert typed("\x1b", 0.2, "a", "[B") == "\x1ba[B"


@pytest.mark.parametrize(
    ("keys", "arrives"), [("Price", "rice"), ("XGBoost", "GBoost"), ("Only", "nly"), ("no", "no")]
)
def test_words_that_somebody_types_behind_an_escape_are_no_sequence(
    keys: str, arrives: str
) -> None:
    # A letter of their own pace, which is all that is lost of them.
    chunks = [part for key in keys for part in (key, 0.1)]
    assert typed("\x1b", 0.2, *chunks) == "\x1b" + arrives


def test_a_paste_and_reports_to_the_toolkit_are_wanted_however_late() -> None:
    assert whole("\x1b", 0.2, "[200~one\r", "two\x1b[201~x") == [
        "\x1b", PASTE_BEGINS, "one\r", "two", PASTE_ENDS, "x",
    ]  # fmt: skip
    for report in ("[48;24;80;1;1t", "[?2026;2$y"):
        assert whole("\x1b", 0.2, report) == ["\x1b", f"\x1b{report}"]


@pytest.mark.parametrize(
    ("sent", "arrives"),
    [
        ("\x1b[200~one\x1b[201~\x11", "\x1b[200~one\x1b[201~\x11"),
        ("\x1b[200~a\x1bb\x1b[201~", "\x1b[200~a␛b\x1b[201~"),
        ("\x1b[200~a\x1b[31m\x11\x1b[201~x", "\x1b[200~a␛[31m\x11\x1b[201~x"),
        ("\x1b[200~\x1b\x1b[201~", "\x1b[200~␛\x1b[201~"),
        ("\x1b[200~\x1b[200~\x1b[201~", "\x1b[200~␛[200~\x1b[201~"),
        ("\x1b[200~never ended \x1b[2", "\x1b[200~never ended ␛[2\x1b[201~"),
        ("\x9b200~one\x9b201~x", "\x1b[200~one\x1b[201~x"),
        ("\x1b[200~\x1b]11;rgb\x07\x1b[201~", "\x1b[200~␛]11;rgb\x07\x1b[201~"),
    ],
)
def test_a_paste_is_text_whatever_is_in_it(sent: str, arrives: str) -> None:
    assert typed(sent) == typed(*sent) == arrives
    for at in range(1, len(sent)):
        if sent[:at] not in ("\x1b", "\x9b"):
            assert typed(sent[:at], 0.6, sent[at:]) == arrives


def test_a_paste_whose_end_was_lost_ends() -> None:
    assert typed("\x1b[200~one", SILENCE_IN_PASTE + 0.1, "two") == "\x1b[200~one\x1b[201~two"
    assert typed("\x1b[200~one", SILENCE_IN_PASTE / 2, "two\x1b[201~") == (
        "\x1b[200~onetwo\x1b[201~"
    )


def test_it_says_when_something_is_due() -> None:
    sequences = Sequences()
    assert sequences.due() is None
    sequences.feed("a", 1.0)
    assert sequences.due() is None
    sequences.feed("\x1b", 2.0)
    assert sequences.due() == 2.0 + ESCAPE_WAITS
    assert sequences.expire(2.0) == []
    assert sequences.expire(2.0 + ESCAPE_WAITS) == ["\x1b"]
    assert sequences.due() is None
    sequences.feed(PASTE_BEGINS, 3.0)
    assert sequences.due() == 3.0 + SILENCE_IN_PASTE


def test_what_came_in_time_is_not_late_because_the_program_was() -> None:
    sequences = Sequences()
    assert sequences.feed("\x1b", 0.0) == []
    # It was held up for a second, and has not found the terminal silent in between.
    assert sequences.feed("[A", 1.0) == ["\x1b[A"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("plain\n", "plain\n"),
        *((f"a{reply}b\n", "ab\n") for reply in REPLIES),
        *((f"a{key}b\n", "ab\n") for key in KEYS if len(key) > 2),
        ("a\x1bbc\n", "abc\n"),
        ("a\x1b]11;rgb\n", "a\n"),
        ("a\x1b\n", "a\n"),
        ("a\x1b", "a"),
        ("\x1b[200~pasted\x1b[31m\x1b[201~\n", "pasted␛[31m\n"),
    ],
)
def test_a_line_is_what_was_typed_in_it(line: str, text: str) -> None:
    assert without_sequences(line) == text
