"""Saving in the background: the newest answers, whatever fails and whenever it is called."""

from __future__ import annotations

import errno
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from framing_tui.model.framing import Framing
from framing_tui.storage import autosave as module
from framing_tui.storage.autosave import Autosave
from framing_tui.storage.document import Document
from framing_tui.storage.load import load
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.state import SaveState

FULL = OSError(errno.ENOSPC, "No space left on device")
PATIENCE = 30.0


def framing(title: str) -> Framing:
    return Framing({"title": title})


class FakeDocument:
    """A file that fails, waits or is changed by others as a test wants it."""

    def __init__(self) -> None:
        self.framing = Framing()
        self.written: list[Framing] = []
        self.again: list[bool] = []
        self.errors: list[Exception] = []
        self.theirs: dict[str, str] = {}
        self.begun = threading.Event()
        self.may_end = threading.Event()
        self.may_end.set()

    def saved(self, wanted: Framing, *, again: bool = False) -> tuple[FakeDocument, Framing]:
        self.begun.set()
        self.again.append(again)
        assert self.may_end.wait(PATIENCE)
        if self.errors:
            raise self.errors.pop(0)
        self.framing = Framing({**wanted.answers, **self.theirs})
        self.theirs = {}
        self.written.append(wanted)
        return self, self.framing


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait for a pause; what is tested are the orders of events."""
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.001)


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be written before somebody asks for it."""
    monkeypatch.setattr(module, "PAUSE_SECONDS", PATIENCE)
    monkeypatch.setattr(module, "RETRY_SECONDS", PATIENCE)


@pytest.fixture
def disk() -> FakeDocument:
    return FakeDocument()


@pytest.fixture
def saving(disk: FakeDocument) -> Iterator[Autosave]:
    autosave = Autosave(cast(Document, disk))
    yield autosave
    disk.may_end.set()
    autosave.close(PATIENCE)


def until(autosave: Autosave, holds: Callable[[SaveState], bool]) -> None:
    """Wait until a state is told of which something holds."""
    reached = threading.Event()
    before = autosave.on_state

    def told(state: SaveState) -> None:
        before(state)
        if holds(state):
            reached.set()

    autosave.on_state = told
    if not holds(autosave.state):
        assert reached.wait(PATIENCE)
    autosave.on_state = before


def test_nothing_waits_where_nothing_was_submitted(saving: Autosave) -> None:
    assert saving.state.words == "no changes"
    assert saving.flush()
    assert saving.close()
    assert threading.active_count() == 1 or saving._thread is None


def test_an_answer_is_saved_on_its_own(saving: Autosave, disk: FakeDocument) -> None:
    saving.submit(framing("a"))
    until(saving, lambda state: state.saved_at is not None)
    assert disk.written == [framing("a")]
    assert re.fullmatch(r"saved \d\d:\d\d", saving.state.words)
    assert saving.flush()


@pytest.mark.usefixtures("never")
def test_a_flush_does_not_wait_for_the_pause(saving: Autosave, disk: FakeDocument) -> None:
    saving.submit(framing("a"))
    assert saving.state.words == "saving"
    assert disk.written == []
    assert saving.flush(PATIENCE)
    assert disk.written == [framing("a")]
    assert saving.state.error is None
    assert not saving.state.saving


@pytest.mark.usefixtures("never")
def test_only_the_newest_is_written(saving: Autosave, disk: FakeDocument) -> None:
    for title in "abc":
        saving.submit(framing(title))
    assert saving.flush(PATIENCE)
    assert disk.written == [framing("c")]


@pytest.mark.usefixtures("never")
def test_what_is_submitted_during_a_write_is_written_too(
    saving: Autosave, disk: FakeDocument
) -> None:
    disk.may_end.clear()
    saving.submit(framing("a"))
    flushing = threading.Thread(target=saving.flush, args=(PATIENCE,))
    flushing.start()
    assert disk.begun.wait(PATIENCE)
    saving.submit(framing("b"))
    saving.submit(framing("c"))
    disk.may_end.set()
    flushing.join()
    assert saving.flush(PATIENCE)
    assert disk.written == [framing("a"), framing("c")]
    assert re.fullmatch(r"saved \d\d:\d\d", saving.state.words)


def test_a_flush_gives_up_in_time(saving: Autosave, disk: FakeDocument) -> None:
    disk.may_end.clear()
    saving.submit(framing("a"))
    assert not saving.flush(0.01)
    disk.may_end.set()
    assert saving.flush(PATIENCE)
    assert disk.written == [framing("a")]


