"""How long short clips wait while long jobs run, with preemption and first come, first served.

    python3 -m venv bench/.venv && bench/.venv/bin/pip install -r bench/requirements.txt
    bench/.venv/bin/python bench/fairness.py --audio ../shared/audio --minutes 60

Starts `./parley serve` itself on a free port, once for each of the two schedulings, with the models of the usual home. Long jobs are
clips joined in a fixed random order; each starts at another clip. All are sent at once; then one short clip is sent every --every
seconds, whether or not the ones before are answered, until the long jobs are done. Prints the times of short clips alone and beside the
long jobs, how many were refused, and the long jobs' throughput: seconds of their sound in a second. Without preemption two requests
have the model at a time, as --first-come-leases says.
"""
import argparse
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx
import soundfile

import speech_clips
from peers.callers import percentile
from serving import parley

RATE = 16_000

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--audio", type=Path, required=True, help="folder with manifest.csv")
parser.add_argument("--model", default="whisper-base")
parser.add_argument("--minutes", type=float, default=60, help="length of a long job")
parser.add_argument("--jobs", type=int, default=4, help="long jobs")
parser.add_argument("--every", type=float, default=5, help="a short clip is sent every so many seconds")
parser.add_argument("--short-seconds", type=float, default=3, help="length of a short clip, give or take half a second")
parser.add_argument("--alone", type=int, default=20, help="short clips sent one by one before the long jobs start")
parser.add_argument("--first-come-leases", type=int, default=2)
parser.add_argument("--only", choices=["preemption", "first-come"])
arguments = parser.parse_args()


def long_sound(clips, seed, path):
    """Joins clips to one file of the wished length; Opus, so that an hour stays below the limit of an upload."""
    clips = list(clips)
    random.Random(seed).shuffle(clips)
    left = int(arguments.minutes * 60 * RATE)
    with soundfile.SoundFile(path, "w", RATE, 1, format="OGG", subtype="OPUS") as out:
        while left > 0:
            for clip in clips:
                sound, rate = soundfile.read(arguments.audio / clip["file"], dtype="float32")
                if rate == RATE and sound.ndim == 1 and left > 0:
                    out.write(sound[:left])
                    left -= len(sound)


def transcribe(url, path):
    """Returns the status and the seconds it took."""
    start = time.perf_counter()
    with path.open("rb") as file, httpx.Client(timeout=None) as client:
        answer = client.post(url + "/v1/audio/transcriptions", files={"file": file},
                             data={"model": arguments.model, "language": "en"})
    return answer.status_code, time.perf_counter() - start


class Request(threading.Thread):
    def __init__(self, url, path):
        super().__init__()
        self.url, self.path, self.sent = url, path, time.perf_counter()
        self.start()

    def run(self):
        self.status, self.seconds = transcribe(self.url, self.path)


def line(name, requests):
    times = [seconds for status, seconds in requests if status == 200]
    refused = len(requests) - len(times)
    if not times:
        return f"  {name}: {len(requests)} sent, none answered"
    return (f"  {name}: {len(requests)} sent, {refused} refused, p50 {statistics.median(times):.3f} s,"
            f" p99 {percentile(times, 99):.3f} s, longest {max(times):.3f} s")


def measure(name, settings, longs, shorts):
    with parley(**settings) as (url, _):
        for _ in range(3):  # warm-up
            transcribe(url, shorts[0])
        alone = [transcribe(url, shorts[index % len(shorts)]) for index in range(arguments.alone)]
        begun = time.perf_counter()
        jobs = [Request(url, path) for path in longs]
        beside = []
        while any(job.is_alive() for job in jobs):
            time.sleep(arguments.every)
            if any(job.is_alive() for job in jobs):
                beside.append(Request(url, shorts[len(beside) % len(shorts)]))
        for request in beside + jobs:
            request.join()
    failed = [job.status for job in jobs if job.status != 200]
    if failed:
        sys.exit(f"long jobs failed: {failed}")
    print(name)
    print(line("short clips alone", alone))
    print(line("beside long jobs", [(request.status, request.seconds) for request in beside]))
    slowest = sorted(beside, key=lambda request: -request.seconds)[:5]
    print("  slowest: " + ", ".join(f"{request.seconds:.3f} s, sent after {request.sent - begun:.0f} s" for request in slowest))
    total = max(job.seconds for job in jobs)
    print(f"  long jobs: done after {', '.join(f'{job.seconds:.0f}' for job in jobs)} s,"
          f" throughput {arguments.jobs * arguments.minutes * 60 / total:.2f}",
          flush=True)
    return total, [request.seconds for request in beside if request.status == 200]


clips = speech_clips.rows(arguments.audio, "speech")
shorts = [arguments.audio / clip["file"] for clip in clips
          if abs(float(clip["duration_s"]) - arguments.short_seconds) <= 0.5]
print(f"{arguments.jobs} long jobs of {arguments.minutes:g} min, {len(shorts)} clips of about {arguments.short_seconds:g} s, one every"
      f" {arguments.every:g} s, {os.cpu_count()} cores")
schedulings = {
    "preemption": {"parley_pool_preemption": "true"},
    "first-come": {"parley_pool_preemption": "false", "parley_pool_leases_per_model": str(arguments.first_come_leases)},
}
with tempfile.TemporaryDirectory() as directory:
    longs = [Path(directory) / f"long-{seed}.ogg" for seed in range(arguments.jobs)]
    for seed, path in enumerate(longs):
        long_sound(clips, seed, path)
    results = {name: measure(name, settings, longs, shorts) for name, settings in schedulings.items()
               if arguments.only in (None, name)}
if len(results) == 2 and all(times for _, times in results.values()):
    (with_total, with_times), (without_total, without_times) = results["preemption"], results["first-come"]
    print(f"with / without: p50 {statistics.median(with_times) / statistics.median(without_times):.3f},"
          f" p99 {percentile(with_times, 99) / percentile(without_times, 99):.3f},"
          f" throughput of long jobs {without_total / with_total:.3f}")
