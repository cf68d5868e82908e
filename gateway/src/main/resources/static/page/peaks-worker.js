import { Levels } from "./levels.js";

/** Bytes that are read at a time. */
const SLICE = 4 << 20;

const READERS = {
  "1/16": (bytes) => {
    const samples = new Float32Array(new Int16Array(bytes));
    for (let i = 0; i < samples.length; i++) {
      samples[i] /= 32768;
    }
    return samples;
  },
  "3/32": (bytes) => new Float32Array(bytes),
};

let levels = null;

onmessage = async ({ data }) => {
  if (data.file) {
    await readWave(data.file);
  } else if (data.samples) {
    levels ??= new Levels(data.rate);
    levels.add(data.samples);
    postMessage({});
  } else {
    postMessage({ levels: levels.values, seconds: levels.seconds });
  }
};

/** Reads a wave file piece by piece; says so if it is none, or of a kind that the browser has to decode. */
async function readWave(file) {
  const format = await header(file);
  const read = format && READERS[`${format.code}/${format.bits}`];
  if (!read) {
    postMessage({ unknown: true });
    return;
  }
  const found = new Levels(format.rate);
  const frame = format.channels * format.bits / 8;
  const slice = SLICE - SLICE % frame;
  for (let at = format.start; at + frame <= format.end; at += slice) {
    const bytes = await file.slice(at, Math.min(at + slice, format.end)).arrayBuffer();
    found.add(mixed(read(bytes.slice(0, bytes.byteLength - bytes.byteLength % frame)), format.channels));
  }
  postMessage({ levels: found.values, seconds: found.seconds });
}

/** The loudest channel of every frame. */
function mixed(samples, channels) {
  if (channels === 1) {
    return samples;
  }
  const loudest = new Float32Array(samples.length / channels);
  for (let i = 0; i < samples.length; i++) {
    const at = Math.floor(i / channels);
    loudest[at] = Math.max(loudest[at], Math.abs(samples[i]));
  }
  return loudest;
}

async function header(file) {
  const view = new DataView(await file.slice(0, 65536).arrayBuffer());
  const name = (at) => String.fromCharCode(...Array.from({ length: 4 }, (_, i) => view.getUint8(at + i)));
  if (view.byteLength < 12 || name(0) !== "RIFF" || name(8) !== "WAVE") {
    return null;
  }
  let format = null;
  for (let at = 12; at + 8 <= view.byteLength; at += 8 + view.getUint32(at + 4, true) + (view.getUint32(at + 4, true) & 1)) {
    if (name(at) === "fmt " && at + 24 <= view.byteLength) {
      format = {
        code: view.getUint16(at + 8, true),
        channels: view.getUint16(at + 10, true),
        rate: view.getUint32(at + 12, true),
        bits: view.getUint16(at + 22, true),
      };
    } else if (name(at) === "data" && format) {
      return { ...format, start: at + 8, end: Math.min(file.size, at + 8 + view.getUint32(at + 4, true)) };
    }
  }
  return null;
}
