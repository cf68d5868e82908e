"use strict";

const form = document.getElementById("form");
const answer = document.getElementById("answer");
const base = new URL("v1/", location.href);

document.getElementById("line").textContent =
  `curl ${base}audio/transcriptions -F model=whisper-1 -F file=@speech.mp3`;

async function listModels() {
  const response = await fetch(new URL("models", base));
  const models = response.ok ? (await response.json()).data : [];
  for (const model of models) {
    form.elements.model.add(new Option(model.id));
  }
}

function show(text, failed) {
  answer.textContent = text;
  answer.classList.toggle("error", failed);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  show("Listening …", false);
  try {
    const response = await fetch(new URL("audio/transcriptions", base), { method: "POST", body: new FormData(form) });
    const body = await response.json();
    if (response.ok) {
      show(body.text || "(no speech)", false);
    } else {
      show(body.error.message, true);
    }
  } catch (error) {
    show(`The server could not be reached: ${error.message}`, true);
  } finally {
    button.disabled = false;
  }
});

listModels().catch((error) => show(`The models could not be listed: ${error.message}`, true));