# Errors.


@pytest.mark.usefixtures("never")
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FULL, "No space left on device"),
        (OSError("the file changes faster than it can be saved"), "the file changes faster"),
        (CannotOpen("f.toml", "is not TOML", 3), "f.toml:3: is not TOML"),
        (ValueError("of its own"), "ValueError: of its own"),
    ],
)
def test_an_error_is_said_until_it_is_over(
    saving: Autosave, disk: FakeDocument, error: Exception, words: str
) -> None:
    disk.errors = [error, error]
    saving.submit(framing("a"))
    assert not saving.flush(PATIENCE)
    assert re.match(rf"NOT SAVED since \d\d:\d\d: {re.escape(words)}", saving.state.words)
    since = saving.state.unsaved_since
    assert not saving.flush(PATIENCE)
    assert saving.state.unsaved_since == since
    saving.submit(framing("b"))
    assert saving.state.words.startswith("NOT SAVED since")
    assert saving.flush(PATIENCE)
    assert saving.state.words.startswith("saved")
    assert saving.state.unsaved_since is None
    assert disk.written == [framing("b")]


def test_a_failed_save_is_tried_again_on_its_own(saving: Autosave, disk: FakeDocument) -> None:
    disk.errors = [FULL, FULL, FULL]
    saving.submit(framing("a"))
    until(saving, lambda state: state.error is not None)
    until(saving, lambda state: state.error is None and not state.saving)
    assert disk.written == [framing("a")]


@pytest.mark.usefixtures("never")
def test_the_first_answer_since_the_last_save_says_since_when(
    saving: Autosave, disk: FakeDocument
) -> None:
    saving.submit(framing("a"))
    first = saving.state.unsaved_since
    assert first is not None
    saving.submit(framing("b"))
    assert saving.state.unsaved_since == first
    disk.errors = [FULL]
    assert not saving.flush(PATIENCE)
    assert saving.state.unsaved_since == first
    assert saving.state.saved_at is None


def test_a_screen_that_has_gone_does_not_end_the_saving(
    saving: Autosave, disk: FakeDocument
) -> None:
    def gone(state: SaveState) -> None:
        if threading.current_thread().name == "autosave":
            raise RuntimeError("the app is not running")

    saving.on_state = gone
    saving.submit(framing("a"))
    assert saving.flush(PATIENCE)
    saving.submit(framing("b"))
    assert saving.flush(PATIENCE)
    assert disk.written[-1] == framing("b")


def test_a_listener_may_submit_and_flush(saving: Autosave, disk: FakeDocument) -> None:
    def told(state: SaveState) -> None:
        if state.saved_at is not None and saving.document.framing == framing("a"):
            saving.submit(framing("b"))

    saving.on_state = told
    saving.submit(framing("a"))
    until(saving, lambda _state: disk.framing == framing("b"))
    assert saving.flush(PATIENCE)


# Closing.


@pytest.mark.usefixtures("never")
def test_closing_writes_what_is_waiting_and_ends_the_thread(
    saving: Autosave, disk: FakeDocument
) -> None:
    saving.submit(framing("a"))
    thread = saving._thread
    assert thread is not None
    assert saving.close(PATIENCE)
    assert disk.written == [framing("a")]
    assert not thread.is_alive()
    assert saving.close(PATIENCE)


def test_what_is_submitted_after_closing_is_saved(saving: Autosave, disk: FakeDocument) -> None:
    for title in "abc":
        saving.submit(framing(title))
        assert saving.close(PATIENCE)
    assert disk.written == [framing("a"), framing("b"), framing("c")]


@pytest.mark.usefixtures("never")
def test_closing_over_a_failing_disk_says_so_and_can_be_made_good(
    saving: Autosave, disk: FakeDocument
) -> None:
    disk.errors = [FULL]
    saving.submit(framing("a"))
    thread = saving._thread
    assert thread is not None
    assert not saving.close(PATIENCE)
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert disk.written == []
    assert saving.state.words.startswith("NOT SAVED since")
    assert saving.flush(PATIENCE)
    assert disk.written == [framing("a")]


