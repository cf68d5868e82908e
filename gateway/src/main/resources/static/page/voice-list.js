import { element } from "./element.js";
import { PcmPlayer } from "./pcm-player.js";
import { SampleReader } from "./samples.js";
import { json, pieces, post } from "./server.js";

const RATE = 24000;

const ACCENTS = { a: "American", b: "British" };
const KINDS = { f: "woman", m: "man" };

/** The voices, each with a sample. */
export class VoiceList {

  #box;

  #fail;

  #stopSample = () => {};

  #samples = new Map();

  constructor(box, fail) {
    this.#box = box;
    this.#fail = fail;
  }

  async fill() {
    try {
      const { voices } = await json("audio/voices");
      this.#box.replaceChildren(...voices.map((voice, i) => this.#entry(voice, i === 0)));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The voice to speak with, and its model. */
  get chosen() {
    const radio = this.#box.querySelector("input:checked");
    return { voice: radio?.value ?? "alloy", model: radio?.dataset.model ?? "tts-1" };
  }

  #entry(voice, first) {
    const { name, what } = described(voice);
    const radio = element("input", { type: "radio", name: "voice", value: voice.id, "data-model": voice.model, checked: first });
    return element("div", { class: "voice" },
      element("label", {}, radio, element("span", { class: "name" }, name), element("span", { class: "hint" }, what)),
      element("button", { type: "button", class: "sample", "aria-label": `Hear a sample of ${name}`, click: ({ currentTarget }) => this.#sample(voice, name, currentTarget) }));
  }

  /** Says a sentence in a voice; the second time from memory. */
  async #sample(voice, name, button) {
    const wasOn = button.classList.contains("on");
    this.#stopSample();
    if (wasOn) {
      return;
    }
    const aborter = new AbortController();
    const player = new PcmPlayer(RATE);
    this.#stopSample = () => {
      aborter.abort();
      player.close();
    };
    button.classList.add("on");
    try {
      const known = this.#samples.get(voice.id);
      if (known) {
        known.forEach((samples) => player.add(samples));
      } else {
        this.#samples.set(voice.id, await played(voice, name, player, aborter.signal));
      }
      await player.heard();
    } catch (error) {
      if (!aborter.signal.aborted) {
        this.#fail(error);
      }
    } finally {
      button.classList.remove("on");
      await player.close();
    }
  }

}

async function played(voice, name, player, signal) {
  const response = await post("audio/speech",
    { model: voice.model, voice: voice.id, input: `Hello, I am ${name}. This is how I sound.`, response_format: "pcm" }, signal);
  const reader = new SampleReader(false);
  const all = [];
  for await (const piece of pieces(response, signal)) {
    const samples = reader.read(piece);
    if (samples.length > 0) {
      all.push(samples);
      player.add(samples);
    }
  }
  return all;
}

/** A name to say, and what is known of the voice: Kokoro's ids begin with accent and sex. */
function described({ id, name, aliases }) {
  const parts = /^([ab])([fm])_(.+)$/.exec(id);
  const plain = parts ? parts[3] : name;
  const what = [parts && `${ACCENTS[parts[1]]} ${KINDS[parts[2]]}`, ...aliases].filter(Boolean).join(", ");
  return { name: plain.charAt(0).toUpperCase() + plain.slice(1), what };
}
