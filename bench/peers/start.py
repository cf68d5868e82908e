"""How soon a server can be asked, and what it takes while nobody asks."""
import contextlib
import re
import tempfile
import time
from datetime import datetime
from pathlib import Path

import httpx

from cluster import Load
from peers.measures import PARLEY, Measure
from peers.processes import quiet
from serving import parley, processor_seconds, resident_bytes

CLIP = "speech/librispeech/1688-142285-0003.flac"
HEAP, FILES, OTHER, DECODERS = "Java's heap", "files (libraries, start cache, weights)", "models and everything else", "decoders"
SETTLING = 10
MEBIBYTE = 2 ** 20


def steps(log, begun):
    """Of a server's log: seconds by what took them, or after which it was there."""
    found = {}
    for line in log.splitlines():
        at, _, message = line.partition(" ")
        if took := re.search(r"(?:: started|: loaded) (\S+) in (\d+) ms", message):
            kind = "context" if ": started" in message else "loading"
            found[f"{kind} {took[1]}"] = int(took[2]) / 1000
        elif there := re.search(r": (?:Parley (listens)|(\S+) is (ready))", message):
            name = f"{there[2]} is ready" if there[2] else "the gateway listens"
            found[f"{name} after"] = datetime.fromisoformat(at).timestamp() - begun
    return found


def parts(pid):
    """Resident MiB by what holds them, as the kernel counts."""
    found, part = dict.fromkeys((HEAP, FILES, OTHER, DECODERS), 0), OTHER
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        if mapping := re.match(r"([0-9a-f]+)-[0-9a-f]+ \S+ \S+ \S+ \d+ *(/?)", line):
            # a heap of less than 4 GiB is where pointers of 32 bits reach it
            part = FILES if mapping[2] else HEAP if int(mapping[1], 16) < 2 ** 32 else OTHER
        elif line.startswith("Rss:"):
            found[part] += int(line.split()[1]) * 1024
    found[DECODERS] = resident_bytes(pid) - sum(found.values())
    return {name: size / MEBIBYTE for name, size in found.items()}


def models(url):
    """MiB of models as the pool counts them, with room for as many calls as one serves at a time."""
    status = httpx.get(url + "/v1/status").json()
    # one more name of a model that transcribes
    return {model["id"]: model["memory_bytes"] / MEBIBYTE for model in status["models"]
            if model["memory_bytes"] and not model["id"].endswith("-language")}


def memory(run, pid, when):
    run.add(Measure("start", f"resident memory {when}", "MiB", {PARLEY: [resident_bytes(pid) / MEBIBYTE]}, digits=0))
    for name, size in parts(pid).items():
        run.add(Measure("start", f"of it {when}, {name}", "MiB", {PARLEY: [size]}, digits=0))


def idle(run, url, pid):
    time.sleep(SETTLING)
    seconds = 5 if run.quick else 30
    before = processor_seconds(pid)
    time.sleep(seconds)
    used = 100 * (processor_seconds(pid) - before) / seconds
    run.add(Measure("start", "processor while nobody asks", "% of a core", {PARLEY: [used]}, limit=1, digits=2))
    memory(run, pid, "while nobody asks")
    for name, size in models(url).items():
        run.add(Measure("start", f"the pool counts for {name}", "MiB", {PARLEY: [size]}, digits=0))


def busy(run, url, pid):
    with Load(url, "none", run.audio / CLIP):
        time.sleep(10 if run.quick else 60)
        memory(run, pid, "while seven callers ask")


def measure(run):
    times, logs = [], []
    for number in range(run.rounds + 1):
        quiet()
        with tempfile.TemporaryFile("w+") as log, contextlib.ExitStack() as servers:
            begun, start = time.time(), time.perf_counter()
            url, pid = servers.enter_context(parley(log))
            took = time.perf_counter() - start
            if number:  # the first has the files read, and the start cache made
                times.append(took)
                log.seek(0)
                logs.append(steps(log.read(), begun))
                run.say(f"start: {took:.2f} s")
            if number == run.rounds:
                idle(run, url, pid)
                busy(run, url, pid)
    run.add(Measure("start", "serve to ready, caches warm", "s", {PARLEY: times}, limit=8, digits=2))
    for name in logs[-1]:
        run.add(Measure("start", name, "s", {PARLEY: [each[name] for each in logs if name in each]}, digits=2))
    run.note("start", "Contexts start one after the other, models load beside them and beside one another, so the parts are not to be summed.")
