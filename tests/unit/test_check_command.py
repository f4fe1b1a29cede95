"""`check`: which files it judges, what it prints where, and with which status it ends."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from framing_tui.cli import main
from framing_tui.storage.search import framings_under
from tests.whole import whole

DAY = ("--today", "2026-06-01")
LATE = '[serving]\nonline = "yes"\np99_budget_ms = 120\np99_expected_ms = 140\n'
MAYBE_LATE = LATE.replace("140", "[100, 140]")
# Before any section is passed, nothing but what is answered can be found.
QUIET = '[stack]\nobjective = "Cut fraud losses"\n'
NAMES_A_MODEL = '[stack]\nkpi = "AUC"\n'
ADVISES = '[stack]\npolicy = "advise"\n'
CLAIMED = '[feasibility.labels]\ncolour = "red"\nplan = "ask the bank"\nowner = "risk lead"\n'


@dataclass(frozen=True)
class Said:
    """What one run said and with which status it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Desk:
    """A folder of framings, in which the command is run."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.folder = folder
        self._capture = capture

    def put(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def check(self, *arguments: str) -> Said:
        return self.run("check", *DAY, *arguments)

    def run(self, *arguments: str) -> Said:
        self._capture.readouterr()
        with pytest.raises(SystemExit) as left:
            main(arguments)
        out, err = self._capture.readouterr()
        assert isinstance(left.value.code, int)
        return Said(left.value.code, out.decode(), err.decode())

    def codes(self, *arguments: str) -> list[str]:
        files = self.check("--format", "json", *arguments).json["files"]
        return [finding["code"] for file in files for finding in file["findings"]]


@pytest.fixture
def desk(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    return Desk(folder, capsysbinary)


# Which files.


def test_a_directory_stands_for_the_framings_under_it(desk: Desk) -> None:
    for name in (
        "framing.toml",
        "b/z-framing.toml",
        "b/my-framing-2.toml",
        "b/other.toml",
        "b/framing.toml.old-1",
        "a/framing.toml",
        ".hidden/framing.toml",
        ".framing.toml",
        "b/.framing-x.toml",
    ):
        desk.put(name, "")
    names = [file["path"] for file in desk.check(".", "--format", "json").json["files"]]
    assert names == ["a/framing.toml", "b/my-framing-2.toml", "b/z-framing.toml", "framing.toml"]


def test_a_file_is_judged_whatever_its_name_and_once(desk: Desk) -> None:
    desk.put("a/framing.toml", "")
    desk.put("plan.txt", "")
    said = desk.check("plan.txt", "a", "a/framing.toml", "./a", "--format", "json")
    assert [file["path"] for file in said.json["files"]] == ["plan.txt", "a/framing.toml"]


def test_links_lead_nowhere_else(desk: Desk, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "framing.toml").write_text("", encoding="utf-8")
    desk.put("own/framing.toml", "")
    desk.put("own/plan.toml", "")
    (desk.folder / "away").symlink_to(outside)
    (desk.folder / "out-framing.toml").symlink_to(outside / "framing.toml")
    (desk.folder / "a-framing.toml").symlink_to("own/framing.toml")
    (desk.folder / "p-framing.toml").symlink_to("own/plan.toml")
    (desk.folder / "round").symlink_to(desk.folder)
    found, unreadable = framings_under(Path())
    assert [path.as_posix() for path in found] == ["own/framing.toml", "p-framing.toml"]
    assert unreadable == []


def test_paths_are_told_from_the_working_directory(desk: Desk) -> None:
    path = desk.put("a/framing.toml", QUIET)
    (file,) = desk.check(str(path), "--format", "json").json["files"]
    assert file["path"] == "a/framing.toml"


@pytest.mark.parametrize("given", ["a/framing.toml", "./a/framing.toml", "a//../a/framing.toml"])
def test_people_are_told_a_path_as_they_gave_it(desk: Desk, given: str) -> None:
    path = desk.put("a/framing.toml", LATE + "x = 1\n")
    for said_path in (given, str(path), f"../{desk.folder.name}/{given}"):
        *errors, name, first = desk.check(said_path).out.splitlines()[:4]
        assert errors[0].startswith(f"{said_path}:5: error serving.x: ")
        assert name.startswith(f"{said_path}  ")
        assert first.startswith(f"{said_path}:")
        assert desk.check(said_path, "--show-config").out.splitlines()[0].endswith(said_path)


def test_files_of_a_directory_are_told_by_its_name(desk: Desk) -> None:
    path = desk.put("a/framing.toml", LATE)
    assert desk.check(str(desk.folder)).out.startswith(f"{path}  no title\n{path}:")
    assert desk.check("a").out.startswith("a/framing.toml  ")
    assert desk.check(".").out.startswith("a/framing.toml  ")
    gone = str(desk.folder / "gone.toml")
    assert desk.check(gone).out.startswith(f"{gone}: error there is no such file\n")
    (desk.folder / "empty").mkdir()
    empty = str(desk.folder / "empty")
    assert desk.check(empty).out.startswith(f"{empty}: error holds no file named ")


def test_standard_input_is_a_dash(desk: Desk) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "framing_tui", "check", "-", "--format", "json", *DAY],
        input=LATE.encode(),
        capture_output=True,
    )
    assert done.returncode == 1
    (file,) = json.loads(done.stdout)["files"]
    assert file["path"] == "stdin"
    assert "FT603" in [finding["code"] for finding in file["findings"]]


def test_nothing_to_check_does_not_pass(desk: Desk) -> None:
    desk.put("docs/readme.txt", "")
    said = desk.check("docs")
    assert said.status == 2
    assert said.out.startswith("docs: error holds no file named *framing*.toml\n")
    assert desk.check().status == 2
    assert "name a file, a directory or -" in desk.check().err


def test_a_file_that_is_not_there_is_an_error_and_the_others_are_judged(desk: Desk) -> None:
    desk.put("framing.toml", LATE)
    said = desk.check("gone.toml", "framing.toml", "--format", "json")
    assert said.status == 2
    assert said.json["errors"] == [
        {"path": "gone.toml", "line": None, "message": "there is no such file"}
    ]
    assert said.json["summary"]["files"] == 1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("x =\n", 1, "is not TOML: a value is missing"),
        ("[stack]\nkpi = 3\n", 2, "stack.kpi: expected a line of text, got 3"),
        ("[stack]\n\nkp = 'x'\n", 3, "stack.kp: unknown key, kept but not read"),
        ("[roi]\nbuild_cost = '0,500'\n", 2, "got “0,500” (a comma is no decimal point"),
        ("[roi]\nbuild_cost = '1,500'\n", 2, "got “1,500” (nearest: 1500)"),
        ("[roi]\nbuild_cost = ['1k', 2000]\n", 2, "got a list (nearest: [1000, 2000])"),
        ("[stack]\nkpi_target = '-40 %'\n", 2, "give that first"),
        ("[stack]\ntimeframe_days = '2 wks'\n", 2, "(nearest: 14)"),
        ("[validation]\nstages_percent = '1 %, 10 %'\n", 2, "(nearest: [1, 10])"),
        ("date = '2027-6-1'\n", 1, "(nearest: 2027-06-01)"),
        ("[a." + "a." * 500 + "b]\n", 1, "a key of more than"),
    ],
)
def test_what_is_wrong_in_a_file_is_an_error_with_its_line(
    desk: Desk, text: str, line: int, message: str
) -> None:
    desk.put("framing.toml", text)
    said = desk.check("framing.toml", "--format", "json")
    assert said.status == 2
    (error,) = said.json["errors"]
    assert (error["path"], error["line"]) == ("framing.toml", line)
    assert message in error["message"]


# The status.


@pytest.mark.parametrize(
    ("text", "red", "warn", "still_open", "never"),
    [
        (QUIET, 0, 0, 1, 0),
        (LATE, 1, 1, 1, 0),
        (NAMES_A_MODEL, 0, 1, 1, 0),
        (ADVISES, 0, 0, 1, 0),
    ],
    ids=["quiet", "red", "warning", "note"],
)
def test_each_level_includes_those_before_it(
    desk: Desk, text: str, red: int, warn: int, still_open: int, never: int
) -> None:
    desk.put("framing.toml", text)
    levels = ("red", "warn", "first", "open", "never")
    found = [desk.check("framing.toml", "--fail-on", level).status for level in levels]
    assert found == [red, warn, still_open, still_open, never]
    assert desk.check("framing.toml").status == red


def test_errors_beat_findings(desk: Desk) -> None:
    desk.put("framing.toml", LATE)
    desk.put("b-framing.toml", "x =")
    assert desk.check("framing.toml").status == 1
    assert desk.check(".").status == 2
    assert desk.check(".", "--fail-on", "never").status == 2


def test_what_is_being_found_out_is_not_open(desk: Desk) -> None:
    example = Path(__file__).parents[2] / "templates" / "examples" / "payment-fraud.toml"
    complete = whole(example.read_text(encoding="utf-8"))
    desk.put("framing.toml", complete)
    assert desk.check(".", "--fail-on", "open", "--select", "FT7").status == 0
    found_out = (
        '\n[[actions]]\nwhat = "ask"\nowner = "lead"\ndue = 2026-07-01\nquestion = "spec.oncall"\n'
    )
    lines = [line for line in complete.splitlines() if not line.startswith("oncall =")]
    desk.put("framing.toml", "\n".join(lines) + "\n")
    assert desk.check(".", "--fail-on", "open", "--select", "FT7").status == 1
    desk.put("framing.toml", "\n".join(lines) + found_out)
    assert desk.check(".", "--fail-on", "open", "--select", "FT7").status == 0
    assert desk.run("check", ".", "--fail-on", "open", "--today", "2026-07-02").status == 1


def test_what_is_open_of_the_first_pass_fails_apart_from_the_rest(desk: Desk) -> None:
    example = Path(__file__).parents[2] / "templates" / "examples" / "payment-fraud.toml"
    complete = whole(example.read_text(encoding="utf-8"))

    def status(level: str, without: str) -> int:
        lines = [line for line in complete.splitlines() if not line.startswith(f"{without} =")]
        desk.put("framing.toml", "\n".join(lines) + "\n")
        return desk.check(".", "--fail-on", level, "--select", "FT7").status

    assert [status(level, "nothing") for level in ("first", "open")] == [0, 0]
    # Of the second pass.
    assert [status(level, "build_days") for level in ("warn", "first", "open")] == [0, 0, 1]
    # Of the first.
    assert [status(level, "sponsor") for level in ("warn", "first", "open")] == [0, 1, 1]


def test_a_framing_without_candidates_has_not_been_through_the_first_pass(desk: Desk) -> None:
    example = Path(__file__).parents[2] / "templates" / "examples" / "payment-fraud.toml"
    complete = whole(example.read_text(encoding="utf-8"))
    desk.put("framing.toml", complete.replace("labels.candidates]]", "labels.other]]"))
    said = desk.check("framing.toml", "--fail-on", "first", "--select", "FT7", "--format", "json")
    complete = said.json["files"][0]["completeness"]
    assert complete["first_pass"]["open"] == []
    assert "labels.candidates" in complete["open"]
    printed = desk.check("framing.toml", "--fail-on", "first", "--format", "github").out
    assert "1 questions of the first pass are open: labels.candidates" in printed


def test_a_cell_that_is_claimed_red_counts_as_red(desk: Desk) -> None:
    desk.put("framing.toml", CLAIMED)
    said = desk.check("framing.toml", "--format", "json")
    assert said.status == 1
    assert said.json["files"][0]["cells"]["labels"] == {"state": "red", "claimed": False}
    assert said.json["summary"]["red"] >= 1
    assert desk.check("framing.toml", "--fail-on", "never").status == 0
    assert "framing.toml:2: red labels is claimed red\n" in desk.check("framing.toml").out
    # Whoever asks for some codes alone has not asked for claims.
    assert desk.check("framing.toml", "--select", "FT7").status == 0


def test_a_claim_beside_a_finding_is_not_counted_twice(desk: Desk) -> None:
    desk.put("framing.toml", LATE + '[feasibility.serving]\ncolour = "red"\n')
    assert "is claimed red" not in desk.check("framing.toml").out
    assert "is claimed red" in desk.check("framing.toml", "--ignore", "FT603").out


# What is reported.


def test_select_and_ignore_take_codes_and_their_beginnings(desk: Desk) -> None:
    desk.put("framing.toml", LATE + NAMES_A_MODEL)
    every = desk.codes("framing.toml")
    assert {"FT103", "FT603"} <= set(every)
    assert desk.codes("framing.toml", "--select", "FT6") == ["FT603"]
    assert desk.codes("framing.toml", "--select", "ft103,FT603") == ["FT603", "FT103"]
    assert desk.codes("framing.toml", "--select", "FT1", "--select", "FT603") == [
        code for code in every if code == "FT603" or code.startswith("FT1")
    ]
    assert "FT603" not in desk.codes("framing.toml", "--ignore", "FT6")
    assert desk.codes("framing.toml", "--select", "FT6", "--ignore", "FT603") == []


def test_what_is_not_reported_cannot_fail_and_still_colours(desk: Desk) -> None:
    desk.put("framing.toml", LATE)
    ignored = desk.check("framing.toml", "--ignore", "FT6,FT1", "--format", "json")
    assert ignored.status == 0
    assert ignored.json["files"][0]["cells"]["serving"]["state"] == "red"
    assert ignored.json["summary"]["red"] == 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--select", "FT63"), "“FT63”"),
        (("--ignore", "cannot-serve-in-time"), "nearest: FT603"),
        (("--today", "yesterday"), "expected a date"),
        (("--format", "xml"), "text"),
        (("--fail-on", "note"), "never"),
        (("--jobs", "0"), "0"),
    ],
)
def test_wrong_usage_says_what_would_be_right(
    desk: Desk, arguments: tuple[str, ...], expected: str
) -> None:
    desk.put("framing.toml", QUIET)
    said = desk.check("framing.toml", *arguments)
    assert (said.status, said.out) == (2, "")
    assert expected in said.err
    assert "Traceback" not in said.err


def test_the_settings_of_each_folder_hold_for_its_files(desk: Desk) -> None:
    desk.put("a/framing.toml", LATE)
    desk.put("b/framing.toml", LATE)
    desk.put("a/.framing.toml", 'select = ["FT603"]\n[rules.FT603]\nlevel = "warn"\n')
    first, second = desk.check(".", "--format", "json").json["files"]
    assert [(f["code"], f["level"]) for f in first["findings"]] == [("FT603", "warn")]
    assert ("FT603", "red") in [(f["code"], f["level"]) for f in second["findings"]]
    # The command line stands for the setting of the same name.
    first, second = desk.check(".", "--select", "FT101", "--format", "json").json["files"]
    assert {f["code"] for file in (first, second) for f in file["findings"]} == {"FT101"}


def test_wrong_settings_are_errors_once(desk: Desk) -> None:
    desk.put("a/framing.toml", QUIET)
    desk.put("a/b/framing.toml", QUIET)
    desk.put("a/.framing.toml", "nope = 1\n")
    desk.put(".framing.toml", "")
    (desk.folder / ".git").mkdir()
    said = desk.check(".", "--format", "json")
    assert said.status == 2
    assert [(e["path"], e["line"]) for e in said.json["errors"]] == [("a/.framing.toml", 1)]
    assert said.json["summary"]["files"] == 2


def test_show_config_says_where_each_setting_is_from(desk: Desk) -> None:
    desk.put("framing.toml", LATE)
    desk.put(".framing.toml", 'ignore = ["FT104"]\n\n[rules.FT108]\nred_percent = 120\n')
    said = desk.check(".", "--show-config", "--select", "FT1")
    assert said.status == 0
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert lines[0] == ".framing.toml holds for framing.toml"
    assert 'select = ["FT1"] command line' in lines
    assert 'ignore = ["FT104"] .framing.toml:1' in lines
    assert 'template = "" default' in lines
    assert "rules.FT108.red_percent = 120 .framing.toml:4" in lines
    assert "rules.FT108.warn_percent = 85 default" in lines
    assert 'rules.FT108.level = "red" default' in lines
    assert not any("FT603 the slowest" in line for line in lines)
    assert 'keys.help = "f1" default' in lines
    desk.put(".framing.toml", '[keys]\nhelp = ["F10", "^K"]\n')
    said = desk.check(".", "--show-config")
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert 'keys.help = ["f10", "ctrl+k"] .framing.toml:2' in lines
    assert 'keys.next_open = "ctrl+n" default' in lines
    desk.put(".framing.toml", 'ignor = ["FT104"]\n')
    said = desk.check(".", "--show-config")
    assert said.status == 2
    assert said.err == ".framing.toml:1: ignor: unknown setting (nearest: ignore)\n"


# Dates.

ACCEPTED = (
    LATE + '[[accepted]]\nrule = "FT603"\nreason = "the pilot\\nis small"\nby = "risk lead"\n'
)


def test_an_accepted_risk_weighs_nothing_until_its_date(desk: Desk) -> None:
    desk.put("framing.toml", ACCEPTED + "until = 2026-06-01\n")
    said = desk.run("check", ".", "--select", "FT603", "--today", "2026-06-01")
    assert said.status == 0
    assert "framing.toml:4: accepted FT603 " in said.out
    assert "(the pilot is small; risk lead, until 2026-06-01)" in said.out
    assert "0 red" in said.out
    assert "1 accepted" in said.out
    later = desk.run("check", ".", "--select", "FT603", "--today", "2 Jun 2026")
    assert later.status == 1
    assert "framing.toml:4: red FT603 " in later.out


def test_json_lists_what_is_accepted_with_its_reason(desk: Desk) -> None:
    desk.put("framing.toml", ACCEPTED)
    said = desk.check(".", "--select", "FT603", "--format", "json")
    (finding,) = said.json["files"][0]["findings"]
    assert (finding["accepted"], finding["accepted_reason"]) == (True, "the pilot is small")
    assert finding["level"] == "red"
    assert said.json["summary"]["red"] == 0


@pytest.mark.parametrize("key", ["reason", "by"])
def test_an_acceptance_needs_a_reason_and_a_person(desk: Desk, key: str) -> None:
    lines = [line for line in ACCEPTED.splitlines() if not line.startswith(key)]
    desk.put("framing.toml", "\n".join(lines) + "\n")
    assert desk.check(".", "--select", "FT603").status == 1


def test_what_a_decision_has_settled_is_listed_and_fails_nothing(desk: Desk) -> None:
    desk.put("framing.toml", 'decision = "rules-first"\n[need]\nrules_suffice = "yes"\n')
    said = desk.check(".", "--select", "FT201", "--format", "json")
    (finding,) = said.json["files"][0]["findings"]
    assert (finding["code"], finding["level"], finding["decided"]) == ("FT201", "red", True)
    assert said.status == 0
    assert "decided FT201" in desk.check(".", "--select", "FT201").out


# How it is printed.


def test_no_single_byte_differs_between_two_runs_or_with_more_workers(desk: Desk) -> None:
    for number in range(12):
        text = (LATE, QUIET, "x =\n", ACCEPTED)[number % 4]
        desk.put(f"{number:02}/framing.toml", text)
    for name in ("text", "json", "sarif", "github", "junit"):
        once = desk.check(".", "--format", name, "--what-if")
        assert once.out == desk.check(".", "--format", name, "--what-if").out
        both = desk.check(".", "--format", name, "--what-if", "--jobs", "2")
        assert (both.status, both.out) == (once.status, once.out)
        assert (once.status, once.err) == (2, "")


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"FORCE_COLOR": "1"}, ("--format", "json"), False),
    ],
)
def test_colours_are_a_wish(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    arguments: tuple[str, ...],
    coloured: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    desk.put("framing.toml", LATE)
    assert ("\x1b[" in desk.check(".", *arguments).out) is coloured


def test_a_reader_that_leaves_is_no_accident(desk: Desk) -> None:
    for number in range(30):
        desk.put(f"{number}/framing.toml", LATE)
    command = f"{sys.executable} -m framing_tui check . --format sarif | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("{\n", "")


def test_a_short_run_reads_in_what_it_needs_alone(desk: Desk) -> None:
    desk.put("framing.toml", LATE)
    probe = (
        "import os, sys\n"
        "sys.argv[1:] = ['check', '.']\n"
        "late = ('ast', 'dataclasses', 'json', 'xml', 'statistics', 'decimal', 'difflib',\n"
        "        'hashlib', 'tempfile', 'gettext', 'inspect', 'random', 'urllib.parse', 'socket',\n"
        "        'framing_tui.assessment.flips')\n"
        "from types import ModuleType\n"
        "from framing_tui.__main__ import run\n"
        "read = lambda name: type(sys.modules.get(name)) is ModuleType\n"
        "os._exit = lambda code: print(code, [name for name in late if read(name)])\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "1 []", done


def test_check_loads_nothing_that_it_does_not_need(desk: Desk) -> None:
    desk.put("framing.toml", LATE)
    probe = (
        "import sys\n"
        "from framing_tui.cli import main\n"
        "try:\n"
        "    main(['check', '.', '--what-if'])\n"
        "except SystemExit as left:\n"
        "    assert left.code == 1, left.code\n"
        "heavy = {'textual', 'rich', 'tomlkit', 'questionary', 'jinja2', 'multiprocessing'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_bar_is_drawn_on_a_terminal_alone_and_wiped(desk: Desk) -> None:
    desk.put("framing.toml", LATE)
    probe = (
        "import framing_tui.cli.judging as judging\n"
        "judging._PATIENCE_SECONDS = 0\n"
        "from framing_tui.cli import main\n"
        "main(['check', '.', '--format', 'github'])\n"
    )
    command = [sys.executable, "-c", probe]
    quiet = subprocess.run(command, capture_output=True)
    assert quiet.stderr == b""
    ours, theirs = pty.openpty()
    try:
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm"},
        ) as running:
            out, _ = running.communicate(timeout=60)
        drawn = os.read(ours, 4096).decode()
    finally:
        os.close(theirs)
        os.close(ours)
    assert out == quiet.stdout
    assert "1/1" in drawn
    assert drawn.endswith("\r\x1b[K")


@pytest.mark.parametrize("name", ["text", "json", "sarif", "github", "junit"])
def test_no_format_lets_a_control_character_or_a_second_line_through(desk: Desk, name: str) -> None:
    nasty = "a\\u0000b\\u001b]52;c;x\\u0007\\u202ec\\n::error::x\\r\\u0085%0A]]></failure>&<\\ufffe"
    desk.put(
        "framing.toml",
        f'title = "{nasty}"\n[stack]\nkpi = "{nasty} AUC"\nobjective = "{nasty} use AI"\n'
        f'[[accepted]]\nrule = "FT104"\nreason = "{nasty}"\nby = "{nasty}"\n',
    )
    said = desk.check(".", "--format", name)
    assert not {c for c in said.out if ord(c) < 32 and c != "\n"}
    assert not set("\x7f\x85\u202e\u2028\ufffe") & set(said.out) - {"\ufffe"}
    assert all(not line.startswith("::error::x") for line in said.out.splitlines())


def test_a_file_name_cannot_forge_a_line(desk: Desk) -> None:
    desk.put("a\n::error::x framing.toml", "x =\n")
    for name in ("text", "github"):
        lines = desk.check(".", "--format", name).out.splitlines()
        assert not any(line.startswith("::error::x") for line in lines)
        assert any("x framing.toml" in line for line in lines)
