"""What a rule is called where its name is read by people."""

from __future__ import annotations

_SPELT = {
    **{word: word.upper() for word in ("kpi", "ml", "roi", "auc", "k")},
    "kpis": "KPIs",
    "ids": "IDs",
}


def title_of(name: str) -> str:
    """Return a rule's name as a title: `no-kpi-or-timeframe` becomes “No KPI or timeframe”."""
    words = " ".join(_SPELT.get(word, word) for word in name.split("-"))
    return words[:1].upper() + words[1:]
