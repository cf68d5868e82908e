"""The language model: tokens a second of prompts and answers, in process and over HTTP."""
import json
import statistics
import subprocess
import tempfile
import time

from jdk import java, test_class_path
from peers.measures import PARLEY, Measure
from peers.processes import Remote, quiet
from peers.systems import SMOLLM2, THREADS, client, llama_server

IN_PROCESS, SERVER = "llama.cpp", "llama-cpp-python's server"
TEXT = ("Rain falls on the old harbour town every autumn, and the fishermen mend their nets under the long wooden roof "
        "while the children count the boats. In the evening somebody plays the accordion, and the windows along the quay "
        "light up one after the other until the whole front is a row of yellow squares. ") * 20
PROMPTS = (128, 512)
ANSWER = 64


class LlamaCpp:
    def __init__(self):
        import llama_cpp

        self.library = llama_cpp
        self.model = llama_cpp.Llama(str(next(SMOLLM2.glob("*.gguf"))), n_ctx=2048, n_threads=THREADS, n_threads_batch=THREADS,
                                     verbose=False)

    def tokens(self, text):
        return self.model.tokenize(text.encode(), add_bos=False)

    def run(self, prompt):
        """Seconds for the prompt, and for each of the likeliest tokens after it."""
        import numpy

        self.model.reset()
        start = time.perf_counter()
        self.model.eval(prompt)
        read = time.perf_counter()
        for _ in range(ANSWER):
            row = numpy.ctypeslib.as_array(self.library.llama_get_logits_ith(self.model._ctx.ctx, -1), (self.model.n_vocab(),))
            self.model.eval([int(row.argmax())])
        return read - start, time.perf_counter() - read


class InProcess:
    """Parley's engine without a server, in a process of its own: the test class LlamaCosts."""

    def __init__(self):
        path = test_class_path()
        self.store = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            [java(), "--enable-native-access=ALL-UNNAMED", "-Xmx512m", "-cp", path, "io.parley.llama.LlamaCosts",
             next(SMOLLM2.glob("*.gguf")), self.store.name, "INT8", str(THREADS)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        while (line := self.process.stdout.readline()).strip() != "ready":
            if not line:
                raise SystemExit("LlamaCosts did not start")

    def run(self, prompt):
        self.process.stdin.write(" ".join(map(str, [ANSWER, *prompt])) + "\n")
        self.process.stdin.flush()
        seconds, more, *_ = self.process.stdout.readline().split()
        return float(seconds), float(more)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.store.cleanup()


class HttpChat:
    def __init__(self, url, model):
        self.client, self.url, self.model = client(), url + "/v1/chat/completions", model

    def ask(self, text):
        """Seconds to the first word, and tokens a second after it."""
        body = {"model": self.model, "messages": [{"role": "user", "content": text}], "stream": True, "temperature": 0,
                "max_tokens": ANSWER}
        start, times = time.perf_counter(), []
        with self.client.stream("POST", self.url, json=body) as answer:
            answer.raise_for_status()
            for line in answer.iter_lines():
                if line.startswith("data: {"):
                    choices = json.loads(line.removeprefix("data: "))["choices"]
                    if choices and choices[0]["delta"].get("content"):
                        times.append(time.perf_counter() - start)
        # a delta is a token, but for letters of several tokens
        return times[0], (len(times) - 1) / (times[-1] - times[0])


def in_process(run):
    with InProcess() as parley, Remote(LlamaCpp) as peer:
        systems = {PARLEY: parley, IN_PROCESS: peer}
        ids = peer.tokens(TEXT)
        for length in PROMPTS:
            rounds = {name: [] for name in systems}
            for number in range(run.rounds + 1):
                for name, system in systems.items():
                    quiet()
                    times = system.run(ids[:length])
                    if number:  # the first round warms up
                        rounds[name].append(times)
            for part, (name, count) in enumerate(((f"prompt of {length} tokens", length), (f"answer after {length} tokens", ANSWER))):
                run.add(Measure("language model", f"in process: {name}", "tokens/s", {
                    system: [count / times[part] for times in all_of] for system, all_of in rounds.items()}, more_is_better=True, digits=0))


def over_http(run):
    url, _ = run.parley()
    with llama_server() as (peer_url, _):
        systems = {PARLEY: HttpChat(url, "smollm2-135m-instruct"), SERVER: HttpChat(peer_url, "any")}
        rounds = {name: [] for name in systems}
        for number in range(run.rounds + 1):
            answers = {name: [] for name in systems}
            for turn in range(1 if run.quick else 5):
                # begins otherwise each time, so that nothing of it has been read before
                text = f"{number}.{turn} is a chapter. Go on with it, at length: {TEXT[:1500]}"
                for name, system in systems.items():
                    quiet()
                    answers[name].append(system.ask(text))
            if number:
                for name, all_of in answers.items():
                    rounds[name].append([statistics.median(values) for values in zip(*all_of)])
    run.add(Measure("language model", "over HTTP: first word after some 350 tokens", "s", {
        name: [first for first, _ in all_of] for name, all_of in rounds.items()}))
    run.add(Measure("language model", "over HTTP: answer", "tokens/s", {
        name: [rate for _, rate in all_of] for name, all_of in rounds.items()}, more_is_better=True, digits=0))


def measure(run):
    in_process(run)
    over_http(run)
    run.note("language model", f"SmolLM2-135M-Instruct from one GGUF file (Q4_1), the likeliest token each time, {ANSWER} of them, {THREADS} threads.")
