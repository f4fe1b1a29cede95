"""Saving in the background: the newest answers, whatever fails and whenever it is called."""

from __future__ import annotations

import errno
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from framing_tui.model.framing import Framing
from framing_tui.storage import autosave as module
from framing_tui.storage import files
from framing_tui.storage.autosave import Autosave
from framing_tui.storage.document import Document, Vanished
from framing_tui.storage.load import load
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.rescue import Rescue
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
        # What a look at the file finds, and how often somebody has looked closely.
        self.path = Path("no such file")
        self.left: FakeDocument | Exception | None = None
        self.looks = 0

    def seen_anew(self) -> FakeDocument | None:
        self.looks += 1
        if isinstance(self.left, Exception):
            raise self.left
        return self.left

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


@pytest.mark.parametrize("is_under_way", [False, True])
def test_whoever_leaves_waits_no_longer_than_was_said(
    saving: Autosave, disk: FakeDocument, is_under_way: bool
) -> None:
    disk.may_end.clear()
    saving.submit(framing("a"))
    if is_under_way:
        assert disk.begun.wait(PATIENCE)
    begun = time.monotonic()
    assert not saving.flush(0.05)
    assert not saving.close(0.05)
    assert time.monotonic() - begun < 1.0
    # A program that ends does not wait for a disk that hangs.
    (thread,) = (thread for thread in threading.enumerate() if thread.name == "autosave")
    assert thread.daemon


def test_after_a_flush_the_next_answer_waits_for_its_pause(
    saving: Autosave, disk: FakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.2)
    saving.submit(framing("a"))
    assert saving.flush(PATIENCE)
    saving.submit(framing("b"))
    time.sleep(0.05)
    assert disk.written == [framing("a")]


@pytest.mark.usefixtures("never")
def test_a_failed_save_is_not_tried_again_at_the_pace_of_typing(
    saving: Autosave, disk: FakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.001)
    disk.errors = [FULL, FULL]
    saving.submit(framing("a"))
    assert not saving.flush(PATIENCE)
    saving.submit(framing("b"))
    time.sleep(0.1)
    assert len(disk.errors) == 1


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


# Looking at the file.


@pytest.fixture
def looking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.001)


def eventually(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.001)


def changed(path: Path) -> None:
    """Make another sight of a file."""
    with path.open("a") as file:
        file.write("#")


