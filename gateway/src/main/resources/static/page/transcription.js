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

  #changed;

  /**
   * @param {File} file
   * @param {(transcription: Transcription) => void} changed told whenever something new is there
   */
  constructor(file, changed) {
    this.file = file;
    this.#changed = changed;
  }

  /**
   * Has the file transcribed: first as it is decided, then once more for the time of every word, which does not come
   * with the stream.
   * @param {{model: string, language: string}} fields
   * @param {HTMLElement} loading shows how far a model is that is not loaded yet
   */
  async run(fields, loading) {
    try {
      this.#is("listening");
      const response = await whileLoading(loading, fields.model, () => this.#ask(fields, { stream: "true" }));
      for await (const event of events(response, this.#aborter.signal)) {
        if (event.type === "transcript.text.delta") {
          this.text += event.delta;
          this.#changed(this);
        }
      }
      this.#is("timing");
      this.timed = await this.#times(fields);
      this.#is("done");
    } catch (error) {
      this.error = error;
      this.#is(this.#aborter.signal.aborted ? "stopped" : "failed");
    }
  }

  stop() {
    this.#aborter.abort();
    if (this.state === "waiting") {
      this.#is("stopped");
    }
  }

  #is(state) {
    this.state = state;
    this.#changed(this);
  }

  async #times(fields) {
    const ask = async (kinds) => (await this.#ask(fields, { response_format: "verbose_json", "timestamp_granularities[]": kinds })).json();
    try {
      return await ask(["word", "segment"]);
    } catch (error) {
      if (error.status !== 400) {
        throw error;
      }
      // some models know the times of sentences only
      return ask(["segment"]);
    }
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
