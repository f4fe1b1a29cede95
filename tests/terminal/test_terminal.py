"""The installed program in a real terminal: first screen, a kickoff, quit and resume, bad days."""

from __future__ import annotations

import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

from tests.terminal.driver import PATIENCE, Terminal

pytestmark = pytest.mark.terminal
# In the small window the whole first pass of docs/walk.py is gone through every time.
SIZES = [(120, 36), pytest.param(80, 24, marks=pytest.mark.nightly)]


def read(path: Path) -> dict[str, Any]:
    """Return the plain data of a file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_first_screen_creates_nothing(tmp_path: Path) -> None:
    with Terminal(cwd=tmp_path) as terminal:
        # The first frame comes in pieces: what is looked at stands above what is waited for.
        text = terminal.wait_for("Frame a machine-learning project in an hour.")
        assert "untitled framing" in text
        assert "Overview" in text
        assert re.search(r"first pass 0/\d+ +no changes", text)
        assert terminal.wait_for_card("Title")
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_kickoff_from_blank_to_spec(tmp_path: Path, columns: int, lines: int) -> None:
    path = tmp_path / "framing.toml"
    with Terminal(cwd=tmp_path, columns=columns, lines=lines) as terminal:
        terminal.wait_for_card("Title")
        terminal.press("Churn", "ctrl+n")
        terminal.wait_for_card("The business problem")
        terminal.press("Cut churn", "enter", "monthly churn, %", "tab", "4.2", "down", "3.6..3.8")
        terminal.press("enter", "6 months")
        terminal.wait_for_card("By when", "= 180 days")
        terminal.press("ctrl+g", "2")
        terminal.wait_for_card("Do rules or simple statistics", "○ n no")
        terminal.press("n")
        terminal.wait_for_card("Do rules or simple statistics", "● n no")
        terminal.press("ctrl+g", "0")
        terminal.wait_for_card("Data sources")
        terminal.press("billing", "ctrl+n")
        terminal.wait_for("saved")
        terminal.press("ctrl+q")
        terminal.wait_for("What this meeting did")
        terminal.wait_for("8 given or changed")
        terminal.wait_for("framing-tui export framing.toml")
        terminal.press("enter")
        assert terminal.wait_end() == 0
        # What the shared screen shows from now on.
        said = b"saved in framing.toml; the page: framing-tui export framing.toml"
        assert said in terminal.raw.rpartition(b"\x1b[?1049l")[2]
    data = read(path)
    assert data["stack"]["kpi_target"] == [3.6, 3.8]
    assert data["stack"]["timeframe_days"] == 180
    assert data["need"]["rules_suffice"] == "no"
    assert data["spec"]["data_sources"] == ["billing"]
    out = subprocess.run(
        [sys.executable, "-m", "framing_tui", "export", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Cut churn" in out.stdout
    assert "**Owner + oncall + monitoring:**" in out.stdout
    with Terminal(cwd=tmp_path, columns=columns, lines=lines) as terminal:
        # It goes on with the question that is open next, and nothing is asked on leaving.
        terminal.wait_for_card("Who uses it")
        assert "Cut churn" in terminal.text
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0


def test_opens_at_a_question(tmp_path: Path) -> None:
    with Terminal("--at", "serving.online", cwd=tmp_path) as terminal:
        terminal.wait_for_card("Does somebody wait for the answer")
        terminal.press("y")
        terminal.wait_for("(p99 budget)")
        assert terminal.leave() == 0
    assert read(tmp_path / "framing.toml")["serving"]["online"] == "yes"


def test_serving_turns_red_on_the_keystroke_and_back(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text(
        '[serving]\nonline = "yes"\np99_budget_ms = 120\n[feasibility.serving]\ncolour = "green"\n'
    )
    with Terminal("f.toml", "--at", "serving.p99_expected_ms", cwd=tmp_path) as terminal:
        terminal.wait_for_card("Slowest 1 answer in 100 will take")
        assert "FT603" not in terminal.text
        terminal.press("900")
        terminal.wait_for_card("Slowest 1 answer in 100 will take", "against a budget", "FT603")
        text = terminal.text
        assert re.search(r"! SERVING +contested", text)
        assert "Serving → contested   the slowest 1 in 100 will take 900 ms" in text
        assert "FT101" in text
        assert "FT106" in text
        terminal.press("backspace")
        text = terminal.wait_gone("FT603")
        assert "contested" not in text
        assert terminal.leave() == 0


def test_a_key_and_what_it_turns_are_one_paint(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text(
        '[serving]\nonline = "yes"\np99_budget_ms = 120\np99_expected_ms = 20\n'
    )
    with Terminal("f.toml", "--at", "serving.p99_expected_ms", cwd=tmp_path) as terminal:
        terminal.wait_for_card("Slowest 1 answer in 100 will take", "20")
        # As a terminal answers that shows a frame only when it is whole.
        terminal.press("\x1b[?2026;2$y", "left", "end")
        terminal.wait_until(lambda: b"\x1b[?2026l" in terminal.raw, "no frame is marked")
        terminal.pump(0.3)
        before = len(terminal.raw)
        terminal.press("0")
        terminal.wait_for_card("Slowest 1 answer in 100 will take", "200 ms against", "FT603")
        frames = re.split(rb"\x1b\[\?2026[hl]", terminal.raw[before:])
        drawn = [frame for frame in frames if re.sub(rb"\x1b\[[\d;?]*\w", b"", frame)]
        assert [b"FT603" in frame for frame in drawn] == [True]
        assert terminal.leave() == 0


@pytest.mark.parametrize(
    ("at", "keys", "written"),
    [
        ("stack.kpi", ["f4", "as finance counts it", "enter"], ["as finance counts it"]),
        (
            "stack.kpi",
            ["f3", "data lead", "enter", "2027-02-01", "enter", "churn, %", "down", "4"],
            ['owner = "data lead"', "due = 2027-02-01", 'kpi = "churn, %"', "kpi_now = 4"],
        ),
        (
            "labels.candidates",
            ["n", "clicks", "down", "4", "ctrl+s", "n", "returns", "escape", "ctrl+s"],
            ['name = "clicks"', "alignment = 4", 'name = "returns"'],
        ),
        (
            "stack.kpi",
            ["churn, %", "ctrl+g", "2", "n", "pagedown", "2"],
            ['kpi = "churn, %"', 'rules_suffice = "no"', 'kind = "human-in-the-loop"'],
        ),
    ],
    ids=["note", "to find out", "rows", "sections"],
)
def test_keys_that_come_in_one_burst_all_arrive(
    tmp_path: Path, at: str, keys: list[str], written: list[str]
) -> None:
    with Terminal("f.toml", "--at", at, cwd=tmp_path) as terminal:
        terminal.wait_for("no changes")
        # The second Ctrl+Q leaves past what the meeting did.
        terminal.press(*keys, "ctrl+q", "ctrl+q")
        assert terminal.wait_end() == 0
    text = (tmp_path / "f.toml").read_text(encoding="utf-8")
    assert [part for part in written if part not in text] == []


def test_a_text_is_written_on_in_the_editor_of_the_environment(tmp_path: Path) -> None:
    editor = tmp_path / "my editor.sh"
    editor.write_text('#!/bin/sh\nprintf ", and [b]back[/]\\n" >> "$1"\n')
    editor.chmod(0o755)
    env = {"VISUAL": f"'{editor}'"}
    with Terminal("f.toml", "--at", "stack.users", cwd=tmp_path, env=env) as terminal:
        terminal.wait_for("Who uses it")
        terminal.press("There", "\x14")
        terminal.wait_for_card("Who uses it", "There, and [b]back[/]")
        assert terminal.leave() == 0
    assert read(tmp_path / "f.toml")["stack"]["users"] == "There, and [b]back[/]"


def test_an_editor_that_fails_changes_nothing_and_says_so(tmp_path: Path) -> None:
    env = {"VISUAL": "", "EDITOR": "false"}
    with Terminal("f.toml", "--at", "stack.kpi", cwd=tmp_path, env=env) as terminal:
        terminal.wait_for("The one business number")
        terminal.press("churn", "\x14")
        terminal.wait_for("nothing was changed")
        assert terminal.leave() == 0
    assert read(tmp_path / "f.toml")["stack"]["kpi"] == "churn"


def test_leaving_restores_the_terminal(tmp_path: Path) -> None:
    with Terminal(cwd=tmp_path) as terminal:
        terminal.wait_for("Overview")
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0
        tail = terminal.raw[-600:]
    assert b"\x1b[?1049l" in tail
    assert b"\x1b[?25h" in tail


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_signals_save_restore_and_tell(tmp_path: Path, name: str) -> None:
    number = getattr(signal, name)
    with Terminal("f.toml", "--at", "stack.objective", cwd=tmp_path) as terminal:
        terminal.wait_for("The business problem")
        terminal.press("typed just now")
        terminal.wait_for("first pass 1/")
        terminal.kill(number)
        assert terminal.wait_end() == 128 + number
        assert b"\x1b[?1049l" in terminal.raw[-600:]
    # What the screen has only just drawn may still be on its way: at most the last second of it.
    saved = read(tmp_path / "f.toml")["stack"]["objective"]
    assert saved
    assert "typed just now".startswith(saved)


def test_what_was_called_saved_survives_a_kill(tmp_path: Path) -> None:
    with Terminal("f.toml", "--at", "stack.objective", cwd=tmp_path) as terminal:
        terminal.wait_for("no changes")
        terminal.press("kept")
        terminal.wait_for("saved ")
        terminal.kill()
        terminal.wait_end()
    assert read(tmp_path / "f.toml")["stack"]["objective"] == "kept"


@pytest.mark.parametrize(
    ("content", "words"),
    [("not toml at all [", "is not TOML"), ("format = 99\n", "newer than this program")],
)
def test_a_bad_file_is_one_line_and_an_untouched_screen(
    tmp_path: Path, content: str, words: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(content)
    with Terminal("bad.toml", cwd=tmp_path) as terminal:
        assert terminal.wait_end() == 2
        lines = [line for line in terminal.text.splitlines() if line.strip()]
        assert len(lines) == 1
        assert words in lines[0]
        assert b"\x1b[?1049h" not in terminal.raw
    assert path.read_text() == content


def test_a_file_with_a_conflict_is_shown_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    text = '<<<<<<< mine\ntitle = "Mine"\n=======\ntitle = "Theirs"\n>>>>>>> theirs\n'
    path.write_text(text)
    with Terminal("f.toml", "--at", "stack.kpi", cwd=tmp_path) as terminal:
        terminal.wait_for("f.toml:1: git conflict: read only")
        assert "Mine" in terminal.text
        assert "read only" in terminal.text.splitlines()[0]
        terminal.press("churn", "ctrl+s", "ctrl+q")
        # Nothing was answered, so nothing is to be told on leaving.
        assert terminal.wait_end() == 0
    assert path.read_text() == text


def test_no_screen_is_started_on_a_dumb_terminal(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text('title = "Plain"\n')
    with Terminal("f.toml", cwd=tmp_path, columns=200, env={"TERM": "dumb"}) as terminal:
        assert terminal.wait_end() == 0
        assert b"# Plain" in terminal.raw
        assert b"a terminal that TERM says cannot be drawn on, so the spec was" in terminal.raw
        assert b"\x1b" not in terminal.raw
    with Terminal(cwd=tmp_path, columns=200, env={"TERM": "dumb"}) as terminal:
        assert terminal.wait_end() == 2


def test_resizing_at_any_moment(tmp_path: Path) -> None:
    with Terminal("f.toml", "--at", "need.rules_suffice", cwd=tmp_path) as terminal:
        terminal.wait_for("╭ · DATA")
        terminal.resize(80, 24)
        terminal.wait_for("[· DATA")
        assert "FINDINGS" not in terminal.text
        terminal.resize(50, 10)
        terminal.wait_for("too small")
        # No screen is that large; laid out in full, it would hold the program up for a minute.
        terminal.child.setwinsize(65535, 65535)
        terminal.pump(1.0)
        terminal.resize(120, 36)
        terminal.wait_for("╭ · DATA")
        terminal.press("n")
        terminal.wait_for_card("Do rules or simple statistics", "● n no")
        assert terminal.leave() == 0


def test_text_never_acts_and_never_reaches_the_terminal_raw(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text(
        'title = "[@click=app.quit]x[/] \\u001b]52;c;aGk=\\u0007 \\u202e[/]"\n'
        '[stack]\nobjective = "[bold]no[/] \\u009b31m"\n'
    )
    with Terminal("f.toml", "--at", "stack.kpi", cwd=tmp_path) as terminal:
        terminal.wait_for("[@click=app.quit]x[/]")
        terminal.wait_for("[bold]no[/]")
        terminal.paste("one\ntwo [/]\x0c")
        terminal.wait_for("one two")
        terminal.press("ctrl+s")
        assert terminal.leave() == 0
        raw = terminal.raw
    assert b"\x1b]52" not in raw
    assert "\u202e".encode() not in raw
    assert "\u009b".encode() not in raw
    assert read(tmp_path / "f.toml")["stack"]["kpi"].startswith("one two")


def test_a_terminal_without_unicode_gets_plain_characters_alone(tmp_path: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    (tmp_path / "f.toml").write_text('[stack]\nkpi = "losses"\n')
    with Terminal("f.toml", "--at", "need.rules_suffice", cwd=tmp_path, env=env) as terminal:
        terminal.wait_for_card("Do rules or simple statistics", "> o y yes")
        terminal.press("pagedown", "f1")
        terminal.wait_for("Keys")
        terminal.press("q", "ctrl+q")
        assert terminal.wait_end() == 0
        raw = terminal.raw
    assert raw.isascii()
    assert b"\\u" not in raw


def test_without_colour_every_state_is_still_told(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text(
        '[serving]\nonline = "yes"\np99_budget_ms = 120\np99_expected_ms = 900\n'
    )
    env = {"NO_COLOR": "1"}
    with Terminal("f.toml", "--at", "serving.online", cwd=tmp_path, env=env) as terminal:
        terminal.wait_for("F1 help")
        assert re.search(r"✗ SERVING +red", terminal.text)
        assert re.search(r"✗ Cannot serve in +FT603", terminal.text)
        assert "● y yes" in terminal.card
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0
        raw = terminal.raw
    # Greys alone: three equal parts, or one of the 24 steps of the palette.
    for red, green, blue in re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", raw):
        assert red == green == blue
    for colour in re.findall(rb"[34]8;5;(\d+)", raw):
        assert int(colour) in (0, 7, 8, 15, 16, 59, 102, 145, 188, 231) or int(colour) >= 232


def test_escapes_and_broken_bytes_from_the_terminal_do_no_harm(tmp_path: Path) -> None:
    with Terminal("f.toml", "--at", "stack.kpi", cwd=tmp_path) as terminal:
        terminal.wait_for("The one business number")
        terminal.child.send(b"churn \xff\xfe")
        # The escape does not end the paste, so the Ctrl+Q in it does not leave the program.
        terminal.child.send(b"\x1b[200~of \x1b[31m\x11 shops\x1b[201~")
        terminal.child.send(b"\x1b[48;99999;99999;0;0t")
        terminal.wait_for("shops")
        terminal.press(", %")
        assert terminal.leave() == 0
    kept = read(tmp_path / "f.toml")["stack"]["kpi"]
    assert kept.startswith("churn ")
    assert kept.endswith(" shops, %")
    assert "\x1b" not in kept


def test_the_palette_leads_to_any_question(tmp_path: Path) -> None:
    with Terminal("f.toml", cwd=tmp_path, columns=80, lines=24) as terminal:
        terminal.wait_for_card("Title")
        terminal.press("ctrl+p", "one false alarm costs")
        terminal.wait_for("errors.false_positive_cost")
        terminal.press("enter")
        terminal.wait_for("this is not asked now: asked ")
        terminal.press("ctrl+p", "who pays for it")
        terminal.wait_for("roi.sponsor")
        terminal.press("enter")
        terminal.wait_for_card("Who pays for it")
        terminal.press("head of sales")
        terminal.wait_for_card("Who pays for it", "head of sales")
        assert terminal.leave() == 0
    assert read(tmp_path / "f.toml") == {"format": 1, "roi": {"sponsor": "head of sales"}}


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux on this machine")
def test_a_kickoff_inside_tmux(tmp_path: Path) -> None:
    socket = str(tmp_path / "tmux.sock")

    def tmux(*words: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", socket, *words], capture_output=True, text=True, check=True
        )
        return done.stdout

    def until(words: str) -> None:
        end = time.monotonic() + PATIENCE
        while words not in (screen := tmux("capture-pane", "-p")):
            assert time.monotonic() < end, f"never shown: {words!r}\n{screen}"
            time.sleep(0.05)

    command = shlex.join([sys.executable, "-m", "framing_tui", "f.toml", "--at", "stack.kpi"])
    tmux(
        "-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "-c", str(tmp_path), command
    )
    try:
        until("The one business number")
        tmux("send-keys", "churn")
        # A lone Esc takes half a second to arrive here, and must not be needed for anything.
        tmux("send-keys", "F4")
        until("Note: The one business number")
        tmux("send-keys", "as finance counts it", "Enter")
        until("✎ as finance counts it")
        tmux("send-keys", "C-g", "2")
        until("┃ Do rules or simple")
        tmux("send-keys", "n")
        tmux("set-buffer", "two\nlines")
        tmux("send-keys", "C-g", "1")
        until("✎ as finance counts it")
        tmux("send-keys", "Down", "Up", "Up")
        until("┃ The business problem")
        tmux("paste-buffer", "-p")
        until("two lines")
        tmux("send-keys", "C-q")
        until("What this meeting did")
        tmux("send-keys", "Enter")
        end = time.monotonic() + PATIENCE
        while tmux_is_up(socket):
            assert time.monotonic() < end, "it does not end"
            time.sleep(0.05)
    finally:
        subprocess.run(["tmux", "-S", socket, "kill-server"], capture_output=True, check=False)
    data = read(tmp_path / "f.toml")
    assert data["stack"] == {"objective": "two lines", "kpi": "churn"}
    assert data["notes"] == {"stack.kpi": "as finance counts it"}
    assert data["need"]["rules_suffice"] == "no"


def tmux_is_up(socket: str) -> bool:
    """Tell whether a session is still there: it ends with the program."""
    done = subprocess.run(["tmux", "-S", socket, "ls"], capture_output=True, check=False)
    return done.returncode == 0


def test_a_long_paste_is_cut_and_said_so(tmp_path: Path) -> None:
    with Terminal("f.toml", "--at", "stack.users", cwd=tmp_path) as terminal:
        terminal.wait_for("Who uses it")
        terminal.paste("word " * 40_000)
        terminal.wait_for("an answer holds")
        assert terminal.leave() == 0
    kept = read(tmp_path / "f.toml")["stack"]["users"]
    assert kept.startswith("word word")
    assert 1_000 < len(kept) <= 20_000


def test_two_people_on_one_file_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_text('title = "Shared"\n')
    with (
        Terminal("f.toml", "--at", "stack.objective", cwd=tmp_path) as one,
        Terminal("f.toml", "--at", "stack.kpi", cwd=tmp_path) as two,
    ):
        one.wait_for("The business problem")
        two.wait_for("The one business number")
        one.press("of the first")
        one.wait_for("saved ")
        two.press("of the second")
        two.wait_for("saved ")
        assert one.leave() == 0
        assert two.leave() == 0
    stack = read(path)["stack"]
    assert stack == {"objective": "of the first", "kpi": "of the second"}
