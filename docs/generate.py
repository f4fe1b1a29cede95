"""Write all that follows from the declarations: `python docs/generate.py`.

Why one command: a question is declared once, in `framing_tui/model/`, and neither its page nor the
files that hold a key for it must be a second place that can say something else. It writes the
reference pages, the figures of the agenda and the schema of the file, adds the keys that starters
and examples lack, and takes again what shows the product: goldens, screens and pictures. Judging
what it wrote is left to whoever reads the difference.

With `--check` nothing is written, and the exit code tells whether pages and keys are up to date;
goldens, screens and pictures are compared by their tests. With `--quick` screens and pictures are
left out, as they take most of the time.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from framing_tui.assessment import assess
from framing_tui.calculators import reference as calculators
from framing_tui.cli import reference as commands
from framing_tui.interview.clock import BUDGET
from framing_tui.model.catalogue import (
    CAUSES,
    CELLS,
    KILLERS,
    QUESTIONS,
    SECTIONS,
    TABLES,
    Section,
)
from framing_tui.model.kinds import (
    Colour,
    Day,
    Days,
    Flag,
    Kind,
    Line,
    Lines,
    Many,
    Number,
    Numbers,
    One,
    Option,
    Percent,
    Score,
    Text,
    YesNo,
    option,
    options,
)
from framing_tui.model.question import AnyQuestion, Question, Table
from framing_tui.model.records import rows_kind
from framing_tui.model.validation import Launch
from framing_tui.rules import reference as rules
from framing_tui.spec.fields import SOURCES
from framing_tui.storage.canonical import comment, plain_answer, value_text
from framing_tui.storage.layout import Layout
from framing_tui.storage.load import Opened, load_bytes
from framing_tui.storage.schema import schema_text
from framing_tui.storage.toml_edit import NewValue, with_values

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
AREAS = {table.path.rsplit(".", 1)[-1]: table.heading for table in CELLS}

# Each kind with what people type; what the file then holds is worked out, not written down.
_TODAY = date(2026, 1, 1)
_CHOICES = options("rules", option("human", also="by hand"))
_KINDS: tuple[tuple[Kind[Any], tuple[str, ...]], ...] = (
    (Line(), ("risk lead",)),
    (Text(), ("one line\nand a second",)),
    (Lines(), ("orders database\nbank file", "none")),
    (Number(), ("12", "1.2k", "1,200", "42 EUR", "20..40", "[28, 31]")),
    (Number(per_day=True), ("450", "7k/week", "3k a month", "1000/hour")),
    (Percent(), ("3", "0.5 %", "5 percent", "2..4 %")),
    (Days(), ("90", "26 weeks", "6 months", "12 h", "weekly", "3..6 months")),
    (Numbers(), ("1, 10, 50, 100",)),
    (YesNo(), ("y", "no", "?")),
    (One(options=_CHOICES), ("rules", "hu", "by hand")),
    (Many(options=_CHOICES), ("rules, human", "none")),
    (Many(options=_CHOICES, own=True), ("rules, tea leaves",)),
    (Score(), ("4",)),
    (Flag(), ("yes",)),
    (Colour(), ("green", "u")),
    (Day(), ("2026-06-01", "1 Jun", "2nd of March 2027")),
)
_WHAT = {
    "line": "one line of text",
    "text": "text of several lines",
    "lines": "a list of short texts; empty is the answer “none”",
    "number": "a number in the unit of its key, or a range where nobody knows it exactly",
    "percent": "a percentage, 0 to 100",
    "days": "a duration in days; fractions are allowed",
    "numbers": "a list of numbers, in order",
    "yesno": "yes, no or unsure; unsure is an answer",
    "one": "one of several options",
    "many": "any of several options; empty is the answer “none”",
    "many+": "any of several options, or words of one's own",
    "score": "a mark from 1 to 5, where 5 is always the good end",
    "flag": "true or false, on a record",
    "colour": "what the team claims for a cell: green, red or unsure",
    "date": "a calendar date",
    "rows": "records with a unique name, in order",
}

_INTRO = """\
# The questions

Written by `python docs/generate.py` from the declarations in `framing_tui/model/`; change them
there. The id is what stands in the file, in findings, and after `framing-tui --at`.

- **Essential** questions are counted; the others wait behind “more”.
- Those of the **first pass** are asked first, in half an hour: they fill the page, the verdict and
  the facts of the cells. The pass ends with your colours for the cells, one key each, and the
  decision. The other essential questions go into depth, in the second pass, or at once where an
  answer brings them up or a finding rests on their absence; inputs of a calculator always wait for
  the second. Each pass has its own count; the grid of candidates, which the first pass asks, and
  the colours are in neither.
