"""The page about the rules says what the rules say."""

import re
from pathlib import Path

from framing_tui.rules.catalogue import ALL_RULES
from framing_tui.rules.reference import reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "write reference() to docs/rules.md"


def test_every_rule_has_its_entry_and_its_link() -> None:
    page = reference()
    entries = re.findall(r"^### (FT\d+) (\S+)$", page, re.M)
    assert entries == [(rule.code, rule.name) for rule in ALL_RULES]
    links = re.findall(r"\[(FT\d+)\]\(#([\w-]+)\)", page)
    assert links == [(code, f"{code.lower()}-{name}") for code, name in entries]


def test_thresholds_stand_on_the_page() -> None:
    page = reference()
    for rule in ALL_RULES:
        for name, value in rule.limits.items():
            assert f"`{name}` {value:g}" in page
