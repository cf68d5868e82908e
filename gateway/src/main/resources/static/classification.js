"use strict";

const classification = document.getElementById("classification");
const heard = document.getElementById("heard");
const detections = document.getElementById("detections");
const timeline = document.getElementById("timeline");
const WINDOW = 1;

function meter(score) {
  const bar = document.createElement("meter");
  bar.max = 1;
  bar.value = score;
  return bar;
}

function row(...cells) {
  const line = document.createElement("tr");
  for (const cell of cells) {
    line.insertCell().append(cell);
  }
  return line;
}

function showDetections(found) {
  detections.replaceChildren(...found.map((each) => row(each.label, meter(each.score), each.score.toFixed(3))));
}

/** A line for each of the best labels, a bar for each segment, as high as the label's score in it. */
function showTimeline(found, segments) {
  const lines = found.map(({ label }) => {
    const bars = document.createElement("span");
    bars.className = "bars";
    bars.append(...segments.map((segment) => {
      const score = segment.detections.find((each) => each.label === label)?.score ?? 0;
      const bar = meter(score);
      bar.title = `${segment.start} s to ${segment.end} s: ${score.toFixed(3)}`;
      return bar;
    }));
    return row(label, bars);
  });
  timeline.replaceChildren(...lines);
}

classification.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = classification.querySelector("button");
  const form = new FormData(classification);
  form.delete("labels");
  for (const label of classification.elements.labels.value.split("\n").filter((line) => line.trim())) {
    form.append("labels[]", label);
  }
  form.append("window", WINDOW);
  form.append("top_k", 5);
  button.disabled = true;
  detections.replaceChildren();
  timeline.replaceChildren();
  show(heard, "Listening …", false);
  try {
    const response = await call(new URL("audio/classification", base), { method: "POST", body: form });
    const body = await response.json();
    if (response.ok) {
      show(heard, "", false);
      showDetections(body.detections);
      showTimeline(body.detections, body.segments);
    } else {
      show(heard, body.error.message, true);
    }
  } catch (error) {
    show(heard, `The server could not be reached: ${error.message}`, true);
  } finally {
    button.disabled = false;
  }
});
