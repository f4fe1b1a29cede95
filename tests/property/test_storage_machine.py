"""Whatever people, programs and crashes do to one file, nobody's answer vanishes without a word.

Why words of their own: each answer holds one that is given once only, so that it can be looked for
in the file, in whatever place it has ended up.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Lines, Many, Number, Text
from framing_tui.model.records import Rows
from framing_tui.session import Session
from framing_tui.storage import autosave, canonical
from framing_tui.storage.document import Document, Vanished
from framing_tui.storage.load import load
from framing_tui.storage.merge import merge
from tests.pilot.desk import TODAY

PATIENCE = 60.0
# One question of each kind that holds words or numbers of one's own, and two of the commonest.
IDS = (
    *("title", "stack.kpi", "stack.users", "labels.plan", "spec.parking", "shift.causes"),
    *("stack.kpi_now", "actions", "serving.features"),
)
MARKED = (*IDS, "need.rules_suffice")
_NAMES = {"actions": "what", "serving.features": "name"}
_GIVEN = re.compile(r"given[0-9]+x|77[0-9]{6}")
# Something that a spelling has to deal with, beside the word that is looked for.
AROUND = ("", "[/]", '"""', "\n# no comment\n", "\\", "'''", "‮", "<<<<<<< mine")

BEFORE = """# mine
title = "given0x"

[stack]
# the measure
kpi = ""
unknown = 1

[[actions]]
what = "given1x"
owner = "Ana"
"""


def words(framing: Framing) -> set[str]:
    """Every word that was given once, anywhere in a framing."""
    held = (framing.answers, framing.not_applicable, framing.notes)
    return set(_GIVEN.findall(repr([dict(part) for part in held])))


