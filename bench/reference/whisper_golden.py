"""What a reference runner makes of real clips with the weights that Parley compiles.

    python whisper_golden.py MODEL_DIR AUDIO_DIR OUT.json [--features DIR]

MODEL_DIR holds Whisper base for CTranslate2, AUDIO_DIR is the shared data's audio folder. Needs faster-whisper 1.2.1,
which brings CTranslate2 (4.8.5 was used).

Features: a clip is padded with digital silence to 30 s, then made into a log-mel spectrogram of 3000 frames.
Decoding: CTranslate2 in float32, greedy, English, without timestamps, with the model's own suppressed tokens.
Kept for every step: the logits (before softmax) of the eight likeliest tokens and of FIXED, none of which is suppressed.
With --features the spectrograms are written too, as float32 [80, 3000], to look for the cause of a difference.
"""

import argparse
import csv
import json
from pathlib import Path

import ctranslate2
import numpy as np
from faster_whisper.audio import decode_audio
from faster_whisper.feature_extractor import FeatureExtractor

RATE = 16000
WINDOW = 30 * RATE
PROMPT = [50258, 50259, 50359, 50363]  # start of transcript, English, transcribe, no timestamps
END = 50257
FIXED = [11, 13, 264, 1000, 30000, END]
TOP = 8


def chosen(audio: Path) -> list[str]:
    """Every fourth clip of each reader's corpus, and all the single ones: public speech shorter than a window."""
    rows = csv.DictReader(open(audio / "manifest.csv", newline="", encoding="utf-8"))
    speech = [r["file"] for r in rows if r["kind"] == "speech" and r["split"] == "public" and float(r["duration_s"]) < 30]
    folder = lambda name: [f for f in speech if f.startswith(f"speech/{name}/")]
    return folder("librispeech")[::4] + folder("ljspeech")[::4] + folder("misc")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("audio", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--features", type=Path)
    args = parser.parse_args()
    model = ctranslate2.models.Whisper(str(args.model), device="cpu", compute_type="float32", intra_threads=2)
    extractor = FeatureExtractor()
    clips = []
    for file in chosen(args.audio):
        samples = decode_audio(str(args.audio / file), sampling_rate=RATE)
        padded = np.pad(samples, (0, WINDOW - len(samples)))
        mel = np.ascontiguousarray(extractor(padded)[:, : WINDOW // 160], dtype=np.float32)
        if args.features:
            target = args.features / (file.replace("/", "_") + ".f32")
            target.parent.mkdir(parents=True, exist_ok=True)
            mel.tofile(target)
        result = model.generate(
            ctranslate2.StorageView.from_array(mel[None]), [PROMPT], beam_size=1, return_logits_vocab=True
        )[0]
        steps = []
        for view in result.logits[0]:
            logits = np.array(view)
            ids = np.argsort(-logits)[:TOP].tolist()
            ids += [i for i in FIXED if i not in ids]
            steps.append({"ids": ids, "logits": [round(float(logits[i]), 4) for i in ids]})
        tokens = result.sequences_ids[0]
        assert len(steps) == len(tokens) + 1 and steps[-1]["ids"][0] == END, file
        clips.append({"file": file, "tokens": tokens, "steps": steps})
        print(file, len(tokens))
    golden = {"reference": f"CTranslate2 {ctranslate2.__version__} float32", "prompt": PROMPT, "clips": clips}
    args.out.write_text(json.dumps(golden, separators=(",", ":")).replace('{"file"', '\n{"file"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
