"""Picking or ticking options by keys: one of them, or any number; each has a key of its own.

Why what is typed is watched letter by letter: people answer a choice in words, and a word must not
leave behind the options whose keys happen to be in it.
"""

from __future__ import annotations

from typing import Any, Protocol

from framing_tui.interview.typed import Words, prints
from framing_tui.interview.view import View
from framing_tui.model.clean import one_line
from framing_tui.model.kinds import MAX_TEXT, Many, Option, WrongValue

NONE = Option("[none]", "none of these")
OWN = Option("[own]", "other, in your words")
_DIGITS = "1234567890abcdefghijklm"
_CANNOT_TELL = "?"
# More options than these stand in columns.
_LONGEST_COLUMN = 5


class PickHost(Protocol):
    """What picking asks of the card whose options they are."""

    @property
    def view(self) -> View:
        """How the question stands."""

    def give(self, value: object) -> None:
        """Answer the question, None clears it."""

    def keep_note(self, words: str) -> None:
        """Keep what was typed and is no option as a note."""

    def go_on(self) -> None:
        """Go on to the next question."""


def choices_of(view: View) -> tuple[Option, ...]:
    """Return the options of a question; of ticks also what was given in one's own words."""
    kind = view.question.kind
    if not kind.is_ticked:
        return kind.options
    own = tuple(Option(value) for value in view.value or () if value not in kind.values)
    return (*kind.options, *own, *((OWN,) if kind.own else ()), NONE)


