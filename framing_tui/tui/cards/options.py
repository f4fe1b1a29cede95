"""The card of options: one of them, or any number; each has a key of its own.

Why what is typed is watched letter by letter: people answer a choice in words, and a word must not
leave behind the options whose keys happen to be in it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from framing_tui.drawing.parts import InkedPart, InkedRows, cells_of, cropped, wrapped_rows
from framing_tui.interview.view import View
from framing_tui.model.clean import one_line
from framing_tui.model.kinds import MAX_TEXT, Many, Option, WrongValue
from framing_tui.tui.cards import card
from framing_tui.tui.cards.card import Card, CardBlock, CardHost
from framing_tui.tui.editor import prints

if TYPE_CHECKING:
    from textual.events import Key

NONE = Option("[none]", "none of these")
OWN = Option("[own]", "other, in your words")
_DIGITS = "1234567890abcdefghijklm"
_CANNOT_TELL = "?"
# More options than these stand in columns.
_LONGEST_COLUMN = 5


def choices_of(view: View) -> tuple[Option, ...]:
    """Return the options of a question; of ticks also what was given in one's own words."""
    kind = view.question.kind
    if not kind.is_ticked:
        return kind.options
    own = tuple(Option(value) for value in view.value or () if value not in kind.values)
    return (*kind.options, *own, *((OWN,) if kind.own else ()), NONE)


