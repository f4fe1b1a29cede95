"""Which key does what on the main screen, with what a team has set, and how keys are printed."""

from __future__ import annotations

from collections.abc import Mapping

from framing_tui.keys import BY_ID, COMMANDS, KeyCommand, printed

__all__ = ["COMMANDS", "IN_A_BROWSER", "IN_A_CARD", "KeyCommand", "Keymap"]

# What is done inside a card, told in the help; these keys are not changed by settings.
IN_A_CARD: tuple[tuple[str, str], ...] = (
    ("Enter", "go on; in a text of several lines, a new line"),
    ("Tab, Shift+Tab", "next and previous question"),
    ("↑ ↓", "in a text or among options, then to the next question"),
    ("letter, digit", "picks the option that it stands before; Space the one at ›"),
    ("Backspace", "on options: clears the answer"),
    ("→", "in an empty line: takes what is offered"),
    ("Esc, then a digit", "F1 to F9, for terminals that keep those; Esc 0 is the palette"),
)
# What is told beside these where the app runs in a browser.
IN_A_BROWSER: tuple[tuple[str, str], ...] = (
    ("Esc 0", "everything by name, so that nothing is lost with a key that the browser keeps"),
    ("Ctrl+N, T and W", "belong to the browser; an editor of your own needs a terminal"),
    ("Esc, then a digit", "also for F1, F3 and F5, where the browser takes them"),
)
# After Esc, for terminals that keep function keys to themselves.
_AFTER_ESCAPE = {str(n): f"f{n}" for n in range(1, 10)}
_PALETTE_AFTER_ESCAPE = "0"


class Keymap:
    """Which key does what; `changed` are the keys that a team has set, with commas between."""

    def __init__(self, changed: Mapping[str, str] | None = None) -> None:
        self.changed = {name: keys for name, keys in (changed or {}).items() if name in BY_ID}
        keys_of = {
            command.id: tuple(
                key.strip() for key in self.changed.get(command.id, command.keys).split(",")
            )
            for command in COMMANDS
        }
        self._by_key = {key: name for name, keys in keys_of.items() for key in keys}
        self._keys = {name: keys[0] for name, keys in keys_of.items()}

    def command(self, key: str) -> str | None:
        """Return the id of what a key does, or None."""
        return self._by_key.get(key)

    def key(self, command_id: str) -> str:
        """Return the first key of a command, in the toolkit's spelling."""
        return self._keys[command_id]

    def printed(self, command_id: str, *, short: bool = False) -> str:
        """Return the key of a command as it is printed: Ctrl+N, or ^N where room is short."""
        return printed(self._keys[command_id], short=short)

    def after_escape(self, char: str) -> str | None:
        """Return the key that a character behind Esc stands for, if any."""
        if char == _PALETTE_AFTER_ESCAPE:
            return self.key("palette")
        return _AFTER_ESCAPE.get(char)
