"""`framing-tui board`: many framings at a glance, on the screen or as a report."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing_tui.assessment import assess
from framing_tui.cli.command import Command, option
from framing_tui.cli.day import day
from framing_tui.cli.judging import (
    Configs,
    Found,
    files_of,
    judge_all,
    judged,
    say_errors,
    words_of,
)
from framing_tui.cli.operands import Whole
from framing_tui.cli.places import Places
from framing_tui.cli.reading import write_file
from framing_tui.cli.streams import can_draw, say, write_out
from framing_tui.model.clean import clean
from framing_tui.reports.board import Board, Row, row_of, unreadable
from framing_tui.reports.board_forms import FORMS, form_of
from framing_tui.reports.board_order import COLUMNS, arranged
from framing_tui.reports.report import FileError
from framing_tui.rules.settings import Settings
from framing_tui.storage.files import is_same_file
from framing_tui.storage.problem import CannotOpen

if TYPE_CHECKING:
    from framing_tui.interview.board_view import BoardView


@dataclass(frozen=True)
class Task:
    """One file to judge for the board."""

    file: Found
    settings: Settings
    today: date

    def day(self) -> date:
        """Return the day by which it is judged."""
        return self.today


@dataclass(frozen=True)
class Judged:
    """The row of one file, and what is wrong in it though it could be read."""

    row: Row
    problems: tuple[FileError, ...] = ()


@click.command("board", cls=Command)
@click.argument("paths", metavar="PATH...", nargs=-1)
@option(
    "--to",
    "form",
    type=click.Choice(list(FORMS)),
    help="Write a report of this form; by the name of OUT where left out, else Markdown.",
)
@option("-o", "--output", metavar="OUT", help="Where to write a report; - is stdout.")
@option(
    "--sort", type=click.Choice(list(COLUMNS)), help="Sort by a column, worst first; else by path."
)
@option("--reverse", is_flag=True, help="Sort the other way round.")
@option(
    "--filter", "words", default="", metavar="WORDS", help="Only what holds these: serving:red Ann."
)
@option("--today", callback=day, metavar="DATE", help="The day by which it is judged.")
@option(
    "--jobs",
    type=Whole(1),
    metavar="N",
    help="Work in N processes; for many files in a report, as many as there are processors.",
)
def command(
    paths: tuple[str, ...],
    form: str | None,
    output: str | None,
    sort: str | None,
    reverse: bool,
    words: str,
    today: date,
    jobs: int,
) -> int:
    """Show many framings at a glance: each PATH is a file, a directory, or - for stdin.

    On a terminal they are a screen to sort, filter and open; else, or with --to, a report.
    Exit status: 0 fine, 2 a file that cannot be read; the others are shown.
    """
    if not paths:
        raise click.UsageError("name files or a directory, like: framing-tui board .")
    places, configs = Places.here(), Configs()
    files, errors = files_of(paths, places)
    tasks = [Task(file, configs.of(file.path).settings, today) for file in files]
    say_errors(configs.errors(places))
    is_screen = form is None and output is None and can_draw(sys.stdin, sys.stdout, sys.stderr)
    if is_screen and tasks:
        status = _screen(tasks, errors, jobs or 1, sort, is_reversed=reverse, words=words)
        say_errors(errors)
        return 2 if errors and not status else status
    found = [*judged(_judge, tasks, jobs)]
    rows = [*(each.row for each in found), *_rows_of(errors)]
    _say_problems(found)
    for row in rows:
        if row.error is not None:
            say(f"{row.path}: {row.error}")
    board = Board(arranged(rows, sort, is_reversed=reverse, words=words))
    text = FORMS[form or form_of(output or "")](board)
    if output in (None, "-"):
        write_out(text)
    elif any(file.path and is_same_file(Path(str(output)), file.path) for file in files):
        raise click.ClickException(f"{clean(str(output))}: is a framing; name another OUT")
    else:
        write_file(str(output), text)
    return 2 if any(row.error is not None for row in rows) else 0


def _judge(task: Task) -> Judged:
    try:
        opened = task.file.read()
    except CannotOpen as error:
        return Judged(unreadable(task.file.name, error.line, error.message))
    assessment = assess(opened.framing, task.today, task.settings)
    wrong = (task.file.error(problem.line, words_of(problem)) for problem in opened.problems)
    return Judged(row_of(opened.path, opened.framing, assessment, task.today), tuple(wrong))


def _rows_of(errors: list[FileError]) -> list[Row]:
    """Return a row for each place that could not be looked through."""
    return [unreadable(error.path, error.line, error.message) for error in errors]


def _say_problems(judged: list[Judged]) -> None:
    say_errors(problem for each in judged for problem in each.problems)


def _screen(
    tasks: list[Task],
    errors: list[FileError],
    jobs: int,
    sort: str | None,
    *,
    is_reversed: bool,
    words: str,
) -> int:
    """Show the board until it is left; a framing that is opened is judged anew after that."""
    # Begun before anything that draws is imported: while that takes its time, the first are judged.
    first = judge_all(_judge, tasks, jobs)
    from framing_tui.interview.board_view import BoardView

    view = BoardView(len(tasks) + len(errors), sort=sort, is_reversed=is_reversed, words=words)
    for at, row in enumerate(_rows_of(errors), len(tasks)):
        view.put(at, row)
    filling = _Filling(view, first)
    from framing_tui.cli.open import open_framing
    from framing_tui.tui.board import RELOAD, look

    try:
        while True:
            filling.go_on()
            place, status = look(view)
            filling.hold()
            view.told = ""
            if place is None or status:
                is_broken = any(row is not None and row.error is not None for row in view.rows)
                return status or (2 if is_broken else 0)
            if place == RELOAD:
                filling.stop()
                filling = _Filling(view, judge_all(_judge, tasks, 1))
                continue
            task = tasks[place]
            assert task.file.path is not None
            try:
                status = open_framing(task.file.path, clock=task.day)
            except click.ClickException as error:
                view.told = error.format_message()
            if status:
                return status
            view.put(place, _judge(task).row)
    finally:
        filling.stop()


class _Filling:
    """Fills a board from its own thread while somebody looks at it, and holds while not.

    Why it holds: what is typed in a framing must not wait for others to be judged.
    """

    def __init__(self, view: BoardView, judged: Iterator[Judged]) -> None:
        self._view, self._judged = view, judged
        self._may_go = threading.Event()
        self._is_over = False
        self._thread = threading.Thread(target=self._fill, name="judging", daemon=True)
        self._thread.start()

    def go_on(self) -> None:
        """Fill on."""
        self._may_go.set()

    def hold(self) -> None:
        """Wait until somebody looks again."""
        self._may_go.clear()

    def stop(self) -> None:
        """Judge no more."""
        self._is_over = True
        self._may_go.set()
        self._thread.join()

    def _fill(self) -> None:
        judged = self._judged
        try:
            for place, each in enumerate(judged):
                self._may_go.wait()
                if self._is_over:
                    break
                self._view.put(place, each.row)
        finally:
            # Processes that still judge are told to leave it.
            close = getattr(judged, "close", None)
            if close is not None:
                close()
