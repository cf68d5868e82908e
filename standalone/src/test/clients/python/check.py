"""What a user of OpenAI's Python client meets.

Arguments: the base URL, a sound file, and, for a server that does it on demand, three more: a
prompt at which it says that it is overloaded, one at which it fails in the middle, and a model
that neither translates nor places words in time.
"""

import base64
import re
import sys

import openai

base_url, sound, *on_demand = sys.argv[1:]
client = openai.OpenAI(base_url=base_url, api_key="none", max_retries=0)


def words_of(text):
    return re.findall(r"\w+", text.lower())


def transcribe(**fields):
    with open(sound, "rb") as file:
        return client.audio.transcriptions.create(**{"file": file, "model": "whisper-1", **fields})


def translate(**fields):
    with open(sound, "rb") as file:
        return client.audio.translations.create(**{"file": file, "model": "whisper-1", **fields})


def refused(kind, status, param=None, code=None, call=transcribe, **fields):
    try:
        call(**fields)
    except openai.APIStatusError as error:
        assert type(error) is kind, error
        assert error.status_code == status, error
        assert error.param == param, error.param
        assert error.code == code, error.code
        assert error.request_id, "no request id"
        return
    raise AssertionError(f"not refused: {fields}")


answer = transcribe(language="en", prompt="A speech.", temperature=0)
assert isinstance(answer, openai.types.audio.Transcription), type(answer)
assert answer.text.strip(), answer
assert answer.usage.type == "duration" and abs(answer.usage.seconds - 11) < 0.1, answer.usage

text = transcribe(response_format="text")
assert isinstance(text, str) and text.endswith("\n"), text

assert transcribe(model="gpt-4o-transcribe", extra_body={"vendor_field": "x"}).text.strip()

with open(sound, "rb") as file:
    raw = client.audio.transcriptions.with_raw_response.create(
        file=file, model="whisper-1", extra_headers={"x-request-id": "python-1"}
    )
assert raw.request_id == "python-1", raw.request_id
assert raw.parse().text.strip()

audio = openai.types.audio
verbose = transcribe(response_format="verbose_json", timestamp_granularities=["word", "segment"])
assert isinstance(verbose, audio.TranscriptionVerbose), type(verbose)
assert verbose.language == "english" and abs(verbose.duration - 11) < 0.1, verbose
assert verbose.usage.type == "duration" and abs(verbose.usage.seconds - 11) < 0.1, verbose.usage
assert all(type(segment) is audio.TranscriptionSegment for segment in verbose.segments), verbose.segments
assert "".join(segment.text for segment in verbose.segments).strip() == verbose.text, verbose
assert [segment.id for segment in verbose.segments] == list(range(len(verbose.segments))), verbose
assert all(type(word) is audio.TranscriptionWord for word in verbose.words), verbose.words
assert [word.word for word in verbose.words] == verbose.text.split(), verbose.words
times = [time for word in verbose.words for time in (word.start, word.end)]
assert times == sorted(times) and times[-1] <= verbose.duration, times
for segment in verbose.segments:
    assert 0 <= segment.start <= segment.end <= verbose.duration + 0.02, segment
    assert segment.tokens and segment.avg_logprob <= 0 <= segment.no_speech_prob <= 1, segment
    assert segment.compression_ratio > 0 and segment.temperature == 0 and segment.seek >= 0, segment
segments = transcribe(response_format="verbose_json")
assert segments.segments and segments.words is None, segments
words = transcribe(response_format="verbose_json", timestamp_granularities=["word"])
assert words.words and words.segments is None, words

subrip = transcribe(response_format="srt")
assert isinstance(subrip, str) and subrip.startswith("1\n00:00:0"), subrip
vtt = transcribe(response_format="vtt")
assert isinstance(vtt, str) and vtt.startswith("WEBVTT\n\n00:00:0"), vtt

likely = transcribe(model="gpt-4o-transcribe", include=["logprobs"])
assert all(type(token) is audio.transcription.Logprob for token in likely.logprobs), likely
assert all(token.logprob <= 0 for token in likely.logprobs), likely
spelled = bytes(int(byte) for token in likely.logprobs for byte in token.bytes).decode().strip()
assert spelled == likely.text, spelled

