"""`framing-tui ask` behind a pipe: the same answers as in the app, saved whatever ends it."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections import deque
from datetime import date
from pathlib import Path

import pytest

from framing_tui.ask.agenda import ORDER
from framing_tui.ask.interview import Interview
from framing_tui.ask.plain import PlainPrompter
from framing_tui.ask.prompt import Prompt, Said, at_words
from framing_tui.model.catalogue import QUESTIONS, SECTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Kind, Many
from framing_tui.model.records import Row, Rows
from framing_tui.session import Session
from framing_tui.storage.document import Document
from framing_tui.storage.load import load
from framing_tui.storage.rescue import Rescue
from tests.whole import whole

ROOT = Path(__file__).resolve().parents[2]
FULL = ROOT / "tests" / "golden" / "framings" / "full.toml"
TODAY = date(2026, 11, 23)
posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def ask(*arguments: str, given: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with its answers on stdin."""
    return subprocess.run(
        [sys.executable, "-m", "framing_tui", "ask", *arguments],
        input=given,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=60,
    )


class Respondent:
    """Somebody who knows every answer of a framing, and types it when it is asked for."""

    def __init__(self, framing: Framing) -> None:
        self.framing = framing
        self._lines: deque[str] = deque()
        self._rows: deque[Row] = deque()
        self._row: Row | None = None
        self._begun: set[str] = set()

    def line(self, label: str) -> str:
        """What is typed at the prompt of that label."""
        if self._lines:
            return self._lines.popleft()
        if label.startswith("also ask"):
            return "y"
        list_of = label.partition(", ")[0]
        if list_of in QUESTIONS and isinstance(QUESTIONS[list_of].kind, Rows):
            return self._next_row(list_of)
        if label in QUESTIONS:
            value = self.framing.answers.get(label)
            return "" if value is None else self._typed(QUESTIONS[label].kind, value)
        if self._row is not None and label in self._row.columns:
            value = self._row.cells.get(label)
            return "" if value is None else self._typed(self._row.columns[label].kind, value)
        return ""

    def _next_row(self, question_id: str) -> str:
        if question_id not in self._begun:
            self._begun.add(question_id)
            rows = self.framing.answers.get(question_id)
            self._rows = deque(rows or ())
            if rows == ():
                return "none"
        self._row = self._rows.popleft() if self._rows else None
        return self._row.label if self._row else ""

    def _typed(self, kind: Kind[object], value: object) -> str:
        first, *rest = kind.edit(value).strip("\n").split("\n")
        if kind.name in ("text", "lines") and value != ():
            self._lines.extend([*rest, "."])
        return first


def _ticked_in_order(framing: Framing) -> Framing:
    """Return the framing with what was ticked in the order of the options, as every door has it."""
    for question_id, value in framing.answers.items():
        kind = QUESTIONS[question_id].kind
        if isinstance(kind, Many):
            framing = framing.with_answer(question_id, tuple(sorted(value, key=kind.values.index)))
    return framing


