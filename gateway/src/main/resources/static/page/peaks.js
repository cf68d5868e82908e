/** Low, so that an hour takes 115 MB while it is looked at; enough to see where it is loud. */
const RATE = 8000;

/** Samples that are handed over at a time: a copy of 1 MB keeps the page at work for less than a frame. */
const SLICE = 1 << 18;

/**
 * Finds how loud a sound file is when, in a worker.
 * @returns {Promise<{levels: Uint8Array, seconds: number} | null>} null if this browser cannot read it
 */
export async function peaksOf(file) {
  const worker = new Worker(new URL("peaks-worker.js", import.meta.url), { type: "module" });
  try {
    const found = await ask(worker, { file });
    return found.unknown ? await decoded(file, worker) : found;
  } catch {
    return null;
  } finally {
    worker.terminate();
  }
}

async function decoded(file, worker) {
  const sound = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await file.arrayBuffer());
  for (let at = 0; at < sound.length; at += SLICE) {
    const samples = new Float32Array(Math.min(SLICE, sound.length - at));
    sound.copyFromChannel(samples, 0, at);
    await ask(worker, { samples, rate: RATE }, [samples.buffer]);
  }
  return ask(worker, {});
}

function ask(worker, message, transfer = []) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
    worker.postMessage(message, transfer);
  });
}
