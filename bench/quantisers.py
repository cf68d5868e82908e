"""What each quantiser costs on a model with real weights: Whisper base, all of its products in one precision.

    mvn -q test-compile -pl shared-model -am
    mvn -q dependency:build-classpath -pl shared-model -Dmdep.outputFile=target/classpath
    bench/.venv/bin/python bench/quantisers.py --audio ../shared/audio

Runs QuantisedWhisper of shared-model's tests (JAVA names the JDK's java) and prints for each precision the word error rate (Whisper's
English normaliser) over the clips up to 30 s, its difference to float32's with a 95 % interval (bootstrap over clips, paired), and the
error of what the decoder gets of the encoder (length of the difference by the length). Not a measurement of time.
"""
import argparse
import json
import os
import random
import subprocess
import tempfile
from pathlib import Path

import speech_clips

ROUNDS = 10_000

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--audio", type=Path, required=True, help="folder with manifest.csv")
parser.add_argument("--limit", type=int)
parser.add_argument("--only", nargs="*", default=[], help="these precisions, to be added to what --out holds")
parser.add_argument("--out", type=Path, help="keep every transcript here")
arguments = parser.parse_args()

module = Path(__file__).resolve().parent.parent / "shared-model"
clips = speech_clips.rows(arguments.audio, "speech", 30)[:arguments.limit]
with tempfile.TemporaryDirectory() as work:
    listed = Path(work, "clips")
    listed.write_text("\n".join(clip["file"] for clip in clips))
    out = (arguments.out or Path(work, "out")).resolve()
    classes = ":".join(["target/test-classes", "target/classes", (module / "target/classpath").read_text().strip()])
    subprocess.run([os.environ.get("JAVA", "java"), "--enable-native-access=ALL-UNNAMED", "-Xmx2g", "-cp", classes,
                    f"-Dparley.shared={arguments.audio.resolve().parent}", "io.parley.compile.whisper.QuantisedWhisper", work,
                    str(listed), str(out), *arguments.only], cwd=module, check=True)
    results = json.loads(out.read_text())

references = [clip["transcript"] for clip in clips]
counted = {}
for name, result in results.items():
    counted[name] = []
    for reference, text in zip(references, result["texts"]):
        found = speech_clips.word_errors([reference], [text])
        counted[name].append((found.substitutions + found.deletions + found.insertions,
                              found.hits + found.substitutions + found.deletions))


def rate(errors, picks):
    return 100 * sum(errors[i][0] for i in picks) / sum(errors[i][1] for i in picks)


everything = range(len(clips))
dice = random.Random(1)
samples = [dice.choices(everything, k=len(clips)) for _ in range(ROUNDS)]
print(f"{len(clips)} clips, {sum(words for _, words in counted['fp32'])} words")
for name, errors in counted.items():
    differences = sorted(rate(errors, picks) - rate(counted["fp32"], picks) for picks in samples)
    print(f"| {name} | {rate(errors, everything):.2f} % | {rate(errors, everything) - rate(counted['fp32'], everything):+.2f} "
          f"({differences[ROUNDS // 40]:+.2f} to {differences[-ROUNDS // 40]:+.2f}) | {results[name]['error']:.4f} |")
