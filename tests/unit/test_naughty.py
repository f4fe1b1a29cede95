"""Whatever somebody types into any question, it is saved as it reads, and prints as plain text."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from framing_tui.assessment import assess
from framing_tui.assessment.flips import flips
from framing_tui.cli import main
from framing_tui.interview.sheet import IN_ORDER
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Line, Lines, Many, Text
from framing_tui.model.records import Rows
from framing_tui.reports.formats import FORMATS, IN_COLOUR
from framing_tui.session import Session
from framing_tui.storage.document import Document
from framing_tui.storage.load import load
from framing_tui.storage.rescue import Rescue
from tests.naughty import NAUGHTY
from tests.pilot.desk import TODAY, at_desk

FORMATS_OF_CHECK = ("text", "json", "sarif", "github", "junit")


def naughty_framing(at: int) -> Framing:
    """A framing in which every question and column that takes words has another naughty text."""
    given = iter(range(at, at + 10_000))

    def word() -> str:
        # Every question has another one, and after as many framings as there are texts, each.
        return NAUGHTY[next(given) % len(NAUGHTY)]

    answers: dict[str, Any] = {}
    for question_id, question in QUESTIONS.items():
        raw = _raw(question.kind, word)
        if raw is None or question_id == "clashes":
            continue
        kind: Any = question.kind
        value = kind.read_each(raw)[0] if isinstance(kind, Rows) else kind.read(raw)
        if value:
            answers[question_id] = value
    marks = {q: clean(word(), multiline=True) for q in islice(QUESTIONS, 0, 200, 9)}
    notes = {q: text for q, text in marks.items() if text.strip()}
    return Framing(answers, {}, notes)


def _raw(kind: Any, word: Any) -> Any:
    if isinstance(kind, (Line, Text)):
        return word()
    if isinstance(kind, Lines) or (isinstance(kind, Many) and kind.own):
        return [word(), word()]
    if isinstance(kind, Rows):
        texts = {n: q.kind for n, q in kind.row.columns.items() if isinstance(q.kind, (Line, Text))}
        return [{n: word() for n in texts} for _ in range(3)]
    return None


def is_plain(text: str) -> bool:
    return all(clean(line) == line for line in text.split("\n"))


def saved(path: Path, framing: Framing) -> Framing:
    session = Session.open(path, TODAY)
    for question_id, value in framing.answers.items():
        session.answer(question_id, value, judge=False)
    for question_id, text in framing.notes.items():
        session.note(question_id, text)
    session.judge()
    assert session.close()
    opened = load(path)
    assert opened.problems == ()
    assert opened.framing == session.framing
    return opened.framing


def prints(path: Path, capture: pytest.CaptureFixture[bytes]) -> None:
    """Run every command that quotes answers on a file, and look at each byte it says."""
    for command in (
        ("export", str(path)),
        *(
            ("check", "--today", "2026-11-23", "--what-if", "--format", f, str(path))
            for f in FORMATS_OF_CHECK
        ),
    ):
        with pytest.raises(SystemExit) as left:
            main(command)
        said = capture.readouterr()
        assert left.value.code in (0, 1), (command, said.err[-300:])
        out = said.out.decode()
        assert is_plain(out), [line for line in out.split("\n") if clean(line) != line][:3]
        assert is_plain(said.err.decode())
        if "json" in command or "sarif" in command:
            json.loads(out)
        if "github" in command:
            commands = [line for line in out.splitlines() if line.startswith("::")]
            assert all(c.startswith(("::error ", "::warning ", "::notice ")) for c in commands)


def everything(tmp_path: Path, capture: pytest.CaptureFixture[bytes], at: int) -> None:
    framing = naughty_framing(at)
    path = tmp_path / f"n{at}.framing.toml"
    again = saved(path, framing)
    assert again.notes == framing.notes
    for question_id, value in framing.answers.items():
        assert again.answers[question_id] == value
    assessment = assess(again, TODAY)
    assert all(clean(f.message) == f.message for f in assessment.findings)
    flips(again, assessment)
    prints(path, capture)


@pytest.mark.parametrize("at", range(0, len(NAUGHTY), 10))
def test_naughty_answers_are_saved_and_printed(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], at: int
) -> None:
    everything(tmp_path, capsysbinary, at)


@pytest.mark.nightly
@pytest.mark.parametrize("at", range(len(NAUGHTY)))
def test_every_naughty_answer_to_every_question_is_saved_and_printed(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], at: int
) -> None:
    everything(tmp_path, capsysbinary, at)


def test_there_is_a_report_for_each_format() -> None:
    assert set(FORMATS) >= set(FORMATS_OF_CHECK)
    assert set(IN_COLOUR) <= set(FORMATS)


# On the screen.

# Help, findings with their explanations, what is to be found out, a note, the page, the parking
# lot, what flips it, everything by name, two answers and the room view, each with the way back.
OVERLAYS = (
    *(("f1",), ("escape",), ("f2",), ("down",), ("enter",), ("f2",), ("e",), ("escape",)),
    *(("a",), ("escape",), ("escape",), ("f3",), ("escape",), ("f4",), ("escape",)),
    *(("f5",), ("down",), ("escape",), ("f6",), ("escape",), ("f9",), ("escape",)),
    *(("ctrl+p",), ("e", "x"), ("escape",), ("ctrl+r",), ("escape",), ("f12",), ("f12",)),
    *(("f6",), ("x", "enter"), ("ctrl+z",), ("ctrl+y",), ("ctrl+q",), ("end",), ("escape",)),
)
FILE_NAME = "[@click=app.quit]\x1b]0;x\x07[red on\u202e].toml"


def with_clashes(path: Path, at: int) -> None:
    """Somebody else has answered two of the questions, too, with something as bad."""
    theirs = Document.open(path)
    ours = theirs.framing
    word = NAUGHTY[(at + 11) % len(NAUGHTY)]
    for question_id in ("stack.kpi", "stack.users"):
        other = Document.open(path)
        other.saved(other.framing.with_answer(question_id, QUESTIONS[question_id].kind.read(word)))
        ours = ours.with_answer(question_id, QUESTIONS[question_id].kind.read(f"ours {word}"))
    theirs.saved(ours)


async def on_every_screen(tmp_path: Path, at: int) -> None:
    """One run of the app through the ten sections, each of their cards, a record of each list, and
    what can be laid over them."""
    path = tmp_path / FILE_NAME
    saved(path, naughty_framing(at))
    with_clashes(path, at)
    async with at_desk(path) as desk:

        async def press(*keys: str) -> None:
            await desk.press(*keys)
            odd = [line for line in desk.lines if clean(line) != line]
            assert odd == [], (keys, desk.open)

        await press("ctrl+g", "9")
        for section in IN_ORDER:
            await desk.shows_section(section)
            await desk.burst(*["shift+tab"] * 80)
            while not desk.is_at_end:
                question = desk.open_form.open_question()
                if question is not None and isinstance(question.kind, Rows):
                    desk.open_form.open_record(desk.open, 0)
                    await press("tab", "escape")
                await press("tab")
            await press("pagedown")
        for keys in OVERLAYS:
            await press(*keys)


@pytest.mark.parametrize("at", [40])
async def test_naughty_answers_do_nothing_on_the_screen(tmp_path: Path, at: int) -> None:
    await on_every_screen(tmp_path, at)


@pytest.mark.nightly
@pytest.mark.parametrize("at", [at for at in range(0, len(NAUGHTY), 5) if at != 40])
async def test_every_naughty_answer_does_nothing_on_the_screen(tmp_path: Path, at: int) -> None:
    await on_every_screen(tmp_path, at)


@pytest.mark.parametrize("at", [0, 22])
async def test_naughty_answers_do_nothing_where_two_are_held_together(
    tmp_path: Path, at: int
) -> None:
    path = tmp_path / FILE_NAME
    saved(path, naughty_framing(at))
    with_clashes(path, at)
    rescue = Rescue(path)
    opened = Document.open(path)
    rescue.keep(opened, opened.framing.with_answer("stack.kpi", clean(NAUGHTY[at + 5]) or "x"))
    async with at_desk(path, shows="Answers that could not be saved") as desk:
        assert is_plain(desk.screen)
        await desk.press("t")
        for keys in ("ctrl+r", "x", "b", "ctrl+r", "x", "t", "ctrl+z", "f2", "escape", "tab"):
            await desk.press(keys)
            assert is_plain(desk.screen), keys
            assert desk.app.is_running, keys
        path.unlink()
        await desk.type("more", "ctrl+s")
        await desk.sees("the file was deleted")
        assert is_plain(desk.screen)
        assert desk.app.is_running
        await desk.press("s")


# One question for each kind of card, and how what was pasted is taken back.
CARDS = ("stack.kpi", "stack.users", "stack.kpi_now", "need.data_exists", "archetype.guardrails")


async def pasted_everywhere(tmp_path: Path, texts: tuple[str, ...]) -> None:
    async with at_desk(tmp_path / FILE_NAME, at="actions") as desk:
        for text in texts:
            await desk.press("n")
            await desk.paste(text)
            assert is_plain(desk.screen), text
            await desk.press("escape", "escape", "f4")
            await desk.paste(text)
            assert is_plain(desk.screen), text
            await desk.press("escape", "ctrl+p")
            await desk.paste(text)
            await desk.settle()
            assert is_plain(desk.screen), text
            await desk.press("escape")
            desk.open_form.go_to_question("actions")
        for question_id in CARDS:
            desk.open_form.go_to_question(question_id)
            for text in texts:
                await desk.paste(text)
                assert is_plain(desk.screen), text
                assert desk.open == question_id
                await desk.press("tab", "shift+tab", "ctrl+u", "escape")
        assert desk.answer("need.data_exists") is None
        assert desk.answer("archetype.guardrails") is None
        assert desk.asks(desk.open_form.view(desk.open).asks)


async def test_naughty_pastes_do_nothing_in_any_card(tmp_path: Path) -> None:
    await pasted_everywhere(tmp_path, NAUGHTY[1::18])


@pytest.mark.nightly
@pytest.mark.parametrize("at", range(9))
async def test_every_naughty_paste_does_nothing_in_any_card(tmp_path: Path, at: int) -> None:
    await pasted_everywhere(tmp_path, NAUGHTY[at::9])
