"""What a user of OpenAI's Python client meets.

Arguments: the base URL, a sound file, and optionally a prompt at which the server says that
it is overloaded.
"""

import sys

import openai

base_url, sound, *overload = sys.argv[1:]
client = openai.OpenAI(base_url=base_url, api_key="none", max_retries=0)


def transcribe(**fields):
    with open(sound, "rb") as file:
        return client.audio.transcriptions.create(**{"file": file, "model": "whisper-1", **fields})


def refused(kind, status, param=None, code=None, **fields):
    try:
        transcribe(**fields)
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

refused(openai.BadRequestError, 400, param="response_format", response_format="srt")
refused(openai.BadRequestError, 400, param="timestamp_granularities", timestamp_granularities=["word"])
refused(openai.BadRequestError, 400, param="include", include=["logprobs"])
refused(openai.BadRequestError, 400, param="language", language="English, please")
refused(openai.BadRequestError, 400, param="file", file=("noise.mp3", bytes(range(256)) * 100))
refused(openai.NotFoundError, 404, param="model", code="model_not_found", model="nobody")
refused(openai.APIStatusError, 413, file=("large.wav", bytes(27_500_000)))
refused(openai.APIStatusError, 413, file=("large.wav", bytes(26_214_401)))
for prompt in overload:
    refused(openai.InternalServerError, 503, code="server_is_overloaded", prompt=prompt)
try:
    client.audio.transcriptions.create(file=("silence.wav", b""), model="whisper-1")
    raise AssertionError("an empty file was taken")
except openai.BadRequestError as error:
    assert error.param == "file", error

names = [model.id for model in client.models.list()]
assert "whisper-base" in names and "whisper-1" in names, names
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
