"""The interview line by line: what is asked, what a line means, which words are obeyed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from framing_tui.ask.agenda import (
    FIRST_WAY,
    ORDER,
    WHOLE,
    Agenda,
    Scope,
    nearest_section,
    section_named,
)
from framing_tui.ask.changes import finding_line
from framing_tui.ask.commands import COMMANDS, ROW_WORDS
from framing_tui.ask.interview import Interview
from framing_tui.ask.typed import how_to_type, value_of
from framing_tui.ask.words import Word, unescaped, word_in
from framing_tui.assessment.flips import flips
from framing_tui.model.catalogue import (
    FIRST_PASS,
    PLACES,
    QUESTIONS,
    SECTION_OF,
    SECTIONS,
    Section,
)
from framing_tui.model.kinds import (
    Colour,
    Flag,
    Many,
    One,
    Score,
    WrongValue,
    YesNo,
    option,
    options,
)
from framing_tui.model.labels import Candidate
from framing_tui.model.spec import Acceptance
from framing_tui.model.values import Range
from framing_tui.rules.finding import Finding, Level, Way
from framing_tui.rules.settings import AS_DECLARED
from framing_tui.session import Clock, Session
from framing_tui.spec.markdown import export_markdown
from framing_tui.storage import autosave
from framing_tui.storage.document import Document
from framing_tui.storage.load import load
from framing_tui.storage.rescue import Rescue
from tests.whole import whole

TODAY = date(2026, 11, 23)
# From the name of a candidate to whether it is chosen, every column left open.
TO_CHOSEN = ("",) * (list(Candidate.columns).index("chosen") - 1)
FRAMINGS = Path(__file__).resolve().parents[1] / "golden" / "framings"
FULL = whole((FRAMINGS / "full.toml").read_text(encoding="utf-8"))
LATE = """
[stack]
objective = "Hold risky orders"
[serving]
online = "yes"
p99_budget_ms = 120
"""


@pytest.fixture(autouse=True)
def only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be written before a test closes or flushes the session."""
    monkeypatch.setattr(autosave, "PAUSE_SECONDS", 30.0)


class Talk:
    """One interview, as somebody at the other end of a line has it."""

    def __init__(self, session: Session, at: str | None, scope: Scope) -> None:
        self.session = session
        self.interview = Interview(session, at, scope)
        self.heard = self._take()

    def _take(self) -> str:
        return "\n".join(said.text for said in self.interview.take_said())

    def type(self, *lines: str) -> str:
        """Type lines; return what is said after the last."""
        for line in lines:
            self.interview.answer(line)
            self.heard = self._take()
        return self.heard

    @property
    def here(self) -> str:
        """The label of the prompt, or nothing where the interview is over."""
        return self.interview.prompt.label if self.interview.prompt else ""

    def on_to(self, question_id: str, *, optional: bool = False) -> None:
        """Leave open what is asked before a question: what stands before it, and essential alone
        where nobody has asked for what is optional."""
        self._pass("", question_id, range(PLACES[question_id]), optional=optional)

    def back_to(self, question_id: str) -> None:
        """Go back past what is asked behind a question."""
        self.type(":back")
        self._pass(":back", question_id, range(PLACES[question_id] + 1, len(PLACES)))

    def _pass(self, line: str, question_id: str, places: range, *, optional: bool = False) -> None:
        passed = []
        while (here := id_of(self.here)) != question_id:
            assert PLACES[here] in places
            assert QUESTIONS[here].is_essential(self.session.framing) or optional
            assert here not in passed
            passed.append(here)
            self.type(line)

    def given(self, question_id: str) -> object:
        """The answer that stands."""
        return self.session.framing.answers.get(question_id)


def id_of(label: str) -> str:
    """Return the question that a prompt asks."""
    return label.partition(", ")[0].partition(" (")[0]


Start = Callable[..., Talk]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    opened: list[Session] = []

    def begin(
        text: str | None = LATE,
        at: str | None = None,
        scope: Scope = WHOLE,
        today: date | Clock = TODAY,
    ) -> Talk:
        path = tmp_path / "f.toml"
        if text is not None:
            path.write_text(text, encoding="utf-8")
        opened.append(Session.open(path, today))
        return Talk(opened[-1], at, scope)

    yield begin
    for session in opened:
        session.close()


# The order.


def test_a_new_framing_is_asked_where_to_start_from_then_section_by_section(start: Start) -> None:
    talk = start(None)
    assert talk.here == "start from"
    assert "1 blank" in talk.heard
    talk.type("fraud-review-queue")
    assert talk.given("starter") == "fraud-review-queue"
    assert talk.here == "title"
    talk.type("Fraud screen")
    assert talk.here == "date"
    assert "offered: 2026-11-23" in talk.heard
    talk.type(":take", "risk lead", "data scientist", "")
    assert talk.given("date") == TODAY
    assert talk.given("participants") == ("risk lead", "data scientist")
    assert talk.here == "stack.objective"
    assert "offered: " in talk.heard
    assert talk.type(":take").startswith("taken: ")
    assert talk.given("stack.objective") is not None


def test_a_framing_is_gone_on_with_at_the_first_open_essential_question(start: Start) -> None:
    start().on_to("stack.kpi")


def test_it_begins_where_it_is_told_to(start: Start) -> None:
    assert start(at="serving.p99_expected_ms").here == "serving.p99_expected_ms"


def test_what_no_interview_asks_for_is_no_beginning(start: Start) -> None:
    talk = start(at="clashes")
    assert "clashes is not asked for in an interview" in talk.heard
    talk.on_to("stack.kpi")


