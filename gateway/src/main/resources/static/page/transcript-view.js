import { element } from "./element.js";

/** A silence of so many seconds begins a paragraph. */
const PAUSE = 2;

/** A paragraph that is longer ends with its sentence. */
const LONG = 100;

/** Words that are set at a time, so that the page goes on answering; a few more where a paragraph is long. */
const AT_ONCE = 300;

/** A transcript whose words light up and can be gone to: with a click, or with the arrow keys. */
export class TranscriptView {

  #box;

  #words = [];

  #spans = [];

  #lit = -1;

  #version = 0;

  /** Told the second of a word that is gone to. */
  onseek = () => {};

  constructor(box) {
    this.#box = box;
    box.addEventListener("click", ({ target }) => this.#go(Number(target.dataset.word)));
    box.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step && this.#words.length > 0) {
        event.preventDefault();
        this.#go(Math.max(0, Math.min(this.#words.length - 1, this.#lit + step)));
      }
    });
  }

  /** Shows words that have no times yet. */
  text(text) {
    this.#reset();
    this.#box.textContent = text;
    this.#box.hidden = !text;
  }

  /** Shows words with their times, paragraph after paragraph. */
  async timed(words) {
    this.#reset();
    this.#words = words;
    this.#box.replaceChildren();
    this.#box.hidden = words.length === 0;
    const version = this.#version;
    let rested = 0;
    for (const paragraph of paragraphs(words)) {
      const text = element("p");
      for (const i of paragraph) {
        const span = element("span", { "data-word": i }, words[i].word);
        this.#spans.push(span);
        text.append(span, words[i].space);
      }
      this.#box.append(text);
      if (this.#spans.length >= rested + AT_ONCE) {
        rested = this.#spans.length;
        await new Promise(requestAnimationFrame);
        if (version !== this.#version) {
          return;
        }
      }
    }
  }

  #reset() {
    this.#version++;
    this.#words = [];
    this.#spans = [];
    this.#lit = -1;
  }

  /** Lights up the word at a second. */
  set place(seconds) {
    const at = lastBefore(this.#words, seconds);
    if (at !== this.#lit) {
      this.#spans[this.#lit]?.classList.remove("lit");
      this.#lit = at;
      const span = this.#spans[at];
      span?.classList.add("lit");
      this.#reveal(span);
    }
  }

  /** Scrolls within the transcript, never the page. */
  #reveal(span) {
    if (span) {
      const box = this.#box.getBoundingClientRect();
      const { top, bottom } = span.getBoundingClientRect();
      if (top < box.top || bottom > box.bottom) {
        this.#box.scrollTop += top - box.top - box.height / 3;
      }
    }
  }

  #go(index) {
    const word = this.#words[index];
    if (word) {
      this.onseek(word.start);
    }
  }

}

/** Indexes of words, by paragraphs. */
function paragraphs(words) {
  const all = [];
  words.forEach((word, i) => {
    const last = words[i - 1];
    const open = all.at(-1);
    if (!last || word.start - last.end >= PAUSE || (open.length >= LONG && /[.!?…]["')”]*$/.test(last.word))) {
      all.push([i]);
    } else {
      open.push(i);
    }
  });
  return all;
}

/** The last word that has begun at a second, or -1. */
function lastBefore(words, seconds) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle].start <= seconds + 0.01) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}
