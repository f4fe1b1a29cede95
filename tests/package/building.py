"""Building the distributions and installing them, for the tests of the package.

The wheel is built out of the unpacked source distribution, so that neither can lack a file.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


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
