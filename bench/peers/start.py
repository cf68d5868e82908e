"""How soon a server can be asked, and what it takes while nobody asks."""
import contextlib
import re
import tempfile
import time
from datetime import datetime

import httpx

from peers.measures import PARLEY, Measure
from peers.processes import Watch, quiet
from serving import parley, processor_seconds, resident_bytes

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


def parts(url, pid):
    """Resident MiB by what holds them."""
    status = httpx.get(url + "/v1/status").json()
    models = {model["id"]: model["memory_bytes"] for model in status["models"] if model["memory_bytes"]}
    # one more name of a model that transcribes
    models = {name: size for name, size in models.items() if not name.endswith("-language")}
    metrics = httpx.get(url + "/actuator/prometheus").text
    java = {area: sum(float(value) for value in re.findall(rf'^jvm_memory_committed_bytes{{area="{area}".*}} (\S+)', metrics, re.M))
            for area in ("heap", "nonheap")}
    found = {f"model {name}": size for name, size in models.items()} | {"Java's heap": java["heap"], "Java's classes and code": java["nonheap"]}
    found["everything else"] = resident_bytes(pid) - sum(found.values())
    return {name: size / MEBIBYTE for name, size in found.items()}


def idle(run, url, pid):
    time.sleep(SETTLING)
    seconds = 5 if run.quick else 30
    with Watch(pid) as watch:
        before = processor_seconds(pid)
        time.sleep(seconds)
        used = 100 * (processor_seconds(pid) - before) / seconds
    run.add(Measure("start", "processor while nobody asks", "% of a core", {PARLEY: [used]}, limit=1, digits=2))
    run.add(Measure("start", "resident memory while nobody asks", "MiB", {PARLEY: [max(watch.memory)]}, digits=0))
    for name, size in parts(url, pid).items():
        run.add(Measure("start", f"of it {name}", "MiB", {PARLEY: [size]}, digits=0))


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
    run.add(Measure("start", "serve to ready, caches warm", "s", {PARLEY: times}, limit=8, digits=2))
    for name in logs[-1]:
        run.add(Measure("start", name, "s", {PARLEY: [each[name] for each in logs if name in each]}, digits=2))
    run.note("start", "Contexts start one after the other, models load beside them and beside one another, so the parts are not to be summed.")
