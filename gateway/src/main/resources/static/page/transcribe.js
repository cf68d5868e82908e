import { element } from "./element.js";
import { bytes, count } from "./format.js";
import { takeSounds } from "./intake.js";
import { NEEDS } from "./languages.js";
import { Notices } from "./notices.js";
import { peaksOf } from "./peaks.js";
import { Playback } from "./playback.js";
import { saveButton } from "./save.js";
import { Snippet } from "./snippet.js";
import { fillModels } from "./status.js";
import { srt, vtt } from "./subtitles.js";
import { transcriptionCall } from "./transcription-call.js";
import { Transcription } from "./transcription.js";
import { TranscriptView } from "./transcript-view.js";

const STATES = { waiting: "waiting", listening: "listening …", timing: "finding the time of every word …", stopped: "stopped", failed: "failed" };

const RUNNING = ["waiting", "listening", "timing"];

/** Starts the panel: files in, words out. */
export function start(panel) {
  const form = panel.querySelector("form");
  const notices = new Notices(panel);
  const playback = new Playback(panel.querySelector(".player"));
  const view = new TranscriptView(panel.querySelector(".transcript"));
  const list = panel.querySelector(".files");
  const exports = panel.querySelector(".exports");
  const loading = panel.querySelector(".loading");
  const fields = () => ({ model: form.elements.model.value, language: form.elements.language.value.trim() });
  const snippet = new Snippet(panel.querySelector(".call"), () => transcriptionCall(fields(), shown?.file.name ?? "speech.wav"), NEEDS);
  const all = [];
  let shown = null;
  let busy = false;

  playback.onplace = (seconds) => (view.place = seconds);
  playback.onerror = (message) => notices.fail(new Error(message));
  view.onseek = (seconds) => playback.seek(seconds);
  form.addEventListener("change", () => snippet.update());
  takeSounds(form, take, (error) => notices.fail(error));
  fillModels(form.elements.model, "transcribe", "whisper-1").catch((error) => notices.fail(error));
  exports.append(
    save("Text", "txt", () => shown.timed?.text ?? shown.text),
    save("SRT", "srt", () => srt(wordsOf(shown)), true),
    save("VTT", "vtt", () => vtt(wordsOf(shown)), true),
    save("JSON", "json", () => JSON.stringify(shown.timed, null, 2), true));

  function save(label, extension, text, needsTimes) {
    const button = saveButton(label, () => new File([text()], `${shown.file.name.replace(/\.[^.]*$/, "")}.${extension}`, { type: "text/plain" }));
    button.dataset.needsTimes = needsTimes ?? "";
    return button;
  }

  function take(files) {
    const added = files.map((file) => new Transcription(file));
    all.push(...added);
    if (added.length > 0) {
      show(added[0]);
      work();
    }
  }

  async function work() {
    if (busy) {
      return;
    }
    busy = true;
    for (let next = waiting(); next; next = waiting()) {
      await next.run(fields(), loading, () => changed(next));
    }
    busy = false;
  }

  const waiting = () => all.find((each) => each.state === "waiting");

  async function show(transcription) {
    shown = transcription;
    playback.load(transcription.file);
    snippet.update();
    changed(transcription);
    transcription.peaks ??= await peaksOf(transcription.file);
    if (shown === transcription && transcription.peaks) {
      playback.draw(transcription.peaks.levels, transcription.peaks.seconds);
    }
  }

  function changed(transcription) {
    listFiles();
    if (transcription !== shown) {
      return;
    }
    const { state, text, timed, error } = transcription;
    if (state === "failed") {
      notices.fail(error);
    } else {
      notices.say(state === "done" ? told(transcription) : `${transcription.file.name}: ${STATES[state]}`);
    }
    exports.hidden = !text;
    exports.querySelectorAll("button").forEach((button) => (button.disabled = Boolean(button.dataset.needsTimes) && !timed));
    if (timed && text) {
      playback.words = wordsOf(transcription);
      view.timed(wordsOf(transcription));
    } else {
      view.text(text);
    }
  }

  function listFiles() {
    list.hidden = all.length === 0;
    list.replaceChildren(...all.map((each) => element("li", {},
      element("button", { type: "button", class: "file", "aria-pressed": String(each === shown), click: () => show(each) },
        element("span", { class: "name" }, each.file.name), element("span", { class: "hint" }, bytes(each.file.size)),
        element("span", { class: `state ${each.state}` }, each.state === "done" ? "done" : STATES[each.state])),
      ...(RUNNING.includes(each.state)
        ? [element("button", { type: "button", class: "quiet", "aria-label": `Stop ${each.file.name}`, click: () => stop(each) }, "Stop")] : []))));
  }

  function stop(transcription) {
    transcription.stop();
    if (transcription.state === "waiting") {
      transcription.state = "stopped";
    }
    changed(transcription);
  }
}

function told({ file, timed }) {
  const words = timed.words?.length ?? 0;
  return timed.text ? `${file.name}: ${count(words, "word")}, ${timed.language}` : `${file.name}: nobody speaks in it`;
}

/** Words with times; sentences where the model does not tell the times of words. */
function wordsOf({ timed }) {
  return timed.words?.length ? timed.words : timed.segments.map(({ text, start, end }) => ({ word: text.trim(), start, end }));
}
