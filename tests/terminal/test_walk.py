"""The walk of docs/walk.md: its script gets through the program, its pictures show the screens."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

from framing_tui.assessment import assess
from framing_tui.spec.page import build_page
from framing_tui.storage.load import load

DOCS = Path(__file__).resolve().parents[2] / "docs"

# What is said by the clock; a picture shows none of it.
CLOCKS = re.compile(r"saved \d|\d of 60 min|\d min \d|\d spent")


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
@pytest.mark.parametrize(
    "size",
    [pytest.param((120, 36), marks=pytest.mark.nightly), (80, 24)],
    ids=["120x36", "80x24"],
)
def test_the_first_pass_leads_to_a_page_with_every_field(
    walk: ModuleType, tmp_path: Path, size: tuple[int, int]
) -> None:
    taken = {picture.name: svg for picture, svg in walk.pictures(*size, tmp_path)}
    assert set(taken) == {p.name for p in pictures_of(walk, is_wide=size[0] >= walk.WIDE)}
    for svg in taken.values():
        # What a clock says is left out.
        assert CLOCKS.findall("\n".join(words_of(svg))) == []
    framing = load(tmp_path / walk.FILE).framing
    assessment = assess(framing)
    assert assessment.passes.first_open == ()
    assert 30 <= assessment.first_pass.total <= 50
    page = build_page(framing, assessment)
    assert len(page.fields) == 12
    assert [field.label for field in page.fields if not field.parts] == []


def pictures_of(walk: ModuleType, *, is_wide: bool) -> list[Any]:
    """Return the pictures that are taken on a walk, at a size."""
    steps = [walk.START, *walk.BEGINNING, *walk.ANSWERS, *walk.ENDING]
    steps += [step for said in steps if isinstance(said, walk.Said) for step in said.then]
    pictures = [step for step in steps if isinstance(step, walk.Picture)]
    return [picture for picture in pictures if picture.narrow or is_wide]


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("start-120x36", ("Frame a machine-learning project in an hour.", "no changes", "Title")),
        ("overview-120x36", ("● 4 fraud review queue", "fraud lead; data lead")),
        ("stack-120x36", ("first pass 7/", "28 to 31", "The decision that gets better", "F1 help")),
        ("need-120x36", ("End of ML at all?", "Do rules reach the KPI?", "machine learning fits")),
        ("labels-120x36", ("gaming", "mean", "chargeback within 90 days")),
        ("feasibility-120x36", ("160..180", "✗ SERVING", "Serving → red", "FT603")),
        ("room-120x36", ("160..180", "✗ SERVING", "FT603")),
        ("metrics-120x36", ("good orders held", "What must not break (constraints)")),
        ("validation-120x36", ("by change and share", "✗ too late", "✓ in time")),
        ("spec-120x36", ("The page as it stands", "Fraud review queue", "Business KPI")),
        ("leaving-120x36", ("What this meeting did", "Decision data first", "open → ✗ red")),
        ("stack-80x24", ("The decision that gets better", "1 Framing stack 7/")),
        ("labels-80x24", ("gaming", "mean", "5 Labels")),
        ("feasibility-80x24", ("160..180", "✗ SERVING red", "FT603")),
        ("validation-80x24", ("by change and share", "8 Validation", "✗")),
        ("spec-80x24", ("The page as it stands", "Fraud review queue", "Stops if:")),
    ],
)
def test_each_picture_shows_its_screen(walk: ModuleType, file: str, shown: tuple[str, ...]) -> None:
    svg = (walk.IMAGES / f"{file}.svg").read_text(encoding="utf-8")
    text = "\n".join(words_of(svg))
    assert [words for words in shown if words not in text] == []
    assert "url(http" not in svg
    assert CLOCKS.findall(text) == []


def test_the_page_shows_every_picture_that_is_taken(walk: ModuleType) -> None:
    page = (DOCS / "walk.md").read_text(encoding="utf-8")
    names = {
        picture.file(*size).name
        for size in walk.SIZES
        for picture in pictures_of(walk, is_wide=size[0] >= walk.WIDE)
    }
    assert set(re.findall(r"images/walk/(\S+\.svg)\)", page)) == names
    assert {path.name for path in walk.IMAGES.glob("*.svg")} == names
