"""Transcription beside faster-whisper, clip by clip in one run.

    python3 -m venv bench/.venv && bench/.venv/bin/pip install -r bench/requirements.txt
    CT2_FORCE_CPU_ISA=AVX512 bench/.venv/bin/python bench/transcription.py --audio ../shared/audio --peer-model ~/.parley/models/whisper-base

Starts a server for each setting of Parley and asks it over HTTP; the peer runs in this process on the same weights. All get the file,
so all decode it. Which goes first moves on from clip to clip. Prints the word error rate (Whisper's English normaliser), the time and
its ratio to the peer's, and with --out writes every transcript and time. The peer is built for the widest vectors of the machine only
if CT2_FORCE_CPU_ISA says so.
"""
import argparse
import contextlib
import json
import os
import statistics
import time
from pathlib import Path

import httpx

import serving
import speech_clips

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--audio", type=Path, required=True, help="folder with manifest.csv")
parser.add_argument("--peer-model", type=Path, required=True, help="CTranslate2 folder of the same weights")
parser.add_argument("--model", default="whisper-base")
parser.add_argument("--compute", default="int8", help="the peer's precision")
parser.add_argument("--beams", type=int, nargs="*", default=[1, 5], help="the peer's beams")
parser.add_argument("--threads", type=int, default=os.cpu_count())
parser.add_argument("--max-seconds", type=float, default=30, help="leave longer clips out")
parser.add_argument("--limit", type=int)
parser.add_argument("--peer-timestamps", action="store_true", help="have the peer predict timestamps, its own default")
parser.add_argument("--default-only", action="store_true", help="no other settings of Parley than the default ones")
parser.add_argument("--out", type=Path)
arguments = parser.parse_args()

SETTINGS = {
    "Parley": {},
    "Parley, beam 1": {"parley_transcription_beam_width": "1"},
    "Parley, beam 1, whole window": {"parley_transcription_beam_width": "1", "parley_transcription_short_window": "false"},
    "Parley, whole window": {"parley_transcription_short_window": "false"},
}

import faster_whisper

peer_model = faster_whisper.WhisperModel(str(arguments.peer_model), device="cpu", compute_type=arguments.compute,
                                         cpu_threads=arguments.threads, local_files_only=True)
client = httpx.Client(timeout=600)


def parley(url):
    return lambda path: speech_clips.transcribe(client, url, path.read_bytes(), model=arguments.model)


def peer(beam):
    def transcribe(path):
        segments, _ = peer_model.transcribe(str(path), language="en", beam_size=beam, temperature=0,
                                            condition_on_previous_text=False,
                                            without_timestamps=not arguments.peer_timestamps)
        return " ".join(segment.text.strip() for segment in segments)
    return transcribe


def timed(transcribe, path):
    start = time.perf_counter()
    text = transcribe(path)
    return text, time.perf_counter() - start


clips = speech_clips.rows(arguments.audio, "speech", arguments.max_seconds)[:arguments.limit]
with contextlib.ExitStack() as servers:
    systems = {}
    for name, properties in list(SETTINGS.items())[:1 if arguments.default_only else None]:
        systems[name] = parley(servers.enter_context(serving.parley(**properties))[0])
    systems |= {f"faster-whisper, beam {beam}": peer(beam) for beam in arguments.beams}
    for transcribe in systems.values():  # warm-up
        for _ in range(3):
            transcribe(arguments.audio / clips[0]["file"])
    results = {name: [] for name in systems}
    for index, clip in enumerate(clips):
        first = index % len(systems)
        for name in list(systems)[first:] + list(systems)[:first]:
            results[name].append(timed(systems[name], arguments.audio / clip["file"]))

references = [clip["transcript"] for clip in clips]
seconds = sum(float(clip["duration_s"]) for clip in clips)
short = [index for index, clip in enumerate(clips) if float(clip["duration_s"]) <= 10]
times = {name: [time for _, time in result] for name, result in results.items()}
print(f"{len(clips)} clips, {seconds:.0f} s of sound, {len(short)} clips up to 10 s, {arguments.threads} threads, peer {arguments.compute}"
      f" on {os.environ.get('CT2_FORCE_CPU_ISA', 'its own choice of instructions')}")
for name, result in results.items():
    error = speech_clips.word_errors(references, [text for text, _ in result]).wer
    print(f"{name:30} WER {error * 100:5.2f} %   real-time factor {sum(times[name]) / seconds:.4f}"
          f"   median of a clip {statistics.median(times[name]):.3f} s, up to 10 s {statistics.median(times[name][i] for i in short):.3f} s")
for beam in arguments.beams:
    theirs = times[f"faster-whisper, beam {beam}"]
    for name in systems:
        if name.startswith("Parley"):
            ours = times[name]
            print(f"{name:30} / beam {beam}: all {sum(ours) / sum(theirs):.3f}"
                  f"   up to 10 s {sum(ours[i] for i in short) / sum(theirs[i] for i in short):.3f}"
                  f"   median by clip {statistics.median(ours[i] / theirs[i] for i in range(len(clips))):.3f}")
if arguments.out:
    arguments.out.write_text(json.dumps([{"file": clip["file"], **{name: result[index] for name, result in results.items()}}
                                         for index, clip in enumerate(clips)], indent=1))
