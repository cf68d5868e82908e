"use strict";

const speech = document.getElementById("speech");
const said = document.getElementById("said");

/** Ends what is being said; null while nothing is. */
let stop = null;

async function listVoices() {
  const response = await call(new URL("audio/voices", base));
  const voices = response.ok ? (await response.json()).voices : [];
  for (const voice of voices) {
    const option = new Option([voice.id, ...voice.aliases].join(", "), voice.id);
    option.dataset.model = voice.model;
    speech.elements.voice.add(option);
  }
}

/** Asks for bare samples and plays them as they come. */
async function speak(player, signal) {
  const voice = speech.elements.voice.selectedOptions[0];
  const asked = performance.now();
  const response = await call(new URL("audio/speech", base), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      model: voice.dataset.model,
      voice: voice.value,
      input: speech.elements.input.value,
      speed: Number(speech.elements.speed.value),
      response_format: "pcm",
    }),
    signal,
  });
  if (!response.ok) {
    throw new Error((await response.json()).error.message);
  }
  const reader = response.body.getReader();
  let first = null;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    first ??= performance.now() - asked;
    player.add(piece.value);
    show(said, `First sound after ${(first / 1000).toFixed(2)} s; ${player.seconds.toFixed(1)} s so far …`, false);
  }
  const took = (performance.now() - asked) / 1000;
  show(said, `First sound after ${(first / 1000).toFixed(2)} s; ${player.seconds.toFixed(1)} s made in ${took.toFixed(1)} s.`,
    false);
  await player.heard();
  signal.throwIfAborted();
}

speech.addEventListener("submit", async (event) => {
  event.preventDefault();
  const aborter = new AbortController();
  const player = new Player();
  stop = () => aborter.abort();
  aborter.signal.addEventListener("abort", () => player.close());
  speech.elements.speak.disabled = true;
  speech.elements.stop.disabled = false;
  show(said, "Thinking of how to say it …", false);
  try {
    await speak(player, aborter.signal);
  } catch (error) {
    show(said, aborter.signal.aborted ? "Stopped." : error.message, !aborter.signal.aborted);
  } finally {
    await player.close();
    stop = null;
    speech.elements.speak.disabled = false;
    speech.elements.stop.disabled = true;
  }
});

speech.elements.stop.addEventListener("click", () => stop?.());

listVoices().catch((error) => show(said, `The voices could not be listed: ${error.message}`, true));
