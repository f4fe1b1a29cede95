"""Random answers in random files: an edit loses no key and no comment, and is hardly ever refused.

Each file is made from one number, so that a failure names the file: its spelling is as odd as TOML
allows, with comments in every place. Two shapes lose comments, and they are told apart here:
those of a record go with the record, and those inside a value with the value.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from random import Random
from typing import Any

import pytest

from framing_tui.model.basis import BASES, WITH_BASIS
from framing_tui.model.catalogue import QUESTIONS, TABLES
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import (
    Colour,
    Day,
    Flag,
    Kind,
    Lines,
    Many,
    Number,
    Numbers,
    One,
    Score,
    YesNo,
)
from framing_tui.model.records import Rows, rows_kind
from framing_tui.storage import canonical
from framing_tui.storage.canonical import value_text
from framing_tui.storage.layout import lay_out
from framing_tui.storage.limits import line_at
from framing_tui.storage.load import Opened, load_bytes
from framing_tui.storage.marks import MARKS
from framing_tui.storage.toml_edit import EditMissed, edited

WORDS = (
    *("loss", "a naïve 数", 'say "so"', "it's", "C:\\temp", "# no comment", "[stack]", "k = 1"),
    *("a\nb", "a\n# b", 'x"""y', "x'''y", "{ a = 1 }", "‮back", "tab\there", "end\\", '"'),
)
ROW_IDS = [qid for qid, question in QUESTIONS.items() if isinstance(question.kind, Rows)]
PLAIN_IDS = [qid for qid in QUESTIONS if qid not in ROW_IDS]
COMMENT = re.compile(r"#\d+\.")


def raw_value(random: Random, kind: Kind[Any]) -> Any:
    """Return a plain value of a kind, as a file may hold it."""
    match kind:
        case One() | YesNo() | Colour():
            return random.choice([option.value for option in kind.options])
        case Many():
            offered = random.sample(list(kind.values), min(2, len(kind.values)))
            return [*offered, random.choice(WORDS)] if kind.own else offered
        case Number() | Score():
            low = (getattr(kind, "minimum", 1) or 0) if isinstance(kind, Number) else 1
            high = kind.maximum if isinstance(kind, Number) and kind.maximum is not None else 5
            one = random.randint(int(low), max(int(low), int(high)))
            return [one, one] if isinstance(kind, Number) and random.random() < 0.2 else one
        case Numbers():
            return [raw_value(random, kind._one) for _ in range(random.randint(1, 3))]
        case Lines():
            return [random.choice(WORDS) for _ in range(random.randint(1, 5))]
        case Flag():
            return random.random() < 0.5
        case Day():
            return date(2026, random.randint(1, 12), 1)
    return random.choice(WORDS)


def raw_record(random: Random, question_id: str, name: str) -> dict[str, Any]:
    row = rows_kind(QUESTIONS[question_id]).row
    names = [n for n in row.columns if n != row.key]
    cells = {
        n: raw_value(random, row.columns[n].kind) for n in random.sample(names, min(2, len(names)))
    }
    return {row.key: name, **cells} if row.key else cells


def rows_of(question_id: str, raw: list[dict[str, Any]]) -> Any:
    return rows_kind(QUESTIONS[question_id]).read_each(raw)[0]


