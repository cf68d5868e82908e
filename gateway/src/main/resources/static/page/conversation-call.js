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
    javascript: `${javascriptClient('import fs from "node:fs";', 'import WebSocket from "ws";')}
const speech = await client.audio.speech.create({
  model: "tts-1", voice: "alloy", input: ${quoted(QUESTION)}, response_format: "pcm",
});
const question = Buffer.from(await speech.arrayBuffer());
const answer = [];
const socket = new WebSocket(${quoted(`${url("realtime").replace("http", "ws")}?model=${encodeURIComponent(model)}`)}, {
  headers: { Authorization: \`Bearer \${client.apiKey}\` },
});
const send = (event) => socket.send(JSON.stringify(event));
socket.on("open", () => {
  send({
    type: "session.update",
    session: {
      type: "realtime", instructions: ${quoted(instructions)},
      audio: { input: { transcription: { model: "whisper-1" } }, output: { voice: ${quoted(voice)} } },
    },
  });
  // a second of silence says that the sentence is over
  send({ type: "input_audio_buffer.append", audio: Buffer.concat([question, Buffer.alloc(48000)]).toString("base64") });
});
socket.on("message", (data) => {
  const event = JSON.parse(data);
  if (event.type === "conversation.item.input_audio_transcription.completed") {
    console.log("heard:", event.transcript);
  } else if (event.type === "response.output_audio.delta") {
    answer.push(Buffer.from(event.delta, "base64"));
  } else if (event.type === "response.output_audio_transcript.done") {
    console.log("answered:", event.transcript);
  } else if (event.type === "response.done") {
    // samples of 16 bits at 24,000 Hz
    fs.writeFileSync("answer.pcm", Buffer.concat(answer));
    socket.close();
  }
});
`,
  };
}
