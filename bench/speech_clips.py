"""The clips of English speech in a folder with manifest.csv, and what the scripts do with them."""
import csv
import io

import jiwer
import numpy as np
import soundfile
import soxr
from whisper_normalizer.english import EnglishTextNormalizer

SAMPLE_RATE = 16_000
normalise = EnglishTextNormalizer()


def rows(audio, kind, max_seconds=float("inf")):
    with (audio / "manifest.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == kind and float(row["duration_s"]) <= max_seconds
                and (kind != "speech" or row["lang"] == "en")]


def load(path):
    """Mono, 16 kHz."""
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return soxr.resample(samples.mean(axis=1), rate, SAMPLE_RATE)


def flac(samples, rate=SAMPLE_RATE):
    encoded = io.BytesIO()
    soundfile.write(encoded, np.clip(samples, -1, 1), rate, format="FLAC", subtype="PCM_16")
    return encoded.getvalue()


def joined(audio, seconds, pause=0.5, seed=None):
    """Clips one after the other until so many seconds are full, silence after each: the clips in it, and the sound."""
    clips = rows(audio, "speech", 30)
    if seed is not None:
        np.random.default_rng(seed).shuffle(clips)
    samples = [load(audio / clip["file"]) for clip in clips]
    silence = np.zeros(round(pause * SAMPLE_RATE), np.float32)
    parts, order, length = [], [], 0
    while length < seconds * SAMPLE_RATE:
        index = len(order) % len(clips)
        parts += [samples[index], silence]
        order.append(clips[index])
        length += len(samples[index]) + len(silence)
    return order, np.concatenate(parts)


def word_errors(references, texts):
    """Substitutions, deletions and insertions over the words of the references."""
    return jiwer.process_words([normalise(text) for text in references], [normalise(text) for text in texts])


def transcribe(client, url, sound, **fields):
    answer = client.post(url + "/v1/audio/transcriptions", files={"file": ("sound.flac", sound)},
                         data={"model": "whisper-base", "language": "en"} | fields)
    answer.raise_for_status()
    return answer.json()["text"]
