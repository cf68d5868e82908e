/** What a panel says: how it goes on, and what went wrong. */
export class Notices {

  #status;

  #error;

  constructor(panel) {
    this.#status = panel.querySelector(".status");
    this.#error = panel.querySelector(".error");
  }

  say(text) {
    this.#status.textContent = text;
    this.#error.textContent = "";
  }

  fail(error) {
    this.#status.textContent = "";
    this.#error.textContent = error.message;
  }

}
