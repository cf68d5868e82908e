import { element } from "./element.js";
import { bytes, percent } from "./format.js";
import { gauge } from "./gauge.js";
import { NEEDS } from "./languages.js";
import { machineCall } from "./machine-call.js";
import { Notices } from "./notices.js";
import { Snippet } from "./snippet.js";
import { status } from "./status.js";

const PAUSE = 2000;

/** Other names that are told. */
const NAMES = 2;

const JOBS = { transcribe: "transcription", speak: "speech", classify: "classification", chat: "conversation" };

const STATES = {
  absent: "not fetched", fetching: "being fetched", fetched: "on disk", loading: "being loaded", loaded: "loaded",
  elsewhere: "no model of its own",
};

/** Starts the panel: what the server is at, anew every two seconds while the panel is seen. */
export function start(panel) {
  const notices = new Notices(panel);
  const machines = panel.querySelector(".machines");
  const rows = panel.querySelector("tbody");
  new Snippet(panel.querySelector(".call"), machineCall, NEEDS);
  let timer = null;

  async function look() {
    try {
      const told = await status();
      notices.say("");
      machines.replaceChildren(...told.machines.map(card));
      rows.replaceChildren(...told.models.map(row));
    } catch (error) {
      notices.fail(error);
    }
    if (!panel.hidden) {
      timer = setTimeout(look, PAUSE);
    }
  }

  panel.addEventListener("leave", () => clearTimeout(timer));
  panel.addEventListener("enter", () => {
    clearTimeout(timer);
    look();
  });
  look();
}

function card({ id, processors, processor_load: load, memory_bytes: memory, process_bytes: process, models_bytes: models, models_budget_bytes: budget }) {
  return element("dl", { class: "machine", "aria-label": id },
    figure("Models in memory", `${bytes(models)} of ${bytes(budget)}`, models / budget),
    ...(process === null ? [] : [figure("Memory of the server", `${bytes(process)} of ${bytes(memory)}`, process / memory)]),
    figure(`${processors} processors`, load < 0 ? "not known" : `${percent(load)} busy`, Math.max(0, load)));
}

function figure(name, text, share) {
  return element("div", {}, element("dt", {}, name),
    element("dd", {}, text, gauge(name, share)));
}

function row({ id, aliases, jobs, state, memory_bytes: memory, running, waiting, runs, real_time_factor: factor, fetching }) {
  const cell = (name, ...content) => element("td", { "data-name": name }, ...content);
  const number = (name, text) => element("td", { "data-name": name, class: "number" }, text);
  return element("tr", {},
    element("th", { scope: "row" }, id, ...(aliases.length > 0 ? [element("span", { class: "hint" }, others(aliases))] : [])),
    cell("Does", jobs.map((job) => JOBS[job] ?? job).join(", ") || "helps others"),
    cell("State", element("span", { class: `state ${state}` }, STATES[state] ?? state), ...(fetching ? [progress(fetching)] : [])),
    number("Memory", memory > 0 ? bytes(memory) : "–"), number("Running", running), number("Waiting", waiting), number("Runs", runs),
    number("Real-time factor", factor === null ? "–" : factor.toFixed(3)));
}

function others(aliases) {
  const shortest = aliases.toSorted((one, other) => one.length - other.length).slice(0, NAMES);
  return shortest.join(", ") + (aliases.length > NAMES ? `, ${aliases.length - NAMES} more` : "");
}

function progress({ item, bytes: there, total }) {
  return element("span", { class: "hint" }, `${item}: ${percent(there / total)} of ${bytes(total)}`,
    element("progress", { value: there, max: total, "aria-label": item }));
}
