"""Speech read back: how much of it a listener understood, and how sure the difference between two speakers is."""
import re
from pathlib import Path

import jiwer
import numpy

from speech_clips import normalise

SENTENCES = (Path(__file__).parent.parent / "read-back-sentences.txt").read_text(encoding="utf-8").splitlines()
SAMPLES = 10_000


def words(text):
    """What was said, however a listener writes it: "9:45 a.m." and "9.45 AM" are the same, "30,000" and "30, 000", too."""
    text = re.sub(r"(?<=\d)[:.](?=\d\d\b)", " ", text)
    text = re.sub(r"(?<=\d), ?(?=\d{3}\b)", "", text)
    return re.sub(r"\b([ap]) m\b", r"\1m", normalise(text))


def errors(said, heard):
    """Words said and words wrong, sentence by sentence."""
    outputs = [jiwer.process_words(words(text), words(answer)) for text, answer in zip(said, heard)]
    return (numpy.array([each.hits + each.substitutions + each.deletions for each in outputs]),
            numpy.array([each.substitutions + each.deletions + each.insertions for each in outputs]))


def rate(said, heard):
    """Word error rate in %."""
    count, wrong = errors(said, heard)
    return 100 * wrong.sum() / count.sum()


def difference(said, heard, other):
    """By how many points the first word error rate is above the second, and between what bounds 95 of 100 draws of as many sentences lie."""
    count, wrong = errors(said, heard)
    more = wrong - errors(said, other)[1]
    drawn = numpy.random.default_rng(0).integers(len(said), size=(SAMPLES, len(said)))
    rates = 100 * more[drawn].sum(axis=1) / count[drawn].sum(axis=1)
    return 100 * more.sum() / count.sum(), *numpy.percentile(rates, [2.5, 97.5])
