"""`framing-tui check`: judge files, for people, hooks and CI."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing_tui.assessment import Assessment, assess
from framing_tui.cli.command import Command, option
from framing_tui.cli.places import Places
from framing_tui.cli.streams import is_terminal, read_in, say, silence, write_out
from framing_tui.config import Config, config_for, wrong_code
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import WrongValue
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.spec import Header
from framing_tui.reports.formats import FORMATS, format_named
from framing_tui.reports.report import (
    FailOn,
    FileError,
    JudgedFile,
    Place,
    Report,
    Selection,
    judged_file,
)
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.settings import Settings
from framing_tui.storage.limits import MAX_BYTES
from framing_tui.storage.load import Opened, load, load_bytes
from framing_tui.storage.problem import CannotOpen, Problem
from framing_tui.storage.search import PATTERN, framings_under, from_here, is_directory

if TYPE_CHECKING:
    from framing_tui.assessment.flips import Flip

STDIN = "-"
# A run that is over sooner needs no bar.
_PATIENCE_SECONDS = 1.0
_REDRAW_SECONDS = 0.1
_BAR = 30


class Found(NamedTuple):
    """One file to judge, by its names: for the loader, as it was typed, and for a code host.

    Standard input has no path.
    """

    path: Path | None
    given: str
    place: Place

    @property
    def name(self) -> str:
        """The path from the working directory."""
        return self.given if self.path is None else from_here(self.path)

    def error(self, line: int | None, message: str) -> FileError:
        """Return an error in this file."""
        return FileError(self.name, line, message, self.given, self.place)


class Task(NamedTuple):
    """One file to judge, with everything that a worker needs to know of it."""

    file: Found
    settings: Settings
    selection: Selection
    today: date
    what_if: bool


class Outcome(NamedTuple):
    """What came of one file: its judgement, unless it cannot be read, and what is wrong in it."""

    file: JudgedFile | None
    errors: tuple[FileError, ...]


def _codes(
    _ctx: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    """Read codes, each a rule's or the beginning of one, like FT1; commas may stand between."""
    codes = tuple(part.strip().upper() for word in given for part in word.split(","))
    for code in codes:
        wrong = wrong_code(code)
        if wrong is not None:
            raise click.BadParameter(wrong)
    return codes


def _day(_ctx: click.Context, _option: click.Parameter, given: str | None) -> date:
    """Read a date in the spellings that the interview takes; none is the day of the run."""
    if given is None:
        return date.today()
    try:
        return Header.date.kind.parse(given, date.today())
    except WrongValue as error:
        raise click.BadParameter(str(error)) from error


@click.command("check", cls=Command)
@click.argument("paths", metavar="PATH...", nargs=-1)
@option(
    "--format", "format_name", type=click.Choice(list(FORMATS)), default="text", show_default=True
)
@option(
    "--fail-on",
    type=click.Choice([each.value for each in FailOn]),
    default=FailOn.RED.value,
    show_default=True,
    help="What makes the exit status 1; each includes those before it.",
)
@option(
    "--select",
    callback=_codes,
    metavar="CODE",
    multiple=True,
    help="Report these codes alone, like FT1.",
)
@option(
    "--ignore", callback=_codes, metavar="CODE", multiple=True, help="Do not report these codes."
)
@option("--what-if", is_flag=True, help="Say which single figure would change the outcome.")
@option("--today", callback=_day, metavar="DATE", help="The day by which dates are judged.")
@option("--jobs", type=click.IntRange(1), default=1, metavar="N", help="Work in N processes.")
@option("--show-config", is_flag=True, help="Say what is set, and where; judge nothing.")
@option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colours in text; NO_COLOR and FORCE_COLOR count too.",
)
def command(
    paths: tuple[str, ...],
    format_name: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    what_if: bool,
    today: date,
    jobs: int,
    show_config: bool,
    color: str,
) -> int:
    """Judge each PATH: a file, a directory with *framing*.toml files under it, or - for stdin.

    Exit status: 0 fine, 1 findings at or above --fail-on, 2 a file or a setting that is wrong.
    """
    if not paths:
        raise click.UsageError("name a file, a directory or - to check, like: framing-tui check .")
    places = Places.here()
    files, errors = _files(paths, places)
    configs = _Configs()
    by_hand = Selection(select, ignore)
    tasks = [
        Task(file, config.settings, _selection(config, by_hand), today, what_if)
        for file in files
        for config in (configs.of(file.path),)
    ]
    errors = [*configs.errors(places), *errors]
    if show_config:
        write_out(_shown_config(files, configs, by_hand))
        _say(errors)
        return 2 if errors else 0
    judged = list(_with_progress(_judge_all(tasks, jobs), len(tasks)))
    report = Report(
        tuple(each.file for each in judged if each.file is not None),
        (*errors, *(error for each in judged for error in each.errors)),
        FailOn(fail_on),
    )
    write_out(format_named(format_name, is_coloured=_wants_colour(color))(report))
    return report.exit_status


def _files(paths: Iterable[str], places: Places) -> tuple[list[Found], list[FileError]]:
    """Return each file to judge, once, and what cannot be looked through.

    Why a directory without a framing is an error: a check that has checked nothing must not pass.
    """
    files: dict[str, Found] = {}
    errors: list[FileError] = []
    for given in paths:
        if given == STDIN:
            files.setdefault(STDIN, Found(None, "stdin", Place("stdin", is_inside=False)))
            continue
        path = Path(given)
        this = Found(path, given, places.of(path))
        if not is_directory(path):
            files.setdefault(os.path.realpath(path), this)
            continue
        found, unreadable = framings_under(path)
        for error in unreadable:
            folder = Path(error.path)
            place = places.of(folder)
            errors.append(Found(folder, error.path, place).error(error.line, error.message))
        if not found and not unreadable:
            errors.append(this.error(None, f"holds no file named {PATTERN}"))
        for file in found:
            files.setdefault(os.path.realpath(file), Found(file, file.as_posix(), places.of(file)))
    return list(files.values()), errors


