"""One file on disk: saved in place, joined with others' answers, never lost."""

from __future__ import annotations

import errno
import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from framing_tui.model.framing import Framing
from framing_tui.model.labels import Candidate
from framing_tui.model.records import Row
from framing_tui.model.spec import Acceptance, Action, Clash
from framing_tui.model.values import Range
from framing_tui.storage import canonical, document, files
from framing_tui.storage.blank import blank_document
from framing_tui.storage.clash import open_clashes, settled
from framing_tui.storage.document import Document, Vanished
from framing_tui.storage.limits import MAX_BYTES
from framing_tui.storage.load import load
from framing_tui.storage.merge import merge
from framing_tui.storage.problem import CannotOpen

TEXT = """\
# mine
title = "old"  # beside

[stack]
kpi = "loss"
unknown = 1
"""
BASE = Framing({"title": "old", "stack.kpi": "loss"})
# There is no place in it for an answer in that table.
WITHOUT_ROOM = "stack = 3\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "f.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def on_disk(path: Path) -> Framing:
    return load(path).framing


def others(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir() if entry.name != path.name)


def clash(question: str, ours: str, theirs: str) -> Clash:
    return Clash({"question": question, "ours": ours, "theirs": theirs})


# Opening and saving.


def test_a_file_is_opened(path: Path) -> None:
    opened = Document.open(path)
    assert opened.framing == BASE
    assert opened.stamp == files.Stamp.of(path)
    assert opened.opened is not None
    assert [problem.key for problem in opened.opened.problems] == ["stack.unknown"]


def test_an_answer_is_saved_in_its_place(path: Path) -> None:
    opened = Document.open(path)
    saved, framing = opened.saved(BASE.with_answer("title", "new"))
    assert framing == saved.framing == on_disk(path) == BASE.with_answer("title", "new")
    assert path.read_text() == TEXT.replace('"old"', '"new"')
    again, _ = saved.saved(BASE)
    assert path.read_text() == TEXT
    assert again.opened is not None
    assert [problem.path for problem in again.opened.problems] == [str(path)]
    assert others(path) == []


def test_a_new_file_is_created_by_the_first_save_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    opened = Document.open(path)
    assert opened.framing == Framing()
    assert not path.exists()
    opened.saved(BASE)
    assert path.read_text() == canonical.document(BASE)


@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_newlines_and_the_mark_at_the_beginning_stay(path: Path, bom: str) -> None:
    text = bom + TEXT.replace("\n", "\r\n")
    path.write_bytes(text.encode())
    opened = Document.open(path)
    saved, _ = opened.saved(BASE.with_answer("title", "new").with_answer("stack.users", "a\nb"))
    raw = path.read_bytes().decode()
    assert raw.startswith(bom + "# mine\r\n")
    assert raw.count("\n") == raw.count("\r\n")
    assert on_disk(path) == saved.framing
    saved.saved(saved.framing.with_answer("title", "newer"))
    assert path.read_bytes().decode() == raw.replace('"new"', '"newer"')


def test_mixed_newlines_stay_as_they_are(path: Path) -> None:
    path.write_bytes(b'# mine\r\ntitle = "old"\n[stack]\r\nkpi = "loss"\r\n')
    Document.open(path).saved(BASE.with_answer("title", "new"))
    assert path.read_bytes() == b'# mine\r\ntitle = "new"\n[stack]\r\nkpi = "loss"\r\n'


def test_the_only_plain_newline_may_go(path: Path) -> None:
    path.write_bytes(b'title = "old"\r\n[stack]\r\nkpi = """a\nb"""\r\n')
    opened = Document.open(path)
    opened.saved(opened.framing.with_answer("stack.kpi", "loss"))
    assert path.read_bytes() == b'title = "old"\r\n[stack]\r\nkpi = "loss"\r\n'


