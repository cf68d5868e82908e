/** Samples as 16 bits, little-endian. */
export function toBytes(samples) {
  const bytes = new DataView(new ArrayBuffer(2 * samples.length));
  samples.forEach((sample, i) => bytes.setInt16(2 * i, Math.round(32767 * Math.max(-1, Math.min(1, sample))), true));
  return new Uint8Array(bytes.buffer);
}

/** A wave file around samples of 16 bits, mono. */
export function waveFile(pieces, rate, name) {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const head = new DataView(new ArrayBuffer(44));
  const text = (at, letters) => [...letters].forEach((letter, i) => head.setUint8(at + i, letter.charCodeAt(0)));
  text(0, "RIFF");
  head.setUint32(4, 36 + length, true);
  text(8, "WAVEfmt ");
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, rate, true);
  head.setUint32(28, 2 * rate, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  text(36, "data");
  head.setUint32(40, length, true);
  return new File([head, ...pieces], name, { type: "audio/wav" });
}

/** Reads samples of 16 bits out of bytes that come in pieces of any length. */
export class SampleReader {

  #rest = new Uint8Array(0);

  #inHeader;

  /** @param {boolean} hasHeader whether a wave file's header comes first */
  constructor(hasHeader) {
    this.#inHeader = hasHeader;
  }

  /** The samples that are whole. */
  read(bytes) {
    let joined = new Uint8Array(this.#rest.length + bytes.length);
    joined.set(this.#rest);
    joined.set(bytes, this.#rest.length);
    if (this.#inHeader) {
      const data = String.fromCharCode(...joined.subarray(0, 512)).indexOf("data");
      if (data < 0 || joined.length < data + 8) {
        this.#rest = joined;
        return new Float32Array(0);
      }
      this.#inHeader = false;
      joined = joined.slice(data + 8);
    }
    const count = Math.floor(joined.length / 2);
    this.#rest = joined.slice(2 * count);
    const view = new DataView(joined.buffer);
    return Float32Array.from({ length: count }, (_, i) => view.getInt16(2 * i, true) / 32768);
  }

}
