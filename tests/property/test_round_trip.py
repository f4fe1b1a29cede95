"""Whatever is answered is read back as it was written, in whatever spelling the file began."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import reduce
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing_tui.model.basis import BASES, WITH_BASIS
from framing_tui.model.catalogue import QUESTIONS, TABLES
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import (
    MAX_NUMBER,
    Colour,
    Day,
    Flag,
    Kind,
    Line,
    Lines,
    Many,
    Number,
    Numbers,
    One,
    Score,
    Text,
    YesNo,
)
from framing_tui.model.records import Row, Rows, rows_kind
from framing_tui.model.row_paths import LISTS, RowPath, row_path
from framing_tui.storage import canonical
from framing_tui.storage.clash import open_clashes, settled
from framing_tui.storage.load import load, load_bytes
from framing_tui.storage.marks import MARKS, without_basis
from framing_tui.storage.merge import merge
from framing_tui.storage.toml_edit import edited
from tests.counts import tried

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FILES = sorted(TEMPLATES.glob("starters/*.toml")) + sorted(TEMPLATES.glob("examples/*.toml"))

quick = settings(
    max_examples=30,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Whatever upsets a spelling: quotes, escapes, what looks like TOML, what a terminal obeys.
PIECES = st.sampled_from(
    [
        "loss",
        "naïve 数",
        '"',
        '""',
        '"""',
        "'''",
        "\\",
        "\\n",
        "\n",
        "\r\n",
        "# no comment",
        "[stack]",
        "key = 1",
        "{",
        "}",
        ",",
        "\t",
        "\x1b[31m",
        "‮",
        "é\u200dé",
        "\x85",
        "\ud800",
        " ",
    ]
)
WORDS = st.lists(PIECES, max_size=6).map("".join)
NAMES = st.one_of(st.sampled_from(["a", "b", "c", "the b.c", 'with "quotes"']), WORDS)


def raw_number(kind: Number) -> st.SearchStrategy[Any]:
    low = -MAX_NUMBER if kind.minimum is None else kind.minimum
    high = MAX_NUMBER if kind.maximum is None else kind.maximum
    if kind.whole:
        one: st.SearchStrategy[Any] = st.integers(int(low), int(high))
    else:
        one = st.one_of(st.sampled_from([low, high, (low + high) / 2]), st.floats(low, high))
    return st.one_of(one, st.lists(one, min_size=2, max_size=2))


def raw_answer(kind: Kind[Any]) -> st.SearchStrategy[Any]:
    """Return plain values of one kind, as a file may hold them."""
    match kind:
        case Rows():
            cells = {
                name: NAMES if name == kind.row.key else raw_answer(question.kind)
                for name, question in kind.row.columns.items()
            }
            return st.lists(st.fixed_dictionaries({}, optional=cells), max_size=4)
        case One() | YesNo() | Colour():
            return st.sampled_from([option.value for option in kind.options])
        case Many():
            offered = st.sampled_from(kind.values)
            return st.lists(st.one_of(offered, WORDS) if kind.own else offered, max_size=4)
        case Number():
            return raw_number(kind)
        case Numbers():
            return st.lists(raw_number(kind._one), max_size=4)
        case Lines():
            return st.lists(WORDS, max_size=3)
        case Line() | Text():
            return WORDS.filter(bool)
        case Score():
            return st.integers(1, 5)
        case Flag():
            return st.booleans()
        case Day():
            return st.dates(date(1, 1, 1))
    raise AssertionError(f"no values for {kind}")


def read(kind: Kind[Any], raw: object) -> Any:
    """Return the answer that loading a file keeps: of a list of records, those that fit."""
    if isinstance(kind, Rows):
        rows = kind.read_each(raw)[0]
        return rows if rows or raw == [] else None
    return kind.read(raw)


def answer_to(question_id: str) -> st.SearchStrategy[Any]:
    kind = QUESTIONS[question_id].kind
    return raw_answer(kind).map(lambda raw: read(kind, raw)).filter(lambda v: v not in (None, ""))


