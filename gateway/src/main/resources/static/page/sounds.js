import { classificationCall } from "./classification-call.js";
import { takeSounds } from "./intake.js";
import { NEEDS } from "./languages.js";
import { whileLoading } from "./loading.js";
import { Notices } from "./notices.js";
import { peaksOf } from "./peaks.js";
import { Playback } from "./playback.js";
import { call, json } from "./server.js";
import { Snippet } from "./snippet.js";
import { SoundChart } from "./sound-chart.js";
import { fillModels } from "./status.js";

/** More segments than this are no use to the eye. */
const MOST_SEGMENTS = 120;

/** Models that do not slide over the sound look at each segment anew, which takes its time. */
const SHORTEST = { yamnet: 0.5 };
const USUALLY_SHORTEST = 10;

/** More than are shown, so that what is best of the whole has a score in nearly every segment. */
const TOLD = 50;

/** Starts the panel: a file in, what is in it out. */
export function start(panel) {
  const form = panel.querySelector("form");
  const { model, labels } = form.elements;
  const notices = new Notices(panel);
  const playback = new Playback(panel.querySelector(".player"), { whole: true });
  const chart = new SoundChart(panel.querySelector(".chart"), (seconds) => playback.seek(seconds));
  const loading = panel.querySelector(".loading");
  let file = null;
  let window = 0.5;
  const snippet = new Snippet(panel.querySelector(".call"), () => classificationCall(fields(), file?.name ?? "sound.wav"), NEEDS);

  playback.onplace = (seconds) => (chart.place = seconds);
  panel.addEventListener("leave", () => playback.pause());
  takeSounds(form, ([first]) => first && take(first), (error) => notices.fail(error));
  form.addEventListener("change", async ({ target }) => {
    if (target === model) {
      await showLabels();
    }
    snippet.update();
    if (file && (target === model || target === labels)) {
      classify();
    }
  });
  fillModels(model, "classify").catch((error) => notices.fail(error));

  /** Labels are asked for where the model has none of its own. */
  async function showLabels() {
    try {
      const { takes_labels: wanted } = await json(`audio/classification/labels?model=${encodeURIComponent(model.value)}`);
      labels.closest("label").hidden = !wanted;
    } catch {
      labels.closest("label").hidden = true;
    }
  }

  function fields() {
    const own = labels.closest("label").hidden ? [] : labels.value.split("\n").map((line) => line.trim()).filter(Boolean);
    return { model: model.value, window, top_k: TOLD, labels: own };
  }

  async function take(taken) {
    file = taken;
    chart.clear();
    playback.load(file);
    const peaks = await peaksOf(file);
    if (peaks) {
      playback.draw(peaks.levels, peaks.seconds);
    }
    const shortest = SHORTEST[model.value] ?? USUALLY_SHORTEST;
    window = Math.min(3600, Math.max(shortest, Math.ceil((2 * (peaks?.seconds ?? 0)) / MOST_SEGMENTS) / 2));
    snippet.update();
    await classify();
  }

  async function classify() {
    const asked = file;
    notices.say("Listening …");
    try {
      const response = await whileLoading(loading, model.value, () => call("audio/classification", { method: "POST", body: formOf(asked) }));
      const { detections, segments } = await response.json();
      if (file === asked) {
        notices.say(detections.length > 0 ? `${asked.name}: ${detections[0].label}` : `${asked.name}: nothing is heard`);
        chart.show(detections, segments);
      }
    } catch (error) {
      notices.fail(error);
    }
  }

  function formOf(sound) {
    const body = new FormData();
    const { labels: own, ...others } = fields();
    body.append("file", sound);
    Object.entries(others).forEach(([name, value]) => body.append(name, value));
    own.forEach((label) => body.append("labels[]", label));
    return body;
  }
}
