"""Bytes on disk: written whole or not at all, and never over what somebody else has written.

Why not `open("w")`: a kill or a full disk between the truncation and the last byte leaves an
empty or half a file. A temporary file beside the target, flushed, then renamed over it, leaves
either the old file or the new one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import stat
from dataclasses import dataclass
from pathlib import Path

_SUFFIX = ".framing-tmp"


class ChangedOnDisk(Exception):
    """The file is not the one that was read: somebody else has written, replaced or deleted it."""


@dataclass(frozen=True)
class Stamp:
    """What tells one state of a file from another."""

    size: int
    mtime_ns: int
    inode: int
    digest: str

    @classmethod
    def of(cls, path: Path) -> Stamp | None:
        """Return the stamp of a file as it is now, or None where there is none."""
        try:
            status = path.stat()
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except FileNotFoundError:
            return None
        return cls(status.st_size, status.st_mtime_ns, status.st_ino, digest)


def write_whole(path: Path, data: bytes, *, expected: Stamp | None) -> Stamp:
    """Write a file as one step and return its new stamp.

    `expected` is the state that the writer last saw, None for “no file”; where the file is in
    another state, ChangedOnDisk is raised and nothing is written. A symlink stays one, and mode,
    owner and extended attributes are kept. Raises OSError where the disk or the rights refuse.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{_here()}.{os.getpid()}{_SUFFIX}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            _write_all(descriptor, data)
            _like(target, temporary, descriptor)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _refuse_if_changed(target, expected)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_directory(target.parent)
    stamp = Stamp.of(target)
    if stamp is None:
        raise ChangedOnDisk(f"{path} was deleted while it was saved")
    return stamp


def sweep(path: Path) -> None:
    """Remove temporary files that dead processes of this machine have left beside a file.

    Why only ours and only the dead: another machine may share the directory, and a living
    process may be in the middle of its save.
    """
    target = path.resolve()
    prefix = f".{target.name}.{_here()}."
    with contextlib.suppress(OSError):
        for found in target.parent.iterdir():
            name = found.name
            if not (name.startswith(prefix) and name.endswith(_SUFFIX)):
                continue
            pid = name[len(prefix) : -len(_SUFFIX)]
            if pid.isdigit() and not _is_alive(int(pid)):
                with contextlib.suppress(OSError):
                    found.unlink()


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        written = os.write(descriptor, view)
        view = view[written:]


def _like(target: Path, temporary: Path, descriptor: int) -> None:
    """Give the new file the mode, owner and extended attributes of the old one."""
    try:
        status = target.stat()
    except FileNotFoundError:
        # What a plain creation would have given: the usual mode less the process's mask.
        if hasattr(os, "fchmod"):
            mask = os.umask(0)
            os.umask(mask)
            os.fchmod(descriptor, 0o666 & ~mask)
        return
    if hasattr(os, "fchown"):
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, status.st_uid, status.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(target):
                with contextlib.suppress(OSError):
                    os.setxattr(temporary, name, os.getxattr(target, name))


def _refuse_if_changed(target: Path, expected: Stamp | None) -> None:
    now = Stamp.of(target)
    if (now is None) != (expected is None):
        raise ChangedOnDisk(f"{target.name} was {'deleted' if now is None else 'created'}")
    if now is not None and expected is not None and now.digest != expected.digest:
        raise ChangedOnDisk(f"{target.name} was changed by somebody else")


def _sync_directory(directory: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _here() -> str:
    return "".join(char if char.isalnum() or char == "-" else "-" for char in socket.gethostname())


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
