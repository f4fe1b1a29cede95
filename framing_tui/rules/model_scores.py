"""Words in a KPI that measure the model, kept apart from those that only look like it.

Why short lists and company words: a recall, a precision and a lift are also things of business,
so such a word counts where what stands beside it is a class, an alert or a score, and is left
alone where that is not said.
"""

from __future__ import annotations

import re
from functools import lru_cache

from framing_tui.rules.phrases import short_list

# Patterns are texts here, put together by `re` where one is first wanted.
# Names that mean a model's score wherever they stand. Abbreviations that are also words or names
# count in capitals only.
_SCORE = r"""(?x)
    (?<![\w-])(?:
    (?i: (?:ROC|PR)[- ]?AUC | AUC(?:[- ](?:ROC|PR))?(?![ ](?:of|for)[ ](?:[\w-]+[ ]){0,2}?
          (?:glucose|insulin|drugs?|plasma|serum|blood|concentrations?|doses?)\b) | AUROC | AUPRC
      | area[ ]under[ ](?:the[ ])?(?:ROC|PR|precision[- ]recall)(?:[ ]curve)?
      | (?:positive|negative)[ ]predictive[ ]values?
      | (?:mean[ ])?average[ ]precision(?:@\d+)?
      | NDCG(?:@\d+)? | mean[ ]reciprocal[ ]rank | MRR@\d+ | (?:hit[ ]rate|hits?|HR|pass|P|R)@\d+
      | N?RMSE | RMSLE | S?MAPE | WM?APE | MASE | MdAPE | CRPS | R[- ]squared
      | (?:pinball|quantile)[ ]loss
      | (?:root[- ])?(?:mean|median)[- ](?:absolute|squared?)[- ](?:percent(?:age)?[- ])?error
      | log-?loss | cross[- ]entropy(?:[ ]loss)? | (?:validation|test|training|holdout)[ ]loss
      | brier(?:[ ]score)? | (?:expected[ ])?calibration[ ]error
      | F[- ]?(?:1|2|0\.5|beta)[- ](?:score|measure) | F-measure | F(?:_1|₁)
      | (?:macro|micro|weighted)[- ]F1
      | (?:false|true)[- ](?:positive|negative)s?[- ]rates?
      | rates?[ ]of[ ]false[ ](?:positives|negatives)
      | error(?:[ ]rate)?[ ]of[ ](?:the|our|a)[ ](?:models?|classifiers?) | misclassified[ ]\w+
      | misclassification(?:[ ]rate)? | (?:mis)?classification[ ]error | prediction[ ]errors?
      | top[- ]\d+[ ]error(?:[ ]rate)?
      | (?:model|classifier)(?:['’]s)?[ ]error[ ]rate | equal[ ]error[ ]rate
      | (?:word|character|phoneme|token)[ ]error[ ]rate
      | matthews[ ]correlation | (?:cohen['’]?s|(?:quadratic[ ])?weighted)[ ]kappa
      | m?IoU | intersection[ ]over[ ]union | dice[ ](?:score|coefficient) | silhouette[ ]score
      | sacrebleu | BLEU[ -](?:score|\d) | ROUGE-[L12] | BERTscore
      | KS[ ](?:statistic|score) | kolmogorov-smirnov | qini(?:[ ]\w+)?
      | (?:top[- ])?decile[ ]lift | lift@\d+ | lift[ ](?:at|in)[ ](?:the[ ])?(?:top|first)\b
      | (?:within[- ](?:one|1)|adjacent|one-off)[- ](?:class[- ])?accuracy
      | balanced[ ]accuracy | top[- ](?:\d+|k)[ ]accuracy
      | (?:precision|recall|accuracy)[ ]?@[ ]?(?:k|\d+) | (?:precision|recall)[ ]at[ ]k
      | precision[ ]at[ ](?:the[ ])?top[ ]\d+ | precision[ ]at[ ]\d+(?=[ ]a[ ]day\b|\W*$)
      | correct[ ](?:predictions|classifications) | correctly[ ]predicted )
    | mAP | MAP@[\d.]+ | FPR | TPR | FNR | (?:FP|FN)[ ][Rr]ates? | WER | BLEU
    | (?<!BATON[ ])ROUGE | R² | R\^2 )(?![\w²]|-\w)"""
# “Off by one day” and “off-by-one errors in code” are none of a model's.
_OFF_BY_ONE = r"""(?ix)
    \b(?:off-by-(?:one|two|1|2)
      |off[ ]by[ ](?:one|two|1|2)(?=[ ](?:rate|accuracy|score|agreement)))
      (?![- ](?:days?|weeks?|hours?|minutes?|months?|slots?|units?|items?|pieces?|digits?|cents?
      |bugs?|defects?|mistakes?|errors?(?![ ]rate))\b)(?:[ ](?:error[ ])?rate|[ ]accuracy)?"""
