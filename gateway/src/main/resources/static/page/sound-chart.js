import { Drawing } from "./drawing.js";
import { element } from "./element.js";
import { clock } from "./format.js";
import { gauge } from "./gauge.js";

const SHOWN = 6;
const ROW = 46;
const TEXT = 18;

/** Bars of the best classes over time, below the waveform and on its axis; and what they are of the whole. */
export class SoundChart {

  #box;

  #canvas = element("canvas", { role: "img" });

  #list = element("table", { class: "ranks" });

  #rows = [];

  #segments = [];

  #place = 0;

  #drawing = new Drawing(this.#canvas, (pen, sheet) => this.#paint(pen, sheet));

  constructor(box, onseek) {
    this.#box = box;
    box.append(this.#canvas, this.#list);
    this.#canvas.addEventListener("pointerdown", (event) => {
      const { left, width } = this.#canvas.getBoundingClientRect();
      onseek(((event.clientX - left) / width) * this.#end);
    });
  }

  get #end() {
    return this.#segments.at(-1)?.end ?? 0;
  }

  clear() {
    this.#box.hidden = true;
    this.#rows = [];
    this.#segments = [];
  }

  /** Shows an answer's detections and segments. */
  show(detections, segments) {
    this.#segments = segments;
    this.#rows = detections.slice(0, SHOWN).map(({ label, score }) => ({
      label,
      score,
      scores: segments.map((segment) => segment.detections.find((each) => each.label === label)?.score ?? 0),
    }));
    this.#box.hidden = this.#rows.length === 0;
    this.#canvas.style.height = `${this.#rows.length * ROW}px`;
    this.#canvas.setAttribute("aria-label", `When each is heard. ${this.#rows.map((row) => this.#said(row)).join(" ")}`);
    this.#list.replaceChildren(
      element("caption", {}, "In the whole sound"),
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Class"), element("th", { scope: "col", colspan: 2 }, "Score"))),
      element("tbody", {}, ...this.#rows.map(({ label, score }) => element("tr", {},
        element("th", { scope: "row" }, label), element("td", { class: "number" }, score.toFixed(3)),
        element("td", {}, gauge(label, score))))));
    this.#drawing.again();
  }

  /** A row in words: where it is strongest. */
  #said({ label, scores }) {
    const best = scores.indexOf(Math.max(...scores));
    return `${label}: most at ${clock(this.#segments[best]?.start ?? 0)}.`;
  }

  set place(seconds) {
    this.#place = seconds;
    this.#drawing.again();
  }

  #paint(pen, { width, height, font, colour }) {
    pen.font = `13px ${font}`;
    pen.textBaseline = "middle";
    this.#rows.forEach(({ label, scores }, i) => {
      const top = i * ROW;
      pen.fillStyle = colour("--faint");
      pen.fillText(label, 0, top + TEXT / 2 + 1);
      pen.fillStyle = colour("--line");
      pen.fillRect(0, top + ROW - 1, width, 1);
      pen.fillStyle = colour("--wave-heard");
      scores.forEach((score, at) => this.#bar(pen, this.#segments[at], score, top, width));
    });
    pen.fillStyle = colour("--accent");
    pen.fillRect((this.#place / Math.max(0.001, this.#end)) * width - 1, 0, 2, height);
  }

  #bar(pen, { start, end }, score, top, width) {
    const left = (start / this.#end) * width;
    const high = score * (ROW - TEXT - 3);
    pen.fillRect(left, top + ROW - 1 - high, Math.max(1, ((end - start) / this.#end) * width - 1), high);
  }

}
