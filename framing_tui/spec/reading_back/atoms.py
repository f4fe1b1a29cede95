"""The smallest parts of a framing that a page can show: an answer, an item, a cell of a record.

Why small: whoever edits one point of a list means that point, and a page says which one only by
its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from framing_tui.model.basis import BASIS, with_basis
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import WrongValue
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row, name_taken
from framing_tui.model.values import Range, in_days
from framing_tui.model.volumes import volume
from framing_tui.spec.people import dashed, money, span

_LINE_BREAKS = (" / ", " ", "; ")
_NOT_ON_A_PAGE = frozenset(("starter", "clashes"))


@dataclass(frozen=True)
class Atom:
    """A part of a framing and the words by which a page may show it, the likeliest first.

    `column` is the cell of the record at `row`, or “” for all of the answer; `item` is the place in
    a list of words. `note` and `reason` are the words beside a question.
    """

    question: AnyQuestion
    shown: tuple[str, ...]
    row: int = -1
    column: str = ""
    item: int = -1
    beside: str = ""

    @property
    def path(self) -> str:
        """The name of the part, as a report says it."""
        return f"{self.question.id}.{self.column}" if self.column else self.question.id

    def now(self, framing: Framing) -> str:
        """Return what stands there, in words."""
        if self.beside:
            return str(getattr(framing, self.beside).get(self.question.id, ""))
        value = framing.answers.get(self.question.id)
        if value is None:
            return ""
        if self.item >= 0:
            return str(value.split("\n")[self.item] if isinstance(value, str) else value[self.item])
        if self.column:
            cell = value[self.row].cells.get(self.column)
            return "" if cell is None else self.question.kind.columns[self.column].kind.show(cell)
        return self.question.kind.show(value)

    def put(self, framing: Framing, typed: str, today: date | None) -> Framing:
        """Return the framing with what was typed in place of what stands there.

        Raises WrongValue, as the keyboard would.
        """
        if self.beside == "basis":
            return self._with_basis(framing, typed, today)
        if self.beside == "notes":
            return framing.with_note(self.question.id, clean(typed, multiline=True))
        if self.beside:
            return framing.with_not_applicable(self.question.id, clean(typed))
        if self.column:
            return self._with_cell(framing, typed, today)
        kind = self.question.kind
        if self.item >= 0:
            value = framing.answers[self.question.id]
            items = value.split("\n") if isinstance(value, str) else list(value)
            items[self.item : self.item + 1] = [typed.strip()] if typed.strip() else []
            kept = "\n".join(items) if isinstance(value, str) else items
            return framing.with_answer(self.question.id, kind.read(kept))
        if kind.has_items and kind.has_lines:
            typed = "\n".join(part.strip() for part in typed.split("; "))
        elif kind.has_lines and isinstance(value := framing.answers.get(self.question.id), str):
            typed = wrapped_alike(value, typed)
        return framing.with_answer(self.question.id, kind.parse_in(typed, framing, today))

    def _with_basis(self, framing: Framing, typed: str, today: date | None) -> Framing:
        """Return the framing with an answer and the word on what it rests on behind it."""
        said = re.fullmatch(r"(?s)(.*?)\s*\(([^()]*)\)", typed.strip())
        figure_typed, word = (said[1], said[2]) if said else (typed, "")
        whole = Atom(self.question, ())
        if figure_typed not in shown(self.question, framing.answers[self.question.id]):
            framing = whole.put(framing, figure_typed, today)
        return framing.with_basis(self.question.id, BASIS.parse(word) if word else None)

    def _with_cell(self, framing: Framing, typed: str, today: date | None) -> Framing:
        rows: tuple[Row, ...] = framing.answers[self.question.id]
        column = self.question.kind.columns[self.column]
        value: Any = column.kind.parse_in(typed, framing, today)
        row = rows[self.row].replace(**{self.column: value})
        if row.is_keyed and self.column == row.key:
            taken = name_taken(rows, row.label, self.row)
            if taken or not row.label.strip():
                raise WrongValue(typed, f"a name of its own ({taken or 'none is given'})")
        return framing.with_row(self.question.id, self.row, row)


def atoms_of(framing: Framing) -> Iterator[Atom]:
    """Return the parts of a framing that hold something."""
    for question_id, value in framing.answers.items():
        question = QUESTIONS[question_id]
        if question_id in _NOT_ON_A_PAGE:
            continue
        kind = question.kind
        if kind.row is not None:
            for at, row in enumerate(value):
                for name, cell in row.cells.items():
                    column = kind.columns[name]
                    yield Atom(question, shown(column, cell), at, name)
            continue
        if kind.has_items:
            for at, item in enumerate(value):
                yield Atom(question, _flat(item), item=at)
        elif kind.has_lines and "\n" in value:
            for at, line in enumerate(value.split("\n")):
                yield Atom(question, _flat(line), item=at)
        yield Atom(question, shown(question, value))
        if (word := framing.basis_of(question_id)) is not None:
            words = tuple(with_basis(text, word) for text in shown(question, value))
            yield Atom(question, words, beside="basis")
    for name in ("notes", "not_applicable"):
        for key, text in getattr(framing, name).items():
            if key in QUESTIONS:
                yield Atom(QUESTIONS[key], _flat(text), beside=name)


def wrapped_alike(was: str, now: str) -> str:
    """Return a text with the line breaks that an earlier one has between the same words.

    Why: a page joins lines that were broken because they were full, and nobody has edited those.
    """
    before, after = ([*re.findall(r"(\S+)(\s*)", text)] for text in (was, now))
    words = [[word for word, _ in pairs] for pairs in (before, after)]
    gaps = [gap for _, gap in after]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    for begin, first, size in matcher.get_matching_blocks():
        for at in range(size):
            is_last = first + at == len(after) - 1
            if gaps[first + at] == " " or (is_last and not gaps[-1]):
                gaps[first + at] = before[begin + at][1] or gaps[first + at]
    return "".join(word + gap for (word, _), gap in zip(after, gaps, strict=True)).rstrip()


def shown(question: AnyQuestion, value: Any) -> tuple[str, ...]:
    """Return the words by which a page may show an answer, the likeliest first."""
    kind = question.kind
    if isinstance(value, str) and not kind.options:
        return _flat(value)
    found = [kind.show(value), kind.show_as_held(value), kind.edit(value)]
    if isinstance(value, Range):
        found += [str(value), dashed(value), money(value)]
        if kind.name == "days":
            found += [span(value, " to "), span(value), in_days(Range.of(value.high))]
        if getattr(kind, "per_day", False):
            found = [volume(value, "cases"), volume(value, "cases", "–"), *found]
    return tuple(dict.fromkeys(one for text in found for one in _flat(text)))


def _flat(text: str) -> tuple[str, ...]:
    """Return words in one line, in each way in which a page may join their lines."""
    lines = [" ".join(part.split()) for part in clean(text, multiline=True).split("\n")]
    kept = [line for line in lines if line]
    return tuple(dict.fromkeys(by.join(kept) for by in _LINE_BREAKS)) if kept else ()
