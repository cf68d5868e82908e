import { Levels } from "./levels.js";
import { NEEDS } from "./languages.js";
import { whileLoading } from "./loading.js";
import { MediaPlayer } from "./media-player.js";
import { Notices } from "./notices.js";
import { PcmPlayer } from "./pcm-player.js";
import { peaksOf } from "./peaks.js";
import { Playback } from "./playback.js";
import { SampleReader, waveFile } from "./samples.js";
import { saveButton } from "./save.js";
import { pieces, post } from "./server.js";
import { Snippet } from "./snippet.js";
import { speechCall } from "./speech-call.js";
import { VoiceList } from "./voice-list.js";

const RATE = 24000;

/** Starts the panel: text in, sound out while it is made. */
export function start(panel) {
  const form = panel.querySelector("form");
  const { speak, stop, speed } = form.elements;
  const notices = new Notices(panel);
  const playback = new Playback(panel.querySelector(".player"));
  const loading = panel.querySelector(".loading");
  const download = panel.querySelector(".exports");
  const voices = new VoiceList(form.querySelector(".voice-list"), (error) => notices.fail(error));
  const snippet = new Snippet(panel.querySelector(".call"), () => speechCall(request()), NEEDS);
  let running = null;

  panel.addEventListener("leave", () => running?.abort());
  stop.addEventListener("click", () => running?.abort());
  form.addEventListener("input", () => {
    speed.nextElementSibling.textContent = `${Number(speed.value).toFixed(2)} ×`;
    snippet.update();
  });
  voices.fill().then(() => snippet.update());

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    running = new AbortController();
    speak.disabled = true;
    stop.disabled = false;
    notices.say("Thinking of how to say it …");
    download.hidden = true;
    try {
      await say(request(), running.signal);
    } catch (error) {
      if (running.signal.aborted) {
        notices.say("Stopped.");
      } else {
        notices.fail(error);
      }
    } finally {
      speak.disabled = false;
      stop.disabled = true;
    }
  });

  function request() {
    const { voice, model } = voices.chosen;
    return { model, input: form.elements.input.value, voice, speed: Number(speed.value), response_format: form.elements.response_format.value };
  }

  async function say(body, signal) {
    const asked = performance.now();
    const since = () => ((performance.now() - asked) / 1000).toFixed(2);
    const player = playerOf(body.response_format, playback);
    signal.addEventListener("abort", () => player.close());
    playback.clear();
    const stopFollowing = follow(player);
    try {
      playback.onplay = () => player.close();
      const response = await whileLoading(loading, body.model, () => post("audio/speech", body, signal));
      const all = [];
      let first = null;
      for await (const piece of pieces(response, signal)) {
        first ??= since();
        all.push(piece);
        player.add(piece);
        notices.say(`First sound after ${first} s; more is being made …`);
      }
      player.end();
      notices.say(`First sound after ${first} s, all of it after ${since()} s.`);
      await offer(all, body.response_format);
      await player.heard();
    } finally {
      stopFollowing();
      player.close();
    }
    signal.throwIfAborted();
    if (player.playsAtEnd) {
      playback.play();
    }
  }

  /** Shows how far a player is, until told to stop. */
  function follow(player) {
    let over = false;
    const next = () => {
      if (!over) {
        playback.place = player.place;
        requestAnimationFrame(next);
      }
    };
    next();
    return () => (over = true);
  }

  async function offer(all, format) {
    const file = new File(all, `speech.${format}`);
    download.replaceChildren(saveButton(`Download speech.${format}`, () => file));
    download.hidden = false;
    const playable = format === "pcm" ? waveFile(all, RATE, "speech.wav") : file;
    const peaks = await peaksOf(playable);
    playback.load(playable);
    if (peaks) {
      playback.draw(peaks.levels, peaks.seconds);
    }
  }
}

/** Whatever can play a format as it comes. */
function playerOf(format, playback) {
  if (format === "pcm" || format === "wav") {
    return samplesPlayer(format, playback);
  }
  if (MediaPlayer.plays(format)) {
    return new MediaPlayer(format);
  }
  return { playsAtEnd: true, place: 0, add() {}, end() {}, heard() {}, close() {} };
}

/** Plays samples, and draws them as they come. */
function samplesPlayer(format, playback) {
  const player = new PcmPlayer(RATE);
  const reader = new SampleReader(format === "wav");
  const levels = new Levels(RATE);
  return {
    add(bytes) {
      const samples = reader.read(bytes);
      if (samples.length > 0) {
        levels.add(samples);
        player.add(samples);
        playback.draw(levels.values, levels.seconds);
      }
    },
    end() {},
    get place() {
      return player.place;
    },
    heard: () => player.heard(),
    close: () => player.close(),
  };
}
