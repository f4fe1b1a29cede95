"""The pictures of the page in HTML: rubric bars, the way of containment, and the two curves."""

from __future__ import annotations

from markupsafe import Markup

from framing_tui.assessment.containment import Link, containment
from framing_tui.assessment.rubric import BEST, SHORT_NAMES, is_supported
from framing_tui.calculators import costs
from framing_tui.calculators.curves import cost_of_a_case, units_by_effect
from framing_tui.model.framing import Framing
from framing_tui.model.labels import SCORES, Candidate
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.values import figure
from framing_tui.rules.finding import Level
from framing_tui.spec import svg
from framing_tui.spec.svg import Point

_WIDTH = 680
_SIGNS = {Level.RED: "✗ ", Level.WARN: "~ ", None: ""}
_KINDS = {Level.RED: "red", Level.WARN: "amber", None: "plain"}
_MOST_CANDIDATES = 4
_STEPS = 40


class Picture(NamedTuple):
    """One picture: what it shows, the drawing, and what to know when reading it."""

    title: str
    drawing: Markup
    note: str = ""


def pictures(framing: Framing) -> tuple[Picture, ...]:
    """Return the pictures that the answers allow; none where nothing is there to draw."""
    drawn = (_contained(framing), _rubric(framing), _costs(framing), _experiment(framing))
    return tuple(picture for picture in drawn if picture is not None)


def _contained(framing: Framing) -> Picture | None:
    way = containment(framing)
    if way is None:
        return None
    title = "From a wrong output to the harm"
    gap = 26.0
    width = (_WIDTH - gap * (len(way.links) - 1)) / len(way.links)
    shapes = []
    for at, link in enumerate(way.links):
        x = at * (width + gap)
        shapes.append(_link(link, x, width))
        if at:
            shapes += [
                svg.line((x - gap + 3, 32), (x - 6, 32), "axis"),
                svg.path([(x - 10, 28), (x - 4, 32), (x - 10, 36)], "arrow"),
            ]
    note = f"Weakest: {way.weakest}." if way.weakest else ""
    return Picture(title, svg.picture(f"{title}: {way.words}", _WIDTH, 66, *shapes), note)


def _link(link: Link, x: float, width: float) -> Markup:
    name = svg.wrapped(f"{_SIGNS[link.level]}{link.name}", max(int(width / 6.4), 6), 2)
    said = svg.wrapped(link.words, max(int(width / 5.4), 8), 2)
    lines = [(text, "") for text in name] + [(text, "quiet") for text in said]
    top = 36 - len(lines) * 6.5
    return svg.joined(
        (
            svg.box(x, 1, width, 62, f"link {_KINDS[link.level]}"),
            *(
                svg.words(x + width / 2, top + at * 13, text, kind, "middle")
                for at, (text, kind) in enumerate(lines)
            ),
        )
    )


def _rubric(framing: Framing) -> Picture | None:
    rows = [row for row in framing.labels.candidates or () if any(row.scores)]
    if not rows:
        return None
    beside = rows[:_MOST_CANDIDATES]
    labels, top = 76.0, 34.0
    column = (_WIDTH - labels) / max(len(beside), 2)
    names = list(SHORT_NAMES.values())
    shapes = [svg.hatching("unchecked")]
    for at, name in enumerate((*names, "mean")):
        shapes.append(svg.words(0, top + at * 18 + 10, name, "quiet"))
    for at, row in enumerate(beside):
        shapes.append(_candidate(framing, row, labels + at * column, column, top))
    title = "The label candidates, scored 1 to 5"
    note = "5 is good. Hatched: nobody has compared or worked it out."
    if len(rows) > len(beside):
        note += f" {len(rows) - len(beside)} more are not drawn."
    drawing = svg.picture(title, _WIDTH, top + 6 * 18 + 2, *shapes)
    return Picture(title, drawing, note)


