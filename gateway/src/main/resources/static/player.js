"use strict";

/** Plays samples (16 bits, little-endian, mono) while they come, each piece right behind the one before. */
class Player {

  static RATE = 24000;

  /** How long playback waits behind the first piece, in seconds, so that small delays of the next are not heard. */
  static LEAD = 0.1;

  #context = new AudioContext({ sampleRate: Player.RATE });

  /** When the sound that is there ends, in the context's seconds; null before the first piece. */
  #end = null;

  /** First half of a sample whose other half has not come. */
  #half = new Uint8Array(0);

  /** Seconds of sound so far. */
  seconds = 0;

  /** How often sound came too late for the sound before. */
  gaps = 0;

  /** Takes the next bytes. */
  add(bytes) {
    const joined = new Uint8Array(this.#half.length + bytes.length);
    joined.set(this.#half);
    joined.set(bytes, this.#half.length);
    const count = Math.floor(joined.length / 2);
    this.#half = joined.slice(2 * count);
    if (count > 0) {
      this.#play(Player.#samples(joined, count));
    }
  }

  static #samples(bytes, count) {
    const view = new DataView(bytes.buffer);
    return Float32Array.from({ length: count }, (_, i) => view.getInt16(2 * i, true) / 32768);
  }

  #play(samples) {
    const now = this.#context.currentTime;
    if (this.#end === null || this.#end < now) {
      this.gaps += (this.#end === null) ? 0 : 1;
      this.#end = now + Player.LEAD;
    }
    const buffer = this.#context.createBuffer(1, samples.length, Player.RATE);
    buffer.copyToChannel(samples, 0);
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#context.destination);
    source.start(this.#end);
    this.#end += buffer.duration;
    this.seconds += buffer.duration;
  }

  /** Waits until all that came has been heard. */
  async heard() {
    while (this.#end !== null && this.#context.state !== "closed" && this.#context.currentTime < this.#end) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Falls silent. */
  async close() {
    if (this.#context.state !== "closed") {
      await this.#context.close();
    }
  }

}
