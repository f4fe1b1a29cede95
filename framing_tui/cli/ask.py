"""`framing-tui ask`: the interview line by line."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from datetime import date
from pathlib import Path
from types import FrameType

import click

from framing_tui.ask.agenda import Scope, nearest_section, section_named
from framing_tui.ask.interrupts import Interrupts
from framing_tui.ask.interview import Interview
from framing_tui.ask.plain import PlainPrompter
from framing_tui.ask.prompt import Said
from framing_tui.ask.prompter import Prompter, run
from framing_tui.cli.command import Command, option
from framing_tui.cli.open import known_question
from framing_tui.cli.operands import QUESTION, SECTION
from framing_tui.cli.reading import DEFAULT_FILE, config_of
from framing_tui.cli.streams import can_draw, is_closed, is_terminal, reason_of, say, silence
from framing_tui.model.catalogue import SECTION_OF, SECTIONS, Section
from framing_tui.model.clean import clean
from framing_tui.session import Session
from framing_tui.storage.problem import CannotOpen
from framing_tui.terminal.encoding import encoding_of
from framing_tui.terminal.window import window_size

_INTERRUPTED = 130
_CUT_OFF = 2


@click.command("ask", cls=Command)
@click.argument("file", required=False)
@option("--at", type=QUESTION, metavar="QUESTION", help="Begin at a question, like stack.kpi.")
@option("--section", type=SECTION, metavar="SECTION", help="Only one section, by its number or id.")
@option("--open-only", is_flag=True, help="Only what is open now; nothing optional.")
@option("--plain", is_flag=True, help="Lines alone: nothing redrawn, no colour.")
def command(
    file: str | None, at: str | None, section: str | None, open_only: bool, plain: bool
) -> int:
    """The same interview line by line, on FILE (framing.toml where none is named).

    Each answer is saved at once, and the next time goes on at the first open question. ? explains
    a question, :help lists what else can be said. Without a terminal it reads lines from stdin.
    """
    question = known_question(at)
    scope = Scope(_known_section(section), open_only)
    if question is not None and question in SECTION_OF and not scope.has(SECTION_OF[question]):
        raise click.UsageError(f"{question} is in section {SECTION_OF[question].number}")
    if file == "-":
        raise click.UsageError("the interview needs a file; stdin is for answers")
    for stream, name in ((sys.stdin, "stdin"), (sys.stdout, "stdout")):
        if is_closed(stream):
            raise click.ClickException(f"{name} is closed")
    path = Path(file or DEFAULT_FILE)
    try:
        settings = config_of(str(path)).settings
        session = Session.open(path, date.today, settings=settings)
    except CannotOpen as error:
        raise click.ClickException(clean(str(error))) from error
    interrupts = Interrupts()
    interrupts.take_over()
    return _hold(Interview(session, question, scope), _prompter(interrupts, plain=plain))


def _known_section(name: str | None) -> Section | None:
    """Return the section that `--section` names."""
    if name is None:
        return None
    found = section_named(name)
    if found is None:
        near = nearest_section(name)
        hint = f"nearest: {near}" if near else f"there are {', '.join(s.id for s in SECTIONS)}"
        raise click.UsageError(f"no section {clean(name)!r}; {hint}")
    return found


def _prompter(interrupts: Interrupts, *, plain: bool) -> Prompter:
    if plain or not can_draw(sys.stdin, sys.stdout):
        echo = not is_terminal(sys.stdin)
        speaks = (encoding_of(sys.stdin), encoding_of(sys.stdout))
        # A pipe gets its lines whole.
        out = sys.stdout.fileno() if is_terminal(sys.stdout) else None
        return PlainPrompter(
            sys.stdin.buffer,
            sys.stdout.buffer,
            echo=echo,
            speaks=speaks,
            columns=lambda: 0 if out is None else window_size(out)[0],
            interrupts=interrupts,
        )
    # Terminals that never tell where their cursor is would be complained about in the middle.
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
    # Not before it is needed: it takes longer to load than all the rest.
    from framing_tui.ask.styled import StyledPrompter

    return StyledPrompter(interrupts)


def _hold(interview: Interview, prompter: Prompter) -> int:
    """Hold the interview; whatever ends it, what was answered is saved before this returns."""
    session = interview.session
    before = session.framing
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, _leave)
    status = 0
    try:
        run(interview, prompter)
    except KeyboardInterrupt:
        status = _INTERRUPTED
    except OSError as error:
        status = _cut_off(error)
    finally:
        was_empty = session.autosave.document.opened is None and not session.framing.answers
        has_changed = session.framing != before
        saved = session.close()
    if not saved:
        say(f"framing-tui: {session.autosave.state.last_words}")
        return 1
    name = str(session.path)
    words = ["nothing was answered, and no file was made"]
    if not was_empty:
        page = f"the page: framing-tui export {shlex.quote(name)} -o spec.md"
        words = [f"saved in {name}" if has_changed else f"nothing was changed in {name}", page]
    try:
        for line in words:
            prompter.say(Said(line))
    except OSError as error:
        status = status or _cut_off(error)
    return status


def _cut_off(error: OSError) -> int:
    """Say why the interview went no further, and return the status for that.

    Why none where a reader has gone: there is nobody left to tell, and what was answered is saved.
    """
    silence(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return 0
    say(f"framing-tui: the interview was cut off: {reason_of(error)}")
    return _CUT_OFF


def _leave(number: int, _frame: FrameType | None) -> None:
    """Leave at a signal by way of the save."""
    raise SystemExit(128 + number)
