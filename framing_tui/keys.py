"""Everything that a key does on the full screen, and how a key may be spelt.

Why one list, and here: keys, footer, help and palette read it, and so do the settings of a team,
which are read without the screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from framing_tui.model.clean import one_line
from framing_tui.model.kinds import nearest_name
from framing_tui.model.named_tuple import NamedTuple


class KeyCommand(NamedTuple):
    """One thing that can be done by key: its id, its keys, and the words for footer and help.

    `footer` is the word on the last line, none where it is not shown there; `narrow` tells that it
    is kept where the window is narrow. Keys are in the toolkit's spelling, with commas between.
    """

    id: str
    keys: str
    help: str
    footer: str = ""
    narrow: bool = False


COMMANDS: tuple[KeyCommand, ...] = (
    KeyCommand("help", "f1", "this question, and all keys", "help", True),
    KeyCommand(
        "findings", "f2", "the findings: Enter goes there, e explains, a accepts", "findings", True
    ),
    KeyCommand("find_out", "f3", "do not know yet: who finds out, by when", "find out", True),
    KeyCommand("note", "f4", "a note on this question", "note"),
    KeyCommand("page", "f5", "the page as it stands; w writes it", "page", True),
    KeyCommand("park", "f6", "park a thought that fits no question"),
    KeyCommand("not_applicable", "f7", "not applicable, with a reason"),
    KeyCommand("basis", "ctrl+b", "what this figure rests on: measured, document, estimate, guess"),
    KeyCommand("next_red", "f8", "next red finding", "next red", True),
    KeyCommand("flips", "f9", "what would change the judgement, and how figures come about"),
    KeyCommand("next_open", "ctrl+n", "next open question", "next", True),
    KeyCommand("next_section", "pagedown", "next section", "section"),
    KeyCommand("previous_section", "pageup", "previous section"),
    KeyCommand("go_to", "ctrl+g", "go to a section by its digit"),
    KeyCommand("room", "f12", "room view: the cells and the open question alone", "room"),
    KeyCommand("palette", "ctrl+p", "everything by name: questions, answers, rules", "all", True),
    KeyCommand("take_offer", "ctrl+o", "take what is offered"),
    KeyCommand("edit", "ctrl+t", "this text in your own editor ($VISUAL or $EDITOR)"),
    KeyCommand("undo", "ctrl+z", "undo, and say what came back"),
    KeyCommand("redo", "ctrl+y", "redo"),
    KeyCommand("save", "ctrl+s", "save now; it saves itself"),
    KeyCommand("settle", "ctrl+r", "two answers to one question: choose"),
    KeyCommand("redraw", "ctrl+l", "draw everything anew"),
    KeyCommand("leave", "ctrl+q", "leave", "leave", True),
)
BY_ID = {command.id: command for command in COMMANDS}

# What a browser keeps for itself, each with a key before it that arrives there.
_IN_A_BROWSER = {"next_open": "ctrl+k", "leave": "f10"}

EXPECTED = 'expected a key, like "ctrl+n" or "f6", or a list of keys'

_MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
# So much of a wrong word is told.
_LONGEST = 40
# What cards and editors are operated with, with or without Shift.
_OF_THE_CARDS = frozenset(
    {
        *("up", "down", "left", "right", "home", "end"),
        *("enter", "tab", "space", "backspace", "delete", "escape"),
    }
)
_OTHERS = frozenset({*(f"f{n}" for n in range(1, 25)), "pageup", "pagedown", "insert"})
# Other spellings of modifiers and keys.
_ALSO = {
    "control": "ctrl",
    "ctl": "ctrl",
    "option": "alt",
    "opt": "alt",
    "cmd": "super",
    "command": "super",
    "win": "super",
    "pgup": "pageup",
    "page_up": "pageup",
    "page-up": "pageup",
    "page up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
    "page-down": "pagedown",
    "page down": "pagedown",
    "esc": "escape",
    "return": "enter",
    "ins": "insert",
    "del": "delete",
}
# As the toolkit calls them, where that is not their name in Unicode.
_SIGNS = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
# What a terminal sends for these is something else already, or not the same everywhere.
_TAKEN = {
    "ctrl+i": "is Tab to a terminal",
    "ctrl+j": "is Enter to some terminals",
    "ctrl+m": "is Enter to a terminal",
    "ctrl+h": "is Backspace to some terminals",
    "ctrl+left_square_bracket": "is Esc to a terminal",
    "ctrl+space": "arrives under another name in some terminals",
    "ctrl+at": "arrives under another name in some terminals",
    "alt+left_square_bracket": "is the beginning of other keys to a terminal",
    **{f"alt+{n}": f"is Esc and {n} to a terminal, which stands for F{n}" for n in range(1, 10)},
    "alt+0": "is Esc and 0 to a terminal, which is the palette",
}
_PRINTED = {
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
}


class NoKey(ValueError):
    """Says why a word is no key that a command can have."""


class Refused(NamedTuple):
    """A command whose key is refused, and why."""

    command_id: str
    message: str


def parse_key(typed: str) -> str:
    """Return a key in the toolkit's spelling, from how people spell it: Ctrl+N, ^n, PgDn."""
    words = typed.strip()
    if len(words) == 2 and words[0] == "^":
        words = f"ctrl+{words[1]}"
    head, _, last = words.rpartition("+")
    if words == "+" or words.endswith("++"):
        # The last plus is the key itself.
        head, last = words[:-2], "+"
    modifiers = [_named(part, _MODIFIERS, typed) for part in head.split("+")] if head else []
    name = last.strip()
    if len(name) != 1 or not name.isprintable():
        name = _named(name, (*_OTHERS, *_OF_THE_CARDS), typed)
    elif not name.isalnum():
        sign = unicodedata.name(name, name).lower().replace("-", "_").replace(" ", "_")
        name = _SIGNS.get(sign, sign)
    elif name != name.lower():
        # Ctrl+N is how Ctrl and n are printed.
        name = name.lower()
    key = "+".join((*sorted(set(modifiers)), name))
    _refuse_taken(key, name, set(modifiers), typed)
    return key


