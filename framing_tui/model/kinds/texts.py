"""Answers in words: a line, a text, a list of short ones."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from framing_tui.model.clean import clean
from framing_tui.model.kinds.base import Kind, WrongValue, says_none

MAX_TEXT = 20_000
# Between the items of a list that is typed on one line.
_SEMICOLON = r";(?:\s+|$)"


class Line(Kind[str]):
    """One line of text."""

    name = "line"
    keeps_words = True
    expects = "a line of text"

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": MAX_TEXT}

    def read(self, raw: object) -> str:
        if not isinstance(raw, str):
            raise WrongValue(raw, self.expects)
        return _bounded(clean(raw))

    def both(self, one: str, other: str) -> str:
        return f"{one}; {other}"


class Text(Kind[str]):
    """Text of several lines, of at most `limit` characters."""

    limit: int

    name = "text"
    keeps_words = True
    has_lines = True
    expects = "text"

    def __init__(self, limit: int = MAX_TEXT) -> None:
        super().__init__(limit=limit)

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.limit}

    def read(self, raw: object) -> str:
        if not isinstance(raw, str):
            raise WrongValue(raw, self.expects)
        return _bounded(clean(raw, multiline=True), self.limit)

    def parse(self, typed: str, today: date | None = None) -> str:
        return self.read(typed)

    def both(self, one: str, other: str) -> str:
        return f"{one}\n{other}"


class Items(Kind[tuple[str, ...]]):
    """A list of words; empty is the answer “none”."""

    has_items = True

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "maxLength": MAX_TEXT}}

    def read(self, raw: object) -> tuple[str, ...]:
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            raise WrongValue(raw, self.expects)
        return tuple(self._item(item) for item in raw)

    def write(self, value: tuple[str, ...]) -> object:
        return list(value)

    def both(self, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*one, *other]))

    def _item(self, item: str) -> str:
        return _bounded(clean(item))


class Lines(Items):
    """A list of short texts; empty is the answer “none”."""

    name = "lines"
    keeps_words = True
    has_lines = True
    expects = 'a list of texts, like ["one", "two"]'
    takes = "a list of short texts, each in a line of its own or with “; ” between"

    def parse(self, typed: str, today: date | None = None) -> tuple[str, ...]:
        if says_none(typed):
            return ()
        # Whoever has broken lines has set the items apart; a semicolon is then part of one.
        is_one_line = "\n" not in typed.rstrip()
        items = re.split(_SEMICOLON, typed.rstrip()) if is_one_line else typed.splitlines()
        return self.read([item.strip() for item in items if item.strip()])

    def show(self, value: tuple[str, ...]) -> str:
        return "; ".join(value) if value else "none"

    def edit(self, value: tuple[str, ...]) -> str:
        if len(value) == 1 and re.search(_SEMICOLON, value[0]):
            # Behind a break it is one item, as it stands in the file.
            return f"\n{value[0]}"
        return "\n".join(value) if value else "none"


def _bounded(text: str, limit: int = MAX_TEXT) -> str:
    """Return a text that is not too long to judge at every keystroke; raises WrongValue.

    Why not cut it: what is cut off is lost without a word, and the next save would write that.
    """
    if len(text) > limit:
        raise WrongValue(text, f"at most {limit:,} characters")
    return text
