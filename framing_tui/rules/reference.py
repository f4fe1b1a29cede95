"""The page about the rules, written from their declarations.

Why generated: what a rule says of itself stands beside its code, and a page of its own would
outlive it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from framing_tui.model.catalogue import CELLS, section
from framing_tui.rules.catalogue import ALL_RULES
from framing_tui.rules.registry import AnyRule

_AREAS = {cell.path.rsplit(".", 1)[-1]: cell.heading for cell in CELLS}
_INTRO = """\
# The rules

Written from the declarations in `framing_tui/rules/`; change them there.

A rule looks at answers, and where they do not hold together it says so in one line. Codes are
permanent; the first digit is the section (9 is the last). `framing-tui explain CODE` shows the
same, with examples.

- **red**: do not leave the kickoff with this. **warn**: decide or mitigate. **note**: advice, which
  colours nothing and fails nothing.
- A rule is silent until the answers that it needs are there. That something is missing is a finding
  only once its section has been passed: a question of a later one is answered, or the decision is.
- **Unsure** is an answer: where the clear one would be red, it is a warning.
- **Ranges**: what holds at both ends is red, what holds at one end only is a warning that names it.
- **Being found out**: a red that rests on a missing answer is a warning while a named person finds
  it out by a date that is not past.
- **Solved is solved**: where what contains, counters, clears or bounds it is named, a note is left.
- **Accepted** with a reason and a name, it colours nothing and fails nothing until its date. A
  cause that is confirmed after launch makes it red again.
- **Decided**: where the decision is the verdict, and that is not to build, what led to it is listed
  as decided, and nothing is missed any more in sections 3 to 8.
- Where one fact would fire two rules, “silent” says which of them keeps quiet.
- Rules that read words quote them, and make no red of them.
- **Thresholds** and levels can be set for a whole repository.
"""


def reference() -> str:
    """Return the whole page as Markdown."""
    sections = [
        (section_id, tuple(rules))
        for section_id, rules in groupby(ALL_RULES, key=lambda rule: rule.section)
    ]
    parts = [_INTRO, *(_table(section_id, rules) for section_id, rules in sections)]
    for section_id, rules in sections:
        parts.append(f"## {_title(section_id)}\n")
        parts.extend("\n".join(_rule(rule)) for rule in rules)
    return "\n".join(parts)


def _table(section_id: str, rules: tuple[AnyRule, ...]) -> str:
    lines = [
        f"| {_title(section_id)} | levels | cell | |",
        "| --- | --- | --- | --- |",
    ]
    for rule in rules:
        link = f"[{rule.code}](#{rule.code.lower()}-{rule.name})"
        lines.append(f"| {link} | {_levels(rule)} | {_cell(rule) or '–'} | {rule.docs.says} |")
    return "\n".join((*lines, ""))


def _rule(rule: AnyRule) -> Iterator[str]:
    docs = rule.docs
    cell = _cell(rule)
    bears = f"bears on the cell {cell}" if cell else "bears on no cell of its own"
    reads = ", ".join(f"`{question.id}`" for question in rule.reads)
    limits = ", ".join(f"`{name}` {value:g}" for name, value in rule.limits.items())
    yield f"### {rule.code} {rule.name}\n"
    yield f"**{docs.says}**\n"
    yield f"{_levels(rule)} · {rule.way.value} · {bears}\n"
    yield from (f"- **{label}**: {text}" for label, text in docs.told)
    yield f"- **Reads**: {reads or 'whatever stands in the file'}"
    if limits:
        yield f"- **Thresholds**: {limits}"
    yield ""


def _levels(rule: AnyRule) -> str:
    return ", ".join(level.value for level in rule.levels)


def _cell(rule: AnyRule) -> str:
    return "" if rule.area is None else _AREAS[rule.area]


def _title(section_id: str) -> str:
    found = section(section_id)
    return f"{found.number} · {found.title}"
