"""Where a checked file is for a code host: by its path from the root of the repository.

Why links are followed: a repository knows a file behind a linked folder by its own name alone.
"""

from __future__ import annotations

import os
from pathlib import Path

from framing_tui.reports.report import Place
from framing_tui.storage.search import is_directory, is_symlink, joined, repository_root


class Places:
    """The places of files, as seen from one root."""

    def __init__(self, root: Path) -> None:
        self._under_root = os.path.realpath(root).rstrip(os.sep) + os.sep
        # Where the folder of each file really is: thousands of files stand in one.
        self._folders: dict[Path, str] = {}

    @classmethod
    def here(cls) -> Places:
        """Return the places of this run: from the checkout of a workflow where one says where that
        is, from the root of the repository around the working directory, or from that directory."""
        workspace = Path(os.environ.get("GITHUB_WORKSPACE", ""))
        if workspace.is_absolute() and is_directory(workspace):
            return cls(workspace)
        return cls(repository_root(Path.cwd()) or Path.cwd())

    def of(self, path: Path) -> Place:
        """Return the place of a file, whether or not there is one."""
        own, real = self._standing(path)
        # A link to a file elsewhere is a file of the repository all the same.
        for name in dict.fromkeys((real, own)):
            if os.path.normcase(f"{name}{os.sep}").startswith(os.path.normcase(self._under_root)):
                return Place(name[len(self._under_root) :].replace(os.sep, "/") or ".")
        return Place(Path(own).as_posix(), is_inside=False)

    def real(self, path: Path) -> str:
        """Return where a file really is, behind links in its path and behind itself as a link."""
        return self._standing(path)[1]

    def _standing(self, path: Path) -> tuple[str, str]:
        """Return where a name stands behind links in its path alone, and where its file is."""
        folder = path.parent
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        own = os.path.normpath(joined(self._folders[folder], path.name))
        # Where case says nothing, only the system knows how a name is spelt.
        is_own = os.name == "posix" and not is_symlink(Path(own))
        return own, own if is_own else os.path.realpath(path)
