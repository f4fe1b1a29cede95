"""What may stand in a place of the command line, so that a shell can complete it.

Why types that check nothing: each command says itself what is wrong with a word, and what is
nearest; here is only what a shell offers. What they offer is imported when a shell asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# In it a shell asks how to complete a line; its name is made of the program's.
VARIABLE = "_FRAMING_TUI_COMPLETE"
# A word, and what a shell may show beside it.
Offer = tuple[str, str]


class Operand(click.types.StringParamType):
    """A text for which some words can be offered."""

    def __init__(self, offers: Callable[[], Iterable[Offer]], *, or_file: bool = False) -> None:
        self._offers = offers
        self._or_file = or_file

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        return begun(self._offers(), incomplete, or_file=self._or_file)


def begun(
    offers: Iterable[Offer], incomplete: str, *, or_file: bool = False
) -> list[CompletionItem[str]]:
    """Return what a shell is told of the words that begin with what was typed; with `or_file`, a
    file may be meant as well."""
    from click.shell_completion import CompletionItem

    found = [
        CompletionItem(word, help=told) for word, told in offers if word.startswith(incomplete)
    ]
    # First, as bash forgets the words before it, and takes files where no word is left.
    return [CompletionItem(incomplete, type="file"), *found] if or_file else found


def _nothing() -> Iterable[Offer]:
    return ()


def _codes() -> Iterable[Offer]:
    from framing_tui.rules.catalogue import BY_CODE

    return ((code, rule.name) for code, rule in sorted(BY_CODE.items()))


def questions() -> Iterable[Offer]:
    """Yield the questions that people are asked, by id, in the order of asking."""
    from framing_tui.model.catalogue import ASKING_ORDER, QUESTIONS

    return ((question_id, QUESTIONS[question_id].asks) for question_id in ASKING_ORDER)


def _with_basis() -> Iterable[Offer]:
    from framing_tui.model.basis import BASIS, WITH_BASIS

    yield from ((o.value, o.means) for o in BASIS.options)
    yield from ((word, asks) for word, asks in questions() if word in WITH_BASIS)


def _sections() -> Iterable[Offer]:
    from framing_tui.model.catalogue import SECTIONS

    return ((section.id, section.title) for section in SECTIONS)


def _starters() -> Iterable[Offer]:
    from framing_tui.content import starter_names

    return (("blank", ""), *((name, "") for name in starter_names()))


def _templates() -> Iterable[Offer]:
    from framing_tui.content import spec_template_names

    return ((name, "") for name in spec_template_names())


class _File(Operand):
    """The name of a file."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value == "":
            # A variable of a script that is not set; it would stand for some other file.
            self.fail("it is empty, and names no file", param, ctx)
        return str(super().convert(value, param, ctx))


class Whole(click.IntRange):
    """A whole number between two others."""

    name = "whole number"


FILE = _File(_nothing, or_file=True)
CODE = Operand(_codes)
QUESTION = Operand(questions)
WITH_BASIS = Operand(_with_basis)
SECTION = Operand(_sections)
STARTER = Operand(_starters)
TEMPLATE = Operand(_templates, or_file=True)
