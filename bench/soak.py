"""Whether a server under steady load stays as it is: memory, heap, open files, threads and errors over time, and their slopes.

    python bench/soak.py --audio ../shared/audio [--minutes 20] [--share 0.8] [--csv FILE]

Needs httpx. Starts `./parley serve` itself. Measures first what it can do (--capacity-seconds, callers that wait for their answers, all
endpoints in turn); then calls come at --share of that rate, whether or not those before are answered. Prints a line a minute, and slopes by
least squares without the first fifth of the time, in which caches fill and the JIT compiles. Two hours are `--minutes 120`.
"""
import argparse
import itertools
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from cluster import Load, tally
from serving import children, parley, resident_bytes

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--audio", type=Path, required=True, help="folder with manifest.csv")
parser.add_argument("--minutes", type=float, default=20)
parser.add_argument("--share", type=float, default=0.8, help="of what the server can do")
parser.add_argument("--capacity-seconds", type=float, default=30)
parser.add_argument("--every", type=float, default=5, help="seconds between samples")
parser.add_argument("--csv", type=Path, help="where to write the samples")
arguments = parser.parse_args()

MEBIBYTE = 1 << 20
CALLERS = 4


def calls(url):
    """All kinds of calls, in turns; each is made by calling it."""
    load = Load(url, "none", arguments.audio / "speech/librispeech/1688-142285-0003.flac")
    client = httpx.Client(base_url=url, timeout=120, limits=httpx.Limits(max_connections=None))
    return itertools.cycle([lambda call=call: load.once(client, *call) for call in load.calls()])


def capacity(turns):
    """Calls a second when there is always one to be made."""
    with ThreadPoolExecutor(CALLERS) as pool:
        lock, answers, end = threading.Lock(), [], time.monotonic() + arguments.capacity_seconds

        def go_on():
            while time.monotonic() < end:
                with lock:
                    call = next(turns)
                answers.append(call())
        start = time.monotonic()
        for caller in [pool.submit(go_on) for _ in range(CALLERS)]:
            caller.result()
        return len(answers) / (time.monotonic() - start), answers


def sample(url, pid):
    metrics = httpx.get(url + "/actuator/prometheus", timeout=30).text
    heap = re.findall(r'^jvm_memory_used_bytes\{[^}]*area="heap"[^}]*\} (\S+)', metrics, re.MULTILINE)
    status = Path(f"/proc/{pid}/status").read_text()
    return {"resident MiB": int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024, "with children MiB": resident_bytes(pid) / MEBIBYTE,
            "heap MiB": sum(map(float, heap)) / MEBIBYTE, "open files": len(list(Path(f"/proc/{pid}/fd").iterdir())),
            "threads": int(re.search(r"Threads:\s+(\d+)", status).group(1)), "children": len(children(pid))}


def slope(times, values):
    """By least squares, a minute."""
    mean_time, mean = sum(times) / len(times), sum(values) / len(values)
    square = sum((moment - mean_time) ** 2 for moment in times)
    return 60 * sum((moment - mean_time) * (value - mean) for moment, value in zip(times, values)) / square if square else 0


def shown(values):
    return ", ".join(f"{name} {value:.0f}" for name, value in values.items())


def main():
    with parley() as (url, pid):
        turns = calls(url)
        capacity(turns)  # warm-up
        rate, answers = capacity(turns)
        print(f"capacity: {rate:.2f} calls/s with {CALLERS} callers, {tally(answers)}", flush=True)
        rate *= arguments.share
        pool, pending, answered = ThreadPoolExecutor(256), [], []
        start = time.monotonic()
        end = start + 60 * arguments.minutes
        next_call, next_sample, next_line = start, start, start + 60
        samples = []
        while (now := time.monotonic()) < end:
            if now >= next_call:
                pending.append(pool.submit(next(turns)))
                next_call += 1 / rate
            if now >= next_sample:
                samples.append((now - start, sample(url, pid)))
                next_sample += arguments.every
                answered += [call.result() for call in pending if call.done()]
                pending = [call for call in pending if not call.done()]
            if now >= next_line:
                failed = sum(not answer.whole for answer in answered)
                print(f"{(now - start) / 60:.0f} min: {shown(samples[-1][1])}; {len(answered)} answered, {failed} of them failed,"
                      f" {len(pending)} under way", flush=True)
                next_line += 60
            time.sleep(max(0, min(next_call, next_sample, end) - time.monotonic()))
        answered += [call.result() for call in pending]
        if arguments.csv:
            names = list(samples[0][1])
            arguments.csv.write_text("\n".join([",".join(["seconds", *names])] + [
                ",".join([f"{moment:.1f}"] + [f"{values[name]:.1f}" for name in names]) for moment, values in samples]) + "\n")
        print(f"{arguments.minutes:g} minutes at {rate:.2f} calls/s: {tally(answered)}")
        settled = [(moment, values) for moment, values in samples if moment > 12 * arguments.minutes]
        for name in settled[0][1]:
            values = [values[name] for _, values in settled]
            print(f"{name}: from {values[0]:.0f} to {values[-1]:.0f}, least {min(values):.0f}, most {max(values):.0f},"
                  f" slope {slope([moment for moment, _ in settled], values):+.2f} a minute")


main()
