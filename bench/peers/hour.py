"""One long file: throughput, words and memory from beginning to end."""
import json
import tempfile
import time
from pathlib import Path

import serving
import speech_clips
from peers.measures import PARLEY, Measure
from peers.processes import Remote, Watch, quiet
from peers.systems import FasterWhisper, client

BEAM_1, BEAM_5, BATCHED = "faster-whisper, beam 1", "faster-whisper, beam 5", "faster-whisper, beam 1, 8 windows at a time"
ONE_BEAM = "Parley, beam 1"
WINDOWS = 8


def streamed(url, path):
    """When the first words came, and the text."""
    start, first, text = time.perf_counter(), None, ""
    with client().stream("POST", url + "/v1/audio/transcriptions", files={"file": (path.name, path.read_bytes())},
                         data={"model": "whisper-base", "language": "en", "stream": "true"}) as answer:
        answer.raise_for_status()
        for line in answer.iter_lines():
            if line.startswith("data: {"):
                event = json.loads(line.removeprefix("data: "))
                if event["type"] == "transcript.text.delta":
                    first = first or time.perf_counter() - start
                    text += event["delta"]
                elif event["type"] == "transcript.text.done":
                    assert event["text"] == text, "the deltas are not the text"
    return first, text


def measure(run):
    clips, sound = speech_clips.joined(run.audio, 60 * run.minutes, run.pause, run.seed)
    minute = speech_clips.joined(run.audio, 60, run.pause, run.seed)[1]
    references = [" ".join(clip["transcript"] for clip in clips)]
    seconds = len(sound) / speech_clips.SAMPLE_RATE
    url, pid = run.parley()
    times, texts, memory, firsts = {}, {}, {}, []
    with tempfile.TemporaryDirectory() as directory, Remote(FasterWhisper, 1) as one, Remote(FasterWhisper, 5) as five, \
            Remote(FasterWhisper, 1) as batched, \
            serving.parley(parley_transcription_beam_width="1", parley_asr_max_upload="1GB", parley_gateway_max_upload="1GB") as (other, other_pid):
        file, short = Path(directory) / "hour.flac", Path(directory) / "minute.flac"
        file.write_bytes(speech_clips.flac(sound))
        short.write_bytes(speech_clips.flac(minute))
        systems = {PARLEY: (pid, lambda path: streamed(url, path)[1]), ONE_BEAM: (other_pid, lambda path: streamed(other, path)[1]),
                   BEAM_1: (one.pid, lambda path: one.transcribe_cut(str(path))),
                   BEAM_5: (five.pid, lambda path: five.transcribe_cut(str(path))),
                   BATCHED: (batched.pid, lambda path: batched.transcribe_batched(str(path), WINDOWS))}
        for _, transcribe in systems.values():
            transcribe(short)
        for _ in range(3):
            quiet()
            start = time.perf_counter()
            firsts.append((streamed(url, short)[0], time.perf_counter() - start))
        for name, (process, transcribe) in systems.items():
            quiet()
            with Watch(process) as watch:
                start = time.perf_counter()
                texts[name] = transcribe(file)
                times[name] = time.perf_counter() - start
            memory[name] = watch.memory
            run.say(f"hour: {name}: {times[name]:.0f} s")

    def part(share):
        return {name: [values[int(share * (len(values) - 1))]] for name, values in memory.items()}
    errors = {name: speech_clips.word_errors(references, [text]) for name, text in texts.items()}
    run.raw["hour"] = {"seconds": seconds, "times": times, "texts": texts, "memory": memory, "first words": firsts}
    first, whole = min(firsts)
    run.note("hour", f"{seconds / 60:.0f} minutes in one file, each system once, cut by voice activity; Parley's answer is streamed, with all its"
                     f" models loaded. Words deleted: {', '.join(f'{name} {found.deletions}' for name, found in errors.items())}. Of a file of"
                     f" {len(minute) / speech_clips.SAMPLE_RATE:.0f} s the first words came after {first:.2f} s of {whole:.2f} s.")
    run.add(Measure("hour", "real-time factor", "", {name: [took / seconds] for name, took in times.items()},
                    targets={BEAM_1: 1.8, BEAM_5: 1.8, BATCHED: 1.8}, digits=4))
    one_beam = {PARLEY: [times[ONE_BEAM] / seconds]} | {name: [times[name] / seconds] for name in (BEAM_1, BATCHED)}
    run.add(Measure("hour", "real-time factor, Parley with one beam, too", "", one_beam, targets={BEAM_1: 1.8, BATCHED: 1.8}, digits=4))
    run.add(Measure("hour", "word error rate", "%", {name: [100 * found.wer] for name, found in errors.items()}, digits=2))
    for share, name in ((1 / 6, "a sixth"), (1 / 2, "half"), (1, "all")):
        run.add(Measure("hour", f"resident memory {name} of the way", "MiB", part(share), digits=0))
    early, late = part(1 / 6), part(1)
    run.add(Measure("hour", "resident memory at the end, as a multiple of that after a sixth", "",
                    {name: [late[name][0] / early[name][0]] for name in systems}, limit=1.05, digits=2))
