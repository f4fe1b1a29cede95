"""The quick way of reading a text says what the exact one says, on texts of every kind.

Why both are there: nearly any file is plain, and is passed by a few searches; what is not is looked
at step by step.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from random import Random

import pytest

from framing_tui.storage import layout, limits
from framing_tui.storage.layout import Layout
from tests.property.test_edits_lose_nothing import Writer
from tests.unit.test_hostile_files import REFUSED, WRONG
from tests.unit.test_layout import SPELLINGS

ROOT = Path(__file__).resolve().parents[2]
FILES = [*sorted(ROOT.glob("templates/*/*.toml")), *sorted(ROOT.glob("tests/cases/*.toml"))]
TEXTS = {
    "every spelling": SPELLINGS,
    **{str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in FILES},
    **{name: raw.decode("utf-8", "replace") for name, raw in (REFUSED | WRONG).items()},
    **{f"random {seed}": Writer(Random(seed)).text() for seed in range(60)},
}
every_text = pytest.mark.parametrize("name", TEXTS)


def is_toml(text: str) -> bool:
    try:
        limits.look(text)
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def outcome(text: str) -> tuple[str, int | None] | None:
    """Return why a text is too wild, and where, or None."""
    try:
        limits.look(text)
    except limits.TooWild as error:
        return str(error), error.line
    return None


@every_text
def test_what_is_passed_at_a_look_is_passed_step_by_step(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = outcome(TEXTS[name])
    monkeypatch.setattr(limits, "_is_tame", lambda text: False)
    assert outcome(TEXTS[name]) == quick


def test_plain_files_are_passed_at_a_look_and_wild_ones_are_not() -> None:
    # The others in the folder of cases are lists of what their framings lead to.
    lists = ("before", "expected", "mapping", "needed")
    framings = [path for path in FILES if path.stem not in lists]
    assert len(framings) > 30
    assert all(limits._is_tame(path.read_text(encoding="utf-8")) for path in framings)
    wild = [name for name, text in TEXTS.items() if outcome(text) is not None]
    assert len(wild) > 10
    assert [name for name in wild if limits._is_tame(TEXTS[name])] == []


def positions(found: Layout) -> tuple[object, ...]:
    tables = [(t.path, t.start, t.lead, t.line, t.is_row) for t in found.tables]
    paths = (*found.values, *(t.path for t in found.tables))
    lines = {path[:n]: found.line(path[:n]) for path in paths for n in range(len(path) + 1)}
    return list(found.values.items()), tables, lines


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if is_toml(text)])
def test_a_common_line_is_laid_out_as_any_other(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = positions(layout.lay_out(TEXTS[name]))
    monkeypatch.setattr(layout, "_COMMON", re.compile(r"(?!)"))
    monkeypatch.setattr(layout, "_BARE_KEYS", r"(?!)")
    layout.lay_out.cache_clear()
    assert positions(layout.lay_out(TEXTS[name])) == quick
    layout.lay_out.cache_clear()