def test_a_whole_interview_through_a_pipe_is_the_same_file(tmp_path: Path) -> None:
    known = _ticked_in_order(load(FULL).framing)
    respondent = Respondent(known)
    rehearsal = Interview(Session.open(tmp_path / "rehearsal.toml", TODAY))
    lines: list[str] = []
    while rehearsal.prompt is not None:
        lines.append(respondent.line(rehearsal.prompt.label))
        rehearsal.answer(lines[-1])
    rehearsal.session.close()

    done = ask("piped.toml", given="".join(f"{line}\n" for line in lines), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    piped = load(tmp_path / "piped.toml")

    session = Session.open(tmp_path / "set.toml", TODAY)
    for question_id in ORDER:
        if question_id in known.answers and QUESTIONS[question_id].is_asked(known):
            session.answer(question_id, known.answers[question_id])
    session.close()
    expected = load(tmp_path / "set.toml")
    assert dict(piped.framing.answers) == dict(expected.framing.answers)
    assert piped.text == expected.text
    assert len(piped.framing.answers) > 90


def test_the_end_of_the_input_stops_and_saves(tmp_path: Path) -> None:
    typed = "Cut churn\n:goto stack.kpi\nchurn, %"
    done = ask("--at", "stack.objective", given=typed, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "saved in framing.toml\nthe page: framing-tui export framing.toml -o spec.md\n" in (
        done.stdout
    )
    framing = load(tmp_path / "framing.toml").framing
    assert dict(framing.answers) == {"stack.objective": "Cut churn", "stack.kpi": "churn, %"}
    again = ask(given=":goto stack.kpi_now\n4.2\n", cwd=tmp_path)
    assert "stack.kpi_now> 4.2" in again.stdout
    assert "stack.kpi>" not in again.stdout


def test_nothing_is_written_where_nothing_was_answered(tmp_path: Path) -> None:
    done = ask("--plain", given="", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.endswith("nothing was answered, and no file was made\n")
    assert list(tmp_path.iterdir()) == []


def test_it_begins_at_a_question_and_refuses_others(tmp_path: Path) -> None:
    assert "serving.online (" in ask("--at", "serving.online", given="", cwd=tmp_path).stdout
    assert "labels.candidates, name> " in (
        ask("--at", "labels.candidates.speed", given="", cwd=tmp_path).stdout
    )
    done = ask("--at", "stack.kpj", given="", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nearest: stack.kpi" in done.stderr


def test_a_section_is_asked_alone_and_an_unknown_one_refused(tmp_path: Path) -> None:
    done = ask("--section", "Need", given="\n" * 60, cwd=tmp_path)
    assert done.returncode == 0
    assert "That was the last question of section 2." in done.stdout
    assert [s.number for s in SECTIONS if f"Section {s.number} of" in done.stdout] == [2]
    for arguments, said in (
        (["--section", "lables"], "no section 'lables'; nearest: labels"),
        (["--section", "12"], "no section '12'; nearest: 10"),
        (["--section", "zzz"], "no section 'zzz'; there are stack, need, "),
        (["--section", "2", "--at", "stack.kpi"], "stack.kpi is in section 1"),
    ):
        done = ask(*arguments, given="", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr


def test_only_open_questions_are_asked(tmp_path: Path) -> None:
    full = whole(FULL.read_text(encoding="utf-8")).encode()
    (tmp_path / "f.toml").write_bytes(full)
    done = ask("f.toml", "--open-only", given="", cwd=tmp_path)
    assert done.returncode == 0
    assert "There is no open question." in done.stdout
    assert (tmp_path / "f.toml").read_bytes() == full


def test_what_cannot_be_asked_about_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("[stack\n", encoding="utf-8")
    for arguments in (["broken.toml"], ["-"], ["nowhere/f.toml"]):
        done = ask(*arguments, given="x\n", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("framing-tui: ")
        assert done.stderr.count("\n") == 1


def test_text_is_never_a_control_code(tmp_path: Path) -> None:
    lines = (b"\x1b]0;owned\x07 [red]x[/red] \xff\x9b", b":back", b":note \x1b[2J", b":goto \x1b[m")
    done = subprocess.run(
        [sys.executable, "-m", "framing_tui", "ask", "--at", "stack.kpi"],
        input=b"\n".join((*lines, b":\x1b", b"\x1b\n")),
        capture_output=True,
        cwd=tmp_path,
        timeout=60,
    )
    assert done.returncode == 0
    assert all(byte >= 0x20 or byte == 0x0A for byte in done.stdout)
    assert b"[red]x[/red]" in done.stdout
    assert "\x1b" not in (tmp_path / "framing.toml").read_text(encoding="utf-8")


def test_it_can_be_read_by_somebody_who_leaves(tmp_path: Path) -> None:
    program = f"{sys.executable} -m framing_tui ask f.toml < lines | head -2"
    (tmp_path / "lines").write_text("\nCut churn\n" + "\n" * 20, encoding="utf-8")
    done = subprocess.run(program, shell=True, capture_output=True, cwd=tmp_path, timeout=60)
    assert done.stderr == b""


def test_what_waits_for_a_choice_is_said_first_and_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_text(
        'title = "a"\n[[clashes]]\nquestion = "title"\nours = \'"a"\'\ntheirs = \'"b"\'\n',
        encoding="utf-8",
    )
    rescue = Rescue(path)
    rescue.keep(Document.open(path), Document.open(path).framing.with_answer("title", "unsaved"))
    done = ask("f.toml", given="", cwd=tmp_path)
    assert f"are in {rescue.kept}" in done.stdout
    assert ":copies compares them, :copies take 1 takes them" in done.stdout
    assert "two people answered differently: title" in done.stdout
    assert load(path).framing.header.title == "a"
    given = ":copies\n:copies take\n:goto title\n:settle theirs\n"
    done = ask("f.toml", given=given, cwd=tmp_path)
    assert "title in the file: a\ntitle in the copy: unsaved\n" in done.stdout
    assert "taken, and saved" in done.stdout
    assert "somebody else answered: b (:settle chooses)" in done.stdout
    assert "settled: b" in done.stdout
    assert load(path).framing.header.title == "b"
    assert load(path).framing.records.clashes is None
    assert rescue.kept is not None
    assert not rescue.kept.exists()


@posix
def test_what_cannot_be_saved_is_said_with_the_place_of_its_copy(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "framing_tui", "ask", str(folder / "f.toml"), "--at", "title"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=tmp_path,
    ) as running:
        assert running.stdout is not None
        seen = ""
        while "title> " not in seen:
            seen += running.stdout.read(1)
        folder.rmdir()
        _, said = running.communicate("churn\n", timeout=60)
        assert running.returncode == 1
    assert said.startswith("framing-tui: NOT SAVED since")
    copy = said.rpartition("a copy is kept in ")[2].strip()
    assert load(copy).framing.header.title == "churn"


@posix
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_ends_it_with_everything_saved(tmp_path: Path, number: int, status: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "framing_tui", "ask", "--at", "stack.kpi"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(b"churn, %\n")
        running.stdin.flush()
        seen = b""
        while b"stack.kpi_now> " not in seen:
            seen += running.stdout.read1()
        running.send_signal(number)
        said = running.stderr.read() if running.stderr else b""
        assert running.wait(30) == status
    assert said == b""
    assert load(tmp_path / "framing.toml").framing.stack.kpi == "churn, %"


def test_where_nothing_was_changed_nothing_is_said_to_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "framing.toml"
    path.write_text('title = "Churn"\n', encoding="utf-8")
    before = path.read_bytes()
    done = ask(given=":status\n:stop\n", cwd=tmp_path)
    assert "saved in" not in done.stdout
    assert "nothing was changed in framing.toml\nthe page: " in done.stdout
    assert path.read_bytes() == before


def test_on_a_terminal_lines_are_broken_at_words_and_in_a_pipe_nowhere() -> None:
    words = "too long for so narrow a window"
    for columns, shown in ((0, f"{words}\nmore ({words})> "), (20, "")):
        out = io.BytesIO()
        prompter = PlainPrompter(
            io.BytesIO(b"\n"), out, echo=False, columns=lambda wide=columns: wide
        )
        prompter.say(Said(words))
        prompter.ask(Prompt("more", hint=words))
        text = out.getvalue().decode()
        assert text == shown or not shown
        if columns:
            assert max(map(len, text.splitlines())) < columns
            assert " ".join(text.split()) == f"{words} more ({words})>"
            assert text.endswith("> ")
    assert at_words("a" * 40, 20) == "a" * 40