def _named(part: str, known: Iterable[str], typed: str) -> str:
    word = part.strip().lower()
    names = tuple(known)
    if _ALSO.get(word, word) in names:
        return _ALSO.get(word, word)
    near = nearest_name(word, (*names, *(also for also, name in _ALSO.items() if name in names)))
    right = typed.strip().lower().replace(word, _ALSO.get(near, near)) if near and word else ""
    hint = f" (nearest: {one_line(right, _LONGEST)})" if right else ""
    raise NoKey(f"“{one_line(typed, _LONGEST)}” is no key{hint}; {EXPECTED}")


def _refuse_taken(key: str, name: str, modifiers: set[str], typed: str) -> None:
    shown = printed(key)
    if key in _TAKEN:
        raise NoKey(f"{shown} {_TAKEN[key]}")
    if not modifiers - {"shift"}:
        if name in _OF_THE_CARDS:
            raise NoKey(f"{shown} belongs to the questions; {EXPECTED}")
        if name not in _OTHERS:
            raise NoKey(f"“{one_line(typed, _LONGEST)}” is typed in answers; {EXPECTED}")


def printed(key: str, *, short: bool = False) -> str:
    """Return a key as it is printed on keyboards: Ctrl+N, or ^N where room is short."""
    *modifiers, name = key.split("+")
    if short and modifiers == ["ctrl"] and len(name) == 1:
        return f"^{name.upper()}"
    return "+".join(_PRINTED.get(part, part.capitalize()) for part in (*modifiers, name))


def refused(changed: Mapping[str, tuple[str, ...]]) -> list[Refused]:
    """Return the commands, of those that were given other keys, whose key another one has.

    Of two the later is refused, and then keeps the keys that it has of itself.
    """
    kept = dict(changed)
    found: list[Refused] = []
    while (clash := _clash(kept)) is not None:
        later, key, other = clash
        del kept[later]
        words = BY_ID[other].help.partition(":")[0]
        found.append(
            Refused(later, f"{printed(key)} is the key of {other} ({words}); give that one another")
        )
    return found


def in_a_browser(changed: Mapping[str, str]) -> dict[str, str]:
    """Return the keys that hold in a browser, by those that a team has set, which go before.

    Why others: Ctrl+N, Ctrl+T and Ctrl+W never reach a page, and Ctrl+Q ends some browsers.
    """
    taken = {key for keys in changed.values() for key in keys.split(",")}
    more = {
        command_id: f"{key},{BY_ID[command_id].keys}"
        for command_id, key in _IN_A_BROWSER.items()
        if command_id not in changed and not taken & {key, BY_ID[command_id].keys}
    }
    return {**changed, **more}


def _clash(changed: Mapping[str, tuple[str, ...]]) -> tuple[str, str, str] | None:
    """Return the last changed command that shares a key, the key, and the other command."""
    owners: dict[str, list[str]] = {}
    for command in COMMANDS:
        for key in changed.get(command.id, tuple(command.keys.split(","))):
            owners.setdefault(key, []).append(command.id)
    for command_id in reversed(list(changed)):
        for key in changed[command_id]:
            others = [owner for owner in owners[key] if owner != command_id]
            if others:
                return command_id, key, others[0]
    return None
