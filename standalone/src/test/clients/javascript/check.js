// What a user of OpenAI's JavaScript client meets. Arguments: the base URL, a sound file, and, for
// a server that does it on demand, three more: a prompt at which it says that it is overloaded, one
// at which it fails in the middle, and a model that neither translates nor places words in time.

import assert from "node:assert/strict";
import fs from "node:fs";
import OpenAI, { toFile } from "openai";

const [baseURL, sound, ...onDemand] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });

const wordsOf = (text) => text.toLowerCase().match(/\w+/g);

const transcribe = (fields = {}, options = {}) =>
  client.audio.transcriptions.create({ file: fs.createReadStream(sound), model: "whisper-1", ...fields }, options);

const translate = (fields = {}) =>
  client.audio.translations.create({ file: fs.createReadStream(sound), model: "whisper-1", ...fields });

async function refused(kind, status, expected, fields, call = transcribe) {
  await assert.rejects(call(fields), (error) => {
    assert.equal(error.constructor, kind, String(error));
    assert.equal(error.status, status);
    assert.equal(error.param, expected.param ?? null);
    assert.equal(error.code, expected.code ?? null);
    assert.ok(error.requestID, "no request id");
    return true;
  });
}

const answer = await transcribe({ language: "en", temperature: 0 });
assert.ok(answer.text.trim());
assert.equal(answer.usage.type, "duration");
assert.ok(Math.abs(answer.usage.seconds - 11) < 0.1);

const text = await transcribe({ response_format: "text" });
assert.equal(typeof text, "string");
assert.ok(text.endsWith("\n"));

const { request_id: id, response } = await transcribe({}, { headers: { "x-request-id": "javascript-1" } }).withResponse();
assert.equal(id, "javascript-1");
assert.equal(response.headers.get("x-request-id"), "javascript-1");

const join = (items, field) => items.map((item) => item[field]).join("");

const verbose = await transcribe({ response_format: "verbose_json", timestamp_granularities: ["word", "segment"] });
assert.equal(verbose.language, "english");
assert.ok(Math.abs(verbose.duration - 11) < 0.1);
assert.equal(join(verbose.segments, "text").trim(), verbose.text);
assert.equal(verbose.usage.type, "duration");
assert.ok(Math.abs(verbose.usage.seconds - 11) < 0.1);
assert.deepEqual(verbose.words.map((word) => word.word), verbose.text.split(" "));
for (const { start, end } of [...verbose.words, ...verbose.segments]) {
  assert.ok(start >= 0 && start <= end && end <= verbose.duration + 0.02);
}
const words = await transcribe({ response_format: "verbose_json", timestamp_granularities: ["word"] });
assert.ok(words.words.length > 0 && words.segments === undefined);
const segments = await transcribe({ response_format: "verbose_json" });
assert.ok(segments.segments.length > 0 && segments.words === undefined);

assert.match(await transcribe({ response_format: "srt" }), /^1\n00:00:0\d,\d{3} --> 00:00:\d\d,\d{3}\n\S/);
assert.match(await transcribe({ response_format: "vtt" }), /^WEBVTT\n\n00:00:0\d\.\d{3} --> 00:00:\d\d\.\d{3}\n\S/);

const likely = await transcribe({ model: "gpt-4o-transcribe", include: ["logprobs"] });
assert.equal(Buffer.from(likely.logprobs.flatMap((token) => token.bytes)).toString().trim(), likely.text);
assert.ok(likely.logprobs.every((token) => typeof token.token === "string" && token.logprob <= 0));

for (const fields of [{}, { include: ["logprobs"] }, { model: "whisper-1" }, { response_format: "text" }]) {
  const events = [];
  for await (const event of await transcribe({ model: "gpt-4o-transcribe", stream: true, ...fields })) {
    events.push(event);
  }
  const done = events.pop();
  assert.equal(done.type, "transcript.text.done");
  assert.ok(events.length > 0 && events.every((event) => event.type === "transcript.text.delta"));
  assert.equal(join(events, "delta"), done.text);
  // a stream hears shorter windows, so that punctuation may differ
  assert.deepEqual(wordsOf(done.text), wordsOf(likely.text));
  assert.equal(done.usage.type, "tokens");
  assert.equal(done.usage.total_tokens, done.usage.input_tokens + done.usage.output_tokens);
  assert.deepEqual(events.flatMap((event) => event.logprobs ?? []), done.logprobs ?? []);
  assert.equal(done.logprobs !== undefined, fields.include !== undefined);
}

const vad = { type: "server_vad", threshold: 0.4, prefix_padding_ms: 250, silence_duration_ms: 500 };
for (const chunking_strategy of ["auto", vad]) {
  assert.ok((await transcribe({ chunking_strategy })).text.trim());
}

assert.ok((await translate()).text.trim());
const english = await translate({ response_format: "verbose_json" });
assert.equal(english.language, "english");
assert.equal(join(english.segments, "text").trim(), english.text);
assert.ok((await translate({ response_format: "text" })).endsWith("\n"));
assert.match(await translate({ response_format: "srt" }), /^1\n00:00:0/);
assert.match(await translate({ response_format: "vtt" }), /^WEBVTT\n\n00:00:0/);

