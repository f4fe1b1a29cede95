"""Screens that come over the interview and leave once, however often they are told to.

Why: the toolkit takes down whatever is on top, so a closing key that arrives twice, as over a slow
link, would take the interview away with the dialog.
"""

from __future__ import annotations

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class Modal(ModalScreen[ScreenResultType]):
    """A screen over the interview."""

    async def on_event(self, event: events.Event) -> None:
        """Pass over the news that all is in place where nothing is.

        Why: asked for while the program is being left, it gets nothing put into it by the toolkit.
        """
        if not isinstance(event, events.Mount) or self.children:
            await super().on_event(event)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if not self.is_active:
            return AwaitComplete()
        return super().dismiss(result)
