"""Conversation over a socket, through the gateway: how soon an answer is heard, many callers at once, many one after the other, questions.

    python conversation.py latency   [--url URL] [--rounds 5] [--model gpt-realtime] [--silence 500] [--wav FILE]...
    python conversation.py callers   [--url URL] [--callers 10] [--rounds 3]
    python conversation.py speakers  [--url URL] [--speakers 1 2 4 8] [--rounds 3]
    python conversation.py sessions  [--url URL] [--sessions 1000] --pid PID
    python conversation.py questions [--url URL] [--voice af_heart]...

against a server that runs already (`./parley serve`; --url is its base address, http://127.0.0.1:8080 by default); needs httpx, numpy and
websockets. Sound is sent as a microphone gives it, 20 ms every 20 ms, and goes on as silence until the answer is there.

latency: for each query the milliseconds from `speech_stopped` to the last of the caller's words (transcript), the first word of the answer,
its first clause, its first sound, and the first sample louder than -50 dB as a player hears it. The silence that ends a turn is
reported apart: from the last sample in which somebody speaks to `speech_stopped`. Queries are spoken by the server itself and last about
4 s; others can be named as WAV files of 16 bits.

speakers: who only have written down what they say, and all of whom speak all the time, with a second between their sentences; prints how
long after `speech_stopped` the words of a sentence are there.

sessions: opens and closes them, some with a turn in them, and prints memory, threads and open files of the server's process and of its
children before and after.
"""

import argparse
import asyncio
import base64
import io
import json
import re
import statistics
import subprocess
import time
import wave
from pathlib import Path

import httpx
import numpy as np
import websockets

from serving import children

RATE = 24_000
PIECE = RATE // 50
AUDIBLE = 10 ** (-50 / 20)
QUERIES = [
    "I am planning a short trip to Europe this summer. What is the capital of France?",
    "My daughter asked me something this morning. How many days does a week have?",
    "I would like to cook something simple for dinner. What can I make with eggs?",
    "Please tell me in one sentence what a good friend does when you are sad.",
]
QUESTIONS = [
    ("What is the capital of France?", r"\bparis\b"),
    ("How many days are there in a week?", r"\b(seven|7)\b"),
    ("What is the capital of Italy?", r"\brome\b"),
    ("What do bees make?", r"\bhoney\b"),
    ("What is the capital of Japan?", r"\btokyo\b"),
    ("Which planet do we live on?", r"\bearth\b"),
    ("What is the opposite of hot?", r"\bcold\b"),
    ("What is frozen water called?", r"\bice\b"),
    ("What is the largest ocean on Earth?", r"\bpacific\b"),
    ("Who wrote Romeo and Juliet?", r"\bshakespeare\b"),
    ("What is two plus two?", r"\b(four|4)\b"),
]


def spoken(url: str, text: str, voice: str = "af_heart") -> np.ndarray:
    """A text as the server says it, float32 at RATE."""
    answer = httpx.post(f"{url}/v1/audio/speech", timeout=120,
                        json={"model": "tts-1", "voice": voice, "input": text, "response_format": "pcm"})
    answer.raise_for_status()
    return np.frombuffer(answer.content, dtype="<i2").astype(np.float32) / 32768


def read(file: str) -> np.ndarray:
    with wave.open(file) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2").astype(np.float32) / 32768
        samples = samples.reshape(-1, sound.getnchannels()).mean(axis=1)
        rate = sound.getframerate()
    places = np.arange(int(len(samples) * RATE / rate)) * rate / RATE
    return np.interp(places, np.arange(len(samples)), samples).astype(np.float32)


