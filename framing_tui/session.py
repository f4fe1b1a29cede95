"""One open framing: answers in, assessment out, undo, offers and autosave.

Why without any screen: the app, line mode and tests drive the same object, so an answer means the
same thing wherever it is given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from framing_tui.assessment import Assessment, assess
from framing_tui.content import UnknownContent, starter_path
from framing_tui.model.catalogue import question
from framing_tui.model.framing import Framing
from framing_tui.model.spec import Acceptance, Action
from framing_tui.storage.autosave import Autosave, SaveState
from framing_tui.storage.document import Document
from framing_tui.storage.load import load
from framing_tui.storage.merge import merge
from framing_tui.storage.problem import CannotOpen, Problem


@dataclass(frozen=True)
class Step:
    """One change that can be undone: the framing before it and the question it touched."""

    framing: Framing
    question_id: str


class Session:
    """One file, open for answering.

    `today` is the day by which dates are judged. `read_only` keeps every change in memory out of
    the file: nothing can be answered then.
    """

    def __init__(
        self,
        document: Document,
        today: date,
        *,
        read_only: bool = False,
        on_save_state: Callable[[SaveState], None] = lambda _state: None,
    ) -> None:
        self.today = today
        self.read_only = read_only
        self.framing = document.framing
        self.assessment: Assessment = assess(self.framing, today)
        self.problems: tuple[Problem, ...] = document.opened.problems if document.opened else ()
        # Counts the changes that no field has made itself: undo, redo, somebody else's answers.
        self.generation = 0
        self._undone: list[Step] = []
        self._done: list[Step] = []
        self._joined: list[tuple[Framing, Framing]] = []
        self.autosave = Autosave(
            document, on_save_state, lambda given, written: self._joined.append((given, written))
        )
        self._offers: tuple[str | None, Framing] = (None, Framing())

    @classmethod
    def open(cls, path: Path, today: date, *, read_only: bool = False) -> Session:
        """Open a file for answering; raises CannotOpen."""
        return cls(Document.open(path), today, read_only=read_only)

    @property
    def path(self) -> Path:
        """The file that answers are saved in."""
        return self.autosave.document.path

    @property
    def offers(self) -> Framing:
        """The answers that the starter named in the header offers; none without a starter."""
        name = self.framing.header.starter
        if self._offers[0] != name:
            self._offers = (name, _starter_answers(name))
        return self._offers[1]

    def answer(self, question_id: str, value: object, *, judge: bool = True) -> Assessment:
        """Set an answer, or clear it with None; return the assessment.

        Without `judge` the answer is saved and the judgement waits: half a list of ticks, or a
        record being filled in, is not yet what anybody meant.
        """
        framing = self.framing.with_answer(question_id, value)
        return self._become(framing, question_id, judge=judge)

    def judge(self) -> Assessment:
        """Bring the assessment in line with the framing; return it."""
        self.assessment = assess(self.framing, self.today)
        return self.assessment

    def mark_not_applicable(self, question_id: str, reason: str | None) -> Assessment:
        """Mark a question as not applicable with a reason, or lift the mark with None."""
        return self._become(self.framing.with_not_applicable(question_id, reason), question_id)

    def note(self, question_id: str, text: str | None) -> Assessment:
        """Put a note on a question, or remove it with None."""
        return self._become(self.framing.with_note(question_id, text), question_id)

    def find_out(self, question_id: str, who: str, due: date) -> Assessment:
        """Write down that somebody finds out an answer: an action with its question."""
        asks = question(question_id).asks
        cells = {"what": f"find out: {asks}", "owner": who, "due": due, "question": question_id}
        rows = list(self.framing.records.actions or ())
        row = Action(cells)
        for at, other in enumerate(rows):
            if other.question == question_id or other.label == row.label:
                rows[at] = row
                break
        else:
            rows.append(row)
        return self._become(self.framing.with_answer("actions", tuple(rows)), question_id)

    def accept(self, code: str, reason: str, by: str, until: date | None) -> Assessment:
        """Take a finding on as a known risk, with a reason and a name; a new word replaces an old.

        Why the record and not a mark on the finding: it is part of the file, prints in the spec,
        and comes back by itself past its date.
        """
        row = Acceptance({"rule": code, "reason": reason, "by": by, "until": until})
        others = [r for r in self.framing.records.accepted or () if r.rule != code]
        return self._become(
            self.framing.with_answer("accepted", (*others, row)), f"accepted {code}"
        )

    def withdraw(self, code: str) -> Assessment:
        """Take back that a finding was accepted."""
        others = tuple(r for r in self.framing.records.accepted or () if r.rule != code)
        framing = self.framing.with_answer("accepted", others or None)
        return self._become(framing, f"accepted {code}")

    def park(self, text: str) -> Assessment:
        """Put a line on the parking lot."""
        lines = (*(self.framing.spec.parking or ()), text)
        return self.answer("spec.parking", lines)

    def undo(self) -> str | None:
        """Take back the last change; return the question that it touched, or None."""
        return self._step_back(self._done, self._undone)

    def redo(self) -> str | None:
        """Make the last undone change again; return the question that it touched, or None."""
        return self._step_back(self._undone, self._done)

    def join_saved(self) -> bool:
        """Take in what others have written since the last save; tell whether there was anything."""
        joined = False
        while self._joined:
            submitted, written = self._joined.pop(0)
            self.framing = merge(submitted, self.framing, written)
            joined = True
        if joined:
            self.generation += 1
            self.judge()
        return joined

    def close(self) -> bool:
        """Save what is waiting and tell whether everything is on disk."""
        return self.autosave.close()

    def _become(self, framing: Framing, question_id: str, *, judge: bool = True) -> Assessment:
        if framing == self.framing or self.read_only:
            return self.assessment
        last = self._done[-1] if self._done else None
        if last is None or last.question_id != question_id or self._undone:
            # Keystrokes in one field are one step: undo takes back an answer, not a letter.
            self._done.append(Step(self.framing, question_id))
        self._undone.clear()
        self._set(framing, judge=judge)
        return self.assessment

    def _step_back(self, source: list[Step], target: list[Step]) -> str | None:
        if not source or self.read_only:
            return None
        step = source.pop()
        target.append(Step(self.framing, step.question_id))
        self.generation += 1
        self._set(step.framing)
        return step.question_id

    def _set(self, framing: Framing, *, judge: bool = True) -> None:
        self.framing = framing
        if judge:
            self.judge()
        self.autosave.submit(framing)


def _starter_answers(name: str | None) -> Framing:
    if not name:
        return Framing()
    try:
        offers = load(starter_path(name)).framing
    except (UnknownContent, CannotOpen):
        return Framing()
    return offers.with_answer("title", None)
