"""Writes golden language probabilities for WhisperLanguageClassifierTest.

    pip install faster-whisper==1.2.1 soundfile==0.14.0
    python whisper_language_golden.py SHARED_AUDIO_FOLDER WHISPER_BASE_FOLDER OUTPUT_FILE

The folder is the CTranslate2 checkpoint of Whisper base, run in float32; each clip's first 30 s, continued
with silence to 30 s as OpenAI's own code does (faster-whisper would continue the spectrogram with zeros). Of some clips all languages'
probabilities, of every clip of speech the likeliest and the one that the manifest names.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np
import soundfile
from faster_whisper import WhisperModel

WINDOW = 480_000
CLIPS = ["speech/misc/jfk.flac", "speech/librispeech/1688-142285-0000.flac", "speech/ljspeech/LJ001-0002.flac",
         "sound/esc10/dog_bark/1-100032-A.flac"]


def main(folder, model, target):
    whisper = WhisperModel(str(model), device="cpu", compute_type="float32", local_files_only=True)

    def languages(clip):
        samples, rate = soundfile.read(folder / clip, dtype="float32")
        assert rate == 16_000
        return whisper.detect_language(np.pad(samples, (0, max(0, WINDOW - len(samples)))))[2]

    found = [{"clip": clip, "probabilities": {code: round(value, 5) for code, value in languages(clip)}} for clip in CLIPS]
    rows = [row for row in csv.DictReader(open(folder / "manifest.csv", encoding="utf-8")) if row["kind"] == "speech"]
    spoken = [{"clip": row["file"], "language": row["lang"], "heard": languages(row["file"])[0][0]} for row in rows]
    target.write_text(json.dumps({"clips": found, "spoken": spoken}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
