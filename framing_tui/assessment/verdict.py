"""The verdict of section 2: should this use machine learning, and what does that hinge on?

Why a walk over gates: the same list draws the decision tree, so the lit path and the verdict
cannot disagree.
"""

from __future__ import annotations

from framing_tui.calculators import payback
from framing_tui.model.audit import Roi
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.need import Need
from framing_tui.model.question import AnyQuestion
from framing_tui.model.stack import Stack
from framing_tui.model.values import Holds

AGAINST = (
    Need.rules_suffice,
    Need.data_unobtainable,
    Need.errors_catastrophic,
    Need.must_explain,
    Need.roi_below_upkeep,
)
FOR = (
    Need.complex_patterns,
    Need.repeats_at_scale,
    Need.data_exists,
    Need.errors_manageable,
    Need.world_changes,
)
ENOUGH_FOR = 3
# A verdict leans to machine learning once so many of the ten are answered.
ENOUGH_TO_LEAN = 3

WORDS = {
    "open": "not asked yet",
    "ml": "machine learning fits",
    "rules-first": "rules first",
    "data-first": "data first",
    "stop": "stop",
    "unclear": "unclear",
}
# What is red is not yet solved: nobody is to read “fits” over it.
ML_UNDER_RED = "machine learning could fit"
NEXT_ACTION = {
    "open": "Answer the ten questions of section 2.",
    "ml": "Go on with the framing, and solve or accept what is red.",
    "rules-first": "Build or measure the simple rule, and let its figure be the baseline.",
    "data-first": "Collect or label first; name who does it and by when.",
    "stop": "Stop here, write down why, and free the team.",
    "unclear": "Settle the open questions before any modelling.",
}


class Gate(NamedTuple):
    """One step of the decision tree: what it asks, where it leads, and how it stands.

    `state` is "taken" where the tree leaves here, "passed", or "unknown" where an answer is
    open or unsure. `hinges_on` names the answers among its questions that could turn it.
    """

    asks: str
    leads_to: str
    state: str
    questions: tuple[str, ...]
    because: str = ""
    hinges_on: tuple[str, ...] = ()


class Verdict(NamedTuple):
    """Where the tree ends, whether that is final, what it hinges on, and what to do next.

    `answered` is how many of the ten questions are.
    `is_under_red` tells that a cell is red, which the verdict must not outshine.
    """

    name: str
    leaning: bool
    because: str
    hinges_on: tuple[str, ...]
    gates: tuple[Gate, ...]
    answered: int = 0
    is_under_red: bool = False

    @property
    def ml(self) -> str:
        """Where the tree ends if it is left at no gate."""
        return ML_UNDER_RED if self.is_under_red else WORDS["ml"]

    @property
    def head(self) -> str:
        """The verdict as the title line says it: without what it is for.

        Why not that machine learning fits where hardly anything is answered: nothing speaks against
        it then because nobody has said anything.
        """
        if self.leaning and self.name == "ml" and self.answered < ENOUGH_TO_LEAN:
            return "too early to lean"
        leaning = "leaning: " if self.leaning else ""
        return leaning + (self.ml if self.name == "ml" else WORDS[self.name])

    @property
    def words(self) -> str:
        """The verdict as tree and page say it."""
        return f"{self.head}: {self.because}" if self.because else self.head

    @property
    def next_action(self) -> str:
        """What to do with this verdict."""
        return NEXT_ACTION[self.name]


def judge_need(framing: Framing) -> Verdict:
    """Walk the decision tree and return the verdict; once for a framing."""
    return framing.once(_walk)


def _walk(framing: Framing) -> Verdict:
    if all(framing.answer(q) is None for q in (*AGAINST, *FOR, Need.rules_kpi)):
        return Verdict("open", False, "", (), _gates(framing))
    gates = _gates(framing)
    taken = next((gate for gate in gates if gate.state == "taken"), None)
    name = taken.leads_to if taken else "ml"
    because = taken.because if taken else ""
    walked = gates[: gates.index(taken) + 1] if taken else gates
    hinges = dict.fromkeys(qid for gate in walked for qid in gate.hinges_on)
    answered = sum(framing.answer(question) is not None for question in (*AGAINST, *FOR))
    return Verdict(name, _is_leaning(framing, taken), because, tuple(hinges), gates, answered)


# The verdict hinges on these alone: what contains or explains is asked once they are answered.
_GATES = frozenset((*AGAINST, *FOR))
# What the sign of the net return rests on.
_RETURN = (
    Stack.kpi_now,
    Stack.kpi_target,
    Need.rules_kpi,
    Stack.kpi_unit_value_per_year,
    Stack.gain_per_year,
    Roi.run_cost_per_year,
)


