"""Windows of a long sound one by one, or some at a time: what a window takes.

    bench/.venv/bin/python bench/window_batches.py ~/.parley/compiled/whisper-int8-HASH

Runs the graphs that Parley has compiled for a Whisper model in ONNX Runtime's Python package, with two threads: the encoder, and one step
of the decoder for five beams a window, each bound as Parley binds it. Windows are of 30 s; those of a batch come in turns.
"""
import argparse
import statistics
import time
from pathlib import Path

import numpy as np
import onnxruntime

BEAMS, CONTEXT, PAST = 5, 448, 40
COUNTS = (1, 2, 4)

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("folder", type=Path)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--rounds", type=int, default=15)
arguments = parser.parse_args()


def session(name):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = arguments.threads
    return onnxruntime.InferenceSession(arguments.folder / name, options, providers=["CPUExecutionProvider"])


def bound(graph, inputs, shared=()):
    """A call of a graph: outputs in `shared` are written over the inputs of that name, the others to memory of their own."""
    binding = graph.io_binding()
    values = {name: onnxruntime.OrtValue.ortvalue_from_numpy(value) for name, value in inputs.items()}
    for name, value in values.items():
        binding.bind_ortvalue_input(name, value)
    for output in graph.get_outputs():
        name = output.name.replace("present_", "past_")
        if name in shared:
            binding.bind_ortvalue_output(output.name, values[name])
        else:
            binding.bind_output(output.name)
    return lambda: graph.run_with_iobinding(binding)


def encoding(graph, count):
    return bound(graph, {"mel": np.random.default_rng(0).standard_normal((count, 80, 3000), np.float32)})


def decoding(graph, count):
    shapes = {value.name: value.shape for value in graph.get_inputs()}
    texts = BEAMS * count
    past = {name: np.zeros((texts, shape[1], CONTEXT, shape[3]), np.float32) for name, shape in shapes.items() if name.startswith("past_")}
    # one window is shared by its beams; of several, each beam has its own view
    cross = {name: np.random.default_rng(0).standard_normal((1 if count == 1 else texts, shape[1], 1500, shape[3]), np.float32)
             for name, shape in shapes.items() if name.startswith("cross_")}
    return bound(graph, past | cross | {
        "tokens": np.full((texts, 1), 440, np.int64), "positions": np.array([PAST], np.int64),
        "seqlens_k": np.full(texts, PAST, np.int32), "total_len": np.array([PAST + 1], np.int32),
        "bias": np.zeros(shapes["bias"], np.float32), "count": np.array([BEAMS + 1])}, past)


def seconds(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


for part, make in (("encoder", encoding), ("decoder, a step of five beams", decoding)):
    graph = session(part[:7] + ".onnx")
    calls = {count: make(graph, count) for count in COUNTS}
    times = {count: [] for count in COUNTS}
    for turn in range(arguments.rounds + 2):
        for count, call in calls.items():
            taken = seconds(call) / count
            if turn >= 2:
                times[count].append(taken)
    alone = statistics.median(times[1])
    print(part + ":", ", ".join(f"{count} at a time {1000 * statistics.median(taken):.1f} ms a window ({statistics.median(taken) / alone:.2f})"
                                for count, taken in times.items()))
