"""Figures as tables of Markdown and as JSON, and the table in docs/performance.md."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from figures import Figure, Figures, quartiles
from places import ROOT

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEAD = ("what", "median (quartiles)", "in processor time", "beside it", "promise", "")


def machine() -> str:
    """Return what the machine is and how busy it is, in a line."""
    busy = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    system = f"{platform.system()} {platform.machine()}"
    return f"{system}, {os.cpu_count()} processors, Python {platform.python_version()}, load {busy}"


def spread(values: Sequence[float], unit: str) -> str:
    """Return the median with its unit, and the quartiles where they differ."""
    low, high = (shown(value) for value in quartiles(values))
    middle = shown(statistics.median(values)) + (f" {unit}" if unit else "")
    return middle if low == high else f"{middle} ({low}–{high})"


def shown(value: float) -> str:
    """Return a number with as many digits as say something."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def markdown(figures: Figures, growth: Sequence[Mapping[str, Any]], told: str) -> str:
    """Return everything that was measured, a table for each part."""
    parts: dict[str, list[Figure]] = {}
    for figure in figures.all.values():
        parts.setdefault(figure.part, []).append(figure)
    blocks = [told]
    for part, held in parts.items():
        rows = (_row(figures, figure) for figure in held)
        blocks.append(f"**{part}**\n\n{_table(HEAD, rows)}")
    if growth:
        blocks.append(f"**What grows**\n\n{_grown(growth)}")
    if figures.anchors:
        rows = ((name, *_anchor(figures, name)) for name in figures.anchors)
        anchors = _table(("anchor", "median (quartiles)", "enough to conclude"), rows)
        blocks.append(f"**Anchors**\n\n{anchors}")
    if figures.left_out:
        lines = (f"- {name}: {why}" for name, why in figures.left_out.items())
        blocks.append("Left out:\n\n" + "\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _row(figures: Figures, figure: Figure) -> tuple[str, ...]:
    beside = (
        f"{name}: {shown(statistics.median(values))} {figure.units[name]}".rstrip()
        for name, values in figure.against.items()
    )
    return (
        figure.name,
        spread(figure.rounds, figure.unit),
        spread(figure.processor, figure.unit) if figure.processor else "",
        "; ".join(beside),
        figure.promise,
        figures.verdict(figure),
    )


def _anchor(figures: Figures, name: str) -> tuple[str, str]:
    values = figures.anchors[name]
    return spread(
        values, "ms"
    ), f"no: {figures.restless()[name]}" if name in figures.restless() else "yes"


def _grown(growth: Sequence[Mapping[str, Any]]) -> str:
    head = ("what grows", "work", "at", "ms there", "exponent", "ms for 100 more", "")
    rows = (
        (
            each["kind"],
            each["work"],
            f"{each['sizes'][-1]:,}",
            shown(each["ms"][-1]),
            f"{each['exponent']:.2f}",
            f"{each['per_hundred']:.2f}",
            "WORSE THAN n log n" if each["is_worse"] else "",
        )
        for each in growth
    )
    return _table(head, rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def as_json(figures: Figures, growth: Sequence[Mapping[str, Any]], told: str) -> str:
    """Return all figures with all rounds."""
    restless = figures.restless()
    data = {
        "machine": told,
        "anchors": {
            name: {"ms": values, "too_noisy": restless.get(name)}
            for name, values in figures.anchors.items()
        },
        "left_out": figures.left_out,
        "figures": [
            {
                "part": figure.part,
                "name": figure.name,
                "unit": figure.unit,
                "median": statistics.median(figure.rounds),
                "quartiles": quartiles(figure.rounds),
                "rounds": figure.rounds,
                "processor": figure.processor,
                "against": figure.against,
                "promise": figure.promise,
                "verdict": figures.verdict(figure),
            }
            for figure in figures.all.values()
        ],
        "growth": growth,
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def write_page(text: str, page: Path = PAGE) -> None:
    """Put the tables between the two marks of docs/performance.md."""
    old = page.read_text(encoding="utf-8")
    before, begins, rest = old.partition(BEGIN)
    _, ends, after = rest.partition(END)
    if not begins or not ends:
        raise ValueError(f"{page} lacks {BEGIN} or {END}")
    page.write_text(f"{before}{BEGIN}\n{text}{END}{after}", encoding="utf-8")