IDS = st.sampled_from(sorted(QUESTIONS))
ROW_IDS = sorted(qid for qid, question in QUESTIONS.items() if isinstance(question.kind, Rows))
# Lists of records are a few among many questions, and the hardest to write.
PICKED = st.tuples(
    st.lists(IDS, unique=True, max_size=12), st.lists(st.sampled_from(ROW_IDS), max_size=3)
).map(lambda both: tuple(dict.fromkeys([*both[0], *both[1]])))
PATHS = (
    st.sampled_from(sorted(LISTS))
    .flatmap(
        lambda qid: st.builds(
            RowPath,
            st.just(qid),
            NAMES.map(clean),
            st.sampled_from(["", *(c for c in LISTS[qid].columns if c != LISTS[qid].key)]),
        )
    )
    .map(str)
    .filter(lambda key: row_path(key) is not None)
)
MARKED = st.dictionaries(
    st.one_of(IDS, PATHS),
    WORDS.map(lambda t: clean(t, multiline=True)).filter(str.strip),
    max_size=2,
)


BASED = st.dictionaries(st.sampled_from(sorted(WITH_BASIS)), st.sampled_from(BASES), max_size=2)


def framing_of(ids: Iterable[str]) -> st.SearchStrategy[Framing]:
    answers = st.fixed_dictionaries({qid: answer_to(qid) for qid in ids})
    return st.builds(Framing, answers, MARKED, MARKED, BASED)


FRAMINGS = PICKED.flatmap(framing_of)


@st.composite
def changed(draw: st.DrawFn, framing: Framing) -> Framing:
    """Draw a framing that a few answers tell from another one."""
    for question_id in draw(PICKED):
        value = draw(st.one_of(st.none(), answer_to(question_id)))
        rows = framing.answers.get(question_id)
        if isinstance(QUESTIONS[question_id].kind, Rows) and rows:
            value = draw(rearranged(question_id, rows, value or ()))
        framing = framing.with_answer(question_id, value)
    for question_id, text in draw(MARKED).items():
        framing = framing.with_note(question_id, draw(st.sampled_from([None, text])))
    for question_id, word in draw(BASED).items():
        framing = framing.with_basis(question_id, draw(st.sampled_from([None, word])))
    for question_id, text in draw(MARKED).items():
        framing = framing.with_not_applicable(question_id, draw(st.sampled_from([None, text])))
    return framing


@st.composite
def rearranged(draw: st.DrawFn, question_id: str, rows: Any, more: Any) -> Any:
    """Draw records made from others: kept, moved, deleted, added, renamed, changed in a cell."""
    kind = rows_kind(QUESTIONS[question_id])
    together = draw(st.permutations([*rows, *more]))
    together = together[: draw(st.integers(0, len(together)))]
    if together and draw(st.booleans()):
        at = draw(st.integers(0, len(together) - 1))
        name = draw(st.sampled_from(sorted(kind.row.columns)))
        column = kind.row.columns[name].kind
        cell = read(column, draw(raw_answer(column).filter(bool)))
        together[at] = together[at].replace(**{name: draw(st.sampled_from([None, cell]))})
    plain = [row.plain() for row in together]
    return kind.read_each(plain)[0] or draw(st.sampled_from([None, ()]))


