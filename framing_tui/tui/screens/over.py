"""Screens that come over the interview and leave once, however often they are told to.

Why: the toolkit takes down whatever is on top, so a closing key that arrives twice, as over a slow
link, would take the interview away with the dialog.
"""

from __future__ import annotations

import contextlib

from textual import events, work
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Input

# No control, bidi or zero-width characters: what is looked for is drawn as it is pasted.
_PRINTS = (
    "[^\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e"
    "\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ud800-\\udfff\\U000e0000-\\U000e007f]*"
)


class Over(ModalScreen[ScreenResultType]):
    """A screen over the interview."""

    async def on_event(self, event: events.Event) -> None:
        if not _is_too_late(self, event):
            await super().on_event(event)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if not self.is_active:
            return AwaitComplete()
        return super().dismiss(result)


class Palette(CommandPalette):
    """Everything by name; a page key that comes before the list is drawn does no harm."""

    async def on_event(self, event: events.Event) -> None:
        if not _is_too_late(self, event):
            await super().on_event(event)

    def on_mount(self) -> None:
        # At once, so that what is typed right behind the key that asked goes in here.
        entry = self.query(Input).first()
        entry.restrict = _PRINTS
        self.set_focus(entry)

    def dismiss(self, result: None = None) -> AwaitComplete:
        if not self.is_active:
            return AwaitComplete()
        return super().dismiss(result)

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)
    async def _gather_commands(self, search_value: str) -> None:
        search = CommandPalette._gather_commands.__wrapped__  # type: ignore[attr-defined]
        # Taken down before its search begins, it has no list any more.
        with contextlib.suppress(NoMatches):
            await search(self, search_value)

    def _action_command_list(self, action: str) -> None:
        with contextlib.suppress(KeyError):
            super()._action_command_list(action)


def _is_too_late(screen: DOMNode, event: events.Event) -> bool:
    """Whether a screen is told that all is in place when nothing is.

    Why: where it was asked for while the program is being left, the toolkit puts nothing into it.
    """
    return isinstance(event, events.Mount) and not screen.children