def test_a_framing_without_open_questions_ends_where_it_begins(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(agenda: Agenda) -> None:
        agenda.is_first_pass = False

    monkeypatch.setattr(Agenda, "first", nothing)
    talk = start()
    assert talk.here == "go to a section or a question"
    talk.type(":back")
    assert talk.here == "go to a section or a question"
    talk.type("7")
    assert talk.here == "metrics.primary"


def ids_asked(talk: Talk) -> list[str]:
    """Leave everything open to the end; return what was asked, offers of optional ones left out."""
    asked = []
    while talk.here and talk.here != "go to a section or a question":
        if not talk.here.startswith("also ask"):
            asked.append(id_of(talk.here))
        talk.type("")
    return asked


def test_the_first_pass_is_asked_before_the_second(start: Start) -> None:
    talk = start(None)
    talk.type("blank", "", "", "")
    passes = talk.session.assessment.passes
    asked = ids_asked(talk)
    first = [qid for qid in FIRST_PASS if QUESTIONS[qid].is_asked(talk.session.framing)]
    assert asked[: len(first)] == first
    assert asked[-1] == "actions"
    in_depth = [qid for qid in ORDER if qid in passes.in_depth.open and qid != "title"]
    assert [qid for qid in asked[len(first) :] if qid in in_depth] == in_depth
    assert len(asked) == len(set(asked))


def test_between_the_passes_it_says_where_it_stands(start: Start) -> None:
    talk = start(at="decision")
    heard = talk.type("")
    while "The first pass" not in heard:
        heard = talk.type("")
    passes = talk.session.assessment.passes
    first, in_depth = passes.first.total, passes.in_depth.total
    # Two of the first pass are answered, and the grid of candidates is open beside its number.
    assert f"The first pass is over; {first - 1} questions of it are open.\n" in heard
    assert f"The second goes into depth: {in_depth - 1} open. :stop ends here." in heard
    assert "verdict: " in heard
    assert f" · first pass 2/{first} · in depth 1/{in_depth}" in heard


def test_a_complete_first_pass_is_said_to_be_one(start: Start) -> None:
    text = FULL.replace('decision = "', 'decision = "undecided" # ')
    text = "\n".join(line for line in text.splitlines() if not line.startswith("outcome ="))
    talk = start(text)
    assert talk.here == "decision"
    heard = talk.type("build")
    assert "The first pass is complete.\nThe second goes into depth: 2 open." in heard
    assert talk.here == "stack.outcome"


def test_what_is_being_found_out_is_told_where_the_first_pass_is_complete(start: Start) -> None:
    text = FULL.replace('decision = "', 'decision = "undecided" # ')
    left_out = ("outcome =", "data_exists =")
    text = "\n".join(line for line in text.splitlines() if not line.startswith(left_out))
    talk = start(text)
    talk.type(":find data lead by 1 Jun")
    assert talk.here == "decision"
    first = talk.session.assessment.first_pass
    assert (len(first.assigned), first.answered) == (1, first.total - 2)
    assert "The first pass is complete but for 1 being found out." in talk.type("build")


def test_a_framing_whose_first_pass_is_complete_is_gone_on_with_in_depth(start: Start) -> None:
    text = "\n".join(line for line in FULL.splitlines() if not line.startswith("build_days ="))
    talk = start(text)
    assert talk.here == "roi.build_days"
    assert "The first pass" not in talk.type(":status")


@pytest.mark.parametrize(
    ("text", "here"),
    [
        (None, "start from"),
        ('title = "Fraud screen"\n', "date"),
        ('starter = "fraud-review-queue"\n', "title"),
        # Whoever has begun has met already; the header waits for the second pass.
        ('[stack]\nobjective = "Hold risky orders"\n', "stack.kpi"),
    ],
)
def test_title_date_and_people_come_first_where_nothing_is_framed(
    start: Start, text: str | None, here: str
) -> None:
    talk = start(text)
    if here in PLACES:
        talk.on_to(here)
    assert talk.here == here


def test_what_an_answer_brings_up_is_asked_in_the_first_pass(start: Start) -> None:
    talk = start(at="serving.online")
    talk.type("no")
    talk.on_to("serving.batch_in_time")
    talk.type("yes")
    talk.on_to("serving.features_confirmed")


def test_what_a_finding_wants_is_asked_at_once_wherever_it_stands(start: Start) -> None:
    talk = start('[need]\nrules_suffice = "no"\n', at="validation.baseline_kind")
    heard = talk.type("human")
    assert "FT209" in heard
    assert talk.here == "need.rules_kpi"
    # And then it goes on where it was.
    talk.type("36")
    talk.on_to("validation.experiment")
    talk.type(":goto validation.baseline_kind", ":clear", "human", ":goto metrics.primary", "AUC")
    talk.on_to("metrics.constraints")


def test_figures_that_a_calculator_wants_wait_for_the_second_pass(start: Start) -> None:
    talk = start(at="task.type")
    talk.type("binary")
    asked = ids_asked(talk)
    assert asked.index("labels.positives_now") > asked.index("decision")
    assert asked.index("labels.positives_percent") < asked.index("decision")


def optional_of(section_id: str, talk: Talk) -> list[str]:
    """Return what a section asks and does not count."""
    framing = talk.session.framing
    asked = (q for q in section_named(section_id).questions if q.is_asked(framing))
    return [q.id for q in asked if not q.is_essential(framing)]


def test_only_essential_questions_are_asked_unless_more_is_wanted(start: Start) -> None:
    talk = start(at="decision")
    while not talk.here.startswith("also ask"):
        assert talk.here != "stack.policy_detail"
        talk.type("")
    offered = optional_of("stack", talk)
    assert {"stack.kpi_unit_value_per_year", "stack.policy_detail"} < set(offered)
    assert talk.here == f"also ask the {len(offered)} optional questions of this section? (y/N)"
    talk.type("y")
    for question_id in offered:
        assert id_of(talk.here) == question_id
        talk.type("")
    assert SECTION_OF[id_of(talk.here)].id == "need"
    assert "Section 1, Framing stack: 1 answered" in talk.heard


def test_optional_questions_are_offered_where_the_second_pass_has_nothing_to_ask(
    start: Start,
) -> None:
    talk = start(at="metrics.primary")
    while not (talk.here.startswith("also ask") and "Section 7 of 10: Metrics" in talk.heard):
        assert not talk.here.startswith("metrics.primary_target")
        talk.type("")
    talk.type("y")
    assert talk.here == "metrics.primary_target"
    talk.type(":back")
    assert not talk.here.startswith("metrics.")


def test_the_first_pass_offers_nothing_optional_but_more_asks_it(start: Start) -> None:
    talk = start(at="stack.action_works")
    talk.type("yes")
    talk.on_to("stack.kpi")
    talk.type(":goto stack.action_works", ":more", "")
    assert "stack.kpi_unit_value_per_year" in ids_asked(talk)


def test_the_counts_of_both_passes_are_told_when_asked_for(start: Start) -> None:
    talk = start()
    heard = talk.type(":status")
    assert "verdict: " in heard
    assert "cell Serving: open" in heard
    passes = talk.session.assessment.passes
    first, in_depth = passes.first.total, passes.in_depth.total
    # The grid of candidates and the five colours are in neither number.
    still_open = first - 2 + in_depth - 1 + 6
    assert f"3 answered · 0 being found out · {still_open} open" in heard
    assert f"{still_open} open · first pass 2/{first} · in depth 1/{in_depth}" in heard


def test_a_trigger_opens_its_question_right_behind_it(start: Start) -> None:
    talk = start(at="need.rules_suffice")
    talk.type(":goto need.errors_catastrophic", "yes")
    talk.on_to("need.contained_by")


def test_a_question_that_opens_further_up_is_asked_before_the_section_ends(start: Start) -> None:
    talk = start(at="stack.predict_before_days")
    talk.type("1", ":stop")
    talk = start(None, at="stack.predict_before_days")
    talk.type(":goto stack.policy", "top-k")
    asked = []
    while not talk.here.startswith("also ask"):
        asked.append(talk.here)
        talk.type("")
    assert "stack.top_k" in asked


def test_at_the_end_one_may_go_back_to_a_section_or_leave(start: Start) -> None:
    talk = start(at="decision")
    seen = set()
    while talk.here != "go to a section or a question":
        assert talk.here not in seen or talk.here.startswith("also ask")
        seen.add(talk.here)
        talk.type("")
    assert "That was the last question." in talk.heard
    assert "verdict: " in talk.heard
    talk.type("2")
    assert talk.here == "need.rules_suffice"
    talk.type(":goto stack.kpi", ":goto nowhere")
    assert "no question or section “nowhere”" in talk.heard
    talk.type(":stop")
    assert talk.here == ""


def test_every_question_of_the_catalogue_has_its_place() -> None:
    assert sorted(ORDER) == sorted(q.id for q in QUESTIONS.values() if not q.internal)


# A part of it.


@pytest.mark.parametrize("section", SECTIONS, ids=lambda s: s.id)
def test_one_section_alone(start: Start, section: Section) -> None:
    talk = start(scope=Scope(section))
    asked = []
    while talk.here:
        if not talk.here.startswith("also ask"):
            asked.append(talk.here.partition(", ")[0])
        talk.type("")
    assert asked
    assert {SECTION_OF[question_id] for question_id in asked} == {section}
    assert f"That was the last question of section {section.number}." in talk.heard


def test_one_section_of_a_new_framing_begins_at_once(start: Start) -> None:
    assert start(None, scope=Scope(section_named("3"))).here == "archetype.kind"


def test_a_section_without_open_questions_is_gone_through_again(start: Start) -> None:
    talk = start(FULL, scope=Scope(section_named("task")))
    assert talk.here == "task.type"
    assert "it stands as: " in talk.heard
    talk = start(FULL, scope=Scope(section_named("task"), open_only=True))
    assert talk.here == ""
    assert "There is no open question of section 4." in talk.heard


def test_the_optional_questions_of_the_one_section_are_offered(start: Start) -> None:
    talk = start(scope=Scope(section_named("stack")))
    while not talk.here.startswith("also ask"):
        talk.type("")
    talk.type("y")
    for question_id in optional_of("stack", talk):
        assert id_of(talk.here) == question_id
        talk.type("")
    assert talk.here == ""


def test_who_goes_elsewhere_by_name_comes_back_to_the_section(start: Start) -> None:
    talk = start(scope=Scope(section_named("task")))
    assert talk.here == "task.type"
    talk.type(":goto need.rules_suffice", "no")
    assert talk.here == "task.type"
    talk.type(":goto need", "")
    assert talk.here.startswith("need.")


def test_only_what_is_open_is_asked_and_then_it_ends(start: Start) -> None:
    talk = start(scope=Scope(open_only=True))
    passes, still_open = talk.session.assessment.passes, talk.session.assessment.completeness.open
    at_first = {*FIRST_PASS, *talk.session.assessment.wanted} & set(still_open)
    assert passes.first_open
    asked = []
    while talk.here:
        asked.append(talk.here.partition(", ")[0])
        talk.type("")
    first = [qid for group in FIRST_WAY for qid in group if qid in at_first]
    assert asked[: len(first)] == first
    assert asked[len(first) :] == [qid for qid in ORDER if qid in still_open and qid not in first]
    assert "That was the last open question." in talk.heard


def test_what_opens_meanwhile_is_asked_too_and_what_is_answered_is_not(start: Start) -> None:
    talk = start(scope=Scope(open_only=True), at="need.errors_catastrophic")
    talk.type("yes")
    talk.on_to("need.contained_by")
    talk.type(":goto stack")
    talk.on_to("stack.kpi")


@pytest.mark.parametrize(
    ("name", "near"),
    [("lables", "labels"), ("Framing-stack", "stack"), ("ML task", "task"),
     ("overview", "workflow"), ("11", "10"), ("0", "1"), ("-3", "1"), ("zzz", None)],
)  # fmt: skip
def test_what_no_section_is_called_has_a_nearest(name: str, near: str | None) -> None:
    assert section_named(name) is None
    assert nearest_section(name) == near


# Answers.


def test_an_empty_line_leaves_a_question_open_or_keeps_its_answer(start: Start) -> None:
    talk = start()
    assert talk.type("").startswith("left open")
    assert talk.given("stack.kpi") is None
    talk.type(":goto stack.objective")
    assert "it stands as: Hold risky orders" in talk.heard
    assert talk.type("").startswith("kept: Hold risky orders")


def test_wrong_input_says_what_is_expected_and_asks_again(start: Start) -> None:
    talk = start(at="stack.kpi_now")
    assert talk.type("many").startswith("expected a number, like 12, 1.2k or 20..40, got “many”")
    assert talk.here == "stack.kpi_now"
    talk.type("4.2")
    assert talk.given("stack.kpi_now") == Range.of(4.2)


def test_what_was_read_as_something_else_is_said(start: Start) -> None:
    assert start(at="stack.timeframe_days").type("6 months").startswith("= 180 days")
    assert start(at="stack.decisions_per_day").type("7k/week").startswith("= 1,000 a day")


def test_what_does_not_print_is_made_visible_and_it_says_so(start: Start) -> None:
    talk = start(at="stack.kpi")
    heard = talk.type("churn\x1b[2J")
    assert heard.startswith("characters that do not print were made visible")
    assert talk.given("stack.kpi") == "churn\u241b[2J"


def test_a_date_is_read_by_the_day_of_the_session(start: Start) -> None:
    talk = start(at="date")
    talk.type("1 Jun")
    assert talk.given("date") == date(2027, 6, 1)


def test_texts_and_lists_go_over_lines(start: Start) -> None:
    talk = start(at="stack.users")
    talk.type("Twelve analysts")
    assert talk.here == "more"
    talk.type("::and :me", "", "and support", "", ".")
    assert talk.given("stack.users") == "Twelve analysts\n:and :me\n\nand support"
    talk = start(at="spec.data_sources")
    talk.type("orders", "bank", ".")
    assert talk.given("spec.data_sources") == ("orders", "bank")
    talk.type(":goto spec.data_sources", "orders", "")
    assert talk.given("spec.data_sources") == ("orders",)
    talk.type(":goto spec.data_sources", "none")
    assert talk.given("spec.data_sources") == ()


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        ("stack.users", "a single dot ends it"),
        ("spec.data_sources", "an empty line or a single dot ends it"),
    ],
)
def test_the_prompt_says_what_ends_an_answer_of_several_lines(
    start: Start, at: str, ends: str
) -> None:
    talk = start(at=at)
    talk.type("orders")
    assert talk.interview.prompt is not None
    assert talk.interview.prompt.hint == ends


