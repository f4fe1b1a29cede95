"""What arrives from the terminal as events: broken bytes, replies, keys of every kind."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

if sys.platform == "win32":
    pytest.skip("another driver", allow_module_level=True)

from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea

from framing_tui.model.clean import clean
from framing_tui.terminal.sequences import ESCAPE_WAITS, LATE
from framing_tui.tui.terminal_input import TerminalInput

TYPED = [
    "20\u00a040",
    "東京\u3000大阪",
    "5\u202f000\u2009€\u2007|\u2003|",
    "👨\u200d👩\u200d👧\u200d👦",
    "❤\ufe0f\u200d🔥",
    "می\u200cخواهم",
    "क्\u200dष",
    "\U0001fae8\U0001f6dc",
    "\uf8ff",
    "naïve Größe",
    "e\u0301",
]


class Terminal:
    """A terminal whose clock stands still until it is told."""

    def __init__(self, encoding: str = "utf-8") -> None:
        self.now = 0.0
        self.reader = TerminalInput(encoding, clock=lambda: self.now)
        self.events: list[Message] = []

    def sends(self, data: bytes | str) -> Terminal:
        data = data.encode() if isinstance(data, str) else data
        self.events += self.reader.feed(data)
        return self

    def waits(self, seconds: float) -> Terminal:
        self.now += seconds
        self.events += self.reader.tick()
        return self

    @property
    def keys(self) -> list[str]:
        return [event.key for event in self.events if isinstance(event, events.Key)]

    @property
    def typed(self) -> str:
        """What an editor would write."""
        return "".join(
            event.character or ""
            for event in self.events
            if isinstance(event, events.Key) and event.is_printable
        )

    @property
    def pasted(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, events.Paste)]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1b[A\x1b[B\x1bOC\x1b[1;5D", ["up", "down", "right", "ctrl+left"]),
        ("\x1bOP\x1b[15~\x1b[24~\x1b[[A", ["f1", "f5", "f12", "f1"]),
        ("\x1bx\x1bé\x1bf", ["alt+x", "alt+é", "ctrl+right"]),
        ("\x1b1\x1b9\x1b0", ["alt+1", "alt+9", "alt+0"]),
        ("\x1b\r\x1b\x7f", ["enter", "ctrl+w"]),
        ("\x1b[Z\t\x7f\x01\x11", ["shift+tab", "tab", "backspace", "ctrl+a", "ctrl+q"]),
        ("\x1b[97u\x1b[27u\x1b[97;5u", ["a", "escape", "ctrl+a"]),
    ],
)
def test_keys_are_keys(sent: str, keys: list[str]) -> None:
    assert Terminal().sends(sent).keys == keys
    terminal = Terminal()
    for char in sent:
        terminal.sends(char)
    assert terminal.keys == keys


def test_clicks_sizes_and_modes_are_heard() -> None:
    sent = (
        "\x1b[<0;10;5M\x1b[<0;10;5m\x1b[<64;1;1M\x1b[48;24;80;384;640t\x1b[?2026;2$y\x1b[5;7R\x1b[I"
    )
    names = [type(event).__name__ for event in Terminal().sends(sent).events]
    assert names == [
        "MouseDown",
        "MouseUp",
        "MouseScrollUp",
        "Resize",
        "TerminalSupportsSynchronizedOutput",
        "CursorPosition",
        "AppFocus",
    ]


@pytest.mark.parametrize(
    "reply",
    [
        "\x1b]11;rgb:1010/1010/1010\x1b\\",
        "\x1b[?62;22c",
        "\x1b[>41;354;0c",
        "\x1bP>|XTerm(370)\x1b\\",
        "\x1b[?0u",
        "\x1b[0n",
        "\x1b[8;24;80t",
        "\x1b[?997;1n",
        "\x1b[?1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;22c",
        "\x1b[1;2;3;4Z",
        "\x1b[48;99999;99999;0;0t",
        "\x1b[48;0;80;0;0t",
        "\x1bOz",
        "\x9b?62;22c",
    ],
)
def test_replies_are_no_text_and_what_follows_is(reply: str) -> None:
    for at in range(1, len(reply)):
        terminal = Terminal().sends("a" + reply[:at]).sends(reply[at:] + "b\x1b[Ac")
        assert terminal.typed == "abc"
        assert terminal.keys == ["a", "b", "up", "c"]
        assert len(terminal.events) == 4


def test_an_escape_acts_at_once_and_its_rest_is_swallowed() -> None:
    terminal = Terminal().sends("\x1b").waits(ESCAPE_WAITS)
    assert terminal.keys == ["escape"]
    assert terminal.waits(LATE - 0.1).sends("[B").sends("x").keys == ["escape", "x"]
    assert Terminal().sends("\x1b\x1b").waits(ESCAPE_WAITS).keys == ["escape", "escape"]


def test_it_is_looked_at_when_an_escape_is_due() -> None:
    terminal = Terminal()
    assert terminal.reader.patience(0.1) == 0.1
    terminal.sends("\x1b")
    assert terminal.reader.patience(0.1) == ESCAPE_WAITS
    terminal.now = 1.0
    assert terminal.reader.patience(0.1) == 0.0


@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed_is_what_is_pasted(text: str) -> None:
    assert Terminal().sends(text).typed == text
    assert Terminal().sends(f"\x1b[200~{text}\x1b[201~").pasted == [text]
    assert clean(text) == text
    by_bytes = Terminal()
    for byte in text.encode():
        by_bytes.sends(bytes([byte]))
    assert by_bytes.typed == text
    # By a terminal that reports keys with the text that they write.
    keys = "".join(f"\x1b[{ord(char)};;{ord(char)}u" for char in text)
    assert Terminal().sends(keys).typed == text
    at_once = ":".join(str(ord(char)) for char in text)
    assert Terminal().sends(f"\x1b[0;;{at_once}u").typed == text


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30))
def test_typed_and_pasted_are_the_same_in_the_end(text: str) -> None:
    pasted = clean("".join(" " if unicodedata.category(c) in ("Zl", "Zp") else c for c in text))
    assert clean(Terminal().sends(text).typed) == pasted


@pytest.mark.parametrize("char", ["\u202e", "\u200b", "\ufeff", "\u00ad", "\u2067", "\U000e0041"])
def test_what_would_turn_the_line_round_is_visible_at_once(char: str) -> None:
    assert Terminal().sends(f"a{char}b").typed == f"a‹U+{ord(char):04X}›b"


async def test_an_editor_of_the_toolkit_takes_what_was_typed() -> None:
    from textual.app import App, ComposeResult

    class Editors(App[None]):
        def compose(self) -> ComposeResult:
            yield Input()
            yield TextArea()

    text = "20\u00a040 👨\u200d👩 \u202e"
    app = Editors()
    async with app.run_test() as pilot:
        for widget in (Input, TextArea):
            app.query_one(widget).focus()
            await pilot.pause()
            for event in Terminal().sends(text).events:
                app.post_message(event)
            await pilot.pause()
        assert app.query_one(Input).value == "20\u00a040 👨\u200d👩 ‹U+202E›"
        assert app.query_one(TextArea).text == "20\u00a040 👨\u200d👩 ‹U+202E›"


@pytest.mark.parametrize(
    ("encoding", "sent", "typed"),
    [
        ("iso8859-1", b"Gr\xf6\xdfe 20\xa0\xb0C", "Größe 20\xa0°C"),
        ("iso8859-15", b"5 \xa4", "5 €"),
        ("koi8-r", "цена".encode("koi8-r"), "цена"),
        ("euc_jp", "需要".encode("euc_jp"), "需要"),
        ("utf-8", b"a\xffb", "a\ufffdb"),
        ("utf-8", "Û \x9bA".encode(), "Û "),
        ("iso8859-1", b"\x9b?62;22cx", "x"),
    ],
)
def test_bytes_are_text_of_the_terminals_encoding(encoding: str, sent: bytes, typed: str) -> None:
    assert Terminal(encoding).sends(sent).typed == typed
    one_by_one = Terminal(encoding)
    for at in range(len(sent)):
        one_by_one.sends(sent[at : at + 1])
    assert one_by_one.typed == typed


def test_a_paste_is_one_event_whatever_is_in_it() -> None:
    terminal = Terminal().sends("\x1b[200~one \x1b[31m\x11").sends("two\x1b[20").sends("1~x")
    assert terminal.pasted == ["one ␛[31m\x11two"]
    assert terminal.keys == ["x"]
    assert Terminal().sends("\x1b[200~never ended").waits(60).pasted == ["never ended"]


@pytest.mark.parametrize(
    "sent",
    [
        "\x1b[1000000000u",
        "\x1b[97;1;1000000000u",
        "\x1b[97;1;55296u",
        "\x1b[97:65;2u",
        # A terminal that does not know its size in pixels, and a click on it.
        "\x1b[48;24;80;0;0t\x1b[<0;1;1M",
        "\x1b[<999999999999999999999;1;1M",
    ],
)
def test_a_key_that_cannot_be_read_ends_nothing(sent: str) -> None:
    terminal = Terminal().sends(sent).sends("x")
    assert terminal.keys[-1] == "x"
    assert terminal.typed in ("x", "\ufffdx")


@given(st.lists(st.binary(max_size=12), max_size=12))
def test_no_noise_is_too_much(chunks: list[bytes]) -> None:
    terminal = Terminal()
    for chunk in chunks:
        terminal.sends(chunk)
    terminal.waits(60).sends("\x1b[201~").waits(60).sends("\rx")
    assert terminal.keys[-1] == "x"
    assert "\x1b" not in terminal.typed


def test_the_toolkit_still_has_what_is_built_on() -> None:
    from textual.drivers.linux_driver import LinuxDriver

    from framing_tui.tui.terminal_input import Parser

    # When this fails, look at how the toolkit does it now: without these the classes here are idle.
    parser = Parser()
    assert {"_gen", "_awaiting", "_tokens", "_timeout_time"} <= vars(parser).keys()
    for name in ("_sequence_to_key_events", "parse_mouse_code", "parse"):
        assert hasattr(Parser.__mro__[1], name)
    for name in (
        "run_input_thread",
        "_get_terminal_size",
        "_sigcont_application",
        "start_application_mode",
        "stop_application_mode",
        "_patch_iflag",
        "_patch_lflag",
    ):
        assert name in vars(LinuxDriver), name
