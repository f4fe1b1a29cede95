"""Answers that are picked: one of several options, a few words, a mark; or any of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar, cast

from framing_tui.model.kinds.base import Kind, WrongValue, says_none
from framing_tui.model.kinds.names import (
    MAX_NAME,
    Option,
    folded,
    nearest_option,
    options,
    options_meant,
)
from framing_tui.model.kinds.texts import Items
from framing_tui.model.values import ColourAnswer, YesNoAnswer

W = TypeVar("W", bound=str)


class One(Kind[str]):
    """One of several options."""

    name = "one"
    is_numbered = True

    def __init__(self, options: tuple[Option, ...] = ()) -> None:
        super().__init__(options=options)

    @classmethod
    def of(cls, *choices: str | Option) -> One:
        """Return the kind that offers these."""
        return cls(options(*choices))

    @property
    def expects(self) -> str:
        return "one of " + ", ".join(self.values)

    @property
    def schema(self) -> dict[str, Any]:
        return {"enum": [*self.values]}

    def read(self, raw: object) -> str:
        if not isinstance(raw, str):
            raise WrongValue(raw, self.expects, self._of_bool(raw))
        if raw in self.values:
            return raw
        raise _refused(raw, self)

    def parse(self, typed: str, today: date | None = None) -> str:
        meant = options_meant(typed, self.options) or self._begun_with(typed)
        return meant[0].value if len(meant) == 1 else self.read(typed.strip())

    def show(self, value: str) -> str:
        return next((o.text for o in self.options if o.value == value), value)

    def edit(self, value: str) -> str:
        return value

    def _begun_with(self, typed: str) -> tuple[Option, ...]:
        word = folded(typed) if len(typed) <= MAX_NAME else ""
        begun = (o for o in self.options if folded(o.value).startswith(word))
        return tuple(begun) if word else ()

    def _of_bool(self, raw: object) -> str | None:
        word = {True: "yes", False: "no"}.get(raw) if isinstance(raw, bool) else None
        return word if word in self.values else None


class _InShort(Kind[W]):
    """One of a few words, each of which may be typed by its first letter."""

    @property
    def schema(self) -> dict[str, Any]:
        return {"enum": [*self.values]}

    def read(self, raw: object) -> W:
        if isinstance(raw, str) and raw in self.values:
            return cast(W, raw)
        try:
            return cast(W, One(self.options).read(raw))
        except WrongValue as error:
            raise WrongValue(raw, self.expects, error.nearest) from error

    def parse(self, typed: str, today: date | None = None) -> W:
        word = typed.strip().lower()
        in_full = {"?": "unsure", **{value[0]: value for value in self.values}}
        return self.read(in_full.get(word, word))


class YesNo(_InShort[YesNoAnswer]):
    """Yes, no, or unsure; unsure is an answer."""

    name = "yesno"
    options = options("yes", "no", "unsure")
    expects = '"yes", "no" or "unsure"'
    takes_in_line = "yes, no or unsure"


class Colour(_InShort[ColourAnswer]):
    """What the team claims for a feasibility cell."""

    name = "colour"
    options = options("green", "red", "unsure")
    expects = '"green", "red" or "unsure"'
    takes_in_line = "green, red or unsure"


class Many(Items):
    """Any of several options; with `own`, words of one's own too. Empty is the answer “none”.

    `excludes` are options that are ticked alone, as they say that no other holds.
    """

    excludes: tuple[str, ...]

    is_numbered = True
    is_ticked = True

    def __init__(
        self,
        options: tuple[Option, ...] = (),
        own: bool = False,
        excludes: tuple[str, ...] = (),
    ) -> None:
        super().__init__(options=options, own=own, excludes=excludes)

    @classmethod
    def of(cls, *choices: str | Option, own: bool = False, excludes: tuple[str, ...] = ()) -> Many:
        """Return the kind that offers these."""
        return cls(options(*choices), own, excludes)

    @property
    def name(self) -> str:
        return "many+" if self.own else "many"

    @property
    def expects(self) -> str:
        more = ", or words of your own" if self.own else ""
        return "a list of any of " + ", ".join(self.values) + more

    @property
    def schema(self) -> dict[str, Any]:
        words = {"enum": [*self.values]}
        own = super().schema["items"]
        return {"type": "array", "items": {"anyOf": [words, own]} if self.own else words}

    def read(self, raw: object) -> tuple[str, ...]:
        return tuple(dict.fromkeys(super().read(raw)))

    def parse(self, typed: str, today: date | None = None) -> tuple[str, ...]:
        if says_none(typed):
            return ()
        parts = typed.split("\n" if self.own and "\n" in typed else ",")
        words = [word.strip() for part in parts for word in part.split("\n") if word.strip()]
        return self.read_typed([self.word_of(word) for word in words])

    def read_typed(self, words: list[str]) -> tuple[str, ...]:
        """Return the answer of words that somebody typed; raises WrongValue.

        Why stricter than `read`: what a file holds already is kept as it is, and at the keyboard
        whoever says that no other holds can still be asked which of the two is meant.
        """
        found = self.read(words)
        alone = next((value for value in found if value in self.excludes), None)
        if alone is not None and len(found) > 1:
            name = next(option.text for option in self.options if option.value == alone)
            raise WrongValue(", ".join(found), f"“{name}” alone, or the others without it")
        return found

    def with_tick(self, given: Iterable[str], value: str) -> list[str]:
        """Return ticks with one more: what says that no other holds takes the place of others."""
        if value in self.excludes:
            return [value]
        return [*(item for item in given if item not in self.excludes), value]

    def show(self, value: tuple[str, ...]) -> str:
        labels = {option.value: option.text for option in self.options}
        return ", ".join(labels.get(item, item) for item in value) if value else "none"

    def edit(self, value: tuple[str, ...]) -> str:
        # Words of one's own may hold commas; one a line keeps them apart, even where one is alone.
        if any("," in item for item in value):
            return "".join(f"{item}\n" for item in value)
        return ", ".join(value) if value else "none"

    def _item(self, item: str) -> str:
        if item not in self.values and not self.own:
            raise _refused(item, self)
        return super()._item(item)


class Score(Kind[int]):
    """A mark from 1 to 5, where 5 is always the good end."""

    name = "score"
    options = options("1", "2", "3", "4", "5")
    expects = "a score from 1 to 5, where 5 is good"

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 1, "maximum": 5}

    def read(self, raw: object) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= 5:
            raise WrongValue(raw, self.expects)
        return raw

    def parse(self, typed: str, today: date | None = None) -> int:
        text = typed.strip()
        return self.read(int(text) if text.isascii() and text.isdigit() and len(text) < 3 else text)


class Flag(Kind[bool]):
    """True or false, for a mark on a row."""

    name = "flag"
    options = options("yes", "no")
    expects = "true or false"
    takes_in_line = "yes or no"

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def read(self, raw: object) -> bool:
        if not isinstance(raw, bool):
            raise WrongValue(raw, self.expects)
        return raw

    def parse(self, typed: str, today: date | None = None) -> bool:
        words = {"true": True, "yes": True, "y": True, "false": False, "no": False, "n": False}
        return self.read(words.get(typed.strip().lower(), typed))

    def show(self, value: bool) -> str:
        return "yes" if value else "no"


def _refused(word: str, kind: One | Many) -> WrongValue:
    """Return what is wrong with a word that is none of the options."""
    meant = options_meant(word, kind.options)
    if len(meant) > 1:
        known = ", ".join(option.value for option in meant)
        return WrongValue(word, f"one of those that it may mean ({known})")
    return WrongValue(word, kind.expects, nearest_option(word, kind.options))
