const dark = matchMedia("(prefers-color-scheme: dark)");

/** Paints a canvas: at most once a frame, as sharp as the screen, and anew when its size or the colours change. */
export class Drawing {

  #canvas;

  #paint;

  #asked = false;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(pen: CanvasRenderingContext2D, sheet: {width: number, height: number, font: string,
   *   colour: (name: string) => string}) => void} paint paints all of it
   */
  constructor(canvas, paint) {
    this.#canvas = canvas;
    this.#paint = paint;
    new ResizeObserver(() => this.again()).observe(canvas);
    dark.addEventListener("change", () => this.again());
  }

  /** Something else is to be seen. */
  again() {
    if (!this.#asked) {
      this.#asked = true;
      requestAnimationFrame(() => {
        this.#asked = false;
        this.#frame();
      });
    }
  }

  #frame() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (width > 0) {
      this.#canvas.width = Math.round(width * devicePixelRatio);
      this.#canvas.height = Math.round(height * devicePixelRatio);
      const pen = this.#canvas.getContext("2d");
      pen.scale(devicePixelRatio, devicePixelRatio);
      const style = getComputedStyle(this.#canvas);
      this.#paint(pen, { width, height, font: style.fontFamily, colour: (name) => style.getPropertyValue(name) });
    }
  }

}
