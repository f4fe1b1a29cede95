"""The source distribution stands by itself: unpacked and installed from, its own tests pass there.

Whoever packages it for a system has nothing else, and its tests are what they trust it by.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.package.building import borrow, build, environment, files_of, install

pytestmark = pytest.mark.apart
# These read what stands beside the package: documents, pictures' scripts, expected pages, content,
# CI. Leaving out what takes long is all that parts it from the whole, which is run every night.
ORDINARY = "--strict-markers --import-mode=importlib -m 'not nightly and not index and not apart'"
READ_BESIDE = ("tests/house", "tests/golden", "tests/package/test_content.py")
BUT = "not (test_imports or picture or test_contributing)"


@dataclass(frozen=True)
class Unpacked:
    """An unpacked source distribution, and an environment into which it was installed."""

    folder: Path
    python: Path

    def test(self, *arguments: str) -> str:
        """Run its tests there, as somebody who has nothing but it; return the closing line."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYTEST"))}
        command = [str(self.python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=kept, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.rstrip().rsplit("\n", 1)[-1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Unpacked:
    folder = tmp_path_factory.mktemp("sdist")
    built = build(folder)
    python = environment(folder / "env")
    install(python, "--no-index", "--no-deps", built.wheel)
    borrow(python)
    return Unpacked(built.unpacked, python)


def counted(line: str) -> int:
    """Return how many tests passed, by the closing line; any that did not would stand there."""
    found = re.match(r"(\d+) passed(?:, \d+ (?:deselected|skipped))* in ", line)
    assert found is not None, line
    return int(found[1])


def test_what_its_tests_read_is_in_it(unpacked: Unpacked) -> None:
    before = files_of(unpacked.folder)
    line = unpacked.test("-o", f"addopts={ORDINARY}", "-k", BUT, *READ_BESIDE)
    assert counted(line) > 100
    assert files_of(unpacked.folder) == before


@pytest.mark.nightly
def test_all_its_tests_pass(unpacked: Unpacked) -> None:
    line = unpacked.test("-n", "auto", "-o", f"addopts={ORDINARY}")
    assert counted(line) > 1000
