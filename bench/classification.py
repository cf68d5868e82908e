"""Sound classification over HTTP beside plain Python on the same weights, and an hour in one file.

    bench/.venv/bin/python bench/classification.py --audio ../shared/audio --labels ../shared/bench/peers/esc10_map.json

Starts `./parley serve` itself, once as YAMNet was published (a patch every 480 ms, silent ones heard, too) and once as it is by
default. Sends every clip of sound and 40 of speech
and prints how often the right class is the best one and among the best five, beside the same post-processing in Python
(`reference/yamnet_golden.py`, in this process, on one thread). --labels says which of AudioSet's names each label of the manifest
stands for. Then a spoken passage is put into rain at several places of ten minutes, and the script prints how far from its place
`segments` find it. At last an hour is classified by both, and it prints the server's resident memory (with its child processes) a sixth,
half and all of the way, and what both took: time and processor time as a share of the hour.
"""
import argparse
import io
import json
import sys
import threading
import time
from pathlib import Path

import httpx
import numpy as np
import onnxruntime
import soundfile

sys.path.append(str(Path(__file__).with_name("reference")))
import yamnet_golden
from serving import parley, processor_seconds, resident_bytes
from speech_clips import SAMPLE_RATE, flac, load

SPEECH = ["Speech", "Child speech, kid speaking", "Conversation", "Narration, monologue", "Male speech, man speaking",
          "Female speech, woman speaking"]
PASSAGE, RAIN = "speech/librispeech/1688-142285-0000.flac", "sound/esc10/rain/1-17367-A.flac"

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--audio", type=Path, required=True, help="folder with manifest.csv")
parser.add_argument("--labels", type=Path, required=True, help="JSON: label to AudioSet's names")
parser.add_argument("--model", type=Path, default=Path.home() / ".parley/models/yamnet")
parser.add_argument("--minutes", type=float, default=60)
arguments = parser.parse_args()

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(str(arguments.model / "model.onnx"), options, providers=["CPUExecutionProvider"])
client = httpx.Client(timeout=3600)
clips = yamnet_golden.clips(arguments.audio)
meant = json.loads(arguments.labels.read_text(encoding="utf-8")) | {"Speech": SPEECH}


def classify(url, sound, **fields):
    answer = client.post(url + "/v1/audio/classification", files={"file": ("sound.flac", sound)}, data=fields)
    answer.raise_for_status()
    return answer.json()


def share(kind, tops):
    """How often the best of a clip's labels, and any of them, is a right one."""
    rows = [(clip, top) for clip, top in zip(clips, tops) if kind in (None, clip["kind"])]
    best = sum(top[0] in meant[clip["label"]] for clip, top in rows)
    five = sum(bool(set(top) & set(meant[clip["label"]])) for clip, top in rows)
    return f"{len(rows)} clips: best {best} ({best / len(rows):.1%}), of five {five} ({five / len(rows):.1%})"


def accuracy(url, names, how):
    heard = [[found["label"] for found in classify(url, (arguments.audio / clip["file"]).read_bytes())["detections"]] for clip in clips]
    python = [[names[index] for index in yamnet_golden.top(
        yamnet_golden.scores(session, yamnet_golden.read(arguments.audio / clip["file"]), *how))] for clip in clips]
    for kind, title in ((None, "sound and speech"), ("sound", "sound")):
        print(f"  {title}: parley: {share(kind, heard)}\n  {title}: python: {share(kind, python)}")


def places(url):
    passage, rain = load(arguments.audio / PASSAGE), load(arguments.audio / RAIN)
    sound = 0.3 * np.resize(rain, 600 * SAMPLE_RATE)
    for second in (61.3, 200.0, 333.33, 444.44):
        at = int(second * SAMPLE_RATE)
        mixed = sound.copy()
        mixed[at:at + len(passage)] = passage
        segments = classify(url, flac(mixed), window="0.5", threshold="0.5", top_k="521")["segments"]
        spoken = [segment for segment in segments if any(found["label"] == "Speech" for found in segment["detections"])]
        print(f"  spoken from {second:.2f} s to {second + len(passage) / SAMPLE_RATE:.2f} s: found {spoken[0]['start'] - second:+.2f} s"
              f" and {spoken[-1]['end'] - second - len(passage) / SAMPLE_RATE:+.2f} s from there")


def hour():
    seconds, parts, length = arguments.minutes * 60, [], 0
    while length < seconds * SAMPLE_RATE:
        for clip in clips:
            parts.append(yamnet_golden.read(arguments.audio / clip["file"]))
            length += len(parts[-1])
    return np.concatenate(parts)[: int(seconds * SAMPLE_RATE)]


def endurance(url, pid):
    samples = hour()
    seconds = len(samples) / SAMPLE_RATE
    encoded = flac(samples)
    done, memory = threading.Event(), []

    def watch():
        while not done.wait(0.2):
            memory.append(resident_bytes(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    start, computed = time.perf_counter(), processor_seconds(pid)
    found = classify(url, encoded, window="1")
    took, computed = time.perf_counter() - start, processor_seconds(pid) - computed
    done.set()
    watcher.join()
    resident = [memory[int(part * (len(memory) - 1))] / 2 ** 20 for part in (1 / 6, 1 / 2, 1)]
    print(f"{seconds / 60:.0f} minutes, {len(found['segments'])} segments: resident memory a sixth, half and all of the way:"
          f" {resident[0]:.0f}, {resident[1]:.0f}, {resident[2]:.0f} MiB")
    print(f"  parley over HTTP: real-time factor {took / seconds:.5f}, processor time {computed / seconds:.5f}")
    for how, title in ((yamnet_golden.SOUNDING, "the same patches"), (yamnet_golden.PUBLISHED, "half of the patches, as published")):
        start, own = time.perf_counter(), time.process_time()
        yamnet_golden.scores(session, soundfile.read(io.BytesIO(encoded), dtype="float32")[0], *how)
        peer, own = time.perf_counter() - start, time.process_time() - own
        print(f"  python in process, {title}: {peer / seconds:.5f}, {own / seconds:.5f} (parley / python {took / peer:.2f}, {computed / own:.2f})")


limits = dict(parley_classification_service_max_upload="1GB", parley_gateway_max_upload="1GB")
published = dict(parley_classification_silence="-Infinity", parley_classification_step="480ms")
for settings, how, title in ((published, yamnet_golden.PUBLISHED, "as published"), ({}, yamnet_golden.SOUNDING, "as by default")):
    with parley(**settings, **limits) as (url, pid):
        names = [each["label"] for each in client.get(url + "/v1/audio/classification/labels").raise_for_status().json()["labels"]]
        print(title)
        accuracy(url, names, how)
        if settings != published:
            places(url)
            endurance(url, pid)
