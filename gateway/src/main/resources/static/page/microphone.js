/** Samples a second, as the conversation takes them. */
export const RATE = 24000;

const REASONS = {
  NotFoundError: "No microphone was found. Connect one and try again.",
  NotAllowedError: "The browser keeps the microphone from this page. Allow it beside the address, and try again.",
  NotReadableError: "The microphone is in use elsewhere, or does not answer.",
};

/**
 * Listens to the microphone.
 * @param {(samples: Float32Array) => void} hear told every 40 ms, mono, at RATE
 * @returns {Promise<() => void>} ends it
 * @throws {Error} with a sentence that says what to do
 */
export async function listen(hear) {
  if (!navigator.mediaDevices) {
    throw new Error("Browsers give a microphone only to pages over HTTPS or from this machine itself.");
  }
  const stream = await microphone();
  const context = new AudioContext({ sampleRate: RATE });
  const end = () => {
    stream.getTracks().forEach((track) => track.stop());
    context.close();
  };
  try {
    await context.audioWorklet.addModule(new URL("microphone-worklet.js", import.meta.url));
    await context.resume();
    const worklet = new AudioWorkletNode(context, "microphone", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    worklet.port.onmessage = ({ data }) => hear(data);
    context.createMediaStreamSource(stream).connect(worklet);
    return end;
  } catch (error) {
    end();
    throw error;
  }
}

async function microphone() {
  try {
    return await navigator.mediaDevices.getUserMedia(
      { audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
  } catch (error) {
    throw new Error(REASONS[error.name] ?? `The microphone cannot be used: ${error.message}`);
  }
}
