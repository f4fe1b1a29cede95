"""Each kind of answer: read from a file, typed by a person, written and shown, refused."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.kinds import (
    MAX_NUMBER,
    MAX_TEXT,
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
    Percent,
    Score,
    Text,
    WrongValue,
    YesNo,
    as_read,
    describe,
    nearest_name,
    option,
    options,
)
from framing_tui.model.labels import Candidate
from framing_tui.model.metrics import Constraint
from framing_tui.model.records import Rows
from framing_tui.model.spec import Acceptance
from framing_tui.model.values import Range

TODAY = date(2026, 11, 23)
POLICY = One(options=options(option("top-k", label="top K"), option("review-queue"), "none"))
GUARDS = Many(options=options(option("kill-switch"), "audits"))
CATCHERS = Many(options=options("nobody", option("the-user"), "limit"), excludes=("nobody",))
CAUSES = Many(options=options(option("new-users"), "seasons"), own=True)
VOLUME = Number(unit="a day", per_day=True)

READ: list[tuple[Kind[Any], object, object]] = [
    (Line(), "a\nb\tc", "a b    c"),
    (Line(), "a\x1b[0m", "a␛[0m"),
    (Text(), "a\r\nb", "a\nb"),
    (Lines(), ["a", "b\nc"], ("a", "b c")),
    (Lines(), [], ()),
    (Number(), 42, Range.of(42)),
    (Number(), 42.5, Range.of(42.5)),
    (Number(), 0, Range.of(0)),
    (Number(), [80, 140], Range(80, 140)),
    (Number(), [140, 80], Range(80, 140)),
    (Number(minimum=None), -5, Range.of(-5)),
    (Number(whole=True), 5.0, Range.of(5)),
    (Number(), int(MAX_NUMBER), Range.of(MAX_NUMBER)),
    (Percent(), 100, Range.of(100)),
    (Days(), 0.5, Range.of(0.5)),
    (Numbers(), [1, 10, [40, 50]], (Range.of(1), Range.of(10), Range(40, 50))),
    (Numbers(), [], ()),
    (POLICY, "top-k", "top-k"),
    (YesNo(), "unsure", "unsure"),
    (Colour(), "red", "red"),
    (GUARDS, ["audits", "kill-switch", "audits"], ("audits", "kill-switch")),
    (GUARDS, [], ()),
    (CAUSES, ["seasons", "the moon\x07"], ("seasons", "the moon␇")),
    (Score(), 5, 5),
    (Flag(), False, False),
    (Day(), date(2027, 6, 1), date(2027, 6, 1)),
]


@pytest.mark.parametrize(("kind", "raw", "value"), READ)
def test_a_plain_value_is_read(kind: Kind[Any], raw: object, value: object) -> None:
    assert kind.read(raw) == value
    assert kind.read(kind.write(value)) == value


WRONG: list[tuple[Kind[Any], object, str, str | None]] = [
    (Line(), 5, "a line of text", None),
    (Line(), ["a"], "a line of text", None),
    (Line(), "x" * (MAX_TEXT + 1), "at most 20,000 characters", None),
    (Text(), True, "text", None),
    (Text(), "x" * (MAX_TEXT + 1), "at most 20,000 characters", None),
    (Lines(), "a", 'a list of texts, like ["one", "two"]', None),
    (Lines(), ["a", 1], 'a list of texts, like ["one", "two"]', None),
    (Number(), "1.2k", "a number of 0 or more, or a range like [80, 140]", "1200"),
    (Number(), "20..40", "a number of 0 or more, or a range like [80, 140]", "[20, 40]"),
    (Number(unit="ms"), "120 ms", "a number of 0 or more, or a range like [80, 140]", "120"),
    (Number(), "soon", "a number of 0 or more, or a range like [80, 140]", None),
    (Number(), "1" + " " * 90_000 + "1", "a number of 0 or more, or a range like [80, 140]", None),
    (Number(), True, "a number of 0 or more, or a range like [80, 140]", None),
    (Number(), -1, "a number of 0 or more, or a range like [80, 140]", None),
    (Number(), [1], "a number of 0 or more, or a range like [80, 140]", None),
    (Number(), [1, 2, 3], "a number of 0 or more, or a range like [80, 140]", None),
    (Number(), [1, False], "a number of 0 or more, or a range like [80, 140]", None),
    (Number(), [[1], 2], "a number of 0 or more, or a range like [80, 140]", None),
    (Number(), float("nan"), "a number of 0 or more, or a range like [80, 140]", None),
    (Number(), float("inf"), "a number of 0 or more, or a range like [80, 140]", None),
    (Number(minimum=None), float("-inf"), "a number, or a range like [80, 140]", None),
    (Number(), 1.1e15, "a number of 0 or more, or a range like [80, 140]", None),
    (Number(), 10**400, "a number of 0 or more, or a range like [80, 140]", None),
    (Number(), -(10**400), "a number of 0 or more, or a range like [80, 140]", None),
    (Number(whole=True), 2.5, "a whole number of 0 or more, or a range like [80, 140]", None),
    (Number(), {"a": 1}, "a number of 0 or more, or a range like [80, 140]", None),
    (Percent(), 101, "a number from 0 to 100, or a range like [80, 140]", None),
    (Percent(), "3 %", "a number from 0 to 100, or a range like [80, 140]", "3"),
    (Days(), "6 months", "a number of 0 or more, or a range like [80, 140]", "180"),
    (VOLUME, "7k/week", "a number of 0 or more, or a range like [80, 140]", "1000"),
    (Numbers(), 5, "a list of numbers, like [1, 10, 50, 100]", None),
    (Numbers(maximum=100.0), [1, 200], "a list of numbers, like [1, 10, 50, 100]", None),
    (Numbers(), [1, float("nan")], "a list of numbers, like [1, 10, 50, 100]", None),
    (POLICY, "topk", "one of top-k, review-queue, none", "top-k"),
    (POLICY, "Review Queue", "one of top-k, review-queue, none", "review-queue"),
    (POLICY, 3, "one of top-k, review-queue, none", None),
    (POLICY, "zzz", "one of top-k, review-queue, none", None),
    (YesNo(), True, '"yes", "no" or "unsure"', "yes"),
    (YesNo(), False, '"yes", "no" or "unsure"', "no"),
    (YesNo(), "Yes", '"yes", "no" or "unsure"', "yes"),
    (YesNo(), 1, '"yes", "no" or "unsure"', None),
    (Colour(), "gren", '"green", "red" or "unsure"', "green"),
    (Colour(), True, '"green", "red" or "unsure"', None),
    (GUARDS, "audits", "a list of any of kill-switch, audits", None),
    (GUARDS, ["audit"], "a list of any of kill-switch, audits", "audits"),
    (GUARDS, ["audits", 5], "a list of any of kill-switch, audits", None),
    (Score(), 0, "a score from 1 to 5, where 5 is good", None),
    (Score(), 6, "a score from 1 to 5, where 5 is good", None),
    (Score(), True, "a score from 1 to 5, where 5 is good", None),
    (Score(), 3.0, "a score from 1 to 5, where 5 is good", None),
    (Flag(), "yes", "true or false", None),
    (Flag(), 1, "true or false", None),
    (Day(), "2027-06-01", "a date, like 2027-06-01", "2027-06-01"),
    (Day(), "1 Jun", "a date, like 2027-06-01", None),
    (Day(), datetime(2027, 6, 1, 12), "a date, like 2027-06-01", "2027-06-01"),
    (Day(), time(12), "a date, like 2027-06-01", None),
    (Day(), 20270601, "a date, like 2027-06-01", None),
    (Rows(row=Candidate), "a", "a list of tables, each with a unique name", None),
    (Rows(row=Candidate), ["a"], "a list of tables, each with a unique name", None),
    (Rows(row=Candidate), {"name": "a"}, "a list of tables, each with a unique name", None),
]


@pytest.mark.parametrize(("kind", "raw", "expected", "nearest"), WRONG)
def test_a_wrong_value_is_refused_with_what_would_fit(
    kind: Kind[Any], raw: object, expected: str, nearest: str | None
) -> None:
    with pytest.raises(WrongValue) as caught:
        kind.read(raw)
    assert (caught.value.expected, caught.value.nearest) == (expected, nearest)
    message = str(caught.value)
    assert message.startswith(f"expected {expected}, got ")
    assert "\n" not in message
    assert len(message) < 300


TYPED: list[tuple[Kind[Any], str, object]] = [
    (Line(), "  a line  ", "a line"),
    (Text(), " kept \n", " kept \n"),
    (Lines(), "one\n\n two \n", ("one", "two")),
    (Lines(), "Ann; Bob", ("Ann", "Bob")),
    (Lines(), "a; b;  c;", ("a", "b", "c")),
    (Lines(), "a; b\n", ("a", "b")),
    (Lines(), "a;b", ("a;b",)),
    (Lines(), "Ann, Bob and Dee", ("Ann, Bob and Dee",)),
    (Lines(), "orders; shipped late\nreturns", ("orders; shipped late", "returns")),
    (Lines(), "\norders; shipped late", ("orders; shipped late",)),
    (Lines(), "none", ()),
    (Lines(), "[]", ()),
    (Number(), "1.2k", Range.of(1200)),
    (Number(), "[80, 140]", Range(80, 140)),
    (Number(unit="ms"), "120 ms", Range.of(120)),
    (Number(unit="ms"), "80..140ms", Range(80, 140)),
    (VOLUME, "7k/week", Range.of(1000)),
    (VOLUME, "400 a day", Range.of(400)),
    (Percent(), "3 %", Range.of(3)),
    (Days(), "6 months", Range.of(180)),
    (Days(), "26 weeks", Range.of(182)),
    (Numbers(), "1, 10, 50..60", (Range.of(1), Range.of(10), Range(50, 60))),
    (Numbers(), "1 → 10", (Range.of(1), Range.of(10))),
    (Numbers(), "1 %, 5 %", (Range.of(1), Range.of(5))),
    (Numbers(), "[1, 2]", (Range.of(1), Range.of(2))),
    (Numbers(), "none", ()),
    (POLICY, "TOP K", "top-k"),
    (POLICY, "rev", "review-queue"),
    (POLICY, "none", "none"),
    (YesNo(), "Y", "yes"),
    (YesNo(), "n", "no"),
    (YesNo(), "?", "unsure"),
    (Colour(), "g", "green"),
    (Colour(), "R", "red"),
    (GUARDS, "Kill switch, audits", ("kill-switch", "audits")),
    (GUARDS, "kill-switch\naudits", ("kill-switch", "audits")),
    (GUARDS, "none", ()),
    (CAUSES, "new users, the moon", ("new-users", "the moon")),
    (CAUSES, "rain, or snow\nseasons", ("rain, or snow", "seasons")),
    (Score(), " 4 ", 4),
    (Flag(), "yes", True),
    (Flag(), "n", False),
    (Day(), "1 Jun", date(2027, 6, 1)),
    (Rows(row=Candidate), "a\nb\na", (Candidate({"name": "a"}), Candidate({"name": "b"}))),
    (Rows(row=Candidate), "none", ()),
]


@pytest.mark.parametrize(("kind", "typed", "value"), TYPED)
def test_what_is_typed_is_read(kind: Kind[Any], typed: str, value: object) -> None:
    assert kind.parse(typed, TODAY) == value
    assert kind.parse(kind.edit(value), TODAY) == value


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (Number(), "3 %", "a number, like 12, 1.2k or 20..40, without a percent sign"),
        (Number(), "20/week", "a number, like 12, 1.2k or 20..40"),
        (Number(), "-1", "a number of 0 or more, or a range like [80, 140]"),
        (VOLUME, "20/shift", "a volume a day, like 1200, 20k/week or 3k a month"),
        (Percent(), "101", "a number from 0 to 100, or a range like [80, 140]"),
        (Percent(), "1.2k", "a percentage, like 3, 0.5 % or 2..4 % (“k” is not understood)"),
        (Days(), "soon", "a number of days, like 90, 26 weeks, 6 months or 3..6 months"),
        (Numbers(maximum=100.0), "1, 200", "numbers with commas between, like 1, 10, 50, 100"),
        (Numbers(), "one", "numbers with commas between, like 1, 10, 50, 100"),
        (POLICY, "", "one of top-k, review-queue, none"),
        (YesNo(), "maybe", '"yes", "no" or "unsure"'),
        (Score(), "9", "a score from 1 to 5, where 5 is good"),
        (Score(), "５", "a score from 1 to 5, where 5 is good"),
        (Day(), "31 Jun", "a date, like 2027-06-01 or 1 Jun (there is no such day)"),
        (Text(), "x" * (MAX_TEXT + 1), "at most 20,000 characters"),
    ],
)
def test_what_is_typed_wrong_is_refused_with_what_is_expected(
    kind: Kind[Any], typed: str, expected: str
) -> None:
    with pytest.raises(WrongValue) as caught:
        kind.parse(typed, TODAY)
    assert caught.value.expected == expected


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (Number(), "12,000", ""),
        (Number(), " 12 ", ""),
        (Number(unit="ms"), "1.2k", "= 1,200 ms"),
        (VOLUME, "20k/week", "= 2,857.1 a day"),
        (VOLUME, "60 a week", "= 8.5714 a day"),
        (VOLUME, "1000/hour", "= 24,000 a day"),
        (VOLUME, "50 a second", "= 4,320,000 a day"),
        (VOLUME, "450", ""),
        (Days(), "30 s", "= 30 seconds"),
        (Days(), "weekly", "= 7 days"),
        (Days(), "26 weeks", "= 182 days"),
        (Days(), "24 h", "= 1 day"),
        (Days(), "12 h", "= 12 hours"),
        (Days(), "60 min", "= 1 hour"),
        (Days(), "30 min", "= 30 minutes"),
        (Days(), "0.5 h", "= 30 minutes"),
        (Days(), "12..36 h", "= 0.5 to 1.5 days"),
        (Numbers(), "1, 10, 50", ""),
        (Numbers(each_in="%"), "1→10", "= 1 % → 10 %"),
        (Day(), "1 Jun", "= 2027-06-01"),
        (Day(), "2027-06-01", ""),
        (Line(), " a ", ""),
        (Lines(), "a\n\nb", ""),
        (Rows(row=Candidate), "a\nb", ""),
    ],
)
def test_how_it_was_read_is_said_where_something_else_was_typed(
    kind: Kind[Any], typed: str, said: str
) -> None:
    assert as_read(kind, typed, kind.parse(typed, TODAY)) == said


@pytest.mark.parametrize("kind", [Number(), Percent(), VOLUME, Days()])
def test_a_hint_is_given_once_whether_typed_or_found_in_a_file(kind: Kind[Any]) -> None:
    for refuse in (kind.parse, kind.read):
        with pytest.raises(WrongValue) as caught:
            refuse("0,500")
        assert str(caught.value).count("decimal point, as in 0.500") == 1


@pytest.mark.parametrize(
    ("kind", "takes"),
    [
        (Number(), "a number: 12, 1.2k, or 20..40 where nobody knows exactly"),
        (VOLUME, "a number: 12, 1.2k, or 20..40 where nobody knows exactly; 20k/week is turned"),
        (Percent(), "a percentage: 3, 0.5 %"),
        (Days(), "a duration: 90, 26 weeks"),
        (Score(), "a score from 1 to 5, where 5 is good"),
    ],
)
def test_what_may_be_typed_is_told(kind: Kind[Any], takes: str) -> None:
    assert kind.takes.startswith(takes)


@settings(deadline=None)
@given(st.floats(0, MAX_NUMBER), st.floats(0, MAX_NUMBER))
def test_a_number_that_a_field_shows_is_typed_back_as_it_was(low: float, high: float) -> None:
    for value in (Range(low, high), Range.of(low)):
        for kind in (Number(), Days(), VOLUME):
            assert kind.parse(kind.edit(value)) == value
            assert kind.read(kind.write(value)) == value
    share = Range(low / MAX_NUMBER * 100, high / MAX_NUMBER * 100)
    assert Percent().parse(Percent().edit(share)) == share
    stages = (share, Range.of(share.low))
    assert Numbers(maximum=100.0).parse(Numbers().edit(stages)) == stages


def test_records_are_read_one_value_at_a_time() -> None:
    raw = [
        {"name": "a", "alignment": 9, "coverge": 3, "speed": 4},
        {"alignment": 5},
        {},
        {"name": ""},
        {"name": "b", "chosen": True},
        {"name": "b"},
        {"name": 7, "speed": 2},
    ]
    rows, problems = Rows(row=Candidate).read_each(raw)
    assert rows == (
        Candidate({"name": "a", "speed": 4}),
        Candidate({"name": "b", "chosen": True}),
    )
    assert [(p.index, p.column) for p in problems] == [
        (0, "alignment"),
        (0, "coverge"),
        (1, None),
        (5, "name"),
        (6, "name"),
    ]
    assert problems[1].message == "unknown key (nearest: coverage)"
    assert problems[2].message.startswith("expected a name")
    assert problems[3].message == "expected a unique name, got “b” twice"
    with pytest.raises(WrongValue):
        Rows(row=Candidate).read(raw)


def test_records_without_a_name_of_their_own_may_repeat() -> None:
    raw = [{"rule": "FT101", "by": "a"}, {"rule": "FT101", "by": "b"}, {"by": "c"}]
    rows, problems = Rows(row=Acceptance).read_each(raw)
    assert [row.cells["by"] for row in rows] == ["a", "b", "c"]
    assert problems == []


def test_a_record_is_written_in_the_order_of_its_columns() -> None:
    row = Constraint({"bound": "<= 120 ms", "name": "p99", "kind": "latency"})
    assert list(row.plain()) == ["name", "kind", "bound"]
    assert row.replace(kind=None).plain() == {"name": "p99", "bound": "<= 120 ms"}
    assert row == Constraint(row.plain())
    assert hash(row) == hash(Constraint(row.plain()))
    assert row != Candidate({"name": "p99"})


def test_values_are_shown_as_people_read_them() -> None:
    assert Number(unit="ms").show(Range(80, 140)) == "80 to 140 ms"
    assert Number().show(Range.of(20_000)) == "20,000"
    assert Percent().show(Range.of(2.5)) == "2.5 %"
    assert Numbers(each_in="%").show((Range.of(1), Range.of(10))) == "1 % → 10 %"
    assert Lines().show(()) == "none"
    assert POLICY.show("review-queue") == "review queue"
    assert GUARDS.show(("kill-switch",)) == "kill switch"
    assert CAUSES.show(("the moon",)) == "the moon"
    assert Flag().show(True) == "yes"
    assert Day().show(TODAY) == "2026-11-23"
    assert Rows(row=Candidate).show((Candidate({"name": "a"}),)) == "a"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (True, "true"),
        ("a\nb" + "x" * 100, "“a b" + "x" * 36 + "…”"),
        (10**400, "a very large number"),
        (1.5, "1.5"),
        (date(2027, 6, 1), "2027-06-01"),
        ({}, "a table"),
        ([], "a list"),
        (time(12), "time"),
    ],
)
def test_a_raw_value_is_described_in_a_few_safe_words(raw: object, said: str) -> None:
    assert describe(raw) == said


def test_the_nearest_name_is_near() -> None:
    names = ["top-k", "review-queue"]
    assert nearest_name("Review Que", names) == "review-queue"
    assert nearest_name("zzz", names) is None
    assert nearest_name("x" * 1_000_000, names) is None


@pytest.mark.parametrize("question_id", sorted(QUESTIONS))
def test_every_kind_says_what_it_is_and_what_it_expects(question_id: str) -> None:
    kind = QUESTIONS[question_id].kind
    assert kind.name
    assert kind.expects
    assert "\n" not in kind.expects


@pytest.mark.parametrize("typed", ["1e16", "999999999999999999999", "-1e16", "1..1e300"])
def test_a_number_that_is_too_large_is_refused_as_that(typed: str) -> None:
    with pytest.raises(WrongValue, match="too large"):
        Number().parse(typed)


@pytest.mark.parametrize("typed", ["nobody, the user", "limit\nnobody", "the user, nobody, limit"])
def test_what_says_that_no_other_holds_is_typed_alone(typed: str) -> None:
    with pytest.raises(
        WrongValue, match=r"^expected “nobody” alone, or the others without it, got"
    ):
        CATCHERS.parse(typed)


def test_a_file_that_holds_both_is_read_as_it_is() -> None:
    both = CATCHERS.read(["nobody", "the-user"])
    assert both == ("nobody", "the-user")
    assert CATCHERS.write(both) == ["nobody", "the-user"]
    assert CATCHERS.show(both) == "nobody, the user"
    assert CATCHERS.parse("nobody") == ("nobody",)
    assert CATCHERS.parse("the user, limit") == ("the-user", "limit")


def test_a_tick_takes_the_place_of_what_it_excludes() -> None:
    assert CATCHERS.with_tick(["the-user", "limit"], "nobody") == ["nobody"]
    assert CATCHERS.with_tick(["nobody"], "limit") == ["limit"]
    assert CATCHERS.with_tick(["the-user"], "limit") == ["the-user", "limit"]
    assert CAUSES.with_tick(["new-users"], "the moon") == ["new-users", "the moon"]
