"use strict";

const base = new URL("v1/", location.href);
const transcription = document.getElementById("transcription");
const answer = document.getElementById("answer");

document.getElementById("lines").textContent =
  `curl ${base}audio/transcriptions -F model=whisper-1 -F file=@speech.mp3
curl ${base}audio/speech -H 'Content-Type: application/json' -o speech.mp3 \\
  -d '{"model": "tts-1", "voice": "alloy", "input": "Hello there."}'
curl ${base}audio/classification -F file=@sound.mp3`;

/** Shows a text in an output, as a failure or not. */
function show(output, text, failed) {
  output.textContent = text;
  output.classList.toggle("error", failed);
}

async function listModels() {
  const response = await call(new URL("models", base));
  const models = response.ok ? (await response.json()).data : [];
  document.getElementById("models").append(...models.map((model) => new Option(model.id)));
}

transcription.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = transcription.querySelector("button");
  button.disabled = true;
  show(answer, "Listening …", false);
  try {
    const response = await call(new URL("audio/transcriptions", base),
      { method: "POST", body: new FormData(transcription) });
    const body = await response.json();
    if (response.ok) {
      show(answer, body.text || "(no speech)", false);
    } else {
      show(answer, body.error.message, true);
    }
  } catch (error) {
    show(answer, `The server could not be reached: ${error.message}`, true);
  } finally {
    button.disabled = false;
  }
});

listModels().catch((error) => show(answer, `The models could not be listed: ${error.message}`, true));
