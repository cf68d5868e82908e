"""One caller and eight at once, of servers: what a machine can carry, and how long the unlucky wait."""
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import speech_clips
from peers.measures import PARLEY, Measure
from peers.processes import Watch, quiet
from peers.speech import SENTENCES
from peers.systems import HttpSpeaker, HttpTranscriber, faster_whisper_server, fastkokoro
from peers.transcription import SHORT

MANY = 8


def percentile(values, share):
    """The smallest value that so large a share of all does not exceed."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)]


def load(ask, jobs, callers):
    """Each caller asks for the next job when it has its answer: seconds of each job, and of all."""
    def timed(job):
        start = time.perf_counter()
        ask(job)
        return time.perf_counter() - start
    with ThreadPoolExecutor(callers) as pool:
        start = time.perf_counter()
        times = list(pool.map(timed, jobs))
        return times, time.perf_counter() - start


def compare(run, what, systems, jobs, pid):
    job = f"callers of {what}"
    rates, waits, middles, raw = {}, {}, {}, []
    with Watch(pid) as watch:
        for ask in systems.values():
            load(ask, jobs[:4], 2)
        for number in range(run.rounds):
            for callers in (1, MANY):
                for name, ask in systems.items():
                    quiet()
                    times, whole = load(ask, jobs, callers)
                    raw.append({"callers": callers, "system": name, "times": times, "whole": whole})
                    rates.setdefault(callers, {}).setdefault(name, []).append(len(jobs) / whole)
                    middles.setdefault(callers, {}).setdefault(name, []).append(statistics.median(times))
                    waits.setdefault(callers, {}).setdefault(name, []).append(percentile(times, 99))
            run.say(f"{job}: round {number + 1} of {run.rounds}")
    run.raw[job] = raw
    run.note(job, f"{len(jobs)} requests in a round and number of callers. Parley had {max(watch.memory):.0f} MiB resident and {max(watch.threads)}"
                  " threads at most.")
    for callers, name in ((1, "1 caller"), (MANY, f"{MANY} callers")):
        run.add(Measure(job, f"{name}: throughput", "requests/s", rates[callers], more_is_better=True))
        run.add(Measure(job, f"{name}: median wait", "s", middles[callers], digits=2))
        run.add(Measure(job, f"{name}: p99 of the wait", "s", waits[callers], digits=2))
    run.add(Measure(job, f"throughput of {MANY} callers, as a multiple of one's", "", {
        name: [many / one for one, many in zip(rates[1][name], rates[MANY][name])] for name in systems},
        more_is_better=True, limit=1.1, digits=2))


def measure(run):
    count = 16 if run.quick else 48
    clips = [run.audio / row["file"] for row in speech_clips.rows(run.audio, "speech", SHORT)]
    url, pid = run.parley()
    with faster_whisper_server() as (peer_url, _):
        systems = {PARLEY: HttpTranscriber(url, callers=MANY).transcribe,
                   "faster-whisper-server, beam 1": HttpTranscriber(peer_url, "model_name", "whisper-1", MANY).transcribe}
        compare(run, "transcription", systems, [clips[index % len(clips)] for index in range(count)], pid)
    with fastkokoro() as (peer_url, _):
        systems = {PARLEY: HttpSpeaker(url, callers=MANY).speak, "fastkokoro": HttpSpeaker(peer_url, "kokoro", MANY, stream=True).speak}
        compare(run, "speech", systems, SENTENCES[:count // 2], pid)
