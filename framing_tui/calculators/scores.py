"""How the scores of one candidate are typed on the command line."""

from __future__ import annotations

from framing_tui.model.clean import clean
from framing_tui.model.kinds import Kind, Score, WrongValue
from framing_tui.model.labels import SCORES

NamedScores = tuple[str, tuple[int, ...]]


class Scores(Kind[NamedScores]):
    """A name with five scores in rubric order, like `chargeback=5,4,3,2,4`.

    Why a kind of its own: in a framing these are cells of a grid; a command has one option.
    """

    name = "scores"
    expects = f"NAME={','.join(SCORES)}, each from 1 to 5"

    def read(self, raw: object) -> NamedScores:
        if not isinstance(raw, str):
            raise WrongValue(raw, self.expects)
        name, _, typed = raw.rpartition("=")
        try:
            scores = tuple(Score().parse(part) for part in typed.split(","))
        except WrongValue as error:
            raise WrongValue(raw, self.expects) from error
        if not name.strip() or len(scores) != len(SCORES):
            raise WrongValue(raw, self.expects)
        return clean(name).strip(), scores

    def show(self, value: NamedScores) -> str:
        name, scores = value
        return f"{name}={','.join(map(str, scores))}"