class Storage(RuleBasedStateMachine):
    """One file in a real directory, a session that has it open, and another program that writes."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "f.toml"
        self.numbers = count(2)
        self.session: Session
        # Somebody who has read the file, and has not written it yet.
        self.other: Document | None = None
        # Words that somebody was told are on disk, and that nobody who saw them has let go since.
        self.owed: set[str] = set()
        self.gone: set[str] = set()
        self.earlier: list[bytes] = []

    @initialize(exists=st.sampled_from([True, True, False]))
    def begin(self, exists: bool) -> None:
        if exists:
            self.path.write_text(BEFORE, encoding="utf-8")
        self.session = Session.open(self.path, TODAY)
        self.owed = words(self.session.framing)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self._end_thread()
        self.folder.cleanup()

    # What the one at the keyboard does.

    @rule(question_id=st.sampled_from(IDS), data=st.data())
    def edit(self, question_id: str, data: Any) -> None:
        before = self.session.framing
        value = self._value(question_id, before.answers.get(question_id), data)
        self.session.answer(question_id, value)
        if data.draw(st.booleans()):
            self.session.begin_step()
        self._have_changed(before, self.session.framing)

    @rule(question_id=st.sampled_from(MARKED), gone=st.booleans(), around=st.sampled_from(AROUND))
    def note(self, question_id: str, gone: bool, around: str) -> None:
        before = self.session.framing
        self.session.note(question_id, None if gone else self._word() + around)
        self._have_changed(before, self.session.framing)

    @rule(question_id=st.sampled_from(MARKED), gone=st.booleans())
    def mark(self, question_id: str, gone: bool) -> None:
        before = self.session.framing
        self.session.mark_not_applicable(question_id, None if gone else self._word())
        self._have_changed(before, self.session.framing)

    @rule()
    def undo(self) -> None:
        self._take_back(self.session._done, self.session.undo)

    @rule()
    def redo(self) -> None:
        self._take_back(self.session._undone, self.session.redo)

    @rule()
    @precondition(lambda self: self.session.clashes)
    def settle(self) -> None:
        before = self.session.framing
        sides = self.session.clashes[0]
        assert sides.is_readable
        both = "both" if sides.both is not None else "theirs"
        self.session.settle(sides, both)  # type: ignore[arg-type]
        self._have_changed(before, self.session.framing)

    @rule(again=st.booleans())
    def save(self, again: bool) -> None:
        """Save; what was called saved is what the file holds, and what the session goes on with."""
        was_gone = not self.path.exists() or not self.path.read_bytes().strip()
        # What the saving thread does once a second while a screen shows the file.
        self.session.autosave._look()
        saved = self.session.autosave.flush(PATIENCE, again=again)
        if not saved:
            state = self.session.autosave.state
            assert was_gone
            assert state.is_gone
            assert not again
            return
        self.session.join_saved()
        on_disk = load(self.path).framing if self.path.exists() else Framing()
        if not was_gone or again or not self.session.autosave.document.framing.answers:
            assert self.session.autosave.document.framing == on_disk
            assert self.session.framing == on_disk
            self._owe(self.session.framing)

    @rule()
    def load_again(self) -> None:
        self.session.autosave._look()
        if self.session.autosave.flush(PATIENCE, again=True):
            self.session.join_saved()
            kept = self.session.framing
            self._end_thread()
            self.session = Session.open(self.path, TODAY)
            assert self.session.framing == kept
            self._owe(kept)

    @rule()
    def crash(self) -> None:
        self._end_thread()
        self.session = Session.open(self.path, TODAY)

    # What others do.

    @rule()
    def another_reads(self) -> None:
        self.other = Document.open(self.path)

    @rule(ids=st.lists(st.sampled_from(IDS), min_size=1, max_size=2, unique=True), data=st.data())
    def another_writes(self, ids: list[str], data: Any) -> None:
        document = self.other or Document.open(self.path)
        self.other = None
        seen = wanted = document.framing
        for question_id in ids:
            value = self._value(question_id, seen.answers.get(question_id), data)
            wanted = wanted.with_answer(question_id, _read(question_id, value))
        try:
            _, saved = document.saved(wanted)
        except Vanished:
            return
        self._have_changed(seen, wanted)
        assert load(self.path).framing == saved
        assert words(wanted) <= words(saved) | (words(wanted) - self._new(seen, wanted))
        self._owe(saved)

    @rule(is_emptied=st.booleans())
    def another_takes_it_away(self, is_emptied: bool) -> None:
        if self.path.exists():
            self.earlier.append(self.path.read_bytes())
            self.owed.clear()
            if is_emptied:
                self.path.write_bytes(b"")
            else:
                self.path.unlink()

    @rule(data=st.data())
    @precondition(lambda self: self.earlier)
    def another_puts_it_back(self, data: Any) -> None:
        self.path.write_bytes(data.draw(st.sampled_from(self.earlier)))
        self.owed = words(load(self.path).framing) - self.gone

    # What holds.

    @rule(data=st.data())
    def joining_different_answers_is_the_same_on_both_laptops(self, data: Any) -> None:
        base = self.session.framing
        ids = data.draw(st.lists(st.sampled_from(IDS), min_size=2, max_size=4, unique=True))
        mine, theirs = base, base
        for at, question_id in enumerate(ids):
            value = _read(question_id, self._value(question_id, None, data))
            if at % 2:
                mine = mine.with_answer(question_id, value)
            else:
                theirs = theirs.with_answer(question_id, value)
        merged = merge(base, mine, theirs)
        assert merged == merge(base, theirs, mine)
        assert words(merged) >= self._new(base, mine) | self._new(base, theirs)

    @invariant()
    def nothing_vanishes(self) -> None:
        if not self.owed:
            return
        lost = self.owed - words(load(self.path).framing)
        assert not lost, f"gone without a word: {sorted(lost)}"

    @invariant()
    def nothing_is_left_lying_about(self) -> None:
        assert not [p.name for p in Path(self.folder.name).iterdir() if "tmp" in p.name]

    # Helpers.

    def _take_back(self, steps: list[Any], take: Any) -> None:
        """Undo or redo: only what the step itself has changed may go, and nobody else's words."""
        before = self.session.framing
        step = steps[-1] if steps else None
        take()
        gone = words(before) - words(self.session.framing)
        if step is not None:
            held = words(step.before) | words(step.after)
            assert gone <= held, f"taken back with somebody's own step: {sorted(gone - held)}"
        self._have_changed(before, self.session.framing)

    def _have_changed(self, before: Framing, after: Framing) -> None:
        """Take note of what somebody let go, having seen it, and of what they brought back."""
        self.gone = (self.gone - self._new(before, after)) | self._new(after, before)
        self.owed -= self.gone

    def _owe(self, framing: Framing) -> None:
        """Take note of what is on disk by now, as somebody was told."""
        self.owed |= words(framing) - self.gone

    @staticmethod
    def _new(before: Framing, after: Framing) -> set[str]:
        return words(after) - words(before)

    def _word(self) -> str:
        return f"given{next(self.numbers)}x"

    def _value(self, question_id: str, was: Any, data: Any) -> object:
        """A new answer, or one that has grown from the old one, or none."""
        do = data.draw(st.sampled_from(["new", "new", "more", "less", "clear"]))
        kind: Any = QUESTIONS[question_id].kind
        if do == "clear":
            return None
        if isinstance(kind, Number):
            return kind.read(77_000_000 + next(self.numbers))
        word = self._word() + data.draw(st.sampled_from(AROUND))
        if isinstance(kind, Text):
            lines = (was or "").split("\n") if do != "new" else []
            return "\n".join([*(lines[1:] if do == "less" else lines), word])
        if isinstance(kind, Rows):
            row = {_NAMES[question_id]: word}
            if question_id == "actions":
                row["owner"] = self._word()
            new = kind.read([row])[0]
        elif isinstance(kind, (Lines, Many)):
            new = kind.read([word])[0]
        else:
            return word
        old: Iterable[Any] = (was or ()) if do != "new" else ()
        return (*(tuple(old)[1:] if do == "less" else old), new)

    def _end_thread(self) -> None:
        """Let the saving thread end without a write, as the end of its process would."""
        saving = self.session.autosave
        with saving._condition:
            saving._wanted, saving._closing, saving._is_watching = None, True, False
            thread = saving._thread
            saving._condition.notify_all()
        if thread is not None:
            thread.join(PATIENCE)
            assert not thread.is_alive()


def _read(question_id: str, value: Any) -> Any:
    kind: Any = QUESTIONS[question_id].kind
    return None if value is None else kind.read(kind.write(value))


@pytest.fixture(autouse=True)
def only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be written before somebody asks for it, so that each run can be run again."""
    monkeypatch.setattr(autosave, "PAUSE_SECONDS", 3600.0)
    monkeypatch.setattr(autosave, "RETRY_SECONDS", 3600.0)


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Storage,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_file_outlives_whatever_is_done_to_it() -> None:
    run(60, 12)


@pytest.mark.nightly
def test_the_file_outlives_whatever_is_done_to_it_in_full() -> None:
    run(5000, 25)


def test_the_words_that_are_looked_for_survive_their_spelling() -> None:
    framing = Framing({"stack.kpi": "given5x", "stack.kpi_now": _read("stack.kpi_now", None)})
    assert words(Framing({"title": "given3x"}, {"title": "given4x"}, {})) == {"given3x", "given4x"}
    assert "given5x" in canonical.document(framing.with_answer("stack.kpi_now", None))
