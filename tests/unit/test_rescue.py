"""Copies of what could not be saved: kept in private, found again, never taken by themselves."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from framing_tui.model.framing import Framing
from framing_tui.model.values import Range
from framing_tui.storage import rescue as module
from framing_tui.storage.document import Document
from framing_tui.storage.load import load
from framing_tui.storage.merge import merge
from framing_tui.storage.rescue import Rescue, drop

TEXT = '# mine\ntitle = "old"\n'
NEWER = Framing({"title": "new"})

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights and links of POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "my framing.toml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two places for copies, the second for where the first one fails."""
    places = [tmp_path / "state" / "unsaved", tmp_path / "temporary"]
    monkeypatch.setattr(module, "_folders", lambda: iter(places))
    return places


def kept(path: Path, framing: Framing = NEWER) -> Path:
    rescue = Rescue(path)
    rescue.keep(Document.open(path), framing)
    assert rescue.kept is not None
    return rescue.kept


def test_a_copy_holds_what_would_have_been_saved(path: Path, folders: list[Path]) -> None:
    copy = kept(path)
    assert copy.parent == folders[0]
    assert copy.name.startswith("my-framing-")
    assert copy.read_text() == '# mine\ntitle = "new"\n'
    assert path.read_text() == TEXT


@posix
def test_a_copy_is_for_its_owner_alone(path: Path, folders: list[Path]) -> None:
    copy = kept(path)
    assert stat.S_IMODE(folders[0].stat().st_mode) == 0o700
    assert copy.parent == folders[0]


def test_the_next_session_finds_it_with_what_it_grew_from(path: Path, folders: list[Path]) -> None:
    copy = kept(path)
    path.unlink()
    (found,) = Rescue(path).others()
    assert (found.path, found.framing, found.base) == (copy, NEWER, Framing({"title": "old"}))
    assert Rescue(path.with_name("another.toml")).others() == []


def test_a_copy_holds_what_figures_rest_on(path: Path, folders: list[Path]) -> None:
    figure = NEWER.with_answer("stack.kpi_now", Range.of(42))
    kept(path, figure.with_basis("stack.kpi_now", "measured"))
    (found,) = Rescue(path).others()
    assert merge(found.base, found.framing, figure).basis == {"stack.kpi_now": "measured"}


def test_a_file_that_was_never_there_has_an_empty_base(tmp_path: Path, folders: list[Path]) -> None:
    path = tmp_path / "new.toml"
    kept(path)
    (found,) = Rescue(path).others()
    assert (found.framing, found.base) == (NEWER, Framing())
    assert found.path.with_name(found.path.stem + ".base.toml").read_bytes() == b""


def test_it_is_found_through_a_link_to_the_same_file(path: Path, folders: list[Path]) -> None:
    kept(path)
    link = path.with_name("link.toml")
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("no links here")
    # Named after another word, and yet the same place.
    assert [c.framing for c in Rescue(link).others()] == [NEWER]


def test_ones_own_copy_is_not_offered_and_goes_when_it_is_saved(
    path: Path, folders: list[Path]
) -> None:
    rescue = Rescue(path)
    rescue.drop_own()
    rescue.keep(Document.open(path), NEWER)
    assert rescue.others() == []
    rescue.drop_own()
    assert rescue.kept is None
    assert list(folders[0].iterdir()) == []


def test_a_copy_follows_what_is_answered_meanwhile(path: Path, folders: list[Path]) -> None:
    rescue, document = Rescue(path), Document.open(path)
    rescue.keep(document, NEWER)
    first = rescue.kept
    assert first is not None
    before = first.stat().st_ino
    rescue.keep(document, NEWER)
    assert first.stat().st_ino == before
    rescue.keep(document, Framing({"title": "newer"}))
    assert rescue.kept == first
    assert load(first).framing == Framing({"title": "newer"})


def test_copies_of_several_sessions_come_oldest_first(path: Path, folders: list[Path]) -> None:
    for age, title in ((10, "b"), (20, "a"), (5, "c")):
        copy = kept(path, Framing({"title": title}))
        os.utime(copy, (1_700_000_000 - age, 1_700_000_000 - age))
    assert [c.framing.header.title for c in Rescue(path).others()] == ["a", "b", "c"]


def test_where_the_first_place_fails_the_second_serves(path: Path, folders: list[Path]) -> None:
    folders[0].parent.write_text("no folder")
    copy = kept(path)
    assert copy.parent == folders[1]
    assert [c.path for c in Rescue(path).others()] == [copy]


