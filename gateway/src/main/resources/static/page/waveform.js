import { Drawing } from "./drawing.js";
import { PER_SECOND } from "./levels.js";

const BAR = 3;
const GAP = 1;
/** Pixels a second from which on words can be read below the bars. */
const READABLE = 50;

/** Draws a part of a sound: how loud it is, how far it has been heard, and the words in it. */
export class Waveform {

  #canvas;

  #levels = new Uint8Array(0);

  #from = 0;

  #to = 0;

  #place = 0;

  #words = [];

  #drawing;

  constructor(canvas) {
    this.#canvas = canvas;
    this.#drawing = new Drawing(canvas, (pen, sheet) => this.#paint(pen, sheet));
  }

  /** Draws other levels, from one second to another. */
  show(levels, from, to) {
    this.#levels = levels;
    this.#from = from;
    this.#to = to;
    this.#drawing.again();
  }

  /** Words with start and end, to light up as they are heard. */
  set words(words) {
    this.#words = words;
    this.#drawing.again();
  }

  set place(seconds) {
    this.#place = seconds;
    this.#drawing.again();
  }

  /** The second at a place in the window. */
  secondAt(clientX) {
    const box = this.#canvas.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (clientX - box.left) / box.width));
    return this.#from + share * (this.#to - this.#from);
  }

  #paint(pen, { width, height, font, colour }) {
    const perSecond = width / Math.max(0.001, this.#to - this.#from);
    const x = (seconds) => (seconds - this.#from) * perSecond;
    const readable = perSecond >= READABLE && this.#words.length > 0;
    const room = readable ? height - 20 : height;
    const visible = this.#words.filter((word) => word.end >= this.#from && word.start <= this.#to);
    const current = visible.find((word) => this.#place >= word.start && this.#place < word.end);
    if (current) {
      pen.fillStyle = colour("--lit");
      pen.fillRect(x(current.start), 0, Math.max(2, x(current.end) - x(current.start)), height);
    }
    this.#bars(pen, width, room, perSecond, colour);
    if (readable) {
      pen.font = `12px ${font}`;
      pen.textBaseline = "bottom";
      this.#labels(pen, visible, current, x, height, colour);
    }
    pen.fillStyle = colour("--accent");
    pen.fillRect(x(this.#place) - 1, 0, 2, room);
  }

  #bars(pen, width, height, perSecond, colour) {
    const middle = height / 2;
    for (let left = 0; left < width; left += BAR + GAP) {
      const from = Math.floor((this.#from + left / perSecond) * PER_SECOND);
      const to = Math.max(from + 1, Math.floor((this.#from + (left + BAR + GAP) / perSecond) * PER_SECOND));
      let loudest = 0;
      for (let i = from; i < to && i < this.#levels.length; i++) {
        loudest = Math.max(loudest, this.#levels[i]);
      }
      // quiet speech is seen, too
      const half = Math.max(1, Math.sqrt(loudest / 255) * (middle - 2));
      pen.fillStyle = colour(from / PER_SECOND < this.#place ? "--wave-heard" : "--wave");
      pen.fillRect(left, middle - half, BAR, 2 * half);
    }
  }

  /** The word that is heard, and of the others those that there is room for. */
  #labels(pen, visible, current, x, height, colour) {
    const place = (word) => ({ word, left: Math.max(x(word.start), 0), right: Math.max(x(word.start), 0) + pen.measureText(word.word).width + 5 });
    const lit = current && place(current);
    let free = 0;
    for (const label of visible.map(place)) {
      const isLit = label.word === current;
      const hidden = lit && !isLit && label.right > lit.left && label.left < lit.right;
      if (isLit || (label.left >= free && !hidden)) {
        pen.fillStyle = colour(isLit ? "--ink" : "--faint");
        pen.fillText(label.word.word, label.left, height - 2);
        free = label.right;
      }
    }
  }

}
