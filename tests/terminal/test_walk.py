"""The walk of docs/walk.md: its script gets through the program, its pictures show the screens."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def walk() -> ModuleType:
    """docs/walk.py, which imports from the script beside it."""
    before = list(sys.path)
    sys.path.insert(0, str(DOCS))
    try:
        spec = importlib.util.spec_from_file_location("docs_walk", DOCS / "walk.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    finally:
        sys.path[:] = before
    return module


def words_of(svg: str) -> list[str]:
    """Return the lines of a picture, as docs/screenshots.py reads them."""
    lines: list[str] = sys.modules["screenshots"].words(svg)
    return lines


@pytest.mark.terminal
def test_the_walk_comes_to_the_half_filled_stack(walk: ModuleType) -> None:
    taken = {p.name: svg for p, svg in walk.pictures(120, 36, until="stack")}
    assert list(taken) == ["overview", "stack"]
    overview, stack = ("\n".join(words_of(svg)) for svg in taken.values())
    assert "● 4 fraud review queue" in overview
    assert "0 answered" in overview
    for words in ("8 answered", "28..31", "The decision that gets better", "F1 help"):
        assert words in stack
    # The clock is left out.
    assert not re.search(r"saved \d", stack)


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("overview-120x36", ("● 4 fraud review queue", "next")),
        ("stack-120x36", ("8 answered", "28..31")),
        ("need-120x36", ("Do rules reach the KPI?", "Verdict machine learning fits")),
        ("labels-120x36", ("gaming", "mean", "chargeback within 90 days")),
        ("feasibility-120x36", ("160..180", "✗ Serving red", "FT603")),
        ("metrics-120x36", ("good orders held", "What must not break (constraints)")),
        ("validation-120x36", ("Days to a readable result", "✗ too late", "✓ in time")),
        ("spec-120x36", ("The page as it stands", "Fraud review queue", "Business KPI")),
        ("stack-80x24", ("The decision that gets better", "8/68 answered")),
        ("feasibility-80x24", ("160..180", "FT603")),
        ("validation-80x24", ("Days to a readable result", "8 Validation", "✗ too late")),
        ("spec-80x24", ("The page as it stands", "Fraud review queue", "Stops if:")),
    ],
)
def test_each_picture_shows_its_screen(walk: ModuleType, file: str, shown: tuple[str, ...]) -> None:
    svg = (walk.IMAGES / f"{file}.svg").read_text(encoding="utf-8")
    text = "\n".join(words_of(svg))
    assert [words for words in shown if words not in text] == []
    assert "url(http" not in svg
    assert not re.search(r"saved \d", text)


def test_the_page_shows_every_picture_that_is_taken(walk: ModuleType) -> None:
    page = (DOCS / "walk.md").read_text(encoding="utf-8")
    names = {
        step.file(*size).name
        for step in walk.WALK
        if isinstance(step, walk.Picture)
        for size in walk.SIZES
        if size == walk.SIZES[0] or step.narrow
    }
    assert set(re.findall(r"images/walk/(\S+\.svg)\)", page)) == names
    assert {path.name for path in walk.IMAGES.glob("*.svg")} == names