class Picking:
    """The options of one question, the cursor among them, and what has been typed of a word.

    `prose` is what was typed and is no option, `is_own` whether words of one's own are being typed;
    `columns` is in how many columns the options stand where they are many.
    """

    def __init__(self, to: PickHost, draft: str = "") -> None:
        self._to = to
        view = to.view
        self.is_many = view.question.kind.is_ticked
        self.cursor = first_of(view)
        self.columns = 2
        # Whether the cursor was moved to an option that waits for Enter.
        self._was_moved = False
        # What was typed since the last pause, and the answer and the cursor as they were before.
        self._typed = ""
        self._words = Words()
        self._before: Any = view.value
        self._stood = (self.cursor, False)
        self.prose = draft
        # Whether that was typed before the card was opened.
        self._is_old = bool(draft)
        self.is_own = False

    @property
    def view(self) -> View:
        """How the question stands."""
        return self._to.view

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options, in the order in which they are shown."""
        return choices_of(self.view)

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each option: a letter where few words say all, else a digit."""
        if self.view.question.kind.is_numbered:
            return tuple(_DIGITS[: len(self.choices)])
        return tuple(choice.text[0].lower() for choice in self.choices)

    @property
    def tried(self) -> object:
        """The answer as it would be with the option at the cursor; of ticks as it is."""
        view = self.view
        if self.is_many:
            return view.value
        return view.question.kind.parse(self.choices[self.cursor].value)

    @property
    def shape(self) -> tuple[int, int]:
        """How many options stand under each other, and in how many columns."""
        count = len(self.choices)
        columns = self.columns if count > _LONGEST_COLUMN else 1
        return -(-count // columns), columns

    # Keys.

    def take_key(self, key: str, char: str) -> bool:
        """Take a key and what it prints; tell whether it meant anything here."""
        if self._is_old and self.prose and prints(char):
            # New words are no end of what somebody wrote before they went elsewhere.
            self._note_prose()
        elif self.prose or self.is_own:
            return self._take_prose(key, char)
        if key in ("up", "down", "left", "right"):
            self._pause()
            return self._move(key)
        if key == "enter":
            return self._enter()
        if key in ("backspace", "delete"):
            self._pause()
            self._to.give(None)
            return True
        if key == "escape" and self._typed and self._was_moved:
            # Half a name: nobody has picked anything.
            self._restore()
            self._pause()
            return True
        if not prints(char):
            return False
        self._type(char)
        return True

    def paste(self, text: str) -> None:
        """Put a paste under the options: it never picks."""
        self._pause()
        if self._is_old and self.prose:
            self._note_prose()
        self.prose = one_line(self.prose + text, MAX_TEXT)

    def take_back(self) -> str:
        """Take back what is no option; return it."""
        prose, self.prose, self.is_own = self.prose, "", False
        return prose

    def pick(self, index: int) -> None:
        """Pick or tick an option, by its key or by a click."""
        if self.prose and not self.is_own:
            self._note_prose()
        choices = self.choices
        self.cursor = min(index, len(choices) - 1)
        self._was_moved = False
        value = choices[self.cursor].value
        if value == OWN.value:
            self.is_own = True
        elif self.is_many:
            self._tick(value)
        else:
            # The same key again clears nothing: a doubled keystroke must not open an answer.
            self._to.give(self.view.question.kind.parse(value))

    def _type(self, char: str) -> None:
        """Pick by a key; take back what was picked where the letters go on to no option."""
        if not self._words.go_on:
            self._pause()
        self._words.note()
        if char == " " and not self._typed:
            self.pick(self.cursor)
            return
        if not self._typed:
            self._before = self.view.value
            self._stood = (self.cursor, self._was_moved)
        self._typed += char
        index = self._index_of(char)
        begun = self._begun(self._typed)
        if index is not None and self._are_keys(self._typed):
            # Also where a longer word may begin so: whoever changes their mind from “unsure” to
            # “no” is quick, and whoever spells out “unsure” ends there all the same.
            self.pick(index)
        elif begun is not None and len(self._typed) > 1:
            self._spell(begun)
        elif begun is not None:
            self.cursor, self._was_moved = begun, True
        else:
            self._restore()
            self.prose, self._typed, self._is_old = self._typed, "", False

    def _spell(self, begun: int) -> None:
        """Go to an option whose words are being typed; typed in full, it is picked."""
        choice = self.choices[begun]
        if choice.value not in picked(self.view):
            # Its first letter may be the key of another one.
            self._restore()
        self.cursor, self._was_moved = begun, True
        if self._typed.lower() in _names(choice) and self._meant(self._typed) == choice.value:
            if choice.value not in picked(self.view):
                self.pick(begun)
            self._was_moved = False

    def _take_prose(self, key: str, char: str) -> bool:
        """Write on what is no option: Enter keeps it as a note, Esc drops it."""
        if key == "enter":
            self._keep_prose()
        elif key == "escape":
            self.take_back()
        elif key in ("backspace", "ctrl+h"):
            self.prose, self._is_old = self.prose[:-1], False
        elif key in ("ctrl+u", "ctrl+w"):
            self.prose = ""
        elif prints(char):
            self.prose = (self.prose + char)[:MAX_TEXT]
        else:
            return False
        return True

    def _note_prose(self) -> None:
        """Keep what was typed and is no option as a note."""
        prose, self.prose, self._is_old = self.prose.strip(), "", False
        if prose:
            self._to.keep_note(prose)

    def _meant(self, typed: str) -> object:
        """Return the option that words stand for, or None where they stand for none, or several."""
        kind = self.view.question.kind
        if self.is_many:
            return kind.word_of(typed)
        try:
            return kind.write(kind.parse(typed))
        except WrongValue:
            return None

    def _keep_prose(self) -> None:
        prose, self.prose = self.prose.strip(), ""
        is_own, self.is_own = self.is_own, False
        kind = self.view.question.kind
        if is_own and prose:
            self._add_tick(list(self.view.value or ()), kind.word_of(prose))
            return
        try:
            if prose and not self.is_many:
                self._to.give(kind.parse(prose))
                self.cursor = first_of(self.view)
                return
        except WrongValue:
            pass
        if prose:
            # The question is as open as it was, so it stays here for its answer.
            self._to.keep_note(prose)
        else:
            self._to.go_on()

    def _index_of(self, char: str) -> int | None:
        keys = self.keys
        if char.lower() in keys:
            return keys.index(char.lower())
        if char == _CANNOT_TELL:
            values = [choice.value for choice in self.choices]
            return values.index("unsure") if "unsure" in values else None
        return None

    def _are_keys(self, typed: str) -> bool:
        """Whether every letter that was typed is the key of an option."""
        return all(self._index_of(char) is not None for char in typed)

    def _begun(self, typed: str) -> int | None:
        """Return the first option that goes on from what was typed, or None."""
        words = typed.lower()
        for at, choice in enumerate(self.choices):
            is_named = choice not in (OWN, NONE)
            if is_named and any(name.startswith(words) for name in _names(choice)):
                return at
        return None

    def _pause(self) -> None:
        self._typed = ""

    def _restore(self) -> None:
        """Take back what was picked since the last pause, and put the cursor where it stood."""
        self.cursor, self._was_moved = self._stood
        if self.view.value != self._before:
            self._to.give(self._before)

    def _enter(self) -> bool:
        self._pause()
        if self._was_moved:
            self.pick(self.cursor)
            if self.is_many or self.is_own:
                return True
        self._to.go_on()
        return True

    def _move(self, key: str) -> bool:
        """Move among the options; at their edges up and down go on to another question."""
        deep, columns = self.shape
        aside = 1 if columns == 1 else deep
        to = self.cursor + {"up": -1, "down": 1, "left": -aside, "right": aside}[key]
        if 0 <= to < len(self.choices):
            self.cursor, self._was_moved = to, True
            return True
        return key in ("left", "right")

    # Answers.

    def _tick(self, value: str) -> None:
        given = list(self.view.value or ())
        if value == NONE.value:
            self._to.give(None if self.view.value == () else ())
        elif value in given:
            given.remove(value)
            self._to.give(self._in_order(given) or None)
        else:
            self._add_tick(given, value)

    def _add_tick(self, given: list[str], value: str) -> None:
        kind = self.view.question.kind
        assert isinstance(kind, Many)
        self._to.give(self._in_order(kind.with_tick(given, value)))

    def _in_order(self, given: list[str]) -> tuple[str, ...]:
        order = [option.value for option in self.choices]
        known = [value for value in order if value in given]
        return (*known, *(v for v in dict.fromkeys(given) if v not in order))


def _names(choice: Option) -> list[str]:
    """Return by what an option is spelt out."""
    return [name.lower() for name in (choice.text, choice.value, *choice.aliases)]


def first_of(view: View) -> int:
    """Return the option that the cursor begins at: what was chosen, or what is offered."""
    words = words_of(view.value if view.value is not None else view.offer)
    at = (at for at, choice in enumerate(choices_of(view)) if choice.value in words)
    return next(at, 0)


def picked(view: View) -> frozenset[str]:
    """Return the words of the options that are picked or ticked."""
    return frozenset({NONE.value}) if view.value == () else words_of(view.value)


def words_of(value: object) -> frozenset[str]:
    """Return the words of the options that an answer consists of."""
    if value is None:
        return frozenset()
    if isinstance(value, bool):
        return frozenset(("yes" if value else "no",))
    if isinstance(value, tuple):
        return frozenset(map(str, value))
    return frozenset((str(value),))