def test_a_text_is_left_open_by_an_empty_line_or_a_dot_right_at_its_start(start: Start) -> None:
    for line in ("", "."):
        talk = start(at="stack.users")
        assert talk.type(line).startswith("left open")
        assert talk.given("stack.users") is None


def test_a_word_ends_a_text_and_is_obeyed(start: Start) -> None:
    talk = start(at="stack.users")
    talk.type("Twelve analysts", "and support", ":goto stack.kpi")
    assert talk.given("stack.users") == "Twelve analysts\nand support"
    assert talk.here == "stack.kpi"


def test_what_has_been_typed_of_a_text_is_kept_at_a_stop(start: Start) -> None:
    talk = start(at="stack.users")
    talk.type("Twelve analysts")
    talk.interview.stop()
    assert talk.given("stack.users") == "Twelve analysts"
    assert talk.here == ""


def test_two_colons_stand_for_one(start: Start) -> None:
    talk = start(at="stack.kpi")
    talk.type("::stop")
    assert talk.given("stack.kpi") == ":stop"


def test_options_are_picked_by_number_or_word() -> None:
    one = One(options=options(option("top-k", label="top K"), "bands"))
    assert value_of(one, " 2 ", TODAY) == "bands"
    assert value_of(one, "top k", TODAY) == "top-k"
    with pytest.raises(WrongValue, match="expected a number from 1 to 2"):
        value_of(one, "3", TODAY)
    many = Many(options=options("a", "b", "c"), own=True)
    assert value_of(many, "3, mine, 1", TODAY) == ("a", "c", "mine")
    assert value_of(many, "mine, all of it; 1", TODAY) == ("a", "mine, all of it")
    assert value_of(many, "none", TODAY) == ()
    with pytest.raises(WrongValue):
        value_of(many, "0", TODAY)


