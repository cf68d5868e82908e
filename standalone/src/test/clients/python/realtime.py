"""What a user of OpenAI's Python client meets in a spoken conversation over a socket.

Arguments: the base URL, and a sound file of 16 bits at 16,000 Hz in which somebody speaks.
"""

import asyncio
import base64
import sys
import wave

import openai

base_url, sound = sys.argv[1:]
client = openai.AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0)
with wave.open(sound) as file:
    heard = memoryview(file.readframes(file.getnframes())).cast("h")
# three samples for two
speech = [heard[i * 2 // 3] for i in range(len(heard) * 3 // 2)]
RATE = 24_000


async def say(session, samples):
    for at in range(0, len(samples), RATE // 10):
        piece = b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples[at : at + RATE // 10])
        await session.input_audio_buffer.append(audio=base64.b64encode(piece).decode())


async def up_to(session, kind):
    events = []
    while not events or events[-1].type != kind:
        event = await asyncio.wait_for(session.recv(), 60)
        assert event.type != "error" or kind == "error", event
        events.append(event)
    return events


async def text(session, words):
    await session.conversation.item.create(
        item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": words}]}
    )
    await up_to(session, "conversation.item.done")


async def spoken_turn(session):
    await say(session, speech + [0] * 3 * RATE)
    events = await up_to(session, "response.done")
    types = [event.type for event in events]
    for kind in (
        "input_audio_buffer.speech_started",
        "input_audio_buffer.speech_stopped",
        "input_audio_buffer.committed",
        "conversation.item.input_audio_transcription.completed",
        "response.created",
        "response.output_audio.delta",
        "response.output_audio.done",
    ):
        assert kind in types, (kind, types)
    words = [event.transcript for event in events if event.type.endswith("input_audio_transcription.completed")]
    assert len(words) == 1 and "what your country can do for you" in words[0], words
    response = events[-1].response
    assert response.status == "completed" and response.usage.input_tokens > 0, response
    said = "".join(event.delta for event in events if event.type == "response.output_audio_transcript.delta")
    assert said == response.output[0].content[0].transcript, (said, response)
    samples = b"".join(base64.b64decode(event.delta) for event in events if event.type == "response.output_audio.delta")
    assert len(samples) > RATE and any(samples), len(samples)
    item = response.output[0].id
    await session.conversation.item.truncate(item_id=item, content_index=0, audio_end_ms=500)
    assert (await up_to(session, "conversation.item.truncated"))[-1].item_id == item
    return words[0], said


async def cancelled(session):
    await text(session, "go on until nobody listens")
    await session.response.create()
    await up_to(session, "response.output_audio_transcript.delta")
    await session.response.cancel()
    response = (await up_to(session, "response.done"))[-1].response
    assert response.status == "cancelled" and response.status_details.reason == "client_cancelled", response


async def interrupted(session):
    await text(session, "go on until nobody listens")
    await session.response.create()
    await up_to(session, "response.output_audio_transcript.delta")
    await say(session, speech[: 2 * RATE])
    events = await up_to(session, "response.done")
    assert "input_audio_buffer.speech_started" in [event.type for event in events], events
    response = events[-1].response
    assert response.status == "cancelled" and response.status_details.reason == "turn_detected", response
    await say(session, [0] * 3 * RATE)
    events = await up_to(session, "response.done")
    late = [event for event in events if getattr(event, "response_id", None) == response.id]
    assert not late and events[-1].response.status == "completed", (late, events[-1])


async def written_down():
    async with client.realtime.connect(model="gpt-4o-transcribe") as session:
        assert (await session.recv()).session.type == "transcription"
        transcription = {"model": "gpt-4o-transcribe", "language": "en"}
        await session.session.update(
            session={
                "type": "transcription",
                "audio": {"input": {"transcription": transcription, "turn_detection": None}},
            }
        )
        await up_to(session, "session.updated")
        await say(session, speech)
        await session.input_audio_buffer.commit()
        words = (await up_to(session, "conversation.item.input_audio_transcription.completed"))[-1].transcript
        assert "what your country can do for you" in words, words


async def main():
    async with client.realtime.connect(model="gpt-realtime") as session:
        assert (await session.recv()).type == "session.created"
        turns = {"type": "server_vad", "silence_duration_ms": 1_500}
        transcription = {"model": "gpt-4o-transcribe", "language": "en"}
        await session.session.update(
            session={"type": "realtime", "audio": {"input": {"turn_detection": turns, "transcription": transcription}}}
        )
        await up_to(session, "session.updated")
        words, said = await spoken_turn(session)
        await cancelled(session)
        await interrupted(session)
    await written_down()
    print("openai", openai.__version__, "is content, was heard:", words, "and heard:", said)


asyncio.run(main())
