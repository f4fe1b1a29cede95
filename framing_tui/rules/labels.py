"""Rules on the section “labels”."""

from framing_tui.rules.registry import Rule

RULES: tuple[Rule, ...] = ()
