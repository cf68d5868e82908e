"""Writes golden speech probabilities and spans for SileroVoiceActivityDetectorTest.

    pip install silero-vad==6.2.3 onnxruntime soundfile==0.14.0
    python silero_golden.py SHARED_AUDIO_FOLDER OUTPUT_FILE

The probabilities are those of the package's silero_vad.onnx, run frame by frame; the spans,
in samples, are what the package's own rules make of them, for several options.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import soundfile
import silero_vad
from silero_vad.utils_vad import get_speech_timestamps_from_probs

CLIPS = ["speech/misc/jfk.flac", "speech/long/two_cities.flac"]
OPTIONS = [
    {"threshold": 0.5, "min_speech_duration_ms": 0, "min_silence_duration_ms": 200, "speech_pad_ms": 300},
    {"threshold": 0.75, "min_speech_duration_ms": 0, "min_silence_duration_ms": 1000, "speech_pad_ms": 0},
    {"threshold": 0.6, "neg_threshold": 0.55, "min_speech_duration_ms": 300, "min_silence_duration_ms": 64,
     "speech_pad_ms": 30},
]
FRAME, CONTEXT, RATE = 512, 64, 16_000


def probabilities(session: onnxruntime.InferenceSession, samples: np.ndarray) -> list[float]:
    whole = np.pad(samples, (CONTEXT, -len(samples) % FRAME))
    state = np.zeros((2, 1, 128), np.float32)
    found = []
    for start in range(0, len(whole) - CONTEXT, FRAME):
        frame = whole[None, start : start + CONTEXT + FRAME]
        output, state = session.run(None, {"input": frame, "state": state, "sr": np.array(RATE, np.int64)})
        found.append(round(float(output[0, 0]), 5))
    return found


def main(audio: Path, output: Path) -> None:
    model = Path(silero_vad.__file__).parent / "data" / "silero_vad.onnx"
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    clips = []
    for clip in CLIPS:
        samples, rate = soundfile.read(audio / clip, dtype="float32")
        if rate != RATE:
            raise SystemExit(f"{clip} is not 16 kHz")
        heard = probabilities(session, samples)
        timestamps = []
        for options in OPTIONS:
            found = get_speech_timestamps_from_probs(heard, sampling_rate=RATE, audio_length_samples=len(samples), **options)
            timestamps.append({**options, "spans": [[span["start"], span["end"]] for span in found]})
        clips.append({"clip": clip, "probabilities": heard, "timestamps": timestamps})
    output.write_text(json.dumps({"clips": clips}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
