"""The kickoff spec as Markdown, for a blank, a half-answered and a fully answered framing.

Findings are set by hand: these files are about the page, and must not change with every rule.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from framing_tui.assessment import Assessment, assess
from framing_tui.assessment.cells import judge_cells
from framing_tui.model.framing import Framing
from framing_tui.rules.finding import Finding, Level, Way
from framing_tui.spec.markdown import render_markdown
from framing_tui.spec.page import build_page
from framing_tui.storage.load import load

FRAMINGS = Path(__file__).parent / "framings"
VERSION_1 = Path(__file__).parent / "templates" / "version-1.md.j2"

NO_TIMEFRAME = Finding(
    "FT101",
    "no-kpi-or-timeframe",
    Level.RED,
    Way.IMPACT,
    "roi",
    "no timeframe: this is not an ML project yet",
    ("stack.timeframe_days",),
)
NOT_CONFIRMED = Finding(
    "FT602",
    "features-not-confirmed",
    Level.RED,
    Way.SERVING,
    "serving",
    "“traffic | live” is not there at prediction time",
    ("serving.features",),
)
NO_TARGET = Finding(
    "FT102",
    "kpi-without-figures",
    Level.WARN,
    Way.IMPACT,
    "roi",
    "the KPI “calls per 1,000 parcels” has no target",
    ("stack.kpi_target",),
)
ADVICE = Finding(
    "FT110", "advice-binds-nobody", Level.NOTE, Way.IMPACT, None, "never printed", ("stack.policy",)
)
FINDINGS = {"blank": (), "half": (NO_TIMEFRAME, NOT_CONFIRMED, NO_TARGET, ADVICE), "full": ()}


def _judged(framing: Framing, findings: tuple[Finding, ...]) -> Assessment:
    return assess(framing)._replace(findings=findings, cells=judge_cells(framing, findings))


@pytest.mark.parametrize("name", ["blank", "half", "full"])
def test_page_is_printed_as_before(name: str, golden: Callable[[str, str], None]) -> None:
    opened = load(FRAMINGS / f"{name}.toml")
    assert opened.problems == ()
    page = build_page(opened.framing, _judged(opened.framing, FINDINGS[name]))

    text = render_markdown(page)

    assert text == render_markdown(page)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
    assert "\r" not in text
    assert not [line for line in text.split("\n") if line != line.rstrip()]
    golden(f"{name}.md", text)


def test_a_line_of_the_page_is_at_most_two_lines_of_print() -> None:
    framing = load(FRAMINGS / "full.toml").framing
    page, _, _ = render_markdown(build_page(framing, _judged(framing, ()))).partition("\n---\n")
    rows = [line for line in page.split("\n") if line.startswith("|")]
    said = [line for line in page.split("\n") if line.startswith(("- ", "  - "))]
    assert max(map(len, said)) <= 240
    assert max(len(cell) for row in rows for cell in row.split("|")) <= 180


def test_a_template_written_for_version_1_still_renders(
    golden: Callable[[str, str], None],
) -> None:
    framing = load(FRAMINGS / "half.toml").framing
    page = build_page(framing, _judged(framing, FINDINGS["half"]))
    golden("half-version-1.md", render_markdown(page, str(VERSION_1)))
