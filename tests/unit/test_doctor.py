"""`framing-tui doctor`: what is said of machines that are not here, and of this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from framing_tui.cli.doctor import in_json, in_lines
from framing_tui.cli.program import main
from framing_tui.doctor import facts as looking
from framing_tui.doctor.checks import Check, Sizes, checks, is_usable
from framing_tui.doctor.facts import LIBRARIES, Facts, look
from framing_tui.interview.sizes import SMALLEST, WIDE

ROOT = Path(__file__).resolve().parents[2]
GOOD = Facts(
    version="0.1.0",
    python="3.12.1",
    system="Linux x86_64",
    libraries=dict.fromkeys(LIBRARIES, "9.0"),
    environment={"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "en_GB.UTF-8"},
    terminals={"stdin": True, "stdout": True, "stderr": True},
    size=(120, 36),
    encodings=("utf-8",),
    was_asked=True,
    answers_after=0.002,
    editor="vi",
    keeps_copies_in="/home/ann/.local/state/framing-tui/unsaved",
    git="2.45.0",
    repository="/home/ann/shop",
    drivers={"merge": "framing-tui merge", "diff": "framing-tui diff"},
)


def told(facts: Facts) -> dict[str, Check]:
    """Return what is said of some facts, by the name of each check; the last of a name counts."""
    return {check.name: check for check in checks(facts, Sizes(SMALLEST, WIDE))}


def having(**environment: str) -> Facts:
    return replace(GOOD, environment={**GOOD.environment, **environment})


def test_where_all_is_well_everything_is_ok() -> None:
    found = checks(GOOD, Sizes(SMALLEST, WIDE))
    assert {check.state for check in found} == {"ok"}
    assert is_usable(found)


WORSE = {
    "a pipe": (
        replace(GOOD, terminals={"stdin": True, "stdout": False, "stderr": True}),
        "terminal",
    ),
    "a dumb terminal": (having(TERM="dumb"), "terminal"),
    "no TERM": (having(TERM=""), "terminal"),
    "no answer": (replace(GOOD, answers_after=None), "answers"),
    "a slow answer": (replace(GOOD, answers_after=0.4), "answers"),
    "a small window": (replace(GOOD, size=(59, 40)), "window"),
    "a low window": (replace(GOOD, size=(120, 15)), "window"),
    "few colours": (having(TERM="xterm", COLORTERM=""), "colours"),
    "another encoding": (replace(GOOD, encodings=("utf-8", "iso8859-1")), "encoding"),
    "screen": (having(STY="1234.pts"), "clipboard"),
    "no editor": (replace(GOOD, has_editor=False), "editor"),
    "nowhere to keep copies": (replace(GOOD, can_keep_copies=False), "copies"),
    "a folder that is read only": (replace(GOOD, can_write_here=False), "folder"),
    "no git": (replace(GOOD, git=None, repository=None, drivers={}), "git"),
    "no drivers": (replace(GOOD, drivers={"diff": "x"}), "git-setup"),
    "a silent tmux": (having(TMUX="/tmp/tmux-0/default,1,0"), "tmux"),
}


@pytest.mark.parametrize(("facts", "name"), WORSE.values(), ids=WORSE)
def test_what_is_worse_is_said_with_what_to_do(facts: Facts, name: str) -> None:
    check = told(facts)[name]
    assert check.state != "ok"
    assert check.do
    assert is_usable(checks(facts, Sizes(SMALLEST, WIDE)))


@pytest.mark.parametrize("case", ["a pipe", "a dumb terminal", "no TERM", "a small window"])
def test_where_the_screen_cannot_open_line_mode_and_commands_are_left(case: str) -> None:
    found = told(WORSE[case][0])
    assert found["full screen"].state == "no"
    assert (found["line mode"].state, found["commands"].state) == ("ok", "ok")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"escape-time": "500"}, "escape-time 10"),
        ({"escape-time": "0", "set-clipboard": "off"}, "set-clipboard on"),
    ],
)
def test_what_matters_of_tmux_is_named(options: dict[str, str], said: str) -> None:
    facts = replace(having(TMUX="x"), tmux=options)
    warned = [c for c in checks(facts, Sizes(SMALLEST, WIDE)) if c.state == "warn"]
    assert [check.name for check in warned] == ["tmux"]
    assert said in warned[0].do


def test_over_a_connection_the_option_that_helps_is_named() -> None:
    assert "ssh -C" in told(having(SSH_CONNECTION="1.2.3.4 5 6.7.8.9 22"))["ssh"].do
    assert "ssh" not in told(GOOD)


@pytest.mark.parametrize(
    "facts",
    [
        replace(GOOD, libraries={**GOOD.libraries, "textual": None}),
        replace(GOOD, has_content=False),
    ],
)
def test_a_broken_installation_cannot_be_used(facts: Facts) -> None:
    found = checks(facts, Sizes(SMALLEST, WIDE))
    assert not is_usable(found)
    assert json.loads(in_json(found))["usable"] is False
    assert told(facts)["commands"].state == "no"


def test_no_variable_reaches_the_terminal_as_a_command() -> None:
    found = checks(having(TERM="\x1b[31mred", LANG="\x1b]0;x\x07"), Sizes(SMALLEST, WIDE))
    assert "\x1b" not in in_lines(found)
    assert len(in_lines(found).splitlines()) == len(found)
    assert "\\u001b" not in in_json(found)


# This machine.


def test_every_library_is_looked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(LIBRARIES) == {Requirement(line).name for line in project["dependencies"]}


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["doctor", *words])
    return int(left.value.code or 0)


def test_the_command_tells_it_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert run() == 0
    out, err = capfdbinary.readouterr()
    lines = out.decode().splitlines()
    assert err == b""
    assert {line.split()[0] for line in lines} <= {"ok", "warn", "no"}
    assert any("textual " in line for line in lines)
    assert run("--json") == 0
    document = json.loads(capfdbinary.readouterr().out)
    assert (document["version"], document["usable"]) == (1, True)
    assert len(document["checks"]) == len(lines)
    assert [*tmp_path.iterdir()] == []


def test_a_library_that_is_missing_is_status_1(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setitem(looking.LIBRARIES, "textual", "no_such_module")
    assert run() == 1
    assert (
        "no   libraries    textual not installed; install" in capfdbinary.readouterr().out.decode()
    )


def git(folder: Path, *words: str) -> None:
    quiet = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, env=quiet)


def test_what_git_does_with_framings_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init")
    assert look().repository == str(tmp_path.resolve())
    assert look().drivers == {}
    (tmp_path / ".gitattributes").write_text("*framing*.toml merge=ours-of diff=ours-of\n", "utf-8")
    # Attributes alone are nothing: each repository has to know what they mean.
    assert look().drivers == {}
    git(tmp_path, "config", "merge.ours-of.driver", "framing-tui merge %O %A %B")
    git(tmp_path, "config", "diff.ours-of.command", "framing-tui diff")
    assert look().drivers == {"merge": "framing-tui merge %O %A %B", "diff": "framing-tui diff"}


def test_programs_that_are_missing_or_hang_are_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("git", "tmux"):
        (tmp_path / name).write_text(f"#!{sys.executable}\nimport time; time.sleep(60)\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(looking, "_PATIENCE", 0.05)
    monkeypatch.setenv("TMUX", "x")
    for path in (str(tmp_path), ""):
        monkeypatch.setenv("PATH", path)
        found = look()
        assert (found.git, found.repository, found.tmux, found.drivers) == (None, None, {}, {})