class Spelling:
    """One way to write a framing, with comments and unknown keys: none of them may be lost."""

    def __init__(self, framing: Framing, random: Random) -> None:
        self.framing = framing
        self.random = random
        self.comments: list[str] = []
        # A record takes its comments along when it is deleted.
        self.of_records: list[tuple[str, Row, str]] = []
        self.root: list[str] = []
        self.blocks: list[str] = []

    def text(self) -> str:
        tables = list(TABLES)
        self.random.shuffle(tables)
        # A table that is spelt with dotted keys cannot have a header too, nor can those in it.
        tops = {table.path.split(".")[0] for table in tables} - {""}
        headed = {top for top in sorted(tops) if self.random.random() < 0.8}
        for table in tables:
            if table.path.split(".")[0] in headed:
                self._table(table.path, [q.id for q in table.questions])
            else:
                for question in table.questions:
                    self._dotted(question.id)
        for name in MARKS:
            marks = getattr(self.framing, name)
            self._mark_table(name, {key: canonical.value_text(v) for key, v in marks.items()})
        self.root.append(f"{self._comment()}unknown_{len(self.root)} = nan\n")
        if self.random.random() < 0.5:
            self.blocks.append(f"{self._comment()}[mine]\nx = 1\n  [mine.deeper]\n  y = [1, 2]\n")
        self.random.shuffle(self.blocks)
        return "format = 1\n" + "".join(self.root) + "\n" + "\n".join(self.blocks)

    def _comment(self) -> str:
        if self.random.random() < 0.5:
            return ""
        self.comments.append(f"# kept {len(self.comments) + len(self.of_records)}.")
        return f"{self.comments[-1]}\n"

    def _spelt(self, question_id: str) -> str | None:
        value = self.framing.answers.get(question_id)
        if value is None:
            return self.random.choice([None, '""'])
        return canonical.value_text(canonical.plain_answer(QUESTIONS[question_id], value))

    def _is_blocks(self, question_id: str) -> bool:
        has_rows = bool(self.framing.answers.get(question_id))
        return question_id in ROW_IDS and has_rows and self.random.random() < 0.7

    def _record_blocks(self, question_id: str) -> None:
        blocks = []
        for row in self.framing.answers[question_id]:
            extra = self.random.choice(["", "mine = 1\n", "# inside\n"])
            above = self._comment()
            if above:
                self.of_records.append((question_id, row, self.comments.pop()))
            blocks.append(above + canonical.row_text(question_id, row.plain()) + extra)
        self.blocks.append("\n".join(blocks))

    def _table(self, path: str, ids: list[str]) -> None:
        pairs: dict[str, str] = {}
        blocks = []
        for question_id in ids:
            if self._is_blocks(question_id):
                blocks.append(question_id)
                continue
            spelt = self._spelt(question_id)
            if spelt is not None:
                pairs[question_id.rsplit(".", 1)[-1]] = spelt
        if self.random.random() < 0.3:
            pairs["unknown"] = "{ a = 1, b = [ { c = 2 } ] }"
        is_alone = not any(
            path.startswith(f"{table.path}.") or table.path.startswith(f"{path}.")
            for table in TABLES
            if table.path
        )
        if is_alone and not blocks and self.random.random() < 0.3:
            body = ", ".join(f"{key} = {value}" for key, value in pairs.items())
            dotted = self._comment() + f"{path} = {{ {body} }}\n"
            self.root.append(dotted)
            return
        lines = "".join(f"{self._comment()}{key} = {value}\n" for key, value in pairs.items())
        if lines or self.random.random() < 0.5:
            self.blocks.append(f"{self._comment()}[{path}]\n{lines}")
        for question_id in blocks:
            self._record_blocks(question_id)

    def _dotted(self, question_id: str) -> None:
        if self._is_blocks(question_id):
            self._record_blocks(question_id)
            return
        spelt = self._spelt(question_id)
        if spelt is not None:
            self.root.append(f"{self._comment()}{question_id} = {spelt}\n")

    def _mark_table(self, name: str, marks: dict[str, str]) -> None:
        lines = "".join(
            f"{self._comment()}{canonical.string_text(key)} = {value}\n"
            for key, value in marks.items()
        )
        if lines:
            self.blocks.append(f"[{name}]\n{lines}")


def unknown(data: dict[str, Any]) -> str:
    """Return everything that no question asks for, spelt, as a “nan” equals nothing."""
    left = {key: value for key, value in data.items() if key.startswith(("unknown", "mine"))}
    for table in TABLES:
        at = reduce(lambda d, part: d.get(part, {}), table.path.split("."), data)
        left[f"in {table.path}"] = at.get("unknown")
    return repr(sorted(left.items()))


@quick
@given(FRAMINGS)
def test_a_framing_is_read_back_as_it_was_written(framing: Framing) -> None:
    opened = load_bytes(canonical.document(framing).encode(), "f.toml")
    assert opened.framing == framing
    # What stands on a record that is not there is told, and kept all the same.
    assert [p for p in opened.problems if "no record of that name" not in p.message] == []


@quick
@given(st.data(), st.randoms(use_true_random=False))
def test_an_edit_in_place_is_read_back_and_keeps_the_rest(data: Any, random: Random) -> None:
    framing = data.draw(FRAMINGS)
    spelling = Spelling(framing, random)
    text = spelling.text()
    before = load_bytes(text.encode(), "f.toml")
    assert before.framing == framing
    after = data.draw(changed(framing))
    opened = edited(before, after)
    assert opened.framing == after
    assert unknown(dict(opened.data)) == unknown(tomllib.loads(text))
    kept = [
        comment
        for question_id, row, comment in spelling.of_records
        if row in after.answers.get(question_id, ())
    ]
    for comment in [*spelling.comments, *kept]:
        assert f"{comment}\n" in opened.text


