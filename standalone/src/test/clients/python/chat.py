"""What a user of OpenAI's Python client meets in a conversation.

Arguments: the base URL, a sound file, a model, and "real" for a server that speaks words.
"""

import base64
import io
import re
import sys
import wave

import openai

base_url, sound, model, *real = sys.argv[1:]
client = openai.OpenAI(base_url=base_url, api_key="none", max_retries=0)
types = openai.types.chat
spoken = {"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"}}
with open(sound, "rb") as file:
    speech = base64.b64encode(file.read()).decode()
heard = {"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": speech, "format": "wav"}}]}
written = {"role": "user", "content": "Please count to three."}


def ask(*messages, **fields):
    return client.chat.completions.create(model=model, messages=list(messages), max_completion_tokens=60, **fields)


def words_of(text):
    return re.findall(r"\w+", text.lower())


def check_speech(samples, transcript):
    assert len(samples) > 4800 and len(samples) % 2 == 0, len(samples)
    if not real:
        return
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(24_000)
        out.writeframes(samples)
    again = client.audio.transcriptions.create(model="whisper-1", file=("answer.wav", file.getvalue())).text
    said, understood = words_of(transcript), words_of(again)
    missing = [word for word in said if word not in understood]
    assert len(missing) <= 0.2 * len(said), (transcript, again)


def samples_of(data):
    with wave.open(io.BytesIO(base64.b64decode(data))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 24_000)
        return file.readframes(file.getnframes())


answer = ask(written)
assert type(answer) is types.ChatCompletion, type(answer)
assert answer.model == model and answer.object == "chat.completion", answer
assert answer.choices[0].message.content.strip() and answer.choices[0].finish_reason in ("stop", "length"), answer
assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0, answer.usage

*chunks, last = ask(written, stream=True, temperature=0, stream_options={"include_usage": True})
assert all(type(chunk) is types.ChatCompletionChunk and chunk.id == last.id for chunk in chunks), chunks
assert chunks[0].choices[0].delta.role == "assistant", chunks[0]
assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks).strip(), chunks
assert chunks[-1].choices[0].finish_reason in ("stop", "length"), chunks[-1]
assert not last.choices and last.usage.completion_tokens > 0, last

answer = ask(heard, **spoken)
message = answer.choices[0].message
assert message.content is None and message.audio.id and message.audio.transcript.strip(), message
assert message.audio.expires_at > answer.created, message.audio.expires_at
assert answer.usage.prompt_tokens_details.audio_tokens > 0, answer.usage
assert answer.usage.completion_tokens_details.audio_tokens > 0, answer.usage
check_speech(samples_of(message.audio.data), message.audio.transcript)

answer = ask(heard, {"role": "assistant", "audio": {"id": message.audio.id}}, written)
assert answer.choices[0].message.content.strip(), answer

*chunks, last = ask(
    heard,
    modalities=["text", "audio"],
    audio={"voice": "onyx", "format": "pcm16"},
    stream=True,
    stream_options={"include_usage": True},
)
deltas = [chunk.choices[0].delta.to_dict().get("audio") or {} for chunk in chunks]
assert chunks[0].choices[0].delta.role == "assistant" and deltas[0]["id"].startswith("audio_"), chunks[0]
assert deltas[-1]["expires_at"] and chunks[-1].choices[0].finish_reason in ("stop", "length"), chunks[-1]
transcript = "".join(delta.get("transcript") or "" for delta in deltas)
pieces = [base64.b64decode(delta["data"], validate=True) for delta in deltas if "data" in delta]
assert transcript.strip() and all(len(piece) % 2 == 0 for piece in pieces), transcript
check_speech(b"".join(pieces), transcript)
assert last.usage.prompt_tokens_details.audio_tokens > 0, last.usage


def refused(param, *messages, kind=openai.BadRequestError, **fields):
    try:
        ask(*messages, **fields)
    except kind as error:
        assert error.param == param, (param, error)
        return
    raise AssertionError(f"not refused: {param}")


def sounding(data):
    return {"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": data, "format": "wav"}}]}


data = "messages[0].content[0].input_audio.data"
refused(data, sounding("no base64"))
refused(data, sounding(base64.b64encode(bytes(range(256)) * 100).decode()))
refused("messages[0].audio.id", {"role": "assistant", "audio": {"id": "audio_nobody"}}, written)
refused("audio", written, modalities=["text", "audio"])
refused("n", written, n=2)
refused("audio.voice", written, modalities=["text", "audio"], audio={"voice": "nobody", "format": "wav"})
try:
    client.chat.completions.create(model="nobody", messages=[written])
    raise AssertionError("an unknown model answered")
except openai.NotFoundError as error:
    assert error.code == "model_not_found", error

with ask(*[written, {"role": "assistant", "content": "One."}] * 3, written, stream=True) as stream:
    next(stream)  # and leaves

print("openai", openai.__version__, "is content and heard:", transcript)
