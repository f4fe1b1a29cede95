"""The page of the commands, written from their own declarations.

Why from those: what `--help` tells and what the page tells is then one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc

import click

from framing_tui.calculators.catalogue import CALCULATORS
from framing_tui.cli.program import COMMANDS, DEFAULT, NAME, program

_INTRO = f"""\
# The commands

Written by `python docs/generate.py` from the declarations in `framing_tui/cli/`; change them there.
`{NAME} COMMAND --help` tells the same. The program is also installed as `framing`, and
`python -m framing_tui` is the same program.

- The result goes to stdout, and nothing else; what is said beside it goes to stderr.
- `-` as a file is stdin or stdout, wherever a command takes it.
- The same files make the same bytes: no time stamps, paths from the working directory.

| exit status | |
| --- | --- |
| 0 | all is well, or a reader of the output has gone |
| 1 | findings that fail a check, a page that is not up to date, a clash; see the commands |
| 2 | wrong usage, a file that cannot be read, an answer that is refused: a line says what |
| 130, 143, 129 | ended by Ctrl+C, SIGTERM, a terminal that has gone; answers are saved |
"""
_USUAL = "Exit status: 0 done, 2 where it cannot be done."
# Of commands that people end, which say nothing on it themselves.
_EXIT_STATUS = dict.fromkeys(
    ("open", "ask"),
    "Exit status: 0 left, 1 where answers could not be saved, 2 where it cannot open.",
)


def reference() -> str:
    """Return the page of the commands."""
    context = click.Context(program, info_name=NAME)
    parts = [_INTRO]
    for name, (_, about) in COMMANDS.items():
        command = program.get_command(context, name)
        assert command is not None
        parts.append("\n".join(_command(command, name, about, context)))
    return "\n".join(parts)


def _command(command: click.Command, name: str, about: str, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    taken = [each for each in command.get_params(context) if "--help" not in each.opts]
    options = [each for each in taken if isinstance(each, click.Option)]
    called = [NAME] if name == DEFAULT else [NAME, name]
    words = [*called, *(["[OPTIONS]"] if options else [])]
    words += [_argument(each) for each in taken if isinstance(each, click.Argument)]
    if isinstance(command, click.Group):
        words.append("[NAME] [OPTIONS]")
    told = command.help or ""
    yield f"## {name}\n"
    yield f"{about}\n"
    yield f"```\n{' '.join(words)}\n```\n"
    yield from (f"{paragraph}\n" for paragraph in _paragraphs(told))
    if "Exit status" not in told:
        yield f"{_EXIT_STATUS.get(name, _USUAL)}\n"
    if options:
        yield "| option | |"
        yield "| --- | --- |"
        yield from (f"| {_code(_option(each))} | {_about(each)} |" for each in options)
        yield ""
    if isinstance(command, click.Group):
        yield "The calculators, with all they take: [calculators.md](calculators.md).\n"
        yield from (f"- `{each.name}`: {each.about}" for each in CALCULATORS.values())
        yield ""


# Put together here, as the toolkit words these differently from one version to the next.


def _argument(argument: click.Argument) -> str:
    if argument.metavar:
        return argument.metavar
    name = _choices(argument) or (argument.name or "").upper()
    return name if argument.required else f"[{name}]"


def _option(option: click.Option) -> str:
    names = ", ".join(option.opts)
    taken = option.metavar or _choices(option) or (option.name or "").upper()
    return names if option.is_flag else f"{names} {taken}"


def _choices(parameter: click.Parameter) -> str:
    return "|".join(parameter.type.choices) if isinstance(parameter.type, click.Choice) else ""


def _about(option: click.Option) -> str:
    said = " ".join((option.help or "").split())
    default = f"Default: {option.default}" if option.show_default else ""
    parts = [part for part in (said, default) if part]
    return _prose(" ".join(f"{part.rstrip('.')}." for part in parts)).replace("|", "\\|")


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a help; one that keeps its lines keeps them here, as code."""
    for paragraph in cleandoc(text).split("\n\n"):
        lines = paragraph.strip("\n").split("\n")
        if lines[0].strip() == "\b":
            yield "\n".join(("```", *lines[1:], "```"))
        else:
            yield _prose(" ".join(line.strip() for line in lines))


def _prose(text: str) -> str:
    """Return words of a help for a page: paths and options as code, signs of Markdown as signs."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(
        part if part.startswith("`") else re.sub(r"([*_<>])", r"\\\1", part) for part in parts
    )


def _code(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"