def test_0_is_the_tenth_option_where_there_is_one() -> None:
    nine = "abcdefghi"
    for count, words in ((10, f"{nine}j"), (12, f"{nine}jkl")):
        one = One(options=options(*words))
        assert value_of(one, "0", TODAY) == value_of(one, "10", TODAY) == "j", count
    many = Many(options=options(*nine, "j"))
    assert value_of(many, "0, 1", TODAY) == ("a", "j")
    for short in (One(options=options(*nine)), Many(options=options(*nine), own=True)):
        with pytest.raises(WrongValue, match="expected a number from 1 to 9"):
            value_of(short, "0", TODAY)
    # A word of the list is that word.
    named = One(options=options(*nine, "j", "0"))
    assert value_of(named, "0", TODAY) == "0"


@pytest.mark.parametrize(
    "kind", [One(options=options("a", "b")), YesNo(), Colour(), Score(), Flag()]
)
def test_what_can_be_picked_can_be_typed(kind: One | YesNo | Colour | Score | Flag) -> None:
    for choice in kind.options:
        value_of(kind, choice.value, TODAY)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda q: q.id)
def test_every_kind_says_how_it_is_typed(question: object) -> None:
    assert how_to_type(question.kind)  # type: ignore[attr-defined]


# What turns.


def test_a_red_turns_up_and_goes_away(start: Start) -> None:
    talk = start(at="serving.p99_expected_ms")
    heard = talk.type("900")
    assert heard.startswith("Serving → red   the slowest 1 in 100 will take 900 ms")
    assert "120 ms   FT603\n" in heard
    heard = talk.type(":undo")
    assert heard.startswith(
        "undone: “p99 expected” is open again\nServing → open   no longer found: "
    )
    assert talk.here == "serving.p99_expected_ms"
    heard = talk.type(":redo")
    assert heard.startswith("redone: p99 expected is 900 ms\nServing → red   ")
    assert talk.type("80").startswith("Serving → open   no longer found: ")