class Writer:
    """A text with answers, unknown keys and comments, from one random number.

    `comments` holds each comment with what may take it along: a question, where it stands in its
    value or in a record, or nothing. `records` and `unknown` do the same for keys of records.
    """

    def __init__(self, random: Random) -> None:
        self.random = random
        self.comments: dict[str, str | None] = {}
        self.unknown: dict[str, str | None] = {}
        self.root: list[str] = []
        self.blocks: list[str] = []

    def text(self) -> str:
        random = self.random
        tables = random.sample(TABLES, random.randint(1, 8))
        tops = {table.path.split(".")[0] for table in tables}
        # A table that is spelt with dotted keys, or in braces, cannot have a header too.
        way = {top: random.choice(["headers"] * 5 + ["dotted", "braces"]) for top in sorted(tops)}
        root = next(table for table in TABLES if not table.path)
        self._pairs(self.root, "", [q.id for q in root.questions if q.id not in ROW_IDS])
        for table in tables:
            top = table.path.split(".")[0]
            ids = [q.id for q in table.questions]
            plain = [qid for qid in ids if qid not in ROW_IDS or way[top] != "headers"]
            plain = random.sample(plain, min(len(plain), random.randint(0, 6)))
            if not table.path:
                pass
            elif way[top] == "dotted":
                self._pairs(self.root, table.path + ".", plain)
                continue
            elif way[top] == "braces" and "." not in table.path and top == table.path:
                if not any(t is not table and t.path.startswith(top) for t in tables):
                    self._braces(top, plain)
                continue
            elif way[top] == "headers":
                lines: list[str] = []
                self._pairs(lines, "", plain)
                self._block(f"[{self._key(table.path)}]", lines)
            for question_id in ids:
                if question_id in ROW_IDS and way[top] == "headers":
                    self._records(question_id)
        for name in MARKS:
            if random.random() < 0.4:
                ids = random.sample(PLAIN_IDS, 2)
                word = random.choice(["why", *BASES])
                lines = [f'{self._above()}"{qid}" = "{word}"{self._beside()}\n' for qid in ids]
                self._block(f"[{name}]", lines)
        text = f"format = 1{self._beside()}\n" + "".join(self.root)
        if random.random() < 0.4:
            text = f"# opens {self._comment(None)}\n" + random.choice(["", "\n"]) + text
        random.shuffle(self.blocks)
        text += "".join(self.blocks)
        if random.random() < 0.1:
            text = text.rstrip("\n")
        return text

    def _comment(self, owner: str | None) -> str:
        comment = f"#{len(self.comments)}."
        self.comments[comment] = owner
        return comment

    def _above(self, owner: str | None = None) -> str:
        """Return comments above a line, or apart from it, or nothing."""
        random = self.random
        lines = ""
        if random.random() < 0.1:
            lines = random.choice(["\n", "\n\n", "  \n"]) + f"{self._comment(None)} apart\n\n"
        while random.random() < 0.3:
            lines += random.choice(["", "  ", "\t"]) + f"{self._comment(owner)} of the next\n"
        return lines

    def _beside(self, owner: str | None = None) -> str:
        found = self.random.random()
        return f"   {self._comment(owner)} beside" if found < 0.2 else "  " * (found > 0.95)

    def _key(self, path: str) -> str:
        """Return a key in one of its spellings."""
        parts = path.split(".")
        quote = self.random.choice(["", "", "", "", '"', "'"])
        joint = self.random.choice([".", ".", ".", " . "])
        return joint.join(f"{quote}{part}{quote}" for part in parts)

    def _value(self, question_id: str, plain: Any, *, in_line: bool) -> str:
        random = self.random
        if plain == "" or random.random() < 0.1:
            return random.choice(['""', "''"])
        if random.random() < 0.05:
            # What is no answer to most questions.
            return random.choice(["nan", "[ ]", "{ x = 1 }", '"no such"', "0xf"])
        if isinstance(plain, str) and random.random() < 0.3 and "'" not in plain:
            if "\n" not in plain and "\t" not in plain and plain.isprintable():
                return f"'{plain}'"
            if not in_line and plain.replace("\n", "").isprintable():
                return f"'''\n{plain}'''"
        if isinstance(plain, list) and not in_line and random.random() < 0.4:
            items = [value_text(item, long=False) for item in plain]
            lines = [f"{self._above_in(question_id)}  {item}," for item in items]
            return "[\n" + "\n".join(lines) + f"\n{self._above_in(question_id)}]"
        return value_text(plain, long=not in_line)

    def _above_in(self, owner: str) -> str:
        return f"  {self._comment(owner)} inside\n" if self.random.random() < 0.2 else ""

    def _pairs(self, lines: list[str], prefix: str, ids: list[str]) -> None:
        random = self.random
        names = random.sample(ids, min(len(ids), random.randint(0, 6)))
        for question_id in names:
            name = question_id.rsplit(".", 1)[-1]
            key = self._key(prefix + name if prefix else name)
            equals = random.choice([" = ", "=", "   =   "])
            if question_id in ROW_IDS:
                value = self._list(question_id)
            else:
                plain = raw_value(random, QUESTIONS[question_id].kind)
                value = self._value(question_id, plain, in_line=False)
            indent = random.choice(["", "", "", "  "])
            lines.append(f"{self._above()}{indent}{key}{equals}{value}{self._beside()}\n")
        if random.random() < 0.3:
            unknown = self._unknown(None)
            lines.append(f"{self._above()}{prefix}{unknown} = {{ a = [1, {{ b = 2 }}] }}\n")
        if random.random() < 0.1:
            lines.append(f"{self._above()}{prefix}{self._unknown(None)}.x = 1979-05-27 07:32:00\n")
        random.shuffle(lines)

    def _unknown(self, owner: str | None) -> str:
        name = f"mine_{len(self.unknown)}"
        self.unknown[name] = owner
        return name

    def _braces(self, path: str, ids: list[str]) -> None:
        pairs = []
        for question_id in ids:
            plain = (
                []
                if question_id in ROW_IDS
                else raw_value(self.random, QUESTIONS[question_id].kind)
            )
            value = self._value(question_id, plain, in_line=True)
            pairs.append(f"{question_id.rsplit('.', 1)[-1]} = {value}")
        pairs.append(f"{self._unknown(None)} = 1")
        inside = self.random.choice([", ", ",", " , "]).join(pairs)
        blank = self.random.choice(["", " "])
        self.root.append(f"{self._above()}{path} = {{{blank}{inside}{blank}}}{self._beside()}\n")

    def _block(self, header: str, lines: list[str], owner: str | None = None) -> None:
        indent = self.random.choice(["", "", "", " "])
        block = f"{self._above(owner)}{indent}{header}{self._beside(owner)}\n" + "".join(lines)
        if self.random.random() < 0.3:
            block += f"\n{self._comment(None)} at the end\n\n"
        self.blocks.append(block + self.random.choice(["\n", "\n", "\n\n", ""]))

    def _records(self, question_id: str) -> None:
        """Write records as blocks, now and then with other tables among them."""
        random = self.random
        if random.random() < 0.5:
            return
        blocks = ""
        for at in range(random.randint(1, 4)):
            owner = f"{question_id}#{at}"
            name = f"record {at}"
            body = ""
            for key, plain in raw_record(random, question_id, name).items():
                value = value_text(plain)
                body += f"{self._above_of(owner)}{key} = {value}{self._beside(owner)}\n"
            if random.random() < 0.3:
                body += f"{self._unknown(owner)} = 1\n"
            if random.random() < 0.05:
                # A record without its name, or with nothing in it, cannot be read.
                body = random.choice(["", 'owner = ""\n', f"{self._unknown(None)} = 1\n"])
            if random.random() < 0.1:
                body += f"{self._above_of(owner)}[{question_id}.{self._unknown(owner)}]\nx = 1\n"
            elif random.random() < 0.1:
                body += f"[[{question_id}.{self._unknown(owner)}]]\nx = 1\n"
            head = f"{self._above_of(owner)}[[{question_id}]]{self._beside(owner)}\n"
            rest = random.choice(["\n", "\n", "\n\n", ""])
            if rest and random.random() < 0.1:
                rest = f"\n{self._comment(None)} apart\n\n"
            if random.random() < 0.05:
                rest += f"[other.{self._unknown(None)}]\ny = 1\n\n"
            blocks += head + body + rest
        if random.random() < 0.5:
            blocks = canonical.comment(QUESTIONS[question_id]) + "\n" + blocks
        self.blocks.append(blocks)

    def _above_of(self, owner: str) -> str:
        return f"{self._comment(owner)} of the next\n" if self.random.random() < 0.2 else ""

    def _list(self, question_id: str) -> str:
        """Write records as a list, in one line or in several."""
        random = self.random
        raws = [
            raw_record(random, question_id, f"record {at}") for at in range(random.randint(0, 3))
        ]
        items = [value_text(raw, long=False) for raw in raws]
        if random.random() < 0.5:
            return "[" + ", ".join(items) + random.choice(["", ",", " "] if items else [""]) + "]"
        lines = ""
        for at, item in enumerate(items):
            owner = f"{question_id}#{at}"
            lines += self._above_in(owner)
            lines += f"  {item},{self._beside(owner)}\n"
        return f"[\n{lines}]"