_GINI = r"(?i)\bgini(?:[- ](?:coefficient|index|score))?\b"
_OF_PEOPLE = short_list(
    """income incomes wealth inequality pay wage wages salary salaries earnings land market markets
    concentration households"""
)

# Counted alone they are the model's; what they cost, or who is called back, is not.
_FALSE_ALONE = r"""(?ix)
    ^\W*(?:(?:the|our|fewer|less|total|number|share|rate|percentage|count|of)[ ])*
    (false[ -](?:positives|negatives))\W*$"""

# What a model tells apart or hands out; beside a recall or a precision it makes them its scores.
_CLASS = r"""(?:critical|severe|urgent|positives?|negatives?|minority|majority|rare|(?:\w+-)?class
    |classes|labels?|fraud\w*|spam|phishing|malware|churn\w*|leavers|defaulters|anomal\w+
    |outliers?|alerts?|alarms?|flag(?:s|ged)?|intents?|entit(?:y|ies)|tumou?rs?|cancers?|lesions?
    |sepsis|detections?|detectors?|classifiers?|predictions?|recommendations?|retrieval|duplicates?
    |intrusions?|threats?|attacks?|abuse|no-shows?|macro|micro|weighted)"""
_FOUND = rf"""(?:{_CLASS}|models?|tickets?|cases|documents?|passages?|bugs?|incidents?|defects?
    |faults?|failures?|complaints?|transactions?|claims?|events?|matches|suggestions?|warnings?|queue
    |forecasts?|high-risk|risky|relevant|true)"""
_SCORED = r"""(?:[ ]?(?:≥|>=?|=|:)[ ]?|[ ](?:of|at|above|over|under|below)[ ](?:at[ ]least[ ])?)
    (?:0?\.\d+(?![\d.]|[ ]?[a-zµ])|\d+(?:\.\d+)?[ ]?(?:%|percent\b)
    |(?:a[ ])?(?:fixed[ ])?(?:precision|recall|FPR|false)\b)"""
_OF_FOUND = rf"(?:of|on|for)[ ](?:(?!(?:of|per|in|and)\b)[\w'’-]+[ ]){{0,3}}?{_FOUND}\b"
# Words of two meanings. What tells the two apart is long, and read only where one of them stands.
_TWO_MEANINGS = (
    r"(?i)"
    r"recall|precision|accuracy|sensitivity|specificity|perplexity|log loss|mae|mse|r2|f[12]|f0\.5"
)
_IN_COMPANY = rf"""(?ix)(?<![\w-])(?:
      (?:{_CLASS}|top-k|model['’]s|test|validation|holdout|offline)[ ](?:recall|precision)
    | (?:average|mean|overall)[ ]recall(?=[ ](?:of|on|at|over|above|for)\b)
    | (?:model|search|queue|ranking)[ ]precision
    | (?<!per[ ])(?<!a[ ])(?<!each[ ])(?:recall|precision)(?:{_SCORED}|[ ]{_OF_FOUND})
    | (?:precision|recall|accuracy|sensitivity|specificity|F1)
      (?:[ ]?/[ ]?|,?[ ](?:and|or|&)[ ])(?:precision|recall|accuracy|sensitivity|specificity|F1)
    | (?:sensitivity|specificity)(?:{_SCORED}|[ ]{_OF_FOUND})
    | (?:model(?:['’]s)?|classifier|classification|prediction|detection|forecast|forecasting)[ ]
      (?:accuracy|precision) | detection[ ]recall
    | (?:test|validation|holdout|hold-out|held-out)[ ]accuracy
    | accuracy[ ]on[ ](?:the[ ])?(?:test|validation|holdout|hold-out|held-out|benchmark)
    | (?:accuracy|precision|recall)[ ](?:of|in)[ ]
      (?:predicting|detecting|classifying|recogni[sz]ing)
    | (?:accuracy|precision|recall)[ ]of[ ](?:(?:the|our|a|its)[ ])?(?:[\w-]+[ ])?
      (?:models?|classifiers?|detectors?|predictions?|forecasts?)
    | (?:language[- ]model|model|test|validation|holdout|held-out|token|word)[ ]perplexity
    | perplexity[ ](?:of|on|under|below|at)
    | (?:model|test|validation|forecast|demand|prediction)[ ](?:MAE|MSE|R2|F1)
    | ^\W*(?:(?:the|our|lower|mean)[ ])*(?:MAE|MSE|R2|F[12]|F0\.5|log[ ]loss)
      (?:[ ](?:of|on|below|under|at|above|over)\b|[ ]?(?:≥|<=?|≤|>=?|=|:))
    | ^\W*MAE(?=,|[ ]in[ ])
    | (?:recall|precision)[ ]\({_CLASS}\)
    | (?:{_CLASS}|entity|average)[ ]F1
    | F1(?=[ ](?:of|on|at|above|over)[ ]|[ ]?(?:≥|>=?|=)) )(?![\w-])"""
