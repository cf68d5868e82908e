"use strict";

const classification = document.getElementById("classification");
const heard = document.getElementById("heard");
const detections = document.getElementById("detections");
const MOST_SEGMENTS = 60;
/** More than are shown, so that what is best of the whole has a score in nearly every segment. */
const TOLD = 50;
const SHOWN = 5;

/** Seconds of a sound file; NaN if this browser cannot play it. */
function duration(file) {
  return new Promise((resolve) => {
    const player = new Audio(URL.createObjectURL(file));
    player.preload = "metadata";
    player.onloadedmetadata = player.onerror = () => {
      URL.revokeObjectURL(player.src);
      resolve(player.duration);
    };
  });
}

/** Seconds of a segment: other models than YAMNet work longer for each. */
async function segmentLength(file, model) {
  const seconds = await duration(file);
  const shortest = model === "yamnet" && Number.isFinite(seconds) ? 0.5 : 10;
  const wanted = Number.isFinite(seconds) ? Math.ceil(2 * seconds / MOST_SEGMENTS) / 2 : shortest;
  return Math.min(3600, Math.max(shortest, wanted));
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  return whole < 3600 ? parts.join(":") : `${Math.floor(whole / 3600)}:${parts.join(":")}`;
}

function row(...cells) {
  const line = document.createElement("tr");
  for (const cell of cells) {
    line.insertCell().append(cell);
  }
  return line;
}

function wideRow(className, ...children) {
  const line = document.createElement("tr");
  const cell = line.insertCell();
  cell.colSpan = 3;
  const box = document.createElement("div");
  box.className = className;
  box.append(...children);
  cell.append(box);
  return line;
}

function span(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}

/** A label with its score in the whole sound. */
function scored({ label, score }) {
  const bar = document.createElement("meter");
  bar.max = 1;
  bar.value = score;
  return row(label, bar, score.toFixed(3));
}

/** A segment: as wide as its share of the sound, as strong as the label is in it. */
function part(label, { start, end, detections: found }) {
  const score = found.find((each) => each.label === label)?.score ?? 0;
  const element = span("");
  element.style.flexGrow = end - start;
  element.style.setProperty("--score", score);
  element.title = `${label}, ${clock(start)} to ${clock(end)}: ${score.toFixed(3)}`;
  return element;
}

/** The best labels; with segments, when each is heard, and the times below. */
function showDetections(found, segments) {
  const lines = found.flatMap((each) =>
    segments ? [scored(each), wideRow("band", ...segments.map((segment) => part(each.label, segment)))] : [scored(each)]);
  if (segments) {
    lines.push(wideRow("times", span(clock(0)), span(clock(segments.at(-1).end))));
  }
  detections.replaceChildren(...lines);
}

classification.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = classification.querySelector("button");
  const form = new FormData(classification);
  form.delete("labels");
  for (const label of classification.elements.labels.value.split("\n").filter((line) => line.trim())) {
    form.append("labels[]", label);
  }
  form.append("top_k", TOLD);
  button.disabled = true;
  detections.replaceChildren();
  show(heard, "Listening …", false);
  try {
    if (form.has("segments")) {
      form.delete("segments");
      form.append("window", await segmentLength(form.get("file"), form.get("model")));
    }
    const response = await fetch(new URL("audio/classification", base), { method: "POST", body: form });
    const body = await response.json();
    if (response.ok) {
      show(heard, "", false);
      showDetections(body.detections.slice(0, SHOWN), body.segments);
    } else {
      show(heard, body.error.message, true);
    }
  } catch (error) {
    show(heard, `The server could not be reached: ${error.message}`, true);
  } finally {
    button.disabled = false;
  }
});