- A question that is **asked** under a condition is hidden, not counted and not judged until that
  holds. An answer given earlier stays in the file.
- A question is **open** while its key is absent or `""`. `[]` is an answer: none. `"unsure"` is an
  answer too.
- Where a plan, a proof, a containment or an owner is asked, “none”, “TBD”, “nothing yet”, “nobody
  yet”, “?” and anything else that says no more, a single letter among it, leave the question open.
- What is typed for an option is compared without case, blanks, hyphens, slashes and plural, and
  everyday names are understood. A name that several options share is refused with those named. A
  file holds the word itself.
- Any question can be marked as not applicable with a reason, or be handed to somebody who finds
  out by a date.
"""


def questions() -> str:
    """Return the page of the questions."""
    parts = [_INTRO, _contents(), _kinds()]
    parts.extend(_section(section) for section in SECTIONS)
    return "\n".join(parts)


def _contents() -> str:
    lines = [
        f"{s.number}. [{s.title}](#{_anchor(_title(s))}) `{s.id}`: {_counted(s)}" for s in SECTIONS
    ]
    return "\n".join(("## Sections\n", *lines, ""))


def _counted(section: Section) -> str:
    questions = section.questions
    essential = sum(q.is_ever_essential for q in questions)
    count = f"{len(questions)} question{'s' if len(questions) != 1 else ''}"
    first = sum(q.first_pass and not q.counts_apart for q in questions)
    return f"{count}, {essential} of them essential when asked, {first} in the first pass"


def _kinds() -> str:
    lines = [
        "## Kinds of answer\n",
        "Any number may be a range. At the keyboard, people type what they would say.",
        "What can be read in two ways is refused with a hint: `0,500`, `[28,310]`, `>50`.",
        "A volume is shown by the period in which it was counted: `60 a week`, not 8.5714 a day.",
        "A target may be a change from today's value: `-40 %`, `5 fewer`, `half`.\n",
        "| kind | what it is | typed | in the file |",
        "| --- | --- | --- | --- |",
    ]
    for kind, typed in _KINDS:
        name = f"{kind.name} a day" if getattr(kind, "per_day", False) else kind.name
        what = _WHAT[kind.name]
        stored = [_code(value_text(_stored(kind, words), long=False)) for words in typed]
        shown = [_code(words.replace("\n", " ⏎ ")) for words in typed]
        lines.append(f"| {name} | {what} | {' · '.join(shown)} | {' · '.join(stored)} |")
    lines.append(f"| rows | {_WHAT['rows']} | a small form each | `[[table]]` |")
    return "\n".join((*lines, ""))


def _stored(kind: Kind[Any], typed: str) -> object:
    return plain_answer(Question(kind, ""), kind.parse(typed, _TODAY))


def _section(section: Section) -> str:
    lines = [f"## {_title(section)}\n", f"{section.intro}\n"]
    # Tables that share a shape are listed once: their questions differ in nothing but the id.
    for shape, group in groupby(section.tables, key=lambda table: table.__bases__[0]):
        tables = tuple(group)
        if shape is Table:
            for table in tables:
                lines.extend(_table(table))
        else:
            lines.extend(_alike(tables))
    return "\n".join(lines)


def _table(table: type[Table]) -> Iterator[str]:
    questions = [q for q in table.questions if not q.internal]
    yield f"### {table.heading}{f' · `{table.path}`' if table.path else ''}\n"
    for question in questions:
        yield from _question(question, [question.id])


def _alike(tables: tuple[type[Table], ...]) -> Iterator[str]:
    parent = tables[0].path.rsplit(".", 1)[0]
    yield f"### {len(tables)} alike · `{parent}`\n"
    for table in tables:
        yield f"- `{table.path}`: {table.heading}{_meaning(table)}"
    yield ""
    for number, question in enumerate(tables[0].questions):
        yield from _question(question, [table.questions[number].id for table in tables])


def _together(ids: list[str]) -> str:
    """Return ids that differ in one part as one, as in `feasibility.{data,risk}.colour`."""
    parts = zip(*(question_id.split(".") for question_id in ids), strict=True)
    names = (tuple(dict.fromkeys(part)) for part in parts)
    return ".".join(n[0] if len(n) == 1 else "{" + ",".join(n) + "}" for n in names)


def _meaning(table: type[Table]) -> str:
    if table in CELLS:
        green, red = getattr(table, "green_means", ""), getattr(table, "red_means", "")
        return f". Green: {green}. Red: {red}."
    if table in KILLERS:
        return f": {getattr(table, 'what', '')}"
    return ""


def _question(question: AnyQuestion, ids: list[str]) -> Iterator[str]:
    asks = question.asks if question.asks.endswith("?") else f"{question.asks}."
    yield f"#### {_code(_together(ids))}\n"
    yield f"**{asks}** {question.help}".rstrip()
    yield ""
    yield f"- {' · '.join(_facts(question, shared=len(ids) > 1))}"
    if question.kind.is_numbered:
        yield from (f"  - {_option(option)}" for option in question.kind.options)
    if question.good:
        yield f"- good: “{question.good}”; weak: “{question.weak}”"
    yield ""
    if question.kind.row is not None:
        yield from _columns(question)


def _columns(question: AnyQuestion) -> Iterator[str]:
    row = rows_kind(question).row
    yield "| column | asks | kind |"
    yield "| --- | --- | --- |"
    for name, column in row.columns.items():
        asks = f"**{column.asks}** {column.help}".rstrip()
        kind = _kind(column)
        if isinstance(column.kind, One):
            kind = f"one of {', '.join(map(_code, column.kind.values))}"
        if column.when_words:
            kind += f"; asked {column.when_words}"
        key = " (its name)" if name == row.key and row.is_keyed else ""
        yield f"| `{name}`{key} | {asks} | {kind} |"
    yield ""


def _facts(question: AnyQuestion, *, shared: bool) -> Iterator[str]:
    yield _kind(question)
    if question.is_always_essential:
        yield "**essential**"
    elif question.is_ever_essential:
        yield "**essential** when asked"
    else:
        yield "optional"
    if question.first_pass:
        yield "first pass"
    if question.counts_apart:
        yield "counted apart" if question.first_pass else "ends the first pass, counted apart"
    if question.is_input:
        yield "second pass"
    if question.when_words:
        yield f"asked {question.when_words}"
    if question.area and not shared:
        yield f"bears on the cell {AREAS[question.area]}"
    if question.proves:
        yield "placeholders leave it open"
    fields = [s.label for s in SOURCES if any(q.id == question.id for q, _ in s.questions)]
    if fields:
        yield f"prints in {', '.join(fields)}"


def _kind(question: AnyQuestion) -> str:
    kind = question.kind
    if kind.is_figure:
        whole = "whole " if getattr(kind, "whole", False) else ""
        unit = f" in {kind.unit}" if kind.unit not in ("", "%", "days") else ""
        unit = f" {kind.unit}" if kind.unit.startswith("a ") else unit
        return f"{whole}{kind.name}{unit}{_bounds(kind)}"
    if kind.is_numbered:
        return {"one": "one of", "many": "any of", "many+": "any of, or your own words"}[kind.name]
    return kind.name


def _bounds(kind: Number | Numbers) -> str:
    low, high = kind.minimum, kind.maximum
    if low is not None and high is not None:
        return f", {low:g} to {high:g}"
    if low is not None:
        return f", {low:g} or more"
    return ", negative too"


def _option(option: Option) -> str:
    label = "" if option.text == option.value else f" {option.text}"
    meaning = f": {option.means}" if option.means else ""
    typed = f" (typed also: {', '.join(option.aliases)})" if option.aliases else ""
    return f"`{option.value}`{label}{meaning}{typed}"


def _title(section: Section) -> str:
    return f"{section.number} · {section.title}"


def _anchor(title: str) -> str:
    """Return the anchor that forges give to a heading."""
    kept = (char for char in title.lower() if char.isalnum() or char in " -_")
    return "".join(kept).replace(" ", "-")


def _code(text: str) -> str:
    return f"`{text}`"


PAGES: dict[str, Callable[[], str]] = {
    "questions.md": questions,
    "rules.md": rules.reference,
    "calculators.md": calculators.reference,
    "commands.md": commands.reference,
    "framing.schema.json": schema_text,
}


# What a team claims for itself, or finds after the launch; no starter offers it.
_CLAIMED = (*CELLS, *KILLERS, Launch, *CAUSES)


def starter(text: str) -> str:
    """Return a starter with a key, open, for each question and column that it lacks.

    Why every question: whoever edits the file sees what will be asked. A column that is asked of
    some records alone is left out of the others.
    """
    opened = _opened(text)
    layout = opened.layout
    offered = [
        question
        for table in TABLES
        if table not in _CLAIMED
        for question in table.questions
        if not question.internal
    ]
    text = with_values(text, [_open_key(q) for q in offered if not _has(layout, q)])
    cells = []
    for question in offered:
        if question.kind.row is not None:
            path = tuple(question.id.split("."))
            plain = _records(opened.data, path)
            rows = opened.framing.answers.get(question.id, ())
            for at, row in enumerate(rows if len(rows) == len(plain) else ()):
                cells += [
                    NewValue((*path, at, name), '""', comment(column))
                    for name, column in row.columns.items()
                    if name not in plain[at] and (column.when_row is None or column.when_row(row))
                ]
    return with_values(text, cells)


def example(text: str) -> str:
    """Return an example with a key, open, for each question that its completeness misses.

    Why those alone: an example says what was answered at one kickoff, and an optional question
    that it leaves out was not asked there.
    """
    opened = _opened(text)
    layout = opened.layout
    missed = [QUESTIONS[qid] for qid in assess(opened.framing).completeness.open]
    return with_values(text, [_open_key(q) for q in missed if not _has(layout, q)])


def _opened(text: str) -> Opened:
    return load_bytes(text.encode(), "a file of content")


def _open_key(question: AnyQuestion) -> NewValue:
    return NewValue(tuple(question.id.split(".")), '""', comment(question))


def _has(layout: Layout, question: AnyQuestion) -> bool:
    """Tell whether a text has a key for a question, or records."""
    path = tuple(question.id.split("."))
    return path in layout.values or any(t.path[: len(path)] == path for t in layout.tables)


def _records(data: Mapping[str, Any], path: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the records that stand at a path, as plain tables."""
    found: Any = data
    for part in path:
        found = found.get(part) if isinstance(found, Mapping) else None
    return found if isinstance(found, list) else []


