// What a user of OpenAI's JavaScript client meets in a spoken conversation over a socket.
// Arguments: the base URL, which is HTTPS, since the client knows no other sockets, and a sound
// file of 16 bits at 16,000 Hz in which somebody speaks.

import assert from "node:assert/strict";
import fs from "node:fs";
import OpenAI from "openai";
import { OpenAIRealtimeWebSocket } from "openai/realtime/websocket";
import { OpenAIRealtimeWS } from "openai/realtime/ws";
import { WebSocket } from "ws";

const [baseURL, sound] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });
const RATE = 24_000;

const file = fs.readFileSync(sound);
const start = file.byteOffset + file.indexOf("data") + 8;
const heard = new Int16Array(file.buffer.slice(start, file.byteOffset + file.length));
// three samples for two
const speech = Int16Array.from({ length: (heard.length * 3) >> 1 }, (_, i) => heard[Math.floor((i * 2) / 3)]);
const silence = new Int16Array(3 * RATE);

// the events of a session, to be asked for one after the other
function events(session) {
  const come = [];
  let wake = () => {};
  let failure;
  const add = (event) => {
    come.push(event);
    wake();
  };
  session.on("event", add);
  session.on("error", (error) => {
    if (!error.error) {
      failure = error;
      wake();
    }
  });
  return async function upTo(type) {
    const all = [];
    const late = setTimeout(() => {
      failure = new Error(`no ${type} within a minute, but ${all.map((event) => event.type)}`);
      wake();
    }, 60_000);
    try {
      while (all.at(-1)?.type !== type) {
        while (!come.length && !failure) {
          await new Promise((resolve) => (wake = resolve));
        }
        if (failure) {
          throw failure;
        }
        all.push(come.shift());
        assert.ok(all.at(-1).type !== "error" || type === "error", JSON.stringify(all.at(-1)));
      }
      return all;
    } finally {
      clearTimeout(late);
    }
  };
}

function say(session, samples) {
  for (let at = 0; at < samples.length; at += RATE / 10) {
    const piece = samples.slice(at, at + RATE / 10);
    session.send({ type: "input_audio_buffer.append", audio: Buffer.from(piece.buffer).toString("base64") });
  }
}

async function write(session, upTo, text) {
  session.send({
    type: "conversation.item.create",
    item: { type: "message", role: "user", content: [{ type: "input_text", text }] },
  });
  await upTo("conversation.item.done");
}

const only = (all, type) => all.filter((event) => event.type === type);

async function spokenTurn(session, upTo) {
  say(session, speech);
  say(session, silence);
  const all = await upTo("response.done");
  for (const type of [
    "input_audio_buffer.speech_started",
    "input_audio_buffer.speech_stopped",
    "input_audio_buffer.committed",
    "response.created",
    "response.output_audio.delta",
    "response.output_audio.done",
  ]) {
    assert.ok(only(all, type).length, `${type}: ${all.map((event) => event.type)}`);
  }
  const words = only(all, "conversation.item.input_audio_transcription.completed").map((event) => event.transcript);
  assert.equal(words.length, 1);
  assert.match(words[0], /what your country can do for you/);
  const { response } = all.at(-1);
  assert.equal(response.status, "completed");
  assert.ok(response.usage.input_token_details.audio_tokens > 0);
  const said = only(all, "response.output_audio_transcript.delta").map((event) => event.delta).join("");
  assert.equal(response.output[0].content[0].transcript, said);
  const bytes = Buffer.concat(only(all, "response.output_audio.delta").map((event) => Buffer.from(event.delta, "base64")));
  assert.ok(bytes.length > 2 * RATE && bytes.some((byte) => byte !== 0));
  session.send({
    type: "conversation.item.truncate",
    item_id: response.output[0].id,
    content_index: 0,
    audio_end_ms: 500,
  });
  assert.equal((await upTo("conversation.item.truncated")).at(-1).audio_end_ms, 500);
  return [words[0], said];
}

async function interrupted(session, upTo) {
  await write(session, upTo, "go on until nobody listens");
  session.send({ type: "response.create" });
  await upTo("response.output_audio_transcript.delta");
  say(session, speech.slice(0, 2 * RATE));
  const all = await upTo("response.done");
  assert.ok(only(all, "input_audio_buffer.speech_started").length);
  const { response } = all.at(-1);
  assert.equal(response.status, "cancelled");
  assert.equal(response.status_details.reason, "turn_detected");
  say(session, silence);
  const next = await upTo("response.done");
  assert.equal(next.at(-1).response.status, "completed");
  assert.ok(!next.some((event) => event.response_id === response.id));
}

async function cancelled(session, upTo) {
  await write(session, upTo, "go on until nobody listens");
  session.send({ type: "response.create" });
  await upTo("response.output_audio_transcript.delta");
  session.send({ type: "response.cancel" });
  const { response } = (await upTo("response.done")).at(-1);
  assert.equal(response.status_details.reason, "client_cancelled");
  session.send({ type: "response.cancel", event_id: "mine" });
  assert.equal((await upTo("error")).at(-1).error.event_id, "mine");
}

async function conversation(session) {
  const upTo = events(session);
  await upTo("session.created");
  session.send({
    type: "session.update",
    session: {
      type: "realtime",
      audio: {
        input: {
          turn_detection: { type: "server_vad", silence_duration_ms: 1500 },
          transcription: { model: "gpt-4o-transcribe", language: "en" },
        },
      },
    },
  });
  await upTo("session.updated");
  return upTo;
}

const session = new OpenAIRealtimeWS({ model: "gpt-realtime" }, client);
const upTo = await conversation(session);
const [words, said] = await spokenTurn(session, upTo);
await cancelled(session, upTo);
await interrupted(session, upTo);
session.close();

// the class for browsers, which shows its key in another way
globalThis.WebSocket = WebSocket;
const other = new OpenAIRealtimeWebSocket({ model: "gpt-realtime" }, client);
const upToOther = await conversation(other);
await write(other, upToOther, "Please count to three.");
other.send({ type: "response.create" });
assert.equal((await upToOther("response.done")).at(-1).response.status, "completed");
other.close();

console.log("openai for JavaScript is content, was heard:", words, "and heard:", said);
