"""Section 4: the task, and the traps of growing label spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing_tui.model.kinds import Days, Number, One, Text, YesNo, options
from framing_tui.model.question import Question, Table

if TYPE_CHECKING:
    from framing_tui.model.framing import Framing

TYPES = options(
    ("binary", "binary", "classification: yes or no"),
    ("multiclass", "multiclass", "classification: one of several"),
    ("ordinal", "ordinal", "classification: one of several, in order"),
    ("multilabel", "multilabel", "classification: any of several"),
    ("high-cardinality", "high cardinality", "classification: one of very many"),
    ("probability", "probability", "regression: how likely, as a number"),
    ("score", "score", "regression: a number that orders cases"),
    ("quantity", "quantity", "regression: a forecast, price or duration"),
    ("ranking", "ranking", "regression: items in order"),
    ("structured", "structured", "boxes, sequences, graphs"),
    ("text", "text", "generation"),
    ("image", "image", "generation"),
    ("audio", "audio", "generation"),
)
FAMILIES = {
    "classification": ("binary", "multiclass", "ordinal", "multilabel", "high-cardinality"),
    "regression": ("probability", "score", "quantity", "ranking"),
    "generation": ("text", "image", "audio"),
}
NAMES_CLASSES = ("multiclass", "ordinal", "multilabel", "high-cardinality", "ranking")
GENERATION = FAMILIES["generation"]
MANY_CLASSES = 1000


def _names_classes(framing: Framing) -> bool:
    return framing.task.type in NAMES_CLASSES


def _label_space_grows(framing: Framing) -> bool:
    task = framing.task
    grows = task.new_classes not in (None, "never")
    return _names_classes(framing) and (
        grows or (task.classes is not None and task.classes.high >= MANY_CLASSES)
    )


def _is_cut(framing: Framing) -> bool:
    return framing.stack.policy in ("threshold", "top-k", "bands")


def _is_generation(framing: Framing) -> bool:
    return framing.task.type in GENERATION


class Task(Table):
    """What the model puts out, and whether that can stay as it is."""

    path = "task"
    heading = "The ML task"

    type = Question(
        One(options=TYPES),
        "What kind of output is it?",
        "Choose by what comes out for one case, not by the algorithm.",
        essential=True,
        first_pass=True,
        good="probability: the policy needs a score to cut",
        weak="text, because language models are good now",
    )
    classes = Question(
        Number(whole=True, minimum=2),
        "How many classes or items are there?",
        "Today's count; a range if it varies.",
        essential=True,
        when=_names_classes,
        when_words="when the output names classes or ranks items",
        area="labels",
        good="38 queues",
        weak="all of them",
    )
    new_classes = Question(
        One(
            options=options(
                "never", "yearly", "quarterly", "monthly", ("weekly", "weekly", "weekly or faster")
            )
        ),
        "How often do new ones appear?",
        "A model that names classes must be trained again for each.",
        essential=True,
        when=_names_classes,
        when_words="when the output names classes or ranks items",
        area="data",
        good="quarterly, when a product line is launched",
        weak="never, we hope",
    )
    scored_per_pair = Question(
        YesNo(),
        "Is the class or item an input, scored pair by pair?",
        "As in P(interaction | user, item): new items then need no new training.",
        essential=True,
        when=_label_space_grows,
        when_words="when new classes or items appear, or there are 1,000 or more",
        area="data",
        good="yes: each user and item pair gets a score",
        weak="no: one output for each of 50,000 items",
    )
    gives_confidence = Question(
        YesNo(),
        "Does the output carry a confidence that can be cut or sorted?",
        "The chosen policy needs one.",
        essential=True,
        when=_is_cut,
        when_words="when the policy is a threshold, top K or bands",
        good="yes: a calibrated probability",
        weak="yes: the model says how sure it feels",
    )
    horizon_days = Question(
        Days(),
        "How far ahead does it look?",
        "From the moment of prediction to the moment that is predicted.",
        when=lambda f: f.task.type == "quantity",
        when_words="when the output is a quantity",
    )
    evaluation_plan = Question(
        Text(),
        "How is the generated output judged?",
        "Who rates what, against which reference, how many, before every release.",
        essential=True,
        when=_is_generation,
        when_words="when the output is generated text, image or audio",
        proves=True,
        area="risk",
        good="200 fixed prompts rated by two agents each release; agreement reported",
        weak="we read a few",
    )
    safety_controls = Question(
        Text(),
        "What keeps harmful output from reaching anybody?",
        "Filters, allowed topics, a person who sends.",
        essential=True,
        when=_is_generation,
        when_words="when the output is generated text, image or audio",
        proves=True,
        area="risk",
        good="an agent edits and sends every draft; drafts on refunds are off",
        weak="the model is safe",
    )
