"""Wait until what was typed has arrived.

Why: keys go to the queue of the widget that has the focus, and answers travel up from there. A key
that leaves the section, the small form or the program can overtake them, and what is torn down
with its queue full takes the last word typed with it.
"""

from __future__ import annotations

import asyncio
import contextlib

from textual._context import active_message_pump
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump

# A queue that does not empty within this time belongs to a widget that is going away already.
_PATIENCE = 0.5
# With many such widgets, whoever waits here would take the program for hung.
_PATIENCE_IN_ALL = 2.0


async def input_drained(focused: DOMNode | None) -> None:
    """Return when the focused widget and all around it have dealt with what was sent to them.

    Each is waited for twice: what it posts to itself while it empties its queue comes after the
    first round. The one that is waiting right now cannot wait for itself and is left out.
    """
    if focused is None:
        return
    here = active_message_pump.get(None)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE_IN_ALL):
            for node in focused.ancestors_with_self:
                if node is here or isinstance(node, App):
                    continue
                for _ in range(2):
                    await _emptied(node)


async def _emptied(pump: MessagePump) -> None:
    done = asyncio.Event()
    if pump.call_later(done.set):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _PATIENCE)
