"""Names of options as people type them: understood, refused where they are shared, and hinted at.

The tables are spellings that real documents and people use; a file holds the word itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing_tui.ask.typed import value_of
from framing_tui.calculators.catalogue import CALCULATORS
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.kinds import Many, One, Option, WrongValue, options
from framing_tui.model.kinds import option as declared
from framing_tui.model.kinds.names import MAX_NAME, folded, nearest_option, options_meant
from framing_tui.model.records import Rows
from framing_tui.storage.load import load_bytes

TODAY = date(2026, 11, 23)

# Question, spelling, option.
UNDERSTOOD = [
    ("validation.experiment", "A/B", "ab-test"),
    ("validation.experiment", "a/b test", "ab-test"),
    ("validation.experiment", "A/B-Tests", "ab-test"),
    ("validation.experiment", "ab_test", "ab-test"),
    ("validation.experiment", "an A/B test", "ab-test"),
    ("validation.experiment", "RCT", "ab-test"),
    ("validation.experiment", "randomised controlled trial", "ab-test"),
    ("validation.experiment", "split test", "ab-test"),
    ("validation.experiment", "canary", "staged-rollout"),
    ("validation.experiment", "Canary Release", "staged-rollout"),
    ("validation.experiment", "a gradual roll-out", "staged-rollout"),
    ("validation.experiment", "backtest", "offline-only"),
    ("validation.experiment", "Back-Test", "offline-only"),
    ("validation.experiment", "shadow", "offline-only"),
    ("validation.experiment", "shadow mode", "offline-only"),
    ("validation.experiment", "proof of concept", "pilot"),
    ("validation.experiment", "no experiment", "none"),
    ("stack.policy", "block/allow", "block-allow"),
    ("stack.policy", "Allow / Block", "block-allow"),
    ("stack.policy", "approve/decline", "block-allow"),
    ("stack.policy", "topk", "top-k"),
    ("stack.policy", "top k", "top-k"),
    ("stack.policy", "TOP_K", "top-k"),
    ("stack.policy", "Top-N", "top-k"),
    ("stack.policy", "use value", "use-value"),
    ("stack.policy", "use the value", "use-value"),
    ("stack.policy", "review queues", "review-queue"),
    ("stack.policy", "manual review", "review-queue"),
    ("stack.policy", "cut-off", "threshold"),
    ("stack.policy", "block/review/allow", "bands"),
    ("stack.policy", "fully automatic", "direct-action"),
    ("stack.policy", "decision support", "advise"),
    ("stack.policy", "nobody has said", "none"),
    ("archetype.kind", "HITL", "human-in-the-loop"),
    ("archetype.kind", "h.i.t.l.", "human-in-the-loop"),
    ("archetype.kind", "human in the loop", "human-in-the-loop"),
    ("archetype.kind", "Human_in_the_Loop", "human-in-the-loop"),
    ("archetype.kind", "fully automatic", "autonomous"),
    ("archetype.kind", "Fully Automated", "autonomous"),
    ("archetype.kind", "augmented", "augmentation"),
    ("task.type", "multi-class", "multiclass"),
    ("task.type", "Multi Label", "multilabel"),
    ("task.type", "yes/no", "binary"),
    ("task.type", "regression", "quantity"),
    ("task.type", "forecast", "quantity"),
    ("task.type", "time-series", "quantity"),
    ("task.type", "propensity", "probability"),
    ("task.type", "risk score", "score"),
    ("task.type", "recommender", "ranking"),
    ("task.type", "object detection", "structured"),
    ("task.type", "LLM", "text"),
    ("task.type", "large language model", "text"),
    ("task.type", "text-to-speech", "audio"),
    ("task.new_classes", "every day", "weekly"),
    ("task.new_classes", "annually", "yearly"),
    ("labels.selected_by", "synthetic", "invented"),
    ("labels.selected_by", "at random", "random-sample"),
    ("labels.selected_by", "all cases", "everyone"),
    ("validation.baseline_kind", "status quo", "existing-system"),
    ("validation.baseline_kind", "rule-based", "rules"),
    ("validation.baseline_kind", "none", "nothing"),
    ("validation.unit", "customers", "person"),
    ("validation.unit", "Store", "site"),
    ("killers.latency.status", "showstopper", "blocking"),
    ("decision", "no-go", "stop"),
    ("decision", "go", "build"),
    # Full-width letters, a no-break space and a dash of another kind.
    ("stack.policy", "ｔｏｐ\u00a0Ｋ", "top-k"),
    ("stack.policy", "top\u2013k", "top-k"),
]

# Question, spelling, the options that it may mean.
SHARED = [
    ("task.type", "classification", "binary, multiclass, ordinal, multilabel, high-cardinality"),
    ("task.type", "a classifier", "binary, multiclass, ordinal, multilabel, high-cardinality"),
    ("task.type", "Gen-AI", "text, image, audio"),
    ("task.type", "unsupervised", "groups, anomaly"),
    ("stack.policy", "HITL", "review-queue, advise"),
]

# Question, spelling: prose, and words that name no option.
NOT_UNDERSTOOD = [
    ("validation.experiment", "A/B test if we have time, else a canary"),
    ("validation.experiment", "we will see"),
    ("stack.policy", "the analysts look at it, or block it"),
    ("archetype.kind", "loop"),
    ("task.type", "detection"),
    ("decision", "-"),
    ("decision", "x" * (MAX_NAME + 1)),
]


def kind_of(question_id: str) -> One:
    kind = QUESTIONS[question_id].kind
    assert isinstance(kind, One)
    return kind


def choosing() -> Iterator[tuple[str, One | Many]]:
    """Yield every kind of answer with options, with the name of what asks for it."""
    for question_id, question in QUESTIONS.items():
        if isinstance(question.kind, (One, Many)):
            yield question_id, question.kind
        if isinstance(question.kind, Rows):
            for name, column in question.kind.row.columns.items():
                if isinstance(column.kind, (One, Many)):
                    yield f"{question_id}.{name}", column.kind
    for calculator in CALCULATORS.values():
        for taken in calculator.inputs:
            if isinstance(taken.kind, (One, Many)):
                yield f"{calculator.name} {taken.option}", taken.kind


every_choice = pytest.mark.parametrize(
    "kind", [kind for _, kind in choosing()], ids=[name for name, _ in choosing()]
)


@pytest.mark.parametrize(("question_id", "typed", "option"), UNDERSTOOD)
def test_an_everyday_name_is_understood(question_id: str, typed: str, option: str) -> None:
    kind = kind_of(question_id)
    assert kind.parse(typed) == option
    assert kind.parse(f"  {typed.upper()} ") == option
    assert value_of(kind, typed, TODAY) == option


@pytest.mark.parametrize(("question_id", "typed", "option"), UNDERSTOOD)
def test_a_file_that_holds_such_a_name_is_told_the_option(
    question_id: str, typed: str, option: str
) -> None:
    *table, key = question_id.split(".")
    header = f"[{'.'.join(table)}]\n" if table else ""
    opened = load_bytes(f'format = 1\n{header}{key} = "{typed}"\n'.encode(), "f.toml")
    [problem] = opened.problems
    assert f"(nearest: {option})" in str(problem)
    assert question_id not in opened.framing.answers


@pytest.mark.parametrize(("question_id", "typed", "may_mean"), SHARED)
def test_a_name_that_options_share_is_refused_with_those(
    question_id: str, typed: str, may_mean: str
) -> None:
    kind = kind_of(question_id)
    for reading in (kind.parse, kind.read):
        with pytest.raises(WrongValue) as caught:
            reading(typed)
        assert f"one of those that it may mean ({may_mean})" in str(caught.value)
        assert caught.value.nearest is None


@pytest.mark.parametrize(("question_id", "typed"), NOT_UNDERSTOOD)
def test_prose_picks_no_option(question_id: str, typed: str) -> None:
    with pytest.raises(WrongValue):
        kind_of(question_id).parse(typed)


def test_many_names_are_understood_at_once() -> None:
    guardrails = QUESTIONS["archetype.guardrails"].kind
    typed = "Kill Switch, roll-back, canary, manual review"
    wanted = ("kill-switch", "rollback", "staged-rollout", "review-queue")
    assert guardrails.parse(typed) == wanted
    assert set(value_of(guardrails, typed, TODAY)) == set(wanted)
    with pytest.raises(WrongValue, match="nearest: kill-switch"):
        guardrails.read(["Kill Switch"])


def test_words_of_ones_own_stay_beside_names_that_are_known() -> None:
    regimes = QUESTIONS["compliance.regimes"].kind
    assert regimes.parse("DSGVO, PCI-DSS, house rules") == ("gdpr", "pci-dss", "house rules")


@every_choice
def test_what_is_shown_or_stored_reads_back(kind: One | Many) -> None:
    for option in kind.options:
        for typed in (option.value, option.text, option.text.upper(), option.value.title()):
            value = kind.parse(typed)
            assert value == (option.value if isinstance(kind, One) else (option.value,)), typed


@every_choice
def test_no_option_has_the_name_of_another(kind: One | Many) -> None:
    for option in kind.options:
        others = [other for other in kind.options if other is not option]
        for other in others:
            assert not option.own_names & other.own_names
            assert not option.other_names & other.own_names, (option.value, other.value)


# Names that are meant to be shared; any other one would be a slip.
SHARED_NAMES = {
    folded(name)
    for name in (
        *("classification", "classifier", "classify"),
        *("generation", "generative", "generative AI", "generative model", "GenAI"),
        *("HITL", "human in the loop"),
        "unsupervised",
    )
}


@every_choice
def test_a_name_is_shared_on_purpose_alone(kind: One | Many) -> None:
    for option in kind.options:
        assert "" not in option.other_names
        for name in option.aliases:
            if folded(name) not in SHARED_NAMES:
                assert [o.value for o in options_meant(name, kind.options)] == [option.value], name


def test_the_nearest_option_is_found_by_any_of_its_names() -> None:
    known = kind_of("validation.experiment").options
    assert nearest_option("canarry", known) == "staged-rollout"
    assert nearest_option("back testing", known) == "offline-only"
    assert nearest_option("ab-tset", known) == "ab-test"
    assert nearest_option("zzz", known) is None
    assert nearest_option("x" * 1_000_000, known) is None
    assert nearest_option("classifications", kind_of("task.type").options) is None


@given(st.text(max_size=30))
def test_whatever_is_typed_is_an_option_or_refused(typed: str) -> None:
    kind = kind_of("task.type")
    meant = options_meant(typed, kind.options)
    begun = [value for value in kind.values if folded(value).startswith(folded(typed) or "-")]
    if len(meant) == 1 or (not meant and len(begun) == 1):
        assert kind.parse(typed) in kind.values
    else:
        with pytest.raises(WrongValue):
            kind.parse(typed)


@given(
    st.sampled_from(["A/B test", "human in the loop", "top K"]),
    st.text("-_/ .\u00a0\u2010", max_size=4),
)
def test_signs_and_case_between_letters_make_no_other_name(name: str, sign: str) -> None:
    spelled = name.replace(" ", sign)
    assert folded(spelled) == folded(name) == folded(spelled.upper())


def test_an_option_without_aliases_is_as_before() -> None:
    plain = options("rules", declared("human", "who decide today", label="people"))
    assert plain == (Option("rules"), Option("human", "people", "who decide today"))
    assert [o.aliases for o in plain] == [(), ()]
