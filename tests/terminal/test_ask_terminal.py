"""Line mode in a real terminal: lists to pick from, lines to type, stops that save."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

from framing_tui.storage.load import load
from tests.terminal.driver import Terminal

pytestmark = pytest.mark.terminal
LATE = '[stack]\nobjective = "Hold risky orders"\n[serving]\nonline = "yes"\np99_budget_ms = 120\n'


def test_options_are_picked_and_lines_are_typed(tmp_path: Path) -> None:
    with Terminal("ask", cwd=tmp_path, columns=100, lines=40) as terminal:
        terminal.wait_for("leave it open")
        terminal.press("enter")
        terminal.wait_for("title>")
        terminal.press("Churn", "enter")
        terminal.wait_for("date>")
        terminal.press("today", "enter")
        terminal.wait_for("participants>")
        terminal.press("enter")
        terminal.wait_for("stack.objective>")
        terminal.press("Cut churn", "enter")
        terminal.wait_for("stack.kpi>")
        terminal.press(":goto stack.policy", "enter")
        terminal.wait_for("» threshold")
        terminal.press("down", "enter")
        # What the policy brings up comes first.
        terminal.wait_for("stack.top_k>")
        terminal.press(":goto stack.action_works", "enter")
        terminal.wait_for("» yes")
        terminal.press("down", "down", "down", "down", "enter")
        terminal.wait_for("stack.action_works>")
        terminal.press(":goto archetype.guardrails", "enter")
        terminal.wait_for("none of these")
        terminal.press(" ", "down", " ", "enter")
        terminal.wait_for("» augmentation")
        terminal.press("ctrl+c")
        assert terminal.wait_end() == 130
        assert "saved in framing.toml" in terminal.text
    framing = load(tmp_path / "framing.toml").framing
    assert framing.header.title == "Churn"
    assert framing.header.date is not None
    assert framing.stack.objective == "Cut churn"
    assert framing.stack.policy == "top-k"
    assert framing.archetype.guardrails == ("fallback", "review-queue")


def test_words_typed_at_a_list_are_a_line_and_no_line_is_broken_in_a_word(tmp_path: Path) -> None:
    with Terminal("ask", cwd=tmp_path, columns=80, lines=40) as terminal:
        terminal.wait_for("leave it open")
        assert "in half an hour; figures and depth come in a\n" in terminal.text
        terminal.press("Parcel delays", "enter")
        terminal.wait_for("“Parcel delays” is no starter, and nothing is taken")
        terminal.wait_for("leave it open")
        terminal.press("ctrl+c")
        assert terminal.wait_end() == 130
        assert "nothing was answered, and no file was made" in terminal.text


def test_a_red_is_said_and_the_end_of_input_stops(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text(LATE, encoding="utf-8")
    with Terminal("ask", "f.toml", "--at", "serving.p99_expected_ms", cwd=tmp_path) as terminal:
        terminal.wait_for("serving.p99_expected_ms>")
        terminal.press("900", "enter")
        terminal.wait_for("Serving → red")
        terminal.wait_for("serving.peak_qps>")
        terminal.press("\x04")
        assert terminal.wait_end() == 0
        assert "saved in f.toml" in terminal.text
    assert b"\x1b[?1049h" not in terminal.raw
    assert load(tmp_path / "f.toml").framing.serving.p99_expected_ms is not None


def test_a_text_holds_empty_lines_and_the_prompt_says_what_ends_it(tmp_path: Path) -> None:
    with Terminal("ask", "--at", "stack.users", cwd=tmp_path) as terminal:
        terminal.wait_for("stack.users>")
        terminal.press("Twelve analysts", "enter")
        terminal.wait_for("more (a single dot ends it)>")
        terminal.press("enter", "Support", "enter", ".", "enter")
        terminal.wait_for("stack.decision_improved>")
        terminal.press("ctrl+c")
        assert terminal.wait_end() == 130
    users = load(tmp_path / "framing.toml").framing.stack.users
    assert users == "Twelve analysts\n\nSupport"


@pytest.mark.parametrize(
    ("arguments", "env"), [(["--plain"], {}), ([], {"TERM": "dumb"})], ids=["plain", "dumb"]
)
def test_the_plain_door_draws_nothing(
    tmp_path: Path, arguments: list[str], env: dict[str, str]
) -> None:
    with Terminal("ask", "--at", "stack.policy", *arguments, cwd=tmp_path, env=env) as terminal:
        terminal.wait_for("stack.policy>")
        assert "2 top K: act on the K highest" in terminal.text
        terminal.press("2", "enter")
        terminal.wait_for("stack.top_k>")
        terminal.press("ctrl+c")
        assert terminal.wait_end() == 130
    assert b"\x1b" not in terminal.raw
    assert load(tmp_path / "framing.toml").framing.stack.policy == "top-k"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_signals_save_and_give_the_terminal_back(tmp_path: Path, name: str) -> None:
    number = getattr(signal, name)
    with Terminal("ask", "--at", "stack.kpi", cwd=tmp_path) as terminal:
        terminal.wait_for("stack.kpi>")
        terminal.press("churn, %", "enter")
        terminal.wait_for("stack.kpi_now>")
        terminal.kill(number)
        assert terminal.wait_end() == 128 + number
    assert "Traceback" not in terminal.text
    assert load(tmp_path / "framing.toml").framing.stack.kpi == "churn, %"
