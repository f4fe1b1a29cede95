"""What the rules find in a framing: both passes, and what was accepted, decided or confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial

from framing_tui.assessment import completeness, diagnosis
from framing_tui.assessment.completeness import Passes
from framing_tui.model.catalogue import SECTION_OF
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.spec import Acceptance
from framing_tui.model.validation import Cause
from framing_tui.rules.catalogue import RULES, SECOND_PASS
from framing_tui.rules.finding import Finding, Flagged, Level
from framing_tui.rules.judged import Judged, RedRule
from framing_tui.rules.registry import AnyRule, Rule
from framing_tui.rules.settings import Settings

# Findings that a decision against building settles: they are what it was decided for.
DECIDED = {
    "stop": ("FT203", "FT205", "FT613", "FT615", "FT616"),
    "data-first": ("FT202", "FT501", "FT514", "FT601", "FT602", "FT614"),
    "rules-first": ("FT201", "FT207"),
}
_SECTIONS_BEYOND_NEED = (
    "archetype",
    "task",
    "labels",
    "feasibility",
    "metrics",
    "validation",
)


class Circumstances(NamedTuple):
    """What a framing is judged under: the day, what a team has set, and what was decided.

    `decided_codes` are those that a decision against building settles; None where there is no such
    decision, or the verdict is another one.
    """

    today: date | None
    settings: Settings
    verdict: str
    decided_codes: tuple[str, ...] | None


def find(
    framing: Framing,
    under: Circumstances,
    passes: Passes,
    said: Callable[[Rule], Flagged | None] | None = None,
) -> tuple[Finding, ...]:
    """Return what both passes find, worst first, then by code.

    `said` tells what a rule says, where somebody knows that already.
    """
    found: list[Finding] = []
    shown: list[Finding] = []
    causes, first_open = diagnosis.confirmed(framing), passes.first_open

    def keep(rule: AnyRule, flagged: Flagged) -> None:
        finding = _finding(framing, rule, flagged, under, causes)
        found.append(finding)
        if not _is_moot(finding, under):
            shown.append(finding)

    judge = under.settings.judge
    known: dict[AnyRule, Flagged | None] = {}
    for rule in RULES:
        flagged = judge(rule, framing, known) if said is None else said(rule)
        known[rule] = flagged
        if flagged is not None:
            keep(rule, flagged)
    for second in SECOND_PASS:
        judged = Judged(
            framing,
            under.verdict,
            tuple(found),
            tuple(shown),
            first_open,
            passes.in_depth.open,
            under.today,
            partial(_reds_of, under.settings),
        )
        for each in second(judged):
            weighed = under.settings.weighed(second, each)
            if weighed is not None:
                keep(second, weighed)
    return tuple(sorted(shown, key=lambda f: (not f.counts, f.level.weight, f.code)))


def _reds_of(settings: Settings, framing: Framing, question_id: str) -> tuple[RedRule, ...]:
    """Return the rules that read a question and make red of a framing."""
    return tuple(
        RedRule(rule.code, rule.name, flagged.area or rule.area, flagged)
        for rule in _that_may_be_red().get(question_id, ())
        if (flagged := settings.judge(rule, framing)) is not None and flagged.level is Level.RED
    )


@cache
def _that_may_be_red() -> dict[str, tuple[Rule, ...]]:
    """Return the rules that may make red, by the questions that they read."""
    found: defaultdict[str, tuple[Rule, ...]] = defaultdict(tuple)
    for rule in RULES:
        if Level.RED in rule.levels:
            for question in rule.reads:
                found[question.id] += (rule,)
    return dict(found)


def state_of(finding: Finding) -> str:
    """Return the word for how a finding weighs: accepted, decided, or its level.

    Why accepted first where it is both: somebody has put a name to that.
    """
    if finding.accepted is not None:
        return "accepted"
    return "decided" if finding.decided else finding.level.value


def _finding(
    framing: Framing,
    rule: AnyRule,
    flagged: Flagged,
    under: Circumstances,
    causes: Mapping[str, type[Cause]],
) -> Finding:
    """Return the finding as every door shows it; `causes` are confirmed, by the codes they make
    red."""
    level, message = flagged.level, flagged.message
    if level is Level.RED and flagged.absent and _is_found_out(framing, flagged, under):
        level, message = Level.WARN, f"{message} (being found out)"
    accepted, decided = None, False
    questions = flagged.questions or tuple([q.id for q in rule.reads])
    if rule.code in causes:
        level, message = Level.RED, f"{message} (confirmed after launch)"
    else:
        accepted = _acceptance(framing, rule.code, questions, under.today)
        decided = under.decided_codes is not None and rule.code in under.decided_codes
    return Finding(
        rule.code,
        rule.name,
        level,
        rule.way,
        flagged.area or rule.area,
        message,
        questions,
        flagged.absent,
        accepted,
        decided,
    )


def _is_found_out(framing: Framing, flagged: Flagged, under: Circumstances) -> bool:
    """Tell whether named persons find out, by dates to come, all that would settle a finding."""
    found_out = completeness.assigned(framing, under.today)
    return all(
        any(completeness.is_among(qid, found_out) for qid in group) for group in flagged.settled_by
    )


def _is_moot(finding: Finding, under: Circumstances) -> bool:
    """Tell whether a finding asks only for what a decision against building no longer needs.

    Why the findings that led to the decision are kept: they are listed as what it was taken for.
    """
    if under.decided_codes is None or not finding.absent or finding.code in under.decided_codes:
        return False
    return all(SECTION_OF[qid].id in _SECTIONS_BEYOND_NEED for qid in finding.absent)


def _acceptance(
    framing: Framing, code: str, questions: tuple[str, ...], today: date | None
) -> Acceptance | None:
    """Return what accepts a finding of that code about those questions, or None."""
    for row in framing.records.accepted or ():
        if row.rule != code or row.reason is None or row.by is None:
            continue
        if row.question is not None and row.question not in questions:
            continue
        if row.until is None or today is None or row.until >= today:
            return row
    return None
