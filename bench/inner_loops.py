"""Measures Parley's own inner loops with JMH, and how much of a transcription is not spent in the runs of the models' graphs.

    python bench/inner_loops.py --audio ../shared/audio [--only PATTERN] [--clips 40] [--rounds 4]

Needs the sources' build (Maven, JDK 25). The first rounds of the transcription show what the JIT has yet to compile; the last count.
"""
import argparse
import subprocess
from pathlib import Path

import speech_clips
from jdk import java, test_class_path

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--audio", type=Path, required=True, help="folder with manifest.csv")
parser.add_argument("--only", default="Benchmark", help="which of JMH's benchmarks, a regular expression; none to leave them out")
parser.add_argument("--clips", type=int, default=40, help="of speech to transcribe; 0 to leave that out")
parser.add_argument("--rounds", type=int, default=4)
arguments = parser.parse_args()

machine = [java(), "-Xmx1g", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
           f"-Dparley.shared={arguments.audio.resolve().parent}", "-cp", test_class_path()]
if arguments.only != "none":
    subprocess.run([*machine, "org.openjdk.jmh.Main", arguments.only, "-f", "1", "-wi", "3", "-i", "5", "-w", "1", "-r", "1"], check=True)
if arguments.clips:
    files = [clip["file"] for clip in speech_clips.rows(arguments.audio, "speech", 30)][:arguments.clips]
    subprocess.run([*machine, "io.parley.whisper.WhisperCosts", str(arguments.rounds), *files], check=True)