CONTENT: dict[str, Callable[[str], str]] = {"starters": starter, "examples": example}


def agenda(text: str) -> str:
    """Return a page with the minutes of each section and its questions of the first pass.

    The rest of a row of that table, what the section is for, is written by hand.
    """
    for section in SECTIONS:
        first = sum(q.first_pass and not q.counts_apart for q in section.questions)
        row = f"| {section.number} {section.title} | {BUDGET[section.id]} | {first} |"
        opening = rf"^\| {section.number} {re.escape(section.title)} \| \d+ \| \d+ \|"
        text = re.sub(opening, row, text, flags=re.M)
    return text


# Written by hand but for some figures.
AROUND: dict[str, Callable[[str], str]] = {"kickoff.md": agenda}
# Tests that compare what is shown with what was shown, and can write it anew.
GOLDENS = (
    "tests/golden/test_spec_markdown.py",
    "tests/golden/test_ask_plain.py",
    "tests/golden/test_scripts.py",
)
SCREENS = ("tests/pilot/test_screens.py",)
COMMAND = "python docs/generate.py"


def written() -> Iterator[tuple[Path, str]]:
    """Yield each page and each file of content, with the text that it should hold."""
    for name, write in PAGES.items():
        yield FOLDER / name, write()
    for name, with_figures in AROUND.items():
        yield FOLDER / name, with_figures((FOLDER / name).read_text(encoding="utf-8"))
    for folder, completed in CONTENT.items():
        for file in sorted((ROOT / "templates" / folder).glob("*.toml")):
            yield file, completed(file.read_text(encoding="utf-8"))