def test_why_and_findings_explain(start: Start) -> None:
    talk = start(at="serving.p99_expected_ms")
    talk.type("900", ":goto serving.p99_expected_ms")
    assert "\nwhy: " in talk.type(":why")
    assert "\ndo: " in talk.type(":why ft603")
    assert "is not found" in talk.type(":why FT401")
    assert "is no code" in talk.type(":why me")
    assert "red FT603: " in talk.type(":findings")
    assert "(serving." in talk.heard


def test_flips_say_what_would_change_the_judgement(start: Start) -> None:
    talk = start(at="serving.p99_expected_ms")
    assert talk.type(":flips") == "no single figure changes the verdict or a red finding"
    talk.type("900")
    session = talk.session
    expected = [flip.words for flip in flips(session.framing, session.assessment)]
    assert talk.type(":flips").splitlines() == expected
    assert "serving.p99_expected_ms at 120 ms or less (now 900 ms) clears FT603" in expected


def test_flips_in_the_middle_of_a_record(start: Start) -> None:
    talk = start(at="metrics.constraints")
    talk.type("p99", ":flips")
    assert talk.heard == "no single figure changes the verdict or a red finding"
    assert talk.here == "kind"


def test_a_finding_is_accepted_and_taken_back(start: Start) -> None:
    talk = start(at="serving.p99_expected_ms")
    talk.type("900")
    assert "expected :accept CODE" in talk.type(":accept FT603")
    heard = talk.type(":accept FT603 pilot only by risk lead until 1 Jun")
    assert "accepted: FT603" in heard
    assert "Serving → open   accepted: the slowest 1 in 100" in heard
    row = talk.session.framing.records.accepted
    assert row is not None
    assert dict(row[0].cells) == {
        "rule": "FT603",
        "reason": "pilot only",
        "by": "risk lead",
        "until": date(2027, 6, 1),
    }
    assert "Serving → red   " in talk.type(":withdraw FT603")


# Words.


def test_words_are_told_from_answers() -> None:
    assert word_in(" :GoTo stack.kpi ") == Word("goto", "stack.kpi")
    assert word_in("?") == Word("?")
    assert word_in("::goto") is None
    assert word_in("why") is None
    assert unescaped("::goto") == ":goto"
    assert unescaped("a::b") == "a::b"


@pytest.mark.parametrize("name", [*COMMANDS, *ROW_WORDS])
@pytest.mark.parametrize("at", ["stack.kpi", "labels.candidates"])
def test_every_word_is_obeyed_or_says_why_not(start: Start, name: str, at: str) -> None:
    talk = start(at=at)
    assert talk.type(f":{name}") or talk.here != at
    assert "there is no word" not in talk.heard


def test_an_unknown_word_names_the_nearest(start: Start) -> None:
    assert start().type(":bakc").startswith("there is no word :bakc; nearest: :back")


def test_help_is_there_for_the_question_and_for_the_words(start: Start) -> None:
    talk = start(at="stack.kpi")
    assert "good: fraud loss per 1,000 orders, EUR" in talk.type("?")
    heard = talk.type(":help")
    assert [name for name in COMMANDS if f":{name}" not in heard] == []


def test_back_leads_question_by_question_and_forward_again(start: Start) -> None:
    talk = start(at="stack.kpi")
    talk.type("churn")
    talk.on_to("stack.kpi_now")
    talk.type("4")
    talk.on_to("stack.kpi_target")
    talk.type("3")
    talk.back_to("stack.kpi_target")
    talk.back_to("stack.kpi_now")
    talk.type("5")
    talk.on_to("stack.kpi_target")
    talk.type("")
    talk.on_to("stack.timeframe_days")
    assert talk.given("stack.kpi_now") == Range.of(5)
    assert talk.given("stack.kpi_target") == Range.of(3)
    talk.back_to("stack.kpi")
    talk.type(*[":back"] * 2)
    assert talk.here == "stack.kpi"
    assert "this is where it began" in talk.heard


def test_back_from_the_optional_questions_leads_to_the_last_question(start: Start) -> None:
    talk = start(at="spec.monitoring")
    while not talk.here.startswith("also ask"):
        last = talk.here
        talk.type("")
    talk.type(":back")
    assert talk.here == last


def test_clear_na_note_find_and_park(start: Start) -> None:
    talk = start(at="stack.objective")
    assert talk.type(":clear").startswith("cleared")
    assert talk.given("stack.objective") is None
    assert talk.type(":na").startswith("expected :na REASON")
    talk.type(":note as finance counts it", ":na a fixed order")
    framing = talk.session.framing
    assert framing.notes == {"stack.objective": "as finance counts it"}
    assert framing.not_applicable == {"stack.objective": "a fixed order"}
    talk.on_to("stack.kpi")
    assert talk.type(":find data lead").startswith("expected :find WHO BY DATE")
    assert "expected a date" in talk.type(":find data lead by soon")
    talk.type(":find data lead by 1 Jun", ":park what about returns?")
    talk.on_to("stack.kpi_now")
    assert "stack.kpi" in talk.session.assessment.completeness.assigned
    assert talk.given("spec.parking") == ("what about returns?",)


