"""One open framing: answers in, steps back and forth, offers, others' answers, all of it saved."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest

from framing_tui.content import starter_names, starter_path
from framing_tui.model.archetype import PROFILES
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Day, Days, WrongValue
from framing_tui.model.records import Rows
from framing_tui.model.spec import Action
from framing_tui.model.values import Range
from framing_tui.session import Session
from framing_tui.storage import autosave
from framing_tui.storage.blank import blank_document, blanked
from framing_tui.storage.document import Document
from framing_tui.storage.load import load, load_bytes
from framing_tui.storage.problem import CannotOpen, Conflicted
from framing_tui.storage.remote_changes import News
from framing_tui.storage.state import SaveState

TODAY = date(2026, 11, 23)
DUE = date(2026, 12, 4)
TEXT = '# mine\ntitle = "old"\n\n[stack]\nkpi = "loss"\n'


@pytest.fixture(autouse=True)
def only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be written before a test closes or flushes the session."""
    monkeypatch.setattr(autosave, "PAUSE_SECONDS", 30.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "f.toml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    session = Session.open(path, TODAY)
    yield session
    session.close()


def answered(session: Session) -> dict[str, object]:
    return dict(session.framing.answers)


def saved(session: Session) -> Framing:
    assert session.autosave.flush(30.0)
    return load(session.path).framing


# Opening.


def test_a_file_is_opened_and_judged(session: Session, path: Path) -> None:
    assert session.path == path
    assert answered(session) == {"title": "old", "stack.kpi": "loss"}
    assert session.assessment.completeness.answered == 2
    assert session.problems == ()
    assert session.undo() is None
    assert session.redo() is None


def test_problems_of_the_file_are_told(path: Path) -> None:
    path.write_text('title = 5\nkpi = ""\n')
    session = Session.open(path, TODAY)
    assert [problem.line for problem in session.problems] == [1, 2]


def test_a_file_that_cannot_be_read_is_not_opened(path: Path) -> None:
    path.write_text("[stack")
    with pytest.raises(CannotOpen):
        Session.open(path, TODAY)


def test_a_new_file_is_created_at_the_first_answer_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    session = Session.open(path, TODAY)
    session.judge()
    assert session.offers == Framing()
    session.answer("title", None)
    assert session.close()
    assert not path.exists()
    session.answer("title", "new")
    assert session.close()
    assert load(path).framing == Framing({"title": "new"})


# Answers.


def test_an_answer_is_judged_and_saved(session: Session) -> None:
    assert session.assessment.completeness.answered == 2
    session.answer("need.data_exists", "yes")
    assert session.assessment is session.assessment
    assert session.assessment.completeness.answered == 3
    assert saved(session).answers["need.data_exists"] == "yes"


def test_the_same_answer_again_is_no_change(session: Session) -> None:
    session.answer("title", "old")
    assert session.undo() is None
    assert session.autosave.state.words == "no changes"


def test_an_answer_can_be_saved_before_it_is_judged(session: Session) -> None:
    before = session.assessment
    session.answer("need.data_exists", "yes", judge=False)
    assert session.assessment is before
    assert saved(session).answers["need.data_exists"] == "yes"
    assert session.judge().completeness.answered == 3


def test_an_answer_that_is_held_back_does_not_come_with_the_one_before_it(session: Session) -> None:
    session.answer("need.data_exists", "yes")
    session.answer("decision", "which to call", judge=False)
    assert session.assessment.completeness.answered == 3
    assert session.judge().completeness.answered == 4


def test_an_answer_is_taken_as_the_file_will_give_it_back(session: Session, path: Path) -> None:
    session.answer("title", "two\nlines\x1b")
    session.answer("shift.causes", ("seasonality", "the moon\u202e", "seasonality"))
    framing = saved(session)
    assert framing == session.framing
    assert framing.header.title == "two lines␛"
    assert framing.shift.causes == ("seasonality", "the moon‹U+202E›")
    assert path.read_text().startswith("# mine\n")
    session.answer("title", "")
    assert "title" not in session.framing.answers


def test_an_answer_to_no_question_is_refused(session: Session) -> None:
    for refused in (
        lambda: session.answer("stack.nothing", "a"),
        lambda: session.note("stack.nothing", "a"),
        lambda: session.mark_not_applicable("stack.nothing", "a"),
        lambda: session.find_out("stack.nothing", "a", DUE),
    ):
        with pytest.raises(KeyError):
            refused()
    assert answered(session) == {"title": "old", "stack.kpi": "loss"}


def test_marks_and_notes_are_saved(session: Session) -> None:
    session.mark_not_applicable("stack.kpi", "no money\x1b in it")
    session.note("title", "a\r\nb‮")
    framing = saved(session)
    assert framing.not_applicable == {"stack.kpi": "no money␛ in it"}
    assert framing.notes == {"title": "a\nb‹U+202E›"}
    assert "stack.kpi" not in framing.answers
    session.mark_not_applicable("stack.kpi", None)
    session.note("title", " ")
    assert saved(session) == Framing({"title": "old"})


def test_what_a_figure_rests_on_is_saved_and_undone(session: Session) -> None:
    session.answer("stack.kpi_now", Range.of(42))
    session.rest_on("stack.kpi_now", "measured")
    assert saved(session).basis == {"stack.kpi_now": "measured"}
    session.answer("stack.kpi_now", None)
    assert saved(session).basis == {}
    assert session.undo() == "stack.kpi_now"
    assert session.framing.basis == {"stack.kpi_now": "measured"}
    assert session.undo() == "stack.kpi_now"
    assert session.framing.basis == {}
    assert session.framing.answers["stack.kpi_now"] == Range.of(42)
    for refused, why in (("stack.kpi", "has no basis"), ("stack.kpi_target", "has no answer")):
        with pytest.raises(ValueError, match=why):
            session.rest_on(refused, "measured")
    with pytest.raises(KeyError):
        session.rest_on("stack.nothing", "measured")


def test_lines_are_parked(session: Session) -> None:
    session.park("first")
    session.park("second\nline \x07")
    assert saved(session).spec.parking == ("first", "second line ␇")
    assert session.undo() == "spec.parking"
    assert session.framing.spec.parking == ("first",)


# Finding out.


def test_somebody_finds_out(session: Session) -> None:
    session.find_out("stack.kpi_now", " Ana\n", DUE)
    (row,) = saved(session).answers["actions"]
    assert row.plain() == {
        "what": "find out: That number today",
        "owner": "Ana",
        "due": DUE,
        "question": "stack.kpi_now",
    }
    assert session.assessment.completeness.assigned == ("stack.kpi_now",)


def test_finding_out_again_changes_the_person_and_the_day(session: Session) -> None:
    own = Action({"what": "ask finance", "question": "stack.kpi_now", "owner": "a"})
    session.answer("actions", (Action({"what": "b"}), own))
    session.find_out("stack.kpi_now", "Ana", DUE)
    assert session.framing.answers["actions"] == (
        Action({"what": "b"}),
        own.replace(owner="Ana", due=DUE),
    )


def test_questions_that_ask_the_same_are_found_out_apart(session: Session) -> None:
    for area in ("data", "labels", "serving"):
        session.find_out(f"feasibility.{area}.colour", "Ana", DUE)
    session.answer("actions", (*session.framing.answers["actions"],))
    assert [row.label for row in saved(session).answers["actions"]] == [
        "find out: Data: Your colour",
        "find out: Labels: Your colour",
        "find out: Serving: Your colour",
    ]


def test_a_name_that_is_taken_gets_a_number(session: Session) -> None:
    taken = Action({"what": "find out: That number today"})
    session.answer("actions", (taken,))
    session.find_out("stack.kpi_now", "Ana", DUE)
    assert [row.label for row in saved(session).answers["actions"]] == [
        "find out: That number today",
        "find out: That number today (2)",
    ]


# Accepting.


def test_a_risk_is_accepted_and_the_word_taken_back(session: Session) -> None:
    session.accept("FT101", "pilot\n", "risk lead", date(2027, 3, 31))
    session.accept("FT101", "pilot only", "risk lead", None)
    (row,) = saved(session).answers["accepted"]
    assert row.plain() == {"rule": "FT101", "reason": "pilot only", "by": "risk lead"}
    session.withdraw("FT101")
    assert "accepted" not in saved(session).answers
    session.undo()
    session.undo()
    assert session.framing.answers["accepted"][0].until == date(2027, 3, 31)


# The day.


class Clock:
    """A day that a test moves on."""

    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> date:
        return self.day

    def strike_midnight(self) -> None:
        self.day += timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def over_night(path: Path, clock: Clock) -> Iterator[Session]:
    path.write_text(TEXT + 'action_works = "no"\n')
    session = Session.open(path, clock)
    yield session
    session.close()


def test_after_midnight_tomorrow_is_the_new_tomorrow(over_night: Session, clock: Clock) -> None:
    day, days = Day(), Days()
    assert over_night.parse(day, "tomorrow") == date(2026, 11, 24)
    assert over_night.parse(days, "1 Dec") == Range.of(8)
    clock.strike_midnight()
    assert over_night.today == date(2026, 11, 24)
    assert over_night.parse(day, "tomorrow") == date(2026, 11, 25)
    assert over_night.parse(day, "2 weeks") == date(2026, 12, 8)
    assert over_night.parse(days, "1 Dec") == Range.of(7)


def test_an_acceptance_runs_out_at_midnight(over_night: Session, clock: Clock) -> None:
    code = next(f.code for f in over_night.assessment.findings if f.counts)
    over_night.accept(code, "for today", "risk lead", over_night.today)
    counting = {f.code for f in over_night.assessment.findings if f.counts}
    assert code not in counting
    assert "FT904" not in counting
    clock.strike_midnight()
    # Nobody has changed anything.
    counting = {f.code for f in over_night.assessment.findings if f.counts}
    assert {code, "FT904"} <= counting


def test_what_is_being_found_out_is_open_again_past_its_day(
    over_night: Session, clock: Clock
) -> None:
    over_night.find_out("stack.kpi_now", "Ana", over_night.today)
    assert "stack.kpi_now" in over_night.assessment.completeness.assigned
    clock.strike_midnight()
    over_night.answer("title", "newer")
    assert "stack.kpi_now" not in over_night.assessment.completeness.assigned


def test_midnight_judges_nothing_that_is_held_back(over_night: Session, clock: Clock) -> None:
    before = over_night.assessment
    over_night.answer("archetype.guardrails", ("audits",), judge=False)
    clock.strike_midnight()
    assert over_night.assessment is before
    assert over_night.judge() is not before


def test_a_target_counts_from_the_value_of_today(session: Session) -> None:
    target = QUESTIONS["stack.kpi_target"].kind
    with pytest.raises(WrongValue, match="give that first"):
        session.parse(target, "-40 %")
    session.answer("stack.kpi_now", Range.of(42))
    assert session.parse(target, "-40 %") == Range.of(25.2)
    session.answer("stack.kpi_now", Range(40, 44))
    assert session.parse(target, "half") == Range(20, 22)


# Undo and redo.


def test_keystrokes_in_one_field_are_one_step(session: Session) -> None:
    for typed in ("n", "ne", "new"):
        session.answer("title", typed)
    for typed in ("l", "lo"):
        session.answer("stack.kpi", typed)
    session.answer("title", "newer")
    assert session.undo() == "title"
    assert answered(session) == {"title": "new", "stack.kpi": "lo"}
    assert session.undo() == "stack.kpi"
    assert answered(session) == {"title": "new", "stack.kpi": "loss"}
    assert session.undo() == "title"
    assert answered(session) == {"title": "old", "stack.kpi": "loss"}
    assert session.undo() is None
    assert session.redo() == "title"
    assert session.redo() == "stack.kpi"
    assert session.redo() == "title"
    assert session.redo() is None
    assert answered(session) == {"title": "newer", "stack.kpi": "lo"}
    assert saved(session) == session.framing


def test_a_note_and_an_answer_are_steps_of_their_own(session: Session) -> None:
    session.answer("title", "new")
    session.note("title", "n")
    session.answer("title", "newer")
    session.mark_not_applicable("title", "m")
    assert session.undo() == "title"
    assert session.framing == Framing({"title": "newer", "stack.kpi": "loss"}, {}, {"title": "n"})
    session.undo()
    assert session.framing == Framing({"title": "new", "stack.kpi": "loss"}, {}, {"title": "n"})
    session.undo()
    assert session.framing == Framing({"title": "new", "stack.kpi": "loss"})


def test_typing_after_undo_is_a_step_of_its_own_and_ends_redo(session: Session) -> None:
    session.answer("title", "new")
    session.undo()
    session.redo()
    session.answer("title", "newer")
    assert session.redo() is None
    session.undo()
    assert session.framing.header.title == "new"
    session.answer("title", "other")
    assert session.redo() is None
    session.undo()
    session.undo()
    assert session.framing.header.title == "old"


def test_undo_judges_and_saves(session: Session) -> None:
    session.answer("need.data_exists", "yes")
    session.undo()
    assert session.assessment.completeness.answered == 2
    assert saved(session) == Framing({"title": "old", "stack.kpi": "loss"})


# Others who write.


def other_answers(path: Path, question_id: str, value: object) -> None:
    other = Document.open(path)
    other.saved(other.framing.with_answer(question_id, value))


def test_answers_of_others_are_joined(session: Session, path: Path) -> None:
    assert not session.join_saved()
    other_answers(path, "team", "theirs")
    session.answer("title", "new")
    assert saved(session).answers["team"] == "theirs"
    assert session.join_saved()
    assert session.framing == load(path).framing
    assert not session.join_saved()


def test_what_is_typed_before_joining_stays(session: Session, path: Path) -> None:
    other_answers(path, "team", "theirs")
    session.answer("title", "new")
    assert session.autosave.flush(30.0)
    session.answer("title", "newer")
    assert session.join_saved()
    assert answered(session) == {"title": "newer", "stack.kpi": "loss", "team": "theirs"}
    assert saved(session) == session.framing


def test_changing_what_was_joined_is_no_clash(session: Session, path: Path) -> None:
    other_answers(path, "team", "theirs")
    session.answer("title", "new")
    assert session.autosave.flush(30.0)
    assert session.join_saved()
    session.answer("team", "mine")
    assert saved(session) == Framing({"title": "new", "stack.kpi": "loss", "team": "mine"})


def test_both_values_of_one_answer_are_kept(session: Session, path: Path) -> None:
    other_answers(path, "stack.kpi", "theirs")
    session.answer("stack.kpi", "mine")
    (clash,) = saved(session).answers["clashes"]
    assert session.join_saved()
    assert session.framing.stack.kpi == "mine"
    assert clash.plain() == {"question": "stack.kpi", "ours": '"mine"', "theirs": '"theirs"'}
    session.answer("clashes", None)
    assert "clashes" not in saved(session).answers


def test_undo_takes_back_nothing_of_theirs(session: Session, path: Path) -> None:
    session.answer("title", "a")
    other_answers(path, "team", "theirs")
    session.answer("title", "ab")
    assert session.autosave.flush(30.0)
    assert session.join_saved()
    session.answer("title", "abc")
    session.undo()
    assert answered(session) == {"title": "ab", "stack.kpi": "loss", "team": "theirs"}
    session.undo()
    assert answered(session) == {"title": "old", "stack.kpi": "loss", "team": "theirs"}
    session.redo()
    assert saved(session) == Framing({"title": "ab", "stack.kpi": "loss", "team": "theirs"})


@pytest.mark.parametrize(
    ("question_id", "mine", "theirs"),
    [("stack.objective", "mine", "theirs"), ("spec.parking", ("mine",), ("mine", "theirs"))],
)
def test_undo_and_redo_leave_what_somebody_has_made_of_the_same_answer(
    session: Session, path: Path, question_id: str, mine: object, theirs: object
) -> None:
    session.answer(question_id, mine)
    assert session.autosave.flush(30.0)
    other_answers(path, question_id, theirs)
    session.answer("team", "ours")
    assert session.autosave.flush(30.0)
    assert session.join_saved()
    for step in (session.undo, session.undo, session.redo, session.redo):
        step()
        assert session.framing.answers[question_id] == theirs
    assert saved(session).answers == {**session.framing.answers, "team": "ours"}
    assert "clashes" not in session.framing.answers


def test_a_file_that_is_deleted_is_written_again_on_a_word(session: Session, path: Path) -> None:
    path.unlink()
    session.answer("title", "new")
    assert not session.autosave.flush(30.0)
    assert session.autosave.state.is_gone
    assert "the file was deleted" in session.autosave.state.words
    assert not path.exists()
    assert session.autosave.flush(30.0, again=True)
    assert path.read_text() == TEXT.replace('"old"', '"new"')
    assert not session.join_saved()


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait for a pause; what is tested is what happens without a word from here."""
    for name in ("PAUSE_SECONDS", "RETRY_SECONDS", "LOOK_SECONDS"):
        monkeypatch.setattr(autosave, name, 0.02)


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 30.0
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.usefixtures("soon")
def test_changes_of_others_are_seen_without_an_answer_here(session: Session, path: Path) -> None:
    session.autosave.watch()
    other_answers(path, "team", "theirs")
    found: list[News | None] = []
    until(lambda: found.append(session.join_saved()) or found[-1])
    assert found[-1] == News(changed=("team",))
    assert session.framing.answers["team"] == "theirs"
    assert session.undo() is None


@pytest.mark.usefixtures("soon")
def test_a_file_that_is_put_back_can_be_undone(session: Session, path: Path) -> None:
    session.autosave.watch()
    session.answer("title", "new")
    session.answer("team", "ours")
    assert session.autosave.flush(30.0)
    path.write_text(TEXT)
    found: list[News | None] = []
    until(lambda: found.append(session.join_saved()) or found[-1])
    assert found[-1] == News(changed=("title",), taken_back=("team",), is_put_back=True)
    assert answered(session) == {"title": "old", "stack.kpi": "loss"}
    assert session.undo() == "team"
    assert answered(session) == {"title": "new", "stack.kpi": "loss", "team": "ours"}
    assert saved(session) == session.framing


@pytest.mark.usefixtures("soon")
def test_a_file_that_goes_while_nothing_waits_is_told_and_kept(
    session: Session, path: Path
) -> None:
    session.autosave.watch()
    path.unlink()
    until(lambda: session.autosave.state.is_gone)
    copy = session.autosave.state.copy
    assert copy is not None
    assert load(copy).framing == session.framing
    path.write_text(TEXT)
    until(lambda: session.autosave.state.error is None)
    until(lambda: not copy.exists())
    assert path.read_text() == TEXT


@pytest.mark.usefixtures("soon")
def test_a_file_that_somebody_broke_is_told_and_joined_once_it_is_whole(
    session: Session, path: Path
) -> None:
    session.autosave.watch()
    path.write_text(f"{TEXT}<<<<<<< mine\n=======\n>>>>>>> theirs\n")
    until(lambda: "git conflict marker" in session.autosave.state.words)
    path.write_text(TEXT.replace("loss", "theirs"))
    until(session.join_saved)
    assert session.framing.stack.kpi == "theirs"
    assert path.read_text() == TEXT.replace("loss", "theirs")


def test_answers_go_into_another_file(session: Session, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    path.unlink()
    session.answer("title", "new")
    assert not session.autosave.flush(30.0)
    assert session.save_as(other)
    assert session.path == other
    assert not path.exists()
    assert other.read_text() == TEXT.replace('"old"', '"new"')
    with pytest.raises(FileExistsError):
        session.save_as(other)


def test_a_file_with_a_conflict_can_be_looked_at_alone(path: Path) -> None:
    conflict = '<<<<<<< mine\ntitle = "mine"\n=======\ntitle = "theirs"\n>>>>>>> theirs\n'
    text = conflict + '[stack]\nkpi = "loss"\n'
    path.write_text(text)
    with pytest.raises(Conflicted) as raised:
        Session.open(path, TODAY)
    session = Session.look_at_conflict(raised.value, path, TODAY)
    assert session.framing.answers == {"title": "mine", "stack.kpi": "loss"}
    assert str(session.problems[0]).startswith(f"{path}:1: git conflict: read only")
    session.answer("title", "changed")
    assert session.close()
    assert path.read_text() == text
    path.write_text(conflict + "[stack\n")
    with pytest.raises(CannotOpen, match="is not TOML"):
        Session.look_at_conflict(raised.value, path, TODAY)


# Two answers to one question.


@pytest.mark.parametrize(
    ("choice", "kept"), [("mine", "mine"), ("theirs", "theirs"), ("both", "mine; theirs")]
)
def test_a_clash_is_settled(
    session: Session, path: Path, choice: Literal["mine", "theirs", "both"], kept: str
) -> None:
    other_answers(path, "stack.kpi", "theirs")
    session.answer("stack.kpi", "mine")
    assert session.autosave.flush(30.0)
    told = session.join_saved()
    assert told == News(clashing=("stack.kpi",))
    (sides,) = session.clashes
    assert (sides.mine, sides.theirs) == ("mine", "theirs")
    session.settle(sides, choice)
    assert session.clashes == []
    assert saved(session).answers == {"title": "old", "stack.kpi": kept}
    session.undo()
    assert len(session.clashes) == 1


# What an earlier session could not save.


@pytest.fixture
def unsaved(session: Session, path: Path) -> Path:
    """A copy of answers that could not be saved, left behind by a session that has ended."""
    path.unlink()
    session.answer("title", "new")
    assert not session.close()
    copy = session.autosave.state.copy
    assert copy is not None
    path.write_text(TEXT.replace("loss", "theirs"))
    return copy


def test_what_could_not_be_saved_is_offered_and_not_restored(path: Path, unsaved: Path) -> None:
    session = Session.open(path, TODAY)
    assert session.framing.answers == {"title": "old", "stack.kpi": "theirs"}
    ((copy, told),) = session.copies()
    assert copy.path == unsaved
    assert told == News(changed=("title",))
    assert session.take_copy(copy)
    assert saved(session).answers == {"title": "new", "stack.kpi": "theirs"}
    assert not unsaved.exists()
    session.undo()
    assert session.framing.answers["title"] == "old"
    session.close()


def test_what_could_not_be_saved_can_be_dropped(path: Path, unsaved: Path) -> None:
    session = Session.open(path, TODAY)
    ((copy, _),) = session.copies()
    session.drop_copy(copy)
    assert session.copies() == []
    assert list(unsaved.parent.iterdir()) == []


def test_a_copy_that_changes_a_note_alone_is_offered(session: Session, path: Path) -> None:
    path.unlink()
    session.note("title", "as we call it")
    assert not session.close()
    path.write_text(TEXT)
    later = Session.open(path, TODAY)
    ((copy, told),) = later.copies()
    assert told == News()
    assert later.take_copy(copy)
    assert load(path).framing.notes == {"title": "as we call it"}
    later.close()
    assert Session.open(path, TODAY, read_only=True).copies() == []


def test_a_copy_stays_where_taking_it_cannot_be_saved(path: Path, unsaved: Path) -> None:
    session = Session.open(path, TODAY)
    ((copy, _),) = session.copies()
    path.unlink()
    assert not session.take_copy(copy)
    assert unsaved.exists()
    session.close()


def test_a_copy_that_changes_nothing_is_removed(path: Path, unsaved: Path) -> None:
    path.write_text(TEXT.replace('"old"', '"new"'))
    assert Session.open(path, TODAY).copies() == []
    assert not unsaved.exists()


# Reading only.


def test_nothing_is_changed_or_written_where_only_reading_was_wanted(path: Path) -> None:
    session = Session.open(path, TODAY, read_only=True)
    before = session.framing
    session.answer("title", "new")
    session.note("title", "n")
    session.mark_not_applicable("title", "m")
    session.find_out("title", "Ana", DUE)
    session.accept("FT101", "r", "b", None)
    session.withdraw("FT101")
    session.park("p")
    assert session.undo() is None
    assert session.redo() is None
    assert not session.join_saved()
    assert session.framing is before
    assert session.close()
    assert path.read_text() == TEXT
    assert session.autosave.state.words == "no changes"
    assert [entry.name for entry in path.parent.iterdir()] == ["f.toml"]


# Closing.


def test_closing_saves_and_answers_after_it_are_saved_too(session: Session, path: Path) -> None:
    session.answer("title", "new")
    assert session.close()
    assert load(path).framing.header.title == "new"
    assert not any(thread.name == "autosave" for thread in threading.enumerate())
    session.answer("title", "newer")
    assert session.close()
    assert load(path).framing.header.title == "newer"


def test_closing_over_a_broken_file_says_so(session: Session, path: Path) -> None:
    session.answer("title", "new")
    path.write_text("[stack")
    assert not session.close()
    words = session.autosave.state.words
    assert words.startswith("NOT SAVED since")
    assert "f.toml:1: is not TOML" in words
    assert path.read_text() == "[stack"
    path.write_text(TEXT)
    assert session.close()
    assert load(path).framing.header.title == "new"


def test_the_state_of_saving_is_told(path: Path) -> None:
    states: list[SaveState] = []
    session = Session(Document.open(path), TODAY, on_save_state=states.append)
    session.answer("title", "new")
    assert session.close()
    assert [state.words[:6] for state in states] == ["saving", "saved "]


# Offers.


@pytest.mark.parametrize("name", starter_names())
def test_a_starter_offers_and_a_new_file_of_it_answers_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_text(f'starter = "{name}"\n')
    session = Session.open(path, TODAY)
    assert session.offers.answers
    assert "title" not in session.offers.answers
    assert session.offers is session.offers
    assert answered(session) == {"starter": name}
    assert session.assessment.completeness.answered == 0


@pytest.mark.parametrize("name", ["", "none-such", "../starters/churn-retention", "\\u001b"])
def test_a_starter_that_is_not_there_offers_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_text(f'starter = "{name}"\n')
    assert Session.open(path, TODAY).offers == Framing()


def test_offers_follow_the_header(session: Session) -> None:
    session.answer("starter", "churn-retention")
    offered = session.offers
    session.answer("starter", "demand-forecast")
    assert session.offers != offered
    session.answer("starter", None)
    assert session.offers == Framing()


def test_what_is_open_is_offered_by_the_starter_and_by_the_facts(session: Session) -> None:
    session.answer("archetype.kind", PROFILES[0].value)
    assert session.offer_for("archetype.success") == PROFILES[0].focus
    session.answer("starter", "fraud-review-queue")
    offered = session.offers.answers["archetype.success"]
    assert session.offer_for("archetype.success") == offered
    assert session.offer_for("title") is None
    assert session.offer_for("feasibility.data.colour") == session.assessment.cells[0].offered
    session.mark_not_applicable("archetype.success", "there is none")
    assert session.offer_for("archetype.success") is None
    session.mark_not_applicable("archetype.success", None)
    session.answer("archetype.success", "what the bank says")
    assert session.offer_for("archetype.success") is None


# New files.


@pytest.mark.parametrize("name", starter_names())
def test_a_new_file_tells_what_the_starter_offers(name: str) -> None:
    offered = load(starter_path(name))
    opened = load_bytes(blanked(offered.text, name).encode(), "f.toml")
    assert opened.problems == ()
    assert opened.framing == Framing({"starter": name})
    for line in offered.text.splitlines():
        if line.startswith("#"):
            assert line in opened.text.splitlines()
    told = [line for line in opened.text.splitlines() if line.startswith("# offered: ")]
    plain = len([a for a in offered.framing.answers.values() if not isinstance(a, tuple)])
    assert len(told) >= plain - 1


def test_a_blank_file_holds_every_key_once() -> None:
    opened = load_bytes(blank_document().encode(), "f.toml")
    assert opened.problems == ()
    assert opened.framing == Framing()
    wanted = {
        qid for qid, q in QUESTIONS.items() if not q.internal and not isinstance(q.kind, Rows)
    }
    assert {".".join(path) for path in opened.layout.values} == {*wanted, "format"}
    for question_id, question in QUESTIONS.items():
        if isinstance(question.kind, Rows) and not question.internal and "." in question_id:
            assert f"# [[{question_id}]]\n" in opened.text
