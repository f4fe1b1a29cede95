"""Screens that come over the interview and leave once, however often they are told to.

Why: the toolkit takes down whatever is on top, so a closing key that arrives twice, as over a slow
link, would take the interview away with the dialog.
"""

from __future__ import annotations

from textual import events
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.screen import ModalScreen, ScreenResultType


class Modal(ModalScreen[ScreenResultType]):
    """A screen over the interview."""

    async def on_event(self, event: events.Event) -> None:
        if not is_too_late(self, event):
            await super().on_event(event)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if not self.is_active:
            return AwaitComplete()
        return super().dismiss(result)


def is_too_late(screen: DOMNode, event: events.Event) -> bool:
    """Whether a screen is told that all is in place when nothing is.

    Why: where it was asked for while the program is being left, the toolkit puts nothing into it.
    """
    return isinstance(event, events.Mount) and not screen.children
