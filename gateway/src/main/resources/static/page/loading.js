import { element } from "./element.js";
import { bytes, percent } from "./format.js";
import { modelNamed, status } from "./status.js";

/** Not for a model that is there: it answers sooner. */
const PATIENCE = 500;

const PAUSE = 700;

/**
 * Shows how far a model is that has to be fetched or loaded first, while a call to it is under way.
 * @param {HTMLElement} box where
 * @param {string} model its name
 * @param {() => Promise<T>} work the call
 * @returns {Promise<T>}
 */
export async function whileLoading(box, model, work) {
  const watched = new AbortController();
  watch(box, model, watched.signal).catch(() => {});
  try {
    return await work();
  } finally {
    watched.abort();
    box.hidden = true;
  }
}

async function watch(box, model, signal) {
  const text = element("span");
  const bar = element("progress", { "aria-label": `Getting ${model} ready` });
  box.replaceChildren(text, bar);
  for (let pause = PATIENCE; ; pause = PAUSE) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const found = signal.aborted ? undefined : modelNamed(await status(signal), model);
    if (signal.aborted) {
      return;
    }
    show(found, text, bar);
    box.hidden = !text.textContent;
  }
}

function show(model, text, bar) {
  bar.removeAttribute("value");
  text.textContent = "";
  if (model?.fetching) {
    const { item, bytes: there, total } = model.fetching;
    bar.value = there / total;
    text.textContent = `Fetching ${model.id}, once: ${item}, ${percent(there / total)} of ${bytes(total)}`;
  } else if (model && ["absent", "fetched", "loading"].includes(model.state)) {
    text.textContent = `Loading ${model.id} …`;
  }
}
