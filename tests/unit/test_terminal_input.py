"""What arrives from the terminal: broken bytes, escapes in pastes, absurd sizes."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing_tui.tui.terminal_input import PASTE_BEGINS, PASTE_ENDS, Guard, stand_guard

pieces = st.sampled_from(
    [
        b"a",
        b"\x1b",
        b"[",
        b"200~",
        b"201~",
        b"\x1b[200~",
        b"\x1b[201~",
        b"\xff",
        "é".encode(),
        b"\x11",
    ]
)


def guarded(*chunks: bytes) -> str:
    guard = Guard()
    return "".join([*(guard.decode(chunk) for chunk in chunks), guard.decode(b"", final=True)])


@pytest.mark.parametrize(
    ("sent", "arrives"),
    [
        (b"plain \xc3\xa9", "plain é"),
        (b"a\xffb", "a\ufffdb"),
        (b"\x1b[A", "\x1b[A"),
        (b"\x1b", "\x1b"),
        (b"\x1b[200~one\x1b[201~\x11", "\x1b[200~one\x1b[201~\x11"),
        (b"\x1b[200~a\x1bb\x1b[201~", "\x1b[200~a␛b\x1b[201~"),
        (b"\x1b[200~a\x1b[31m\x11\x1b[201~x", "\x1b[200~a␛[31m\x11\x1b[201~x"),
        (b"\x1b[200~\x1b\x1b[201~", "\x1b[200~␛\x1b[201~"),
        (b"\x1b[200~\x1b[200~\x1b[201~", "\x1b[200~␛[200~\x1b[201~"),
        (b"\x1b[200~never ended \x1b[2", "\x1b[200~never ended ␛[2"),
        (b"\x1b[48;36;120;0;0t", "\x1b[48;36;120;0;0t"),
        (b"x\x1b[48;99999;99999;0;0ty", "xy"),
        (b"x\x1b[48;0;80;0;0ty", "xy"),
    ],
)
def test_what_arrives(sent: bytes, arrives: str) -> None:
    assert guarded(sent) == arrives
    if b"\x1b[48" not in sent:
        # In single bytes, as over a slow link.
        assert guarded(*(sent[at : at + 1] for at in range(len(sent)))) == arrives


def test_a_lone_escape_is_not_held_back() -> None:
    guard = Guard()
    assert guard.decode(b"\x1b") == "\x1b"


@given(st.lists(pieces, max_size=30))
def test_no_escape_is_left_in_a_paste_and_nothing_else_is_changed(sent: list[bytes]) -> None:
    text = guarded(*sent)
    assert text == guarded(b"".join(sent))
    assert text.replace("␛", "\x1b") == b"".join(sent).decode("utf-8", "replace")
    _, *pastes = text.split(PASTE_BEGINS)
    for paste in pastes:
        inside = paste.split(PASTE_ENDS)[0] if PASTE_ENDS in paste else paste
        assert "\x1b" not in inside


@pytest.mark.skipif(sys.platform == "win32", reason="another driver")
def test_the_toolkit_still_does_it_where_the_guard_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from textual.drivers import linux_driver

    class LinuxDriver:
        def _get_terminal_size(self) -> tuple[int, int]:
            return 65535, 65535

    driver = ModuleType("driver")
    driver.getincrementaldecoder = None  # type: ignore[attr-defined]
    driver.LinuxDriver = LinuxDriver  # type: ignore[attr-defined]
    driver.XTermParser = linux_driver.XTermParser  # type: ignore[attr-defined]
    assert stand_guard(driver)
    assert driver.getincrementaldecoder("utf-8")().decode(b"\xff") == "\ufffd"  # type: ignore[attr-defined]
    monkeypatch.setenv("COLUMNS", "65535")
    monkeypatch.setenv("LINES", "40")
    assert LinuxDriver()._get_terminal_size() == (1000, 40)
    assert not stand_guard(ModuleType("elsewhere"))
    # When this fails, look at how the toolkit does it now: the guard may no longer be needed.
    assert "getincrementaldecoder" in vars(linux_driver)
    assert "_get_terminal_size" in vars(linux_driver.LinuxDriver)
    assert hasattr(linux_driver.XTermParser, "_sequence_to_key_events")
    assert hasattr(linux_driver.XTermParser, "parse_mouse_code")


@pytest.mark.skipif(sys.platform == "win32", reason="another driver")
@pytest.mark.parametrize(
    "sent",
    [
        "\x1b[1000000000u",
        "\x1b[97;1;1000000000u",
        "\x1b[97:65;2u",
        # A terminal that does not know its size in pixels, and a click on it.
        "\x1b[48;24;80;0;0t\x1b[<0;1;1M",
    ],
)
def test_a_key_that_cannot_be_read_is_passed_over(sent: str) -> None:
    from textual.drivers import linux_driver
    from textual.events import Key

    driver = ModuleType("driver")
    driver.getincrementaldecoder = None  # type: ignore[attr-defined]
    driver.LinuxDriver = type("LinuxDriver", (), {"_get_terminal_size": None})  # type: ignore[attr-defined]
    driver.XTermParser = linux_driver.XTermParser  # type: ignore[attr-defined]
    assert stand_guard(driver)
    parser = driver.XTermParser()
    events = [*parser.feed(sent), *parser.feed("x")]
    assert [event.key for event in events if isinstance(event, Key)] == ["x"]
