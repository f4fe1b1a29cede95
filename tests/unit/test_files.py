"""A save leaves the old file or the new one, whatever the disk, the system or others do."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from framing_tui.storage import files
from framing_tui.storage.files import ChangedOnDisk, Stamp, is_same_file, sweep, write_whole

posix = pytest.mark.skipif(os.name != "posix", reason="modes, owners and links of POSIX")
OLD, NEW = b"old\n", b"new and longer\n" * 100

# Every call of the system that a save makes; a program cannot choose which of them fails.
CALLS = (
    *("open", "write", "fsync", "close", "replace", "stat", "fchmod", "fchown"),
    *("listxattr", "getxattr", "setxattr"),
)
ERRORS = (
    *(errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EACCES),
    *(errno.EPERM, errno.EROFS, errno.ENOENT, errno.EINVAL),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "f.toml"
    path.write_bytes(OLD)
    return path


def beside(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir() if entry.name != path.name)


class Failing:
    """Lets one call of the system fail, the nth of all that are made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, nth: int, error: int) -> None:
        self.left = nth
        self.error = error
        self.failed: str | None = None
        self.is_over = False
        for name in CALLS:
            if hasattr(os, name):
                monkeypatch.setattr(os, name, self._wrapped(name, getattr(os, name)))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if self.is_over or self.failed is not None:
                return real(*args, **kwargs)
            self.left -= 1
            if self.left >= 0:
                return real(*args, **kwargs)
            self.failed = name
            if name == "close":
                real(*args, **kwargs)
            raise OSError(self.error, os.strerror(self.error))

        return call


def failures(monkeypatch: pytest.MonkeyPatch, error: int) -> Iterator[Failing]:
    """Yield one failing system after another, until a save makes no more calls."""
    for nth in range(100):
        with monkeypatch.context() as patched:
            failing = Failing(patched, nth, error)
            yield failing
        if failing.failed is None:
            return
    raise AssertionError("a save makes too many calls")


def test_a_file_is_written(path: Path) -> None:
    stamp = write_whole(path, NEW, expected=Stamp.of(path))
    assert path.read_bytes() == NEW
    assert stamp == Stamp.of(path) == Stamp.of_bytes(NEW)
    assert beside(path) == []


def test_a_new_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    assert Stamp.of(path) is None
    stamp = write_whole(path, NEW, expected=None)
    assert path.read_bytes() == NEW
    assert stamp == Stamp.of(path)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: errno.errorcode[error])
def test_every_call_that_fails_leaves_a_whole_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    failed: set[str] = set()
    for failing in failures(monkeypatch, error):
        path.write_bytes(OLD)
        try:
            write_whole(path, NEW, expected=Stamp.of_bytes(OLD))
            is_told = False
        except (OSError, ChangedOnDisk):
            is_told = True
        failing.is_over = True
        assert path.read_bytes() in (OLD, NEW)
        assert is_told or path.read_bytes() == NEW
        assert beside(path) == []
        if failing.failed:
            failed.add(failing.failed)
        # The next save works.
        write_whole(path, b"next", expected=Stamp.of(path))
        assert path.read_bytes() == b"next"
    assert {"open", "write", "fsync", "replace"} <= failed


def test_a_full_disk_leaves_the_old_file_and_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, data: memoryview) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, NEW, expected=Stamp.of(path))
    assert path.read_bytes() == OLD
    assert beside(path) == []


def test_short_writes_are_gone_on_with(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:7]))
    write_whole(path, NEW, expected=Stamp.of(path))
    assert path.read_bytes() == NEW


def test_a_write_of_nothing_is_an_error_and_no_endless_loop(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda descriptor, data: 0)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        write_whole(path, NEW, expected=Stamp.of(path))
    assert path.read_bytes() == OLD


def test_an_interrupt_leaves_no_temporary_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, NEW, expected=Stamp.of(path))
    assert path.read_bytes() == OLD
    assert beside(path) == []


# What others do.


def test_a_file_that_was_changed_deleted_or_created_is_not_overwritten(path: Path) -> None:
    stamp = Stamp.of(path)
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedOnDisk, match="changed by somebody else"):
        write_whole(path, NEW, expected=stamp)
    with pytest.raises(ChangedOnDisk, match="created"):
        write_whole(path, NEW, expected=None)
    assert path.read_bytes() == b"theirs"
    path.unlink()
    with pytest.raises(ChangedOnDisk, match="deleted"):
        write_whole(path, NEW, expected=stamp)
    assert not path.exists()
    assert beside(path) == []


