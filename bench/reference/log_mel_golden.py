"""Writes golden log-mel features of faster-whisper for LogMelSpectrogramTest.

    pip install faster-whisper==1.2.1 soundfile==0.14.0
    python log_mel_golden.py SHARED_AUDIO_FOLDER OUTPUT_FOLDER

Each clip is padded with silence, or cut, to 30 s, as the first window of a transcription
is. One file a clip, NAME.mel.gz: the features of frame 0 and of every 37th frame from 2 to
2999, frame by frame (83 frames of 80 bands), as little-endian float32, gzipped.
"""

import gzip
import sys
from pathlib import Path

import numpy as np
import soundfile
from faster_whisper.feature_extractor import FeatureExtractor

CLIPS = [
    "speech/misc/jfk.flac",
    "speech/librispeech/1688-142285-0000.flac",
    "speech/ljspeech/LJ001-0002.flac",
    "speech/long/two_cities.flac",
]
SAMPLES = 30 * 16_000
FRAMES = [0, *range(2, 3_000, 37)]


def main(audio: Path, output: Path) -> None:
    extractor = FeatureExtractor(feature_size=80)
    for clip in CLIPS:
        samples, rate = soundfile.read(audio / clip, dtype="float32")
        if rate != 16_000:
            raise SystemExit(f"{clip} is not 16 kHz")
        window = np.zeros(SAMPLES, dtype=np.float32)
        count = min(SAMPLES, len(samples))
        window[:count] = samples[:count]
        features = extractor(window, padding=0)
        golden = np.ascontiguousarray(features[:, FRAMES].T, dtype="<f4")
        with gzip.GzipFile(output / (Path(clip).stem + ".mel.gz"), "wb", mtime=0) as file:
            file.write(golden.tobytes())
        print(clip, features.shape, "->", golden.shape)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