@pytest.mark.usefixtures("never")
def test_the_same_framing_can_be_saved_again_after_it_failed(
    saving: Autosave, disk: FakeDocument
) -> None:
    same = framing("a")
    disk.errors = [FULL]
    saving.submit(same)
    assert not saving.close(PATIENCE)
    saving.submit(framing("b"))
    saving.submit(same)
    assert saving.close(PATIENCE)
    assert disk.written == [same]


# Others who write.


def test_there_is_nothing_to_join_where_nobody_else_wrote(
    saving: Autosave, disk: FakeDocument
) -> None:
    assert saving.joined(Framing()) is None
    saving.submit(framing("a"))
    assert saving.flush(PATIENCE)
    assert saving.joined(framing("a")) is None


def test_answers_of_others_are_joined_once(saving: Autosave, disk: FakeDocument) -> None:
    disk.theirs = {"team": "theirs"}
    saving.submit(framing("a"))
    assert saving.flush(PATIENCE)
    assert saving.joined(framing("b")) == Framing({"title": "b", "team": "theirs"})
    assert saving.joined(framing("b")) is None


def test_the_state_changes_after_there_is_something_to_join(
    saving: Autosave, disk: FakeDocument
) -> None:
    joined: list[Framing | None] = []

    def told(state: SaveState) -> None:
        if state.saved_at is not None:
            joined.append(saving.joined(framing("a")))

    saving.on_state = told
    disk.theirs = {"team": "theirs"}
    saving.submit(framing("a"))
    assert saving.close(PATIENCE)
    assert joined == [Framing({"title": "a", "team": "theirs"})]


@pytest.mark.usefixtures("never")
def test_changing_what_was_joined_is_no_clash(saving: Autosave, disk: FakeDocument) -> None:
    disk.theirs = {"team": "theirs"}
    saving.submit(framing("a"))
    assert saving.flush(PATIENCE)
    joined = saving.joined(framing("a"))
    assert joined is not None
    saving.submit(joined.with_answer("team", "mine"))
    assert saving.flush(PATIENCE)
    assert disk.framing == Framing({"title": "a", "team": "mine"})


@pytest.mark.usefixtures("never")
def test_what_waits_while_others_are_joined_keeps_theirs(
    saving: Autosave, disk: FakeDocument
) -> None:
    disk.theirs = {"team": "theirs"}
    saving.submit(framing("a"))
    assert saving.flush(PATIENCE)
    saving.submit(framing("b"))
    assert saving.joined(framing("b")) == Framing({"title": "b", "team": "theirs"})
    assert saving.flush(PATIENCE)
    assert disk.framing == Framing({"title": "b", "team": "theirs"})


@pytest.mark.usefixtures("never")
def test_what_has_not_been_joined_yet_is_not_taken_back(
    saving: Autosave, disk: FakeDocument
) -> None:
    disk.theirs = {"team": "theirs"}
    saving.submit(framing("a"))
    assert saving.flush(PATIENCE)
    saving.submit(framing("b"))
    assert saving.flush(PATIENCE)
    assert disk.framing == Framing({"title": "b", "team": "theirs"})


def test_nothing_is_joined_while_a_save_is_under_way(saving: Autosave, disk: FakeDocument) -> None:
    disk.theirs = {"team": "theirs"}
    saving.submit(framing("a"))
    assert saving.flush(PATIENCE)
    disk.begun.clear()
    disk.may_end.clear()
    saving.submit(framing("b"))
    assert disk.begun.wait(PATIENCE)
    assert saving.joined(framing("b")) is None
    disk.may_end.set()
    assert saving.flush(PATIENCE)
    assert saving.joined(framing("b")) == Framing({"title": "b", "team": "theirs"})


# On a real disk.


def test_two_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_text('title = "t"\n')
    ids = {"a": "team", "b": "currency"}

    def answer(name: str) -> None:
        autosave = Autosave(Document.open(path))
        current = autosave.document.framing
        for number in range(15):
            current = current.with_answer(ids[name], f"{name}{number}")
            autosave.submit(current)
            if number % 3 == 0:
                autosave.flush(PATIENCE)
                current = autosave.joined(current) or current
        for _ in range(10):
            if autosave.close(PATIENCE):
                return
        raise AssertionError(autosave.state.words)

    threads = [threading.Thread(target=answer, args=(name,)) for name in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wanted: dict[str, Any] = {"title": "t", "team": "a14", "currency": "b14"}
    assert load(path).framing == Framing(wanted)
    assert [entry.name for entry in tmp_path.iterdir()] == ["f.toml"]
