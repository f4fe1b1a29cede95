"""`framing-tui check`: judge files, for people, hooks and CI."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

import click

from framing_tui.assessment import Assessment, assess
from framing_tui.cli.command import Command, color_option, option
from framing_tui.cli.day import day
from framing_tui.cli.judging import (
    Configs,
    Found,
    files_of,
    judged,
    say_errors,
    words_of,
)
from framing_tui.cli.kept import Kept
from framing_tui.cli.operands import CODE, Whole
from framing_tui.cli.places import Places
from framing_tui.cli.streams import wants_colour, write_all, write_out
from framing_tui.config import Config, wrong_code
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.reports.formats import FORMATS, format_named
from framing_tui.reports.report import (
    FailOn,
    FileError,
    Format,
    Piece,
    Selection,
    Tally,
    Totals,
    judged_file,
    sums,
)
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.settings import Settings
from framing_tui.storage.problem import UNSETTLED, CannotOpen

if TYPE_CHECKING:
    from framing_tui.assessment.flips import Flip


class Wish(NamedTuple):
    """What is wanted of every file: the day, what makes it fail, and how it is printed."""

    today: date
    fail_on: FailOn
    format_name: str
    is_coloured: bool
    what_if: bool

    @property
    def format(self) -> Format:
        """How the report is printed."""
        return format_named(self.format_name, is_coloured=self.is_coloured)


class Task(NamedTuple):
    """One file to judge, with everything that a worker needs to know of it."""

    file: Found
    settings: Settings
    selection: Selection
    wish: Wish


class Outcome(NamedTuple):
    """What came of one file: what is printed of it and counted in it, and what is wrong in it.

    Why not its judgement: what is printed takes a fraction of the room, and comes back from another
    process as it is.
    """

    piece: Piece
    tally: Tally
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
    type=CODE,
    callback=_codes,
    metavar="CODE",
    multiple=True,
    help="Report these codes alone, like FT1.",
)
@option(
    "--ignore",
    type=CODE,
    callback=_codes,
    metavar="CODE",
    multiple=True,
    help="Do not report these codes.",
)
@option("--what-if", is_flag=True, help="Say which single figure would change the outcome.")
@option("--today", callback=day, metavar="DATE", help="The day by which dates are judged.")
@option(
    "--jobs",
    type=Whole(1),
    metavar="N",
    help="Work in N processes; for many files, as many as there are processors.",
)
@option("--show-config", is_flag=True, help="Say what is set, and where; judge nothing.")
@color_option
def command(
    paths: tuple[str, ...],
    format_name: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    what_if: bool,
    today: date,
    jobs: int | None,
    show_config: bool,
    color: str,
) -> int:
    """Judge each PATH: a file, a directory with *framing*.toml files under it, or - for stdin.

    Exit status: 0 fine, 1 findings at or above --fail-on, 2 a file or a setting that is wrong.
    """
    if not paths:
        raise click.UsageError("name a file, a directory or - to check, like: framing-tui check .")
    places = Places.here()
    files, errors = files_of(paths, places)
    configs = Configs()
    by_hand = Selection(select, ignore)
    wish = Wish(today, FailOn(fail_on), format_name, wants_colour(color), what_if)
    tasks = [
        Task(file, config.settings, _selection(config, by_hand), wish)
        for file in files
        for config in (configs.of(file.path),)
    ]
    errors = [*configs.errors(places), *errors]
    if show_config:
        write_out(_shown_config(files, configs, by_hand))
        say_errors(errors)
        return 2 if errors else 0
    return _print(judged(_judge, tasks, jobs), errors, wish)


def _print(judged: Iterator[Outcome], errors: list[FileError], wish: Wish) -> int:
    """Print what came of each file, in a few pieces, and return the exit status."""
    printed, kept = wish.format, Kept()
    tally, counted = Tally(), sums(())
    for outcome in judged:
        if outcome.piece.text:
            kept.add(f"{printed.between if kept.size else ''}{outcome.piece.text}")
        tally = tally.plus(outcome.tally)
        counted = sums((counted, outcome.piece.counted))
        errors.extend(outcome.errors)
    totals = Totals(tally, tuple(errors), wish.fail_on)
    before, behind = printed.frame(totals, counted, kept.size > 0)
    write_all(chain((before.encode(),), kept.chunks(), (behind.encode(),)))
    return totals.exit_status


def _selection(config: Config, by_hand: Selection) -> Selection:
    """Return what is reported: each option of the command line stands for the setting."""
    return Selection(by_hand.select or config.select, by_hand.ignore or config.ignore)


def _judge(task: Task) -> Outcome:
    wish = task.wish
    try:
        opened = task.file.read()
    except CannotOpen as error:
        return Outcome(Piece(""), Tally(), (task.file.error(error.line, error.message),))
    assessment = assess(opened.framing, wish.today, task.settings)
    layout = opened.layout
    file = judged_file(
        opened.path,
        opened.framing,
        assessment,
        lambda question_id: layout.line(tuple(question_id.split("."))),
        task.selection,
        task.settings,
        _flips(opened.framing, assessment, task.settings) if wish.what_if else None,
        task.file.given,
        task.file.place,
    )
    wrong = [task.file.error(problem.line, words_of(problem)) for problem in opened.problems]
    # Whoever merged has settled nothing yet, and one of the two answers would be judged in silence.
    wrong += [
        task.file.error(layout.line(("clashes",)), f"{clash.question}: {UNSETTLED}")
        for clash in opened.framing.records.clashes or ()
    ]
    return Outcome(
        wish.format.piece(file, wish.fail_on), Tally.of(file, wish.fail_on), tuple(wrong)
    )


def _flips(framing: Framing, assessment: Assessment, settings: Settings) -> tuple[Flip, ...]:
    # Imported late: few runs ask what would change the outcome.
    from framing_tui.assessment.flips import flips

    return flips(framing, assessment, settings)


def _shown_config(files: list[Found], configs: Configs, by_hand: Selection) -> str:
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
