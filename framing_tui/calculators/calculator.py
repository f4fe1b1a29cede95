"""How a calculator is declared: its name, its inputs, its source, and the function behind it.

Why inputs come from questions: the option of the command, its help and the way it is typed are
then those of the one declaration that the form and the file use too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from framing_tui.calculators.result import Figure, Result, once
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Kind, WrongValue
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion

R = TypeVar("R")

# A typed value carries these units (10 %, 12 weeks), so the option need not repeat them.
_UNITS = ("_percent", "_days")


class WrongInput(ValueError):
    """A typed input that cannot be read, or one that is missing; the message names its option."""


class Input(NamedTuple):
    """One input: the keyword of the calculator's function, and how a person gives it.

    `question_id` is where a framing holds the answer, if it does. `default` says what is taken
    where it is left out at the shell, as it would be typed. No figure of a framing is worked out
    without an input that is `needed`; without another one it is shorter.
    """

    name: str
    kind: Kind[Any]
    help: str
    question_id: str = ""
    default: str = ""
    needed: bool = True
    many: bool = False

    @property
    def option(self) -> str:
        """The option of the command, like `--units-per-day`."""
        name = next((self.name.removesuffix(u) for u in _UNITS if self.name.endswith(u)), self.name)
        return "--" + (name.removesuffix("s") if self.many else name).replace("_", "-")


def asked(
    name: str,
    question: AnyQuestion,
    *,
    default: str = "",
    needed: bool | None = None,
    help: str = "",
) -> Input:
    """Return the input that a question of the framing asks for; one with a default may be open."""
    is_needed = not default if needed is None else needed
    return Input(name, question.kind, help or question.asks, question.id, default, is_needed)


def from_framing(
    calculate: Callable[..., R], inputs: tuple[Input, ...]
) -> Callable[[Framing], R | None]:
    """Return the function that works a figure out from the answers to its inputs, each as it is.

    It gives None until those that are needed are there, and raises Refused as `calculate` does.
    """

    @once
    def work_out(framing: Framing) -> R | None:
        answers = {i.name: framing.answer(QUESTIONS[i.question_id]) for i in inputs}
        if any(given.needed and answers[given.name] is None for given in inputs):
            return None
        return calculate(**{name: value for name, value in answers.items() if value is not None})

    return work_out


class Calculator(NamedTuple):
    """One calculator, as the command, the panels and the docs see it.

    `calculate` takes the inputs by keyword and raises Refused; `work_out` reads them from a
    framing: None until they are there, Refused where they make no sense. `either` names inputs of
    which one group is needed. `command` holds the options of an example, as it is typed at a shell.
    """

    name: str
    title: str
    about: str
    formula: str
    inputs: tuple[Input, ...]
    source: str
    calculate: Callable[..., Result]
    work_out: Callable[[Framing], Result | None]
    command: str
    either: tuple[tuple[str, ...], ...] = ()

    @property
    def example(self) -> tuple[tuple[str, str], ...]:
        """The inputs of the example by name, each as it is typed."""
        # Imported late: a run that judges types nothing.
        from shlex import split

        names = {given.option: given.name for given in self.inputs}
        words = split(self.command)
        return tuple((names[word], words[at + 1]) for at, word in enumerate(words) if at % 2 == 0)

    def figure(self, result: Result) -> Figure:
        """Return a result of this calculator as every door shows it."""
        words = result.worked
        return Figure(
            self.name,
            self.title,
            words.result,
            words.working,
            words.assumptions,
            self.source,
            words.values,
        )

    def from_typed(self, typed: Iterable[tuple[str, str]]) -> Result:
        """Return the result of inputs by name, as people type them; an input for many may recur.

        Raises WrongInput where one cannot be read or is missing, Refused where they make no sense.
        """
        inputs = {given.name: given for given in self.inputs}
        values: dict[str, Any] = {}
        # What was typed so far, as some inputs are said by way of another: a target by today's KPI.
        # A command knows no words of the KPI; a percent sign says that it is in percent.
        framing = Framing({"stack.kpi": "%"})
        for name, text in sorted(typed, key=lambda pair: list(inputs).index(pair[0])):
            given = inputs[name]
            try:
                value = given.kind.parse_in(text, framing)
            except WrongValue as error:
                raise WrongInput(f"{given.option}: {error}") from error
            values[name] = (*values.get(name, ()), value) if given.many else value
            # One of many is typed in a form of its own, which is no answer of the framing.
            if given.question_id and not given.many:
                framing = framing.with_answer(given.question_id, value)
        for name, given in inputs.items():
            if given.default and name not in values:
                values[name] = given.kind.parse(given.default)
        missing = self._missing(values)
        if missing:
            raise WrongInput(f"missing: {'; '.join(missing)}")
        return self.calculate(**values)

    def _missing(self, values: dict[str, Any]) -> list[str]:
        options = {given.name: given.option for given in self.inputs}
        missing = [i.option for i in self.inputs if i.needed and i.name not in values]
        if self.either and not any(all(name in values for name in group) for group in self.either):
            groups = (" with ".join(options[name] for name in group) for group in self.either)
            missing.append(" or ".join(groups))
        return missing