for fields in ({}, {"include": ["logprobs"]}, {"model": "whisper-1"}, {"response_format": "text"}):
    *deltas, done = transcribe(**{"model": "gpt-4o-transcribe", "stream": True, **fields})
    assert deltas and all(type(event) is audio.TranscriptionTextDeltaEvent for event in deltas), deltas
    assert type(done) is audio.TranscriptionTextDoneEvent, done
    assert "".join(event.delta for event in deltas) == done.text, (deltas, done)
    # a stream hears shorter windows, so that punctuation may differ
    assert words_of(done.text) == words_of(likely.text), done
    assert done.usage.type == "tokens", done.usage
    assert done.usage.total_tokens == done.usage.input_tokens + done.usage.output_tokens > 0, done.usage
    told = [token.logprob for event in deltas for token in event.logprobs or []]
    assert told == [token.logprob for token in done.logprobs or []], (told, done)
    assert bool(told) == ("include" in fields), told

vad = {"type": "server_vad", "threshold": 0.4, "prefix_padding_ms": 250, "silence_duration_ms": 500}
for strategy in ("auto", vad):
    assert transcribe(chunking_strategy=strategy).text.strip(), strategy

english = translate()
assert type(english) is audio.Translation and english.text.strip(), english
assert all(type(segment) is audio.TranscriptionSegment for segment in translate(response_format="verbose_json").segments)
english = translate(response_format="verbose_json", prompt="A speech.", temperature=0)
assert type(english) is audio.TranslationVerbose, type(english)
assert english.language == "english" and abs(english.duration - 11) < 0.1, english
assert "".join(segment.text for segment in english.segments).strip() == english.text, english
assert translate(response_format="text").endswith("\n")
assert translate(response_format="srt").startswith("1\n00:00:0")
assert translate(response_format="vtt").startswith("WEBVTT\n\n00:00:0")

bad = {"kind": openai.BadRequestError, "status": 400}
refused(**bad, param="response_format", response_format="diarized_json")
refused(**bad, param="response_format", response_format="xml")
for format in ("json", "text", "srt", "vtt"):
    refused(**bad, param="timestamp_granularities", response_format=format, timestamp_granularities=["word"])
for format in ("text", "verbose_json", "srt", "vtt"):
    refused(**bad, param="include", response_format=format, include=["logprobs"])
for format in ("verbose_json", "srt", "vtt"):
    refused(**bad, param="stream", response_format=format, stream=True)
refused(**bad, param="timestamp_granularities", response_format="verbose_json", timestamp_granularities=["letter"])
refused(**bad, param="chunking_strategy", chunking_strategy={**vad, "threshold": 2})
refused(**bad, param="chunking_strategy", chunking_strategy={**vad, "silence_duration_ms": -1})
refused(**bad, param="chunking_strategy", chunking_strategy={"type": "client_vad"})
refused(**bad, param="chunking_strategy", chunking_strategy={**vad, "silence_ms": 500})
refused(**bad, param="response_format", response_format="diarized_json", stream=True)
reference = "data:audio/wav;base64,UklGRg=="
refused(**bad, param="known_speaker_references", known_speaker_references=[reference])
refused(**bad, param="known_speaker_names", known_speaker_names=["Ann"])
refused(**bad, param="temperature", temperature=2)
refused(**bad, param="file", stream=True, file=("noise.mp3", bytes(range(256)) * 100))
refused(**bad, param="response_format", call=translate, response_format="diarized_json")
refused(**bad, param="stream", call=translate, extra_body={"stream": "true"})
refused(**bad, param="include", call=translate, extra_body={"include": ["logprobs"]})
refused(
    **bad,
    param="timestamp_granularities",
    call=translate,
    response_format="verbose_json",
    extra_body={"timestamp_granularities": ["word"]},
)
refused(openai.BadRequestError, 400, param="language", language="English, please")
refused(openai.BadRequestError, 400, param="file", file=("noise.mp3", bytes(range(256)) * 100))
refused(openai.NotFoundError, 404, param="model", code="model_not_found", model="nobody")
refused(openai.APIStatusError, 413, file=("large.wav", bytes(27_500_000)))
refused(openai.APIStatusError, 413, file=("large.wav", bytes(26_214_401)))
if on_demand:
    overloaded, broken, limited = on_demand
    busy = {"kind": openai.InternalServerError, "status": 503, "code": "server_is_overloaded"}
    refused(**busy, prompt=overloaded)
    refused(**busy, prompt=overloaded, stream=True)
    stream = transcribe(prompt=broken, stream=True)
    assert next(stream).type == "transcript.text.delta"
    try:
        rest = list(stream)
        raise AssertionError(f"a broken stream went on: {rest}")
    except openai.APIError as error:
        assert error.code == "server_is_overloaded", error
    refused(**bad, param="model", call=translate, model=limited)
    refused(
        **bad,
        param="timestamp_granularities",
        model=limited,
        response_format="verbose_json",
        timestamp_granularities=["word"],
    )
