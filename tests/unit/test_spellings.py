"""The spellings of `spellings.toml`: read alike at every door, shown back as the same answer."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing_tui.ask.typed import value_of
from framing_tui.calculators.calculator import Calculator, Input, WrongInput
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Day, Days, Kind, Number, Numbers, Percent, WrongValue, as_read
from framing_tui.model.kpi import KpiValue
from framing_tui.model.values import Range
from framing_tui.session import Session
from tests.counts import tried

TODAY = date(2026, 11, 23)
FILE = Path(__file__).parent / "spellings.toml"
TABLES: dict[str, dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
NOTHING = Framing()
LOSS = {"stack.kpi": "fraud loss per 1,000 orders, EUR"}
CHURN = {"stack.kpi": "churn rate, %"}
TARGET = KpiValue(is_target=True)


@dataclass(frozen=True)
class Asked:
    """A kind of answer, and the framing in which it is typed."""

    kind: Kind[Any]
    framing: Framing = NOTHING


ASKED = {
    "number": Asked(Number()),
    "signed": Asked(Number(minimum=None)),
    "percent": Asked(Percent()),
    "volume": Asked(Number(unit="a day", per_day=True)),
    "days": Asked(Days()),
    "list": Asked(Numbers(each_in="%", maximum=100.0)),
    "milliseconds": Asked(Number(unit="ms")),
    "a_second": Asked(Number(unit="a second")),
    "date": Asked(Day()),
    "kpi": Asked(KpiValue(), Framing(LOSS)),
    "kpi_in_percent": Asked(KpiValue(), Framing(CHURN)),
    "kpi_unknown": Asked(KpiValue(), Framing({"title": "no KPI yet"})),
    "target": Asked(TARGET, Framing({**LOSS, "stack.kpi_now": Range.of(42)})),
    "target_in_percent": Asked(TARGET, Framing({**CHURN, "stack.kpi_now": Range.of(30)})),
    "target_of_a_range": Asked(TARGET, Framing({**LOSS, "stack.kpi_now": Range(40, 44)})),
    "target_of_nothing": Asked(TARGET, Framing({**LOSS, "stack.kpi_now": Range.of(0)})),
    "target_without_now": Asked(TARGET, Framing(LOSS)),
}
SPELLINGS = [
    pytest.param(ASKED[table], typed, held, id=f"{table}-{typed}")
    for table, lines in TABLES.items()
    for typed, held in lines.items()
]

every_spelling = pytest.mark.parametrize(("asked", "typed", "held"), SPELLINGS)


def answer(kind: Kind[Any], held: object) -> object:
    """Return the answer that the file would hold."""
    return kind.read(held)


def refused(held: object) -> bool:
    return isinstance(held, str)


def test_the_table_is_a_table_worth_the_name() -> None:
    assert len(SPELLINGS) >= 400
    assert set(TABLES) == set(ASKED)
    said = [param.values[2] for param in SPELLINGS]
    assert sum(map(refused, said)) >= 100


@every_spelling
def test_what_is_typed_is_read_or_refused_with_a_hint(asked: Asked, typed: str, held: Any) -> None:
    kind = asked.kind
    if refused(held):
        with pytest.raises(WrongValue) as caught:
            kind.parse_in(typed, asked.framing, TODAY)
        assert held in caught.value.expected
    else:
        assert kind.parse_in(typed, asked.framing, TODAY) == answer(kind, held)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A session that writes nothing."""
    path = tmp_path_factory.mktemp("spellings") / "f.toml"
    session = Session.open(path, lambda: TODAY, read_only=True)
    yield session
    session.close()


Check = Callable[[Asked, str, Any, Session], None]


def every_table(check: Check) -> Callable[[str, Session], None]:
    """Make one test of each table: one of each spelling takes longer to report than to run."""

    @pytest.mark.parametrize("table", TABLES)
    def test(table: str, session: Session) -> None:
        for typed, held in TABLES[table].items():
            try:
                check(ASKED[table], typed, held, session)
            except BaseException as failure:
                failure.add_note(f"typed: {typed!r}")
                raise

    return test


# One reader for all doors.


@every_table
def test_line_mode_reads_it_alike(asked: Asked, typed: str, held: Any, session: Session) -> None:
    if refused(held):
        with pytest.raises(WrongValue, match=r"^expected "):
            value_of(asked.kind, typed, TODAY, asked.framing)
    else:
        assert value_of(asked.kind, typed, TODAY, asked.framing) == answer(asked.kind, held)


@every_table
def test_a_session_reads_it_alike(asked: Asked, typed: str, held: Any, session: Session) -> None:
    session.framing = asked.framing
    if refused(held):
        with pytest.raises(WrongValue):
            session.parse(asked.kind, typed)
    else:
        assert session.parse(asked.kind, typed) == answer(asked.kind, held)


@every_table
def test_the_command_line_reads_it_alike(
    asked: Asked, typed: str, held: Any, session: Session
) -> None:
    """Dates and durations until a date are left out: a calculator knows no day."""
    if isinstance(asked.kind, Day) or (isinstance(asked.kind, Days) and names_a_day(typed)):
        return
    found: list[object] = []
    calculator = Calculator(
        "x", "", "", "", inputs_of(asked), "",
        lambda **given: found.append(given["x"]), lambda _framing: None, (),
    )  # type: ignore[arg-type]  # fmt: skip
    now = asked.framing.stack.kpi_now
    given = [("x", typed)]
    if now is not None:
        given.append(("now", TARGET.edit(now)))
    if not refused(held):
        calculator.from_typed(given)
        assert found == [answer(asked.kind, held)]
    elif not isinstance(asked.kind, KpiValue) or "percent sign" not in held:
        # A calculator knows no words of the KPI, so there it may be in percent.
        with pytest.raises(WrongInput, match="--x: expected"):
            calculator.from_typed(given)


