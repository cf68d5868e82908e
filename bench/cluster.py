"""Parley in several processes that can be killed and started at will, a PostgreSQL and a Redis of one's own, and callers of every endpoint."""
import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import tempfile
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import httpx
import websockets.exceptions
import websockets.sync.client

from serving import ROOT, free_port, ready

PARTS = ("asr", "tts", "classification", "chat", "gateway")


class Program:
    """Another program's server, in a directory and on a port of its own; stopped and started again at will."""

    def __init__(self, command, directory, port, ending=signal.SIGTERM):
        self.command, self.directory, self.port, self.ending = command, directory, port, ending
        self.start()

    @staticmethod
    def postgres(directory):
        port = free_port()
        directory.mkdir()
        # after SIGTERM it would wait until its clients have gone
        return Program([ROOT / "accounts/src/test/servers/postgres.sh", directory, str(port)], directory, port, signal.SIGINT)

    @staticmethod
    def redis(directory):
        port = free_port()
        directory.mkdir()
        return Program(["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""], directory, port)

    def start(self):
        with (self.directory / "log").open("a") as log:
            self.process = subprocess.Popen(self.command, cwd=self.directory, stdout=log, stderr=log, start_new_session=True)
        while not connects(self.port):
            if self.process.poll() is not None:
                raise SystemExit(f"{self.command[0]} ended: {(self.directory / 'log').read_text()}")
            time.sleep(0.1)

    def signal(self, number):
        os.killpg(self.process.pid, number)

    def stop(self):
        self.signal(self.ending)
        self.process.wait()

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()


def connects(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def usage_rows(postgres):
    """How many rows of usage each request has, by its id."""
    told = subprocess.run(["psql", "-h", "127.0.0.1", "-p", str(postgres.port), "-U", "parley", "-d", "postgres", "-At", "-F", "\t",
                           "-c", "select request_id, count(*) from usage_row group by request_id"],
                          capture_output=True, text=True, check=True).stdout
    return {name: int(count) for name, count in (line.split("\t") for line in told.splitlines())}


class Cluster:
    """A process for each part. Settings are environment variables of all of them.

    Some parts (`away`) may listen at another address (`host`), in a network namespace (`namespace`).
    """

    def __init__(self, directory, parts=PARTS, away=(), host="127.0.0.1", namespace=None, **settings):
        self.directory, self.parts, self.namespace = directory, parts, namespace
        self.hosts = {part: host if part in away else "127.0.0.1" for part in parts}
        self.ports = {part: free_port() for part in parts}
        self.environment = os.environ | {"PARLEY_IDENTITY_SECRET": secrets.token_hex(32), "TMPDIR": str(directory),
                                         "PARLEY_JAVA_OPTS": f"-Djava.io.tmpdir={directory}",
                                         "MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE": "readinessState"}
        self.environment |= {f"PARLEY_GATEWAY_SERVICES_{part.upper()}": f"http://{self.hosts[part]}:{port}"
                             for part, port in self.ports.items() if part != "gateway"}
        self.environment |= {name.upper(): str(value) for name, value in settings.items()}
        self.processes = {}

    @property
    def url(self):
        return f"http://127.0.0.1:{self.ports['gateway']}"

    def start(self, part, wrapper=()):
        away = self.hosts[part] != "127.0.0.1"
        if away:
            wrapper = ("ip", "netns", "exec", self.namespace, *wrapper)
        # a service's own readiness: that its models are loaded
        environment = self.environment if part == "gateway" else {
            name: value for name, value in self.environment.items() if not name.startswith("MANAGEMENT_ENDPOINT_HEALTH")}
        with (self.directory / f"{part}.log").open("a") as log:
            self.processes[part] = subprocess.Popen(
                [*wrapper, ROOT / "parley", "serve", "--only", part, "--port", str(self.ports[part]),
                 *(("--host", self.hosts[part]) if away else ())], env=environment,
                stdout=log, stderr=log, cwd=self.directory, start_new_session=True)

    def wait(self, part):
        """Until it is ready."""
        while not ready(self.ports[part], "/actuator/health/readiness", self.hosts[part]):
            if self.processes[part].poll() is not None:
                raise SystemExit(f"{part} ended: {(self.directory / f'{part}.log').read_text()[-2000:]}")
            time.sleep(0.05)

    def signal(self, part, number=signal.SIGKILL):
        self.processes[part].send_signal(number)

    def kill(self, part):
        self.signal(part)
        self.processes[part].wait()

    def log(self, part):
        return (self.directory / f"{part}.log").read_text()

    def parley(self, *words):
        """Runs another command of Parley's with the same settings."""
        return subprocess.run([ROOT / "parley", *words], env=self.environment, cwd=self.directory, capture_output=True, text=True)

    def key(self, *words):
        return self.parley("keys", "create", "bench", *words).stdout.split()[-1]

    def __enter__(self):
        return self

    def start_all(self):
        for part in self.parts:
            self.start(part)
        for part in self.parts:
            self.wait(part)

    def __exit__(self, *_):
        for process in self.processes.values():
            with contextlib.suppress(ProcessLookupError):
                process.kill()
                process.wait()


@contextlib.contextmanager
def directory():
    with tempfile.TemporaryDirectory(prefix="parley-bench-", ignore_cleanup_errors=True) as name:
        path = Path(name)
        path.chmod(0o755)  # PostgreSQL's user looks into its own folder below
        yield path


@dataclass
class Answer:
    call: str
    part: str
    request: str
    start: float
    end: float
    outcome: str

    @property
    def whole(self):
        return self.outcome == "200"


def outcome(response):
    """What a caller sees: `200` for a whole answer, else what it was told."""
    response.read()
    if response.status_code != 200:
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
            error = response.json()["error"]
            if {"message", "type", "param", "code"} <= error.keys():
                return f"{response.status_code} {error['type']}"
        return f"{response.status_code} WITHOUT OPENAI'S SHAPE"
    if response.headers["content-type"].startswith("text/event-stream"):
        events = [line[5:].strip() for line in response.text.splitlines() if line.startswith("data:")]
        if not events:
            return "200 WITHOUT EVENTS"
        if '"error"' in events[-1]:
            return f"200, last event {json.loads(events[-1])['error']['type']}"
        if events[-1] != "[DONE]" and not json.loads(events[-1]).get("type", "").endswith(".done"):
            return "200 WITHOUT A LAST EVENT"
    return "200"


class Load:
    """Callers of every endpoint, one each by default, who go on calling and do not try again by themselves."""

    def __init__(self, url, key, clip, pause=0.2, callers=1, parts=PARTS):
        self.url, self.key, self.pause, self.clip = url, key, pause, Path(clip).read_bytes()
        self.answers, self.over = [], threading.Event()
        self.callers = [threading.Thread(target=self.go_on, args=call, daemon=True)
                        for call in self.calls() if call[1] in parts for _ in range(callers)]

    def calls(self):
        sound = {"files": {"file": ("speech.flac", self.clip)}}
        said = "The train to the coast leaves at nine, and we should not be late for it."
        asked = [{"role": "user", "content": "Name three kinds of fruit."}]
        chat = {"model": "parley-cascade", "messages": asked, "max_completion_tokens": 40}
        transcriptions = "/v1/audio/transcriptions"
        return [
            ("transcription", "asr", transcriptions, sound | {"data": {"model": "whisper-1"}}),
            ("streamed transcription", "asr", transcriptions, sound | {"data": {"model": "whisper-1", "stream": "true"}}),
            ("speech", "tts", "/v1/audio/speech", {"json": {"model": "tts-1", "voice": "alloy", "input": said}}),
            ("streamed speech", "tts", "/v1/audio/speech",
             {"json": {"model": "tts-1", "voice": "alloy", "input": said, "stream_format": "sse"}}),
            ("classification", "classification", "/v1/audio/classification", sound),
            ("chat", "chat", "/v1/chat/completions", {"json": chat}),
            ("streamed chat", "chat", "/v1/chat/completions", {"json": chat | {"stream": True}}),
        ]

    def go_on(self, call, part, path, body):
        with httpx.Client(base_url=self.url, timeout=120, headers={"Authorization": f"Bearer {self.key}"}) as client:
            while not self.over.is_set():
                self.answers.append(self.once(client, call, part, path, body))
                self.over.wait(self.pause)

    @staticmethod
    def once(client, call, part, path, body):
        request, start, status = str(uuid.uuid4()), time.monotonic(), None
        try:
            with client.stream("POST", path, headers={"x-request-id": request}, **body) as response:
                status = response.status_code
                told = outcome(response)
        except httpx.ConnectError:
            told = "connection refused"
        except httpx.TimeoutException:
            told = "NO ANSWER IN TIME"
        except httpx.TransportError:
            told = f"{status}, then broken off" if status else "connection broken off"
        return Answer(call, part, request, start, time.monotonic(), told)

    def __enter__(self):
        for caller in self.callers:
            caller.start()
        return self

    def stop(self):
        self.over.set()
        for caller in self.callers:
            caller.join()

    def __exit__(self, *_):
        self.stop()

    def first_success(self, part, after):
        """When a request that began after a moment was answered in full."""
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            ends = [answer.end for answer in list(self.answers) if answer.part == part and answer.start >= after and answer.whole]
            if ends:
                return min(ends)
            time.sleep(0.05)
        raise SystemExit(f"{part} did not come back")

    def first_successes(self, after):
        """The same of each part but the gateway."""
        return {part: self.first_success(part, after) for part in PARTS[:-1]}

    def between(self, start, end):
        """The answers of requests that ran at some time between two moments."""
        return [answer for answer in list(self.answers) if answer.end >= start and answer.start <= end]


class Sockets:
    """Callers over sockets, who ask again as soon as they are answered, and open another socket when theirs has ended."""

    def __init__(self, url, key, callers=4):
        self.address, self.key = f"{url.replace('http', 'ws', 1)}/v1/realtime?model=gpt-realtime", key
        self.answers, self.ends, self.over = [], [], threading.Event()
        self.callers = [threading.Thread(target=self.go_on, daemon=True) for _ in range(callers)]

    def go_on(self):
        while not self.over.is_set():
            start = time.monotonic()
            try:
                with websockets.sync.client.connect(self.address, additional_headers={"Authorization": f"Bearer {self.key}"},
                                                    ping_interval=None, close_timeout=1) as socket:
                    for _ in range(20):  # then a new conversation, or it would grow
                        if self.over.is_set():
                            break
                        start = time.monotonic()
                        self.ask(socket)
            except websockets.exceptions.ConnectionClosed as end:
                told = end.rcvd and f"closed with {end.rcvd.code} \"{end.rcvd.reason}\"" or "cut off"
                self.ends.append(Answer("socket", "chat", "", start, time.monotonic(), told))
            except TimeoutError:
                self.ends.append(Answer("socket", "chat", "", start, time.monotonic(), "NO ANSWER IN TIME"))
            except (OSError, websockets.exceptions.WebSocketException) as refused:
                self.ends.append(Answer("socket", "chat", "", start, time.monotonic(), f"not opened: {type(refused).__name__}"))
            self.over.wait(0.2)

    def ask(self, socket):
        item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Name three kinds of fruit."}]}
        socket.send(json.dumps({"type": "conversation.item.create", "item": item}))
        socket.send(json.dumps({"type": "response.create", "response": {"output_modalities": ["text"]}}))
        while (event := json.loads(socket.recv(timeout=180)))["type"] != "response.done":
            if event["type"] == "error":
                raise SystemExit(f"a socket is told {event}")
        self.answers.append(time.monotonic())

    def __enter__(self):
        for caller in self.callers:
            caller.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for caller in self.callers:
            caller.join()

    def first_answer(self, after):
        while not (ends := [end for end in list(self.answers) if end >= after]):
            time.sleep(0.05)
        return min(ends)


def tally(answers, since=0.0):
    """Outcomes, how often, and the longest wait for each: from a moment or the request's start, whichever is later."""
    longest = {}
    for answer in answers:
        wait = answer.end - max(since, answer.start)
        longest[answer.outcome] = max(longest.get(answer.outcome, 0), wait)
    return "; ".join(f"{count} x {told} (at most {longest[told]:.2f} s)"
                     for told, count in Counter(answer.outcome for answer in answers).most_common()) or "none"
