/** Brings what the microphone hears to the page, 40 ms at a time. */
class Microphone extends AudioWorkletProcessor {

  #piece = new Float32Array(Math.round(sampleRate / 25));

  #filled = 0;

  process([input]) {
    const heard = input[0] ?? [];
    for (const sample of heard) {
      this.#piece[this.#filled++] = sample;
      if (this.#filled === this.#piece.length) {
        this.port.postMessage(this.#piece);
        this.#filled = 0;
      }
    }
    return true;
  }

}

registerProcessor("microphone", Microphone);
