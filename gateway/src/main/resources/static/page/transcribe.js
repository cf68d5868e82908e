import { FileList } from "./file-list.js";
import { count } from "./format.js";
import { takeSounds } from "./intake.js";
import { NEEDS } from "./languages.js";
import { Notices } from "./notices.js";
import { peaksOf } from "./peaks.js";
import { Playback } from "./playback.js";
import { saveButton } from "./save.js";
import { Snippet } from "./snippet.js";
import { fillModels } from "./status.js";
import { srt, vtt } from "./subtitles.js";
import { timedWords } from "./timed-words.js";
import { transcriptionCall } from "./transcription-call.js";
import { Transcription } from "./transcription.js";
import { TranscriptView } from "./transcript-view.js";

/** Starts the panel: files in, words out. */
export function start(panel) {
  const form = panel.querySelector("form");
  const notices = new Notices(panel);
  const playback = new Playback(panel.querySelector(".player"));
  const view = new TranscriptView(panel.querySelector(".transcript"));
  const files = new FileList(panel.querySelector(".files"), show);
  const exports = panel.querySelector(".exports");
  const loading = panel.querySelector(".loading");
  const fields = () => ({ model: form.elements.model.value, language: form.elements.language.value.trim() });
  const all = [];
  let shown = null;
  let busy = false;
  const snippet = new Snippet(panel.querySelector(".call"), () => transcriptionCall(fields(), shown?.file.name ?? "speech.wav"), NEEDS);

  playback.onplace = (seconds) => (view.place = seconds);
  panel.addEventListener("leave", () => playback.pause());
  view.onseek = (seconds) => playback.seek(seconds);
  form.addEventListener("change", () => snippet.update());
  takeSounds(form, take, (error) => notices.fail(error));
  fillModels(form.elements.model, "transcribe").catch((error) => notices.fail(error));
  exports.append(
    save("Text", "txt", () => shown.timed?.text ?? shown.text),
    save("SRT", "srt", () => srt(timedWords(shown.timed)), true),
    save("VTT", "vtt", () => vtt(timedWords(shown.timed)), true),
    save("JSON", "json", () => JSON.stringify(shown.timed, null, 2), true));

  function save(label, extension, text, needsTimes) {
    const button = saveButton(label, () => new File([text()], `${shown.file.name.replace(/\.[^.]*$/, "")}.${extension}`, { type: "text/plain" }));
    button.dataset.needsTimes = needsTimes ?? "";
    return button;
  }

  function take(chosen) {
    const added = chosen.map((file) => new Transcription(file, changed));
    all.push(...added);
    added.forEach((each) => files.add(each));
    // what is being watched stays
    if (added.length > 0 && !busy) {
      show(added[0]);
      work();
    }
  }

  async function work() {
    busy = true;
    for (let next = waiting(); next; next = waiting()) {
      await next.run(fields(), loading);
    }
    busy = false;
  }

  const waiting = () => all.find((each) => each.state === "waiting");

  async function show(transcription) {
    shown = transcription;
    files.shown = transcription;
    playback.load(transcription.file);
    snippet.update();
    changed(transcription);
    transcription.peaks ??= await peaksOf(transcription.file);
    if (shown === transcription && transcription.peaks) {
      playback.draw(transcription.peaks.levels, transcription.peaks.seconds);
    }
  }

  function changed(transcription) {
    files.update(transcription);
    if (transcription !== shown) {
      return;
    }
    const { state, text, timed, error } = transcription;
    if (state === "failed") {
      notices.fail(error);
    } else {
      notices.say(state === "done" ? told(transcription) : `${transcription.file.name}: ${FileList.state(transcription)}`);
    }
    exports.hidden = !text;
    exports.querySelectorAll("button").forEach((button) => (button.disabled = Boolean(button.dataset.needsTimes) && !timed));
    if (timed && text) {
      const words = timedWords(timed);
      playback.words = words;
      view.timed(words);
    } else {
      view.text(text);
    }
  }
}

function told({ file, timed }) {
  const language = timed.language.charAt(0).toUpperCase() + timed.language.slice(1);
  const words = timed.words?.length ? `${count(timed.words.length, "word")}, ` : "";
  return timed.text ? `${file.name}: ${words}${language}` : `${file.name}: nobody speaks in it`;
}
