"""From a typed line to an answer: the entry forms of its kind, and the numbers of its options."""

from __future__ import annotations

from datetime import date
from typing import Any

from framing_tui.ask.prompt import Prompt
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Kind, Many, WrongValue, says_none
from framing_tui.model.question import AnyQuestion

# What is typed where the answer is that there is none.
NONE = "none"
# The option that 0 stands for, where there are as many.
TENTH = 10
# What ends an answer that goes over several lines.
ENDS_TEXT = "a single dot ends it"
ENDS_LIST = "an empty line or a single dot ends it"


def value_of(kind: Kind[Any], typed: str, today: date, framing: Framing | None = None) -> object:
    """Return the answer that a line holds, or raise WrongValue.

    `framing` is what it may count from, as a target does from today's value.
    """
    words = typed.strip()
    if isinstance(kind, Many):
        return _ticked(kind, words)
    if kind.is_numbered:
        words = _numbered(kind, words)
    return kind.parse_in(words, framing or Framing(), today)


def how_to_type(kind: Kind[Any]) -> str:
    """Return how an answer of this kind is given, in one line."""
    if kind.is_ticked:
        own = ", or words of your own" if kind.own else ""
        return f"numbers or words with commas between{own}; “none” where there is none"
    if kind.is_numbered:
        return "its number, or the word"
    if kind.row is not None:
        return f"one record after the other, each with a {kind.row.key} of its own"
    if kind.has_items:
        return f"one a line, or “; ” between; {ENDS_LIST}; “none” where there is none"
    if kind.has_lines:
        return f"as many lines as you like, empty ones among them; {ENDS_TEXT}"
    return kind.takes_in_line


def _ticked(kind: Many, typed: str) -> object:
    if says_none(typed):
        return ()
    # Words of one's own may hold commas: a semicolon keeps those apart.
    words = [word.strip() for word in typed.split(";" if ";" in typed else ",") if word.strip()]
    found = [kind.word_of(_numbered(kind, word)) for word in words]
    order = {value: at for at, value in enumerate(kind.values)}
    # In the order in which they are listed, whatever the order of ticking.
    return kind.read_typed(sorted(found, key=lambda value: order.get(value, len(order))))


def _numbered(kind: Kind[Any], word: str) -> str:
    """Return the word of the option whose number was typed; any other word stays."""
    if word in kind.values or not (word.isascii() and word.isdigit()):
        return word
    # The tenth is 0 as well, as on the keys of the app.
    number = TENTH if word == "0" else int(word) if len(word) < 4 else 0
    if not 1 <= number <= len(kind.values):
        raise WrongValue(word, f"a number from 1 to {len(kind.values)}, or a word of the list")
    return kind.values[number - 1]


def prompt_for(question: AnyQuestion, label: str, value: object) -> Prompt:
    """Return the prompt of a question that is answered in one piece."""
    kind = question.kind
    shown = () if value is None else value if isinstance(value, tuple) else (kind.edit(value),)
    return Prompt(
        label,
        choices=kind.options,
        many=kind.is_ticked,
        own=kind.own,
        stands=tuple(str(item) for item in shown) if kind.options else (),
        hint=how_to_type(kind) if kind.options and not kind.is_numbered else "",
        on_empty="leave it open" if value is None else "keep it",
    )