def test_nobody_is_said_alone(start: Start) -> None:
    talk = start(at="errors.who_catches")
    heard = talk.type("nobody, the user")
    assert heard.startswith("expected “nobody” alone, or the others without it")
    assert talk.given("errors.who_catches") is None
    assert talk.type("1, 3").startswith("expected “nobody” alone")
    talk.type("nobody")
    assert talk.given("errors.who_catches") == ("nobody",)


def test_notes_and_marks_on_a_record_and_its_columns(start: Start) -> None:
    at = 'labels.candidates."clicks"'
    talk = start(at="labels.candidates")
    talk.type("clicks")
    assert talk.here == "alignment"
    talk.type(":note as the log counts")
    assert talk.session.framing.notes == {f"{at}.alignment": "as the log counts"}
    assert talk.here == "alignment"
    talk.type("4", ":na nobody can", "5", ":done")
    assert talk.session.framing.not_applicable == {f"{at}.gaming_resistance": "nobody can"}
    assert talk.given("labels.candidates")[0].cells == {
        "name": "clicks",
        "alignment": 4,
        "coverage": 5,
    }
    assert "note: Alignment: as the log counts" in talk.type(":list")
    assert "Gaming resistance: not applicable: nobody can" in talk.heard
    talk.type(":edit 1")
    assert talk.here == "name"
    # At its name, they are about the record.
    talk.type(":note of the whole", "all clicks", "")
    assert set(talk.session.framing.notes) == {
        'labels.candidates."all clicks".alignment',
        'labels.candidates."all clicks"',
    }
    # Gone through again, what does not apply can be answered after all.
    assert talk.here == "gaming_resistance"
    assert "not applicable: nobody can" in talk.heard
    talk.type("3")
    assert talk.session.framing.not_applicable == {}


def test_what_does_not_apply_to_a_record_is_not_asked_of_it(start: Start) -> None:
    talk = start(at="labels.candidates")
    talk.type("clicks", ":na n", "4", ":back")
    assert talk.here == "gaming_resistance"
    talk.type(":back")
    assert talk.here == "gaming_resistance"
    at = 'labels.candidates."clicks".alignment'
    assert talk.session.framing.not_applicable == {at: "n"}


def test_a_figure_says_what_it_rests_on(start: Start) -> None:
    talk = start(at="stack.kpi_now")
    assert "answer it first" in talk.type(":basis measured")
    talk.type("42", ":back")
    assert talk.type(":basis mesured").startswith("expected one of measured, document, estimate")
    assert talk.type(":basis Estimated").startswith("it stands as: 42 (estimate)")
    assert talk.session.framing.basis == {"stack.kpi_now": "estimate"}
    talk.type(":goto stack.kpi", ":goto stack.kpi_now")
    assert "it stands as: 42 (estimate)" in talk.heard
    assert talk.type("").startswith("kept: 42 (estimate)")
    talk.type(":back")
    assert talk.type(":basis").startswith("it stands as: 42")
    assert talk.session.framing.basis == {}
    talk.type(":goto stack.kpi")
    assert talk.type(":basis guess").startswith("only a number, or the evidence of a cell")


def test_after_midnight_tomorrow_is_the_new_tomorrow(start: Start) -> None:
    days = [TODAY]
    talk = start(at="stack.kpi", today=lambda: days[-1])
    talk.type(":find data lead by tomorrow")
    assert talk.session.framing.records.actions[0].due == date(2026, 11, 24)
    talk.type(":goto date")
    days.append(date(2026, 11, 24))
    talk.type("tomorrow")
    assert talk.given("date") == date(2026, 11, 25)
    talk.type(":goto stack.timeframe_days", "2026-12-01")
    assert talk.given("stack.timeframe_days") == Range.of(7)
    talk.type(":goto stack.kpi", ":find data lead by tomorrow")
    assert talk.session.framing.records.actions[0].due == date(2026, 11, 25)


def test_a_target_is_worked_out_from_todays_value_once_that_is_given(start: Start) -> None:
    talk = start(at="stack.kpi_target")
    assert "give that first" in talk.type("40 % fewer")
    assert talk.given("stack.kpi_target") is None
    talk.type(":goto stack.kpi_now", "42")
    talk.on_to("stack.kpi_target")
    assert "= 25.2, counted from today's value" in talk.type("40 % fewer")
    assert talk.given("stack.kpi_target") == Range.of(25.2)


def test_a_kpi_in_percent_takes_its_sign(start: Start) -> None:
    talk = start(at="stack.kpi")
    talk.type("churn rate, %", "16.5%")
    assert talk.given("stack.kpi_now") == Range.of(16.5)
    talk.type(":goto stack.kpi", "complaints a month", ":goto stack.kpi_now")
    assert "without a percent sign" in talk.type("12%")
    assert talk.given("stack.kpi_now") == Range.of(16.5)


def test_a_volume_is_told_a_day_and_shown_as_it_was_counted(start: Start) -> None:
    talk = start(at="stack.decisions_per_day")
    assert "= 8.5714 a day" in talk.type("60 a week")
    assert "it stands as: 60 a week" in talk.type(":goto stack.decisions_per_day")
    assert "= 24,000 a day" in talk.type("1000/hour")
    talk.type(":goto stack.decisions_per_day")
    assert "decimal point" in talk.type("0,500")
    assert talk.given("stack.decisions_per_day") == Range.of(24_000)


def test_a_question_that_is_not_asked_now_says_when(start: Start) -> None:
    talk = start()
    assert talk.type(":goto stack.top_k").startswith("stack.top_k is not asked now, only when ")
    talk.on_to("stack.kpi")
    assert "nearest: stack.kpi_now" in talk.type(":goto stack.kpi_nou")


def test_the_page_can_be_read(start: Start) -> None:
    assert "**Business KPI:**" in start().type(":page")