def _candidate(framing: Framing, row: Candidate, x: float, column: float, top: float) -> Markup:
    room = int((column - 10) / 6.2)
    sign = "● " if row.cells.get("chosen") else ""
    names = svg.wrapped(f"{sign}{row.label}", room, 2)
    shapes = [svg.words(x, 11 + at * 13, text, "name") for at, text in enumerate(names)]
    full = min(column - 50, 150)
    given = [score for score in row.scores if score is not None]
    for at, (name, score) in enumerate(zip(SCORES, row.scores, strict=True)):
        y = top + at * 18
        if score is None:
            shapes.append(svg.words(x, y + 10, "open", "quiet"))
            continue
        is_weakest = score == min(given) and score < max(given)
        kind = "red" if is_weakest and score <= 2 else "amber" if is_weakest else "key"
        hatched = "" if is_supported(framing, row, name) else " hatched"
        shapes += [
            svg.box(x, y + 1, full, 11, "rest"),
            svg.box(x, y + 1, full * score / BEST, 11, f"bar {kind}"),
        ]
        if hatched:
            shapes.append(svg.box(x, y + 1, full * score / BEST, 11, "hatched"))
        weakest = " weakest" if is_weakest else ""
        shapes.append(svg.words(x + full + 5, y + 10, f"{score}{weakest}"))
    mean = "open" if row.mean is None else f"{row.mean:.1f}"
    shapes.append(svg.words(x, top + len(SCORES) * 18 + 10, mean, "name"))
    return svg.joined(shapes)


def _costs(framing: Framing) -> Picture | None:
    found = costs.of(framing)
    if found is None:
        return None
    at = [step / _STEPS for step in range(_STEPS + 1)]
    values = [cost_of_a_case(found, threshold) for threshold in at]
    low = [(x, value.low) for x, value in zip(at, values, strict=True)]
    high = [(x, value.high) for x, value in zip(at, values, strict=True)]
    if max(y for _, y in high) <= 0:
        return None
    title = "What a case costs on average, by the threshold"
    unit = f", {found.currency}" if found.currency else ""
    line = found.threshold_p
    marked = None if found.never_act else (max(line.low, 0.0), min(line.high, 1.0))
    drawing = _chart(title, low, high, marked, f"cost of a case{unit}", "threshold")
    return Picture(
        title,
        drawing,
        "For calibrated scores, evenly spread. The band marks where acting breaks even.",
    )


def _experiment(framing: Framing) -> Picture | None:
    points = units_by_effect(framing)
    asked = framing.validation.effect_percent
    if len(points) < 2 or asked is None:
        return None
    title = "Units per arm, by the smallest change worth finding"
    low = [(effect, needed.low) for effect, needed in points]
    high = [(effect, needed.high) for effect, needed in points]
    drawing = _chart(title, low, high, (asked.low, asked.high), "units per arm", "change, %")
    return Picture(title, drawing, "The band marks the change that was asked for.")


def _chart(
    title: str,
    low: list[Point],
    high: list[Point],
    marked: tuple[float, float] | None,
    upwards: str,
    across: str,
) -> Markup:
    """Return a curve, or the band between its two ends, with what is marked along the way."""
    left, top, width, height = 70.0, 22.0, 520.0, 120.0
    first, last = low[0][0], low[-1][0]
    most = max(y for _, y in high)

    def placed(points: list[Point]) -> list[Point]:
        return [
            (left + (x - first) / (last - first) * width, top + height - y / most * height)
            for x, y in points
        ]

    bottom = top + height
    shapes = [
        svg.line((left, top), (left, bottom), "axis"),
        svg.line((left, bottom), (left + width, bottom), "axis"),
        svg.words(left - 6, top + 5, figure(float(f"{most:.3g}")), "quiet", "end"),
        svg.words(left - 6, bottom, "0", "quiet", "end"),
        svg.words(left, 11, upwards, "quiet"),
        svg.words(left, bottom + 15, figure(float(f"{first:.3g}")), "quiet"),
        svg.words(left + width, bottom + 15, figure(float(f"{last:.3g}")), "quiet", "end"),
        svg.words(left + width + 8, bottom + 3, across, "quiet"),
    ]
    if marked is not None:
        (start, _), (end, _) = placed([(marked[0], 0), (marked[1], 0)])
        shapes.append(svg.box(start - 1.5, top, end - start + 3, height, "marked"))
        told = figure(float(f"{marked[0]:.3g}"))
        if marked[1] != marked[0]:
            told += f" to {figure(float(f'{marked[1]:.3g}'))}"
        shapes.append(svg.words((start + end) / 2, bottom + 15, told, "name", "middle"))
    shapes += [
        svg.path([*placed(low), *reversed(placed(high))], "between", closed=True),
        svg.path(placed(high), "curve"),
        svg.path(placed(low), "curve"),
    ]
    return svg.picture(title, left + width + 90, bottom + 22, *shapes)
