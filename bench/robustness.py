"""What is invented where nobody speaks, and what is lost where somebody does.

    bench/.venv/bin/python bench/robustness.py --audio ../shared/audio

Every sound clip, 30 s of silence and 30 s of white noise should give no text. Speech made quiet, noisy, narrow, or followed by noise is
transcribed twice: with voice activity detection (the default) and without; what the two disagree on is counted in words. Without
detection the noise after speech is heard and has words made up for it, so that speech followed by noise is compared with the same
speech alone, too.
"""
import argparse
from pathlib import Path

import httpx
import numpy as np
import soxr

import speech_clips
from serving import parley
from speech_clips import SAMPLE_RATE, flac, load, transcribe

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--audio", type=Path, required=True, help="folder with manifest.csv")
parser.add_argument("--limit", type=int, help="so many clips of speech")
arguments = parser.parse_args()

client = httpx.Client(timeout=600)
random = np.random.default_rng(1)


def noise(samples, decibels):
    """White noise so many decibels below full scale, root mean square."""
    return (random.standard_normal(samples) * 10 ** (decibels / 20)).astype(np.float32)


def level(samples):
    return 10 * np.log10(np.mean(samples ** 2) + 1e-12)


def narrow(samples):
    return soxr.resample(samples, SAMPLE_RATE, 8_000), 8_000


conditions = {
    "as recorded": lambda speech: (speech, SAMPLE_RATE),
    "at -30 dB": lambda speech: (speech * 10 ** (-30 / 20), SAMPLE_RATE),
    "at 10 dB signal to noise": lambda speech: (speech + noise(len(speech), level(speech) - 10), SAMPLE_RATE),
    "at 8 kHz": narrow,
    "5 s": lambda speech: (speech[:5 * SAMPLE_RATE], SAMPLE_RATE),
    "5 s, then 25 s of noise": lambda speech: (np.concatenate([speech[:5 * SAMPLE_RATE], noise(25 * SAMPLE_RATE, -40)]), SAMPLE_RATE),
}

sounds = {row["file"]: (arguments.audio / row["file"]).read_bytes() for row in speech_clips.rows(arguments.audio, "sound")}
sounds |= {"30 s of silence": flac(np.zeros(30 * SAMPLE_RATE))}
sounds |= {f"30 s of white noise at {decibels} dB": flac(noise(30 * SAMPLE_RATE, decibels)) for decibels in (-60, -40, -20)}
clips = speech_clips.rows(arguments.audio, "speech", 30)[:arguments.limit]
speech = [load(arguments.audio / clip["file"]) for clip in clips]
degraded = {name: [flac(*degrade(samples)) for samples in speech] for name, degrade in conditions.items()}

with parley() as (url, _):
    invented = {name: text for name, sound in sounds.items() if (text := transcribe(client, url, sound))}
    gated = {name: [transcribe(client, url, sound) for sound in encoded] for name, encoded in degraded.items()}
with parley(parley_transcription_voice_activity="false") as (url, _):
    ungated = {name: [transcribe(client, url, sound) for sound in encoded] for name, encoded in degraded.items()}

print(f"{len(invented)} of {len(sounds)} sounds without speech gave text")
for name, text in invented.items():
    print(f"    {name}: {text[:100]}")
print(f"{len(clips)} clips of speech; word errors against the transcript, and words in which the gated run differs from the ungated one")


def difference(texts, others):
    change = speech_clips.word_errors(others, texts)
    return f"{change.deletions} lost, {change.insertions} gained, {change.substitutions} others"


for name in conditions:
    line = f"    {name:26} gated minus ungated: {difference(gated[name], ungated[name])}"
    if not name.startswith("5 s"):
        references = [clip["transcript"] for clip in clips]
        line += (f"   WER gated {speech_clips.word_errors(references, gated[name]).wer * 100:.2f} %,"
                 f" ungated {speech_clips.word_errors(references, ungated[name]).wer * 100:.2f} %")
    print(line)
print(f"    5 s, then 25 s of noise, gated, minus the 5 s alone, ungated: {difference(gated['5 s, then 25 s of noise'], ungated['5 s'])}")
