"""Speech read back by Whisper.

    python3 -m venv bench/.venv && bench/.venv/bin/pip install -r bench/requirements.txt
    ./parley serve &
    bench/.venv/bin/python bench/speech.py --listener ~/.parley/models/whisper-base

Has every sentence of speech-sentences.txt spoken at each speed and transcribed again by faster-whisper, and prints the word error rate
(Whisper's English normaliser), what was misheard, and how long the speech lasts beside that at speed 1. The silence before the first
and behind the last word does not count: it is the same at every speed.
"""
import argparse
import os
from pathlib import Path

import faster_whisper
import httpx
import jiwer
import numpy
import soxr
from whisper_normalizer.english import EnglishTextNormalizer

RATE = 24000
WINDOW = RATE // 200
SILENCE = 10 ** (-50 / 20)


def speech(client, arguments, text, speed):
    """Samples in -1 to 1."""
    body = {"model": arguments.model, "voice": arguments.voice, "input": text, "response_format": "pcm", "speed": speed}
    answer = client.post(arguments.url + "/audio/speech", json=body)
    answer.raise_for_status()
    return numpy.frombuffer(answer.content, "<i2").astype(numpy.float32) / 32768


def seconds(sound):
    """From the first to the last 5 ms above -50 dBFS."""
    windows = sound[:len(sound) // WINDOW * WINDOW].reshape(-1, WINDOW)
    loud = numpy.flatnonzero(numpy.sqrt((windows ** 2).mean(axis=1)) > SILENCE)
    return (loud[-1] - loud[0] + 1) * WINDOW / RATE


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8080/v1")
    parser.add_argument("--model", default="kokoro-82m")
    parser.add_argument("--voice", default="af_heart")
    parser.add_argument("--listener", type=Path, required=True, help="CTranslate2 folder of Whisper base")
    parser.add_argument("--speeds", type=float, nargs="+", default=[1, 0.5, 2])
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    client = httpx.Client(timeout=600)
    sentences = Path(__file__).with_name("speech-sentences.txt").read_text(encoding="utf-8").splitlines()
    listener = faster_whisper.WhisperModel(str(arguments.listener), device="cpu", compute_type="int8",
                                           cpu_threads=arguments.threads, local_files_only=True)
    normalise = EnglishTextNormalizer()
    said = [normalise(sentence) for sentence in sentences]
    normal = {}
    for speed in arguments.speeds:
        heard, ratios = [], []
        for sentence, words in zip(sentences, said):
            sound = speech(client, arguments, sentence, speed)
            segments, _ = listener.transcribe(soxr.resample(sound, RATE, 16000), language="en", beam_size=5)
            heard.append(normalise(" ".join(segment.text for segment in segments)))
            if words != heard[-1]:
                print(f"  said  {words}\n  heard {heard[-1]}", flush=True)
            normal.setdefault(sentence, seconds(sound) * speed)
            ratios.append(seconds(sound) * speed / normal[sentence])
        print(f"speed {speed:g}: {len(sentences)} sentences, word error rate {100 * jiwer.wer(said, heard):.2f} %,"
              f" length times speed {min(ratios):.3f} to {max(ratios):.3f} of that at the first speed", flush=True)


main()