class _Configs:
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
                problem.path, problem.line, _words(problem), place=places.of(Path(problem.path))
            )
            for config in by_file.values()
            for problem in config.problems
        ]


def _selection(config: Config, by_hand: Selection) -> Selection:
    """Return what is reported: each option of the command line stands for the setting."""
    return Selection(by_hand.select or config.select, by_hand.ignore or config.ignore)


def _judge_all(tasks: list[Task], jobs: int) -> Iterator[Outcome]:
    """Yield the judgement of each file, in the order given, however many work at it."""
    # Standard input belongs to this process; whoever names it twice still gets it once.
    workers = min(jobs, len(tasks))
    if workers <= 1 or any(task.file.path is None for task in tasks):
        yield from map(_judge, tasks)
        return
    # Imported late: one process is enough for most, and need not wait for what many need.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    chunk = max(1, min(32, len(tasks) // (workers * 4)))
    with ProcessPoolExecutor(workers, initializer=_leave_interrupts) as pool:
        try:
            yield from pool.map(_judge, tasks, chunksize=chunk)
        except BrokenProcessPool as error:
            raise click.ClickException("a worker was stopped; try --jobs 1") from error
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _leave_interrupts() -> None:
    """Let the parent alone answer Ctrl-C, or each worker would print a traceback of its own."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _judge(task: Task) -> Outcome:
    try:
        opened = _open(task)
    except CannotOpen as error:
        return Outcome(None, (task.file.error(error.line, error.message),))
    assessment = assess(opened.framing, task.today, task.settings)
    layout = opened.layout
    file = judged_file(
        task.file.name,
        opened.framing,
        assessment,
        lambda question_id: layout.line(tuple(question_id.split("."))),
        task.selection,
        task.settings,
        _flips(opened.framing, assessment, task.settings) if task.what_if else None,
        task.file.given,
        task.file.place,
    )
    wrong = (task.file.error(problem.line, _words(problem)) for problem in opened.problems)
    return Outcome(file, tuple(wrong))


def _flips(framing: Framing, assessment: Assessment, settings: Settings) -> tuple[Flip, ...]:
    # Imported late: few runs ask what would change the outcome.
    from framing_tui.assessment.flips import flips

    return flips(framing, assessment, settings)


def _open(task: Task) -> Opened:
    if task.file.path is None:
        return load_bytes(read_in(MAX_BYTES + 1), task.file.name)
    return load(task.file.path, task.file.name)


def _words(problem: Problem) -> str:
    return f"{problem.key}: {problem.message}"


def _say(errors: Iterable[FileError]) -> None:
    for error in errors:
        say(f"{error.where_given}: {error.message}")


def _with_progress(judged: Iterator[Outcome], total: int) -> Iterator[Outcome]:
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


def _wants_colour(wish: str) -> bool:
    """Whether to colour: what was asked for here, then the environment, then what is looking."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(sys.stdout) and os.environ.get("TERM", "") != "dumb"


def _shown_config(files: list[Found], configs: _Configs, by_hand: Selection) -> str:
    """Return every setting with where it comes from, for each file of settings that holds."""
    groups: dict[str | None, tuple[Config, list[str]]] = {}
    for file in files:
        config = configs.of(file.path)
        groups.setdefault(config.file, (config, []))[1].append(file.given)
    blocks = []
    for config, names in groups.values():
        lines = [f"{config.file or 'no file of settings'} holds for {', '.join(names)}"]
        settings = list(_settings(config, by_hand))
        width = max(len(f"{key} = {value}") for key, value, _ in settings)
        lines += [f"  {f'{key} = {value}':<{width}}  {source}" for key, value, source in settings]
        blocks.append("".join(f"{clean(line)}\n" for line in lines))
    return "\n".join(blocks)


def _settings(config: Config, by_hand: Selection) -> Iterator[tuple[str, str, str]]:
    """Yield each setting as key, value and source."""

    def source(key: str) -> str:
        if key not in config.lines:
            return "default"
        line = config.lines[key]
        return f"{config.file}:{line}" if line else str(config.file)

    for key, given, set_there in (
        ("select", by_hand.select, config.select),
        ("ignore", by_hand.ignore, config.ignore),
    ):
        codes = ", ".join(f'"{code}"' for code in given or set_there)
        yield key, f"[{codes}]", "command line" if given else source(key)
    yield "template", f'"{config.template}"' if config.template else '""', source("template")
    for code, rule in sorted(BY_CODE.items()):
        level = config.settings.levels.get(code, rule.levels[0])
        shown_level = "off" if level is None else level.value
        yield f"rules.{code}.level", f'"{shown_level}"', source(f"rules.{code}.level")
        for name, value in config.settings.limits_of(rule).items():
            number = int(value) if float(value).is_integer() else value
            yield f"rules.{code}.{name}", str(number), source(f"rules.{code}.{name}")
    # Imported late: they are told here alone.
    from framing_tui.keys import COMMANDS

    for command in COMMANDS:
        keys = config.keys.get(command.id, command.keys).split(",")
        words = ", ".join(f'"{key}"' for key in keys)
        shown_keys = words if len(keys) == 1 else f"[{words}]"
        yield f"keys.{command.id}", shown_keys, source(f"keys.{command.id}")