def changed(random: Random, framing: Framing) -> Framing:
    """Return a framing with a few other answers, records and notes."""
    for _ in range(random.randint(1, 4)):
        question_id = random.choice([random.choice(PLAIN_IDS), random.choice(ROW_IDS)])
        known = [qid for qid in framing.answers if qid in QUESTIONS]
        if known and random.random() < 0.6:
            question_id = random.choice(known)
        if random.random() < 0.15:
            framing = framing.with_answer(question_id, None)
        elif question_id in ROW_IDS:
            framing = framing.with_answer(question_id, rearranged(random, question_id, framing))
        else:
            kind = QUESTIONS[question_id].kind
            value = kind.read(raw_value(random, kind))
            framing = framing.with_answer(question_id, value)
    if random.random() < 0.2:
        note = random.choice([None, "a note", "of two\nlines"])
        framing = framing.with_note(random.choice(PLAIN_IDS), note)
        word = random.choice([None, *BASES])
        framing = framing.with_basis(random.choice(sorted(WITH_BASIS)), word)
    if random.random() < 0.1:
        framing = framing.with_not_applicable(random.choice(PLAIN_IDS), "because")
    return framing


def rearranged(random: Random, question_id: str, framing: Framing) -> Any:
    raw = [row.plain() for row in framing.answers.get(question_id) or ()]
    for _ in range(random.randint(1, 3)):
        step = random.randint(0, 3)
        if step == 0:
            raw.insert(
                random.randint(0, len(raw)),
                raw_record(random, question_id, f"new {random.randint(0, 99)}"),
            )
        elif step == 1 and raw:
            del raw[random.randrange(len(raw))]
        elif step == 2:
            random.shuffle(raw)
        elif raw:
            at = random.randrange(len(raw))
            name = next(iter(raw[at].values()), "") if random.random() < 0.7 else "other"
            raw[at] = {**raw[at], **raw_record(random, question_id, name)}
    return rows_of(question_id, raw) or random.choice([None, ()])


