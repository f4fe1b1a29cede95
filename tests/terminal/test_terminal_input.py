"""What a real terminal sends and is: replies, odd letters, encodings, small windows, stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

import termios

from tests.terminal.driver import Terminal

pytestmark = pytest.mark.terminal
LATIN = {"PYTHONIOENCODING": "iso-8859-1"}
REPLIES = [
    "\x1b]11;rgb:1010/1010/1010\x1b\\",
    "\x1b]10;rgb:1/1/1\x07",
    "\x1b[?62;22c",
    "\x1b[>41;354;0c",
    "\x1bP>|XTerm(370)\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
]
JOINED = "5\u00a0000\u3000|👨\u200d👩\u200d👧|می\u200cخواهم"


def open_at(question: str, folder: Path, **more: Any) -> Terminal:
    """Start the app at a question, and wait until keys are read."""
    terminal = Terminal("f.toml", "--at", question, cwd=folder, **more)
    terminal.wait_for("^Q leave")
    return terminal


def ask_at(question: str, folder: Path, *more: str, **env: str) -> Terminal:
    """Start line mode at a question, and wait for its prompt."""
    terminal = Terminal("ask", "f.toml", "--at", question, *more, cwd=folder, env=env)
    terminal.wait_for(f"{question}>")
    return terminal


def leave(terminal: Terminal, key: str = "ctrl+q", code: int = 0) -> None:
    if key == "ctrl+q":
        assert terminal.leave() == code
        return
    terminal.press(key)
    assert terminal.wait_end() == code


def listen(terminal: Terminal, seconds: float) -> None:
    """Take in for so long what is written, which may be nothing."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        terminal.pump()


def stack(folder: Path) -> dict[str, Any]:
    """Return the answers of the first section that are on disk."""
    path = folder / "f.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    answers: dict[str, Any] = tomllib.loads(text).get("stack", {})
    return answers


def send_split(terminal: Terminal, replies: list[str]) -> str:
    """Send replies in two parts each, a letter behind each; return the letters."""
    letters = ""
    for reply in replies:
        for at in range(2, len(reply), 5):
            letter = "abcdefghij"[len(letters) % 10]
            terminal.child.send(reply[:at])
            listen(terminal, 0.06)
            terminal.child.send(reply[at:] + letter)
            letters += letter
    return letters


def test_replies_of_a_terminal_are_not_typed(tmp_path: Path) -> None:
    with open_at("stack.kpi", tmp_path) as terminal:
        letters = send_split(terminal, REPLIES)
        terminal.wait_for(letters[-10:])
        leave(terminal)
    assert stack(tmp_path) == {"kpi": letters}


def test_replies_of_a_terminal_are_not_typed_into_a_prompt(tmp_path: Path) -> None:
    with ask_at("stack.kpi", tmp_path) as terminal:
        letters = send_split(terminal, REPLIES)
        terminal.press("enter")
        terminal.wait_for("stack.kpi_now>")
        leave(terminal, "ctrl+c", 130)
    assert stack(tmp_path) == {"kpi": letters}


def test_replies_of_a_terminal_are_no_part_of_a_plain_line(tmp_path: Path) -> None:
    with ask_at("stack.kpi", tmp_path, "--plain") as terminal:
        terminal.press("a".join(REPLIES), "b\x1b[Dc", "enter")
        terminal.wait_for("stack.kpi_now")
        leave(terminal, "ctrl+c", 130)
    assert stack(tmp_path) == {"kpi": "aaaaabc"}


def test_an_escape_acts_at_once_and_its_rest_is_not_typed(tmp_path: Path) -> None:
    with open_at("stack.kpi", tmp_path) as terminal:
        terminal.press("a", "f1")
        terminal.wait_for("Keys")
        terminal.press("\x1b")
        terminal.wait_until(lambda: "^Q leave" in terminal.text, "the help is still there", 5)
        for rest in ("[D", "OD", "]11;rgb:1/1/1\x07", "P>|XTerm(370)\x1b\\"):
            begun = float("-inf")
            # On a busy machine it may already be too late for a rest.
            while time.monotonic() - begun > 0.3:
                begun = time.monotonic()
                terminal.child.send("\x1b")
                listen(terminal, 0.15)
            terminal.child.send(rest)
        terminal.press("b")
        # One that never ends costs what is typed behind it only for a moment.
        terminal.child.send("\x1b]11;rgb")
        listen(terminal, 1.5)
        terminal.press("c")
        terminal.wait_for("abc")
        leave(terminal)
    assert stack(tmp_path) == {"kpi": "abc"}


