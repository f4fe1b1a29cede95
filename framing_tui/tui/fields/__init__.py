"""One field per kind of answer, drawn from the question's declaration."""

from framing_tui.model.kinds import Colour, Flag, Lines, Many, One, Rows, Score, Text, YesNo
from framing_tui.model.question import AnyQuestion
from framing_tui.tui.fields.base import Answered, Field, FieldView
from framing_tui.tui.fields.choice import ChoiceField
from framing_tui.tui.fields.entry import EntryField
from framing_tui.tui.fields.long import LongField
from framing_tui.tui.fields.rows import RowsField
from framing_tui.tui.fields.ticks import TicksField

__all__ = ["Answered", "Field", "FieldView", "field_for"]


def field_for(question: AnyQuestion, key: str | None = None) -> Field:
    """Return the field that asks a question; `key` names it where its id would not do."""
    key = key or question.id
    match question.kind:
        case YesNo() | One() | Colour() | Score() | Flag():
            return ChoiceField(question, key)
        case Many():
            return TicksField(question, key)
        case Rows():
            return RowsField(question, key)
        case Text() | Lines():
            return LongField(question, key)
        case _:
            return EntryField(question, key)
