"""Doors that are handed a device, a framing for a page, or a file that nobody has settled."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from framing_tui.cli import main
from framing_tui.content import example_path, starter_names

CLASH = '\n[[clashes]]\nquestion = "stack.kpi_now"\nours = "10"\ntheirs = "12"\n'


@pytest.fixture
def framing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(example_path("payment-fraud"), tmp_path / "framing.toml"))


def status(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    assert isinstance(left.value.code, int)
    return left.value.code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_merge_is_written_to_a_device_without_reading_it(
    framing: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name = str(framing)
    assert status("merge", name, name, name, "-o", "/dev/full") == 2
    assert capfd.readouterr().err == "framing-tui: /dev/full: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no device without end")
def test_a_page_without_end_is_none(framing: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert status("export", "--check", "/dev/zero", "--", str(framing)) == 2
    assert "/dev/zero: is larger than 10,000,000 bytes" in capfd.readouterr().err


@pytest.mark.parametrize("format_name", ["text", "json", "github", "sarif", "junit"])
def test_two_answers_that_nobody_has_settled_fail_a_check(
    framing: Path, format_name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert status("check", "framing.toml", "--format", format_name) == 0
    framing.write_text(framing.read_text("utf-8") + CLASH, "utf-8")
    capfd.readouterr()
    assert status("check", "framing.toml", "--format", format_name) == 2
    assert "stack.kpi_now: two answers stand in the file" in capfd.readouterr().out


def test_a_framing_is_no_page(framing: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert status("import", "framing.toml", "other.toml") == 2
    assert "is a framing, not a page" in capfd.readouterr().err
    assert not Path("other.toml").exists()


@pytest.mark.parametrize("starter", starter_names())
def test_a_new_file_is_in_canonical_order(framing: Path, starter: str) -> None:
    assert status("new", "new.toml", "--from", starter) == 0
    assert status("fmt", "--check", "new.toml") == 0


def test_an_argument_that_is_no_text_is_refused(
    framing: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = framing.read_bytes()
    assert status("set", "framing.toml", "title", "a\udcffb") == 2
    assert "an argument is not UTF-8 text" in capfd.readouterr().err
    assert framing.read_bytes() == before


def test_a_working_directory_that_is_gone_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert status("check", ".") == 2
    assert capfd.readouterr().err == "framing-tui: the working directory is gone\n"
