"""Speech read back by Whisper, and beside the same graph in Python.

    python3 -m venv bench/.venv && bench/.venv/bin/pip install -r bench/requirements.txt
    ./parley serve &
    bench/.venv/bin/python bench/speech.py --listener ~/.parley/models/whisper-base --peer ~/.parley/models/kokoro-82m

Has every sentence of speech-sentences.txt spoken and transcribed again, and prints the word error rate (Whisper's English
normaliser) and what was misheard. Then asks for a short and a long text, a few times in turn with the peer, and prints the time to
the first byte, the real-time factor, and whether playback would ever have waited. The peer runs the published graph in this process
with ONNX Runtime's defaults, sentence by sentence, on the phonemes of the package kokoro-onnx; its first sound is its first sentence.
"""
import argparse
import os
import re
import statistics
import time
from pathlib import Path

import httpx
import jiwer
import numpy
import soxr
from whisper_normalizer.english import EnglishTextNormalizer

RATE = 24000
BYTES = 2

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--url", default="http://127.0.0.1:8080/v1")
parser.add_argument("--model", default="kokoro-82m")
parser.add_argument("--voice", default="af_heart")
parser.add_argument("--listener", type=Path, help="CTranslate2 folder of Whisper base")
parser.add_argument("--peer", type=Path, help="folder with the graph and its voices")
parser.add_argument("--speed", type=float, default=1)
parser.add_argument("--threads", type=int, default=os.cpu_count())
parser.add_argument("--repeat", type=int, default=3)
arguments = parser.parse_args()

client = httpx.Client(timeout=600)
sentences = Path(__file__).with_name("speech-sentences.txt").read_text(encoding="utf-8").splitlines()


def parley(text):
    """The samples, seconds to the first byte and to the last, and how far playback was ahead at the worst."""
    body = {"model": arguments.model, "voice": arguments.voice, "input": text, "response_format": "pcm",
            "speed": arguments.speed}
    start = time.perf_counter()
    received, first, ahead = b"", None, float("inf")
    with client.stream("POST", arguments.url + "/audio/speech", json=body) as answer:
        answer.raise_for_status()
        for piece in answer.iter_raw():
            now = time.perf_counter() - start
            first = now if first is None else first
            ahead = min(ahead, len(received) / BYTES / RATE - (now - first)) if received else ahead
            received += piece
    return numpy.frombuffer(received, "<i2") / 32768, first, time.perf_counter() - start, ahead


def read_back():
    import faster_whisper

    listener = faster_whisper.WhisperModel(str(arguments.listener), device="cpu", compute_type="int8",
                                           cpu_threads=arguments.threads, local_files_only=True)
    normalise = EnglishTextNormalizer()
    said, heard = [], []
    for sentence in sentences:
        sound = soxr.resample(parley(sentence)[0], RATE, 16000).astype(numpy.float32)
        segments, _ = listener.transcribe(sound, language="en", beam_size=5)
        said.append(normalise(sentence))
        heard.append(normalise(" ".join(segment.text for segment in segments)))
        if said[-1] != heard[-1]:
            print(f"  said  {said[-1]}\n  heard {heard[-1]}")
    print(f"{len(sentences)} sentences, word error rate {100 * jiwer.wer(said, heard):.2f} %")


def peer():
    import onnxruntime
    from kokoro_onnx.tokenizer import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = arguments.threads
    graph = next(arguments.peer.glob("*.onnx"))
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    style = numpy.fromfile(arguments.peer / "voices" / f"{arguments.voice}.bin", numpy.float32).reshape(-1, 1, 256)
    tokenizer = Tokenizer()

    def speak(text):
        start = time.perf_counter()
        samples, first = 0, None
        for sentence in re.split(r"(?<=[.!?]) ", text):
            ids = tokenizer.tokenize(tokenizer.phonemize(sentence, "en-gb" if arguments.voice[0] == "b" else "en-us"))
            audio = session.run(None, {"tokens": numpy.array([[0, *ids, 0]], numpy.int64),
                                       "style": style[min(len(ids), len(style) - 1)],
                                       "speed": numpy.array([arguments.speed], numpy.float32)})[0]
            first = time.perf_counter() - start if first is None else first
            samples += audio.size
        return numpy.empty(samples), first, time.perf_counter() - start, None

    return speak


if arguments.listener:
    read_back()
systems = {"parley": parley, **({"peer": peer()} if arguments.peer else {})}
for name, text in {"one sentence": sentences[0], "twelve sentences": " ".join(sentences[:12])}.items():
    results = {system: [] for system in systems}
    for speak in systems.values():
        speak(text)
    for _ in range(arguments.repeat):
        for system, speak in systems.items():
            results[system].append(speak(text))
    for system, runs in results.items():
        seconds = statistics.median(len(samples) for samples, *_ in runs) / RATE
        first = statistics.median(run[1] for run in runs)
        factor = statistics.median(run[2] for run in runs) / seconds
        ahead = f", never less than {min(run[3] for run in runs):.2f} s ahead of playback" if system == "parley" else ""
        print(f"{name}: {system}: first sound {first:.3f} s, real-time factor {factor:.3f}, {seconds:.1f} s{ahead}")
