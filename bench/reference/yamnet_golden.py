"""Writes golden log-mel frames, scores and top labels for the tests of io.parley.yamnet.

    pip install numpy onnxruntime soundfile==0.14.0
    python yamnet_golden.py SHARED_AUDIO_FOLDER YAMNET_FOLDER OUTPUT_FILE

The front end is YAMNet's, in float64, written out from its published parameters: periodic Hann window of 25 ms every 10 ms, magnitudes
of a 512-point transform, 64 bands on HTK's mel scale from 125 to 7,500 Hz, ln(x + 0.001). Patches of 96 frames go through the folder's
model.onnx by ONNX Runtime; what is left at the end is not heard, except that a sound shorter than a patch is continued with silence.
Scores are the mean of the sigmoids: over all patches, one every 48 frames, as YAMNet was published ("published"), and over those, one
every 24 frames, whose mean square is at least -70 dB ("sounding").
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import soundfile

FRAMES = ["speech/misc/jfk.flac", "sound/esc10/dog_bark/1-100032-A.flac", "sound/esc10/rain/1-17367-A.flac"]
RATE, WINDOW, HOP, SIZE, BANDS, PATCH = 16_000, 400, 160, 512, 64, 96
INPUT, OUTPUT = (0.04793788492679596, 144), (0.7565417289733887, 190)
PUBLISHED, SOUNDING = (48, -np.inf), (24, -70)
SPEECH = 40


def mel(hz):
    return 1127 * np.log1p(np.asarray(hz) / 700)


edges = np.linspace(mel(125), mel(7500), BANDS + 2)
bins = mel(np.arange(SIZE // 2 + 1) * RATE / SIZE)[:, None]
FILTERS = np.clip(np.minimum((bins - edges[:-2]) / (edges[1:-1] - edges[:-2]), (edges[2:] - bins) / (edges[2:] - edges[1:-1])), 0, None)
HANN = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)


def log_mel(samples):
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float64), WINDOW)[::HOP]
    return np.log(np.abs(np.fft.rfft(frames * HANN, SIZE)) @ FILTERS + 0.001)


def patches(samples, step):
    least = (PATCH - 1) * HOP + WINDOW
    samples = np.pad(samples, (0, max(0, least - len(samples))))
    features = log_mel(samples)
    for start in range(0, len(features) - PATCH + 1, step):
        sound = samples[start * HOP : (start + PATCH) * HOP]
        yield features[start : start + PATCH], 10 * np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-30)


def scores(session, samples, step, silence):
    found, sounding = [], []
    for patch, decibels in patches(samples, step):
        levels = np.clip(np.round(patch / INPUT[0]) + INPUT[1], 0, 255).astype(np.uint8)
        logits = session.run(None, {"audio": levels[None, None]})[0][0].astype(np.float64)
        found.append(1 / (1 + np.exp(-OUTPUT[0] * (logits - OUTPUT[1]))))
        sounding.append(decibels >= silence)
    found, sounding = np.stack(found), np.array(sounding)
    return found[sounding].mean(0) if sounding.any() else found.mean(0)


def clips(folder):
    rows = list(csv.DictReader(open(folder / "manifest.csv", encoding="utf-8")))
    speech = [row for row in rows if row["kind"] == "speech" and row["lang"] == "en"]
    return [row for row in rows if row["kind"] == "sound"] + speech[:: max(1, len(speech) // SPEECH)][:SPEECH]


def read(path):
    samples, rate = soundfile.read(path, dtype="float32")
    assert rate == RATE and samples.ndim == 1, path
    return samples


def top(values):
    return [int(index) for index in np.argsort(-values, kind="stable")[:5]]


def main(folder, model, target):
    session = onnxruntime.InferenceSession(str(model / "model.onnx"), providers=["CPUExecutionProvider"])
    frames = []
    for clip in FRAMES:
        features = log_mel(read(folder / clip))
        rows = list(range(0, len(features), 37))
        frames.append({"clip": clip, "frames": rows, "values": [[round(float(value), 5) for value in features[row]] for row in rows]})
    found = []
    for row in clips(folder):
        published, sounding = (scores(session, read(folder / row["file"]), *how) for how in (PUBLISHED, SOUNDING))
        found.append({"clip": row["file"], "label": row["label"], "published": top(published), "sounding": top(sounding),
                      "score": round(float(sounding.max()), 5)})
    target.write_text(json.dumps({"frames": frames, "clips": found}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