class Session:
    def __init__(self, socket):
        self.socket = socket
        self.said = asyncio.Event()
        self.ended = None  # when the last sample of speech was sent
        self.sound = np.zeros(0, np.float32)

    async def send(self, kind: str, **fields) -> None:
        await self.socket.send(json.dumps({"type": kind, **fields}))

    async def next(self) -> tuple[float, dict]:
        event = json.loads(await asyncio.wait_for(self.socket.recv(), 120))
        if event["type"] == "error":
            raise RuntimeError(event["error"])
        return time.perf_counter(), event

    async def speak(self, speech: np.ndarray) -> None:
        """Until cancelled: the speech, and silence after it."""
        loud = np.flatnonzero(np.abs(speech) > AUDIBLE)
        last = int(loud[-1]) if len(loud) else len(speech)
        start = time.perf_counter()
        at = 0
        while True:
            piece = speech[at:at + PIECE]
            piece = np.pad(piece, (0, PIECE - len(piece)))
            await self.send("input_audio_buffer.append", audio=base64.b64encode((piece * 32767).astype("<i2").tobytes()).decode())
            at += PIECE
            if self.ended is None and at > last:
                self.ended = time.perf_counter() - (at - last) / RATE
            await asyncio.sleep(max(0.0, start + at / RATE - time.perf_counter()))

    async def turn(self, speech: np.ndarray) -> dict:
        """Speaks and takes the answer: seconds from speech_stopped, and texts."""
        self.ended = None
        speaking = asyncio.create_task(self.speak(speech))
        times, words, pieces, heard = {}, "", [], ""
        try:
            while True:
                now, event = await self.next()
                kind = event["type"]
                if kind == "input_audio_buffer.speech_started":
                    # a pause in the query ended a turn too soon: what counts is the last
                    times, words, pieces = {}, "", []
                elif kind == "input_audio_buffer.speech_stopped":
                    times["stopped"] = now
                elif kind.endswith("input_audio_transcription.completed"):
                    times["transcript"] = now
                    heard = event["transcript"]
                elif kind == "response.output_audio_transcript.delta":
                    times.setdefault("word", now)
                    words += event["delta"]
                    if re.search(r"[.,;:!?]", words):
                        times.setdefault("clause", now)
                elif kind == "response.output_audio.delta":
                    times.setdefault("sound", now)
                    pieces.append(np.frombuffer(base64.b64decode(event["delta"]), dtype="<i2").astype(np.float32) / 32768)
                elif kind == "response.done":
                    status = event["response"]["status"]
                    if status == "cancelled":
                        continue
                    if status not in ("completed", "incomplete"):
                        raise RuntimeError(event["response"]["status_details"])
                    times["done"] = now
                    break
        finally:
            speaking.cancel()
        sound = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
        loud = np.flatnonzero(np.abs(sound) > AUDIBLE)
        if len(loud) and "sound" in times:
            times["audible"] = times["sound"] + int(loud[0]) / RATE
        stopped = times.pop("stopped")
        return {"silence": stopped - self.ended, "heard": heard, "words": words, "seconds": len(sound) / RATE,
                **{stage: at - stopped for stage, at in times.items()}}


def connect(asked, query=None):
    return websockets.connect(f"{asked.url.replace('http', 'ws', 1)}/v1/realtime?{query or f'model={asked.model}'}", max_size=None,
                              additional_headers={"Authorization": f"Bearer {asked.key}"})


async def opened(socket, asked) -> Session:
    session = Session(socket)
    await session.next()
    await session.send("session.update", session={"type": "realtime", "instructions": asked.instructions,
                                                 "max_output_tokens": asked.tokens or "inf", "audio": {"input": {
        "transcription": {"model": "whisper-1", "language": "en"},
        "turn_detection": {"type": "server_vad", "silence_duration_ms": asked.silence}}}})
    await session.next()
    return session


def row(name: str, values: list[float]) -> str:
    return f"| {name} | {1000 * statistics.median(values):.0f} | {1000 * min(values):.0f} | {1000 * max(values):.0f} |"


def table(turns: list[dict]) -> None:
    print("| ms | median | least | most |\n|---|---|---|---|")
    for stage, name in (("silence", "end of speech to speech_stopped"), ("transcript", "to the last words"), ("word", "to the answer's first word"),
                        ("clause", "to its first clause"), ("sound", "to its first sound"), ("audible", "to its first audible sample")):
        values = [turn[stage] for turn in turns if stage in turn]
        if values:
            print(row(name, values), flush=True)


async def latency(asked) -> None:
    queries = [read(file) for file in asked.wav] or [spoken(asked.url, text) for text in QUERIES]
    turns = []
    for number in range(asked.rounds + 1):
        for query in queries:
            async with connect(asked) as socket:
                turn = await (await opened(socket, asked)).turn(query)
            if number:  # the first round warms up
                turns.append(turn)
            print(f"{len(query) / RATE:.1f} s, heard: {turn['heard'].strip()} answered: {turn['words'].strip()[:80]}", flush=True)
    table(turns)


async def callers(asked) -> None:
    queries = [spoken(asked.url, text) for text in QUERIES]
    turns, failed = [], []

    async def call(number: int) -> None:
        try:
            await asyncio.sleep(number * asked.apart)
            async with connect(asked) as socket:
                session = await opened(socket, asked)
                for turn in range(asked.rounds):
                    turns.append(await session.turn(queries[(number + turn) % len(queries)]))
                    # listens to the answer before it speaks again
                    await asyncio.sleep(max(0.0, turns[-1]["seconds"] - (turns[-1]["done"] - turns[-1].get("sound", 0))))
        except Exception as failure:
            failed.append(repr(failure))

    await asyncio.gather(*(call(number) for number in range(asked.callers)))
    print(f"{asked.callers} callers, {len(turns)} turns answered, {len(failed)} callers dropped {failed}")
    table(turns)


async def dictation(asked, speech: np.ndarray, sentences: int) -> list[float]:
    """Seconds from the end of each sentence to its words."""
    async with connect(asked, "intent=transcription") as socket:
        session = Session(socket)
        await session.next()
        speaking, stopped, waits = asyncio.create_task(session.speak(speech)), {}, []
        try:
            while len(waits) < sentences:
                now, event = await session.next()
                if event["type"] == "input_audio_buffer.speech_stopped":
                    stopped[event["item_id"]] = now
                elif event["type"].endswith("input_audio_transcription.completed"):
                    waits.append(now - stopped[event["item_id"]])
                elif event["type"].endswith("input_audio_transcription.failed"):
                    raise RuntimeError(event["error"])
        finally:
            speaking.cancel()
    return waits


