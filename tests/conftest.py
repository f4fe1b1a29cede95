"""What holds for every test: the place of the user's state is left alone, and Ctrl+C is heard."""

from __future__ import annotations

import gc
import itertools
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # So it is in what a script runs in the background, and programs inherit it: those that are
    # tested here would then wait for an interrupt that never comes.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Let a worker that has nothing left to do take tests of another: some take a hundred times as
    long as others."""
    if config.getoption("numprocesses", None) and config.option.dist == "no":
        config.option.dist = "worksteal"


# Where tests run one after the other, nobody asks.
@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many tests run at a time with `-n auto`: two more than there are processors.

    Why: those that drive a program in a terminal wait for it most of the time.
    """
    return (os.cpu_count() or 1) + 2


# What is collected here is kept to the end; looking through it again and again takes a sixth of the
# time of all tests.
GARBAGE = (50_000, 20, 50)


def pytest_configure() -> None:
    """Look for garbage less often than a program would."""
    gc.set_threshold(*GARBAGE)


def pytest_collection_finish() -> None:
    """Take ten thousand tests out of what is looked through for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def state_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Places below one folder, each named once: to number them, all would be listed every time."""
    folder = tmp_path_factory.mktemp("states")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_state(
    state_folders: Iterator[Path],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Let copies of answers that could not be saved go to a place of this test alone."""
    place = next(state_folders)
    place.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(place))
    # Compiled templates are kept for all tests, as a user keeps them from run to run.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    if sys.platform == "darwin":
        monkeypatch.setenv("HOME", str(place))
    return place
