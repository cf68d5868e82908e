"""Writes golden language probabilities for WhisperLanguageClassifierTest.

    pip install faster-whisper==1.2.1 soundfile==0.14.0
    python whisper_language_golden.py SHARED_AUDIO_FOLDER WHISPER_BASE_FOLDER OUTPUT_FILE

The folder is the CTranslate2 checkpoint of Whisper base, run in float32; each clip's first 30 s.
"""

import json
import sys
from pathlib import Path

import soundfile
from faster_whisper import WhisperModel

CLIPS = ["speech/misc/jfk.flac", "speech/librispeech/1688-142285-0000.flac", "speech/ljspeech/LJ001-0002.flac",
         "sound/esc10/dog_bark/1-100032-A.flac"]


def main(folder, model, target):
    whisper = WhisperModel(str(model), device="cpu", compute_type="float32", local_files_only=True)
    found = []
    for clip in CLIPS:
        samples, rate = soundfile.read(folder / clip, dtype="float32")
        assert rate == 16_000
        _, _, probabilities = whisper.detect_language(samples)
        found.append({"clip": clip, "probabilities": {code: round(value, 5) for code, value in probabilities}})
    target.write_text(json.dumps({"clips": found}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