# Words that make a recall one of goods, or of what somebody remembers.
_GOODS = r"""(?ix)
    \b(?:recalls|recalled|recall[ ](?:actions?|appointments?|budgets?|campaigns?
      |completion|costs?|days?|duration|effectiveness|events?|expenses?|interval|letters?|notices?
      |orders?|process\w*|response|scope|spend|times?|visits?|volume)
      |products?|vehicles?|cars?|trucks?|batch(?:es)?|lots?|devices?|implants?|drugs?|medicines?
      |foods?|goods|units?|parts?|toys?|batter(?:y|ies)|tyres?|tires?|appliances?|airbags?
      |brands?|ads?|adverts?|advertis\w+|campaigns?|slogans?|logos?|suppliers?|sold|shipped
      |safety[ ]recall)\b"""
# “Log loss per truck” is wood, and “audit log loss” is a fault of a system.
_LOG_LOSS = (
    r"(?i)"
    r"\blog loss(?= (?:of|on|in) (?:the |our |a )?(?:[\w-]+ ){0,2}?"
    r"(?:models?|classifiers?|predictions?|probabilit(?:y|ies)|test|validation|holdout|held-out)\b)"
)
# Names that mean other things too (precision farming, product recalls, Formula 1, small firms):
# they count where the KPI says nothing else.
_BARE = short_list(
    """accuracy precision recall sensitivity specificity f1 f2 f-score mae mse r2 mcc perplexity
    bleu rouge log-loss gini kappa c-statistic c-index ppv fid"""
)
_SAYS_NOTHING = short_list(
    """the a an our of on at in for to by and or with than over above below less under least most k
    model models set validation test holdout hold-out held-out offline percent score top macro
    micro mean average overall high higher low lower better best improve improved increase reduce
    maximise minimise reach points point adjusted"""
)


# One of these stands in whatever the patterns find, in small letters. Why beside them: to put the
# patterns together takes as long as all other rules, and most KPIs name no score at all.
_STEMS = (
    "@", "²", "^2", "accuracy", "ape", "area under", "auc", "auprc", "auroc", "bleu", "brier",
    "c-index", "calibration", "correct", "correlation", "crps", "dice", "entropy", "error", "f-",
    "f0.5", "f1", "f2", "f_1", "f₁", "false", "fid", "fn ", "fnr", "fp ", "fpr", "gini", "iou",
    "kappa", "kolmogorov", "lift", "loss", "mae", "map", "mase", "mcc", "misclassif", "mse",
    "ndcg", "negative", "off by", "off-by", "perplexity", "positive", "ppv", "precision", "qini",
    "quantile", "r2", "recall", "reciprocal rank", "rmsle", "rouge", "score", "measure",
    "sensitivity", "specificity", "squared", "statistic", "tpr", "union", "wer",
)  # fmt: skip


def may_name_score(text: str) -> bool:
    """Tell whether a text holds a piece of the name of any score."""
    small = text.casefold()
    return any(stem in small for stem in _STEMS)


@lru_cache(maxsize=64)
def score_in(kpi: str) -> str | None:
    """Return the words of a KPI that measure a model, as they were written, or None.

    Remembered, as two rules read the same line on each keystroke.
    """
    text = " ".join(kpi.split())
    if not may_name_score(text):
        return None
    found = re.search(_SCORE, text) or re.search(_OFF_BY_ONE, text) or re.search(_LOG_LOSS, text)
    if found is not None:
        return found.group()
    alone = re.search(_FALSE_ALONE, text)
    if alone is not None:
        return alone.group(1)
    gini = re.search(_GINI, text)
    words = re.findall(r"[^\W\d_][\w-]*", text.lower())
    if gini is not None and not _OF_PEOPLE & set(words):
        return gini.group()
    return _in_company(text) or _bare(text) if re.search(_TWO_MEANINGS, text) else _bare(text)


def _in_company(text: str) -> str | None:
    """Return a word of two meanings where what stands beside it makes it a model's score."""
    found = re.search(_IN_COMPANY, text)
    if found is None or ("recall" in found.group().lower() and re.search(_GOODS, text)):
        return None
    return found.group().strip(" :=<>≤≥")


def _bare(text: str) -> str | None:
    """Return the name of a score where a text says nothing else."""
    spelled = text.lower().replace("log loss", "log-loss")
    words = [w for w in re.findall(r"[^\W\d_][\w-]*", spelled) if w not in _SAYS_NOTHING]
    if not words or not all(word in _BARE for word in words):
        return None
    as_written = re.search(re.escape(words[0]).replace("\\-", "[- ]"), text, re.I)
    return as_written.group() if as_written else words[0]
