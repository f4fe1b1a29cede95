"""A field of options that are all in view, answered by one key."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from framing_tui.model.kinds import Colour, Flag, One, Option, Score, YesNo, options
from framing_tui.tui.fields.base import GrowingField
from framing_tui.tui.texts import cells, clipped, joined

_DIGITS = "1234567890abcdefghijklm"
_GAP = "   "


class Options(Widget, can_focus=True):
    """Options side by side, wrapped to the width, with a cursor and one or more ticks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("space,enter", "pick", "choose", show=False),
        Binding("backspace,delete", "clear", "clear", show=False),
    ]

    cursor: reactive[int] = reactive(0)
    picked: reactive[frozenset[str]] = reactive(frozenset())
    offered: reactive[frozenset[str]] = reactive(frozenset())

    def __init__(self, owner: OptionsOwner, choices: tuple[Option, ...], *, letters: bool) -> None:
        super().__init__(classes="options")
        self.owner = owner
        self.choices = choices
        self.letters = letters
        # Whether the cursor was moved to an option that waits for Enter.
        self.was_moved = False
        if letters:
            self.keys = tuple(choice.text[0].lower() for choice in choices)
        else:
            self.keys = tuple(_DIGITS[: len(choices)])

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width)) + self._room_for_meaning(width)

    def _room_for_meaning(self, width: int) -> int:
        """Return how many lines the longest meaning takes, so that none makes the form jump."""
        meanings = [f"{choice.text}: {choice.means}" for choice in self.choices if choice.means]
        return max((len(clipped(words, width - 2, 2)) for words in meanings), default=0)

    def render(self) -> Content:
        lines = [
            Content("").join([self._padded(index, wide) for index, wide in line])
            for line in self._lines(self.size.width)
        ]
        if any(choice.means for choice in self.choices):
            lines.append(self._meaning())
        return Content("\n").join(lines)

    def _lines(self, width: int) -> list[list[tuple[int, int]]]:
        return in_lines([cells(self._label(at)) for at in range(len(self.choices))], width)

    def _label(self, index: int) -> str:
        choice = self.choices[index]
        key = "" if self.letters else f"{self.keys[index]} "
        return f"○ {key}{choice.text}"

    def _option(self, index: int) -> Content:
        choice = self.choices[index]
        is_picked = choice.value in self.picked
        glyph = "●" if is_picked else "◌" if choice.value in self.offered else "○"
        style, key_style = "bold $success" if is_picked else "", "dim"
        if self.has_focus and index == self.cursor:
            # One block, of one colour: what is chosen is told by its glyph.
            style, key_style = "bold reverse" if is_picked else "reverse", ""
        if self.letters:
            key, rest = choice.text[0], choice.text[1:]
            return joined((f"{glyph} ", style), (key, f"{style} underline"), (rest, style))
        return joined(
            (f"{glyph} ", style),
            (f"{self.keys[index]} ", f"{style} {key_style}".strip()),
            (choice.text, style),
        )

    def _padded(self, index: int, wide: int) -> Content:
        return self._option(index) + Content(" " * (wide - cells(self._label(index))))

    def _meaning(self) -> Content:
        index = self.cursor
        if not self.has_focus:
            picked = [i for i, c in enumerate(self.choices) if c.value in self.picked]
            if len(picked) != 1:
                # Of several, none is the one to be explained.
                return Content("")
            index = picked[0]
        choice = self.choices[index]
        if not choice.means:
            return Content("")
        lines = clipped(f"{choice.text}: {choice.means}", self.size.width - 2, 2)
        return joined(("\n".join(f"  {line}" for line in lines), "$foreground-muted"))

    def action_move(self, step: int) -> None:
        self.cursor = (self.cursor + step) % len(self.choices)
        self.was_moved = True

    def action_pick(self) -> None:
        self.was_moved = False
        self.owner.pick(self.choices[self.cursor].value)

    def action_clear(self) -> None:
        self.owner.clear()

    def on_key(self, event: events.Key) -> None:
        char = (event.character or "").lower()
        if char and char in self.keys:
            self.cursor = self.keys.index(char)
            self.owner.pick(self.choices[self.cursor].value)
            event.stop()
        elif char == "?" and any(choice.value == "unsure" for choice in self.choices):
            self.owner.pick("unsure")
            event.stop()

    def on_click(self, event: events.Click) -> None:
        x = 0
        lines = self._lines(self.size.width)
        if event.y >= len(lines):
            return
        for index, wide in lines[event.y]:
            if x <= event.x < x + cells(self._label(index)):
                self.cursor = index
                self.owner.pick(self.choices[index].value)
                return
            x += wide

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.was_moved = False
        self.refresh()