@pytest.mark.parametrize("door", [open_at, ask_at])
def test_the_marks_of_a_paste_may_be_split(
    tmp_path: Path, door: Callable[[str, Path], Terminal]
) -> None:
    with door("stack.kpi", tmp_path) as terminal:
        for part in ("\x1b", "[20", "0~one \x1b", "[31m", "two\x1b[2", "01", "~ three"):
            terminal.child.send(part)
            listen(terminal, 0.02)
        terminal.press("enter")
        if door is ask_at:
            terminal.wait_for("stack.kpi_now>")
            leave(terminal, "ctrl+c", 130)
        else:
            terminal.wait_for("three")
            leave(terminal)
    assert stack(tmp_path)["kpi"] == "one ␛[31mtwo three"


@pytest.mark.parametrize("later", [0, 0.003, 0.006])
def test_an_interrupt_right_behind_a_line_does_not_cost_it(tmp_path: Path, later: float) -> None:
    """The key comes while the prompt gives the terminal back, while the answer is taken, or at the
    next prompt: the line is saved, and the interview is over."""
    with ask_at("stack.kpi", tmp_path) as terminal:
        terminal.child.send("words\r")
        time.sleep(later)
        terminal.child.send("\x03")
        assert terminal.wait_end() == 130
    assert stack(tmp_path) == {"kpi": "words"}


@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_an_interrupt_from_outside_ends_a_prompt(tmp_path: Path, plain: tuple[str, ...]) -> None:
    with ask_at("stack.kpi", tmp_path, *plain) as terminal:
        terminal.press("words", "enter")
        terminal.wait_for("stack.kpi_now>")
        os.kill(terminal.child.pid, signal.SIGINT)
        assert terminal.wait_end() == 130
    assert stack(tmp_path) == {"kpi": "words"}


@pytest.mark.parametrize("question", ["stack.kpi", "stack.users"])
def test_what_is_typed_in_the_app_is_what_is_pasted(tmp_path: Path, question: str) -> None:
    with open_at(question, tmp_path) as terminal:
        terminal.press(JOINED)
        terminal.wait_for("saved ")
        terminal.paste(JOINED)
        leave(terminal)
    assert stack(tmp_path) == {question.removeprefix("stack."): JOINED * 2}


@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_what_is_typed_in_line_mode_arrives(tmp_path: Path, plain: tuple[str, ...]) -> None:
    with ask_at("stack.kpi", tmp_path, *plain) as terminal:
        terminal.press(JOINED, "enter")
        terminal.wait_for("stack.kpi_now")
        leave(terminal, "ctrl+c", 130)
    assert stack(tmp_path) == {"kpi": JOINED}


# Of one byte more than a letter and of two; at night those of other widths, too.
@pytest.mark.parametrize(
    "blank",
    [
        *("\u00a0", "\u3000"),
        *(pytest.param(blank, marks=pytest.mark.nightly) for blank in "\u2009\u202f\u2003"),
    ],
)
def test_a_blank_of_any_kind_separates_numbers(tmp_path: Path, blank: str) -> None:
    with open_at("stack.kpi_now", tmp_path) as terminal:
        terminal.press(f"20{blank}40")
        terminal.wait_for("expected")
        leave(terminal)
    assert stack(tmp_path) == {}


