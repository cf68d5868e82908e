import { Drawing } from "./drawing.js";

const BARS = 40;

/** Shows how loud it has been in the last moments. */
export class LevelMeter {

  #canvas;

  #drawing;

  #levels = [];

  constructor(canvas) {
    this.#canvas = canvas;
    this.#drawing = new Drawing(canvas, (pen, sheet) => this.#paint(pen, sheet));
  }

  show(on) {
    this.#canvas.hidden = !on;
    this.#levels = new Array(BARS).fill(0);
  }

  add(samples) {
    this.#levels.push(Math.sqrt(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)));
    this.#levels.shift();
    this.#drawing.again();
  }

  #paint(pen, { width, height, colour }) {
    pen.fillStyle = colour("--accent");
    this.#levels.forEach((level, i) => {
      const bar = Math.max(2, level * height);
      pen.fillRect((i * width) / BARS, (height - bar) / 2, width / BARS - 1, bar);
    });
  }

}
