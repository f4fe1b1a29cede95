"""Keys that a team has changed: they work, and whatever names a key on the screen names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.keys import COMMANDS, printed

from .window import KEYS, at_window, write_file

CHANGED = {
    "help": "f10",
    "find_out": "ctrl+f",
    "next_open": "ctrl+k,f11",
    "take_offer": "ctrl+e",
    "palette": "ctrl+a",
    "next_red": "f3",
    "findings": "f7",
    "not_applicable": "ctrl+w",
    "leave": "ctrl+x",
    "undo": "ctrl+u",
    "edit": "ctrl+b",
    "page": "f1",
    "save": "f5",
}
RED = {"serving.online": "yes", "serving.p99_budget_ms": 300, "stack.users": "clerks"}


async def test_changed_keys_work_and_the_former_do_nothing(tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml", keys=CHANGED) as window:
        await window.press("f2")
        assert window.app.main.findings.cursor is None
        await window.press("f7")
        assert window.app.main.findings.cursor == 0
        await window.press("f7", "ctrl+k")
        assert window.open_form.current == "stack.objective"
        assert "The business problem" in window.text
        await window.press("too many no-shows", "ctrl+z")
        assert window.session.framing.answers.get("stack.objective") == "too many no-shows"
        await window.press("ctrl+u")
        assert "stack.objective" not in window.session.framing.answers
        await window.press("ctrl+f")
        assert "Not known yet: The business problem" in window.words


async def test_footer_help_and_palette_show_the_changed_keys(tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml", (160, 60), keys=CHANGED) as window:
        footer = " ".join(window.lines[-1].split())
        for words in ("F10 help", "F7 findings", "^F find out", "F3 next red", "^K next"):
            assert words in footer
        for words in ("^A all", "^X leave", "F1 page", "F4 note"):
            assert words in footer
        await window.press("f10")
        helped = window.text
        for command in COMMANDS:
            key = printed(CHANGED.get(command.id, command.keys).split(",")[0])
            assert f"{key:<18}{command.help}"[:40] in helped, command.id
        # What has opened it closes it.
        await window.press("f10")
        assert "Keys" not in window.text
        for typed, key in (("next open", "Ctrl+K"), ("undo, and", "Ctrl+U"), ("leave", "Ctrl+X")):
            await window.press("ctrl+a", typed)
            await window.until(lambda key=key: f"key {key}" in window.words, f"key {key}")
            await window.press("escape")


async def test_whatever_else_names_a_key_names_the_changed_one(tmp_path: Path) -> None:
    path = write_file(tmp_path / "framing.toml", {})
    async with at_window(path, keys=CHANGED) as window:
        assert "Ctrl+K goes to the first question, F10 helps" in window.words
        assert "(Ctrl+F)" in window.words
        assert "F7 go there" in window.words
    write_file(path, RED)
    async with at_window(path, at="serving.p99_expected_ms", keys=CHANGED) as window:
        await window.press("450")
        await window.rest()
        assert "· F3 goes there" in window.words
    async with at_window(path, at="stack.users", keys=CHANGED) as window:
        assert "Ctrl+B: your own editor" in window.words


async def test_a_starter_is_taken_by_the_changed_key(tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml", keys=CHANGED) as window:
        await window.click(window.find("Start from"))
        assert "until you take it (Ctrl+E)" in window.words
        await window.press("2")
        assert "Ctrl+E takes one" in window.words
        await window.press("ctrl+k")
        await window.until(lambda: "offered: Ctrl+E takes it" in window.words, "an offer")
        asked = window.open_form.current
        await window.press("ctrl+e")
        assert asked in window.session.framing.answers


async def test_dialogs_leave_by_the_changed_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A short path: what is told of it then stands on one line.
    monkeypatch.chdir(tmp_path)
    async with at_window(Path("framing.toml"), keys=CHANGED) as window:
        await window.press("f1")
        assert "The page as it stands" in window.text
        await window.press("f1", "ctrl+k", "f4")
        assert "Note: The business problem" in window.text
        await window.press("ask the clinic", "f5")
        assert "ask the clinic" in window.session.framing.notes["stack.objective"]
        # Leaving works in the middle of a dialog, too, by the changed key alone.
        await window.press("f4", "ctrl+q")
        assert "Note: The business problem" in window.text
        await window.press("ctrl+x")
        assert "What this meeting did" in window.text
        assert "or F1 and w" in window.words
        assert "Ctrl+K goes to the next" in window.words
        await window.press("escape")


async def test_escape_and_0_is_the_palette_wherever_that_is(tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml", keys=CHANGED) as window:
        await window.press("escape", "0")
        await window.until(lambda: "Search for commands" in window.text, "the palette")
        await window.press("escape", "escape", "1")
        assert "The page as it stands" in window.text


def test_every_changed_key_can_be_sent() -> None:
    # Else a test above would type its name.
    for keys in CHANGED.values():
        assert all(key in KEYS or key == "f11" for key in keys.split(","))
