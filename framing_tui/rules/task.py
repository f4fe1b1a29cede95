"""Rules on section 4, the task (FT4xx)."""

from framing_tui.model.framing import Framing
from framing_tui.model.task import Task
from framing_tui.model.values import Holds, Range, figure
from framing_tui.rules.finding import Flagged, Level, Way, red, warn
from framing_tui.rules.registry import Limits, Rule, limited_rule


@limited_rule(
    "FT401",
    "class-ids-hardwired",
    (Level.RED, Level.WARN),
    Way.SERVING,
    "data",
    reads=(Task.scored_per_pair, Task.new_classes, Task.classes, Task.type),
    limits={"classes": 100.0},
)
def class_ids_hardwired(framing: Framing, limits: Limits) -> Flagged | None:
    """The classes are built into the output, and new ones keep coming.

    Why: a model with one output for each class knows nothing of a class that came after training.
    Fires: for an output that names classes or items and is not scored per pair: red where new ones
    come weekly, a warning where they come monthly or quarterly and there are 100 or more.
    Silent: where each pair is scored, where the set of classes stands still or grows yearly, and
    while one of the answers is open.
    Do: make the class an input, as in P(interaction | user, item), and score the candidates.
    Source: chapter, section 4.
    """
    task = framing.task
    pairwise = task.scored_per_pair
    if pairwise not in ("no", "unsure"):
        return None
    questions = (Task.scored_per_pair, Task.new_classes)
    if task.new_classes == "weekly":
        if pairwise == "unsure":
            message = "new classes come weekly, and nobody is sure that they are scored per pair"
            return warn(message, *questions)
        return red("new classes come weekly, and their ids are built into the output", *questions)
    if pairwise == "unsure" or task.new_classes not in ("monthly", "quarterly"):
        return None
    if task.classes is None:
        return None
    many = task.classes.at_least(Range.of(limits["classes"]))
    if many is Holds.NEVER:
        return None
    count = str(task.classes) if many is Holds.ALWAYS else f"up to {figure(task.classes.high)}"
    message = f"{count} classes are built into the output, and new ones come {task.new_classes}"
    return warn(message, *questions, Task.classes)


RULES: tuple[Rule, ...] = (class_ids_hardwired,)
