// What a user of OpenAI's JavaScript client meets in a conversation. Arguments: the base URL, a
// sound file, a model, and "real" for a server that speaks words.

import assert from "node:assert/strict";
import fs from "node:fs";
import OpenAI, { toFile } from "openai";

const [baseURL, sound, model, real] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });

const written = { role: "user", content: "Please count to three." };
const part = (data) => ({ role: "user", content: [{ type: "input_audio", input_audio: { data, format: "wav" } }] });
const heard = part(fs.readFileSync(sound).toString("base64"));
const speech = (format) => ({ modalities: ["text", "audio"], audio: { voice: "alloy", format } });

const ask = (messages, fields = {}) =>
  client.chat.completions.create({ model, messages, max_completion_tokens: 60, ...fields });

const wordsOf = (text) => text.toLowerCase().match(/\w+/g) ?? [];

async function checkSpeech(bytes, name, transcript) {
  assert.ok(bytes.length > 1000);
  if (real) {
    const file = await toFile(bytes, name);
    const understood = wordsOf((await client.audio.transcriptions.create({ model: "whisper-1", file })).text);
    const said = wordsOf(transcript);
    const missing = said.filter((word) => !understood.includes(word));
    assert.ok(missing.length <= 0.2 * said.length, `${transcript} / ${understood}`);
  }
}

const answer = await ask([written]);
assert.ok(answer.choices[0].message.content.trim());
assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);

const runner = client.chat.completions.stream({ model, messages: [written], max_completion_tokens: 60 });
let streamed = "";
runner.on("content", (delta) => (streamed += delta));
const final = await runner.finalChatCompletion();
assert.equal(final.choices[0].message.content, streamed);
assert.ok(streamed.trim());

const { message } = (await ask([heard], speech("mp3"))).choices[0];
assert.equal(message.content, null);
await checkSpeech(Buffer.from(message.audio.data, "base64"), "answer.mp3", message.audio.transcript);

const next = await ask([heard, { role: "assistant", audio: { id: message.audio.id } }, written]);
assert.ok(next.choices[0].message.content.trim());

const deltas = [];
let finish;
let usage;
for await (const chunk of await ask([heard], {
  ...speech("mp3"),
  stream: true,
  stream_options: { include_usage: true },
})) {
  deltas.push(chunk.choices[0]?.delta.audio ?? {});
  finish = chunk.choices[0]?.finish_reason ?? finish;
  usage = chunk.usage ?? usage;
}
assert.ok(deltas[0].id.startsWith("audio_"));
assert.ok(["stop", "length"].includes(finish));
assert.ok(deltas.some((delta) => delta.expires_at > 0));
assert.ok(usage.prompt_tokens_details.audio_tokens > 0 && usage.completion_tokens_details.audio_tokens > 0);
const transcript = deltas.map((delta) => delta.transcript ?? "").join("");
const pieces = deltas.filter((delta) => delta.data).map((delta) => Buffer.from(delta.data, "base64"));
await checkSpeech(Buffer.concat(pieces), "answer.mp3", transcript);

async function refused(param, messages, fields) {
  await assert.rejects(ask(messages, fields), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError, String(error));
    assert.equal(error.param, param);
    return true;
  });
}

await refused("messages[0].content[0].input_audio.data", [part("no base64")]);
await refused("messages[0].audio.id", [{ role: "assistant", audio: { id: "audio_nobody" } }, written]);
await refused("audio", [written], { modalities: ["text", "audio"] });
await refused("n", [written], { n: 2 });
await assert.rejects(
  client.chat.completions.create({ model: "nobody", messages: [written] }),
  (error) => error instanceof OpenAI.NotFoundError && error.code === "model_not_found",
);

const left = await ask([written], { stream: true });
for await (const _ of left) {
  break; // and leaves
}

console.log("openai for JavaScript is content and heard:", transcript);
