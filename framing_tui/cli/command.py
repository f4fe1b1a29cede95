"""What every command is made of: its help goes out like any other result.

Why not the toolkit's own: it prints by itself, and falls over where stdout cannot take it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import click

from framing_tui.cli.operands import FILE
from framing_tui.cli.streams import write_out


class Option(click.Option):
    """An option with its help as it stands.

    Why: the toolkit straightens it out as soon as it is declared, and reads in for that what takes
    a tenth of a short run.
    """

    def __init__(self, *arguments: Any, help: str | None = None, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.help = help


option = partial(click.option, cls=Option)
# Of each command that prints text for people; `wants_colour` reads it.
color_option = option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colours in text; NO_COLOR and FORCE_COLOR count too.",
)


class Command(click.Command):
    """A command whose help is a result: written whole, or refused in one line.

    An argument is completed as a file, unless it says what else it is.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for parameter in self.params:
            if isinstance(parameter, click.Argument) and parameter.type is click.STRING:
                parameter.type = FILE

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_option(self, ctx)

    def invoke(self, ctx: click.Context) -> Any:
        if not gc.isenabled():
            # What it needs has been read in and stays; what it makes from here on may be garbage.
            gc.freeze()
            gc.enable()
        return super().invoke(ctx)


class Group(click.Group):
    """A group of commands with such a help."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_option(self, ctx)


def answer(
    names: Sequence[str], about: str, text_of: Callable[[click.Context], str]
) -> click.Option:
    """Return an option that prints a text and ends the program, whatever else was given."""

    def print_it(ctx: click.Context, _option: click.Parameter, is_asked: bool) -> None:
        if is_asked and not ctx.resilient_parsing:
            write_out(f"{text_of(ctx)}\n")
            ctx.exit(0)

    return Option(
        list(names), is_flag=True, is_eager=True, expose_value=False, callback=print_it, help=about
    )


def _help_option(command: click.Command, ctx: click.Context) -> click.Option | None:
    names = command.get_help_option_names(ctx)
    if not names or not command.add_help_option:
        return None
    return answer(names, "Show this message and exit.", click.Context.get_help)
