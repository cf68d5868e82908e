import { element } from "./element.js";
import { bytes } from "./format.js";

const STATES = { waiting: "waiting", listening: "listening …", timing: "finding the time of every word …", done: "done", stopped: "stopped", failed: "failed" };

const UNDER_WAY = ["waiting", "listening", "timing"];

/** The files of a panel: what each is at, one of them shown. */
export class FileList {

  #box;

  #entries = new Map();

  #onshow;

  /**
   * @param {HTMLElement} box the list
   * @param {(transcription) => void} onshow told which one to show
   */
  constructor(box, onshow) {
    this.#box = box;
    this.#onshow = onshow;
  }

  static state({ state }) {
    return STATES[state];
  }

  add(transcription) {
    const { file } = transcription;
    const state = element("span", { class: "state" });
    const choose = element("button", { type: "button", class: "file", click: () => this.#onshow(transcription) },
      element("span", { class: "name" }, file.name), element("span", { class: "hint" }, bytes(file.size)), state);
    const stop = element("button", { type: "button", class: "quiet", "aria-label": `Stop ${file.name}`, click: () => transcription.stop() }, "Stop");
    this.#entries.set(transcription, { choose, state, stop });
    this.#box.append(element("li", {}, choose, stop));
    this.#box.hidden = false;
    this.update(transcription);
  }

  update(transcription) {
    const { state, stop } = this.#entries.get(transcription);
    state.textContent = STATES[transcription.state];
    state.classList.toggle("failed", transcription.state === "failed");
    stop.hidden = !UNDER_WAY.includes(transcription.state);
  }

  set shown(transcription) {
    this.#entries.forEach(({ choose }, each) => choose.setAttribute("aria-pressed", each === transcription));
  }

}
