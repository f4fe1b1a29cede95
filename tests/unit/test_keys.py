"""Keys of the full screen in the settings: how they may be spelt, what is refused and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.keys import Keys, _character_to_key

from framing_tui.config import Config, config_for
from framing_tui.interview.keymap import Keymap
from framing_tui.keys import BY_ID, COMMANDS, NoKey, in_a_browser, parse_key, printed


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository; the working directory is its root."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(tree: Path, text: str) -> Config:
    (tree / ".framing.toml").write_text(text, encoding="utf-8")
    return config_for(tree)


def said(config: Config) -> list[str]:
    return [str(problem) for problem in config.problems]


# How keys are spelt.


@pytest.mark.parametrize(
    ("typed", "key", "on_keyboards"),
    [
        ("ctrl+n", "ctrl+n", "Ctrl+N"),
        ("Ctrl+N", "ctrl+n", "Ctrl+N"),
        ("^N", "ctrl+n", "Ctrl+N"),
        (" control + k ", "ctrl+k", "Ctrl+K"),
        ("F6", "f6", "F6"),
        ("f24", "f24", "F24"),
        ("shift+F3", "shift+f3", "Shift+F3"),
        ("Shift+Ctrl+x", "ctrl+shift+x", "Ctrl+Shift+X"),
        ("PgDn", "pagedown", "PgDn"),
        ("Page Up", "pageup", "PgUp"),
        ("ctrl+pgup", "ctrl+pageup", "Ctrl+PgUp"),
        ("opt+x", "alt+x", "Alt+X"),
        ("ctrl+right", "ctrl+right", "Ctrl+Right"),
        ("ctrl+/", "ctrl+slash", "Ctrl+Slash"),
        ("ctrl++", "ctrl+plus", "Ctrl+Plus"),
        ("ctrl+_", "ctrl+underscore", "Ctrl+Underscore"),
        ("Ins", "insert", "Insert"),
    ],
)
def test_keys_are_read_as_people_spell_them(typed: str, key: str, on_keyboards: str) -> None:
    assert parse_key(typed) == key
    assert printed(key) == on_keyboards
    # What is printed may be put back into the settings.
    if key.rpartition("+")[2] not in ("slash", "plus", "underscore"):
        assert parse_key(printed(key)) == key


@pytest.mark.parametrize("sign", list("!#$%&'()*,-./:;<=>?\\]^_`{|}~+\"é1"))
def test_signs_are_called_what_the_toolkit_calls_them(sign: str) -> None:
    assert parse_key(f"ctrl+{sign}") == f"ctrl+{_character_to_key(sign)}"


def test_the_keys_of_the_commands_are_keys_themselves() -> None:
    known = {key.value for key in Keys}
    for command in COMMANDS:
        assert command.keys.split(",") == [parse_key(key) for key in command.keys.split(",")]
        assert set(command.keys.split(",")) <= known, command


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "“” is no key; expected a key, like"),
        ("ctrl+", "“ctrl+” is no key"),
        ("ctlr+n", "“ctlr+n” is no key (nearest: ctrl+n)"),
        ("ctrl+pgdwn", "“ctrl+pgdwn” is no key (nearest: ctrl+pagedown)"),
        ("f25", "(nearest: f"),
        ("n", "“n” is typed in answers"),
        ("N", "“N” is typed in answers"),
        ("shift+n", "“shift+n” is typed in answers"),
        ("+", "“+” is typed in answers"),
        ("7", "“7” is typed in answers"),
        ("enter", "Enter belongs to the questions"),
        ("Tab", "Tab belongs to the questions"),
        ("shift+tab", "Shift+Tab belongs to the questions"),
        ("esc", "Esc belongs to the questions"),
        ("shift+up", "Shift+Up belongs to the questions"),
        ("space", "Space belongs to the questions"),
        ("ctrl+i", "Ctrl+I is Tab to a terminal"),
        ("^M", "Ctrl+M is Enter to a terminal"),
        ("ctrl+h", "Ctrl+H is Backspace to some terminals"),
        ("ctrl+[", "is Esc to a terminal"),
        ("ctrl+space", "arrives under another name in some terminals"),
        ("alt+3", "Alt+3 is Esc and 3 to a terminal, which stands for F3"),
        ("alt+[", "is the beginning of other keys"),
        ("ctrl+\x07", "is no key"),
        ("ctrl+n,ctrl+p", "is no key"),
        ("n" * 10_000, "is no key"),
    ],
)
def test_what_cannot_be_a_key_is_refused_with_a_reason(typed: str, why: str) -> None:
    with pytest.raises(NoKey) as refusal:
        parse_key(typed)
    assert why in str(refusal.value)
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 150


# What settings may say.


def test_commands_get_other_keys(tree: Path) -> None:
    config = read(tree, '[keys]\nhelp = "F10"\nnext_open = ["ctrl+k", "^K", "alt+n"]\n')
    assert config.problems == ()
    assert config.keys == {"help": "f10", "next_open": "ctrl+k,alt+n"}
    assert config.lines == {"keys.help": 2, "keys.next_open": 3}


def test_in_a_project_they_stand_with_the_other_settings(tree: Path) -> None:
    project = '[tool.framing-tui.keys]\nleave = "ctrl+x"\nlaeve = "ctrl+w"\n'
    (tree / "pyproject.toml").write_text(project, encoding="utf-8")
    config = config_for(tree)
    assert config.keys == {"leave": "ctrl+x"}
    assert said(config) == [
        "pyproject.toml:3: tool.framing-tui.keys.laeve: there is no such command (nearest: leave)"
    ]


def test_two_commands_may_change_places(tree: Path) -> None:
    config = read(tree, '[keys]\nhelp = "f2"\nfindings = "f1"\n')
    assert config.problems == ()
    assert config.keys == {"help": "f2", "findings": "f1"}


@pytest.mark.parametrize(
    ("text", "kept", "problems"),
    [
        (
            'help = "ctrl+n"',
            {},
            [
                ".framing.toml:2: keys.help: Ctrl+N is the key of next_open (next open question);"
                " give that one another"
            ],
        ),
        (
            'note = "f10"\npark = "F10"',
            {"note": "f10"},
            [
                ".framing.toml:3: keys.park: F10 is the key of note (a note on this question);"
                " give that one another"
            ],
        ),
        (
            # Taken back, the first has its own key again, which the second then shares.
            'help = "ctrl+n"\nnote = "f1"',
            {},
            [
                ".framing.toml:2: keys.help: Ctrl+N is the key of next_open (next open question);"
                " give that one another",
                ".framing.toml:3: keys.note: F1 is the key of help (this question, and all keys);"
                " give that one another",
            ],
        ),
        (
            'leave = ["ctrl+x", "ctrl+s"]',
            {},
            [
                ".framing.toml:2: keys.leave: Ctrl+S is the key of save (save now; it saves"
                " itself); give that one another"
            ],
        ),
        (
            'hlp = "f10"',
            {},
            [".framing.toml:2: keys.hlp: there is no such command (nearest: help)"],
        ),
        (
            'next-open = "f10"',
            {},
            [".framing.toml:2: keys.next-open: there is no such command (nearest: next_open)"],
        ),
        (
            'help = "hlep"\nnote = "f10"',
            {"note": "f10"},
            [
                ".framing.toml:2: keys.help: “hlep” is no key; expected a key, like"
                ' "ctrl+n" or "f6", or a list of keys'
            ],
        ),
        (
            "help = 1",
            {},
            [
                '.framing.toml:2: keys.help: expected a key, like "ctrl+n" or "f6", or a list'
                " of keys"
            ],
        ),
        (
            "help = []",
            {},
            [
                '.framing.toml:2: keys.help: expected a key, like "ctrl+n" or "f6", or a list'
                " of keys"
            ],
        ),
        (
            'help = ["f10", 3]',
            {},
            [
                '.framing.toml:2: keys.help: expected a key, like "ctrl+n" or "f6", or a list'
                " of keys"
            ],
        ),
        (
            'help = { key = "f10" }',
            {},
            [
                '.framing.toml:2: keys.help: expected a key, like "ctrl+n" or "f6", or a list'
                " of keys"
            ],
        ),
    ],
)
def test_wrong_keys_are_told_with_their_line_and_the_rest_holds(
    tree: Path, text: str, kept: dict[str, str], problems: list[str]
) -> None:
    config = read(tree, f"[keys]\n{text}\n")
    assert config.keys == kept
    assert said(config) == problems


@pytest.mark.parametrize("text", ['keys = "f1"', "keys = []", "keys = 3"])
def test_keys_are_a_table(tree: Path, text: str) -> None:
    config = read(tree, text)
    assert config.keys == {}
    assert said(config) == ['.framing.toml:1: keys: expected a table, like { help = "f10" }']


def test_an_unknown_command_that_is_like_none_is_told_which_there_are(tree: Path) -> None:
    config = read(tree, '[keys]\nxyzzy = "f10"\n')
    (problem,) = said(config)
    assert problem.startswith(".framing.toml:2: keys.xyzzy: there is no such command; there is: ")
    assert problem.endswith(", ".join(BY_ID))


def test_whatever_holds_has_one_command_on_each_key(tree: Path) -> None:
    # Each wants the key of the next one; one of them is misspelt, so the one before is refused,
    # and so on, up to the first.
    text = "[keys]\n"
    for command, other in zip(COMMANDS, (*COMMANDS[1:], COMMANDS[0]), strict=True):
        text += f'{command.id} = "{other.keys}"\n'
    round_about = read(tree, text)
    assert round_about.problems == ()
    assert len(round_about.keys) == len(COMMANDS)
    broken = read(tree, text.replace('leave = "f1"', 'leave = "nothing"'))
    assert len(broken.problems) == len(COMMANDS)
    assert broken.keys == {}


# What comes of it.


def test_a_keymap_knows_the_changed_keys_alone() -> None:
    keymap = Keymap({"help": "f10", "next_open": "ctrl+k,alt+n"})
    assert keymap.command("f10") == "help"
    assert keymap.command("f1") is None
    assert keymap.command("alt+n") == keymap.command("ctrl+k") == "next_open"
    assert keymap.printed("next_open") == "Ctrl+K"
    assert keymap.printed("next_open", short=True) == "^K"
    assert keymap.printed("note") == "F4"


def test_behind_escape_a_digit_is_its_function_key_and_0_the_palette() -> None:
    keymap = Keymap({"palette": "f11"})
    assert [keymap.after_escape(char) for char in "190x"] == ["f1", "f9", "f11", None]
    assert Keymap().after_escape("0") == "ctrl+p"


# In a browser.


def test_what_a_browser_keeps_has_another_key_there() -> None:
    keymap = Keymap(in_a_browser({}))
    for command_id, key in (("next_open", "ctrl+k"), ("leave", "f10")):
        assert keymap.key(command_id) == key
        assert keymap.command(key) == command_id
        assert keymap.command(BY_ID[command_id].keys) == command_id
    assert {keymap.key(command.id) for command in COMMANDS}.isdisjoint({"ctrl+n", "ctrl+w"})


def test_keys_that_a_team_has_set_go_before_those_of_a_browser() -> None:
    for changed in ({"next_open": "f11"}, {"note": "ctrl+k"}, {"note": "ctrl+n", "leave": "f9"}):
        held = in_a_browser(changed)
        assert {name: held[name] for name in changed} == changed
        assert "next_open" not in held or held["next_open"] == changed.get("next_open")