try:
    client.audio.transcriptions.create(file=("silence.wav", b""), model="whisper-1")
    raise AssertionError("an empty file was taken")
except openai.BadRequestError as error:
    assert error.param == "file", error

def say(**fields):
    return client.audio.speech.create(**{"model": "tts-1", "voice": "alloy", "input": "Hello. This is it.", **fields})


signatures = {"mp3": b"\xff", "opus": b"OggS", "aac": b"\xff\xf1", "flac": b"fLaC", "wav": b"RIFF", "pcm": b""}
for format, signature in signatures.items():
    spoken = say(response_format=format).read()
    assert spoken.startswith(signature) and len(spoken) > 1000, (format, spoken[:16])
assert say().read().startswith(signatures["mp3"])
samples = say(response_format="pcm").read()
assert 0.3 < len(samples) / 48_000 < 5, len(samples)
assert len(say(response_format="pcm", speed=2, voice="onyx", instructions="Whisper.").read()) < len(samples)
assert len(say(response_format="pcm", voice={"id": "alloy"}).read()) == len(samples)
with client.audio.speech.with_streaming_response.create(
    model="gpt-4o-mini-tts", voice="alloy", input="Hello. This is it.", response_format="pcm"
) as response:
    assert response.headers["content-type"] == "audio/pcm", response.headers
    assert response.headers["x-request-id"], response.headers
    assert b"".join(response.iter_bytes()) == samples
body = {"model": "tts-1", "voice": "alloy", "input": "Hello. This is it.", "response_format": "pcm"}
*deltas, done = client.post(
    "/audio/speech", body={**body, "stream_format": "sse"}, cast_to=object, stream=True, stream_cls=openai.Stream[object]
)
assert deltas and all(event["type"] == "speech.audio.delta" for event in deltas), deltas[:1]
assert b"".join(base64.b64decode(event["audio"]) for event in deltas) == samples
assert done["type"] == "speech.audio.done", done
assert done["usage"]["total_tokens"] == done["usage"]["input_tokens"] + done["usage"]["output_tokens"] > 0, done
for param, value in [("voice", "nobody"), ("response_format", "xyz"), ("speed", 9), ("input", " "), ("input", "a" * 4097)]:
    refused(**bad, call=say, param=param, **{param: value})
refused(openai.NotFoundError, 404, call=say, param="model", code="model_not_found", model="nobody")

def classify(**fields):
    with open(sound, "rb") as file:
        return client.post(
            "/audio/classification",
            cast_to=object,
            files={"file": file},
            body=fields,
            options={"headers": {"Content-Type": "multipart/form-data"}},
        )


found = classify(top_k=2, window=5)
assert found["model"] == "yamnet" and len(found["detections"]) == 2, found
assert [segment["end"] for segment in found["segments"]] == [5, 10, 11], found["segments"]
assert all(len(segment["detections"]) == 2 for segment in found["segments"]), found["segments"]
assert found["detections"][0]["score"] >= found["detections"][1]["score"], found
for param, value in [("top_k", 0), ("threshold", 2), ("labels", ["dog"])]:
    refused(**bad, call=classify, param=param, **{param: value})
listed = client.get("/audio/classification/labels", cast_to=object)
assert found["detections"][0]["label"] in [each["label"] for each in listed["labels"]], listed

names = [model.id for model in client.models.list()]
assert {"whisper-base", "whisper-1", "silero-vad"} <= set(names), names
assert client.models.retrieve("whisper-1").owned_by == "parley"
try:
    client.models.retrieve("nobody")
    raise AssertionError("an unknown model was found")
except openai.NotFoundError as error:
    assert error.code == "model_not_found", error

try:
    client.post("/nowhere", cast_to=object, body={})
    raise AssertionError("an unknown path was found")
except openai.NotFoundError as error:
    assert error.code == "unknown_url", error

print("openai", openai.__version__, "is content and heard:", answer.text)
