"""A copy of answers that cannot be written where they belong, kept until they are.

Why apart from the file: the disk may be full, the directory gone or the rights taken back, and the
process may end before that is mended. The next one that opens the file offers the copy; it never
restores anything by itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.storage import files
from framing_tui.storage.document import Document
from framing_tui.storage.load import load
from framing_tui.storage.problem import CannotOpen

_ENDING = ".toml"
_BASE_ENDING = ".base.toml"
# More than one afternoon with a full disk leaves behind.
_MOST = 20
_LONGEST_STEM = 40


class Copy(NamedTuple):
    """Answers that an earlier session could not save, and the framing that they grew from.

    Why the second one: with it the copy is joined into whatever the file holds now, answer by
    answer; without it an old copy would undo everything that was answered since.
    """

    path: Path
    framing: Framing
    base: Framing
    kept_at: datetime


class Rescue:
    """Keeps and finds the copies that belong to one file."""

    def __init__(self, path: Path) -> None:
        self._key = _key(path)
        self._token = os.urandom(4).hex()
        self._kept_of: Framing | None = None
        self.kept: Path | None = None

    def keep(self, document: Document, framing: Framing) -> None:
        """Keep a framing that could not be written into a document; `kept` tells where, or None."""
        if self.kept is not None and self._kept_of is framing:
            return
        for folder in _folders():
            copy = folder / f"{self._key}-{self._token}{_ENDING}"
            try:
                _make_private(folder)
                base = document.opened.text.encode() if document.opened else b""
                for path, data in ((_base_of(copy), base), (copy, document.encoded(framing))):
                    files.write_whole(path, data, expected=files.Stamp.of(path))
            except (OSError, ValueError, CannotOpen, files.ChangedOnDisk):
                continue
            self.kept, self._kept_of = copy, framing
            return

    def drop_own(self) -> None:
        """Remove what was kept, once it is in its file."""
        if self.kept is not None:
            drop(self.kept)
            self.kept = self._kept_of = None

    def others(self) -> list[Copy]:
        """Return what other sessions have kept and nobody has taken yet, oldest first."""
        found: list[Copy] = []
        for folder in _folders():
            with contextlib.suppress(OSError):
                if not folder.is_dir() or not _is_private(folder):
                    continue
                names = sorted(folder.glob(f"{self._key}-*{_ENDING}"))
                own = [n for n in names if n != self.kept and not n.name.endswith(_BASE_ENDING)]
                found += [copy for name in own[:_MOST] if (copy := _read(name)) is not None]
        return sorted(found, key=lambda copy: copy.kept_at)


def drop(copy: Path) -> None:
    """Remove a copy, and what it grew from; one that is gone already is no error."""
    for path in (copy, _base_of(copy)):
        with contextlib.suppress(OSError):
            path.unlink()


def _read(path: Path) -> Copy | None:
    """Return a copy as it was kept, or None where it cannot be read."""
    try:
        framing = load(path).framing
        kept_at = datetime.fromtimestamp(path.stat().st_mtime)
    except (OSError, ValueError, CannotOpen):
        return None
    base = Framing()
    with contextlib.suppress(CannotOpen):
        base = load(_base_of(path)).framing
    return Copy(path, framing, base, kept_at)


def _base_of(copy: Path) -> Path:
    return copy.with_name(copy.name.removesuffix(_ENDING) + _BASE_ENDING)


def _key(path: Path) -> str:
    """Return how the copies of a file are named: for people by its name, exactly by its place."""
    place = Path(os.path.realpath(path))
    stem = "".join(c if c.isalnum() and c.isascii() else "-" for c in place.stem[:_LONGEST_STEM])
    return f"{stem}-{hashlib.sha256(os.fsencode(place)).hexdigest()[:16]}"


def folders() -> tuple[Path, ...]:
    """Return where copies may be kept, the first of which can be written wins."""
    return tuple(_folders())


def _folders() -> Iterator[Path]:
    """Yield where copies may be kept: the place for a program's state, and the temporary one."""
    # Needed where something has gone wrong, and by every command that starts without it sooner.
    import tempfile

    import platformdirs

    with contextlib.suppress(OSError, RuntimeError):
        yield platformdirs.user_state_path("framing-tui", appauthor=False) / "unsaved"
    user = os.getuid() if hasattr(os, "getuid") else "user"
    with contextlib.suppress(OSError):
        yield Path(tempfile.gettempdir()) / f"framing-tui-{user}"


def _make_private(folder: Path) -> None:
    """Create a folder for its owner alone; raises OSError where another one stands there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if not _is_private(folder):
        raise PermissionError(f"{folder} is open to others")


def _is_private(folder: Path) -> bool:
    """Whether a folder is this user's own, no link, and closed to others.

    Why: in a place that everybody may write to, somebody may have laid it out beforehand.
    """
    if not hasattr(os, "getuid"):
        return True
    status = folder.lstat()
    is_own = stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()
    return is_own and not status.st_mode & 0o077
