"""The question that a new framing begins with: which starter's answers are offered."""

from __future__ import annotations

from framing_tui.content import starter_names
from framing_tui.model.kinds import One, options
from framing_tui.model.question import AnyQuestion, Question

BLANK = "blank"


def starter_question(help: str) -> AnyQuestion:
    """Return the question that asks where to start from; how an offer is taken, each door says."""
    names = ((name, name.replace("-", " ")) for name in starter_names())
    return Question(One(options=options((BLANK, "blank"), *names)), "Start from", help)
