"""Rules on the section “validation”."""

from framing_tui.rules.registry import Rule

RULES: tuple[Rule, ...] = ()
