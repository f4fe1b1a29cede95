"""Widgets that take the place they are given, and ask for no second layout because of it.

Why: the toolkit lays out the whole screen again as soon as a widget has learned its size, so that
each section that is opened would be laid out twice. Here the height follows from the width within
the first layout, and scroll bars ask for another by themselves.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Static


class Placed(Widget):
    """A widget whose size, once it has been told, changes nothing around it."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)


class Words(Static, Placed):
    """Static text in its place."""
