"""How a rule is declared: a small function with its code, its level and its docs.

Its name is that of the function, which is as permanent as the code.

Why a decorator that returns an object: `explain`, the docs and every report read the same
declaration, and the function below it stays a plain function of a framing.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, overload

from framing_tui.model.catalogue import PASSING_ORDER
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.finding import Flagged, Level, Way
from framing_tui.rules.judged import Judged

Check = Callable[[Framing], Flagged | None]
Limits = Mapping[str, float]
LimitedCheck = Callable[[Framing, Limits], Flagged | None]
SecondCheck = Callable[[Judged], tuple[Flagged, ...]]

_PARTS = ("Why", "Fires", "Silent", "Do", "Source")
CHAPTER = "“ML Problem Framing”"
_NO_LIMITS: Limits = MappingProxyType({})


class RuleDocs(NamedTuple):
    """A rule's docstring, taken apart: `says` is its first line."""

    says: str
    why: str
    fires: str
    silent: str
    do: str
    source: str

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """All but the first line, each part under its label."""
        return (
            ("Why", self.why),
            ("Fires", self.fires),
            ("Silent", self.silent),
            ("Do", self.do),
            ("Source", self.source),
        )


class Declared(NamedTuple):
    """What stands above a rule's function, and its docstring.

    `levels` are those it can report, worst first; `limits` its thresholds with their defaults.
    """

    code: str
    name: str
    levels: tuple[Level, ...]
    way: Way
    area: str | None
    reads: tuple[AnyQuestion, ...]
    docstring: str
    limits: Limits = _NO_LIMITS


class AnyRule:
    """What is known of a rule, whichever pass it belongs to.

    Why no dataclass: making one costs a run of `check` more than the rules do.
    """

    def __init__(self, declared: Declared) -> None:
        self.code, self.name, self.levels = declared.code, declared.name, declared.levels
        self.way, self.area, self.reads = declared.way, declared.area, declared.reads
        self.limits, self.docstring = declared.limits, declared.docstring

    @property
    def section(self) -> str:
        """The section of the interview that the code belongs to."""
        return PASSING_ORDER[int(self.code[2]) - 1]

    @cached_property
    def docs(self) -> RuleDocs:
        """The docstring, taken apart; once, as the palette asks every rule at each letter."""
        return docs_of(inspect.cleandoc(self.docstring))


class Rule(AnyRule):
    """One rule over answers; calling it judges a framing.

    `gives_way_to` are rules beside whose findings this one would say the same thing again, and
    `gives_way_to_red` those beside whose red findings it would: see `Settings.judge`, which knows
    whether they are on.
    """

    def __init__(
        self,
        declared: Declared,
        check: Callable[..., Flagged | None],
        gives_way_to: tuple[Rule, ...] = (),
        gives_way_to_red: tuple[Rule, ...] = (),
    ) -> None:
        super().__init__(declared)
        self.check = check
        self.gives_way_to, self.gives_way_to_red = gives_way_to, gives_way_to_red

    def __call__(self, framing: Framing, limits: Limits | None = None) -> Flagged | None:
        if not self.limits:
            return self.check(framing)
        return self.check(framing, limits or self.limits)


class SecondPassRule(AnyRule):
    """One rule over what was judged; calling it returns each thing that it found.

    Why several: a claim is about one killer or one cell, and each has an area of its own.
    """

    def __init__(self, declared: Declared, check: SecondCheck) -> None:
        super().__init__(declared)
        self.check = check

    def __call__(self, judged: Judged) -> tuple[Flagged, ...]:
        return self.check(judged)


@overload
def rule(
    code: str,
    levels: tuple[Level, ...],
    way: Way,
    area: str | None,
    reads: tuple[AnyQuestion, ...],
    *,
    gives_way_to: tuple[Rule, ...] = (),
    gives_way_to_red: tuple[Rule, ...] = (),
) -> Callable[[Check], Rule]: ...


@overload
def rule(
    code: str,
    levels: tuple[Level, ...],
    way: Way,
    area: str | None,
    reads: tuple[AnyQuestion, ...],
    *,
    limits: Limits,
    gives_way_to: tuple[Rule, ...] = (),
    gives_way_to_red: tuple[Rule, ...] = (),
) -> Callable[[LimitedCheck], Rule]: ...


def rule(
    code: str,
    levels: tuple[Level, ...],
    way: Way,
    area: str | None,
    reads: tuple[AnyQuestion, ...],
    *,
    limits: Limits | None = None,
    gives_way_to: tuple[Rule, ...] = (),
    gives_way_to_red: tuple[Rule, ...] = (),
) -> Callable[[Any], Rule]:
    """Declare a rule; one with `limits`, which a team may set, is handed them, too.

    Why one decorator: thresholds come to a rule later, and it is then still declared as it was.
    """

    def declare(check: Any) -> Rule:
        set_by_teams = MappingProxyType(dict(limits)) if limits else _NO_LIMITS
        return Rule(
            Declared(
                code, _name_of(check), levels, way, area, reads, check.__doc__ or "", set_by_teams
            ),
            check,
            gives_way_to,
            gives_way_to_red,
        )

    return declare


def second_pass_rule(
    code: str,
    levels: tuple[Level, ...],
    way: Way,
    area: str | None,
    reads: tuple[AnyQuestion, ...],
) -> Callable[[SecondCheck], SecondPassRule]:
    """Declare a rule that runs after the answers were judged, and sees what was found."""

    def declare(check: SecondCheck) -> SecondPassRule:
        name = _name_of(check)
        declared = Declared(code, name, levels, way, area, reads, check.__doc__ or "")
        return SecondPassRule(declared, check)

    return declare


def _name_of(check: Callable[..., object]) -> str:
    return check.__name__.replace("_", "-")


def docs_of(docstring: str) -> RuleDocs:
    """Return a rule's docstring taken apart at its headings.

    Raises ValueError where a heading is missing, so that no rule goes undocumented.
    """
    head, *_ = docstring.split("\n\n", 1)
    parts: dict[str, str] = {}
    for part in _PARTS:
        found = re.search(rf"^{part}: (.*?)(?=^\w+: |\Z)", docstring, re.M | re.S)
        if found is None:
            raise ValueError(f"docstring without “{part}:”: {head}")
        parts[part.lower()] = " ".join(found.group(1).split())
    # In the code the chapter needs no name; whoever reads a finding has not seen the code.
    parts["source"] = re.sub(r"^chapter\b", CHAPTER, parts["source"])
    return RuleDocs(says=" ".join(head.split()), **parts)
