"""The format of the file as JSON Schema, for editors and for whatever else checks a file.

Why made of the declarations: what an editor offers and refuses is then what the loader reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from framing_tui.model.basis import BASES, WITH_BASIS
from framing_tui.model.catalogue import QUESTIONS, TABLES
from framing_tui.model.question import Table
from framing_tui.model.row_paths import LISTS
from framing_tui.storage.canonical import FORMAT

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# The name of a record as a path holds it: what would end it stands behind a backslash.
_NAME = r'"(?:[^"\\]|\\["\\])+"'


def schema() -> dict[str, Any]:
    """Return the schema of a framing.

    A key that no question has is an error, as it is for `check`: the loader keeps it and does not
    read it. What no schema can say: that a date stands without quotes and a text in them, and that
    no two records of a list share a name.
    """
    found: dict[str, Any] = {
        "$schema": DIALECT,
        "title": "A framing of a machine-learning project",
        "description": 'Any key may be left out; "" leaves a question open.',
        "type": "object",
        "properties": {
            "format": {
                "title": "The format of this file",
                "type": "integer",
                "minimum": 1,
                "maximum": FORMAT,
            }
        },
        "additionalProperties": False,
    }
    for table in TABLES:
        _place(found, table)
    found["properties"] |= {
        "notes": _marks("Notes, by the id of a question or the path of a record", _paths()),
        "basis": {
            "title": "What a figure, or the evidence of a cell, rests on",
            "type": "object",
            "properties": {qid: {"enum": [*BASES, ""]} for qid in QUESTIONS if qid in WITH_BASIS},
            "additionalProperties": False,
        },
        "not_applicable": _marks(
            "Why a question or a record is not applicable", _paths(but_names=True)
        ),
    }
    return found


def schema_text() -> str:
    """Return the schema as it is written to a file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _place(whole: dict[str, Any], table: type[Table]) -> None:
    """Put the questions of a table where its path leads, with the tables around it."""
    at = whole
    for part in table.path.split(".") if table.path else ():
        empty: dict[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}
        at = at["properties"].setdefault(part, empty)
    if table.path:
        at["title"] = table.heading
    at["properties"] |= {question.name: question.schema for question in table.questions}


def _marks(title: str, patterns: Iterable[str]) -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "title": title,
        "type": "object",
        "properties": dict.fromkeys(QUESTIONS, text),
        "patternProperties": dict.fromkeys(patterns, text),
        "additionalProperties": False,
    }


def _paths(*, but_names: bool = False) -> Iterable[str]:
    """Yield what the paths of the records of each list look like, and of their columns."""
    for list_id, row in LISTS.items():
        columns = [name for name in row.columns if not (but_names and name == row.key)]
        yield rf"^{re.escape(list_id)}\.{_NAME}(?:\.(?:{'|'.join(columns)}))?$"
