/** How long playback waits behind the first piece, in seconds, so that small delays of the next are not heard. */
const LEAD = 0.1;

/** Plays samples while they come, each piece right behind the one before. */
export class PcmPlayer {

  #rate;

  #context;

  #playing = new Set();

  /** When the sound that is there ends, in the context's seconds; null before the first piece. */
  #end = null;

  /** Seconds of sound whose playback is over or was planned, before the present stretch. */
  #begin = 0;

  /** Seconds of sound so far. */
  seconds = 0;

  constructor(rate) {
    this.#rate = rate;
    this.#context = new AudioContext({ sampleRate: rate });
  }

  /**
   * Takes the next samples.
   * @returns {number} in how many seconds they are heard
   */
  add(samples) {
    const now = this.#context.currentTime;
    if (this.#end === null || this.#end < now) {
      this.#end = now + LEAD;
      this.#begin = this.#end - this.seconds;
    }
    const buffer = this.#context.createBuffer(1, samples.length, this.#rate);
    buffer.copyToChannel(samples, 0);
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#context.destination);
    source.start(this.#end);
    this.#playing.add(source);
    source.onended = () => this.#playing.delete(source);
    const wait = this.#end - now;
    this.#end += buffer.duration;
    this.seconds += buffer.duration;
    return wait;
  }

  /** Where playback is, in seconds of the sound. */
  get place() {
    return this.#end === null ? 0 : Math.max(0, Math.min(this.seconds, this.#context.currentTime - this.#begin));
  }

  get isPlaying() {
    return this.#end !== null && this.#context.state !== "closed" && this.#context.currentTime < this.#end;
  }

  /** Drops what has not been heard yet, and begins at zero again. */
  flush() {
    this.#playing.forEach((source) => source.stop());
    this.#playing.clear();
    this.#end = null;
    this.seconds = 0;
  }

  /** Waits until all that came has been heard. */
  async heard() {
    while (this.isPlaying) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async close() {
    if (this.#context.state !== "closed") {
      await this.#context.close();
    }
  }

}
