"""`framing-tui set`: answers from a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from framing_tui.ask.changes import changes
from framing_tui.assessment import assess
from framing_tui.assessment.changes import Stand
from framing_tui.cli.command import Command
from framing_tui.cli.operands import FILE, QUESTION, WITH_BASIS, begun, questions
from framing_tui.cli.reading import config_of
from framing_tui.cli.streams import read_in, reason_of, say
from framing_tui.model import assigning
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean, one_line
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import MAX_TEXT
from framing_tui.model.question import AnyQuestion
from framing_tui.model.records import Row
from framing_tui.model.row_paths import LISTS, RowPath, renamed
from framing_tui.rules.finding import quote
from framing_tui.storage.document import Document, Vanished
from framing_tui.storage.problem import CannotOpen

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_STDIN = "-"
_REFUSED = 2
_BYTES_A_CHARACTER = 4

# More of an answer than this is read in the file.
_LONGEST = 60


class Pairs(click.types.StringParamType):
    """Keys and values in turns; a shell is offered questions, then the options of the one named."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        given = ctx.params.get(param.name or "") or ()
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
@click.option(
    "--add",
    nargs=2,
    multiple=True,
    type=QUESTION,
    metavar="LIST NAME",
    help="Add a record to a list, before anything else is done.",
)
@click.option(
    "--clear",
    multiple=True,
    type=QUESTION,
    metavar="KEY",
    help="Leave a question or a column open; delete a record.",
)
@click.option(
    "--note",
    nargs=2,
    multiple=True,
    type=QUESTION,
    metavar="KEY TEXT",
    help="Put a note on a question, a record or a column.",
)
@click.option(
    "--basis",
    nargs=2,
    multiple=True,
    type=WITH_BASIS,
    metavar="KEY WORD",
    help="What a figure rests on: measured, document, estimate or guess.",
)
@click.option(
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
    """Set answers in FILE, like `framing-tui set framing.toml stack.kpi_now 42 need.ml yes`.

    A value is typed as in the interview (20k/week, 6 months, 28..31, none); `-` reads one from
    stdin. KEY is the id of a question, or a column of a record by its name, like
    labels.candidates."time watched".alignment. All of it is saved or, where anything is refused,
    none; what has changed is told on stderr.
    """
    if file == _STDIN:
        raise click.UsageError("answers are set in a file; “-” reads a value")
    if len(pairs) % 2:
        raise click.UsageError(f"no value stands behind {clean(pairs[-1])!r}; give KEY VALUE")
    texts = _Texts()
    keyed = zip(pairs[::2], pairs[1::2], strict=True)
    steps = [
        *(_Step(assigning.added, key, texts.of(name)) for key, name in add),
        *(_Step(assigning.cleared, key) for key in clear),
        *(_Step(_answered, key, texts.of(value)) for key, value in keyed),
        *(_Step(assigning.resting_on, key, word) for key, word in basis),
        *(
            _Step(assigning.marked_not_applicable, key, texts.of(why))
            for key, why in not_applicable
        ),
        *(_Step(assigning.noted, key, texts.of(text)) for key, text in note),
    ]
    if not steps:
        raise click.UsageError("nothing to set; give KEY VALUE, like stack.kpi_now 42")
    return _set(file, steps)


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


def _set(file: str, steps: Iterable[_Step]) -> int:
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
    for line in _told(file, document.framing, saved):
        say(line)
    return 0


def _told(file: str, before: Framing, after: Framing) -> Iterator[str]:
    """Yield what has changed, in lines: what was set, and what that did to the judgement."""
    if before == after:
        yield f"{file}: nothing was changed"
        return
    yield f"{file}: written"
    for key, was, now in _differences(before, after):
        yield f"{key}: {was} → {now}"
    settings, today = config_of(file).settings, date.today()
    stands = (Stand(framing, assess(framing, today, settings)) for framing in (before, after))
    for said in changes(*stands):
        yield said.text


def _differences(before: Framing, after: Framing) -> Iterator[tuple[str, str, str]]:
    """Yield each answer, column and mark that differs: its key, what it was and what it is."""
    for key, question in QUESTIONS.items():
        was, now = before.answers.get(key), after.answers.get(key)
        if was == now:
            continue
        if key in LISTS and was and now:
            yield from _columns(key, was, now)
        else:
            waits = "" if now is None or question.is_asked(after) else _not_asked(question)
            yield key, _shown(question, was), f"{_shown(question, now)}{waits}"
    for name, title in (
        ("basis", "basis"),
        ("not_applicable", "not applicable"),
        ("notes", "note"),
    ):
        old, new = getattr(before, name), getattr(after, name)
        for key in sorted({*old, *new}):
            if old.get(key) != new.get(key):
                yield f"{key}, {title}", _quoted(old.get(key)), _quoted(new.get(key))


def _columns(
    list_id: str, was: Sequence[Row], now: Sequence[Row]
) -> Iterator[tuple[str, str, str]]:
    names = renamed(was, now)
    old = {names.get(row.label, row.label): row for row in was}
    new = {row.label: row for row in now}
    for name in dict.fromkeys((*old, *new)):
        path = RowPath(list_id, name)
        if name not in old or name not in new:
            yield str(path), *(("none", "added") if name in new else ("there", "deleted"))
        for column in LISTS[list_id].columns.values():
            pair = [rows[name].cells.get(column.name) for rows in (old, new) if name in rows]
            if len(pair) == 2 and pair[0] != pair[1]:
                shown = [_shown(column, value) for value in pair]
                yield str(path._replace(column=column.name)), *shown


def _shown(question: AnyQuestion, value: Any) -> str:
    if value is None:
        return "open"
    shown = one_line(question.kind.show(value), _LONGEST)
    return quote(shown, _LONGEST) if question.kind.keeps_words and value != () else shown


def _not_asked(question: AnyQuestion) -> str:
    return f" (not asked now: asked {question.when_words})"


def _quoted(words: str | None) -> str:
    return "none" if words is None else quote(words, _LONGEST)