def test_the_same_bytes_are_no_change(path: Path) -> None:
    stamp = Stamp.of(path)
    path.unlink()
    path.write_bytes(OLD)
    os.utime(path, (1, 1))
    write_whole(path, NEW, expected=stamp)
    assert path.read_bytes() == NEW


def test_writers_at_once_lose_nothing(path: Path) -> None:
    path.write_bytes(b"")
    lines = [f"{name}{number}\n".encode() for name in "abcd" for number in range(15)]

    def add(mine: list[bytes]) -> None:
        for line in mine:
            while True:
                stamp = Stamp.of(path)
                data = path.read_bytes()
                if stamp != Stamp.of_bytes(data):
                    continue
                try:
                    write_whole(path, data + line, expected=stamp)
                    break
                except ChangedOnDisk:
                    continue

    threads = [threading.Thread(target=add, args=(lines[at::4],)) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(path.read_bytes().splitlines(keepends=True)) == sorted(lines)
    assert beside(path) == []


def test_a_lock_that_cannot_be_had_holds_up_nobody(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if files.fcntl is None:
        pytest.skip("no locks here")
    monkeypatch.setattr(files, "_LOCK_SECONDS", 0.0)
    holder = os.open(path.parent, os.O_RDONLY)
    try:
        files.fcntl.flock(holder, files.fcntl.LOCK_EX)
        write_whole(path, NEW, expected=Stamp.of(path))
    finally:
        os.close(holder)
    assert path.read_bytes() == NEW


def test_a_lock_that_is_refused_leaves_the_guard_to_the_comparison(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if files.fcntl is None:
        pytest.skip("no locks here")

    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(files.fcntl, "flock", refused)
    write_whole(path, NEW, expected=Stamp.of(path))
    with pytest.raises(ChangedOnDisk):
        write_whole(path, OLD, expected=Stamp.of_bytes(OLD))
    assert path.read_bytes() == NEW


def test_a_system_without_owners_modes_and_attributes_saves_too(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("fchown", "fchmod", "listxattr", "O_DIRECTORY"):
        monkeypatch.delattr(os, name, raising=False)
    write_whole(path, NEW, expected=Stamp.of(path))
    assert path.read_bytes() == NEW
    assert beside(path) == []


@posix
def test_what_is_no_file_is_told_in_the_words_of_the_system(tmp_path: Path) -> None:
    pipe, circle = tmp_path / "pipe", tmp_path / "circle"
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    for place, number, words in (
        (tmp_path, errno.EISDIR, "is a directory"),
        (pipe, errno.EINVAL, "is not a regular file"),
        (circle, errno.ELOOP, os.strerror(errno.ELOOP)),
    ):
        with pytest.raises(OSError) as raised:  # noqa: PT011
            write_whole(place, NEW, expected=None)
        assert (raised.value.errno, raised.value.strerror) == (number, words)
        assert raised.value.filename == str(place)


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EACCES])
def test_a_directory_that_cannot_be_synced_is_no_error_but_a_failing_disk_is(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    fsync = os.fsync

    def failing(error: int) -> Callable[[int], None]:
        def call(descriptor: int) -> None:
            if os.fstat(descriptor).st_mode & 0o040000:
                raise OSError(error, "no")
            fsync(descriptor)

        return call

    monkeypatch.setattr(os, "fsync", failing(number))
    write_whole(path, NEW, expected=Stamp.of(path))
    monkeypatch.setattr(os, "fsync", failing(errno.EIO))
    with pytest.raises(OSError, match="no"):
        write_whole(path, OLD, expected=Stamp.of(path))


def test_a_change_is_told_by_what_it_was(path: Path) -> None:
    expected = Stamp.of(path)
    with pytest.raises(ChangedOnDisk, match=r"^f\.toml was created$"):
        write_whole(path, NEW, expected=None)
    path.unlink()
    with pytest.raises(ChangedOnDisk, match=r"^f\.toml was deleted$"):
        write_whole(path, NEW, expected=expected)


def test_a_sight_tells_one_state_from_another_without_reading(path: Path) -> None:
    first = files.sight(path)
    assert first == files.sight(path)
    write_whole(path, NEW, expected=Stamp.of(path))
    assert files.sight(path) not in (first, None)
    path.unlink()
    assert files.sight(path) is None
    assert files.sight(Path("a\0b")) is None


def test_what_has_another_size_is_not_read_to_see_that_it_has_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = Stamp.of(path)
    os.truncate(path, 1 << 40)

    def read(_path: Path) -> bytes:
        raise AssertionError("a file of a terabyte was read")

    monkeypatch.setattr(Path, "read_bytes", read)
    with pytest.raises(ChangedOnDisk):
        write_whole(path, NEW, expected=expected)


# What is kept.


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o400])
def test_the_mode_is_kept(path: Path, mode: int) -> None:
    path.chmod(mode)
    write_whole(path, NEW, expected=Stamp.of(path))
    assert path.stat().st_mode & 0o7777 == mode


@posix
def test_a_new_file_has_the_mode_that_the_system_gives(tmp_path: Path) -> None:
    plain, new = tmp_path / "plain", tmp_path / "new"
    plain.touch()
    write_whole(new, NEW, expected=None)
    assert new.stat().st_mode == plain.stat().st_mode


@posix
def test_the_mask_of_the_process_is_never_touched(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def touched(mask: int) -> int:
        raise AssertionError("another thread would create files with that mask")

    monkeypatch.setattr(os, "umask", touched)
    write_whole(path, NEW, expected=Stamp.of(path))
    write_whole(path.with_name("new"), NEW, expected=None)


@posix
def test_a_symlink_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "deep" / "real.toml"
    real.parent.mkdir()
    real.write_bytes(OLD)
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    write_whole(link, NEW, expected=Stamp.of(link))
    assert link.is_symlink()
    assert real.read_bytes() == NEW
    assert beside(real) == []


@posix
def test_a_link_to_nowhere_creates_what_it_points_to(tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(tmp_path / "real.toml")
    write_whole(link, NEW, expected=None)
    assert link.is_symlink()
    assert (tmp_path / "real.toml").read_bytes() == NEW


@posix
def test_links_in_a_circle_are_an_error_of_the_system(tmp_path: Path) -> None:
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        write_whole(circle, NEW, expected=None)


@posix
def test_extended_attributes_are_kept(path: Path) -> None:
    if not hasattr(os, "setxattr"):
        pytest.skip("no extended attributes here")
    try:
        os.setxattr(path, "user.framing", b"kept")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    write_whole(path, NEW, expected=Stamp.of(path))
    assert os.getxattr(path, "user.framing") == b"kept"


@posix
def test_a_directory_a_pipe_and_a_device_are_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for target in (tmp_path, pipe, Path("/dev/null")):
        with pytest.raises(OSError, match=r"is a directory|is not a regular file"):
            write_whole(target, NEW, expected=None)
    assert pipe.is_fifo()
    assert Path("/dev/null").is_char_device()


@posix
def test_the_framing_is_known_under_any_name_and_before_it_is_there(path: Path) -> None:
    other = path.with_name("other.md")
    other.symlink_to(path)
    assert is_same_file(other, path)
    other.unlink()
    assert not is_same_file(other, path)
    path.unlink()
    assert is_same_file(path.parent / "." / path.name, path)
    assert not is_same_file(other, path)
    assert not is_same_file(Path("a\0b"), path)


def test_a_directory_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "none" / "f.toml", NEW, expected=None)


def test_a_long_name_leaves_room_for_the_temporary_one(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    write_whole(path, OLD, expected=None)
    write_whole(path, NEW, expected=Stamp.of(path))
    assert path.read_bytes() == NEW


@posix
def test_a_link_under_the_temporary_name_is_not_followed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_count", iter((7, 8)))
    victim = path.with_name("victim")
    victim.write_bytes(b"precious")
    trap = path.with_name(f".{path.name}.{host()}.{os.getpid()}.7.framing-tmp")
    trap.symlink_to(victim)
    write_whole(path, NEW, expected=Stamp.of(path))
    assert path.read_bytes() == NEW
    assert victim.read_bytes() == b"precious"


# What others left behind.


def host() -> str:
    name = socket.gethostname()
    return "".join(char if char.isalnum() or char == "-" else "-" for char in name)


def test_what_the_dead_left_is_swept_and_nothing_else(path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    swept = [
        f".f.toml.{host()}.{ended.pid}.framing-tmp",
        f".f.toml.{host()}.{ended.pid}.12.framing-tmp",
    ]
    kept = [
        f".f.toml.{host()}.{os.getpid()}.1.framing-tmp",
        f".f.toml.other-host.{ended.pid}.1.framing-tmp",
        f".g.toml.{host()}.{ended.pid}.1.framing-tmp",
        f".f.toml.{host()}.{ended.pid}.1.framing-tmp.mine",
        f".f.toml.{host()}.².framing-tmp",
        f".f.toml.{host()}.{'9' * 30}.framing-tmp",
        f".f.toml.{host()}.x.framing-tmp",
        f"f.toml.{host()}.{ended.pid}.framing-tmp",
    ]
    for name in (*swept, *kept):
        path.with_name(name).touch()
    sweep(path)
    assert beside(path) == sorted(kept)


@posix
def test_the_sweep_looks_beside_the_file_that_a_link_means(tmp_path: Path) -> None:
    real = tmp_path / "deep" / "real.toml"
    real.parent.mkdir()
    real.write_bytes(OLD)
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    real.with_name(f".real.toml.{host()}.{ended.pid}.1.framing-tmp").touch()
    sweep(link)
    assert beside(real) == []


def test_a_sweep_of_nothing_is_no_error(tmp_path: Path) -> None:
    sweep(tmp_path / "none" / "f.toml")


# What nobody sees while all goes well.


@posix
def test_a_private_file_is_private_while_it_is_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    real = os.open

    def spying(name: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        if flags & os.O_CREAT:
            modes.append(mode)
        return real(name, flags, mode, **more)

    monkeypatch.setattr(os, "open", spying)
    write_whole(path, NEW, expected=Stamp.of_bytes(OLD))
    write_whole(path.with_name("new.toml"), NEW, expected=None)
    assert modes == [0o600, 0o666]


@posix
def test_the_owner_is_kept_and_one_attribute_that_is_refused_costs_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[str, Any]] = []

    def refused(*args: Any) -> None:
        given.append(("xattr", args[1]))
        raise OSError(errno.ENOTSUP, "no attributes here")

    monkeypatch.setattr(os, "fchown", lambda _, *ids: given.append(("owner", ids)))
    monkeypatch.setattr(os, "listxattr", lambda _: ["user.a", "user.b"], raising=False)
    monkeypatch.setattr(os, "getxattr", lambda *_: b"1", raising=False)
    monkeypatch.setattr(os, "setxattr", refused, raising=False)
    status = path.stat()
    write_whole(path, NEW, expected=Stamp.of_bytes(OLD))
    owner = ("owner", (status.st_uid, status.st_gid))
    assert given == [owner, ("xattr", "user.a"), ("xattr", "user.b")]
    assert path.read_bytes() == NEW


def test_a_write_of_nothing_says_what_the_system_would(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda *_: 0)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)) as refused:
        write_whole(path, NEW, expected=Stamp.of_bytes(OLD))
    assert refused.value.errno == errno.EIO


def test_a_name_of_the_machine_and_two_long_names_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "a.b/c-d")
    made: list[str] = []
    real = os.open

    def spying(name: Any, flags: int, *more: Any) -> int:
        if flags & os.O_CREAT:
            made.append(Path(name).name)
        return real(name, flags, *more)

    monkeypatch.setattr(os, "open", spying)
    for name in ("f.toml", "x" * 240 + "1.toml", "x" * 240 + "2.toml"):
        write_whole(tmp_path / name, NEW, expected=None)
    assert made[0].startswith(f".f.toml.a-b-c-d.{os.getpid()}.")
    first, second = (name.split(".a-b-c-d.")[0] for name in made[1:])
    assert first != second
    assert all(name.split(".a-b-c-d.")[1].startswith(f"{os.getpid()}.") for name in made)


@posix
def test_a_process_of_somebody_else_lives_and_is_only_asked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []

    def kill(pid: int, number: int) -> None:
        asked.append((pid, number))
        raise PermissionError(errno.EPERM, "not yours")

    monkeypatch.setattr(os, "kill", kill)
    left = path.with_name(f"{files._prefix(path)}4711.1{files._SUFFIX}")
    left.write_bytes(b"")
    sweep(path)
    assert asked == [(4711, 0)]
    assert left.exists()


def test_what_cannot_be_swept_hides_nothing_that_can(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_is_alive", lambda _: False)
    left = [path.with_name(f"{files._prefix(path)}{n}.1{files._SUFFIX}") for n in (1, 2, 3)]
    for file in left:
        file.write_bytes(b"")
    real = Path.unlink

    def refusing(self: Path, missing_ok: bool = False) -> None:
        if ".2.1" in self.name:
            raise PermissionError(errno.EPERM, "not yours")
        real(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)
    sweep(path)
    assert [file.exists() for file in left] == [False, True, False]
