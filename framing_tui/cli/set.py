"""`framing-tui set`: answers from a script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing_tui.cli.command import Command, option
from framing_tui.cli.operands import FILE, QUESTION, WITH_BASIS, begun, questions
from framing_tui.cli.streams import read_in, reason_of, say
from framing_tui.cli.what_was_set import what_was_set
from framing_tui.model import assigning
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import MADE_VISIBLE, clean, replaced_characters
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import MAX_TEXT, nearest_name
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.storage.document import Document, Vanished
from framing_tui.storage.problem import UNSETTLED, CannotOpen

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_STDIN = "-"
_REFUSED = 2
_BYTES_A_CHARACTER = 4


class Pairs(click.types.StringParamType):
    """Keys and values in turns; a shell is offered questions, then the options of the one named."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        given: tuple[str, ...] = ctx.params.get(param.name or "") or ()
        if len(given) % 2 == 0:
            return begun(questions(), incomplete)
        found = QUESTIONS.get(given[-1])
        options = found.kind.options if found is not None else ()
        return begun(((o.value, o.means or o.text) for o in options), incomplete)


class SetCommand(Command):
    """A command whose values may begin with a minus sign, as a change of -40 % does."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, ["--help"] if args == ["-h"] else args)


@click.command(
    "set",
    cls=SetCommand,
    # Without short options, no letter of a value that begins with a minus sign can be one.
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("file", type=FILE)
@click.argument("pairs", metavar="[KEY VALUE]...", nargs=-1, type=Pairs())
@option(
    "--add",
    nargs=2,
    multiple=True,
    type=QUESTION,
    metavar="LIST NAME",
    help="Add a record to a list, before anything else is done.",
)
@option(
    "--clear",
    multiple=True,
    type=QUESTION,
    metavar="KEY",
    help="Leave a question or a column open; delete a record.",
)
@option(
    "--note",
    nargs=2,
    multiple=True,
    type=QUESTION,
    metavar="KEY TEXT",
    help="Put a note on a question, a record or a column.",
)
@option(
    "--basis",
    nargs=2,
    multiple=True,
    type=WITH_BASIS,
    metavar="KEY WORD",
    help="What a figure rests on: measured, document, estimate or guess.",
)
@option(
    "--not-applicable",
    nargs=2,
    multiple=True,
    type=QUESTION,
    metavar="KEY REASON",
    help="Mark a question, a record or a column, with the reason.",
)
def command(
    file: str,
    pairs: tuple[str, ...],
    add: tuple[tuple[str, str], ...],
    clear: tuple[str, ...],
    note: tuple[tuple[str, str], ...],
    basis: tuple[tuple[str, str], ...],
    not_applicable: tuple[tuple[str, str], ...],
) -> int:
    """Set answers in FILE, like `set framing.toml stack.kpi_now 42 need.rules_suffice no`.

    A value is typed as in the interview (20k/week, 6 months, 28..31, none); `-` reads one from
    stdin. KEY is the id of a question, or a column of a record by its name, like
    labels.candidates."time watched".alignment. What has changed is told on stderr.

    Exit status: 0 saved, 2 where anything is refused, and then nothing is written.
    """
    if file == _STDIN:
        raise click.UsageError("answers are set in a file; “-” reads a value")
    for word in pairs[::2]:
        if word.startswith("--"):
            near = nearest_name(word, _options())
            raise click.UsageError(
                f"no option {clean(word)!r}{f'; nearest: {near}' if near else ''}"
            )
    if len(pairs) % 2:
        raise click.UsageError(f"no value stands behind {clean(pairs[-1])!r}; give KEY VALUE")
    given = (*pairs, *chain.from_iterable((*add, *note, *basis, *not_applicable)))
    if any("\ud800" <= char <= "\udfff" for word in given for char in word):
        raise click.UsageError("an argument is not UTF-8 text")
    texts = _Texts()
    keyed = zip(pairs[::2], pairs[1::2], strict=True)
    steps = [
        *(_Step(assigning.added, key, texts.of(name)) for key, name in add),
        *(_Step(assigning.cleared, key) for key in clear),
        *(_Step(_answered, key, texts.of(value)) for key, value in keyed),
        *(_Step(assigning.resting_on, key, word) for key, word in basis),
        *(_Step(assigning.not_applicable, key, texts.of(why)) for key, why in not_applicable),
        *(_Step(assigning.noted, key, texts.of(text)) for key, text in note),
    ]
    if not steps:
        raise click.UsageError("nothing to set; give KEY VALUE, like stack.kpi_now 42")
    return _set(file, steps)


def _options() -> list[str]:
    parameters = click.get_current_context().command.params
    return [name for parameter in parameters for name in parameter.opts if name.startswith("--")]


class _Step(NamedTuple):
    """One thing that is asked for, in the order in which all are done."""

    do: Callable[..., Framing]
    key: str
    text: str | None = None

    def done(self, framing: Framing) -> Framing:
        """Return the framing with it done; raises Refused."""
        given = (self.key,) if self.text is None else (self.key, self.text)
        return self.do(framing, *given)


class _Texts:
    """The texts that were given, one of which may stand on stdin."""

    def __init__(self) -> None:
        self._was_read = False

    def of(self, word: str) -> str:
        """Return a text: the word itself, or what stands on stdin."""
        if word != _STDIN:
            return word
        if self._was_read:
            raise click.UsageError("“-” is given twice, and stdin can be read once")
        self._was_read = True
        # One byte more than the longest answer has: its reader then says that it is too long.
        raw = read_in(MAX_TEXT * _BYTES_A_CHARACTER + 1)
        try:
            # The last line of a pipe ends with a break that nobody has typed.
            return raw.decode().replace("\r\n", "\n").removesuffix("\n")
        except UnicodeDecodeError as error:
            raise click.ClickException("stdin: is not UTF-8 text") from error


def _answered(framing: Framing, key: str, typed: str) -> Framing:
    return assigning.answered(framing, key, typed, date.today())


def _set(file: str, steps: Sequence[_Step]) -> int:
    """Do all of it and save; where anything is refused, say each and write nothing."""
    try:
        document = Document.open(Path(file), file)
        if document.opened is None:
            raise click.ClickException(
                f"{clean(file)}: there is no such file; framing-tui new writes one"
            )
        for problem in document.opened.problems:
            say(str(problem))
        wanted, refused = document.framing, False
        named: set[tuple[object, str]] = set()
        for step in steps:
            try:
                if step.do is not assigning.added and (step.do, step.key) in named:
                    raise assigning.Refused("is given twice")
                named.add((step.do, step.key))
                wanted = step.done(wanted)
            except assigning.Refused as error:
                say(f"framing-tui: {file}: {step.key}: {error}")
                refused = True
        if refused:
            return _REFUSED
        saved = document.saved(wanted)[1] if wanted != document.framing else wanted
    except CannotOpen as error:
        raise click.ClickException(clean(str(error))) from error
    except Vanished as error:
        raise click.ClickException(f"{clean(file)}: {error}") from error
    except OSError as error:
        raise click.ClickException(f"{clean(file)}: {reason_of(error)}") from error
    for line in what_was_set(file, document.framing, saved):
        say(line)
    for step in steps:
        if step.text and replaced_characters(step.text):
            say(f"{step.key}: {MADE_VISIBLE}")
    for clash in saved.records.clashes or ():
        say(f"{clash.question}: {UNSETTLED}")
    return 0