def inputs_of(asked: Asked) -> tuple[Input, ...]:
    now = Input("now", KpiValue(), "", "stack.kpi_now", needed=False)
    return (now, Input("x", asked.kind, ""))


def names_a_day(typed: str) -> bool:
    try:
        Day().parse(typed, TODAY)
    except WrongValue:
        return False
    return not any(unit in typed for unit in ("week", "wk", "month", "hour", "year"))


@every_table
def test_a_hint_in_a_file_proposes_what_typing_it_would_give(
    asked: Asked, typed: str, held: Any, session: Session
) -> None:
    with pytest.raises(WrongValue) as caught:
        asked.kind.read(typed)
    nearest = caught.value.nearest
    if refused(held) and asked.framing is NOTHING:
        assert nearest is None
    elif nearest is not None and asked.framing.stack.kpi_now is None:
        assert nearest in (str(held), str(float(held)) if isinstance(held, int) else str(held))


# What is shown back.


def assert_shown_back(kind: Kind[Any], value: Any) -> None:
    """Check that whatever is shown of an answer reads as that answer."""
    assert kind.parse(kind.edit(value), TODAY) == value
    assert kind.parse(kind.show(value), TODAY) == value
    assert kind.parse(kind.edit_as_held(value), TODAY) == value
    assert kind.parse(kind.show_as_held(value), TODAY) == value
    assert kind.read(kind.write(value)) == value


@every_table
def test_what_is_shown_back_reads_as_the_same_answer(
    asked: Asked, typed: str, held: Any, session: Session
) -> None:
    if refused(held):
        return
    value = asked.kind.parse_in(typed, asked.framing, TODAY)
    assert_shown_back(asked.kind, value)
    said = as_read(asked.kind, typed, value).removeprefix("= ")
    said = said.removesuffix(", counted from today's value")
    assert not said or asked.kind.parse(said, TODAY) == value


DIGITS = st.one_of(
    st.integers(0, 10**7).map(str),
    st.integers(0, 10**7).map("{:,}".format),
    st.integers(0, 10**7).map(lambda number: f"{number:,}".replace(",", " ")),
    st.floats(0, 10**6).map(lambda number: f"{number:.3f}"),
    st.floats(0, 1).map(repr),
    st.text("0123456789.,' _", min_size=1, max_size=8),
)
SIGNS = st.sampled_from(["", "", "", "-", "−", "–", "+", "~", "about ", "€", "EUR ", "["])
TAILS = st.sampled_from(
    [
        "", "", "k", " million", " %", " percent", " EUR", "€", " wks", " hrs", " mins", " s",
        "/wk", " a month", "/hour", " a second", " a quarter", "/year", " fewer", " % more", "x",
        " ms", "]",
    ]
)  # fmt: skip
BETWEEN = st.sampled_from(["..", "-", " - ", "–", " — ", " to ", "…", ", ", ",", "; ", " → ", " "])


@st.composite
def spellings(draw: st.DrawFn) -> str:
    one = draw(SIGNS) + draw(DIGITS) + draw(TAILS)
    if draw(st.booleans()):
        one += draw(BETWEEN) + draw(SIGNS) + draw(DIGITS) + draw(TAILS)
    if draw(st.booleans()):
        one = one.translate({ord("0") + n: 0xFF10 + n for n in range(10)} | {0x25: 0xFF05})
    return one


@tried(400, 4000, st.sampled_from(sorted(ASKED)), spellings())
def test_whatever_is_accepted_is_shown_back_as_the_same_answer(table: str, typed: str) -> None:
    asked = ASKED[table]
    try:
        value = asked.kind.parse_in(typed, asked.framing, TODAY)
    except WrongValue:
        return
    assert_shown_back(asked.kind, value)


@tried(200, 2000, st.sampled_from(sorted(ASKED)), st.text(max_size=30))
def test_no_text_is_anything_but_an_answer_or_refused(table: str, typed: str) -> None:
    asked = ASKED[table]
    try:
        value = asked.kind.parse_in(typed, asked.framing, TODAY)
    except WrongValue:
        return
    assert_shown_back(asked.kind, value)


@settings(deadline=None, max_examples=300)
@given(st.integers(0, 10**6), st.sampled_from([",", " ", "'", "’", "_", "\u00a0", "\u202f"]))
def test_only_groups_of_three_are_thousands(number: int, mark: str) -> None:
    kind = ASKED["number"].kind
    digits = str(number)
    for cut in range(1, len(digits)):
        written = f"{digits[:cut]}{mark}{digits[cut:]}"
        is_thousand = len(digits) - cut == 3 and cut <= 3 and number >= 1000
        if is_thousand:
            assert kind.parse(written) == Range.of(number)
        else:
            with pytest.raises(WrongValue):
                kind.parse(written)
    with pytest.raises(WrongValue):
        kind.parse(f"0{mark}{digits}")
