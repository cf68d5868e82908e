"""Clips one by one, as one caller who waits for each."""
import contextlib
import statistics
import time

import speech_clips
from peers.measures import PARLEY, Measure
from peers.processes import Remote, Watch, quiet
from peers.systems import FasterWhisper, HttpTranscriber, faster_whisper_server
from serving import parley

BEAM_1, BEAM_5, SERVER = "faster-whisper, beam 1", "faster-whisper, beam 5", "faster-whisper-server, beam 1"
SHORT = 10
VARIANTS = {
    "Parley, beam 1": {"parley_transcription_beam_width": "1"},
    "Parley, beam 1, whole window": {"parley_transcription_beam_width": "1", "parley_transcription_short_window": "false"},
    "Parley, whole window": {"parley_transcription_short_window": "false"},
}


def turns(systems, index):
    """Who goes first moves on."""
    names = list(systems)
    first = index % len(names)
    return names[first:] + names[:first]


def timed(transcribe, path):
    quiet()
    start = time.perf_counter()
    text = transcribe(path)
    return time.perf_counter() - start, text


def measure(run):
    clips = speech_clips.rows(run.audio, "speech")[::8 if run.quick else 1]
    url, pid = run.parley()
    with contextlib.ExitStack() as variants, Remote(FasterWhisper, 1, run.whisper) as one, \
            Remote(FasterWhisper, 5, run.whisper) as five, faster_whisper_server(run.whisper) as (peer_url, peer_pid):
        systems = {PARLEY: HttpTranscriber(url, model=run.whisper), BEAM_1: one, BEAM_5: five,
                   SERVER: HttpTranscriber(peer_url, "model_name", "whisper-1")}
        if run.variants:
            systems |= {name: HttpTranscriber(variants.enter_context(parley(**properties))[0], model=run.whisper)
                        for name, properties in VARIANTS.items()}
        for system in systems.values():
            for clip in clips[:3]:
                system.transcribe(run.audio / clip["file"])
        rounds = []
        with Watch(pid) as ours, Watch(one.pid) as first, Watch(five.pid) as second, Watch(peer_pid) as third:
            for number in range(run.rounds):
                answers = {name: [] for name in systems}
                for index, clip in enumerate(clips):
                    for name in turns(systems, index + number):
                        answers[name].append(timed(systems[name].transcribe, run.audio / clip["file"]))
                rounds.append(answers)
                run.say(f"transcription: round {number + 1} of {run.rounds}")
        watches = dict(zip(systems, (ours, first, second, third)))
    run.raw["transcription"] = {"clips": [clip["file"] for clip in clips], "rounds": rounds}
    references = [clip["transcript"] for clip in clips]
    seconds = [float(clip["duration_s"]) for clip in clips]
    short = [index for index, length in enumerate(seconds) if length <= SHORT]

    def values(figure):
        return {name: [figure([took for took, _ in answers[name]]) for answers in rounds] for name in systems}
    run.note("transcription", f"{run.whisper}; {len(clips)} clips, {sum(seconds):.0f} s of sound, {len(short)} of up to {SHORT} s. Parley, beam 5 as by default, is"
                              f" asked over HTTP, faster-whisper in process; faster-whisper-server is its server.")
    run.add(Measure("transcription", "real-time factor", "", values(lambda times: sum(times) / sum(seconds)),
                    targets={BEAM_1: 1.5, BEAM_5: 1.5}, digits=4))
    run.add(Measure("transcription", f"time of all clips up to {SHORT} s", "s", values(lambda times: sum(times[index] for index in short)),
                    targets={BEAM_1: 3, BEAM_5: 3}, digits=2))
    run.add(Measure("transcription", f"median of a clip up to {SHORT} s", "s", values(lambda times: statistics.median(times[index] for index in short))))
    run.add(Measure("transcription", "word error rate", "%", {
        name: [100 * speech_clips.word_errors(references, [text for _, text in answers[name]]).wer for answers in rounds]
        for name in systems}, targets={BEAM_1: 1, BEAM_5: 1}, digits=2))
    run.add(Measure("transcription", "resident memory at most (Parley with all its models)", "MiB",
                    {name: [max(watch.memory)] for name, watch in watches.items()}, digits=0))
