"""`board`: which files it shows, in which form, and with which status it ends."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from framing_tui.cli import main

DAY = ("--today", "2026-06-01")
LATE = 'title = "Late"\n[serving]\nonline = "yes"\np99_budget_ms = 120\np99_expected_ms = 140\n'


class Desk:
    """A folder of framings, in which the command is run."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.folder = folder
        self._capture = capture

    def put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def board(self, *arguments: str) -> tuple[int, str, str]:
        """Run the command; return its status, and what it wrote where."""
        self._capture.readouterr()
        with pytest.raises(SystemExit) as left:
            main(["board", *DAY, *arguments])
        out, err = self._capture.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, out.decode(), err.decode()

    def json(self, *arguments: str) -> Any:
        return json.loads(self.board("--to", "json", *arguments)[1])


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Desk(folder, capsysbinary)


@pytest.fixture
def three(desk: Desk) -> Desk:
    desk.put("b/framing.toml", LATE)
    desk.put("a/framing.toml", 'title = "Calm"\n')
    desk.put("c/framing.toml", "x =\n")
    return desk


def test_without_a_terminal_it_writes_markdown(three: Desk) -> None:
    status, out, err = three.board(".")
    assert status == 2
    assert out.startswith("# Framings at a glance\n\n2 framings\n")
    assert out.index("| Calm: a/framing.toml |") < out.index("| Late: b/framing.toml |")
    assert "- `c/framing.toml`: line 1: is not TOML" in out
    assert err.count("\n") == 1
    assert err.startswith("c/framing.toml: line 1: is not TOML")


def test_what_can_be_read_is_fine(desk: Desk) -> None:
    desk.put("framing.toml", LATE)
    status, out, err = desk.board("framing.toml")
    assert (status, err) == (0, "")
    assert "FT603" in out


def test_sort_reverse_and_filter(three: Desk) -> None:
    def titles(*arguments: str) -> list[str]:
        return [each["title"] for each in three.json(".", *arguments)["framings"]]

    assert titles() == ["Calm", "Late"]
    assert titles("--sort", "red") == ["Late", "Calm"]
    assert titles("--sort", "red", "--reverse") == ["Calm", "Late"]
    assert titles("--filter", "serving:red") == ["Late"]
    assert titles("--filter", "nothing has this") == []


@pytest.mark.parametrize("jobs", ["2", "64"])
def test_many_processes_write_the_same_bytes(three: Desk, jobs: str) -> None:
    for number in range(20):
        three.put(f"more/{number:02}-framing.toml", LATE)
    assert three.board(".", "--to", "csv", "--jobs", jobs) == three.board(".", "--to", "csv")


def test_the_form_follows_the_name_and_the_option_goes_before_it(three: Desk) -> None:
    for name, begins in (
        ("b.html", "<!DOCTYPE"),
        ("b.csv", "path,"),
        ("b.json", "{"),
        ("report", "# "),
    ):
        assert three.board(".", "-o", name)[:2] == (2, "")
        assert (three.folder / name).read_text("utf-8").startswith(begins)
    three.board(".", "-o", "b.csv", "--to", "json")
    assert json.loads((three.folder / "b.csv").read_text("utf-8"))["version"] == 1
    assert three.board(".", "-o", "-", "--to", "csv")[1].startswith("path,")


def test_a_framing_is_never_written_over(desk: Desk) -> None:
    desk.put("framing.toml", LATE)
    for name in ("framing.toml", "./framing.toml"):
        status, out, err = desk.board("framing.toml", "-o", name)
        assert (status, out) == (2, "")
        assert err == f"framing-tui: {name}: is a framing; name another OUT\n"
    assert (desk.folder / "framing.toml").read_text("utf-8") == LATE


def test_standard_input_is_a_framing_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(LATE.encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert [each["path"] for each in desk.json("-")["framings"]] == ["stdin"]


def test_wrong_values_are_told_and_the_rest_is_shown(desk: Desk) -> None:
    desk.put("framing.toml", f"{LATE}x = 1\n")
    status, out, err = desk.board(".", "--to", "csv")
    assert status == 0
    assert err.startswith("framing.toml:6: serving.x: ")
    assert len(list(csv.reader(io.StringIO(out)))) == 2


def test_the_settings_of_a_folder_hold_for_it(desk: Desk) -> None:
    desk.put("a/framing.toml", LATE)
    desk.put("b/framing.toml", LATE)
    desk.put("b/.framing.toml", '[rules.FT603]\nlevel = "off"\n')
    found = ["FT603" in each["red"] for each in desk.json("a", "b")["framings"]]
    assert found == [True, False]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "name files or a directory"),
        ((".",), ".: holds no file named *framing*.toml"),
        (("gone.toml",), "gone.toml: there is no such file"),
        ((".", "--sort", "sirius"), "'sirius' is not one of 'project'"),
        ((".", "--to", "pdf"), "'pdf' is not one of 'markdown'"),
        ((".", "--today", "32 May"), "--today"),
    ],
)
def test_bad_input_is_one_line(desk: Desk, arguments: tuple[str, ...], says: str) -> None:
    status, _, err = desk.board(*arguments)
    assert status == 2
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_listed_is_told(three: Desk) -> None:
    (three.folder / "b").chmod(0)
    try:
        said = three.json(".")
    finally:
        (three.folder / "b").chmod(0o755)
    assert "b" in [error["path"] for error in said["errors"]]
    assert [each["title"] for each in said["framings"]] == ["Calm"]


def test_a_file_of_ten_megabytes_is_refused_and_the_rest_shown(three: Desk) -> None:
    three.put("big-framing.toml", "#" * 10_000_000)
    said = three.json(".")
    assert [error["path"] for error in said["errors"]] == ["big-framing.toml", "c/framing.toml"]
    assert len(said["framings"]) == 2
