"""Rules on the section “archetype”."""

from framing_tui.rules.registry import Rule

RULES: tuple[Rule, ...] = ()
