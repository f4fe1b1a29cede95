"""What the benchmarks conclude, and when they do not; nothing here is measured."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Import one of the benchmarks by its name; they find each other as scripts do."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    yield import_module
    for name in set(sys.modules) - before:
        if (BENCHMARKS / f"{name}.py").exists():
            del sys.modules[name]


@pytest.fixture
def figures(module: object) -> ModuleType:
    assert callable(module)
    found = module("figures")
    assert isinstance(found, ModuleType)
    return found


@pytest.mark.parametrize(
    ("took", "verdict"),
    [
        ([10.0, 10.1, 9.9, 10.2, 10.0], "MISSED"),
        # The middle half spreads over a third of the median.
        ([10.0, 14.0, 9.0, 13.0, 10.0], "not concluded"),
        # Too few to tell.
        ([10.0, 10.0, 10.0, 10.0], "not concluded"),
    ],
)
def test_nothing_is_concluded_where_the_anchor_is_restless(
    figures: ModuleType, took: list[float], verdict: str
) -> None:
    found = figures.Figures()
    for value in took:
        found.saw("an anchor", value)
    slow = found.add("slow", "ms", 12.0, most=10, anchor="an anchor")
    small = found.add("small", "B", 12.0, most=20)
    assert found.verdict(slow) == verdict
    assert found.verdict(small) == "kept"


def test_processor_time_may_keep_what_the_clock_misses(figures: ModuleType) -> None:
    found = figures.Figures()
    assert found.verdict(found.add("a", "ms", 12.0, 9.0, most=10)) == "kept in processor time"
    assert found.verdict(found.add("b", "ms", 12.0, 11.0, most=10)) == "MISSED"
    assert found.verdict(found.add("c", "files/s", 500, least=400)) == "kept"
    assert found.verdict(found.add("d", "files/s", 300, least=400)) == "MISSED"


@pytest.mark.parametrize(("power", "is_worse"), [(1.0, False), (1.1, False), (1.3, True)])
def test_an_exponent_is_that_of_the_last_doublings(
    module: object, power: float, is_worse: bool
) -> None:
    assert callable(module)
    growth = module("growth")
    sizes = (100, 200, 400, 800, 1600)
    # What does not grow weighs at small sizes alone, which are left out.
    ms = (1000.0, *(size**power for size in sizes[1:]))
    found = growth.Growth("rows", "work", sizes, ms)
    assert found.exponent == pytest.approx(power)
    assert found.is_worse is is_worse


def test_only_what_is_between_the_marks_of_the_page_is_replaced(
    module: object, tmp_path: Path
) -> None:
    assert callable(module)
    tables = module("tables")
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{tables.BEGIN}\nold\n{tables.END}\nafter\n", encoding="utf-8")
    tables.write_page("new\n", page)
    expected = f"before\n{tables.BEGIN}\nnew\n{tables.END}\nafter\n"
    assert page.read_text(encoding="utf-8") == expected
    marks = tables.PAGE.read_text(encoding="utf-8")
    assert marks.count(tables.BEGIN) == marks.count(tables.END) == 1


def test_every_framing_that_grows_is_read_without_a_problem(module: object) -> None:
    assert callable(module)
    grown = module("grown")
    for kind in grown.KINDS:
        text = kind.text(kind.sizes[0])
        assert grown.load_text(text).answers


@pytest.mark.skipif(sys.platform == "win32", reason="starts programs the POSIX way")
def test_a_process_is_told_with_its_output_and_what_it_took(module: object, tmp_path: Path) -> None:
    assert callable(module)
    place = module("places").Place(tmp_path, sys.executable)
    ran = place.run("-c", "print('x' * 3); b = bytearray(90_000_000)")
    assert ran.output == b"xxx\n"
    assert ran.memory > 85
    assert ran.processor > 0
    with pytest.raises(RuntimeError, match="ended with 3"):
        place.run("-c", "raise SystemExit(3)")


@pytest.mark.skipif(sys.platform == "win32", reason="the benchmarks are for POSIX systems")
def test_one_round_concludes_or_says_that_it_cannot(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    command = [sys.executable, str(BENCHMARKS / "run.py"), "--rounds", "1", "--only", "inside"]
    done = subprocess.run(
        [*command, "--quick", "--json", str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1, 2), done.stderr
    assert "Traceback" not in done.stderr
    assert "| a letter in a full framing, judged behind the one before |" in done.stdout
    assert "| a full framing, all judged anew |" in done.stdout
    assert '"verdict": ' in out.read_text(encoding="utf-8")
    assert ("not concluded" in done.stdout) == (done.returncode == 2)