def test_the_page_is_the_one_that_the_command_writes(start: Start) -> None:
    talk = start(LATE.replace("120", "120\np99_expected_ms = 450"))
    talk.session.accept("FT603", "a pilot", "risk lead", date(2026, 11, 1))
    said = talk.type(":page")
    assert said == export_markdown(talk.session.framing, AS_DECLARED).rstrip("\n")
    assert "risk lead" in said


def test_what_is_accepted_and_decided_is_called_accepted() -> None:
    row = Acceptance({"rule": "FT205", "reason": "known", "by": "lead"})
    finding = Finding("FT205", "x", Level.RED, Way.RULES, None, "No.", (), decided=True)
    assert finding_line(finding).endswith(" (decided)")
    assert finding_line(finding._replace(accepted=row)).endswith(" (accepted)")


# Records.


def test_records_are_added_column_by_column(start: Start) -> None:
    talk = start(at="labels.candidates")
    talk.type("clicks", "4", "nine", "5", ":back", "3", "", ":done", "returns", ":done")
    rows = talk.given("labels.candidates")
    assert [dict(row.cells) for row in rows] == [  # type: ignore[attr-defined]
        {"name": "clicks", "alignment": 4, "gaming_resistance": 3},
        {"name": "returns"},
    ]
    assert talk.type("clicks").startswith("there is another “clicks”; names are unique")
    assert talk.type("").startswith("Section") or talk.here != "labels.candidates, name"


def test_a_column_of_the_chosen_one_is_asked_for_it_alone(start: Start) -> None:
    talk = start(at="labels.candidates")
    talk.type("clicks", *TO_CHOSEN, "no")
    assert talk.here == "labels.candidates, name"
    talk.type(":edit 1", "", *TO_CHOSEN, "yes")
    assert talk.here == "checked"
    talk.type("by eye")
    assert talk.here == "failure_mode"


def test_the_model_learns_from_one_candidate_alone(start: Start) -> None:
    talk = start(at="labels.candidates")
    talk.type("clicks", *TO_CHOSEN, "yes", ":done", "returns", *TO_CHOSEN)
    heard = talk.type("yes")
    assert "no longer chosen: clicks" in heard
    talk.type(":done")

    def chosen() -> list[tuple[str, object]]:
        rows = talk.session.framing.labels.candidates or ()
        return [(row.label, row.cells.get("chosen")) for row in rows]

    assert chosen() == [("clicks", False), ("returns", True)]
    talk.type(":edit 1", "", *TO_CHOSEN, "yes", ":done")
    assert chosen() == [("clicks", True), ("returns", False)]
    talk.type(":undo")
    assert chosen() == [("clicks", False), ("returns", True)]


def test_records_are_renamed_moved_deleted_and_none(start: Start) -> None:
    talk = start(at="metrics.constraints")
    talk.type("p99", ":done", "cost", ":done", ":move 2 1")
    assert "1 cost\n2 p99" in talk.heard
    assert "expected :edit NUMBER; numbers from 1 to 2" in talk.type(":edit 3")
    talk.type(":edit 2", "cost")
    assert "there is another “cost”" in talk.heard
    talk.type("latency", ":done", ":delete 1")
    assert [row.label for row in talk.session.framing.metrics.constraints or ()] == ["latency"]
    talk.type(":delete 1")
    assert talk.given("metrics.constraints") is None
    talk.type("none")
    assert talk.given("metrics.constraints") == ()
    talk.type(":undo", ":undo")
    assert [row.label for row in talk.session.framing.metrics.constraints or ()] == ["latency"]


def test_a_record_is_one_step_back(start: Start) -> None:
    talk = start(at="metrics.constraints")
    talk.type("p99", "1", "<= 120 ms", "y", ":undo")
    assert talk.given("metrics.constraints") is None


# Saving.


def test_answers_are_saved_and_those_of_others_joined_in(start: Start) -> None:
    talk = start(at="stack.kpi")
    path = talk.session.path
    path.write_text(LATE.replace("[stack]", '[stack]\nkpi_now = 4\nkpi = ""'), encoding="utf-8")
    talk.type("churn")
    assert talk.session.autosave.flush(10.0)
    talk.on_to("stack.kpi_now")
    heard = talk.type("nine")
    assert "somebody else answered “That number today”" in heard
    assert "two answers" not in heard
    assert talk.given("stack.kpi_now") == Range.of(4)
    saved = load(path).framing
    assert saved.stack.kpi == "churn"
    assert saved.stack.kpi_now == Range.of(4)


def test_problems_of_the_file_are_told_at_the_beginning(start: Start) -> None:
    assert "title: expected a line of text, got 5" in start("title = 5\n").heard


# The answers of others.

TWO_ANSWERS = """title = "a"
[stack]
kpi = "losses"
kpi_now = 40.0
[[clashes]]
question = "title"
ours = '"a"'
theirs = '"b"'
[[clashes]]
question = "stack.kpi_now"
ours = "40.0"
theirs = "60.0"
[[clashes]]
question = "stack.kpi"
ours = '"losses"'
theirs = "nonsense ["
"""


def test_two_answers_are_told_with_the_question_and_settled_by_a_word(start: Start) -> None:
    talk = start(TWO_ANSWERS, at="stack.kpi_now")
    assert "two people answered differently: title, stack.kpi_now, stack.kpi" in talk.heard
    assert "somebody else answered: 60 (:settle chooses)" in talk.heard
    said = talk.type(":settle").split("\n")
    assert said == [
        "stack.kpi_now: two answers",
        "mine, in its place: 40",
        "theirs: 60",
        "both: 40 to 60",
        ":settle mine|theirs|both chooses",
    ]
    assert talk.type(":settle ours") == "expected :settle mine|theirs|both"
    assert talk.here == "stack.kpi_now"
    assert talk.type(":settle Both").startswith("settled: 40 to 60")
    assert talk.given("stack.kpi_now") == Range.of(40, 60)
    assert [sides.question.id for sides in talk.session.clashes] == ["title", "stack.kpi"]
    talk.type(":undo")
    assert talk.given("stack.kpi_now") == Range.of(40, 40)
    assert len(talk.session.clashes) == 3
    assert talk.type(":settle mine").startswith("settled: 40")
    assert len(talk.session.clashes) == 2


