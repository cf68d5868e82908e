"""SmolLM2 beside llama.cpp: tokens a second of a prompt and of an answer, on the same weights and cores, in turns.

    python llama.py SmolLM2-135M-Instruct.Q4_1.gguf [--rounds 5] [--precision INT8] [--class-path FILE] [--java JAVA]

needs llama-cpp-python (0.3.36 was used, built for the machine). Parley's side is the test class LlamaCosts of shared-model, run once and asked
over its standard input. FILE holds its class path; it is made by

    mvn -q -pl shared-model test-compile dependency:build-classpath -Dmdep.outputFile=FILE

to which target/test-classes and target/classes are added here. Both sides take two threads and choose the likeliest token.
"""

import argparse
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import llama_cpp
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
TEXT = ("Rain falls on the old harbour town every autumn, and the fishermen mend their nets under the long wooden roof "
        "while the children count the boats. In the evening somebody plays the accordion, and the windows along the quay "
        "light up one after the other until the whole front is a row of yellow squares. ") * 20
ANSWER = 64


class Peer:
    def __init__(self, model: str, threads: int):
        self.model = llama_cpp.Llama(model, n_ctx=2048, n_threads=threads, n_threads_batch=threads, verbose=False)

    def run(self, prompt: list[int]) -> tuple[float, float, list[int]]:
        self.model.reset()
        start = time.perf_counter()
        self.model.eval(prompt)
        read = time.perf_counter()
        answer = []
        for _ in range(ANSWER):
            row = np.ctypeslib.as_array(llama_cpp.llama_get_logits_ith(self.model._ctx.ctx, -1), (self.model.n_vocab(),))
            answer.append(int(row.argmax()))
            self.model.eval(answer[-1:])
        return read - start, time.perf_counter() - read, answer


class Parley:
    def __init__(self, java: str, class_path: str, model: str, precision: str, threads: int):
        target = ROOT / "shared-model" / "target"
        path = f"{target / 'test-classes'}:{target / 'classes'}:{class_path}"
        self.store = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen([java, "--enable-native-access=ALL-UNNAMED", "-Xmx512m", "-cp", path, "io.parley.llama.LlamaCosts",
                                         model, self.store.name, precision, str(threads)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        while self.process.stdout.readline().strip() != "ready":
            if self.process.poll() is not None:
                raise SystemExit("Parley's side did not start")

    def run(self, prompt: list[int]) -> tuple[float, float, list[int]]:
        self.process.stdin.write(" ".join(map(str, [ANSWER, *prompt])) + "\n")
        self.process.stdin.flush()
        seconds, more, *answer = self.process.stdout.readline().split()
        return float(seconds), float(more), [int(token) for token in answer]

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.store.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--precision", default="INT8", choices=["INT8", "FP32"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--class-path", default=str(ROOT / "shared-model" / "target" / "class-path.txt"))
    parser.add_argument("--java", default="java")
    asked = parser.parse_args()
    peer = Peer(asked.model, asked.threads)
    parley = Parley(asked.java, Path(asked.class_path).read_text().strip(), asked.model, asked.precision, asked.threads)
    ids = peer.model.tokenize(TEXT.encode(), add_bos=False)
    print("| prompt | prompt tokens/s, Parley | llama.cpp | ratio | answer tokens/s, Parley | llama.cpp | ratio | same first tokens |")
    print("|---|---|---|---|---|---|---|---|")
    for length in (128, 512):
        prompt = ids[:length]
        rounds = []
        for _ in range(asked.rounds + 1):
            rounds.append((parley.run(prompt), peer.run(prompt)))
        rounds = rounds[1:]  # the first warms up
        ours, theirs = ([statistics.median(r[side][part] for r in rounds) for part in (0, 1)] for side in (0, 1))
        ratio = [statistics.median(r[1][part] / r[0][part] for r in rounds) for part in (0, 1)]
        same = next((i for i, (a, b) in enumerate(zip(rounds[0][0][2], rounds[0][1][2])) if a != b), ANSWER)
        print(f"| {length} | {length / ours[0]:.0f} | {length / theirs[0]:.0f} | {ratio[0]:.2f} | {ANSWER / ours[1]:.1f} | "
              f"{ANSWER / theirs[1]:.1f} | {ratio[1]:.2f} | {same} of {ANSWER} |", flush=True)
    parley.close()


main()
