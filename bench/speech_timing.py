"""Speech beside the same graph in Python: time to the first sound, real-time factor, many callers at once.

    bench/.venv/bin/python bench/speech_timing.py --peer ~/.parley/models/kokoro-82m

Starts a Parley of its own and asks for a short and a long text in turns with the peer, each a few times. Prints medians of the time to
the first sound and of the real-time factor, and how far the sound was ahead of playback at the worst, as the client saw it through the
gateway. Then 1, 4 and 8 callers ask for one sentence at once, again and again. The peer runs the published graph in this process with
ONNX Runtime's defaults, sentence by sentence, on the phonemes of the package kokoro-onnx; its first sound is its first sentence.
"""
import argparse
import os
import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy

import serving

RATE = 24000
BYTES = 2


@dataclass
class Spoken:
    """One text, spoken: times in seconds since it was asked for."""

    first: float
    last: float
    sound: float
    ahead: float | None = None


class Parley:
    def __init__(self, url, voice):
        self.client = httpx.Client(timeout=600, limits=httpx.Limits(max_connections=16))
        self.url = url + "/v1/audio/speech"
        self.voice = voice

    def speak(self, text):
        body = {"model": "kokoro-82m", "voice": self.voice, "input": text, "response_format": "pcm"}
        start = time.perf_counter()
        received, first, ahead = 0, None, float("inf")
        with self.client.stream("POST", self.url, json=body) as answer:
            answer.raise_for_status()
            for piece in answer.iter_raw():
                now = time.perf_counter() - start
                first = now if first is None else first
                if received:
                    ahead = min(ahead, received / BYTES / RATE - (now - first))
                received += len(piece)
        return Spoken(first, time.perf_counter() - start, received / BYTES / RATE, ahead)


class Peer:
    def __init__(self, directory, voice, threads):
        import onnxruntime
        from kokoro_onnx.tokenizer import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(str(next(directory.glob("*.onnx"))), options,
                                                    providers=["CPUExecutionProvider"])
        self.style = numpy.fromfile(directory / "voices" / f"{voice}.bin", numpy.float32).reshape(-1, 1, 256)
        self.tokenizer = Tokenizer()
        self.language = "en-gb" if voice[0] == "b" else "en-us"

    def speak(self, text):
        start = time.perf_counter()
        samples, first = 0, None
        for sentence in re.split(r"(?<=[.!?]) ", text):
            ids = self.tokenizer.tokenize(self.tokenizer.phonemize(sentence, self.language))
            audio = self.session.run(None, {"tokens": numpy.array([[0, *ids, 0]], numpy.int64),
                                            "style": self.style[min(len(ids), len(self.style) - 1)],
                                            "speed": numpy.ones(1, numpy.float32)})[0]
            first = time.perf_counter() - start if first is None else first
            samples += audio.size
        return Spoken(first, time.perf_counter() - start, samples / RATE)


def one_caller(systems, name, text, repeat):
    runs = {system: [] for system in systems}
    for speaker in systems.values():
        speaker.speak(text)
    for _ in range(repeat):
        for system, speaker in systems.items():
            runs[system].append(speaker.speak(text))
    for system, spoken in runs.items():
        first = statistics.median(run.first for run in spoken)
        factor = statistics.median(run.last / run.sound for run in spoken)
        line = f"{name}: {system}: first sound {first:.3f} s, real-time factor {factor:.3f}, {spoken[0].sound:.1f} s"
        if system == "parley":
            line += f", at the worst {min(run.ahead for run in spoken):.2f} s ahead of playback"
        print(line, flush=True)


def many_callers(systems, text, callers, requests):
    for system, speaker in systems.items():
        with ThreadPoolExecutor(callers) as pool:
            start = time.perf_counter()
            spoken = list(pool.map(lambda _: speaker.speak(text), range(requests)))
            took = time.perf_counter() - start
        first = statistics.median(run.first for run in spoken)
        last = statistics.median(run.last for run in spoken)
        print(f"{callers} callers: {system}: {requests / took:.2f} requests/s, first sound {first:.2f} s, last {last:.2f} s,"
              f" {sum(run.sound for run in spoken) / took:.2f} s of sound a second", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voice", default="af_heart")
    parser.add_argument("--peer", type=Path, required=True, help="folder with the graph and its voices")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--url", help="of a server that runs already")
    arguments = parser.parse_args()
    sentences = Path(__file__).with_name("speech-sentences.txt").read_text(encoding="utf-8").splitlines()

    def measure(url):
        systems = {"parley": Parley(url, arguments.voice),
                   "peer": Peer(arguments.peer, arguments.voice, arguments.threads)}
        one_caller(systems, "one sentence", sentences[0], arguments.repeat)
        one_caller(systems, "twelve sentences", " ".join(sentences[:12]), arguments.repeat)
        for callers in (1, 4, 8):
            many_callers(systems, sentences[0], callers, max(2, arguments.repeat - 1) * callers)

    if arguments.url:
        measure(arguments.url)
    else:
        with serving.parley() as (url, _):
            measure(url)


main()
