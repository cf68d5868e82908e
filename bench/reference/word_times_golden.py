"""Word times of faster-whisper on real clips, for WordAlignerTest.

    pip install faster-whisper==1.2.1
    python word_times_golden.py MODEL_DIR AUDIO_DIR OUT.json

MODEL_DIR holds Whisper base for CTranslate2, AUDIO_DIR is the shared data's audio folder. float32, greedy, English, no
voice activity, word_timestamps. Kept for each clip: the tokens of each segment with the bytes they spell (as text: these
clips have whole characters only), the segment's times by its own timestamp tokens, and the words with their times. All
clips fit one window, so that a test can give the same tokens to its own alignment.
"""

import argparse
import json
from pathlib import Path

import faster_whisper
from faster_whisper import WhisperModel
from faster_whisper.audio import decode_audio

CLIPS = [
    "speech/misc/jfk.flac",
    "speech/librispeech/1688-142285-0000.flac",
    "speech/librispeech/1688-142285-0001.flac",
    "speech/librispeech/2033-164914-0003.flac",
    "speech/librispeech/2609-156975-0002.flac",
    "speech/librispeech/3080-5032-0004.flac",
    "speech/librispeech/367-130732-0005.flac",
    "speech/ljspeech/LJ001-0001.flac",
    "speech/ljspeech/LJ001-0005.flac",
    "speech/ljspeech/LJ001-0012.flac",
]
RATE = 16_000
TEXT_END = 50257
TIMES = 50364
SECONDS_PER_TIME = 0.02


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("audio", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    model = WhisperModel(str(args.model), device="cpu", compute_type="float32", cpu_threads=2)
    clips = []
    for file in CLIPS:
        samples = decode_audio(str(args.audio / file), sampling_rate=RATE)
        duration = len(samples) / RATE
        segments, _ = model.transcribe(
            samples, language="en", beam_size=1, temperature=0, word_timestamps=True, condition_on_previous_text=False
        )
        kept = []
        for segment in segments:
            if segment.seek != 0 and kept:
                raise SystemExit(f"{file} takes more than one window")
            text = [t for t in segment.tokens if t < TEXT_END]
            pieces = [model.hf_tokenizer.decode([t]) for t in text]
            assert "".join(pieces) == segment.text and "\ufffd" not in segment.text, file
            times = [(t - TIMES) * SECONDS_PER_TIME for t in segment.tokens if t >= TIMES]
            end = times[-1] if segment.tokens[-1] >= TIMES and len(times) > 1 else duration
            kept.append(
                {
                    "start": round(times[0] if times else 0, 2),
                    "end": round(end, 2),
                    "tokens": text,
                    "pieces": pieces,
                    "words": [{"text": w.word.strip(), "start": float(w.start), "end": float(w.end)} for w in segment.words],
                }
            )
        clips.append({"file": file, "segments": kept})
        print(file, [len(s["words"]) for s in kept])
    golden = {"reference": f"faster-whisper {faster_whisper.__version__} float32", "clips": clips}
    lines = json.dumps(golden, separators=(",", ":")).replace('{"file"', '\n{"file"')
    args.out.write_text(lines + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
