import { conversationCall } from "./conversation-call.js";
import { element } from "./element.js";
import { LevelMeter } from "./level-meter.js";
import { whileLoading } from "./loading.js";
import { listen } from "./microphone.js";
import { Notices } from "./notices.js";
import { Conversation } from "./realtime.js";
import { json } from "./server.js";
import { Snippet } from "./snippet.js";
import { fillModels } from "./status.js";

const WAITING = { hearing: "listening …", thinking: "thinking …", interrupted: "interrupted", failed: "no answer" };

const NEEDS = "Python: pip install 'openai[realtime]'. JavaScript: npm install openai ws, in a file that ends in .mjs. curl has no conversation over a socket: it asks once, in writing, and is answered in speech.";

/** Starts the panel: a conversation with the microphone. */
export function start(panel) {
  const form = panel.querySelector("form");
  const { start: begin, stop, model, voice, instructions } = form.elements;
  const notices = new Notices(panel);
  const meter = new LevelMeter(form.querySelector(".level"));
  const turns = panel.querySelector(".turns");
  const list = turns.querySelector("ol");
  const loading = panel.querySelector(".loading");
  const settings = () => ({ model: model.value, voice: voice.value, instructions: instructions.value });
  const snippet = new Snippet(panel.querySelector(".call"), () => conversationCall(settings()), NEEDS);
  const items = new Map();
  let end = () => {};

  form.addEventListener("input", () => snippet.update());
  form.addEventListener("change", () => snippet.update());
  stop.addEventListener("click", () => end());
  panel.addEventListener("leave", () => end());
  fillModels(model, "chat").catch((error) => notices.fail(error));
  fillVoices().catch((error) => notices.fail(error));

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    running(true);
    list.replaceChildren();
    items.clear();
    notices.say("Connecting …");
    try {
      await converse();
      notices.say("Speak; a pause ends your turn.");
    } catch (error) {
      end();
      notices.fail(error);
    }
  });

  async function converse() {
    let conversation = null;
    let silence = null;
    let ended = false;
    end = () => {
      if (!ended) {
        ended = true;
        silence?.();
        conversation?.end();
        running(false);
        notices.say("");
      }
    };
    // first the microphone: without it there is nothing to open a conversation for
    silence = await listen((samples) => {
      meter.add(samples);
      conversation?.hear(samples);
    });
    const opened = await whileLoading(loading, model.value, () => Conversation.open(settings(), show, (error) => {
      end();
      if (error) {
        notices.fail(error);
      }
    }));
    if (ended) {
      opened.end();
    }
    conversation = opened;
  }

  function running(on) {
    begin.disabled = on;
    stop.disabled = !on;
    meter.show(on);
  }

  async function fillVoices() {
    const { voices } = await json("audio/voices");
    voice.replaceChildren(...voices.flatMap(({ aliases, id }) => (aliases.length > 0 ? aliases : [id])).sort().map((name) => new Option(name)));
    voice.value = "alloy";
    snippet.update();
  }

  /** Shows a turn as it is now. */
  function show(turn) {
    if (!items.has(turn)) {
      items.set(turn, list.appendChild(element("li")));
    }
    turns.hidden = false;
    items.get(turn).replaceChildren(
      element("p", { class: "said" }, element("span", { class: "who" }, "You"), turn.said || WAITING[turn.state] || "…"),
      ...(turn.answered || turn.said ? [element("p", { class: "answered" }, element("span", { class: "who" }, "Parley"), turn.answered || WAITING[turn.state] || "…",
        ...(turn.answered && turn.state === "interrupted" ? [element("em", {}, " – interrupted")] : []))] : []),
      ...(turn.delay === null ? [] : [element("p", { class: "delay" }, `${turn.delay.toFixed(2)} s from the end of your sentence to the first sound`)]),
      ...(turn.problem ? [element("p", { class: "error" }, turn.problem)] : []));
    turns.scrollTop = turns.scrollHeight;
  }
}