def below(text: str) -> dict[str, str]:
    """Return for each comment in a line of its own the key or header that it stands right above."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    for line in text.split("\n"):
        comment = COMMENT.match(line.strip())
        if comment and line.strip().endswith("of the next"):
            waiting.append(comment.group())
            continue
        at = line.split("=")[0].strip() if "=" in line else line.strip()
        found.update(dict.fromkeys(waiting, at))
        waiting = []
    return found


def other_lines(old: Opened, after: Framing) -> list[str]:
    """Return the lines of a text in which no value changes, in their order."""
    base, layout = old.framing, lay_out(old.text)
    changes = []
    for qid in QUESTIONS:
        changes.append((tuple(qid.split(".")), base.answers.get(qid), after.answers.get(qid)))
        for name in MARKS:
            marks = getattr(base, name), getattr(after, name)
            changes.append(((name, qid), *(mark.get(qid) for mark in marks)))
    text = old.text
    lines = text.split("\n")
    gone: set[int] = set()
    for path, before, now in changes:
        if before == now:
            continue
        for length in range(1, len(path) + 1):
            span = layout.values.get(path[:length])
            if span is not None:
                gone.update(range(span.line, line_at(text, span.end) + 1))
        if ".".join(path) in ROW_IDS:
            # Records move; so do the comments above an open key that they take the place of.
            ends = [*(table.lead for table in layout.tables[1:]), len(text)]
            for table, end in zip(layout.tables, ends, strict=False):
                if table.path[: len(path)] == path:
                    gone.update(range(line_at(text, table.lead), line_at(f"{text}\n", end + 1)))
            gone.update(n for n, line in enumerate(lines, 1) if not line.strip())
            for line in sorted(gone, reverse=True):
                while line > 1 and lines[line - 2].strip().startswith("#"):
                    line -= 1
                    gone.add(line)
    return [line for number, line in enumerate(lines, 1) if number not in gone]


def check(seed: int) -> str | None:
    """Edit one random file three times; return why one edit was refused, or None."""
    random = Random(seed)
    writer = Writer(random)
    text = writer.text()
    if random.random() < 0.1:
        text = text.replace("\n", "\r\n")
    elif random.random() < 0.05:
        text = text.replace("\n\n", "\r\n\n")
    raw = ("\ufeff" if random.random() < 0.1 else "") + text
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return f"made no TOML: {error}"
    opened = load_bytes(raw.encode(), "f.toml")
    for _ in range(3):
        after = changed(random, opened.framing)
        try:
            new = edited(opened, after)
        except EditMissed as error:
            return f"{seed}: {error}"
        compare(writer, opened, new, after)
        opened = new
    return None


def compare(writer: Writer, old: Opened, new: Opened, after: Framing) -> None:
    """Compare what is in a text with what was in it before an edit."""
    assert load_bytes(new.text.encode(), "f.toml").framing == after
    answers = old.framing.answers
    touched = {
        qid for qid in {*answers, *after.answers} if answers.get(qid) != after.answers.get(qid)
    }

    def may_go(owner: str | None) -> bool:
        return owner is not None and owner.split("#")[0] in touched

    left = set(COMMENT.findall(new.text))
    for comment in COMMENT.findall(old.text):
        assert comment in left or may_go(writer.comments[comment]), comment
    for name, owner in writer.unknown.items():
        assert name in new.text or name not in old.text or may_go(owner), name
    lines = iter(new.text.split("\n"))
    assert all(line in lines for line in other_lines(old, after))
    if not touched & set(ROW_IDS):
        before, now = below(old.text), below(new.text)
        assert {c: at for c, at in now.items() if c in before} == before
        order = [c for c in COMMENT.findall(old.text) if c in left]
        assert [c for c in COMMENT.findall(new.text) if c in order] == order


def refused(seeds: range) -> list[str]:
    return [why for seed in seeds if (why := check(seed)) is not None]


def test_random_edits_lose_nothing() -> None:
    assert len(refused(range(50))) < 2


@pytest.mark.nightly
def test_ten_thousand_random_files_lose_nothing() -> None:
    assert len(refused(range(10_000))) < 100
