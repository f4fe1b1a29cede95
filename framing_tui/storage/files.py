"""Bytes on disk: written whole or not at all, and never over what somebody else has written.

Why not `open("w")`: a kill or a full disk between the truncation and the last byte leaves an
empty or half a file. A temporary file beside the target, flushed, then renamed over it, leaves
either the old file or the new one.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from framing_tui.model.named_tuple import NamedTuple

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

_SUFFIX = ".framing-tmp"
_LOCK_SECONDS = 1.0
# A name may have 255 bytes, and the temporary one adds machine, process and count to it.
_MAX_NAME_BYTES = 120
# What says that a directory cannot be synced here, rather than that the disk is failing.
_CANNOT_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF)
_count = itertools.count(1)


class ChangedOnDisk(Exception):
    """The file is not the one that was read: somebody else has written, replaced or deleted it."""


class Stamp(NamedTuple):
    """What tells one state of a file from another: its bytes.

    Why not its time: a copy or a checkout keeps or sets times as it likes, and two saves may fall
    into one tick of the clock.
    """

    size: int
    digest: str

    @classmethod
    def of(cls, path: Path) -> Stamp | None:
        """Return the stamp of a file as it is now, or None where there is none."""
        try:
            return cls.of_bytes(path.read_bytes())
        except FileNotFoundError:
            return None

    @classmethod
    def of_bytes(cls, data: bytes) -> Stamp:
        """Return the stamp of a file that holds these bytes.

        Why from the bytes that were read or written: a second look at the disk may already see
        what somebody else has put there.
        """
        return cls(len(data), hashlib.sha256(data).hexdigest())


def write_whole(path: Path, data: bytes, *, expected: Stamp | None) -> Stamp:
    """Write a file as one step and return its new stamp.

    `expected` is the state that the writer last saw, None for “no file”; where the file is in
    another state, ChangedOnDisk is raised and nothing is written. A symlink stays one, and mode,
    owner and extended attributes are kept. Raises OSError where the disk or the rights refuse.
    """
    target = _resolved(path)
    status = _status(target)
    # A new file gets the mode that the system gives; one in place of another starts out private.
    temporary, descriptor = _open_beside(target, 0o666 if status is None else 0o600)
    try:
        try:
            _write_all(descriptor, data)
            if status is not None:
                _like(status, target, temporary, descriptor)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        with _lock(target.parent):
            refuse_if_changed(target, expected)
            temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_directory(target.parent)
    return Stamp.of_bytes(data)


def is_same_file(path: Path, framing: Path) -> bool:
    """Tell whether a result would be written over the answers that it was made from.

    Why also where there is no file yet: its answers are saved there at any moment.
    """
    try:
        return path.samefile(framing) if framing.exists() else path.resolve() == framing.resolve()
    except (OSError, ValueError, RuntimeError):
        return False


def refuse_if_changed(target: Path, expected: Stamp | None) -> None:
    """Raise ChangedOnDisk where a file is not in the state that its writer last saw.

    Why the size first: what has taken its place may be larger than the memory.
    """
    status = _status(target)
    if status is None or expected is None:
        if status is None and expected is None:
            return
        raise ChangedOnDisk(f"{target.name} was {'deleted' if status is None else 'created'}")
    if status.st_size != expected.size or Stamp.of_bytes(target.read_bytes()) != expected:
        raise ChangedOnDisk(f"{target.name} was changed by somebody else")


def sight(path: Path) -> tuple[int, int, int] | None:
    """Return size, time of change and inode of a file, or None where it cannot be seen.

    Why: a look every second must cost next to nothing. Another sight calls for a closer look; the
    same one proves nothing, so that a save still compares the bytes.
    """
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def sweep(path: Path) -> None:
    """Remove temporary files that dead processes of this machine have left beside a file.

    Why only ours and only the dead: another machine may share the directory, and a living
    process may be in the middle of its save.
    """
    target = _resolved(path)
    name = re.compile(rf"{re.escape(_prefix(target))}([0-9]{{1,9}})(?:\.[0-9]+)?{_SUFFIX}")
    with contextlib.suppress(OSError):
        for found in target.parent.iterdir():
            match = name.fullmatch(found.name)
            if match and not _is_alive(int(match.group(1))):
                with contextlib.suppress(OSError):
                    found.unlink()


def _resolved(path: Path) -> Path:
    """Return what a path points to in the end; OSError where links run in a circle."""
    try:
        return path.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def _open_beside(target: Path, mode: int) -> tuple[Path, int]:
    """Create a temporary file beside a target, and return it with its descriptor.

    Why a count in the name, and only a file that is new: two threads may save at once, and a
    link that somebody has laid under a name that can be guessed must not be followed.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    while True:
        name = f"{_prefix(target)}{os.getpid()}.{next(_count)}{_SUFFIX}"
        temporary = target.with_name(name)
        with contextlib.suppress(FileExistsError):
            return temporary, os.open(temporary, flags, mode)


def _prefix(target: Path) -> str:
    """Return how the temporary files of a target begin: its name, cut where it is long."""
    name = target.name
    if len(os.fsencode(name)) > _MAX_NAME_BYTES:
        name = hashlib.sha256(os.fsencode(name)).hexdigest()
    return f".{name}.{_here()}."


def _status(target: Path) -> os.stat_result | None:
    """Return the status of a regular file, or None where there is none; OSError for others.

    Why: renaming over a device or a pipe would replace it by a file.
    """
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "is a directory", str(target))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "is not a regular file", str(target))
    return status


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        written = os.write(descriptor, view)
        if not written:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        view = view[written:]


def _like(status: os.stat_result, target: Path, temporary: Path, descriptor: int) -> None:
    """Give the new file the mode, owner and extended attributes of the old one."""
    if hasattr(os, "fchown"):
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, status.st_uid, status.st_gid)
    if hasattr(os, "fchmod"):
        # Some file systems know no modes and refuse; the answers are worth more than those.
        with contextlib.suppress(PermissionError):
            os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(target):
                with contextlib.suppress(OSError):
                    os.setxattr(temporary, name, os.getxattr(target, name))


@contextlib.contextmanager
def _lock(directory: Path) -> Iterator[None]:
    """Hold the directory between the look at a file and its replacement, where that is possible.

    Why the directory: a lock on the file itself is granted twice once the file has been replaced,
    and a lock file beside it would lie about in somebody's repository. The lock is advice: where
    it cannot be had, the comparison alone guards.
    """
    if fcntl is None:  # pragma: no cover - Windows
        yield
        return
    try:
        descriptor = os.open(directory, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        deadline = time.monotonic() + _LOCK_SECONDS
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    break
                time.sleep(0.005)
            except OSError:
                break
        yield
    finally:
        os.close(descriptor)


def _sync_directory(directory: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise


def _here() -> str:
    # A large module for one name; opening a file for answering is the first to ask for it.
    import socket

    return "".join(char if char.isalnum() or char == "-" else "-" for char in socket.gethostname())


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
