"""One file under a failing system and under many hands, for longer than a person would try it."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from framing_tui.model.framing import Framing
from framing_tui.storage import autosave as module
from framing_tui.storage import document as documents
from framing_tui.storage.autosave import Autosave
from framing_tui.storage.document import Document
from framing_tui.storage.load import load
from framing_tui.storage.rescue import Rescue
from tests.unit.test_files import CALLS, ERRORS, failures

PATIENCE = 60.0
OLD = '# mine\ntitle = "old"\n[stack]\nkpi = "loss"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "f.toml"
    path.write_text(OLD, encoding="utf-8")
    return path


# Every call that a save makes fails in turn.


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be written before somebody asks for it."""
    monkeypatch.setattr(module, "PAUSE_SECONDS", 3600.0)
    monkeypatch.setattr(module, "RETRY_SECONDS", 3600.0)


def saves_fail(path: Path, monkeypatch: pytest.MonkeyPatch, error: int, is_short: bool) -> int:
    """Save with one call failing after the other; return how many were told as failed."""
    before, wanted = load(path).framing, load(path).framing.with_answer("title", "new")
    told = 0
    real = os.write
    if is_short:
        monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:5]))
    for failing in failures(monkeypatch, error):
        path.write_text(OLD, encoding="utf-8")
        failing.is_over = True
        rescue = Rescue(path)
        saving = Autosave(Document.open(path), rescue=rescue)
        failing.is_over = False
        saving.submit(wanted)
        is_saved = saving.flush(PATIENCE)
        failing.is_over = True
        on_disk = load(path).framing
        assert on_disk in (before, wanted)
        if is_saved:
            assert on_disk == wanted
        else:
            told += 1
            assert saving.state.error
            assert saving.state.words.startswith("NOT SAVED since ")
            assert saving.state.copy is not None
            assert load(saving.state.copy).framing == wanted
        assert saving.flush(PATIENCE), saving.state.words
        assert load(path).framing == wanted
        assert saving.close(PATIENCE)
        assert saving.state.error is None
        assert rescue.kept is None
        assert Rescue(path).others() == []
        assert [p.name for p in path.parent.iterdir()] == [path.name]
    return told


@pytest.mark.usefixtures("never")
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES], ids=errno.errorcode.get)
def test_a_save_that_fails_is_said_kept_and_made_good(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    assert saves_fail(path, monkeypatch, error, is_short=False) >= 4


@pytest.mark.nightly
@pytest.mark.usefixtures("never")
@pytest.mark.parametrize("is_short", [False, True])
@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
def test_every_save_that_fails_is_said_kept_and_made_good(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: int, is_short: bool
) -> None:
    assert CALLS
    assert saves_fail(path, monkeypatch, error, is_short) >= 3


# Two who write.


class Writer(threading.Thread):
    """Somebody who answers again and again, and goes on with whatever others have written."""

    def __init__(self, path: Path, name: str, ids: tuple[str, ...], edits: int) -> None:
        super().__init__(name=name)
        self.path, self.ids, self.edits = path, ids, edits
        self.last: dict[str, str] = {}
        self.said: list[str] = []
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            self._write()
        except BaseException as failure:
            self.failure = failure

    def _write(self) -> None:
        current = Document.open(self.path)
        framing = current.framing
        for number in range(self.edits):
            question_id = self.ids[number % len(self.ids)]
            word = f"{self.name}-{number}."
            framing = framing.with_answer(question_id, word)
            while True:
                try:
                    current, framing = current.saved(framing)
                    break
                except OSError as error:
                    if "faster than it can be saved" not in str(error):
                        raise
            self.last[question_id] = word
            self.said.append(word)


def both(path: Path, edits: int, ours: tuple[str, ...], others: tuple[str, ...]) -> list[Writer]:
    writers = [Writer(path, "a", ours, edits), Writer(path, "b", others, edits)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.failure is None, writer.failure
        assert len(writer.said) == edits
    return writers


OURS = ("team", "currency", "stack.objective", "stack.outcome")
OTHERS = ("stack.model_goal", "task.evaluation_plan", "stack.decision_improved", "stack.users")


def nothing_is_lost(path: Path, edits: int) -> None:
    writers = both(path, edits, OURS, OTHERS)
    answers = load(path).framing.answers
    assert {"title", "stack.kpi", *OURS, *OTHERS} == set(answers)
    for writer in writers:
        assert {q: answers[q] for q in writer.ids} == writer.last


def test_two_writers_of_different_answers_lose_none(path: Path) -> None:
    nothing_is_lost(path, 100)


@pytest.mark.nightly
def test_two_writers_of_a_thousand_different_answers_lose_none(path: Path) -> None:
    nothing_is_lost(path, 1000)


def silent_picks(path: Path, edits: int) -> int:
    """Let two change one answer, neither having seen the other's; count what is in no place."""
    silent = 0
    for number in range(edits):
        path.write_text(OLD, encoding="utf-8")
        start = threading.Barrier(2)
        said = [f"a-{number}", f"b-{number}"]

        def answer(word: str, document: Document, start: threading.Barrier = start) -> None:
            start.wait(PATIENCE)
            document.saved(document.framing.with_answer("stack.kpi", word))

        each = [threading.Thread(target=answer, args=(w, Document.open(path))) for w in said]
        for thread in each:
            thread.start()
        for thread in each:
            thread.join()
        framing = load(path).framing
        (clash,) = framing.records.clashes or ()
        held = {f'"{framing.stack.kpi}"', clash.theirs}
        silent += held != {f'"{word}"' for word in said}
    return silent


def test_two_writers_of_one_answer_keep_both(path: Path) -> None:
    assert silent_picks(path, 50) == 0


@pytest.mark.nightly
def test_two_writers_of_one_answer_keep_both_at_length(path: Path) -> None:
    assert silent_picks(path, 500) == 0


def test_a_clash_of_the_longest_texts_is_kept_in_full(path: Path) -> None:
    """Spelt with its quotes and escapes, an answer is longer than a text may be."""
    base = Document.open(path)
    long = ['"\\' * 9_990 + sign for sign in "ab"]
    theirs, mine = Document.open(path), Document.open(path)
    theirs.saved(base.framing.with_answer("stack.users", long[0]))
    mine.saved(base.framing.with_answer("stack.users", long[1]))
    opened = load(path)
    assert opened.problems == ()
    assert opened.framing.answers["stack.users"] == long[1]
    (clash,) = documents.load_bytes(path.read_bytes(), "f").framing.records.clashes or ()
    assert '\\"\\\\a' in (clash.theirs or "")
    assert Framing() != opened.framing