def test_letters_of_another_encoding_are_typed_and_shown_in_it(tmp_path: Path) -> None:
    with open_at("stack.kpi", tmp_path, env=LATIN) as terminal:
        terminal.child.send("Größe 5\xa0°C".encode("iso-8859-1"))
        terminal.wait_for("saved ")
        terminal.child.send("\x1b[200~, naïve\x1b[201~".encode("iso-8859-1"))
        leave(terminal)
        assert "Größe".encode("iso-8859-1") in terminal.raw
        terminal.raw.decode("ascii", "replace")
        assert b"\\u" not in terminal.raw
        # No byte of UTF-8: its letters of two bytes and more all have one of these.
        assert not {0xC3, 0xE2, 0xF0} & set(terminal.raw.replace("ï".encode("latin-1"), b""))
    assert stack(tmp_path) == {"kpi": "Größe 5\xa0°C, naïve"}


@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_letters_of_another_encoding_in_line_mode(tmp_path: Path, plain: tuple[str, ...]) -> None:
    with ask_at("stack.kpi", tmp_path, *plain, **LATIN) as terminal:
        terminal.child.send("Größe\r".encode("iso-8859-1"))
        terminal.wait_for("stack.kpi_now")
        leave(terminal, "ctrl+c", 130)
        assert "Größe".encode("iso-8859-1") in terminal.raw
    assert stack(tmp_path) == {"kpi": "Größe"}


@pytest.mark.parametrize(
    ("encoding", "word"), [("iso-8859-1", "Größe"), ("koi8-r", "цена"), ("euc_jp", "需要")]
)
def test_letters_of_another_encoding_through_a_pipe(
    tmp_path: Path, encoding: str, word: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "framing_tui", "ask", "f.toml", "--at", "stack.kpi"],
        input=f"{word}\n".encode(encoding),
        env={**os.environ, "PYTHONIOENCODING": encoding},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert f"stack.kpi> {word}" in done.stdout.decode(encoding)
    assert stack(tmp_path) == {"kpi": word}


@pytest.mark.parametrize(("columns", "lines"), [(50, 10), (59, 30), (120, 15)])
def test_a_window_that_starts_too_small_takes_nothing(
    tmp_path: Path, columns: int, lines: int
) -> None:
    size = {"columns": columns, "lines": lines}
    with Terminal("f.toml", "--at", "stack.kpi", cwd=tmp_path, **size) as terminal:
        terminal.wait_for("too small")
        terminal.press("unseen", "f4", "a note", "enter", "ctrl+g", "2", "n")
        terminal.paste("pasted")
        terminal.press("\x1b[<0;5;5M", "\x1b[<0;5;5m")
        listen(terminal, 0.5)
        terminal.resize(100, 30)
        terminal.wait_for("^Q leave")
        terminal.press("seen")
        terminal.wait_for("saved ")
        # And the same again in one that has become too small.
        terminal.resize(columns, lines)
        terminal.wait_for("too small")
        terminal.press("unseen")
        leave(terminal)
    assert tomllib.loads((tmp_path / "f.toml").read_text()) == {
        "format": 1,
        "stack": {"kpi": "seen"},
    }


def test_the_window_is_as_large_as_the_terminal_says(tmp_path: Path) -> None:
    env = {"COLUMNS": "200", "LINES": "60"}
    with open_at("stack.kpi", tmp_path, columns=80, lines=24, env=env) as terminal:
        assert "^Q leave" in terminal.screen.display[23]
        terminal.resize(120, 36)
        terminal.wait_until(lambda: "^Q leave" in terminal.screen.display[35], "not resized")
        leave(terminal)
    # A terminal that does not know leaves it to the environment.
    env = {"COLUMNS": "120", "LINES": "36"}
    with Terminal(
        "f.toml", "--at", "stack.kpi", cwd=tmp_path, columns=0, lines=0, env=env
    ) as terminal:
        terminal.screen.resize(36, 120)
        terminal.wait_until(lambda: "^Q leave" in terminal.screen.display[35], "not so large")
        leave(terminal)


def modes(terminal: Terminal) -> list[Any]:
    """Return the modes of the terminal as whoever uses it next would find them."""
    found = termios.tcgetattr(terminal.child.child_fd)
    return [found[0], found[1], found[3]]


