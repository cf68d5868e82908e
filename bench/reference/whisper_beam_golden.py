"""What a reference runner finds by beam search in real clips, with and without times.

    python whisper_beam_golden.py MODEL_DIR AUDIO_DIR OUT.json

MODEL_DIR holds Whisper base for CTranslate2, AUDIO_DIR is the shared data's audio folder. Needs faster-whisper 1.2.1,
which brings CTranslate2 (4.8.5 was used).

Features: a clip is padded with digital silence to 30 s, then made into a log-mel spectrogram of 3000 frames.
Decoding: CTranslate2 in float32, beam of five, patience 1, English, the model's own suppressed tokens; with times, the
first in the first second. Kept: the tokens, the mean log-probability as faster-whisper computes it (over the tokens and
the end), and the probability of no speech.
"""

import argparse
import json
from pathlib import Path

import ctranslate2
import numpy as np
from faster_whisper.audio import decode_audio
from faster_whisper.feature_extractor import FeatureExtractor

from whisper_golden import PROMPT, RATE, WINDOW, chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("audio", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    model = ctranslate2.models.Whisper(str(args.model), device="cpu", compute_type="float32", intra_threads=2)
    extractor = FeatureExtractor()
    clips = []
    for file in chosen(args.audio)[::2]:
        samples = decode_audio(str(args.audio / file), sampling_rate=RATE)
        mel = np.ascontiguousarray(extractor(np.pad(samples, (0, WINDOW - len(samples))))[:, : WINDOW // 160], np.float32)
        clip = {"file": file}
        for name, prompt in (("plain", PROMPT), ("timed", PROMPT[:-1])):
            result = model.generate(
                ctranslate2.StorageView.from_array(mel[None]),
                [prompt],
                beam_size=5,
                patience=1,
                length_penalty=1,
                max_initial_timestamp_index=50,
                return_scores=True,
                return_no_speech_prob=True,
            )[0]
            tokens = result.sequences_ids[0]
            clip[name] = {
                "tokens": tokens,
                "averageLogProbability": round(result.scores[0] * len(tokens) / (len(tokens) + 1), 5),
                "noSpeechProbability": round(result.no_speech_prob, 6),
            }
        clips.append(clip)
        print(file, len(clip["plain"]["tokens"]), len(clip["timed"]["tokens"]))
    golden = {"reference": f"CTranslate2 {ctranslate2.__version__} float32, beam 5", "clips": clips}
    args.out.write_text(json.dumps(golden, separators=(",", ":")).replace('{"file"', '\n{"file"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
