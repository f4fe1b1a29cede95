"""One open framing: answers in, assessment out, undo, offers and autosave.

Why without any screen: the app, line mode and tests drive the same object, so an answer means the
same thing wherever it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from itertools import count
from pathlib import Path
from typing import TypeVar, cast

from framing_tui.assessment import Assessment, offers
from framing_tui.assessment.carried import Judge
from framing_tui.assessment.changes import Stand
from framing_tui.content import UnknownContent, starter_path
from framing_tui.model.basis import takes_basis
from framing_tui.model.catalogue import asks_in_full, question
from framing_tui.model.clean import clean, one_line
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import MAX_TEXT, Kind, WrongValue
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row
from framing_tui.model.row_paths import row_path
from framing_tui.model.spec import Acceptance, Action
from framing_tui.rules.settings import AS_DECLARED, Settings
from framing_tui.storage import clash, rescue
from framing_tui.storage.autosave import Autosave
from framing_tui.storage.document import Document
from framing_tui.storage.load import load
from framing_tui.storage.merge import merge
from framing_tui.storage.offered import offered_in
from framing_tui.storage.problem import CannotOpen, Conflicted, Problem
from framing_tui.storage.remote_changes import News, news
from framing_tui.storage.state import SaveState

T = TypeVar("T")
# What tells the day. Why asked each time: a session that is left open lives over midnight.
Clock = Callable[[], date]


class UndoStep(NamedTuple):
    """One change that can be undone: the framings around it and the question it touched.

    Why both framings: undoing it takes back the difference, and nothing that has come since.
    """

    before: Framing
    after: Framing
    question_id: str


class Session:
    """One file, open for answering.

    `today` is the day by which dates are judged, or what tells it whenever it is needed;
    `settings` is what the team has set about the rules.
    `read_only` keeps every change in memory out of the file: nothing can be answered then.
    """

    def __init__(
        self,
        document: Document,
        today: date | Clock,
        *,
        read_only: bool = False,
        settings: Settings = AS_DECLARED,
        on_save_state: Callable[[SaveState], None] = lambda _state: None,
    ) -> None:
        self._clock = _always(today) if isinstance(today, date) else today
        self.read_only = read_only
        self.settings = settings
        self.framing = document.framing
        # What was judged last, and by which day.
        self._judged = (self.framing, self.today)
        self._judge = Judge(settings)
        self._assessment: Assessment = self._judge.assess(*self._judged)
        # Whether something was answered that is to be judged and is not yet.
        self._is_judging_due = False
        self.problems: tuple[Problem, ...] = document.opened.problems if document.opened else ()
        self._undone: list[UndoStep] = []
        self._done: list[UndoStep] = []
        # Whether the last step may still grow by keystrokes in the same field.
        self._is_step_open = False
        self._rescue = rescue.Rescue(document.path)
        self.autosave = Autosave(document, on_save_state, self._rescue, read_only=read_only)
        self._offers: tuple[str | None, Framing] = (None, Framing())
        # What the comments of the file offer, with the text in which they stand.
        self._offered: tuple[str, Framing] = ("", Framing())

    @classmethod
    def open(
        cls,
        path: Path,
        today: date | Clock,
        *,
        read_only: bool = False,
        settings: Settings = AS_DECLARED,
    ) -> Session:
        """Open a file for answering; raises CannotOpen."""
        return cls(Document.open(path), today, read_only=read_only, settings=settings)

    @classmethod
    def look_at_conflict(
        cls,
        conflict: Conflicted,
        path: Path,
        today: date | Clock,
        *,
        settings: Settings = AS_DECLARED,
    ) -> Session:
        """Open a file with git conflicts in it, to look at their upper sides; raises CannotOpen."""
        document = Document.open_conflicted(path)
        session = cls(document, today, read_only=True, settings=settings)
        words = "read only, as above the ======= of each conflict; once settled, open it again"
        problem = Problem(conflict.path, conflict.line, "git conflict", words)
        session.problems = (problem, *session.problems)
        return session

    @property
    def path(self) -> Path:
        """The file that answers are saved in."""
        return self.autosave.document.path

    @property
    def today(self) -> date:
        """The day by which dates are judged and counted, now."""
        return self._clock()

    @property
    def assessment(self) -> Assessment:
        """What the answers amount to today, but for those that wait to be judged.

        Why it is worked out when somebody asks: a letter that was typed goes to the screen first,
        and an acceptance may have run out at midnight.
        """
        framing, day = self._judged
        is_old = framing is self.framing and day != self.today
        return self.judge() if self._is_judging_due or is_old else self._assessment

    def parse(self, kind: Kind[T], typed: str) -> T:
        """Return the answer that somebody typed, counted from today and from these answers.

        Raises WrongValue. Why here: both doors then understand the same words in the same way.
        """
        return kind.parse_in(typed, self.framing, self.today)

    @property
    def stand(self) -> Stand:
        """The answers with what they amount to, to tell later what has changed since."""
        return Stand(self.framing, self.assessment)

    @property
    def offers(self) -> Framing:
        """The answers that the starter named in the header offers; none without a starter."""
        name = self.framing.header.starter
        if self._offers[0] != name:
            self._offers = (name, _starter_answers(name))
        return self._offers[1]

    @property
    def _offers_of_file(self) -> Framing:
        """The answers that comments of the file offer, as `new --from-spec` writes them."""
        opened = self.autosave.document.opened
        text = opened.text if opened else ""
        if self._offered[0] is not text:
            self._offered = (text, offered_in(text))
        return self._offered[1]

    def offer_for(self, question_id: str) -> object:
        """Return the answer that is offered for an open question: today for the date of the
        meeting, else by the starter, or by the facts.

        Why nothing where it is answered or not applicable: an offer is never held against a choice.
        """
        framing = self.framing
        if question_id in framing.answers or question_id in framing.not_applicable:
            return None
        if question_id == "date":
            return self.today
        offered = self._offers_of_file.answers.get(question_id)
        if offered is None:
            offered = self.offers.answers.get(question_id)
        if offered is not None:
            return cast(object, offered)
        return offers.offered(framing, question_id, self.assessment.cells)

    def answer(self, question_id: str, value: object, *, judge: bool = True) -> None:
        """Set an answer, or clear it with None.

        Without `judge` the answer is saved and the judgement waits: half a list of ticks, or a
        record being filled in, is not yet what anybody meant.
        """
        kept = _as_read(question(question_id), value)
        framing = self.framing.with_answer(question_id, kept)
        self._become(framing, question_id, is_typed=True, judge=judge)

    def begin_step(self) -> None:
        """Make the next change a step of its own, even on the question that was changed last."""
        self._is_step_open = False

    def judge(self) -> Assessment:
        """Bring the assessment in line with the framing; return it."""
        framing, day = self._judged
        if framing is not self.framing or day != self.today:
            self._judged = (self.framing, self.today)
            self._assessment = self._judge.assess(*self._judged)
        self._is_judging_due = False
        return self._assessment

    def mark_not_applicable(self, question_id: str, reason: str | None) -> None:
        """Mark a question as not applicable with a reason, or lift the mark with None."""
        framing = self.framing.with_not_applicable(_known(question_id), _text(reason))
        self._become(framing, question_id)

    def note(self, question_id: str, text: str | None) -> None:
        """Put a note on a question, or remove it with None."""
        framing = self.framing.with_note(_known(question_id), _text(text))
        self._become(framing, question_id)

    def rest_on(self, question_id: str, word: str | None) -> None:
        """Say what a figure, or the evidence of a cell, rests on, or take that back with None."""
        if not takes_basis(_known(question_id)):
            raise ValueError(f"{question_id} has no basis")
        if question_id not in self.framing.answers:
            raise ValueError(f"{question_id} has no answer that could rest on anything")
        self._become(self.framing.with_basis(question_id, word), question_id)

    def find_out(self, question_id: str, who: str, due: date) -> None:
        """Write down that somebody finds out an answer: an action with its question.

        An action that the question has already keeps its words, and gets the person and the date.
        """
        given = {"owner": one_line(who, MAX_TEXT), "due": due}
        rows: list[Row] = list(self.framing.records.actions or ())
        for at, row in enumerate(rows):
            if row.cells.get("question") == question_id:
                rows[at] = row.replace(**given)
                break
        else:
            taken = {row.label for row in rows}
            what = _first_free(f"find out: {asks_in_full(question_id)}", taken)
            rows.append(Action({"what": what, **given, "question": question_id}))
        self._become(self.framing.with_answer("actions", tuple(rows)), question_id)

    def accept(self, code: str, reason: str, by: str, until: date | None) -> None:
        """Take a finding on as a known risk, with a reason and a name; a new word replaces an old.

        Why the record and not a mark on the finding: it is part of the file, prints in the spec,
        and comes back by itself past its date.
        """
        words = {"reason": one_line(reason, MAX_TEXT), "by": one_line(by, MAX_TEXT)}
        row = Acceptance({"rule": code, **words, "until": until})
        others = [r for r in self.framing.records.accepted or () if r.rule != code]
        framing = self.framing.with_answer("accepted", (*others, row))
        self._become(framing, f"accepted {code}")

    def withdraw(self, code: str) -> None:
        """Take back that a finding was accepted."""
        others = tuple(r for r in self.framing.records.accepted or () if r.rule != code)
        framing = self.framing.with_answer("accepted", others or None)
        self._become(framing, f"accepted {code}")

    def park(self, text: str) -> None:
        """Put a line on the parking lot."""
        lines = (*(self.framing.spec.parking or ()), one_line(text, MAX_TEXT))
        self._become(self.framing.with_answer("spec.parking", lines), "spec.parking")

    def bring_in(self, framing: Framing) -> None:
        """Take over a framing that a page was brought into, as one step."""
        self._become(framing, "")

    def undo(self) -> str | None:
        """Take back the last change; return the question that it touched, or None.

        What others have answered since stays: a step takes back its own change alone.
        """
        if not self._done or self.read_only:
            return None
        step = self._done.pop()
        self._undone.append(step)
        return self._step(step, self._patched(step.after, step.before))

    def redo(self) -> str | None:
        """Make the last undone change again; return the question that it touched, or None."""
        if not self._undone or self.read_only:
            return None
        step = self._undone.pop()
        self._done.append(step)
        return self._step(step, self._patched(step.before, step.after))

    def join_saved(self) -> News | None:
        """Take in what others have written since the last save; return what that was, or None.

        Where they took answers away, that is a step like any other, so that undo brings them back:
        a checkout under the program must not cost what a meeting has said.
        """
        before = self.framing
        joined = self.autosave.joined(before)
        if joined is None:
            return None
        document = self.autosave.document
        self.problems = document.opened.problems if document.opened else ()
        told = news(before, joined, is_put_back=document.is_put_back)
        if told.takes_away:
            first = (*told.taken_back, *told.changed)
            back = told.given_back(before, joined)
            self._done.append(UndoStep(back, joined, first[0] if first else ""))
            self._undone.clear()
        self.framing = joined
        # A step that went on growing would take back their answers, too.
        self._is_step_open = False
        self.judge()
        return told

    # Two answers to one question, and answers that could not be saved.

    @property
    def clashes(self) -> list[clash.Sides]:
        """The questions that two people answered differently, until somebody chooses."""
        return clash.open_clashes(self.framing)

    def clash_about(self, question_id: str | None) -> clash.Sides | None:
        """Return the clash about a question, or None where there is none."""
        return next((s for s in self.clashes if s.question.id == question_id), None)

    def settle(self, sides: clash.Sides, choice: clash.Choice) -> None:
        """Choose between two answers; ValueError where that choice cannot be made."""
        settled = clash.settled(self.framing, sides, choice)
        self._become(settled, sides.question.id)

    def copies(self) -> list[tuple[rescue.Copy, News]]:
        """Return what earlier sessions could not save, with what it would change here.

        A copy that would change nothing is removed: its answers are in the file.
        """
        if self.read_only:
            return []
        found: list[tuple[rescue.Copy, News]] = []
        for copy in self._rescue.others():
            after = self.with_copy(copy)
            if after == self.framing:
                rescue.drop(copy.path)
            else:
                found.append((copy, news(self.framing, after)))
        return found

    def with_copy(self, copy: rescue.Copy) -> Framing:
        """Return the framing with what an earlier session could not save."""
        return merge(copy.base, copy.framing, self.framing)

    def take_copy(self, copy: rescue.Copy) -> bool:
        """Take in what an earlier session could not save; tell whether it is on disk now.

        The copy goes once its answers are in the file, and no sooner.
        """
        self._become(self.with_copy(copy), "")
        saved = self.autosave.flush(2.0)
        if saved:
            rescue.drop(copy.path)
        return saved

    def drop_copy(self, copy: rescue.Copy) -> None:
        """Remove what an earlier session could not save."""
        rescue.drop(copy.path)

    def save_as(self, path: Path) -> bool:
        """Save into another file from now on; tell whether everything is there.

        Raises FileExistsError where there is one already: nothing of it was ever looked at.
        """
        if path.exists() or path.is_symlink():
            raise FileExistsError(str(path))
        self.autosave.move_to(self.autosave.document.elsewhere(path), self.framing)
        return self.autosave.flush(3.0)

    def close(self) -> bool:
        """Save what is waiting and tell whether everything is on disk."""
        return self.autosave.close()

    def _become(
        self, framing: Framing, question_id: str, *, is_typed: bool = False, judge: bool = True
    ) -> None:
        if framing == self.framing or self.read_only:
            return
        before = self.framing
        if is_typed and self._is_step_open and self._done[-1].question_id == question_id:
            # Keystrokes in one field are one step: undo takes back an answer, not a letter.
            before = self._done.pop().before
        if framing == before:
            # What was typed and taken back is nothing to undo.
            self._is_step_open = False
        else:
            self._done.append(UndoStep(before, framing, question_id))
            self._is_step_open = is_typed
        self._undone.clear()
        self._set(framing, judge=judge)

    def _patched(self, old: Framing, new: Framing) -> Framing:
        """Return the framing with the difference between two others written into it.

        Why a merge where others have written since: they may have gone on with the very answer
        that a step is about, or added to it. Theirs stays then, and there is nothing to choose: to
        take back what has been replaced already changes nothing.
        """
        if self.framing == old:
            return self.framing.patched(old, new)
        merged = merge(old, self.framing, new)
        known = {*(self.framing.records.clashes or ()), *(new.records.clashes or ())}
        rows = tuple(row for row in merged.records.clashes or () if row in known)
        return merged.with_answer("clashes", rows or None)

    def _step(self, step: UndoStep, framing: Framing) -> str:
        self._is_step_open = False
        self._set(framing)
        return step.question_id

    def _set(self, framing: Framing, *, judge: bool = True) -> None:
        if not judge and self._is_judging_due:
            # What waits to be asked for must not be judged together with what is held back.
            self.judge()
        self.framing = framing
        self._is_judging_due = judge
        self.autosave.submit(framing)


def _always(day: date) -> Clock:
    return lambda: day


def _as_read(asked: AnyQuestion, value: object) -> object:
    """Return an answer as the file will give it back, cleaned of what its kind does not keep.

    Why here: an answer that reads back as another one cannot be saved in its place. What does not
    fit its kind at all stays as it is; the loader will say so.
    """
    if value is None or value == "":
        return None
    try:
        return cast(object, asked.kind.read(asked.kind.write(value)))
    except WrongValue:
        return value


def _known(question_id: str) -> str:
    """Return the id of a question, or the path of a record; KeyError where there is none."""
    path = row_path(question_id)
    return str(path) if path is not None else question(question_id).id


def _text(text: str | None) -> str | None:
    """Return words that somebody gave as the file will give them back."""
    return None if text is None else clean(text, multiline=True)


def _first_free(name: str, taken: Collection[str]) -> str:
    """Return a name, or the name with the first number that makes it one of its own."""
    if name not in taken:
        return name
    return next(f"{name} ({n})" for n in count(2) if f"{name} ({n})" not in taken)


def _starter_answers(name: str | None) -> Framing:
    if not name:
        return Framing()
    try:
        offers = load(starter_path(name)).framing
    except (UnknownContent, CannotOpen):
        return Framing()
    return offers.with_answer("title", None)
