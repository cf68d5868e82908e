"""What each part needs in a process of its own: time until it is ready, memory then, and at most under four callers.

    python bench/parts.py --audio ../shared/audio [--no-start-cache] [--parts NAME...]

Needs httpx. Starts one part after the other, through `./parley`, beside a gateway, and calls it through that. Memory is resident memory; what a
decoder takes is not in the part's. --no-start-cache is how images start.
"""
import argparse
import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from cluster import PARTS, Cluster, Load, directory, tally
from serving import children, own_resident_bytes

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--audio", type=Path, required=True, help="folder with manifest.csv")
parser.add_argument("--no-start-cache", action="store_true")
parser.add_argument("--parts", nargs="+", choices=PARTS[:-1], default=PARTS[:-1])
arguments = parser.parse_args()

CALLERS = 4
SOUND = ("speech.flac", (arguments.audio / "speech/librispeech/1688-142285-0003.flac").read_bytes())
TEXT = "The train to the coast leaves at nine in the morning, and we should not be late for it this time."
WORK = {
    "asr": (24, "/v1/audio/transcriptions", {"files": {"file": SOUND}, "data": {
        "model": "whisper-1", "response_format": "verbose_json", "timestamp_granularities[]": "word"}}),
    "tts": (12, "/v1/audio/speech", {"json": {"model": "tts-1", "voice": "alloy", "input": TEXT}}),
    "classification": (24, "/v1/audio/classification", {"files": {"file": SOUND}}),
    "chat": (8, "/v1/chat/completions", {"json": {
        "model": "parley-cascade", "messages": [{"role": "user", "content": "Name three kinds of fruit."}],
        "modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"}, "max_completion_tokens": 40}}),
}


def mebibytes(pid):
    return own_resident_bytes(pid) >> 20


def started(cluster, part):
    """Starts it and prints what it took until it was ready."""
    start = time.monotonic()
    cluster.start(part)
    cluster.wait(part)
    print(f"{part}: ready after {time.monotonic() - start:.1f} s, then {mebibytes(cluster.processes[part].pid)} MiB", flush=True)


class Watch:
    """The most memory that a process and its largest child had while it was watched."""

    def __init__(self, pid):
        self.pid, self.most, self.child, self.over = pid, 0, 0, threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)

    def look(self):
        while not self.over.wait(0.1):
            self.most = max(self.most, mebibytes(self.pid))
            for child in children(self.pid):
                with contextlib.suppress(OSError):  # ended meanwhile
                    self.child = max(self.child, mebibytes(child))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def under_callers(cluster, part):
    count, path, body = WORK[part]
    with httpx.Client(base_url=cluster.url, timeout=120) as client, ThreadPoolExecutor(CALLERS) as callers, \
            Watch(cluster.processes[part].pid) as watch:
        answers = [call.result() for call in [callers.submit(Load.once, client, part, part, path, body) for _ in range(count)]]
    print(f"  under {CALLERS} callers at most {watch.most} MiB, a child {watch.child} MiB; {tally(answers)}", flush=True)


options = ["-XX:AOTMode=off"] if arguments.no_start_cache else []
with directory() as home:
    with Cluster(home, parley_java_opts=" ".join([f"-Djava.io.tmpdir={home}", *options])) as cluster:
        started(cluster, "gateway")
        with Watch(cluster.processes["gateway"].pid) as gateway:
            for part in arguments.parts:
                started(cluster, part)
                under_callers(cluster, part)
                cluster.kill(part)
        print(f"gateway, under all of these: at most {gateway.most} MiB")
