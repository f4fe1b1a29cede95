"""Framings that are larger than any that a team writes: one thing in them many times over.

Each grows from the example of payment fraud, so that every rule has something to read; records
differ from each other, as rules that compare them must not find them all alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from framing_tui.content import example_path
from framing_tui.model.framing import Framing
from framing_tui.storage.canonical import document, row_text
from framing_tui.storage.limits import MAX_BYTES
from framing_tui.storage.load import load, load_bytes

_ANSWERS = ("yes", "no", None)
_LINE = (
    "A line that somebody has dictated, with a figure in it: 42 of them, and more to come; "
    "it goes on, as lines do that nobody has read over, and says once more what was said"
)
_COMMENT = f"# {_LINE}\n"


@dataclass(frozen=True)
class Kind:
    """One thing that grows: how large at the least and at the most, and the text of each size.

    `records` is the list that grows, if one does; an answer is changed in the middle of it.
    """

    name: str
    sizes: tuple[int, ...]
    text: Callable[[int], str]
    records: str = ""


def _example() -> Framing:
    return load(example_path("payment-fraud")).framing


def _with_records(
    list_id: str, cells: Callable[[int], Mapping[str, object]]
) -> Callable[[int], str]:
    without = document(_example().with_answer(list_id, None))

    def text(count: int) -> str:
        given = ({k: v for k, v in cells(n).items() if v is not None} for n in range(count))
        rows = "".join(row_text(list_id, row) for row in given)
        # Read and written once more, so that it stands in the order of any other file.
        return document(load_text(f"{without}\n{rows}"))

    return text


def _candidate(number: int) -> Mapping[str, object]:
    return {
        "name": f"candidate {number}",
        "alignment": number % 5 + 1,
        "gaming_resistance": number // 5 % 5 + 1,
        "coverage": number // 25 % 5 + 1,
        "speed": number % 3 + 1,
        "causal": number % 4 + 1,
        "chosen": number == 0,
    }


def _feature(number: int) -> Mapping[str, object]:
    return {
        "name": f"feature {number}",
        "available_at_serving": _ANSWERS[number % 3],
        "same_as_training": _ANSWERS[number // 3 % 3],
        "fetch_ms": number % 40 + 1,
    }


def _constraint(number: int) -> Mapping[str, object]:
    return {
        "name": f"constraint {number}",
        "kind": ("latency", "cost", "fairness")[number % 3],
        "bound": f"p99 <= {number + 10} ms" if number % 4 else None,
        "watched_live": _ANSWERS[number % 3],
    }


def _action(number: int) -> Mapping[str, object]:
    return {
        "what": f"find out the figure {number}",
        "owner": f"person {number % 40}" if number % 7 else None,
        "due": date(2026, 11, 1) + timedelta(days=number % 60) if number % 5 else None,
    }


def _notes(count: int) -> str:
    features = load_text(_with_records("serving.features", _feature)(count))
    notes = {f'serving.features."feature {n}".fetch_ms': _LINE for n in range(count)}
    return document(Framing(features.answers, notes=notes))


def load_text(text: str) -> Framing:
    """Return the framing of a text."""
    opened = load_bytes(text.encode(), "grown.toml")
    if opened.problems:
        raise RuntimeError(f"a grown framing is not sound: {opened.problems[0]}")
    return opened.framing


def _parked(kilobytes: int) -> str:
    # Each stands on a line of its own, in quotes, and the rest of the example is there, too.
    count = (kilobytes * 1000 - len(document(_example()))) // (len(_LINE) + len('    " 00000",\n'))
    lines = tuple(f"{_LINE} {number:05}" for number in range(count))
    return document(_example().with_answer("spec.parking", lines))


def _commented(kilobytes: int) -> str:
    text = document(_example())
    return text + _COMMENT * ((kilobytes * 1000 - len(text)) // len(_COMMENT))


def _doubled(least: int, most: int) -> tuple[int, ...]:
    sizes = [most]
    while sizes[-1] > least:
        sizes.append(sizes[-1] // 2)
    return tuple(reversed(sizes))


_CAP = MAX_BYTES // 1000 - 10
KINDS = (
    Kind(
        "candidates",
        _doubled(50, 800),
        _with_records("labels.candidates", _candidate),
        "labels.candidates",
    ),
    Kind(
        "features",
        _doubled(100, 1600),
        _with_records("serving.features", _feature),
        "serving.features",
    ),
    Kind(
        "constraints",
        _doubled(100, 1600),
        _with_records("metrics.constraints", _constraint),
        "metrics.constraints",
    ),
    Kind("actions", _doubled(100, 1600), _with_records("actions", _action), "actions"),
    Kind("notes", _doubled(100, 1600), _notes),
    Kind("kilobytes of parked lines", _doubled(60, _CAP), _parked),
    Kind("kilobytes of comments", _doubled(60, _CAP), _commented),
)