def in_lines(needs: list[int], width: int) -> list[list[tuple[int, int]]]:
    """Return things line by line, each as its index and the cells that it has.

    They stand in columns, unless these take more than a line more than one thing behind the
    other: a single long one would put each on a line of its own.
    """
    flowing, columns = _flowing(needs, width), _in_columns(needs, width)
    return columns if len(columns) <= len(flowing) + 1 else flowing


def _flowing(needs: list[int], width: int) -> list[list[tuple[int, int]]]:
    """Return lines of things one behind the other; none is broken in two."""
    lines: list[list[tuple[int, int]]] = [[]]
    used = 0
    for index, need in enumerate(needs):
        if lines[-1] and used + need > width:
            lines.append([])
            used = 0
        lines[-1].append((index, need + len(_GAP)))
        used += need + len(_GAP)
    return lines


def _in_columns(needs: list[int], width: int) -> list[list[tuple[int, int]]]:
    """Return lines of things in as many columns as fit, each as wide as the widest in it."""
    beside, widths = 1, [max(needs)]
    for count in range(len(needs), 1, -1):
        tried = [max(needs[at::count]) for at in range(count)]
        if sum(tried) + len(_GAP) * (count - 1) <= width:
            beside, widths = count, tried
            break
    lines: list[list[tuple[int, int]]] = []
    for start in range(0, len(needs), beside):
        line = range(start, min(start + beside, len(needs)))
        lines.append([(index, widths[index - start] + len(_GAP)) for index in line])
    return lines


class OptionsOwner(GrowingField):
    """A field whose editor is a set of options."""

    def pick(self, value: str) -> None:
        """Choose an option, or take the choice back where it stood already."""
        raise NotImplementedError


class ChoiceField(OptionsOwner):
    """A question with one answer out of several."""

    def make_editor(self) -> Widget:
        kind = self.question.kind
        letters = isinstance(kind, (YesNo, Colour, Flag))
        choices: tuple[Option, ...]
        if isinstance(kind, (One, YesNo, Colour)):
            choices = kind.options
        elif isinstance(kind, Score):
            choices = options("1", "2", "3", "4", "5")
        else:
            choices = options("yes", "no")
        self.options = Options(self, choices, letters=letters or isinstance(kind, Score))
        return self.options

    def show_value(self, value: Any, offer: Any, *, forced: bool) -> None:
        self.options.picked = self._words(value)
        self.options.offered = self._words(offer) if value is None else frozenset()
        shown = value if value is not None else offer
        words = self._words(shown)
        for index, choice in enumerate(self.options.choices):
            if choice.value in words:
                self.options.cursor = index
        offers = self.view.offer is not None and self.view.value is None
        self.remark = "◌ is offered: Ctrl+O takes it" if offers else ""

    def _words(self, value: Any) -> frozenset[str]:
        if value is None:
            return frozenset()
        if isinstance(value, bool):
            return frozenset(("yes" if value else "no",))
        return frozenset((str(value),))

    def pick(self, value: str) -> None:
        kind = self.question.kind
        parsed = kind.parse(value)
        # The same key again clears nothing: a doubled keystroke must not open an answer.
        self.say(parsed)
