"""The named tuple of this package beside that of the library."""

from __future__ import annotations

import pickle
import typing
from functools import cached_property
from typing import Any

import pytest

from framing_tui.model.named_tuple import NamedTuple


class Ours(NamedTuple):
    """A tuple."""

    first: int
    second: str = "b"
    third: tuple[int, ...] = ()

    @property
    def both(self) -> str:
        return f"{self.first}{self.second}"

    @classmethod
    def of(cls, first: int) -> Ours:
        return cls(first)


class Theirs(typing.NamedTuple):
    """A tuple."""

    first: int
    second: str = "b"
    third: tuple[int, ...] = ()


class Lazy(NamedTuple):
    number: int

    @cached_property
    def doubled(self) -> list[int]:
        return [self.number, self.number]


@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_it_is_what_the_library_makes(kind: Any) -> None:
    made = kind(1, third=(2,))
    assert made == (1, "b", (2,))
    assert (made.first, made.second, made.third) == (1, "b", (2,))
    assert made._replace(second="c") == (1, "c", (2,))
    assert made._asdict() == {"first": 1, "second": "b", "third": (2,)}
    assert kind._fields == kind.__match_args__ == ("first", "second", "third")
    assert kind._field_defaults == {"second": "b", "third": ()}
    assert kind._make([1, "x", ()]) == kind(1, "x")
    assert repr(made) == f"{kind.__name__}(first=1, second='b', third=(2,))"
    assert hash(made) == hash((1, "b", (2,)))
    assert kind.__doc__ == "A tuple."
    copied = pickle.loads(pickle.dumps(made))
    assert copied == made
    assert type(copied) is kind
    assert not hasattr(made, "__dict__")


@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_it_refuses_what_the_library_refuses(kind: Any) -> None:
    made = kind(1)
    for wrong in (lambda: kind(), lambda: kind(1, "b", (), 4), lambda: kind(1, fourth=4)):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(ValueError, match="fourth"):
        made._replace(fourth=4)
    with pytest.raises(TypeError):
        kind._make([1])
    with pytest.raises(AttributeError):
        made.first = 2


def test_it_has_methods() -> None:
    assert Ours.of(3).both == "3b"


def test_it_may_remember_what_it_worked_out() -> None:
    made = Lazy(2)
    assert made.doubled is made.doubled
    assert made == (2,)


def test_defaults_come_last() -> None:
    with pytest.raises(TypeError, match="without a default"):

        class Wrong(NamedTuple):
            first: int = 1
            second: int  # type: ignore[misc]
