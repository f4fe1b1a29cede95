"""Harm that somebody might mean: through the file, its place, stdin, arguments and environment."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from framing_tui.model.clean import clean
from framing_tui.session import Session
from framing_tui.storage import autosave
from framing_tui.storage.document import Document
from framing_tui.storage.load import load
from framing_tui.storage.rescue import Rescue
from tests.pilot.desk import TODAY
from tests.unit.test_hostile_files import MADE, Ran

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes, links and modes of POSIX")
TEXT = 'title = "old"\n[stack]\nkpi = "loss"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    folder.mkdir()
    path = folder / "f.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


# Another thing takes the place of the open file.


@pytest.mark.parametrize("kind", [kind for kind in MADE if kind != "a link to nothing"])
def test_what_takes_the_place_of_the_file_is_not_written(
    path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    for name in ("PAUSE_SECONDS", "RETRY_SECONDS", "LOOK_SECONDS"):
        monkeypatch.setattr(autosave, name, 0.01)
    session = Session.open(path, TODAY)
    session.autosave.watch()
    path.unlink()
    MADE[kind](path)
    kept = path.lstat()
    session.answer("title", "new")
    assert not session.autosave.flush(20.0)
    state = session.autosave.state
    assert state.words.startswith("NOT SAVED")
    assert clean(state.words) == state.words
    assert state.copy is not None
    assert load(state.copy).framing.header.title == "new"
    now = path.lstat()
    assert (now.st_mode, now.st_ino, now.st_size) == (kept.st_mode, kept.st_ino, kept.st_size)
    if path.is_dir():
        path.rmdir()
    else:
        path.unlink()
    path.write_text(TEXT, encoding="utf-8")
    assert session.close() or session.close()
    assert load(path).framing.header.title == "new"


# Stdin.


@pytest.mark.parametrize(
    "command", [("check", "-"), ("export", "-"), ("ask", "--plain", "new.toml")], ids=" ".join
)
def test_junk_on_stdin_is_no_crash(path: Path, command: tuple[str, ...]) -> None:
    chance = random.Random(1)
    junk = (chance.randbytes(30_000), b"\x1b]52;c;YQ==\x07\n" * 300, b"a" * 2_000_000)
    for given in junk:
        ran = Ran(*command, cwd=path.parent, given=given)
        assert ran.status in ((0, 2) if command[0] == "ask" else (2,))
        assert "Traceback" not in ran.out + ran.err
        for text in (ran.out, ran.err):
            assert all(clean(line) == line for line in text.split("\n"))


# Arguments and environment.


@pytest.mark.parametrize(
    "arguments",
    [
        ("open", "--at", "\x1b[2J‮", "f.toml"),
        ("check", "--select", "\x1b[2J", "f.toml"),
        ("check", "--ignore", "FT1,\n::error::x", "f.toml"),
        ("check", "--today", "\x1b[2J", "f.toml"),
        ("check", "--today", "9" * 5000, "f.toml"),
        ("check", "--format", "\x1b[2J", "f.toml"),
        ("check", "no\n::error::such\x1b[2J"),
        ("export", "a" * 5000),
        ("export", "f.toml", "-o", "no/such/\x1b[2J"),
        ("export", "f.toml", "--template", "./\x1b[2J"),
        ("explain", "\x1b[2J\n::error::x"),
        ("ask", "--section", "\x1b[2J", "f.toml"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_hostile_arguments_are_refused_in_plain_words(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    arguments: tuple[str, ...],
) -> None:
    from framing_tui.cli import main

    monkeypatch.chdir(path.parent)
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capsysbinary.readouterr()
    assert left.value.code == 2
    for text in (said.out.decode(), said.err.decode()):
        assert "Traceback" not in text
        assert all(clean(line) == line for line in text.split("\n"))


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "\x1b[2J", "COLUMNS": "-5", "LINES": "x"},
        {"COLUMNS": "9" * 30, "LANG": "nowhere.KOI8-R", "LC_ALL": "xx_YY"},
        {"FRAMING_TUI_THEME": "../\x1b[2J", "XDG_STATE_HOME": "/dev/null/x", "HOME": ""},
        {"XDG_STATE_HOME": "relative", "HOME": "/nowhere", "TMPDIR": "/nowhere"},
        {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    ],
)
def test_an_odd_environment_changes_nothing(path: Path, environment: dict[str, str]) -> None:
    ran = Ran("check", "--format", "json", "f.toml", cwd=path.parent, **environment)
    assert (ran.status, ran.err) == (0, "")
    given, ask = b"fewer losses\n:quit\n", ("ask", "--plain", "--at", "stack.objective", "new.toml")
    asked = Ran(*ask, cwd=path.parent, given=given, **environment)
    assert asked.status == 0, asked.err
    assert (path.parent / "new.toml").exists()


# The place of the copies.


def linked(place: Path, elsewhere: Path) -> None:
    place.parent.mkdir(parents=True)
    place.symlink_to(elsewhere)


def open_to_all(place: Path, elsewhere: Path) -> None:
    place.mkdir(parents=True)
    place.chmod(0o777)


def a_file(place: Path, elsewhere: Path) -> None:
    place.parent.mkdir(parents=True)
    place.write_text("x", encoding="utf-8")


@pytest.mark.parametrize("lay_out", [linked, open_to_all, a_file])
def test_a_place_that_others_have_laid_out_is_not_used(
    path: Path, own_state: Path, tmp_path: Path, lay_out: Callable[[Path, Path], None]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o777)
    place = own_state / "framing-tui" / "unsaved"
    lay_out(place, elsewhere)
    rescue = Rescue(path)
    document = Document.open(path)
    rescue.keep(document, document.framing.with_answer("title", "secret"))
    assert list(elsewhere.iterdir()) == []
    assert rescue.kept is None or place not in rescue.kept.parents
    rescue.drop_own()


def test_hostile_copies_are_left_out_and_nothing_hangs(path: Path) -> None:
    rescue = Rescue(path)
    document = Document.open(path)
    rescue.keep(document, document.framing.with_answer("title", "kept [/]\x1b[2J"))
    assert rescue.kept is not None
    folder, stem = rescue.kept.parent, rescue.kept.name[:-9]
    os.mkfifo(folder / f"{stem}-pipe.toml")
    (folder / f"{stem}-zero.toml").symlink_to("/dev/zero")
    (folder / f"{stem}-away.toml").symlink_to(path)
    (folder / f"{stem}-dir.toml").mkdir()
    (folder / f"{stem}-bad.toml").write_bytes(b"x = " + b"[" * 90_000)
    session = Session.open(path, TODAY)
    names = [copy.path.name for copy, _ in session.copies()]
    assert rescue.kept.name in names
    assert all("pipe" not in n and "zero" not in n and "bad" not in n for n in names)
    session.close()
