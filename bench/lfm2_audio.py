"""Measures LFM2-Audio at its full size, as the engine runs it.

    python bench/lfm2_audio.py --directory DIR [--recipes mixed int8 int4 fp32] [--threads 2]

The weights are random, and other ones in every layer: the runtime shares equal ones and
would look faster than it is. What such a model says is noise; the figures are times and
memory, never quality. DIR takes the checkpoint (3.3 GB), written at the first run, and the
compiled graphs (1 to 6 GB for a recipe). Needs the sources' build (Maven, JDK 25); prints
medians, for each recipe in a process of its own; then, for the first recipe, how callers are
answered through the pool, one and two at a time, and what a second process on the same files
takes.
"""

import argparse
import os
import subprocess
from pathlib import Path

from jdk import java, test_class_path
from serving import ROOT


def command(arguments, name, *more):
    return [java(), "-Xmx512m", "--enable-native-access=ALL-UNNAMED", f"-Dparley.shared={arguments.shared}",
            "-cp", arguments.class_path, name, *map(str, more)]


def checkpoint(arguments):
    target = arguments.directory / "checkpoint"
    if not (target / "model.safetensors").exists():
        subprocess.run(command(arguments, "io.parley.compile.lfm2audio.FullSizeCheckpoint", target), check=True)
    return target


def engine(arguments, recipe, *more, name="EngineCosts"):
    return command(arguments, f"io.parley.lfm2audio.{name}", checkpoint(arguments), arguments.directory / "store",
                   recipe, arguments.threads, *more)


def memory(process):
    lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()[1:]
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    shared = kilobytes["Shared_Clean"] + kilobytes["Shared_Dirty"]
    return f"resident {kilobytes['Rss'] >> 10} MiB, of which shared {shared >> 10} MiB"


def two_processes(arguments, recipe):
    held = []
    try:
        for number in ("first", "second"):
            process = subprocess.Popen(engine(arguments, recipe, "hold"), stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
            held.append(process)
            for line in process.stdout:
                if line.startswith("loaded again"):
                    print(f"{number} process: {line.strip()}")
                if line.startswith("ready"):
                    break
        for number, process in zip(("first", "second"), held):
            print(f"{number} process, both loaded: {memory(process)}")
    finally:
        for process in held:
            process.stdin.close()
            process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--directory", type=Path, required=True)
    parser.add_argument("--recipes", nargs="+", default=["mixed", "int8", "int4", "fp32"])
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared",
                        help="where the tiny checkpoint lies, whose tokenizer is taken")
    parser.add_argument("--compile-only", action="store_true", help="measure nothing yet")
    parser.add_argument("--no-second-process", action="store_true")
    arguments = parser.parse_args()
    arguments.directory.mkdir(parents=True, exist_ok=True)
    arguments.class_path = test_class_path()
    for recipe in arguments.recipes:
        subprocess.run(engine(arguments, recipe, *(["hold"] if arguments.compile_only else [])),
                       stdin=subprocess.DEVNULL, check=True)
        if not arguments.compile_only:
            subprocess.run(engine(arguments, recipe, "parts"), check=True)
    if arguments.compile_only:
        return
    subprocess.run(engine(arguments, arguments.recipes[0], name="ConversationCosts"), check=True)
    if not arguments.no_second_process:
        two_processes(arguments, arguments.recipes[0])


if __name__ == "__main__":
    main()
