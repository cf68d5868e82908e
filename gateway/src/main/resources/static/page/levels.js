/** Levels a second: what a waveform is drawn from. */
export const PER_SECOND = 100;

/** The loudest sample of every 10 ms, as 0 to 255, of sound that comes in pieces. */
export class Levels {

  #step;

  #values = new Uint8Array(1024);

  #samples = 0;

  constructor(rate) {
    this.#step = rate / PER_SECOND;
  }

  get seconds() {
    return this.#samples / this.#step / PER_SECOND;
  }

  get values() {
    return this.#values.subarray(0, Math.ceil(this.#samples / this.#step));
  }

  add(samples) {
    const needed = Math.ceil((this.#samples + samples.length) / this.#step) + 1;
    if (needed > this.#values.length) {
      const larger = new Uint8Array(2 * needed);
      larger.set(this.#values);
      this.#values = larger;
    }
    // in locals: an hour has a hundred million samples
    const values = this.#values;
    const step = this.#step;
    let place = this.#samples;
    for (let i = 0; i < samples.length; i++, place++) {
      const at = Math.floor(place / step);
      const level = Math.min(255, Math.abs(samples[i]) * 255);
      if (level > values[at]) {
        values[at] = level;
      }
    }
    this.#samples = place;
  }

}
