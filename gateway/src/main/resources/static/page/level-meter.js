const BARS = 40;

/** Shows how loud it has been in the last moments. */
export class LevelMeter {

  #canvas;

  #levels = [];

  constructor(canvas) {
    this.#canvas = canvas;
  }

  show(on) {
    this.#canvas.hidden = !on;
    this.#levels = new Array(BARS).fill(0);
  }

  add(samples) {
    this.#levels.push(Math.sqrt(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)));
    this.#levels.shift();
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    this.#canvas.width = width * devicePixelRatio;
    this.#canvas.height = height * devicePixelRatio;
    const pen = this.#canvas.getContext("2d");
    pen.scale(devicePixelRatio, devicePixelRatio);
    pen.fillStyle = getComputedStyle(this.#canvas).getPropertyValue("--accent");
    this.#levels.forEach((level, i) => {
      const bar = Math.max(2, level * height);
      pen.fillRect((i * width) / BARS, (height - bar) / 2, width / BARS - 1, bar);
    });
  }

}
