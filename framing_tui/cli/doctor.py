"""`framing-tui doctor`: what works here, what does not, and what to do."""

from __future__ import annotations

import json

import click

from framing_tui.cli.command import Command, option
from framing_tui.cli.streams import write_out
from framing_tui.doctor.checks import Check, Sizes, checks, is_usable
from framing_tui.doctor.facts import look
from framing_tui.interview.sizes import SMALLEST, WIDE
from framing_tui.model.clean import clean


@click.command("doctor", cls=Command)
@option("--json", "as_json", is_flag=True, help="As JSON.")
def command(as_json: bool) -> int:
    """Tell what works on this machine and in this terminal, line by line, and what to do.

    Exit status: 0 where the program can be used, if only in part, 1 where it cannot.
    """
    found = checks(look(), Sizes(SMALLEST, WIDE))
    write_out(in_json(found) if as_json else in_lines(found))
    return 0 if is_usable(found) else 1


def in_lines(found: tuple[Check, ...]) -> str:
    """Return what was found as lines: the state, the name, what is so, and what to do."""
    lines = []
    for check in found:
        do = f"; {check.do}" if check.do else ""
        lines.append(clean(f"{check.state:<5}{check.name:<12} {check.said}{do}").rstrip())
    return "".join(f"{line}\n" for line in lines)


def in_json(found: tuple[Check, ...]) -> str:
    """Return what was found as JSON."""
    rows = [
        {"name": c.name, "state": c.state, "said": clean(c.said), "do": clean(c.do)} for c in found
    ]
    document = {"version": 1, "usable": is_usable(found), "checks": rows}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
