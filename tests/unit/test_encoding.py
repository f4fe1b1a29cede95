"""The encoding that a terminal speaks: what is typed in it, and what it can show."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing_tui.ask.plain import PlainPrompter
from framing_tui.ask.prompt import Prompt, Said
from framing_tui.terminal.encoding import decoded, decoder, encoded, encoding_of

# What a team may write in, each with the encodings of its older terminals.
WRITTEN = [
    ("Größe, naïve, 20 °C, §5", ["iso8859-1", "iso8859-15", "cp1252", "utf-8"]),
    ("coûts 5 €, œuvre", ["iso8859-15", "cp1252"]),
    ("żółć, příliš, őr", ["iso8859-2", "cp1250"]),
    ("цена, отказ", ["koi8-r", "cp1251", "iso8859-5"]),
    ("κόστος", ["iso8859-7", "cp1253"]),
    ("需要予測", ["euc_jp", "shift_jis"]),
    ("需求预测", ["gbk", "gb18030"]),
]


def stream(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding)


@pytest.mark.parametrize(
    ("text", "encoding"), [(text, encoding) for text, names in WRITTEN for encoding in names]
)
def test_text_in_any_encoding_arrives_byte_by_byte(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    name = encoding_of(stream(encoding))
    reader = decoder(name)
    assert "".join(reader.decode(data[at : at + 1]) for at in range(len(data))) == text
    assert decoded(data, name) == text
    assert encoded(text, name) == data


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("UTF-8", "utf-8"),
        ("ISO-8859-1", "iso8859-1"),
        # Whoever sends more than ASCII where that is all there is sends UTF-8.
        ("ANSI_X3.4-1968", "utf-8"),
        ("ascii", "utf-8"),
        # Keys could not be told from text.
        ("utf-16", "utf-8"),
        ("iso2022_jp", "utf-8"),
    ],
)
def test_the_encoding_of_a_stream(encoding: str, name: str) -> None:
    assert encoding_of(stream(encoding)) == name


def test_without_a_stream_it_is_utf_8() -> None:
    assert encoding_of(None) == "utf-8"
    assert encoding_of(io.StringIO()) == "utf-8"


@pytest.mark.parametrize(
    ("sent", "arrives"),
    [
        (b"a\xffb", "a\ufffdb"),
        (b"\xe2\x9bx", "\ufffdx"),
        # A control of the terminal in one byte is no text either, and is what it is.
        (b"\x9b?62;22c", "\x9b?62;22c"),
        (b"\x9d11;x\x9c", "\x9d11;x\x9c"),
        # The same byte within a letter is a part of it.
        ("Û”✓".encode(), "Û”✓"),
    ],
)
def test_broken_bytes(sent: bytes, arrives: str) -> None:
    reader = decoder("utf-8")
    parts = [reader.decode(sent[at : at + 1]) for at in range(len(sent))]
    assert "".join(parts) + reader.decode(b"", True) == decoded(sent, "utf-8") == arrives


@given(st.binary(max_size=60), st.sampled_from(["utf-8", "iso8859-1", "euc_jp", "cp1252"]))
def test_no_bytes_are_too_broken(data: bytes, encoding: str) -> None:
    reader = decoder(encoding)
    assert isinstance(reader.decode(data) + reader.decode(b"", True), str)


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("“none” … 5 – 10 ≥ 3", "iso8859-1", '"none" ~ 5 - 10 > 3'),
        ("● chosen ○ open", "iso8859-1", "* chosen o open"),
        ("naïve ✓", "ascii", "na?ve ?"),
        # As wide as the sign itself, so that columns stay where they are.
        ("漢字|😀|e\u0301|a\u200db|　|", "iso8859-1", "????|??|e|ab|  |"),
        ("\ud800", "utf-8", "?"),
    ],
)
def test_what_an_encoding_lacks_is_the_nearest_sign(text: str, encoding: str, shown: str) -> None:
    assert encoded(text, encoding).decode(encoding) == shown


@given(st.text(max_size=60), st.sampled_from(["ascii", "iso8859-1", "koi8-r", "utf-8"]))
def test_everything_can_be_shown(text: str, encoding: str) -> None:
    encoded(text, encoding)


def test_a_line_is_read_and_written_in_the_encoding_of_its_pipe() -> None:
    lines = io.BytesIO("Größe\x1b]11;rgb:1/1/1\x07\x1b[D\n".encode("iso8859-1"))
    out = io.BytesIO()
    prompter = PlainPrompter(lines, out, echo=True, speaks=("iso8859-1", "iso8859-1"))
    prompter.say(Said("“Über” …"))
    assert prompter.ask(Prompt("Maß")) == "Größe"
    assert out.getvalue().decode("iso8859-1") == '"Über" ~\nMaß> Größe\n'


def test_a_mark_of_utf_8_before_a_pipe_is_no_answer() -> None:
    lines = io.BytesIO("\ufeffGröße\n\ufeffsecond\n".encode())
    prompter = PlainPrompter(lines, io.BytesIO(), echo=False)
    assert prompter.ask(Prompt("one")) == "Größe"
    # Only the first thing in a pipe is such a mark; anywhere else somebody wrote it.
    assert prompter.ask(Prompt("two")) == "\ufeffsecond"
