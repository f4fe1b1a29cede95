"""Where keys lead: the next open question, the next red, the section before and behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from framing_tui.assessment import Assessment
from framing_tui.interview.sheet import IN_ORDER
from framing_tui.model.catalogue import CLAIMS, ENDS_FIRST_PASS, FIRST_PASS, PLACES
from framing_tui.rules.finding import Level


def next_open(assessment: Assessment, here: str, seen: Collection[str] = frozenset()) -> str | None:
    """Return the next open question behind where we stand, else the first one; None where none is.

    Those of the first pass come first, and what answers have brought up among them; then the
    colours and the decision; then the second pass. `seen` are those that this round has led to:
    what was left open once is not asked again before all else has been, and then the next round
    begins, at the first.
    """
    passes = assessment.passes
    at_last = {qid for qid in passes.to_ask if qid in ENDS_FIRST_PASS}
    # What a colour calls for is asked with it, as line mode does.
    at_last.update(qid for qid in assessment.wanted if qid in CLAIMS)
    first = {*passes.first_open, *assessment.wanted}.difference(ENDS_FIRST_PASS, CLAIMS)
    in_depth = [qid for qid in passes.to_ask if qid not in first and qid not in at_last]
    groups = (_by_place(first), _by_place(at_last), in_depth)
    at = PLACES.get(here, -1)
    for in_order, is_of in zip(groups, (_is_any, _ends_first_pass, _is_in_depth), strict=True):
        others = [qid for qid in in_order if qid != here and qid not in seen]
        if others:
            behind = (qid for qid in others if PLACES[qid] > at)
            # What comes when a round is through with what is before it begins at its beginning.
            is_entered = bool(seen) and not any(map(is_of, (here, *seen)))
            return others[0] if is_entered else next(behind, others[0])
    return next((qid for in_order in groups for qid in in_order if qid != here), None)


def _is_any(_question_id: str) -> bool:
    return True


def _ends_first_pass(question_id: str) -> bool:
    return question_id in ENDS_FIRST_PASS or question_id in CLAIMS


def _is_in_depth(question_id: str) -> bool:
    return question_id not in FIRST_PASS and not _ends_first_pass(question_id)


def _by_place(question_ids: Iterable[str]) -> list[str]:
    return sorted(question_ids, key=PLACES.__getitem__)


def is_first_pass_done(assessment: Assessment) -> bool:
    """Tell whether all that the first pass asks is answered or being found out."""
    passes = assessment.passes
    return not passes.first_open and not any(qid in ENDS_FIRST_PASS for qid in passes.to_ask)


def first_pass_done(assessment: Assessment) -> str:
    """Return that nothing of the first pass is open, in words that agree with its count."""
    first = assessment.first_pass
    if not first.assigned:
        return "the first pass is done"
    return f"the first pass is done but for {len(first.assigned)} being found out ({first.share})"


def next_red(assessment: Assessment, here: str) -> str | None:
    """Return the question of the next red finding after that of the one open now, or None."""
    reds = [f.questions[0] for f in assessment.of_level(Level.RED) if f.questions]
    in_order = list(dict.fromkeys(reds))
    if not in_order:
        return None
    at = in_order.index(here) + 1 if here in in_order else 0
    return in_order[at % len(in_order)]


def beside(section_id: str, by: int) -> str | None:
    """Return the section behind or before another one; None at the ends, as nothing wraps round."""
    order = [section.id for section in IN_ORDER]
    at = order.index(section_id) + by
    return order[at] if 0 <= at < len(order) else None


def section_at(digit: int) -> str:
    """Return the section of a digit: its number, 9 for the overview, 0 for the tenth."""
    number = digit or 10
    return next(section.id for section in IN_ORDER if section.number == number)


class Round:
    """Where “next open” has led in this round, and where last."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._led_to = ""

    def next_open(self, assessment: Assessment, here: str) -> str | None:
        """Return the next open question behind where we stand, and note that it was led to."""
        if here != self._led_to:
            # Whoever has gone elsewhere wants what is open behind that.
            at = PLACES.get(here, -1)
            self._seen = {qid for qid in self._seen if PLACES[qid] < at}
        following = next_open(assessment, here, self._seen)
        if following is not None:
            is_new_round = following in self._seen
            known = {here} & PLACES.keys()
            self._seen = {following} if is_new_round else self._seen | {following} | known
            self._led_to = following
        return following
