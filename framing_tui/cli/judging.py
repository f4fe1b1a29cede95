"""What the commands share that judge many files: which ones, by which settings, and how fast.

Why in one place: `check` and `board` must find the same files under a directory, and judge each
of them by the same settings.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import click

from framing_tui.cli.places import Places
from framing_tui.cli.streams import is_terminal, read_in, say, silence
from framing_tui.config import Config, config_for
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.reports.report import FileError, Place
from framing_tui.storage.limits import MAX_BYTES
from framing_tui.storage.load import Opened, load, load_bytes
from framing_tui.storage.problem import Problem
from framing_tui.storage.search import PATTERN, framings_under, from_here, is_directory

T = TypeVar("T")
R = TypeVar("R")
F = TypeVar("F", bound="AboutFile")

STDIN = "-"
# A run that is over sooner needs no bar.
_PATIENCE_SECONDS = 1.0
_REDRAW_SECONDS = 0.1
_BAR = 30
# So many objects more than before, and garbage is looked for.
_GARBAGE = 5_000
# From this many files on, further processes are worth starting.
_MANY = 200


class Found(NamedTuple):
    """One file to judge, by its names: as it was typed or found, and for a code host.

    Why no path: ten thousand of them are held at once, and each takes a kilobyte.
    """

    given: str
    place: Place
    is_stdin: bool = False

    @property
    def path(self) -> Path | None:
        """The path for the loader; standard input has none."""
        return None if self.is_stdin else Path(self.given)

    @property
    def name(self) -> str:
        """The path from the working directory."""
        path = self.path
        return self.given if path is None else from_here(path)

    def error(self, line: int | None, message: str) -> FileError:
        """Return an error in this file."""
        return FileError(self.name, line, message, self.given, self.place)

    def read(self) -> Opened:
        """Read the framing; raises CannotOpen."""
        path = self.path
        if path is None:
            return load_bytes(read_in(MAX_BYTES + 1), self.name)
        return load(path, self.name)


def files_of(paths: Iterable[str], places: Places) -> tuple[list[Found], list[FileError]]:
    """Return each file to judge, once, and what cannot be looked through.

    Why a directory without a framing is an error: a check that has checked nothing must not pass.
    """
    files: dict[str, Found] = {}
    errors: list[FileError] = []
    for given in paths:
        if given == STDIN:
            files.setdefault(STDIN, Found("stdin", Place("stdin", is_inside=False), is_stdin=True))
            continue
        path = Path(given)
        this = Found(given, places.of(path))
        if not is_directory(path):
            files.setdefault(places.real(path), this)
            continue
        found, unreadable = framings_under(path)
        for error in unreadable:
            folder = Path(error.path)
            place = places.of(folder)
            errors.append(Found(error.path, place).error(error.line, error.message))
        if not found and not unreadable:
            errors.append(this.error(None, f"holds no file named {PATTERN}"))
        for file in found:
            files.setdefault(places.real(file), Found(file.as_posix(), places.of(file)))
    return list(files.values()), errors


class Configs:
    """The settings of each directory, read once."""

    def __init__(self) -> None:
        self._known: dict[Path, Config] = {}

    def of(self, path: Path | None) -> Config:
        """Return what holds for a file; for stdin, what holds in the working directory."""
        directory = Path.cwd() if path is None else path.parent
        if directory not in self._known:
            self._known[directory] = config_for(directory)
        return self._known[directory]

    def errors(self, places: Places) -> list[FileError]:
        """Return what is wrong with the settings, once for each file of them."""
        by_file = {config.file: config for config in self._known.values()}
        return [
            FileError(
                problem.path, problem.line, words_of(problem), place=places.of(Path(problem.path))
            )
            for config in by_file.values()
            for problem in config.problems
        ]


class AboutFile(Protocol):
    """What is asked of one file."""

    @property
    def file(self) -> Found:
        """The file."""


def judged(judge: Callable[[F], R], tasks: Sequence[F], jobs: int | None) -> Iterator[R]:
    """Return the judgement of each task, with a bar where it takes long.

    Where nobody has said in how many processes, their number is that of `jobs_for`.
    """
    needs_stdin = any(task.file.is_stdin for task in tasks)
    found = judge_all(judge, tasks, jobs or jobs_for(len(tasks)), needs_stdin=needs_stdin)
    return with_progress(found, len(tasks))


def jobs_for(files: int) -> int:
    """Return in how many processes that many files are judged, where nobody has said so.

    Why one for few: a second one is ready when they have been judged.
    """
    return processors() if files >= _MANY else 1


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def judge_all(
    judge: Callable[[T], R], tasks: Sequence[T], jobs: int, *, needs_stdin: bool = False
) -> Iterator[R]:
    """Return the judgement of each task, in the order given, however many processes work at it.

    Why they are started before anything is asked for: a process must not be split off once there
    are threads. Standard input belongs to this process; whoever names it twice still gets it once.
    """
    # Each file leaves thousands of objects: looking for circles among them as often as usual takes
    # a fifth, and more seldom than so only costs room.
    gc.set_threshold(_GARBAGE)
    workers = min(jobs, len(tasks))
    if workers <= 1 or needs_stdin:
        return map(judge, tasks)
    # Imported late: one process is enough for most, and need not wait for what many need.
    from concurrent.futures import ProcessPoolExecutor

    chunk = max(1, min(32, len(tasks) // (workers * 4)))
    pool = ProcessPoolExecutor(workers, initializer=_begin_worker)
    judged = pool.map(judge, tasks, chunksize=chunk)

    def taken() -> Iterator[R]:
        from concurrent.futures.process import BrokenProcessPool

        with pool:
            try:
                yield from judged
            except BrokenProcessPool as error:
                raise click.ClickException("a worker was stopped; try --jobs 1") from error
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    return taken()


def _begin_worker() -> None:
    """Let the parent alone answer Ctrl-C, or each worker would print a traceback of its own.

    Where the parent is killed, its workers end as well: nobody would ever tell them to.
    """
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def words_of(problem: Problem) -> str:
    """Return what is wrong with an answer, behind the name of the file."""
    return f"{problem.key}: {problem.message}"


def say_errors(errors: Iterable[FileError]) -> None:
    """Tell on stderr what is wrong with files, one line each."""
    for error in errors:
        say(f"{error.where_given}: {error.message}")


def with_progress(judged: Iterator[R], total: int) -> Iterator[R]:
    """Pass the judgements on, with a bar on stderr where that is a terminal and it takes long."""
    if not is_terminal(sys.stderr) or os.environ.get("TERM") == "dumb":
        yield from judged
        return
    next_time = time.monotonic() + _PATIENCE_SECONDS
    is_drawn = False
    try:
        for done, each in enumerate(judged, 1):
            if time.monotonic() >= next_time:
                full = "█" * (done * _BAR // total)
                _draw(f"\r{full:░<{_BAR}} {done}/{total} ")
                is_drawn, next_time = True, time.monotonic() + _REDRAW_SECONDS
            yield each
    finally:
        if is_drawn:
            _draw("\r\x1b[K")


def _draw(text: str) -> None:
    """Draw on the terminal, as long as it is there."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)