def _is_leaning(framing: Framing, taken: Gate | None) -> bool:
    need = framing.need
    answered_for = sum(framing.answer(q) is not None for q in FOR)
    is_answered = (
        need.rules_suffice is not None
        and need.errors_catastrophic is not None
        and (need.roi_below_upkeep is not None or payback.of(framing) is not None)
        and answered_for >= ENOUGH_FOR
    )
    if not is_answered:
        return True
    rests_on_absence = taken is not None and (
        (Need.contained_by.id in taken.questions and need.contained_by is None)
        or (Need.explained_by.id in taken.questions and need.explained_by is None)
    )
    return rests_on_absence and not framing.is_past("need")


def _gates(framing: Framing) -> tuple[Gate, ...]:
    need = framing.need
    reached = framing.stack.reaches(need.rules_kpi)
    return (
        _gate(
            framing,
            "Uncontained catastrophe?",
            "stop",
            need.errors_catastrophic == "yes" and need.contained_by is None,
            need.errors_catastrophic is None
            or (need.errors_catastrophic == "unsure" and need.contained_by is None),
            (Need.errors_catastrophic, Need.contained_by),
            "an error would be a catastrophe, and nothing contains it",
        ),
        _gate(
            framing,
            "Do rules reach the KPI?",
            "rules-first",
            need.rules_suffice == "yes" or reached is Holds.ALWAYS,
            need.rules_suffice in (None, "unsure") or reached is Holds.SOMETIMES,
            (Need.rules_suffice, Need.rules_kpi),
            "rules already reach the KPI",
        ),
        _carries_upkeep(framing),
        _gate(
            framing,
            "Data missing for good?",
            "data-first",
            need.data_unobtainable == "yes" or need.data_exists == "no",
            need.data_unobtainable in (None, "unsure") or need.data_exists in (None, "unsure"),
            (Need.data_unobtainable, Need.data_exists),
            "the data is weak or cannot be had"
            if need.data_unobtainable == "yes"
            else "the data does not exist and cannot be created",
        ),
        _gate(
            framing,
            "Rare, one-off decision?",
            "rules-first",
            need.repeats_at_scale == "no",
            need.repeats_at_scale in (None, "unsure"),
            (Need.repeats_at_scale,),
            "it does not repeat at scale",
        ),
        _explained(framing),
        _reasons(framing),
    )


def _carries_upkeep(framing: Framing) -> Gate:
    """Return the gate of the return: its figures decide where they are there, else what was said.

    Why figures come first: what was said was said before anybody did the sum.
    """
    asks, because = "More upkeep than gain?", "the return does not carry the upkeep"
    figures = payback.of(framing)
    if figures is None:
        said = framing.need.roi_below_upkeep
        return _gate(
            framing,
            asks,
            "stop",
            said == "yes",
            said in (None, "unsure"),
            (Need.roi_below_upkeep,),
            because,
        )
    taken = figures.never is Holds.ALWAYS
    state = {Holds.ALWAYS: "taken", Holds.SOMETIMES: "unknown", Holds.NEVER: "passed"}
    ids = tuple(q.id for q in _RETURN)
    guessed = tuple(
        q.id
        for q in _RETURN
        if figures.never is Holds.SOMETIMES
        and (value := framing.answer(q)) is not None
        and not value.is_point
    )
    return Gate(asks, "stop", state[figures.never], ids, because if taken else "", guessed)


def _explained(framing: Framing) -> Gate:
    need = framing.need
    return _gate(
        framing,
        "Must explain, and cannot?",
        "unclear",
        need.must_explain == "yes" and need.explained_by is None,
        need.must_explain is None or (need.must_explain == "unsure" and need.explained_by is None),
        (Need.must_explain, Need.explained_by),
        "it must be explained, and nothing explains it",
    )


def _reasons(framing: Framing) -> Gate:
    answers = [framing.answer(q) for q in FOR]
    yes = answers.count("yes")
    possible = yes + answers.count(None) + answers.count("unsure")
    all_ten = all(framing.answer(q) is not None for q in (*AGAINST, *FOR))
    too_few = possible < ENOUGH_FOR or (all_ten and yes < ENOUGH_FOR)
    return _gate(
        framing,
        "Fewer than three reasons?",
        "unclear",
        too_few,
        yes < ENOUGH_FOR,
        FOR,
        f"only {yes} of the five reasons for it hold",
    )


def _gate(
    framing: Framing,
    asks: str,
    leads_to: str,
    taken: bool,
    unknown: bool,
    questions: tuple[AnyQuestion, ...],
    because: str,
) -> Gate:
    state = "taken" if taken else "unknown" if unknown else "passed"
    ids = tuple([q.id for q in questions])
    given = framing.answers
    hinges = [q.id for q in questions if q in _GATES and given.get(q.id) in (None, "unsure")]
    return Gate(asks, leads_to, state, ids, because if taken else "", tuple(hinges))