@tried(12, 100, data=st.data(), random=st.randoms(use_true_random=False))
def test_one_edit_after_another_is_read_back(data: Any, random: Random) -> None:
    framing = data.draw(FRAMINGS)
    opened = load_bytes(Spelling(framing, random).text().encode(), "f.toml")
    for _ in range(3):
        framing = data.draw(changed(framing))
        opened = edited(opened, framing)
    assert load_bytes(opened.text.encode(), "f.toml").framing == framing


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@settings(max_examples=2, deadline=None, database=None)
@given(data=st.data())
def test_a_bundled_file_can_be_edited_in_place(path: Path, data: Any) -> None:
    opened = load(path)
    assert opened.problems == ()
    after = data.draw(changed(opened.framing))
    again = edited(opened, after)
    assert again.framing == after
    head = opened.text[: opened.text.index("\n\n")]
    assert again.text.startswith(head)


@quick
@given(st.data())
def test_merging_different_answers_gives_the_same_on_both_laptops(data: Any) -> None:
    base = data.draw(FRAMINGS)
    mine_ids = [qid for qid in data.draw(PICKED) if qid != "clashes"]
    theirs_ids = [qid for qid in data.draw(PICKED) if qid not in (*mine_ids, "clashes")]
    mine, theirs = base, base
    for question_id in mine_ids:
        mine = mine.with_answer(question_id, data.draw(answer_to(question_id)))
    for question_id in theirs_ids:
        theirs = theirs.with_answer(question_id, data.draw(answer_to(question_id)))
    merged = merge(base, mine, theirs)
    assert merged == merge(base, theirs, mine)
    for question_id in mine_ids:
        assert merged.answers[question_id] == mine.answers[question_id]
    for question_id in theirs_ids:
        assert merged.answers[question_id] == theirs.answers[question_id]


def parts(kind: Any, answer: Any) -> set[str]:
    """Return what an answer that can be joined is made of."""
    assert isinstance(kind, (Text, Lines, Many))
    return set(answer.split("\n") if isinstance(kind, Text) and answer else answer or ())


@quick
@given(st.data())
def test_merging_the_same_answer_keeps_what_both_said(data: Any) -> None:
    base = data.draw(FRAMINGS)
    question_id = data.draw(st.sampled_from(sorted(set(QUESTIONS) - set(ROW_IDS))))
    mine = base.with_answer(question_id, data.draw(answer_to(question_id)))
    theirs = base.with_answer(question_id, data.draw(answer_to(question_id)))
    merged = merge(base, mine, theirs)
    own, other = mine.answers[question_id], theirs.answers[question_id]
    was = base.answers.get(question_id)
    clashes = set(merged.answers.get("clashes", ())) - set(base.answers.get("clashes", ()))
    if own == other or was in (own, other):
        assert clashes == set()
        assert merged.answers[question_id] == (other if own == was else own)
        return
    kind = QUESTIONS[question_id].kind
    if not clashes:
        before, one, two = (parts(kind, side) for side in (was, own, other))
        both = parts(kind, merged.answers[question_id])
        assert both
        assert both >= (one | two) - before
        if not isinstance(kind, Text):
            assert not both & ((before - one) | (before - two))
        return
    assert merged.answers[question_id] == own
    (clash,) = clashes
    assert clash.question == question_id
    told, word = without_basis(question_id, clash.cells["theirs"])
    assert kind.read(tomllib.loads(f"x = {told}")["x"]) == other
    assert word == base.basis.get(question_id)
    assert load_bytes(canonical.document(merged).encode(), "f.toml").framing == merged


@quick
@given(st.data())
def test_merging_loses_no_figure_and_no_word_on_what_it_rests_on(data: Any) -> None:
    question_id = data.draw(st.sampled_from(sorted(WITH_BASIS)))
    values = [data.draw(answer_to(question_id)) for _ in range(2)]

    def side() -> Framing:
        framing = Framing().with_answer(question_id, data.draw(st.sampled_from([None, *values])))
        return framing.with_basis(question_id, data.draw(st.sampled_from([None, *BASES[:2]])))

    def said(framing: Framing) -> tuple[Any, str | None]:
        return framing.answers.get(question_id), framing.basis.get(question_id)

    base, mine, theirs = side(), side(), side()
    merged = merge(base, mine, theirs)
    own, other = said(mine), said(theirs)
    assert said(merged) == (other if own == said(base) else own)
    clashes = open_clashes(merged)
    assert bool(clashes) is (own not in (said(base), other) and other != said(base))
    for sides in clashes:
        assert sides.is_readable
        assert (sides.mine, sides.mine_basis) == own
        assert (sides.theirs, sides.basis) == other
        assert said(settled(merged, sides, "theirs")) == other
