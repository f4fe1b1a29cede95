"""`framing-tui completion`: what a shell needs to complete the program's words."""

from __future__ import annotations

import click

from framing_tui.cli.command import Command
from framing_tui.cli.operands import VARIABLE
from framing_tui.cli.streams import write_out

# Both names under which the program is installed.
PROGRAMS = ("framing-tui", "framing")
SHELLS = ("bash", "zsh", "fish")


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> int:
    """Print the lines by which a shell completes commands, options, files, codes and questions.

    \b
    bash: eval "$(framing-tui completion bash)"    in ~/.bashrc
    zsh:  eval "$(framing-tui completion zsh)"     in ~/.zshrc, behind compinit
    fish: framing-tui completion fish | source     in ~/.config/fish/config.fish
    """
    # The toolkit asks which bash there is before it prints; nobody is helped by a wait for that.
    from click.shell_completion import ShellComplete, get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    root = click.get_current_context().find_root().command
    for program in PROGRAMS:
        write_out(ShellComplete.source(kind(root, {}, program, VARIABLE)))
    return 0