def threads(terminal: Terminal) -> int:
    return len(list(Path(f"/proc/{terminal.child.pid}/task").iterdir()))


def wait_stopped(terminal: Terminal) -> None:
    """Wait until the process is stopped."""
    stat = Path(f"/proc/{terminal.child.pid}/stat")
    terminal.wait_until(
        lambda: stat.read_text().rpartition(")")[2].split()[0] == "T", "it is not stopped"
    )


linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")


@linux
def test_going_on_without_a_stop_changes_nothing(tmp_path: Path) -> None:
    with Terminal("f.toml", "--at", "stack.kpi", cwd=tmp_path) as terminal:
        before = modes(terminal)
        terminal.wait_for("^Q leave")
        number = threads(terminal)
        for _ in range(3):
            terminal.kill(signal.SIGCONT)
            listen(terminal, 0.3)
        terminal.press("typed")
        terminal.wait_for("typed")
        terminal.wait_for("saved ")
        assert threads(terminal) == number
        leave(terminal)
        assert modes(terminal) == before
        assert b"\x1b[?1049l" in terminal.raw[-600:]
    assert stack(tmp_path) == {"kpi": "typed"}


@linux
@pytest.mark.parametrize("name", ["SIGSTOP", "SIGTSTP"])
def test_a_stopped_program_comes_back_whole(tmp_path: Path, name: str) -> None:
    with Terminal("f.toml", "--at", "stack.kpi", cwd=tmp_path) as terminal:
        before = modes(terminal)
        terminal.wait_for("^Q leave")
        number = threads(terminal)
        for typed in ("one", " two", " three"):
            terminal.kill(getattr(signal, name))
            wait_stopped(terminal)
            # Whoever has the terminal meanwhile writes on it, and sets it as shells do.
            terminal.screen.reset()
            given = termios.tcgetattr(terminal.child.child_fd)
            given[3] |= termios.ECHO | termios.ICANON
            termios.tcsetattr(terminal.child.child_fd, termios.TCSANOW, given)
            terminal.kill(signal.SIGCONT)
            terminal.wait_for("^Q leave")
            terminal.kill(signal.SIGCONT)
            terminal.press(typed)
            terminal.wait_for(typed)
        assert threads(terminal) == number
        leave(terminal)
        assert modes(terminal) == before
    assert stack(tmp_path) == {"kpi": "one two three"}


@linux
def test_going_on_while_an_editor_has_the_terminal_leaves_it_there(tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text(
        '#!/bin/sh\nkill -CONT "$PPID"\nsleep 0.3\nstty -a >modes\nread -r line <&2\n'
        'printf ", %s" "$line" >>"$1"\n'
    )
    editor.chmod(0o755)
    env = {"VISUAL": str(editor)}
    with open_at("stack.users", tmp_path, env=env) as terminal:
        terminal.press("typed", "\x14")
        terminal.wait_until(lambda: (tmp_path / "modes").exists(), "no editor", 10)
        listen(terminal, 0.3)
        terminal.press("in the editor", "enter")
        terminal.wait_for("typed, in the editor")
        leave(terminal)
    assert " icanon" in (tmp_path / "modes").read_text()
    assert stack(tmp_path) == {"users": "typed, in the editor"}


@linux
def test_a_stop_while_an_editor_has_the_terminal_stops_at_once(tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    # As Ctrl+Z in an editor stops both; the shell waits for the program, which must stop, too.
    editor.write_text(
        '#!/bin/sh\nkill -TSTP "$PPID"\nsleep 0.5\ngrep State "/proc/$PPID/status" >state\n'
        'kill -CONT "$PPID"\nprintf ", edited" >>"$1"\n'
    )
    editor.chmod(0o755)
    with open_at("stack.users", tmp_path, env={"VISUAL": str(editor)}) as terminal:
        terminal.press("typed", "\x14")
        terminal.wait_for("typed, edited")
        leave(terminal)
    assert "stopped" in (tmp_path / "state").read_text()
    assert stack(tmp_path) == {"users": "typed, edited"}