def test_what_cannot_be_chosen_is_said(start: Start) -> None:
    talk = start(TWO_ANSWERS, at="stack.kpi")
    assert talk.type(":settle both") == "one answer cannot hold both"
    assert talk.type(":settle theirs").startswith("theirs cannot be read")
    assert talk.given("stack.kpi") == "losses"
    said = talk.type(":goto stack.objective", ":settle mine")
    assert said.startswith("there are not two answers to this question\ntitle: two answers")
    assert len(talk.session.clashes) == 3


def test_where_nothing_waits_that_is_said(start: Start) -> None:
    talk = start()
    assert "two people" not in talk.heard
    assert talk.type(":settle") == "there are not two answers to this question"
    assert talk.type(":copies") == "every answer that was given could be saved"


def keep_copies(path: Path, *titles: str) -> list[Path]:
    """Keep answers that could not be saved, as so many sessions before this one would have."""
    kept = []
    for title in titles:
        copies = Rescue(path)
        copies.keep(Document.open(path), Document.open(path).framing.with_answer("title", title))
        assert copies.kept is not None
        kept.append(copies.kept)
    return kept


def test_what_could_not_be_saved_is_compared_taken_or_dropped(start: Start, tmp_path: Path) -> None:
    talk = start('title = "a"\n')
    path = talk.session.path
    kept = keep_copies(path, "one", "two")
    heard = talk.type(":copies")
    assert "title in the file: a\ntitle in the copy: one" in heard
    assert "title in the file: a\ntitle in the copy: two" in heard
    for wrong in ("take 3", "take 0", "take x", "keep", "take ٣", "drop 1 2"):
        assert talk.type(f":copies {wrong}") == (
            "expected :copies take|drop NUMBER, with a number up to 2"
        )
    numbers = {load_copy: at for at, load_copy in enumerate(found_in(talk), 1)}
    assert talk.type(f":copies drop {numbers[kept[0]]}") == "dropped"
    assert not kept[0].exists()
    assert talk.type(":copies take").startswith("taken, and saved")
    assert talk.given("title") == "two"
    assert load(path).framing.header.title == "two"
    assert not kept[1].exists()


def found_in(talk: Talk) -> list[Path]:
    """The copies as they are numbered."""
    return [copy.path for copy, _ in talk.session.copies()]


def test_a_copy_of_notes_alone_is_said_to_be_one(start: Start) -> None:
    talk = start('title = "a"\n')
    copies = Rescue(talk.session.path)
    opened = Document.open(talk.session.path)
    copies.keep(opened, opened.framing.with_note("title", "why"))
    assert talk.type(":copies").endswith("notes, and nothing else")


def test_a_mark_in_a_copy_is_told_with_its_reason(start: Start) -> None:
    talk = start('title = "a"\n')
    copies = Rescue(talk.session.path)
    opened = Document.open(talk.session.path)
    copies.keep(opened, opened.framing.with_not_applicable("team", "one team"))
    heard = talk.type(":copies")
    assert "team in the file: (no answer)" in heard
    assert "team in the copy: not applicable: one team" in heard


def test_a_list_may_be_typed_on_one_line(start: Start) -> None:
    talk = start(at="participants")
    talk.type("Ann; Bob", "")
    assert talk.given("participants") == ("Ann", "Bob")


@pytest.mark.parametrize(
    ("question_id", "typed"),
    [
        ("need.data_exists", "not yet, run a pilot"),
        ("stack.policy", "about 40 %"),
        ("archetype.guardrails", "1, 3 and a fallback we have not built"),
        ("feasibility.data.colour", "rather green"),
    ],
)
def test_words_at_a_choice_are_kept_as_a_note(start: Start, question_id: str, typed: str) -> None:
    talk = start(at=question_id)
    heard = talk.type(typed)
    assert f"“{typed}” is no option: kept as a note; the question stays as it was" in heard
    assert talk.here == question_id
    talk.type("in other words, none")
    assert talk.session.framing.notes == {question_id: f"{typed}\nin other words, none"}
    assert talk.given(question_id) is None


@pytest.mark.parametrize(
    ("question_id", "typed"),
    [("need.data_exists", "maybe"), ("stack.policy", "99"), ("stack.policy", "direct acton")],
)
def test_a_slip_at_a_choice_is_no_note(start: Start, question_id: str, typed: str) -> None:
    talk = start(at=question_id)
    assert "expected " in talk.type(typed)
    assert talk.session.framing.notes == {}
    assert talk.here == question_id


def test_a_title_typed_at_the_starters_is_told_to_be_none(start: Start) -> None:
    talk = start(None)
    assert talk.here == "start from"
    heard = talk.type("Parcel delays")
    assert "“Parcel delays” is no starter, and nothing is taken" in heard
    assert talk.here == "start from"
    assert not talk.session.framing.answers
    # What begins like one is taken for it, and said.
    assert "the answers of fraud review queue are offered" in talk.type("fraud")
    assert talk.given("starter") == "fraud-review-queue"
    assert talk.here == "title"


def test_too_little_is_said_for_a_verdict_to_lean(start: Start) -> None:
    talk = start(at="need.rules_suffice")
    talk.type("unsure")
    heard = talk.type(":status")
    assert "verdict: too early to lean\n" in heard
    assert "it hinges on: " in heard
    assert "need.rules_suffice" in heard
    for question_id in ("need.data_unobtainable", "need.errors_catastrophic"):
        talk.type(f":goto {question_id}", "no")
    assert "verdict: leaning: machine learning could fit" in talk.type(":status")
