"""A date on the command line, for the commands that judge by one."""

from __future__ import annotations

from datetime import date

import click

from framing_tui.model.kinds import WrongValue
from framing_tui.model.spec import Header


def day(_ctx: click.Context, _option: click.Parameter, given: str | None) -> date:
    """Read a date in the spellings that the interview takes; none is the day of the run."""
    if given is None:
        return date.today()
    try:
        return Header.date.kind.parse(given, date.today())
    except WrongValue as error:
        raise click.BadParameter(str(error)) from error
