"""Where a page template runs: it reads the page, reaches nothing else, and comes to an end.

Why more than the sandbox of the engine: that one bounds neither time nor memory. Two loops in each
other without a word of output never ended, and one operator could ask for gigabytes.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from types import FrameType
from typing import Any

from jinja2 import nodes, pass_eval_context
from jinja2.exceptions import SecurityError
from jinja2.filters import do_join
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

# Far more than a page of twelve fields and an appendix takes, and about two seconds.
MAX_STEPS = 1_000_000
# The longest that one operator or one filter may make a text or a list.
MAX_PIECE = 100_000
_MAX_WIDTH = 1_000
_MAX_POWER = 64
_MAX_BASE = 1e6
# A width in a format, given or taken from the values.
_WIDE = re.compile(r"%[^%a-zA-Z]*(?:\*|\d{4,})")
_GROWING_METHODS = {
    *("center", "expandtabs", "format", "format_map", "join", "ljust", "replace", "rjust"),
    *("to_bytes", "translate", "zfill"),
}
# What pads, repeats or makes up text; a page is laid out by Markdown.
_GROWING_FILTERS = (
    *("batch", "center", "format", "indent", "replace", "round", "slice", "sum", "wordwrap"),
)
# No template can spell this name.
_CONCAT = "~"


class Sandbox(ImmutableSandboxedEnvironment):
    """The engine's sandbox, in which no single step makes much out of little."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.globals.pop("lipsum", None)
        for name in _GROWING_FILTERS:
            self.filters.pop(name, None)
        self.filters["join"] = _bounded_join
        self.filters[_CONCAT] = _concat

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        # The one operator that the engine lets nobody look at.
        parsed: nodes.Template = _Concats().visit(super()._parse(source, name, filename))
        return parsed

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute; methods that make a text longer are none."""
        # The page is made of named tuples, and their fields are data. To ask the engine about each
        # of them takes a third of the time of a long page.
        if isinstance(obj, tuple) and attr in getattr(type(obj), "_fields", ()):
            return True
        if isinstance(obj, (str, bytes, int)) and attr in _GROWING_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Leave `format` to `is_safe_attribute`, which refuses it."""
        return

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Work out an operator where its result cannot be much larger than what it is made of."""
        if operator == "**":
            small = isinstance(left, (int, float)) and abs(left) <= _MAX_BASE
            if not small or not isinstance(right, (int, float)) or abs(right) > _MAX_POWER:
                raise SecurityError("the power is too large")
        elif operator == "%" and isinstance(left, str):
            if _WIDE.search(left):
                raise SecurityError("the width of the format is too large")
        elif operator == "*":
            for many, times in ((left, right), (right, left)):
                if isinstance(many, Collection) and isinstance(times, int):
                    _refuse_long(len(many) * times)
            _refuse_large(left, right)
        elif operator == "+" and isinstance(left, Collection) and isinstance(right, Collection):
            _refuse_long(len(left) + len(right))
        return super().call_binop(context, operator, left, right)


class _Concats(NodeTransformer):
    """Puts a filter of our own in the place of each `~`."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(parts, _CONCAT, [], [], None, None, lineno=node.lineno)


def _concat(parts: list[Any]) -> str:
    texts = [str(part) for part in parts]
    _refuse_long(sum(map(len, texts)))
    return "".join(texts)


@pass_eval_context
def _bounded_join(
    context: nodes.EvalContext, value: Iterable[Any], d: str = "", attribute: str | None = None
) -> str:
    items = list(value)
    _refuse_long(len(d) * len(items) + sum(len(item) for item in items if isinstance(item, str)))
    return str(do_join(context, items, d, attribute))


def _refuse_long(length: int) -> None:
    if length > MAX_PIECE:
        raise SecurityError(f"a text or a list of more than {MAX_PIECE:,} parts")


def _refuse_large(*numbers: object) -> None:
    if any(isinstance(n, int) and n.bit_length() > _MAX_WIDTH for n in numbers):
        raise SecurityError("the number is too large")


@contextlib.contextmanager
def counted_steps(is_template: Callable[[str], bool]) -> Iterator[None]:
    """Count what templates do meanwhile, and raise SecurityError where that never ends.

    `is_template` tells by its name whether code was made from one. Why by tracing: a loop that
    writes nothing gives nothing back to count.
    """
    left = MAX_STEPS
    before = sys.gettrace()

    def step(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal left
        left -= event == "line"
        if left < 0:
            raise SecurityError(f"the template takes more than {MAX_STEPS:,} steps")
        return step

    def begin(frame: FrameType, event: str, argument: object) -> Any:
        return step(frame, event, argument) if is_template(frame.f_code.co_filename) else None

    sys.settrace(begin)
    try:
        yield
    finally:
        sys.settrace(before)