const bad = (param, fields, call) => refused(OpenAI.BadRequestError, 400, { param }, fields, call);
await bad("response_format", { response_format: "diarized_json" });
for (const response_format of ["json", "text", "srt", "vtt"]) {
  await bad("timestamp_granularities", { response_format, timestamp_granularities: ["segment"] });
}
for (const response_format of ["text", "verbose_json", "srt", "vtt"]) {
  await bad("include", { response_format, include: ["logprobs"] });
}
for (const response_format of ["verbose_json", "srt", "vtt"]) {
  await bad("stream", { response_format, stream: true });
}
await bad("chunking_strategy", { chunking_strategy: { ...vad, threshold: 2 } });
await bad("chunking_strategy", { chunking_strategy: { type: "client_vad" } });
await bad("chunking_strategy", { chunking_strategy: { ...vad, silence_ms: 500 } });
await bad("response_format", { response_format: "diarized_json", stream: true });
await bad("known_speaker_references", { known_speaker_references: ["data:audio/wav;base64,UklGRg=="] });
await bad("timestamp_granularities", { response_format: "verbose_json", timestamp_granularities: ["letter"] });
await bad("include", { include: ["logprobs"] }, translate);
await bad("timestamp_granularities", { response_format: "verbose_json", timestamp_granularities: ["word"] }, translate);
await bad("known_speaker_names", { known_speaker_names: ["Ann"] });
await bad("response_format", { response_format: "diarized_json" }, translate);
await bad("stream", { stream: true }, translate);
await refused(OpenAI.BadRequestError, 400, { param: "file" }, { file: await toFile(Buffer.alloc(5000, 7), "noise.mp3") });
await refused(OpenAI.NotFoundError, 404, { param: "model", code: "model_not_found" }, { model: "nobody" });
await refused(OpenAI.APIError, 413, {}, { file: await toFile(Buffer.alloc(27_500_000), "large.wav") });
if (onDemand.length > 0) {
  const [overloaded, broken, limited] = onDemand;
  const busy = { code: "server_is_overloaded" };
  await refused(OpenAI.InternalServerError, 503, busy, { prompt: overloaded });
  await refused(OpenAI.InternalServerError, 503, busy, { prompt: overloaded, stream: true });
  const told = [];
  await assert.rejects(async () => {
    for await (const event of await transcribe({ prompt: broken, stream: true })) {
      told.push(event.type);
    }
  }, (error) => error instanceof OpenAI.APIError && error.code === "server_is_overloaded");
  assert.deepEqual(told, ["transcript.text.delta"]);
  await bad("model", { model: limited }, translate);
  await bad("timestamp_granularities", {
    model: limited,
    response_format: "verbose_json",
    timestamp_granularities: ["word"],
  });
}

const say = (fields = {}) =>
  client.audio.speech.create({ model: "tts-1", voice: "alloy", input: "Hello. This is it.", ...fields });
const bytes = async (fields) => Buffer.from(await (await say(fields)).arrayBuffer());

const signatures = { mp3: "ff", opus: "4f676753", aac: "fff1", flac: "664c6143", wav: "52494646", pcm: "" };
for (const [format, signature] of Object.entries(signatures)) {
  const spoken = await bytes({ response_format: format });
  assert.ok(spoken.length > 1000 && spoken.toString("hex").startsWith(signature), format);
}
assert.ok((await bytes({})).toString("hex").startsWith(signatures.mp3));
const samples = await bytes({ response_format: "pcm" });
assert.ok((await bytes({ response_format: "pcm", speed: 2, voice: "onyx" })).length < samples.length);
const streamed = await say({ response_format: "pcm", model: "gpt-4o-mini-tts", instructions: "Whisper." });
assert.equal(streamed.headers.get("content-type"), "audio/pcm");
const pieces = [];
for await (const piece of streamed.body) {
  pieces.push(piece);
}
assert.ok(samples.equals(Buffer.concat(pieces)));
const told = [];
for await (const event of await client.post("/audio/speech", {
  body: { model: "tts-1", voice: "alloy", input: "Hello. This is it.", response_format: "pcm", stream_format: "sse" },
  stream: true,
})) {
  told.push(event);
}
const spokenDone = told.pop();
assert.equal(spokenDone.type, "speech.audio.done");
assert.equal(spokenDone.usage.total_tokens, spokenDone.usage.input_tokens + spokenDone.usage.output_tokens);
assert.ok(told.length > 0 && told.every((event) => event.type === "speech.audio.delta"));
assert.ok(samples.equals(Buffer.concat(told.map((event) => Buffer.from(event.audio, "base64")))));
for (const [param, value] of [
  ["voice", "nobody"],
  ["response_format", "xyz"],
  ["speed", 9],
  ["input", " "],
  ["input", "a".repeat(4097)],
]) {
  await bad(param, { [param]: value }, say);
}

const classify = async (fields = {}) => {
  const form = new FormData();
  form.append("file", new Blob([fs.readFileSync(sound)]), "speech.wav");
  for (const [name, value] of Object.entries(fields)) {
    form.append(name, value);
  }
  return client.post("/audio/classification", { body: form });
};

const found = await classify({ top_k: 2, window: 5 });
assert.equal(found.model, "yamnet");
assert.equal(found.detections.length, 2);
assert.ok(found.detections[0].score >= found.detections[1].score);
assert.deepEqual(found.segments.map((segment) => segment.end), [5, 10, 11]);
await bad("top_k", { top_k: 522 }, classify);
await bad("labels", { "labels[]": "dog" }, classify);
const { labels } = await client.get("/audio/classification/labels");
assert.ok(labels.some(({ label }) => label === found.detections[0].label));

const names = (await client.models.list()).data.map((model) => model.id);
assert.ok(["whisper-base", "whisper-1", "silero-vad"].every((name) => names.includes(name)));
assert.equal((await client.models.retrieve("whisper-1")).owned_by, "parley");
await assert.rejects(client.models.retrieve("nobody"), OpenAI.NotFoundError);

console.log("openai for JavaScript is content and heard:", answer.text);