def test_where_every_place_fails_nothing_is_kept_and_nothing_raised(
    path: Path, folders: list[Path]
) -> None:
    for folder in folders:
        folder.parent.mkdir(exist_ok=True)
        folder.write_text("no folder")
    rescue = Rescue(path)
    rescue.keep(Document.open(path), NEWER)
    assert rescue.kept is None
    rescue.drop_own()
    assert rescue.others() == []


@posix
@pytest.mark.parametrize("laid", ["open to others", "a link"])
def test_a_folder_that_somebody_laid_out_is_neither_written_nor_believed(
    path: Path, folders: list[Path], tmp_path: Path, laid: str
) -> None:
    copy = kept(path)
    bait = tmp_path / "bait"
    bait.mkdir(mode=0o700)
    for file in (copy, copy.with_name(copy.name.replace(".toml", ".base.toml"))):
        (bait / file.name).write_bytes(file.read_bytes())
        file.unlink()
    folders[0].rmdir()
    if laid == "a link":
        folders[0].symlink_to(bait)
    else:
        bait.rename(folders[0])
        folders[0].chmod(0o777)
    assert Rescue(path).others() == []
    assert kept(path).parent == folders[1]


def test_what_cannot_be_read_is_passed_over_and_left(path: Path, folders: list[Path]) -> None:
    copy = kept(path)
    copy.write_text("not toml [")
    assert Rescue(path).others() == []
    assert copy.exists()
    copy.write_text('title = "again"\n')
    copy.with_name(copy.name.replace(".toml", ".base.toml")).write_text("not toml [")
    (found,) = Rescue(path).others()
    assert (found.framing, found.base) == (Framing({"title": "again"}), Framing())


def test_only_so_many_are_looked_at(
    path: Path, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    for number in range(4):
        kept(path, Framing({"title": str(number)}))
    assert len(Rescue(path).others()) == 2


def test_dropping_what_is_gone_is_no_error(path: Path, folders: list[Path]) -> None:
    copy = kept(path)
    drop(copy)
    drop(copy)
    assert list(folders[0].iterdir()) == []


def test_copies_in_both_places_are_found(path: Path, folders: list[Path]) -> None:
    one = kept(path)
    folders.reverse()
    two = kept(path, Framing({"title": "second"}))
    assert one.parent != two.parent
    assert {copy.path for copy in Rescue(path).others()} == {one, two}
    folders.reverse()
    assert {copy.path for copy in Rescue(path).others()} == {one, two}


def test_a_place_that_cannot_be_looked_at_hides_no_other(
    path: Path, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folders[0].parent.write_text("no folder")
    copy = kept(path)
    is_private = module._is_private

    def refused(folder: Path) -> bool:
        if folder == folders[0]:
            raise PermissionError("not yours")
        return is_private(folder)

    folders[0].parent.unlink()
    folders[0].mkdir(parents=True)
    monkeypatch.setattr(module, "_is_private", refused)
    assert [found.path for found in Rescue(path).others()] == [copy]


def test_a_system_without_users_trusts_its_folders(
    path: Path, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "getuid", raising=False)
    copy = kept(path)
    assert [found.path for found in Rescue(path).others()] == [copy]


@posix
def test_where_there_is_no_home_the_temporary_place_serves(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.write_text("no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(closed))
    monkeypatch.setenv("HOME", str(closed))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    copy = kept(path)
    assert copy.parent == tmp_path / "temporary" / f"framing-tui-{os.getuid()}"
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_copies_go_to_the_place_of_the_users_state(path: Path, own_state: Path) -> None:
    copy = kept(path)
    assert copy.is_relative_to(own_state)
    assert copy.parent.name == "unsaved"
    assert "framing-tui" in copy.parts


def test_a_place_whose_parents_are_missing_is_made(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "no" / "such" / "folder" / "unsaved"
    monkeypatch.setattr(module, "_folders", lambda: iter([place]))
    assert kept(path).parent == place


@pytest.mark.parametrize("error", [OSError("no place"), RuntimeError("no home")])
def test_where_no_place_can_be_told_the_next_one_serves_or_none(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    import platformdirs

    def failing(*_: object, **__: object) -> Path:
        raise error

    monkeypatch.setattr(platformdirs, "user_state_path", failing)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "t"))
    assert tmp_path / "t" in kept(path).parents

    def nowhere() -> str:
        raise FileNotFoundError("no usable temporary directory")

    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    rescue = Rescue(path)
    rescue.keep(Document.open(path), NEWER)
    assert rescue.kept is None


def test_a_file_where_the_folder_should_be_is_no_place(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    taken.chmod(0o600)
    monkeypatch.setattr(module, "_folders", lambda: iter([taken]))
    assert not module._is_private(taken) or sys.platform == "win32"
    rescue = Rescue(path)
    rescue.keep(Document.open(path), NEWER)
    assert rescue.kept is None
    assert taken.read_text() == "mine"
