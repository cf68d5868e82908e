"""How soon a server can be asked, and what it takes while nobody asks."""
import contextlib
import tempfile
import time
from pathlib import Path

from peers.measures import PARLEY, Measure
from peers.processes import Watch
from peers.systems import HttpSpeaker, HttpTranscriber, faster_whisper_server, fastkokoro
from serving import parley, processor_seconds

SETTLING = 10


def measure(run):
    times, memory, shares = [], [], []
    for number in range(run.rounds + 1):
        with tempfile.TemporaryFile("w+") as log, contextlib.ExitStack() as servers:
            start = time.perf_counter()
            url, pid = servers.enter_context(parley(log))
            took = time.perf_counter() - start
            if not number:  # has the files read and the start cache made
                continue
            times.append(took)
            run.say(f"start: {took:.2f} s")
            if number == run.rounds:
                time.sleep(SETTLING)
                seconds = 5 if run.quick else 30
                with Watch(pid) as watch:
                    before = processor_seconds(pid)
                    time.sleep(seconds)
                    idle = 100 * (processor_seconds(pid) - before) / seconds
    run.add(Measure("start", "serve to ready, caches warm", "s", {PARLEY: times}, limit=8, digits=2))
    run.add(Measure("start", "processor while nobody asks", "% of a core", {PARLEY: [idle]}, limit=1, digits=2))
    run.add(Measure("start", "resident memory while nobody asks", "MiB", {PARLEY: [max(watch.memory)]}, digits=0))
