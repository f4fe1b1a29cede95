"""What a script has changed: each answer before and after, and what that did to the judgement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from framing_tui.ask.changes import changes
from framing_tui.assessment import assess
from framing_tui.assessment.changes import Stand
from framing_tui.cli.reading import config_of
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import one_line
from framing_tui.model.framing import Framing
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row
from framing_tui.model.row_paths import LISTS, RowPath, renamed
from framing_tui.rules.finding import quote

# A key, what stood there, and what stands there now.
Difference = tuple[str, str, str]
_MARKS = {"basis": "basis", "not_applicable": "not applicable", "notes": "note"}
# More of an answer than this is read in the file.
_LONGEST = 60


def what_was_set(file: str, before: Framing, after: Framing) -> Iterator[str]:
    """Yield what has changed, line by line: what was set, and what that did to the judgement."""
    if before == after:
        yield f"{file}: nothing was changed"
        return
    yield f"{file}: written"
    for key, was, now in _differences(before, after):
        yield f"{key}: {was} → {now}"
    settings, today = config_of(file).settings, date.today()
    old, new = (Stand(each, assess(each, today, settings)) for each in (before, after))
    for said in changes(old, new):
        yield said.text


def _differences(before: Framing, after: Framing) -> Iterator[Difference]:
    """Yield each answer, column and mark that differs: its key, what it was and what it is."""
    for key, question in QUESTIONS.items():
        was, now = before.answers.get(key), after.answers.get(key)
        if was == now:
            continue
        if key in LISTS and was and now:
            yield from _columns(key, was, now)
        else:
            waits = "" if now is None or question.is_asked(after) else _not_asked(question)
            yield key, _shown(question, was), f"{_shown(question, now)}{waits}"
    for name, title in _MARKS.items():
        old, new = getattr(before, name), getattr(after, name)
        for key in sorted({*old, *new}):
            if old.get(key) != new.get(key):
                yield f"{key}, {title}", _quoted(old.get(key)), _quoted(new.get(key))


def _columns(list_id: str, was: Sequence[Row], now: Sequence[Row]) -> Iterator[Difference]:
    """Yield each record that has come or gone, and each column of the others that differs."""
    names = renamed(was, now)
    old = {names.get(row.label, row.label): row for row in was}
    new = {row.label: row for row in now}
    for name in dict.fromkeys((*old, *new)):
        path = RowPath(list_id, name)
        if name not in old:
            yield str(path), "none", "added"
        elif name not in new:
            yield str(path), "there", "deleted"
        else:
            for column in LISTS[list_id].columns.values():
                had, has = (rows[name].cells.get(column.name) for rows in (old, new))
                if had != has:
                    place = str(path._replace(column=column.name))
                    yield place, _shown(column, had), _shown(column, has)


def _shown(question: AnyQuestion, value: Any) -> str:
    if value is None:
        return "open"
    shown = one_line(question.kind.show(value), _LONGEST)
    return quote(shown, _LONGEST) if question.kind.keeps_words and value != () else shown


def _not_asked(question: AnyQuestion) -> str:
    return f" (not asked now: asked {question.when_words})"


def _quoted(words: str | None) -> str:
    return "none" if words is None else quote(words, _LONGEST)
