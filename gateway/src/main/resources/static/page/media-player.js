const TYPES = { mp3: "audio/mpeg", aac: "audio/aac" };

/** Plays compressed sound while it comes, in the formats that the browser takes in pieces. */
export class MediaPlayer {

  #audio = new Audio();

  #source = new MediaSource();

  #waiting = [];

  #buffer = null;

  #ended = false;

  static plays(format) {
    return "MediaSource" in window && format in TYPES && MediaSource.isTypeSupported(TYPES[format]);
  }

  constructor(format) {
    this.#audio.src = URL.createObjectURL(this.#source);
    this.#source.addEventListener("sourceopen", () => {
      this.#buffer = this.#source.addSourceBuffer(TYPES[format]);
      this.#buffer.addEventListener("updateend", () => this.#next());
      this.#next();
    }, { once: true });
    this.#audio.play().catch(() => {});
  }

  add(bytes) {
    this.#waiting.push(bytes);
    this.#next();
  }

  end() {
    this.#ended = true;
    this.#next();
  }

  get place() {
    return this.#audio.currentTime;
  }

  #next() {
    if (this.#buffer === null || this.#buffer.updating || this.#source.readyState !== "open") {
      return;
    }
    if (this.#waiting.length > 0) {
      this.#buffer.appendBuffer(this.#waiting.shift());
    } else if (this.#ended) {
      this.#source.endOfStream();
    }
  }

  /** Waits until all has been heard. */
  async heard() {
    while (!this.#audio.ended && this.#audio.getAttribute("src") && !this.#audio.error) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  close() {
    this.#audio.pause();
    URL.revokeObjectURL(this.#audio.src);
    this.#audio.removeAttribute("src");
  }

}
