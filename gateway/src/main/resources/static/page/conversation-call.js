import { bearer, command, javascriptClient, pythonClient, quoted, shell, url } from "./languages.js";

const QUESTION = "What is the capital of France?";

/** A conversation of one turn. The question is made by the server, too, so that there is one. */
export function conversationCall({ model, voice, instructions }) {
  const written = {
    model, modalities: ["text", "audio"], audio: { voice, format: "wav" },
    messages: [{ role: "system", content: instructions }, { role: "user", content: QUESTION }],
  };
  return {
    curl: `${command(`curl ${url("chat/completions")} -o answer.json`, bearer(), "-H 'Content-Type: application/json'", `-d ${shell(JSON.stringify(written))}`)}
python3 -c 'import base64, json; open("answer.wav", "wb").write(base64.b64decode(json.load(open("answer.json"))["choices"][0]["message"]["audio"]["data"]))'
`,
    python: `import asyncio
import base64
import os
import wave
from openai import AsyncOpenAI

client = AsyncOpenAI(base_url=${quoted(url("").replace(/\/$/, ""))}, api_key=os.environ.get("PARLEY_API_KEY", "none"))


async def main():
    question = (await client.audio.speech.create(
        model="tts-1", voice="alloy", input=${quoted(QUESTION)}, response_format="pcm")).content
    answer = b""
    async with client.realtime.connect(model=${quoted(model)}) as session:
        await session.session.update(session={
            "type": "realtime", "instructions": ${quoted(instructions)},
            "audio": {"input": {"transcription": {"model": "whisper-1"}}, "output": {"voice": ${quoted(voice)}}}})
        # a second of silence says that the sentence is over
        await session.input_audio_buffer.append(audio=base64.b64encode(question + bytes(48000)).decode())
        async for event in session:
            if event.type == "conversation.item.input_audio_transcription.completed":
                print("heard:", event.transcript)
            elif event.type == "response.output_audio.delta":
                answer += base64.b64decode(event.delta)
            elif event.type == "response.output_audio_transcript.done":
                print("answered:", event.transcript)
            elif event.type == "response.done":
                break
    with wave.open("answer.wav", "wb") as file:
        file.setparams((1, 2, 24000, 0, "NONE", ""))
        file.writeframes(answer)


asyncio.run(main())
`,
    javascript: `${javascriptClient('import fs from "node:fs";', 'import { OpenAIRealtimeWS } from "openai/realtime/ws";')}
const speech = await client.audio.speech.create({
  model: "tts-1", voice: "alloy", input: ${quoted(QUESTION)}, response_format: "pcm",
});
const question = Buffer.from(await speech.arrayBuffer());
const answer = [];
const session = await OpenAIRealtimeWS.create(client, { model: ${quoted(model)} });
session.on("session.created", () => {
  session.send({
    type: "session.update",
    session: {
      type: "realtime", instructions: ${quoted(instructions)},
      audio: { input: { transcription: { model: "whisper-1" } }, output: { voice: ${quoted(voice)} } },
    },
  });
  // a second of silence says that the sentence is over
  session.send({ type: "input_audio_buffer.append", audio: Buffer.concat([question, Buffer.alloc(48000)]).toString("base64") });
});
session.on("conversation.item.input_audio_transcription.completed", ({ transcript }) => console.log("heard:", transcript));
session.on("response.output_audio.delta", ({ delta }) => answer.push(Buffer.from(delta, "base64")));
session.on("response.output_audio_transcript.done", ({ transcript }) => console.log("answered:", transcript));
session.on("response.done", () => {
  // samples of 16 bits at 24,000 Hz
  fs.writeFileSync("answer.pcm", Buffer.concat(answer));
  session.close();
});
session.on("error", (error) => {
  throw error;
});
`,
  };
}