@pytest.mark.parametrize("raw", [b"", b"\n", b"# only\n", b"\xef\xbb\xbf"])
def test_an_empty_file_takes_answers(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    Document.open(path).saved(BASE)
    assert on_disk(path) == BASE
    assert path.read_bytes().startswith(raw.rstrip(b"\n"))


def test_a_blank_file_keeps_every_comment(path: Path) -> None:
    path.write_text(blank_document(), encoding="utf-8")
    opened = Document.open(path)
    assert opened.opened is not None
    assert opened.opened.problems == ()
    assert opened.framing == Framing()
    opened.saved(BASE)
    wanted = blank_document().replace('title = ""', 'title = "old"')
    assert path.read_text() == wanted.replace('\nkpi = ""', '\nkpi = "loss"')


@pytest.mark.parametrize(
    "raw",
    [b"[stack", b"\xff", b"format = 9", b"a = 1\n<<<<<<< HEAD\n", b"#" * (MAX_BYTES + 1)],
)
def test_a_file_that_cannot_be_read_is_not_opened(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    with pytest.raises(CannotOpen, match=r"f\.toml"):
        Document.open(path)
    assert path.read_bytes() == raw


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    for wrong in (tmp_path, tmp_path / "none" / "f.toml", tmp_path / ("n" * 300), Path("a\0b")):
        with pytest.raises(CannotOpen):
            Document.open(wrong)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(CannotOpen, match="no such file"):
        Document.open(link)


def test_a_path_is_named_as_the_user_wrote_it(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"^\./x\.toml: "):
        Document.open(tmp_path / "none" / "x.toml", "./x.toml")
    with pytest.raises(CannotOpen) as caught:
        Document.open(tmp_path / "none" / "a\x1b[0m")
    assert "\x1b" not in str(caught.value)


# What cannot be edited in place.


def test_what_cannot_be_edited_in_place_is_written_anew_and_the_old_text_kept(path: Path) -> None:
    text = '# mine\r\nstack = 3\r\ntitle = "old"\r\nown = nan\r\n'
    path.write_bytes(text.encode())
    path.with_name("f.toml.old-1").write_text("somebody's own")
    saved, _ = Document.open(path).saved(Framing({"title": "old", "stack.kpi": "loss"}))
    assert on_disk(path) == saved.framing == BASE
    assert others(path) == ["f.toml.old-1", "f.toml.old-2"]
    assert path.with_name("f.toml.old-1").read_text() == "somebody's own"
    assert path.with_name("f.toml.old-2").read_bytes() == text.encode()
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


def test_the_old_text_is_kept_once(path: Path) -> None:
    path.write_text("stack = 3\n")
    saved, _ = Document.open(path).saved(BASE)
    for number in range(3):
        saved, _ = saved.saved(BASE.with_answer("title", f"t{number}"))
    assert others(path) == ["f.toml.old-1"]


def test_unknown_keys_survive_being_written_anew(path: Path) -> None:
    path.write_text(
        '[[actions]]\nwhat = "a"\nmine = 1\n[[actions]]\nwhat = "a"\nowner = "second"\n'
        'priority = 2\n[tool]\nx = { y = 1 }\n[stack]\nkpi_now = "much"\n'
    )
    opened = Document.open(path)
    # The second record of that name can be read once the first one is gone.
    saved, _ = opened.saved(opened.framing.with_answer("actions", None).with_answer("title", "t"))
    assert saved.framing.answers["title"] == "t"
    text = path.read_text() + path.with_name("f.toml.old-1").read_text()
    for piece in ('"second"', "priority = 2", "y = 1", '"much"'):
        assert piece in text


def test_none_stands_beside_no_record_but_everything_else(path: Path) -> None:
    path.write_text('own = 1\n[[actions]]\nowner = "nobody named it"\n')
    saved, _ = Document.open(path).saved(Framing({"actions": ()}))
    assert on_disk(path) == saved.framing == Framing({"actions": ()})
    assert "own = 1\n" in path.read_text()
    assert "nobody named it" in path.with_name("f.toml.old-1").read_text()


def test_a_file_without_anything_odd_needs_no_second_one(path: Path) -> None:
    path.write_text("own = nan\n")
    saved, _ = Document.open(path).saved(BASE)
    saved.saved(BASE.with_answer("title", "new"))
    assert "own = nan\n" in path.read_text()
    assert others(path) == []


# What cannot be written.


def test_a_disk_that_refuses_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Document.open(path)
    with monkeypatch.context() as broken:

        def refuse(*args: Any) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        broken.setattr(os, "fsync", refuse)
        with pytest.raises(OSError, match="No space"):
            opened.saved(BASE.with_answer("title", "new"))
    assert path.read_text() == TEXT
    opened.saved(BASE.with_answer("title", "new"))
    assert on_disk(path).answers["title"] == "new"


def test_a_save_that_was_told_as_failed_though_it_was_not_can_be_made_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Document.open(path)
    wanted = BASE.with_answer("title", "new")
    with monkeypatch.context() as broken:

        def fail(directory: Path) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        broken.setattr(files, "_sync_directory", fail)
        with pytest.raises(OSError, match="Input/output"):
            opened.saved(wanted)
    saved, framing = opened.saved(wanted)
    assert framing == saved.framing == on_disk(path) == wanted


def test_what_could_not_be_read_again_is_not_written(path: Path) -> None:
    opened = Document.open(path)
    lines = tuple("x" * 19_000 for _ in range(60))
    with pytest.raises(CannotOpen, match="larger than"):
        opened.saved(BASE.with_answer("participants", lines))
    with pytest.raises(CannotOpen, match="cannot be written"):
        opened.saved(BASE.with_answer("title", "\ud800"))
    assert path.read_text() == TEXT
    assert others(path) == []


def test_one_answer_that_does_not_read_back_costs_no_other(path: Path) -> None:
    nameless = (Action({"owner": "a"}),)
    saved, _ = Document.open(path).saved(BASE.with_answer("actions", nameless))
    assert on_disk(path) == BASE
    assert 'owner = "a"' in path.read_text()
    saved.saved(BASE.with_answer("title", "new"))
    assert on_disk(path).answers["title"] == "new"


# Others who write.


def test_answers_of_both_survive(path: Path) -> None:
    mine, theirs = Document.open(path), Document.open(path)
    theirs.saved(BASE.with_answer("team", "theirs").with_note("title", "n"))
    saved, framing = mine.saved(BASE.with_answer("currency", "EUR"))
    wanted = Framing({**BASE.answers, "team": "theirs", "currency": "EUR"}, notes={"title": "n"})
    assert framing == saved.framing == on_disk(path) == wanted
    assert "# mine" in path.read_text()


def test_both_values_of_one_answer_survive(path: Path) -> None:
    mine, theirs = Document.open(path), Document.open(path)
    theirs.saved(BASE.with_answer("stack.kpi", "theirs"))
    mine.saved(BASE.with_answer("stack.kpi", "mine"))
    assert on_disk(path).answers["stack.kpi"] == "mine"
    assert on_disk(path).answers["clashes"] == (clash("stack.kpi", '"mine"', '"theirs"'),)


@pytest.mark.parametrize("same", [False, True])
def test_two_writers_at_once_lose_nothing(path: Path, same: bool) -> None:
    ids = ("team", "currency", "stack.objective", "stack.outcome", "stack.model_goal")
    mine = ids[:1] if same else ids[:3]
    theirs = ids[:1] if same else ids[3:]
    said: dict[str, list[str]] = {"a": [], "b": []}

    def write(name: str, own: tuple[str, ...]) -> None:
        current = Document.open(path)
        framing = current.framing
        for number in range(12):
            question_id = own[number % len(own)]
            framing = framing.with_answer(question_id, f"{name}{number}")
            for _ in range(50):
                try:
                    current, framing = current.saved(framing)
                    break
                except OSError:
                    continue
            else:
                raise AssertionError("never saved")
            said[name].append(f"{name}{number}")

    threads = [threading.Thread(target=write, args=pair) for pair in (("a", mine), ("b", theirs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said["a"]) == len(said["b"]) == 12
    final = on_disk(path)
    told = [final.answers[question_id] for question_id in (*mine, *theirs)]
    for row in final.answers.get("clashes", ()):
        told += [row.ours.strip('"'), row.theirs.strip('"')]
    assert "a11" in told
    assert "b11" in told
    if not same:
        assert final.answers["currency"] == "a10"
        assert "clashes" not in final.answers
    assert on_disk(path).answers["title"] == "old"


def test_what_is_written_between_reading_and_saving_is_joined_in(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = document.read_bytes

    def read_late(where: Path, shown: str) -> bytes:
        raw = real(where, shown)
        where.write_bytes(raw.replace(b'"loss"', b'"theirs"'))
        return raw

    with monkeypatch.context() as late:
        late.setattr(document, "read_bytes", read_late)
        opened = Document.open(path)
    opened.saved(BASE.with_answer("title", "new"))
    assert on_disk(path) == Framing({"title": "new", "stack.kpi": "theirs"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "^the file was deleted$"),
        ("", "^the file was emptied$"),
        ("\n\n", "^the file was emptied$"),
    ],
)
def test_a_file_that_is_gone_or_emptied_is_written_again_on_a_word_alone(
    path: Path, text: str | None, words: str
) -> None:
    opened = Document.open(path)
    if text is None:
        path.unlink()
    else:
        path.write_text(text)
    with pytest.raises(Vanished, match=words):
        opened.seen_anew()
    with pytest.raises(Vanished, match=words):
        opened.saved(BASE.with_answer("title", "new"))
    assert (path.read_text() if path.exists() else None) == text
    saved, framing = opened.saved(BASE.with_answer("title", "new"), again=True)
    assert framing == BASE.with_answer("title", "new")
    assert path.read_text() == TEXT.replace('"old"', '"new"')
    saved.saved(BASE)
    assert path.read_text() == TEXT


def test_a_file_that_comes_back_is_joined_again(path: Path) -> None:
    opened = Document.open(path)
    path.unlink()
    with pytest.raises(Vanished):
        opened.saved(BASE.with_answer("title", "new"))
    path.write_text(TEXT.replace("loss", "theirs"))
    opened.saved(BASE.with_answer("title", "new"))
    assert on_disk(path) == Framing({"title": "new", "stack.kpi": "theirs"})


def test_what_somebody_else_left_is_seen(path: Path) -> None:
    opened = Document.open(path)
    assert opened.seen_anew() is None
    path.write_text(TEXT.replace("loss", "theirs"))
    seen = opened.seen_anew()
    assert seen is not None
    assert seen.framing == Framing({"title": "old", "stack.kpi": "theirs"})
    assert not seen.is_put_back
    assert seen.seen_anew() is None
    path.write_text(TEXT)
    again = seen.seen_anew()
    assert again is not None
    assert again.is_put_back
    assert not again.saved(BASE)[0].seen_anew()


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_links_that_run_in_a_circle_are_an_error_of_one_line(path: Path) -> None:
    opened = Document.open(path)
    path.unlink()
    path.symlink_to(path)
    with pytest.raises(CannotOpen, match=f"^{path}: Too many levels of symbolic links$"):
        opened.seen_anew()


def test_where_every_name_is_taken_the_old_text_is_not_given_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "_MAX_KEPT", 2)
    path.write_text(WITHOUT_ROOM)
    for number in (1, 2):
        path.with_name(f"{path.name}.old-{number}").write_text("taken")
    opened = Document.open(path)
    with pytest.raises(OSError, match="no name is left"):
        opened.saved(BASE)
    assert path.read_text() == WITHOUT_ROOM


def test_an_answer_that_is_no_text_creates_no_file(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="cannot be written: is not TOML"):
        Document.open(tmp_path / "new.toml").saved(BASE.with_answer("title", "\ud800"))
    assert list(tmp_path.iterdir()) == []


def test_the_old_text_is_kept_once_more_where_somebody_else_has_written(path: Path) -> None:
    path.write_text(WITHOUT_ROOM)
    opened, _ = Document.open(path).saved(BASE)
    path.write_text("stack = 4\n")
    seen = opened.seen_anew()
    assert seen is not None
    seen.saved(BASE)
    moved = Document.open(path.with_name(f"{path.name}.old-1")).elsewhere(path.with_name("g.toml"))
    moved.saved(BASE)
    assert others(path) == ["f.toml.old-1", "f.toml.old-2", "g.toml", "g.toml.old-1"]


def test_an_old_text_that_is_kept_already_is_not_kept_twice(path: Path) -> None:
    path.write_text(WITHOUT_ROOM)
    path.with_name(f"{path.name}.old-1").write_text(WITHOUT_ROOM)
    Document.open(path).saved(BASE)
    assert others(path) == [f"{path.name}.old-1"]


def test_a_new_file_that_is_not_there_yet_has_not_vanished(tmp_path: Path) -> None:
    opened = Document.open(tmp_path / "new.toml")
    assert opened.seen_anew() is None
    (tmp_path / "new.toml").write_text(TEXT)
    seen = opened.seen_anew()
    assert seen is not None
    assert seen.framing == BASE


def test_a_link_whose_target_is_gone_has_vanished(tmp_path: Path, path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    opened = Document.open(link)
    path.unlink()
    with pytest.raises(Vanished, match="was deleted"):
        opened.seen_anew()
    opened.saved(BASE, again=True)
    assert link.is_symlink()
    assert on_disk(path) == BASE


def test_what_is_on_disk_already_is_not_written_again(path: Path) -> None:
    opened, _ = Document.open(path).saved(BASE.with_answer("title", "new"))
    inode = path.stat().st_ino
    opened, _ = opened.saved(BASE.with_answer("title", "new"))
    assert path.stat().st_ino == inode
    path.write_text(TEXT)
    opened.saved(BASE.with_answer("title", "new").with_answer("team", "mine"))
    assert on_disk(path) == BASE.with_answer("team", "mine")


def test_a_file_with_conflicts_is_read_as_if_its_upper_sides_stood_alone(path: Path) -> None:
    text = '<<<<<<< a\r\ntitle = "old"\r\n=======\r\ntitle = "\\xff"\r\n>>>>>>> b\r\n'
    raw = text.encode() + b"# \xff\r\n[stack]\r\nkpi = 'loss'\r\n"
    path.write_bytes(raw)
    opened = Document.open_conflicted(path, "shown.toml")
    assert opened.framing == BASE
    assert opened.opened is not None
    assert opened.opened.path == "shown.toml"
    assert opened.stamp == files.Stamp.of(path)
    assert Document.open_conflicted(path).opened.path == str(path)  # type: ignore[union-attr]
    path.write_text("[stack")
    with pytest.raises(CannotOpen, match=r"^shown\.toml"):
        Document.open_conflicted(path, "shown.toml")
    with pytest.raises(CannotOpen, match=r"^shown\.toml: there is no such file$"):
        Document.open_conflicted(path.with_name("none.toml"), "shown.toml")


def test_what_cannot_be_opened_says_so_by_the_name_that_was_given(tmp_path: Path) -> None:
    for place, words in (
        (tmp_path / "none" / "f.toml", "its directory does not exist"),
        (tmp_path / ("n" * 300), "File name too long"),
        (Path("a\0b"), "embedded null byte"),
    ):
        with pytest.raises(CannotOpen, match=f"^shown: {words}$"):
            Document.open(place, "shown")


def test_a_sweep_that_fails_keeps_nobody_from_opening(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error in (OSError("no"), ValueError("no")):

        def refused(_path: Path, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(files, "sweep", refused)
        assert Document.open(path).framing == BASE


def test_an_edit_that_fails_in_any_way_is_written_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, error in enumerate((ValueError("no"), LookupError("no"))):

        def failing(*_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(document, "edited", failing)
        title = f"t{number}"
        saved, _ = Document.open(path).saved(BASE.with_answer("title", title))
        assert saved.was_anew is True
        assert on_disk(path).answers["title"] == title


def test_the_same_text_goes_elsewhere(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    opened = Document.open(path).saved(BASE.with_answer("team", "us"))[0].elsewhere(other)
    assert opened.seen_anew() is None
    assert opened.past == frozenset()
    moved, _ = opened.saved(BASE.with_answer("title", "new"))
    assert on_disk(other) == BASE.with_answer("title", "new")
    assert on_disk(path) == BASE.with_answer("team", "us")
    assert "# mine" in other.read_text()
    assert moved.seen_anew() is None


def test_a_file_that_another_thing_took_the_place_of_is_named_as_it_was(path: Path) -> None:
    opened = Document.open(path, "shown.toml")
    path.unlink()
    path.mkdir()
    with pytest.raises(CannotOpen, match=r"^shown\.toml:"):
        opened.seen_anew()


def test_what_was_deleted_and_written_again_can_still_be_put_back(path: Path) -> None:
    opened = Document.open(path)
    path.unlink()
    again, _ = opened.saved(BASE.with_answer("title", "new"), again=True)
    path.write_text(TEXT, encoding="utf-8")
    seen = again.seen_anew()
    assert seen is not None
    assert seen.is_put_back


def test_what_cannot_stand_beside_the_answers_either_stays_in_the_old_text(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, error in enumerate((document.EditMissed("no"), ValueError("no"))):

        def failing(*_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(document, "edited", failing)
        monkeypatch.setattr(document, "read_back", failing)
        title = f"t{number}"
        Document.open(path).saved(BASE.with_answer("title", title))
        assert on_disk(path) == BASE.with_answer("title", title)
        assert len(others(path)) == number + 1


def test_the_last_name_for_an_old_text_is_taken_too(path: Path) -> None:
    for number in range(1, document._MAX_KEPT):
        path.with_name(f"{path.name}.old-{number}").write_text(str(number))
    path.write_text(WITHOUT_ROOM)
    Document.open(path).saved(Framing({"stack.kpi": "loss"}))
    last = path.with_name(f"{path.name}.old-{document._MAX_KEPT}")
    assert last.read_text() == WITHOUT_ROOM


def test_a_file_that_appears_meanwhile_is_joined(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    opened = Document.open(path)
    path.write_text('team = "theirs"\n')
    opened.saved(Framing({"title": "mine"}))
    assert on_disk(path) == Framing({"team": "theirs", "title": "mine"})


@pytest.mark.parametrize(
    "theirs", ["[stack", "a = 1\n<<<<<<< HEAD\n=======\n>>>>>>> x\n", "format = 2"]
)
def test_a_file_that_another_broke_is_not_overwritten(path: Path, theirs: str) -> None:
    opened = Document.open(path, "shown.toml")
    path.write_text(theirs)
    with pytest.raises(CannotOpen, match=r"^shown\.toml:"):
        opened.saved(BASE.with_answer("title", "new"))
    assert path.read_text() == theirs
    path.write_text(TEXT)
    opened.saved(BASE.with_answer("title", "new"))
    assert on_disk(path).answers["title"] == "new"


def test_a_file_that_never_rests_is_given_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def always(*args: Any, **kwargs: Any) -> None:
        raise files.ChangedOnDisk("again")

    opened = Document.open(path)
    monkeypatch.setattr(files, "write_whole", always)
    with pytest.raises(OSError, match=r"^the file changes faster than it can be saved$"):
        opened.saved(BASE.with_answer("title", "new"))


# Joining two people's changes.


def actions(*names: str, **cells: object) -> tuple[Row, ...]:
    return tuple(Action({"what": name, **cells}) for name in names)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ({}, {"team": "a"}, {"currency": "b"}, {"team": "a", "currency": "b"}),
        ({"team": "a"}, {"team": "b"}, {"team": "a"}, {"team": "b"}),
        ({"team": "a"}, {"team": "a"}, {"team": "b"}, {"team": "b"}),
        ({"team": "a"}, {"team": "b"}, {"team": "b"}, {"team": "b"}),
        ({"team": "a"}, {}, {"team": "a"}, {}),
        ({"team": "a"}, {"team": "a"}, {}, {}),
        (
            {"team": "a"},
            {"team": "b"},
            {"team": "c"},
            {"team": "b", "clashes": (clash("team", '"b"', '"c"'),)},
        ),
        (
            {"team": "a"},
            {},
            {"team": "c"},
            {"clashes": (clash("team", '""', '"c"'),)},
        ),
        (
            {"participants": ("a",)},
            {"participants": ()},
            {"participants": ("a", "b")},
            {
                "participants": (),
                "clashes": (clash("participants", "[]", '["a", "b"]'),),
            },
        ),
        # Lists: what both added is there, what one took away is not, and “none” has to be said.
        (
            {"participants": ("a", "b")},
            {"participants": ("b", "mine")},
            {"participants": ("a", "b", "theirs")},
            {"participants": ("b", "theirs", "mine")},
        ),
        (
            {},
            {"shift.causes": ("seasonality",)},
            {"shift.causes": ("new-users", "seasonality")},
            {"shift.causes": ("new-users", "seasonality")},
        ),
        (
            {"participants": ("a", "b")},
            {"participants": ("a",)},
            {"participants": ("b",)},
            {"participants": ("a",), "clashes": (clash("participants", '["a"]', '["b"]'),)},
        ),
        # Texts: changes in different lines are joined, and those that touch are not.
        (
            {"stack.users": "one\ntwo\nthree\nfour"},
            {"stack.users": "ONE\ntwo\nthree\nfour"},
            {"stack.users": "one\ntwo\nfour\nfive"},
            {"stack.users": "ONE\ntwo\nfour\nfive"},
        ),
        (
            {"stack.users": "one\ntwo\nthree"},
            {"stack.users": "one\n2\nthree"},
            {"stack.users": "one\n2\nthree\nfour"},
            {"stack.users": "one\n2\nthree\nfour"},
        ),
        (
            {"stack.users": "one\ntwo"},
            {"stack.users": "1\ntwo"},
            {"stack.users": "one\n2"},
            {
                "stack.users": "1\ntwo",
                "clashes": (clash("stack.users", '"""\n1\ntwo"""', '"""\none\n2"""'),),
            },
        ),
        (
            {"stack.users": "one"},
            {"stack.users": "one\nmine"},
            {"stack.users": "one\ntheirs"},
            {
                "stack.users": "one\nmine",
                "clashes": (clash("stack.users", '"""\none\nmine"""', '"""\none\ntheirs"""'),),
            },
        ),
        (
            {},
            {"stack.users": "one\ntwo"},
            {"stack.users": "two\none"},
            {
                "stack.users": "one\ntwo",
                "clashes": (clash("stack.users", '"""\none\ntwo"""', '"""\ntwo\none"""'),),
            },
        ),
        (
            {"stack.users": "a\nb c\nd\ne\nf"},
            {"stack.users": "0\na\nb c\nd\ne\nF\ng"},
            {"stack.users": "a\nb c\nd\nf"},
            {
                "stack.users": "0\na\nb c\nd\ne\nF\ng",
                "clashes": (
                    clash(
                        "stack.users",
                        '"""\n0\na\nb c\nd\ne\nF\ng"""',
                        '"""\na\nb c\nd\nf"""',
                    ),
                ),
            },
        ),
        (
            {"stack.users": "a\nb c\nd\ne\nf"},
            {"stack.users": "0\n1\na\nb c\nd\ne\nf"},
            {"stack.users": "a\nb c\nd\nf\ng"},
            {"stack.users": "0\n1\na\nb c\nd\nf\ng"},
        ),
        # One side has changed a long stretch, the other a line in the middle of it.
        (
            {"stack.users": "a\nb\nc\nd"},
            {"stack.users": "a\n1\n2\n3"},
            {"stack.users": "a\nb\nC\nd"},
            {
                "stack.users": "a\n1\n2\n3",
                "clashes": (clash("stack.users", '"""\na\n1\n2\n3"""', '"""\na\nb\nC\nd"""'),),
            },
        ),
        # Records: both change different cells of one that had them filled.
        (
            {"actions": actions("a", owner="x", question="team")},
            {"actions": actions("a", owner="mine", question="team")},
            {"actions": actions("a", owner="x", question="title")},
            {"actions": actions("a", owner="mine", question="title")},
        ),
        # The order of whoever changed it stays, whatever was added.
        (
            {"actions": actions("a", "b")},
            {"actions": actions("b", "a", "c")},
            {"actions": actions("d", "a", "b")},
            {"actions": actions("b", "a", "c", "d")},
        ),
        (
            {"actions": actions("a", "b", "c")},
            {"actions": actions("a", "b", "c", "d")},
            {"actions": actions("c", "a")},
            {"actions": actions("c", "a", "d")},
        ),
        # Records: both add, one deletes while the other adds, both change different cells.
        (
            {"actions": actions("a")},
            {"actions": actions("a", "b")},
            {"actions": actions("a", "c")},
            {"actions": actions("a", "b", "c")},
        ),
        (
            {"actions": actions("a", "b")},
            {"actions": actions("b")},
            {"actions": actions("a", "b", "c")},
            {"actions": actions("b", "c")},
        ),
        (
            {"actions": actions("a")},
            {"actions": actions("a", owner="x")},
            {"actions": actions("a", question="team")},
            {"actions": actions("a", owner="x", question="team")},
        ),
        (
            {"actions": actions("a", "b")},
            {"actions": actions("a", "b", "c")},
            {"actions": actions("b", "a")},
            {"actions": actions("b", "a", "c")},
        ),
        # The same cell, or a record that one deletes and the other changes, is a clash of all.
        (
            {"actions": actions("a")},
            {"actions": actions("a", owner="x")},
            {"actions": actions("a", owner="y")},
            {
                "actions": actions("a", owner="x"),
                "clashes": (
                    clash(
                        "actions",
                        '[\n    { what = "a", owner = "x" },\n]',
                        '[\n    { what = "a", owner = "y" },\n]',
                    ),
                ),
            },
        ),
        (
            {"actions": actions("a", "b")},
            {"actions": actions("b")},
            {"actions": actions("a", owner="y") + actions("b")},
            {
                "actions": actions("b"),
                "clashes": (
                    clash(
                        "actions",
                        '[\n    { what = "b" },\n]',
                        '[\n    { what = "a", owner = "y" },\n    { what = "b" },\n]',
                    ),
                ),
            },
        ),
        # A clash that somebody settled stays settled, and a new one is added.
        (
            {"clashes": (clash("team", "1", "2"), clash("title", "3", "4"))},
            {"clashes": (clash("title", "3", "4"),)},
            {
                "clashes": (
                    clash("team", "1", "2"),
                    clash("title", "3", "4"),
                    clash("date", "5", "6"),
                )
            },
            {"clashes": (clash("title", "3", "4"), clash("date", "5", "6"))},
        ),
    ],
)
def test_changes_are_joined_answer_by_answer(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], merged: dict[str, Any]
) -> None:
    assert merge(Framing(base), Framing(mine), Framing(theirs)) == Framing(merged)


def test_a_mark_changed_here_and_an_answer_joined_there_stay_apart() -> None:
    base = Framing({"participants": ("a",)}, replaced={"title": ("U+001B",), "team": ("U+0007",)})
    theirs = Framing(base.answers, {"date": "no date"}, replaced=base.replaced)
    merged = merge(base, base.with_answer("team", "mine"), theirs)
    assert merged.not_applicable == {"date": "no date"}
    # What was made visible in an answer that stayed is still told, and of the new one no more.
    assert merged.replaced == {"title": ("U+001B",)}


def test_clashes_of_both_sides_are_untouched_where_nothing_new_clashes() -> None:
    rows = (clash("team", "1", "2"), clash("title", "3", "4"))
    theirs = Framing({"clashes": rows})
    assert merge(theirs, theirs, theirs) == theirs
    assert merge(Framing(), Framing(), theirs) == theirs
    assert merge(Framing(), theirs, Framing({"team": "x"})).answers == {
        "team": "x",
        "clashes": rows,
    }


def test_what_many_questions_say_is_joined_past_the_clashes_too() -> None:
    base = Framing({"clashes": (clash("team", "1", "2"),)})
    mine = base.with_answer("decision", "build").with_answer("spec.owner", "us")
    assert merge(base, mine, base) == mine


def test_a_text_of_too_many_lines_is_not_compared_line_by_line() -> None:
    lines = [str(number) for number in range(501)]
    for length, clashes in ((500, False), (501, True)):
        text = lines[:length]
        base = Framing({"stack.users": "\n".join(text)})
        mine = base.with_answer("stack.users", "\n".join(["mine", *text[1:]]))
        theirs = base.with_answer("stack.users", "\n".join([*text[:-1], "theirs"]))
        assert ("clashes" in merge(base, mine, theirs).answers) is clashes


def test_long_texts_of_lines_that_stand_often_are_joined_where_they_differ() -> None:
    text = ["yes", "no"] * 120
    base = Framing({"stack.users": "\n".join(text)})
    mine = base.with_answer("stack.users", "\n".join(["mine", *text[1:]]))
    theirs = base.with_answer("stack.users", "\n".join([*text[:-1], "theirs"]))
    joined = "\n".join(["mine", *text[1:-1], "theirs"])
    assert merge(base, mine, theirs).answers == {"stack.users": joined}


def test_what_both_added_under_one_name_is_joined_cell_by_cell() -> None:
    base = Framing({"actions": actions("a")})
    mine = base.with_answer("actions", (*actions("a"), *actions("b", owner="them")))
    theirs = base.with_answer("actions", (*actions("a"), *actions("b", due="2026-12-01")))
    merged = merge(base, mine, theirs).answers["actions"]
    assert [row.label for row in merged] == ["a", "b"]
    assert set(merged[1].cells) == {"what", "owner", "due"}


def test_a_mark_against_an_answer_loses_neither() -> None:
    base = Framing()
    marked = base.with_not_applicable("team", "nobody's")
    answered = base.with_answer("team", "risk")
    mine = merge(base, marked, answered)
    assert mine.not_applicable == {"team": "nobody's"}
    assert mine.answers == {"clashes": (clash("team", "not applicable: nobody's", '"risk"'),)}
    theirs = merge(base, answered, marked)
    assert theirs.not_applicable == {}
    assert theirs.answers == {
        "team": "risk",
        "clashes": (clash("team", '"risk"', "not applicable: nobody's"),),
    }


def test_marks_on_different_questions_are_joined() -> None:
    base = Framing({"team": "a"}, {"title": "t"})
    mine = base.with_not_applicable("team", "b")
    theirs = base.with_not_applicable("title", None).with_answer("currency", "c")
    assert merge(base, mine, theirs) == Framing({"currency": "c"}, {"team": "b"})


def test_what_stands_on_records_is_joined_and_never_lost() -> None:
    key, at = "labels.candidates", 'labels.candidates."a"'
    row = Candidate({"name": "a"})
    base = Framing({key: (row, Candidate({"name": "b"}))}).with_note(at, "n")
    mine = base.with_note(at, "mine").with_not_applicable(f"{at}.speed", "m")
    theirs = base.with_note(at, "theirs").with_not_applicable(f"{at}.speed", "t")
    merged = merge(base, mine, theirs)
    assert merged.notes == {at: "mine\ntheirs"}
    assert merged.not_applicable == {f"{at}.speed": "m\nt"}
    renamed = base.with_answer(key, (Candidate({"name": "c"}), *base.answers[key][1:]))
    assert merge(base, renamed, base) == merge(base, base, renamed) == renamed
    # A record that one deletes and the other goes on with is chosen later, its note with it.
    deleted = base.with_answer(key, base.answers[key][1:])
    changed = base.with_row(key, 0, row.replace(alignment=4))
    merged = merge(base, deleted, changed)
    assert merged.notes == {at: "n"}
    (sides,) = open_clashes(merged)
    assert settled(merged, sides, "theirs") == changed
    assert merge(base, deleted, base) == deleted


def test_what_only_one_side_says_of_a_figure_is_taken() -> None:
    key = "stack.kpi_now"
    base = Framing({key: Range.of(42)})
    measured, guessed = base.with_basis(key, "measured"), base.with_basis(key, "guess")
    assert merge(base, measured, base) == measured
    assert merge(base, base, measured) == measured
    assert merge(measured, base, measured) == base
    assert merge(guessed, measured, guessed.with_answer("team", "risk")).basis == {key: "measured"}


def test_a_word_on_the_old_figure_is_not_put_on_the_new_one() -> None:
    key = "stack.kpi_now"
    base = Framing({key: Range.of(42)})
    mine, theirs = base.with_answer(key, Range.of(50)), base.with_basis(key, "measured")
    merged = merge(base, mine, theirs)
    assert merged.basis == {}
    assert merged.answers == {key: Range.of(50), "clashes": (clash(key, "50", "42 (measured)"),)}


@pytest.mark.parametrize(
    ("was", "own", "other", "joined"),
    [
        (None, "a", None, "a"),
        (None, None, "b", "b"),
        (None, "a", "b", "a\nb"),
        ("a", None, "a", None),
        ("a", "a", None, None),
        ("a", None, "b", "b"),
        ("a", "b", None, "b"),
        ("a", "b", "c", "b\nc"),
        ("a", "b\nc", "c", "b\nc"),
        ("a", "c", "b\nc", "b\nc"),
        ("a", "call them", "call", "call them\ncall"),
        ("a", "call", "call them", "call\ncall them"),
        ("a", "b", "b", "b"),
    ],
)
def test_notes_of_both_are_kept(
    was: str | None, own: str | None, other: str | None, joined: str | None
) -> None:
    base, mine, theirs = (Framing().with_note("team", words) for words in (was, own, other))
    assert merge(base, mine, theirs).notes == ({"team": joined} if joined else {})


def test_risks_that_both_accept_are_all_kept() -> None:
    accepted = Framing().with_answer
    one, two = (Acceptance({"rule": "FT101", "by": name}) for name in "ab")
    merged = merge(Framing(), accepted("accepted", (one,)), accepted("accepted", (two,)))
    assert merged.answers["accepted"] == (two, one)


def test_an_answer_that_quotes_a_conflict_can_be_saved(path: Path) -> None:
    quoted = "<<<<<<< mine\na\n=======\nb\n>>>>>>> theirs"
    framing = BASE.with_answer("stack.users", quoted).with_note("title", quoted)
    Document.open(path).saved(framing)
    assert on_disk(path) == framing
