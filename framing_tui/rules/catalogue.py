"""Every rule, in the order of its code.

Why an explicit list: a rule that is not in its module's `RULES` does not exist, and nothing is
found by walking packages.
"""

from framing_tui.rules import (
    archetype,
    feasibility,
    labels,
    metrics,
    need,
    spec,
    stack,
    task,
    validation,
)
from framing_tui.rules.registry import Rule

RULES: tuple[Rule, ...] = (
    *stack.RULES,
    *need.RULES,
    *archetype.RULES,
    *task.RULES,
    *labels.RULES,
    *feasibility.RULES,
    *metrics.RULES,
    *validation.RULES,
    *spec.RULES,
)

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