class OptionsCard(Card):
    """A question answered by picking or ticking."""

    def __init__(self, host: CardHost, key: str, draft: str = "") -> None:
        super().__init__(host, key)
        view = self.view
        self._is_many = view.question.kind.is_ticked
        self.cursor = self._first(view)
        # Whether the cursor was moved to an option that waits for Enter.
        self._was_moved = False
        # What was typed since the last pause, and the answer and the cursor as they were before.
        self._typed = ""
        self._typed_at = 0.0
        self._before: Any = view.value
        self._stood = (self.cursor, False)
        # What was typed and is no option, and whether that was before the card was opened.
        self.prose = draft
        self._is_old = bool(draft)
        # Whether words of one's own are being typed.
        self._is_own = False

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
    def draft(self) -> str:
        """What was typed and is no answer."""
        return self.prose

    @property
    def tried(self) -> object:
        """The answer as it would be with the option at the cursor; of ticks as it is."""
        view = self.view
        if self._is_many:
            return view.value
        return view.question.kind.parse(self.choices[self.cursor].value)

    def leave(self) -> None:
        if self._is_many:
            self.host.session.judge()

    # Keys.

    async def take_key(self, event: Key) -> bool:
        if self._is_old and self.prose and prints(event):
            # New words are no end of what somebody wrote before they went elsewhere.
            self._note_prose()
        elif self.prose or self._is_own:
            return self._take_prose(event)
        if event.key in ("up", "down", "left", "right"):
            self._pause()
            return self._move(event.key)
        if event.key == "enter":
            return self._enter()
        if event.key in ("backspace", "delete"):
            self._pause()
            self._say(None)
            return True
        if event.key == "escape" and self._typed and self._was_moved:
            # Half a name: nobody has picked anything.
            self._restore()
            self._pause()
            self.host.redraw()
            return True
        if not prints(event):
            return False
        self._type(event.character or "")
        return True

    def paste(self, text: str) -> None:
        """Put a paste under the options: it never picks."""
        self._pause()
        if self._is_old and self.prose:
            self._note_prose()
        self.prose = one_line(self.prose + text, MAX_TEXT)
        self.host.redraw()

    def put_in(self, text: str) -> None:
        """Put back what was taken back."""
        self.paste(text)

    def take_back(self) -> str:
        prose, self.prose, self._is_own = self.prose, "", False
        self.host.redraw()
        return prose

    def take_offer(self) -> bool:
        taken = super().take_offer()
        if taken:
            self.cursor = self._first(self.view)
            self.host.redraw()
        return taken

    def pick(self, index: int) -> None:
        """Pick or tick an option, by its key or by a click."""
        if self.prose and not self._is_own:
            self._note_prose()
        choices = self.choices
        self.cursor = min(index, len(choices) - 1)
        self._was_moved = False
        value = choices[self.cursor].value
        if value == OWN.value:
            self._is_own = True
            self.host.redraw()
        elif self._is_many:
            self._tick(value)
        else:
            # The same key again clears nothing: a doubled keystroke must not open an answer.
            self._say(self.view.question.kind.parse(value))

    def _type(self, char: str) -> None:
        """Pick by a key; take back what was picked where the letters go on to no option."""
        now = time.monotonic()
        if now - self._typed_at > card.PAUSE_SECONDS:
            self._pause()
        self._typed_at = now
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
            self.host.redraw()
        else:
            self._restore()
            self.prose, self._typed, self._is_old = self._typed, "", False
            self.host.redraw()

    def _spell(self, begun: int) -> None:
        """Go to an option whose words are being typed; typed in full, it is picked."""
        choice = self.choices[begun]
        if choice.value not in self._picked(self.view):
            # Its first letter may be the key of another one.
            self._restore()
        self.cursor, self._was_moved = begun, True
        names = (choice.text, choice.value, *choice.aliases)
        is_whole = self._typed.lower() in (name.lower() for name in names)
        if is_whole and self._meant(self._typed) == choice.value:
            if choice.value not in self._picked(self.view):
                self.pick(begun)
            self._was_moved = False
        self.host.redraw()

    def _take_prose(self, event: Key) -> bool:
        """Write on what is no option: Enter keeps it as a note, Esc drops it."""
        if event.key == "enter":
            self._keep_prose()
        elif event.key == "escape":
            self.take_back()
        elif event.key in ("backspace", "ctrl+h"):
            self.prose, self._is_old = self.prose[:-1], False
            self.host.redraw()
        elif event.key in ("ctrl+u", "ctrl+w"):
            self.prose = ""
            self.host.redraw()
        elif prints(event):
            self.prose = (self.prose + (event.character or ""))[:MAX_TEXT]
            self.host.redraw()
        else:
            return False
        return True

    def _note_prose(self) -> None:
        """Keep what was typed and is no option as a note."""
        prose, self.prose, self._is_old = self.prose.strip(), "", False
        if prose:
            self.host.keep_note(self.key, prose)

    def _meant(self, typed: str) -> object:
        """Return the option that words stand for, or None where they stand for none, or several."""
        kind = self.view.question.kind
        if self._is_many:
            return kind.word_of(typed)
        try:
            return kind.write(kind.parse(typed))
        except WrongValue:
            return None

    def _keep_prose(self) -> None:
        prose, self.prose = self.prose.strip(), ""
        is_own, self._is_own = self._is_own, False
        view = self.view
        kind = view.question.kind
        if is_own and prose:
            ticks = self._with_tick(list(view.value or ()), kind.word_of(prose))
            self._say(self._in_order(ticks))
            return
        try:
            if prose and not self._is_many:
                self._say(kind.parse(prose))
                self.cursor = self._first(self.view)
                return
        except WrongValue:
            pass
        if prose:
            # The question is as open as it was, so it stays here for its answer.
            self.host.keep_note(self.key, prose)
        else:
            self.host.step(1)

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
            if choice in (OWN, NONE):
                continue
            names = (choice.text, choice.value, *choice.aliases)
            if any(name.lower().startswith(words) for name in names):
                return at
        return None

    def _pause(self) -> None:
        self._typed = ""

    def _restore(self) -> None:
        """Take back what was picked since the last pause, and put the cursor where it stood."""
        self.cursor, self._was_moved = self._stood
        if self.view.value != self._before:
            self._say(self._before)

    def _enter(self) -> bool:
        self._pause()
        if self._was_moved:
            self.pick(self.cursor)
            if self._is_many or self._is_own:
                return True
        self.host.step(1)
        return True

    def _move(self, key: str) -> bool:
        """Move among the options; at their edges the arrow goes on to another question."""
        deep, columns = self._shape
        at, count = self.cursor, len(self.choices)
        by = {"up": -1, "down": 1, "left": -deep, "right": deep}[key]
        to = at + by
        if key in ("left", "right"):
            if columns == 1:
                to = at + (1 if key == "right" else -1)
            if 0 <= to < count:
                self._put(to)
            return True
        is_edge = at % deep == 0 if key == "up" else at % deep == deep - 1 or at == count - 1
        if is_edge and (columns == 1 or not 0 <= to < count):
            return False
        if not 0 <= to < count:
            return False
        self._put(to)
        return True

    def _put(self, cursor: int) -> None:
        self.cursor, self._was_moved = cursor, True
        self.host.redraw()

    # Answers.

    def _tick(self, value: str) -> None:
        given = list(self.view.value or ())
        if value == NONE.value:
            self._say(None if self.view.value == () else ())
        elif value in given:
            given.remove(value)
            self._say(self._in_order(given) or None)
        else:
            self._say(self._in_order(self._with_tick(given, value)))

    def _with_tick(self, given: list[str], value: str) -> list[str]:
        kind = self.view.question.kind
        assert isinstance(kind, Many)
        return kind.with_tick(given, value)

    def _in_order(self, given: list[str]) -> tuple[str, ...]:
        order = [option.value for option in self.choices]
        known = [value for value in order if value in given]
        return (*known, *(v for v in dict.fromkeys(given) if v not in order))

    def _say(self, value: object) -> None:
        # Half a list of ticks is not yet an answer: it is judged when the card is left.
        self.complaint = self.host.answer(self.key, value, judge=not self._is_many)

    def _first(self, view: View) -> int:
        """Return the option that the cursor begins at: what was chosen, or what is offered."""
        shown = view.value if view.value is not None else view.offer
        words = _words(shown)
        for at, choice in enumerate(choices_of(view)):
            if choice.value in words:
                return at
        return 0

    # Drawing.

    @property
    def _shape(self) -> tuple[int, int]:
        """How many options stand under each other, and in how many columns."""
        count = len(self.choices)
        columns = self._columns if count > _LONGEST_COLUMN else 1
        return -(-count // columns), columns

    _columns = 2

    def draw_body(self, block: CardBlock, view: View) -> None:
        choices, keys = self.choices, self.keys
        widest = max(cells_of(((choice.text, ""),)) for choice in choices) + 9
        self._columns = max(1, min(3, block.inner // widest))
        deep, columns = self._shape
        wide = block.inner // columns
        for at in range(deep):
            parts: list[InkedPart] = []
            for index in range(at, len(choices), deep):
                start = 4 + (index // deep) * wide
                block.spot(start, start + wide, lambda index=index: self.pick(index))  # type: ignore[misc]
                parts += self._option(view, choices[index], keys[index], index, wide)
            block.add(*parts)
        self._draw_meaning(block, choices)
        if self.prose or self._is_own:
            self._draw_prose(block)

    def _option(
        self, view: View, choice: Option, key: str, index: int, wide: int
    ) -> list[InkedPart]:
        is_on = choice.value in self._picked(view)
        is_offered = view.value is None and choice.value in _words(view.offer)
        is_here = index == self.cursor
        glyph = ("☑" if is_on else "☐") if self._is_many else "●" if is_on else "○"
        if is_offered:
            glyph = "◌"
        mark = self.bar(view) if is_on else "quiet"
        ink = "loud!" if is_on else "loud" if is_here else "plain"
        if key == choice.text:
            # A score is its own key.
            key = " "
        text = cropped(choice.text, wide - 7)
        pad = " " * max(0, wide - 6 - cells_of(((text, ""),)))
        return [
            ("› " if is_here else "  ", "key!"),
            (f"{glyph} ", mark),
            (f"{key} ", "key"),
            (text + pad, ink),
        ]

    def _picked(self, view: View) -> frozenset[str]:
        return frozenset({NONE.value}) if view.value == () else _words(view.value)

    def _draw_meaning(self, block: CardBlock, choices: tuple[Option, ...]) -> None:
        if not any(choice.means for choice in choices):
            return
        wide = block.inner - 2
        told = [_told(choice, wide) for choice in choices]
        lines = told[self.cursor] if self.cursor < len(choices) else ()
        # As many rows for each, so that the card does not jump under the cursor.
        for at in range(max(map(len, told))):
            block.add(("  ", "plain"), *(lines[at] if at < len(lines) else ()))

    def _draw_prose(self, block: CardBlock) -> None:
        block.gap()
        if self._is_own:
            block.text(f"{self.prose}▏", "loud", lead=("in your words: ", "key"))
            block.text("Enter adds it, Esc drops it", "quiet")
            return
        block.text(f"“{self.prose}▏” is no option", "amber", lead=("~ ", "amber!"))
        block.text("Enter keeps it as a note, Esc drops it", "quiet", hang=2)


def _told(choice: Option, wide: int) -> InkedRows:
    """Return what an option means, led by its name: it may stand under another one."""
    if not choice.means:
        return ()
    return wrapped_rows((((f"{choice.text}: ", "plain"), (choice.means, "quiet")),), wide)


def _words(value: object) -> frozenset[str]:
    """Return the words of the options that an answer consists of."""
    if value is None:
        return frozenset()
    if isinstance(value, bool):
        return frozenset(("yes" if value else "no",))
    if isinstance(value, tuple):
        return frozenset(map(str, value))
    return frozenset((str(value),))
