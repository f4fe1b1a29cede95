"""Tell how much the judgement depends on single answers: `python tests/cases/jitter.py`.

Each framing of the cases is judged sixty times with its scores moved by one at random and one yes
or no in twenty turned to unsure. Reported is the share of verdicts and of cells that come out
otherwise. Why seeded: the same figures come out again.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

from framing_tui.assessment import assess
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Score, YesNo
from framing_tui.model.labels import SCORES
from framing_tui.storage.load import load

HERE = Path(__file__).resolve().parent
TIMES = 60
UNSURE = 1 / 20


def jittered(framing: Framing, dice: random.Random) -> Framing:
    """Return the framing with some answers given a little otherwise."""
    answers: dict[str, Any] = dict(framing.answers)
    for question_id, value in framing.answers.items():
        if isinstance(QUESTIONS[question_id].kind, YesNo) and value != "unsure":
            answers[question_id] = "unsure" if dice.random() < UNSURE else value
    rows = answers.get("labels.candidates", ())
    answers["labels.candidates"] = tuple(
        row.replace(**{name: _moved(row.cells.get(name), dice) for name in SCORES}) for row in rows
    )
    if not rows:
        del answers["labels.candidates"]
    return Framing(answers, framing.not_applicable, framing.notes)


def _moved(score: int | None, dice: random.Random) -> int | None:
    if score is None:
        return None
    kind: Score = Score()
    return kind.read(min(5, max(1, score + dice.choice((-1, 0, 1)))))


def flipped(paths: list[Path]) -> tuple[float, float]:
    """Return the shares of verdicts and of cells that are judged otherwise."""
    dice = random.Random(20261128)
    verdicts = cells = judged = 0
    for path in paths:
        framing = load(path).framing
        stands = assess(framing)
        for _ in range(TIMES):
            other = assess(jittered(framing, dice))
            judged += 1
            verdicts += other.verdict.name != stands.verdict.name
            cells += sum(a.state != b.state for a, b in zip(stands.cells, other.cells, strict=True))
    return verdicts / judged, cells / (5 * judged)


def main() -> int:
    """Print both shares over all cases."""
    paths = sorted(HERE.glob("*-*.toml"))
    verdicts, cells = flipped(paths)
    print(f"{len(paths)} framings, {TIMES} jitters each")
    print(f"verdicts that flip: {verdicts:.1%}")
    print(f"cells that flip: {cells:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
