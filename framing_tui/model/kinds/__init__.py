"""The kinds of answer: how each is read from a file, typed by a person, written and shown.

Why one class per kind: every face of a question (form, prompt, TOML, schema, page) asks its kind
and holds no rule of its own, so two doors cannot accept different things.
"""

from framing_tui.model.kinds.base import Kind, WrongValue, as_read, as_typed, describe, says_none
from framing_tui.model.kinds.choices import Colour, Flag, Many, One, Score, YesNo
from framing_tui.model.kinds.names import Option, nearest_name, option, options
from framing_tui.model.kinds.numbers import MAX_NUMBER, Day, Days, Number, Numbers, Percent
from framing_tui.model.kinds.texts import MAX_TEXT, Line, Lines, Text

__all__ = [
    "MAX_NUMBER",
    "MAX_TEXT",
    "Colour",
    "Day",
    "Days",
    "Flag",
    "Kind",
    "Line",
    "Lines",
    "Many",
    "Number",
    "Numbers",
    "One",
    "Option",
    "Percent",
    "Score",
    "Text",
    "WrongValue",
    "YesNo",
    "as_read",
    "as_typed",
    "describe",
    "nearest_name",
    "option",
    "options",
    "says_none",
]
