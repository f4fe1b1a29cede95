"""The question that a new framing begins with: which starter's answers are offered."""

from __future__ import annotations

from framing_tui.content import starter_names
from framing_tui.model.kinds import One, option
from framing_tui.model.question import AnyQuestion, Question

BLANK = "blank"


def starter_question(help: str) -> AnyQuestion:
    """Return the question that asks where to start from; how an offer is taken, each door says."""
    return Question(One.of(*map(option, (BLANK, *starter_names()))), "Start from", help)
