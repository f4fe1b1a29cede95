"""`framing-tui explain`: what a rule looks for, why, and what to do about it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import fill, indent
from typing import Any

import click

from framing_tui.assessment import assess
from framing_tui.cli.command import Command, option
from framing_tui.cli.operands import CODE
from framing_tui.cli.streams import write_out
from framing_tui.config import nearest_rule
from framing_tui.content import UnknownContent, rule_cases_path
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.registry import AnyRule
from framing_tui.storage.canonical import value_text

WIDTH = 88
_MARGIN = 12


@dataclass(frozen=True)
class Example:
    """One case of a rule's tests: what was answered, on which day, and what is found in it."""

    name: str
    answers: Mapping[str, Any]
    not_applicable: Mapping[str, str]
    replaced: Mapping[str, list[str]]
    basis: Mapping[str, str]
    today: date | None
    findings: tuple[str, ...]

    def finds(self, code: str, level: str = "") -> bool:
        """Tell whether the rule fires at that level, or at all, and nothing sets it aside."""
        return any(f.split()[0] == code and f.endswith(level) for f in self.findings)

    @property
    def lines(self) -> list[str]:
        """The case as lines to read, each answer as the file would hold it."""
        lines = [f"{qid} = {value_text(value, long=False)}" for qid, value in self.answers.items()]
        lines += [f"{qid}: not applicable, {why}" for qid, why in self.not_applicable.items()]
        lines += [f"{qid} held {', '.join(names)}" for qid, names in self.replaced.items()]
        lines += [f"{qid}: basis {word}" for qid, word in self.basis.items()]
        lines += [f"on {self.today.isoformat()}"] if self.today else []
        return [clean(line, multiline=True) for line in lines]

    def distance(self, other: Example) -> int:
        """Return how many answers differ."""
        keys = {*self.answers, *other.answers}
        return sum(self.answers.get(key) != other.answers.get(key) for key in keys)


@click.command("explain", cls=Command)
@click.argument("codes", metavar="[CODE]...", nargs=-1, type=CODE)
@option("--all", "all_of_them", is_flag=True, help="Explain every rule.")
def command(codes: tuple[str, ...], all_of_them: bool) -> int:
    """Explain a rule: what it says, why, when it fires, what to do, with an example of each."""
    if all_of_them:
        rules = [rule for _, rule in sorted(BY_CODE.items())]
    elif codes:
        rules = [_known(code) for code in codes]
    else:
        raise click.UsageError("name a code, like FT603, or use --all")
    write_out("\n".join(_page(rule) for rule in rules))
    return 0


def _known(word: str) -> AnyRule:
    by_name = {rule.name: rule for rule in BY_CODE.values()}
    rule = BY_CODE.get(word.strip().upper()) or by_name.get(word.strip().lower())
    if rule is None:
        near = nearest_rule(word)
        hint = f"; nearest: {near} {BY_CODE[near].name}" if near else "; --all shows every rule"
        raise click.UsageError(f"no rule {clean(word)!r}{hint}")
    return rule


def _page(rule: AnyRule) -> str:
    docs = rule.docs
    thresholds = ", ".join(f"{name} = {value:g}" for name, value in rule.limits.items())
    said = (
        *docs.told,
        ("Levels", ", ".join(level.value for level in rule.levels)),
        ("Fails by", rule.way.value),
        ("Cell", rule.area or "none"),
        ("Reads", ", ".join(q.id for q in rule.reads) or "whatever is answered"),
        ("Thresholds", thresholds or "none"),
    )
    lines = [f"{rule.code} {rule.name}", fill(docs.says, WIDTH), ""]
    lines += [_paragraph(name, text) for name, text in said]
    return "\n".join((*lines, *_examples(rule), ""))


def _paragraph(name: str, text: str) -> str:
    return fill(
        text,
        WIDTH,
        initial_indent=f"{name:<{_MARGIN}}",
        subsequent_indent=" " * _MARGIN,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _examples(rule: AnyRule) -> Iterator[str]:
    """Yield an example that fires, and the one most like it that does not."""
    cases = _cases(rule)
    firing = next((case for case in cases if case.finds(rule.code, rule.levels[0].value)), None)
    if firing is None:
        return
    yield from ("", f"Fires, for example: {firing.name}", _indented(firing.lines))
    yield from _found(rule, firing)
    silent = [case for case in cases if case.answers and not case.finds(rule.code)]
    # One that answers all that the firing one does shows what made the difference.
    alike = [case for case in silent if case.answers.keys() >= firing.answers.keys()]
    if not silent:
        return
    near = min(alike or silent, key=firing.distance)
    changed = [line for line in near.lines if line not in firing.lines]
    if alike and 0 < len(changed) < len(near.lines):
        changed.insert(0, "the same, with")
    yield from ("", f"Silent, for example: {near.name}", _indented(changed or near.lines))


def _cases(rule: AnyRule) -> list[Example]:
    try:
        text = rule_cases_path(rule.code).read_text(encoding="utf-8")
    except UnknownContent:
        return []
    read = tomllib.loads(text)
    given = read.get("given", {})
    return [
        Example(
            raw["name"],
            {qid: v for qid, v in {**given, **raw.get("answers", {})}.items() if v != ""},
            raw.get("not_applicable", {}),
            raw.get("replaced", {}),
            raw.get("basis", {}),
            raw.get("today"),
            tuple(raw["findings"]),
        )
        for raw in read["case"]
    ]


def _indented(lines: Iterable[str]) -> str:
    return indent("\n".join(lines), "    ")


def _found(rule: AnyRule, case: Example) -> Iterator[str]:
    answers = {qid: QUESTIONS[qid].kind.read(raw) for qid, raw in case.answers.items()}
    replaced = {qid: tuple(names) for qid, names in case.replaced.items()}
    framing = Framing(answers, case.not_applicable, basis=case.basis, replaced=replaced)
    for finding in assess(framing, case.today).findings:
        if finding.code == rule.code:
            yield f"  {finding.level.value}: {clean(finding.message)}"
