"""The program: its table of commands, and what happens when none of them is named.

Why the table holds module names: `--help` and the quick commands must not pay for what the
full-screen app imports.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing_tui import __version__
from framing_tui.cli.command import Group, answer
from framing_tui.cli.operands import VARIABLE, begun
from framing_tui.cli.streams import reason_of, say, settle, write_out
from framing_tui.model.clean import clean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# Each command: the module that defines it as `command`, and its line in the help.
COMMANDS: dict[str, tuple[str, str]] = {
    "open": ("framing_tui.cli.open", "The full-screen interview (what FILE alone does)."),
    "new": ("framing_tui.cli.new", "A commented file from a starter."),
    "ask": ("framing_tui.cli.ask", "The same interview line by line; --plain for screen readers."),
    "check": ("framing_tui.cli.check", "Judge files: for people, hooks and CI."),
    "export": ("framing_tui.cli.export", "The one-page kickoff spec."),
    "import": ("framing_tui.cli.bring_in", "A page read back into a framing, line by line."),
    "diff": ("framing_tui.cli.diff", "What changed between two framings; for git, too."),
    "merge": ("framing_tui.cli.merge", "Two people's files joined; for git, too."),
    "git-setup": ("framing_tui.cli.git_setup", "Merge and diff drivers and a hook for git."),
    "fmt": ("framing_tui.cli.fmt", "Canonical order and spelling; comments stay."),
    "explain": ("framing_tui.cli.explain", "A rule: why, when it fires, what to do."),
    "calc": ("framing_tui.cli.calc", "One calculator, like calc experiment --rate 10%."),
    "board": ("framing_tui.cli.board", "Many framings at a glance: a heatmap, here or as a file."),
    "serve": ("framing_tui.cli.serve", "The interview in a browser, on this machine alone."),
    "set": ("framing_tui.cli.set", "Answers from a script, read like those of the interview."),
    "schema": ("framing_tui.cli.schema", "The JSON Schema of the file, for editors."),
    "completion": ("framing_tui.cli.completion", "The lines by which a shell completes words."),
    "doctor": ("framing_tui.cli.doctor", "What works here, what does not, and what to do."),
}
DEFAULT = "open"
NAME = "framing-tui"
_REFUSED = 2
_INTERRUPTED = 130


class Program(Group):
    """A group that loads its commands late, and takes a bare FILE for the interview."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Return what the first word may be: a command or a file, or an option of what is done
        without a command; of the commands, none is loaded for that."""
        default = self.get_command(ctx, DEFAULT) if incomplete.startswith("-") else None
        if default is not None:
            own = super().shell_complete(ctx, incomplete)
            with default.make_context(DEFAULT, [], parent=ctx, resilient_parsing=True) as inner:
                found = [*own, *default.shell_complete(inner, incomplete)]
            return list({item.value: item for item in found}.values())
        commands = ((name, about) for name, (_, about) in COMMANDS.items())
        return begun(commands, incomplete, or_file=True)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and ctx.resilient_parsing:
            # A shell completes the first word, which may become any command.
            return super().parse_args(ctx, args)
        if not args or (args[0] not in COMMANDS and args[0] not in ("--help", "-h", "--version")):
            _refuse_misspelt(args)
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="FILE defaults to framing.toml in this directory; it is created at the first answer.",
)
def program() -> None:
    """An interview that frames a machine-learning project before it is built.

    framing-tui [FILE] opens the interview; framing-tui FILE > spec.md writes the spec.
    """


program.params.append(
    answer(
        ["--version"], "Show the version and exit.", lambda _ctx: f"{NAME}, version {__version__}"
    )
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit; whatever a user did wrong is one line, never a traceback."""
    try:
        sys.exit(_status_of(list(arguments) if arguments is not None else None))
    finally:
        settle()


def _status_of(arguments: list[str] | None) -> int:
    """Run the program and return its exit status.

    Why 2 for an error of its own: 1 means findings, and nothing was judged.
    """
    try:
        result = _run(arguments)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except click.ClickException as error:
        say(f"{NAME}: {error.format_message()}")
        return _REFUSED
    except OSError as error:
        say(f"{NAME}: {_told(error)}")
        return _REFUSED
    except Exception:
        import traceback

        for line in traceback.format_exc().splitlines():
            say(line)
        return _REFUSED
    return result if isinstance(result, int) else 0


def _run(arguments: list[str] | None) -> object:
    if not os.environ.get(VARIABLE):
        return program.main(args=arguments, prog_name=NAME, standalone_mode=False)
    # A shell asks how to complete a line: the toolkit prints that, and must not fall over either.
    told = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    try:
        with redirect_stdout(told):
            program.main(args=arguments, prog_name=NAME, standalone_mode=False)
    except SystemExit as leave:
        if leave.code:
            return _REFUSED
    except click.ClickException:
        # The line is not yet right; whoever is typing it needs no word on that between its words.
        return _REFUSED
    told.seek(0)
    write_out(told.read())
    return 0


def _told(error: OSError) -> str:
    try:
        Path.cwd()
    except OSError:
        return "the working directory is gone"
    where = f"{error.filename}: " if isinstance(error.filename, str) else ""
    return f"{where}{reason_of(error)}"


def _refuse_misspelt(args: list[str]) -> None:
    """Refuse a bare word that is nearly a command, rather than make a file of that name."""
    word = args[0] if args else ""
    if not word or word.startswith("-") or Path(word).suffix or os.sep in word:
        return
    if os.path.lexists(word):
        return
    from difflib import get_close_matches

    near = get_close_matches(word, COMMANDS, n=1, cutoff=0.6)
    if near:
        raise click.UsageError(
            f"no command {clean(word)!r}; nearest: {near[0]} (a file of that name: ./{clean(word)})"
        )
