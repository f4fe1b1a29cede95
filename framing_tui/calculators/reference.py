"""The page about the calculators, written from their declarations.

Why generated: a formula in a page of its own would outlive the one that is worked out.
"""

from __future__ import annotations

from collections.abc import Iterator

from framing_tui.calculators.calculator import Calculator, Input
from framing_tui.calculators.catalogue import CALCULATORS

_INTRO = """\
# The calculators

Written by `python docs/generate.py` from the declarations in `framing_tui/calculators/`; change
them there.

Each works out one figure from answers, and shows it as soon as they are there: beside the
questions, in findings, in the kickoff spec, and from the shell with `framing-tui calc NAME`.

- Any input may be a **range**; the figure is then a range too, from the worst corner to the best.
- Inputs that make no sense are **refused** with a reason, and no figure is shown.
- At the shell, inputs are typed as in the interview: `1.2k`, `9..11%`, `20k/week`, `6 months`.
- With `--json`, a range is `[low, high]`; a name that ends in `_p` is a probability from 0 to 1,
  one that ends in `_percent` a percentage.
"""


def reference() -> str:
    """Return the whole page as Markdown."""
    contents = [f"- [{c.name}](#{c.name}): {c.about}" for c in CALCULATORS.values()]
    parts = [_INTRO, "\n".join(contents), ""]
    parts.extend("\n".join(_section(calculator)) for calculator in CALCULATORS.values())
    return "\n".join(parts)


def command_line(calculator: Calculator) -> str:
    """Return the example of a calculator as it is typed at a shell."""
    return f"framing-tui calc {calculator.name} {calculator.command}"


def _section(calculator: Calculator) -> Iterator[str]:
    figure = calculator.figure(calculator.from_typed(calculator.example))
    yield f"## {calculator.name}\n"
    yield f"**{calculator.title}**: {calculator.about}.\n"
    for line in calculator.formula.split("; "):
        yield f"- {line}"
    yield ""
    yield "| option | what | answer in a framing | |"
    yield "| --- | --- | --- | --- |"
    for given in calculator.inputs:
        question = f"`{given.question_id}`" if given.question_id else ""
        yield f"| `{given.option}` | {given.help} | {question} | {_weight(calculator, given)} |"
    yield ""
    yield "```console"
    yield f"$ {command_line(calculator)}"
    yield figure.result
    yield "```\n"
    yield f"- Working: {figure.working}"
    for assumption in figure.assumptions:
        yield f"- Assumed: {assumption}"
    yield f"- Source: {calculator.source}"
    yield f"- In JSON: {', '.join(f'`{name}`' for name in figure.values)}"
    yield ""


def _weight(calculator: Calculator, given: Input) -> str:
    if given.default:
        return f"{given.default} where left out"
    if given.needed:
        return "needed"
    others = [group for group in calculator.either if given.name not in group]
    if calculator.either and len(others) < len(calculator.either):
        options = {i.name: i.option for i in calculator.inputs}
        words = " with ".join(f"`{options[name]}`" for group in others for name in group)
        return f"needed, or {words}"
    return "optional"
