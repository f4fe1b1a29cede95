"""`framing-tui calc NAME …`: one calculator from the shell."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import click

from framing_tui.calculators.calculator import Calculator, Input, WrongInput
from framing_tui.calculators.catalogue import CALCULATORS
from framing_tui.calculators.result import Figure, Refused
from framing_tui.cli.command import Command, Group, option
from framing_tui.cli.streams import write_out
from framing_tui.model.clean import clean
from framing_tui.model.kinds import nearest_name


class Calculators(Group):
    """One command for each calculator, with an option for each of its inputs.

    Why made from the catalogue: a calculator that is added is then a command at once, and its
    options are typed like the answers of the interview.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(CALCULATORS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        calculator = CALCULATORS.get(cmd_name)
        return None if calculator is None else _command(calculator)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in CALCULATORS:
            near = nearest_name(args[0], CALCULATORS)
            hint = f"nearest: {near}" if near else f"there are {', '.join(CALCULATORS)}"
            raise click.UsageError(f"no calculator {clean(args[0])!r}; {hint}")
        return super().resolve_command(ctx, args)


@click.command("calc", cls=Calculators, invoke_without_command=True)
@option("--list", "list_them", is_flag=True, help="List the calculators.")
@click.pass_context
def command(ctx: click.Context, list_them: bool) -> int:
    """Work out one figure, like `calc experiment --rate 10% --effect 10%`.

    Any number may be a range (9..11%); volumes and times are typed as in the interview
    (20k/week, 6 months). Without NAME, the calculators are listed.
    """
    if list_them or ctx.invoked_subcommand is None:
        for calculator in CALCULATORS.values():
            write_out(f"{calculator.name:<11} {calculator.about}\n")
        ctx.exit(0)
    return 0


def _command(calculator: Calculator) -> click.Command:
    options: list[click.Parameter] = [_option(given) for given in calculator.inputs]
    options.append(click.Option(["--json", "as_json"], is_flag=True, help="As JSON."))
    return Command(
        calculator.name,
        params=options,
        callback=partial(_run, calculator),
        help=f"{calculator.title}: {calculator.about}.\n\n{calculator.formula}.",
        epilog=f"Source: {calculator.source}.",
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _option(given: Input) -> click.Option:
    taken = f" ({given.default} where left out)" if given.default else ""
    needed = " (needed)" if given.needed and not given.default else ""
    return click.Option(
        [given.option, given.name],
        metavar=given.kind.name.upper(),
        help=f"{given.help}{taken}{needed}",
        multiple=given.many,
    )


def _run(calculator: Calculator, as_json: bool, **given: Any) -> int:
    typed: list[tuple[str, str]] = []
    for name, value in given.items():
        if value is not None:
            typed.extend((name, text) for text in (value if isinstance(value, tuple) else (value,)))
    try:
        figure = calculator.figure(calculator.from_typed(typed))
    except (WrongInput, Refused) as error:
        raise click.UsageError(f"calc {calculator.name}: {error}") from error
    write_out(_json(figure) if as_json else _text(figure))
    return 0


def _text(figure: Figure) -> str:
    lines = [
        figure.result,
        f"  working: {figure.working}",
        *(f"  assumed: {assumption}" for assumption in figure.assumptions),
        f"  source:  {figure.source}",
    ]
    return "\n".join(map(clean, lines)) + "\n"


def _json(figure: Figure) -> str:
    document = {
        "version": 1,
        "name": figure.name,
        "title": figure.title,
        "result": figure.result,
        "working": figure.working,
        "assumptions": list(figure.assumptions),
        "source": figure.source,
        "values": dict(figure.values),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
