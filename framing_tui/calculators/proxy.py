"""How the candidates for a label compare on the rubric."""

from __future__ import annotations

from collections.abc import Iterable

from framing_tui.calculators.calculator import Calculator, Input
from framing_tui.calculators.result import (
    Refused,
    Value,
    Worked,
    once,
    plain,
    quiet,
    shown,
)
from framing_tui.calculators.scores import Scores
from framing_tui.model.clean import one_line
from framing_tui.model.framing import Framing
from framing_tui.model.labels import SCORES, Candidate, Labels
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.values import Range


class Ranked(NamedTuple):
    """One candidate: its name, the mean of its five scores, its weakest line and that score."""

    name: str
    mean: float
    weakest: tuple[str, int]


class ProxyRanking(NamedTuple):
    """The candidates with all five scores, best mean first; equals in the order given."""

    ranking: tuple[Ranked, ...]

    @property
    def places(self) -> tuple[int, ...]:
        """The place of each candidate, from 1; equal means share one."""
        means = [row.mean for row in self.ranking]
        return tuple(means.index(mean) + 1 for mean in means)

    @property
    def worked(self) -> Worked:
        """The figure in words."""
        places = self.places
        best = [_short(row.name) for row in self.ranking[: places.count(1)]]
        lines = [
            f"{_short(row.name)} {_digits(row.mean)} ({_weakest(row)})" for row in self.ranking
        ]
        ranking: list[Value] = [
            {
                "name": row.name,
                "place": place,
                "mean": plain(Range.of(row.mean)),
                "weakest": row.weakest[0],
                "weakest_score": row.weakest[1],
            }
            for row, place in zip(self.ranking, places, strict=True)
        ]
        mean = _digits(self.ranking[0].mean)
        tie = "level" if len(best) > 1 else "best mean"
        return Worked(
            f"{' and '.join(best)}: {tie}, {mean} of 5",
            "mean of the five scores (weakest): " + "; ".join(lines),
            ("the five lines of the rubric weigh the same; the mean can hide one that fails",),
            {"ranking": ranking},
        )


def calculate(*, candidates: Iterable[tuple[str, tuple[int, ...]]]) -> ProxyRanking:
    """Return the ranking of candidates, each a name with its five scores in rubric order.

    Raises Refused for no candidate, a name given twice, and scores other than five from 1 to 5.
    """
    ranked: list[Ranked] = []
    for name, scores in candidates:
        if len(scores) != len(SCORES) or not all(1 <= score <= 5 for score in scores):
            raise Refused(f"{_short(name)}: five scores from 1 to 5 are needed")
        if any(row.name == name for row in ranked):
            raise Refused(f"{_short(name)}: named twice")
        weakest = min(zip(SCORES, scores, strict=True), key=lambda pair: pair[1])
        ranked.append(Ranked(name, sum(scores) / len(scores), weakest))
    if not ranked:
        raise Refused("there is no candidate to rank")
    return ProxyRanking(tuple(sorted(ranked, key=lambda row: -row.mean)))


@once
def work_out(framing: Framing) -> ProxyRanking | None:
    """Return the ranking of a framing's candidates that have all five scores; None for none."""
    rows = framing.labels.candidates or ()
    scored = [
        (row.label, tuple(score for score in row.scores if score is not None))
        for row in rows
        if row.mean is not None
    ]
    return calculate(candidates=scored) if scored else None


# The ranking of a framing, None where inputs are open or refused.
of = quiet(work_out)


def _weakest(row: Ranked) -> str:
    name, score = row.weakest
    return f"{Candidate.columns[name].asks.lower()} {score}"


def _short(name: str) -> str:
    return f"“{one_line(name, 40)}”"


def _digits(mean: float) -> str:
    return shown(Range.of(mean))


CALCULATOR = Calculator(
    name="proxy",
    title="Ranking of the proxies",
    about="how the candidates for a label compare on the rubric",
    formula=(
        "mean and weakest of the five scores: alignment, gaming resistance, coverage, speed, "
        "causal usefulness; ties are kept"
    ),
    inputs=(
        Input(
            "candidates",
            Scores(),
            "A candidate with its five scores, like chargeback=5,4,3,2,4; once for each",
            Labels.candidates.id,
            many=True,
        ),
    ),
    source="“ML Problem Framing”, section 5: the rubric for proxy labels",
    calculate=calculate,
    work_out=work_out,
    command="--candidate chargeback=5,4,3,2,4 --candidate 'marked by an analyst=4,3,2,5,4'",
)
