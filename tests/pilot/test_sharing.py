"""One file and several hands: others who write it, two answers to one question, lost and found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.storage import autosave as saving
from framing_tui.storage.document import Document
from framing_tui.storage.load import load
from framing_tui.storage.rescue import Rescue

from .desk import EITHER_SIZE, NARROW, at_desk, write_framing

OFFERED = "Answers that could not be saved"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_framing(tmp_path / "f.toml", {"title": "Parcels", "stack.kpi": "loss"})


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the file often, so that no test waits for it."""
    monkeypatch.setattr(saving, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(saving, "RETRY_SECONDS", 0.05)


def others_answer(path: Path, question_id: str, value: Any) -> None:
    other = Document.open(path)
    other.saved(other.framing.with_answer(question_id, value))


# Others who write.


@EITHER_SIZE
async def test_what_somebody_else_answers_appears_with_a_line(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, at="stack.objective") as desk:
        desk.session.autosave.watch()
        others_answer(file, "stack.kpi", "[b]losses[/] a week")
        await desk.sees("somebody else answered")
        await desk.press("down")
        await desk.sees("[b]losses[/] a week")
        await desk.press("up")
        assert desk.open == "stack.objective"


async def test_what_somebody_else_answers_to_the_open_question_stands_in_its_card(
    file: Path,
) -> None:
    async with at_desk(file, at="stack.kpi") as desk:
        desk.session.autosave.watch()
        assert "loss" in desk.card_rows
        others_answer(file, "stack.kpi", "losses a week")
        await desk.until(lambda: "losses a week" in desk.card_rows, "their answer")
        await desk.type(", EUR")
        assert desk.saved().answers["stack.kpi"] == "losses a week, EUR"
        assert not desk.session.clashes


async def test_options_that_somebody_else_picks_are_picked_here(file: Path) -> None:
    async with at_desk(file, at="need.data_exists") as desk:
        desk.session.autosave.watch()
        others_answer(file, "need.data_exists", "no")
        await desk.until(lambda: "● n no" in desk.card, "their answer")
        await desk.press("y")
        assert desk.saved().answers["need.data_exists"] == "yes"
        assert not desk.session.clashes


async def test_a_record_that_somebody_else_takes_away_while_it_is_open(file: Path) -> None:
    kind = QUESTIONS["actions"].kind
    others_answer(file, "actions", kind.read([{"what": "ask"}, {"what": "measure"}]))
    async with at_desk(file, at="actions") as desk:
        desk.session.autosave.watch()
        await desk.press("up", "up", "enter")
        assert "measure" in desk.card_rows
        others_answer(file, "actions", kind.read([{"what": "ask"}]))
        await desk.until(lambda: len(desk.answer("actions")) == 1, "one record")
        await desk.press("tab")
        await desk.type("Mira", "escape")
        assert desk.open == "actions"
        # What is written on in it stands as a record again, and the other one is untouched.
        assert [row.plain() for row in desk.answer("actions")] == [
            {"what": "ask"},
            {"what": "measure", "owner": "Mira"},
        ]


async def test_a_file_that_is_put_back_is_said_and_undone(file: Path) -> None:
    before = file.read_bytes()
    async with at_desk(file, at="stack.objective") as desk:
        desk.session.autosave.watch()
        await desk.type("fewer losses")
        assert desk.saved().stack.objective == "fewer losses"
        file.write_bytes(before)
        await desk.sees("the file was put back to an earlier state")
        assert desk.answer("stack.objective") is None
        await desk.press("ctrl+z")
        assert desk.saved().stack.objective == "fewer losses"


@EITHER_SIZE
async def test_a_deleted_file_is_written_again_on_a_word_alone(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, at="stack.objective") as desk:
        desk.session.autosave.watch()
        file.unlink()
        await desk.until(lambda: "NOT SAVED" in desk.title, "NOT SAVED")
        await desk.type("fewer losses")
        await desk.press("ctrl+s")
        await desk.sees("the file was deleted", "a copy of the answers is kept in")
        assert not file.exists()
        await desk.press("s")
        await desk.until(file.exists, "the file")
        await desk.until(lambda: "NOT SAVED" not in desk.title, "saved")
        assert desk.saved().stack.objective == "fewer losses"


async def test_what_cannot_be_saved_goes_into_another_file(file: Path) -> None:
    async with at_desk(file, at="stack.objective", leaves=True) as desk:
        await desk.type("fewer losses")
        assert desk.saved()
        file.unlink()
        await desk.type(" of parcels")
        await desk.press("ctrl+q")
        await desk.sees("the file was deleted")
        await desk.press("a")
        await desk.sees("Save into another file")
        desk.post("enter")
        await desk.ended()
    assert not file.exists()
    kept = load(file.with_name("f-2.toml")).framing
    assert kept.stack.objective == "fewer losses of parcels"


async def test_a_file_with_a_conflict_is_left_alone_until_it_is_settled(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    broken = f"{text}<<<<<<< mine\n=======\n>>>>>>> theirs\n"
    async with at_desk(file, at="stack.objective") as desk:
        desk.session.autosave.watch()
        file.write_text(broken, encoding="utf-8")
        await desk.until(lambda: "NOT SAVED" in desk.title, "NOT SAVED")
        await desk.type("fewer losses", "ctrl+s")
        await desk.sees("git conflict marker")
        await desk.press("escape")
        assert file.read_text(encoding="utf-8") == broken
        file.write_text(text.replace("loss", "theirs"), encoding="utf-8")
        await desk.until(lambda: "NOT SAVED" not in desk.title, "saved")
        assert desk.saved().answers["stack.kpi"] == "theirs"
        assert desk.saved().stack.objective == "fewer losses"


# Two answers to one question.


@EITHER_SIZE
@pytest.mark.parametrize(
    ("key", "kept"), [("m", "loss, %"), ("t", "[/]returns"), ("b", "loss, %; [/]returns")]
)
async def test_two_answers_stand_side_by_side_until_somebody_chooses(
    file: Path, size: tuple[int, int], key: str, kept: str
) -> None:
    async with at_desk(file, size, at="stack.kpi") as desk:
        others_answer(file, "stack.kpi", "[/]returns")
        await desk.type(", %")
        await desk.sees("two answers to", "^R two answers")
        assert desk.answer("stack.kpi") == "loss, %"
        assert "! somebody else answered: [/]returns Ctrl+R settles it" in desk.card
        await desk.press("tab")
        assert "! two answers: loss, %" in desk.form
    # It waits over the end of the program.
    async with at_desk(file, size, at="stack.kpi") as desk:
        await desk.sees("! somebody else answered: [/]returns")
        await desk.press("ctrl+r")
        await desk.sees("Mine, in its place", "loss, %", "Theirs", "[/]returns")
        await desk.press("x", key)
        await desk.sees("settled; Ctrl+Z takes it back")
        assert desk.saved().answers == {"title": "Parcels", "stack.kpi": kept}
        assert "two answers" not in desk.keys
        await desk.press("ctrl+z")
        assert len(desk.session.clashes) == 1


async def test_it_begins_where_two_answers_wait(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi") as desk:
        others_answer(file, "stack.kpi", "returns")
        await desk.type(", %")
        await desk.sees("^R two answers")
    async with at_desk(file, NARROW) as desk:
        assert desk.open == "stack.kpi"
        await desk.sees("two people answered this; Ctrl+R shows both")
        await desk.press("ctrl+r")
        await desk.sees("Mine, in its place", "Theirs", "returns")


async def test_a_clash_written_by_hand_cannot_do_harm(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_text(
        'title = "t"\n'
        '[[clashes]]\nquestion = "no.such"\nours = "1"\ntheirs = "2"\n'
        '[[clashes]]\nquestion = "stack.kpi_now"\nours = "1"\ntheirs = "[@click=quit]x[/] = "\n'
        '[[clashes]]\nquestion = "stack.kpi"\n',
        encoding="utf-8",
    )
    async with at_desk(path, at="stack.kpi_now") as desk:
        await desk.press("ctrl+r")
        await desk.sees("cannot be read: [@click=quit]x[/]")
        assert "t theirs" not in desk.words
        await desk.press("t", "m")
        await desk.sees("settled")
        await desk.press("ctrl+r")
        await desk.sees("(no answer)")


# What an earlier session could not save.


@pytest.fixture
def copy(file: Path) -> Path:
    """A copy of answers that an earlier session could not save."""
    rescue = Rescue(file)
    opened = Document.open(file)
    later = opened.framing.with_answer("stack.objective", "fewer [/] losses")
    rescue.keep(opened, later)
    assert rescue.kept is not None
    return rescue.kept


@EITHER_SIZE
async def test_what_could_not_be_saved_is_compared_and_taken(
    file: Path, copy: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, shows=OFFERED) as desk:
        await desk.sees("in the copy fewer [/] losses")
        await desk.press("t")
        await desk.sees("taken, and saved")
        assert desk.saved().stack.objective == "fewer [/] losses"
        assert not copy.exists()


async def test_what_could_not_be_saved_waits_or_is_dropped(file: Path, copy: Path) -> None:
    async with at_desk(file, shows=OFFERED) as desk:
        await desk.press("escape")
        assert desk.framing == Framing({"title": "Parcels", "stack.kpi": "loss"})
    async with at_desk(file, shows=OFFERED) as desk:
        await desk.press("d")
        await desk.sees("Drop these answers for good?")
        await desk.press("n")
    assert copy.exists()
    async with at_desk(file, shows=OFFERED) as desk:
        await desk.press("d", "y")
        await desk.sees("dropped")
    assert not copy.exists()
    assert load(file).framing.stack.objective is None
