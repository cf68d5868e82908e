import { RATE } from "./microphone.js";
import { PcmPlayer } from "./pcm-player.js";
import { SampleReader, toBytes } from "./samples.js";
import { base, post } from "./server.js";

/** One turn: what was said, what was answered, and how long it took. */
class Turn {

  said = "";

  answered = "";

  /** hearing, thinking, answering, done, interrupted or failed. */
  state = "hearing";

  /** Seconds from the end of the sentence to the first sound of the answer; null until it is heard. */
  delay = null;

  problem = "";

}

/** A spoken conversation over a socket. */
export class Conversation {

  /** In order, as they are now. */
  turns = [];

  #socket;

  #player = new PcmPlayer(RATE);

  #reader = new SampleReader(false);

  /** When the first sample was heard, on the page's clock. */
  #begun = null;

  /** Milliseconds of silence that end a turn. */
  #silence = 500;

  #turnOfItem = new Map();

  #turnOfResponse = new Map();

  /** The answer that is being heard: its response and item. */
  #heard = null;

  /** Responses whose rest nobody wants to hear. */
  #dropped = new Set();

  /** When the sentence of a turn was over, on the page's clock. */
  #ends = new Map();

  #ending = false;

  #changed;

  #closed;

  /**
   * Opens one.
   * @param {{model: string, voice: string, instructions: string}} settings
   * @param {(turn: Turn | null) => void} changed told of turns that have changed
   * @param {(error: Error | null) => void} closed told when it is over, and why if nobody here ended it
   */
  static async open(settings, changed, closed) {
    const secret = await (await post("realtime/client_secrets", { session: { type: "realtime" } })).json();
    const conversation = new Conversation(changed, closed);
    await conversation.#connect(settings, secret.value);
    return conversation;
  }

  constructor(changed, closed) {
    this.#changed = changed;
    this.#closed = closed;
  }

  #connect({ model, voice, instructions }, secret) {
    const address = new URL(`realtime?model=${encodeURIComponent(model)}`, base);
    address.protocol = address.protocol.replace("http", "ws");
    // browsers can set no header here: the secret goes where OpenAI's own client puts it
    this.#socket = new WebSocket(address, ["realtime", `openai-insecure-api-key.${secret}`]);
    this.#socket.addEventListener("message", ({ data }) => this.#take(JSON.parse(data)));
    return new Promise((resolve, reject) => {
      this.#socket.addEventListener("open", () => {
        this.#send({
          type: "session.update",
          session: {
            type: "realtime",
            instructions,
            audio: { input: { transcription: {}, turn_detection: { type: "server_vad" } }, output: { voice } },
          },
        });
        resolve();
      });
      this.#socket.addEventListener("close", ({ reason }) => {
        const error = new Error(reason || "The server ended the conversation, or cannot be reached.");
        this.#player.close();
        this.#closed(this.#ending ? null : error);
        reject(error);
      });
    });
  }

  #send(event) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(event));
    }
  }

  /** Brings the next samples of the microphone. */
  hear(samples) {
    this.#begun ??= performance.now() - (1000 * samples.length) / RATE;
    this.#send({ type: "input_audio_buffer.append", audio: toBase64(toBytes(samples)) });
  }

  end() {
    this.#ending = true;
    this.#player.flush();
    this.#socket.close(1000);
  }

  #take(event) {
    const handlers = {
      "session.updated": () => this.#settled(event.session),
      "input_audio_buffer.speech_started": () => this.#started(event.item_id),
      "input_audio_buffer.speech_stopped": () => this.#stopped(event),
      "conversation.item.input_audio_transcription.delta": () => this.#said(event.item_id, (turn) => (turn.said += event.delta)),
      "conversation.item.input_audio_transcription.completed": () => this.#said(event.item_id, (turn) => (turn.said = event.transcript)),
      "conversation.item.input_audio_transcription.failed": () => this.#said(event.item_id, (turn) => (turn.problem = event.error.message)),
      "response.created": () => this.#answers(event.response.id),
      "response.output_audio.delta": () => this.#sounds(event),
      "response.output_audio_transcript.delta": () => this.#writes(event),
      "response.done": () => this.#done(event.response),
      error: () => this.#problem(event.error.message),
    };
    handlers[event.type]?.();
  }

  #settled(session) {
    this.#silence = session.audio.input.turn_detection?.silence_duration_ms ?? 0;
  }

  /** Somebody begins to speak: what is being said falls silent, and the server is told how much of it was heard. */
  #started(item) {
    if (this.#heard && this.#player.isPlaying) {
      const { response, item: answer } = this.#heard;
      const milliseconds = Math.floor(1000 * this.#player.place);
      this.#player.flush();
      this.#dropped.add(response);
      this.#send({ type: "conversation.item.truncate", item_id: answer, content_index: 0, audio_end_ms: milliseconds });
      this.#change(this.#turnOfResponse.get(response), (turn) => (turn.state = "interrupted"));
    }
    const turn = new Turn();
    this.turns.push(turn);
    this.#turnOfItem.set(item, turn);
    this.#changed(turn);
  }

  #stopped({ item_id: item, audio_end_ms: end }) {
    const turn = this.#turnOfItem.get(item);
    // the silence that tells that a sentence is over is not part of it
    this.#ends.set(turn, this.#begun + end - this.#silence);
    this.#change(turn, () => (turn.state = "thinking"));
  }

  #said(item, change) {
    this.#change(this.#turnOfItem.get(item), change);
  }

  #answers(response) {
    const turn = this.turns.at(-1);
    this.#turnOfResponse.set(response, turn);
    this.#reader = new SampleReader(false);
    this.#change(turn, () => (turn.state = "thinking"));
  }

  #sounds({ response_id: response, item_id: item, delta }) {
    const turn = this.#turnOfResponse.get(response);
    if (!turn || this.#dropped.has(response)) {
      return;
    }
    if (this.#heard?.response !== response) {
      this.#player.flush();
      this.#heard = { response, item };
    }
    const wait = this.#player.add(this.#reader.read(fromBase64(delta)));
    if (turn.delay === null && this.#ends.has(turn)) {
      turn.delay = (performance.now() - this.#ends.get(turn)) / 1000 + wait;
    }
    this.#change(turn, () => (turn.state = "answering"));
  }

  #writes({ response_id: response, delta }) {
    if (!this.#dropped.has(response)) {
      this.#change(this.#turnOfResponse.get(response), (turn) => (turn.answered += delta));
    }
  }

  #done({ id, status, status_details: details }) {
    this.#change(this.#turnOfResponse.get(id), (turn) => {
      if (status === "cancelled") {
        turn.state = "interrupted";
      } else if (turn.state !== "interrupted") {
        turn.state = status === "failed" ? "failed" : "done";
        turn.problem ||= details?.error?.message ?? "";
      }
    });
  }

  #problem(message) {
    const turn = this.turns.at(-1);
    if (turn) {
      this.#change(turn, () => (turn.problem = message));
    } else {
      this.#closed(new Error(message));
      this.#socket.close(1000);
    }
  }

  #change(turn, change) {
    if (turn) {
      change(turn);
      this.#changed(turn);
    }
  }

}

function toBase64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
