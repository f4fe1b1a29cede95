"""Building the distributions and installing them, for the tests of the package.

The wheel is built out of the unpacked source distribution, so that neither can lack a file.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tarfile
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What only a source distribution has, and what only a checkout has.
APART = ("PKG-INFO", ".git")


@dataclass(frozen=True)
class Built:
    """Both distributions, and the source distribution as it was unpacked."""

    sdist: Path
    wheel: Path
    unpacked: Path


def quietly(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a command that must succeed, and return what it printed."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(folder: Path) -> Built:
    """Build both distributions into a folder."""
    hatch = (sys.executable, "-m", "hatchling", "build", "-d", folder)
    quietly(*hatch, "-t", "sdist", cwd=ROOT)
    (sdist,) = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        # The first releases of 3.11 know no filter; the archive is our own.
        archive.extractall(
            folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {})
        )
    unpacked = folder / sdist.name.removesuffix(".tar.gz")
    quietly(*hatch, "-t", "wheel", cwd=unpacked)
    (wheel,) = folder.glob("*.whl")
    return Built(sdist, wheel, unpacked)


def files_of(tree: Path) -> frozenset[str]:
    """Return the files of a checkout or an unpacked source distribution, without the leftovers.

    Git is asked where it can tell, as a checkout may hold what was never meant to be shared.
    """
    command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names: set[str] = set()
    if (tree / ".git").exists():
        with contextlib.suppress(OSError):
            names = set(
                subprocess.run(command, cwd=tree, capture_output=True).stdout.decode().split("\0")
            )
    if not names - {""}:
        names = {path.relative_to(tree).as_posix() for path in tree.rglob("*")}
    return frozenset(name for name in names if name and _is_shared(tree, name))


def _is_shared(tree: Path, name: str) -> bool:
    parts = name.split("/")
    return parts[0] not in APART and not is_left_over(name) and (tree / name).is_file()


def is_left_over(name: str) -> bool:
    """Tell whether work in a tree leaves such a file behind, as .gitignore says."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    patterns = [line.strip("/") for line in lines]
    return any(fnmatchcase(part, each) for part in name.split("/") for each in patterns)


def borrow(python: Path) -> None:
    """Let an environment use the packages of the one that runs the tests, behind its own.

    Why behind: the package itself is then the one that was installed there, and nothing else.
    """
    (own,) = python.parents[1].glob("[Ll]ib/**/site-packages")
    # All of them: the one that runs the tests may borrow as well.
    borrowed = [path for path in sys.path if Path(path).name == "site-packages"]
    (own / "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")


def environment(home: Path) -> Path:
    """Make an empty environment without a pip of its own, and return its Python."""
    venv.create(home, symlinks=os.name != "nt")
    return home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install(python: Path, *what: str | Path) -> None:
    """Install into an environment with the pip of the one that runs the tests."""
    quietly(
        *(sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python),
        *("install", "--quiet", *what),
        cwd=python.parent,
    )
