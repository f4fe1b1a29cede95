"""Which framings stand under a directory, and how a path is named in messages.

Why a walk of our own: a checked tree may hold links to anywhere, hidden folders of tools, and the
same file twice; none of that may change what is judged or in which order.
"""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from pathlib import Path

from framing_tui.storage.problem import CannotOpen

PATTERN = "*framing*.toml"


def framings_under(directory: Path) -> tuple[list[Path], list[CannotOpen]]:
    """Return every framing under a directory, in order, and the folders that cannot be read.

    Hidden files and folders are left out, and so are links to folders and to files outside of the
    directory. A file that is linked to inside of it is found once, under its own name.
    """
    root = Path(os.path.realpath(directory))
    found: dict[str, Path] = {}
    unreadable: list[CannotOpen] = []

    def refused(error: OSError) -> None:
        reason = error.strerror or type(error).__name__
        folder = Path(error.filename).as_posix()
        unreadable.append(CannotOpen(folder, f"cannot be listed: {reason}"))

    for folder, folders, names in os.walk(directory, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        real_folder = os.path.realpath(folder)
        for name in sorted(names):
            if name.startswith(".") or not fnmatchcase(name, PATTERN):
                continue
            path = Path(folder, name)
            is_link = is_symlink(path)
            real = os.path.realpath(path) if is_link else joined(real_folder, name)
            if is_link and (not Path(real).is_relative_to(root) or real in found):
                continue
            if real in found and not is_symlink(found[real]):
                continue
            found[real] = path
    return sorted(found.values(), key=lambda path: path.parts), unreadable


def repository_root(directory: Path) -> Path | None:
    """Return the nearest directory from here upwards that holds `.git`, or None where none does.

    Why a file of that name will do: a linked work tree and a submodule have one in place of the
    folder. Why git is not asked: it need not be there, and may refuse a tree of somebody else's.
    """
    start = Path(os.path.realpath(directory))
    return next((each for each in (start, *start.parents) if is_there(each / ".git")), None)


def is_there(path: Path) -> bool:
    """Tell whether there is such a file or folder, as far as may be looked at."""
    try:
        return path.exists()
    except OSError:
        return False


def is_directory(path: Path) -> bool:
    """Tell whether a path is a directory, as far as may be looked at."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_symlink(path: Path) -> bool:
    """Tell whether a path is a link, as far as may be looked at."""
    try:
        return path.is_symlink()
    except OSError:
        return False


def joined(folder: str, name: str) -> str:
    """Return the path of a name in a folder; the root of the system has its one slash already."""
    return f"{folder.rstrip(os.sep)}{os.sep}{name}"


def from_here(path: Path) -> str:
    """Return a path as messages name it: from the working directory, with forward slashes."""
    plain = os.path.normpath(path)
    if not path.anchor and not plain.startswith(os.pardir):
        # From there it is told already; most paths are, and there may be ten thousand.
        return plain.replace(os.sep, "/")
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:
        # Another drive has no way from here.
        return path.as_posix()
