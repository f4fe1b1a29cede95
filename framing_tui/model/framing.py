"""A framing: every answer that a team has given, as one immutable value.

Why immutable: undo, saving on another thread, merging and judging all need a picture that cannot
change under them; a new answer makes a new framing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

from framing_tui.model import audit
from framing_tui.model import feasibility as claims
from framing_tui.model.archetype import Archetype
from framing_tui.model.catalogue import PASSING_ORDER, QUESTIONS, SECTIONS
from framing_tui.model.labels import Labels
from framing_tui.model.metrics import Metrics
from framing_tui.model.need import Need
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row
from framing_tui.model.row_paths import (
    LISTS,
    RowPath,
    answered_since,
    followed,
    renamed,
    row_path,
    with_new_names,
)
from framing_tui.model.spec import Decision, Header, Records, Spec
from framing_tui.model.stack import Stack
from framing_tui.model.task import Task
from framing_tui.model.validation import Launch, Validation

_LATER = {
    section_id: tuple(
        q
        for s in SECTIONS
        if s.id in PASSING_ORDER[PASSING_ORDER.index(section_id) + 1 :]
        for q in s.questions
        # Parking and actions may be filled at any moment and tell nothing about progress.
        if q.id not in ("spec.parking", "actions", "decision")
    )
    for section_id in PASSING_ORDER
}

T = TypeVar("T")
# What works something out of a framing.
WorkOut = Callable[["Framing"], Any]
_NOTHING: Mapping[str, Any] = MappingProxyType({})
# In the order of the interview, with what is to be asked of a framing first, if anything is.
_EVER_ESSENTIAL = tuple(
    (q.id, q, q.essential if callable(q.essential) else None, q.when)
    for q in QUESTIONS.values()
    if q.is_ever_essential
)


def _essentials(framing: Framing) -> Mapping[str, AnyQuestion]:
    return {
        qid: q
        for qid, q, counts, when in _EVER_ESSENTIAL
        if (counts is None or counts(framing)) and (when is None or when(framing))
    }


class _FeasibilityCells:
    """The five claims, by area."""

    def __init__(self, framing: Framing) -> None:
        self.data = claims.DataCell(framing)
        self.labels = claims.LabelsCell(framing)
        self.serving = claims.ServingCell(framing)
        self.risk = claims.RiskCell(framing)
        self.roi = claims.RoiCell(framing)


class Framing:
    """The answers by question id, with the marks, notes and words on their basis beside them.

    `answers` holds what was given, whether or not it is asked now; rules read the typed attributes,
    which look through triggers, placeholders and marks.
    """

    def __init__(
        self,
        answers: Mapping[str, Any] = _NOTHING,
        not_applicable: Mapping[str, str] = _NOTHING,
        notes: Mapping[str, str] = _NOTHING,
        basis: Mapping[str, str] = _NOTHING,
        replaced: Mapping[str, tuple[str, ...]] = _NOTHING,
    ) -> None:
        # Read hundreds of times at each letter, and so without the view that others get.
        self._given: Final = dict(answers)
        self.answers: Final = MappingProxyType(self._given)
        self.not_applicable: Final = MappingProxyType(dict(not_applicable))
        self.notes: Final = MappingProxyType(dict(notes))
        self.basis: Final = MappingProxyType(dict(basis))
        self.replaced: Final = MappingProxyType(dict(replaced))

    def __eq__(self, other: object) -> bool:
        """Whether both say the same; what was replaced when a file was read says nothing."""
        if not isinstance(other, Framing):
            return NotImplemented
        return self._said == other._said

    def __hash__(self) -> int:
        return hash(frozenset(self.answers))

    def __repr__(self) -> str:
        return f"Framing{self._said!r}"

    @property
    def _said(self) -> tuple[Mapping[str, Any], ...]:
        return (self.answers, self.not_applicable, self.notes, self.basis)

    # The tables, as rules read them.

    @cached_property
    def header(self) -> Header:
        return Header(self)

    @cached_property
    def stack(self) -> Stack:
        return Stack(self)

    @cached_property
    def need(self) -> Need:
        return Need(self)

    @cached_property
    def archetype(self) -> Archetype:
        return Archetype(self)

    @cached_property
    def task(self) -> Task:
        return Task(self)

    @cached_property
    def labels(self) -> Labels:
        return Labels(self)

    @cached_property
    def feasibility(self) -> _FeasibilityCells:
        return _FeasibilityCells(self)

    @cached_property
    def data(self) -> audit.Data:
        return audit.Data(self)

    @cached_property
    def serving(self) -> audit.Serving:
        return audit.Serving(self)

    @cached_property
    def errors(self) -> audit.Errors:
        return audit.Errors(self)

    @cached_property
    def shift(self) -> audit.Shift:
        return audit.Shift(self)

    @cached_property
    def adversaries(self) -> audit.Adversaries:
        return audit.Adversaries(self)

    @cached_property
    def compliance(self) -> audit.Compliance:
        return audit.Compliance(self)

    @cached_property
    def readiness(self) -> audit.Readiness:
        return audit.Readiness(self)

    @cached_property
    def roi(self) -> audit.Roi:
        return audit.Roi(self)

    @cached_property
    def metrics(self) -> Metrics:
        return Metrics(self)

    @cached_property
    def validation(self) -> Validation:
        return Validation(self)

    @cached_property
    def diagnosis(self) -> Launch:
        return Launch(self)

    @cached_property
    def spec(self) -> Spec:
        return Spec(self)

    @cached_property
    def records(self) -> Records:
        return Records(self)

    @property
    def decision(self) -> str | None:
        """What the meeting decided, or None while it has not."""
        return Decision(self).decision

    # Reading.

    @cached_property
    def _read(self) -> dict[str, object]:
        return {}

    @cached_property
    def _passed(self) -> dict[str, bool]:
        return {}

    @cached_property
    def worked_out(self) -> dict[WorkOut, Any]:
        """What has been worked out from this framing already, under the function that did it.

        Why here: several rules, the verdict and the panels need the same figure, and a framing
        never changes.
        """
        return {}

    def once(self, work_out: Callable[[Framing], T]) -> T:
        """Return what a function works out of this framing, worked out once."""
        known = self.worked_out
        if work_out not in known:
            known[work_out] = work_out(self)
        return cast("T", known[work_out])

    @property
    def looked_up(self) -> Mapping[str, object]:
        """The answers that rules may read, by id, as far as somebody has asked for them by now."""
        return dict(self._read)

    def take_over(self, answers: Mapping[str, object], figures: Mapping[WorkOut, Any]) -> None:
        """Take over what was looked up and worked out of a framing in which it was the same."""
        self._read.update(answers)
        self.worked_out.update(figures)

    def answer(self, question: AnyQuestion) -> Any:
        """Return the answer that rules may read: None where open, not asked or a placeholder."""
        known, question_id = self._read, question.id
        if question_id in known:
            return known[question_id]
        value = self._given.get(question_id)
        if value is not None:
            # What `is_asked` says, without a call: with the same below, 3 % of judging a file.
            when = question.when
            is_open = isinstance(value, str) and question.counts_as_open(value)
            if is_open or (when is not None and not when(self)):
                value = None
        known[question_id] = value
        return value

    def is_answered(self, question: AnyQuestion) -> bool:
        """Tell whether the question is answered or marked as not applicable with a reason."""
        return self.answer(question) is not None or question.id in self.not_applicable

    def basis_of(self, question_id: str) -> str | None:
        """Return what an answer rests on; None where nobody has said so, or it is open."""
        return self.basis.get(question_id) if question_id in self.answers else None

    def is_past(self, section_id: str) -> bool:
        """Tell whether the interview has gone past a section.

        Why: absence is a finding only once the team has moved on, so that nobody sees a red for
        what has not been asked yet.
        """
        known = self._passed
        if section_id not in known:
            known[section_id] = self.decision is not None or any(
                self.answer(q) is not None for q in _LATER[section_id] if q.id in self.answers
            )
        return known[section_id]

    def as_if_past(self, section_id: str) -> Framing:
        """Return the framing as it is judged once the interview has gone past a section.

        Why: what would be found missing can then be told before somebody goes on.
        """
        ahead = self._changed()
        for passed in PASSING_ORDER[: PASSING_ORDER.index(section_id) + 1]:
            ahead._passed[passed] = True
        return ahead

    @property
    def essentials(self) -> Mapping[str, AnyQuestion]:
        """The questions that count in completeness now, by id, in the order of the interview."""
        return self.once(_essentials)

    def lacks(self, question: AnyQuestion, section_id: str) -> bool:
        """Tell whether there is none of something: an empty list, or open past its section."""
        value = self.answer(question)
        return value == () or (value is None and self.is_past(section_id))

    def open_of(self, *questions: AnyQuestion) -> tuple[AnyQuestion, ...]:
        """Return those of some questions that have no answer which rules may read."""
        return tuple(question for question in questions if self.answer(question) is None)

    # Changing.

    def with_answer(self, question_id: str, value: object) -> Framing:
        """Return the framing with one answer set, or cleared by None; an answer lifts the mark
        “not applicable” from its question."""
        if question_id not in QUESTIONS:
            raise KeyError(question_id)
        if question_id in LISTS:
            return self._following(question_id, value or ())._answered(question_id, value)
        return self._answered(question_id, value)

    def _answered(self, question_id: str, value: object) -> Framing:
        answers = {**self.answers, question_id: value}
        # What was made visible stood in the answer before; the new one holds nothing hidden.
        replaced = {k: v for k, v in self.replaced.items() if k != question_id}
        if value is None or value == "":
            del answers[question_id]
            basis = self._without_basis(question_id)
            return self._changed(answers=answers, basis=basis, replaced=replaced)
        marks = {k: v for k, v in self.not_applicable.items() if k != question_id}
        return self._changed(answers=answers, not_applicable=marks, replaced=replaced)

    def _following(self, list_id: str, rows: Any) -> Framing:
        """Return the framing with what speaks of the records of a list as they are to be.

        A column that is answered loses the mark that it is not applicable, as a question does.
        """
        before: tuple[Row, ...] = self.answers.get(list_id, ())
        if before == rows:
            return self
        answers, names = dict(self.answers), renamed(before, rows)
        for speaking in ("actions", "accepted") if names else ():
            if speaking in answers and speaking != list_id:
                answers[speaking] = with_new_names(answers[speaking], list_id, names)
        marks = followed(self.not_applicable, list_id, before, rows)
        lifted = answered_since(list_id, before, rows) if marks else ()
        return self._changed(
            answers=answers,
            notes=followed(self.notes, list_id, before, rows),
            not_applicable={key: why for key, why in marks.items() if key not in lifted},
        )

    def with_not_applicable(self, question_id: str, reason: str | None) -> Framing:
        """Return the framing with a question, a record or one of its columns marked as not
        applicable, or the mark lifted."""
        path = row_path(question_id)
        if path is not None and path.column and reason is not None and reason.strip():
            return self._without_cell(path)._marked(question_id, reason)
        return self._marked(question_id, reason)

    def _without_cell(self, path: RowPath) -> Framing:
        rows: tuple[Row, ...] = self.answers.get(path.list_id, ())
        cleared = tuple(
            row.replace(**{path.column: None}) if row.label == path.name else row for row in rows
        )
        return self if cleared == rows else self._answered(path.list_id, cleared)

    def _marked(self, question_id: str, reason: str | None) -> Framing:
        marks = {k: v for k, v in self.not_applicable.items() if k != question_id}
        if reason is None or not reason.strip():
            return self._changed(not_applicable=marks)
        answers = {k: v for k, v in self.answers.items() if k != question_id}
        marks[question_id] = reason
        basis = self._without_basis(question_id)
        return self._changed(answers=answers, not_applicable=marks, basis=basis)

    def with_marks(self, marks: Mapping[str, str]) -> Framing:
        """Return the framing with other marks “not applicable”, and its answers as they are."""
        return self._changed(not_applicable=marks)

    def with_note(self, question_id: str, note: str | None) -> Framing:
        """Return the framing with a note on a question, or without one."""
        notes = {k: v for k, v in self.notes.items() if k != question_id}
        given = note is not None and bool(note.strip())
        return self._changed(notes={**notes, question_id: note} if given else notes)

    def with_notes(self, notes: Mapping[str, str]) -> Framing:
        """Return the framing with other notes; many at once, as each by itself copies all."""
        return self._changed(notes=notes)

    def with_basis(self, question_id: str, word: str | None) -> Framing:
        """Return the framing with what an answer rests on, or without a word on it."""
        basis = self._without_basis(question_id)
        return self._changed(basis={**basis, question_id: word} if word else basis)

    def with_row(self, question_id: str, index: int, row: Row) -> Framing:
        """Return the framing with one row replaced, or appended where index is the length."""
        rows = list(self.answers.get(question_id, ()))
        rows[index : index + 1] = [row]
        return self.with_answer(question_id, tuple(rows))

    def patched(self, old: Framing, new: Framing) -> Framing:
        """Return the framing with every difference between two others written into it.

        Why: a step that is undone takes back what it changed, and nothing that has come since.
        """
        parts = {}
        for name in ("answers", "not_applicable", "notes", "basis"):
            before, after = getattr(old, name), getattr(new, name)
            part = dict(getattr(self, name))
            for key in {**before, **after}:
                if before.get(key) == after.get(key):
                    continue
                part.pop(key, None)
                if key in after:
                    part[key] = after[key]
            parts[name] = part
        return self._changed(**parts)

    def _without_basis(self, question_id: str) -> dict[str, str]:
        return {k: v for k, v in self.basis.items() if k != question_id}

    def _changed(self, **parts: Mapping[str, Any]) -> Framing:
        kept: dict[str, Mapping[str, Any]] = {
            "answers": self.answers,
            "not_applicable": self.not_applicable,
            "notes": self.notes,
            "basis": self.basis,
            "replaced": self.replaced,
        }
        return Framing(**{**kept, **parts})
