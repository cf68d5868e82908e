// What a user of OpenAI's JavaScript client meets. Arguments: the base URL, a sound file, and
// optionally a prompt at which the server says that it is overloaded.

import assert from "node:assert/strict";
import fs from "node:fs";
import OpenAI, { toFile } from "openai";

const [baseURL, sound, ...overload] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });

const transcribe = (fields = {}, options = {}) =>
  client.audio.transcriptions.create({ file: fs.createReadStream(sound), model: "whisper-1", ...fields }, options);

async function refused(kind, status, expected, fields) {
  await assert.rejects(transcribe(fields), (error) => {
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

await refused(OpenAI.BadRequestError, 400, { param: "response_format" }, { response_format: "verbose_json" });
await refused(OpenAI.BadRequestError, 400, { param: "include" }, { include: ["logprobs"] });
await refused(OpenAI.BadRequestError, 400, { param: "stream" }, { model: "gpt-4o-transcribe", stream: true });
await refused(OpenAI.BadRequestError, 400, { param: "file" }, { file: await toFile(Buffer.alloc(5000, 7), "noise.mp3") });
await refused(OpenAI.NotFoundError, 404, { param: "model", code: "model_not_found" }, { model: "nobody" });
await refused(OpenAI.APIError, 413, {}, { file: await toFile(Buffer.alloc(27_500_000), "large.wav") });
for (const prompt of overload) {
  await refused(OpenAI.InternalServerError, 503, { code: "server_is_overloaded" }, { prompt });
}

const names = (await client.models.list()).data.map((model) => model.id);
assert.ok(names.includes("whisper-base") && names.includes("whisper-1"));
assert.equal((await client.models.retrieve("whisper-1")).owned_by, "parley");
await assert.rejects(client.models.retrieve("nobody"), OpenAI.NotFoundError);

console.log("openai for JavaScript is content and heard:", answer.text);
