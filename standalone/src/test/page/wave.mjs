// Wave files for the microphone of a test.

import fs from "node:fs";

/** Samples of 16 bits, mono, with the header of a wave file. */
export function writeWave(file, rate, ...pieces) {
  const data = Buffer.concat(pieces);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(2 * rate, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(data.length, 40);
  fs.writeFileSync(file, Buffer.concat([head, data]));
  return file;
}

export const silence = (seconds, rate) => Buffer.alloc(2 * Math.round(seconds * rate));

/** The samples of a wave file. */
export function samplesOf(file) {
  const bytes = fs.readFileSync(file);
  return bytes.subarray(bytes.indexOf("data") + 8);
}

/** A sentence as the server says it: samples at 24,000 Hz. */
export async function spoken(server, input, voice = "am_michael") {
  const response = await fetch(new URL("/v1/audio/speech", server), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ model: "tts-1", voice, input, response_format: "pcm" }),
  });
  return Buffer.from(await response.arrayBuffer());
}
