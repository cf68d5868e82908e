import { element } from "./element.js";
import { clock } from "./format.js";
import { Waveform } from "./waveform.js";

/** Seconds that are shown at a time; longer sounds have all of it below. */
const WINDOW = 20;

/** A sound to look at and listen to. The waveform is a slider: arrow keys go back and forth in it. */
export class Playback {

  #box;

  #audio = new Audio();

  #button = element("button", { type: "button", class: "play", "aria-label": "Play" });

  #time = element("span", { class: "time" });

  #slider = element("div", { class: "waves", role: "slider", tabindex: "0", "aria-label": "Place in the sound", "aria-valuemin": "0" });

  #near = element("canvas", { class: "near" });

  #far = element("canvas", { class: "far", hidden: true });

  #nearWave = new Waveform(this.#near);

  #farWave = new Waveform(this.#far);

  #paged;

  #levels = new Uint8Array(0);

  #seconds = 0;

  #place = 0;

  /** Told where playback is, in seconds. */
  onplace = () => {};

  /** Told before it plays. */
  onplay = () => {};

  /** @param {{whole?: boolean}} options whether all of a long sound is shown, not a page of it */
  constructor(box, { whole = false } = {}) {
    this.#box = box;
    this.#paged = whole ? Infinity : 1.5 * WINDOW;
    this.#slider.append(this.#near, this.#far);
    box.append(this.#button, this.#slider, this.#time);
    this.#button.addEventListener("click", () => this.toggle());
    this.#slider.addEventListener("keydown", (event) => this.#key(event));
    for (const [canvas, wave] of [[this.#near, this.#nearWave], [this.#far, this.#farWave]]) {
      canvas.addEventListener("pointerdown", (event) => this.seek(wave.secondAt(event.clientX)));
    }
    for (const event of ["play", "pause", "ended"]) {
      this.#audio.addEventListener(event, () => this.#playing());
    }
    this.#audio.addEventListener("seeked", () => this.#moved(this.#audio.currentTime));
    this.#audio.addEventListener("error", () => this.#failed());
  }

  /** Shows a sound file; its waveform comes with {@link draw}. */
  load(file) {
    this.clear();
    this.#audio.src = URL.createObjectURL(file);
    this.#button.disabled = false;
    this.#box.hidden = false;
  }

  clear() {
    this.#audio.pause();
    if (this.#audio.src) {
      URL.revokeObjectURL(this.#audio.src);
      this.#audio.removeAttribute("src");
    }
    this.#button.disabled = true;
    this.words = [];
    this.#place = 0;
    this.draw(new Uint8Array(0), 0);
    this.#box.hidden = true;
  }

  /** Draws the sound so far, while it grows, or all of it. */
  draw(levels, seconds) {
    this.#levels = levels;
    this.#seconds = seconds;
    this.#box.hidden = false;
    this.#far.hidden = seconds <= this.#paged;
    this.#farWave.show(levels, 0, seconds);
    this.#slider.setAttribute("aria-valuemax", seconds.toFixed(1));
    this.#moved(this.#place);
  }

  set words(words) {
    this.#nearWave.words = words;
  }

  /** Shows a place without going there: what is heard comes from elsewhere. */
  set place(seconds) {
    this.#moved(seconds);
  }

  play() {
    this.onplay();
    return this.#audio.play().catch(() => {});
  }

  toggle() {
    if (this.#audio.paused) {
      this.play();
    } else {
      this.#audio.pause();
    }
  }

  pause() {
    this.#audio.pause();
  }

  seek(seconds) {
    const place = Math.max(0, Math.min(seconds, this.#seconds || this.#audio.duration || 0));
    if (this.#audio.src) {
      this.#audio.currentTime = place;
    }
    this.#moved(place);
  }

  #key(event) {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
    if (event.key === " " || event.key === "Enter") {
      this.toggle();
    } else if (event.key in steps) {
      this.seek(this.#place + steps[event.key]);
    } else if (event.key === "Home" || event.key === "End") {
      this.seek(event.key === "Home" ? 0 : this.#seconds);
    } else {
      return;
    }
    event.preventDefault();
  }

  #playing() {
    this.#button.setAttribute("aria-label", this.#audio.paused ? "Play" : "Pause");
    this.#button.classList.toggle("on", !this.#audio.paused);
    const follow = () => {
      this.#moved(this.#audio.currentTime);
      if (!this.#audio.paused) {
        requestAnimationFrame(follow);
      }
    };
    follow();
  }

  #moved(seconds) {
    this.#place = seconds;
    const [from, to] = this.#window();
    this.#nearWave.show(this.#levels, from, to);
    this.#nearWave.place = seconds;
    this.#farWave.place = seconds;
    this.#time.textContent = `${clock(seconds)} / ${clock(this.#seconds)}`;
    this.#slider.setAttribute("aria-valuenow", seconds.toFixed(1));
    this.#slider.setAttribute("aria-valuetext", `${clock(seconds)} of ${clock(this.#seconds)}`);
    this.onplace(seconds);
  }

  /** What the near waveform shows: a page of a long sound. */
  #window() {
    if (this.#seconds <= this.#paged) {
      return [0, this.#seconds];
    }
    const from = Math.min(Math.floor(this.#place / WINDOW) * WINDOW, Math.max(0, this.#seconds - WINDOW));
    return [from, from + WINDOW];
  }

  #failed() {
    if (this.#audio.getAttribute("src")) {
      this.#button.disabled = true;
      this.#time.textContent = "This browser cannot play the file.";
    }
  }

}
