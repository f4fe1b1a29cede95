"""A field of options of which any number can be ticked; none is an answer too."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.message import Message
from textual.widget import Widget

from framing_tui.model.kinds import Many, Option
from framing_tui.tui.fields.base import Settled
from framing_tui.tui.fields.choice import Options, OptionsOwner

NONE = Option("[none]", "none of these")
OWN = Option("[own]", "+ other")


class TicksField(OptionsOwner):
    """A question with any number of answers.

    Ticks are saved at once and judged when the focus leaves: half a list is not yet an answer.
    """

    def make_editor(self) -> Widget:
        self.options = Options(self, self._choices(()), letters=False)
        return self.options

    def _choices(self, given: tuple[str, ...]) -> tuple[Option, ...]:
        kind = self.question.kind
        known = kind.options if isinstance(kind, Many) else ()
        values = {option.value for option in known}
        own = tuple(Option(value) for value in given if value not in values)
        more = (OWN,) if isinstance(kind, Many) and kind.own else ()
        return (*known, *own, *more, NONE)

    def show_value(self, value: Any, offer: Any, *, forced: bool) -> None:
        given = value or ()
        choices = self._choices(given)
        if choices != self.options.choices:
            self.options.choices = choices
            self.options.keys = tuple("1234567890abcdefghijklm"[: len(choices)])
            self.options.refresh(layout=True)
        ticked = frozenset(given)
        self.options.picked = ticked if value != () else frozenset((NONE.value,))
        self.options.offered = frozenset(offer or ()) if value is None else frozenset()
        offers = offer is not None and value is None
        self.remark = "◌ is offered: Ctrl+O takes it" if offers else ""

    def pick(self, value: str) -> None:
        if value == OWN.value:
            self.post_message(OwnWordsWanted(self))
            return
        if value == NONE.value:
            self.say(None if self.view.value == () else (), pace="ticking")
            return
        given = [item for item in self.view.value or () if item != value]
        if len(given) == len(self.view.value or ()):
            given.append(value)
        self.say(self._in_order(given) or None, pace="ticking")

    def add_own(self, text: str) -> None:
        """Add words of one's own to the list."""
        kind = self.question.kind
        word = kind.word_of(text) if isinstance(kind, Many) else text
        self.say(self._in_order([*(self.view.value or ()), word]), pace="ticking")

    def _in_order(self, given: list[str]) -> tuple[str, ...]:
        order = [option.value for option in self._choices(())]
        known = [value for value in order if value in given]
        return (*known, *(v for v in dict.fromkeys(given) if v not in order))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        super().on_descendant_blur(event)
        self.post_message(Settled(self.key))


class OwnWordsWanted(Message):
    """Somebody wants to add words of their own to a list of ticks."""

    def __init__(self, field: TicksField) -> None:
        super().__init__()
        self.field = field
