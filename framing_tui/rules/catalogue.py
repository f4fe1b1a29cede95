"""Every rule, in the order of its code.

Why an explicit list: a rule that is not in its module's `RULES` does not exist, and nothing is
found by walking packages.
"""

from framing_tui.rules import (
    archetype,
    feasibility_claims,
    feasibility_containment,
    feasibility_facts,
    feasibility_risk,
    labels,
    labels_proxy,
    metrics,
    metrics_primary,
    need,
    spec,
    stack,
    stack_policy,
    task,
    validation,
)
from framing_tui.rules.registry import AnyRule, Rule, SecondPassRule

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *stack.RULES,
            *stack_policy.RULES,
            *need.RULES,
            *archetype.RULES,
            *task.RULES,
            *labels.RULES,
            *labels_proxy.RULES,
            *feasibility_containment.RULES,
            *feasibility_facts.RULES,
            *feasibility_risk.RULES,
            *metrics.RULES,
            *metrics_primary.RULES,
            *validation.RULES,
        ),
        key=lambda rule: rule.code,
    )
)

# In the order in which they run: each sees what those before it have found.
SECOND_PASS: tuple[SecondPassRule, ...] = (*feasibility_claims.RULES, *spec.RULES)

ALL_RULES: tuple[AnyRule, ...] = tuple(sorted((*RULES, *SECOND_PASS), key=lambda rule: rule.code))

BY_CODE: dict[str, AnyRule] = {rule.code: rule for rule in ALL_RULES}
