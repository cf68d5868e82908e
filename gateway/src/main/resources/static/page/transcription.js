import { whileLoading } from "./loading.js";
import { call, events } from "./server.js";

/** One file on its way to words. */
export class Transcription {

  text = "";

  /** The answer with times; null until it is there. */
  timed = null;

  /** waiting, listening, timing, done, failed or stopped. */
  state = "waiting";

  error = null;

  peaks = null;

  #aborter = new AbortController();

  constructor(file) {
    this.file = file;
  }

  /**
   * Has the file transcribed: first as it is decided, then once more for the time of every word, which does not come
   * with the stream.
   * @param {{model: string, language: string}} fields
   * @param {HTMLElement} loading shows how far a model is that is not loaded yet
   * @param {() => void} changed told whenever something new is there
   */
  async run(fields, loading, changed) {
    try {
      this.#is("listening", changed);
      const response = await whileLoading(loading, fields.model, () => this.#ask(fields, { stream: "true" }));
      for await (const event of events(response, this.#aborter.signal)) {
        if (event.type === "transcript.text.delta") {
          this.text += event.delta;
          changed();
        }
      }
      this.#is("timing", changed);
      this.timed = await (await this.#ask(fields,
        { response_format: "verbose_json", "timestamp_granularities[]": ["word", "segment"] })).json();
      this.#is("done", changed);
    } catch (error) {
      this.error = error;
      this.#is(this.#aborter.signal.aborted ? "stopped" : "failed", changed);
    }
  }

  stop() {
    this.#aborter.abort();
  }

  #is(state, changed) {
    this.state = state;
    changed();
  }

  #ask({ model, language }, more) {
    const form = new FormData();
    form.append("file", this.file);
    form.append("model", model);
    if (language) {
      form.append("language", language);
    }
    for (const [name, value] of Object.entries(more)) {
      [value].flat().forEach((each) => form.append(name, each));
    }
    return call("audio/transcriptions", { method: "POST", body: form, signal: this.#aborter.signal });
  }

}
