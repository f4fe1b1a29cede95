"""Rules on the section “metrics”."""

from framing_tui.rules.registry import Rule

RULES: tuple[Rule, ...] = ()