@pytest.mark.usefixtures("looking")
def test_a_file_that_stays_as_it_is_is_not_read(
    saving: Autosave, disk: FakeDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.path = tmp_path / "f.toml"
    changed(disk.path)
    sights: list[object] = []
    sight = files.sight
    monkeypatch.setattr(files, "sight", lambda path: sights.append(path) or sight(path))
    told: list[SaveState] = []
    saving.on_state = told.append
    saving.watch()
    eventually(lambda: len(sights) > 5)
    assert disk.looks == 1
    changed(disk.path)
    eventually(lambda: disk.looks == 2)
    assert told == []
    assert disk.written == []


@pytest.mark.usefixtures("looking")
def test_nobody_looks_before_being_asked_to_nor_after_closing(
    saving: Autosave, disk: FakeDocument
) -> None:
    saving.submit(framing("a"))
    assert saving.flush(PATIENCE)
    assert disk.looks == 0
    saving.watch()
    eventually(lambda: disk.looks)
    assert saving.close(PATIENCE)
    looks = disk.looks
    saving.submit(framing("b"))
    assert saving.flush(PATIENCE)
    assert disk.looks == looks


@pytest.mark.usefixtures("looking")
def test_what_somebody_else_left_is_told_and_can_be_joined(
    saving: Autosave, disk: FakeDocument
) -> None:
    other = FakeDocument()
    other.framing = framing("theirs")
    disk.left = other
    told: list[SaveState] = []
    saving.on_state = told.append
    saving.watch()
    eventually(lambda: told)
    assert told == [SaveState()]
    assert cast(object, saving.document) is other
    assert saving.joined(Framing({"team": "mine"})) == Framing({"title": "theirs", "team": "mine"})
    assert disk.written == other.written == []


@pytest.mark.usefixtures("looking")
def test_a_listener_that_fails_does_not_end_the_looking(
    saving: Autosave, disk: FakeDocument, tmp_path: Path
) -> None:
    disk.path = tmp_path / "f.toml"
    changed(disk.path)
    disk.left = other = FakeDocument()

    def gone(_state: SaveState) -> None:
        raise RuntimeError("the screen has gone")

    saving.on_state = gone
    saving.watch()
    eventually(lambda: other.looks)


@pytest.mark.usefixtures("looking")
def test_what_was_seen_in_a_file_that_is_saved_elsewhere_by_now_is_forgotten(
    saving: Autosave, disk: FakeDocument, tmp_path: Path
) -> None:
    disk.path = tmp_path / "f.toml"
    changed(disk.path)
    seen, other = FakeDocument(), FakeDocument()
    seen.framing = framing("theirs")

    def moved() -> FakeDocument:
        saving.move_to(cast(Document, other), framing("mine"))
        return seen

    disk.seen_anew = moved  # type: ignore[method-assign]
    saving.watch()
    eventually(lambda: other.written)
    assert other.written == [framing("mine")]
    assert cast(object, saving.document) is other


@pytest.mark.usefixtures("looking")
@pytest.mark.parametrize(
    "trouble", [Vanished("the file was deleted"), CannotOpen("f.toml", "is not TOML"), FULL]
)
def test_a_file_that_has_gone_or_broken_is_not_called_saved_any_more(
    saving: Autosave, disk: FakeDocument, trouble: Exception
) -> None:
    disk.left, disk.errors = trouble, [trouble] * 1000
    saving.watch()
    until(saving, lambda state: state.error is not None)
    assert saving.state.is_gone == isinstance(trouble, Vanished)
    assert saving.state.words.startswith("NOT SAVED since")
    assert set(disk.again) == {False}
    disk.left = None
    disk.errors.clear()
    until(saving, lambda state: state.error is None)
    assert disk.written == [Framing()]


@pytest.mark.usefixtures("looking")
def test_where_only_reading_was_wanted_nothing_is_written(disk: FakeDocument) -> None:
    saving = Autosave(cast(Document, disk), read_only=True)
    disk.left = Vanished("the file was deleted")
    saving.watch()
    eventually(lambda: disk.looks > 3)
    assert saving.state == SaveState()
    assert disk.again == []
    assert saving.close(PATIENCE)


def test_what_is_still_to_be_written_is_said_after_a_save(
    saving: Autosave, disk: FakeDocument
) -> None:
    told: list[SaveState] = []
    saving.on_state = told.append
    disk.may_end.clear()
    saving.submit(framing("a"))
    assert disk.begun.wait(PATIENCE)
    saving.submit(framing("b"))
    disk.may_end.set()
    assert saving.flush(PATIENCE)
    eventually(lambda: told[-1].words.startswith("saved"))
    between, last = told[-2:]
    assert (between.saving, last.saving) == (True, False)
    assert between.saved_at == between.unsaved_since
    assert between.saved_at is not None
    assert last.unsaved_since is None
    disk.errors = [FULL]
    saving.submit(framing("c"))
    until(saving, lambda state: state.error is not None)


@pytest.mark.usefixtures("never")
def test_a_failure_keeps_the_time_of_the_last_save(saving: Autosave, disk: FakeDocument) -> None:
    saving.submit(framing("a"))
    assert saving.flush(PATIENCE)
    before = saving.state.saved_at
    assert before is not None
    disk.errors = [FULL]
    saving.submit(framing("b"))
    assert not saving.flush(PATIENCE)
    assert saving.state.saved_at == before
    assert saving.state.saving is False


@pytest.mark.usefixtures("never")
def test_a_word_is_for_one_save_alone(saving: Autosave, disk: FakeDocument) -> None:
    disk.errors = [Vanished("the file was deleted")]
    saving.submit(framing("a"))
    assert not saving.flush(PATIENCE)
    assert saving.flush(PATIENCE, again=True)
    saving.submit(framing("b"))
    assert saving.flush(PATIENCE)
    assert disk.again == [False, True, False]
    assert not saving.state.is_gone


@pytest.mark.usefixtures("never")
def test_a_word_is_not_lost_on_a_try_that_has_begun_before_it(
    saving: Autosave, disk: FakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.001)
    disk.errors = [Vanished("the file was deleted")]
    disk.may_end.clear()
    saving.submit(framing("a"))
    assert disk.begun.wait(PATIENCE)
    threading.Timer(0.05, disk.may_end.set).start()
    assert saving.flush(PATIENCE, again=True)
    assert disk.again == [False, True]


def test_another_file_takes_over_even_while_a_save_is_under_way(
    saving: Autosave, disk: FakeDocument
) -> None:
    other = FakeDocument()
    disk.may_end.clear()
    saving.submit(framing("a"))
    assert disk.begun.wait(PATIENCE)
    saving.move_to(cast(Document, other), framing("b"))
    disk.may_end.set()
    assert saving.flush(PATIENCE)
    assert cast(object, saving.document) is other
    assert other.written == [framing("b")]


# Copies of what cannot be saved.


class FakeRescue:
    """A place for copies that only counts."""

    def __init__(self) -> None:
        self.framings: list[Framing] = []
        self.kept: Path | None = None

    def keep(self, document: object, wanted: Framing) -> None:
        assert isinstance(document, FakeDocument)
        self.framings.append(wanted)
        self.kept = Path("copy.toml")

    def drop_own(self) -> None:
        self.kept = None


@pytest.fixture
def rescue() -> FakeRescue:
    return FakeRescue()


@pytest.fixture
def careful(disk: FakeDocument, rescue: FakeRescue) -> Iterator[Autosave]:
    autosave = Autosave(cast(Document, disk), rescue=cast(Rescue, rescue))
    yield autosave
    disk.may_end.set()
    autosave.close(PATIENCE)


@pytest.mark.usefixtures("never")
def test_what_cannot_be_saved_is_kept_until_it_is(
    careful: Autosave, disk: FakeDocument, rescue: FakeRescue
) -> None:
    disk.errors = [FULL]
    careful.submit(framing("a"))
    assert not careful.flush(PATIENCE)
    assert rescue.framings == [framing("a")]
    assert careful.state.copy == Path("copy.toml")
    careful.submit(framing("b"))
    # It says so until the next answers are on disk.
    assert careful.state.copy == Path("copy.toml")
    assert careful.flush(PATIENCE)
    eventually(lambda: rescue.kept is None)
    assert careful.state.copy is None


@pytest.mark.usefixtures("never")
def test_what_a_disk_does_not_take_in_time_is_kept_too(
    careful: Autosave, disk: FakeDocument, rescue: FakeRescue
) -> None:
    disk.may_end.clear()
    careful.submit(framing("a"))
    assert not careful.flush(0.05)
    assert rescue.framings == [framing("a")]


@pytest.mark.usefixtures("never")
def test_the_copy_holds_what_others_have_written_as_well(
    careful: Autosave, disk: FakeDocument, rescue: FakeRescue
) -> None:
    disk.theirs = {"team": "theirs"}
    careful.submit(framing("a"))
    assert careful.flush(PATIENCE)
    disk.errors = [FULL]
    careful.submit(framing("b"))
    assert not careful.flush(PATIENCE)
    assert rescue.framings == [Framing({"title": "b", "team": "theirs"})]


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


def test_the_last_words_name_the_copy() -> None:
    state = SaveState(error="No space left on device", copy=Path("kept.toml"))
    assert state.last_words == "NOT SAVED: No space left on device; a copy is kept in kept.toml"
    assert SaveState().last_words == "no changes"