async def speakers(asked) -> None:
    # one pause a sentence: two in one would be two turns
    said = [spoken(asked.url, text) for text in ("The train to the coast leaves at nine in the morning from the second platform.",
                                                 "Nobody had told the driver that the bridge over the river was closed.",
                                                 "She bought two loaves of bread and a pound of butter at the market.")]
    pause = np.zeros(RATE, np.float32)
    print("| speakers | median | nine of ten | most | failed |\n|---|---|---|---|---|")
    for count in asked.speakers:
        async def speak(number: int) -> list[float]:
            await asyncio.sleep(number * asked.apart)
            turns = [said[(number + turn) % len(said)] for turn in range(asked.rounds * len(said))]
            return await dictation(asked, np.concatenate([part for turn in turns for part in (turn, pause)]), len(turns))

        results = await asyncio.gather(*(speak(number) for number in range(count)), return_exceptions=True)
        waits = sorted(wait for result in results if isinstance(result, list) for wait in result)
        failed = [repr(result) for result in results if not isinstance(result, list)]
        print(f"| {count} | {statistics.median(waits):.2f} s | {waits[int(0.9 * len(waits))]:.2f} s | {waits[-1]:.2f} s | {len(failed)} |" if waits
              else f"| {count} | | | | {len(failed)} |", *failed[:1], flush=True)


def state(pid: int) -> str:
    def of(process: int) -> tuple[int, int, int]:
        status = Path(f"/proc/{process}/status").read_text()
        return (int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024, int(re.search(r"Threads:\s+(\d+)", status)[1]),
                len(list(Path(f"/proc/{process}/fd").iterdir())))

    processes = [pid, *children(pid)]
    memory, threads, files = (sum(values) for values in zip(*(of(process) for process in processes)))
    heap = subprocess.run(["jcmd", str(pid), "GC.heap_info"], capture_output=True, text=True).stdout
    used = re.search(r"used (\d+)K", heap)
    return f"{memory} MiB resident, {threads} threads, {files} open files, {int(used[1]) // 1024 if used else '?'} MiB of heap in use, {len(processes)} processes"


async def sessions(asked) -> None:
    query = spoken(asked.url, "What is the capital of France?")

    async def some(count: int) -> None:
        for number in range(count):
            async with connect(asked) as socket:
                session = await opened(socket, asked)
                # some of it in the middle of a turn, some in the middle of an answer
                for at in range(0, len(query) if number % 10 == 0 else RATE, RATE // 5):
                    piece = (query[at:at + RATE // 5] * 32767).astype("<i2").tobytes()
                    await session.send("input_audio_buffer.append", audio=base64.b64encode(piece).decode())
                if number % 10 == 0:
                    await session.send("input_audio_buffer.commit")
                    await session.send("response.create")
                    while (await session.next())[1]["type"] != "response.created":
                        pass

    def settled() -> str:
        subprocess.run(["jcmd", str(asked.pid), "GC.run"], capture_output=True)
        return state(asked.pid)

    await some(min(100, asked.sessions))
    await asyncio.sleep(5)
    print("after 100 to warm up:", settled(), flush=True)
    start = time.perf_counter()
    await some(asked.sessions)
    print(f"{asked.sessions} sessions in {time.perf_counter() - start:.0f} s")
    await asyncio.sleep(5)
    print("after them:", settled(), flush=True)


async def questions(asked) -> None:
    for voice in asked.voice or ["af_heart"]:
        right = []
        for question, answer in QUESTIONS:
            async with connect(asked) as socket:
                turn = await (await opened(socket, asked)).turn(spoken(asked.url, question, voice))
            right.append(bool(re.search(answer, turn["words"].lower())))
            print(f"{'right' if right[-1] else 'wrong'}: {turn['heard'].strip()} -> {turn['words'].strip()}", flush=True)
        print(f"{voice}: {sum(right)} of {len(right)} right, the capital of France {'among' if right[0] else 'not among'} them")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", choices=["latency", "callers", "speakers", "sessions", "questions"])
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument("--key", default="none")
    parser.add_argument("--model", default="gpt-realtime")
    parser.add_argument("--silence", type=int, default=500)
    parser.add_argument("--instructions", default="")
    parser.add_argument("--tokens", type=int, default=80, help="most tokens of an answer; 0 for as many as the model likes")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--wav", nargs="*", default=[])
    parser.add_argument("--callers", type=int, default=10)
    parser.add_argument("--apart", type=float, default=0.7, help="seconds between the callers' beginnings")
    parser.add_argument("--speakers", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--pid", type=int)
    parser.add_argument("--voice", nargs="*")
    asked = parser.parse_args()
    asyncio.run({"latency": latency, "callers": callers, "speakers": speakers, "sessions": sessions, "questions": questions}[asked.job](asked))


main()
