"""A framing that notes which of its answers and marks are looked at.

Why: whoever knows what was looked at for a finding or a figure knows that it stays the same until
one of these changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from framing_tui.model.framing import Framing

T = TypeVar("T")
# Noted where something is looked at as a whole, or in a mapping whose keys are not noted.
EVERYTHING = "*"


class NotedFraming(Framing):
    """A framing like another one; `noted` holds the ids of what was looked at in it so far.

    It shares nothing that was worked out with any other framing, as that would not be noted.
    """

    def __init__(self, framing: Framing) -> None:
        super().__init__()
        self.noted: set[str] = set()
        answers = _Noting(framing.answers, self.noted)
        marks = _Noting(framing.not_applicable, self.noted)
        others = {name: getattr(framing, name) for name in ("notes", "basis", "replaced")}
        # By way of `vars`, as a framing never sets them again: what they hold is the same.
        vars(self).update(_given=answers, answers=answers, not_applicable=marks)
        vars(self).update({name: _Whole(held, self.noted) for name, held in others.items()})


class _Noting(Mapping[str, T]):
    """A mapping that notes under which ids somebody has looked."""

    def __init__(self, held: Mapping[str, T], noted: set[str]) -> None:
        self._held = held
        self._noted = noted

    def _note(self, key: object) -> None:
        self._noted.add(str(key))

    def __getitem__(self, key: str) -> T:
        self._note(key)
        return self._held[key]

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        self._noted.add(EVERYTHING)
        return iter(self._held)

    def __len__(self) -> int:
        self._noted.add(EVERYTHING)
        return len(self._held)


class _Whole(_Noting[T]):
    """A mapping in which any look is one at everything: no key tells when it changes."""

    def _note(self, key: object) -> None:
        self._noted.add(EVERYTHING)
