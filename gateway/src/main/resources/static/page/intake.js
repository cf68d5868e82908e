import { listen, RATE } from "./microphone.js";
import { LevelMeter } from "./level-meter.js";
import { toBytes, waveFile } from "./samples.js";

/**
 * Takes sound files from a form: chosen, dropped on it, or recorded.
 * @param {HTMLFormElement} form with the fields file and record
 * @param {(files: File[]) => void} take told of new files
 * @param {(error: Error) => void} fail told why there is nothing to record with
 */
export function takeSounds(form, take, fail) {
  const { file, record } = form.elements;
  const drop = form.querySelector(".drop");
  // who misses the box does not have the page replaced by the file
  const panel = form.parentElement;
  form.addEventListener("submit", (event) => event.preventDefault());
  file.addEventListener("change", () => {
    take([...file.files]);
    file.value = "";
  });
  panel.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  panel.addEventListener("dragleave", () => drop.classList.remove("over"));
  panel.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
  recordWith(record, new LevelMeter(form.querySelector(".level")), (recording) => take([recording]), fail);
}

function recordWith(button, meter, take, fail) {
  let end = null;
  let pieces = [];
  let number = 0;
  const recording = (on) => {
    button.classList.toggle("recording", on);
    button.querySelector(".text").textContent = on ? "Stop and use it" : "Record";
    meter.show(on);
  };
  button.addEventListener("click", async () => {
    if (end) {
      end();
      end = null;
      recording(false);
      if (pieces.length > 0) {
        take(waveFile(pieces, RATE, `recording-${++number}.wav`));
      }
      return;
    }
    button.disabled = true;
    pieces = [];
    try {
      end = await listen((samples) => {
        pieces.push(toBytes(samples));
        meter.add(samples);
      });
      recording(true);
    } catch (error) {
      fail(error);
    } finally {
      button.disabled = false;
    }
  });
}
