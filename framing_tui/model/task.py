"""Section 4: the task, and the traps of growing label spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing_tui.model.kinds import Days, Lines, Number, One, Text, YesNo, option, options
from framing_tui.model.question import Question, Table

if TYPE_CHECKING:
    from framing_tui.model.framing import Framing

# Each names several kinds of output: typed there, they are refused with the kinds that they name.
_CLASSIFIES = "classification, classifier, classify"
_GENERATES = "generation, generative, generative AI, generative model, GenAI"
TYPES = options(
    option(
        "binary",
        "classification: yes or no",
        also=f"{_CLASSIFIES}, binary classification, binary classifier, yes/no, yes or no,"
        " true/false, true or false, two classes, two-class, boolean, 0/1",
    ),
    option(
        "multiclass",
        "classification: one of several",
        also=f"{_CLASSIFIES}, multiclass classification, multiclass classifier, multinomial,"
        " categorical, category, categories, several classes, single-label",
    ),
    option(
        "ordinal",
        "classification: one of several, in order",
        also=f"{_CLASSIFIES}, ordinal classification, ordinal regression, ordered classes, grade,"
        " grades, grading, rating, ratings, star rating, levels",
    ),
    option(
        "multilabel",
        "classification: any of several",
        also=f"{_CLASSIFIES}, multilabel classification, tags, tagging, several labels",
    ),
    option(
        "high-cardinality",
        "classification: one of very many",
        also=f"{_CLASSIFIES}, extreme classification, extreme multiclass, many classes,"
        " very many classes, thousands of classes, large label space",
    ),
    option(
        "probability",
        "regression: how likely, as a number",
        also="probabilities, probabilistic, calibrated probability, likelihood, chance,"
        " propensity, propensity score, logistic regression",
    ),
    option(
        "score",
        "regression: a number that orders cases",
        also="scoring, scores, risk score, scorecard, relevance score, priority score",
    ),
    option(
        "quantity",
        "regression: a forecast, price or duration",
        also="regression, linear regression, forecast, forecasting, forecasts, demand forecast,"
        " time series, number, numeric, numerical, continuous, value, amount, count,"
        " estimate, price, pricing, duration, ETA, demand",
    ),
    option(
        "ranking",
        "regression: items in order",
        also="ranker, ranked list, learning to rank, ordering, recommendation, recommendations,"
        " recommender, recommender system, search, search ranking, retrieval",
    ),
    option(
        "structured",
        "boxes, sequences, graphs",
        also="structured output, structured prediction, box, boxes, bounding box, bounding boxes,"
        " object detection, image segmentation, semantic segmentation, sequence, sequences,"
        " sequence labelling, sequence labeling, graph, graphs, parsing, extraction,"
        " information extraction, named entity recognition, NER",
    ),
    option(
        "text",
        "generation",
        also=f"{_GENERATES}, LLM, LLMs, language model, large language model, GPT, chat, chatbot,"
        " text generation, summary, summaries, summarisation, summarization,"
        " translation, drafts, transcription, speech to text, RAG",
    ),
    option(
        "image",
        "generation",
        also=f"{_GENERATES}, images, picture, pictures, image generation, text to image",
    ),
    option(
        "audio",
        "generation",
        also=f"{_GENERATES}, speech, voice, sound, music, audio generation, speech synthesis,"
        " text to speech, TTS",
    ),
    option(
        "groups",
        "without labels: clusters, segments",
        also="group, clusters, cluster, clustering, segments, segment, segmentation,"
        " customer segmentation, topics, topic model, personas, unsupervised",
    ),
    option(
        "anomaly",
        "without labels: how unusual a case is",
        also="anomalies, anomaly score, anomaly detection, outlier, outliers, outlier detection,"
        " novelty, novelty detection, unusual, unsupervised",
    ),
)
FAMILIES = {
    "classification": ("binary", "multiclass", "ordinal", "multilabel", "high-cardinality"),
    "regression": ("probability", "score", "quantity", "ranking"),
    "generation": ("text", "image", "audio"),
    "without labels": ("groups", "anomaly"),
}
NAMES_CLASSES = ("multiclass", "ordinal", "multilabel", "high-cardinality", "ranking")
GENERATION = FAMILIES["generation"]
UNLABELLED = FAMILIES["without labels"]
# Somebody else has trained it, and may change it.
BORROWED = ("tuned", "as-it-comes")
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


def _is_borrowed(framing: Framing) -> bool:
    return framing.task.origin in BORROWED


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
        first_pass=True,
        good="probability: the policy needs a score to cut",
        weak="text, because language models are good now",
    )
    origin = Question(
        One.of(
            option(
                "trained",
                "here, on your own data",
                also="train, own model, in-house, from scratch, trained here, ours",
            ),
            option(
                "tuned",
                "somebody else's model, adapted to your data",
                also="tune, fine-tuned, fine tuned, finetuned, fine-tuning, adapted,"
                " transfer learning, pretrained, pre-trained, adapter, LoRA",
            ),
            option(
                "as-it-comes",
                "hosted or prompted: nothing is learned here",
                also="as it is, as is, hosted, prompted, prompting, API, vendor, bought,"
                " off the shelf, off-the-shelf, zero-shot, few-shot, RAG",
            ),
        ),
        "Where does the model come from?",
        "A hosted or prompted model learns nothing here, and may change overnight.",
        first_pass=True,
        good="tuned: a public speech model, adapted to our call recordings",
        weak="we use AI",
    )
    version_pinned = Question(
        YesNo(),
        "Is the version of that model pinned?",
        "It changes only when you change it.",
        essential=True,
        when=_is_borrowed,
        when_words="when the model is tuned or comes as it is",
        area="risk",
        good="yes: a dated release, kept for twelve months by contract",
        weak="yes: we use the latest",
    )
    gold_set = Question(
        YesNo(),
        "Is each new version or prompt run against a fixed set of judged cases?",
        "A gold set: the same cases each time, with the right answer beside each.",
        essential=True,
        when=_is_borrowed,
        when_words="when the model is tuned or comes as it is",
        area="risk",
        good="yes: 300 letters with the answer that two agents agreed on",
        weak="yes: we try a few",
    )
    group_actions = Question(
        Lines(),
        "What is done differently for each group",
        "One a line. Groups that are treated alike are a chart.",
        essential=True,
        when=lambda f: f.task.type == "groups",
        when_words="when the output is groups",
        area="roi",
        good="new buyers get a call; sleeping accounts get nothing",
        weak="better insight",
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
        One.of(
            option("never", also="no, none, not at all, fixed, static"),
            option("yearly", also="annual, annually, every year, each year, a year"),
            option("quarterly", also="every quarter, each quarter, a quarter"),
            option("monthly", also="every month, each month, a month"),
            option(
                "weekly",
                "weekly or faster",
                also="weekly or faster, every week, each week, a week, daily, every day, each day,"
                " hourly, every hour, constantly, continuously, all the time",
            ),
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
