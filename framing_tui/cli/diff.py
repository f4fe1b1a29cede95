"""`framing-tui diff A B`: what changed between two framings, by hand and for git."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from framing_tui.assessment import assess
from framing_tui.assessment.changes import Stand
from framing_tui.cli.command import Command, color_option, option
from framing_tui.cli.day import day
from framing_tui.cli.reading import config_of
from framing_tui.cli.sides import NOTHING, Read, bytes_of, read_side, side_or_refused
from framing_tui.cli.streams import say, wants_colour, write_out
from framing_tui.model.clean import clean
from framing_tui.reports import difference_json, difference_markdown, difference_text
from framing_tui.reports.difference import Difference, Side, difference
from framing_tui.rules.settings import Settings
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.search import from_here

FORMATS: dict[str, Callable[[Difference], str]] = {
    "text": difference_text.render,
    "markdown": difference_markdown.render,
    "json": difference_json.render,
}
# What git hands to a diff driver: for one file, for one that was renamed, and for an unsettled one.
_OF_GIT = 7
_OF_GIT_RENAMED = 9
_ONE_FILE = 1
# Comparing more lines takes seconds.
_MOST_LINES = 2_000
_TWO = 2


@click.command("diff", cls=Command)
@click.argument("sides", metavar="A B", nargs=-1)
@option("--format", "format_name", type=click.Choice(list(FORMATS)), default="text")
@option("--name", metavar="NAME", help="How to call the later one in what is printed.")
@option("--today", callback=day, metavar="DATE", help="The day by which dates are judged.")
@color_option
def command(
    sides: tuple[str, ...], format_name: str, name: str | None, today: date, color: str
) -> int:
    """Say what changed from framing A to framing B: verdict, cells, findings, figures, answers.

    Each is a file, a file at a revision of git like HEAD~1:framing.toml, - for stdin, or /dev/null.
    One name alone is compared with its last commit. As git's diff driver (see git-setup) it takes
    git's own arguments.

    Exit status: 0 no answer differs, 1 something does, 2 one of them cannot be read.
    """
    if _is_git_asking(sides):
        return _driver(sides, today, color)
    if len(sides) == _ONE_FILE:
        sides = (f"HEAD:./{from_here(Path(sides[0]))}", sides[0])
    if len(sides) != _TWO:
        raise click.UsageError(
            "name two framings, like: framing-tui diff HEAD~1:framing.toml framing.toml"
        )
    if sides == ("-", "-"):
        raise click.UsageError("stdin can be one of the two only")
    before, after = (side_or_refused(each) for each in sides)
    for side in (before, after):
        for problem in side.opened.problems:
            say(str(problem))
    told = _told(before, after, today, config_of(_place(sides)).settings, name)
    if told.is_empty and before.raw != after.raw:
        say("no answer differs: only comments, order, spelling, or what is no answer")
    write_out(_rendered(told, format_name, color))
    return 0 if told.is_empty else 1


def _told(
    before: Read, after: Read, today: date, settings: Settings, name: str | None = None
) -> Difference:
    """Return the difference of two framings, both judged by one day and the same settings."""
    old, new = (
        Stand(side.opened.framing, assess(side.opened.framing, today, settings))
        for side in (before, after)
    )
    return difference(
        Side(before.name, old, before.is_there),
        Side(clean(name or after.name), new, after.is_there),
    )


def _rendered(told: Difference, format_name: str, color: str) -> str:
    if format_name == "text" and wants_colour(color):
        return difference_text.render_in_colour(told)
    return FORMATS[format_name](told)


def _place(sides: tuple[str, ...]) -> str:
    """Return the file whose settings hold: the later one that lies on this disk."""
    files = [side for side in reversed(sides) if side not in NOTHING and os.path.lexists(side)]
    return files[0] if files else "-"


# As git's diff driver.


def _is_git_asking(sides: tuple[str, ...]) -> bool:
    """Tell whether git has called: it counts for a driver, and hands over more than two names."""
    is_driver = "GIT_DIFF_PATH_COUNTER" in os.environ and len(sides) == _ONE_FILE
    return is_driver or len(sides) in (_OF_GIT, _OF_GIT_RENAMED)


def _driver(given: tuple[str, ...], today: date, color: str) -> int:
    """Tell git's reader what changed in one file.

    Why always 0: with anything else git stops, and the files behind this one are not shown.
    """
    path = given[0]
    if len(given) == _ONE_FILE:
        write_out(f"{clean(path)}: two sides wait to be settled\n")
        return 0
    old_file, new_file = given[1], given[4]
    later = given[7] if len(given) == _OF_GIT_RENAMED else path
    names = [
        "/dev/null" if file in NOTHING else name
        for file, name in ((old_file, f"a/{path}"), (new_file, f"b/{later}"))
    ]
    try:
        before, after = (read_side(*both) for both in zip((old_file, new_file), names, strict=True))
        told = _told(before, after, today, config_of(later).settings)
    except CannotOpen as error:
        write_out(f"{clean(str(error))}; line by line:\n{_line_by_line(old_file, new_file, names)}")
        return 0
    if not told.is_empty:
        seen = "always" if color == "auto" and _is_paged() else color
        write_out(_rendered(told, "text", seen))
    elif before.raw == after.raw:
        write_out(f"{names[0]} → {names[1]}: the same\n")
    else:
        write_out(
            f"{names[0]} → {names[1]}: no answer differs; only comments, order, spelling,"
            " or what is no answer\n"
        )
    return 0


def _is_paged() -> bool:
    """Whether git shows this in a pager of its own, which is no terminal but stands for one."""
    return os.environ.get("GIT_PAGER_IN_USE") in ("1", "true") and not os.environ.get("NO_COLOR")


def _line_by_line(old_file: str, new_file: str, names: list[str]) -> str:
    """Return what git would have shown without a driver, made harmless."""
    try:
        texts = [
            b"" if file in NOTHING else bytes_of(file, name)
            for file, name in zip((old_file, new_file), names, strict=True)
        ]
    except CannotOpen:
        return ""
    was, now = (text.decode("utf-8", "replace").splitlines() for text in texts)
    if max(len(was), len(now)) > _MOST_LINES:
        return "too many to be compared here: git diff --no-ext-diff shows them\n"
    told = difflib.unified_diff(was, now, names[0], names[1], lineterm="")
    return "".join(f"{clean(line)}\n" for line in told)
