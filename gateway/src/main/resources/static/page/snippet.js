import { element } from "./element.js";

const LANGUAGES = { curl: "curl", python: "Python", javascript: "JavaScript" };

let chosen = "curl";

/** The same call as a panel makes, ready to copy. */
export class Snippet {

  #code = element("code");

  #buttons;

  #texts;

  /**
   * @param {HTMLElement} box where
   * @param {() => Record<string, string>} texts the call in each language, as the panel stands now
   * @param {string} needs what the programs have to have installed
   */
  constructor(box, texts, needs) {
    this.#texts = texts;
    this.#buttons = Object.entries(LANGUAGES).map(([language, name]) =>
      element("button", { type: "button", "data-language": language, click: () => this.#choose(language) }, name));
    const copied = element("span", { role: "status", class: "copied" });
    const copy = element("button", { type: "button", class: "copy", click: () => this.#copy(copied) }, "Copy");
    box.append(
      element("h2", {}, "The same call"),
      element("div", { class: "bar" }, element("div", { class: "choice", role: "group", "aria-label": "Language" }, ...this.#buttons), copied, copy),
      element("pre", { tabindex: "0", role: "region", "aria-label": "The call" }, this.#code),
      element("p", { class: "hint" }, needs));
    document.addEventListener("language", () => this.update());
    this.update();
  }

  /** Follows the panel. */
  update() {
    this.#code.textContent = this.#texts()[chosen];
    this.#buttons.forEach((button) => button.setAttribute("aria-pressed", button.dataset.language === chosen));
  }

  #choose(language) {
    chosen = language;
    document.dispatchEvent(new Event("language"));
  }

  async #copy(copied) {
    try {
      await navigator.clipboard.writeText(this.#code.textContent);
      copied.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(this.#code);
      copied.textContent = "Selected: copy it with the keyboard";
    }
    setTimeout(() => (copied.textContent = ""), 3000);
  }

}
