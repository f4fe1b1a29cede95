"""How a rule is declared: a small function with its code, its level and its docs.

Why a decorator that returns an object: `explain`, the docs and every report read the same
declaration, and the function below it stays a plain function of a framing.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from framing_tui.model.catalogue import PASSING_ORDER
from framing_tui.model.framing import Framing
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.finding import Flagged, Level, Way

Check = Callable[[Framing], Flagged | None]
Limits = Mapping[str, float]
LimitedCheck = Callable[[Framing, Limits], Flagged | None]

_PARTS = ("Why", "Fires", "Silent", "Do", "Source")


@dataclass(frozen=True)
class RuleDocs:
    """A rule's docstring, taken apart: `says` is its first line."""

    says: str
    why: str
    fires: str
    silent: str
    do: str
    source: str


@dataclass(frozen=True)
class Rule:
    """One rule; calling it judges a framing.

    `levels` are those it can report, worst first; `limits` its thresholds with their defaults.
    """

    code: str
    name: str
    levels: tuple[Level, ...]
    way: Way
    area: str | None
    reads: tuple[AnyQuestion, ...]
    check: LimitedCheck
    limits: Limits = field(default_factory=lambda: MappingProxyType({}))
    docstring: str = ""

    def __call__(self, framing: Framing, limits: Limits | None = None) -> Flagged | None:
        return self.check(framing, limits or self.limits)

    @property
    def section(self) -> str:
        """The section of the interview that the code belongs to."""
        return PASSING_ORDER[int(self.code[2]) - 1]

    @property
    def docs(self) -> RuleDocs:
        """The docstring, taken apart."""
        return docs_of(self.docstring)


def rule(
    code: str,
    name: str,
    levels: tuple[Level, ...],
    way: Way,
    area: str | None,
    reads: tuple[AnyQuestion, ...],
) -> Callable[[Check], Rule]:
    """Declare a rule without thresholds."""

    def declare(check: Check) -> Rule:
        return Rule(
            code,
            name,
            levels,
            way,
            area,
            reads,
            lambda framing, _limits: check(framing),
            docstring=inspect.getdoc(check) or "",
        )

    return declare


def limited_rule(
    code: str,
    name: str,
    levels: tuple[Level, ...],
    way: Way,
    area: str | None,
    reads: tuple[AnyQuestion, ...],
    limits: Limits,
) -> Callable[[LimitedCheck], Rule]:
    """Declare a rule with thresholds that a team may set."""

    def declare(check: LimitedCheck) -> Rule:
        frozen = MappingProxyType(dict(limits))
        docstring = inspect.getdoc(check) or ""
        return Rule(code, name, levels, way, area, reads, check, frozen, docstring)

    return declare


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
    return RuleDocs(says=" ".join(head.split()), **parts)