def waiting() -> Iterator[str]:
    """Yield a line for each example that leaves essential questions open: people fill it in."""
    for file in sorted((ROOT / "templates" / "examples").glob("*.toml")):
        missed = assess(_opened(file.read_text(encoding="utf-8")).framing).completeness.open
        if missed:
            yield f"{_name(file)} waits for an answer to {', '.join(missed)}"


def show_again(*, quick: bool) -> bool:
    """Take goldens, screens and pictures again; tell whether all could be taken."""
    tests = GOLDENS if quick else (*GOLDENS, *SCREENS)
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(
        pytest,
        cwd=ROOT,
        env={**os.environ, "UPDATE_GOLDENS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    if quick:
        return done.returncode == 0
    pictures = [sys.executable, str(FOLDER / "screenshots.py"), "--outdated"]
    return subprocess.run(pictures, cwd=ROOT).returncode == done.returncode == 0


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def main() -> int:
    """Write all that follows from the declarations, or check it; return the exit code."""
    parser = argparse.ArgumentParser(description="Write all that follows from the declarations.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when outdated")
    parser.add_argument("--quick", action="store_true", help="leave out screens and pictures")
    arguments = parser.parse_args()
    outdated = []
    for file, text in written():
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            outdated.append(_name(file))
            if not arguments.check:
                file.write_text(text, encoding="utf-8", newline="\n")
    for name in outdated:
        said = f"is not up to date: run {COMMAND}" if arguments.check else "is written"
        print(f"{name} {said}", file=sys.stderr)
    if arguments.check:
        return 1 if outdated else 0
    for line in waiting():
        print(line, file=sys.stderr)
    return 0 if show_again(quick=arguments.quick) else 1


if __name__ == "__main__":
    sys.exit(main())
