"""What a meeting did, and a key to leave by."""

from __future__ import annotations

from collections.abc import Callable

from framing_tui.assessment.changes import Stand
from framing_tui.interview.summary import summary
from framing_tui.session import Session
from framing_tui.tui.dialogs.choose import ChoiceDialog, Pick
from framing_tui.tui.dialogs.lines import Lines


class LeavingDialog(ChoiceDialog):
    """What the meeting did, and a key to leave by; anything else goes on."""

    def __init__(self, session: Session, opened: Stand, key_of: Callable[[str], str]) -> None:
        super().__init__(
            "What this meeting did",
            Lines(*summary(session, opened, key_of)),
            [Pick("enter", "leave")],
            later="go on",
        )
