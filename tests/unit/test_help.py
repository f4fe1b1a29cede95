"""F1: whatever can be opened has a help, a column of a record as well as a question."""

from __future__ import annotations

import pytest

from framing_tui.drawing.parts import text_of
from framing_tui.interview.help import question_help
from framing_tui.interview.keymap import COMMANDS, Keymap
from framing_tui.model.catalogue import QUESTIONS, asks_in_full
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Rows, rows_kind

LISTS = [question for question in QUESTIONS.values() if isinstance(question.kind, Rows)]
COLUMNS = [
    pytest.param(column, id=f"{question.id}.{name}")
    for question in LISTS
    for name, column in rows_kind(question).row().columns.items()
]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_of_a_record_is_explained_by_what_it_asks(column: AnyQuestion) -> None:
    lines = [text_of(row) for row in question_help(column, Keymap())]
    assert lines[0].startswith(column.asks)
    assert any(line.startswith("Takes ") for line in lines)


def test_a_question_is_explained_in_full_and_every_key_is_listed() -> None:
    for question in QUESTIONS.values():
        text = "\n".join(text_of(row) for row in question_help(question, Keymap()))
        assert text.startswith(asks_in_full(question.id))
        assert [command.help for command in COMMANDS if command.help not in text] == []
