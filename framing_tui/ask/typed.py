"""From a typed line to an answer: the entry forms of its kind, and the numbers of its options."""

from __future__ import annotations

from datetime import date
from typing import Any

from framing_tui.ask.prompt import Choice, Prompt
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import (
    Colour,
    Flag,
    Kind,
    Lines,
    Many,
    Numbers,
    One,
    Score,
    Text,
    WrongValue,
    YesNo,
)
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Rows

# What is typed where the answer is that there is none.
NONE = "none"
# The option that 0 stands for, where there are as many.
TENTH = 10
# What ends an answer that goes over several lines.
ENDS_TEXT = "a single dot ends it"
ENDS_LIST = "an empty line or a single dot ends it"


def choices_of(kind: Kind[Any]) -> tuple[Choice, ...]:
    """Return what can be picked for a kind of answer; none where it is typed."""
    match kind:
        case One() | Many() | YesNo() | Colour():
            return tuple(Choice(o.value, o.text, o.means) for o in kind.options)
        case Score():
            return tuple(Choice(str(n), str(n)) for n in range(1, 6))
        case Flag():
            return (Choice("yes", "yes"), Choice("no", "no"))
    return ()


def is_numbered(kind: Kind[Any]) -> bool:
    """Whether the options are picked by their number; few and short ones are typed."""
    return isinstance(kind, (One, Many))


def value_of(kind: Kind[Any], typed: str, today: date, framing: Framing | None = None) -> object:
    """Return the answer that a line holds, or raise WrongValue.

    `framing` is what it may count from, as a target does from today's value.
    """
    if isinstance(kind, One):
        return _one(kind, typed)
    if isinstance(kind, Many):
        return _many(kind, typed)
    if isinstance(kind, Text):
        return kind.parse(typed.strip())
    return kind.parse_in(typed, framing or Framing(), today)


def how_to_type(kind: Kind[Any]) -> str:
    """Return how an answer of this kind is given, in one line."""
    match kind:
        case Many():
            own = ", or words of your own" if kind.own else ""
            return f"numbers or words with commas between{own}; “none” where there is none"
        case One():
            return "its number, or the word"
        case Score():
            return "a score from 1 to 5, where 5 is good"
        case Flag():
            return "yes or no"
        case YesNo() | Colour():
            return " or ".join(", ".join(o.text for o in kind.options).rsplit(", ", 1))
        case Lines():
            return f"one a line; {ENDS_LIST}; “none” where there is none"
        case Text():
            return f"as many lines as you like, empty ones among them; {ENDS_TEXT}"
        case Numbers():
            return "numbers with commas between"
        case Rows():
            return f"one record after the other, each with a {kind.row.key} of its own"
    return kind.takes


def _one(kind: One, typed: str) -> str:
    word = typed.strip()
    if word.isascii() and word.isdigit() and word not in kind.values:
        return _numbered(kind.values, word)
    return kind.parse(word)


def _many(kind: Many, typed: str) -> tuple[str, ...]:
    if typed.strip().lower() in (NONE, "[]"):
        return ()
    # Words of one's own may hold commas: a semicolon keeps those apart.
    words = [word.strip() for word in typed.split(";" if ";" in typed else ",") if word.strip()]
    found = []
    for word in words:
        if word.isascii() and word.isdigit() and word not in kind.values:
            found.append(_numbered(kind.values, word))
        else:
            found.append(kind.word_of(word))
    order = {value: at for at, value in enumerate(kind.values)}
    # In the order in which they are listed, whatever the order of ticking.
    return kind.read_typed(sorted(found, key=lambda value: order.get(value, len(order))))


def _numbered(values: tuple[str, ...], word: str) -> str:
    # The tenth is 0 as well, as on the keys of the app.
    number = TENTH if word == "0" else int(word) if len(word) < 4 else 0
    if not 1 <= number <= len(values):
        raise WrongValue(word, f"a number from 1 to {len(values)}, or a word of the list")
    return values[number - 1]


def prompt_for(question: AnyQuestion, label: str, value: object) -> Prompt:
    """Return the prompt of a question that is answered in one piece."""
    kind = question.kind
    choices = choices_of(kind)
    shown = () if value is None else value if isinstance(value, tuple) else (kind.show(value),)
    if isinstance(kind, One) and value is not None:
        shown = (kind.edit(str(value)),)
    return Prompt(
        label,
        choices=choices,
        many=isinstance(kind, Many),
        own=isinstance(kind, Many) and kind.own,
        stands=tuple(str(item) for item in shown) if choices else (),
        hint=how_to_type(kind) if choices and not is_numbered(kind) else "",
        on_empty="leave it open" if value is None else "keep it",
    )
