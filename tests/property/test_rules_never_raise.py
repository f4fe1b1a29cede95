"""Whatever is answered, and whichever answer is then changed, judging never fails.

Why one change after many answers: that is what a keystroke is, and each one is judged.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from framing_tui.assessment import assess
from framing_tui.model.basis import BASES, WITH_BASIS
from framing_tui.model.catalogue import QUESTIONS
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
from framing_tui.model.records import Rows
from framing_tui.rules.catalogue import RULES
from tests.counts import tried

TEXTS = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "TBD",
            "none",
            "[/]",
            "[@click=app.quit]x[/]",
            "\x1b]52;c;YQ==\x07",
            "\u202efraud\u202c loss",
            "churn and conversion; AUC, F1",
            "Use AI. Cut losses and raise fees of the rate of the share",
            "rate of " * 2000,
            "and cut; " * 2000,
            "a" * 20_000,
            "lo\ud800ne",
        ]
    ),
    st.text(max_size=40),
)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


def raw_number(kind: Number) -> st.SearchStrategy[Any]:
    low = -MAX_NUMBER if kind.minimum is None else kind.minimum
    high = MAX_NUMBER if kind.maximum is None else kind.maximum
    ends = [end for end in (low, high, 0, 1, 100, 1e-9, 5e-324) if low <= end <= high]
    inside = st.floats(low, high, allow_nan=False)
    one = st.one_of(st.sampled_from(ends), inside)
    if kind.whole:
        one = st.integers(int(low), int(high))
    return st.one_of(one, st.lists(one, min_size=2, max_size=2))


def raw_answer(kind: Kind[Any]) -> st.SearchStrategy[Any]:
    """Return plain values of one kind, as a file may hold them."""
    match kind:
        case Rows():
            cells = {name: raw_answer(q.kind) for name, q in kind.row.columns.items()}
            return st.lists(st.fixed_dictionaries({}, optional=cells), max_size=3)
        case One() | YesNo() | Colour():
            return st.sampled_from([option.value for option in kind.options])
        case Many():
            offered = st.sampled_from(kind.values)
            return st.lists(st.one_of(offered, TEXTS) if kind.own else offered, max_size=4)
        case Number():
            return raw_number(kind)
        case Numbers():
            return st.lists(raw_number(kind._one), max_size=4)
        case Lines():
            return st.lists(TEXTS, max_size=3)
        case Line() | Text():
            return TEXTS
        case Score():
            return st.integers(1, 5)
        case Flag():
            return st.booleans()
        case Day():
            return DAYS
    raise AssertionError(f"no values for {kind}")


def read(kind: Kind[Any], raw: object) -> Any:
    """Return the answer that loading a file would keep: of a list of records, those that fit."""
    return kind.read_each(raw)[0] if isinstance(kind, Rows) else kind.read(raw)


ANSWERS = {qid: raw_answer(question.kind) for qid, question in QUESTIONS.items()}
IDS = st.sampled_from(sorted(QUESTIONS))
MANY_ANSWERS = st.lists(IDS, unique=True, max_size=25).flatmap(
    lambda ids: st.fixed_dictionaries({qid: ANSWERS[qid] for qid in ids})
)
SOME_BASIS = st.dictionaries(st.sampled_from(sorted(WITH_BASIS)), st.sampled_from(BASES))
ONE_CHANGE = IDS.flatmap(lambda qid: st.tuples(st.just(qid), st.one_of(st.none(), ANSWERS[qid])))


@tried(
    120,
    1_000,
    raw=MANY_ANSWERS,
    basis=SOME_BASIS,
    change=ONE_CHANGE,
    today=st.one_of(st.none(), DAYS),
)
def test_no_change_of_one_answer_makes_judging_fail(
    raw: dict[str, Any], basis: dict[str, str], change: tuple[str, Any], today: date | None
) -> None:
    answers = {qid: read(QUESTIONS[qid].kind, value) for qid, value in raw.items()}
    # As loading marks answers that held what a terminal would obey.
    hidden = dict.fromkeys(list(raw)[:2], ("U+202E", "U+001B"))
    framing = Framing(answers, basis=basis, replaced=hidden)
    changed_id, value = change
    kind = QUESTIONS[changed_id].kind
    changed = framing.with_answer(changed_id, None if value is None else read(kind, value))
    marked = framing.with_not_applicable(changed_id, "not here")
    for state in (framing, changed, marked):
        for finding in assess(state, today).findings:
            assert "\n" not in finding.message
            assert clean(finding.message) == finding.message
            assert set(finding.questions) <= set(QUESTIONS)
        for rule in RULES:
            flagged = rule(state)
            assert flagged is None or flagged.level in rule.levels


@settings(max_examples=100, deadline=None, database=None)
@given(st.sampled_from(RULES), st.data())
def test_no_answers_to_what_a_rule_reads_make_it_fail(rule: Any, data: st.DataObject) -> None:
    raw = {question.id: data.draw(ANSWERS[question.id]) for question in rule.reads}
    framing = Framing({qid: read(QUESTIONS[qid].kind, value) for qid, value in raw.items()})
    flagged = rule(framing)
    assert flagged is None or flagged.level in rule.levels


FIGURES = sorted(qid for qid, question in QUESTIONS.items() if isinstance(question.kind, Number))
# What the figures of several rules are asked under.
TRIGGERS = ("stack.policy", "task.type", "archetype.kind", "serving.online", "validation.unit")


@settings(max_examples=100, deadline=None, database=None)
@given(st.sampled_from(FIGURES), st.data())
def test_no_figure_that_is_a_guess_makes_judging_fail(qid: str, data: st.DataObject) -> None:
    reading = [rule for rule in RULES if QUESTIONS[qid] in rule.reads]
    ids = {qid, *TRIGGERS, *(question.id for rule in reading for question in rule.reads)}
    raw = {each: data.draw(ANSWERS[each]) for each in sorted(ids)}
    answers = {each: read(QUESTIONS[each].kind, value) for each, value in raw.items()}
    for finding in assess(Framing(answers, basis={qid: "guess"})).findings:
        assert clean(finding.message) == finding.message
        assert "\n" not in finding.message
