"""Sentences and a long text, spoken to one caller."""
import statistics
from pathlib import Path

import soxr

import speech_clips
from peers import read_back
from peers.measures import PARLEY, Measure
from peers.processes import Remote, quiet
from peers.systems import RATE, FasterWhisper, HttpSpeaker, KokoroOnnx, fastkokoro
from peers.transcription import turns

SENTENCES = (Path(__file__).parent.parent / "speech-sentences.txt").read_text(encoding="utf-8").splitlines()
BY_SENTENCE, STREAMED, SERVER = "kokoro-onnx, by sentence", "kokoro-onnx, as it streams", "fastkokoro"
LONG = 12


def measure(run):
    sentences = SENTENCES[:4 if run.quick else None]
    long_text = SENTENCES[:LONG]
    url, _ = run.parley()
    with Remote(KokoroOnnx) as peer, fastkokoro() as (peer_url, _), Remote(FasterWhisper, 5) as listener:
        server = HttpSpeaker(peer_url, "kokoro", stream=True)
        parley = HttpSpeaker(url)
        short = {PARLEY: parley.speak, BY_SENTENCE: lambda text: peer.by_sentence([text]), SERVER: server.speak}
        long = {PARLEY: lambda: parley.speak(" ".join(long_text)), BY_SENTENCE: lambda: peer.by_sentence(long_text),
                STREAMED: lambda: peer.stream(" ".join(long_text)), SERVER: lambda: server.speak(" ".join(long_text))}
        for speak in short.values():
            for sentence in sentences[:3]:
                speak(sentence)
        short_rounds, long_rounds = [], []
        for number in range(run.rounds):
            spoken = {name: [] for name in short}
            for index, sentence in enumerate(sentences):
                for name in turns(short, index + number):
                    quiet()
                    spoken[name].append(short[name](sentence))
            short_rounds.append(spoken)
            spoken = {}
            for name in turns(long, number):
                quiet()
                spoken[name] = long[name]()
            long_rounds.append(spoken)
            run.say(f"speech: round {number + 1} of {run.rounds}")
        said = sentences + ([] if run.quick else read_back.SENTENCES)
        heard = {name: [] for name in (PARLEY, BY_SENTENCE)}
        for index, sentence in enumerate(said):
            for name, texts in heard.items():
                sound = short_rounds[0][name][index] if index < len(sentences) else short[name](sentence)
                texts.append(listener.hear(soxr.resample(sound.samples, RATE, speech_clips.SAMPLE_RATE)))
        run.say(f"speech: {len(said)} sentences read back")
    run.raw["speech"] = {
        "sentences": [{name: [[each.first, each.last, each.seconds] for each in all_of] for name, all_of in spoken.items()}
                      for spoken in short_rounds],
        "long text": [{name: [each.first, each.last, each.seconds] for name, each in spoken.items()} for spoken in long_rounds],
        "said": said, "heard": heard}
    run.note("speech", f"{len(sentences)} sentences one by one, and the first {LONG} as one text, by {parley.body['voice']}; Parley and"
                       " fastkokoro over HTTP, kokoro-onnx in process, all with the published int8 weights.")
    more, least, most = read_back.difference(said, heard[PARLEY], heard[BY_SENTENCE])
    run.note("speech", f"The word error rate is that of faster-whisper, Whisper base with beam 5, which listens to {len(said)} sentences; fastkokoro"
                       f" has kokoro-onnx's phonemes and weights. Parley's is {more:+.2f} points above kokoro-onnx's; with other sentences of"
                       f" the kind it would be between {least:+.2f} and {most:+.2f} (95 %, sentences drawn anew).")
    run.note("speech", f"At the worst Parley's long text was {min(spoken[PARLEY].ahead for spoken in long_rounds):.2f} s ahead of playback.")
    run.add(Measure("speech", "a sentence: first sound, median", "s", {
        name: [statistics.median(each.first for each in spoken[name]) for spoken in short_rounds] for name in short}))
    run.add(Measure("speech", "a sentence: real-time factor", "", {
        name: [sum(each.last for each in spoken[name]) / sum(each.seconds for each in spoken[name]) for spoken in short_rounds]
        for name in short}, targets={BY_SENTENCE: 1 / 0.9}))
    run.add(Measure("speech", "long text: first sound", "s", {
        name: [spoken[name].first for spoken in long_rounds] for name in long}, targets={STREAMED: 3, BY_SENTENCE: 3, SERVER: 3}))
    run.add(Measure("speech", "long text: real-time factor", "", {
        name: [spoken[name].last / spoken[name].seconds for spoken in long_rounds] for name in long},
        targets={STREAMED: 1 / 0.9, BY_SENTENCE: 1 / 0.9}))
    run.add(Measure("speech", "word error rate, read back", "%", {
        name: [read_back.rate(said, texts)] for name, texts in heard.items()},
        targets={BY_SENTENCE: 1}, digits=2))
