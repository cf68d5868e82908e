"""Transcription beside faster-whisper, clip by clip in one run.

    python3 -m venv bench/.venv && bench/.venv/bin/pip install -r bench/requirements.txt
    ./parley serve &
    CT2_FORCE_CPU_ISA=AVX512 bench/.venv/bin/python bench/transcription.py --audio ../shared/audio --peer-model ~/.parley/models/whisper-base

Parley is asked over HTTP; the peer runs in this process on the same weights. Both get the file, so both decode it. Which of the two
goes first alternates from clip to clip. Prints the word error rate (Whisper's English normaliser), the time and their ratios, and
with --out writes every transcript and time. The peer is built for the widest vectors of the machine only if CT2_FORCE_CPU_ISA says so.
"""
import argparse
import csv
import json
import os
import statistics
import time
from pathlib import Path

import httpx
import jiwer
from whisper_normalizer.english import EnglishTextNormalizer

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--audio", type=Path, required=True, help="folder with manifest.csv")
parser.add_argument("--peer-model", type=Path, required=True, help="CTranslate2 folder of the same weights")
parser.add_argument("--url", default="http://127.0.0.1:8080/v1")
parser.add_argument("--model", default="whisper-base")
parser.add_argument("--compute", default="int8", help="the peer's precision")
parser.add_argument("--beam", type=int, default=1, help="the peer's beam")
parser.add_argument("--threads", type=int, default=os.cpu_count())
parser.add_argument("--max-seconds", type=float, default=30, help="leave longer clips out")
parser.add_argument("--limit", type=int)
parser.add_argument("--peer-timestamps", action="store_true", help="have the peer predict timestamps, its own default")
parser.add_argument("--out", type=Path)
arguments = parser.parse_args()

import faster_whisper

peer_model = faster_whisper.WhisperModel(str(arguments.peer_model), device="cpu", compute_type=arguments.compute,
                                         cpu_threads=arguments.threads, local_files_only=True)
client = httpx.Client(timeout=600)


def parley(path):
    with path.open("rb") as file:
        answer = client.post(arguments.url + "/audio/transcriptions", files={"file": file},
                             data={"model": arguments.model, "language": "en"})
    answer.raise_for_status()
    return answer.json()["text"]


def peer(path):
    segments, _ = peer_model.transcribe(str(path), language="en", beam_size=arguments.beam, temperature=0,
                                        condition_on_previous_text=False,
                                        without_timestamps=not arguments.peer_timestamps)
    return " ".join(segment.text.strip() for segment in segments)


def timed(transcribe, path):
    start = time.perf_counter()
    text = transcribe(path)
    return text, time.perf_counter() - start


with (arguments.audio / "manifest.csv").open(encoding="utf-8") as file:
    clips = [row for row in csv.DictReader(file)
             if row["kind"] == "speech" and row["lang"] == "en" and float(row["duration_s"]) <= arguments.max_seconds]
clips = clips[:arguments.limit]
systems = {"parley": parley, "faster-whisper": peer}
for transcribe in systems.values():  # warm-up
    for _ in range(3):
        transcribe(arguments.audio / clips[0]["file"])
results = {name: [] for name in systems}
for index, clip in enumerate(clips):
    order = list(systems) if index % 2 == 0 else list(reversed(systems))
    for name in order:
        results[name].append(timed(systems[name], arguments.audio / clip["file"]))

normalise = EnglishTextNormalizer()
references = [normalise(clip["transcript"]) for clip in clips]
seconds = sum(float(clip["duration_s"]) for clip in clips)
print(f"{len(clips)} clips, {seconds:.0f} s of sound, {arguments.threads} threads, peer {arguments.compute} beam {arguments.beam}"
      f" on {os.environ.get('CT2_FORCE_CPU_ISA', 'its own choice of instructions')}")
for name, result in results.items():
    error = jiwer.wer(references, [normalise(text) for text, _ in result])
    times = [time for _, time in result]
    short = [time for time, clip in zip(times, clips) if float(clip["duration_s"]) <= 10]
    print(f"{name:15} WER {error * 100:5.2f} %   real-time factor {sum(times) / seconds:.4f}   median {statistics.median(times):.3f} s"
          f"   up to 10 s: median {statistics.median(short):.3f} s")
ratios = [ours / theirs for (_, ours), (_, theirs) in zip(results["parley"], results["faster-whisper"])]
total = sum(time for _, time in results["parley"]) / sum(time for _, time in results["faster-whisper"])
print(f"time, Parley / peer: total {total:.3f}, median by clip {statistics.median(ratios):.3f}")
if arguments.out:
    arguments.out.write_text(json.dumps([{"file": clip["file"], **{name: result[index] for name, result in results.items()}}
                                         for index, clip in enumerate(clips)], indent=1))
