"""Framings in which nothing is open, whatever is asked by now.

Why made here: files that were complete when they were written leave open what has been declared
since, and tests about complete framings are not about those questions.
"""

from __future__ import annotations

from collections.abc import Collection

from framing_tui.assessment import assess
from framing_tui.storage.load import load_bytes
from framing_tui.storage.toml_edit import NewValue, with_values


def whole(text: str, but: Collection[str] = ()) -> str:
    """Return a framing's text with each open essential question marked as not applicable.

    `but` names those that stay open.
    """
    still_open = assess(load_bytes(text.encode(), "a framing").framing).completeness.open
    marks = [
        NewValue(("not_applicable", qid), '"asked since"') for qid in still_open if qid not in but
    ]
    return with_values(text, marks)
