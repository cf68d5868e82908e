"""An hour of speech in one file: memory, words, and the first delta of a minute.

    bench/.venv/bin/python bench/long_audio.py --audio ../shared/audio

Joins clips of speech, half a second of silence between them, until the hour is full. Prints the server's resident memory (with its
child processes) a sixth, half and all of the way through, the word error rate of the hour and of the same clips one by one, and, of a
file of 60 s, when the first delta came as a share of the whole time. --pause and --seed have the clips follow one another otherwise:

    bench/.venv/bin/python bench/long_audio.py --audio ../shared/audio --minutes 5 --pause 0 --seed 3
"""
import argparse
import json
import threading
import time
from pathlib import Path

import httpx
import numpy as np

import speech_clips
from serving import parley, resident_bytes
from speech_clips import SAMPLE_RATE, flac, load, transcribe

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--audio", type=Path, required=True, help="folder with manifest.csv")
parser.add_argument("--minutes", type=float, default=60)
parser.add_argument("--pause", type=float, default=0.5, help="seconds of silence after each clip")
parser.add_argument("--seed", type=int, help="of a random order of the clips; without it, that of the manifest")
arguments = parser.parse_args()

client = httpx.Client(timeout=3600)
clips = speech_clips.rows(arguments.audio, "speech", 30)
if arguments.seed is not None:
    np.random.default_rng(arguments.seed).shuffle(clips)
pause = np.zeros(round(arguments.pause * SAMPLE_RATE), np.float32)
samples = [load(arguments.audio / clip["file"]) for clip in clips]


def joined(seconds):
    """The sound, and the transcripts of the clips in it."""
    parts, order, length = [], [], 0
    while length < seconds * SAMPLE_RATE:
        index = len(order) % len(clips)
        parts += [samples[index], pause]
        order.append(index)
        length += len(samples[index]) + len(pause)
    return flac(np.concatenate(parts)), order


def deltas(url, sound):
    """Times of the deltas and of the end, in seconds, and the text."""
    start, times, text = time.perf_counter(), [], ""
    with client.stream("POST", url + "/v1/audio/transcriptions", files={"file": ("sound.flac", sound)},
                       data={"model": "whisper-base", "language": "en", "stream": "true"}) as answer:
        answer.raise_for_status()
        for line in answer.iter_lines():
            if line.startswith("data: {"):
                event = json.loads(line.removeprefix("data: "))
                if event["type"] == "transcript.text.delta":
                    times.append(time.perf_counter() - start)
                    text += event["delta"]
                elif event["type"] == "transcript.text.done":
                    assert event["text"] == text, "the deltas are not the text"
    return times, time.perf_counter() - start, text


def memory_until(done, pid, samples):
    while not done.wait(1):
        samples.append(resident_bytes(pid))


with parley(parley_asr_max_upload="1GB", parley_gateway_max_upload="1GB") as (url, pid):
    one_by_one = [transcribe(client, url, flac(clip)) for clip in samples]
    minute, _ = joined(60)
    for run in range(3):
        times, whole, _ = deltas(url, minute)
    print(f"a file of 60 s: first delta after {times[0]:.2f} s of {whole:.2f} s ({times[0] / whole:.0%}), {len(times)} deltas")
    hour, order = joined(arguments.minutes * 60)
    done, memory = threading.Event(), []
    watch = threading.Thread(target=memory_until, args=(done, pid, memory))
    watch.start()
    start = time.perf_counter()
    _, _, text = deltas(url, hour)
    seconds = time.perf_counter() - start
    done.set()
    watch.join()

places = [memory[int(share * (len(memory) - 1))] / 2 ** 20 for share in (1 / 6, 1 / 2, 1)]
print(f"{arguments.minutes:.0f} minutes: real-time factor {seconds / 60 / arguments.minutes:.4f}; resident memory a sixth, half and all of the way:"
      f" {places[0]:.0f}, {places[1]:.0f}, {places[2]:.0f} MiB")
whole = speech_clips.word_errors([" ".join(clips[index]["transcript"] for index in order)], [text])
single = speech_clips.word_errors([clips[index]["transcript"] for index in order], [one_by_one[index] for index in order])
print(f"word error rate: joined {whole.wer * 100:.2f} %, {whole.deletions} words deleted; one by one {single.wer * 100:.2f} %,"
      f" {single.deletions}")
