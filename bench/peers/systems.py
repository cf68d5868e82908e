"""Parley and its peers, asked for the same things."""
import asyncio
import contextlib
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy

import serving

RATE = 24_000
THREADS = os.cpu_count()
MODELS = Path(os.environ.get("PARLEY_HOME", Path.home() / ".parley")) / "models"
WHISPER = "whisper-base"
KOKORO = MODELS / "kokoro-82m"
SMOLLM2 = MODELS / "smollm2-135m-instruct"
VOICE = "af_heart"
HOUR = 3600


def client(callers=1):
    return httpx.Client(timeout=HOUR, limits=httpx.Limits(max_connections=callers, max_keepalive_connections=callers))


class HttpTranscriber:
    """A server that transcribes as OpenAI's does."""

    def __init__(self, url, model_field="model", model=WHISPER, callers=1):
        self.client, self.url = client(callers), url + "/v1/audio/transcriptions"
        self.fields = {model_field: model, "language": "en"}

    def transcribe(self, path):
        answer = self.client.post(self.url, files={"file": (path.name, path.read_bytes())}, data=self.fields)
        answer.raise_for_status()
        return answer.json()["text"]


class FasterWhisper:
    def __init__(self, beam, model=WHISPER):
        import faster_whisper

        self.options = {"language": "en", "beam_size": beam, "temperature": 0, "condition_on_previous_text": False,
                        "without_timestamps": True}
        self.model = faster_whisper.WhisperModel(str(MODELS / model), device="cpu", compute_type="int8", cpu_threads=THREADS,
                                                 local_files_only=True)
        self.pipeline = faster_whisper.BatchedInferencePipeline(self.model)

    def transcribe(self, path):
        return self._text(self.model.transcribe(str(path), **self.options))

    def transcribe_cut(self, path):
        """Where voice activity detection says that somebody speaks, window by window."""
        return self._text(self.model.transcribe(str(path), **self.options, vad_filter=True))

    def transcribe_batched(self, path, windows):
        """The same with several windows at a time."""
        return self._text(self.pipeline.transcribe(str(path), **self.options, batch_size=windows))

    def hear(self, samples):
        """What was said, of mono sound at 16 kHz."""
        return self._text(self.model.transcribe(samples, **self.options))

    @staticmethod
    def _text(answer):
        return " ".join(segment.text.strip() for segment in answer[0])


@dataclass
class Spoken:
    """One text, spoken: times in seconds since it was asked for."""

    first: float
    last: float
    samples: numpy.ndarray
    # by how much the sound was ahead of playback at the worst, at the client
    ahead: float = 0.0

    @property
    def seconds(self):
        return len(self.samples) / RATE


class HttpSpeaker:
    """A server that speaks as OpenAI's does, PCM in pieces."""

    def __init__(self, url, model="kokoro-82m", callers=1, **fields):
        self.client, self.url = client(callers), url + "/v1/audio/speech"
        self.body = {"model": model, "voice": VOICE, "response_format": "pcm", **fields}

    def speak(self, text):
        start = time.perf_counter()
        received, first, ahead = bytearray(), None, float("inf")
        with self.client.stream("POST", self.url, json=self.body | {"input": text}) as answer:
            answer.raise_for_status()
            for piece in answer.iter_raw():
                now = time.perf_counter() - start
                if first is None:
                    first = now
                else:
                    ahead = min(ahead, len(received) / 2 / RATE - (now - first))
                received += piece
        samples = numpy.frombuffer(bytes(received), "<i2").astype(numpy.float32) / 32768
        return Spoken(first, time.perf_counter() - start, samples, ahead)


class KokoroOnnx:
    def __init__(self):
        from kokoro_onnx import Kokoro

        with tempfile.TemporaryDirectory() as directory:
            self.kokoro = Kokoro(str(next(KOKORO.glob("*.onnx"))), str(voices(Path(directory))))

    def stream(self, text):
        """As the library streams: as many sentences at a time as the model takes."""
        return asyncio.run(self._streamed(text))

    async def _streamed(self, text):
        start = time.perf_counter()
        parts, first = [], None
        async for samples, _ in self.kokoro.create_stream(text, voice=VOICE, lang="en-us"):
            first = first or time.perf_counter() - start
            parts.append(samples)
        return Spoken(first, time.perf_counter() - start, numpy.concatenate(parts))

    def by_sentence(self, sentences):
        """As a caller may who wants to hear something soon."""
        start = time.perf_counter()
        parts, first = [], None
        for sentence in sentences:
            parts.append(self.kokoro.create(sentence, voice=VOICE, lang="en-us")[0])
            first = first or time.perf_counter() - start
        return Spoken(first, time.perf_counter() - start, numpy.concatenate(parts))


def voices(directory):
    """The voices of the model in one file, as its runtimes in Python want them."""
    file = directory / "voices.npz"
    numpy.savez(file, **{each.stem: numpy.fromfile(each, numpy.float32).reshape(-1, 1, 256) for each in (KOKORO / "voices").glob("*.bin")})
    return file


@contextlib.contextmanager
def server(command, environment, port, health):
    """A peer's, whose messages matter only if it does not start."""
    with tempfile.TemporaryFile("w+") as log:
        try:
            with serving.server(command, {"HF_HUB_OFFLINE": "1"} | environment, port, health, log) as started:
                yield started
        except SystemExit:
            log.seek(0)
            print(log.read(), file=sys.stderr)
            raise


@contextlib.contextmanager
def faster_whisper_server(model=WHISPER):
    port = serving.free_port()
    with tempfile.TemporaryDirectory() as directory:
        configuration = Path(directory) / "models.json"  # which YAML reads
        configuration.write_text(json.dumps({"models": [{
            "name": "whisper-1", "path": str(MODELS / model),
            "model_options": {"device": "cpu", "compute_type": "int8", "cpu_threads": THREADS, "local_files_only": True},
            "transcribe_options": {"beam_size": 1, "temperature": 0, "condition_on_previous_text": False, "without_timestamps": True}}]}))
        with server([sys.executable, "-m", "faster_whisper_server", "--config", str(configuration), "--host", "127.0.0.1",
                     "--port", str(port)], {}, port, "/health") as started:
            yield started


@contextlib.contextmanager
def fastkokoro():
    port = serving.free_port()
    with tempfile.TemporaryDirectory() as directory:
        environment = {"FASTKOKORO_MODEL_PATH": str(next(KOKORO.glob("*.onnx"))), "FASTKOKORO_VOICES_PATH": str(voices(Path(directory))),
                       "FASTKOKORO_HOST": "127.0.0.1", "FASTKOKORO_PORT": str(port)}
        with server([str(Path(sys.executable).with_name("fastkokoro"))], environment, port, "/health") as started:
            yield started


@contextlib.contextmanager
def llama_server():
    port = serving.free_port()
    with server([sys.executable, "-m", "llama_cpp.server", "--model", str(next(SMOLLM2.glob("*.gguf"))), "--host", "127.0.0.1",
                 "--port", str(port), "--n_threads", str(THREADS), "--n_threads_batch", str(THREADS), "--n_ctx", "2048",
                 "--verbose", "False"], {}, port, "/v1/models") as started:
        yield started
