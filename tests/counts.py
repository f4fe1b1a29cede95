"""How often a thing is tried: now and then in every run of the tests, in full every night."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

Check = Callable[..., None]


def counts(ordinary: int, full: int) -> pytest.MarkDecorator:
    """Give a test its `count`: one for every run of the tests, and one for the nightly run."""
    return pytest.mark.parametrize(
        "count", [ordinary, pytest.param(full, marks=pytest.mark.nightly)]
    )


def tried(ordinary: int, full: int, *given_in_order: Any, **given_by_name: Any) -> Any:
    """Try a property with so many examples in every run, and with so many in the nightly one.

    Beside the strategies of `given`, the check may take parameters and fixtures.
    """

    def with_examples(check: Check, count: int) -> Check:
        chosen = settings(
            max_examples=count,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        )
        return chosen(given(*given_in_order, **given_by_name)(check))

    def decorate(check: Check) -> Check:
        few = with_examples(check, ordinary)

        @counts(ordinary, full)
        @wraps(check)
        def test(*, count: int, **others: Any) -> None:
            (few if count == ordinary else with_examples(check, count))(**others)

        takes = inspect.signature(few)
        count = inspect.Parameter("count", inspect.Parameter.KEYWORD_ONLY)
        test.__signature__ = takes.replace(  # type: ignore[attr-defined]
            parameters=[*takes.parameters.values(), count]
        )
        return test

    return decorate
