"""Shapes and words of an inline SVG, in the colours that the page's style names.

Why no library: a dozen lines and boxes are all that is drawn, and every word must be made inert in
one place. Nothing here holds a style of its own, which the page's security policy would refuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

Point = tuple[float, float]


def picture(title: str, width: float, height: float, *shapes: Markup) -> Markup:
    """Return a picture with its title, which a screen reader says in its place."""
    return _tag(
        "svg",
        _tag("title", escape(title)),
        *shapes,
        viewBox=f"0 0 {_n(width)} {_n(height)}",
        role="img",
        **{"class": "picture"},
    )


def box(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    """Return a rectangle of a kind that the style knows."""
    at = {"x": _n(x), "y": _n(y), "width": _n(max(width, 0)), "height": _n(max(height, 0))}
    return _tag("rect", **at, rx="2", **{"class": kind})


def words(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> Markup:
    """Return a text that begins, ends or is centred at a point."""
    at = {"x": _n(x), "y": _n(y), "text-anchor": anchor}
    return _tag("text", escape(text), **at, **({"class": kind} if kind else {}))


def line(start: Point, end: Point, kind: str) -> Markup:
    """Return a straight line."""
    ends = {"x1": _n(start[0]), "y1": _n(start[1]), "x2": _n(end[0]), "y2": _n(end[1])}
    return _tag("line", **ends, **{"class": kind})


def path(points: Sequence[Point], kind: str, *, closed: bool = False) -> Markup:
    """Return a line through points, or the area that it encloses."""
    drawn = "M" + " L".join(f"{_n(x)} {_n(y)}" for x, y in points) + (" Z" if closed else "")
    return _tag("path", d=drawn, **{"class": kind})


def hatching(name: str) -> Markup:
    """Return the pattern that hatched boxes are filled with; a page holds it once."""
    stripe = _tag("path", d="M-1 1 L1 -1 M0 6 L6 0 M5 7 L7 5", **{"class": "stripe"})
    about = {"id": name, "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
    return _tag("defs", _tag("pattern", stripe, **about))


def wrapped(text: str, room: int, most: int = 3) -> list[str]:
    """Return a text in lines of about so many characters, the last one cut where there are more."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word[:room])
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][: room - 1]}…"]


def joined(shapes: Iterable[Markup]) -> Markup:
    """Return shapes one after the other."""
    return Markup("").join(shapes)


def _tag(name: str, *inner: Markup, **attributes: str) -> Markup:
    written = joined(Markup(' {}="{}"').format(key, value) for key, value in attributes.items())
    # The name is one of those above and never somebody's text.
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, joined(inner))


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
